package views

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// forms are the dialogs that no scene shows, because they hang below a button in the middle of a page.
func (p *person) forms() []Scene {
	below := func(button string) func() {
		return func() {
			p.Go(p.Shell.section(trade.KindCustomer))
			p.press(fyne.KeyDown)
			p.tap(kit.T(button))
		}
	}
	return []Scene{{"contact", below("Add contact")}, {"address", below("Add address")}}
}

// Forms that hang below buttons fit into the smallest window, have German and room for all their words, and are walked by Tab in reading order.
func TestFormsBelowButtonsFitSpeakGermanAndAreWalkedByTab(t *testing.T) {
	speak(t, "de")
	small := fyne.NewSize(1024, 700)
	p := sit(t, busyDesk(t), small, look.Light)
	for _, f := range append(p.FormScenes(), p.forms()...) {
		t.Run(f.Name, func(t *testing.T) {
			p.t = t
			f.Set()
			if kit.Top(p.canvas) == nil {
				t.Fatalf("it does not open; the toast says %q", p.toast())
			}
			if least := p.canvas.Overlays().Top().MinSize(); least.Width > small.Width || least.Height > small.Height {
				t.Errorf("it needs a window of %v × %v", least.Width, least.Height)
			}
			p.german(f.Name)
			p.walked(f.Name)
			p.Clear()
			equal(t, "cleared", p.canvas.Overlays().Top(), nil)
		})
	}
	equal(t, "without German", strings.Join(kit.Untranslated(), "\n"), "")
}

// walked fails the test unless Tab goes through the top dialog as it is read, and Shift+Tab the same way back.
func (p *person) walked(name string) {
	p.t.Helper()
	want := p.readingOrder()
	if len(want) == 0 {
		p.t.Errorf("%s: nothing takes the keyboard", name)
		return
	}
	p.canvas.Focus(want[0])
	if got := p.walk(p.canvas.FocusNext); !slices.Equal(got, want) {
		p.t.Errorf("%s: Tab goes\n%s\nbut it is read\n%s", name, names(got), names(want))
	}
	p.canvas.Focus(want[0])
	back := p.walk(p.canvas.FocusPrevious)
	slices.Reverse(back[1:])
	if !slices.Equal(back, want) {
		p.t.Errorf("%s: Shift+Tab does not go the same way back", name)
	}
}
