package views

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// chainPage is the whole deal of a document, as a tree: it lies over the page of its section.
type chainPage struct {
	s      *Shell
	ref    trade.Ref
	root   *fyne.Container
	shown  *fyne.Container
	links  []*kit.Link // the lines, for the arrows
	drawn  bool
	latest kit.Latest
}

// showChain puts the deal of a document over the page that is shown.
func (s *Shell) showChain(ref trade.Ref) {
	p := &chainPage{s: s, ref: ref, shown: container.NewStack()}
	back := widget.NewButtonWithIcon(kit.T("Back to the document   Esc"), theme.NavigateBackIcon(), p.narrow)
	back.Importance = widget.LowImportance
	p.root = container.NewBorder(wayBack(back), nil, nil, nil, p.shown)
	s.win.Canvas().Unfocus()
	s.chained = p
	s.body.Objects = []fyne.CanvasObject{p.root}
	s.body.Refresh()
	p.reload()
}

// wayBack puts the button that leads back where it stands on the pages that have room around them.
func wayBack(back fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(8, 0, 14, 14), container.NewHBox(back))
}

func (p *chainPage) object() fyne.CanvasObject { return p.root }
func (p *chainPage) show(trade.Ref)            {}
func (p *chainPage) add()                      {}
func (p *chainPage) filter()                   {}

// focus gives the first line the keyboard.
func (p *chainPage) focus() {
	if len(p.links) > 0 {
		p.s.win.Canvas().Focus(p.links[0])
	}
}

// narrow goes back to the document.
func (p *chainPage) narrow() {
	if p.s.chained != p {
		return
	}
	p.s.travel(func() {
		p.s.open(p.s.at)
		p.s.page().reload()
		p.s.page().focus()
	})
}

func (p *chainPage) reload() {
	wanted := p.latest.Next()
	read(p.s, func(ctx context.Context) (app.Status, error) { return p.s.desk.GetStatus(ctx, p.ref) }, func(x app.Status) {
		if wanted() && p.s.chained == p {
			p.draw(x)
		}
	})
}

// move gives the keyboard to a neighbour of a line.
func (p *chainPage) move(from *kit.Link, by int) {
	for i, l := range p.links {
		if l == from {
			p.s.win.Canvas().Focus(p.links[max(0, min(i+by, len(p.links)-1))])
		}
	}
}

// twig is one line of the tree.
type twig struct {
	depth int
	kind  string
	name  string
	ref   trade.Ref
	what  string
	sum   string
	state string
	tone  kit.Tone
	late  bool
	below fyne.CanvasObject // a card or a button that belongs to it
}

func (p *chainPage) draw(x app.Status) {
	s := p.s
	focused := -1
	for i, l := range p.links {
		if s.win.Canvas().Focused() == fyne.Focusable(l) {
			focused = i
		}
	}
	p.links = nil
	s.room = s.body.Size().Width
	d := document{}
	switch {
	case x.Order != nil:
		d.title = numberOr(x.Order.Number) + "  " + x.Order.Customer
		d.pills = append(d.pills, kit.Pill(state(x.Order.State), stateTone(x.Order.State)))
		p.dates(&d, x)
		if x.Order.OnHold() {
			for _, h := range x.Order.Holds {
				d.banner = append(d.banner, kit.T("Held: %s", h.Reason))
			}
		}
	case x.Quote != nil:
		d.title = numberOr(x.Quote.Number) + "  " + x.Quote.Customer
	default:
		d.title = kit.T("No deal")
		d.banner = []string{kit.T("This document belongs to no customer's order.")}
	}
	tell := button{text: kit.T("Copy as text for the customer"), icon: theme.ContentCopyIcon(), do: func() { s.tellCustomer(p.ref) }}
	if x.Order != nil || x.Quote != nil {
		d.buttons = append(d.buttons, tell)
		d.body = append(d.body, p.tree(p.twigs(&d, x)))
	}
	if x.Order != nil {
		if x.Order.State == trade.Confirmed {
			for _, b := range s.orderButtons(x.Chain, d.asks()) {
				if b.primary {
					d.buttons = append(d.buttons, b)
				}
			}
		}
		d.body = append(d.body, p.profit(x)...)
	}
	p.shown.Objects = []fyne.CanvasObject{s.draw(d)}
	p.shown.Refresh()
	switch {
	case focused >= 0 && focused < len(p.links):
		s.win.Canvas().Focus(p.links[focused])
	case !p.drawn:
		p.focus()
	}
	p.drawn = true
}

