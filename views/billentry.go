package views

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// chooseBilled asks which purchase order a bill is for.
func (s *Shell) chooseBilled() {
	f := kit.NewForm(&kit.Field{Name: "purchase", Label: kit.T("Purchase order"), Hint: kit.T("Its number, the supplier, the customer's order …"), Search: s.searchBilled, Wide: true})
	kit.AskForm(s.win.Canvas(), kit.T("Bill for which purchase order?"), kit.T("Go on"), f, func(d *kit.Dialog) {
		id := trade.ID(f.Chosen("purchase"))
		submit(s, d, f, "", func(ctx context.Context) (*trade.PurchaseOrder, error) {
			if id == 0 {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Choose a purchase order from the list.")).In("purchase")
			}
			return s.desk.GetPurchase(ctx, app.ByID{ID: id})
		}, s.enterBill)
	})
}

// searchBilled finds purchase orders that a bill can be for.
func (s *Shell) searchBilled(text string, done func([]kit.Choice)) {
	search(s, func(ctx context.Context) (app.List[app.PurchaseRow], error) {
		return s.desk.ListPurchases(ctx, app.ListIn{Filter: "open", Text: text, Limit: 8})
	}, func(r *app.PurchaseRow) kit.Choice {
		return kit.Choice{ID: int64(r.ID), Title: numberOr(r.Number), Note: r.Supplier + "  " + amount(r.Net, r.Currency) + " " + string(r.Currency)}
	}, done, "", "")
}

// billEntry is a supplier's bill that is being entered beside what was ordered and shipped.
type billEntry struct {
	s    *Shell
	p    *trade.PurchaseOrder
	form *kit.Form
	says *widget.Label
}

// enterBill asks for the figures of a supplier's bill. All of it is there as it was ordered, so that only what differs is typed.
func (s *Shell) enterBill(p *trade.PurchaseOrder) {
	e := &billEntry{s: s, p: p, says: widget.NewLabel("")}
	e.says.Wrapping = fyne.TextWrapWord
	fees := ""
	if total := p.Fees.Total(); total > 0 && !slices.ContainsFunc(p.Lines, func(l trade.PurchaseLine) bool { return l.Billed > 0 }) {
		fees = typed(total.Text(p.Currency)) // agreed, and on no bill yet
	}
	fields := []*kit.Field{
		{Name: "their_number", Label: kit.T("Number on the bill")},
		{Name: "date", Label: kit.T("Dated"), Text: typedDay(s.today())},
		{Name: "freight", Label: kit.T("Freight and fees %s", p.Currency), Text: fees},
		{Name: "tax", Label: kit.T("Tax %s", p.Currency)},
		{Name: "total", Label: kit.T("Total on the bill (checked against the lines)")},
		{Name: "due", Label: kit.T("Due (empty: by terms)"), Hint: kit.T("+30, 28 nov")},
	}
	for _, l := range e.lines() {
		label := kit.T("%s, ordered %s, shipped %s", goodsIn(20, l.SKU, l.Description), number(l.Live()), number(l.Shipped))
		if l.Billed > 0 {
			label = kit.T("%s, ordered %s, shipped %s, billed before %s", goodsIn(20, l.SKU, l.Description), number(l.Live()), number(l.Shipped), number(l.Billed))
		}
		fields = append(fields, &kit.Field{Label: label, Cells: []*kit.Field{
			{Name: "qty" + key(l.ID), Label: kit.T("billed"), Text: typed(l.ToBill().String())},
			{Name: "price" + key(l.ID), Label: kit.T("at %s", p.Currency), Text: typed(l.Cost.Text(p.Currency)), Width: 92},
		}})
	}
	e.form = kit.NewForm(fields...)
	e.form.OnChange(e.compare)
	e.compare()
	var once again
	kit.AskFormAbove(s.win.Canvas(), kit.T("Bill of %s for %s", p.Supplier, p.Number), kit.T("Enter the bill"), e.form, e.says, func(d *kit.Dialog) {
		submit(s, d, e.form, kit.T("The bill is entered"), func(ctx context.Context) (*trade.Bill, error) {
			in, err := e.read()
			if err != nil {
				return nil, err
			}
			in.Twice = once.more
			b, err := s.desk.SaveBill(ctx, in)
			return b, once.heard(err)
		}, func(b *trade.Bill) { s.Show(trade.Ref{Kind: trade.KindBill, ID: b.ID}) })
	})
}

