package app

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// change sets a text where the file says one that differs.
type filling struct {
	values  map[string]string
	changes []MasterChange
	err     error
}

func (f *filling) changed(field, was, now string) {
	f.changes = append(f.changes, MasterChange{field, was, now})
}

func (f *filling) text(field string, to *string) {
	if v := f.values[field]; v != "" && v != *to {
		f.changed(field, *to, v)
		*to = v
	}
}

// number sets a decimal; was is how it is now.
func (f *filling) number(field string, was money.Decimal, to *money.Decimal) {
	v := f.values[field]
	if v == "" || f.err != nil {
		return
	}
	d, err := money.Parse(v)
	if err != nil {
		f.err = trade.Faultf(trade.Invalid, "%s: %v.", field, err)
		return
	}
	if d.String() != was.String() {
		f.changed(field, was.String(), d.String())
	}
	*to = d
}

// qty sets a quantity.
func (f *filling) qty(field string, to *money.Qty) {
	var d money.Decimal
	if f.number(field, money.Dec(int64(*to), 3), &d); f.values[field] == "" || f.err != nil {
		return
	}
	q, err := d.Qty()
	if err != nil {
		f.err = trade.Faultf(trade.Invalid, "%s: %v.", field, err)
		return
	}
	*to = q
}

// link sets a link to a record that is known by a word.
func link[T any](f *filling, field string, to *trade.ID, list []T, id func(*T) trade.ID, names func(*T) []string) {
	v := f.values[field]
	if v == "" || f.err != nil {
		return
	}
	was := ""
	found := trade.ID(0)
	var all []string
	for i := range list {
		n := names(&list[i])
		if id(&list[i]) == *to {
			was = n[0]
		}
		if all = append(all, n[0]); found == 0 && slices.ContainsFunc(n, func(s string) bool { return strings.EqualFold(s, v) }) {
			found = id(&list[i])
		}
	}
	if found == 0 {
		f.err = trade.Faultf(trade.Invalid, "%q is not known as %s here. Known: %s.", v, strings.ReplaceAll(field, "_", " "), strings.Join(all, ", "))
		return
	}
	if found != *to {
		f.changed(field, was, v)
		*to = found
	}
}

// zipThenCity is a town that stands behind its code in one cell.
var zipThenCity = regexp.MustCompile(`^(\d{4} [A-Z]{2}|(?:[A-Z]{1,2}-)?\d{3,6})\s+(\D.*)$`)

func (f *filling) address(before string, a *trade.Address) {
	if m := zipThenCity.FindStringSubmatch(strings.TrimSpace(f.values[before+"city"])); m != nil && f.values[before+"zip"] == "" {
		f.values[before+"zip"], f.values[before+"city"] = m[1], m[2]
	}
	f.text(before+"street", &a.Street)
	f.text(before+"street2", &a.Street2)
	f.text(before+"zip", &a.Zip)
	f.text(before+"city", &a.City)
	f.text(before+"region", &a.Region)
	if code := intake.Country(f.values[before+"country"]); code != "" { // what is not known is refused where it is checked
		f.values[before+"country"] = code
	}
	f.text(before+"country", &a.Country)
}

// contact sets the first contact.
func (f *filling) contact(list *[]trade.Contact, orders bool) {
	if f.values["contact"]+f.values["email"]+f.values["phone"] == "" {
		return
	}
	if len(*list) == 0 {
		*list = []trade.Contact{{Orders: orders}}
	}
	c := &(*list)[0]
	f.text("contact", &c.Name)
	f.text("email", &c.Email)
	f.text("phone", &c.Phone)
}

// party is the record that a row is of; zero is none.
func (r *masterRun) party(kind trade.Kind, number, name string) (trade.ID, error) {
	ids, err := r.w.PartiesCalled(kind, number, name)
	switch {
	case err != nil:
		return 0, err
	case len(ids) > 1:
		return 0, trade.Faultf(trade.Refused, "%q is the name of %d records. Say the number too.", name, len(ids))
	case len(ids) == 0:
		return 0, nil
	}
	return ids[0], nil
}