// dates say when it was promised and when it comes now.
func (p *chainPage) dates(d *document, x app.Status) {
	today := p.s.today()
	if x.Promised != "" {
		d.pills = append(d.pills, kit.Pill(kit.T("promised %s", day(x.Promised, today)), kit.Quiet))
	}
	switch {
	case x.Expected == "":
	case x.Order.Expected == "":
		d.pills = append(d.pills, kit.Pill(kit.T("arrived %s", day(x.Expected, today)), kit.Good))
	case x.Promised != "" && x.Expected > x.Promised:
		d.pills = append(d.pills, kit.Pill(kit.T("now expected %s", day(x.Expected, today)), kit.Bad))
	default:
		d.pills = append(d.pills, kit.Pill(kit.T("expected %s", day(x.Expected, today)), kit.Info))
	}
}

func (p *chainPage) twigs(d *document, x app.Status) (list []twig) {
	today := p.s.today()
	money := func(a money.Amount, cur money.Currency) string { return amount(a, cur) + " " + string(cur) }
	if q := x.Quote; q != nil {
		t := twig{kind: kit.T("Quote"), name: numberOr(q.Number), ref: trade.Ref{Kind: trade.KindQuote, ID: q.ID}, sum: money(q.Total, q.Currency), state: state(q.State), tone: stateTone(q.State)}
		if q.SentAt != "" {
			t.what = kit.T("sent %s", moment(q.SentAt, today))
		}
		list = append(list, t)
	}
	o := x.Order
	if o == nil {
		return list
	}
	depth := 0
	if x.Quote != nil {
		depth = 1
	}
	head := twig{depth: depth, kind: kit.T("Order"), name: numberOr(o.Number), ref: trade.Ref{Kind: trade.KindOrder, ID: o.ID}, sum: money(o.Total, o.Currency), state: step(o.Next), tone: stepTone(o.Next)}
	head.what = day(o.Date, today)
	if o.Reference != "" {
		head.what = kit.T("%s, customer's number %s", day(o.Date, today), o.Reference)
	}
	list = append(list, head)
	depth++
	for _, b := range x.Purchases {
		t := twig{depth: depth, kind: kit.T("Purchase order"), name: numberOr(b.Number), ref: trade.Ref{Kind: trade.KindPurchase, ID: b.ID}, sum: money(b.Net, b.Currency), state: step(b.Next), tone: stepTone(b.Next)}
		var goods []string
		for i := range b.Lines {
			goods = append(goods, goodsText(b.Lines[i].Qty-b.Lines[i].Cancelled, b.Lines[i].SKU, b.Lines[i].Description))
		}
		t.what = b.Supplier + ": " + strings.Join(goods, ", ")
		t.below = p.wrong(d, x, func(e *trade.Exception) bool { return e.PurchaseID == b.ID && e.ShipmentID == 0 })
		list = append(list, t)
		for i := range x.Shipments {
			if h := &x.Shipments[i]; h.PurchaseID == b.ID {
				list = append(list, p.shipment(d, x, h, depth+1))
			}
		}
		for i := range x.Bills {
			if v := &x.Bills[i]; billFor(v, b) {
				list = append(list, twig{depth: depth + 1, kind: billKind(v), name: v.TheirNo, ref: trade.Ref{Kind: trade.KindBill, ID: v.ID}, sum: money(v.Total, v.Currency), what: b.Supplier, state: openText(v.Open(), v.Currency), tone: openTone(v.Open())})
				list = append(list, p.settled(x, trade.KindBill, v.ID, depth+2)...)
			}
		}
	}
	list = append(list, p.notOrdered(d, x, depth)...)
	for i := range x.Returns {
		r := &x.Returns[i]
		list = append(list, twig{depth: depth, kind: kit.T("Return"), name: r.Number, ref: trade.Ref{Kind: trade.KindReturn, ID: r.ID}, what: goesTo(r.To, r.Supplier), state: returnState(r.State, r.To), tone: returnTone(r.State, r.To)})
	}
	for i := range x.Invoices {
		v := &x.Invoices[i]
		kind := kit.T("Invoice")
		if v.Credit {
			kind = kit.T("Credit note")
		}
		t := twig{depth: depth, kind: kind, name: numberOr(v.Number), ref: trade.Ref{Kind: trade.KindInvoice, ID: v.ID}, sum: money(v.Total, v.Currency), state: openText(v.Open(), v.Currency), tone: openTone(v.Open()), what: day(v.Date, today)}
		if v.State == trade.Draft {
			t.state, t.tone = state(v.State), kit.Warn
		} else if v.Open() > 0 && !v.Credit && v.Due < today {
			t.what, t.tone = kit.T("due %s, %s late", day(v.Due, today), counted(v.DaysLate(today), "%d day", "%d days")), kit.Bad
			t.late = true
		}
		list = append(list, t)
		list = append(list, p.settled(x, trade.KindInvoice, v.ID, depth+1)...)
	}
	if len(x.Invoices) == 0 && o.State == trade.Confirmed {
		list = append(list, twig{depth: depth, kind: kit.T("Invoice"), what: kit.T("not invoiced yet"), sum: money(o.Total, o.Currency), tone: kit.Quiet})
	}
	return list
}

