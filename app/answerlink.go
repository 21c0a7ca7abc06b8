package app

import (
	"bytes"
	"fmt"
	"image/png"
	"net/url"
	"strings"

	"dropdesk/app/trade"
)

// answerLinks are the links by which a customer accepts or declines a quote: each begins a mail to us whose subject carries the code that
// only readers of this message know.
func (w *work) answerLinks(m *trade.Message) ([]MailLink, error) {
	q, err := w.Quote(m.DocID)
	if err != nil {
		return nil, err
	}
	link := func(text, word, subject, body string) MailLink {
		subject = fmt.Sprintf("%s [%s-%d-%s]", subject, word, q.ID, trade.AnswerCode(m.MessageID))
		return MailLink{text, "mailto:" + m.From + "?subject=" + escaped(subject) + "&body=" + escaped(body)}
	}
	total := q.Total.Text(q.Currency) + " " + string(q.Currency)
	if q.Language == "de" {
		return []MailLink{
			link("Angebot annehmen", "yes", fmt.Sprintf("Angebot %s angenommen", q.Number), fmt.Sprintf("Wir nehmen das Angebot %s über %s an.\r\n", q.Number, total)),
			link("Angebot ablehnen", "no", fmt.Sprintf("Angebot %s abgelehnt", q.Number), fmt.Sprintf("Wir lehnen das Angebot %s ab.\r\nGrund %s ", q.Number, reasonMark)),
		}, nil
	}
	return []MailLink{
		link("Accept the quote", "yes", fmt.Sprintf("Quote %s accepted", q.Number), fmt.Sprintf("We accept quote %s over %s.\r\n", q.Number, total)),
		link("Decline the quote", "no", fmt.Sprintf("Quote %s declined", q.Number), fmt.Sprintf("We decline quote %s.\r\nReason %s ", q.Number, reasonMark)),
	}, nil
}

// escaped is a text as a link carries it.
func escaped(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

// maxMailLogo is how wide a logo in a mail is: twice the dots that are shown, for sharp screens.
const maxMailLogo = 480

// logoOfMail is the logo as mails carry it, made once of the one on paper.
type logoOfMail struct{ of, small []byte }

// mailLogo makes the company's logo small enough for a mail; nothing where there is none.
func (d *Desk) mailLogo(logo []byte) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	if bytes.Equal(d.logo.of, logo) {
		return d.logo.small
	}
	d.logo = logoOfMail{of: logo}
	img, err := opened(logo)
	if err != nil {
		return nil // the paper says what is wrong with it
	}
	var b bytes.Buffer
	if err := png.Encode(&b, smaller(img, maxMailLogo)); err == nil {
		d.logo.small = b.Bytes()
	}
	return d.logo.small
}