// named is whom a row of something else names: by a number or name, or by a name that is written otherwise, as twins are found.
func (r *masterRun) named(kind trade.Kind, called string) (trade.ID, error) {
	id, err := r.party(kind, called, called)
	if err != nil || id != 0 {
		return id, err
	}
	if r.spelled[kind] == nil {
		rows, err := r.w.TwinRows(kind)
		if err != nil {
			return 0, err
		}
		keys := map[string][]trade.ID{}
		for i := range rows {
			k := trade.NameKey(rows[i].Name)
			keys[k] = append(keys[k], rows[i].ID)
		}
		if r.spelled == nil {
			r.spelled = map[trade.Kind]map[string][]trade.ID{}
		}
		r.spelled[kind] = keys
	}
	switch ids := r.spelled[kind][trade.NameKey(called)]; len(ids) {
	case 0:
		return 0, nil
	case 1:
		return ids[0], nil
	default:
		return 0, trade.Faultf(trade.Refused, "%q is the name of %d records. Say the number too.", called, len(ids))
	}
}

func (r *masterRun) terms(f *filling, to *trade.ID) error {
	list, err := r.w.TermsList()
	if err == nil {
		link(f, "terms", to, list, func(t *trade.Terms) trade.ID { return t.ID }, namesOfTerms)
	}
	return err
}

// termDays are what programs call terms that are nothing but days.
var termDays = strings.Split("#|net #|# net|# days|net # days|# days net|# tage|# tage netto|netto # tage|# jours|# jours net|# días|# giorni|# dagen", "|")

// namesOfTerms are what other programs call terms: those that are nothing but days after the invoice have the days for a name, as "Net 30", "30 Tage" and 30.
func namesOfTerms(t *trade.Terms) []string {
	list := []string{t.Name}
	if days, plain := t.Plain(); plain {
		for _, form := range termDays {
			list = append(list, strings.ReplaceAll(form, "#", strconv.Itoa(days)))
		}
	}
	return list
}

func (r *masterRun) taxCode(f *filling, to *trade.ID) error {
	list, err := r.w.TaxCodes()
	if err == nil {
		link(f, "tax_code", to, list, func(t *trade.TaxCode) trade.ID { return t.ID }, func(t *trade.TaxCode) []string { return []string{t.Code, t.Name} })
	}
	return err
}

func (f *filling) currency(to *money.Currency) {
	text := string(*to)
	f.values["currency"] = strings.ToUpper(f.values["currency"])
	f.text("currency", &text)
	*to = money.Currency(text)
}

// done says what a row came to.
func (f *filling) done(id trade.ID, doubts []string) (masterDone, error) {
	if f.err != nil {
		return masterDone{}, f.err
	}
	if id != 0 && len(f.changes) == 0 {
		doubts = nil // nothing would become of it
	}
	return masterDone{fresh: id == 0, changes: f.changes, doubts: doubts}, nil
}

// saves says whether a row that came to this is to be saved.
func (r *masterRun) saves(x *masterDone) bool {
	return (x.fresh || len(x.changes) > 0) && (len(x.doubts) == 0 || r.asked)
}

func (r *masterRun) customer(values map[string]string) (masterDone, error) {
	f := &filling{values: values}
	id, err := r.party(trade.KindCustomer, values["number"], values["name"])
	if err != nil {
		return masterDone{}, err
	}
	in := SaveCustomerIn{}
	if id != 0 {
		c, err := r.w.Customer(id)
		if err != nil {
			return masterDone{}, err
		}
		in.Customer = *c
		in.CreditLimit = money.Dec(int64(c.CreditLimit), uint8(c.Currency.Digits()))
	}
	c := &in.Customer
	was := partyWas{c.Number, c.Billing}
	f.text("number", &c.Number)
	f.text("name", &c.Name)
	f.contact(&c.Contacts, false)
	f.address("", &c.Billing)
	if slices.ContainsFunc([]string{"street", "zip", "city"}, func(s string) bool { return values["ship_"+s] != "" }) {
		if len(c.Shipping) == 0 {
			c.Shipping = []trade.Address{{}}
		}
		f.address("ship_", &c.Shipping[0])
	}
	f.text("tax_number", &c.TaxNumber)
	f.currency(&c.Currency)
	f.number("credit_limit", in.CreditLimit, &in.CreditLimit)
	rate := money.Dec(int64(c.Discount), 4)
	f.number("discount", rate, &rate)
	if c.Discount, err = rate.Rate(); err != nil {
		return masterDone{}, trade.Faultf(trade.Invalid, "The discount: %v.", err)
	}
	f.text("language", &c.Language)
	f.text("notes", &c.Notes)
	if err := r.taxCode(f, &c.TaxCodeID); err != nil {
		return masterDone{}, err
	}
	if err := r.terms(f, &c.TermsID); err != nil {
		return masterDone{}, err
	}
	doubts, err := r.doubtful(trade.KindCustomer, id, values, was)
	if err != nil {
		return masterDone{}, err
	}
	x, err := f.done(id, doubts)
	if err == nil && r.saves(&x) {
		_, err = r.d.SaveCustomer(r.ctx, in)
	}
	return x, err
}

