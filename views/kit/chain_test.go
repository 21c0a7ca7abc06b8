package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dropdesk/views/look"
)

func TestBoxesOfAChainLeaveRoomToThoseThatNeedMore(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Theme{})
	o := Chain(Step{Caption: "Quote", Value: "none"}, Step{Caption: "Order", Value: "SO-1042", Note: "confirmed"}, Step{Caption: "Shipments", Value: "none yet"}, Step{Caption: "Profit EUR", Value: "672.18", Note: "42.1 % planned"}).(*fyne.Container)
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
