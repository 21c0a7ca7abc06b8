package app_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

var update = flag.Bool("update", false, "write the golden files of hand-offs anew")

// accounts is a full set of accounts.
func accounts() []app.BookAccount {
	return []app.BookAccount{{Use: "sales", Account: "200"}, {Use: "freight_charged", Account: "210"}, {Use: "fees_kept", Account: "220"}, {Use: "cost_of_goods", Account: "310"},
		{Use: "freight", Account: "425"}, {Use: "receivable", Account: "Accounts Receivable"}, {Use: "payable", Account: "Accounts Payable"}, {Use: "output_tax", Account: "Sales Tax Payable"},
		{Use: "input_tax", Account: "Tax on Purchases"}, {Use: "no_tax", Account: "No Tax"}, {Use: "bill_tax", Account: "10% on Expenses"}, {Use: "bill_no_tax", Account: "Tax Exempt"}}
}

// traded is a company with an invoice, a credit note with a fee, a bill with freight and tax, and a supplier's credit, whose names would run as formulas.
func traded(t *testing.T) *house {
	h := newHouse(t)
	odd := h.customer("=HYPERLINK(\"x\")\tŁódź", func(in *app.SaveCustomerIn) { in.Currency = "USD" })
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: "2026-01-01", Rate: money.Par * 9 / 10}))
	home := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24), Discount: ptr(10 * money.Percent)}, app.LineIn{Kind: trade.LineFreight, Description: ptr("-Freight"), Qty: qtyp(1), Price: decp("7.77")})
	far := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: odd, Reference: ptr("+49"), Lines: []app.LineIn{{ItemID: h.tote, Qty: qtyp(3)}}}, Confirm: true}))
	for _, o := range []*trade.SalesOrder{home, far} {
		p := h.forward(o)[0]
		must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
		v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
		if o == home {
			b := must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: "@C-17", Enter: true, Tax: decp("8.01"), Lines: []app.BillLineIn{
				{PurchaseLineID: p.Lines[0].ID}, {Price: decp("5.55"), Description: "Carriage"}}}))
			h.credit("CR-1", p, app.BillLineIn{PurchaseLineID: b.Lines[0].PurchaseLineID, Allowance: decp("1.00")})
			must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Lines: []app.CreditLineIn{{LineID: v.Lines[0].ID, Qty: qty(2)}}, Fee: decp("1.50"), Reason: "broken"}))
		}
	}
	return h
}

// invalid checks that an entry was refused with certain words.
func (h *house) invalid(err error, words string) {
	h.t.Helper()
	h.refused(trade.Invalid, err)
	if err != nil && !strings.Contains(err.Error(), words) {
		h.t.Errorf("got %q, want %q in it", err, words)
	}
}

func TestTheBooksGetWhatIsNewAndNothingTwice(t *testing.T) {
	h := traded(t)
	_, err := h.HandOff(h.ctx, app.HandOffIn{})
	h.invalid(err, "Which bookkeeping program?")
	_, err = h.HandOff(h.ctx, app.HandOffIn{Program: "xero"})
	h.says(err, "these accounts are not set: Sales of goods")
	must(h.SaveBooks(h.ctx, app.Books{Program: "xero", Accounts: accounts()}))
	plan := must(h.PreviewHandOff(h.ctx, app.HandOffIn{}))
	equal(t, "documents", plan.Count, 5)
	equal(t, "missing", len(plan.Missing), 0)
	first := must(h.HandOff(h.ctx, app.HandOffIn{}))
	equal(t, "handed over", first.HandOff.Documents, 5)
	_, err = h.HandOff(h.ctx, app.HandOffIn{})
	h.says(err, "nothing new")
	_, err = h.HandOff(h.ctx, app.HandOffIn{Program: "journal"})
	h.says(err, "nothing new")

	same := must(h.HandOff(h.ctx, app.HandOffIn{ID: first.HandOff.ID}))
	for i := range same.Plan.Files {
		if !bytes.Equal(same.Plan.Files[i].Content, first.Plan.Files[i].Content) {
			t.Errorf("%s is another when it is sent again", same.Plan.Files[i].FileName)
		}
	}
	again := must(h.PreviewHandOff(h.ctx, app.HandOffIn{Again: true}))
	equal(t, "again", again.Count, 5)
	equal(t, "all were handed over", slices.ContainsFunc(again.Docs, func(d app.HandOffDoc) bool { return !d.Handed || d.Changed }), false)
	equal(t, "before the first day", must(h.PreviewHandOff(h.ctx, app.HandOffIn{Again: true, To: "2026-11-22"})).Count, 0)
	equal(t, "log", len(must(h.ListHandOffs(h.ctx, app.Nothing{})).Rows), 2)
	h.sound()
}

