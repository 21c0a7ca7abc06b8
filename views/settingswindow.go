package views

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// scales are how large the window can be drawn, in percent.
var scales = []int{100, 125, 150, 200}

// tongues are the languages of the window; empty is the system's.
var tongues = []string{"", "en", "de"}

// loadWindow shows what can be chosen for the window; every choice holds at once.
func (s *Shell) loadWindow(context.Context) (func() document, error) {
	return func() document {
		c := s.opt.Choices
		sides := []look.Side{look.Follow, look.Light, look.Dark, look.Sharp}
		d := document{title: kit.T("Appearance")}
		d.body = []fyne.CanvasObject{
			s.choice(kit.T("Colours"), []string{kit.T("As the system"), kit.T("Light"), kit.T("Dark"), kit.T("High contrast")}, indexOf(sides, c.Look.Side), func(i int) {
				s.prefer(func(c *Choices) { c.Look.Side = sides[i] })
			}),
			s.choice(kit.T("Size of all that is shown"), []string{"100 %", "125 %", "150 %", "200 %"}, indexOf(scales, max(c.Scale, 100)), func(i int) {
				s.prefer(func(c *Choices) { c.Scale = scales[i] })
			}),
			s.choice(kit.T("Rows"), []string{kit.T("Dense, more at a glance"), kit.T("Comfortable, easier to hit")}, map[bool]int{true: 1}[c.Look.Roomy], func(i int) {
				s.prefer(func(c *Choices) { c.Look.Roomy = i == 1 })
			}),
			s.choice(kit.T("Language of the window; documents are in the customer's"), []string{kit.T("As the system"), "English", "Deutsch"}, indexOf(tongues, c.Language), func(i int) {
				s.prefer(func(c *Choices) { c.Language = tongues[i] })
			}),
			kit.Section(kit.T("How it looks")), s.sampleOfLook(),
		}
		return d
	}, nil
}

// indexOf is where x stands in a list, the first place where it does not.
func indexOf[T comparable](list []T, x T) int {
	for i, y := range list {
		if x == y {
			return i
		}
	}
	return 0
}

// choice is a caption over a few words of which one holds.
func (s *Shell) choice(caption string, words []string, at int, pick func(int)) fyne.CanvasObject {
	row := container.New(layout.NewCustomPaddedHBoxLayout(6))
	for i, w := range words {
		b := kit.NewAction(w, i == at, func() {
			if i != at {
				pick(i)
			}
		}, func() { s.win.Canvas().Unfocus() })
		b.OnRune = s.letter
		row.Add(b)
	}
	return container.NewVBox(kit.Section(caption), row)
}

// sampleOfLook shows the colours of all states at once.
func (s *Shell) sampleOfLook() fyne.CanvasObject {
	cell := func(text string, tone kit.Tone) kit.Cell {
		return kit.Cell{Object: container.NewHBox(kit.Pill(text, tone))}
	}
	return container.NewVBox(
		kit.Chain(0,
			kit.Step{Caption: kit.T("Quote"), Value: "Q-1042", Note: kit.T("accepted"), Tone: kit.Good},
			kit.Step{Caption: kit.T("Order"), Value: "SO-1042", Note: kit.T("open"), Tone: kit.Info, Current: true},
			kit.Step{Caption: kit.T("Purchasing"), Value: kit.T("1 of 3"), Note: kit.T("2 lines to order"), Tone: kit.Warn},
			kit.Step{Caption: kit.T("Invoice"), Value: kit.T("not yet"), Tone: kit.Quiet},
		),
		kit.Lines(kit.Columns{120, -1, 110, 20, 110}, []bool{false, false, true}, []string{kit.T("Order"), kit.T("Customer"), kit.T("Total"), "", kit.T("State")}, [][]kit.Cell{
			{{Text: "SO-1042"}, {Text: "Bluebird Gifts"}, {Text: grouped("180.00")}, {}, cell(kit.T("to order"), kit.Warn)},
			{{Text: "SO-1041"}, {Text: "Harbor Hardware"}, {Text: grouped("1217.07")}, {}, cell(kit.T("late"), kit.Bad)},
			{{Text: "SO-1040"}, {Text: "Kite & Co"}, {Text: grouped("254.14")}, {}, cell(kit.T("done"), kit.Good)},
		}),
	)
}
