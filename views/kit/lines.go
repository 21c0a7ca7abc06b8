package kit

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Cell is one cell of a table of lines.
type Cell struct {
	Text   string
	Tone   Tone
	Note   string            // below it, smaller
	Object fyne.CanvasObject // instead of a text: a button, say
}

// Lines is the table of lines of a document: a heading and a row for each line. right says which
// columns hold numbers.
func Lines(widths fyne.Layout, right []bool, titles []string, rows [][]Cell) fyne.CanvasObject {
	return lines(widths, right, titles, rows, false)
}

// WholeLines is Lines whose texts take a second line where one is too short for them. It belongs into a Flow.
func WholeLines(widths fyne.Layout, right []bool, titles []string, rows [][]Cell) fyne.CanvasObject {
	return lines(widths, right, titles, rows, true)
}

func lines(widths fyne.Layout, right []bool, titles []string, rows [][]Cell, whole bool) fyne.CanvasObject {
	box := Flow(0, 0)
	fit := newFitted(titled(widths, titles), right, titles, rows)
	high := make([]float32, len(titles))
	for _, cells := range rows {
		for i := range min(len(cells), len(high)) {
			if o := cells[i].Object; o != nil {
				high[i] = max(high[i], o.MinSize().Height)
			}
		}
	}
	row := func(cells []Cell, bold bool) fyne.CanvasObject {
		r := container.New(fit)
		for i, c := range cells {
			if c.Object != nil {
				r.Add(atTop(c.Object))
				continue
			}
			if c.Text == "" && !bold && high[i] > 0 { // so that rows with a button and rows without are alike
				r.Add(strut(high[i]))
				continue
			}
			number := i < len(right) && right[i]
			if whole && !bold && !number && c.Note == "" {
				r.Add(prose(c.Text, c.Tone))
				continue
			}
			l := widget.NewLabel(c.Text)
			l.Truncation = fyne.TextTruncateEllipsis
			l.TextStyle.Bold = bold
			if number {
				l.Alignment = fyne.TextAlignTrailing
			}
			l.Importance = importance(c.Tone)
			switch {
			case c.Note != "":
				r.Add(noted(l, c.Note, whole))
			case len(c.Text) > briefText:
				r.Add(Cut(l))
			default:
				r.Add(l)
			}
		}
		return r
	}
	head := make([]Cell, len(titles))
	for i, t := range titles {
		head[i].Text = t
	}
	box.Add(row(head, true))
	box.Add(widget.NewSeparator())
	for _, r := range rows {
		box.Add(row(r, false))
		box.Add(widget.NewSeparator())
	}
	return box
}

// titled makes the columns of a given width as wide as their titles, which are longer in some languages than in others.
func titled(widths fyne.Layout, titles []string) fyne.Layout {
	widen := func(widths Columns) Columns {
		wide := slices.Clone(widths)
		for i, t := range titles {
			if i < len(wide) && wide[i] > 0 && t != "" {
				wide[i] = max(wide[i], titleWidth(t))
			}
		}
		return wide
	}
	switch w := widths.(type) {
	case Columns:
		return widen(w)
	case sparing:
		w.widths = widen(w.widths)
		return w
	}
	return widths
}

func titleWidth(title string) float32 {
	return textWidth(title, true)
}

// textWidth is how wide a label with a text is.
func textWidth(text string, bold bool) float32 {
	return fyne.MeasureText(text, theme.TextSize(), fyne.TextStyle{Bold: bold}).Width + 2*theme.InnerPadding() + 2 // else its end is cut
}

// briefText is how long a text is that has room in every column.
const briefText = 16

// atTop keeps a button as high as it is in a row that is higher.
func atTop(o fyne.CanvasObject) fyne.CanvasObject {
	switch o.(type) {
	case *button, *Action:
		return container.NewVBox(o)
	}
	return o
}

func strut(height float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(0, height))
	return r
}

func noted(l *widget.Label, note string, whole bool) fyne.CanvasObject {
	n := widget.NewLabel(note)
	n.SizeName, n.Truncation, n.Alignment, n.Importance = theme.SizeNameCaptionText, fyne.TextTruncateEllipsis, l.Alignment, widget.LowImportance
	if whole {
		n.Truncation, n.Wrapping = fyne.TextTruncateOff, fyne.TextWrapWord
	}
	return Flow(-8, 0, l, n)
}

func importance(t Tone) widget.Importance {
	return map[Tone]widget.Importance{None: widget.MediumImportance, Good: widget.SuccessImportance, Warn: widget.WarningImportance,
		Bad: widget.DangerImportance, Info: widget.HighImportance, Quiet: widget.LowImportance}[t]
}

// Toned is a word in its tone.
func Toned(text string, tone Tone) fyne.CanvasObject {
	l := widget.NewLabel(text)
	l.Importance, l.Truncation = importance(tone), fyne.TextTruncateEllipsis
	return l
}
