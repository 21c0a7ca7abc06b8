package data

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// holding names the file that a process of this test holds and nothing else.
const holding = "DROPDESK_HOLDING"

func TestHoldInAProcessOfItsOwn(t *testing.T) {
	path := os.Getenv(holding)
	if path == "" {
		return // it is the child of the test below
	}
	if _, _, err := TakeHold(path, Holder{PID: os.Getpid(), Host: "there", Socket: "there.sock"}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stdout.WriteString("held\n"); err != nil {
		t.Fatal(err)
	}
	select {} // until it is killed
}

// A window that has a file open is known to the next one; when it is killed the file is free at once, without a question.
func TestAHoldEndsWithItsProcess(t *testing.T) {
	path := busyPath(t)
	child := exec.Command(os.Args[0], "-test.run=^TestHoldInAProcessOfItsOwn$")
	child.Env = append(os.Environ(), holding+"="+path)
	out := must[interface{ Read([]byte) (int, error) }](t)(child.StdoutPipe())
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatal(line, err)
	}
	_, who, err := TakeHold(path, Holder{PID: os.Getpid()})
	if !errors.Is(err, ErrHeld) || who.PID != child.Process.Pid || who.Socket != "there.sock" {
		t.Errorf("another has the file: %v, and it is %+v", err, who)
	}
	link := filepath.Join(t.TempDir(), "link.dropdesk")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if _, _, err := TakeHold(link, Holder{}); !errors.Is(err, ErrHeld) {
		t.Errorf("by another name the file is free: %v", err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed
	h, _, err := TakeHold(path, Holder{PID: os.Getpid()})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Release(); err != nil {
		t.Error(err)
	}
}

// A file in a folder that cannot be written is read as it is: nothing is changed, nothing appears beside it, and a change is refused in words.
func TestAFileCanBeOpenForReadingOnly(t *testing.T) {
	path := busyPath(t)
	before := must[[]byte](t)(os.ReadFile(path))
	s, err := OpenForReading(path)
	s = opened(t, s, err)
	orders := must[app.List[app.OrderRow]](t)(deskOn(s).ListOrders(context.Background(), app.ListIn{}))
	if orders.Count == 0 {
		t.Error("no orders")
	}
	_, err = deskOn(s).SaveCarrier(context.Background(), trade.Carrier{Name: "Kestrel Parcel"})
	fault(t, "a change", err, trade.Refused)
	if !bytes.Equal(before, must[[]byte](t)(os.ReadFile(path))) {
		t.Error("the file was changed")
	}
	equal(t, "files beside it", len(must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(path)))), 1)
}

// While one window works, another reads what is there.
func TestAFileThatIsOpenIsReadBesides(t *testing.T) {
	s := busyStore(t)
	other, err := OpenForReading(s.Path())
	other = opened(t, other, err)
	change(t, s, func(x app.Tx) error { return x.SaveCarrier(&trade.Carrier{Name: "Kestrel Parcel"}) })
	list := read(t, other, func(x app.Tx) ([]trade.Carrier, error) { return x.Carriers() })
	if !slices.ContainsFunc(list, func(c trade.Carrier) bool { return c.Name == "Kestrel Parcel" }) {
		t.Error("what the other window did is not seen")
	}
}
