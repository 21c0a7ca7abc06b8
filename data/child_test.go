package data

import (
	"flag"
	"os"
	"os/exec"
	"strconv"
)

// A test may need a process of its own. It is this program once more, with the name of what it is to do in its environment.
const (
	childName    = "DROPDESK_CHILD"
	childFile    = "DROPDESK_CHILD_FILE"
	childCount   = "DROPDESK_CHILD_COUNT"
	childControl = "DROPDESK_CHILD_CONTROL" // what it does wrong on purpose
)

// children are what such a process can do.
var children = map[string]func() error{"together": together}

// itself prepares a process that does name with a file.
func itself(name, file string, count int, control string) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childName+"="+name, childFile+"="+file, childCount+"="+strconv.Itoa(count), childControl+"="+control)
	return c
}

var howMany = flag.Int("many", 0, "how many of what a test of safety counts; 0 is few")

// many is how many were asked for, or else few.
func many(few int) int {
	if *howMany > 0 {
		return *howMany
	}
	return few
}
