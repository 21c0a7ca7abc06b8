package views

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// orderEndings are those of files that orders are read from.
var orderEndings = append([]string{".json"}, listEndings...)

// chooseOrders asks for a file of orders, and whose they are where the file does not say it.
func (s *Shell) chooseOrders(customer kit.Choice, path string) {
	f := kit.NewForm(
		fileField(kit.T("The file (.csv, .txt, .xlsx, .ods, .json)"), path),
		&kit.Field{Name: "customer", Label: kit.T("All of this customer (empty: as the file says)"), Search: s.searchCustomersOnly, Chosen: customer, Hint: kit.T("Customer's name …"), Wide: true},
		&kit.Field{Name: "new_items", Label: kit.T("Make items of what is not in the catalogue"), Check: true, Wide: true},
		&kit.Field{Name: "new_taxes", Label: kit.T("Make tax codes for rates that are not known"), Check: true, Wide: true},
	)
	var d *kit.Dialog
	browse := s.browser(orderEndings, func() *kit.Dialog { return d }, func(path string) {
		s.chooseOrders(kit.Choice{ID: f.Chosen("customer"), Title: f.Text("customer")}, path)
	})
	d = kit.AskFormBelow(s.win.Canvas(), kit.T("Import orders"), kit.T("Read it"), browse, f, func(d *kit.Dialog) {
		path := f.Text("path")
		in := app.ImportOrdersIn{NewItems: f.Text("new_items") == "yes", NewTaxes: f.Text("new_taxes") == "yes"}
		in.CustomerID, in.Name = trade.ID(f.Chosen("customer")), filepath.Base(path)
		submit(s, d, f, "", func(context.Context) (app.ImportOrdersIn, error) {
			var err error
			in.File, err = listFile(path)
			return in, err
		}, s.readOrders)
	})
}

// takeOrders reads a dropped file as orders, of the customer that is shown if one is.
func (s *Shell) takeOrders(path string) {
	customer := kit.Choice{}
	if ref := s.doc.history.ref; ref.Kind == trade.KindCustomer {
		customer = kit.Choice{ID: int64(ref.ID), Title: s.doc.title}
	}
	s.chooseOrders(customer, path)
}

// readOrders shows what a file brings; where its columns are not known it asks for them first.
func (s *Shell) readOrders(in app.ImportOrdersIn) {
	in.Limit = shownRows
	longStep(s, kit.T("Reading %s", in.Name), func(ctx context.Context) (*app.OrderPlan, error) { return s.desk.PreviewOrders(ctx, in) }, func(p *app.OrderPlan) {
		if p.Missing != "" {
			s.orderColumns(in, p)
			return
		}
		s.showOrders(in, p)
	}, s.fail)
}

// orderFields are what a column of orders can be, in words.
func orderFields() map[string]string {
	names := map[string]string{
		"": kit.T("not read"), "key": kit.T("The channel's own number"), "number": kit.T("Order number"), "date": kit.T("Date"), "wanted": kit.T("Wanted by"), "customer": kit.T("Customer"), "company": kit.T("Company"),
		"email": kit.T("E-mail"), "phone": kit.T("Phone"), "tax_number": kit.T("Tax number"), "reference": kit.T("Customer's reference"), "sku": kit.T("Our SKU"), "code": kit.T("The channel's number of the goods"),
		"gtin": kit.T("GTIN (EAN, UPC)"), "name": kit.T("Name of the goods"), "variation": kit.T("Variant"), "vendor": kit.T("Supplier"), "qty": kit.T("Quantity"), "qty_to_ship": kit.T("Quantity to ship"), "unit": kit.T("Unit"),
		"price": kit.T("Price of one"), "amount": kit.T("Amount of the line"), "line_discount": kit.T("Discount of the line"), "taxable": kit.T("Taxed or not"), "currency": kit.T("Currency"), "discount": kit.T("Discount"),
		"freight": kit.T("Freight"), "freight_discount": kit.T("Discount on freight"), "tax": kit.T("Tax"), "market_tax": kit.T("Tax that the marketplace pays"), "subtotal": kit.T("Subtotal"), "total": kit.T("Total"),
		"fee": kit.T("Fee of the marketplace"), "extra": kit.T("Other charges"), "tax_name": kit.T("Name of a tax"), "tax_part": kit.T("Amount of a tax"), "items": kit.T("All goods in one cell"), "ship_method": kit.T("Shipping method"),
		"notes": kit.T("Notes"), "status": kit.T("State"), "payment_status": kit.T("State of the payment"), "shipping_status": kit.T("State of the shipment"), "shipped_on": kit.T("Shipped on"), "cancelled_on": kit.T("Cancelled on"),
		"refunded": kit.T("Refunded"),
	}
	parts := map[string]string{"name": kit.T("Name"), "first": kit.T("First name"), "last": kit.T("Last name"), "company": kit.T("Company"), "street": kit.T("Street"), "street1": kit.T("Address line 1"), "street2": kit.T("Address line 2"),
		"street3": kit.T("Address line 3"), "zip": kit.T("Postcode"), "city": kit.T("City"), "region": kit.T("Region"), "region_name": kit.T("Name of the region"), "country": kit.T("Country"), "phone": kit.T("Phone")}
	for part, word := range parts {
		names["ship_"+part] = kit.T("Ship to: %s", word)
		names["bill_"+part] = kit.T("Bill to: %s", word)
	}
	return names
}

