package intake_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dropdesk/app/intake"
	"dropdesk/app/trade"
)

func read(t *testing.T, mail string) *intake.Mail {
	t.Helper()
	m, err := intake.ReadMail([]byte(strings.ReplaceAll(mail, "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestAReplyTellsWhatItAnswersAndWhatHangsOnIt(t *testing.T) {
	m := read(t, `From: =?utf-8?q?Jos=C3=A9_Ruiz?= <Jose@Clay.example>
To: Purchasing <orders@northpier.example>
Subject: =?iso-8859-1?Q?AW:_Bestellung_PO-7_f=FCr_Sie?=
Message-ID: <a1@clay.example>
In-Reply-To: <purchase-7.1@northpier.example>
References: <older@northpier.example>
 <purchase-7.1@northpier.example>
Date: Mon, 23 Nov 2026 10:00:00 +0100
Content-Type: multipart/mixed; boundary="b"

preamble
--b
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

Sch=F6ne Gr=FC=DFe
--c
Content-Type: text/html

<p>not this</p>
--c--
--b
Content-Type: application/octet-stream
Content-Disposition: attachment; filename*=utf-8''..%2FLieferschein%20%C3%9C.xlsx
Content-Transfer-Encoding: base64

`+base64.StdEncoding.EncodeToString([]byte("workbook"))+`
--b--
`)
	equal(t, "from", m.From+" "+m.FromName, "jose@clay.example José Ruiz")
	equal(t, "subject", m.Subject, "AW: Bestellung PO-7 für Sie")
	equal(t, "answers", strings.Join(m.Answers, " "), "purchase-7.1@northpier.example purchase-7.1@northpier.example older@northpier.example")
	equal(t, "text", m.Text, "Schöne Grüße")
	equal(t, "date", m.Date.UTC().Format(time.RFC3339), "2026-11-23T09:00:00Z")
	equal(t, "files", len(m.Files), 1)
	equal(t, "name", m.Files[0].Name, "Lieferschein Ü.xlsx")
	equal(t, "content", string(m.Files[0].Content), "workbook")
	equal(t, "whole", m.Cut, false)
}

func TestAMailServersReportNamesTheMailAndItsReaders(t *testing.T) {
	report := `From: MAILER-DAEMON@mail.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; ana@bluebird.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such
 user

Final-Recipient: rfc822; kim@bluebird.example
Action: delayed
Status: 4.0.0
--b
Content-Type: text/rfc822-headers

Message-Id: <quote-7.1@northpier.example>
Subject: Quote
--b--
`
	// What was sent with SMTPUTF8 is reported by types of its own (RFC 6533).
	global := strings.NewReplacer("message/delivery-status", "message/global-delivery-status", "text/rfc822-headers", "message/global-headers").Replace(report)
	for _, report := range []string{report, global} {
		reported(t, read(t, report))
	}
}

func reported(t *testing.T, m *intake.Mail) {
	t.Helper()
	equal(t, "the mail", m.Bounce.MessageID, "quote-7.1@northpier.example")
	equal(t, "readers", fmt.Sprintf("%+v", m.Bounce.Readers), "[{Address:ana@bluebird.example Failed:true Words:550 5.1.1 no such user} {Address:kim@bluebird.example Failed:false Words:4.0.0}]")
	equal(t, "by a program", m.Auto, true)
}

func TestAPageIsShownAsItsText(t *testing.T) {
	m := read(t, "From: a@b.example\nContent-Type: text/html\n\n<head><title>x</title></head><script>steal()</script><p>5 &lt; 6 <b onclick=x>bold</b><br>next<style>p{}</style>\n</p><img src=http://spy.example/>")
	equal(t, "text", m.Text, "5 < 6 bold\nnext")
}

// Whatever somebody sends is refused in words or shown as text, soon.
func TestHostileMailIsReadAsFarAsItGoes(t *testing.T) {
	part := "--b\r\nContent-Disposition: attachment; filename=x\r\n\r\nx\r\n"
	deep := "From: a@b.example\r\n"
	for i := range 1000 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	for name, c := range map[string]struct {
		mail string
		want func(*intake.Mail) bool
	}{
		"10,000 parts":     {"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat(part, 10_000), func(m *intake.Mail) bool { return m.Cut && len(m.Files) > 100 && len(m.Files) < 600 }},
		"1000 in another":  {deep, func(m *intake.Mail) bool { return m.Cut }},
		"a wrong charset":  {"From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xff\xfe\x00Gr\xfc\xdfe", func(m *intake.Mail) bool { return strings.Contains(m.Text, "Grüße") }},
		"an unknown one":   {"From: a@b.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\nhello", func(m *intake.Mail) bool { return m.Text == "hello" }},
		"broken words":     {"From: =?utf-8?b?!!!?= <a@b.example>\r\nSubject: =?x?q?=ZZ?=\r\n\r\nhello", func(m *intake.Mail) bool { return m.From == "a@b.example" }},
		"broken base64":    {"From: a@b.example\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8$$$gd29ybGQ=junk", func(m *intake.Mail) bool { return strings.HasPrefix(m.Text, "hello world") }},
		"no end of a part": {"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello", func(m *intake.Mail) bool { return m.Text == "hello" }},
		"an empty bound":   {"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=\"\"\r\n\r\nhello", func(m *intake.Mail) bool { return true }},
		"a head of 1 MB":   {"From: a@b.example\r\nSubject: " + strings.Repeat("x", 1<<20) + "\r\n\r\nhello", func(m *intake.Mail) bool { return m.Text == "hello" && len(m.Subject) < 1000 }},
		"a long text": {"From: a@b.example\r\n\r\n" + strings.Repeat("ü ", 3<<20), func(m *intake.Mail) bool {
			return m.Cut && utf8.ValidString(m.Text) && len([]rune(m.Text)) <= trade.MaxText
		}},
		"signs that act":   {"From: a@b.example\r\nSubject: x\x1b[31m\u202ey\r\n\r\na\x07b\x00c\u202e", func(m *intake.Mail) bool { return m.Text == "abc" && m.Subject == "x[31my" }},
		"a folder's name":  {"From: a@b.example\r\nContent-Disposition: attachment; filename=\"..\\..\\evil.exe\"\r\n\r\nx", func(m *intake.Mail) bool { return m.Files[0].Name == "evil.exe" }},
		"a thousand froms": {strings.Repeat("From: a@b.example\r\n", 1000) + "\r\nhello", func(m *intake.Mail) bool { return m.From == "a@b.example" }},
		"tags without end": {"From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat("<!--<script ", 50_000), func(m *intake.Mail) bool { return true }},
	} {
		m, err := intake.ReadMail([]byte(c.mail))
		if err != nil || !c.want(m) {
			t.Errorf("%s: %v, %d files, cut %v, %.80q, %.80q", name, err, len(m.Files), m.Cut, m.Subject, m.Text)
		}
	}
	for name, raw := range map[string][]byte{"51 MB": bytes.Repeat([]byte("From: a@b.example\n"), 3<<20), "no mail": []byte("%PDF-1.4\n..."), "nothing": nil} {
		if _, err := intake.ReadMail(raw); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

// What takes ten times as many tags takes about ten times as long, and not a hundred times.
func TestTagsWithoutEndAreReadOnce(t *testing.T) {
	took := func(tags int) time.Duration {
		raw := []byte("From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat("<!--<script ", tags))
		least := time.Hour
		for range 3 {
			began := time.Now()
			if _, err := intake.ReadMail(raw); err != nil {
				t.Fatal(err)
			}
			least = min(least, time.Since(began))
		}
		return least
	}
	if few, many := took(5_000), took(50_000); many > 40*few {
		t.Errorf("5,000 tags took %s, 50,000 %s", few, many)
	}
}

func FuzzReadMail(f *testing.F) {
	f.Add([]byte("From: a@b.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; a\r\nAction: failed\r\n"))
	f.Add([]byte("From: =?utf-8?q?x?= <a@b>\nContent-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: quoted-printable\n\n=ZZ<"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := intake.ReadMail(raw)
		if err == nil && (!utf8.ValidString(m.Text) || !utf8.ValidString(m.Subject)) {
			t.Error("what it shows is no text")
		}
	})
}
