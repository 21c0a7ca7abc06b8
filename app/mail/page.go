package mail

import (
	"bytes"
	"html/template"
	"regexp"
	"strings"

	"dropdesk/app"
)

// page is a mail's text as HTML, for programs that show it: nothing in it is fetched from anywhere.
var page = template.Must(template.New("mail").Parse(`<!doctype html>
<html><head><meta charset="utf-8"></head><body style="font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:14px;line-height:1.45;color:#1c2430">
{{if .Logo}}<p><img src="{{.Logo}}" width="240" style="max-width:240px;height:auto" alt="{{.From}}"></p>
{{end}}{{range .Paragraphs}}<p>{{range $i, $line := .}}{{if $i}}<br>
{{end}}{{range $line}}{{if .URL}}<a href="{{.URL}}">{{.Text}}</a>{{else}}{{.Text}}{{end}}{{end}}{{end}}</p>
{{end}}{{if .Links}}<p>{{range .Links}}<a href="{{.URL}}" style="display:inline-block;padding:8px 14px;margin:0 8px 8px 0;border:1px solid #2f5bea;border-radius:4px;color:#2f5bea;text-decoration:none">{{.Text}}</a>
{{end}}</p>
{{end}}</body></html>
`))

var webAddress = regexp.MustCompile(`https?://[^\s<>"]+`)

// asPage is the HTML of a mail; logo is where its picture is, empty where it has none.
func asPage(m app.Mail, logo string) ([]byte, error) {
	var in struct {
		Logo       template.URL
		From       string
		Paragraphs [][][]app.MailLink
		Links      []app.MailLink
	}
	in.Logo, in.From, in.Links = template.URL(logo), m.FromName, m.Links //nolint:gosec // it is our own, "cid:"
	for text := range strings.SplitSeq(strings.ReplaceAll(m.Body, "\r\n", "\n"), "\n\n") {
		var lines [][]app.MailLink
		for line := range strings.SplitSeq(text, "\n") {
			lines = append(lines, linked(line))
		}
		in.Paragraphs = append(in.Paragraphs, lines)
	}
	var b bytes.Buffer
	err := page.Execute(&b, in)
	return b.Bytes(), err
}

// linked cuts a line into texts and web addresses.
func linked(line string) (parts []app.MailLink) {
	at := 0
	for _, m := range webAddress.FindAllStringIndex(line, -1) {
		parts = append(parts, app.MailLink{Text: line[at:m[0]]}, app.MailLink{Text: line[m[0]:m[1]], URL: line[m[0]:m[1]]})
		at = m[1]
	}
	return append(parts, app.MailLink{Text: line[at:]})
}

// plainText is a mail's text, with its links below.
func plainText(m app.Mail) string {
	text := m.Body
	for _, l := range m.Links {
		text += "\n\n" + l.Text + ":\n" + l.URL
	}
	return text
}
