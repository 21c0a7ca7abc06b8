package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// What lines of documents are booked to.
const (
	useSales       = "sales"
	useFreightSold = "freight_charged"
	useFeesKept    = "fees_kept"
	useGoods       = "cost_of_goods"
	useFreight     = "freight"
	useReceivable  = "receivable"
	usePayable     = "payable"
	useOutputTax   = "output_tax"
	useInputTax    = "input_tax"
	useTax         = "tax" // of a tax code: what the program calls it
	useNoTax       = "no_tax"
	useBillTax     = "bill_tax"
	useBillNoTax   = "bill_no_tax"
)

// bookUses are the accounts of the books, with their names; ledger: only where both sides are written.
var bookUses = []struct {
	use, name string
	ledger    bool
	tax       bool // the name of a tax, which only the cloud programs ask for
}{
	{use: useSales, name: "Sales of goods"}, {use: useFreightSold, name: "Freight charged to customers"}, {use: useFeesKept, name: "Restocking fees kept"},
	{use: useGoods, name: "Cost of goods"}, {use: useFreight, name: "Freight and fees of suppliers"},
	{use: useReceivable, name: "Receivables", ledger: true}, {use: usePayable, name: "Payables", ledger: true},
	{use: useOutputTax, name: "Tax on sales", ledger: true}, {use: useInputTax, name: "Tax on bills", ledger: true},
	{use: useNoTax, name: "Tax name of sales without tax code", tax: true}, {use: useBillTax, name: "Tax name of bills with tax", tax: true},
	{use: useBillNoTax, name: "Tax name of bills without tax", tax: true},
}

// BookAccount says what the bookkeeping program calls one thing.
type BookAccount struct {
	Use     string `json:"use"`     // sales, freight_charged, fees_kept, cost_of_goods, freight, receivable, payable, output_tax, input_tax, no_tax, bill_tax, bill_no_tax, or tax
	Code    string `json:"code"`    // where use is tax: our tax code
	Name    string `json:"name"`    // what it is, in words
	Own     string `json:"own"`     // where use is tax: what the company calls the tax code
	Account string `json:"account"` // the account's code or name, or what the program calls the tax; of a tax code empty: its own name
}

// Books says how the company's books are kept in another program.
type Books struct {
	Program  string        `json:"program"`  // xero, quickbooks_online, quickbooks_desktop, journal, or empty: not set
	Dates    string        `json:"dates"`    // how the program reads dates: dmy (31/12/2026), mdy (12/31/2026) or ymd (2026-12-31)
	Accounts []BookAccount `json:"accounts"` // those that are given are replaced
}

// GetBooks reads which accounts and taxes of the bookkeeping program what is sold and bought goes to.
func (d *Desk) GetBooks(ctx context.Context, _ Nothing) (out Books, err error) {
	err = d.read(ctx, func(w *work) error {
		b, err := w.books()
		if err == nil {
			out = b.Books
		}
		return err
	})
	return out, err
}

// SaveBooks sets which program keeps the books, and its accounts and taxes. The program and accounts that are not given stay as they are.
func (d *Desk) SaveBooks(ctx context.Context, in Books) (out Books, err error) {
	err = d.change(ctx, "SaveBooks", func(w *work) error {
		known, err := w.books()
		if err != nil {
			return err
		}
		if in.Program != "" && programName(in.Program) == in.Program {
			return trade.Faultf(trade.Invalid, "There is no program %q. Choose xero, quickbooks_online, quickbooks_desktop or journal.", in.Program).In("program")
		}
		if !slices.Contains([]string{"", "dmy", "mdy", "ymd"}, in.Dates) {
			return trade.Faultf(trade.Invalid, "Dates are dmy, mdy or ymd, not %q.", in.Dates).In("dates")
		}
		set := map[string]string{"program": cmp.Or(in.Program, known.Program), "dates": in.Dates}
		for i, a := range in.Accounts {
			if !slices.ContainsFunc(known.Accounts, func(k BookAccount) bool { return k.Use == a.Use && k.Code == a.Code }) {
				return trade.Faultf(trade.Invalid, "There is no account for %q in the books.", strings.TrimSpace(a.Use+" "+a.Code)).In("accounts[%d].use", i)
			}
			if err := trade.CheckShort("account", a.Account); err != nil {
				return AsError(err).In("accounts[%d].account", i)
			}
			set[settingOf(a)] = strings.TrimSpace(a.Account)
		}
		for name, value := range set {
			if err := w.SetBookSetting(name, value); err != nil {
				return err
			}
		}
		b, err := w.books()
		if err != nil {
			return err
		}
		out = b.Books
		return w.note(trade.KindCompany, 1, "books", programName(in.Program), "", "")
	})
	return out, err
}

