package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// BankLineIn is a line of a bank statement as it is copied from wherever the bank shows it: a web page, a CSV file, a
// CAMT entry or the fields :61: and :86: of an MT940 file. An amount alone is a line too.
type BankLineIn struct {
	Text       string   `json:"text"`
	Comma      bool     `json:"comma"`       // 1.234 is more than a thousand, and 1,234 little more than one
	CustomerID trade.ID `json:"customer_id"` // whose money it is, where a person knows better
	SupplierID trade.ID `json:"supplier_id"` // or to whom it went
}

// BankLine is what a line of a bank statement says, and what it would pay.
type BankLine struct {
	Amount     money.Decimal  `json:"amount"`
	Currency   money.Currency `json:"currency"` // the party's, where the line names none
	Out        bool           `json:"out"`      // it was paid, not received
	Date       trade.Date     `json:"date"`     // empty: the line has none
	Reference  string         `json:"reference"`
	CustomerID trade.ID       `json:"customer_id,omitempty"`
	SupplierID trade.ID       `json:"supplier_id,omitempty"`
	Party      string         `json:"party,omitempty"` // empty: nobody is recognised
	Named      []string       `json:"named"`           // the open documents that the line names
	Open       []OpenDoc      `json:"open"`            // what it could pay, in the order in which it would: those it names first
	Uses       []UseIn        `json:"uses"`            // what it would pay
	Left       money.Amount   `json:"left"`            // what would stay on account
}

// ReadBankLine reads a line of a bank statement: amount, currency, day and direction, and by the numbers and names in it
// whose money it is and which documents it pays. Nothing is saved.
func (d *Desk) ReadBankLine(ctx context.Context, in BankLineIn) (out BankLine, err error) {
	if err := trade.CheckText("line", in.Text); err != nil {
		return out, err
	}
	err = d.read(ctx, func(w *work) error {
		b := readStatement(in.Text, in.Comma, w.today)
		if !b.found {
			return trade.Faultf(trade.Invalid, "There is no amount in this line. Type it, or copy the whole line of the bank.").In("text")
		}
		out = BankLine{Amount: b.amount, Currency: b.currency, Out: b.out, Date: b.date, Reference: b.reference, Named: []string{}, Open: []OpenDoc{}, Uses: []UseIn{}}
		return w.bankParty(&out, b, in)
	})
	return out, err
}

// bankParty finds out whose money it is, and what it would pay.
func (w *work) bankParty(out *BankLine, b statement, in BankLineIn) error {
	var err error
	switch {
	case in.CustomerID != 0:
		out.CustomerID, out.Out = in.CustomerID, false
	case in.SupplierID != 0:
		out.SupplierID, out.Out = in.SupplierID, true
	default:
		if err = w.byNumber(out, b); err == nil && out.CustomerID == 0 && out.SupplierID == 0 {
			err = w.byName(out, b)
		}
	}
	if err != nil {
		return err
	}
	var usual money.Currency
	switch {
	case out.CustomerID != 0:
		c, err := w.customer(out.CustomerID)
		if err != nil {
			return err
		}
		out.CustomerID, out.Party, usual = c.ID, c.Name, c.Currency
	case out.SupplierID != 0:
		s, err := w.supplier(out.SupplierID)
		if err != nil {
			return err
		}
		out.SupplierID, out.Party, usual = s.ID, s.Name, s.Currency
	default:
		return nil
	}
	out.Currency = cmp.Or(out.Currency, usual)
	return w.bankUses(out, b)
}

// bankUses proposes what a line pays: the documents that it names, then what is due first.
func (w *work) bankUses(out *BankLine, b statement) error {
	p := &trade.Payment{CustomerID: out.CustomerID, SupplierID: out.SupplierID, Currency: out.Currency, Date: cmp.Or(out.Date, w.today)}
	var err error
	if p.Amount, err = out.Amount.Amount(out.Currency); err != nil {
		return trade.Faultf(trade.Invalid, "The amount: %v.", err).In("text")
	}
	open, err := w.openDocs(ListOpenIn{CustomerID: out.CustomerID, SupplierID: out.SupplierID})
	if err != nil {
		return err
	}
	open = slices.DeleteFunc(open, func(o OpenDoc) bool { return o.Currency != out.Currency || o.Payable <= 0 })
	slices.SortStableFunc(open, func(x, y OpenDoc) int { return cmp.Compare(b.names(y.Number), b.names(x.Number)) })
	less := lessDiscounts(p, open)
	for i := range open {
		o := &open[i]
		if b.names(o.Number) > 0 {
			out.Named = append(out.Named, o.Number)
		}
		if use := min(o.Payable-less[i], p.Left()); use > 0 {
			p.Used += use
			out.Uses = append(out.Uses, UseIn{ID: o.ID, Amount: money.Dec(int64(use), uint8(out.Currency.Digits()))})
		}
	}
	out.Open, out.Left = append(out.Open, open...), p.Left()
	return nil
}

// byNumber recognises a party by the documents that a line names.
func (w *work) byNumber(out *BankLine, b statement) error {
	for i, number := range b.numbers {
		list, err := w.Find(b.written[i], 20)
		if err == nil && len(list) == 0 {
			list, err = w.Find(apart(number), 20)
		}
		if err != nil {
			return err
		}
		for _, f := range list {
			customer, supplier := trade.ID(0), trade.ID(0)
			switch f.Kind {
			case trade.KindInvoice:
				v, err := w.Invoice(f.ID)
				if err != nil {
					return err
				}
				if squeezed(v.Number) == number {
					customer = v.CustomerID
				}
			case trade.KindOrder:
				o, err := w.Order(f.ID)
				if err != nil {
					return err
				}
				if squeezed(o.Number) == number || squeezed(o.Reference) == number {
					customer = o.CustomerID
				}
			case trade.KindBill:
				x, err := w.Bill(f.ID)
				if err != nil {
					return err
				}
				if squeezed(x.TheirNo) == number || squeezed(x.Number) == number {
					supplier = x.SupplierID
				}
			}
			if customer != 0 && !b.out || supplier != 0 && (b.out || !b.signed) {
				out.CustomerID, out.SupplierID, out.Out = customer, supplier, supplier != 0
				return nil
			}
		}
	}
	return nil
}

// mostNames is how many words of a line are looked up as names.
const mostNames = 16

// byName recognises a party whose name stands in a line; of several the longest name, none where two are as long.
func (w *work) byName(out *BankLine, b statement) error {
	kind := trade.KindCustomer
	if b.out {
		kind = trade.KindSupplier
	}
	best, tie := 0, false
	seen := map[trade.ID]bool{}
	for _, word := range b.words[:min(len(b.words), mostNames)] {
		for _, text := range []string{word, strings.NewReplacer("ae", "a", "oe", "o", "ue", "u").Replace(word)} {
			list, err := w.Find(text, 50)
			if err != nil {
				return err
			}
			for _, f := range list {
				if f.Kind != kind || seen[f.ID] {
					continue
				}
				seen[f.ID] = true
				switch n := b.says(f.Title); {
				case n == 0 || n < best:
				case n == best:
					tie = true
				default:
					best, tie = n, false
					if out.CustomerID = f.ID; b.out {
						out.CustomerID, out.SupplierID = 0, f.ID
					}
				}
			}
			if text == word && !strings.ContainsAny(word, "aou") {
				break
			}
		}
	}
	if tie {
		out.CustomerID, out.SupplierID = 0, 0
	}
	return nil
}
