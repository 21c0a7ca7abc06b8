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

// draftLine is a line as the editor shows it.
type draftLine struct {
	id       trade.ID
	optional bool
	sale     trade.SaleLine
	source   trade.Source
	cost     money.Amount // in the document's currency
}

// draft is a quote or an order that can still be edited; both are edited by the same grid.
type draft struct {
	ref   trade.Ref
	name  string
	sale  *trade.Sale
	lines []draftLine
	save  func(context.Context, app.SaleIn) (*draft, error)
	quote bool
}

// editor is a grid that a person types in. Each entry saves the draft when it is left, so nothing
// that was typed is lost and margin and totals are always true.
type editor struct {
	s     *Shell
	draft *draft
	rows  []*editorRow
	box   *fyne.Container
	sums  *fyne.Container
	past  *fyne.Container // what the line's item was quoted and sold at
	item  trade.ID        // whose past is shown
	asked kit.Latest
	adder *kit.TypeAhead
}

type editorRow struct {
	text, qty, price, discount, cost *kit.Entry
	net, margin, share, count        *widget.Label // count: a component's quantity
	unit                             *widget.Label // what one kit costs
}

// editorWidths are the columns of a draft's lines. A narrow window shows the margin as a share alone, which still
// tells a bad line from a good one; the sum below has the amount.
var editorWidths = kit.Sparing(kit.Columns{80, -1, 58, 72, 52, 80, 70, 40, 66, 58, 34}, 8)

// edit draws the editor of a draft.
func (s *Shell) edit(d *draft) fyne.CanvasObject {
	e := &editor{s: s, draft: d, box: container.New(layout.NewCustomPaddedVBoxLayout(2)), sums: container.NewStack(), past: container.NewVBox()}
	e.build()
	return container.NewVBox(e.box, e.sums, e.past)
}

func (e *editor) build() {
	e.box.RemoveAll()
	e.rows = nil
	head := container.New(editorWidths)
	for i, t := range []string{kit.T("Item"), kit.T("Description"), kit.T("Qty"), kit.T("Price"), kit.T("Disc %"), kit.T("Line"), kit.T("Cost"), "", "", kit.T("Margin"), ""} {
		l := widget.NewLabelWithStyle(t, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		l.Truncation = fyne.TextTruncateClip
		if i == 5 || i == 9 {
			l.Alignment = fyne.TextAlignTrailing
		}
		head.Add(l)
	}
	e.box.Add(head)
	for i := range e.draft.lines {
		e.box.Add(e.row(i))
	}
	e.adder = kit.NewTypeAhead(kit.Choice{}, kit.T("Item …"), e.s.searchItems, e.addItem)
	free := widget.NewButton(kit.T("Free line"), func() {
		e.addLine(app.LineIn{Kind: trade.LineFree, Description: ptr(""), Qty: ptr(money.Unit), Price: &money.Decimal{}})
	})
	text := widget.NewButton(kit.T("Text line"), func() { e.addLine(app.LineIn{Kind: trade.LineText, Description: ptr("")}) })
	free.Importance, text.Importance = widget.LowImportance, widget.LowImportance
	e.box.Add(container.NewBorder(nil, nil, nil, container.NewHBox(free, text), e.adder))
	e.s.editor = e
	e.total()
	e.box.Refresh()
}

func ptr[T any](v T) *T { return &v }

func (e *editor) row(i int) fyne.CanvasObject {
	l := &e.draft.lines[i]
	cur := e.draft.sale.Currency
	r := &editorRow{net: widget.NewLabel(""), margin: widget.NewLabel(""), share: widget.NewLabel("")}
	for _, number := range []*widget.Label{r.net, r.margin, r.share} {
		number.Alignment = fyne.TextAlignTrailing
	}
	code := widget.NewLabel(l.sale.SKU)
	code.Truncation = fyne.TextTruncateEllipsis
	r.text = e.entry(i, l.sale.Description, "description", func(in *app.LineIn, text string) error { in.Description = &text; return nil })
	var more *widget.Button
	more = e.s.iconButton(theme.MoreVerticalIcon(), func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(more)
		widget.ShowPopUpMenuAtPosition(e.menu(i), e.s.win.Canvas(), at.AddXY(-80, more.Size().Height))
	})
	e.rows = append(e.rows, r)
	if l.sale.Kind == trade.LineText {
		return container.NewBorder(nil, nil, nil, container.New(kit.Columns{34}, more), r.text)
	}
	if l.sale.Kind == trade.LinePart {
		return e.partRow(i, r)
	}
	r.qty = e.entry(i, typed(l.sale.Qty.String()), "qty", func(in *app.LineIn, text string) error {
		q, err := quantity("qty", text)
		in.Qty = &q
		return err
	})
	r.price = e.entry(i, typed(l.sale.Price.Text(cur)), "price", func(in *app.LineIn, text string) (err error) { in.Price, err = decimal("price", text); return err })
	r.discount = e.entry(i, typed(l.sale.Discount.String()), "discount", func(in *app.LineIn, text string) error {
		d, err := rate("discount", text)
		in.Discount = &d
		return err
	})
	var cost fyne.CanvasObject
	in := l.source.CostIn
	if l.sale.Kind == trade.LineKit {
		r.unit = widget.NewLabelWithStyle("", fyne.TextAlignTrailing, fyne.TextStyle{})
		cost, in = r.unit, cur
	} else {
		r.cost = e.costEntry(i)
		cost = r.cost
	}
	if l.sale.Kind == trade.LineFreight {
		r.cost.Disable()
	}
	if l.optional {
		code.SetText(l.sale.SKU + " ?")
		code.Importance = widget.LowImportance
	}
	e.figures(i)
	return container.New(editorWidths, code, r.text, r.qty, r.price, r.discount, r.net, cost, widget.NewLabel(string(in)), r.margin, r.share, more)
}

