package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// filler fills a profit workbook.
type filler struct {
	*ProfitBook
	base      money.Currency
	orders    map[trade.ID]int32
	customers names
	reps      names
	suppliers names
	items     names
	rates     map[BookRate]int32
}

// names gives whoever has an id a place in a list.
type names struct {
	at   map[trade.ID]int32
	list *[]BookName
}

func (n *names) of(id trade.ID, name, more string) int32 {
	at, known := n.at[id]
	if !known {
		at = int32(len(*n.list))
		n.at[id] = at
		*n.list = append(*n.list, BookName{ID: id})
	}
	b := &(*n.list)[at]
	if id != 0 && (b.Name != name || b.More != more) {
		b.Name, b.More = name, more
	}
	return at
}

// one keeps a text that is there many times only once.
func (f *filler) one(s string) string { return f.Words.At(f.Words.Of(s)) }

func (f *filler) rate(c money.Currency, fx money.FX) int32 {
	if c == f.base {
		return 0
	}
	r := BookRate{c, fx}
	at, known := f.rates[r]
	if !known {
		at = int32(len(f.Rates))
		f.rates[r] = at
		f.Rates = append(f.Rates, r)
	}
	return at
}

func (w *work) profitBook(ctx context.Context, in PeriodIn) (*ProfitBook, error) {
	own, err := w.company()
	if err != nil {
		return nil, err
	}
	b := &ProfitBook{Company: own.Name, Currency: w.base, From: in.From, To: in.To, Made: w.stamp(), Rates: []BookRate{{w.base, money.Par}}}
	list := func(l *[]BookName) names { return names{map[trade.ID]int32{}, l} }
	f := &filler{ProfitBook: b, base: w.base, orders: map[trade.ID]int32{}, customers: list(&b.Customers), reps: list(&b.Reps), suppliers: list(&b.Suppliers), items: list(&b.Items),
		rates: map[BookRate]int32{}}
	kept, err := w.ProfitBy(ReportIn{By: "month", From: in.From, To: in.To})
	if err != nil {
		return nil, err
	}
	b.Reported = totalOf(kept)
	n := b.Reported.Orders
	if err := f.commission(w, in); err != nil {
		return nil, err
	}
	tell := reporting(ctx)
	err = w.EachDeal(in.From, in.To, func(deal *trade.Deal) error {
		f.deal(deal)
		if done := b.Orders.Len(); done%512 == 0 {
			tell(min(done, n), 2*n)
		}
		return ctx.Err()
	})
	tell(n, 2*n)
	if err == nil {
		err = w.EachBookInvoice(in.From, in.To, func(r *BookRow) error { f.invoice(r); return ctx.Err() })
	}
	if err == nil {
		err = w.EachBookBill(in.From, in.To, func(r *BookRow) error { f.bill(r); return ctx.Err() })
	}
	if err == nil {
		err = w.EachBookCharge(in.From, in.To, func(r *BookRow) error { f.charge(r); return ctx.Err() })
	}
	return b, err
}

// commission keeps what reps have earned. It is read first, when nothing else is in memory yet.
func (f *filler) commission(w *work, in PeriodIn) error {
	list, err := w.commissions(in)
	for i := range list {
		o := &list[i]
		f.Commission.Add(BookCommission{Rep: f.Words.Of(o.Rep), Earned: f.Words.Of(string(o.Earned)), Order: f.Words.Of(o.OrderNo), Date: f.Words.Of(string(o.Date)), Customer: f.Words.Of(o.Customer),
			On: f.Words.Of(string(o.On)), Rate: o.Rate, Revenue: o.Revenue, Profit: o.Profit, Commission: o.Commission})
	}
	return err
}

func (f *filler) deal(deal *trade.Deal) {
	o := deal.Order
	at := int32(f.Orders.Len())
	f.orders[o.ID] = at
	f.Orders.Add(BookOrder{Number: o.Number, Date: trade.Date(f.one(string(o.Date))), Channel: f.one(o.Channel), Customer: f.customers.of(o.CustomerID, o.Customer, ""),
		Rep: f.reps.of(o.RepID, o.Rep, ""), Rate: f.rate(o.Currency, o.FX)})
	lines := deal.Profit(f.base)
	for i := range lines {
		l := &lines[i]
		f.Lines.Add(BookLine{Order: at, Supplier: f.suppliers.of(l.SupplierID, l.Supplier, ""), Item: f.items.of(l.ItemID, l.SKU, l.Description), Text: f.Words.Of(l.Description),
			Qty: l.Qty, Invoiced: l.Invoiced, Revenue: l.Revenue, Billed: l.Billed, Cost: l.Cost, Carried: l.Carried, Kept: l.Kept, Freight: l.Freight, Actual: l.Actual})
	}
}

// doc is a document of the workbook, and whether its order is in it.
func (f *filler) doc(r *BookRow) (doc BookDoc, ours bool) {
	_, ours = f.orders[r.OrderID]
	doc = BookDoc{Number: r.Number, Date: f.Words.Of(string(r.Date)), Party: f.Words.Of(r.Party), Order: f.Words.Of(r.OrderNo), Rate: f.rate(r.Currency, r.FX), Own: r.Own, Net: r.Net, Ours: r.Ours, OursFreight: r.OursFreight}
	if r.Credit {
		doc.Own, doc.Net, doc.Ours, doc.OursFreight = -doc.Own, -doc.Net, -doc.Ours, -doc.OursFreight
	}
	return doc, ours
}

func (f *filler) invoice(r *BookRow) {
	doc, ours := f.doc(r)
	if !ours {
		doc.Ours = 0
	}
	if !r.Credit {
		f.Invoices.Add(doc)
		return
	}
	f.Credits.Add(doc)
	if ours {
		f.Orders.At(int(f.orders[r.OrderID])).Credited += doc.Ours
	}
}

func (f *filler) bill(r *BookRow) {
	doc, _ := f.doc(r)
	f.Bills.Add(doc)
}

func (f *filler) charge(r *BookRow) {
	doc, ours := f.doc(r)
	if ours {
		doc.Ours = doc.Net
	}
	f.Charges.Add(doc)
}