// orderColumns asks what stands in the columns of a file.
func (s *Shell) orderColumns(in app.ImportOrdersIn, plan *app.OrderPlan) {
	names := orderFields()
	words, codes := columnWords(names, plan.Fields)
	m := &plan.Map
	days := []string{kit.T("as the file tells"), kit.T("day first"), kit.T("month first")}
	day := map[string]string{"": days[0], "yes": days[1], "no": days[2]}
	fields := append(headFields(kit.T("Row of the headings"), plan.Sheets, m.Sheet, m.Heading),
		&kit.Field{Name: "day_first", Label: kit.T("Days such as 03/04/2026"), Options: days, Text: day[m.DayFirst]})
	for i, c := range m.Columns {
		fields = append(fields, &kit.Field{Name: "field" + strconv.Itoa(i), Label: columnLabel(&c), Options: words, Text: names[c.Field]})
	}
	f := kit.NewForm(fields...)
	beside := container.NewVBox()
	if plan.Missing != "" {
		text := plan.Missing
		if len(m.Columns) == 0 {
			text = kit.T("No row of headings is known. Say in which row they stand.")
		}
		beside.Add(wrapped(kit.Said(text), widget.DangerImportance))
	}
	for _, d := range plan.Doubts {
		beside.Add(wrapped(kit.Said(d), widget.WarningImportance))
	}
	ask := kit.AskForm
	if len(beside.Objects) > 0 {
		ask = func(c fyne.Canvas, title, verb string, f *kit.Form, do func(*kit.Dialog)) *kit.Dialog {
			return kit.AskFormBeside(c, title, verb, f, 520, kit.Wide(300, beside), do)
		}
	}
	ask(s.win.Canvas(), kit.T("Columns of %s", in.Name), kit.T("Show the orders"), f, func(d *kit.Dialog) {
		next := plan.Map
		next.Columns = append([]trade.PriceColumn{}, plan.Map.Columns...)
		for i := range next.Columns {
			next.Columns[i].Field = codes[f.Text("field"+strconv.Itoa(i))]
		}
		for code, word := range day {
			if word == f.Text("day_first") {
				next.DayFirst = code
			}
		}
		sheet := next.Sheet
		if f.Has("sheet") {
			sheet = f.Text("sheet")
		}
		row, err := strconv.Atoi(strings.TrimSpace(f.Text("heading")))
		if err != nil || row < 1 {
			f.Wrong("heading", kit.T("%q is no row of a sheet.", f.Text("heading")))
			return
		}
		again := sheet != next.Sheet || row != next.Heading
		if again { // its columns are others
			next = trade.OrderMap{Sheet: sheet, Heading: row, DayFirst: next.DayFirst}
		}
		in.Map = &next
		d.Close()
		if !again {
			s.readOrders(in)
			return
		}
		longStep(s, kit.T("Reading %s", in.Name), func(ctx context.Context) (*app.OrderPlan, error) { return s.desk.PreviewOrders(ctx, in) }, func(p *app.OrderPlan) {
			s.orderColumns(in, p)
		}, s.fail)
	})
}
