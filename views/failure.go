package views

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// tried does something of the program; a panic comes back as an error, so that whatever waits for it can go on.
func tried[T any](ctx context.Context, do func(context.Context) (T, error)) (v T, err error) {
	if f := kit.Try(func() { v, err = do(ctx) }); f != nil {
		err = f
	}
	return v, err
}

// unexpected says whether an error is none that the program has words for.
func unexpected(err error) bool {
	var known *trade.Error
	return err != nil && !errors.As(err, &known) && !errors.Is(err, context.Canceled)
}

// failed notes what the program did not expect and says calmly that it happened.
func (s *Shell) failed(err error) {
	details := s.details(err)
	s.log(details)
	s.sayFailure(details)
}

func (s *Shell) sayFailure(details string) {
	s.sayFailed(kit.T("Something went wrong in the program"), kit.T("Nothing was lost. What was saved before is in the file, and what was begun just now was not done."), details)
}

// sayEnded says at the start that the program ended on its own the last time.
func (s *Shell) sayEnded() {
	if s.opt.Program.Ended != "" {
		details := impersonal(s.opt.Program.Ended)
		s.log("It ended unexpectedly:\n" + details)
		s.sayFailed(kit.T("The program ended unexpectedly the last time"), kit.T("Nothing that was saved is lost. Only what was being typed at that moment may have to be typed again."), details)
	}
}

func (s *Shell) sayFailed(title, meaning, details string) {
	if s.calm != nil { // one message is enough; the log has all
		return
	}
	folded := widget.NewLabel(details)
	folded.Selectable, folded.TextStyle.Monospace, folded.Wrapping = true, true, fyne.TextWrapBreak
	scroll := container.NewVScroll(folded)
	scroll.SetMinSize(fyne.NewSize(560, 220))
	scroll.Hide()
	var show *kit.Action
	row := container.NewHBox()
	s.unfold = func() {
		if scroll.Visible() {
			scroll.Hide()
			show.SetText(kit.T("Show the details"))
		} else {
			scroll.Show()
			show.SetText(kit.T("Hide the details"))
		}
		row.Refresh() // its words are of another width now
		s.calm.Fit()
	}
	show = kit.NewAction(kit.T("Show the details"), false, s.unfold, func() { s.calm.Escape() })
	show.Importance = widget.LowImportance
	box := container.NewVBox(wrapped(meaning, widget.MediumImportance), sentence(kit.T("You can go on working. If it happens again, copy the details and send them to whoever looks after the program: they contain no names, addresses or prices.")))
	if s.opt.Program.Log != "" {
		box.Add(sentence(kit.T("They are also in the log: %s", s.opt.Program.Log)))
	}
	row.Add(show)
	box.Add(row)
	box.Add(scroll)
	s.calm = kit.Ask(s.win.Canvas(), title, kit.T("Go on"), kit.Wide(600, box), func(d *kit.Dialog) { d.Close() })
	s.calm.OnClose(func() { s.calm = nil })
	s.calm.Instead(kit.T("Copy the details"), func() { fyne.CurrentApp().Clipboard().SetContent(details) })
}

// details are what helps to find a failure.
func (s *Shell) details(err error) string {
	text := fmt.Sprintf("Dropdesk %s, %s %s/%s\n%s", s.opt.Program.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, impersonal(err.Error()))
	var f *kit.Failure
	if errors.As(err, &f) {
		text += "\n" + string(f.Stack)
	}
	return text
}

func (s *Shell) log(text string) {
	if s.opt.Program.Note != nil {
		s.opt.Program.Note(text)
	}
}

// What is quoted in an error, and addresses of mail, may be a customer's.
var personal = regexp.MustCompile(`"[^"]*"|'[^']*'|“[^”]*”|[^\s<>:,;]+@[^\s<>:,;]+`)

func impersonal(text string) string { return personal.ReplaceAllString(text, "…") }
