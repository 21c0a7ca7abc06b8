package views

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// failing lets the program fail from now on, and returns what it noted.
func failing(p *person) *[]string {
	noted := new([]string)
	p.opt.Program.Note = func(text string) { *noted = append(*noted, text) }
	return noted
}

func TestAFailureIsSaidCalmlyAndNothingTypedIsLost(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	noted := failing(p)
	f := kit.NewForm(&kit.Field{Name: "name", Label: "Name"})
	kit.AskForm(p.canvas, "A form", "Save", f, func(d *kit.Dialog) {
		submit(p.Shell, d, f, "", func(context.Context) (bool, error) { panic(`no row for "Ana Ruiz" <ana@bluebird.example>`) }, nil)
	})
	p.fill("Name", "Bluebird")
	p.ctrlEnter()
	p.open("Something went wrong in the program")
	if !p.says("Nothing was lost") || !p.says("/log/dropdesk.log") {
		t.Error("the dialog does not say what it means and where the log is")
	}
	if p.says("failure_test.go") {
		t.Error("the details are not folded")
	}
	p.tap("Show the details")
	if !p.says("failure_test.go") {
		t.Error("the details do not name the place")
	}
	p.tap("Copy the details")
	copied := fyne.CurrentApp().Clipboard().Content()
	if !strings.Contains(copied, "Dropdesk 9.9") || !strings.Contains(copied, "no row for") || strings.Contains(copied, "Ana") || strings.Contains(copied, "bluebird.example") {
		t.Errorf("copied is\n%s", copied)
	}
	equal(t, "notes in the log", len(*noted), 1)
	p.ctrlEnter()
	p.open("A form")
	equal(t, "what was typed", p.shows("Name"), "Bluebird")
}

func TestWhateverPanicsInTheWindowGoesOn(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	for name, panics := range map[string]func(){
		"work in the background": func() { p.run.Do(func() { panic("x") }, func() { t.Error("it went on") }) },
		"what follows it":        func() { p.run.Do(func() {}, func() { panic("x") }) },
		"a step of a document":   func() { p.whenSaved(func() { panic("x") })() },
		"what a dialog does": func() {
			kit.Ask(p.canvas, "A dialog", "Do it", kit.Caption(""), func(*kit.Dialog) { panic("x") }).Submit()
		},
		"reading": func() {
			read(p.Shell, func(context.Context) (int, error) { panic("x") }, func(int) { t.Error("it was shown") })
		},
		"an unexpected error": func() { p.fail(errors.New("disk I/O error")) },
	} {
		t.Run(name, func(t *testing.T) {
			noted := failing(p)
			panics()
			p.open("Something went wrong in the program")
			equal(t, "notes in the log", len(*noted), 1)
			p.press(fyne.KeyEscape)
			p.Clear()
		})
	}
}

func TestHowTheProgramEndedIsSaidOnceItRunsAgain(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	noted := failing(p)
	p.opt.Program.Ended = `panic: no row for "Ana Ruiz"`
	p.sayEnded()
	if len(*noted) != 1 || strings.Contains((*noted)[0], "Ana") {
		t.Errorf("noted is %q", *noted)
	}
	p.open("The program ended unexpectedly the last time")
	p.ctrlEnter()
	p.closed()
}

func TestAboutNamesTheFilesAndTheLicences(t *testing.T) {
	p := sit(t, newDesk(t), wide, look.Light)
	p.Clear()
	p.choose("About Dropdesk")
	p.open("About Dropdesk")
	for _, text := range []string{"9.9", "/log/dropdesk.log", "fyne.io/fyne/v2", "BSD-3-Clause"} {
		if !p.says(text) {
			t.Errorf("it does not say %s", text)
		}
	}
	p.tap("Show the folder of the log")
	equal(t, "opened", strings.Join(p.opened, " "), "/log")
}
