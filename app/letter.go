package app

import (
	"context"
	"fmt"
	"strings"

	"dropdesk/app/trade"
)

// write puts the e-mail that carries a document's paper into the outbox. What in leaves out is
// written for the document; without an address it is refused, unless no mail is wanted.
func (w *work) write(kind trade.Kind, id trade.ID, paper PaperKind, in SendIn, to trade.Contact, doc any) error {
	if in.NoMail {
		return nil
	}
	own, err := w.company()
	if err != nil {
		return err
	}
	m := &trade.Message{State: trade.MessageReady, Kind: kind, DocID: id, Paper: string(paper), From: own.Email, To: in.To, CreatedAt: w.stamp()}
	if m.To == "" {
		m.To, m.ToName = to.Email, to.Name
	}
	if m.To == "" {
		return trade.Faultf(trade.Refused, "There is no e-mail address to send it to. Enter one on the document, or hand it over in another way and mark it sent without mail.").In("to")
	}
	if err := trade.CheckEmail("recipient", m.To); err != nil {
		return at(err, "to")
	}
	m.Subject, m.Body = letter(own, doc)
	if in.Subject != "" {
		m.Subject = in.Subject
	}
	if in.Body != "" {
		m.Body = in.Body
	}
	if err := trade.CheckShort("subject", m.Subject); err != nil {
		return at(err, "subject")
	}
	if err := trade.CheckText("message", m.Body); err != nil {
		return at(err, "body")
	}
	_, host, _ := strings.Cut(own.Email, "@")
	if host == "" {
		host = "dropdesk.invalid"
	}
	m.MessageID = fmt.Sprintf("%s-%d.%d@%s", paper, id, w.now.UnixNano(), host)
	if err := w.AddMessage(m); err != nil {
		return err
	}
	return w.note(kind, id, "mail", m.To, "", "")
}

// letter words subject and body for a document.
func letter(own *trade.Company, doc any) (subject, body string) {
	var name, text, language string
	switch x := doc.(type) {
	case *trade.Quote:
		name, language = x.Contact.Name, x.Language
		if language == "de" {
			subject = fmt.Sprintf("Angebot %s von %s, %s %s", x.Number, own.Name, x.Total.Text(x.Currency), x.Currency)
			text = "vielen Dank für Ihre Anfrage. Unser Angebot liegt bei."
			if x.Valid != "" {
				text += fmt.Sprintf(" Es gilt bis %s.", germanDate(x.Valid))
			}
		} else {
			subject = fmt.Sprintf("Quote %s from %s, %s %s", x.Number, own.Name, x.Total.Text(x.Currency), x.Currency)
			text = "thank you for asking. Our quote is attached."
			if x.Valid != "" {
				text += fmt.Sprintf(" It is valid until %s.", englishDate(x.Valid))
			}
		}
	case *trade.SalesOrder:
		name, language = x.Contact.Name, x.Language
		if language == "de" {
			subject = fmt.Sprintf("Auftragsbestätigung %s von %s", x.Number, own.Name)
			text = "vielen Dank für Ihren Auftrag. Unsere Bestätigung liegt bei."
		} else {
			subject = fmt.Sprintf("Order confirmation %s from %s", x.Number, own.Name)
			text = "thank you for your order. Our confirmation is attached."
		}
	case *trade.PurchaseOrder:
		name, language = x.Contact.Name, x.Language
		if language == "de" {
			subject = fmt.Sprintf("Bestellung %s von %s", x.Number, own.Name)
			text = "bitte liefern Sie die beiliegende Bestellung direkt an die genannte Lieferanschrift und bestätigen Sie uns Menge und Termin."
		} else {
			subject = fmt.Sprintf("Purchase order %s from %s", x.Number, own.Name)
			text = "please ship the attached order directly to the ship-to address on it, and confirm quantities and dates to us."
		}
	case *trade.Shipment:
		name, language = x.ShipTo.Name, "en"
		subject = fmt.Sprintf("Your order %s has shipped (%s)", x.OrderNo, x.Number)
		text = "your goods are on their way. The delivery note is attached."
		for _, p := range x.Parcels {
			text += "\n\n" + x.Carrier + " " + p.Tracking
			if p.Link != "" {
				text += "\n" + p.Link
			}
		}
	case *trade.Invoice:
		name, language = x.Contact.Name, x.Language
		switch {
		case language == "de" && x.Credit:
			subject, text = fmt.Sprintf("Gutschrift %s von %s", x.Number, own.Name), "unsere Gutschrift liegt bei."
		case language == "de":
			subject, text = fmt.Sprintf("Rechnung %s von %s, %s %s", x.Number, own.Name, x.Total.Text(x.Currency), x.Currency), "unsere Rechnung liegt bei."
		case x.Credit:
			subject, text = fmt.Sprintf("Credit note %s from %s", x.Number, own.Name), "our credit note is attached."
		default:
			subject, text = fmt.Sprintf("Invoice %s from %s, %s %s", x.Number, own.Name, x.Total.Text(x.Currency), x.Currency), "our invoice is attached. Thank you for your business."
		}
	}
	hello, bye := "Hello", "Kind regards"
	if language == "de" {
		hello, bye = "Guten Tag", "Mit freundlichen Grüßen"
	}
	if name != "" {
		hello += " " + name
	}
	return subject, hello + ",\n\n" + text + "\n\n" + bye + "\n" + own.Name
}