func TestAHandOffThatIsUndoneIsNewAgain(t *testing.T) {
	h := traded(t)
	must(h.SaveBooks(h.ctx, app.Books{Program: "xero", Accounts: accounts()}))
	must(h.HandOff(h.ctx, app.HandOffIn{}))
	steps := must(h.ListSteps(h.ctx, app.ListStepsIn{Limit: 1})).Rows
	must(h.UndoStep(h.ctx, app.ByID{ID: steps[0].ID}))
	equal(t, "documents", must(h.PreviewHandOff(h.ctx, app.HandOffIn{})).Count, 5)
	equal(t, "log", len(must(h.ListHandOffs(h.ctx, app.Nothing{})).Rows), 0)
}

func TestADocumentThatIsAnotherAfterItWasHandedOverIsTold(t *testing.T) {
	h := newHouse(t)
	must(h.SaveBooks(h.ctx, app.Books{Program: "journal", Accounts: accounts()}))
	o := h.order()
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: h.forward(o)[0].ID}))
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	issued := must(h.ListSteps(h.ctx, app.ListStepsIn{Limit: 1})).Rows[0].ID
	must(h.HandOff(h.ctx, app.HandOffIn{}))
	must(h.UndoStep(h.ctx, app.ByID{ID: issued}))
	plan := must(h.PreviewHandOff(h.ctx, app.HandOffIn{}))
	if plan.Count != 0 || len(plan.Gone) != 1 || plan.Gone[0].Number != v.Number {
		t.Errorf("after the invoice is gone: %+v", plan)
	}
	next := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: o.Lines[0].ID, Qty: qty(1)}}, Issue: true}))
	equal(t, "its number", next.Number, v.Number)
	plan = must(h.PreviewHandOff(h.ctx, app.HandOffIn{}))
	if plan.Count != 1 || !plan.Docs[0].Changed {
		t.Errorf("another invoice with its number: %+v", plan.Docs)
	}
}

func TestAccountsAreSetOneByOne(t *testing.T) {
	h := newHouse(t)
	must(h.SaveBooks(h.ctx, app.Books{Program: "xero", Accounts: []app.BookAccount{{Use: "sales", Account: "200"}, {Use: "tax", Code: "S", Account: "20% (VAT on Income)"}}}))
	must(h.SaveBooks(h.ctx, app.Books{Program: "quickbooks_online", Dates: "mdy", Accounts: []app.BookAccount{{Use: "sales", Account: ""}}}))
	b := must(h.GetBooks(h.ctx, app.Nothing{}))
	equal(t, "program", b.Program+" "+b.Dates, "quickbooks_online mdy")
	for _, a := range b.Accounts {
		if want := map[string]string{"tax": "20% (VAT on Income)"}[a.Use]; a.Account != want {
			t.Errorf("%s %s is %q, want %q", a.Use, a.Code, a.Account, want)
		}
	}
	for _, x := range []struct {
		in   app.Books
		says string
	}{
		{app.Books{Program: "sage"}, "no program"}, {app.Books{Dates: "mm"}, "dmy, mdy or ymd"}, {app.Books{Accounts: []app.BookAccount{{Use: "gold"}}}, "no account"},
		{app.Books{Accounts: []app.BookAccount{{Use: "tax", Code: "Z"}}}, "no account"}, {app.Books{Accounts: []app.BookAccount{{Use: "sales", Account: "2\n0"}}}, "line breaks"},
	} {
		_, err := h.SaveBooks(h.ctx, x.in)
		h.invalid(err, x.says)
	}
}

// The files of each program, to the letter.
func TestTheFilesOfEachProgram(t *testing.T) {
	h := traded(t)
	must(h.SaveBooks(h.ctx, app.Books{Accounts: accounts()}))
	for _, p := range app.BookPrograms {
		for _, f := range must(h.HandOff(h.ctx, app.HandOffIn{Program: p.ID, Again: true})).Plan.Files {
			golden := filepath.Join("testdata", "handoff", f.FileName)
			if *update {
				if err := os.WriteFile(golden, f.Content, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(f.Content, want) {
				t.Errorf("%s is\n%s\nwant\n%s", f.FileName, f.Content, want)
			}
			for _, line := range strings.Split(string(f.Content), "\n") {
				for _, cell := range strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == '\t' }) {
					if cell = strings.Trim(cell, `"`); strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") || strings.HasPrefix(cell, "+") {
						t.Errorf("%s: a spreadsheet would run %q", f.FileName, cell)
					}
				}
			}
		}
	}
}

