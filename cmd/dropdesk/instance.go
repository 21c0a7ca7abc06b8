package main

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"dropdesk/data"
)

// patience is how long another window may take to answer.
const patience = 800 * time.Millisecond

// instance is this program's hold on a company file, and where others may ask it to show itself.
type instance struct {
	hold   *data.Hold
	listen net.Listener
	socket string
}

// errRaised says that another window has the file open, and shows itself now.
var errRaised = errors.New("another window shows the file")

// held takes hold of a file for this window. Where another window has it, that one is raised; data.ErrHeld means that it did not answer.
func held(path string, raise func()) (i *instance, by data.Holder, err error) {
	socket := socketOf(path)
	host, _ := os.Hostname() // it is only said
	h, other, err := data.TakeHold(path, data.Holder{PID: os.Getpid(), Host: host, Socket: socket})
	if errors.Is(err, data.ErrHeld) && other.Host == host && ask(other.Socket) {
		return nil, other, errRaised
	}
	if err != nil {
		return nil, other, err
	}
	i = &instance{hold: h, socket: socket}
	_ = os.Remove(socket)                                       // of a program that was killed: the hold is ours, so nobody listens there
	if i.listen, err = net.Listen("unix", socket); err == nil { // without it another window opens the file for reading
		go i.answer(raise)
	}
	return i, other, nil
}

// answer raises the window whenever somebody asks.
func (i *instance) answer(raise func()) {
	for {
		c, err := i.listen.Accept()
		if err != nil {
			return // it is closed
		}
		_ = c.SetDeadline(time.Now().Add(patience))
		if line, err := bufio.NewReader(c).ReadString('\n'); err == nil && line == "show\n" {
			raise()
			_, _ = c.Write([]byte("shown\n")) // who asked may be gone
		}
		_ = c.Close()
	}
}

// ask asks the window behind a socket to show itself.
func ask(socket string) bool {
	if socket == "" {
		return false
	}
	c, err := net.DialTimeout("unix", socket, patience)
	if err != nil {
		return false
	}
	defer func() { _ = c.Close() }() // the answer is all that was wanted
	_ = c.SetDeadline(time.Now().Add(patience))
	if _, err := c.Write([]byte("show\n")); err != nil {
		return false
	}
	line, err := bufio.NewReader(c).ReadString('\n')
	return err == nil && line == "shown\n"
}

func (i *instance) release() error {
	if i == nil {
		return nil
	}
	if i.listen != nil {
		_ = i.listen.Close() // it removes the socket
	}
	return i.hold.Release()
}

// socketOf is where the window listens that has a file open: in a folder that only this user can enter, by a name that is short enough
// for every system.
func socketOf(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	if full, err := filepath.EvalSymlinks(path); err == nil {
		path = full
	}
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		dir = filepath.Join(os.TempDir(), fmt.Sprintf("dropdesk-%d", os.Getuid()))
		if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
			return ""
		}
		if !ours(dir) {
			return ""
		}
	}
	return filepath.Join(dir, fmt.Sprintf("dropdesk-%.8x", sha256.Sum256([]byte(path))))
}

// ours says whether a folder belongs to this user alone.
func ours(dir string) bool {
	i, err := os.Lstat(dir)
	return err == nil && i.IsDir() && i.Mode().Perm()&0o077 == 0 && owned(i)
}
