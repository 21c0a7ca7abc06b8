package mail_test

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"strings"
	"testing"

	"encoding/base64"
	"mime/quotedprintable"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/trade"
)

func sample() app.Mail {
	return app.Mail{
		MessageID: "invoice-17.1795425245000000000@northpier.example",
		From:      "sales@northpier.example", FromName: "North Pier Trading",
		To: "ana@bluebird.example", ToName: "Ana Ruiz",
		Subject: "Invoice INV-2026-0142 from North Pier Trading, 1299.50 EUR",
		Body:    "Hello Ana Ruiz,\n\nour invoice is attached.\n\nKind regards\nNorth Pier Trading",
		Date:    "2026-11-23T09:14:05Z", Files: []trade.Attachment{{Name: "invoice-INV-2026-0142.pdf", Type: "application/pdf", File: []byte("%PDF-1.7 not really\x00\xff\n")}},
	}
}

// read takes a message apart with the standard library.
type read struct {
	head     netmail.Header
	text     string
	page     string
	fileName string
	file     []byte
	parts    int
}

func parse(t *testing.T, eml []byte) read {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(eml))
	if err != nil {
		t.Fatal(err)
	}
	out := read{head: m.Header}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	out.parts = out.open(t, kind, params["boundary"], m.Body)
	return out
}

// open reads the parts of a part, and says how many there are.
func (out *read) open(t *testing.T, kind, boundary string, body io.Reader) (n int) {
	t.Helper()
	if !strings.HasPrefix(kind, "multipart/") {
		t.Fatalf("a mail of the type %s", kind)
	}
	parts := multipart.NewReader(body, boundary)
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			return n
		}
		if err != nil {
			t.Fatal(err)
		}
		n++
		kind, params, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		if params["boundary"] != "" {
			out.open(t, kind, params["boundary"], p)
			continue
		}
		if p.Header.Get("Content-Transfer-Encoding") == "base64" {
			_, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
			if err != nil {
				t.Fatal(err)
			}
			out.fileName = params["filename"]
			if out.file, err = io.ReadAll(base64.NewDecoder(base64.StdEncoding, p)); err != nil {
				t.Fatal(err)
			}
			continue
		}
		b, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		if kind == "text/html" {
			out.page = string(b)
		} else {
			out.text = string(b)
		}
	}
}

