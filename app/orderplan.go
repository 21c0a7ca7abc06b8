package app

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// orderPlan is what a file of orders brings, before it is told or done.
type orderPlan struct {
	file     *intake.OrderFile
	channel  string
	sum      string
	missing  string
	known    *trade.OrderImport
	customer trade.ID // of all orders
	orders   []plannedOrder
	base     money.Currency
	items    *orderItems
	decided  map[int]trade.ID // customers by row
	news     []SaveCustomerIn // customers that are new; -1 is the first
	newAt    map[string]int
	codes    []trade.TaxCode
	newTax   []trade.TaxCode // tax codes that are new; -1 is the first
	lastTax  taxing          // that fitted the order before
}

// plannedOrder is one order of the file.
type plannedOrder struct {
	x        *intake.OrderIn
	group    string
	customer trade.ID // below zero: a new one
	name     string
	found    string
	perhaps  trade.ID
	likely   string
	lines    []plannedGoods
	in       SaveOrderIn
	total    money.Amount
	tax      money.Amount
	doubts   []intake.Remark
	notes    []intake.Remark
	taken    bool
	order    trade.ID
	number   string
}

// plannedGoods is one line of such an order.
type plannedGoods struct {
	g      *intake.OrderGoods
	key    int // of the item in keys; -1: none
	found  string
	fresh  bool // an item is made of it
	likely int  // of the item in keys that it may be; -1: none
}

func (o *plannedOrder) doubt(format string, args ...any) {
	o.doubts = append(o.doubts, intake.Remark{Text: fmt.Sprintf(format, args...)})
}

func (o *plannedOrder) note(format string, args ...any) {
	o.notes = append(o.notes, intake.Remark{Text: fmt.Sprintf(format, args...)})
}

// planOrders reads a file of orders and finds out what becomes of each.
func (d *Desk) planOrders(w *work, in *ImportOrdersIn) (*orderPlan, error) {
	p := &orderPlan{sum: sumOfFile(in.File), base: w.base, decided: map[int]trade.ID{}, newAt: map[string]int{}}
	home := w.base
	if in.CustomerID != 0 || strings.TrimSpace(in.Customer) != "" {
		c, err := w.customerOf(&in.OrdersIn)
		if err != nil {
			return nil, err
		}
		p.customer, home = c.ID, c.Currency
	}
	var err error
	if p.file, err = d.readOrders(w, &in.OrdersIn, home, p.sum); err != nil {
		return nil, err
	}
	if p.channel, err = channelOf(in.Channel, p.file.Map.Source); err != nil {
		return nil, err
	}
	if !p.file.HasQty {
		p.missing = "No column is known to hold the goods and how many of them are ordered. Choose both."
		return p, nil
	}
	if p.known, err = w.ImportedOrders(p.sum); err != nil {
		return nil, err
	}
	if p.items, err = w.orderItems(p, in); err != nil {
		return nil, err
	}
	if p.codes, err = w.TaxCodes(); err != nil {
		return nil, err
	}
	for _, c := range in.Customers {
		p.decided[c.Row] = c.CustomerID
	}
	report := reporting(w.ctx)
	p.orders = make([]plannedOrder, len(p.file.Orders))
	for i := range p.file.Orders {
		if i%8 == 0 {
			if err := w.ctx.Err(); err != nil {
				return nil, err
			}
		}
		if i%256 == 0 {
			report(i, 2*len(p.file.Orders))
		}
		o := &p.orders[i]
		o.x = &p.file.Orders[i]
		if err := p.plan(w, o, in); err != nil {
			return nil, err
		}
		switch {
		case len(in.Only) > 0 && !slices.Contains(in.Only, o.x.Row), slices.Contains(in.Leave, o.x.Row), o.group == OrdersError, o.group == OrdersKnown:
		case o.group == OrdersNew, o.group == OrdersDoubt && in.TakeAll, slices.Contains(in.Take, o.x.Row):
			o.taken = true
		}
	}
	return p, nil
}

