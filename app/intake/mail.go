package intake

import (
	"bytes"
	"encoding/base64"
	"html"
	"io"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"dropdesk/app/trade"
)

// The most that is read of a mail. What is beyond is left out, and the mail says so.
const (
	MaxMail      = 50 << 20
	maxMailParts = 500
	maxMailDepth = 10
	maxMailHead  = 256 << 10
	maxMailTexts = 1 << 20 // of all texts, before they are cut to what is kept
)

// Mail is what stands in a mail that came in. All of it is text that somebody else wrote.
type Mail struct {
	MessageID string
	Answers   []string // the numbers of the mails that it answers, the last one first
	From      string
	FromName  string
	To        string
	Subject   string
	Date      time.Time // zero where it is not known
	Text      string
	Files     []MailFile
	Auto      bool // written by a program: out of office and the like
	Bounce    *Bounce
	Cut       bool // something was left out, because it is too large or too much
}

// MailFile is a file that hangs on a mail.
type MailFile struct {
	Name    string
	Type    string
	Content []byte
}

// Bounce is what a mail server reports of a mail that it could not deliver (RFC 3464).
type Bounce struct {
	MessageID string // of the mail; empty where the report does not hold it
	Readers   []Bounced
}

// Bounced is what became of the mail to one of its readers.
type Bounced struct {
	Address string
	Failed  bool // for good; else it is still tried
	Words   string
}

// ReadMail reads a mail as it lies in a mailbox or in an .eml file.
func ReadMail(raw []byte) (*Mail, error) {
	if len(raw) > MaxMail {
		return nil, trade.Faultf(trade.Refused, "The mail has %d MB; %d MB are read. Open it in your mail program.", (len(raw)+1<<20-1)>>20, MaxMail>>20)
	}
	h, body := readHead(raw)
	if h.get("From") == "" && h.get("Date") == "" && h.get("Message-Id") == "" && h.get("Received") == "" {
		return nil, trade.Faultf(trade.NotFound, "The file is no mail: it has neither sender nor date.")
	}
	m := &Mail{MessageID: first(numbers(h.get("Message-Id"))), Subject: line(spelt(h.get("Subject"))), Auto: !strings.EqualFold(h.get("Auto-Submitted"), "no") && h.get("Auto-Submitted") != ""}
	m.From, m.FromName = person(h.get("From"))
	m.To, _ = person(h.get("To"))
	m.Answers = numbers(h.get("In-Reply-To"))
	references := numbers(h.get("References"))
	for i := len(references) - 1; i >= 0 && len(m.Answers) < 50; i-- {
		m.Answers = append(m.Answers, references[i])
	}
	if at, err := netmail.ParseDate(h.get("Date")); err == nil {
		m.Date = at
	}
	r := mailReader{mail: m}
	r.part(h, body, 0, false)
	m.Text = r.text.String()
	if m.Text == "" {
		m.Text = plainHTML(r.html.String())
	}
	m.Text = strings.TrimSpace(readable(m.Text))
	if runes := []rune(m.Text); len(runes) > trade.MaxText {
		m.Text, m.Cut = string(runes[:trade.MaxText]), true
	}
	return m, nil
}

// mailReader walks through the parts of a mail.
type mailReader struct {
	mail       *Mail
	text, html strings.Builder
	parts      int
}

// part reads one part and those within it; related says that it may be a picture of the text.
func (r *mailReader) part(h head, body []byte, depth int, related bool) {
	if r.parts++; r.parts > maxMailParts || depth > maxMailDepth {
		r.mail.Cut = true
		return
	}
	kind, params := mediaType(h.get("Content-Type"))
	disposition, where := mediaType(h.get("Content-Disposition"))
	name := spelt(firstOf(where["filename"], params["name"]))
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "":
		if kind == "multipart/report" && strings.EqualFold(params["report-type"], "delivery-status") && r.mail.Bounce == nil {
			r.mail.Bounce = &Bounce{}
		}
		eachPart(body, params["boundary"], func(part []byte) bool {
			inner, rest := readHead(part)
			r.part(inner, rest, depth+1, kind == "multipart/related")
			return r.parts <= maxMailParts
		})
	case (kind == "message/delivery-status" || kind == "message/global-delivery-status") && r.mail.Bounce != nil:
		r.status(r.content(h, body))
	case r.mail.Bounce != nil && (kind == "message/rfc822" || kind == "text/rfc822-headers" || kind == "message/global" || kind == "message/global-headers"):
		inner, _ := readHead(r.content(h, body))
		r.mail.Bounce.MessageID = first(numbers(inner.get("Message-Id")))
	case disposition == "attachment" || name != "" || (kind != "" && kind != "text/plain" && kind != "text/html"):
		if related && disposition != "attachment" && strings.HasPrefix(kind, "image/") {
			return // the picture of a signature
		}
		r.file(name, kind, r.content(h, body))
	case kind == "text/html":
		write(&r.html, inUTF8(r.content(h, body), params["charset"]), r.mail)
	default:
		write(&r.text, inUTF8(r.content(h, body), params["charset"]), r.mail)
	}
}