func (p *chainPage) shipment(d *document, x app.Status, h *trade.Shipment, depth int) twig {
	today := p.s.today()
	t := twig{depth: depth, kind: kit.T("Shipment"), name: h.Number, ref: trade.Ref{Kind: trade.KindShipment, ID: h.ID}, state: state(h.State), tone: stateTone(h.State)}
	var parts []string
	var qty money.Qty
	for i := range h.Lines {
		qty += h.Lines[i].Qty
	}
	switch {
	case h.Delivered != "":
		parts = append(parts, kit.T("arrived %s", day(h.Delivered, today)))
	case h.Expected != "":
		parts = append(parts, kit.T("expected %s", day(h.Expected, today)))
	}
	parts = append(parts, kit.T("%s pieces", qty))
	if h.Carrier != "" {
		parts = append(parts, h.Carrier)
	}
	for _, parcel := range h.Parcels {
		if parcel.Tracking != "" {
			parts = append(parts, parcel.Tracking)
		}
	}
	t.what = strings.Join(parts, ", ")
	t.below = p.wrong(d, x, func(e *trade.Exception) bool { return e.ShipmentID == h.ID })
	return t
}

// notOrdered groups by supplier what is on no purchase order yet.
func (p *chainPage) notOrdered(d *document, x app.Status, depth int) (list []twig) {
	o := x.Order
	if o.State != trade.Confirmed {
		return nil
	}
	groups := map[string][]string{}
	var order []string
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.ToOrder() <= 0 {
			continue
		}
		name := l.Supplier
		if name == "" {
			name = kit.T("No supplier")
		}
		if groups[name] == nil {
			order = append(order, name)
		}
		groups[name] = append(groups[name], goodsText(l.ToOrder(), l.SKU, l.Description))
	}
	for i, name := range order {
		t := twig{depth: depth, kind: kit.T("Not ordered"), what: name + ": " + strings.Join(groups[name], ", "), state: kit.T("to order"), tone: kit.Warn}
		if i == 0 && !o.OnHold() {
			create := button{step: "ForwardOrders", text: kit.T("Create purchase order"), primary: !d.asks(), placed: true, do: func() { p.s.forward([]trade.ID{o.ID}, nil) }}
			if len(order) > 1 {
				create.text = kit.T("Create %d purchase orders", len(order))
			}
			d.buttons = append(d.buttons, create)
			t.below = container.NewHBox(p.s.action(d, create.text, create.primary, create.do))
		}
		list = append(list, t)
	}
	return list
}

// settled are the payments and credit notes that settled a document.
func (p *chainPage) settled(x app.Status, kind trade.Kind, id trade.ID, depth int) (list []twig) {
	for i := range x.Settled {
		a := &x.Settled[i]
		if (kind == trade.KindInvoice && a.InvoiceID != id) || (kind == trade.KindBill && a.BillID != id) {
			continue
		}
		t := twig{depth: depth, kind: kit.T("Payment"), name: a.From, ref: a.Gave(), what: day(a.Date, p.s.today()), sum: amount(a.Settles, a.SettlesIn) + " " + string(a.SettlesIn), tone: kit.Good}
		switch {
		case a.WriteOff:
			t.kind, t.name, t.ref, t.tone = kit.T("Written off"), "", trade.Ref{}, kit.Quiet
		case a.PaymentID == 0:
			t.kind = kit.T("Credit note")
		}
		list = append(list, t)
	}
	return list
}

// wrong is a card for each thing that went otherwise than agreed, with its decisions.
func (p *chainPage) wrong(d *document, x app.Status, about func(*trade.Exception) bool) fyne.CanvasObject {
	before := len(d.top)
	p.s.decisions(d, x.Chain, about)
	if len(d.top) == before {
		return nil
	}
	cards := slices.Clone(d.top[before+1:]) // without the heading, which the line above is
	d.top = d.top[:before]
	return container.NewVBox(cards...)
}

