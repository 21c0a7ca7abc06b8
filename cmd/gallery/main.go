// Command gallery draws every screen as a PNG, without a display: what it shows is the window's own
// content on the demo company. It opens no window.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"dropdesk"
	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/mail"
	"dropdesk/app/shop"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/reports"
	"dropdesk/views"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// today is the day of the gallery, so that its pictures change only when the program does.
const today = trade.Date("2026-11-23")

// file is the company's, as the window names it.
const file = "North Pier Trading.dropdesk"

// folder is where the gallery works. A picture shows its path, so it is always the same unless another gallery is at work there.
func folder() (string, error) {
	dir := filepath.Join(os.TempDir(), "Dropdesk")
	if os.Mkdir(dir, 0o755) == nil {
		return dir, nil
	}
	return os.MkdirTemp("", "dropdesk-gallery-")
}

// wanted says which pictures are wanted.
type wanted struct {
	out   string
	sheet string   // the file for a sheet of them all, where one is wanted
	small bool     // as large and with as few colours as the manual needs
	only  []string // scenes whose names begin with one of them
	exact bool     // or are exactly those
	ways  []string
}

func main() {
	var w wanted
	var chosen, only string
	var names []string
	for _, way := range ways {
		names = append(names, way.name)
	}
	flag.StringVar(&w.out, "out", "", "the folder for the pictures")
	flag.StringVar(&w.sheet, "sheet", "", "a file for one picture of all of them")
	flag.BoolVar(&w.exact, "exact", false, "only the scenes that are named, not those whose names begin so")
	flag.BoolVar(&w.small, "small", false, "small pictures of few colours, as for the manual")
	flag.StringVar(&only, "only", "", "only scenes whose names begin so; several with commas")
	flag.StringVar(&chosen, "ways", strings.Join(names, ","), "how they are drawn")
	flag.Parse()
	if w.out == "" {
		fmt.Fprintln(os.Stderr, "gallery: name a folder with --out")
		os.Exit(2)
	}
	w.only = strings.Split(only, ",")
	w.ways = strings.Split(chosen, ",")
	if err := run(w); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func (w *wanted) wants(scene string) bool {
	if w.exact {
		return slices.Contains(w.only, scene)
	}
	return slices.ContainsFunc(w.only, func(begin string) bool { return strings.HasPrefix(scene, begin) })
}

func run(w wanted) error {
	if err := os.MkdirAll(w.out, 0o755); err != nil {
		return err
	}
	dir, err := folder()
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	store, err := data.Create(filepath.Join(dir, file))
	if err != nil {
		return err
	}
	err = pictures(store, dir, w)
	return errors.Join(err, store.Close())
}

// ways are how each screen is drawn; the first has no suffix.
var ways = []struct {
	name          string
	side          look.Side
	width, height float32
	scale         float32
	language      string
}{
	{"light", look.Light, 1280, 800, 1, "en"},
	{"dark", look.Dark, 1280, 800, 1, "en"},
	{"contrast", look.Sharp, 1280, 800, 1, "en"},
	{"german", look.Light, 1280, 800, 1, "de"},
	{"150", look.Light, 1280, 800, 1.5, "en"},
	{"small", look.Light, 1024, 700, 1, "en"},
	{"german-small", look.Light, 1024, 700, 1, "de"},
}

func pictures(store *data.Store, dir string, w wanted) error {
	ctx := context.Background()
	clock := &demo.Clock{}
	ports := app.Ports{Store: store, Printer: reports.New(), Mailer: mail.New(), Shops: shop.New(), Clock: clock.Now}
	if err := demo.Run(ctx, app.New(ports), clock, demo.Sample(160, today), nil); err != nil {
		return err
	}
	ports.Clock = func() time.Time { return today.Time().Add(9 * time.Hour) }
	desk := app.New(ports)
	var drawn []picture
	keep := func(win fyne.Window, name string) error {
		p := picture{name, filepath.Join(w.out, name+".png")}
		drawn = append(drawn, p)
		if w.small {
			return captureSmall(win, p.path)
		}
		return capture(win, p.path)
	}
	empty, err := data.Create(filepath.Join(dir, "empty.dropdesk"))
	if err != nil {
		return err
	}
	defer func() { _ = empty.Close() }() // it is thrown away
	fresh := app.New(app.Ports{Store: empty, Printer: reports.New(), Mailer: mail.New(), Clock: ports.Clock})
	for i, way := range ways {
		if !slices.Contains(w.ways, way.name) {
			continue
		}
		suffix := ""
		if i > 0 && !w.small { // a picture of the manual has one name in all languages
			suffix = "-" + way.name
		}
		kit.Speak(way.language)
		a := test.NewApp()
		a.Settings().SetTheme(look.Theme{Side: way.side})
		win := test.NewWindow(nil)
		win.SetPadded(false)
		win.Resize(fyne.NewSize(way.width, way.height))
		if c, ok := win.Canvas().(software.WindowlessCanvas); ok {
			c.SetScale(way.scale)
		}
		shell := views.New(desk, win, views.Options{
			File: file, Folder: dir, User: demo.Users()[0].Name, Open: func(string) error { return nil }, Today: func() trade.Date { return today }, Now: true,
			Program: views.Program{Version: dropdesk.Detail("Version"), Licences: dropdesk.Licences, Manual: dropdesk.Manual(), Log: "/home/mara/.config/Dropdesk/log/dropdesk.log"},
		})
		win.Resize(fyne.NewSize(way.width, way.height))
		for _, scene := range append(shell.Scenes(), shell.FormScenes()...) {
			if !w.wants(scene.Name) {
				continue
			}
			scene.Set()
			if err := keep(win, scene.Name+suffix); err != nil {
				return err
			}
			shell.Clear()
		}
		newcomer := views.New(fresh, win, views.Options{
			File: "New.dropdesk", Folder: dir, User: "Mara", Open: func(string) error { return nil }, Today: func() trade.Date { return today }, Now: true,
			Program: views.Program{Version: dropdesk.Detail("Version"), Manual: dropdesk.Manual()}, Files: views.Files{Sample: func() {}}, Country: "DE",
		})
		for _, scene := range newcomer.EmptyScenes() {
			if !w.wants(scene.Name) {
				continue
			}
			scene.Set()
			if err := keep(win, scene.Name+suffix); err != nil {
				return err
			}
			newcomer.Clear()
		}
		if w.wants("welcome") {
			win.SetContent(views.Welcome(win, fyne.NewStaticResource("Icon.png", dropdesk.Icon), nil, views.Files{}))
			if err := keep(win, "welcome"+suffix); err != nil {
				return err
			}
		}
		if w.wants("damaged") {
			win.SetContent(views.Damaged(win, damaged(), views.Files{}))
			if err := keep(win, "damaged"+suffix); err != nil {
				return err
			}
		}
		if w.wants("elsewhere") {
			nothing := func() {}
			win.SetContent(views.AskElsewhere(views.Elsewhere{Path: "/home/mara/OneDrive/company.dropdesk", Program: "OneDrive", Conflicts: []string{"company-LAPTOP-7F3K.dropdesk"}, Move: nothing, Read: nothing, Anyway: nothing, Back: nothing}))
			if err := keep(win, "elsewhere"+suffix); err != nil {
				return err
			}
		}
		if w.wants("salvaged") {
			win.SetContent(views.Salvaged(147459, []string{"order lines: pages that could not be read: 1", "purchase lines: 11 left out, because what they belong to is lost"},
				[]string{"order: gross: SO-2121 (80402): kept 15167, the documents say 0"}, "/x/company-damaged-2026-11-23T091400Z.dropdesk", "", func() {}))
			if err := keep(win, "salvaged"+suffix); err != nil {
				return err
			}
		}
		win.Close()
	}
	if w.sheet != "" && len(drawn) > 0 {
		if err := sheet(w.sheet, drawn); err != nil {
			return err
		}
	}
	fmt.Println("The screens are in", w.out)
	return nil
}

// damaged is a company file that cannot be opened any more.
func damaged() views.DamagedFile {
	return views.DamagedFile{
		Path: "/home/mara/company.dropdesk", Err: trade.Faultf(trade.External, "/home/mara/company.dropdesk is damaged: Tree 42 page 1203: btreeInitPage() returns error code 11. It was left as it is."),
		Backups: []app.Backup{{Path: "company-2026-11-22T170000Z.dropdesk", At: "2026-11-22T17:00:00Z"}},
	}
}
