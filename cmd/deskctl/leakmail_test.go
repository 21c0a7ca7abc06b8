package main

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	streams = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)
	wordy   = regexp.MustCompile(`[A-Za-z@-]{4}`) // numbers are among the coordinates of every drawing
)

// unpacked is what the packed streams of a PDF hold: drawing, metadata, forms of fonts.
func unpacked(pdf []byte) (text string, n int) {
	for _, m := range streams.FindAllSubmatch(pdf, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			text += string(m[1])
			continue
		}
		b, _ := io.ReadAll(z) // what comes before a sum that is wrong is looked at too
		text += string(b)
		n++
	}
	return text, n
}

// words are the secrets that are words.
func words(secrets []string) (list []string) {
	for _, s := range secrets {
		if wordy.MatchString(s) {
			list = append(list, s)
		}
	}
	return list
}

// opened is all that a mail says: its heads as they are and decoded, its texts, the names of its files and what those say.
func opened(t *testing.T, eml []byte) (to string, all []string) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(eml))
	if err != nil {
		t.Fatal(err)
	}
	var decoder mime.WordDecoder
	keep := func(head map[string][]string) {
		for name, values := range head {
			for _, v := range values {
				plain, err := decoder.DecodeHeader(v)
				if err != nil {
					plain = v
				}
				all = append(all, name+": "+v+" "+plain)
			}
		}
	}
	keep(m.Header)
	var part func(head map[string][]string, body io.Reader)
	part = func(head map[string][]string, body io.Reader) {
		get := func(name string) string { return strings.Join(head[name], "") }
		kind, params, err := mime.ParseMediaType(get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(kind, "multipart/") {
			parts := multipart.NewReader(body, params["boundary"])
			for {
				p, err := parts.NextRawPart()
				if err != nil {
					return // the last
				}
				keep(p.Header)
				part(p.Header, p)
			}
		}
		switch strings.ToLower(get("Content-Transfer-Encoding")) {
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		}
		content, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.HasPrefix(content, []byte("PK\x03\x04")) {
			all = append(all, parts(t, content)...)
			return
		}
		if kind != "application/pdf" {
			all = append(all, string(content))
			return
		}
		path := filepath.Join(t.TempDir(), "file.pdf")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		text, n := unpacked(content)
		if n == 0 {
			t.Error("nothing of the PDF is packed, so nothing was unpacked")
		}
		all = append(all, said(t, path), "packed: "+strings.Join(wordsIn(text), " "))
	}
	part(m.Header, m.Body)
	return m.Header.Get("To"), all
}

// wordsIn are the words of a text; of what is packed in a PDF numbers say nothing.
func wordsIn(text string) []string {
	return regexp.MustCompile(`[A-Za-z@][A-Za-z0-9@. -]{3,}`).FindAllString(text, -1)
}

// Every mail of a deal, whatever the papers look like and whoever's words it has, says to each reader only what is that reader's business: in its
// heads, its texts, the names of its files, their texts, their metadata and what is packed in them.
func TestNoPartOfAMailTellsWhatIsNotItsReadersBusiness(t *testing.T) {
	const user = "USER-CANARY"
	for _, look := range []string{"as it is", "other"} {
		more := ""
		if look == "other" {
			for _, paper := range []string{"quote", "order_confirmation", "delivery_note", "invoice", "credit_note", "purchase_order"} {
				more += `{"call":"SaveMailText","in":{"paper":"` + paper + `","language":"en","subject":"{{.Number}} {{.Order}} {{.Total}}","body":"{{.To.Name}} {{.To.Email}} {{.To.Phone}} {{.Company.Name}} {{.Valid}} {{.By}} {{.Parcels}}"}}` + "\n"
			}
		}
		file := canaryOf(t, func(c map[string]any) {
			c["name"], c["email"] = "North Pier Trading", "sales@northpier.example"
			if look == "other" {
				c["without"], c["paper_size"], c["language"], c["logo_right"] = []string{"pos", "unit"}, "Letter", "de", true
			}
		}, more)
		var list struct {
			Rows []struct {
				ID    int
				Paper string
			}
		}
		if err := json.Unmarshal([]byte(must(t, `{"limit":100}`, "--file", file, "call", "ListMessages")), &list); err != nil {
			t.Fatal(err)
		}
		suppliers, customers := 0, 0
		for _, m := range list.Rows {
			var out struct {
				FileName string `json:"file_name"`
				EML      []byte `json:"eml"`
			}
			if err := json.Unmarshal([]byte(must(t, fmt.Sprintf(`{"id":%d}`, m.ID), "--file", file, "--user", user, "call", "HandMessage")), &out); err != nil {
				t.Fatal(err)
			}
			to, all := opened(t, out.EML)
			all = append(all, out.FileName)
			never, own := words(ourSecrets), "ana@bluebird"
			if strings.Contains(to, "vaseworks") {
				suppliers, never, own = suppliers+1, supplierSecrets, "vaseworks"
			} else {
				customers++
				never = append(never, "3.1717", "76.12")
			}
			if !strings.Contains(strings.ToLower(to), own) {
				t.Fatalf("a mail to %q", to)
			}
			if !strings.Contains(strings.Join(all, "\n"), "VAS-1") {
				t.Errorf("look %s: the mail with the %s does not say what it is about: the test reads nothing", look, m.Paper)
			}
			for _, secret := range append([]string{user, filepath.Dir(file), "/tmp/", "/home/"}, never...) {
				for _, text := range all {
					if strings.Contains(text, secret) {
						t.Errorf("look %s: the mail with the %s says %q in: %.300s", look, m.Paper, secret, text)
					}
				}
			}
		}
		if suppliers == 0 || customers < 5 {
			t.Errorf("look %s: %d mails to suppliers and %d to customers", look, suppliers, customers)
		}
	}
}
