package app

import (
	"bytes"
	"context"
	"image"
	"image/draw"
	_ "image/jpeg" // logos come as PNG or JPEG
	"image/png"

	"dropdesk/app/trade"
)

const (
	maxLogoDots  = 20_000_000 // of the picture that is brought
	maxLogoWidth = 1200       // of what is kept; more cannot be seen on paper
)

// LogoIn is a picture that a logo is made of.
type LogoIn struct {
	Picture []byte `json:"picture"` // PNG or JPEG, of at most 20 megapixels
}

// LogoOut is a logo as it is kept.
type LogoOut struct {
	Logo   []byte `json:"logo"` // PNG
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// PrepareLogo makes a logo of a picture: no larger than print needs, and without what cameras and drawing programs write into
// their files. It keeps nothing; SaveCompany does.
func (d *Desk) PrepareLogo(_ context.Context, in LogoIn) (out LogoOut, err error) {
	img, err := opened(in.Picture)
	if err != nil {
		return out, err
	}
	dots := smaller(img, maxLogoWidth)
	var b bytes.Buffer
	if err := png.Encode(&b, dots); err != nil {
		return out, err
	}
	return LogoOut{Logo: b.Bytes(), Width: dots.Bounds().Dx(), Height: dots.Bounds().Dy()}, nil
}

// smaller is a picture of which whole blocks of dots became one, so that it is neither wider nor higher than it may be.
func smaller(img image.Image, most int) *image.NRGBA {
	b := img.Bounds()
	n := max((b.Dx()+most-1)/most, (b.Dy()+most-1)/most)
	if n == 1 {
		out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
		draw.Draw(out, out.Rect, img, b.Min, draw.Src)
		return out
	}
	out := image.NewNRGBA(image.Rect(0, 0, max(1, b.Dx()/n), max(1, b.Dy()/n)))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			var red, green, blue, alpha, dots uint64
			for yy := b.Min.Y + y*n; yy < min(b.Min.Y+(y+1)*n, b.Max.Y); yy++ {
				for xx := b.Min.X + x*n; xx < min(b.Min.X+(x+1)*n, b.Max.X); xx++ {
					r, g, b, a := img.At(xx, yy).RGBA()
					red, green, blue, alpha, dots = red+uint64(r), green+uint64(g), blue+uint64(b), alpha+uint64(a), dots+1
				}
			}
			at := out.PixOffset(x, y)
			if alpha == 0 {
				copy(out.Pix[at:], []byte{255, 255, 255, 0})
				continue
			}
			out.Pix[at], out.Pix[at+1], out.Pix[at+2], out.Pix[at+3] = byte(red*255/alpha), byte(green*255/alpha), byte(blue*255/alpha), byte(alpha/dots>>8)
		}
	}
	return out
}

// opened unpacks a picture whose head says that it is small enough.
func opened(picture []byte) (image.Image, error) {
	head, _, err := image.DecodeConfig(bytes.NewReader(picture))
	if err != nil || head.Width <= 0 || head.Height <= 0 {
		return nil, trade.Faultf(trade.Invalid, "This is not a picture that can be a logo. Choose a PNG or JPEG file.").In("picture")
	}
	if head.Width > maxLogoDots/head.Height {
		return nil, trade.Faultf(trade.Invalid, "The picture has %d × %d dots, more than 20 megapixels. Make it smaller: a logo needs no more than %d dots in width.", head.Width, head.Height, maxLogoWidth).In("picture")
	}
	img, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, trade.Faultf(trade.Invalid, "The picture is damaged: %w. Choose another file.", err).In("picture")
	}
	return img, nil
}
