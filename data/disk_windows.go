package data

import (
	"path/filepath"
	"syscall"
	"unsafe"
)

var (
	kernel       = syscall.NewLazyDLL("kernel32.dll")
	getDriveType = kernel.NewProc("GetDriveTypeW")
	getFreeSpace = kernel.NewProc("GetDiskFreeSpaceExW")
)

// disk says whether a folder is on another computer, and how much is free there.
func disk(dir string) (kind string, free int64) {
	free = -1
	if p, err := syscall.UTF16PtrFromString(dir); err == nil {
		var mine, all, left uint64
		if ok, _, _ := getFreeSpace.Call(uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(&mine)), uintptr(unsafe.Pointer(&all)), uintptr(unsafe.Pointer(&left))); ok != 0 {
			free = int64(mine)
		}
	}
	root, err := syscall.UTF16PtrFromString(filepath.VolumeName(dir) + `\`)
	if err != nil {
		return "", free
	}
	const driveRemote = 4
	if t, _, _ := getDriveType.Call(uintptr(unsafe.Pointer(root))); t == driveRemote {
		kind = "remote"
	}
	return kind, free
}