func (r *masterRun) supplier(values map[string]string) (masterDone, error) {
	f := &filling{values: values}
	id, err := r.party(trade.KindSupplier, values["number"], values["name"])
	if err != nil {
		return masterDone{}, err
	}
	in := SaveSupplierIn{}
	if id != 0 {
		s, err := r.w.Supplier(id)
		if err != nil {
			return masterDone{}, err
		}
		in = supplierIn(s)
	}
	s := &in.Supplier
	was := partyWas{s.Number, s.Address}
	f.text("number", &s.Number)
	f.text("name", &s.Name)
	f.contact(&s.Contacts, true)
	f.address("", &s.Address)
	f.text("tax_number", &s.TaxNumber)
	f.currency(&s.Currency)
	f.number("min_order", in.MinOrder, &in.MinOrder)
	f.text("account_no", &s.AccountNo)
	f.text("language", &s.Language)
	f.text("notes", &s.Notes)
	if err := r.terms(f, &s.TermsID); err != nil {
		return masterDone{}, err
	}
	doubts, err := r.doubtful(trade.KindSupplier, id, values, was)
	if err != nil {
		return masterDone{}, err
	}
	x, err := f.done(id, doubts)
	if err == nil && r.saves(&x) {
		_, err = r.d.SaveSupplier(r.ctx, in)
	}
	return x, err
}

// supplierIn is a stored supplier as it is entered.
func supplierIn(s *trade.Supplier) SaveSupplierIn {
	amount := func(a money.Amount) money.Decimal { return money.Dec(int64(a), uint8(s.Currency.Digits())) }
	return SaveSupplierIn{Supplier: *s, MinOrder: amount(s.MinOrder),
		Fees: FeesIn{DropShip: amount(s.Fees.DropShip), Handling: amount(s.Fees.Handling), SmallOrder: amount(s.Fees.SmallOrder), Freight: amount(s.Fees.Freight)}}
}

func (r *masterRun) item(values map[string]string) (masterDone, error) {
	f := &filling{values: values}
	if values["sku"] == "" {
		return masterDone{}, trade.Faultf(trade.Invalid, "The SKU is missing. Enter one.")
	}
	old, err := r.w.ItemBySKU(values["sku"])
	if err != nil {
		return masterDone{}, err
	}
	in := SaveItemIn{SKU: values["sku"], Service: values["supplier"] == ""}
	if old != nil {
		if old, err = r.w.Item(old.ID); err != nil {
			return masterDone{}, err
		}
		in = itemAsEntered(old, r.w.base)
	}
	f.text("name", &in.Name)
	if in.Name == "" {
		in.Name = in.SKU
	}
	f.text("description", &in.Description)
	f.text("gtin", &in.GTIN)
	f.text("unit", &in.Unit)
	f.text("category", &in.Category)
	f.number("price", in.Price, &in.Price)
	f.text("notes", &in.Notes)
	weight := money.Qty(in.WeightG) * money.Unit
	f.qty("weight", &weight)
	in.WeightG = int64(weight / money.Unit)
	if err := r.taxCode(f, &in.TaxCodeID); err != nil {
		return masterDone{}, err
	}
	if err := r.source(f, &in); err != nil {
		return masterDone{}, err
	}
	doubts, err := r.doubtfulItem(f, old, values)
	if err != nil {
		return masterDone{}, err
	}
	x, err := f.done(in.ID, doubts)
	if err == nil && r.saves(&x) {
		_, err = r.d.SaveItem(r.ctx, in)
	}
	return x, err
}

