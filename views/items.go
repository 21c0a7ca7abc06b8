package views

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) itemsPage() page {
	p := &listPage[app.ItemRow]{
		s: s, kind: trade.KindItem, one: kit.T("item"), noun: kit.T("items"), button: kit.T("New"), list: s.desk.ListItems, load: s.loadItem,
		id: func(r *app.ItemRow) trade.ID { return r.ID }, offset: 0.46, first: "active",
	}
	p.columns = []kit.Column[app.ItemRow]{
		textColumn("sku", "SKU", 84, func(r *app.ItemRow) string { return r.SKU }),
		textColumn("name", "Item", -3, func(r *app.ItemRow) string { return r.Name }),
		{ID: "price", Title: kit.T("Price"), Width: 78, Right: true, Text: func(r *app.ItemRow) string { return price(r.Price, r.Currency) }},
		{ID: "cost", Title: kit.T("Cost"), Width: 78, Right: true, Text: func(r *app.ItemRow) string {
			if r.Supplier == "" {
				return ""
			}
			return price(r.Cost, r.CostIn)
		}},
		textColumn("", "", 42, func(r *app.ItemRow) string { return string(r.CostIn) }),
		spare(toneColumn("supplier", "Supplier", -2, func(r *app.ItemRow) string {
			if r.Kit {
				return kit.T("a kit")
			}
			if r.Supplier == "" {
				return kit.T("none")
			}
			return r.Supplier
		}, func(r *app.ItemRow) kit.Tone {
			if r.Supplier == "" && !r.Kit {
				return kit.Warn
			}
			return kit.None
		})),
	}
	p.onNew = func() { s.newItem("", func(it *trade.Item) { s.Show(trade.Ref{Kind: trade.KindItem, ID: it.ID}) }) }
	return p
}

// itemIn is a stored item as it is entered, to be saved with a change.
func itemIn(it *trade.Item, base money.Currency) app.SaveItemIn {
	in := app.SaveItemIn{
		ID: it.ID, Version: it.Version, SKU: it.SKU, Name: it.Name, Description: it.Description, GTIN: it.GTIN, Unit: it.Unit, Category: it.Category,
		Price: priceIn(it.Price, base), TaxCodeID: it.TaxCodeID, WeightG: it.WeightG, Service: !it.DropShip, Notes: it.Notes, Inactive: it.Inactive,
	}
	for _, b := range it.Breaks {
		in.Breaks = append(in.Breaks, app.PriceBreakIn{From: b.From, Price: priceIn(b.Price, base)})
	}
	for _, x := range it.Sources {
		var breaks []app.CostBreakIn
		for _, b := range x.Breaks {
			breaks = append(breaks, app.CostBreakIn{From: b.From, Cost: priceIn(b.Cost, x.Currency)})
		}
		in.Sources = append(in.Sources, app.SourceIn{
			Breaks: breaks, ValidUntil: x.ValidUntil,
			SupplierID: x.SupplierID, PartNo: x.PartNo, Description: x.Description, Cost: priceIn(x.Cost, x.Currency), MinQty: x.MinQty, Multiple: x.Multiple,
			LeadDays: x.LeadDays, Stock: x.Stock, StockDate: x.StockDate,
		})
	}
	for _, c := range it.Components {
		in.Components = append(in.Components, app.ComponentIn{ItemID: c.ItemID, Qty: c.Qty})
	}
	return in
}

func priceIn(p money.Price, cur money.Currency) money.Decimal {
	return money.Dec(int64(p), uint8(cur.Digits()+2))
}

// newItem asks for an item and, where it is known already, who sells it to us.
func (s *Shell) newItem(name string, then func(*trade.Item)) {
	read(s, s.masters, func(m masters) {
		in := app.SaveItemIn{Name: name}
		if !strings.Contains(name, " ") && name == strings.ToUpper(name) {
			in.SKU, in.Name = name, ""
		}
		s.editItem(in, m, then)
	})
}

