package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// bookTx keeps how the books are kept elsewhere, and what was handed over to them.
type bookTx interface {
	BookSettings() (map[string]string, error)
	// SetBookSetting replaces a setting; an empty value takes it away.
	SetBookSetting(name, value string) error
	AddHandOff(*trade.HandOff, []trade.Handed) error
	HandOff(trade.ID) (*trade.HandOff, error)
	// HandOffs lists the last hand-offs, newest first.
	HandOffs(limit int) ([]trade.HandOff, error)
	// HandedIn lists the documents of a hand-off.
	HandedIn(handOff trade.ID) ([]trade.Handed, error)
	// ToHandOver lists the issued invoices and entered bills of a period that were not handed over as they are, or all where again is set.
	ToHandOver(from, to trade.Date, again bool, limit int) ([]HandRef, error)
	// HandedAndGone lists documents that were handed over and are not as they were then.
	HandedAndGone(limit int) ([]trade.Handed, error)
}

// HandRef is a document that may be handed over.
type HandRef struct {
	trade.Ref
	Date   trade.Date
	Handed int // how often it was handed over as it is
	Known  int // how often one with its id was handed over, another perhaps
}

// The bookkeeping programs that documents can be handed over to.
const (
	BooksXero    = "xero"
	BooksQBO     = "quickbooks_online"
	BooksQBD     = "quickbooks_desktop"
	BooksJournal = "journal"
)

// BookPrograms lists them with their names.
var BookPrograms = []struct{ ID, Name string }{
	{BooksXero, "Xero"}, {BooksQBO, "QuickBooks Online"}, {BooksQBD, "QuickBooks Desktop (IIF)"}, {BooksJournal, "Journal (CSV)"},
}

// maxHandOff is how many documents are handed over at once; a step beyond could not be taken back.
const maxHandOff = 5000

// HandOffIn says what is to be handed over.
type HandOffIn struct {
	Program string     `json:"program"` // xero, quickbooks_online, quickbooks_desktop or journal; empty: the one that the books are set up for
	From    trade.Date `json:"from"`    // of the documents' dates; empty: from the first
	To      trade.Date `json:"to"`      // empty: to the last
	Again   bool       `json:"again"`   // documents of the period that were handed over before, too
	ID      trade.ID   `json:"id"`      // an earlier hand-off: exactly its documents once more
}

// HandOffPlan is what a hand-off comes to.
type HandOffPlan struct {
	Program  string         `json:"program"`
	Currency money.Currency `json:"currency"` // the company's
	From     trade.Date     `json:"from"`
	To       trade.Date     `json:"to"`
	Count    int            `json:"count"`
	Docs     []HandOffDoc   `json:"documents"`
	Sums     []HandOffSum   `json:"sums"`
	Files    []HandOffPart  `json:"files"`
	Missing  []BookAccount  `json:"missing"` // accounts that are needed and not set
	Gone     []trade.Handed `json:"gone"`    // documents that were handed over and are not as they were then: correct them in the books
}

// HandOffDoc is one document of a hand-off.
type HandOffDoc struct {
	Ref      trade.Ref      `json:"ref"`
	What     string         `json:"what"` // invoice, credit note, bill, supplier credit
	Number   string         `json:"number"`
	Party    string         `json:"party"`
	Date     trade.Date     `json:"date"`
	Currency money.Currency `json:"currency"`
	Net      money.Amount   `json:"net"`
	Tax      money.Amount   `json:"tax"`
	Total    money.Amount   `json:"total"`
	Handed   bool           `json:"handed"`  // before, as it is
	Changed  bool           `json:"changed"` // it was handed over with another number or total
}

// HandOffSum is what the documents of a kind and currency come to.
type HandOffSum struct {
	What     string         `json:"what"`
	Count    int            `json:"count"`
	Currency money.Currency `json:"currency"`
	Net      money.Amount   `json:"net"`
	Tax      money.Amount   `json:"tax"`
	Total    money.Amount   `json:"total"`
	Base     money.Amount   `json:"base" cur:"base"` // Total in the company's currency
}

// HandOffPart is one file of a hand-off.
type HandOffPart struct {
	FileName  string `json:"file_name"`
	Documents int    `json:"documents"`
	Rows      int    `json:"rows"`
	Content   []byte `json:"content,omitempty"` // not in a preview
}

// HandOffOut is what was handed over.
type HandOffOut struct {
	HandOff trade.HandOff `json:"hand_off"`
	Plan    HandOffPlan   `json:"plan"` // its files have their content
}

// PreviewHandOff shows what a hand-off would come to: which documents are new, what they add up to, and which accounts are not set. Nothing
// is written and nothing counts as handed over.
func (d *Desk) PreviewHandOff(ctx context.Context, in HandOffIn) (out HandOffPlan, err error) {
	err = d.read(ctx, func(w *work) error {
		p, err := w.planHandOff(in)
		if err != nil {
			return err
		}
		out = p.HandOffPlan
		for i := range out.Files {
			out.Files[i].Content = nil
		}
		return nil
	})
	return out, err
}

