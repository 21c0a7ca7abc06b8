package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// reads is whether the manual shows a text.
func (p *person) reads(text string) bool {
	found := false
	each(p.top(), func(o fyne.CanvasObject) {
		if r, ok := o.(*widget.RichText); ok && strings.Contains(r.String(), text) {
			found = true
		}
	})
	return found
}

func TestF1OpensTheChapterOfWhatIsShown(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	for kind, begins := range map[trade.Kind]string{kindToday: "The first steps", trade.KindInvoice: "An invoice gets its number", trade.KindBill: "Freight is spread", trade.KindCompany: "Whoever works alone"} {
		p.Go(p.Shell.section(kind))
		p.press(fyne.KeyF1)
		equal(t, "section", p.section(), "Manual")
		if !p.reads(begins) {
			t.Errorf("F1 in %q does not show %q", kind, begins)
		}
		p.press(fyne.KeyEscape)
		equal(t, "section after Esc", p.pages[p.at].kind, kind)
	}
}

func TestTheManualIsSearched(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.choose("Manual")
	p.write("tolerance dispute")
	p.press(fyne.KeyReturn)
	if !p.reads("A difference beyond the tolerance") {
		t.Error("Enter does not open what is found")
	}
	p.write(" xyzzy")
	if !p.says("Nothing in the manual has these words.") {
		t.Error("nothing says that nothing is found")
	}
}

func TestWhatIsFoundInTheManualIsScrolledTo(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.press(fyne.KeyF1)
	p.write("tax code discount credit limit")
	p.press(fyne.KeyReturn)
	scroll := p.pages[p.at].page.(*manualPage).scroll
	shown := false
	each(scroll.Content, func(o fyne.CanvasObject) {
		if r, ok := o.(*widget.RichText); ok && r.String() == "Customers" {
			y := r.Position().Y - scroll.Offset.Y
			shown = y >= 0 && y < scroll.Size().Height
		}
	})
	if !shown {
		t.Errorf("the part that is found is not shown: scrolled by %v of %v", scroll.Offset.Y, scroll.Content.MinSize().Height)
	}
}

func TestTheGermanWindowOpensTheGermanManual(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	speak(t, "de")
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(trade.KindReceived))
	p.press(fyne.KeyF1)
	equal(t, "section", p.section(), "Handbuch")
	if !p.reads("Jede Nachricht wartet zehn Sekunden") {
		t.Error("F1 in the inbox does not show the chapter on mail in German")
	}
	p.write("zurückspielen datenträger")
	if !p.says("Nichts im Handbuch hat diese Wörter.") {
		t.Error("words of two parts find something")
	}
	p.press(fyne.KeyEscape)
	p.press(fyne.KeyF1)
	p.write("gegenbeleg")
	p.press(fyne.KeyReturn)
	if !p.reads("dafür wird der passende Gegenbeleg angeboten") {
		t.Error("Enter does not open what is found")
	}
}

func TestAnotherLanguageKeepsTheChapterAndTheWayBack(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	speak(t, "en")
	p := sit(t, desk, wide, look.Light)
	p.opt.Choose = func(c Choices) { kit.Speak(c.Language) }
	p.Go(p.Shell.section(trade.KindBill))
	p.press(fyne.KeyF1)
	p.languageItem("Deutsch").Action()
	if !p.reads("Das letzte Feld der Kette") || p.reads("The last box of the chain") {
		t.Error("the chapter on bills is not shown in German")
	}
	p.press(fyne.KeyEscape)
	equal(t, "section after Esc", p.pages[p.at].kind, trade.KindBill)
}

func TestALinkInTheManualOpensItsChapterAndBackReturns(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(trade.KindShipment))
	p.press(fyne.KeyF1)
	var link *widget.HyperlinkSegment
	each(p.top(), func(o fyne.CanvasObject) {
		if r, ok := o.(*widget.RichText); ok {
			for _, x := range r.Segments {
				if l, ok := x.(*widget.HyperlinkSegment); ok {
					link = l
				}
			}
		}
	})
	if link == nil {
		t.Fatal("the chapter on shipments has no link")
	}
	link.OnTapped()
	if !p.reads("The customer changes his mind") {
		t.Error("the link does not open its chapter")
	}
	p.choose("Back")
	if !p.reads("says that goods are damaged") {
		t.Error("back does not return to where the link stands")
	}
}
