package main

import (
	"cmp"
	"errors"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"slices"

	"fyne.io/fyne/v2"
	"golang.org/x/image/draw"
)

// smallWidth is how wide a picture of the manual is, in dots.
const smallWidth = 960

// captureSmall keeps the window as a small picture of at most 256 colours. A window has few colours, so hardly anything is lost.
func captureSmall(win fyne.Window, path string) error {
	full := win.Canvas().Capture()
	size := full.Bounds().Size()
	scaled := image.NewRGBA(image.Rect(0, 0, smallWidth, size.Y*smallWidth/size.X))
	draw.CatmullRom.Scale(scaled, scaled.Bounds(), full, full.Bounds(), draw.Src, nil)
	few := image.NewPaletted(scaled.Bounds(), frequent(scaled))
	draw.Draw(few, few.Bounds(), scaled, image.Point{}, draw.Src)
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, few)
	return errors.Join(err, f.Close())
}

// frequent are the colours that most of a picture has, near ones taken as one.
func frequent(img *image.RGBA) color.Palette {
	count := map[color.RGBA]int{}
	for i := 0; i < len(img.Pix); i += 4 {
		count[color.RGBA{img.Pix[i] &^ 7, img.Pix[i+1] &^ 7, img.Pix[i+2] &^ 7, 255}]++
	}
	list := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var p color.Palette
	for _, c := range list[:min(len(list), 256)] {
		p = append(p, color.RGBA{c.R | c.R>>5, c.G | c.G>>5, c.B | c.B>>5, 255})
	}
	return p
}
