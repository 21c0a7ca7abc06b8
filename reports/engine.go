package reports

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/extension"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"dropdesk/app/trade"
)

// engine is maroto's Provider: what its rows, columns and texts are drawn with. maroto's own reads
// each font file anew for every document and writes pictures with random names; this one reads a
// font once, embeds only the glyphs that are used, and writes the same bytes for the same paper.
type engine struct {
	width, height float64 // of the page, in mm
	margins       entity.Margins
	pages         []*drawn
	page          *drawn
	fonts         [4]*cut // regular and bold: what all documents share, and what only this one has
	pictures      []*picture
	title, author string
	language      string
	date          trade.Date
	raster        *raster // where the page is drawn as a picture too
	x, y          float64 // where the next column begins, in mm from the margins
}

// drawn is what is on one page.
type drawn struct {
	content []byte
	links   []link
	inText  bool
	font    int
	size    float64
	ink     props.Color
	x, y    float64 // where the last text began, in points
}

type link struct {
	left, bottom, right, top float64
	to                       string
}

var _ core.Provider = (*engine)(nil)

const point = 25.4 / 72 // in mm

func newEngine(cfg *entity.Config) *engine {
	return &engine{
		width: cfg.Dimensions.Width, height: cfg.Dimensions.Height, margins: *cfg.Margins,
		fonts: [4]*cut{regular.common(), bold.common(), {face: regular}, {face: bold}},
	}
}

func (e *engine) newPage() {
	e.page = &drawn{content: make([]byte, 0, 16<<10), font: -1}
	e.pages = append(e.pages, e.page)
	e.x, e.y = 0, 0
}

// down turns a distance from the upper margin into a height above the lower edge, in points.
func (e *engine) down(y float64) float64 { return (e.height - e.margins.Top - y) / point }

func (e *engine) right(x float64) float64 { return (e.margins.Left + x) / point }

// CreateRow ends a row of the given height.
func (e *engine) CreateRow(height float64) { e.x, e.y = 0, e.y+height }

// CreateCol draws the ground of the next column.
func (e *engine) CreateCol(width, height float64, _ *entity.Config, prop *props.Cell) {
	if prop != nil && prop.BackgroundColor != nil {
		e.fill(e.x, e.y, width, height, *prop.BackgroundColor)
	}
	e.x += width
}

func (e *engine) fill(x, y, width, height float64, c props.Color) {
	e.ink(c)
	e.rect(x, y, width, height)
	e.page.content = append(e.page.content, "f\n"...)
}

func (e *engine) rect(x, y, width, height float64) {
	p := e.page
	if e.raster != nil {
		e.raster.fill(x, y, width, height, p.ink)
	}
	p.endText()
	for _, v := range []float64{e.right(x), e.down(y + height), width / point, height / point} {
		p.content = append(appendNumber(p.content, v), ' ')
	}
	p.content = append(p.content, "re\n"...)
}

func (p *drawn) endText() {
	if p.inText {
		p.content = append(p.content, "ET\n"...)
		p.inText = false
	}
}

func (e *engine) ink(c props.Color) {
	p := e.page
	if p.ink == c {
		return
	}
	p.ink = c
	for _, v := range []int{c.Red, c.Green, c.Blue} {
		p.content = append(appendNumber(p.content, float64(v)/255), ' ')
	}
	p.content = append(p.content, "rg\n"...)
}

// AddLine draws a rule across the cell, or down it.
func (e *engine) AddLine(cell *entity.Cell, prop *props.Line) {
	part, offset := prop.SizePercent/100, prop.OffsetPercent/100
	colour := props.Color{}
	if prop.Color != nil {
		colour = *prop.Color
	}
	if prop.Orientation == "vertical" {
		e.fill(cell.X+cell.Width*offset-prop.Thickness/2, cell.Y+cell.Height*(1-part)/2, prop.Thickness, cell.Height*part, colour)
		return
	}
	e.fill(cell.X+cell.Width*(1-part)/2, cell.Y+cell.Height*offset-prop.Thickness/2, cell.Width*part, prop.Thickness, colour)
}

func weight(style fontstyle.Type) int {
	if strings.Contains(string(style), string(fontstyle.Bold)) {
		return 1
	}
	return 0
}

// AddText writes a text into a cell, on as many lines as it needs.
func (e *engine) AddText(s string, cell *entity.Cell, prop *props.Text) {
	f := e.fonts[weight(prop.Style)]
	width := cell.Width - prop.Left - prop.Right
	y := cell.Y + prop.Top + prop.Size*point
	for _, line := range f.wrap(s, width/point/prop.Size+1e-6) {
		x := cell.X + prop.Left
		long := f.width(line) * prop.Size * point
		switch prop.Align {
		case align.Right:
			x += width - long
		case align.Center:
			x += (width - long) / 2
		}
		e.write(line, x, y, weight(prop.Style), prop.Size, prop.Color)
		if prop.Hyperlink != nil {
			e.page.links = append(e.page.links, link{e.right(x), e.down(y + 1), e.right(x + long), e.down(y - prop.Size*point), *prop.Hyperlink})
		}
		y += prop.Size*point + prop.VerticalPadding
	}
}