// customerOf is the customer of all orders of a file.
func (w *work) customerOf(in *OrdersIn) (*trade.Customer, error) {
	id := in.CustomerID
	if id == 0 {
		text := strings.TrimSpace(in.Customer)
		ids, err := w.CustomersCalled(text)
		switch {
		case err != nil:
			return nil, err
		case len(ids) == 0:
			return nil, trade.Faultf(trade.NotFound, "There is no customer with the number or name %q.", text).In("customer")
		case len(ids) > 1:
			return nil, trade.Faultf(trade.Invalid, "%d customers are called %q. Choose one by its number.", len(ids), text).In("customer")
		}
		id = ids[0]
	}
	return w.customer(id)
}

// readOrders reads a file as it is asked for, else as one with the same headings was read last. The file that was read last is not read again:
// whoever has seen what it brings takes it over next.
func (d *Desk) readOrders(w *work, in *OrdersIn, home money.Currency, sum string) (*intake.OrderFile, error) {
	var m trade.OrderMap
	var known []trade.OrderMap
	var err error
	switch {
	case in.Map != nil:
		m = *in.Map
	case !in.Fresh:
		if known, err = w.OrderMaps(); err != nil {
			return nil, err
		}
	}
	how, err := json.Marshal([]any{home, m, known})
	if err != nil {
		return nil, err
	}
	key := "orders " + sum + string(how)
	if last := d.lastRead(); last.key == key {
		return last.orders, nil
	}
	file, err := intake.ReadOrders(w.ctx, in.Name, in.File, m, home, known...)
	if err == nil {
		d.keepRead(readFile{key: key, orders: file})
	}
	return file, err
}

// plan finds out what becomes of an order.
func (p *orderPlan) plan(w *work, o *plannedOrder, in *ImportOrdersIn) error {
	x := o.x
	o.name = firstText(x.Company, x.Customer, x.Email)
	o.notes, o.doubts = slices.Clone(x.Notes), slices.Clone(x.Doubts)
	for i := range x.Lines {
		o.lines = append(o.lines, p.items.find(&x.Lines[i], in.NewItems))
	}
	if len(x.Errors) > 0 {
		o.group, o.doubts = OrdersError, append(slices.Clone(x.Errors), o.doubts...)
		return nil
	}
	came, err := p.came(w, o)
	if err != nil || came {
		return err
	}
	switch x.State {
	case intake.OrderShipped:
		o.doubt("It was shipped already, or a part of it (%s): taken on, it could be shipped twice.", x.Said)
	case intake.OrderUnpaid:
		o.doubt("It is not paid yet (%s).", x.Said)
	}
	if err := p.whose(w, o, in); err != nil {
		return err
	}
	p.doubtGoods(o)
	p.enter(o, in)
	if err := p.weigh(w, o, in); err != nil {
		e := AsError(err)
		if e.Kind == trade.External {
			return err
		}
		o.group, o.doubts = OrdersError, append([]intake.Remark{{Text: e.Message}}, o.doubts...)
		return nil
	}
	switch {
	case x.State == intake.OrderCancelled:
		o.group = OrdersCancelled
		o.doubts = append([]intake.Remark{{Text: fmt.Sprintf("It is cancelled on its channel (%s).", firstText(x.Said, "cancelled"))}}, o.doubts...)
	case len(o.doubts) > 0:
		o.group = OrdersDoubt
	default:
		o.group = OrdersNew
	}
	return nil
}

// came says whether an order came in already, and what its channel says otherwise now.
func (p *orderPlan) came(w *work, o *plannedOrder) (bool, error) {
	x := o.x
	known, err := w.OnChannel(p.channel, x.Key)
	if err == nil && known == nil && x.Number != "" && x.Number != x.Key { // an earlier file told only its number
		known, err = w.OnChannel(p.channel, x.Number)
	}
	if err != nil || known == nil {
		return false, err
	}
	o.group, o.order, o.number, o.tax, o.total = OrdersKnown, known.ID, known.Number, known.Tax, known.Total
	o.doubts = nil
	if x.State == intake.OrderCancelled && known.State != trade.Cancelled {
		o.note("It is cancelled on its channel now (%s), and not here. Cancel it here too if that is right.", firstText(x.Said, "cancelled"))
	}
	if x.Total != nil && (*x.Total != known.Total || x.Currency != known.Currency) {
		o.note("The file says %s %s; the order here comes to %s %s.", x.Total.Text(x.Currency), x.Currency, known.Total.Text(known.Currency), known.Currency)
	}
	return true, nil
}

