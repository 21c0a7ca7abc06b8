package data

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// Whereabouts are what there is to know of the place of a file before it is trusted with a company.
type Whereabouts struct {
	Network   bool     // on another computer: the log that all connections share does not work there
	Synced    string   // who copies the folder elsewhere, while the file is written; empty: nobody who is known
	Conflicts []string // copies of the file that such a program has left beside it
	Free      int64    // bytes on its disk; negative: not known
}

// Tight is under how many free bytes a person is warned.
const Tight = 200 << 20

// Whereabout looks at the place of a file, which need not be there yet.
func Whereabout(path string) Whereabouts {
	full, err := filepath.Abs(path)
	if err != nil {
		full = path
	}
	if real, err := filepath.EvalSymlinks(filepath.Dir(full)); err == nil {
		full = filepath.Join(real, filepath.Base(full))
	}
	kind, free := disk(there(filepath.Dir(full)))
	return Whereabouts{Network: remote(kind) || strings.HasPrefix(full, `\\`), Synced: synced(full), Conflicts: conflicts(full), Free: free}
}

// there is the nearest folder above that exists.
func there(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil || filepath.Dir(dir) == dir {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

// remote says whether a file system of this name is on another computer.
func remote(kind string) bool {
	kind = strings.ToLower(kind)
	return slices.Contains([]string{"nfs", "nfs4", "smb", "smb2", "smb3", "smbfs", "cifs", "afs", "afpfs", "webdav", "davfs", "9p", "ceph", "coda", "ncpfs", "glusterfs", "lustre", "remote", "vboxsf", "virtiofs"}, kind) ||
		strings.HasPrefix(kind, "fuse.") && !slices.Contains([]string{"fuse.lxcfs", "fuse.ntfs-3g", "fuse.exfat", "fuse.portal", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"}, kind)
}

// folders are how the folders of programs that copy them elsewhere are called, and markers what those programs keep in them.
var (
	folders = []struct{ name, program string }{
		{"onedrive", "OneDrive"}, {"dropbox", "Dropbox"}, {"icloud drive", "iCloud"}, {"iclouddrive", "iCloud"}, {"com~apple~clouddocs", "iCloud"}, {"mobile documents", "iCloud"},
		{"google drive", "Google Drive"}, {"googledrive", "Google Drive"}, {"my drive", "Google Drive"}, {"nextcloud", "Nextcloud"}, {"owncloud", "ownCloud"}, {"pclouddrive", "pCloud"}, {"box sync", "Box"},
	}
	markers = []struct{ name, program string }{
		{".dropbox", "Dropbox"}, {".dropbox.cache", "Dropbox"}, {".tmp.drivedownload", "Google Drive"}, {".stfolder", "Syncthing"}, {".nextcloudsync.log", "Nextcloud"},
		{".owncloudsync.log", "ownCloud"}, {".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"}, {".SynologyWorkingDirectory", "Synology Drive"}, {".seafile-data", "Seafile"},
	}
)

// synced is the program that copies a file's folder elsewhere.
func synced(full string) string {
	for _, name := range []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"} {
		if root := os.Getenv(name); root != "" && strings.HasPrefix(full, root+string(filepath.Separator)) {
			return "OneDrive"
		}
	}
	home, _ := os.UserHomeDir() // without one only markers tell
	for dir := filepath.Dir(full); filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
		name := strings.ToLower(filepath.Base(dir))
		for _, f := range folders {
			if name == f.name || strings.HasPrefix(name, f.name+" - ") || strings.HasPrefix(name, f.name+"-") {
				return f.program
			}
		}
		if name == "cloudstorage" && runtime.GOOS == "darwin" {
			return "iCloud"
		}
		if dir == home {
			continue // what Dropbox and others keep in the home folder says nothing of it
		}
		for _, m := range markers {
			if _, err := os.Stat(filepath.Join(dir, m.name)); err == nil {
				return m.program
			}
		}
	}
	return ""
}

// copied is how such programs name a copy that they could not bring together with the file.
var copied = regexp.MustCompile(`(?i)^( \(.*(conflict|konflikt).*\)|[ .-]*sync-conflict-.*|_conf\(.*\)|-[A-Z0-9]*(desktop|laptop|pc)[A-Z0-9-]*|[ .-]*(conflicted copy|in konflikt stehende kopie).*)$`)

// conflicts are the copies of a file that were left beside it.
func conflicts(full string) (list []string) {
	entries, err := os.ReadDir(filepath.Dir(full))
	if err != nil {
		return nil
	}
	for _, e := range entries {
		rest, ok := strings.CutPrefix(strings.TrimSuffix(e.Name(), ending), stem(full))
		if ok && strings.HasSuffix(e.Name(), ending) && copied.MatchString(rest) {
			list = append(list, e.Name())
		}
	}
	return list
}
