package app

import (
	"bytes"
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ExportStatement writes a statement of account as a workbook: every entry with what is owed after it, in each currency.
func (d *Desk) ExportStatement(ctx context.Context, in StatementIn) (ExportOut, error) {
	var t Table
	err := d.read(ctx, func(w *work) error {
		s, err := w.statement(in)
		if err != nil {
			return err
		}
		own, err := w.company()
		if err != nil {
			return err
		}
		t = statementTable(s)
		t.Company, t.Currency, t.Made = own.Name, w.base, w.stamp()
		t.Total = t.total()
		return nil
	})
	if err != nil {
		return ExportOut{}, err
	}
	var b bytes.Buffer
	if err := d.printer.Table(&b, t); err != nil {
		return ExportOut{}, trade.Faultf(trade.External, "The workbook could not be made: %w.", err)
	}
	return ExportOut{FileName: "statement.xlsx", XLSX: b.Bytes()}, nil
}

func statementTable(s *trade.Statement) Table {
	t := Table{Kind: ReportKind{ID: "statement", Title: "Statement of account", Period: "documents"}, From: s.From, To: s.To, Filters: []TableFilter{{"Account", s.Party}}, Rows: []TableRow{}}
	t.Columns = []TableColumn{text("name", "Document"), text("date", "Date"), text("what", "For"), text("due", "Due"), text("currency", "Currency"), sum("amount", "Amount"), {ID: "balance", Title: "Balance", Right: true}}
	add := func(cur money.Currency, number string, date trade.Date, what string, due trade.Date, amount any, balance money.Amount) {
		t.Rows = append(t.Rows, TableRow{Cells: []any{number, date, what, due, string(cur), amount, Money{cur, balance}}})
	}
	for i := range s.Accounts {
		a := &s.Accounts[i]
		if s.From != "" {
			add(a.Currency, "Opening balance", s.From, "", "", Money{a.Currency, a.Opening}, a.Opening)
		}
		for _, e := range a.Entries {
			english := *s
			english.Language = "en"
			add(a.Currency, e.Number, e.Date, entryText(&english, &e), e.Due, Money{a.Currency, e.Amount}, e.Balance)
		}
	}
	return t
}
