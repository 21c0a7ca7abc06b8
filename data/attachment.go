package data

import "dropdesk/app/trade"

var attachments = newTable("attachment", "id, kind, doc_id, name, type, size, sha256, at, who, content", false,
	func(a *trade.AttachedFile) []any {
		return []any{&a.ID, &a.Kind, &a.DocID, &a.Name, &a.Type, &a.Size, &a.SHA256, &a.At, &a.Who, &a.Content}
	}, func(*trade.AttachedFile) string { return "The attachment" })

// Attachment implements app.Tx.
func (t *tx) Attachment(id trade.ID) (*trade.AttachedFile, error) { return attachments.get(t, id) }

// AddAttachment implements app.Tx.
func (t *tx) AddAttachment(a *trade.AttachedFile) error { return attachments.save(t, a) }

// DeleteAttachment implements app.Tx.
func (t *tx) DeleteAttachment(id trade.ID) error {
	return t.exec("DELETE FROM attachment WHERE id = ?1", id)
}

// AttachmentsOf implements app.Tx.
func (t *tx) AttachmentsOf(of trade.Ref) ([]trade.AttachedFile, error) {
	return all(t, "SELECT id, kind, doc_id, name, type, size, sha256, at, who FROM attachment WHERE kind = ?1 AND doc_id = ?2 ORDER BY id", []any{of.Kind, of.ID},
		func(a *trade.AttachedFile) []any {
			return []any{&a.ID, &a.Kind, &a.DocID, &a.Name, &a.Type, &a.Size, &a.SHA256, &a.At, &a.Who}
		})
}
