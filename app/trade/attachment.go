package trade

import (
	"path"
	"strings"
	"unicode"
)

// MaxAttachment is how large an attached file may be: the company's file holds it, and is copied for each backup.
const MaxAttachment = 25 << 20

// AttachedFile is a file that belongs to a document or to a customer, supplier or item.
type AttachedFile struct {
	ID      ID     `json:"id"`
	Kind    Kind   `json:"kind"`
	DocID   ID     `json:"doc_id"`
	Name    string `json:"name"`
	Type    string `json:"type"` // such as application/pdf
	Size    int    `json:"size"` // in bytes
	SHA256  string `json:"sha256"`
	At      Stamp  `json:"at"`
	Who     string `json:"who"`
	Content []byte `json:"content,omitempty"` // only where it was asked for
}

// maxFileName is as long as every file system allows, with room for a number behind it.
const maxFileName = 120

// FileName makes of any text a name that a file can have on every system, in the folder where it is put: no
// folders, no signs that a system reads, none of the names that Windows keeps for itself.
func FileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`<>:"|?*/`, r):
			return '-'
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, name)
	name = strings.TrimRight(strings.TrimLeft(name, " .-"), " .")
	ext := path.Ext(name)
	if len(ext) > 12 {
		ext = ""
	}
	stem := strings.TrimRight(strings.TrimSuffix(name, ext), " .")
	switch first, _, _ := strings.Cut(strings.ToUpper(stem), "."); {
	case stem == "":
		stem = "file"
	case first == "CON", first == "PRN", first == "AUX", first == "NUL",
		len(first) == 4 && (strings.HasPrefix(first, "COM") || strings.HasPrefix(first, "LPT")) && first[3] >= '0' && first[3] <= '9':
		stem = "file-" + stem
	}
	for len(stem)+len(ext) > maxFileName {
		r := []rune(stem)
		stem = strings.TrimRight(string(r[:len(r)-1]), " .")
	}
	return stem + ext
}
