package data

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Folders that a program copies elsewhere are known by their names and by what those programs keep in them.
func TestSynchronisedFoldersAreKnown(t *testing.T) {
	root := t.TempDir()
	for _, c := range []struct{ folder, marker, want string }{
		{"OneDrive", "", "OneDrive"}, {"OneDrive - Northwind/books", "", "OneDrive"}, {"Dropbox/company", "", "Dropbox"}, {"work/company", "work/.dropbox.cache", "Dropbox"},
		{"Library/Mobile Documents/com~apple~CloudDocs", "", "iCloud"}, {"iCloudDrive", "", "iCloud"}, {"Google Drive/My Drive", "", "Google Drive"}, {"GoogleDrive-mara@example.com/x", "", "Google Drive"},
		{"shared/a/b", "shared/.stfolder", "Syncthing"}, {"Nextcloud", "", "Nextcloud"},
		{"Documents/Dropdesk", "", ""}, {"Dropboxes", "", ""}, {"One Drive", "", ""},
	} {
		dir := filepath.Join(root, strings.ReplaceAll(c.folder, "/", "-of-")+"x", c.folder)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if c.marker != "" {
			if err := os.Mkdir(filepath.Join(strings.TrimSuffix(dir, c.folder), c.marker), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		w := Whereabout(filepath.Join(dir, "company.dropdesk"))
		equal(t, c.folder, w.Synced, c.want)
		if w.Network || w.Free <= 0 {
			t.Errorf("%s: %+v", c.folder, w)
		}
	}
}

// A file that is to be made in a folder that is to be made has a place too.
func TestAPlaceNeedNotBeThere(t *testing.T) {
	if w := Whereabout(filepath.Join(t.TempDir(), "new", "newer", "company.dropdesk")); w.Free <= 0 || w.Network || w.Synced != "" {
		t.Errorf("%+v", w)
	}
}

// What a program could not bring together is named; backups and other companies are not.
func TestConflictCopiesAreNamed(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"company (Mara's conflicted copy 2026-11-20).dropdesk", "company-DESKTOP-7F3K.dropdesk", "company.sync-conflict-20261120-101500-ABCDEF.dropdesk",
		"company (In Konflikt stehende Kopie von Mara 2026-11-20).dropdesk", "company_conf(1).dropdesk",
		"company-2026-11-20T170000Z.dropdesk", "company-damaged-2026-11-20T170000Z.dropdesk", "company-replaced-2026-11-20T170000Z.dropdesk", "company two.dropdesk", "company.dropdesk", "company (conflict).txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := Whereabout(filepath.Join(dir, "company.dropdesk")).Conflicts; len(got) != 5 {
		t.Errorf("%d conflicts: %q", len(got), got)
	}
}

// A file system on another computer is known by its kind, and one below FUSE by how it is mounted.
func TestNetworkSharesAreKnown(t *testing.T) {
	for kind, want := range map[string]bool{"nfs": true, "nfs4": true, "cifs": true, "smb2": true, "SMBFS": true, "fuse.sshfs": true, "fuse.rclone": true, "fuse.gvfsd-fuse": true, "9p": true, "remote": true,
		"": false, "ext4": false, "apfs": false, "fuseblk": false, "fuse.gocryptfs": false, "tmpfs": false} {
		equal(t, kind, remote(kind), want)
	}
}
