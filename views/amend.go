package views

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// changeOrder asks what of a confirmed order is to be otherwise, says what that leads to, and does it.
func (s *Shell) changeOrder(c app.Chain) {
	o := c.Order
	var f *kit.Form
	fresh := 0
	blank := func() *kit.Field {
		fresh++
		name := fmt.Sprint("new", fresh)
		return &kit.Field{Label: kit.T("New line"), Cells: append([]*kit.Field{{Name: name + "item", Label: kit.T("other item"), Search: s.knownItems, Width: 130}}, saleCells(name, "", "", "")...)}
	}
	var fields []*kit.Field
	var lines []*trade.OrderLine
	bought := false
	for i := range o.Lines {
		l := &o.Lines[i]
		bought = bought || l.OnPurchase > 0 || l.Invoiced > 0
		if l.Kind == trade.LineText || l.Kind == trade.LinePart || l.Live() == 0 {
			continue // a component follows its kit
		}
		lines = append(lines, l)
		name := key(l.ID)
		item := &kit.Field{Width: 130, Label: kit.T("other item")}
		if l.Kind == trade.LineItem || l.Kind == trade.LineKit {
			item.Name, item.Search = name+"item", s.knownItems
		}
		discount := ""
		if l.Discount != 0 {
			discount = typed(l.Discount.String())
		}
		fields = append(fields, &kit.Field{Label: goods(l.SKU, l.Description) + lineFar(l), Cells: append([]*kit.Field{item}, saleCells(name, typed(l.Live().String()), typed(l.Price.Text(o.Currency)), discount)...)})
	}
	fields = append(fields, blank())
	fields = append(fields, &kit.Field{Name: "wanted", Label: kit.T("Wanted by"), Text: typedDay(o.Wanted), Hint: kit.T("+14, fri, 28 nov")},
		&kit.Field{Name: "reference", Label: kit.T("Customer's order number"), Text: o.Reference})
	if !bought {
		fields = append(fields, &kit.Field{Name: "customer_id", Label: kit.T("Customer"), Search: s.knownCustomers, Chosen: kit.Choice{ID: int64(o.CustomerID), Title: o.Customer}, Wide: true})
	}
	fields = append(fields, &kit.Field{Say: kit.T("Ship to")})
	fields = append(fields, addressFields("", o.ShipTo)...)
	fields = append(fields, &kit.Field{Name: "reason", Label: kit.T("Reason, printed for suppliers that are asked")},
		&kit.Field{Name: "send", Label: kit.T("E-mail the suppliers that are asked"), Check: true, Text: "yes", Wide: true})
	f = kit.NewForm(fields...)
	var grow func(at int)
	grow = func(at int) {
		f.OnChosen(fmt.Sprint("new", at, "item"), func() {
			if at == fresh { // the last one is used: there is to be room for another
				f.Extend(blank())
				grow(fresh)
			}
		})
	}
	grow(fresh)
	kit.AskForm(s.win.Canvas(), kit.T("Change %s", o.Number), kit.T("What it does…"), f, func(d *kit.Dialog) {
		in, err := s.amendment(f, o, lines, fresh)
		if err != nil {
			e := app.AsError(err)
			if !f.Wrong(e.Field, e.Message) {
				d.Fail(e.Message)
			}
			return
		}
		s.preview(d, f, kit.T("Change %s", o.Number), kit.T("Change it"), in)
	})
	if len(lines) > 0 {
		s.win.Canvas().Focus(f.Entry(key(lines[0].ID) + "qty"))
	}
}

// saleCells are quantity, price and discount of a line.
func saleCells(name, qty, price, discount string) []*kit.Field {
	return []*kit.Field{{Name: name + "qty", Label: kit.T("quantity"), Text: qty, Width: 74}, {Name: name + "price", Label: kit.T("price"), Text: price, Width: 84}, {Name: name + "discount", Label: kit.T("discount %"), Text: discount, Width: 76}}
}

// lineFar says how much of a line cannot just be taken off any more.
func lineFar(l *trade.OrderLine) string {
	if l.Shipped > 0 {
		return kit.T(" (%s shipped)", l.Shipped)
	}
	return ""
}

// knownItems and its kin search only what is there: in a change nothing is made on the fly.
func (s *Shell) knownItems(text string, done func([]kit.Choice)) {
	s.searchItems(text, func(list []kit.Choice) { done(known(list)) })
}

func (s *Shell) knownCustomers(text string, done func([]kit.Choice)) {
	s.searchCustomers(text, func(list []kit.Choice) { done(known(list)) })
}

func known(list []kit.Choice) (there []kit.Choice) {
	for _, c := range list {
		if c.ID != 0 {
			there = append(there, c)
		}
	}
	return there
}

