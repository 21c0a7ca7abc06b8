package views

import (
	"bytes"
	"image/png"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// manualPage shows the manual: chapters and search at the left, the text at the right. The keyboard stays in the search.
type manualPage struct {
	s        *Shell
	files    fs.FS
	chapters []chapter
	at       int
	from     int // the section that was shown before
	root     *fyne.Container
	search   *kit.Entry
	list     *fyne.Container
	text     *fyne.Container
	scroll   *container.Scroll
}

func (s *Shell) manualPage() page {
	files := manualIn(s.opt.Program.Manual, kit.Spoken().Code)
	p := &manualPage{s: s, files: files, chapters: readManual(files), list: container.NewVBox(), text: container.New(layout.NewCustomPaddedVBoxLayout(2))}
	p.search = kit.NewEntry("", kit.T("Search the manual"))
	p.search.OnChanged = func(string) { p.drawList() }
	p.search.OnKey = p.key
	p.scroll = container.NewVScroll(kit.Padded(container.New(kit.Columns{760, -1}, p.text, layout.NewSpacer())))
	left := container.NewBorder(container.NewVBox(p.search), nil, nil, nil, container.NewVScroll(p.list))
	p.root = container.NewBorder(nil, nil, container.NewBorder(nil, nil, nil, widget.NewSeparator(), kit.Wide(290, kit.Padded(left))), nil, p.scroll)
	return p
}

// manual opens the chapter about what is shown.
func (s *Shell) manual() {
	at := s.pages[s.at].kind
	if at == kindManual {
		return
	}
	i := s.section(kindManual)
	if s.pages[i].page == nil {
		s.pages[i].page = s.manualPage()
	}
	p := s.pages[i].page.(*manualPage)
	p.from = s.at
	p.at = chapterAt(p.chapters, chapterOf[at])
	p.search.Put("")
	s.Go(i)
}

func (p *manualPage) object() fyne.CanvasObject { return p.root }
func (p *manualPage) show(trade.Ref)            {}
func (p *manualPage) add()                      {}
func (p *manualPage) filter()                   { p.focus() }
func (p *manualPage) focus()                    { p.s.win.Canvas().Focus(p.search) }

// narrow leads back to where the manual was opened.
func (p *manualPage) narrow() { p.s.Go(p.from) }

// place is the chapter, and where the manual was opened, so that another language of the window shows the same.
func (p *manualPage) place() spot {
	at := spot{section: string(kindManual), state: url.Values{"from": {p.s.pages[p.from].address()}}}
	if len(p.chapters) > 0 {
		at.state.Set("chapter", p.chapters[p.at].file)
	}
	return at
}

func (p *manualPage) restore(to spot) {
	p.from = max(slices.IndexFunc(p.s.pages, func(x *section) bool { return x.address() == to.state.Get("from") }), 0)
	p.at = chapterAt(p.chapters, to.state.Get("chapter"))
	p.reload()
}

func (p *manualPage) reload() {
	p.drawList()
	p.drawText(0)
}

// key moves through chapters and text while the keyboard is in the search.
func (p *manualPage) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape:
		p.narrow()
	case fyne.KeyDown:
		p.open(min(p.at+1, len(p.chapters)-1), 0)
	case fyne.KeyUp:
		p.open(max(p.at-1, 0), 0)
	case fyne.KeyPageDown:
		p.turn(p.scroll.Size().Height - 40)
	case fyne.KeyPageUp:
		p.turn(40 - p.scroll.Size().Height)
	case fyne.KeyReturn, fyne.KeyEnter:
		if hits := p.hits(); len(hits) > 0 {
			p.open(hits[0].chapter, hits[0].part)
		}
	default:
		return false
	}
	return true
}

func (p *manualPage) turn(by float32) {
	most := max(p.scroll.Content.MinSize().Height-p.scroll.Size().Height, 0)
	p.scroll.ScrollToOffset(fyne.NewPos(0, min(max(p.scroll.Offset.Y+by, 0), most)))
}

