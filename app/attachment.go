package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime"
	"path"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// documented are the kinds of records that files and notes can be added to.
var documented = []trade.Kind{trade.KindQuote, trade.KindOrder, trade.KindPurchase, trade.KindShipment, trade.KindInvoice, trade.KindPayment, trade.KindBill,
	trade.KindReturn, trade.KindCustomer, trade.KindSupplier, trade.KindItem}

// AttachmentIn is a file for a record.
type AttachmentIn struct {
	Kind    trade.Kind `json:"kind"` // quote, order, purchase, shipment, invoice (credit notes too), payment, bill, return, customer, supplier, item
	ID      trade.ID   `json:"id"`
	Name    string     `json:"name"`    // of the file; folders in it and what no file may be called are left out
	Type    string     `json:"type"`    // empty: by the name's ending
	Content []byte     `json:"content"` // at most 25 MB
}

// AddAttachment keeps a file with a record. It never goes out by itself: no mail and no paper holds it.
func (d *Desk) AddAttachment(ctx context.Context, in AttachmentIn) (out *trade.AttachedFile, err error) {
	err = d.change(ctx, "AddAttachment", func(w *work) error {
		ref, err := w.documented(trade.Ref{Kind: in.Kind, ID: in.ID})
		if err != nil {
			return err
		}
		a := &trade.AttachedFile{Kind: ref.Kind, DocID: ref.ID, Name: trade.FileName(in.Name), Type: in.Type, Size: len(in.Content), At: w.stamp(), Who: w.who, Content: in.Content}
		switch {
		case a.Size == 0:
			return trade.Faultf(trade.Invalid, "%s is empty, so there is nothing to keep.", a.Name).In("content")
		case a.Size > trade.MaxAttachment:
			return trade.Faultf(trade.Invalid, "%s has %d MB; %d MB fit. Make it smaller, or keep it in a folder and write a note where it is.", a.Name, (a.Size+1<<20-1)>>20, trade.MaxAttachment>>20).In("content")
		}
		if a.Type == "" {
			if a.Type = mime.TypeByExtension(strings.ToLower(path.Ext(a.Name))); a.Type == "" {
				a.Type = "application/octet-stream"
			}
		}
		if err := trade.CheckShort("type", a.Type); err != nil {
			return at(err, "type")
		}
		sum := sha256.Sum256(in.Content)
		a.SHA256 = hex.EncodeToString(sum[:])
		have, err := w.AttachmentsOf(ref)
		if err != nil {
			return err
		}
		for i := range have {
			if have[i].SHA256 == a.SHA256 {
				return trade.Faultf(trade.Refused, "This file is attached already, as %s.", have[i].Name)
			}
		}
		a.Name = freeName(a.Name, have)
		if err := w.AddAttachment(a); err != nil {
			return err
		}
		out = new(*a)
		out.Content = nil
		return w.note(ref.Kind, ref.ID, "attach", a.Name, "", "")
	})
	return out, err
}

// freeName is a name that no other file of a record has.
func freeName(name string, have []trade.AttachedFile) string {
	taken := func(name string) bool {
		return slices.ContainsFunc(have, func(x trade.AttachedFile) bool { return strings.EqualFold(x.Name, name) })
	}
	ext := path.Ext(name)
	for n, stem := 2, strings.TrimSuffix(name, ext); taken(name); n++ {
		name = fmt.Sprintf("%s (%d)%s", stem, n, ext)
	}
	return name
}

// ListAttachments lists a record's files, oldest first, without their contents.
func (d *Desk) ListAttachments(ctx context.Context, in trade.Ref) (All[trade.AttachedFile], error) {
	return listAll(d, ctx, func(w *work) ([]trade.AttachedFile, error) {
		if in.Kind == trade.KindCredit {
			in.Kind = trade.KindInvoice
		}
		return w.AttachmentsOf(in)
	})
}

// GetAttachment is a file with its content.
func (d *Desk) GetAttachment(ctx context.Context, in ByID) (out *trade.AttachedFile, err error) {
	err = d.read(ctx, func(w *work) error {
		if out, err = w.Attachment(in.ID); err != nil {
			return err
		}
		if sum := sha256.Sum256(out.Content); hex.EncodeToString(sum[:]) != out.SHA256 {
			return trade.Faultf(trade.External, "The content of %s is damaged. Restore a backup of the company's file, or attach the file again.", out.Name)
		}
		return nil
	})
	return out, err
}

// RemoveAttachment takes a file off its record.
func (d *Desk) RemoveAttachment(ctx context.Context, in ByID) (Done, error) {
	err := d.change(ctx, "RemoveAttachment", func(w *work) error {
		a, err := w.Attachment(in.ID)
		if err != nil {
			return err
		}
		if err := w.DeleteAttachment(a.ID); err != nil {
			return err
		}
		return w.note(a.Kind, a.DocID, "detach", a.Name, "", "")
	})
	return Done{err == nil}, err
}

// documented is a record that files and notes can be added to; a credit note is kept among the invoices.
func (w *work) documented(ref trade.Ref) (trade.Ref, error) {
	if ref.Kind == trade.KindCredit {
		ref.Kind = trade.KindInvoice
	}
	if !slices.Contains(documented, ref.Kind) {
		return ref, trade.Faultf(trade.Invalid, "Files and notes belong to documents, customers, suppliers and items; %q is none of them.", string(ref.Kind)).In("kind")
	}
	_, _, found, err := w.Label(ref)
	if err == nil && !found {
		err = trade.Faultf(trade.NotFound, "There is no %s with the id %d.", ref.Kind, ref.ID).In("id")
	}
	return ref, err
}

// dropFiles takes all files off a draft that is deleted.
func (w *work) dropFiles(kind trade.Kind, id trade.ID) error {
	list, err := w.AttachmentsOf(trade.Ref{Kind: kind, ID: id})
	for i := 0; err == nil && i < len(list); i++ {
		err = w.DeleteAttachment(list[i].ID)
	}
	return err
}

// DeleteQuote deletes a draft with its files, as DeleteOrder, DeleteInvoice, DeletePurchase and DeleteBill do.
func (w *work) DeleteQuote(id trade.ID) error {
	if err := w.dropFiles(trade.KindQuote, id); err != nil {
		return err
	}
	return w.Tx.DeleteQuote(id)
}

func (w *work) DeleteOrder(id trade.ID) error {
	if err := w.dropFiles(trade.KindOrder, id); err != nil {
		return err
	}
	return w.Tx.DeleteOrder(id)
}

func (w *work) DeletePurchase(id trade.ID) error {
	if err := w.dropFiles(trade.KindPurchase, id); err != nil {
		return err
	}
	return w.Tx.DeletePurchase(id)
}

func (w *work) DeleteInvoice(id trade.ID) error {
	if err := w.dropFiles(trade.KindInvoice, id); err != nil {
		return err
	}
	return w.Tx.DeleteInvoice(id)
}

func (w *work) DeleteBill(id trade.ID) error {
	if err := w.dropFiles(trade.KindBill, id); err != nil {
		return err
	}
	return w.Tx.DeleteBill(id)
}
