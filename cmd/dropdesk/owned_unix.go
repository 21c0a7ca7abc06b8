//go:build unix

package main

import (
	"io/fs"
	"os"
	"syscall"
)

// owned says whether this user has made a folder.
func owned(i fs.FileInfo) bool {
	s, ok := i.Sys().(*syscall.Stat_t)
	return ok && int(s.Uid) == os.Getuid()
}
