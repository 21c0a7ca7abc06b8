package data

import "dropdesk/app/trade"

var mailTexts = newTable("mail_text", "id, version, paper, language, subject, body", true,
	func(x *trade.MailText) []any {
		return []any{&x.ID, &x.Version, &x.Paper, &x.Language, &x.Subject, &x.Body}
	}, func(*trade.MailText) string { return "The text of the mail" })

// MailText implements app.Tx.
func (t *tx) MailText(paper, language string) (*trade.MailText, error) {
	list, err := mailTexts.where(t, "WHERE paper = ?1 AND language = ?2", paper, language)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// SaveMailText implements app.Tx.
func (t *tx) SaveMailText(x *trade.MailText) error { return mailTexts.save(t, x) }

// DeleteMailText implements app.Tx.
func (t *tx) DeleteMailText(id trade.ID) error {
	return t.exec("DELETE FROM mail_text WHERE id = ?1", id)
}
