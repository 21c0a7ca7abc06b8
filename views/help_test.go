package views

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk"
	"dropdesk/app/trade"
	"dropdesk/views/look"
	tongue "dropdesk/views/words"
)

// reads is whether the manual shows a text.
func (p *person) reads(text string) bool {
	found := false
	each(p.top(), func(o fyne.CanvasObject) {
		if r, ok := o.(*widget.RichText); ok && strings.Contains(r.String(), text) {
			found = true
		}
	})
	return found
}

func TestF1OpensTheChapterOfWhatIsShown(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	for kind, begins := range map[trade.Kind]string{kindToday: "The first steps", trade.KindInvoice: "An invoice gets its number", trade.KindBill: "Freight is spread", trade.KindCompany: "Whoever works alone"} {
		p.Go(p.Shell.section(kind))
		p.press(fyne.KeyF1)
		equal(t, "section", p.section(), "Manual")
		if !p.reads(begins) {
			t.Errorf("F1 in %q does not show %q", kind, begins)
		}
		p.press(fyne.KeyEscape)
		equal(t, "section after Esc", p.pages[p.at].kind, kind)
	}
}

func TestTheManualIsSearched(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.choose("Manual")
	p.write("tolerance dispute")
	p.press(fyne.KeyReturn)
	if !p.reads("A difference beyond the tolerance") {
		t.Error("Enter does not open what is found")
	}
	p.write(" xyzzy")
	if !p.says("Nothing in the manual has these words.") {
		t.Error("nothing says that nothing is found")
	}
}

// What the manual names is what the window has: menu items, buttons, keys and pictures.
func TestTheManualNamesWhatThereIs(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.opt.Files.Away = true
	p.furnish()
	menu := map[string]bool{}
	for _, m := range p.win.MainMenu().Items {
		for _, i := range m.Items {
			menu[m.Label+" > "+i.Label] = true
		}
	}
	var keys []string
	for _, k := range p.keyTable() {
		keys = append(keys, k[0], k[0]) // a key may stand with others
		keys = append(keys, strings.FieldsFunc(k[0], func(r rune) bool { return r == ',' })...)
		keys = append(keys, strings.Split(k[0], "  ")...)
		keys = append(keys, strings.Split(k[0], " / ")...)
	}
	files := dropdesk.Manual()
	bold, italic := regexp.MustCompile(`\*\*([^*]+)\*\*`), regexp.MustCompile(`(?:^|[^*])\*([^*]+)\*(?:[^*]|$)`)
	pictures := 0
	chapters := readManual(files)
	equal(t, "chapters", len(chapters), 12)
	for _, c := range chapters {
		for _, part := range c.parts {
			for _, m := range picture.FindAllStringSubmatch(part.text, -1) {
				pictures++
				if _, err := fs.Stat(files, m[2]); err != nil {
					t.Errorf("%s: %v", c.file, err)
				}
			}
			text := strings.Join(strings.Fields(part.text), " ")
			for _, m := range bold.FindAllStringSubmatch(text, -1) {
				if !slices.Contains(keys, m[1]) {
					t.Errorf("%s: the window has no key %s", c.file, m[1])
				}
			}
			for _, m := range italic.FindAllStringSubmatch(bold.ReplaceAllString(text, ""), -1) {
				_, known := tongue.Get("de").Word(m[1])
				if !menu[m[1]] && !known {
					t.Errorf("%s: the window has nothing called %q", c.file, m[1])
				}
			}
		}
	}
	if pictures < len(chapters) {
		t.Errorf("%d pictures for %d chapters", pictures, len(chapters))
	}
	for kind, file := range chapterOf {
		if !slices.ContainsFunc(chapters, func(c chapter) bool { return c.file == file }) {
			t.Errorf("the section %q has no chapter %s", kind, file)
		}
	}
}
