package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"dropdesk/app/trade"
)

// maxTag is the longest text before a tag, with the tag: a cell has at most 32,767 characters.
const maxTag = 1 << 20

// tags reads XML one tag at a time, without building anything: what it shows is good until the next tag. It resolves no entities but the
// five of XML, and refuses a document that declares others.
type tags struct {
	r    *bufio.Reader
	buf  []byte
	text []byte // what stands before the tag, as written
	name []byte // without its prefix
	rest []byte // its attributes
	end  bool   // </x>
	self bool   // <x/>
	deep int    // elements that are open
}

func newTags(r io.Reader) *tags { return &tags{r: bufio.NewReaderSize(r, maxTag)} }

var errDamaged = errors.New("its XML is damaged")

// next goes to the next tag; io.EOF says that there is none.
func (t *tags) next() error {
	t.buf = t.buf[:0]
	held := false // what was read before lies in buf
	for {
		s, err := t.r.ReadSlice('>')
		if err != nil {
			switch {
			case errors.Is(err, bufio.ErrBufferFull):
				return errDamaged
			case err == io.EOF && len(bytes.TrimSpace(s)) == 0 && !held:
				return io.EOF
			case err == io.EOF:
				return io.ErrUnexpectedEOF
			}
			return err
		}
		if held {
			if len(t.buf)+len(s) > maxTag {
				return errDamaged
			}
			t.buf = append(t.buf, s...)
			s = t.buf
		}
		i := bytes.IndexByte(s, '<')
		if i < 0 { // a > in a text
			if !held {
				t.buf, held = append(t.buf, s...), true
			}
			continue
		}
		tag := s[i+1 : len(s)-1]
		if len(tag) == 0 {
			return errDamaged
		}
		switch tag[0] {
		case '?':
			if held || len(bytes.TrimSpace(s[:i])) > 0 {
				t.buf, held = append(t.buf[:0], s[:i]...), true
			}
			continue
		case '!':
			if err := t.special(s, i, &held); err != nil {
				return err
			}
			continue
		}
		if bytes.Count(tag, quote)%2 == 1 { // a > in an attribute
			if !held {
				t.buf, held = append(t.buf, s...), true
			}
			continue
		}
		t.text = s[:i]
		t.split(tag)
		switch {
		case t.end:
			t.deep--
		case !t.self:
			t.deep++
		}
		return nil
	}
}

// plainCell takes what follows a <c> where that is as short as it can be, <v>…</v></c>, as nearly all cells of a large sheet are: three tags less.
func (t *tags) plainCell() (value []byte, ok bool) {
	const opens, closes = "<v>", "</v></c>"
	b, err := t.r.Peek(t.r.Buffered())
	if err != nil || len(b) < len(opens) || string(b[:len(opens)]) != opens {
		return nil, false
	}
	b = b[len(opens):]
	n := bytes.IndexByte(b, '<')
	if n < 0 || len(b) < n+len(closes) || string(b[n:n+len(closes)]) != closes || bytes.IndexByte(b[:n], '&') >= 0 {
		return nil, false
	}
	if _, err := t.r.Discard(len(opens) + n + len(closes)); err != nil {
		return nil, false
	}
	t.deep--
	return b[:n], true
}

var quote = []byte{'"'}

// special reads comments and texts that are written as they are.
func (t *tags) special(s []byte, i int, held *bool) error {
	until := "-->"
	cdata := bytes.HasPrefix(s[i:], []byte("<![CDATA["))
	switch {
	case cdata:
		until = "]]>"
	case !bytes.HasPrefix(s[i:], []byte("<!--")):
		return trade.Faultf(trade.Invalid, "The file declares entities of its own, which no list needs. It is not read.")
	}
	body := append([]byte{}, s[i:]...)
	before := append([]byte{}, s[:i]...)
	for !bytes.HasSuffix(body, []byte(until)) || len(body) < len("<!---->") {
		more, err := t.r.ReadSlice('>')
		if err != nil || len(body)+len(more) > maxTag {
			return errDamaged
		}
		body = append(body, more...)
	}
	t.buf = append(t.buf[:0], before...)
	if cdata {
		inner := body[len("<![CDATA[") : len(body)-len(until)]
		t.buf = append(t.buf, strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(string(inner))...)
	}
	*held = len(t.buf) > 0
	return nil
}

