package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// write puts the e-mail that carries a document's paper into the outbox. What in leaves out is
// written for the document, and {number} becomes the document's number; without an address it is
// refused, unless no mail is wanted.
func (w *work) write(kind trade.Kind, id trade.ID, paper PaperKind, in SendIn, to trade.Contact, l letter) error {
	if in.NoMail {
		return nil
	}
	own, err := w.company()
	if err != nil {
		return err
	}
	m := &trade.Message{State: trade.MessageReady, Kind: kind, DocID: id, Paper: string(paper), From: own.From(paper.ToSupplier()), To: in.To, CreatedAt: w.stamp()}
	if m.To == "" {
		m.To, m.ToName = to.Email, to.Name
	}
	if m.To == "" {
		return trade.Faultf(trade.Refused, "There is no e-mail address to send it to. Enter one on the document, or hand it over in another way and mark it sent without mail.").In("to")
	}
	if err := trade.CheckEmail("recipient", m.To); err != nil {
		return at(err, "to")
	}
	if m.Cc, err = copies(in.Cc); err != nil {
		return err
	}
	if in.To != "" {
		if err := w.greet(m, l); err != nil {
			return err
		}
	}
	subject, body, err := w.words(l, paper, own, to)
	if err != nil {
		return err
	}
	if in.Subject != "" {
		subject = in.Subject
	}
	if in.Body != "" {
		body = in.Body
	}
	m.Subject, m.Body = strings.ReplaceAll(subject, numberField, l.number), strings.ReplaceAll(body, numberField, l.number)
	if err := trade.CheckShort("subject", m.Subject); err != nil {
		return at(err, "subject")
	}
	if err := trade.CheckText("message", m.Body); err != nil {
		return at(err, "body")
	}
	m.MessageID = fmt.Sprintf("%s-%d.%d@%s", paper, id, w.now.UnixNano(), host(m.From))
	if err := w.AddMessage(m); err != nil {
		return err
	}
	return w.note(kind, id, "mail", m.To, "", "")
}

// letter is what the words of an e-mail need to know of its document.
type letter struct {
	number, language, total, order string
	kind                           trade.Kind // by which a draft will be numbered
	valid                          trade.Date
	customer, supplier             trade.ID // whose people read it
	parcels                        string
	by                             trade.Date // when the money is to be here
}

// numberField stands for the number that a draft does not have yet.
const numberField = "{number}"

func quoteLetter(q *trade.Quote) letter {
	return letter{number: q.Number, kind: trade.KindQuote, customer: q.CustomerID, language: q.Language, total: q.Total.Text(q.Currency) + " " + string(q.Currency), valid: q.Valid}
}

func orderLetter(o *trade.SalesOrder) letter {
	return letter{number: o.Number, customer: o.CustomerID, language: o.Language}
}

func purchaseLetter(p *trade.PurchaseOrder) letter {
	return letter{number: p.Number, kind: trade.KindPurchase, supplier: p.SupplierID, language: p.Language}
}

func invoiceLetter(v *trade.Invoice) letter {
	return letter{number: v.Number, kind: numberedAs(v), customer: v.CustomerID, language: v.Language, total: v.Total.Text(v.Currency) + " " + string(v.Currency)}
}

// numberedAs is the kind by which an invoice is numbered.
func numberedAs(v *trade.Invoice) trade.Kind {
	if v.Credit {
		return trade.KindCredit
	}
	return trade.KindInvoice
}

func shipmentLetter(s *trade.Shipment, o *trade.SalesOrder) letter {
	l := letter{number: s.Number, customer: o.CustomerID, language: o.Language, order: s.OrderNo}
	for _, p := range s.Parcels {
		l.parcels += "\n\n" + s.Carrier + " " + p.Tracking
		if p.Link != "" {
			l.parcels += "\n" + p.Link
		}
	}
	return l
}

func changeLetter(c *trade.Change, p *trade.PurchaseOrder) letter {
	return letter{number: c.Number, supplier: p.SupplierID, language: p.Language, order: p.Number}
}

func claimLetter(p *trade.PurchaseOrder) letter {
	return letter{number: p.Number, supplier: p.SupplierID, language: p.Language}
}

