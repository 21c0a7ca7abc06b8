package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"dropdesk/app/trade"
)

// xlsx is a workbook of Excel's. Its sheets are read from their XML as they come, because building them first takes ten times the time and
// memory; the tests compare what is read with excelize, cell by cell.
type xlsx struct {
	parts   parts
	sheets  []string // their parts
	strings string   // the part with the shared texts
	shared  []string
	known   bool // shared was read
	styles  []format
	signs   []string
	from    time.Time // day zero
}

func openXLSX(p parts) (*Book, error) {
	x := &xlsx{parts: p, from: time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC), signs: []string{""}}
	root := "xl/workbook.xml"
	if p.has("_rels/.rels") {
		links, err := x.links("_rels/.rels", "")
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			if l.kind == "officeDocument" {
				root = l.target
			}
		}
	}
	links := map[string]link{}
	rels := path.Join(path.Dir(root), "_rels", path.Base(root)+".rels")
	if p.has(rels) {
		var err error
		if links, err = x.links(rels, path.Dir(root)); err != nil {
			return nil, err
		}
	}
	styles := ""
	for _, l := range links {
		switch l.kind {
		case "sharedStrings":
			x.strings = l.target
		case "styles":
			styles = l.target
		}
	}
	b := &Book{}
	err := x.each(root, func(t *tags) error {
		switch {
		case t.is("workbookPr") && (t.value("date1904") == "1" || t.value("date1904") == "true"):
			x.from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		case t.is("sheet"):
			l, ok := links[t.value("id")]
			if !ok || l.kind != "worksheet" || len(b.Sheets) == maxSheets { // a chart has no cells
				return nil
			}
			b.Sheets = append(b.Sheets, t.value("name"))
			b.hidden = append(b.hidden, t.value("state") != "" && t.value("state") != "visible")
			x.sheets = append(x.sheets, l.target)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(b.Sheets) == 0 {
		return nil, trade.Faultf(trade.Invalid, "The workbook has no sheet with cells. Ask for it once more, or save it anew in Excel or LibreOffice.")
	}
	if styles != "" && p.has(styles) {
		if err := x.readStyles(styles); err != nil {
			return nil, err
		}
	}
	b.read = x.read
	return b, nil
}

// each calls f with every tag of a part.
func (x *xlsx) each(name string, f func(*tags) error) error {
	return eachTag(x.parts, name, f)
}

func eachTag(p parts, name string, f func(*tags) error) error {
	return eachTagOf(p, name, func() int { return 0 }, f)
}

// eachTagOf is eachTag for a part with rows: where it cannot be read to its end, it is said behind which row.
func eachTagOf(p parts, name string, row func() int, f func(*tags) error) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // it was only read
	t := newTags(r)
	for any := false; ; any = true {
		err := t.next()
		if err == io.EOF && any && t.deep == 0 {
			return nil
		}
		if err == io.EOF { // what ends between two rows is not whole either
			err = io.ErrUnexpectedEOF
		}
		var told *trade.Error
		switch at := row(); {
		case err == nil:
		case errors.As(err, &told):
			return err
		case at > 0:
			return trade.Faultf(trade.Invalid, "The part %q of the file cannot be read below row %d: %w. It is damaged, or only a part of it arrived; ask for it once more.", name, at, err)
		default:
			return trade.Faultf(trade.Invalid, "The part %q of the file cannot be read: %w. It is damaged, or only a part of it arrived; ask for it once more.", name, err)
		}
		if err := f(t); err != nil {
			return err
		}
	}
}

type link struct{ kind, target string }

// links reads which parts a part names.
func (x *xlsx) links(name, base string) (map[string]link, error) {
	found := map[string]link{}
	err := x.each(name, func(t *tags) error {
		if t.is("Relationship") && t.value("TargetMode") != "External" {
			target := t.value("Target")
			if strings.HasPrefix(target, "/") {
				target = strings.TrimPrefix(target, "/")
			} else {
				target = path.Join(base, target)
			}
			found[t.value("Id")] = link{path.Base(t.value("Type")), target}
		}
		return nil
	})
	return found, err
}

// texts reads the shared texts, once.
func (x *xlsx) texts(ctx context.Context) error {
	if x.known || x.strings == "" || !x.parts.has(x.strings) {
		return nil
	}
	// A cell that names a text takes so many bytes at least: what is beyond no cell can name.
	most := 1 << 18
	for _, name := range x.sheets {
		most += x.parts.size(name) / len(`<c t="s"><v>0</v></c>`)
	}
	var a arena
	var text []byte
	total, phonetic := 0, false
	err := x.each(x.strings, func(t *tags) error {
		switch {
		case t.is("si"):
			text = text[:0]
			if t.self {
				x.shared = append(x.shared, "")
			}
		case t.is("rPh"):
			phonetic = !t.self
		case t.ends("rPh"):
			phonetic = false
		case t.ends("t") && !phonetic:
			text = append(text, plainText(t.text)...)
		case t.ends("si"):
			if !sound(text) {
				return trade.Faultf(trade.Invalid, "The text %d of the workbook holds bytes that no text has: the file is damaged. Ask for it once more.", len(x.shared)+1)
			}
			if total += len(text); total > maxTexts {
				return trade.Faultf(trade.Invalid, "The texts of the workbook come to more than %d MB. Save the list alone in a file of its own.", maxTexts>>20)
			}
			x.shared = append(x.shared, a.keep(unescaped(text)))
		}
		switch n := len(x.shared); {
		case n >= most:
			return errEnough
		case n%8192 == 0:
			return ctx.Err()
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	x.known = err == nil
	return err
}

// sound says whether bytes are a text.
func sound(b []byte) bool { return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 }

// unescaped resolves how Excel writes signs that XML cannot: _x000D_.
func unescaped(b []byte) []byte {
	if len(b) < 7 || !strings.Contains(string(b), "_x") {
		return b
	}
	var out []byte
	for i := 0; i < len(b); i++ {
		if i+7 <= len(b) && b[i] == '_' && b[i+1] == 'x' && b[i+6] == '_' {
			if n, err := strconv.ParseUint(string(b[i+2:i+6]), 16, 32); err == nil {
				if n != 0 {
					out = append(out, string(rune(n))...)
				}
				i += 6
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}
