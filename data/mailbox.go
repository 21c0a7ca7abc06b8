package data

import (
	"fmt"

	"dropdesk/app"
	"dropdesk/app/trade"
)

var mailboxes = newTable("mailbox", "id, version, host, port, security, account_user, folder, inactive", true,
	func(b *trade.Mailbox) []any {
		return []any{&b.ID, &b.Version, &b.Host, &b.Port, &b.Security, &b.User, &b.Folder, &b.Inactive}
	}, func(b *trade.Mailbox) string { return fmt.Sprintf("The mailbox of %s", b.User) })

// SaveMailbox implements app.Tx.
func (t *tx) SaveMailbox(b *trade.Mailbox) error { return mailboxes.save(t, b) }

// Mailboxes implements app.Tx.
func (t *tx) Mailboxes() ([]trade.Mailbox, error) {
	list, err := all(t, mailboxes.selects+"ORDER BY id", nil, mailboxes.ptrs)
	for i := 0; err == nil && i < len(list); i++ {
		p := &list[i].Place
		_, err = t.one("SELECT validity, uid, read_at, trouble FROM mailbox_place WHERE id = ?1", []any{list[i].ID}, &p.Validity, &p.UID, &p.ReadAt, &p.Trouble)
	}
	return list, err
}

// SavePlace implements app.Tx.
func (t *tx) SavePlace(mailbox trade.ID, p trade.MailPlace) error {
	var n int
	known, err := t.one("SELECT 1 FROM mailbox_place WHERE id = ?1", []any{mailbox}, &n)
	if err == nil && !known {
		err = t.exec("INSERT INTO mailbox_place (id, validity, uid, read_at, trouble) VALUES (?1, 0, 0, '', '')", mailbox)
	}
	if err != nil {
		return err
	}
	return t.exec("UPDATE mailbox_place SET validity = ?2, uid = ?3, read_at = ?4, trouble = ?5 WHERE id = ?1", mailbox, p.Validity, p.UID, p.ReadAt, p.Trouble)
}

var receivedMails = newTable("received_mail", `id, version, kind, doc_id, what, waiting, message_id, digest, sender, sender_name, recipient, subject, body, sent_at, at, number, party,
	answers, sheet_id, said`, true,
	func(m *trade.ReceivedMail) []any {
		return []any{&m.ID, &m.Version, &m.Kind, &m.DocID, &m.What, &m.Waiting, &m.MessageID, &m.Digest, &m.From, &m.FromName, &m.To, &m.Subject, &m.Body, &m.SentAt, &m.At, &m.Number, &m.Party,
			link{&m.Answers}, link{&m.SheetID}, &m.Said}
	}, func(m *trade.ReceivedMail) string { return fmt.Sprintf("The mail %q", m.Subject) })

// SaveReceived implements app.Tx.
func (t *tx) SaveReceived(m *trade.ReceivedMail) error { return receivedMails.save(t, m) }

// Received implements app.Tx.
func (t *tx) Received(id trade.ID) (*trade.ReceivedMail, error) { return receivedMails.get(t, id) }

