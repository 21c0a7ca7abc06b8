package views

import (
	"context"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) billsPage() page {
	p := &listPage[app.BillRow]{
		s: s, kind: trade.KindBill, one: kit.T("bill"), noun: kit.T("bills"), summed: kit.T("to pay"), button: kit.T("New"), list: s.desk.ListBills, load: s.loadBill,
		id: func(r *app.BillRow) trade.ID { return r.ID }, offset: 0.46,
	}
	p.bulk = func(rows []app.BillRow) []bulkStep { return s.billSteps(rows, p.grid.Unmark) }
	p.columns = []kit.Column[app.BillRow]{
		textColumn("their_number", "Bill no.", 90, func(r *app.BillRow) string { return r.TheirNo }),
		textColumn("supplier", "Supplier", -1, func(r *app.BillRow) string { return r.Supplier }),
		moneyColumn("total", "Total", 80, func(r *app.BillRow) (money.Amount, money.Currency) { return r.Total, r.Currency }),
		textColumn("", "", 38, func(r *app.BillRow) string { return string(r.Currency) }),
		spare(toneColumn("difference", "Differs", 70, func(r *app.BillRow) string {
			if r.Difference == 0 {
				return ""
			}
			return amount(r.Difference, r.Currency)
		}, func(*app.BillRow) kit.Tone { return kit.Bad })),
		toneColumn("due", "Due", 86, func(r *app.BillRow) string {
			switch {
			case r.State == trade.Draft:
				return kit.T("draft")
			case r.Credit:
				return kit.T("credit note")
			case r.Approval == trade.Waiting || (r.Approval == trade.Disputed && r.Open > 0):
				return state(r.Approval)
			case r.Open == 0:
				return kit.T("paid")
			}
			return day(r.Due, s.today())
		}, func(r *app.BillRow) kit.Tone {
			switch {
			case r.Approval == trade.Waiting || (r.Open > 0 && !r.Credit && r.Due < s.today()):
				return kit.Bad
			case r.Open == 0 && r.State == trade.Entered:
				return kit.Good
			}
			return kit.None
		}),
	}
	p.onNew = s.chooseBilled
	return p
}

// supplierCredit asks what of a bill the supplier takes back: goods, money for goods that stay, freight.
func (s *Shell) supplierCredit(b *trade.Bill) {
	fields := []*kit.Field{
		{Name: "their_number", Label: kit.T("Number on the credit note")}, {Name: "date", Label: kit.T("Dated"), Text: typedDay(s.today())},
		{Name: "tax", Label: kit.T("Tax %s", b.Currency)}, {Name: "total", Label: kit.T("Total on the paper (checked against the lines)")},
		{Name: "freight", Label: kit.T("Freight and fees given back, net %s", b.Currency)}, {Name: "text", Label: kit.T("Reason for money back"), Hint: kit.T("Price difference")},
	}
	var goods []*trade.BillLine
	seen := map[trade.ID]bool{}
	for i := range b.Lines {
		if l := &b.Lines[i]; l.PurchaseLineID != 0 && !l.Allowance && !seen[l.PurchaseLineID] {
			seen[l.PurchaseLineID] = true
			goods = append(goods, l)
			fields = append(fields, &kit.Field{Label: l.Description, Cells: []*kit.Field{
				{Name: "qty" + key(l.PurchaseLineID), Label: kit.T("taken back"), Text: "0", Width: 84},
				{Name: "price" + key(l.PurchaseLineID), Label: kit.T("at %s", b.Currency), Text: typed(l.Price.Text(b.Currency)), Width: 84},
				{Name: "money" + key(l.PurchaseLineID), Label: kit.T("money back"), Width: 92},
			}})
		}
	}
	f := kit.NewForm(fields...)
	var once again
	kit.AskForm(s.win.Canvas(), kit.T("Credit note of %s for %s", b.Supplier, b.TheirNo), kit.T("Enter the credit note"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("The credit note is entered"), func(ctx context.Context) (*trade.Bill, error) {
			in := app.SaveBillIn{SupplierID: b.SupplierID, TheirNo: f.Text("their_number"), Credit: true, Enter: true}
			var err error
			if in.Date, err = typedDate("date", f.Text("date"), s.today()); err != nil {
				return nil, err
			}
			if in.Tax, err = decimal("tax", f.Text("tax")); err != nil {
				return nil, err
			}
			if in.Total, err = decimal("total", f.Text("total")); err != nil {
				return nil, err
			}
			for _, l := range goods {
				lines, err := takenBack(f, l)
				if err != nil {
					return nil, err
				}
				in.Lines = append(in.Lines, lines...)
			}
			freight, err := decimal("freight", f.Text("freight"))
			if err != nil {
				return nil, err
			}
			if freight != nil && !freight.Zero() {
				in.Lines = append(in.Lines, app.BillLineIn{PurchaseID: purchaseOf(b), Description: kit.T("Freight and fees"), Price: freight})
			}
			in.Twice = once.more
			b, err := s.desk.SaveBill(ctx, in)
			return b, once.heard(err)
		}, func(c *trade.Bill) { s.Show(trade.Ref{Kind: trade.KindBill, ID: c.ID}) })
	})
}

