package trade

import (
	"strings"
	"testing"
)

// A name that came from outside never leads out of the folder, and every system can write it.
func TestFileNamesAreSafeOnEverySystem(t *testing.T) {
	for name, want := range map[string]string{
		"Offer 4711.pdf": "Offer 4711.pdf", "../../etc/passwd": "passwd", `C:\Users\ana\photo.jpg`: "photo.jpg", "..": "file", "": "file", "/": "file",
		".bashrc": "bashrc", "con.txt": "file-con.txt", "COM1": "file-COM1", "a<b>:c?.pdf": "a-b--c-.pdf", "line\r\nbreak.pdf": "linebreak.pdf",
		"Łódź żółć.pdf": "Łódź żółć.pdf", "end. ": "end", "gpj.\u202efdp.exe": "gpj.fdp.exe", "-rf.sh": "rf.sh", "nul.tar.gz": "file-nul.tar.gz",
	} {
		if got := FileName(name); got != want {
			t.Errorf("%q is called %q, want %q", name, got, want)
		}
	}
	long := FileName(strings.Repeat("ü", 300) + ".pdf")
	if len(long) > maxFileName || !strings.HasSuffix(long, "ü.pdf") {
		t.Errorf("a long name became %q", long)
	}
}