// costEntry is the cell of what a line costs.
func (e *editor) costEntry(i int) *kit.Entry {
	text := ""
	if s := &e.draft.lines[i].source; s.CostIn != "" {
		text = s.Cost.Text(s.CostIn)
	}
	return e.entry(i, typed(text), "cost", func(in *app.LineIn, text string) (err error) { in.Cost, err = decimal("cost", text); return err })
}

// menu is what else can be done with a line.
func (e *editor) menu(i int) *fyne.Menu {
	l := &e.draft.lines[i]
	change := func(put func(*app.LineIn)) func() {
		return func() {
			in := app.LineIn{ID: l.id}
			put(&in)
			e.save(func() []app.LineIn { return e.lines(in) }, e.build)
		}
	}
	var items []*fyne.MenuItem
	if e.draft.quote && l.sale.Kind != trade.LineText && l.sale.Kind != trade.LineFreight {
		text := kit.T("Make it optional")
		if l.optional {
			text = kit.T("Count it: no longer optional")
		}
		items = append(items, fyne.NewMenuItem(text, change(func(in *app.LineIn) { in.Optional = ptr(!l.optional) })))
	}
	if l.source.Buy {
		items = append(items, fyne.NewMenuItem(kit.T("Other suppliers…"), func() { e.suppliers(i) }))
	}
	if i > 0 {
		items = append(items, fyne.NewMenuItem(kit.T("Move up"), func() {
			e.save(func() []app.LineIn {
				list := e.lines(app.LineIn{})
				if at := slices.IndexFunc(list, func(x app.LineIn) bool { return x.ID == l.id }); at > 0 {
					list[at-1], list[at] = list[at], list[at-1]
				}
				return list
			}, e.build)
		}))
	}
	return fyne.NewMenu("", append(items, fyne.NewMenuItem(kit.T("Remove the line"), func() { e.remove(i) }))...)
}

// suppliers compares the suppliers of a line and takes one of them.
func (e *editor) suppliers(i int) {
	l := &e.draft.lines[i]
	if l.sale.ItemID == 0 {
		e.supplier(i)
		return
	}
	in := app.ListOffersIn{LineID: l.id, OrderID: e.draft.ref.ID}
	if e.draft.quote {
		in.OrderID, in.QuoteID = 0, e.draft.ref.ID
	}
	var saved *draft
	e.s.offers(in, func(ctx context.Context, id trade.ID) (err error) {
		saved, err = e.draft.save(ctx, app.SaleIn{Lines: e.lines(app.LineIn{ID: l.id, SupplierID: &id})})
		return err
	}, func() { *e.draft = *saved; e.build() }, func() { e.supplier(i) })
}

