package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"dropdesk/app/trade"
)

// ListReceived lists the mails that came in, newest first.
func (d *Desk) ListReceived(ctx context.Context, in ListIn) (List[trade.ReceivedMail], error) {
	return list(d, ctx, in, trade.KindReceived, Tx.ListReceived)
}

// GetReceived reads a mail that came in.
func (d *Desk) GetReceived(ctx context.Context, in ByID) (out *trade.ReceivedMail, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Received(in.ID)
		return err
	})
	return out, err
}

// MarkMailRead says that somebody has read a mail, so that it waits no more.
func (d *Desk) MarkMailRead(ctx context.Context, in ByID) (*trade.ReceivedMail, error) {
	return d.onMail(ctx, "MarkMailRead", in.ID, func(w *work, m *trade.ReceivedMail) error {
		if !m.Waiting {
			return trade.Faultf(trade.Refused, "The mail %q does not wait for anybody.", m.Subject)
		}
		m.Waiting = false
		return w.note(trade.KindReceived, m.ID, "mail read", m.Subject, "", "")
	})
}

// FileMailIn gives a mail to a record.
type FileMailIn struct {
	ID     trade.ID   `json:"id"`
	Number string     `json:"number"` // of the quote, order, purchase order, shipment, return or invoice; or
	Kind   trade.Kind `json:"kind"`   // the kind of a record,
	DocID  trade.ID   `json:"doc_id"` // and its id
}

// FileMail files a mail to a record that it does not name itself, with its files.
func (d *Desk) FileMail(ctx context.Context, in FileMailIn) (*trade.ReceivedMail, error) {
	return d.onMail(ctx, "FileMail", in.ID, func(w *work, m *trade.ReceivedMail) error {
		ref := trade.Ref{Kind: in.Kind, ID: in.DocID}
		if in.Number != "" {
			var err error
			if ref, _, err = w.Numbered(strings.TrimSpace(in.Number)); err != nil {
				return err
			}
			if ref.ID == 0 {
				return trade.Faultf(trade.NotFound, "No document has the number %q.", in.Number).In("number")
			}
		}
		ref, err := w.documented(ref)
		if err != nil {
			return err
		}
		files, err := w.AttachmentsOf(trade.Ref{Kind: trade.KindReceived, ID: m.ID})
		if err != nil {
			return err
		}
		have, err := w.AttachmentsOf(ref)
		if err != nil {
			return err
		}
		for i := range files {
			f := &files[i]
			f.Kind, f.DocID, f.Name = ref.Kind, ref.ID, freeName(f.Name, have)
			if err := w.MoveAttachment(f); err != nil {
				return err
			}
			have = append(have, *f)
		}
		number, name, _, err := w.Label(ref)
		if err != nil {
			return err
		}
		m.Kind, m.DocID, m.Number, m.Said = ref.Kind, ref.ID, number, ""
		if ref.Kind == trade.KindCustomer || ref.Kind == trade.KindSupplier {
			m.Number, m.Party = "", name
		}
		return w.note(ref.Kind, ref.ID, "mail in", m.From+": "+m.Subject, "", "")
	})
}

func (d *Desk) onMail(ctx context.Context, step string, id trade.ID, f func(*work, *trade.ReceivedMail) error) (m *trade.ReceivedMail, err error) {
	err = d.change(ctx, step, func(w *work) error {
		if m, err = w.Received(id); err != nil {
			return err
		}
		if err := f(w, m); err != nil {
			return err
		}
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindReceived, ID: id})
		return w.SaveReceived(m)
	})
	if err != nil {
		return nil, err
	}
	return m, nil
}

// TakeAnswer accepts or declines the quote that a mail answers, as the customer said.
func (d *Desk) TakeAnswer(ctx context.Context, in ByID) (*trade.ReceivedMail, error) {
	return d.onMail(ctx, "TakeAnswer", in.ID, func(w *work, m *trade.ReceivedMail) error {
		if !m.Waiting || (m.What != trade.MailAccept && m.What != trade.MailDecline) {
			return trade.Faultf(trade.Refused, "The mail %q holds no answer that waits.", m.Subject)
		}
		inner := context.WithValue(ctx, workKey, w)
		var err error
		if m.What == trade.MailAccept {
			_, err = d.AcceptQuote(inner, DecideIn{ID: m.DocID, Reason: fmt.Sprintf("by mail of %s", m.From)})
		} else {
			_, err = d.DeclineQuote(inner, DecideIn{ID: m.DocID, Reason: declined(m)})
		}
		m.Waiting = false
		return err
	})
}

// declined is why the customer declines, as far as the mail says so.
func declined(m *trade.ReceivedMail) string {
	if _, why, ok := strings.Cut(m.Body, reasonMark); ok {
		if why = strings.TrimSpace(why); why != "" {
			why, _, _ = strings.Cut(why, "\n\n")
			return why
		}
	}
	return fmt.Sprintf("by mail of %s", m.From)
}

// reasonMark ends what we have written into the answer of somebody who declines.
const reasonMark = ">>"

// takeSheet books the sheet that came with a mail. What is in doubt is left to a person.
func takeSheet(ctx context.Context, d *Desk, id trade.ID) error {
	m, err := d.GetReceived(ctx, ByID{ID: id})
	if err != nil {
		return err
	}
	if m.SheetID == 0 {
		return trade.Faultf(trade.NotFound, "The sheet of this mail is not there any more. Ask the supplier for it.")
	}
	a, err := d.GetAttachment(ctx, ByID{ID: m.SheetID})
	if err != nil {
		return err
	}
	plan, err := d.PreviewSupply(ctx, SupplyIn{Name: a.Name, File: a.Content})
	if err != nil {
		return err
	}
	if open := plan.open(); open != "" {
		return trade.Faultf(trade.Refused, "The sheet of %s leaves something open: %s. Open the mail, and decide whether it is recorded.", plan.Number, open)
	}
	_, err = d.BookSupply(ctx, SupplyIn{Name: a.Name, File: a.Content})
	return err
}

// sheetRead ends the waiting of all mails that brought a sheet.
func (w *work) sheetRead(file []byte) error {
	sum := sha256.Sum256(file)
	list, err := w.WaitingSheets(hex.EncodeToString(sum[:]))
	for i := 0; err == nil && i < len(list); i++ {
		list[i].Waiting = false
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindReceived, ID: list[i].ID})
		err = w.SaveReceived(&list[i])
	}
	return err
}
