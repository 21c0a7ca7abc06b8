package views

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dropdesk"
	"dropdesk/app"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

var (
	inBold   = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	inItalic = regexp.MustCompile(`\*([^*]+)\*`)
	linked   = regexp.MustCompile(`[^!]\[[^\]]+\]\(([^)]+)\)`)
)

// keysOf are the keys that a part of a chapter names, in bold.
func (c *chapterPart) keysOf() []string {
	return found(inBold, strings.Join(strings.Fields(c.text), " "))
}

// namesOf are the menu items, buttons and sections that a part of a chapter names, in italics.
func (c *chapterPart) namesOf() []string {
	return found(inItalic, inBold.ReplaceAllString(strings.Join(strings.Fields(c.text), " "), ""))
}

func (c *chapterPart) picturesOf() (names []string) {
	for _, m := range picture.FindAllStringSubmatch(c.text, -1) {
		names = append(names, m[2])
	}
	return names
}

func found(what *regexp.Regexp, text string) (list []string) {
	for _, m := range what.FindAllStringSubmatch(text, -1) {
		list = append(list, m[1])
	}
	return list
}

// spokenWords are all texts of the window in a language, each with its English.
func spokenWords(t *testing.T, code string) map[string]string {
	t.Helper()
	of := map[string]string{}
	for _, file := range []string{"de.window.json", "de.sentences.json"} {
		b, err := os.ReadFile(filepath.Join("words", file))
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]string
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatal(err)
		}
		for english, german := range m {
			if code == "en" {
				german = english
			}
			of[english] = german
		}
	}
	return of
}

// keyNames are the keys as the window lists them, each also by itself where several stand together.
func (p *person) keyNames() (names []string) {
	for _, k := range p.keyTable() {
		names = append(names, k[0])
		for _, between := range []string{", ", "  ", " / "} {
			names = append(names, strings.Split(k[0], between)...)
		}
	}
	return names
}

// atMenus is a person in a window that has all menus.
func atMenus(t *testing.T, desk *app.Desk, code string) *person {
	t.Helper()
	kit.Speak(code)
	p := sit(t, desk, wide, look.Light)
	p.opt.Files.Away = true
	p.furnish()
	return p
}

// What the manual names is what the window has in that language: menu items, parts of the settings, buttons, sections and keys.
func TestTheManualNamesWhatThereIs(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	speak(t, "en")
	for _, language := range kit.Languages {
		p := atMenus(t, desk, language.Code)
		ways := map[string]bool{}
		for _, m := range p.win.MainMenu().Items {
			for _, i := range m.Items {
				ways[m.Label+" > "+i.Label] = true
			}
		}
		for _, x := range (&settingsPage{s: p.Shell}).list() {
			ways[kit.T("Settings")+" > "+x.name] = true
		}
		texts := map[string]bool{}
		for _, said := range spokenWords(t, language.Code) {
			texts[said] = true
		}
		keys := p.keyNames()
		for _, c := range readManual(manualIn(dropdesk.Manual(), language.Code)) {
			for i := range c.parts {
				for _, k := range c.parts[i].keysOf() {
					if !slices.Contains(keys, k) {
						t.Errorf("%s, %s: the window has no key %s", language.Name, c.file, k)
					}
				}
				for _, name := range c.parts[i].namesOf() {
					if way := strings.Contains(name, " > "); way && !ways[name] || !way && !texts[name] {
						t.Errorf("%s, %s: the window has nothing called %q", language.Name, c.file, name)
					}
				}
			}
		}
	}
}

// A chapter says the same in all languages: the same parts with the same pictures and links, which name the same things.
func TestTheManualIsTheSameInAllLanguages(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	speak(t, "en")
	english := readManual(dropdesk.Manual())
	equal(t, "chapters", len(english), 12)
	englishKeys := atMenus(t, desk, "en").keyNames()
	for _, language := range kit.Languages[1:] {
		words, keys := spokenWords(t, language.Code), atMenus(t, desk, language.Code).keyNames()
		translated := func(names []string) []string {
			var list []string
			for _, name := range names {
				steps := strings.Split(name, " > ")
				for i := range steps {
					steps[i] = words[steps[i]]
				}
				list = append(list, strings.Join(steps, " > "))
			}
			return list
		}
		translatedKeys := func(names []string) []string {
			var list []string
			for _, name := range names {
				if at := slices.Index(englishKeys, name); at >= 0 {
					list = append(list, keys[at])
				}
			}
			return list
		}
		own := readManual(manualIn(dropdesk.Manual(), language.Code))
		if len(own) != len(english) {
			t.Fatalf("%s: %d chapters, English has %d", language.Name, len(own), len(english))
		}
		for i, c := range english {
			o := own[i]
			equal(t, "file", o.file, c.file)
			if len(o.parts) != len(c.parts) {
				t.Errorf("%s, %s: %d parts, English has %d", language.Name, c.file, len(o.parts), len(c.parts))
				continue
			}
			for j := range c.parts {
				x, y := &c.parts[j], &o.parts[j]
				same := func(what string, want, got []string) {
					slices.Sort(want)
					slices.Sort(got)
					if !slices.Equal(want, got) {
						t.Errorf("%s, %s, %s: %s\n%q, and from English\n%q", language.Name, c.file, y.title, what, got, want)
					}
				}
				same("names", translated(x.namesOf()), y.namesOf())
				same("keys", translatedKeys(x.keysOf()), y.keysOf())
				same("pictures", x.picturesOf(), y.picturesOf())
				same("links", found(linked, x.text), found(linked, y.text))
				if y.title == "" || y.text == "" || x.text == y.text {
					t.Errorf("%s, %s: %q is not translated", language.Name, c.file, x.title)
				}
			}
		}
	}
}

func TestTheManualIsComplete(t *testing.T) {
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	drawn := strings.Split(found(regexp.MustCompile(`(?m)^pictures = (.+)$`), string(makefile))[0], ",")
	for _, language := range kit.Languages {
		files := manualIn(dropdesk.Manual(), language.Code)
		chapters := readManual(files)
		for kind, file := range chapterOf {
			if chapters[chapterAt(chapters, file)].file != file {
				t.Errorf("%s: the section %q has no chapter %s", language.Name, kind, file)
			}
		}
		shown := map[string]bool{}
		for _, c := range chapters {
			for i := range c.parts {
				for _, name := range c.parts[i].picturesOf() {
					shown[name] = true
					if !slices.Contains(drawn, strings.TrimSuffix(name, ".png")) {
						t.Errorf("%s, %s: make manual does not draw %s", language.Name, c.file, name)
					}
				}
				for _, to := range found(linked, c.parts[i].text) {
					if chapters[chapterAt(chapters, to)].file != to {
						t.Errorf("%s, %s: the link to %s leads nowhere", language.Name, c.file, to)
					}
				}
			}
		}
		there, err := fs.Glob(files, "*.png")
		if err != nil {
			t.Fatal(err)
		}
		for name := range shown {
			content, err := fs.ReadFile(files, name)
			if err != nil {
				t.Errorf("%s: %v: run make manual", language.Name, err)
				continue
			}
			if len(content) > 100_000 {
				t.Errorf("%s: %s has %d bytes; a picture of the manual has less than 100 kB", language.Name, name, len(content))
			}
			if other, _ := fs.ReadFile(dropdesk.Manual(), name); language.Code != "en" && bytes.Equal(content, other) {
				t.Errorf("%s: %s is the English picture: run make manual", language.Name, name)
			}
		}
		for _, name := range there {
			if !shown[name] {
				t.Errorf("%s: no chapter shows %s", language.Name, name)
			}
		}
	}
}