// supplier asks where the goods of a line are to come from.
func (e *editor) supplier(i int) {
	l := &e.draft.lines[i]
	f := kit.NewForm(
		&kit.Field{Name: "supplier_id", Label: kit.T("Supplier"), Search: e.s.searchSuppliers, Chosen: kit.Choice{ID: int64(l.source.SupplierID), Title: l.source.Supplier}},
		&kit.Field{Name: "cost", Label: kit.T("Cost, in the supplier's currency (empty: as known)")},
	)
	kit.AskForm(e.s.win.Canvas(), kit.T("Supplier of %s %s", l.sale.SKU, l.sale.Description), kit.T("Choose"), f, func(d *kit.Dialog) {
		submit(e.s, d, f, "", func(ctx context.Context) (*draft, error) {
			in := app.LineIn{ID: l.id, SupplierID: ptr(trade.ID(f.Chosen("supplier_id")))}
			if *in.SupplierID == 0 {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Choose a supplier from the list.")).In("supplier_id")
			}
			var err error
			if in.Cost, err = decimal("cost", f.Text("cost")); err != nil {
				return nil, err
			}
			return e.draft.save(ctx, app.SaleIn{Lines: e.lines(in)})
		}, func(d *draft) {
			*e.draft = *d
			e.build()
		})
	})
}

// recall shows where the line's goods come from, and what the customer and others were quoted and paid for them.
func (e *editor) recall(i int) {
	l := &e.draft.lines[i]
	item := l.sale.ItemID
	if item == 0 || item == e.item {
		return
	}
	e.item = item
	wanted := e.asked.Next()
	read(e.s, func(ctx context.Context) ([]app.PastPrice, error) {
		own, err := e.s.desk.PriceHistory(ctx, app.PriceHistoryIn{ItemID: item, CustomerID: e.draft.sale.CustomerID, Limit: 4})
		if err != nil {
			return nil, err
		}
		all, err := e.s.desk.PriceHistory(ctx, app.PriceHistoryIn{ItemID: item, Limit: 8})
		list := own.Rows
		for _, p := range all.Rows {
			if p.Customer != e.draft.sale.Customer && len(list) < 8 {
				list = append(list, p)
			}
		}
		return list, err
	}, func(past []app.PastPrice) {
		if !wanted() {
			return
		}
		e.past.RemoveAll()
		title := l.sale.SKU
		if l.source.Supplier != "" {
			title += "   " + l.source.Supplier + ", " + counted(l.source.LeadDays, "%d day", "%d days")
		}
		if l.source.Why != "" {
			title += "   " + kit.Said(l.source.Why)
		}
		if stale := e.s.staleText(l.source.CostDate, l.source.CostUntil); stale != "" {
			title += "   " + stale
		}
		e.past.Add(kit.Section(title))
		if len(past) == 0 {
			e.past.Add(widget.NewLabel(kit.T("Not quoted or sold before.")))
		} else {
			e.past.Add(e.s.pastPrices(past))
		}
		e.past.Refresh()
	})
}

// figures shows what the program has worked out for a line.
func (e *editor) figures(i int) {
	l, r, cur := &e.draft.lines[i], e.rows[i], e.draft.sale.Currency
	if l.sale.Kind == trade.LineText {
		return
	}
	if l.sale.Kind == trade.LinePart {
		r.count.SetText(number(l.sale.Qty))
		return
	}
	if r.unit != nil {
		r.unit.SetText(amount(perKit(l.cost, l.sale.Qty), cur))
	}
	r.net.SetText(amount(l.sale.Charged(), cur))
	margin := l.sale.Total() - l.cost
	r.margin.SetText(amount(margin, cur))
	r.share.SetText(percent(money.Ratio(margin, l.sale.Total())))
	r.margin.Importance, r.share.Importance = widget.MediumImportance, widget.MediumImportance
	if margin < 0 {
		r.margin.Importance, r.share.Importance = widget.DangerImportance, widget.DangerImportance
	}
	r.margin.Refresh()
	r.share.Refresh()
}

