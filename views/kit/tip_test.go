package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// atOnce lets tips come without rest.
func atOnce(t *testing.T) {
	before := TipDelay
	t.Cleanup(func() { TipDelay = before })
	TipDelay = 0
}

// tipped is what the tip over an object says.
func tipped(o fyne.CanvasObject) string {
	said := ""
	var look func(fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		if x, ok := o.(*canvas.Text); ok {
			said += x.Text
		}
		if c, ok := o.(*fyne.Container); ok {
			for _, inner := range c.Objects {
				look(inner)
			}
		}
	}
	look(floorOf(o))
	return said
}

func TestATipSaysWhatAnIconMeansAndWhatHadNoRoom(t *testing.T) {
	atOnce(t)
	w := room(t)
	icon := NewIconButton("Change it", theme.DocumentCreateIcon(), func() {})
	long, short := NewLink("Marlow Fenn Paper Ltd", func() {}), NewLink("Weft", func() {})
	box := newStepBox(Step{Caption: "Purchasing", Value: "3 purchase orders", Note: "all ordered"})
	Ground(w, container.New(Columns{40, 90, 90, 90}, icon, long, short, box))
	w.Resize(fyne.NewSize(600, 400))
	for _, x := range []struct {
		o    desktop.Hoverable
		want string
	}{{icon, "Change it"}, {long, "Marlow Fenn Paper Ltd"}, {short, ""}, {box, "3 purchase ordersall ordered"}} {
		x.o.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(590, 395)}})
		equal(t, "tip", tipped(icon), x.want)
		for _, o := range floorOf(icon).Objects {
			if end := o.Position().AddXY(o.Size().Width, o.Size().Height); end.X > 600 || end.Y > 400 {
				t.Errorf("the tip %q ends at %v, out of the window", x.want, end)
			}
		}
		x.o.MouseOut()
		equal(t, "gone with the mouse", tipped(icon), "")
	}
	icon.MouseIn(&desktop.MouseEvent{})
	icon.Tapped(&fyne.PointEvent{})
	equal(t, "gone when it is pressed", tipped(icon), "")

	d := Ask(w.Canvas(), "Title", "Do it", NewIconButton("Remove it", theme.CancelIcon(), func() {}), func(*Dialog) {})
	inside := d.scroll.Content.(*IconButton)
	inside.MouseIn(&desktop.MouseEvent{})
	equal(t, "over a dialog", tipped(inside), "Remove it")
	d.Close()
}

func TestWhatIsPressedHasAWordForAScreenReader(t *testing.T) {
	room(t)
	order, customer := newWord(), newWord()
	order.set("SO-1042", None, false)
	customer.set("Bluebird Gifts", None, false)
	row := &gridRow{box: container.NewHBox(order, customer)}
	tasks := NewTasks()
	tasks.Set([]Task{{Key: "a", Word: "Late", Number: "PO-298", Party: "Weft & Co"}})
	for want, x := range map[string]fyne.Accessible{
		"Change it":               NewIconButton("Change it", theme.DocumentCreateIcon(), nil),
		"PO-311":                  NewLink("PO-311", nil),
		"Late 3":                  newChip(nil, Chip{ID: "late", Text: "Late", Count: 3}),
		"Order, SO-1042":          newStepBox(Step{Caption: "Order", Value: "SO-1042"}),
		"Overdue, 2 310, EUR":     NewSegment("Overdue", "2 310", "EUR", Bad, nil),
		"Customer":                newHeading("Customer", false),
		"SO-1042, Bluebird Gifts": row,
		"not marked":              newMark(),
		"Late, PO-298, Weft & Co": tasks.lines[0],
		"Item, MUG-11, Enter":     newOfferingRow(Offering{Kind: "Item", Title: "MUG-11", Note: "Enter"}, false, nil),
		"Bluebird Gifts, York":    newChoiceRow(Choice{Title: "Bluebird Gifts", Note: "York"}, false, nil),
	} {
		equal(t, "word", x.AccessibilityLabel(), want)
		if x.AccessibilityRole() == "" {
			t.Errorf("%s has no role", want)
		}
	}
}