// ReceivedAs implements app.Tx.
func (t *tx) ReceivedAs(digest string) (*trade.ReceivedMail, error) {
	list, err := receivedMails.where(t, "WHERE digest = ?1", digest)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// WaitingSheets implements app.Tx.
func (t *tx) WaitingSheets(sha256 string) ([]trade.ReceivedMail, error) {
	return receivedMails.where(t, "WHERE waiting = 1 AND sheet_id IN (SELECT a.id FROM attachment a WHERE a.sha256 = ?1) ORDER BY id", sha256)
}

var receivedList = listing[trade.ReceivedMail]{
	kind: trade.KindReceived, from: "received_mail d",
	columns: `d.id, d.version, d.kind, d.doc_id, d.what, d.waiting, d.message_id, d.digest, d.sender, d.sender_name, d.recipient, d.subject, d.body, d.sent_at, d.at, d.number, d.party,
		d.answers, d.sheet_id, d.said`,
	ptrs:    receivedMails.ptrs,
	filters: map[string]string{"waiting_mail": "d.waiting = 1", "read_mail": "d.waiting = 0"},
	order:   "d.id DESC", sorts: sortable("subject", "party", "number", "at"),
}

// ListReceived implements app.Tx.
func (t *tx) ListReceived(in app.ListIn) (app.List[trade.ReceivedMail], error) {
	return receivedList.list(t, in)
}

// MessageNumbered implements app.Tx.
func (t *tx) MessageNumbered(messageID string) (*trade.Message, error) {
	var id trade.ID
	found, err := t.one("SELECT id FROM message WHERE message_id = ?1 ORDER BY id DESC LIMIT 1", []any{messageID}, &id)
	if err != nil || !found {
		return nil, err
	}
	return t.Message(id)
}

// numbered are the documents that mails speak of, each with whom it is with.
var numbered = []struct {
	kind  trade.Kind
	query string
}{
	{trade.KindQuote, "SELECT id, customer_id, 0 FROM quote WHERE number = ?1 AND number <> ''"},
	{trade.KindOrder, "SELECT id, customer_id, 0 FROM sales_order WHERE number = ?1 AND number <> ''"},
	{trade.KindPurchase, "SELECT id, 0, supplier_id FROM purchase_order WHERE number = ?1 AND number <> ''"},
	{trade.KindInvoice, "SELECT id, customer_id, 0 FROM invoice WHERE number = ?1 AND number <> ''"},
	{trade.KindShipment, "SELECT s.id, o.customer_id, 0 FROM shipment s JOIN sales_order o ON o.id = s.order_id WHERE s.number = ?1"},
	{trade.KindReturn, "SELECT r.id, o.customer_id, 0 FROM customer_return r JOIN sales_order o ON o.id = r.order_id WHERE r.number = ?1"},
}

// Numbered implements app.Tx.
func (t *tx) Numbered(number string) (ref trade.Ref, party trade.Ref, err error) {
	for _, n := range numbered {
		var customer, supplier trade.ID
		found, err := t.one(n.query, []any{number}, &ref.ID, &customer, &supplier)
		if err != nil {
			return ref, party, err
		}
		if found {
			ref.Kind, party = n.kind, trade.Ref{Kind: trade.KindCustomer, ID: customer}
			if customer == 0 {
				party = trade.Ref{Kind: trade.KindSupplier, ID: supplier}
			}
			return ref, party, nil
		}
	}
	return trade.Ref{}, trade.Ref{}, nil
}

// Writers implements app.Tx.
func (t *tx) Writers(email string) ([]trade.Ref, error) {
	return all(t, `SELECT CASE WHEN customer_id IS NULL THEN 'supplier' ELSE 'customer' END, COALESCE(customer_id, supplier_id) FROM contact
		WHERE LOWER(email) = LOWER(?1) AND email <> '' ORDER BY id`, []any{email}, func(r *trade.Ref) []any { return []any{&r.Kind, &r.ID} })
}

// ComesBack implements app.Tx.
func (t *tx) ComesBack(email string, since trade.Date) error {
	var n int
	known, err := t.one("SELECT 1 FROM contact WHERE LOWER(email) = LOWER(?1) AND email <> '' AND (bounced = '') <> (?2 = '') LIMIT 1", []any{email, since}, &n)
	if err != nil || !known { // since when is what counts; most mail changes nothing
		return err
	}
	return t.exec("UPDATE contact SET bounced = ?2 WHERE LOWER(email) = LOWER(?1) AND email <> '' AND (bounced = '') <> (?2 = '')", email, since)
}

// ContactsBounced implements app.Tx.
func (t *tx) ContactsBounced(email string) ([]trade.Contact, error) {
	return all(t, "SELECT name, email, bounced FROM contact WHERE LOWER(email) = LOWER(?1) AND email <> '' AND bounced <> '' ORDER BY id", []any{email},
		func(c *trade.Contact) []any { return []any{&c.Name, &c.Email, &c.Bounced} })
}

// MoveAttachment implements app.Tx.
func (t *tx) MoveAttachment(a *trade.AttachedFile) error {
	return t.exec("UPDATE attachment SET kind = ?2, doc_id = ?3, name = ?4 WHERE id = ?1", a.ID, a.Kind, a.DocID, a.Name)
}
