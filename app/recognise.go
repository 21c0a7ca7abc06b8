package app

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"dropdesk/app/intake"
)

// FileKind is what a file is, by its content.
type FileKind string

// The kinds of file.
const (
	FileCompany  FileKind = "company"  // a company file of this program
	FileDatabase FileKind = "database" // another program's SQLite file
	FilePicture  FileKind = "picture"
	FilePDF      FileKind = "pdf"
	FileWorkbook FileKind = "workbook"
	FileOldBook  FileKind = "old_workbook" // an .xls
	FileMail     FileKind = "mail"
	FileJSON     FileKind = "json"
	FileXML      FileKind = "xml"
	FileEDI      FileKind = "edi"
	FileFees     FileKind = "fees"  // a report of what a shop or marketplace has kept
	FileTable    FileKind = "table" // text in columns: CSV, or copied from a spreadsheet
	FileText     FileKind = "text"
	FileArchive  FileKind = "archive"
	FileEmpty    FileKind = "empty"
	FileUnknown  FileKind = "unknown"
)

// fileKinds is the table by which files are recognised: the first that fits. A file's name counts only
// where its content does not say what it is.
var fileKinds = []struct {
	kind FileKind
	is   func(ending string, head []byte) bool
}{
	{FileEmpty, func(_ string, h []byte) bool { return len(h) == 0 }},
	{FileCompany, func(end string, h []byte) bool { return begin(h, "SQLite format 3\x00") && end == ".dropdesk" }},
	{FileDatabase, func(_ string, h []byte) bool { return begin(h, "SQLite format 3\x00") }},
	{FilePicture, func(_ string, h []byte) bool { return begin(h, "\x89PNG\r\n\x1a\n") || begin(h, "\xff\xd8\xff") }},
	{FilePDF, func(_ string, h []byte) bool { return begin(h, "%PDF-") }},
	{FileWorkbook, func(end string, h []byte) bool {
		return begin(h, "PK\x03\x04") && (bytes.Contains(h, []byte("xl/")) || end == ".xlsx" || end == ".xlsm")
	}},
	{FileArchive, func(_ string, h []byte) bool { return begin(h, "PK\x03\x04") }},
	{FileOldBook, func(_ string, h []byte) bool { return begin(h, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") }},
	{FileUnknown, func(_ string, h []byte) bool { return bytes.IndexByte(h, 0) >= 0 }}, // no text has a zero byte
	{FileXML, func(_ string, h []byte) bool { return begin(plain(h), "<?xml") || begin(plain(h), "<Order") }},
	{FileJSON, func(_ string, h []byte) bool { return isJSON(plain(h)) }},
	{FileEDI, func(_ string, h []byte) bool {
		return begin(plain(h), "UNA") || begin(plain(h), "UNB+") || begin(plain(h), "ISA*")
	}},
	{FileMail, isMail},
	{FileFees, func(_ string, h []byte) bool { return intake.HoldsFees(context.Background(), "", h) }},
	{FileTable, func(end string, h []byte) bool { return end == ".csv" || end == ".tsv" || inColumns(plain(h)) }},
	{FileText, func(_ string, h []byte) bool { return mostlyText(h) }},
}

// RecogniseIn is a file's name and how it begins.
type RecogniseIn struct {
	Name string `json:"name"`
	Head []byte `json:"head"` // the first 64 KB, or all of it
}

// Recognised is what a file was recognised as.
type Recognised struct {
	Kind FileKind `json:"kind"`
}

// Recognise says what a file is, by its content.
func (d *Desk) Recognise(_ context.Context, in RecogniseIn) (Recognised, error) {
	ending := strings.ToLower(filepath.Ext(in.Name))
	for _, x := range fileKinds {
		if x.is(ending, in.Head) {
			return Recognised{x.kind}, nil
		}
	}
	return Recognised{FileUnknown}, nil
}

func begin(head []byte, with string) bool { return bytes.HasPrefix(head, []byte(with)) }

// plain is a file's beginning without the mark of its encoding and what is blank.
func plain(head []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
}

// isJSON reads as far as the beginning goes; a file may be longer than that.
func isJSON(head []byte) bool {
	if !begin(head, "{") && !begin(head, "[") {
		return false
	}
	d := json.NewDecoder(bytes.NewReader(head))
	for {
		if _, err := d.Token(); err != nil {
			return d.InputOffset() > int64(len(head))/2 || d.InputOffset() > 200
		}
		if d.InputOffset() >= int64(len(head))-1 {
			return true
		}
	}
}

// isMail says whether a file begins with the headings of an e-mail.
func isMail(ending string, head []byte) bool {
	known := 0
	for i, line := range strings.Split(string(head), "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" || i > 60 {
			break
		}
		name, _, ok := strings.Cut(line, ":")
		switch strings.ToLower(name) {
		case "from", "to", "subject", "date", "received", "message-id", "mime-version", "return-path":
			known++
		default:
			if !ok && line[0] != ' ' && line[0] != '\t' {
				return false
			}
		}
	}
	return known >= 3 || (known >= 1 && ending == ".eml")
}

// inColumns says whether the first lines have the same separator equally often.
func inColumns(head []byte) bool {
	lines := strings.Split(string(head), "\n")
	if len(lines) > 1 {
		lines = lines[:len(lines)-1] // the last may be cut off, or empty
	}
	lines = lines[:min(len(lines), 10)]
	for _, separator := range []string{"\t", ";", ",", "|"} {
		n := strings.Count(lines[0], separator)
		same := n > 0 && len(lines) > 1
		for _, line := range lines {
			same = same && strings.Count(line, separator) == n
		}
		if same {
			return true
		}
	}
	return false
}

// mostlyText says whether a file can be read: in UTF-8, or with few bytes that are no signs.
func mostlyText(head []byte) bool {
	if utf8.Valid(head) {
		return true
	}
	strange := 0
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			strange++
		}
	}
	return strange*100 < len(head)
}