// HandOff makes the files that the bookkeeping program reads, of all invoices, credit notes, bills and suppliers' credits that were not
// handed over yet, and notes that they were. The log of hand-offs keeps each document from going twice; Again and ID send it again on
// purpose. Undoing the step makes its documents new again.
func (d *Desk) HandOff(ctx context.Context, in HandOffIn) (out HandOffOut, err error) {
	err = d.change(ctx, "HandOff", func(w *work) error {
		p, err := w.planHandOff(in)
		if err != nil {
			return err
		}
		switch {
		case p.Count == 0:
			return trade.Faultf(trade.Refused, "There is nothing new to hand over. Documents that were handed over before can be sent again on purpose.")
		case len(p.Missing) > 0:
			var names []string
			for _, m := range p.Missing {
				names = append(names, m.Name)
			}
			return trade.Faultf(trade.Refused, "Nothing was handed over, because these accounts are not set: %s. Set them in Settings, Books.", strings.Join(names, ", "))
		}
		h := trade.HandOff{At: w.stamp(), Who: w.who, Program: p.Program, From: in.From, To: in.To, Again: in.Again || in.ID != 0, Documents: p.Count}
		docs := make([]trade.Handed, len(p.all))
		for i := range p.all {
			b := &p.all[i]
			docs[i] = trade.Handed{Kind: b.ref.Kind, DocID: b.ref.ID, Number: b.ours, Date: b.date, Currency: b.currency, Total: b.total}
			if b.ref.Kind == trade.KindInvoice {
				h.Sold += b.sign * b.baseTotal
			} else {
				h.Bought += b.sign * b.baseTotal
			}
		}
		if err := w.AddHandOff(&h, docs); err != nil {
			return err
		}
		out = HandOffOut{HandOff: h, Plan: p.HandOffPlan}
		return w.note(trade.KindCompany, 1, "hand over", programName(p.Program), "", fmt.Sprintf("%d documents", p.Count))
	})
	return out, err
}

// ListHandOffs lists the last hand-offs, newest first.
func (d *Desk) ListHandOffs(ctx context.Context, _ Nothing) (All[trade.HandOff], error) {
	return listAll(d, ctx, func(w *work) ([]trade.HandOff, error) { return w.HandOffs(200) })
}

func programName(id string) string {
	for _, p := range BookPrograms {
		if p.ID == id {
			return p.Name
		}
	}
	return id
}

// handOffPlan is a plan with its documents.
type handOffPlan struct {
	HandOffPlan
	all []bookDoc
}

func (w *work) planHandOff(in HandOffIn) (*handOffPlan, error) {
	if err := period(in.From, in.To); err != nil {
		return nil, err
	}
	books, err := w.books()
	if err != nil {
		return nil, err
	}
	if in.Program == "" {
		in.Program = books.Program
	}
	if programName(in.Program) == in.Program {
		return nil, trade.Faultf(trade.Invalid, "Which bookkeeping program? xero, quickbooks_online, quickbooks_desktop or journal.").In("program")
	}
	refs, err := w.handRefs(in)
	if err != nil {
		return nil, err
	}
	p := &handOffPlan{HandOffPlan: HandOffPlan{Program: in.Program, Currency: w.base, From: in.From, To: in.To, Count: len(refs), Docs: []HandOffDoc{}, Sums: []HandOffSum{},
		Files: []HandOffPart{}, Missing: []BookAccount{}}}
	for _, r := range refs {
		b, err := w.bookDoc(r.Ref)
		if err != nil {
			return nil, err
		}
		p.all = append(p.all, *b)
		p.Docs = append(p.Docs, HandOffDoc{Ref: b.ref, What: b.what, Number: b.number, Party: b.party, Date: b.date, Currency: b.currency,
			Net: b.net, Tax: b.tax, Total: b.total, Handed: r.Handed > 0, Changed: r.Known > r.Handed})
		p.add(b)
	}
	kinds := []string{bookInvoice, bookCredit, bookBill, bookBack}
	slices.SortFunc(p.Sums, func(a, b HandOffSum) int {
		if a.What != b.What {
			return slices.Index(kinds, a.What) - slices.Index(kinds, b.What)
		}
		return strings.Compare(string(a.Currency), string(b.Currency))
	})
	p.Missing = books.missing(in.Program, p.all)
	if p.Gone, err = w.HandedAndGone(20); err != nil {
		return nil, err
	}
	if len(p.Missing) == 0 {
		p.Files = books.files(in.Program, p.all)
	}
	return p, nil
}

// handRefs are the documents that are to be handed over, by day.
func (w *work) handRefs(in HandOffIn) ([]HandRef, error) {
	if in.ID != 0 {
		if _, err := w.Tx.HandOff(in.ID); err != nil {
			return nil, err
		}
		docs, err := w.HandedIn(in.ID)
		refs := make([]HandRef, len(docs))
		for i, d := range docs {
			refs[i] = HandRef{Ref: trade.Ref{Kind: d.Kind, ID: d.DocID}, Date: d.Date, Handed: 1, Known: 1}
		}
		return refs, err
	}
	refs, err := w.ToHandOver(in.From, in.To, in.Again, maxHandOff+1)
	if err == nil && len(refs) > maxHandOff {
		return nil, trade.Faultf(trade.Refused, "More than %d documents are to be handed over at once. Choose a shorter period, and hand over one after the other.", maxHandOff).In("to")
	}
	slices.SortStableFunc(refs, func(a, b HandRef) int { return strings.Compare(string(a.Date), string(b.Date)) })
	return refs, err
}

// add counts a document in the sums.
func (p *handOffPlan) add(b *bookDoc) {
	i := slices.IndexFunc(p.Sums, func(s HandOffSum) bool { return s.What == b.what && s.Currency == b.currency })
	if i < 0 {
		i = len(p.Sums)
		p.Sums = append(p.Sums, HandOffSum{What: b.what, Currency: b.currency})
	}
	s := &p.Sums[i]
	s.Count++
	s.Net += b.net
	s.Tax += b.tax
	s.Total += b.total
	s.Base += b.baseTotal
}
