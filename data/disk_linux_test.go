package data

import "testing"

func TestAMountIsTheNearest(t *testing.T) {
	const mounts = "/dev/sda1 / ext4 rw 0 0\nportal /run/user/1000/doc fuse.portal rw 0 0\nmara@host:/x /home/mara/on\\040host fuse.sshfs rw 0 0\n/dev/sdb1 /media/stick fuseblk rw 0 0\n"
	for dir, want := range map[string]string{"/home/mara/on host": "fuse.sshfs", "/home/mara/on host/a/b": "fuse.sshfs", "/home/mara/on hosts": "ext4", "/media/stick/x": "fuseblk", "/": "ext4"} {
		equal(t, dir, mounted(mounts, dir), want)
	}
}
