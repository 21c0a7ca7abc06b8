package reports

import (
	_ "embed"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
)

//go:embed fonts/Roboto-Regular.ttf
var regularTTF []byte

//go:embed fonts/Roboto-Bold.ttf
var boldTTF []byte

// The two faces that documents are set in, read once for all documents.
var regular, bold = readFace("Roboto-Regular", regularTTF), readFace("Roboto-Bold", boldTTF)

// face is a TrueType font. Its glyph 0 is the box that stands for a sign the font lacks.
type face struct {
	name    string
	em      float64
	tables  map[string][]byte
	glyphs  map[rune]uint16
	ascii   [128]uint16 // the same, for most of what is printed
	advance []uint16
	outline [][]byte
	common  func() *cut
}

func readFace(name string, ttf []byte) *face {
	f := &face{name: name, tables: map[string][]byte{}, glyphs: map[rune]uint16{}}
	for i := range int(u16(ttf, 4)) {
		entry := ttf[12+16*i:]
		f.tables[string(entry[:4])] = ttf[u32(entry, 8) : u32(entry, 8)+u32(entry, 12)]
	}
	f.em = float64(u16(f.tables["head"], 18))
	f.readOutlines()
	f.readMap()
	f.common = sync.OnceValue(f.cutCommon)
	return f
}

func (f *face) readOutlines() {
	n := int(u16(f.tables["maxp"], 4))
	long := u16(f.tables["head"], 50) == 1
	loca, glyf, hmtx := f.tables["loca"], f.tables["glyf"], f.tables["hmtx"]
	at := func(i int) uint32 {
		if long {
			return u32(loca, 4*i)
		}
		return 2 * uint32(u16(loca, 2*i))
	}
	last := int(u16(f.tables["hhea"], 34)) - 1
	for i := range n {
		f.outline = append(f.outline, glyf[at(i):at(i+1)])
		f.advance = append(f.advance, u16(hmtx, 4*min(i, last)))
	}
}

// readMap reads the one table of signs that the font has: of format 4, which says for ranges of
// signs how to find the glyph.
func (f *face) readMap() {
	cmap := f.tables["cmap"]
	t := cmap[u32(cmap, 8):]
	n := int(u16(t, 6)) // twice the ranges
	ends, starts, deltas, offsets := t[14:], t[16+n:], t[16+2*n:], t[16+3*n:]
	for i := 0; i < n; i += 2 {
		for c := int(u16(starts, i)); c <= int(u16(ends, i)) && c != 0xFFFF; c++ {
			g := uint16(c)
			if o := int(u16(offsets, i)); o != 0 {
				if g = u16(offsets, i+o+2*(c-int(u16(starts, i)))); g == 0 {
					continue
				}
			}
			f.glyphs[rune(c)] = g + u16(deltas, i)
		}
	}
	for c := range f.ascii {
		f.ascii[c] = f.glyphs[rune(c)]
	}
}

// stands lists signs that are drawn as another where the font lacks them.
var stands = map[rune]rune{'‐': '-', '‑': '-', '−': '–', '☐': '□', 'ʹ': '′', '⁻': '-'}

func (f *face) glyph(r rune) uint16 {
	if r < 128 {
		return f.ascii[r]
	}
	g, ok := f.glyphs[r]
	if !ok {
		g = f.glyphs[stands[r]]
	}
	return g
}

// width is how long s is in points at one point of size.
func (f *face) width(s string) float64 {
	w := 0
	for _, r := range s {
		w += int(f.advance[f.glyph(r)])
	}
	return float64(w) / f.em
}

// cut is the part of a face that one document uses. Its glyphs are numbered as they come up, and
// every sign has a number of its own even where several share an outline, so that the text can be
// searched and copied whatever it looks like.
type cut struct {
	*face
	ascii   [128]uint16
	numbers map[rune]uint16
	runes   []rune   // by number, from 1
	made    *carried // of a cut that does not change any more
}

// Signs that are so common in documents, beside those of ASCII, that all documents carry them.
const commonSigns = "·–×€’äöüÄÖÜßéè"

// cutCommon is the part of a face that all documents carry, so that it can be kept once for all of them. A paper uses most of it anyway.
func (f *face) cutCommon() *cut {
	c := &cut{face: f}
	for r := ' '; r <= '~'; r++ {
		c.number(r)
	}
	for _, r := range commonSigns {
		c.number(r)
	}
	c.made = c.make()
	return c
}

// known is the number of a sign, zero where the cut has none for it.
func (c *cut) known(r rune) uint16 {
	if r >= 0 && r < 128 {
		return c.ascii[r]
	}
	return c.numbers[r]
}

func (c *cut) number(r rune) uint16 {
	if n := c.known(r); n != 0 {
		return n
	}
	if len(c.runes) == 60_000 {
		return 0 // more different signs than a font file numbers
	}
	c.runes = append(c.runes, r)
	n := uint16(len(c.runes))
	if r < 128 {
		c.ascii[r] = n
	} else {
		if c.numbers == nil {
			c.numbers = map[rune]uint16{}
		}
		c.numbers[r] = n
	}
	return n
}

