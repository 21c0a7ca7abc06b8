//go:build unix

package main

import (
	"syscall"
	"time"
)

// worked is how much of the processors' time this program has had: on a machine that others use too, the clock says little.
func worked() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
