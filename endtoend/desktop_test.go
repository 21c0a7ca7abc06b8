package endtoend

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/data"
	"dropdesk/views/kit"
)

// patience is how long a condition may take on a slow machine before the test has failed.
const patience = 30 * time.Second

// desktop is a screen without a monitor on which the real program runs, and a person who sits at it: what is seen comes
// from the file that the program keeps of its screen, mouse and keys go through the X server.
type desktop struct {
	t       testing.TB
	dir     string // the program's home
	screen  string // the file in which it tells what it shows
	display string
	frame   string // the X server's memory
	desk    *app.Desk
	n       int // pictures so far
	clicks  int
	keys    int
}

// sit starts the program on a company file.
func sit(t *testing.T, make func(path string)) *desktop {
	t.Helper()
	d := atDesk(t)
	file := filepath.Join(d.dir, "company.dropdesk")
	make(file)
	d.start(file)
	d.wait("the window", func() bool { return len(d.look().Seen) > 0 })
	d.tool("search", "--sync", "--onlyvisible", "--name", "Dropdesk", "windowfocus", "--sync")
	store, err := data.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	d.desk = app.New(app.Ports{Store: store})
	return d
}

// atDesk is a desktop on which nothing runs yet.
func atDesk(t testing.TB) *desktop {
	t.Helper()
	d := &desktop{t: t, dir: t.TempDir()}
	d.screen = filepath.Join(d.dir, "screen.json")
	d.startX()
	for _, dir := range []string{filepath.Join(d.dir, "bin"), filepath.Join(d.dir, ".config"), filepath.Join(d.dir, ".cache"), d.pictures()} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	// Stands in for the programs that show PDFs and mails, and notes what it was given.
	viewer := "#!/bin/sh\necho \"$1\" >> " + filepath.Join(d.dir, "opened") + "\n"
	if err := os.WriteFile(filepath.Join(d.dir, "bin", "xdg-open"), []byte(viewer), 0o755); err != nil {
		t.Fatal(err)
	}
	return d
}

// start starts the program, which is killed when the test is over.
func (d *desktop) start(args ...string) *exec.Cmd {
	d.t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		d.t.Fatal(err)
	}
	program := exec.Command(filepath.Join(root, "build", "dropdesk"), args...)
	program.Env = append(os.Environ(), "HOME="+d.dir, "XDG_CONFIG_HOME="+filepath.Join(d.dir, ".config"), "XDG_CACHE_HOME="+filepath.Join(d.dir, ".cache"),
		"DISPLAY="+d.display, "WAYLAND_DISPLAY=", "LANG=en_US.UTF-8", "FYNE_SCALE=1", "LIBGL_ALWAYS_SOFTWARE=1", "DROPDESK_SCREEN="+d.screen,
		"PATH="+filepath.Join(d.dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	log, err := os.Create(filepath.Join(d.pictures(), "program.log"))
	if err != nil {
		d.t.Fatal(err)
	}
	program.Stdout, program.Stderr = log, log
	if err := program.Start(); err != nil {
		d.t.Fatalf("%v. scripts/endtoend builds the program and runs this test.", err)
	}
	d.t.Cleanup(func() {
		if d.t.Failed() {
			d.picture("failed")
			d.t.Logf("the screen says:\n%s", d.words())
		}
		_ = program.Process.Kill()
		_ = program.Wait()
		_ = log.Close()
	})
	return program
}

// startX starts an X server of the size of the window, on a display that nobody has.
func (d *desktop) startX() {
	d.t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		d.t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "+extension", "GLX", "-nolisten", "tcp", "-fbdir", d.dir)
	x.ExtraFiles = []*os.File{w}
	if err := x.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = x.Process.Kill(); _ = x.Wait() })
	_ = w.Close()
	var n int
	if _, err := fmt.Fscan(r, &n); err != nil {
		d.t.Fatalf("the X server has not started: %v", err)
	}
	d.display, d.frame = fmt.Sprintf(":%d", n), filepath.Join(d.dir, "Xvfb_screen0")
}

// shown is what the program tells of its screen.
type shown struct {
	Title string
	Seen  []kit.Seen
}

