package data

import (
	"fmt"

	"dropdesk/app/trade"
)

var messages = newTable("message", "id, state, kind, doc_id, paper, sender, recipient, recipient_name, subject, body, message_id, created_at, handed_at, cc", false,
	func(m *trade.Message) []any {
		return []any{&m.ID, &m.State, &m.Kind, &m.DocID, &m.Paper, &m.From, &m.To, &m.ToName, &m.Subject, &m.Body, &m.MessageID, &m.CreatedAt, &m.HandedAt, &m.Cc}
	}, func(*trade.Message) string { return "The message" })

// AddMessage implements app.Tx.
func (t *tx) AddMessage(m *trade.Message) error {
	if err := messages.save(t, m); err != nil {
		return err
	}
	// A message that was taken back has left its number, and what was tried with it.
	if err := t.exec("DELETE FROM delivery WHERE id = ?1", m.ID); err != nil {
		return err
	}
	return t.exec("DELETE FROM message_file WHERE message_id = ?1", m.ID)
}

// SaveMessage implements app.Tx.
func (t *tx) SaveMessage(m *trade.Message) error { return messages.save(t, m) }

// Message implements app.Tx.
func (t *tx) Message(id trade.ID) (*trade.Message, error) {
	m, err := messages.get(t, id)
	if err != nil {
		return nil, err
	}
	_, err = t.one("SELECT attempts, try_at, answer FROM delivery WHERE id = ?1", []any{id}, &m.Attempts, &m.TryAt, &m.Answer)
	return m, err
}

// DueMessages implements app.Tx.
func (t *tx) DueMessages(now, before trade.Stamp, limit int) ([]trade.ID, error) {
	return all(t, `SELECT m.id FROM message m LEFT JOIN delivery y ON y.id = m.id WHERE m.state = 'ready' AND m.created_at <= ?2
		AND COALESCE(y.try_at, '') <= ?1 AND COALESCE(y.until, '') <= ?1 ORDER BY m.id LIMIT ?3`, []any{now, before, limit}, func(id *trade.ID) []any { return []any{id} })
}

// LostMessages implements app.Tx.
func (t *tx) LostMessages(now trade.Stamp) ([]trade.ID, error) {
	return all(t, `SELECT m.id FROM message m LEFT JOIN delivery y ON y.id = m.id WHERE m.state = 'sending' AND COALESCE(y.until, '') <= ?1
		ORDER BY m.id`, []any{now}, func(id *trade.ID) []any { return []any{id} })
}

// ClaimMessage implements app.Tx.
func (t *tx) ClaimMessage(id trade.ID, owner string, until trade.Stamp) error {
	if err := t.delivery(id); err != nil {
		return err
	}
	return t.exec("UPDATE delivery SET owner = ?2, until = ?3 WHERE id = ?1", id, owner, until)
}

// Claimed implements app.Tx.
func (t *tx) Claimed(id trade.ID, owner string) (bool, error) {
	var n int
	_, err := t.one("SELECT COUNT(*) FROM delivery WHERE id = ?1 AND owner = ?2", []any{id, owner}, &n)
	return n == 1, err
}

// TriedMessage implements app.Tx.
func (t *tx) TriedMessage(m *trade.Message) error {
	if err := t.delivery(m.ID); err != nil {
		return err
	}
	return t.exec("UPDATE delivery SET attempts = ?2, try_at = ?3, answer = ?4, owner = '', until = '' WHERE id = ?1", m.ID, m.Attempts, m.TryAt, m.Answer)
}

func (t *tx) delivery(id trade.ID) error {
	var n int
	found, err := t.one("SELECT 1 FROM delivery WHERE id = ?1", []any{id}, &n)
	if err != nil || found {
		return err
	}
	return t.exec("INSERT INTO delivery (id, attempts, try_at, answer, owner, until) VALUES (?1, 0, '', '', '', '')", id)
}

var mailAccounts = newTable("mail_account", "id, version, address, host, port, security, account_user, inactive", true,
	func(a *trade.MailAccount) []any {
		return []any{&a.ID, &a.Version, &a.Address, &a.Host, &a.Port, &a.Security, &a.User, &a.Inactive}
	}, func(a *trade.MailAccount) string { return fmt.Sprintf("The account of %s", a.Address) })

// SaveMailAccount implements app.Tx.
func (t *tx) SaveMailAccount(a *trade.MailAccount) error { return mailAccounts.save(t, a) }

// MailAccount implements app.Tx.
func (t *tx) MailAccount(id trade.ID) (*trade.MailAccount, error) { return mailAccounts.get(t, id) }

// MailAccounts implements app.Tx.
func (t *tx) MailAccounts() ([]trade.MailAccount, error) {
	return all(t, mailAccounts.selects+"ORDER BY id", nil, mailAccounts.ptrs)
}

// MessagesOf implements app.Tx.
func (t *tx) MessagesOf(kind trade.Kind, id trade.ID) ([]string, error) {
	return all(t, "SELECT message_id FROM message WHERE kind = ?1 AND doc_id = ?2 ORDER BY id", []any{kind, id}, func(s *string) []any { return []any{s} })
}

// PurchaseOf implements app.Tx.
func (t *tx) PurchaseOf(line trade.ID) (id trade.ID, err error) {
	found, err := t.one("SELECT purchase_id FROM purchase_line WHERE id = ?1", []any{line}, &id)
	if err == nil && !found {
		err = trade.Faultf(trade.NotFound, "There is no line %d of a purchase order.", line)
	}
	return id, err
}