func (e *editor) total() {
	t := &e.draft.sale.Totals
	margin, share := t.Margin()
	cur := e.draft.sale.Currency
	word := widget.NewLabel(kit.T("Margin %s (%s)   cost %s   saved", amount(margin, cur), percent(share), amount(t.Cost, cur)))
	word.Importance = widget.SuccessImportance
	if margin < 0 {
		word.Importance = widget.DangerImportance
	}
	e.sums.Objects = []fyne.CanvasObject{container.NewBorder(nil, nil, container.NewVBox(word), nil, saleTotals(e.draft.sale))}
	e.sums.Refresh()
}

// entry is one cell that saves its line when it is left.
func (e *editor) entry(i int, text, field string, put func(*app.LineIn, string) error) *kit.Entry {
	x := kit.NewEntry(text, "")
	x.OnEnter = func() {
		x.SelectAll()
		e.recall(i)
	}
	x.OnKey = func(k fyne.KeyName) bool {
		if k != fyne.KeyEscape {
			return false
		}
		e.s.win.Canvas().Unfocus()
		return true
	}
	x.OnLeave = func(text string) {
		in := app.LineIn{ID: e.draft.lines[i].id}
		if err := put(&in, text); err != nil {
			e.s.unread = x
			e.s.fail(err)
			return
		}
		if e.s.unread == x {
			e.s.unread = nil
		}
		e.save(func() []app.LineIn { return e.lines(in) }, func() {
			for i := range e.draft.lines {
				e.figures(i)
			}
			e.total()
		})
	}
	return x
}

// lines names all lines, so that they stay, with one of them changed.
func (e *editor) lines(changed app.LineIn) []app.LineIn {
	list := make([]app.LineIn, 0, len(e.draft.lines)+1)
	for i := range e.draft.lines {
		l := app.LineIn{ID: e.draft.lines[i].id}
		if l.ID == changed.ID {
			l = changed
		} else if e.draft.lines[i].sale.Kind == trade.LinePart {
			continue // it comes with its kit
		}
		list = append(list, l)
	}
	return list
}

// save keeps the draft and shows what came of it; the page is not drawn anew, so that the keyboard
// stays where it is. The lines are named when all earlier saves are done: a line that is not named goes.
func (e *editor) save(lines func() []app.LineIn, then func()) {
	e.s.saves.Do(func(done func()) {
		e.s.quiet = true
		e.s.saved++
		in := app.SaleIn{Lines: lines()}
		var d *draft
		var err error
		e.s.run.Do(func() { d, err = e.draft.save(e.s.ctx(), in) }, func() {
			defer done()
			e.s.saved++
			e.s.run.Do(func() {}, func() { e.s.quiet = false })
			if err != nil {
				e.s.fail(err)
				return
			}
			*e.draft = *d
			then()
			read(e.s, func(ctx context.Context) (app.Chain, error) { return e.s.desk.GetChain(ctx, e.draft.ref) }, func(c app.Chain) {
				e.s.drawStrip(e.s.chain(c, e.draft.ref))
			})
		})
	})
}

func (e *editor) addItem(c kit.Choice) {
	if c.ID != 0 {
		e.addLine(app.LineIn{ItemID: trade.ID(c.ID)})
		return
	}
	e.s.newItem(c.Title, func(it *trade.Item) {
		// The draft may have been drawn anew below the dialog.
		if now := e.s.editor; now != nil && now.draft.ref == e.draft.ref {
			now.addLine(app.LineIn{ItemID: it.ID})
		}
	})
}

