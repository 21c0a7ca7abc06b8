package app

import (
	"context"
	"regexp"
	"strings"
	"text/template"

	"dropdesk/app/trade"
)

// MailFields are what the texts of mails may name, such as {{.Number}} or {{.To.Name}}.
type MailFields struct {
	Number  string // of the document
	Order   string // the number of the order that it belongs to
	Total   string // with its currency
	Valid   string // the day until which a quote holds; empty where it holds for ever
	By      string // the day by which a reminder wants its money, or up to which a statement goes
	Parcels string // carrier, number and link of each parcel of a shipment
	Blind   bool   // nothing in the parcels names us, so that the supplier's name may not stand there either
	To      MailParty
	Company MailParty
}

// MailParty is who writes or reads a mail.
type MailParty struct{ Name, Email, Phone, Web string }

// MailText is subject and body of the mails that go out with a paper, in one language.
type MailText struct {
	Paper    PaperKind `json:"paper"`
	Language string    `json:"language"` // en, de
	Subject  string    `json:"subject"`
	Body     string    `json:"body"`
	Own      bool      `json:"own"` // the company's own; else the program's
}

// mailLanguages are those that mails are written in.
var mailLanguages = []string{"en", "de"}

// mailPapers are the papers that mails go out with, in the order of a deal.
var mailPapers = []PaperKind{
	PaperQuote, PaperConfirmation, PaperProforma, PaperPurchase, PaperAmendment, PaperCancellation, PaperDelivery, PaperReturn, PaperInvoice, PaperCredit,
	PaperReminder, PaperReminder2, PaperReminder3, PaperStatement, PaperClaim, PaperRemittance,
}

// usualText is the program's own text.
func usualText(paper PaperKind, language string) MailText {
	letters, hello, bye, valid := englishLetters, "Hello", "Kind regards", "It is valid until"
	if language == "de" {
		letters, hello, bye, valid = germanLetters, "Guten Tag", "Mit freundlichen Grüßen", "Es gilt bis"
	}
	fields := strings.NewReplacer(numberField, "{{.Number}}", "{company}", "{{.Company.Name}}", "{total}", "{{.Total}}", "{order}", "{{.Order}}",
		"{valid}", "{{if .Valid}} "+valid+" {{.Valid}}.{{end}}", "{parcels}", "{{.Parcels}}", "{by}", "{{.By}}")
	text := letters[paper]
	return MailText{
		Paper: paper, Language: language, Subject: fields.Replace(text.subject),
		Body: hello + "{{if .To.Name}} {{.To.Name}}{{end}},\n\n" + fields.Replace(text.text) + "\n\n" + bye + "\n{{.Company.Name}}",
	}
}

// mailLanguage is the language that a mail is written in for somebody who speaks another.
func mailLanguage(language string) string {
	if language == "de" {
		return language
	}
	return "en"
}

// mailText is the text that a paper goes out with.
func (w *work) mailText(paper PaperKind, language string) (MailText, error) {
	language = mailLanguage(language)
	t, err := w.MailText(string(paper), language)
	if err != nil || t == nil {
		return usualText(paper, language), err
	}
	return MailText{Paper: paper, Language: language, Subject: t.Subject, Body: t.Body, Own: true}, nil
}

// words are subject and body of a letter; the number of a draft stays {number}.
func (w *work) words(l letter, paper PaperKind, own *trade.Company, to trade.Contact) (subject, body string, err error) {
	t, err := w.mailText(paper, l.language)
	if err != nil {
		return "", "", err
	}
	return t.fill(l.fields(own, to))
}

// fields are what a letter knows, as the texts name it.
func (l letter) fields(own *trade.Company, to trade.Contact) MailFields {
	day := func(d trade.Date) string {
		if d == "" {
			return ""
		}
		return d.Time().Format(in(l.language, "2 January 2006", "02.01.2006"))
	}
	f := MailFields{
		Number: l.number, Order: l.order, Total: figuresIn(l.language, l.total), Valid: day(l.valid), By: day(l.by), Parcels: l.parcels, Blind: !own.BrandSlips,
		To: MailParty{Name: to.Name, Email: to.Email, Phone: to.Phone}, Company: MailParty{own.Name, own.Email, own.Phone, own.Web},
	}
	if f.Number == "" {
		f.Number = numberField
	}
	return f
}

var plainFigure = regexp.MustCompile(`\d+(\.\d+)?`)

// figuresIn writes the sums of a text as its reader's language does, like the paper that goes with it.
func figuresIn(language, text string) string {
	return plainFigure.ReplaceAllStringFunc(text, func(n string) string {
		whole, part, _ := strings.Cut(n, ".")
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + in(language, ",", ".") + whole[i:]
		}
		if part != "" {
			whole += in(language, ".", ",") + part
		}
		return whole
	})
}

// fill puts what is known of a document into the texts.
func (t *MailText) fill(f MailFields) (subject, body string, err error) {
	if subject, err = filled("subject", t.Subject, f); err != nil {
		return "", "", err
	}
	body, err = filled("body", t.Body, f)
	return strings.Join(strings.Fields(subject), " "), body, err
}

func filled(field, text string, f MailFields) (string, error) {
	t, err := template.New(field).Parse(text)
	if err != nil {
		return "", badText(field, err)
	}
	if !straight(t) {
		return "", trade.Faultf(trade.Invalid, "A mail's text may name fields and ask for them with if. It cannot repeat or define anything, because such a text may have no end.").In("%s", field)
	}
	b := bounded{most: maxMailText}
	if err := t.Execute(&b, f); err != nil {
		if b.over {
			return "", trade.Faultf(trade.Invalid, "The text becomes longer than %d characters. Shorten it.", maxMailText).In("%s", field)
		}
		return "", badText(field, err)
	}
	return b.String(), nil
}