// profit is what was planned and what it came to.
func (p *chainPage) profit(x app.Status) []fyne.CanvasObject {
	s, c := p.s, x.Chain
	cur := x.Profit.Currency
	plan := "–"
	if o := x.Order; o.FX != 0 {
		margin, share := o.Margin()
		plan = kit.T("%s %s (%s)", amount(margin.To(o.FX, o.Currency, cur), cur), cur, percent(share)) // beside what it came to
	}
	text := kit.T("%s %s (%s), estimated", amount(x.Profit.Profit, cur), cur, percent(x.Profit.Margin))
	if x.Profit.Actual {
		text = kit.T("%s %s (%s), actual", amount(x.Profit.Profit, cur), cur, percent(x.Profit.Margin))
	}
	now := kit.NewLink(text, func() { s.explain(c) })
	p.links = append(p.links, now)
	p.wire(now)
	planned := widget.NewLabel(kit.T("Planned %s", plan))
	planned.Truncation = fyne.TextTruncateEllipsis
	return []fyne.CanvasObject{kit.Section(kit.T("Profit")), container.New(kit.Columns{300, -1}, planned, now)}
}

// wire lets the keyboard walk from a line to its neighbours.
func (p *chainPage) wire(l *kit.Link) {
	l.OnEscape = p.narrow
	l.OnMove = func(by int) { p.move(l, by) }
	l.OnRune = p.s.letter
}

// tree draws the lines, each below what it comes from.
func (p *chainPage) tree(list []twig) fyne.CanvasObject {
	box := container.New(layout.NewCustomPaddedVBoxLayout(0))
	const indent, kindWidth = 20, 196
	for _, t := range list {
		inset := container.New(layout.NewCustomPaddedLayout(0, 0, float32(t.depth)*indent, 0))
		kind := widget.NewLabel(t.kind)
		kind.Importance = widget.LowImportance
		if t.depth > 0 {
			kind.SetText("└ " + t.kind)
		}
		inset.Add(kind)
		var name fyne.CanvasObject = widget.NewLabel("")
		if t.name != "" && t.ref.ID != 0 {
			l := kit.NewLink(t.name, func() { p.s.Show(t.ref) })
			p.links = append(p.links, l)
			p.wire(l)
			name = l
		}
		what := widget.NewLabel(t.what)
		if t.late {
			what.Importance = widget.DangerImportance
		}
		sum := widget.NewLabelWithStyle(t.sum, fyne.TextAlignTrailing, fyne.TextStyle{})
		box.Add(container.New(kit.Columns{kindWidth, 100, -1, 120, 112}, inset, name, kit.Cut(what), sum, kit.Toned(t.state, t.tone)))
		if t.below != nil {
			box.Add(container.New(layout.NewCustomPaddedLayout(0, 4, kindWidth, 0), t.below))
		}
		box.Add(widget.NewSeparator())
	}
	return box
}

func goodsText(q money.Qty, sku, description string) string {
	if sku != "" {
		return q.String() + " × " + sku
	}
	return q.String() + " × " + goods("", description)
}

func billFor(v *trade.Bill, b *trade.PurchaseOrder) bool {
	if v.SupplierID != b.SupplierID {
		return false
	}
	for i := range v.Lines {
		for j := range b.Lines {
			if v.Lines[i].PurchaseLineID == b.Lines[j].ID {
				return true
			}
		}
	}
	return false
}

func billKind(v *trade.Bill) string {
	if v.Credit {
		return kit.T("Supplier's credit")
	}
	return kit.T("Bill")
}

func openText(open money.Amount, cur money.Currency) string {
	if open == 0 {
		return kit.T("paid")
	}
	return kit.T("%s open", amount(open, cur))
}

func openTone(open money.Amount) kit.Tone {
	if open == 0 {
		return kit.Good
	}
	return kit.Info
}

// tellCustomer copies what a customer who asks can be told, and shows it.
func (s *Shell) tellCustomer(ref trade.Ref) {
	read(s, func(ctx context.Context) (app.Told, error) {
		return s.desk.TellCustomer(ctx, app.TellIn{Kind: ref.Kind, ID: ref.ID})
	}, func(t app.Told) {
		fyne.CurrentApp().Clipboard().SetContent(t.Text)
		s.toasts.Show(kit.T("Copied: %s", t.Text), kit.Good, "", nil)
	})
}