func (e *editor) addLine(in app.LineIn) {
	e.save(func() []app.LineIn { return append(e.lines(app.LineIn{}), in) }, func() {
		e.build()
		last := len(e.rows) - 1
		for last > 0 && (e.draft.lines[last].sale.Kind == trade.LineFreight || e.draft.lines[last].sale.Kind == trade.LinePart) {
			last--
		}
		if last >= 0 {
			to := e.rows[last].qty
			if to == nil || in.Kind == trade.LineFree {
				to = e.rows[last].text
			}
			e.s.win.Canvas().Focus(to)
		}
	})
}

func (e *editor) remove(i int) {
	id := e.draft.lines[i].id
	e.save(func() []app.LineIn {
		return slices.DeleteFunc(e.lines(app.LineIn{}), func(l app.LineIn) bool { return l.ID == id })
	}, e.build)
}

// quoteDraft and orderDraft let the editor work on either.
func (s *Shell) quoteDraft(q *trade.Quote, base money.Currency) *draft {
	d := &draft{ref: trade.Ref{Kind: trade.KindQuote, ID: q.ID}, name: q.Name(), sale: &q.Sale, quote: true}
	for i := range q.Lines {
		l := &q.Lines[i]
		d.lines = append(d.lines, draftLine{l.ID, l.Optional, l.SaleLine, l.Source, q.CostOf(i, base)})
	}
	d.save = func(ctx context.Context, in app.SaleIn) (*draft, error) {
		saved, err := s.desk.SaveQuote(ctx, app.SaveQuoteIn{ID: q.ID, SaleIn: in})
		if err != nil {
			return nil, err
		}
		return s.quoteDraft(saved, base), nil
	}
	return d
}

func (s *Shell) orderDraft(o *trade.SalesOrder, base money.Currency) *draft {
	d := &draft{ref: trade.Ref{Kind: trade.KindOrder, ID: o.ID}, name: o.Name(), sale: &o.Sale}
	for i := range o.Lines {
		l := &o.Lines[i]
		d.lines = append(d.lines, draftLine{l.ID, false, l.SaleLine, l.Source, o.CostOf(i, base)})
	}
	d.save = func(ctx context.Context, in app.SaleIn) (*draft, error) {
		saved, err := s.desk.SaveOrder(ctx, app.SaveOrderIn{ID: o.ID, SaleIn: in})
		if err != nil {
			return nil, err
		}
		return s.orderDraft(saved, base), nil
	}
	return d
}

// head asks for what stands above the lines of a draft.
func (s *Shell) head(d *draft, valid, wanted trade.Date, channel string, save func(context.Context, app.SaleIn, trade.Date, string) error) {
	var k *trade.Customer
	read(s, func(ctx context.Context) (m masters, err error) {
		if k, err = s.desk.GetCustomer(ctx, app.ByID{ID: d.sale.CustomerID}); err != nil {
			return m, err
		}
		return s.masters(ctx)
	}, func(m masters) { s.askHead(d, k, m, valid, wanted, channel, save) })
}