func (d *desktop) look() (s shown) {
	raw, err := os.ReadFile(d.screen)
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	if err != nil && !os.IsNotExist(err) {
		d.t.Fatal(err)
	}
	return s
}

// settle waits until the program has dealt with all that was done with mouse and keys. Fyne knows where the mouse is
// only once in each frame, so a click must not follow a move at once.
func (d *desktop) settle() {
	d.t.Helper()
	if err := os.Remove(d.screen); err != nil {
		d.t.Fatal(err)
	}
	d.wait("what is on the screen", func() bool {
		_, err := os.Stat(d.screen)
		return err == nil
	})
}

// top is what lies over all else, which alone can be pressed.
func (d *desktop) top() (list []kit.Seen) {
	all := d.look().Seen
	layer := 0
	for _, s := range all {
		layer = max(layer, s.Layer)
	}
	for _, s := range all {
		if s.Layer == layer {
			list = append(list, s)
		}
	}
	return list
}

func (d *desktop) words() string {
	var b strings.Builder
	for _, s := range d.top() {
		fmt.Fprintf(&b, "%-7s %4d,%-4d %4d×%-3d %q", s.Role, s.X, s.Y, s.W, s.H, s.Text)
		if s.Hint != "" {
			fmt.Fprintf(&b, " (%s)", s.Hint)
		}
		if s.Focused {
			b.WriteString(" has the keyboard")
		}
		if s.Off {
			b.WriteString(" off")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// wait waits until something is so.
func (d *desktop) wait(what string, so func() bool) {
	d.t.Helper()
	for end := time.Now().Add(patience); !so(); time.Sleep(15 * time.Millisecond) {
		if time.Now().After(end) {
			d.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// says waits until a text is shown.
func (d *desktop) says(text string) {
	d.t.Helper()
	d.wait(fmt.Sprintf("the text %q", text), func() bool {
		for _, s := range d.top() {
			if strings.Contains(s.Text, text) {
				return true
			}
		}
		return false
	})
}

// gone waits until a text is no longer shown.
func (d *desktop) gone(text string) {
	d.t.Helper()
	d.wait(fmt.Sprintf("the text %q to go", text), func() bool {
		for _, s := range d.top() {
			if strings.Contains(s.Text, text) {
				return false
			}
		}
		return true
	})
}

// has says whether the screen shows a thing of a role and with a hint, which has the keyboard or has not.
func (d *desktop) has(what kit.Seen) bool {
	for _, s := range d.top() {
		if s.Role == what.Role && s.Focused == what.Focused && strings.HasPrefix(s.Hint, what.Hint) {
			return true
		}
	}
	return false
}

// tabTo presses Tab until the keyboard is in the entry below a caption.
func (d *desktop) tabTo(caption string) {
	d.t.Helper()
	for range 40 {
		if d.under(caption).Focused {
			return
		}
		d.key("Tab")
	}
	d.t.Fatalf("Tab does not come to %q", caption)
}

// focused waits until an entry has the keyboard that holds, or shows as its hint, a text that begins so.
func (d *desktop) focused(begin string) {
	d.t.Helper()
	d.wait(fmt.Sprintf("the keyboard in %q", begin), func() bool {
		for _, s := range d.top() {
			if s.Focused && (strings.HasPrefix(s.Text, begin) || strings.HasPrefix(s.Hint, begin)) {
				return true
			}
		}
		return false
	})
}

// find waits until exactly that is on the screen, and says where.
func (d *desktop) find(what string, is func(kit.Seen) bool) (found kit.Seen) {
	d.t.Helper()
	d.wait(what, func() bool {
		for _, s := range d.top() {
			if is(s) && !s.Off {
				found = s
				return true
			}
		}
		return false
	})
	return found
}

// press clicks with the mouse on the button, choice, or check that begins with a text.
func (d *desktop) press(begin string) {
	d.t.Helper()
	d.click(d.find(fmt.Sprintf("something to press that says %q", begin), func(s kit.Seen) bool {
		return s.Role != "text" && s.Role != "entry" && strings.HasPrefix(s.Text, begin)
	}))
}

// pick chooses what an entry offers below it for a text; the last offer makes a new one.
func (d *desktop) pick(text string) {
	d.t.Helper()
	d.click(d.find(fmt.Sprintf("%q in the list below the entry", text), func(s kit.Seen) bool {
		return s.Role == "button" && strings.Contains(s.Text, text)
	}))
}

func (d *desktop) click(s kit.Seen) {
	d.t.Helper()
	d.tool("mousemove", fmt.Sprint(s.X+s.W/2), fmt.Sprint(s.Y+s.H/2))
	d.settle()
	d.tool("click", "1")
	d.clicks++
	d.settle()
}

// under is the entry below a caption that begins with a text.
func (d *desktop) under(caption string) kit.Seen {
	d.t.Helper()
	return d.find(fmt.Sprintf("an entry below %q", caption), func(e kit.Seen) bool {
		if e.Role != "entry" && e.Role != "choice" {
			return false
		}
		for _, s := range d.top() {
			if s.Role == "text" && strings.HasPrefix(s.Text, caption) && s.Y < e.Y && e.Y-s.Y < 40 && s.X-e.X < 12 && e.X-s.X < 12 {
				return true
			}
		}
		return false
	})
}

// fill clicks into the entry below a caption and types over what stands there.
func (d *desktop) fill(caption, text string) {
	d.t.Helper()
	d.over(d.under(caption), text)
}

// hinted clicks into an entry that is empty and says what it is for.
func (d *desktop) hinted(hint, text string) {
	d.t.Helper()
	d.over(d.find(fmt.Sprintf("an entry %q", hint), func(s kit.Seen) bool { return s.Role == "entry" && strings.HasPrefix(s.Hint, hint) }), text)
}

func (d *desktop) over(e kit.Seen, text string) {
	d.t.Helper()
	at := func(s kit.Seen) bool { return s.Role == e.Role && s.X == e.X && s.Y == e.Y }
	d.click(e)
	d.find("the keyboard in the entry", func(s kit.Seen) bool { return at(s) && s.Focused })
	if e.Text != "" {
		d.tool("key", "ctrl+a")
	}
	d.write(text)
	d.find(fmt.Sprintf("the text %q in the entry", text), func(s kit.Seen) bool { return at(s) && s.Text == text })
}

// write types a text where the keyboard is.
func (d *desktop) write(text string) {
	d.t.Helper()
	d.tool("type", "--delay", "2", text)
	d.settle()
}

// key presses keys one after the other, by X's names for them.
func (d *desktop) key(names ...string) {
	d.t.Helper()
	d.tool(append([]string{"key", "--delay", "2"}, names...)...)
	d.settle()
	d.keys += len(names)
}

func (d *desktop) tool(args ...string) {
	d.t.Helper()
	c := exec.Command("xdotool", args...)
	c.Env = append(os.Environ(), "DISPLAY="+d.display)
	if out, err := c.CombinedOutput(); err != nil {
		d.t.Fatalf("xdotool %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (d *desktop) pictures() string { return filepath.Join("..", "build", "endtoend", d.t.Name()) }

// picture keeps what the monitor would show.
func (d *desktop) picture(name string) {
	d.t.Helper()
	raw, err := os.ReadFile(d.frame)
	if err != nil {
		d.t.Error(err)
		return
	}
	d.n++
	f, err := os.Create(filepath.Join(d.pictures(), fmt.Sprintf("%02d-%s.png", d.n, name)))
	if err != nil {
		d.t.Error(err)
		return
	}
	if err := png.Encode(f, xwd(raw)); err != nil {
		d.t.Error(err)
	}
	if err := f.Close(); err != nil {
		d.t.Error(err)
	}
}

// xwd reads the X server's memory: a head of big-endian words, a table of colours of 12 bytes each, then the pixels.
func xwd(raw []byte) image.Image {
	head := func(i int) int { return int(binary.BigEndian.Uint32(raw[4*i:])) }
	width, height, line := head(4), head(5), head(12)
	pixels := raw[head(0)+12*head(19):]
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			p := pixels[y*line+4*x:]
			img.SetRGBA(x, y, color.RGBA{R: p[2], G: p[1], B: p[0], A: 255})
		}
	}
	return img
}