// settingOf is the name that an account is kept under.
func settingOf(a BookAccount) string {
	if a.Use == useTax {
		return useTax + ":" + a.Code
	}
	return a.Use
}

// books are the company's books, with a fast way to find an account.
type books struct {
	Books
	of map[string]string
}

func (w *work) books() (*books, error) {
	set, err := w.BookSettings()
	if err != nil {
		return nil, err
	}
	b := &books{Books: Books{Program: set["program"], Dates: set["dates"]}, of: set}
	if b.Dates == "" {
		own, err := w.company()
		if err != nil {
			return nil, err
		}
		b.Dates = "dmy"
		if own.Address.Country == "US" {
			b.Dates = "mdy"
		}
	}
	for _, u := range bookUses {
		b.Accounts = append(b.Accounts, BookAccount{Use: u.use, Name: u.name, Account: set[u.use]})
	}
	codes, err := w.TaxCodes()
	for _, c := range codes {
		a := BookAccount{Use: useTax, Code: c.Code, Own: c.Name, Name: fmt.Sprintf("Tax code %s, %s", c.Code, c.Name)}
		a.Account = set[settingOf(a)]
		b.Accounts = append(b.Accounts, a)
	}
	return b, err
}

// taxName is what the program calls the tax of a line.
func (b *books) taxName(doc *bookDoc, l *bookLine) string {
	switch {
	case !doc.sold() && doc.tax != 0:
		return b.of[useBillTax]
	case !doc.sold():
		return b.of[useBillNoTax]
	case l.code == "":
		return b.of[useNoTax]
	}
	if name := b.of[useTax+":"+l.code]; name != "" {
		return name
	}
	if l.name != "" {
		return l.name
	}
	return l.code
}

// missing are the accounts that documents need in a program and that are not set.
func (b *books) missing(program string, docs []bookDoc) []BookAccount {
	ledger := program == BooksQBD || program == BooksJournal
	needed := map[string]bool{}
	for i := range docs {
		d := &docs[i]
		for j := range d.lines {
			needed[d.lines[j].use] = true
			switch {
			case ledger:
			case !d.sold() && d.tax != 0:
				needed[useBillTax] = true
			case !d.sold():
				needed[useBillNoTax] = true
			case d.lines[j].code == "":
				needed[useNoTax] = true
			}
		}
		if ledger {
			party, tax := useReceivable, useOutputTax
			if !d.sold() {
				party, tax = usePayable, useInputTax
			}
			needed[party] = true
			needed[tax] = needed[tax] || d.tax != 0
		}
	}
	list := []BookAccount{}
	for _, a := range b.Accounts {
		if needed[a.Use] && a.Account == "" && a.Use != useTax {
			list = append(list, a)
		}
	}
	return list
}

// date is a day as the program reads it.
func (b *books) date(d trade.Date) string {
	if d == "" {
		return ""
	}
	switch b.Dates {
	case "mdy":
		return d.Time().Format("01/02/2006")
	case "ymd":
		return string(d)
	}
	return d.Time().Format("02/01/2006")
}

// files writes documents as a program reads them.
func (b *books) files(program string, docs []bookDoc) []HandOffPart {
	switch program {
	case BooksXero:
		return b.xero(docs)
	case BooksQBO:
		return b.quickBooksOnline(docs)
	case BooksQBD:
		return b.quickBooksDesktop(docs)
	}
	return b.journal(docs)
}