func returnLetter(r *trade.Return) letter {
	return letter{number: r.Number, customer: r.CustomerID, language: r.Language, order: r.OrderNo}
}

// wording is subject and text of a kind of letter in one language.
type wording struct{ subject, text string }

var englishLetters = map[PaperKind]wording{
	PaperQuote:        {"Quote {number} from {company}, {total}", "thank you for asking. Our quote is attached.{valid}"},
	PaperConfirmation: {"Order confirmation {number} from {company}", "thank you for your order. Our confirmation is attached."},
	PaperPurchase:     {"Purchase order {number} from {company}", "please ship the attached order directly to the ship-to address on it, and confirm quantities and dates to us."},
	PaperDelivery:     {"Your order {order} has shipped ({number})", "your goods are on their way. The delivery note is attached.{parcels}"},
	PaperProforma:     {"Pro-forma invoice for order {number} from {company}, {total}", "our pro-forma invoice is attached. As soon as {total} has arrived, we order your goods."},
	PaperInvoice:      {"Invoice {number} from {company}, {total}", "our invoice is attached. Thank you for your business."},
	PaperCredit:       {"Credit note {number} from {company}", "our credit note is attached."},
	PaperAmendment:    {"Change {number} to purchase order {order} from {company}", "please change our purchase order {order} as attached, and tell us whether you can."},
	PaperCancellation: {"Cancellation {number} of purchase order {order} from {company}", "please cancel what has not shipped of our purchase order {order} as attached, and tell us whether you can."},
	PaperClaim:        {"Claim on purchase order {number} from {company}", "please send us a credit note for the goods on the attached list."},
	PaperReturn:       {"Return {number} for your order {order}", "please put the attached slip into the parcel. We settle the return when it has arrived."},
	PaperReminder:     {"Payment reminder {number} from {company}, {total}", "perhaps it has escaped your notice: the invoices on the attached list are due, {total} together. If you have paid meanwhile, please take no notice of this mail."},
	PaperReminder2:    {"Second payment reminder {number} from {company}, {total}", "we have reminded you of the invoices on the attached list already and have received no payment. Please pay {total} by {by}."},
	PaperReminder3:    {"Last payment reminder {number} from {company}, {total}", "in spite of our reminders the invoices on the attached list are still unpaid. This is our last reminder: unless {total} arrive by {by}, we will have to take further steps."},
	PaperStatement:    {"Statement of account from {company}, {total}", "our statement of your account up to {by} is attached. If you see it otherwise, please tell us."},
	PaperRemittance:   {"Remittance advice {number} from {company}, {total}", "we have paid {total} to you; the attached list says for which of your bills."},
}