// source sets how a supplier sells the item to us; without a supplier it is the first.
func (r *masterRun) source(f *filling, in *SaveItemIn) error {
	v := f.values
	id := trade.ID(0)
	if v["supplier"] != "" {
		var err error
		if id, err = r.named(trade.KindSupplier, v["supplier"]); err != nil {
			return err
		}
		if id == 0 {
			return trade.Faultf(trade.Invalid, "There is no supplier %q. Add it first, or on the sheet of suppliers.", v["supplier"])
		}
	} else if len(in.Sources) > 0 {
		id = in.Sources[0].SupplierID
	}
	if id == 0 {
		if v["cost"]+v["part_no"] != "" {
			return trade.Faultf(trade.Invalid, "Whose cost or part number is it? Name the supplier.")
		}
		return nil
	}
	at := slices.IndexFunc(in.Sources, func(s SourceIn) bool { return s.SupplierID == id })
	if at < 0 {
		at = len(in.Sources)
		in.Sources = append(in.Sources, SourceIn{SupplierID: id})
		in.Service = false
		f.changed("supplier", "", v["supplier"])
	}
	s := &in.Sources[at]
	f.text("part_no", &s.PartNo)
	f.number("cost", s.Cost, &s.Cost)
	f.qty("min_qty", &s.MinQty)
	f.qty("multiple", &s.Multiple)
	days := money.Qty(s.LeadDays) * money.Unit
	f.qty("lead_days", &days)
	s.LeadDays = int(days / money.Unit)
	return nil
}

// itemAsEntered is a stored item as it is entered.
func itemAsEntered(it *trade.Item, base money.Currency) SaveItemIn {
	price := func(p money.Price, cur money.Currency) money.Decimal {
		return money.Dec(int64(p), uint8(cur.Digits()+2))
	}
	in := SaveItemIn{ID: it.ID, Version: it.Version, SKU: it.SKU, Name: it.Name, Description: it.Description, GTIN: it.GTIN, Unit: it.Unit, Category: it.Category,
		Price: price(it.Price, base), TaxCodeID: it.TaxCodeID, WeightG: it.WeightG, Service: !it.DropShip, Notes: it.Notes, Inactive: it.Inactive}
	for _, b := range it.Breaks {
		in.Breaks = append(in.Breaks, PriceBreakIn{From: b.From, Price: price(b.Price, base)})
	}
	for _, s := range it.Sources {
		x := SourceIn{SupplierID: s.SupplierID, PartNo: s.PartNo, Description: s.Description, Cost: price(s.Cost, s.Currency), ValidUntil: s.ValidUntil, MinQty: s.MinQty,
			Multiple: s.Multiple, LeadDays: s.LeadDays, Stock: s.Stock, StockDate: s.StockDate}
		for _, b := range s.Breaks {
			x.Breaks = append(x.Breaks, CostBreakIn{From: b.From, Cost: price(b.Cost, s.Currency)})
		}
		in.Sources = append(in.Sources, x)
	}
	for _, c := range it.Components {
		in.Components = append(in.Components, ComponentIn{ItemID: c.ItemID, Qty: c.Qty})
	}
	return in
}