// What the screen adds up to is what the files add up to, over a company that has traded for months.
func TestTheFilesAddUpToWhatTheScreenSays(t *testing.T) {
	clock := &demo.Clock{}
	desk := app.New(app.Ports{Store: datatest.Open(t), Clock: clock.Now})
	ctx := context.Background()
	if err := demo.Run(ctx, desk, clock, demo.Plan{Orders: 40, Seed: 4, Start: "2026-08-01", Days: 110, Until: "2026-11-23", Customers: 15}, nil); err != nil {
		t.Fatal(err)
	}
	must(desk.SaveBooks(ctx, app.Books{Accounts: accounts()}))
	for _, p := range app.BookPrograms {
		plan := must(desk.PreviewHandOff(ctx, app.HandOffIn{Program: p.ID, Again: true}))
		out := must(desk.HandOff(ctx, app.HandOffIn{Program: p.ID, Again: true}))
		if plan.Count < 60 || len(plan.Sums) < 4 {
			t.Fatalf("%d documents, %d sums", plan.Count, len(plan.Sums))
		}
		sums := map[string]money.Amount{}
		for _, s := range plan.Sums {
			sign := money.Amount(1)
			if strings.Contains(s.What, "credit") && p.ID != app.BooksQBO {
				sign = -1
			}
			side := side(s.What)
			switch p.ID {
			case app.BooksXero, app.BooksQBO:
				sums[side+" "+string(s.Currency)] += sign * s.Total
			default:
				sums[side] += sign * s.Base
			}
		}
		got := map[string]money.Amount{}
		for i, f := range out.Plan.Files {
			equal(t, f.FileName, f.Documents, plan.Files[i].Documents)
			addFile(t, p.ID, f, got)
		}
		for side, want := range sums {
			if got[side] != want {
				t.Errorf("%s, %s: the files come to %d, the screen says %d", p.Name, side, got[side], want)
			}
		}
	}
	// Net of tax, sales and credits are those of the lists.
	var lists, files money.Amount
	for _, v := range must(desk.ListInvoices(ctx, app.ListIn{Limit: 1000})).Rows {
		if v.State == trade.Issued && v.Currency == "GBP" {
			if v.Credit {
				lists -= v.Total
			} else {
				lists += v.Total
			}
		}
	}
	for _, s := range must(desk.PreviewHandOff(ctx, app.HandOffIn{Program: "xero", Again: true})).Sums {
		if s.Currency == "GBP" && s.What == "invoice" {
			files += s.Total
		}
		if s.Currency == "GBP" && s.What == "credit note" {
			files -= s.Total
		}
	}
	equal(t, "lists and files", files, lists)
}

// side is who a document is with.
func side(what string) string {
	if what == "invoice" || what == "credit note" {
		return "sales"
	}
	return "bills"
}

// addFile adds up a file as its reader does, and checks what must hold of each document.
func addFile(t *testing.T, program string, f app.HandOffPart, sums map[string]money.Amount) {
	t.Helper()
	amount := func(s string, cur money.Currency) money.Amount {
		if s == "" {
			return 0
		}
		return must(dec(s).Amount(cur))
	}
	if program == app.BooksQBD {
		balance, docs := money.Amount(0), 0
		for _, line := range strings.Split(strings.TrimSpace(string(f.Content)), "\r\n") {
			cells := strings.Split(line, "\t")
			switch cells[0] {
			case "TRNS":
				balance = amount(cells[5], "EUR")
				if cells[1] == "INVOICE" || cells[1] == "CREDIT MEMO" {
					sums["sales"] += balance
				} else {
					sums["bills"] -= balance
				}
			case "SPL":
				balance += amount(cells[5], "EUR")
			case "ENDTRNS":
				docs++
				equal(t, "what a transaction adds up to", balance, 0)
			}
		}
		equal(t, "transactions", docs, f.Documents)
		return
	}
	rows := must(csv.NewReader(bytes.NewReader(f.Content)).ReadAll())
	at := func(row []string, name string) string {
		if i := slices.Index(rows[0], name); i >= 0 {
			return row[i]
		}
		return ""
	}
	balance := map[string]money.Amount{}
	first := map[string]bool{}
	for _, row := range rows[1:] {
		cur := money.Currency(at(row, "Currency"))
		switch program {
		case app.BooksXero:
			price := must(dec(at(row, "*UnitAmount")).Price(cur))
			sums[side(map[bool]string{true: "invoice"}[strings.Contains(f.FileName, "sales")])+" "+string(cur)] +=
				price.Times(must(dec(at(row, "*Quantity")).Qty())) + amount(at(row, "TaxAmount"), cur)
		case app.BooksQBO:
			what := "sales "
			if strings.Contains(f.FileName, "bill") || strings.Contains(f.FileName, "supplier") {
				what = "bills "
			}
			sums[what+string(cur)] += amount(at(row, "*ItemAmount")+at(row, "*LineAmount"), cur) + amount(at(row, "ItemTaxAmount")+at(row, "LineTaxAmount"), cur)
		case app.BooksJournal:
			doc := at(row, "Type") + at(row, "Document") + at(row, "Party")
			moved := amount(at(row, "Debit"), "EUR") - amount(at(row, "Credit"), "EUR")
			balance[doc] += moved
			if !first[doc] {
				if first[doc] = true; side(at(row, "Type")) == "sales" {
					sums["sales"] += moved
				} else {
					sums["bills"] -= moved
				}
			}
		}
	}
	for doc, b := range balance {
		equal(t, "what "+doc+" adds up to", b, 0)
	}
}