// ttf writes the font file of the cut. Outlines that are put together from others (é from e and ´)
// bring those along under numbers of their own.
func (c *cut) ttf() []byte {
	glyphs := []uint16{0}
	for _, r := range c.runes {
		glyphs = append(glyphs, c.glyph(r))
	}
	number := map[uint16]uint16{}
	for i, g := range glyphs {
		if _, known := number[g]; !known {
			number[g] = uint16(i)
		}
	}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(glyphs); i++ {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		outline := c.outline[glyphs[i]]
		from := len(glyf)
		glyf = append(glyf, outline...)
		for _, at := range components(outline) {
			part := u16(outline, at)
			n, known := number[part]
			if !known {
				n = uint16(len(glyphs))
				number[part] = n
				glyphs = append(glyphs, part)
			}
			binary.BigEndian.PutUint16(glyf[from+at:], n)
		}
		glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		hmtx = binary.BigEndian.AppendUint16(hmtx, c.advance[glyphs[i]])
		hmtx = append(hmtx, leftSide(outline)...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	head, hhea, maxp := slices.Clone(c.tables["head"]), slices.Clone(c.tables["hhea"]), slices.Clone(c.tables["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(glyphs)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(glyphs)))
	return joinTables([]table{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}})
}

// components says where an outline that is put together names its parts.
func components(outline []byte) (at []int) {
	if len(outline) < 10 || outline[0] < 0x80 {
		return nil
	}
	for p := 10; ; {
		flags := u16(outline, p)
		at = append(at, p+2)
		p += 6
		if flags&1 != 0 {
			p += 2
		}
		switch {
		case flags&8 != 0:
			p += 2
		case flags&0x40 != 0:
			p += 4
		case flags&0x80 != 0:
			p += 8
		}
		if flags&0x20 == 0 {
			return at
		}
	}
}

func leftSide(outline []byte) []byte {
	if len(outline) < 4 {
		return []byte{0, 0}
	}
	return outline[2:4]
}

type table struct {
	name string
	data []byte
}

// joinTables puts tables together to a font file; they are in the order of their names.
func joinTables(tables []table) []byte {
	n := len(tables)
	search, log := 16, 0
	for search*2 <= n*16 {
		search, log = search*2, log+1
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, search, log, n*16 - search} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	offset := 12 + 16*n
	for _, t := range tables {
		out = append(out, t.name...)
		for _, v := range []uint32{checksum(t.data), uint32(offset), uint32(len(t.data))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		offset += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		out = append(out, make([]byte, -len(t.data)&3)...)
	}
	return out
}

func checksum(data []byte) (sum uint32) {
	for ; len(data) >= 4; data = data[4:] {
		sum += u32(data, 0)
	}
	var rest [4]byte
	copy(rest[:], data)
	return sum + u32(rest[:], 0)
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }

func u32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }

// clean takes out of a text what a line of print cannot carry: line breaks and other control signs
// become spaces; marks that turn the direction of writing or hide inside words are dropped, so that
// what is read is what was written.
func clean(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || (r >= 0x7F && r < 0xA0) || (r >= 0x2000 && r <= 0x200A && r != 0x2007) || r == 0x2028 || r == 0x2029 || r == 0x3000:
			return ' '
		case (r >= 0x200B && r <= 0x200F) || (r >= 0x202A && r <= 0x202E) || (r >= 0x2060 && r <= 0x206F) || r == 0xFEFF || r == 0xAD || (r >= 0xFFF0 && r < 0xFFFD):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// wrap breaks a text into lines of at most so many points at one point of size: between words, and
// inside a word that is longer than a line.
func (f *face) wrap(s string, width float64) []string {
	s = clean(s)
	if f.width(s) <= width {
		if s = strings.TrimSpace(s); s == "" {
			return nil
		}
		return []string{s}
	}
	var lines []string
	var line strings.Builder
	long, space := 0.0, f.width(" ")
	flush := func() {
		if line.Len() > 0 {
			lines = append(lines, line.String())
		}
		line.Reset()
		long = 0
	}
	for word := range strings.SplitSeq(s, " ") {
		if word == "" {
			continue
		}
		w := f.width(word)
		if line.Len() > 0 && long+space+w > width {
			flush()
		}
		for w > width {
			n := f.fit(word, width)
			lines = append(lines, word[:n])
			word = word[n:]
			w = f.width(word)
		}
		if word == "" {
			continue
		}
		if line.Len() > 0 {
			line.WriteByte(' ')
			long += space
		}
		line.WriteString(word)
		long += w
	}
	flush()
	return lines
}

// fit says how many bytes of an overlong word fill a line: up to the last sign that a reader would
// break after, where that is not far back, else as many as there is room for, but at least one sign.
func (f *face) fit(word string, width float64) int {
	w, end, good := 0.0, 0, 0
	for i, r := range word {
		w += float64(f.advance[f.glyph(r)]) / f.em
		if w > width && i > 0 {
			break
		}
		end = i + len(string(r))
		if strings.ContainsRune("-/_.,;:@&?=+)", r) {
			good = end
		}
	}
	if good > end*2/3 {
		return good
	}
	return end
}
