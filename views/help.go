package views

import (
	"bytes"
	"image/png"
	"io/fs"
	"path"
	"regexp"
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

// kindManual is the section of the manual; it is reached by F1 and the menu Help.
const kindManual trade.Kind = "manual"

// chapter is one file of the manual.
type chapter struct {
	file, title string
	parts       []chapterPart
}

// chapterPart is a heading of a chapter with what stands below it.
type chapterPart struct{ title, text string }

// chapterOf is the chapter about a section; the first is for all others.
var chapterOf = map[trade.Kind]string{
	trade.KindQuote: "02-quotes.md", trade.KindOrder: "02-quotes.md", trade.KindPurchase: "03-purchasing.md", trade.KindShipment: "04-shipments.md", trade.KindReturn: "07-exceptions.md",
	trade.KindInvoice: "05-invoices.md", trade.KindPayment: "05-invoices.md", trade.KindBill: "06-bills.md", "": "09-reports.md", trade.KindMessage: "08-mail.md",
	trade.KindCompany: "10-settings.md",
}

// readManual reads all chapters, in order.
func readManual(files fs.FS) []chapter {
	if files == nil {
		return nil
	}
	names, _ := fs.Glob(files, "*.md") // the pattern is right
	var list []chapter
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			continue
		}
		c := chapter{file: name}
		for i, part := range strings.Split("\n"+string(text), "\n## ") {
			title, rest, _ := strings.Cut(strings.TrimSpace(part), "\n")
			if i == 0 {
				c.title = strings.TrimPrefix(title, "# ")
				title = c.title
			}
			c.parts = append(c.parts, chapterPart{title, strings.TrimSpace(rest)})
		}
		list = append(list, c)
	}
	return list
}

// manualPage shows the manual: chapters and search at the left, the text at the right. The keyboard stays in the search.
type manualPage struct {
	s        *Shell
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
	p := &manualPage{s: s, chapters: readManual(s.opt.Program.Manual), list: container.NewVBox(), text: container.New(layout.NewCustomPaddedVBoxLayout(2))}
	p.search = kit.NewEntry("", kit.T("Search the manual"))
	p.search.OnChanged = func(string) { p.drawList() }
	p.search.OnKey = p.key
	p.scroll = container.NewVScroll(kit.Padded(container.New(kit.Columns{760, -1}, p.text, layout.NewSpacer())))
	left := container.NewBorder(container.NewVBox(p.search), nil, nil, nil, container.NewVScroll(p.list))
	p.root = container.NewBorder(nil, nil, container.NewBorder(nil, nil, nil, widget.NewSeparator(), kit.Wide(250, kit.Padded(left))), nil, p.scroll)
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
	p.at = max(slices.IndexFunc(p.chapters, func(c chapter) bool { return c.file == chapterOf[at] }), 0)
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

// picture is a line of Markdown that is a picture.
var picture = regexp.MustCompile(`(?m)^!\[([^\]]*)\]\(([^)]+)\)$`)

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
		title := markdown(heading)
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
	p.scroll.Content.Refresh()
	p.scroll.ScrollToTop()
	if from > 0 && start != nil {
		p.turn(start.Position().Y)
	}
}

// prose adds text that is more than blank.
func (p *manualPage) prose(text string) {
	if text = strings.TrimSpace(text); text != "" {
		p.text.Add(markdown(text))
	}
}

func markdown(text string) *widget.RichText {
	t := widget.NewRichTextFromMarkdown(text)
	t.Wrapping = fyne.TextWrapWord
	return t
}

// image is a picture of the manual over its caption.
func (p *manualPage) image(name, caption string) fyne.CanvasObject {
	content, err := fs.ReadFile(p.s.opt.Program.Manual, path.Clean(name))
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