var (
	textFault  = regexp.MustCompile(`^template: (?:subject|body):(\d+)(?::\d+)?: (.*)$`)
	noSuchName = regexp.MustCompile(`can't evaluate field (\w+)`)
)

// badText says in words what is wrong with a text, and in which line.
func badText(field string, err error) error {
	m := textFault.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
	if m == nil {
		return trade.Faultf(trade.Invalid, "The text cannot be read: %w.", err).In("%s", field)
	}
	if name := noSuchName.FindStringSubmatch(m[2]); name != nil {
		return trade.Faultf(trade.Invalid, "Line %s names %s, which a mail does not know. The fields are %s.", m[1], name[1], mailFieldNames).In("%s", field)
	}
	return trade.Faultf(trade.Invalid, "Line %s cannot be read: %s. Each {{ needs its }}, and each if its {{end}}.", m[1], m[2]).In("%s", field)
}

// mailFieldNames are listed where one is wrong.
const mailFieldNames = ".Number, .Order, .Total, .Valid, .By, .Parcels, .Blind, .To.Name, .To.Email, .To.Phone, .Company.Name, .Company.Email, .Company.Phone, .Company.Web"

// ListMailTexts lists the texts of the mails of all papers in all languages.
func (d *Desk) ListMailTexts(ctx context.Context, _ Nothing) (All[MailText], error) {
	return listAll(d, ctx, func(w *work) (list []MailText, err error) {
		for _, p := range mailPapers {
			for _, language := range mailLanguages {
				t, err := w.mailText(p, language)
				if err != nil {
					return nil, err
				}
				list = append(list, t)
			}
		}
		return list, nil
	})
}

// check refuses a text that could not be sent.
func (t *MailText) check() error {
	known := false
	for _, p := range mailPapers {
		known = known || p == t.Paper
	}
	if !known {
		return trade.Faultf(trade.Invalid, "No mail goes out with the paper %q.", string(t.Paper)).In("paper")
	}
	if t.Language != "en" && t.Language != "de" {
		return trade.Faultf(trade.Invalid, "Mails are written in en and de, not in %q.", t.Language).In("language")
	}
	if strings.TrimSpace(t.Subject) == "" {
		return trade.Faultf(trade.Invalid, "The mail has no subject.").In("subject")
	}
	if err := trade.CheckText("text of the mail", t.Body); err != nil {
		return at(err, "body")
	}
	// What is only named where something is empty, or is not, must be known too.
	for _, f := range []MailFields{sampleFields(nil), {}} {
		if _, _, err := t.fill(f); err != nil {
			return err
		}
	}
	return nil
}

// SaveMailText keeps the company's own text of the mails of a paper in one language; the program's own text takes the company's away.
func (d *Desk) SaveMailText(ctx context.Context, in MailText) (out MailText, err error) {
	in.Subject, in.Body = strings.TrimSpace(in.Subject), strings.ReplaceAll(in.Body, "\r\n", "\n")
	err = d.change(ctx, "SaveMailText", func(w *work) error {
		if err := in.check(); err != nil {
			return err
		}
		kept, err := w.MailText(string(in.Paper), in.Language)
		if err != nil {
			return err
		}
		usual := usualText(in.Paper, in.Language)
		in.Own = in.Subject != usual.Subject || in.Body != usual.Body
		switch {
		case !in.Own && kept == nil:
			return nil
		case !in.Own:
			err = w.DeleteMailText(kept.ID)
		default:
			if kept == nil {
				kept = &trade.MailText{Paper: string(in.Paper), Language: in.Language}
			}
			kept.Subject, kept.Body = in.Subject, in.Body
			err = w.SaveMailText(kept)
		}
		if err != nil {
			return err
		}
		return w.note(trade.KindCompany, 1, "mail text", string(in.Paper)+" "+in.Language, "", "")
	})
	return in, err
}

// PrepareUsualText is the program's own text of the mails of a paper in one language.
func (d *Desk) PrepareUsualText(_ context.Context, in MailText) (MailText, error) {
	return usualText(in.Paper, in.Language), nil
}

// PrepareMailText writes the mail of the newest document of a paper with a text that is not saved yet.
func (d *Desk) PrepareMailText(ctx context.Context, in MailText) (out MailDraft, err error) {
	if err := in.check(); err != nil {
		return out, err
	}
	err = d.read(ctx, func(w *work) error {
		own, err := w.company()
		if err != nil {
			return err
		}
		id, err := w.newest(in.Paper)
		if err != nil {
			return err
		}
		f := sampleFields(own)
		if id != 0 {
			l, to, err := w.letterOf(PrintIn{Paper: in.Paper, ID: id})
			if err != nil {
				return err
			}
			l.language = in.Language
			if l.number == "" && l.kind != "" {
				if l.number, err = w.nextNumber(l.kind); err != nil {
					return err
				}
			}
			f = l.fields(own, to)
			out.To, out.ToName = to.Email, to.Name
		}
		out.Subject, out.Body, err = in.fill(f)
		return err
	})
	return out, err
}

// sampleFields are those of a document that was made up.
func sampleFields(own *trade.Company) MailFields {
	f := MailFields{
		Number: "1042", Order: "SO-1042", Total: "180.00 EUR", Valid: "7 December 2026", By: "7 December 2026", Parcels: "\n\nKestrel Parcel 00340", Blind: true,
		To: MailParty{Name: "Ana Ruiz", Email: "ana@bluebird.example"},
	}
	if own != nil {
		f.Company = MailParty{own.Name, own.Email, own.Phone, own.Web}
	}
	return f
}
