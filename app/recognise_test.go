package app_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"dropdesk/app"
)

func TestAFileIsRecognisedByItsContent(t *testing.T) {
	desk := app.New(app.Ports{})
	csv := "sku;name;price\r\nMUG-11;Mug;4,50\r\nTOT-02;Tote;5,20\r\n"
	for _, x := range []struct {
		name, head string
		want       app.FileKind
	}{
		{"north.dropdesk", "SQLite format 3\x00rest", app.FileCompany},
		{"other.db", "SQLite format 3\x00rest", app.FileDatabase},
		{"north.dropdesk", "hello there", app.FileText},
		{"logo.png", "\x89PNG\r\n\x1a\n\x00\x00", app.FilePicture},
		{"logo.txt", "\xff\xd8\xff\xe0\x00\x10JFIF", app.FilePicture},
		{"invoice.png", "%PDF-1.7 \xe2\xe3", app.FilePDF},
		{"prices.xlsx", "PK\x03\x04\x14\x00", app.FileWorkbook},
		{"prices", "PK\x03\x04\x14\x00 xl/workbook.xml", app.FileWorkbook},
		{"things.zip", "PK\x03\x04\x14\x00 readme", app.FileArchive},
		{"old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", app.FileOldBook},
		{"answer.eml", "From: a@b.example\r\nSubject: PO-311\r\n\r\nConfirmed", app.FileMail},
		{"answer", "Received: x\r\n by y\r\nFrom: a@b.example\r\nTo: c@d.example\r\n\r\nhi", app.FileMail},
		{"fees.txt", "\"All amounts in EUR\"\n" + `"date/time","type","order id","selling fees","total"` + "\n", app.FileFees},
		{"orders.json", `{"orders": [{"id": 1}, {"id": 2}]}`, app.FileJSON},
		{"orders.txt", `  [{"id": 1}]`, app.FileJSON},
		{"cut.json", `{"orders": [` + strings.Repeat(`{"id": 1, "name": "one"},`, 40) + `{"i`, app.FileJSON},
		{"note.txt", "{curly talk}", app.FileText},
		{"orders.xml", "\xef\xbb\xbf<?xml version=\"1.0\"?><orders/>", app.FileXML},
		{"850.edi", "ISA*00*          *00*", app.FileEDI},
		{"desadv.txt", "UNB+UNOC:3+4012345", app.FileEDI},
		{"export.txt", csv, app.FileTable},
		{"paste.txt", "a\tb\nc\td\ne\tf\n", app.FileTable},
		{"letter.csv", "one line only", app.FileTable},
		{"latin.txt", "Sehr geehrte Damen und Herren,\r\nGr\xfc\xdfe", app.FileText},
		{"program.exe", "MZ\x90\x00\x03", app.FileUnknown},
		{"nothing.csv", "", app.FileEmpty},
	} {
		got, err := desk.Recognise(context.Background(), app.RecogniseIn{Name: x.name, Head: []byte(x.head)})
		if err != nil || got.Kind != x.want {
			t.Errorf("%s %.20q is recognised as %q, want %q (%v)", x.name, x.head, got.Kind, x.want, err)
		}
	}
	for n := range 300 { // nonsense is no reason to stop
		head := bytes.Repeat([]byte{byte(n), byte(n * 7), '\n', byte(n * 31)}, n)
		if got, err := desk.Recognise(context.Background(), app.RecogniseIn{Name: "x", Head: head}); err != nil || got.Kind == "" {
			t.Errorf("nonsense %d: %q %v", n, got.Kind, err)
		}
	}
}