func (s *Shell) editItem(in app.SaveItemIn, m masters, then func(*trade.Item)) {
	title, verb := kit.T("New item"), kit.T("Add the item")
	fresh := in.ID == 0
	shown, weight := "", ""
	if !fresh {
		title, verb = in.SKU+"  "+in.Name, kit.T("Save")
		shown = typed(in.Price.String())
		if p, err := in.Price.Price(m.company.Currency); err == nil {
			shown = typed(p.Text(m.company.Currency))
		}
	}
	if in.WeightG > 0 {
		weight = strconv.FormatInt(in.WeightG, 10)
	}
	breaks := breaksText(in.Breaks, m.company.Currency, func(b app.PriceBreakIn) (money.Qty, money.Price) {
		p, _ := b.Price.Price(m.company.Currency) // it comes from a stored price
		return b.From, p
	})
	taxes := m.taxes.saying(kit.T("the company's"))
	fields := []*kit.Field{
		{Name: "sku", Label: kit.T("SKU"), Text: in.SKU}, {Name: "item", Label: kit.T("Item"), Text: in.Name},
		{Name: "price", Label: kit.T("Price %s, without tax", m.company.Currency), Text: shown}, {Name: "unit", Label: kit.T("Unit"), Text: in.Unit, Hint: "pc"},
		{Name: "breaks", Label: kit.T("Prices for larger quantities, such as 50: 4.60, 100: 4.20"), Text: breaks, Wide: true},
	}
	if fresh {
		fields = append(fields, &kit.Field{Name: "supplier", Label: kit.T("Supplier"), Search: s.searchOrNewSupplier, OnNew: s.newSupplier(m), Hint: kit.T("Supplier's name …")},
			&kit.Field{Name: "cost", Label: kit.T("Cost, in the supplier's currency")})
	}
	fields = append(fields,
		&kit.Field{Name: "gtin", Label: kit.T("GTIN (EAN, UPC)"), Text: in.GTIN}, &kit.Field{Name: "category", Label: kit.T("Category"), Text: in.Category},
		&kit.Field{Name: "tax", Label: kit.T("Tax code"), Options: taxes.names, Text: taxes.name(in.TaxCodeID)},
		&kit.Field{Name: "weight_g", Label: kit.T("Weight, g"), Text: weight},
		&kit.Field{Name: "description", Label: kit.T("Description on quotes and invoices (empty: the name)"), Text: in.Description, Lines: 2, Wide: true},
		&kit.Field{Name: "notes", Label: kit.T("Notes, never printed"), Text: in.Notes, Lines: 2, Wide: true},
		&kit.Field{Name: "service", Label: kit.T("A service: not bought from a supplier"), Check: true, Text: yes(in.Service)},
		&kit.Field{Name: "inactive", Label: kit.T("Inactive: not offered on new documents"), Check: true, Text: yes(in.Inactive)},
	)
	f := kit.NewForm(fields...)
	f.Alias("item", "name")
	f.Alias("cost", "sources[0].cost")
	for i := range 20 {
		f.Alias("breaks", "breaks["+strconv.Itoa(i)+"].from")
		f.Alias("breaks", "breaks["+strconv.Itoa(i)+"].price")
	}
	kit.AskForm(s.win.Canvas(), title, verb, f, func(d *kit.Dialog) {
		in := in
		in.SKU, in.Name, in.Unit, in.GTIN, in.Category = f.Text("sku"), f.Text("item"), f.Text("unit"), f.Text("gtin"), f.Text("category")
		in.TaxCodeID, in.Description, in.Notes = taxes.id(f.Text("tax")), f.Text("description"), f.Text("notes")
		in.Service, in.Inactive = f.Text("service") == "yes", f.Text("inactive") == "yes"
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.Item, error) {
			p, err := decimal("price", f.Text("price"))
			if err != nil {
				return nil, err
			}
			if in.Price = (money.Decimal{}); p != nil {
				in.Price = *p
			}
			in.Breaks = nil
			if err := typedBreaks("breaks", f.Text("breaks"), func(from money.Qty, p money.Decimal) {
				in.Breaks = append(in.Breaks, app.PriceBreakIn{From: from, Price: p})
			}); err != nil {
				return nil, err
			}
			grams, err := quantity("weight_g", f.Text("weight_g"))
			if err != nil {
				return nil, err
			}
			in.WeightG = int64(grams / money.Unit)
			if fresh && f.Text("supplier") != "" {
				src := app.SourceIn{SupplierID: trade.ID(f.Chosen("supplier"))}
				if src.SupplierID == 0 {
					return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Choose the supplier from the list, or leave the field empty.")).In("supplier")
				}
				cost, err := decimal("cost", f.Text("cost"))
				if err != nil {
					return nil, err
				}
				if cost == nil {
					return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Enter what the supplier charges.")).In("cost")
				}
				src.Cost = *cost
				in.Sources = []app.SourceIn{src}
			}
			return s.desk.SaveItem(ctx, in)
		}, func(c *trade.Item) {
			if fresh {
				s.looksLike(trade.KindItem, c.ID, c.SKU)
			}
			if then != nil {
				then(c)
			}
		})
	})
}

