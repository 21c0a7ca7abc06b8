package views

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/views/kit"
)

// masterKinds are what a file of customers, suppliers and so on may hold, in words, in the order in which they are chosen.
func masterKinds() (words []string, codes map[string]string) {
	list := []struct{ code, word string }{{"", kit.T("as its sheets or headings say")}, {app.MasterCustomers, kit.T("Customers")}, {app.MasterSuppliers, kit.T("Suppliers")},
		{app.MasterItems, kit.T("Items")}, {app.MasterBalances, kit.T("Opening balances")}}
	codes = map[string]string{}
	for _, x := range list {
		words = append(words, x.word)
		codes[x.word] = x.code
	}
	return words, codes
}

func masterKind(code string) string {
	words, codes := masterKinds()
	for _, w := range words {
		if codes[w] == code {
			return w
		}
	}
	return code
}

// chooseMasters asks for a file of customers, suppliers, items or opening balances, and offers the workbook that they are entered in.
func (s *Shell) chooseMasters(kind, path, trouble string) {
	words, codes := masterKinds()
	f := kit.NewForm(
		fileField(kit.T("The file (.xlsx, .ods, .csv, .txt)"), path),
		&kit.Field{Name: "kind", Label: kit.T("What it holds"), Options: words, Text: masterKind(kind), Wide: true},
	)
	var d *kit.Dialog
	above := container.NewHBox(
		s.browser(listEndings, func() *kit.Dialog { return d }, func(path string) { s.chooseMasters(codes[f.Text("kind")], path, "") }),
		kit.NewAction(kit.T("Save the template"), false, func() { d.Close(); s.mastersTemplate() }, func() { d.Escape() }),
	)
	d = kit.AskFormBelow(s.win.Canvas(), kit.T("Import customers, suppliers, items"), kit.T("Read it"), above, f, func(d *kit.Dialog) {
		path := f.Text("path")
		in := app.MastersIn{Name: filepath.Base(path), Kind: codes[f.Text("kind")]}
		submit(s, d, f, "", func(context.Context) (app.MastersIn, error) {
			var err error
			in.File, err = listFile(path)
			return in, err
		}, func(in app.MastersIn) { s.readMasters(in, path) })
	})
	if trouble != "" {
		f.Wrong("kind", trouble)
	}
}

// takeMasters reads a dropped file as customers, suppliers, items or opening balances.
func (s *Shell) takeMasters(path string) {
	read(s, func(context.Context) ([]byte, error) { return listFile(path) }, func(file []byte) {
		s.readMasters(app.MastersIn{Name: filepath.Base(path), File: file}, path)
	})
}

// mastersTemplate writes the workbook that customers, suppliers, items and opening balances are entered in, and shows it.
func (s *Shell) mastersTemplate() {
	act(s, "", func(ctx context.Context) (string, error) {
		x, err := s.desk.ExportMastersTemplate(ctx, app.Nothing{})
		if err != nil {
			return "", err
		}
		return x.FileName, s.leave(x.FileName, x.XLSX)
	}, func(name string) { s.toasts.Show(kit.T("%s is in %s", name, s.opt.Folder), kit.Good, "", nil) })
}

// readMasters shows what a file changes; where it does not tell what it holds, or what its columns are, it asks first.
func (s *Shell) readMasters(in app.MastersIn, path string) {
	s.previewMasters(in, func(p *app.MastersPlan) {
		for i, t := range p.Tables {
			if t.Missing != "" {
				s.masterColumns(in, p, i)
				return
			}
		}
		s.showMasters(in, p)
	}, func(err error) {
		if e := app.AsError(err); e.Field == "kind" && path != "" {
			s.chooseMasters(in.Kind, path, e.Message)
			return
		}
		s.fail(err)
	})
}

func (s *Shell) previewMasters(in app.MastersIn, then func(*app.MastersPlan), failed func(error)) {
	in.Limit = shownRows
	longStep(s, kit.T("Reading %s", in.Name), func(ctx context.Context) (*app.MastersPlan, error) { return s.desk.PreviewMasters(ctx, in) }, then, failed)
}

// masterFields are what a column can be, in words.
func masterFields() map[string]string {
	names := map[string]string{
		"": kit.T("not read"), "number": kit.T("Number"), "name": kit.T("Name"), "contact": kit.T("Contact"), "email": kit.T("E-mail"), "phone": kit.T("Phone"), "tax_number": kit.T("Tax number"),
		"tax_code": kit.T("Tax code"), "terms": kit.T("Payment terms"), "currency": kit.T("Currency"), "credit_limit": kit.T("Credit limit"), "discount": kit.T("Discount"), "language": kit.T("Language"),
		"notes": kit.T("Notes"), "min_order": kit.T("Minimum order"), "account_no": kit.T("Our account number"), "sku": kit.T("Our SKU"), "description": kit.T("Description"), "gtin": kit.T("GTIN (EAN, UPC)"),
		"unit": kit.T("Unit"), "category": kit.T("Category"), "price": kit.T("Price"), "weight": kit.T("Weight in g"), "supplier": kit.T("Supplier"), "part_no": kit.T("Supplier's part number"), "cost": kit.T("Cost"),
		"min_qty": kit.T("Minimum quantity"), "multiple": kit.T("In multiples of"), "lead_days": kit.T("Lead time"), "customer": kit.T("Customer"), "document": kit.T("Document"), "date": kit.T("Date"),
		"amount": kit.T("Open amount"),
	}
	for part, word := range map[string]string{"street": kit.T("Street"), "street2": kit.T("Address line 2"), "zip": kit.T("Postcode"), "city": kit.T("City"), "region": kit.T("Region"), "country": kit.T("Country")} {
		names[part] = word
		names["ship_"+part] = kit.T("Ship to: %s", word)
	}
	return names
}

// saidAbove lists what is to be known before a file can be read; nil: nothing is.
func saidAbove(missing string, doubts []string) fyne.CanvasObject {
	if missing == "" && len(doubts) == 0 {
		return nil
	}
	box, add := sentences()
	if missing != "" {
		add(kit.Said(missing), widget.DangerImportance)
	}
	for _, d := range doubts {
		add(kit.Said(d), widget.WarningImportance)
	}
	return box
}
