package data

import (
	"os"
	"strings"
	"syscall"
)

// disk is the kind of file system of a folder, and how much is free there.
func disk(dir string) (kind string, free int64) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return "", -1
	}
	free = int64(s.Bavail) * int64(s.Bsize)
	kind = map[uint32]string{
		0x6969: "nfs", 0x517b: "smb", 0xff534d42: "cifs", 0xfe534d42: "smb2", 0x5346414f: "afs", 0x01021997: "9p", 0x00c36400: "ceph", 0x73757245: "coda", 0x564c: "ncpfs",
		0x0bd00bd0: "lustre", 0x786f4256: "vboxsf",
	}[uint32(s.Type)]
	if uint32(s.Type) == 0x65735546 { // FUSE: what it is of is said where it is mounted
		b, err := os.ReadFile("/proc/self/mounts")
		if err == nil {
			kind = mounted(string(b), dir)
		}
	}
	return kind, free
}

// mounted is the kind of file system that a folder is on, by the list of all that are mounted.
func mounted(mounts, dir string) (kind string) {
	longest := -1
	for _, line := range strings.Split(mounts, "\n") {
		f := strings.Fields(line)
		if len(f) < 3 {
			continue
		}
		at := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\134`, `\`).Replace(f[1])
		if (dir == at || strings.HasPrefix(dir, strings.TrimSuffix(at, "/")+"/")) && len(at) >= longest {
			kind, longest = f[2], len(at)
		}
	}
	return kind
}
