package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dropdesk/views/look"
)

func TestBoxesOfAChainLeaveRoomToThoseThatNeedMore(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Theme{})
	o := Chain(0, Step{Caption: "Quote", Value: "none"}, Step{Caption: "Order", Value: "SO-1042", Note: "confirmed"}, Step{Caption: "Shipments", Value: "none yet"}, Step{Caption: "Profit EUR", Value: "672.18", Note: "42.1 % planned"}).(*fyne.Container)
	var needed float32
	for _, b := range o.Objects {
		needed += b.(*stepBox).needs()
	}
	gaps := float32(len(o.Objects)-1) * 3
	for _, width := range []float32{900, needed + gaps + 40, needed + gaps + 1, max(needed*0.8, o.MinSize().Width), o.MinSize().Width} {
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
		last := o.Objects[len(o.Objects)-1]
		if end := last.Position().X + last.Size().Width; end > width+0.5 || end < width-0.5 {
			t.Errorf("of %v the boxes take %v", width, end)
		}
		for i, b := range o.Objects {
			is, need := b.Size().Width, b.(*stepBox).needs()
			if width > needed+gaps && is < need-0.5 {
				t.Errorf("with room for all, box %d has %v of the %v that it needs", i, is, need)
			}
			if is < leastBox-0.5 {
				t.Errorf("box %d is %v wide", i, is)
			}
		}
	}
	o.Resize(fyne.NewSize(900, 60))
	equal(t, "all as wide where there is room", o.Objects[0].Size().Width, o.Objects[3].Size().Width)
}

func TestAButtonShowsThatItHasTheKeyboard(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, nil)
	b := NewAction("Send", true, func() {}, nil)
	w.SetContent(b)
	equal(t, "without", b.ring.Visible(), false)
	w.Canvas().Focus(b)
	equal(t, "with it", b.ring.Visible() && b.ring.Size() == b.Size(), true)
	w.Canvas().Unfocus()
	equal(t, "again without", b.ring.Visible(), false)
}

func TestAChainThatHasTooLittleRoomStandsInTwoRowsAndCutsNothing(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Theme{})
	steps := []Step{{Caption: "Angebot", Value: "Q-1115", Note: "Angenommen"}, {Caption: "Auftrag", Value: "SO-1155", Note: "Bestätigt"}, {Caption: "Einkauf", Value: "3 Bestell.", Note: "alles bestellt"},
		{Caption: "Lieferungen", Value: "noch keine", Note: "erw. 9. Dez"}, {Caption: "Rechnung", Value: "1.268,20", Note: "1.268,20 offen"}, {Caption: "Rohgew. EUR", Value: "550,26", Note: "40,1 % gesch."}}
	boxes := func(o fyne.CanvasObject) (list []*stepBox) {
		for _, x := range o.(*fyne.Container).Objects {
			switch x := x.(type) {
			case *stepBox:
				list = append(list, x)
			case *fyne.Container:
				for _, b := range x.Objects {
					list = append(list, b.(*stepBox))
				}
			}
		}
		return list
	}
	for _, c := range []struct {
		room float32
		rows int
	}{{900, 1}, {428, 2}, {520, 2}} {
		o := Chain(c.room, steps...)
		test.NewTempWindow(t, o).Resize(fyne.NewSize(c.room, 200))
		o.Resize(fyne.NewSize(c.room, o.MinSize().Height))
		rows := map[float32]bool{}
		for _, b := range boxes(o) {
			rows[fyne.CurrentApp().Driver().AbsolutePositionForObject(b).Y] = true
			if b.caption.Text != b.step.Caption || uncut(b.value)+uncut(b.note) != "" {
				t.Errorf("in %v: %s, %s, %s is cut", c.room, b.step.Caption, b.step.Value, b.step.Note)
			}
		}
		equal(t, "rows", len(rows), c.rows)
	}
}