func englishDate(d trade.Date) string { return d.Time().Format("2 January 2006") }

func germanDate(d trade.Date) string { return d.Time().Format("02.01.2006") }

// ListMessages lists the outbox, newest first.
func (d *Desk) ListMessages(ctx context.Context, in ListIn) (List[trade.Message], error) {
	return list(d, ctx, in, trade.KindMessage, Tx.ListMessages)
}

// GetMessage reads a message of the outbox.
func (d *Desk) GetMessage(ctx context.Context, in ByID) (out *trade.Message, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Message(in.ID)
		return err
	})
	return out, err
}

// MailOut is a message as an .eml file that any mail program opens.
type MailOut struct {
	FileName string `json:"file_name"`
	EML      []byte `json:"eml"`
}

// HandMessage makes the .eml file of a message, with its PDF, and marks the message as handed over.
func (d *Desk) HandMessage(ctx context.Context, in ByID) (out MailOut, err error) {
	var mail Mail
	var paper Paper
	err = d.read(ctx, func(w *work) error {
		m, err := w.Message(in.ID)
		if err != nil {
			return err
		}
		if paper, err = w.paper(PaperKind(m.Paper), m.DocID); err != nil {
			return err
		}
		own, err := w.company()
		if err != nil {
			return err
		}
		mail = Mail{MessageID: m.MessageID, From: m.From, FromName: own.Name, To: m.To, ToName: m.ToName, Subject: m.Subject, Body: m.Body, Date: m.CreatedAt, FileName: paper.fileName()}
		return nil
	})
	if err != nil {
		return out, err
	}
	// The PDF is made outside of any transaction: it takes longer than others should wait.
	if mail.Attachment, err = d.printer.PDF(paper); err != nil {
		return out, trade.Faultf(trade.External, "The PDF of %s could not be made: %w. The message stays in the outbox.", paper.Number, err)
	}
	out.FileName = fmt.Sprintf("%s-%d.eml", strings.TrimSuffix(mail.FileName, ".pdf"), in.ID)
	if out.EML, err = d.mailer.EML(mail); err != nil {
		return out, err
	}
	err = d.change(ctx, func(w *work) error {
		m, err := w.Message(in.ID)
		if err != nil || m.State == trade.MessageHanded {
			return err
		}
		m.State, m.HandedAt = trade.MessageHanded, w.stamp()
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindMessage, ID: m.ID})
		return w.SaveMessage(m)
	})
	return out, err
}
