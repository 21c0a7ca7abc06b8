package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
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
	box := container.New(layout.NewCustomPaddedVBoxLayout(0))
	widths = titled(widths, titles)
	row := func(cells []Cell, bold bool) fyne.CanvasObject {
		r := container.New(widths)
		for i, c := range cells {
			if c.Object != nil {
				r.Add(c.Object)
				continue
			}
			l := widget.NewLabel(c.Text)
			l.Truncation = fyne.TextTruncateEllipsis
			l.TextStyle.Bold = bold
			if i < len(right) && right[i] {
				l.Alignment = fyne.TextAlignTrailing
			}
			l.Importance = importance(c.Tone)
			if c.Note != "" {
				r.Add(noted(l, c.Note))
				continue
			}
			if len(c.Text) > briefText {
				r.Add(Cut(l))
				continue
			}
			r.Add(l)
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
	return fyne.MeasureText(title, theme.TextSize(), fyne.TextStyle{Bold: true}).Width + 2*theme.InnerPadding() + 2 // else its end is cut
}

// briefText is how long a text is that has room in every column.
const briefText = 16

func noted(l *widget.Label, note string) fyne.CanvasObject {
	n := widget.NewLabel(note)
	n.SizeName, n.Truncation, n.Alignment, n.Importance = theme.SizeNameCaptionText, fyne.TextTruncateEllipsis, l.Alignment, widget.LowImportance
	return container.New(layout.NewCustomPaddedVBoxLayout(-8), l, n)
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