// amendment reads the form: what is as it was is left out.
func (s *Shell) amendment(f *kit.Form, o *trade.SalesOrder, lines []*trade.OrderLine, fresh int) (in app.ChangeOrderIn, err error) {
	in = app.ChangeOrderIn{OrderID: o.ID, Version: o.Version, Reason: f.Text("reason"), Send: f.Text("send") == "yes"}
	for _, l := range lines {
		x, name := app.ChangeLineIn{LineID: l.ID}, key(l.ID)
		if f.Has(name + "item") {
			if x.ItemID, err = chosenOr(f, name+"item"); err != nil {
				return in, err
			}
		}
		q, err := quantity(name+"qty", f.Text(name+"qty"))
		if err != nil {
			return in, err
		}
		if q != l.Live() {
			x.Qty = &q
		}
		if text := f.Text(name + "price"); text != l.Price.Text(o.Currency) {
			if x.Price, err = decimal(name+"price", text); err != nil {
				return in, err
			}
		}
		r, err := rate(name+"discount", f.Text(name+"discount"))
		if err != nil {
			return in, err
		}
		if r != l.Discount {
			x.Discount = &r
		}
		if x != (app.ChangeLineIn{LineID: l.ID}) {
			for _, field := range []string{"qty", "price", "discount"} {
				f.Alias(name+field, fmt.Sprintf("lines[%d].%s", len(in.Lines), field))
			}
			f.Alias(name+"qty", fmt.Sprintf("lines[%d]", len(in.Lines)))
			in.Lines = append(in.Lines, x)
		}
	}
	for i := 1; i <= fresh; i++ {
		name := fmt.Sprint("new", i)
		item, err := chosenOr(f, name+"item")
		if err != nil {
			return in, err
		}
		if item == 0 {
			continue
		}
		x := app.LineIn{ItemID: item}
		if strings.TrimSpace(f.Text(name+"qty")) != "" {
			q, err := wanted(name+"qty", f.Text(name+"qty"))
			if err != nil {
				return in, err
			}
			x.Qty = &q
		}
		if x.Price, err = decimal(name+"price", f.Text(name+"price")); err != nil {
			return in, err
		}
		if strings.TrimSpace(f.Text(name+"discount")) != "" {
			r, err := rate(name+"discount", f.Text(name+"discount"))
			if err != nil {
				return in, err
			}
			x.Discount = &r
		}
		in.Add = append(in.Add, x)
	}
	date, err := typedDate("wanted", f.Text("wanted"), s.today())
	if err != nil {
		return in, err
	}
	if date != o.Wanted {
		in.Wanted = &date
	}
	if text := f.Text("reference"); text != o.Reference {
		in.Reference = &text
	}
	if f.Has("customer_id") {
		if in.CustomerID, err = chosenOr(f, "customer_id"); err != nil {
			return in, err
		}
	}
	if to := typedAddress(f, "", o.ShipTo); to != o.ShipTo {
		in.ShipTo = &to
	}
	return in, nil
}

// chosenOr is what was chosen in a field; nothing where it is empty.
func chosenOr(f *kit.Form, field string) (trade.ID, error) {
	id := trade.ID(f.Chosen(field))
	if id == 0 && strings.TrimSpace(f.Text(field)) != "" {
		return 0, trade.Faultf(trade.Invalid, "%s", kit.T("Choose from the list what %q is to be.", f.Text(field))).In("%s", field)
	}
	return id, nil
}

// preview says what a change would lead to, and makes it when that is wanted. d is the dialog in which
// the change was typed; it stays until the change is made.
func (s *Shell) preview(d *kit.Dialog, f *kit.Form, title, verb string, in app.ChangeOrderIn) {
	d.Busy(true)
	try := in
	try.Preview = true
	var out app.ChangeOrderOut
	var err error
	s.run.Do(func() { out, err = s.desk.ChangeOrder(s.ctx(), try) }, func() {
		d.Busy(false)
		if err != nil {
			e := app.AsError(err)
			if !f.Wrong(e.Field, e.Message) {
				d.Fail(e.Message)
			}
			return
		}
		kit.Ask(s.win.Canvas(), kit.T("%s: what it does", title), verb, effects(out.Effects), func(sure *kit.Dialog) {
			submit(s, sure, nil, "", func(ctx context.Context) (app.ChangeOrderOut, error) { return s.desk.ChangeOrder(ctx, in) }, func(out app.ChangeOrderOut) {
				d.Close()
				s.fresh()
				s.amended(out)
			})
		})
	})
}

func (s *Shell) amended(out app.ChangeOrderOut) {
	text := kit.T("%s is changed", out.Order.Number)
	if n := len(out.Changes); n > 0 {
		text += "; " + counted(n, "%d supplier is asked", "%d suppliers are asked")
	}
	s.say(text, kit.Good)
}

// effects lists what a change leads to, in words.
func effects(list []string) fyne.CanvasObject {
	box := container.New(layout.NewCustomPaddedVBoxLayout(-4))
	for _, text := range list {
		l := widget.NewLabel(kit.Said(text))
		l.Wrapping = fyne.TextWrapWord
		box.Add(container.NewBorder(nil, nil, widget.NewLabel("•"), nil, l))
	}
	return box
}

// cancelOrder shows what it means to call off all of an order that has not shipped, and does it.
func (s *Shell) cancelOrder(o *trade.SalesOrder) {
	in := app.ChangeOrderIn{OrderID: o.ID, Version: o.Version, Cancel: true, Preview: true}
	read(s, func(ctx context.Context) (app.ChangeOrderOut, error) { return s.desk.ChangeOrder(ctx, in) }, func(out app.ChangeOrderOut) {
		fields := []*kit.Field{{Name: "reason", Label: kit.T("Reason"), Wide: true}}
		if len(out.Changes) > 0 {
			fields[0].Label = kit.T("Reason, printed for suppliers that are asked")
			fields = append(fields, &kit.Field{Name: "send", Label: kit.T("E-mail the suppliers that are asked"), Check: true, Text: "yes", Wide: true})
		}
		f := kit.NewForm(fields...)
		kit.AskFormBelow(s.win.Canvas(), kit.T("Cancel %s: what it does", o.Number), kit.T("Cancel the order"), effects(out.Effects), f, func(d *kit.Dialog) {
			in := app.ChangeOrderIn{OrderID: o.ID, Version: o.Version, Cancel: true, Reason: f.Text("reason"), Send: f.Has("send") && f.Text("send") == "yes"}
			submit(s, d, f, "", func(ctx context.Context) (app.ChangeOrderOut, error) { return s.desk.ChangeOrder(ctx, in) }, s.amended)
		})
	})
}