func write(b *strings.Builder, text string, m *Mail) {
	if b.Len()+len(text) > maxMailTexts {
		text, m.Cut = text[:max(0, maxMailTexts-b.Len())], true
	}
	if b.Len() > 0 && text != "" {
		b.WriteString("\n")
	}
	b.WriteString(text)
}

func (r *mailReader) file(name, kind string, content []byte) {
	if len(content) == 0 {
		return
	}
	if name == "" {
		name = "file"
		if kind == "message/rfc822" {
			name = "mail.eml"
		} else if ends, err := mime.ExtensionsByType(kind); err == nil && len(ends) > 0 {
			name += ends[0]
		}
	}
	name = trade.FileName(name)
	if kind == "" || kind == "application/octet-stream" {
		if kind = mime.TypeByExtension(strings.ToLower(path.Ext(name))); kind == "" {
			kind = "application/octet-stream"
		}
	}
	r.mail.Files = append(r.mail.Files, MailFile{Name: name, Type: line(kind), Content: content})
}

// content is what a part holds, without the clothes that it wore on its way; of what is damaged, as much as can be read.
func (r *mailReader) content(h head, body []byte) []byte {
	switch strings.ToLower(strings.TrimSpace(h.get("Content-Transfer-Encoding"))) {
	case "base64":
		clean := make([]byte, 0, len(body))
		for _, c := range body {
			if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' {
				clean = append(clean, c)
			}
		}
		n, _ := base64.RawStdEncoding.Decode(clean, clean) // in place: it never grows
		return clean[:n]
	case "quoted-printable":
		b, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
		return b
	}
	return body
}

// status reads the report of a mail server: a paragraph about the mail, and one for each reader.
func (r *mailReader) status(report []byte) {
	for _, paragraph := range bytes.Split(bytes.ReplaceAll(report, []byte("\r\n"), []byte("\n")), []byte("\n\n")) {
		h, _ := readHead(append(bytes.TrimLeft(paragraph, "\n"), '\n', '\n'))
		reader := firstOf(h.get("Original-Recipient"), h.get("Final-Recipient"))
		action := strings.ToLower(strings.TrimSpace(h.get("Action")))
		if reader == "" || (action != "failed" && action != "delayed") || len(r.mail.Bounce.Readers) >= maxMailParts {
			continue
		}
		b := Bounced{Failed: action == "failed", Address: line(afterKind(reader)), Words: line(afterKind(h.get("Diagnostic-Code")))}
		if b.Words == "" {
			b.Words = line(h.get("Status"))
		}
		r.mail.Bounce.Readers = append(r.mail.Bounce.Readers, b)
	}
}

// afterKind leaves out what kind of address or code a field holds: "rfc822; ana@bluebird.example".
func afterKind(field string) string {
	if _, rest, ok := strings.Cut(field, ";"); ok {
		return strings.TrimSpace(rest)
	}
	return strings.TrimSpace(field)
}

// head is the head of a mail or of a part: the first field of each name.
type head map[string]string

func (h head) get(name string) string { return h[strings.ToLower(name)] }

// readHead reads as many fields as there are, and skips what is none.
func readHead(raw []byte) (h head, body []byte) {
	h = head{}
	var name string
	size := 0
	for len(raw) > 0 {
		row := raw
		if i := bytes.IndexByte(raw, '\n'); i >= 0 {
			row, raw = raw[:i], raw[i+1:]
		} else {
			raw = nil
		}
		row = bytes.TrimSuffix(row, []byte("\r"))
		if len(row) == 0 {
			return h, raw
		}
		if size += len(row); size > maxMailHead {
			continue
		}
		if row[0] == ' ' || row[0] == '\t' {
			if name != "" {
				h[name] += " " + string(bytes.TrimSpace(row))
			}
			continue
		}
		before, after, ok := bytes.Cut(row, []byte(":"))
		if name = strings.ToLower(string(bytes.TrimSpace(before))); !ok || strings.ContainsAny(name, " \t") {
			name = ""
			continue
		}
		if _, twice := h[name]; twice {
			name = ""
			continue
		}
		h[name] = string(bytes.TrimSpace(after))
	}
	return h, nil
}

