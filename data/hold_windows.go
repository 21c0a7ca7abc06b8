package data

import (
	"errors"
	"os"
	"syscall"
	"unsafe"
)

var lockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")

// lock locks a byte far behind the end, so that who it is can still be read.
func lock(f *os.File) error {
	const exclusive, atOnce = 2, 1
	at := syscall.Overlapped{OffsetHigh: 1}
	if ok, _, err := lockFileEx.Call(f.Fd(), exclusive|atOnce, 0, 1, 0, uintptr(unsafe.Pointer(&at))); ok == 0 {
		return err
	}
	return nil
}

// held says whether a file could not be opened because somebody holds it.
func held(err error) bool {
	const sharing = syscall.Errno(32)
	return errors.Is(err, sharing)
}
