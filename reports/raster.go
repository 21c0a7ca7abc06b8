package reports

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"
	"sync"

	"github.com/johnfercher/maroto/v2/pkg/props"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"dropdesk/app"
)

var _ app.Previewer = (*Printer)(nil)

// Page draws the first page of a paper. What is drawn is laid out by the same rows as the PDF, and comes through the same engine.
func (*Printer) Page(p app.Paper, width int) (image.Image, error) {
	f, known := forms[p.Kind]
	if !known {
		return nil, fmt.Errorf("there is no form for the paper %q", string(p.Kind))
	}
	s := newSheet(&p, f)
	s.layOut()
	e := newEngine(s.cfg)
	e.raster = newRaster(s.cfg.Dimensions.Width, s.cfg.Dimensions.Height, s.cfg.Margins.Left, s.cfg.Margins.Top, width)
	s.draw(e, 1)
	return e.raster.img, nil
}

// raster is a page in dots, for the screen.
type raster struct {
	img       *image.RGBA
	dots      float64 // in a millimetre
	left, top float64 // the margins, in mm
	faces     map[faceKey]font.Face
}

type faceKey struct {
	weight int
	size   float64
}

func newRaster(width, height, left, top float64, dots int) *raster {
	r := &raster{dots: float64(dots) / width, left: left, top: top, faces: map[faceKey]font.Face{}}
	r.img = image.NewRGBA(image.Rect(0, 0, dots, int(math.Round(height*r.dots))))
	draw.Draw(r.img, r.img.Rect, image.White, image.Point{}, draw.Src)
	return r
}

// fill paints a rectangle; a dot that it covers in part is painted in part, so that thin lines are seen.
func (r *raster) fill(x, y, width, height float64, c props.Color) {
	x0, y0 := (r.left+x)*r.dots, (r.top+y)*r.dots
	x1, y1 := x0+width*r.dots, y0+height*r.dots
	part := func(at int, from, to float64) float64 {
		return max(0, min(float64(at+1), to)-max(float64(at), from))
	}
	for py := int(math.Floor(y0)); py < int(math.Ceil(y1)); py++ {
		for px := int(math.Floor(x0)); px < int(math.Ceil(x1)); px++ {
			r.blend(px, py, c, part(px, x0, x1)*part(py, y0, y1))
		}
	}
}

func (r *raster) blend(x, y int, c props.Color, share float64) {
	if !(image.Point{x, y}).In(r.img.Rect) || share <= 0 {
		return
	}
	was := r.img.RGBAAt(x, y)
	mix := func(a uint8, b int) uint8 { return uint8(math.Round(float64(a)*(1-share) + float64(b)*share)) }
	r.img.SetRGBA(x, y, color.RGBA{mix(was.R, c.Red), mix(was.G, c.Green), mix(was.B, c.Blue), 255})
}

// parsed are the two faces as outlines.
var parsed = sync.OnceValue(func() (out [2]*opentype.Font) {
	for i, ttf := range [][]byte{regularTTF, boldTTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic(err) // the program carries them
		}
		out[i] = f
	}
	return out
})

// write sets one line of text; y is its base line. Each sign stands where the PDF has it.
func (r *raster) write(line string, x, y float64, weight int, size float64, f *face, c props.Color) {
	dots := size * point * r.dots
	key := faceKey{weight, size}
	face := r.faces[key]
	if face == nil {
		var err error
		if face, err = opentype.NewFace(parsed()[weight], &opentype.FaceOptions{Size: dots, DPI: 72, Hinting: font.HintingNone}); err != nil {
			return // a size that cannot be seen
		}
		r.faces[key] = face
	}
	ink := image.NewUniform(color.RGBA{uint8(c.Red), uint8(c.Green), uint8(c.Blue), 255})
	at := (r.left + x) * r.dots
	for _, sign := range line {
		drawn := sign
		if stand, ok := stands[sign]; ok && f.glyphs[sign] == 0 {
			drawn = stand
		}
		place := fixed.Point26_6{X: fixed.Int26_6(math.Round(at * 64)), Y: fixed.Int26_6(math.Round((r.top + y) * r.dots * 64))}
		if where, mask, from, _, ok := face.Glyph(place, drawn); ok {
			draw.DrawMask(r.img, where, ink, image.Point{}, mask, from, draw.Over)
		}
		at += f.width(string(sign)) * dots
	}
}

// picture draws a logo.
func (r *raster) picture(file []byte, x, y, width, height float64) {
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return
	}
	at := func(x, y float64) image.Point {
		return image.Point{int(math.Round((r.left + x) * r.dots)), int(math.Round((r.top + y) * r.dots))}
	}
	draw.CatmullRom.Scale(r.img, image.Rectangle{at(x, y), at(x+width, y+height)}, img, img.Bounds(), draw.Over, nil)
}
