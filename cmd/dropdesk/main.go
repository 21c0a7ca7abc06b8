// Command dropdesk is the desktop program. It alone opens a real window; what the window shows is
// in package views, what it does in package app.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"dropdesk"
	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/mail"
	"dropdesk/app/secret"
	"dropdesk/app/shop"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/reports"
	"dropdesk/views"
	"dropdesk/views/kit"
)

const usage = `dropdesk [--sample | FILE.dropdesk]

Opens the company file that is named, or the one that was open last.
With --sample it opens a sample company, which is made when it is not there yet.

Where the environment variable DROPDESK_SCREEN names a file, the program keeps in it, as JSON, what can be read and
pressed in its window, with the places in pixels: for programs that press and read in a person's stead.
`

// lastFile is the preference that names the file that was open.
const lastFile = "file"

func main() {
	flags := flag.NewFlagSet("dropdesk", flag.ExitOnError)
	flags.Usage = func() { fmt.Fprint(os.Stderr, usage) }
	sample := flags.Bool("sample", false, "")
	_ = flags.Parse(os.Args[1:]) // it ends the program itself where it cannot

	debug.SetGCPercent(50) // a window waits most of the time; what it holds matters more

	a := fyneapp.NewWithID(dropdesk.Detail("ID"))
	a.SetIcon(fyne.NewStaticResource("Icon.png", dropdesk.Icon))
	p := &program{app: a, choices: chosen(a.Preferences()), log: newJournal(logFolder())}
	p.ended = p.log.lastEnd()
	p.dress() // before there is a window, which takes its scale when it is made
	p.win = a.NewWindow("Dropdesk")
	p.win.Resize(p.size())
	p.win.CenterOnScreen()
	p.win.SetMaster()
	a.Lifecycle().SetOnStopped(p.keep)
	a.Lifecycle().SetOnStarted(func() {
		p.start(*sample, flags.Arg(0))
		if path := os.Getenv(screenFile); path != "" {
			go p.tell(path)
		}
	})
	p.win.ShowAndRun()
	if err := p.closeFile(); err != nil {
		fmt.Fprintln(os.Stderr, "dropdesk:", err)
		os.Exit(1)
	}
}

// program is the window and the company file that is open in it.
type program struct {
	app      fyne.App
	win      fyne.Window
	store    *data.Store
	desk     *app.Desk
	shell    *views.Shell
	path     string
	choices  views.Choices
	scaled   bool        // the scale is the person's choice for this program
	changed  atomic.Bool // since the file was opened
	spoiled  bool        // the file that is open is damaged, so that no backup is made of it
	log      *journal
	ended    string    // how the program ended the last time, until that is said
	instance *instance // nil where the file is only read
	why      string    // it is only read
	daily    *daily
	checking func()  // ends the check of a file that was not closed
	worker   *worker // delivers the mail of the open file
}

func (p *program) start(sample bool, file string) {
	switch last := p.app.Preferences().String(lastFile); {
	case sample:
		p.openSample()
	case file != "":
		p.open(file)
	case last != "":
		p.open(last)
	default:
		p.welcome(nil)
	}
}

// welcome offers to make or open a file, and says why the one that was wanted did not open.
func (p *program) welcome(err error) {
	p.win.SetMainMenu(nil)
	p.win.SetContent(views.Welcome(p.win, p.app.Icon(), err, p.files()))
}

func (p *program) files() views.Files {
	return views.Files{Open: p.open, New: p.create, Sample: p.openSample, Away: isSample(p.path), Back: p.back, Restore: p.restore, Damaged: func(err error) { p.damaged(p.path, err, true) }, Folder: documents()}
}

func (p *program) create(path string) {
	if p.asked(path, true) {
		return
	}
	store, err := data.Create(path)
	if err != nil {
		p.welcome(err)
		return
	}
	i, _, err := held(path, p.raise) // nobody else can have a file that was not there
	if err != nil {
		p.welcome(errors.Join(err, store.Close()))
		return
	}
	p.show(taken{store, i, ""}, path, "")
}

func (p *program) open(path string) { p.openSaying(path, "") }

func (p *program) openSaying(path, said string) {
	if p.asked(path, false) {
		return
	}
	t, err := p.take(path, "")
	switch {
	case errors.Is(err, errRaised):
		if p.store == nil {
			p.app.Quit()
		}
		return
	case data.Damaged(err):
		p.damaged(path, err, false)
		return
	case err != nil:
		p.welcome(err)
		return
	}
	p.show(t, path, said)
	if t.store.Uncertain() {
		p.checkBehind()
	}
}

// back leaves the sample company for the file that was open before; where there was none, for the choice of one.
func (p *program) back() {
	if last := p.app.Preferences().String(lastFile); last != "" {
		p.open(last)
		return
	}
	if err := p.closeFile(); err != nil {
		p.welcome(err)
		return
	}
	p.path = ""
	p.welcome(nil)
}

// restore puts a backup in the place of the file that is open, and opens it.
func (p *program) restore(backup string) {
	path := p.path
	p.leave()
	if err := p.closeFile(); err != nil {
		p.welcome(err)
		return
	}
	aside, err := data.Restore(context.Background(), path, backup, time.Now())
	if err != nil {
		p.openSaying(path, kit.Said(app.AsError(err).Message))
		return
	}
	p.openSaying(path, kit.T("The backup is restored. What was there before is in %s.", filepath.Base(aside)))
}

