package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

func TestTotalsStandBelowTheirColumnsWhateverHasRoom(t *testing.T) {
	test.NewTempApp(t)
	text := func(*int) string { return "1" }
	g := &Grid[int]{
		Columns: []Column[int]{{ID: "name", Title: "Name", Width: -200, Text: text}, {ID: "spare", Title: "Spare", Width: 90, Right: true, Spare: true, Text: text}, {ID: "sum", Title: "Sum", Width: 90, Right: true, Text: text}},
		Key:     func(i *int) int64 { return int64(*i) },
		Source:  func(_, _ int, _ string, _ bool, done func([]int, int)) { done([]int{1}, 1) },
		Total:   func(id string) string { return id },
	}
	o := g.Object()
	for _, width := range []float32{600, 340} {
		o.Resize(fyne.NewSize(width, 200))
		for i, cell := range g.totals.Objects {
			if cell.Visible() != g.header.Objects[i].Visible() || cell.Position().X != g.header.Objects[i].Position().X {
				t.Errorf("at %.0f the total of column %d stands elsewhere than its heading", width, i)
			}
		}
	}
	if last := g.header.Objects[len(g.header.Objects)-1]; last.Position().X+last.Size().Width > o.Size().Width-theme.Size(theme.SizeNameScrollBarSmall) {
		t.Error("the scroll bar lies over the last column")
	}
	if g.totals.Objects[1].Visible() {
		t.Error("the spare column is still there")
	}
	g.broaden("sum", 40)
	g.drop("sum", "name")
	if l := g.totals.Objects[0].(*widget.Label); l.Text != "sum" || l.Size().Width != g.header.Objects[0].Size().Width {
		t.Errorf("after the columns are arranged anew: %q stands first, %.0f wide below %.0f", l.Text, l.Size().Width, g.header.Objects[0].Size().Width)
	}
}