// lines are those that something is to be billed of.
func (e *billEntry) lines() (list []*trade.PurchaseLine) {
	for i := range e.p.Lines {
		if l := &e.p.Lines[i]; l.ToBill() > 0 {
			list = append(list, l)
		}
	}
	return list
}

func (e *billEntry) read() (in app.SaveBillIn, err error) {
	f := e.form
	in = app.SaveBillIn{SupplierID: e.p.SupplierID, TheirNo: f.Text("their_number"), Enter: true}
	if in.Date, err = typedDate("date", f.Text("date"), e.s.today()); err != nil {
		return in, err
	}
	if in.Due, err = typedDate("due", f.Text("due"), e.s.today()); err != nil {
		return in, err
	}
	if in.Tax, err = decimal("tax", f.Text("tax")); err != nil {
		return in, err
	}
	if in.Total, err = decimal("total", f.Text("total")); err != nil {
		return in, err
	}
	for _, l := range e.lines() {
		line := app.BillLineIn{PurchaseLineID: l.ID}
		if line.Qty, err = quantity("qty"+key(l.ID), f.Text("qty"+key(l.ID))); err != nil {
			return in, err
		}
		if line.Price, err = decimal("price"+key(l.ID), f.Text("price"+key(l.ID))); err != nil {
			return in, err
		}
		if line.Qty != 0 {
			in.Lines = append(in.Lines, line)
		}
	}
	freight, err := decimal("freight", f.Text("freight"))
	if err == nil && freight != nil && !freight.Zero() {
		in.Lines = append(in.Lines, app.BillLineIn{Description: kit.T("Freight and fees"), Price: freight})
	}
	return in, err
}

// compare says what the bill comes to while it is typed, and where it is another than what was ordered.
func (e *billEntry) compare() {
	cur := e.p.Currency
	of := func(field string) money.Amount {
		if d, err := decimal(field, e.form.Text(field)); err == nil && d != nil {
			a, _ := d.Amount(cur)
			return a
		}
		return 0
	}
	var net, agreed money.Amount
	var words []string
	for _, l := range e.lines() {
		q, err := quantity("", e.form.Text("qty"+key(l.ID)))
		d, wrong := decimal("", e.form.Text("price"+key(l.ID)))
		if err != nil || wrong != nil || q < 0 || q > money.MaxQty || d == nil {
			continue
		}
		p, err := d.Price(cur)
		if err != nil {
			continue
		}
		net += p.Times(q)
		agreed += l.Cost.Times(q)
		if more := l.Billed + q - l.Shipped; more > 0 && l.Shipped > 0 {
			words = append(words, kit.T("%s: %s more than was shipped.", l.SKU, number(more)))
		}
		if p != l.Cost {
			words = append(words, kit.T("%s: %s instead of %s.", l.SKU, price(p, cur), price(l.Cost, cur)))
		}
	}
	all := net + of("freight") + of("tax")
	text := kit.T("Goods %s, all %s %s.", amount(net, cur), amount(all, cur), cur)
	switch more := net - agreed; {
	case more > 0:
		words = append(words, kit.T("The goods are %s %s dearer than ordered.", amount(more, cur), cur))
	case more < 0:
		words = append(words, kit.T("The goods are %s %s cheaper than ordered.", amount(-more, cur), cur))
	}
	if total := of("total"); total != 0 && total != all {
		words = append(words, kit.T("The total on the bill is %s %s, which is not what its lines come to.", amount(total, cur), cur))
	}
	e.says.Importance = widget.MediumImportance
	if len(words) > 0 {
		e.says.Importance = widget.WarningImportance
	}
	e.says.SetText(strings.Join(append([]string{text}, words...), "  "))
}