// whose finds the customer of an order.
func (p *orderPlan) whose(w *work, o *plannedOrder, in *ImportOrdersIn) error {
	x := o.x
	id, decided := p.decided[x.Row]
	switch {
	case decided && id != 0:
		o.customer, o.found = id, "choice"
	case p.customer != 0:
		o.customer, o.found = p.customer, "choice"
	case decided:
	default:
		if err := p.findCustomer(w, o); err != nil {
			return err
		}
	}
	if o.customer > 0 {
		c, err := w.customer(o.customer)
		if err != nil {
			return err
		}
		o.name = c.Name
		return nil
	}
	if o.name == "" {
		o.doubt("Nothing says whose order it is. Choose the customer.")
		o.name = "?"
	}
	if in.NoNew && !decided && o.perhaps == 0 {
		o.doubt("The customer %s is not known.", o.name)
	}
	p.newCustomer(w, o)
	return nil
}

// findCustomer finds the customer that an order names: by e-mail, else by name and zip code. A name alone is only a hint.
func (p *orderPlan) findCustomer(w *work, o *plannedOrder) error {
	x := o.x
	var ids []trade.ID
	var err error
	if x.Email != "" {
		if ids, err = w.CustomersWriting(x.Email); err != nil {
			return err
		}
	}
	byMail := len(ids) > 0
	if !byMail {
		for _, name := range []string{x.Company, x.Customer} {
			if name != "" && len(ids) == 0 {
				if ids, err = w.CustomersNamed(name); err != nil {
					return err
				}
			}
		}
	}
	var near []trade.ID
	for _, id := range ids {
		c, err := w.customer(id)
		if err != nil {
			return err
		}
		if named := c.Name == x.Company || c.Name == x.Customer; named && byMail || sameZip(c, x) {
			near = append(near, id)
		}
		o.perhaps, o.likely = c.ID, c.Name
	}
	switch {
	case len(ids) == 1 && byMail:
		o.customer, o.found = ids[0], "e-mail"
	case len(near) == 1 && byMail:
		o.customer, o.found = near[0], "e-mail and name"
	case len(near) == 1:
		o.customer, o.found = near[0], "name and zip code"
	case len(ids) > 1:
		o.doubt("%d customers may be meant, such as %s. Choose one.", len(ids), o.likely)
	case len(ids) == 1:
		o.doubt("It may be our customer %s, who has the same name and another zip code.", o.likely)
	}
	if o.customer != 0 {
		o.perhaps, o.likely = 0, ""
	}
	return nil
}

func sameZip(c *trade.Customer, x *intake.OrderIn) bool {
	same := func(a trade.Address) bool {
		zip := strings.ReplaceAll(a.Zip, " ", "")
		return zip != "" && (strings.EqualFold(zip, strings.ReplaceAll(x.BillTo.Zip, " ", "")) || strings.EqualFold(zip, strings.ReplaceAll(x.ShipTo.Zip, " ", "")))
	}
	return same(c.Billing) || slices.ContainsFunc(c.Shipping, same)
}

// newCustomer puts a customer that is to be made in the place of one; orders of the same buyer share it. Until it is made a stand-in with an id below
// zero lets its orders be counted up.
func (p *orderPlan) newCustomer(w *work, o *plannedOrder) {
	x := o.x
	key := strings.ToLower(x.Email)
	if key == "" {
		key = strings.ToLower(o.name) + "\x00" + x.BillTo.Zip
	}
	at, there := p.newAt[key]
	if !there {
		in := SaveCustomerIn{Customer: trade.Customer{Name: o.name, TaxNumber: x.TaxNumber, Billing: x.BillTo, Currency: x.Currency}}
		if x.ShipTo != x.BillTo && !x.ShipTo.Empty() {
			in.Shipping = []trade.Address{x.ShipTo}
		}
		if x.Email != "" || x.Customer != "" {
			in.Contacts = []trade.Contact{{Name: x.Customer, Email: x.Email, Phone: x.Phone}}
		}
		p.news = append(p.news, in)
		at = len(p.news)
		p.newAt[key] = at
		stand := in.Customer
		stand.ID = trade.ID(-at)
		if own, err := w.company(); err == nil {
			stand.Inclusive, stand.TermsID, stand.Language = own.Inclusive, own.TermsID, own.Language
		}
		w.known.customers[stand.ID] = &stand
	}
	o.customer = trade.ID(-at)
}

