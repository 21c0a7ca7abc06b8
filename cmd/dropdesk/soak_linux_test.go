package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"weak"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dropdesk"
	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/mail/mailtest"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/reports"
	"dropdesk/views"
	"dropdesk/views/look"
)

var (
	soakMinutes = flag.Float64("minutes", 0, "how long the program is used at random; 0 is some rounds")
	soakSeed    = flag.Uint64("seed", 1, "of the random use")
)

// The program is used at random, hour after hour: deals, price lists, workbooks, PDFs, mails over a server, backups, screens, and the file is closed and opened again. It must not
// keep what it has done with: memory, goroutines, open files, temporary files, the file's log. What it holds goes up and down, with what was shown last and what is not forgotten
// yet. So it is measured again and again, and has grown when its lowest at the end is above its highest at the beginning.
func TestSoak(t *testing.T) {
	// Fyne asks at its start how long it keeps what is no longer shown, and C whether it gives memory back that nobody uses.
	if os.Getenv("FYNE_CACHE") == "" {
		again := exec.Command(os.Args[0], os.Args[1:]...) //nolint:gosec // itself
		again.Env = append(os.Environ(), "FYNE_CACHE=1s", "MALLOC_ARENA_MAX=1", "MALLOC_TRIM_THRESHOLD_=65536", "MALLOC_MMAP_THRESHOLD_=65536")
		out, err := again.CombinedOutput()
		t.Logf("%s", out)
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	x := newSoak(t)
	samples := 2
	if *soakMinutes > 0 {
		samples = 5
	}
	x.use(0.5) // until all caches are full, SQLite's too, which grow with the file
	early := x.samples(samples, 0.25/float64(samples))
	late := x.samples(samples, 0.25/float64(samples))
	t.Logf("used for %d rounds, %d steps, %d screens, %d mails: at first %s; at last %s", x.rounds, x.steps, x.screens, x.mails, highest(early), lowest(late))
	for _, say := range highest(early).grown(lowest(late), *soakMinutes > 0) {
		t.Error(say)
	}
	if x.steps == 0 || x.screens == 0 || x.mails == 0 {
		t.Error("something was not used at all")
	}
	// Without its guard it fails: whoever keeps something of each round is found out.
	x.leaks = true
	for range 4 {
		x.round()
	}
	if grown := highest(late).grown(lowest(x.samples(1, 0)), false); len(grown) != 5 {
		t.Errorf("of five leaks these were noticed: %q", grown)
	}
}

// soakRounds is how many rounds of use there are where no minutes are given.
const soakRounds = 10

// samples measures so often, after some use each time.
func (x *soak) samples(n int, share float64) (list []holding) {
	for range n {
		x.use(share)
		list = append(list, x.measure())
		x.t.Logf("round %d: %s", x.rounds, list[len(list)-1])
	}
	return list
}

// use is a share of the minutes, or of some rounds where none are given.
func (x *soak) use(share float64) {
	begun, rounds := time.Now(), 0
	for time.Since(begun).Minutes() < *soakMinutes*share || float64(rounds) < soakRounds*share {
		x.round()
		rounds++
	}
}

// soak is a program in use.
type soak struct {
	t      *testing.T
	r      *rand.Rand
	folder string
	win    fyne.Window
	post   *mailtest.Server
	box    *mailtest.Box
	now    atomic.Int64 // the clock of the program, which the worker reads too

	words keyring

	store  *data.Store
	desk   *app.Desk
	shell  *views.Shell
	daily  *daily
	known  parties
	scenes []views.Scene
	gone   []weak.Pointer[views.Shell] // windows of files that were closed

	rounds, steps, screens, mails int
	logSize                       int64 // the largest that the file's log ever was

	leaks bool // the control: something of each round is kept
	kept  []any
}

// keyring keeps passwords in memory. They are changed before anything else is done.
type keyring map[string]string

func (k keyring) Secret(name string) (string, error)   { return k[name], nil }
func (k keyring) KeepSecret(name, secret string) error { k[name] = secret; return nil }

func newSoak(t *testing.T) *soak {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	x := &soak{t: t, r: rand.New(rand.NewPCG(*soakSeed, 0)), folder: t.TempDir(), words: keyring{}}
	x.now.Store(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC).UnixNano())
	x.post = mailtest.Start(t, func(s *mailtest.Server) { s.NoTLS = true })
	x.box = mailtest.StartBox(t, nil)
	test.NewTempApp(t).Settings().SetTheme(look.Theme{Side: look.Light})
	x.win = test.NewWindow(nil)
	x.win.Resize(fyne.NewSize(1280, 800))
	store, err := data.Create(x.path())
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	x.open()
	x.found()
	x.close()
	x.open()
	t.Cleanup(func() { x.close() })
	return x
}

func (x *soak) path() string { return filepath.Join(x.folder, "soak.dropdesk") }

func (x *soak) clock() time.Time { return time.Unix(0, x.now.Load()).UTC() }

func (x *soak) newDesk() *app.Desk {
	return app.New(app.Ports{Store: x.store, Printer: reports.New(), Mailer: mail.New(), Post: mail.NewPost(), Postbox: mail.NewPostbox(), Secrets: x.words, Clock: x.clock})
}