// show puts an opened file into the window.
func (p *program) show(t taken, path, said string) {
	store := t.store
	p.leave()
	if err := p.closeFile(); err != nil {
		fmt.Fprintln(os.Stderr, "dropdesk:", err)
	}
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	p.store, p.path, p.desk, p.spoiled = store, path, desk(store, nil), false
	p.instance, p.why = t.instance, t.why
	if !isSample(path) { // the next start is not in the sample again
		p.app.Preferences().SetString(lastFile, path)
	}
	p.win.SetTitle("Dropdesk – " + filepath.Base(path))
	p.changed.Store(false)
	p.desk.Listen(func([]trade.Ref) { p.changed.Store(true) })
	p.shell = views.New(p.desk, p.win, views.Options{
		File: path, Folder: documents(), User: p.user(), Open: openWithSystem, Today: today, Said: said,
		Files: p.files(), Memory: memory{p.app.Preferences(), path}, Choices: p.choices, Choose: p.choose,
		Country: country(), Banners: p.banners,
		Program: views.Program{Version: dropdesk.Detail("Version"), Licences: dropdesk.Licences, Manual: dropdesk.Manual(), Log: p.log.path, Note: p.log.note, Ended: p.ended},
	})
	p.ended = ""
	if store.Reading() {
		return
	}
	p.worker = startWorker(p.desk, userName())
	if !isSample(path) { // a folder is watched for the company alone
		p.worker.watch(p.choices.Watch)
	}
	if !isSample(path) {
		p.daily = backUpDaily(p.desk, p.backups(), p.shell.Fail, p.shell.Warn)
	}
}

// leave remembers where the person is in the file that is about to be closed, and closes its other windows.
func (p *program) leave() {
	if p.store != nil {
		p.shell.Keep()
		p.shell.Shut()
	}
}

// closeFile backs the file up where it was changed, and closes it.
func (p *program) closeFile() error {
	if p.store == nil {
		return nil
	}
	var err error
	if p.checking != nil {
		p.checking()
		p.checking = nil
	}
	if p.worker != nil {
		p.worker.stop()
		p.worker = nil
	}
	if p.daily != nil {
		p.daily.stop()
		p.daily = nil
	}
	if p.changed.Load() && !isSample(p.path) && !p.spoiled {
		_, err = p.desk.BackUp(context.Background(), p.backups())
	}
	err = errors.Join(err, p.store.Close(), p.instance.release())
	p.store, p.instance = nil, nil
	return err
}

// openSample opens the sample company; making it takes some seconds, in which the window says so.
func (p *program) openSample() {
	bar := widget.NewProgressBarInfinite()
	p.win.SetContent(container.NewCenter(container.NewVBox(widget.NewLabel(kit.T("Making a sample company: suppliers, items, customers and their deals …")), bar)))
	go func() {
		path, err := sampleFile(context.Background())
		fyne.Do(func() {
			bar.Stop()
			if err != nil {
				p.welcome(err)
				return
			}
			p.openSaying(path, kit.T("This is the sample company. Try whatever you like; the menu File leads back."))
		})
	}()
}

func samplePath() (string, error) {
	dir, err := os.UserConfigDir()
	return filepath.Join(dir, "Dropdesk", "sample.dropdesk"), err
}

// isSample says whether a file is the sample company, of which no backups are made.
func isSample(path string) bool {
	sample, err := samplePath()
	return err == nil && path == sample
}

// sampleFile is the path of the sample company, which is made where it is missing.
func sampleFile(ctx context.Context) (string, error) {
	path, err := samplePath()
	if err != nil {
		return "", trade.Faultf(trade.External, "There is no folder to keep the sample company in: %w.", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", trade.Faultf(trade.External, "The folder %s could not be made: %w.", filepath.Dir(path), err)
	}
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	// It gets its name only when it is whole, so that half a sample is never opened.
	half := path + ".new"
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(half + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", trade.Faultf(trade.External, "An unfinished sample could not be removed: %w.", err)
		}
	}
	store, err := data.Create(half)
	if err != nil {
		return "", err
	}
	clock := &demo.Clock{}
	err = demo.Run(ctx, desk(store, clock), clock, demo.Sample(160, today()), nil)
	if err = errors.Join(err, store.Close()); err != nil {
		return "", err
	}
	if err := os.Rename(half, path); err != nil {
		return "", trade.Faultf(trade.External, "The sample company could not be kept: %w.", err)
	}
	return path, nil
}

func desk(store app.Store, clock *demo.Clock) *app.Desk {
	ports := app.Ports{Store: store, Printer: reports.New(), Mailer: mail.New(), Post: mail.NewPost(), Postbox: mail.NewPostbox(), Shops: shop.New(), Secrets: secret.New(nil)}
	if clock != nil {
		ports.Clock = clock.Now
	}
	return app.New(ports)
}

// documents is the folder that PDFs, workbooks and mails are put into.
func documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return filepath.Join(os.TempDir(), "Dropdesk")
	}
	return filepath.Join(home, "Documents", "Dropdesk")
}

// userName is who history says did it.
func userName() string {
	u, err := user.Current()
	switch {
	case err != nil:
		return ""
	case u.Name != "":
		return u.Name
	}
	return u.Username
}

// user is who history says did it, unless the person is one of the file's users: in the sample company, somebody who works there.
func (p *program) user() string {
	if isSample(p.path) {
		return demo.Users()[0].Name
	}
	return userName()
}

// country is the one that the computer's language is set up for.
func country() string {
	for _, part := range strings.Split(lang.SystemLocale().String(), "-")[1:] {
		if len(part) == 2 {
			return part
		}
	}
	return ""
}

func today() trade.Date { return trade.DateOf(time.Now()) }