// doubtGoods says which goods are not known, and which stand there twice.
func (p *orderPlan) doubtGoods(o *plannedOrder) {
	seen := map[string]int{}
	for i := range o.lines {
		l := &o.lines[i]
		name := l.g.Key()
		switch {
		case l.key >= 0 && p.items.keys[l.key].Inactive:
			o.doubt("%s is no longer sold.", p.items.keys[l.key].SKU)
		case l.key >= 0 || l.fresh:
		case l.likely >= 0:
			o.doubt("%s is not in the catalogue. It may be our item %s, which has the same name.", name, p.items.keys[l.likely].SKU)
		default:
			o.doubt("%s is not in the catalogue. Say which item it is, or make it.", name)
		}
		if row, twice := seen[strings.ToLower(name)]; twice {
			o.note("%s stands in row %d already.", name, row)
		}
		seen[strings.ToLower(name)] = l.g.Row
	}
	if o.x.ShipTo.Empty() && p.customer == 0 {
		o.note("It has no shipping address.")
	}
}

// told is the plan as it is answered.
func (p *orderPlan) told(in *ImportOrdersIn) *OrderPlan {
	limit := cmp.Or(max(in.Limit, 0), 500)
	out := &OrderPlan{Source: p.file.Map.Source, Channel: p.channel, Name: in.Name, Sheets: p.file.Sheets, Map: p.file.Map, Fields: intake.OrderFields, Missing: p.missing,
		Doubts: append([]string{}, p.file.Doubts...), Known: p.known, Orders: []OrderLook{}, Nothing: true}
	out.Counts.Idle = p.file.Idle
	shown := map[string]int{}
	customers, items := map[trade.ID]bool{}, map[string]bool{}
	for i := range p.orders {
		o := &p.orders[i]
		n := map[string]*int{OrdersNew: &out.Counts.New, OrdersDoubt: &out.Counts.Doubt, OrdersError: &out.Counts.Error, OrdersCancelled: &out.Counts.Cancelled, OrdersKnown: &out.Counts.Known}[o.group]
		*n++
		if o.taken {
			out.Counts.Taken++
			out.Nothing = false
			if o.customer < 0 {
				customers[o.customer] = true
			}
			for _, l := range o.lines {
				if l.fresh {
					items[keyOf(l.g.Key())] = true
				}
			}
		}
		if shown[o.group]++; shown[o.group] > limit || len(in.Groups) > 0 && !slices.Contains(in.Groups, o.group) {
			continue
		}
		out.Orders = append(out.Orders, p.look(o))
	}
	out.Counts.Customers, out.Counts.Items = len(customers), len(items)
	slices.SortStableFunc(out.Orders, func(a, b OrderLook) int {
		return slices.Index(OrderGroups, a.Group) - slices.Index(OrderGroups, b.Group)
	})
	return out
}

func (p *orderPlan) look(o *plannedOrder) OrderLook {
	x := o.x
	l := OrderLook{Row: x.Row, Group: o.group, Key: x.Key, Number: x.Number, Date: x.Date, Wanted: x.Wanted, Customer: o.name, CustomerID: max(o.customer, 0), Found: o.found, PerhapsID: o.perhaps, Perhaps: o.likely,
		Email: x.Email, ShipTo: x.ShipTo, Currency: x.Currency, FileTotal: x.Total, Total: o.total, Tax: o.tax, Fee: x.Fee, Lines: []OrderLookLine{}, Doubts: o.doubts, Notes: o.notes, Taken: o.taken,
		OrderID: o.order, OrderNumber: o.number}
	for i := range o.lines {
		g := &o.lines[i]
		line := OrderLookLine{Row: g.g.Row, Code: g.g.Key(), Name: g.g.Name, Qty: g.g.Qty, Price: g.g.Price, Found: g.found, New: g.fresh}
		if g.key >= 0 {
			line.ItemID, line.SKU = p.items.keys[g.key].ID, p.items.keys[g.key].SKU
			line.Name = firstText(line.Name, p.items.keys[g.key].Name)
		}
		if g.likely >= 0 {
			line.PerhapsID, line.Perhaps = p.items.keys[g.likely].ID, p.items.keys[g.likely].SKU
		}
		l.Lines = append(l.Lines, line)
	}
	return l
}
