package app_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// A file stays with its document byte for byte until it is removed, and both can be undone.
func TestAFileIsKeptWithItsDocument(t *testing.T) {
	h := newHouse(t)
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(1)}}}}))
	of := trade.Ref{Kind: trade.KindQuote, ID: q.ID}
	in := app.AttachmentIn{Kind: of.Kind, ID: of.ID, Name: `..\secret\drawing.pdf`, Content: bytes.Repeat([]byte{0, 1, 255}, 4000)}
	a := must(h.AddAttachment(h.ctx, in))
	equal(t, "name", a.Name, "drawing.pdf")
	equal(t, "type", a.Type, "application/pdf")
	equal(t, "size", a.Size, 12_000)
	equal(t, "content", bytes.Equal(must(h.GetAttachment(h.ctx, app.ByID{ID: a.ID})).Content, in.Content), true)
	_, err := h.AddAttachment(h.ctx, in)
	h.says(err, "attached already, as drawing.pdf")
	in.Content = []byte("another")
	equal(t, "second of that name", must(h.AddAttachment(h.ctx, in)).Name, "drawing (2).pdf")

	ctx, step := app.Noting(h.ctx)
	must(h.RemoveAttachment(ctx, app.ByID{ID: a.ID}))
	equal(t, "left", len(must(h.ListAttachments(h.ctx, of)).Rows), 1)
	must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
	equal(t, "back", len(must(h.GetAttachment(h.ctx, app.ByID{ID: a.ID})).Content), 12_000)

	must(h.DeleteQuote(h.ctx, app.Do{ID: q.ID}))
	_, err = h.GetAttachment(h.ctx, app.ByID{ID: a.ID})
	equal(t, "gone with the draft", app.AsError(err).Kind, trade.NotFound)
}

// What is no document, too large or nothing at all is not attached.
func TestWhatCannotBeAttached(t *testing.T) {
	h := newHouse(t)
	for _, x := range []struct {
		in   app.AttachmentIn
		kind trade.Fault
	}{
		{app.AttachmentIn{Kind: trade.KindCustomer, ID: h.ana, Name: "a"}, trade.Invalid},
		{app.AttachmentIn{Kind: trade.KindCustomer, ID: h.ana, Name: "a", Content: make([]byte, trade.MaxAttachment+1)}, trade.Invalid},
		{app.AttachmentIn{Kind: trade.KindCustomer, ID: 999, Name: "a", Content: []byte("x")}, trade.NotFound},
		{app.AttachmentIn{Kind: trade.KindCompany, ID: 1, Name: "a", Content: []byte("x")}, trade.Invalid},
	} {
		_, err := h.AddAttachment(h.ctx, x.in)
		if err == nil || app.AsError(err).Kind != x.kind {
			t.Errorf("%s %d, %d bytes: got %v, want the kind %s", x.in.Kind, x.in.ID, len(x.in.Content), err, x.kind)
		}
	}
	must(h.AddAttachment(h.ctx, app.AttachmentIn{Kind: trade.KindCustomer, ID: h.ana, Name: "largest", Content: make([]byte, trade.MaxAttachment)}))
}

// The files of a customer go to the one that it is joined with.
func TestFilesFollowTheRecordThatIsJoined(t *testing.T) {
	h := newHouse(t)
	other := h.customer("Bluebird Gift Shop", nil)
	must(h.AddAttachment(h.ctx, app.AttachmentIn{Kind: trade.KindCustomer, ID: other, Name: "contract.pdf", Content: []byte("x")}))
	must(h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindCustomer, Keep: h.ana, Drop: other}))
	equal(t, "files", len(must(h.ListAttachments(h.ctx, trade.Ref{Kind: trade.KindCustomer, ID: h.ana})).Rows), 1)
}

// An internal note is in the history, and on no paper and in no letter.
func TestNobodyOutsideReadsANote(t *testing.T) {
	h := newHouse(t)
	const canary = "pays late, calls often"
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}}))
	note := func(kind trade.Kind, id trade.ID) {
		must(h.AddNote(h.ctx, app.NoteIn{Kind: kind, ID: id, Text: "  " + canary + "\n"}))
		must(h.AddAttachment(h.ctx, app.AttachmentIn{Kind: kind, ID: id, Name: canary + ".txt", Content: []byte(canary)}))
		equal(t, "history of "+string(kind), must(h.GetHistory(h.ctx, trade.Ref{Kind: kind, ID: id})).Rows[1].Note, canary)
	}
	note(trade.KindCustomer, h.ana)
	note(trade.KindSupplier, h.clay)
	note(trade.KindItem, h.mug)
	note(trade.KindQuote, q.ID)
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	must(h.AcceptQuote(h.ctx, app.DecideIn{ID: q.ID}))
	o := must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Confirm: true}))
	note(trade.KindOrder, o.ID)
	p := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}})).Made[0]
	note(trade.KindPurchase, p.ID)
	must(h.SendPurchase(h.ctx, app.SendIn{ID: p.ID}))
	s := must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, Notify: true})).Shipment
	note(trade.KindShipment, s.ID)
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID}))
	note(trade.KindInvoice, v.ID)
	must(h.IssueInvoice(h.ctx, app.SendIn{ID: v.ID}))
	for _, x := range []app.PrintIn{{Paper: app.PaperQuote, ID: q.ID}, {Paper: app.PaperConfirmation, ID: o.ID}, {Paper: app.PaperProforma, ID: o.ID}, {Paper: app.PaperPurchase, ID: p.ID},
		{Paper: app.PaperDelivery, ID: s.ID}, {Paper: app.PaperSlip, ID: s.ID}, {Paper: app.PaperInvoice, ID: v.ID}} {
		if text := fmt.Sprintf("%+v", must(h.Paper(h.ctx, x))); strings.Contains(text, "late") {
			t.Errorf("the paper %s shows the note: %s", x.Paper, text)
		}
	}
	for _, m := range must(h.ListMessages(h.ctx, app.ListIn{})).Rows {
		if strings.Contains(m.Subject+m.Body, canary) {
			t.Errorf("the mail %q shows the note", m.Subject)
		}
	}
	_, err := h.AddNote(h.ctx, app.NoteIn{Kind: trade.KindOrder, ID: o.ID, Text: " \n"})
	equal(t, "an empty note", app.AsError(err).Kind, trade.Invalid)
}