func (e *engine) write(line string, x, y float64, weight int, size float64, colour *props.Color) {
	p := e.page
	if colour != nil {
		e.ink(*colour)
	}
	if e.raster != nil {
		e.raster.write(line, x, y, weight, size, e.fonts[weight].face, p.ink)
	}
	if !p.inText {
		p.content = append(p.content, "BT\n"...)
		p.inText, p.x, p.y = true, 0, 0
	}
	// What is written is rounded, and the next text is placed from there: nothing adds up.
	atX, atY := math.Round(e.right(x)*100)/100, math.Round(e.down(y)*100)/100
	p.content = append(appendNumber(p.content, atX-p.x), ' ')
	p.content = append(appendNumber(p.content, atY-p.y), " Td\n"...)
	p.x, p.y = atX, atY
	open := false
	for _, r := range line {
		font, n := weight, e.fonts[weight].known(r)
		if n == 0 {
			font = 2 + weight
			n = e.fonts[font].number(r)
		}
		if open && font != p.font {
			p.content = append(p.content, ">Tj\n"...)
			open = false
		}
		if font != p.font || size != p.size {
			p.font, p.size = font, size
			p.content = append(p.content, '/', 'F', byte('0'+font), ' ')
			p.content = append(appendNumber(p.content, size), " Tf\n"...)
		}
		if !open {
			p.content = append(p.content, '<')
			open = true
		}
		p.content = appendHex(p.content, n)
	}
	if open {
		p.content = append(p.content, ">Tj\n"...)
	}
}

// GetFontHeight is the height of a line in mm.
func (e *engine) GetFontHeight(prop *props.Font) float64 { return prop.Size * point }

// GetLinesQuantity is the number of lines that a text needs.
func (e *engine) GetLinesQuantity(s string, prop *props.Text, width float64) int {
	return len(e.fonts[weight(prop.Style)].wrap(s, width/point/prop.Size+1e-6))
}

// AddImageFromBytes draws a picture as large as the cell allows, in its upper left corner.
func (e *engine) AddImageFromBytes(b []byte, cell *entity.Cell, prop *props.Rect, _ extension.Type) {
	p := readPicture(b)
	if p == nil {
		return
	}
	n := 0
	for n < len(e.pictures) && e.pictures[n] != p {
		n++
	}
	if n == len(e.pictures) {
		e.pictures = append(e.pictures, p)
	}
	width, height := p.within(cell.Width*prop.Percent/100, cell.Height*prop.Percent/100)
	if e.raster != nil {
		e.raster.picture(b, cell.X+prop.Left, cell.Y+prop.Top, width, height)
	}
	e.page.endText()
	e.page.content = fmt.Appendf(e.page.content, "q %.2f 0 0 %.2f %.2f %.2f cm/I%d Do Q\n", width/point, height/point, e.right(cell.X+prop.Left), e.down(cell.Y+prop.Top+height), n)
}

// GetDimensionsByImageByte is the size of a picture in dots.
func (e *engine) GetDimensionsByImageByte(b []byte, _ extension.Type) (*entity.Dimensions, error) {
	p := readPicture(b)
	if p == nil {
		return nil, errors.New("this is not a picture that can be printed")
	}
	return &entity.Dimensions{Width: float64(p.width), Height: float64(p.height)}, nil
}

// AddBarCode draws a Code 128 over the cell, as shapes that stay sharp at any size. A text that the
// code has no signs for, or that would come out too fine to be scanned, is left out: it stands
// beside the code anyway.
func (e *engine) AddBarCode(code string, cell *entity.Cell, _ *props.Barcode) {
	bars, err := code128.Encode(code)
	if err != nil {
		return
	}
	n := bars.Bounds().Dx()
	unit := min(cell.Width/float64(n), 0.5)
	if unit < 0.19 {
		return
	}
	e.dark(n, 1, unit, cell.Height, cell, func(x, _ int) bool { r, _, _, _ := bars.At(x, 0).RGBA(); return r == 0 })
}

// AddQrCode draws a QR code over the cell.
func (e *engine) AddQrCode(code string, cell *entity.Cell, _ *props.Rect) {
	dots, err := qr.Encode(code, qr.M, qr.Auto)
	if err != nil {
		return
	}
	n := dots.Bounds().Dx()
	unit := min(cell.Width, cell.Height) / float64(n)
	if unit < 0.25 {
		return
	}
	e.dark(n, n, unit, unit, cell, func(x, y int) bool { r, _, _, _ := dots.At(x, y).RGBA(); return r == 0 })
}

