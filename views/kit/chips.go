package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// Chip is one saved filter with how many rows it has.
type Chip struct {
	ID, Text string
	Count    int
	Tone     Tone // of its count where it is above zero
	Always   bool // shown without rows too
	On       bool // chosen besides the one that is
}

// Chips is a row of filters, one of which is chosen.
type Chips struct {
	box      *fyne.Container
	Chosen   string
	OnChosen func(id string)
}

// NewChips makes an empty row.
func NewChips(onChosen func(string)) *Chips {
	return &Chips{box: container.New(layout.NewRowWrapLayoutWithCustomPadding(3, 3)), OnChosen: onChosen}
}

// Object is what to put on the page.
func (c *Chips) Object() fyne.CanvasObject { return c.box }

// Set shows chips; those without rows are left out, but for the chosen one and the last (all).
func (c *Chips) Set(chips []Chip) {
	c.box.RemoveAll()
	for _, chip := range chips {
		if !chip.Always && chip.Count == 0 && chip.ID != c.Chosen && chip.ID != "" {
			continue
		}
		c.box.Add(newChip(c, chip))
	}
	c.box.Refresh()
}

type chipButton struct {
	widget.BaseWidget
	row  *Chips
	chip Chip
}

func newChip(row *Chips, chip Chip) *chipButton {
	b := &chipButton{row: row, chip: chip}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *chipButton) CreateRenderer() fyne.WidgetRenderer {
	back, fore := theme.Color(look.ColorQuietBack), theme.Color(look.ColorQuiet)
	switch {
	case b.chip.ID == b.row.Chosen || b.chip.On:
		back, fore = theme.Color(look.ColorAccentBack), theme.Color(theme.ColorNamePrimary)
	case b.chip.Tone == Bad && b.chip.Count > 0:
		back, fore = Bad.back(), Bad.colour()
	}
	r := canvas.NewRectangle(back)
	r.CornerRadius = 9
	t := canvas.NewText(b.text(), fore)
	t.TextSize, t.TextStyle.Bold = look.SizeCaption, true
	return widget.NewSimpleRenderer(container.NewStack(r, container.New(layout.NewCustomPaddedLayout(2, 2, 8, 8), t)))
}

func (b *chipButton) text() string {
	if b.chip.Count > 0 {
		return fmt.Sprintf("%s %d", b.chip.Text, b.chip.Count)
	}
	return b.chip.Text
}

// Tapped chooses the chip.
func (b *chipButton) Tapped(*fyne.PointEvent) {
	b.row.Chosen = b.chip.ID
	b.row.OnChosen(b.chip.ID)
}
