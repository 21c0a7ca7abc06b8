package data

import "syscall"

// disk is the kind of file system of a folder, and how much is free there.
func disk(dir string) (kind string, free int64) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return "", -1
	}
	for _, c := range s.Fstypename {
		if c == 0 {
			break
		}
		kind += string(rune(c))
	}
	return kind, int64(s.Bavail) * int64(s.Bsize)
}
