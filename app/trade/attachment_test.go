package trade

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
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
	if long = FileName("CON.." + strings.Repeat("x", 300)); len(long) > maxFileName || FileName(long) != long {
		t.Errorf("a long name that Windows keeps became %q", long)
	}
}

// Whatever a name is made of, what becomes of it is one name in the folder, on Windows too, and stays itself.
func TestAnyTextBecomesAFileName(t *testing.T) {
	piece := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"..", "/", `\\server\share\`, "C:", "CON", "lpt1", ".", " ", "\x00", "\u202e", "\u00a0", "\xff", "ü", ".pdf", ".tar.gz", ". pdf", "a", "-", "~", strings.Repeat("x", 255)}))
	rapid.Check(t, func(t *rapid.T) {
		name := strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "")
		got := FileName(name)
		stem, _, _ := strings.Cut(strings.ToUpper(got), ".")
		switch {
		case got == "" || !utf8.ValidString(got) || len(got) > maxFileName:
			t.Errorf("%q is called %q", name, got)
		case filepath.Base(got) != got || !filepath.IsLocal(got) || strings.ContainsAny(got, `<>:"|?*/\`) || strings.IndexFunc(got, unicode.IsControl) >= 0:
			t.Errorf("%q leads elsewhere as %q", name, got)
		case strings.HasPrefix(got, ".") || strings.HasPrefix(got, "-") || strings.HasSuffix(got, ".") || strings.HasSuffix(got, " ") || slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}, strings.TrimRight(stem, " ")):
			t.Errorf("%q is called %q, which Windows does not have or a shell reads", name, got)
		case FileName(got) != got:
			t.Errorf("%q is called %q, and that is called %q", name, got, FileName(got))
		}
	})
}