// dark fills what is dark in a pattern of columns and rows, neighbours in one go.
func (e *engine) dark(columns, rows int, width, height float64, cell *entity.Cell, is func(x, y int) bool) {
	e.ink(props.Color{})
	for y := range rows {
		for x := 0; x < columns; x++ {
			from := x
			for x < columns && is(x, y) {
				x++
			}
			if x > from {
				e.rect(cell.X+float64(from)*width, cell.Y+float64(y)*height, float64(x-from)*width, height)
			}
		}
	}
	e.page.content = append(e.page.content, "f\n"...)
}

// SetMetadata takes what the file says about itself: title, author and date, nothing of the
// machine or the person who made it.
func (e *engine) SetMetadata(m *entity.Metadata) {
	e.title, e.author = m.Title.Text, ""
	if m.Author != nil {
		e.author = m.Author.Text
	}
	if m.CreationDate != nil {
		e.date = trade.DateOf(*m.CreationDate)
	}
}

// GenerateBytes is the PDF.
func (e *engine) GenerateBytes() ([]byte, error) {
	f := newPDF()
	var kids, fonts, pictures []byte
	// What all documents of a company have in common comes first, so that it is the same bytes in each of them.
	for i, c := range e.fonts {
		if len(c.runes) > 0 {
			fonts = fmt.Appendf(fonts, "/F%d %d 0 R", i, f.putFont(c))
		}
		if i == 1 {
			for i, p := range e.pictures {
				pictures = fmt.Appendf(pictures, "/I%d %d 0 R", i, f.putPicture(p))
			}
		}
	}
	catalog, tree, info, resources := f.reserve(), f.reserve(), f.reserve(), f.reserve()
	for _, p := range e.pages {
		p.endText()
		content := f.reserve()
		f.stream(content, pack(p.content), deflated)
		var links []byte
		for _, l := range p.links {
			links = fmt.Appendf(links, "<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/A<</S/URI/URI(%s)>>>>", l.left, l.bottom, l.right, l.top, escaped(l.to))
		}
		if links != nil {
			links = append(append([]byte("/Annots["), links...), ']')
		}
		n := f.add("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R/Contents %d 0 R%s>>", tree, e.width/point, e.height/point, resources, content, links)
		kids = fmt.Appendf(kids, "%d 0 R ", n)
	}
	f.put(resources, "<</Font<<%s>>/XObject<<%s>>>>", fonts, pictures)
	f.put(tree, "<</Type/Pages/Count %d/Kids[%s]>>", len(e.pages), kids)
	f.put(catalog, "<</Type/Catalog/Pages %d 0 R/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>>>", tree, e.language)
	when := ""
	if e.date != "" {
		when = "/CreationDate" + pdfDate(e.date)
	}
	author := ""
	if e.author != "" {
		author = "/Author" + pdfWords(e.author)
	}
	f.put(info, "<</Title%s%s/Creator(Dropdesk)/Producer(Dropdesk)%s>>", pdfWords(e.title), author, when)
	return f.close(catalog, info), nil
}

// escaped is an address for a link, in ASCII, that cannot end the text it stands in.
func escaped(url string) string {
	var b strings.Builder
	for i := range len(url) {
		switch c := url[i]; {
		case c == '(' || c == ')' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c <= ' ' || c > '~':
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// The rest of maroto's Provider is for what no document here has. Nothing is ever read from a disk.

// AddMatrixCode draws nothing.
func (e *engine) AddMatrixCode(string, *entity.Cell, *props.Rect) {}

// AddImageFromFile draws nothing.
func (e *engine) AddImageFromFile(string, *entity.Cell, *props.Rect) {}

// AddBackgroundImageFromBytes draws nothing.
func (e *engine) AddBackgroundImageFromBytes([]byte, *entity.Cell, *props.Rect, extension.Type) {}

var errUnused = errors.New("documents have none")

// GetDimensionsByMatrixCode is refused.
func (e *engine) GetDimensionsByMatrixCode(string) (*entity.Dimensions, error) { return nil, errUnused }

// GetDimensionsByImage is refused.
func (e *engine) GetDimensionsByImage(string) (*entity.Dimensions, error) { return nil, errUnused }

// GetDimensionsByQrCode is refused.
func (e *engine) GetDimensionsByQrCode(string) (*entity.Dimensions, error) { return nil, errUnused }

// SetProtection does nothing: documents are open.
func (e *engine) SetProtection(*entity.Protection) {}

// SetCompression does nothing: documents are always compressed.
func (e *engine) SetCompression(bool) {}
