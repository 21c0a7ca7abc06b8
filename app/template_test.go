package app

import (
	"strings"
	"testing"

	"dropdesk/app/trade"
)

func TestTheUsualTextsOfMailsCanBeSentAndSayWhatIsKnown(t *testing.T) {
	own := &trade.Company{Name: "North Pier Trading"}
	for _, paper := range mailPapers {
		for _, language := range mailLanguages {
			text := usualText(paper, language)
			if err := text.check(); err != nil {
				t.Errorf("%s in %s: %v", paper, language, err)
			}
			subject, body, err := text.fill(sampleFields(own))
			if err != nil || strings.ContainsAny(subject+body, "{}") || !strings.Contains(body, "Ana Ruiz") || !strings.HasSuffix(body, "North Pier Trading") {
				t.Errorf("%s in %s: %q %q %v", paper, language, subject, body, err)
			}
		}
	}
	l := letter{language: "de", total: "1801234.80 EUR, 950 JPY", valid: "2026-12-07"}
	text := usualText(PaperQuote, "de")
	subject, body, err := text.fill(l.fields(own, trade.Contact{}))
	want := "Guten Tag,\n\nvielen Dank für Ihre Anfrage. Unser Angebot liegt bei. Es gilt bis 07.12.2026.\n\nMit freundlichen Grüßen\nNorth Pier Trading"
	if err != nil || subject != "Angebot {number} von North Pier Trading, 1.801.234,80 EUR, 950 JPY" || body != want {
		t.Errorf("got %q %q %v", subject, body, err)
	}
}

func TestABrokenTextNamesItsLineAndField(t *testing.T) {
	for _, c := range []struct{ subject, body, field, says string }{
		{"Quote {{.Number}}", "Hello\n{{.Nmber}}", "body", "Line 2 names Nmber"},
		{"Quote {{.Number}}", "Hello\n\n{{if .Valid}}until {{.Valid}}", "body", "Line 3 cannot be read"},
		{"Quote {{.Number", "Hello", "subject", "Line 1 cannot be read"},
		{"Quote", "{{if .Blind}}{{.Profit}}{{end}}", "body", "Line 1 names Profit"},
		{"Quote", "{{if .Valid}}fine{{else}}{{.Cost}}{{end}}", "body", "Line 1 names Cost"},
		{" ", "Hello", "subject", "no subject"},
	} {
		text := MailText{Paper: PaperQuote, Language: "en", Subject: c.subject, Body: c.body}
		err := AsError(text.check())
		if err == nil || err.Field != c.field || !strings.Contains(err.Message, c.says) {
			t.Errorf("%q, %q: %+v", c.subject, c.body, err)
		}
	}
}