func (s *Shell) askHead(d *draft, k *trade.Customer, m masters, valid, wanted trade.Date, channel string, save func(context.Context, app.SaleIn, trade.Date, string) error) {
	x := d.sale
	freight, discount := "", ""
	for _, l := range d.lines {
		if l.sale.Kind == trade.LineFreight {
			freight = typed(l.sale.Price.Text(x.Currency))
		}
	}
	if x.DiscountSum != 0 {
		discount = typed(x.DiscountSum.Text(x.Currency))
	}
	when := &kit.Field{Name: "date", Label: kit.T("Wanted by"), Text: typedDay(wanted), Hint: kit.T("+14, fri, 28 nov")}
	if d.quote {
		when.Label, when.Text = kit.T("Valid until"), string(valid)
	}
	terms := m.terms.saying(kit.T("none"))
	known := append([]trade.Address{k.Billing}, k.Shipping...)
	places := pickOf("", known, func(a *trade.Address) (trade.ID, string) { return 0, strings.TrimSpace(a.Label + "  " + place(*a)) })
	var f *kit.Form
	fields := []*kit.Field{
		{Name: "contact", Label: kit.T("Contact"), Text: x.Contact.Name}, {Name: "email", Label: kit.T("E-mail"), Text: x.Contact.Email},
		{Name: "reference", Label: kit.T("Customer's order number"), Text: x.Reference}, when,
		{Name: "terms", Label: kit.T("Payment terms"), Options: terms.names, Text: terms.name(x.Terms.ID)},
		{Name: "rep", Label: kit.T("Sales rep"), Options: m.reps.names, Text: m.reps.name(x.RepID)},
		{Name: "tax", Label: kit.T("Tax code of all lines"), Options: m.taxes.names, Text: m.taxes.name(x.TaxCodeID)},
		{Name: "ship_method", Label: kit.T("Shipping method"), Text: x.ShipMethod},
		{Name: "discount_rate", Label: kit.T("Discount on all, %"), Text: typed(x.DiscountRate.String())},
		{Name: "discount_sum", Label: kit.T("or as an amount, %s", x.Currency), Text: discount},
		{Name: "freight", Label: kit.T("Freight %s", x.Currency), Text: freight},
		{Name: "memo", Label: kit.T("Memo, never printed"), Text: x.Memo},
		{Name: "inclusive", Label: kit.T("Prices include tax; those that are typed stay"), Check: true, Text: yes(x.Inclusive), Wide: true},
		{Name: "notes", Label: kit.T("Notes, printed"), Text: x.Notes, Lines: 2, Wide: true},
		{Name: "place", Label: kit.T("Ship to one of the customer's addresses"), Options: places.names, Wide: true, OnPick: func(name string) {
			for i := range places.names {
				if places.names[i] == name {
					fillAddress(f, known[i])
				}
			}
		}},
	}
	fields = append(fields, addressFields("", x.ShipTo)...)
	if !d.quote {
		fields = append(fields, &kit.Field{Name: "channel", Label: kit.T("It came in by"), Options: channels.words(), Text: kit.T(channel)})
	}
	f = kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), kit.T("%s for %s", d.name, x.Customer), kit.T("Save"), f, func(dialog *kit.Dialog) {
		to := typedAddress(f, "", x.ShipTo)
		in := app.SaleIn{
			Contact: &trade.Contact{Name: f.Text("contact"), Email: f.Text("email"), Phone: x.Contact.Phone}, Reference: ptr(f.Text("reference")), ShipMethod: ptr(f.Text("ship_method")),
			Memo: ptr(f.Text("memo")), Notes: ptr(f.Text("notes")), ShipTo: &to, TermsID: ptr(terms.id(f.Text("terms"))), RepID: ptr(m.reps.id(f.Text("rep"))),
		}
		if with := f.Text("inclusive") == "yes"; with != x.Inclusive {
			in.Inclusive = &with
		}
		if tax := m.taxes.id(f.Text("tax")); tax != x.TaxCodeID {
			in.TaxCodeID = &tax
		}
		submit(s, dialog, f, "", func(ctx context.Context) (app.Done, error) {
			date, err := typedDate("date", f.Text("date"), s.today())
			if err != nil {
				return app.Done{}, err
			}
			r, err := rate("discount_rate", f.Text("discount_rate"))
			if err != nil {
				return app.Done{}, err
			}
			in.DiscountRate = &r
			if in.DiscountSum, err = decimal("discount_sum", f.Text("discount_sum")); err != nil {
				return app.Done{}, err
			}
			if in.Freight, err = decimal("freight", f.Text("freight")); err != nil {
				return app.Done{}, err
			}
			// What stands empty is taken off.
			for _, x := range []**money.Decimal{&in.DiscountSum, &in.Freight} {
				if *x == nil {
					*x = &money.Decimal{}
				}
			}
			way := ""
			if !d.quote {
				way = channels.value(f.Text("channel"))
			}
			return app.Done{}, save(ctx, in, date, way)
		}, nil)
	})
}

// fillAddress puts a known address into the fields of a form.
func fillAddress(f *kit.Form, a trade.Address) {
	for name, text := range map[string]string{"company": a.Company, "name": a.Name, "street": a.Street, "street2": a.Street2, "zip": a.Zip, "city": a.City,
		"region": a.Region, "country": a.Country, "phone": a.Phone} {
		f.Entry(name).Put(text)
	}
}