// editSource asks how one supplier sells an item; at is its place in the order of preference.
func (s *Shell) editSource(it *trade.Item, m masters, at int) {
	base := m.company.Currency
	var x trade.ItemSource
	title, verb := kit.T("Another supplier of %s", it.SKU), kit.T("Add the supplier")
	fields := []*kit.Field{{Name: "supplier_id", Label: kit.T("Supplier"), Search: s.searchOrNewSupplier, OnNew: s.newSupplier(m), Hint: kit.T("Supplier's name …"), Wide: true}}
	cost := ""
	if at < len(it.Sources) {
		x = it.Sources[at]
		title, verb, fields = kit.T("%s sells %s", x.Supplier, it.SKU), kit.T("Save"), nil
		cost = typed(x.Cost.Text(x.Currency))
	}
	stock := ""
	if x.Stock != nil {
		stock = typed(x.Stock.String())
	}
	fields = append(fields,
		&kit.Field{Name: "cost", Label: kit.T("Cost, in the supplier's currency"), Text: cost},
		&kit.Field{Name: "lead_days", Label: kit.T("Lead time, days"), Text: countText(x.LeadDays)},
		&kit.Field{Name: "breaks", Label: kit.T("Costs for larger quantities, such as 50: 2.90"), Text: breaksText(x.Breaks, x.Currency, costBreak)},
		&kit.Field{Name: "valid_until", Label: kit.T("Costs are valid until"), Text: typedDay(x.ValidUntil), Hint: kit.T("31 dec, +90")},
		&kit.Field{Name: "part_no", Label: kit.T("Supplier's part number"), Text: x.PartNo},
		&kit.Field{Name: "description", Label: kit.T("Supplier's description"), Text: x.Description},
		&kit.Field{Name: "min_qty", Label: kit.T("Minimum order quantity"), Text: qtyText(x.MinQty)},
		&kit.Field{Name: "multiple", Label: kit.T("Order multiple"), Text: qtyText(x.Multiple)},
		&kit.Field{Name: "stock", Label: kit.T("Last known stock"), Text: stock},
		&kit.Field{Name: "stock_date", Label: kit.T("Stock known on"), Text: typedDay(x.StockDate)},
	)
	f := kit.NewForm(fields...)
	for _, name := range []string{"supplier_id", "cost", "lead_days", "part_no", "min_qty", "stock", "valid_until"} {
		if name != "supplier_id" || at >= len(it.Sources) {
			f.Alias(name, "sources["+strconv.Itoa(min(at, len(it.Sources)))+"]."+name)
		}
	}
	kit.AskForm(s.win.Canvas(), title, verb, f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.Item, error) {
			src := app.SourceIn{SupplierID: x.SupplierID, PartNo: f.Text("part_no"), Description: f.Text("description")}
			if at >= len(it.Sources) {
				src.SupplierID = trade.ID(f.Chosen("supplier_id"))
				if src.SupplierID == 0 {
					return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Choose the supplier from the list.")).In("supplier_id")
				}
			}
			cost, err := decimal("cost", f.Text("cost"))
			if err != nil {
				return nil, err
			}
			if cost == nil {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Enter what the supplier charges.")).In("cost")
			}
			src.Cost = *cost
			if err := typedBreaks("breaks", f.Text("breaks"), func(from money.Qty, c money.Decimal) {
				src.Breaks = append(src.Breaks, app.CostBreakIn{From: from, Cost: c})
			}); err != nil {
				return nil, err
			}
			if src.ValidUntil, err = typedDate("valid_until", f.Text("valid_until"), s.today()); err != nil {
				return nil, err
			}
			if src.MinQty, err = quantity("min_qty", f.Text("min_qty")); err != nil {
				return nil, err
			}
			if src.Multiple, err = quantity("multiple", f.Text("multiple")); err != nil {
				return nil, err
			}
			days, err := quantity("lead_days", f.Text("lead_days"))
			if err != nil {
				return nil, err
			}
			src.LeadDays = int(days / money.Unit)
			if f.Text("stock") != "" {
				q, err := quantity("stock", f.Text("stock"))
				if err != nil {
					return nil, err
				}
				src.Stock = &q
			}
			if src.StockDate, err = typedDate("stock_date", f.Text("stock_date"), s.today()); err != nil {
				return nil, err
			}
			in := itemIn(it, base)
			if at < len(in.Sources) {
				in.Sources[at] = src
			} else {
				in.Sources = append(in.Sources, src)
			}
			return s.desk.SaveItem(ctx, in)
		}, nil)
	})
}

