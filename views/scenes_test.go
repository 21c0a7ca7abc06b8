package views

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// colours is how many different colours a part of a picture has.
func colours(img image.Image, r image.Rectangle) int {
	seen := map[[4]uint32]bool{}
	for y := r.Min.Y; y < r.Max.Y; y += 3 {
		for x := r.Min.X; x < r.Max.X; x++ {
			cr, cg, cb, ca := img.At(x, y).RGBA()
			seen[[4]uint32{cr, cg, cb, ca}] = true
		}
	}
	return len(seen)
}

func TestEveryScreenDraws(t *testing.T) {
	desk := busyDesk(t)
	for _, way := range []struct {
		name string
		side look.Side
		size fyne.Size
	}{
		{"light, usual", look.Light, wide}, {"dark, usual", look.Dark, wide},
		{"light, small", look.Light, fyne.NewSize(1024, 700)}, {"dark, small", look.Dark, fyne.NewSize(1024, 700)},
	} {
		t.Run(way.name, func(t *testing.T) {
			p := sit(t, desk, way.size, way.side)
			for _, scene := range p.Scenes() {
				scene.Set()
				img := p.canvas.Capture()
				equal(t, scene.Name+": width", img.Bounds().Dx(), int(way.size.Width))
				// Right of the navigation there is text, which is drawn in many shades.
				if n := colours(img, image.Rect(160, 0, img.Bounds().Dx(), img.Bounds().Dy())); n < 8 {
					t.Errorf("%s: drawn in %d colours, as good as empty", scene.Name, n)
				}
				equal(t, scene.Name+": a dialog lies over it", kit.Top(p.canvas) != nil, strings.HasPrefix(scene.Name, "dialog-"))
				if said := p.toast(); (said != "") != (scene.Name == "toast") {
					t.Errorf("%s: the toast says %q", scene.Name, said)
				}
				p.Clear()
				equal(t, scene.Name+": cleared", p.canvas.Overlays().Top(), nil)
			}
		})
	}
}

func TestEveryScreenFitsIntoASmallWindow(t *testing.T) {
	p := sit(t, busyDesk(t), fyne.NewSize(1024, 700), look.Light)
	for _, scene := range p.Scenes() {
		scene.Set()
		for _, o := range append(p.canvas.Overlays().List(), p.canvas.Content()) {
			if least := o.MinSize(); least.Width > 1024 || least.Height > 700 {
				t.Errorf("%s needs a window of %v × %v", scene.Name, least.Width, least.Height)
			}
		}
		p.Clear()
	}
}

// lists are the pages with a grid, by what tests ask of them.
type lists interface {
	page
	sortable() []string
	filters() []string
	listed(in app.ListIn) (int, error)
}

// sortable are the ids that the page's headings sort by.
func (p *listPage[R]) sortable() []string {
	var ids []string
	for _, c := range p.columns {
		if c.ID != "" {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func (p *listPage[R]) filters() []string { return app.Filters[p.kind] }

// listed asks the page's use case.
func (p *listPage[R]) listed(in app.ListIn) (int, error) {
	out, err := p.list(p.s.ctx(), in)
	return len(out.Rows), err
}

// everyList opens each page that is a list.
func everyList(t *testing.T, do func(name string, kind trade.Kind, p lists)) {
	t.Helper()
	shell := sit(t, busyDesk(t), wide, look.Light)
	n := 0
	for i, x := range shell.pages {
		shell.Go(i)
		if p, ok := x.page.(lists); ok {
			n++
			do(x.name, x.kind, p)
		}
	}
	equal(t, "lists", n, 11)
}

func TestEveryColumnThatSortsIsSortedBothWays(t *testing.T) {
	columns := 0
	everyList(t, func(name string, _ trade.Kind, p lists) {
		rows, err := p.listed(app.ListIn{})
		if err != nil || rows == 0 {
			t.Fatalf("%s: %d rows, %v", name, rows, err)
		}
		for _, id := range p.sortable() {
			columns++
			for _, desc := range []bool{false, true} {
				sorted, err := p.listed(app.ListIn{Sort: id, Desc: desc})
				if err != nil {
					t.Errorf("%s, sorted by %q: %v", name, id, err)
					break
				}
				equal(t, name+" sorted by "+id+": rows", sorted, rows)
			}
		}
	})
	if columns < 30 {
		t.Errorf("only %d columns say that they sort", columns)
	}
}

func TestEveryFilterHasAWordAndIsAnswered(t *testing.T) {
	everyList(t, func(name string, _ trade.Kind, p lists) {
		for _, filter := range p.filters() {
			if chipText(filter) == "" {
				t.Errorf("%s: the filter %q has no word", name, filter)
			}
			if _, err := p.listed(app.ListIn{Filter: filter}); err != nil {
				t.Errorf("%s, %q: %v", name, filter, err)
			}
		}
	})
}