var germanLetters = map[PaperKind]wording{
	PaperQuote:        {"Angebot {number} von {company}, {total}", "vielen Dank für Ihre Anfrage. Unser Angebot liegt bei.{valid}"},
	PaperConfirmation: {"Auftragsbestätigung {number} von {company}", "vielen Dank für Ihren Auftrag. Unsere Bestätigung liegt bei."},
	PaperPurchase:     {"Bestellung {number} von {company}", "bitte liefern Sie die beiliegende Bestellung direkt an die genannte Lieferanschrift und bestätigen Sie uns Menge und Termin."},
	PaperDelivery:     {"Ihr Auftrag {order} ist unterwegs ({number})", "Ihre Ware ist unterwegs. Der Lieferschein liegt bei.{parcels}"},
	PaperProforma:     {"Proforma-Rechnung zum Auftrag {number} von {company}, {total}", "unsere Proforma-Rechnung liegt bei. Sobald {total} eingegangen sind, bestellen wir Ihre Ware."},
	PaperInvoice:      {"Rechnung {number} von {company}, {total}", "unsere Rechnung liegt bei. Vielen Dank für Ihren Auftrag."},
	PaperCredit:       {"Gutschrift {number} von {company}", "unsere Gutschrift liegt bei."},
	PaperAmendment:    {"Änderung {number} zur Bestellung {order} von {company}", "bitte ändern Sie unsere Bestellung {order} wie beiliegend und sagen Sie uns, ob das möglich ist."},
	PaperCancellation: {"Stornierung {number} der Bestellung {order} von {company}", "bitte stornieren Sie wie beiliegend, was von unserer Bestellung {order} noch nicht versandt ist, und sagen Sie uns, ob das möglich ist."},
	PaperClaim:        {"Reklamation zur Bestellung {number} von {company}", "bitte senden Sie uns eine Gutschrift über die Waren der beiliegenden Liste."},
	PaperReturn:       {"Rücksendung {number} zu Ihrem Auftrag {order}", "bitte legen Sie den beiliegenden Schein in das Paket. Wir rechnen ab, sobald es eingetroffen ist."},
	PaperReminder:     {"Zahlungserinnerung {number} von {company}, {total}", "vielleicht ist es Ihrer Aufmerksamkeit entgangen: Die Rechnungen der beiliegenden Liste sind fällig, zusammen {total}. Sollten Sie inzwischen gezahlt haben, betrachten Sie diese Mail bitte als gegenstandslos."},
	PaperReminder2:    {"Mahnung {number} von {company}, {total}", "an die Rechnungen der beiliegenden Liste haben wir Sie bereits erinnert und keine Zahlung erhalten. Bitte zahlen Sie {total} bis zum {by}."},
	PaperReminder3:    {"Letzte Mahnung {number} von {company}, {total}", "trotz unserer Erinnerungen sind die Rechnungen der beiliegenden Liste noch offen. Dies ist unsere letzte Mahnung: Gehen {total} nicht bis zum {by} ein, müssen wir weitere Schritte einleiten."},
	PaperStatement:    {"Kontoauszug von {company}, {total}", "unser Auszug Ihres Kontos bis zum {by} liegt bei. Sollte Ihre Buchhaltung abweichen, sagen Sie es uns bitte."},
	PaperRemittance:   {"Zahlungsavis {number} von {company}, {total}", "wir haben Ihnen {total} gezahlt; die beiliegende Liste sagt, für welche Ihrer Rechnungen."},
}

// PrepareIn names the paper that an e-mail is to carry.
type PrepareIn struct {
	PrintIn
	Language string         `json:"language"` // of the text; empty: the document's
	Contact  *trade.Contact `json:"contact"`  // who is greeted; left out: the document's contact
}

// MailDraft is an e-mail as it would go out.
type MailDraft struct {
	To       string          `json:"to"`
	ToName   string          `json:"to_name"`
	Number   string          `json:"number"`  // that a draft will be given if it is the next to be sent; empty where it has one
	Subject  string          `json:"subject"` // {number} stands for the number that a draft is given when it is sent
	Body     string          `json:"body"`
	Language string          `json:"language"` // of the text
	Contacts []trade.Contact `json:"contacts"` // all of the customer's or supplier's people with an address
	Doubt    string          `json:"doubt"`    // mail to this address does not arrive
}

// PrepareMessage writes the e-mail for a document without sending it, to be read and changed before.
func (d *Desk) PrepareMessage(ctx context.Context, in PrepareIn) (out MailDraft, err error) {
	err = d.read(ctx, func(w *work) error {
		own, err := w.company()
		if err != nil {
			return err
		}
		l, to, err := w.letterOf(in.PrintIn)
		if err != nil {
			return err
		}
		if in.Language != "" {
			l.language = in.Language
		}
		if in.Contact != nil {
			to = *in.Contact
		}
		out.To, out.ToName, out.Language = to.Email, to.Name, mailLanguage(l.language)
		if out.Contacts, err = w.readers(l); err != nil {
			return err
		}
		out.Doubt = doubtReader(out.Contacts, out.To)
		if l.number == "" && l.kind != "" {
			if out.Number, err = w.nextNumber(l.kind); err != nil {
				return err
			}
		}
		out.Subject, out.Body, err = w.words(l, in.Paper, own, to)
		return err
	})
	return out, err
}

// nextNumber is the number that the next document of a kind will have.
func (w *work) nextNumber(kind trade.Kind) (string, error) {
	all, err := w.Numberings()
	for _, n := range all {
		if n.Kind == kind {
			return n.Name(n.Next, w.now.Year()), err
		}
	}
	return "", err
}

