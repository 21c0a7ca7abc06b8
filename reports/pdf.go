package reports

import (
	"bytes"
	"compress/zlib"
	"crypto/md5"
	"fmt"
	"strconv"
	"sync"
	"unicode/utf16"

	"dropdesk/app/trade"
)

// pdfFile collects the objects of a PDF. Objects are numbered from 1 in the order in which they
// are reserved, so that the same paper always gives the same bytes.
type pdfFile struct {
	out     bytes.Buffer
	offsets []int
}

func newPDF() *pdfFile {
	f := &pdfFile{}
	f.out.WriteString("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
	return f
}

// reserve gives the next object its number.
func (f *pdfFile) reserve() int {
	f.offsets = append(f.offsets, 0)
	return len(f.offsets)
}

func (f *pdfFile) put(n int, format string, args ...any) {
	f.offsets[n-1] = f.out.Len()
	fmt.Fprintf(&f.out, "%d 0 obj\n", n)
	fmt.Fprintf(&f.out, format, args...)
	f.out.WriteString("\nendobj\n")
}

func (f *pdfFile) add(format string, args ...any) int {
	n := f.reserve()
	f.put(n, format, args...)
	return n
}

// stream adds compressed data; more is further entries of its dictionary.
func (f *pdfFile) stream(n int, packed []byte, more string) {
	f.offsets[n-1] = f.out.Len()
	fmt.Fprintf(&f.out, "%d 0 obj\n<</Length %d%s>>stream\n", n, len(packed), more)
	f.out.Write(packed)
	f.out.WriteString("\nendstream\nendobj\n")
}

// close writes the table of contents. The file's identity is taken from what it says.
func (f *pdfFile) close(catalog, info int) []byte {
	id := md5.Sum(f.out.Bytes())
	start := f.out.Len()
	fmt.Fprintf(&f.out, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets)+1)
	for _, o := range f.offsets {
		fmt.Fprintf(&f.out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&f.out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n", len(f.offsets)+1, catalog, info, id, id, start)
	return f.out.Bytes()
}

// packers are kept, because a new one costs more than what it packs.
var packers = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

func pack(data []byte) []byte {
	var b bytes.Buffer
	b.Grow(len(data)/2 + 64)
	w := packers.Get().(*zlib.Writer)
	w.Reset(&b)
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // memory does not refuse to be written to
	}
	packers.Put(w)
	return b.Bytes()
}

const deflated = "/Filter/FlateDecode"

// words is a text outside of pages: UTF-16 in hexadecimals, which nothing can break out of.
func pdfWords(s string) string {
	if s == "" {
		return "()"
	}
	b := []byte("<FEFF")
	for _, u := range utf16.Encode([]rune(clean(s))) {
		b = fmt.Appendf(b, "%04X", u)
	}
	return string(append(b, '>'))
}

func pdfDate(d trade.Date) string {
	return "(D:" + d.Time().Format("20060102") + "000000Z)"
}

// appendNumber writes a length with the two decimals that a printer can show.
func appendNumber(b []byte, v float64) []byte {
	from := len(b)
	b = strconv.AppendFloat(b, v, 'f', 2, 64)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	if string(b[from:]) == "-0" {
		b = append(b[:from], '0')
	}
	return b
}

// carried is a cut as a PDF carries it.
type carried struct {
	name, widths  string
	file, unicode []byte // packed
	length        int    // of the file
}

func (c *cut) make() *carried {
	tag := md5.Sum([]byte(string(c.runes)))
	for i := range 6 {
		tag[i] = 'A' + tag[i]%26
	}
	widths := make([]byte, 0, 5*len(c.runes))
	for _, r := range c.runes {
		widths = strconv.AppendInt(widths, int64(float64(c.advance[c.glyph(r)])*1000/c.em+0.5), 10)
		widths = append(widths, ' ')
	}
	ttf := c.ttf()
	return &carried{name: string(tag[:6]) + "+" + c.name, widths: string(widths), file: pack(ttf), unicode: pack(c.toUnicode()), length: len(ttf)}
}

// putFont adds a cut font and returns the number of its font object.
func (f *pdfFile) putFont(c *cut) int {
	n, descendant, descriptor, file, unicode := f.reserve(), f.reserve(), f.reserve(), f.reserve(), f.reserve()
	made := c.made
	if made == nil {
		made = c.make()
	}
	f.put(n, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", made.name, descendant, unicode)
	f.put(descendant, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW %d/W[1[%s]]>>",
		made.name, descriptor, int(float64(c.advance[0])*1000/c.em+0.5), made.widths)
	head, hhea, os2 := c.tables["head"], c.tables["hhea"], c.tables["OS/2"]
	k := func(b []byte, at int) int { return int(float64(int16(u16(b, at))) * 1000 / c.em) }
	stem := 80
	if c.face == bold {
		stem = 140
	}
	f.put(descriptor, "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R>>",
		made.name, k(head, 36), k(head, 38), k(head, 40), k(head, 42), k(hhea, 4), k(hhea, 6), k(os2, 88), stem, file)
	f.stream(unicode, made.unicode, deflated)
	f.stream(file, made.file, deflated+"/Length1 "+strconv.Itoa(made.length))
	return n
}

// toUnicode says which sign each glyph stands for, for whoever searches or copies the text.
func (c *cut) toUnicode() []byte {
	b := []byte("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n")
	for from := 0; from < len(c.runes); from += 100 {
		part := c.runes[from:min(from+100, len(c.runes))]
		b = fmt.Appendf(b, "%d beginbfchar\n", len(part))
		for i, r := range part {
			b = appendHex(append(b, '<'), uint16(from+i+1))
			b = append(b, '>', '<')
			for _, u := range utf16.AppendRune(nil, r) {
				b = appendHex(b, u)
			}
			b = append(b, '>', '\n')
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap CMapName currentdict/CMap defineresource pop end end"...)
}

func appendHex(b []byte, v uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
}
