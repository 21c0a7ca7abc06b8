package app_test

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// A test may need a process of its own, to be killed or watched. It is this program once more, with the name of what it is to do in its
// environment.
const (
	childName    = "DROPDESK_CHILD"
	childFile    = "DROPDESK_CHILD_FILE"
	childFrom    = "DROPDESK_CHILD_FROM"
	childControl = "DROPDESK_CHILD_CONTROL" // what it does wrong on purpose
)

// children are what such a process can do.
var children = map[string]func() error{"worker": workOnce, "walk": walking}

func TestMain(m *testing.M) {
	name := os.Getenv(childName)
	if name == "" {
		os.Exit(m.Run())
	}
	if err := children[name](); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var howMany = flag.Int("many", 0, "how many of what a test of safety counts; 0 is few")

// many is how many were asked for, or else few.
func many(few int) int {
	if *howMany > 0 {
		return *howMany
	}
	return few
}

// child prepares a process that does name with a file.
func child(name, file string, from int, control string, before ...string) *exec.Cmd {
	args := append(before, os.Args[0])
	c := exec.Command(args[0], args[1:]...)
	c.Env = append(os.Environ(), childName+"="+name, childFile+"="+file, childFrom+"="+strconv.Itoa(from), childControl+"="+control)
	c.Stderr = os.Stderr
	return c
}

// said is the last number that a child has said in a whole line; none where it said nothing.
func said(t *testing.T, out io.Reader, none int, first func()) int {
	t.Helper()
	r := bufio.NewReader(out)
	for last := none; ; {
		line, err := r.ReadString('\n')
		if err != nil {
			return last
		}
		n, err := strconv.Atoi(strings.TrimSpace(line))
		if err != nil {
			t.Fatalf("the child said %q", line)
		}
		if first != nil {
			first()
			first = nil
		}
		last = n
	}
}
