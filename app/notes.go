package app

import (
	"context"
	"strings"

	"dropdesk/app/trade"
)

// NoteIn is a note for those who work here.
type NoteIn struct {
	Kind trade.Kind `json:"kind"` // as of AddAttachment
	ID   trade.ID   `json:"id"`
	Text string     `json:"text"`
}

// AddNote writes an internal note into the history of a record. It stays there, and no paper and no mail ever shows it.
func (d *Desk) AddNote(ctx context.Context, in NoteIn) (Done, error) {
	err := d.change(ctx, "AddNote", func(w *work) error {
		ref, err := w.documented(trade.Ref{Kind: in.Kind, ID: in.ID})
		if err != nil {
			return err
		}
		text := strings.TrimSpace(in.Text)
		if text == "" {
			return trade.Faultf(trade.Invalid, "The note is empty. Write what is to be remembered.").In("text")
		}
		if err := trade.CheckText("note", text); err != nil {
			return at(err, "text")
		}
		return w.note(ref.Kind, ref.ID, "note", text, "", "")
	})
	return Done{err == nil}, err
}
