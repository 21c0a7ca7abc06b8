package app

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Unsettled is a document, or money on account, that is not settled.
type Unsettled struct {
	Kind     trade.Kind
	ID       trade.ID
	Number   string
	Date     trade.Date
	Due      trade.Date // of what is to be paid; empty for what is to a party's credit
	PartyID  trade.ID
	Party    string
	Currency money.Currency
	Total    money.Amount // below zero where it is to the party's credit, as Open
	Open     money.Amount
}

// unsettledTable lists what customers owe us, or we owe suppliers, document by document: together it is what the report by age says.
func (w *work) unsettledTable(t *Table, in TableIn) error {
	payable := in.Report == "open_bills"
	name := map[bool]string{false: "Invoice", true: "Bill"}[payable]
	party := map[bool]string{false: "Customer", true: "Supplier"}[payable]
	docs, err := w.Unsettled(payable)
	if err != nil {
		return err
	}
	t.Columns = []TableColumn{text("name", name), text("party", party), text("date", "Date"), text("due", "Due"), {ID: "late", Title: "Days late", Right: true},
		spare(sum("total", "Total")), sum("open", "Open"), text("currency", ""), sum("base", "In the company's currency")}
	for i := range docs {
		d := &docs[i]
		if in.Currency != "" && in.Currency != d.Currency || in.CustomerID != 0 && in.CustomerID != d.PartyID || in.SupplierID != 0 && in.SupplierID != d.PartyID {
			continue
		}
		base, err := w.baseOf(d.Open, d.Currency)
		if err != nil {
			return err
		}
		row := TableRow{Cells: []any{d.Number, d.Party, d.Date, d.Due, nil, Money{d.Currency, d.Total}, Money{d.Currency, d.Open}, string(d.Currency), Money{w.base, base}}, Ref: trade.Ref{Kind: d.Kind, ID: d.ID}}
		if d.Open > 0 && d.Due != "" && d.Due < w.today {
			row.Cells[4] = w.today.Sub(d.Due)
			row.Tone = "bad"
		}
		t.Rows = append(t.Rows, row)
	}
	return nil
}

// openLineTable lists what is still to ship, line by line.
func (w *work) openLineTable(t *Table, in TableIn) error {
	lines, err := w.openLines()
	t.Columns = []TableColumn{text("name", "Order"), text("date", "Date"), text("customer", "Customer"), text("item", "Item"), spare(text("what", "Description")), text("supplier", "Supplier"),
		text("purchase", "Purchase order"), sum("quantity", "Quantity"), sum("value", "At the orders' prices"), sum("cost", "At cost")}
	for i := range lines {
		l := &lines[i]
		if in.SupplierID != 0 && in.SupplierID != l.SupplierID {
			continue
		}
		t.Rows = append(t.Rows, TableRow{Cells: []any{l.OrderNo, l.Date, l.Customer, l.SKU, l.Description, l.Supplier, l.PurchaseNo, l.Qty, Money{w.base, l.Value}, Money{w.base, l.Cost}},
			Ref: trade.Ref{Kind: trade.KindOrder, ID: l.OrderID}})
	}
	return err
}