func qtyText(q money.Qty) string {
	if q == 0 {
		return ""
	}
	return typed(q.String())
}

func (s *Shell) loadItem(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	it, err := s.desk.GetItem(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	m, err := s.masters(ctx)
	if err != nil {
		return nil, err
	}
	costs, err := s.desk.ListCosts(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	past, err := s.desk.PriceHistory(ctx, app.PriceHistoryIn{ItemID: id, Limit: 40})
	if err != nil {
		return nil, err
	}
	uses, err := s.desk.ListItemUses(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	history, err := s.withHistory(ctx, trade.KindItem, id)
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawItem(it, m, costs.Rows, past.Rows, uses.Rows, history) }, nil
}

func (s *Shell) drawItem(it *trade.Item, m masters, costs []trade.CostChange, past []app.PastPrice, uses []app.ItemUse, history past) fyne.CanvasObject {
	base := m.company.Currency
	d := document{title: it.SKU + "  " + it.Name, pills: []fyne.CanvasObject{stateOf(it.Inactive)}, history: history}
	d.buttons = []button{{step: "SaveItem", text: kit.T("Edit"), icon: theme.DocumentCreateIcon(), do: func() { s.editItem(itemIn(it, base), m, nil) }}}
	kind := kit.T("drop-shipped")
	switch {
	case it.IsKit():
		kind = kit.T("in components")
	case !it.DropShip:
		kind = kit.T("service")
	}
	d.facts = []fyne.CanvasObject{
		kit.Fact(kit.T("Price %s", base), price(it.Price, base)), kit.Fact(kit.T("Unit"), it.Unit), kit.Fact(kit.T("Tax code"), m.taxes.name(it.TaxCodeID)),
		kit.Fact(kit.T("GTIN"), it.GTIN), kit.Fact(kit.T("Category"), it.Category), kit.Fact(kit.T("Weight"), weightText(it.WeightG)),
		kit.Fact(kit.T("Description"), it.Description), kit.Fact(kit.T("Delivery"), kind),
	}
	if len(it.Breaks) > 0 {
		d.facts = append(d.facts, kit.Fact(kit.T("Prices from a quantity on"), breaksText(it.Breaks, base, priceBreak)))
	}
	save := func(change func([]app.SourceIn) []app.SourceIn) {
		act(s, "", func(ctx context.Context) (*trade.Item, error) {
			in := itemIn(it, base)
			in.Sources = change(in.Sources)
			return s.desk.SaveItem(ctx, in)
		}, nil)
	}
	var rows [][]kit.Cell
	for i, x := range it.Sources {
		stock := kit.Cell{Text: kit.T("unknown"), Tone: kit.Quiet}
		if x.Stock != nil {
			stock = kit.Cell{Text: number(*x.Stock), Note: day(x.StockDate, s.today())}
		}
		buttons := s.rowButtons(func() { s.editSource(it, m, i) }, func() {
			save(func(list []app.SourceIn) []app.SourceIn { return slices.Delete(list, i, i+1) })
		}).(*fyne.Container)
		if i > 0 {
			up := kit.NewIconButton(kit.T("Move it up"), theme.MoveUpIcon(), func() {
				save(func(list []app.SourceIn) []app.SourceIn { list[i-1], list[i] = list[i], list[i-1]; return list })
			})
			buttons.Add(up) // last, so that the others stand below each other
		}
		rows = append(rows, []kit.Cell{{Text: strconv.Itoa(i + 1)}, {Text: x.Supplier}, {Text: x.PartNo}, s.costCell(&x),
			{Text: qtyText(x.MinQty)}, {Text: qtyText(x.Multiple)}, {Text: counted(x.LeadDays, "%d day", "%d days")}, stock, {Object: buttons}})
	}
	if it.IsKit() {
		d.facts = append(d.facts, kit.Fact(kit.T("Cost %s, by its components", base), price(it.Planned, base)+"  ("+percent(money.Ratio(it.Price.Times(money.Unit)-it.Planned.Times(money.Unit), it.Price.Times(money.Unit)))+")"))
	}
	if it.IsKit() || len(it.Sources) == 0 {
		d.body = append(d.body, s.components(it, base))
	}
	suppliers := s.editable(kit.T("Suppliers, in order of preference"), kit.T("Add supplier"), func() { s.editSource(it, m, len(it.Sources)) },
		kit.WholeLines(kit.Sparing(kit.Columns{22, -2, 76, 96, 46, 56, 62, 66, 94}, 2, 4, 5), []bool{false, false, false, true, true, true, true, true, false},
			[]string{"", kit.T("Supplier"), kit.T("Part no."), kit.T("Cost"), kit.T("Min."), kit.T("Multiple"), kit.T("Lead"), kit.T("Stock"), ""}, rows))
	if !it.IsKit() {
		d.body = append(d.body, suppliers)
	}
	d.body = append(append(d.body, s.priceChart(past)...), s.usedIn(uses)...)
	if len(past) > 0 {
		d.body = append(d.body, kit.Section(kit.T("Quoted and sold before")), s.pastPrices(past[:min(len(past), 12)], nil))
	}
	if len(costs) > 0 {
		rows = nil
		for _, c := range costs {
			where, q := kit.Cell{Text: kit.T("list"), Tone: kit.Quiet}, qtyText(c.Qty)
			if c.Kind != "" {
				where = s.link(c.Number, trade.Ref{Kind: c.Kind, ID: c.DocID})
			} else if c.Qty > 0 {
				q = kit.T("from %s", c.Qty)
			}
			rows = append(rows, []kit.Cell{{Text: day(c.Date, s.today())}, {Text: c.Supplier}, where, {Text: q}, {Text: price(c.Cost, c.Currency) + " " + string(c.Currency)}})
		}
		d.body = append(d.body, kit.Section(kit.T("Cost history: suppliers' lists, orders and bills")), kit.Lines(kit.Columns{100, -1, 100, 90, 130}, []bool{false, false, false, true, true},
			[]string{kit.T("Date"), kit.T("Supplier"), kit.T("As in"), kit.T("Qty"), kit.T("Cost")}, rows))
	}
	d.buttons = append(d.buttons, s.whyButton(kit.T("Explain the profit…"), app.ExplainIn{Figure: app.FigureProfit, Kind: trade.KindItem, ID: it.ID}),
		button{text: kit.T("Explain the open quantity…"), do: func() { s.why(app.ExplainIn{Figure: app.FigureToShip, Kind: trade.KindItem, ID: it.ID}) }}, s.twinsButton(trade.KindItem))
	s.became(&d, trade.KindItem, it.BecameID)
	return s.draw(d)
}

// weightText is nothing where the weight is not known.
func weightText(grams int64) string {
	if grams == 0 {
		return ""
	}
	return grouped(strconv.FormatInt(grams, 10)) + " g"
}

// costCell shows what a supplier asks, with its breaks, and whether that is still valid.
func (s *Shell) costCell(x *trade.ItemSource) kit.Cell {
	c := kit.Cell{Text: price(x.Cost, x.Currency) + " " + string(x.Currency), Note: breaksText(x.Breaks, x.Currency, costBreak)}
	if x.ValidUntil != "" {
		c.Note = strings.TrimPrefix(c.Note+", "+kit.T("until %s", day(x.ValidUntil, s.today())), ", ")
	}
	if s.staleText(x.CostDate, x.ValidUntil) != "" {
		c.Tone = kit.Warn
	}
	return c
}
