package views

import (
	"image"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
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

func TestEveryScreenOfABusyCompanyDrawsAndFitsIntoItsWindow(t *testing.T) {
	desk := busyDesk(t)
	for _, way := range []struct {
		name string
		side look.Side
		size fyne.Size
	}{
		{"light, usual", look.Light, wide}, {"dark, usual, german", look.Dark, wide},
		{"light, small", look.Light, fyne.NewSize(1024, 700)},
	} {
		t.Run(way.name, func(t *testing.T) {
			german := strings.HasSuffix(way.name, "german")
			if german {
				speak(t, "de")
			}
			p := sit(t, desk, way.size, way.side)
			p.opt.Program.Note = func(string) {} // some scenes show what is said when the program fails
			for _, scene := range p.Scenes() {
				scene.Set()
				for _, o := range append(p.canvas.Overlays().List(), p.canvas.Content()) {
					if least := o.MinSize(); least.Width > way.size.Width || least.Height > way.size.Height {
						t.Errorf("%s needs a window of %v × %v", scene.Name, least.Width, least.Height)
					}
				}
				if l, ok := p.pages[p.at].page.(interface{ squeezed() (is, wanted float32) }); ok {
					if is, wanted := l.squeezed(); is < wanted-8 { // some dots are the split's own
						t.Errorf("%s: the document squeezes its list to %.0f of %.0f", scene.Name, is, wanted)
					}
				}
				if way.size == wide { // in a small window only the size matters, and drawing takes most of the time
					img := p.canvas.Capture()
					equal(t, scene.Name+": width", img.Bounds().Dx(), int(way.size.Width))
					// Right of the navigation there is text, which is drawn in many shades.
					if n := colours(img, image.Rect(160, 0, img.Bounds().Dx(), img.Bounds().Dy())); n < 8 {
						t.Errorf("%s: drawn in %d colours, as good as empty", scene.Name, n)
					}
				}
				equal(t, scene.Name+": a dialog lies over it", kit.Top(p.canvas) != nil, strings.HasPrefix(scene.Name, "dialog-"))
				if said := p.toast(); (said != "") != (scene.Name == "toast") {
					t.Errorf("%s: the toast says %q", scene.Name, said)
				}
				if german {
					p.german(scene.Name)
				}
				p.Clear()
				equal(t, scene.Name+": cleared", p.canvas.Overlays().Top(), nil)
			}
			if german {
				equal(t, "without German", strings.Join(kit.Untranslated(), "\n"), "")
			}
		})
	}
}

// foreign is how an English window fills numbers and days into a field.
var foreign = regexp.MustCompile(`^-?\d+\.\d+$|^\d{4}-\d\d-\d\d$`)

// german looks for words that have no room, and for figures that are not written in German.
func (p *person) german(scene string) {
	for _, root := range append(p.canvas.Overlays().List(), p.canvas.Content()) {
		each(root, func(o fyne.CanvasObject) {
			cut := o.MinSize().Width > o.Size().Width+1
			switch x := o.(type) {
			case *kit.Entry:
				if foreign.MatchString(x.Text) {
					p.t.Errorf("%s: %s stands in a field", scene, x.Text)
				}
			case *widget.Button:
				if cut && x.Text != "" {
					p.t.Errorf("%s: no room for the button %q", scene, x.Text)
				}
			case *widget.Check:
				if cut {
					p.t.Errorf("%s: no room for the tick %q", scene, x.Text)
				}
			}
		})
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

// squeezed is how wide the list is, and how wide it would be if the document asked for no more room than it is given.
func (p *listPage[R]) squeezed() (is, wanted float32) {
	if p.wide || p.lonely() {
		return 0, 0
	}
	width := p.split.Leading.Size().Width + p.split.Trailing.Size().Width
	return p.split.Leading.Size().Width, width * float32(p.split.Offset)
}

func (p *listPage[R]) filters() []string { return app.Filters[p.kind] }

// listed asks the page's use case.
func (p *listPage[R]) listed(in app.ListIn) (int, error) {
	out, err := p.list(p.s.ctx(), in)
	return len(out.Rows), err
}

func TestTheListsOfABusyCompany(t *testing.T) {
	shell := sit(t, busyDesk(t), wide, look.Light)
	must[app.ReadMailOut](t)(shell.desk.ReadMail(shell.ctx(), app.ReadMailIn{Name: "a.eml", File: []byte("From: a@b.example\r\nTo: c@d.example\r\nSubject: A question\r\n\r\nIs it in stock?\r\n")}))
	pages := map[string]lists{}
	for i, x := range shell.pages {
		shell.Go(i)
		if p, ok := x.page.(lists); ok {
			pages[x.name] = p
		}
	}
	equal(t, "lists", len(pages), 13)
	for name, p := range pages {
		t.Run(name, func(t *testing.T) {
			rows, err := p.listed(app.ListIn{})
			if err != nil || rows == 0 {
				t.Fatalf("%d rows, %v", rows, err)
			}
			t.Run("every column that sorts is sorted both ways", func(t *testing.T) {
				for _, id := range p.sortable() {
					for _, desc := range []bool{false, true} {
						sorted, err := p.listed(app.ListIn{Sort: id, Desc: desc})
						if err != nil {
							t.Error(err)
							break
						}
						equal(t, "rows sorted by "+id, sorted, rows)
					}
				}
			})
			t.Run("every filter has a word and is answered", func(t *testing.T) {
				for _, filter := range p.filters() {
					if chipText(filter) == "" {
						t.Errorf("the filter %q has no word", filter)
					}
					if _, err := p.listed(app.ListIn{Filter: filter}); err != nil {
						t.Errorf("%q: %v", filter, err)
					}
				}
			})
		})
	}
}