// hit is a part of a chapter in which all words of the search stand.
type hit struct{ chapter, part int }

func (p *manualPage) hits() (list []hit) {
	words := strings.Fields(strings.ToLower(p.search.Text))
	if len(words) == 0 {
		return nil
	}
	for i, c := range p.chapters {
		for j, part := range c.parts {
			text := strings.ToLower(c.title + " " + part.title + " " + strings.Join(strings.Fields(part.text), " "))
			if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
				list = append(list, hit{i, j})
			}
		}
	}
	return list
}

// open shows a chapter from one of its parts on.
func (p *manualPage) open(chapter, part int) {
	p.at = chapter
	p.drawList()
	p.drawText(part)
}

// follow goes to the chapter that a link names; back leads to where it stands.
func (p *manualPage) follow(file string) {
	p.s.travel(func() { p.open(chapterAt(p.chapters, file), 0) })
	p.focus()
}

func (p *manualPage) drawList() {
	p.list.RemoveAll()
	add := func(text string, here bool, do func()) {
		b := widget.NewButton(text, do)
		b.Alignment, b.Importance = widget.ButtonAlignLeading, widget.LowImportance
		if here {
			b.Importance = widget.MediumImportance
		}
		p.list.Add(b)
	}
	if strings.TrimSpace(p.search.Text) == "" {
		for i, c := range p.chapters {
			add(c.title, i == p.at, func() { p.open(i, 0); p.focus() })
		}
		p.list.Refresh()
		return
	}
	hits := p.hits()
	for _, h := range hits {
		c := p.chapters[h.chapter]
		add(c.parts[h.part].title, false, func() { p.open(h.chapter, h.part); p.focus() })
	}
	if len(hits) == 0 {
		p.list.Add(sentence(kit.T("Nothing in the manual has these words.")))
	}
	p.list.Refresh()
}

func (p *manualPage) drawText(from int) {
	p.text.RemoveAll()
	if len(p.chapters) == 0 {
		p.text.Add(sentence(kit.T("The manual is not part of this program.")))
		return
	}
	var start fyne.CanvasObject
	for i, part := range p.chapters[p.at].parts {
		heading := "## " + part.title
		if i == 0 {
			heading = "# " + part.title
		}
		title := markdown(heading, p.follow)
		if i == from {
			start = title
		}
		p.text.Add(title)
		at := 0
		for _, m := range picture.FindAllStringSubmatchIndex(part.text, -1) {
			p.prose(part.text[at:m[0]])
			p.text.Add(p.image(part.text[m[4]:m[5]], part.text[m[2]:m[3]]))
			at = m[1]
		}
		p.prose(part.text[at:])
	}
	p.scroll.ScrollToTop()
	p.scroll.Refresh() // the text is as high as it is before it is scrolled
	if from > 0 && start != nil {
		p.turn(start.Position().Y)
	}
}

// prose adds text that is more than blank.
func (p *manualPage) prose(text string) {
	if text = strings.TrimSpace(text); text != "" {
		p.text.Add(markdown(text, p.follow))
	}
}

// image is a picture of the manual over its caption.
func (p *manualPage) image(name, caption string) fyne.CanvasObject {
	content, err := fs.ReadFile(p.files, path.Clean(name))
	if err != nil {
		return sentence(caption)
	}
	img := canvas.NewImageFromResource(fyne.NewStaticResource(name, content))
	img.FillMode, img.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	width := float32(740)
	if room := p.scroll.Size().Width - 60; room > 200 {
		width = min(width, room)
	}
	size := fyne.NewSize(width, width*5/8)
	if c, err := png.DecodeConfig(bytes.NewReader(content)); err == nil && c.Width > 0 {
		size.Height = size.Width * float32(c.Height) / float32(c.Width)
	}
	img.SetMinSize(size)
	return container.NewVBox(img, container.New(layout.NewCustomPaddedLayout(0, 8, 5, 0), kit.Caption(caption)))
}