func eml(t *testing.T, m app.Mail) []byte {
	t.Helper()
	b, err := mail.New().EML(m)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func decoded(t *testing.T, s string) string {
	t.Helper()
	out, err := new(mime.WordDecoder).DecodeHeader(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAMessageReadsBackAsItWasWritten(t *testing.T) {
	m := sample()
	r := parse(t, eml(t, m))
	same(t, "message number", r.head.Get("Message-Id"), "<"+m.MessageID+">")
	same(t, "date", r.head.Get("Date"), "Mon, 23 Nov 2026 09:14:05 +0000")
	same(t, "from", r.head.Get("From"), `"North Pier Trading" <sales@northpier.example>`)
	same(t, "to", r.head.Get("To"), `"Ana Ruiz" <ana@bluebird.example>`)
	same(t, "subject", r.head.Get("Subject"), m.Subject)
	same(t, "text", strings.ReplaceAll(r.text, "\r\n", "\n"), m.Body)
	same(t, "file name", r.fileName, m.Files[0].Name)
	same(t, "parts", r.parts, 2)
	if !bytes.Equal(r.file, m.Files[0].File) {
		t.Errorf("the attachment reads back as %q", r.file)
	}
}

func TestNamesAndWordsOfAllScripts(t *testing.T) {
	m := sample()
	m.FromName = "Łódź & Söhne, Θεσσαλονίκη (GmbH)"
	m.ToName = "Жанна Ёлкина, отдел закупок"
	m.Subject = "Angebot für Größe 42 – gültig bis 28.11.2026, " + strings.Repeat("Ελληνικά ", 18)
	m.Body = "Grüße aus Łódź\nund ein sehr langer Satz " + strings.Repeat("ohne Umbruch ", 40) + "\n.\nnach dem Punkt"
	m.Files[0].Name = "Rechnung Größe – 42.pdf"
	b := eml(t, m)
	r := parse(t, b)
	for field, want := range map[string]string{"From": m.FromName, "To": m.ToName} {
		list, err := r.head.AddressList(field)
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %v %v", field, list, err)
		}
		same(t, field, list[0].Name, want)
	}
	same(t, "subject", decoded(t, r.head.Get("Subject")), m.Subject)
	same(t, "text", strings.ReplaceAll(r.text, "\r\n", "\n"), m.Body)
	same(t, "file name", r.fileName, m.Files[0].Name)
	head, _, _ := bytes.Cut(b, []byte("\r\n\r\n"))
	for _, line := range bytes.Split(head, []byte("\r\n")) {
		if len(line) > 998 {
			t.Errorf("a line of the head is %d long", len(line))
		}
		for _, c := range line {
			if c >= 0x80 {
				t.Fatalf("the head is not ASCII: %q", line)
			}
		}
	}
}

func TestANameWithACommaIsOneRecipient(t *testing.T) {
	m := sample()
	m.ToName, m.FromName = "Smith, Jones & Co", `Say "hi", twice`
	r := parse(t, eml(t, m))
	for field, want := range map[string]string{"From": m.FromName, "To": m.ToName} {
		list, err := r.head.AddressList(field)
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %v %v", field, list, err)
		}
		same(t, field, list[0].Name, want)
	}
}

func TestTheSameMessageKeepsItsNumberAndDate(t *testing.T) {
	a, b := parse(t, eml(t, sample())), parse(t, eml(t, sample()))
	for _, field := range []string{"Message-Id", "Date", "From", "To", "Subject"} {
		same(t, field, a.head.Get(field), b.head.Get(field))
	}
}

func TestAMessageWithoutAttachmentOrNames(t *testing.T) {
	m := sample()
	m.Files, m.ToName, m.FromName = nil, "", ""
	r := parse(t, eml(t, m))
	same(t, "to", r.head.Get("To"), "<ana@bluebird.example>")
	same(t, "text", strings.ReplaceAll(r.text, "\r\n", "\n"), m.Body)
}

// Nobody adds a line to the head: each field that reaches it is tried with each kind of break.
func TestLineBreaksInTheHeadAreRefused(t *testing.T) {
	fields := map[string]func(*app.Mail, string){
		"number":    func(m *app.Mail, s string) { m.MessageID += s },
		"from":      func(m *app.Mail, s string) { m.From += s },
		"from name": func(m *app.Mail, s string) { m.FromName += s },
		"to":        func(m *app.Mail, s string) { m.To += s },
		"to name":   func(m *app.Mail, s string) { m.ToName += s },
		"subject":   func(m *app.Mail, s string) { m.Subject += s },
		"copy":      func(m *app.Mail, s string) { m.Cc = []string{"eve@good.example" + s} },
		"file name": func(m *app.Mail, s string) { m.Files[0].Name += s },
	}
	for name, set := range fields {
		for _, bad := range []string{"\r\nBcc: eve@evil.example", "\nBcc: eve@evil.example", "\r", "\x00", "\xff"} {
			m := sample()
			set(&m, bad)
			b, err := mail.New().EML(m)
			refused(t, name+" with "+bad, b, err)
		}
	}
}

func TestWhatNoServerTakesIsRefused(t *testing.T) {
	for what, change := range map[string]func(*app.Mail){
		"no sender":               func(m *app.Mail) { m.From = "" },
		"no recipient":            func(m *app.Mail) { m.To = "" },
		"two recipients":          func(m *app.Mail) { m.To = "a@b.example, c@d.example" },
		"a copy to nobody":        func(m *app.Mail) { m.Cc = []string{"Eve"} },
		"a name in the address":   func(m *app.Mail) { m.To = "Eve <eve@evil.example>" },
		"no number":               func(m *app.Mail) { m.MessageID = "" },
		"a number with a bracket": func(m *app.Mail) { m.MessageID = "a>b@c" },
		"no date":                 func(m *app.Mail) { m.Date = "" },
		"a path":                  func(m *app.Mail) { m.Files[0].Name = "../x.pdf" },
		"a Windows path":          func(m *app.Mail) { m.Files[0].Name = `C:\x.pdf` },
		"an endless file name":    func(m *app.Mail) { m.Files[0].Name = strings.Repeat("x", 300) },
	} {
		m := sample()
		change(&m)
		b, err := mail.New().EML(m)
		refused(t, what, b, err)
	}
}

func refused(t *testing.T, what string, b []byte, err error) {
	t.Helper()
	var e *trade.Error
	if !errors.As(err, &e) || e.Kind != trade.Invalid || e.Message == "" || b != nil {
		t.Errorf("%q: got %v, want it refused as invalid", what, err)
	}
}

// Encoded words, quotes and header-like text stay words: they add no field and no recipient.
func TestTricksInWordsStayWords(t *testing.T) {
	for _, trick := range []string{
		"=?utf-8?q?=0D=0ABcc:_eve@evil.example?=", `"><eve@evil.example>, "x`, "Bcc: eve@evil.example", "a;b", `\"`, "<eve@evil.example>",
	} {
		m := sample()
		m.ToName, m.FromName, m.Subject = trick, trick, trick
		m.Files[0].Name = strings.NewReplacer("/", "", `\`, "").Replace(trick) + ".pdf"
		b, err := mail.New().EML(m)
		if err != nil {
			continue // refused is as good
		}
		r := parse(t, b)
		if r.head.Get("Bcc") != "" || r.head.Get("Cc") != "" {
			t.Errorf("%q adds a field", trick)
		}
		for _, field := range []string{"From", "To"} {
			list, err := r.head.AddressList(field)
			if err != nil || len(list) != 1 || strings.Contains(list[0].Address, "evil") {
				t.Errorf("%q: %s became %v (%v)", trick, field, list, err)
			}
		}
		same(t, "file name", r.fileName, m.Files[0].Name)
	}
}

// The page says the same as the text: words stay words, nothing is fetched, and the same message has the same bytes.
func TestTheTextHasAPageBesideIt(t *testing.T) {
	m := sample()
	m.Body = "Hello <b onclick=\"x()\">Ana</b>,\n\ntrack it at https://kestrel.example/1?a=b&c=d now.\nBye"
	m.Links = []app.MailLink{{Text: "Accept", URL: "mailto:sales@northpier.example?subject=yes%20%5B1%5D"}, {Text: "Odd", URL: "javascript:alert(1)"}}
	m.Logo = []byte("picture")
	r := parse(t, eml(t, m))
	for _, want := range []string{"&lt;b onclick", `<a href="https://kestrel.example/1?a=b&amp;c=d">`, `href="mailto:sales@northpier.example?subject=yes%20%5B1%5D"`, `src="cid:logo.` + m.MessageID + `"`, "now.<br>"} {
		same(t, want, strings.Contains(r.page, want), true)
	}
	for _, bad := range []string{"<b onclick", "javascript:", `src="http`, "<script", "<link"} {
		same(t, bad, strings.Contains(r.page, bad), false)
	}
	same(t, "text", strings.Contains(r.text, "Accept:\r\nmailto:sales@northpier.example?subject=yes%20%5B1%5D"), true)
	same(t, "the same bytes", string(eml(t, m)), string(eml(t, m)))
}