// takenBack reads what of one line of a bill is taken back, in goods and in money.
func takenBack(f *kit.Form, l *trade.BillLine) (lines []app.BillLineIn, err error) {
	id := key(l.PurchaseLineID)
	line := app.BillLineIn{PurchaseLineID: l.PurchaseLineID}
	if line.Qty, err = quantity("qty"+id, f.Text("qty"+id)); err != nil {
		return nil, err
	}
	if line.Price, err = decimal("price"+id, f.Text("price"+id)); err != nil {
		return nil, err
	}
	if line.Qty != 0 {
		lines = append(lines, line)
	}
	sum, err := decimal("money"+id, f.Text("money"+id))
	if err == nil && sum != nil && !sum.Zero() {
		lines = append(lines, app.BillLineIn{PurchaseLineID: l.PurchaseLineID, Allowance: sum, Description: f.Text("text")})
	}
	return lines, err
}

// purchaseOf is the first purchase order that a bill is for.
func purchaseOf(b *trade.Bill) trade.ID {
	for i := range b.Lines {
		if b.Lines[i].PurchaseID != 0 {
			return b.Lines[i].PurchaseID
		}
	}
	return 0
}

func (s *Shell) loadBill(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	b, err := s.desk.GetBill(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	chain, err := s.desk.GetChain(ctx, trade.Ref{Kind: trade.KindBill, ID: id})
	if err != nil {
		return nil, err
	}
	settled, err := s.desk.ListAllocations(ctx, app.ListAllocationsIn{Kind: trade.KindBill, ID: id})
	if err != nil {
		return nil, err
	}
	history, err := s.withHistory(ctx, trade.KindBill, id)
	if err != nil {
		return nil, err
	}
	match, err := s.desk.MatchBill(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	company, err := s.desk.GetCompany(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	twins, err := s.desk.ListDuplicates(ctx, trade.Ref{Kind: trade.KindBill, ID: id})
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject {
		return s.drawBill(chain, b, match, s.hits(match.Hits, company.Currency), twins.Rows, settled.Rows, history)
	}, nil
}

func (s *Shell) drawBill(c app.Chain, b *trade.Bill, match app.Match, hits []fyne.CanvasObject, twins []app.Twin, settled []trade.Allocation, history past) fyne.CanvasObject {
	d := document{title: b.TheirNo + "  " + b.Supplier, pills: []fyne.CanvasObject{kit.Pill(state(b.State), stateTone(b.State))}, history: history}
	if c.Order != nil {
		d.steps = s.chain(c, trade.Ref{Kind: trade.KindBill, ID: b.ID})
	}
	switch {
	case b.EarlyFor != 0:
		d.pills = append(d.pills, kit.Pill(kit.T("Discount for paying early"), kit.Info))
	case b.Credit:
		d.pills = append(d.pills, kit.Pill(kit.T("Credit note"), kit.Info))
	case b.State == trade.Entered && b.Open() == 0:
		d.pills = append(d.pills, kit.Pill(kit.T("Paid"), kit.Good))
	case b.State == trade.Entered && b.Due < s.today():
		d.pills = append(d.pills, kit.Pill(counted(s.today().Sub(b.Due), "%d day late", "%d days late"), kit.Bad))
	}
	s.approval(&d, b)
	switch {
	case b.State == trade.Draft:
		d.buttons = append(d.buttons, button{step: "EnterBill", text: kit.T("Enter the bill"), primary: true, do: func() {
			act(s, kit.T("The bill is entered"), func(ctx context.Context) (*trade.Bill, error) { return s.desk.EnterBill(ctx, app.Do{ID: b.ID}) }, nil)
		}}, button{step: "DeleteBill", text: kit.T("Delete this draft"), do: func() {
			act(s, kit.T("Deleted"), func(ctx context.Context) (app.Done, error) { return s.desk.DeleteBill(ctx, app.Do{ID: b.ID}) }, nil)
		}})
	case b.Open() > 0 && b.Credit:
		d.buttons = append(d.buttons, button{step: "UseCredit", text: kit.T("Settle a bill with it…"), primary: true, do: func() { s.useCredit(b.ID, b.TheirNo, b.Currency, app.ListOpenIn{SupplierID: b.SupplierID}) }},
			button{step: "RefundFromSupplier", text: kit.T("The money came back…"), do: func() {
				s.refund(app.PartyIn{SupplierID: b.SupplierID}, b.Supplier, b.Currency, trade.Ref{Kind: trade.KindBill, ID: b.ID})
			}})
	case b.Open() > 0 && b.Approval != trade.Waiting:
		d.buttons = append(d.buttons, button{step: "PaySupplier", text: kit.T("Pay the supplier…"), primary: true, do: func() { s.pay(b.SupplierID, b.Supplier, b.Currency, true, b.ID) }})
	}
	if b.State == trade.Entered && !b.Credit {
		d.buttons = append(d.buttons, button{step: "SaveBill", text: kit.T("Supplier's credit note…"), do: func() { s.supplierCredit(b) }})
	}
	d.facts = []fyne.CanvasObject{kit.Fact(kit.T("Our number"), b.Number), kit.Fact(kit.T("Dated"), day(b.Date, s.today())), kit.Fact(kit.T("Due"), day(b.Due, s.today()))}
	if e := b.Terms.Early(b.Date, b.Total); e.Rate != 0 && !b.Credit {
		d.facts = append(d.facts, kit.Fact(kit.T("Discount for paying early"), kit.T("%s until %s", amount(e.Discount, b.Currency), day(e.By, s.today()))))
	}
	if !b.Credit {
		d.facts = append(d.facts, kit.Fact(kit.T("Tolerance"), toleranceText(match.Tolerance)))
	}
	compared := s.matched(match, b.Credit)
	table, rest := compared[0], append(compared[1:], hits...)
	d.body = append([]fyne.CanvasObject{table,
		totals([2]string{kit.T("Net"), amount(b.Net, b.Currency)}, [2]string{kit.T("Tax"), amount(b.Tax, b.Currency)}, [2]string{kit.T("Total %s", b.Currency), amount(b.Total, b.Currency)}),
		totals([2]string{kit.T("Settled"), amount(b.Settled, b.Currency)}, [2]string{kit.T("Open %s", b.Currency), amount(b.Open(), b.Currency)}),
	}, rest...)
	d.body = append(d.body, s.settledBy(settled, b.ID)...)
	s.twinCards(&d, trade.KindBill, b.ID, twins, nil)
	d.buttons = append(d.buttons, s.whyButton(kit.T("Explain…"), app.ExplainIn{Figure: app.FigureBalance, Kind: trade.KindBill, ID: b.ID}))
	return s.draw(d)
}
