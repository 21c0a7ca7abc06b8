// Command gallery draws every screen as a PNG, without a display: what it shows is the window's own
// content on the demo company. It opens no window.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"dropdesk"
	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/mail"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/reports"
	"dropdesk/views"
	"dropdesk/views/look"
)

// today is the day of the gallery, so that its pictures change only when the program does.
const today = trade.Date("2026-11-23")

func main() {
	out := flag.String("out", "", "the folder for the pictures")
	flag.Parse()
	if *out == "" {
		fmt.Fprintln(os.Stderr, "gallery: name a folder with --out")
		os.Exit(2)
	}
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "dropdesk-gallery-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	store, err := data.Create(filepath.Join(dir, "demo.dropdesk"))
	if err != nil {
		return err
	}
	err = pictures(store, dir, out)
	return errors.Join(err, store.Close())
}

// ways are the sizes and sides that each screen is drawn in.
var ways = []struct {
	suffix        string
	side          look.Side
	width, height float32
	scale         float32
	all           bool // every screen, not only the first
}{
	{"", look.Light, 1280, 800, 1, true},
	{"-dark", look.Dark, 1280, 800, 1, false},
	{"-small", look.Light, 1024, 700, 1, false},
	{"-150", look.Light, 1280, 800, 1.5, false},
}

func pictures(store *data.Store, dir, out string) error {
	ctx := context.Background()
	clock := &demo.Clock{}
	ports := app.Ports{Store: store, Printer: reports.New(), Mailer: mail.New(), Clock: clock.Now}
	if err := demo.Run(ctx, app.New(ports), clock, demo.Sample(160, today), nil); err != nil {
		return err
	}
	ports.Clock = func() time.Time { return today.Time().Add(9 * time.Hour) }
	desk := app.New(ports)
	for _, way := range ways {
		a := test.NewApp()
		a.Settings().SetTheme(look.Theme{Side: way.side})
		win := test.NewWindow(nil)
		win.SetPadded(false)
		win.Resize(fyne.NewSize(way.width, way.height))
		if c, ok := win.Canvas().(software.WindowlessCanvas); ok {
			c.SetScale(way.scale)
		}
		shell := views.New(desk, win, views.Options{
			File: "North Pier Trading.dropdesk", Folder: dir, User: "Mara", Open: func(string) error { return nil }, Today: func() trade.Date { return today }, Now: true,
		})
		win.Resize(fyne.NewSize(way.width, way.height))
		for i, scene := range shell.Scenes() {
			if !way.all && i > 2 {
				break
			}
			scene.Set()
			if err := capture(win, filepath.Join(out, scene.Name+way.suffix+".png")); err != nil {
				return err
			}
			shell.Clear()
		}
		if way.all {
			win.SetContent(views.Welcome(win, fyne.NewStaticResource("Icon.png", dropdesk.Icon), nil, views.Files{}))
			if err := capture(win, filepath.Join(out, "welcome.png")); err != nil {
				return err
			}
		}
		win.Close()
	}
	fmt.Println("The screens are in", out)
	return nil
}

func capture(win fyne.Window, path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	err = png.Encode(f, win.Canvas().Capture())
	return errors.Join(err, f.Close())
}
