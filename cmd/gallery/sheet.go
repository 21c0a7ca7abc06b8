package main

import (
	"errors"
	"image/color"
	"image/png"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// picture is one of those that were drawn.
type picture struct{ name, path string }

// The width and height of a picture on the sheet, and how many stand side by side.
const (
	thumbWidth, thumbHeight = 400, 250
	across                  = 4
)

// sheet puts all pictures, each over its name, into one file.
func sheet(path string, pictures []picture) error {
	test.NewApp().Settings().SetTheme(look.Theme{Side: look.Light})
	grid := container.NewGridWithColumns(across)
	for _, p := range pictures {
		img := canvas.NewImageFromFile(p.path)
		img.FillMode, img.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
		img.SetMinSize(fyne.NewSize(thumbWidth, thumbHeight))
		frame := canvas.NewRectangle(color.Transparent)
		frame.StrokeColor, frame.StrokeWidth = theme.Color(look.ColorCardBorder), 1
		grid.Add(container.NewVBox(container.NewStack(img, frame), container.NewCenter(kit.Caption(p.name))))
	}
	win := test.NewWindow(kit.Padded(grid))
	defer win.Close()
	win.Resize(win.Content().MinSize())
	return capture(win, path)
}

func capture(win fyne.Window, path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	err = png.Encode(f, win.Canvas().Capture())
	return errors.Join(err, f.Close())
}