func (t *tags) split(tag []byte) {
	t.end = tag[0] == '/'
	if t.end {
		tag = tag[1:]
	}
	t.self = len(tag) > 0 && tag[len(tag)-1] == '/'
	if t.self {
		tag = tag[:len(tag)-1]
	}
	t.name, t.rest = tag, nil
	for i, c := range tag {
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			t.name, t.rest = tag[:i], tag[i+1:]
			break
		}
	}
	if i := bytes.IndexByte(t.name, ':'); i >= 0 {
		t.name = t.name[i+1:]
	}
}

// is says whether the tag opens an element with a name.
func (t *tags) is(name string) bool { return !t.end && string(t.name) == name }

// ends says whether the tag closes an element with a name.
func (t *tags) ends(name string) bool { return t.end && string(t.name) == name }

// attr goes to the next attribute of the tag.
func (t *tags) attr() (name, value []byte, ok bool) {
	s := t.rest
	for len(s) > 0 && (s[0] == ' ' || s[0] == '\n' || s[0] == '\t' || s[0] == '\r') {
		s = s[1:]
	}
	eq := bytes.IndexByte(s, '=')
	if eq < 0 {
		return nil, nil, false
	}
	name = bytes.TrimSpace(s[:eq])
	s = bytes.TrimLeft(s[eq+1:], " \n\t\r")
	if len(s) == 0 || (s[0] != '"' && s[0] != '\'') {
		return nil, nil, false
	}
	end := bytes.IndexByte(s[1:], s[0])
	if end < 0 {
		return nil, nil, false
	}
	value, t.rest = s[1:1+end], s[2+end:]
	return name, value, true
}

// value is an attribute of the tag; prefixes are not told apart.
func (t *tags) value(name string) string {
	kept := t.rest
	defer func() { t.rest = kept }()
	for {
		k, v, ok := t.attr()
		if !ok {
			return ""
		}
		if i := bytes.IndexByte(k, ':'); i >= 0 {
			k = k[i+1:]
		}
		if string(k) == name {
			return plainText(v)
		}
	}
}

// plainText resolves what XML writes with an &.
func plainText(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	var out strings.Builder
	for len(b) > 0 {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			break
		}
		out.Write(b[:i])
		b = b[i:]
		end := bytes.IndexByte(b, ';')
		if end < 0 || end > 10 {
			out.WriteByte('&')
			b = b[1:]
			continue
		}
		out.WriteString(entity(string(b[1:end])))
		b = b[end+1:]
	}
	out.Write(b)
	return out.String()
}

func entity(name string) string {
	switch name {
	case "amp":
		return "&"
	case "lt":
		return "<"
	case "gt":
		return ">"
	case "quot":
		return `"`
	case "apos":
		return "'"
	}
	if digits, number := strings.CutPrefix(name, "#"); number {
		base := 10
		if hex, is := strings.CutPrefix(strings.ToLower(digits), "x"); is {
			digits, base = hex, 16
		}
		if n, err := strconv.ParseInt(digits, base, 32); err == nil && n > 0 && utf8.ValidRune(rune(n)) {
			return string(rune(n))
		}
	}
	return "&" + name + ";"
}

// arena keeps many short texts in few pieces of memory.
type arena struct{ b strings.Builder }

const arenaPiece = 1 << 16

func (a *arena) keep(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if a.b.Cap()-a.b.Len() < len(b) {
		a.b = strings.Builder{}
		a.b.Grow(max(arenaPiece, len(b)))
	}
	from := a.b.Len()
	a.b.Write(b)
	return a.b.String()[from:]
}
