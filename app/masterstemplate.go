package app

import (
	"bytes"
	"context"
	"io"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// MastersForm is the workbook that customers, suppliers, items and opening balances are entered in.
type MastersForm struct {
	Company  string
	Currency money.Currency
	Terms    []string // those that the company has
	TaxCodes []string
	Sheets   []MastersFormSheet
}

// MastersFormSheet is one sheet of it.
type MastersFormSheet struct {
	Name     string
	Fields   []MastersFormField
	Examples []map[string]string // by field; they stand on a sheet of their own, which is not read
}

// MastersFormField is one column of it.
type MastersFormField struct {
	Name  string // such as zip
	Title string
	Holds byte // 'n' a number, 'd' a day, 'c' a code, which keeps its zeros, else text
}

// mastersPrinter is a Printer that can make the workbook.
type mastersPrinter interface {
	Masters(io.Writer, MastersForm) error
}

// ExportMastersTemplate makes an empty workbook for customers, suppliers, items and opening balances, with examples, that ApplyMasters reads.
func (d *Desk) ExportMastersTemplate(ctx context.Context, _ Nothing) (out ExportOut, err error) {
	p, ok := d.printer.(mastersPrinter)
	if !ok {
		return out, trade.Faultf(trade.External, "No workbook can be made here.")
	}
	form := MastersForm{}
	err = d.read(ctx, func(w *work) error {
		own, err := w.company()
		if err != nil {
			return err
		}
		terms, err := w.TermsList()
		if err != nil {
			return err
		}
		codes, err := w.TaxCodes()
		form.Company, form.Currency = own.Name, own.Currency
		for _, t := range terms {
			form.Terms = append(form.Terms, t.Name)
		}
		for _, c := range codes {
			form.TaxCodes = append(form.TaxCodes, c.Code)
		}
		return err
	})
	if err != nil {
		return out, err
	}
	for _, x := range []struct {
		name, kind string
		examples   []map[string]string
	}{
		{"Customers", intake.MasterCustomers, []map[string]string{
			{"number": "10001", "name": "Blue Door Gifts", "contact": "Jo Miller", "email": "jo@bluedoor.example", "street": "12 Harbour Street", "zip": "YO1 7HH", "city": "York", "country": "GB", "credit_limit": "2500"},
			{"name": "Café Linde", "street": "Lindenweg 4", "zip": "04109", "city": "Leipzig", "country": "DE", "currency": "EUR", "language": "de"}}},
		{"Suppliers", intake.MasterSuppliers, []map[string]string{
			{"number": "70001", "name": "Kiln & Clay", "email": "orders@kilnclay.example", "street": "Works Road 3", "zip": "ST1 5PQ", "city": "Stoke-on-Trent", "country": "GB", "min_order": "150"}}},
		{"Items", intake.MasterItems, []map[string]string{
			{"sku": "MUG-BLUE", "name": "Mug", "unit": "pc", "category": "Kitchen", "price": "4.5", "supplier": "Kiln & Clay", "part_no": "00417", "cost": "3.1", "lead_days": "4"}}},
		{"Opening balances", intake.MasterBalances, []map[string]string{
			{"customer": "Blue Door Gifts", "document": "INV-0981", "date": "2026-10-14", "amount": "310.2"}, {"supplier": "Kiln & Clay", "document": "K-5512", "date": "2026-10-20", "amount": "96"}}},
	} {
		sheet := MastersFormSheet{Name: x.name, Examples: x.examples}
		for _, f := range intake.MasterFields[x.kind] {
			sheet.Fields = append(sheet.Fields, MastersFormField{f.Name, f.Title, f.Holds})
		}
		form.Sheets = append(form.Sheets, sheet)
	}
	var b bytes.Buffer
	if err := p.Masters(&b, form); err != nil {
		return out, trade.Faultf(trade.External, "The workbook could not be made: %w.", err)
	}
	return ExportOut{FileName: "masters.xlsx", XLSX: b.Bytes()}, nil
}