// eachPart cuts a body at its boundary, until f has enough.
func eachPart(body []byte, boundary string, f func([]byte) bool) {
	mark := []byte("--" + boundary)
	start := -1
	for at := 0; at < len(body); {
		end := len(body)
		if i := bytes.IndexByte(body[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		if row := body[at:end]; bytes.HasPrefix(row, mark) {
			rest := bytes.TrimRight(row[len(mark):], " \t\r\n")
			if last := bytes.Equal(rest, []byte("--")); last || len(rest) == 0 {
				if start >= 0 && !f(bytes.TrimSuffix(bytes.TrimSuffix(body[start:at], []byte("\n")), []byte("\r"))) || last {
					return
				}
				start = end
			}
		}
		at = end
	}
	if start >= 0 {
		f(body[start:])
	}
}

// mediaType reads such a field, as far as it can be read.
func mediaType(field string) (string, map[string]string) {
	kind, params, err := mime.ParseMediaType(field)
	if err != nil {
		kind, _, _ = strings.Cut(field, ";")
		kind, params = strings.ToLower(strings.TrimSpace(kind)), map[string]string{}
		for _, m := range parameter.FindAllStringSubmatch(field, 20) {
			params[strings.ToLower(m[1])] = firstOf(m[2], m[3])
		}
	}
	return kind, params
}

var parameter = regexp.MustCompile(`;\s*([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s;]+))`)

// words decodes the encoded words of a head.
var encodedWords = mime.WordDecoder{CharsetReader: func(charset string, in io.Reader) (io.Reader, error) {
	raw, err := io.ReadAll(in)
	return strings.NewReader(inUTF8(raw, charset)), err
}}

func spelt(field string) string {
	if text, err := encodedWords.DecodeHeader(field); err == nil {
		return text
	}
	return field
}

// inUTF8 is a text of some encoding. Of one that is not known, or not the one that it says, it shows what can be shown.
func inUTF8(raw []byte, charset string) string {
	charset = strings.ToLower(strings.TrimSpace(charset))
	if (charset == "" || charset == "utf-8" || charset == "us-ascii") && utf8.Valid(raw) {
		return string(raw)
	}
	if e, err := htmlindex.Get(charset); err == nil && charset != "utf-8" {
		if text, err := e.NewDecoder().Bytes(raw); err == nil {
			return string(text)
		}
	}
	if utf8.Valid(raw) {
		return string(raw)
	}
	text, _ := charmap.Windows1252.NewDecoder().Bytes(raw)
	return string(text)
}

// readable leaves out what would act and not be read.
func readable(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return -1
		}
		return r
	}, text)
}

// line is a text on one line, of a length that fits into a list.
func line(text string) string {
	text = strings.Join(strings.Fields(readable(text)), " ")
	if runes := []rune(text); len(runes) > trade.MaxName {
		return string(runes[:trade.MaxName-1]) + "…"
	}
	return text
}

// person is the first address of a field.
func person(field string) (address, name string) {
	parser := netmail.AddressParser{WordDecoder: &encodedWords}
	list, err := parser.ParseList(field)
	if err == nil && len(list) > 0 {
		return strings.ToLower(line(list[0].Address)), line(list[0].Name)
	}
	if m := anyAddress.FindString(field); m != "" {
		return strings.ToLower(line(m)), ""
	}
	return "", line(spelt(field))
}

var anyAddress = regexp.MustCompile(`[^\s<>"(),;:@]+@[^\s<>"(),;:@]+`)

// numbers are the numbers of mails in a field, without their brackets.
func numbers(field string) (list []string) {
	for rest := field; len(list) < 50; {
		_, after, ok := strings.Cut(rest, "<")
		if !ok {
			break
		}
		id, after, ok := strings.Cut(after, ">")
		if !ok {
			break
		}
		if id = line(strings.TrimSpace(id)); id != "" {
			list = append(list, id)
		}
		rest = after
	}
	if len(list) == 0 && field != "" && !strings.ContainsAny(field, "<> ") {
		list = append(list, line(field))
	}
	return list
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

var (
	unseen   = regexp.MustCompile(`(?is)<(script|style|head|title)\b.*?(</(script|style|head|title)\s*>|$)|<!--.*?(-->|$)`)
	breaks   = regexp.MustCompile(`(?i)<(br|/p|/div|/tr|/h[1-6]|/li)\b[^>]*>`)
	htmlTags = regexp.MustCompile(`<[^>]*(>|$)`)
	empty    = regexp.MustCompile(`[ \t\x{a0}]*\n([ \t\x{a0}]*\n)+`)
)

// plainHTML is the text of a page, without anything that a browser would do.
func plainHTML(page string) string {
	page = unseen.ReplaceAllString(page, "")
	page = strings.Join(strings.Fields(page), " ")
	page = breaks.ReplaceAllString(page, "\n")
	return empty.ReplaceAllString(html.UnescapeString(htmlTags.ReplaceAllString(page, "")), "\n\n")
}
