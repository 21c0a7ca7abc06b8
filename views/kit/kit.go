// Package kit holds Dropdesk's own widgets: what Fyne lacks for a program of lists, documents and
// forms. A widget shows what it is given and calls back; it never knows a document or a use case.
package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// Tone says how things stand, always beside a word.
type Tone int

// The tones.
const (
	None  Tone = iota
	Good       // done
	Warn       // waits for us
	Bad        // late, or needs a decision
	Info       // the accent
	Quiet      // not yet
)

func (t Tone) colour() color.Color {
	return theme.Color(map[Tone]fyne.ThemeColorName{
		None: theme.ColorNameForeground, Good: look.ColorGood, Warn: look.ColorWarn, Bad: look.ColorBad, Info: theme.ColorNamePrimary, Quiet: look.ColorQuiet,
	}[t])
}

func (t Tone) back() color.Color {
	return theme.Color(map[Tone]fyne.ThemeColorName{
		None: look.ColorQuietBack, Good: look.ColorGoodBack, Warn: look.ColorWarnBack, Bad: look.ColorBadBack, Info: look.ColorAccentBack, Quiet: look.ColorQuietBack,
	}[t])
}

// Title is the name of what a page shows.
func Title(s string) *canvas.Text {
	t := canvas.NewText(s, theme.Color(theme.ColorNameForeground))
	t.TextSize, t.TextStyle.Bold = look.SizeTitle, true
	return t
}

// Caption is small and muted.
func Caption(s string) *canvas.Text {
	t := canvas.NewText(s, theme.Color(look.ColorMuted))
	t.TextSize = look.SizeCaption
	return t
}

// Strong is text of the usual size, bold.
func Strong(s string) *canvas.Text {
	t := canvas.NewText(s, theme.Color(theme.ColorNameForeground))
	t.TextSize, t.TextStyle.Bold = look.SizeText, true
	return t
}

// Aligned gives a text that has no room of its own around it the left edge of the labels above and below it.
func Aligned(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(2, 2, 5, 0), o)
}

// Pill is a word on its tone.
func Pill(s string, tone Tone) fyne.CanvasObject {
	back := canvas.NewRectangle(tone.back())
	back.CornerRadius = 9
	t := canvas.NewText(s, tone.colour())
	t.TextSize, t.TextStyle.Bold = look.SizeCaption, true
	return container.NewCenter(container.NewStack(back, container.New(layout.NewCustomPaddedLayout(2, 2, 8, 8), t)))
}

// Section is the small heading of a part of a page.
func Section(s string) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(8, 2, 5, 0), Caption(s))
}

// Padded keeps a page's content off its edges.
func Padded(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(8, 8, 14, 14), o)
}

// Empty says that there is nothing here yet, and how to begin.
func Empty(icon fyne.Resource, sentence, button string, do func()) fyne.CanvasObject {
	i := canvas.NewImageFromResource(theme.NewDisabledResource(icon))
	i.SetMinSize(fyne.NewSquareSize(48))
	i.FillMode = canvas.ImageFillContain
	l := widget.NewLabelWithStyle(sentence, fyne.TextAlignCenter, fyne.TextStyle{})
	box := container.NewVBox(container.NewCenter(i), l)
	if do != nil {
		box.Add(container.NewCenter(widget.NewButton(button, do)))
	}
	return container.NewCenter(box)
}

// Wide gives an object at least a width, as tables in dialogs need.
func Wide(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(width, 1))
	return container.NewStack(r, o)
}