// readers are the people with an address at the house that a letter goes to.
func (w *work) readers(l letter) (list []trade.Contact, err error) {
	switch {
	case l.customer != 0:
		var c *trade.Customer
		if c, err = w.Customer(l.customer); err == nil {
			list = c.Contacts
		}
	case l.supplier != 0:
		var s *trade.Supplier
		if s, err = w.Supplier(l.supplier); err == nil {
			list = s.Contacts
		}
	}
	return slices.DeleteFunc(list, func(c trade.Contact) bool { return c.Email == "" }), err
}

// greet gives a message that goes to another address the name of whom it belongs to, if that is known.
func (w *work) greet(m *trade.Message, l letter) error {
	list, err := w.readers(l)
	for _, c := range list {
		if strings.EqualFold(c.Email, m.To) {
			m.ToName = c.Name
			return nil
		}
	}
	return err
}

// mostCopies is how many people may get a copy of a message.
const mostCopies = 20

// copies checks who else gets a message.
func copies(text string) (string, error) {
	list := trade.Addresses(text)
	if len(list) > mostCopies {
		return "", trade.Faultf(trade.Invalid, "A message may go to %d people besides its reader, not to %d.", mostCopies, len(list)).In("cc")
	}
	for _, address := range list {
		if err := trade.CheckEmail("recipient of a copy", address); err != nil {
			return "", at(err, "cc")
		}
	}
	return strings.Join(list, ", "), nil
}

func (w *work) letterOf(in PrintIn) (letter, trade.Contact, error) {
	switch in.Paper {
	case PaperQuote:
		q, err := w.Quote(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return quoteLetter(q), q.Contact, nil
	case PaperConfirmation:
		o, err := w.Order(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return orderLetter(o), o.Contact, nil
	case PaperProforma:
		o, err := w.Order(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return proformaLetter(o), o.Contact, nil
	case PaperPurchase:
		p, err := w.Purchase(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return purchaseLetter(p), p.Contact, nil
	case PaperDelivery:
		s, err := w.Shipment(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		o, err := w.Order(s.OrderID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return shipmentLetter(s, o), o.Contact, nil
	case PaperInvoice, PaperCredit:
		v, err := w.Invoice(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return invoiceLetter(v), v.Contact, nil
	case PaperAmendment, PaperCancellation:
		c, err := w.Change(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		p, err := w.Purchase(c.PurchaseID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return changeLetter(c, p), p.Contact, nil
	case PaperClaim:
		p, err := w.Purchase(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return claimLetter(p), p.Contact, nil
	case PaperReminder, PaperReminder2, PaperReminder3:
		r, err := w.Reminder(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return reminderLetter(r), r.Contact, nil
	case PaperStatement:
		s, err := w.Statement(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return statementLetter(s), s.Contact, nil
	case PaperRemittance:
		p, err := w.Payment(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return w.remittanceLetter(p)
	case PaperReturn:
		r, err := w.Return(in.ID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		o, err := w.Order(r.OrderID)
		if err != nil {
			return letter{}, trade.Contact{}, err
		}
		return returnLetter(r), o.Contact, nil
	}
	return letter{}, trade.Contact{}, trade.Faultf(trade.Invalid, "No e-mail goes out with the paper %q.", string(in.Paper)).In("paper")
}

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
	mail, files, _, err := d.mailOf(ctx, in.ID)
	if err != nil {
		return out, err
	}
	out.FileName = fmt.Sprintf("%s-%d.eml", strings.TrimSuffix(files[0].Name, ".pdf"), in.ID)
	if out.EML, err = d.mailer.EML(mail); err != nil {
		return out, err
	}
	err = d.change(ctx, "HandMessage", func(w *work) error {
		m, err := w.Message(in.ID)
		if err != nil || m.Left() {
			return err
		}
		kept, err := w.Files(in.ID)
		if err == nil && len(kept) == 0 {
			err = w.KeepFiles(in.ID, files)
		}
		if err != nil {
			return err
		}
		m.State, m.HandedAt = trade.MessageHanded, w.stamp()
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindMessage, ID: m.ID})
		return w.SaveMessage(m)
	})
	return out, err
}