// open opens the file and the window on it, as the program does.
func (x *soak) open() {
	store, err := data.Open(x.path())
	if err != nil {
		x.t.Fatal(err)
	}
	x.store = store
	x.desk = x.newDesk()
	nothing := func() {}
	x.shell = views.New(x.desk, x.win, views.Options{
		File: x.path(), Folder: filepath.Join(x.folder, "documents"), User: "Kim", Open: func(string) error { return nil }, Now: true,
		Today:   func() trade.Date { return trade.DateOf(x.clock()) },
		Files:   views.Files{Open: func(string) {}, New: func(string) {}, Sample: nothing},
		Program: views.Program{Version: "1", Licences: dropdesk.Licences, Manual: dropdesk.Manual(), Note: func(text string) { x.t.Error(text) }},
	})
	x.daily = backUpDaily(x.desk, x.backups(), x.shell.Fail, x.shell.Warn)
	x.scenes = fit(x.shell.Scenes())
}

func (x *soak) backups() app.BackUpIn {
	return app.BackUpIn{Folder: filepath.Join(x.folder, "backups")}
}

// close closes the window's file, as the program does.
func (x *soak) close() {
	x.shell.Clear()
	x.shell.Keep()
	x.shell.Shut()
	x.daily.stop()
	if err := x.store.Close(); err != nil {
		x.t.Error(err)
	}
	x.gone = append(x.gone, weak.Make(x.shell))
	x.shell, x.desk, x.scenes = nil, nil, nil
}

// round is what may be done in a while: some things at random, the worker at its work, some screens; now and then the file is closed and opened again.
func (x *soak) round() {
	x.rounds++
	x.deal()
	uses := x.uses()
	for range 3 {
		uses[x.r.IntN(len(uses))]()
	}
	x.look()
	x.work()
	x.watch(x.path() + "-wal")
	if x.rounds%3 == 0 {
		x.close()
		x.open()
	}
	if x.leaks {
		x.leak()
	}
}

// look draws the next screens and leaves them again. A scene that finds no document to show shows its list.
func (x *soak) look() {
	for range 2 {
		x.scenes[x.screens%len(x.scenes)].Set()
		x.win.Canvas().Capture()
		x.screens++
		x.shell.Clear()
	}
}

// fit are the scenes that do not fail on purpose. Where no minutes are given they are so few that each is drawn before the first measurement.
func fit(all []views.Scene) []views.Scene {
	all = slices.DeleteFunc(all, func(s views.Scene) bool { return strings.Contains(s.Name, "fail") })
	if *soakMinutes > 0 {
		return all
	}
	var few []views.Scene
	for i := range soakRounds {
		few = append(few, all[i*len(all)/soakRounds])
	}
	return few
}

// work lets the worker of the window work until the mails of this round are delivered. It has a desk of its own, because what it tells a window would here be drawn by its own goroutine.
func (x *soak) work() {
	desk := x.newDesk()
	x.now.Add(int64(time.Hour)) // messages no longer linger
	w := startWorker(desk, "Kim")
	defer w.stop()
	for wait := time.Millisecond; ; wait *= 2 {
		if n := len(x.waiting(desk)); n == 0 {
			break
		} else if wait > time.Minute {
			x.t.Fatalf("%d messages are not delivered", n)
		}
		time.Sleep(wait)
	}
	x.mails += len(x.post.Mails())
	x.post.Forget()
}

func (x *soak) waiting(desk *app.Desk) []trade.Message {
	list, err := desk.ListMessages(context.Background(), app.ListIn{Filter: trade.MessageReady, Limit: 10})
	if err != nil {
		x.t.Fatal(err)
	}
	return list.Rows
}

// watch looks how large a log is.
func (x *soak) watch(log string) {
	if info, err := os.Stat(log); err == nil {
		x.logSize = max(x.logSize, info.Size())
	}
}

// call is a use case, called by its name as scripts do.
func (x *soak) call(name string, in map[string]any) map[string]any {
	x.t.Helper()
	out, err := x.try(name, in)
	if err != nil {
		x.t.Fatalf("round %d, %s: %v", x.rounds, name, err)
	}
	return out
}

func (x *soak) try(name string, in map[string]any) (out map[string]any, err error) {
	x.steps++
	x.now.Add(int64(time.Minute))
	packed, err := json.Marshal(in)
	if err != nil {
		x.t.Fatal(err)
	}
	said, err := x.desk.Call(app.As(context.Background(), "Kim"), name, packed)
	if err != nil {
		return nil, err
	}
	return out, json.Unmarshal(said, &out)
}

func number(of map[string]any, name string) int { n, _ := of[name].(float64); return int(n) }

// keep writes a file as the program does when it exports or prints.
func (x *soak) keep(out map[string]any, name, content string) {
	var b []byte
	if err := json.Unmarshal(fmt.Appendf(nil, "%q", out[content]), &b); err != nil || len(b) == 0 {
		x.t.Fatalf("%s is empty: %v", name, err)
	}
	if err := os.WriteFile(filepath.Join(x.folder, name), b, 0o600); err != nil {
		x.t.Fatal(err)
	}
}
