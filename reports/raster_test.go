package reports_test

import (
	"image"
	"testing"

	"dropdesk/app"
	"dropdesk/reports"
)

// dark counts the dots of a part of a page that are not white.
func dark(img image.Image, part image.Rectangle) (n int) {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r+g+b < 3*0xe000 {
				n++
			}
		}
	}
	return n
}

func TestThePictureOfAPageHasWhatThePaperHas(t *testing.T) {
	p := app.Paper{Kind: app.PaperInvoice, Language: "en", Size: "A4", From: letterhead(t), Number: "INV-1042", Date: "2026-11-23", Currency: "EUR", To: customer, Costs: true}
	page := func() image.Image {
		img, err := reports.New().Page(p, 600)
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	img := page()
	if b := img.Bounds(); b.Dx() != 600 || b.Dy() != 849 {
		t.Errorf("an A4 page has %d × %d dots", b.Dx(), b.Dy())
	}
	left, right := image.Rect(60, 30, 200, 80), image.Rect(420, 30, 560, 80)
	atLeft := dark(img, left)
	p.From.LogoRight = true
	if now := dark(page(), right); atLeft == 0 || now <= dark(img, right) {
		t.Errorf("the logo does not move: %d dots at the left, %d at the right", atLeft, now)
	}
	p.From.Accent = "#ff0000"
	red := 0
	img = page()
	for y := range 849 {
		for x := range 600 {
			if r, g, _, _ := img.At(x, y).RGBA(); r > 0xc000 && g < 0x6000 {
				red++
			}
		}
	}
	if red < 500 {
		t.Errorf("the accent is seen in %d dots", red)
	}
}
