//go:build unix

package data

import (
	"os"
	"syscall"
)

func lock(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }

// held says whether a file could not be opened because somebody holds it; here opening is always possible.
func held(error) bool { return false }