// balance enters what was open with a customer or supplier when the company began here: an invoice of an order of its own, or a bill.
func (r *masterRun) balance(v map[string]string) (masterDone, error) {
	switch {
	case (v["customer"] == "") == (v["supplier"] == ""):
		return masterDone{}, trade.Faultf(trade.Invalid, "An opening balance is with a customer or with a supplier. Fill in one of the two.")
	case v["document"] == "" || v["date"] == "" || v["amount"] == "":
		return masterDone{}, trade.Faultf(trade.Invalid, "An opening balance needs its document, its date and what is open of it.")
	}
	amount, err := money.Parse(v["amount"])
	if err != nil {
		return masterDone{}, trade.Faultf(trade.Invalid, "The open amount: %v.", err)
	}
	if amount.Zero() || strings.HasPrefix(amount.String(), "-") {
		return masterDone{}, trade.Faultf(trade.Invalid, "An opening balance is what is open of an invoice or a bill, so more than nothing. Enter money that a customer has with you, or you with a supplier, as a payment on account.")
	}
	if v["supplier"] != "" {
		return r.owed(v, amount)
	}
	id, err := r.named(trade.KindCustomer, v["customer"])
	if err != nil {
		return masterDone{}, err
	}
	if id == 0 {
		return masterDone{}, trade.Faultf(trade.Invalid, "There is no customer %q. Add it first, or on the sheet of customers.", v["customer"])
	}
	c, err := r.w.Customer(id)
	if err != nil {
		return masterDone{}, err
	}
	key := strings.Join([]string{"opening", c.Number, v["document"]}, " ")
	old, err := r.w.OrderOnChannel("file", key)
	if err != nil {
		return masterDone{}, err
	}
	if old != nil {
		return unchanged(old.Total.Text(old.Currency), old.Currency, amount)
	}
	x := masterDone{fresh: true, doubts: r.doubtfulBalance(v)}
	if !r.saves(&x) {
		return x, nil
	}
	text, one, no := fmt.Sprintf("Opening balance %s", v["document"]), money.Unit, false
	net := false
	r.w.untaxed = true
	defer func() { r.w.untaxed = false }()
	o, err := r.d.SaveOrder(r.ctx, SaveOrderIn{Date: trade.Date(v["date"]), Channel: "file", ChannelKey: key, Confirm: true, Twice: true, SaleIn: SaleIn{
		CustomerID: id, Currency: money.Currency(strings.ToUpper(v["currency"])), Reference: ptrTo(v["document"]), Inclusive: &net, DiscountRate: new(money.Rate),
		Lines: []LineIn{{Kind: trade.LineFree, Description: &text, Qty: &one, Price: &amount, Discount: new(money.Rate), Buy: &no}}}})
	if err != nil {
		return masterDone{}, err
	}
	_, err = r.d.CreateInvoice(r.ctx, InvoiceIn{OrderID: o.ID, Basis: "ordered", Date: trade.Date(v["date"]), Issue: true})
	return x, err
}

// owed enters what a supplier is owed.
func (r *masterRun) owed(v map[string]string, amount money.Decimal) (masterDone, error) {
	id, err := r.named(trade.KindSupplier, v["supplier"])
	if err != nil {
		return masterDone{}, err
	}
	if id == 0 {
		return masterDone{}, trade.Faultf(trade.Invalid, "There is no supplier %q. Add it first, or on the sheet of suppliers.", v["supplier"])
	}
	old, err := r.w.BillNumbered(id, v["document"])
	if err != nil {
		return masterDone{}, err
	}
	if old != nil {
		return unchanged(old.Total.Text(old.Currency), old.Currency, amount)
	}
	x := masterDone{fresh: true, doubts: r.doubtfulBalance(v)}
	if !r.saves(&x) {
		return x, nil
	}
	_, err = r.d.SaveBill(r.ctx, SaveBillIn{SupplierID: id, TheirNo: v["document"], Date: trade.Date(v["date"]), Currency: money.Currency(strings.ToUpper(v["currency"])), Enter: true, Twice: true,
		Lines: []BillLineIn{{Description: "Opening balance", Price: &amount}}})
	return x, err
}

// unchanged says that a balance was entered before; with another amount it is an error, because what is issued never changes.
func unchanged(was string, cur money.Currency, amount money.Decimal) (masterDone, error) {
	now, err := amount.Amount(cur)
	if err == nil && now.Text(cur) != was {
		return masterDone{}, trade.Faultf(trade.Refused, "It was entered with %s before, and a document never changes. Take that step back, or correct it by a credit note.", was)
	}
	return masterDone{}, err
}

func ptrTo[T any](v T) *T { return &v }
