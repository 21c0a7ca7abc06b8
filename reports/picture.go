package reports

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/jpeg"
	_ "image/png" // logos are PNG or JPEG
	"math"
	"sync"
)

// picture is a logo as a PDF carries it: no larger than print needs, and without what cameras and
// drawing programs write into their files.
type picture struct {
	width, height int
	data          []byte
	entries       string // how data is to be read
	mask          []byte // how much shows through, where any does
}

const (
	maxDots   = 20_000_000 // of a logo; larger files are refused before they are unpacked
	maxWidth  = 640        // that is 250 dots an inch on paper
	maxHeight = 260
)

// pictures keeps the last few logos ready, since all documents of a company carry the same.
var pictures struct {
	sync.Mutex
	known map[[32]byte]*picture
}

// readPicture makes a picture of a PNG or JPEG file; nil where it is neither or too large.
func readPicture(file []byte) *picture {
	if len(file) == 0 {
		return nil
	}
	key := sha256.Sum256(file)
	pictures.Lock()
	defer pictures.Unlock()
	p, known := pictures.known[key]
	if known {
		return p
	}
	p = makePicture(file)
	if pictures.known == nil || len(pictures.known) == 8 {
		pictures.known = map[[32]byte]*picture{}
	}
	pictures.known[key] = p
	return p
}

func makePicture(file []byte) *picture {
	head, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || head.Width <= 0 || head.Height <= 0 || head.Width > maxDots/head.Height {
		return nil
	}
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil
	}
	dots := shrink(img)
	p := &picture{width: dots.Rect.Dx(), height: dots.Rect.Dy()}
	n := p.width * p.height
	rgb, alpha, opaque := make([]byte, 0, 3*n), make([]byte, 0, n), true
	for i := 0; i < len(dots.Pix); i += 4 {
		rgb = append(rgb, dots.Pix[i:i+3]...)
		alpha = append(alpha, dots.Pix[i+3])
		opaque = opaque && dots.Pix[i+3] == 255
	}
	if !opaque {
		p.mask = pack(alpha)
	}
	p.data, p.entries = packColours(rgb, p.width)
	if format == "jpeg" {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, dots, &jpeg.Options{Quality: 85}); err == nil && b.Len() < len(p.data) {
			p.data, p.entries = b.Bytes(), "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
		}
	}
	return p
}

// packColours packs dots in the way that comes out smaller: by a table where there are few
// colours, else as differences from the dot above.
func packColours(rgb []byte, width int) ([]byte, string) {
	index := map[[3]byte]byte{}
	var colours, indexed []byte
	for i := 0; i < len(rgb); i += 3 {
		c := [3]byte(rgb[i : i+3])
		n, known := index[c]
		if !known {
			if len(index) == 256 {
				indexed = nil
				break
			}
			n = byte(len(index))
			index[c] = n
			colours = append(colours, c[:]...)
		}
		indexed = append(indexed, n)
	}
	if indexed != nil {
		return pack(indexed), fmt.Sprintf("/ColorSpace[/Indexed/DeviceRGB %d<%X>]/BitsPerComponent 8%s", len(index)-1, colours, deflated)
	}
	line := 3 * width
	up := make([]byte, 0, len(rgb)+len(rgb)/line)
	for i := range rgb {
		if i%line == 0 {
			up = append(up, 2)
		}
		above := byte(0)
		if i >= line {
			above = rgb[i-line]
		}
		up = append(up, rgb[i]-above)
	}
	return pack(up), fmt.Sprintf("/ColorSpace/DeviceRGB/BitsPerComponent 8%s/DecodeParms<</Predictor 15/Colors 3/Columns %d>>", deflated, width)
}

// shrink averages dots until the picture is not larger than it can be printed.
func shrink(img image.Image) *image.NRGBA {
	b := img.Bounds()
	scale := max(1, float64(b.Dx())/maxWidth, float64(b.Dy())/maxHeight)
	w, h := max(1, int(math.Round(float64(b.Dx())/scale))), max(1, int(math.Round(float64(b.Dy())/scale)))
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		y0, y1 := b.Min.Y+y*b.Dy()/h, b.Min.Y+max((y+1)*b.Dy()/h, y*b.Dy()/h+1)
		for x := range w {
			x0, x1 := b.Min.X+x*b.Dx()/w, b.Min.X+max((x+1)*b.Dx()/w, x*b.Dx()/w+1)
			var sr, sg, sb, sa, n uint64
			for yy := y0; yy < y1; yy++ {
				for xx := x0; xx < x1; xx++ {
					r, g, b, a := img.At(xx, yy).RGBA()
					sr, sg, sb, sa, n = sr+uint64(r), sg+uint64(g), sb+uint64(b), sa+uint64(a), n+1
				}
			}
			at := out.PixOffset(x, y)
			if sa == 0 {
				copy(out.Pix[at:], []byte{255, 255, 255, 0})
				continue
			}
			out.Pix[at], out.Pix[at+1], out.Pix[at+2] = byte(sr*255/sa), byte(sg*255/sa), byte(sb*255/sa)
			out.Pix[at+3] = byte(sa / n >> 8)
		}
	}
	return out
}

// within is the size at which a picture fills a space without being bent or blown up.
func (p *picture) within(width, height float64) (w, h float64) {
	scale := min(width/float64(p.width), height/float64(p.height), 0.3)
	return float64(p.width) * scale, float64(p.height) * scale
}

func (f *pdfFile) putPicture(p *picture) int {
	more := ""
	if p.mask != nil {
		mask := f.reserve()
		f.stream(mask, p.mask, fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8%s", p.width, p.height, deflated))
		more = fmt.Sprintf("/SMask %d 0 R", mask)
	}
	n := f.reserve()
	f.stream(n, p.data, fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d%s%s", p.width, p.height, p.entries, more))
	return n
}
