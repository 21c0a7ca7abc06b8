package app

import (
	"context"
	"strings"

	"dropdesk/app/trade"
)

// MergeIn names two records of one kind that are the same one.
type MergeIn struct {
	Kind trade.Kind `json:"kind"` // customer, supplier or item
	Keep trade.ID   `json:"keep"`
	Drop trade.ID   `json:"drop"`
}

// MergeOut is what became of two records.
type MergeOut struct {
	Kept    trade.Ref `json:"kept"`
	Dropped trade.Ref `json:"dropped"`
}

// savesWhat is the step that changes a kind of record; who may not take it may not join two of them either.
var savesWhat = map[trade.Kind]string{trade.KindCustomer: "SaveCustomer", trade.KindSupplier: "SaveSupplier", trade.KindItem: "SaveItem"}

// MergeRecords joins two customers, suppliers or items that are the same one: every document names the
// kept one from now on (with the texts that were copied onto it), contacts, addresses and sources
// are joined, the other is inactive and says what it became. Two with different currencies or units stay two.
func (d *Desk) MergeRecords(ctx context.Context, in MergeIn) (out MergeOut, err error) {
	err = d.change(ctx, "MergeRecords", func(w *work) error {
		step, known := savesWhat[in.Kind]
		if !known {
			return trade.Faultf(trade.Invalid, "Customers, suppliers and items can be joined, not a %s.", in.Kind).In("kind")
		}
		if err := w.may(step); err != nil {
			return err
		}
		if in.Keep == in.Drop {
			return trade.Faultf(trade.Invalid, "Name two records; this is one and the same.").In("drop")
		}
		m := &merge{work: w, kept: trade.Ref{Kind: in.Kind, ID: in.Keep}, dropped: trade.Ref{Kind: in.Kind, ID: in.Drop}}
		switch in.Kind {
		case trade.KindCustomer:
			err = m.customers()
		case trade.KindSupplier:
			err = m.suppliers()
		default:
			err = m.items()
		}
		if err != nil {
			return err
		}
		out = MergeOut{m.kept, m.dropped}
		if err := w.note(in.Kind, in.Keep, "join", m.dropName, "", m.keepName); err != nil {
			return err
		}
		return w.note(in.Kind, in.Drop, "became", m.keepName, m.dropName, m.keepName)
	})
	return out, err
}

// notJoined refuses a record that was joined with another one.
func (w *work) notJoined(kind trade.Kind, name string, became trade.ID) error {
	if became == 0 {
		return nil
	}
	_, kept, err := w.fieldsOf(kind, became)
	if err != nil {
		return err
	}
	return trade.Faultf(trade.Refused, "%s was joined with %s. Use that one.", name, kept)
}

// merge is two records on their way to become one.
type merge struct {
	*work
	kept, dropped      trade.Ref
	keepName, dropName string
}

// move makes all documents name the kept record.
func (m *merge) move(keep, drop string) error {
	m.keepName, m.dropName = keep, drop
	m.deals, m.known = map[trade.ID]*trade.Deal{}, newMasters()
	if err := m.Move(m.kept.Kind, m.dropped.ID, m.kept.ID); err != nil || m.kept.Kind == trade.KindCustomer {
		return err
	}
	return m.addUpEarnings()
}

// addUpEarnings works out anew what orders earned with the kept supplier or item.
func (m *merge) addUpEarnings() error {
	ids, err := m.OrdersOf(m.kept.Kind, m.kept.ID, "", "")
	for i := 0; err == nil && i < len(ids); i++ {
		var deal *trade.Deal
		if deal, err = m.Deal(ids[i]); err != nil {
			return err
		}
		was := deal.Order.Earnings
		if deal.Refresh(m.base); deal.Order.Earnings != was {
			err = m.SaveOrder(deal.Order)
		}
	}
	return err
}

func differ(what, a, b, x, y string) error {
	return trade.Faultf(trade.Refused, "%s has the %s %s and %s has %s, so they stay two.", a, what, x, b, y)
}

func (m *merge) customers() error {
	keep, err := m.customer(m.kept.ID)
	if err != nil {
		return err
	}
	drop, err := m.customer(m.dropped.ID)
	if err != nil {
		return err
	}
	if keep.Currency != drop.Currency {
		return differ("currency", keep.Name, drop.Name, string(keep.Currency), string(drop.Currency))
	}
	if err := m.move(keep.Name, drop.Name); err != nil {
		return err
	}
	keep.Prospect, keep.Inactive = keep.Prospect && drop.Prospect, keep.Inactive && drop.Inactive
	keep.TaxNumber = firstOf(keep.TaxNumber, drop.TaxNumber)
	keep.Notes = joinTexts(keep.Notes, drop.Notes)
	keep.Contacts = joinContacts(keep.Contacts, drop.Contacts)
	if keep.Billing.Empty() {
		keep.Billing = drop.Billing
	}
	if len(keep.Shipping) == 0 && len(drop.Shipping) > 0 && !keep.Billing.Empty() {
		keep.Shipping = []trade.Address{keep.Billing} // what was proposed before stays proposed
	}
	for _, a := range drop.Shipping {
		known := false
		for _, k := range keep.Shipping {
			known = known || samePlace(a, k)
		}
		if !known {
			a.ID = 0
			keep.Shipping = append(keep.Shipping, a)
		}
	}
	if err := keep.Check(); err != nil {
		return err
	}
	if err := m.SaveCustomer(keep); err != nil {
		return err
	}
	drop.Inactive, drop.BecameID = true, keep.ID
	if err := m.SaveCustomer(drop); err != nil {
		return err
	}
	words := partyText(keep.Number, keep.Name, keep.Billing.City, keep.Contacts) + " " + drop.Number + " " + drop.Name
	return m.Index(trade.KindCustomer, keep.ID, keep.Number, keep.Name, words)
}

func (m *merge) suppliers() error {
	keep, err := m.supplier(m.kept.ID)
	if err != nil {
		return err
	}
	drop, err := m.supplier(m.dropped.ID)
	if err != nil {
		return err
	}
	if keep.Currency != drop.Currency {
		return differ("currency", keep.Name, drop.Name, string(keep.Currency), string(drop.Currency))
	}
	if number, err := m.SameBillNumber(keep.ID, drop.ID); err != nil {
		return err
	} else if number != "" {
		return trade.Faultf(trade.Refused, "%s and %s have both sent a bill %s. If it is the same one, cancel or credit one of the two first; then join them.", keep.Name, drop.Name, number)
	}
	if err := m.move(keep.Name, drop.Name); err != nil {
		return err
	}
	ids, err := m.ItemsFrom(drop.ID)
	for i := 0; err == nil && i < len(ids); i++ {
		err = m.sourceOf(ids[i], drop.ID, keep)
	}
	if err != nil {
		return err
	}
	keep.Inactive = keep.Inactive && drop.Inactive
	keep.TaxNumber = firstOf(keep.TaxNumber, drop.TaxNumber)
	keep.AccountNo = firstOf(keep.AccountNo, drop.AccountNo)
	keep.Notes = joinTexts(keep.Notes, drop.Notes)
	keep.Contacts = joinContacts(keep.Contacts, drop.Contacts)
	if keep.Address.Empty() {
		keep.Address = drop.Address
	}
	if err := keep.Check(); err != nil {
		return err
	}
	if err := m.SaveSupplier(keep); err != nil {
		return err
	}
	drop.Inactive, drop.BecameID = true, keep.ID
	if err := m.SaveSupplier(drop); err != nil {
		return err
	}
	waiting, err := m.OrdersWaitingFor(keep.ID)
	for i := 0; err == nil && i < len(waiting); i++ { // from how many suppliers they are to be ordered may be another count now
		var deal *trade.Deal
		if deal, err = m.Deal(waiting[i]); err == nil {
			err = m.saveDeal(deal)
		}
	}
	if err != nil {
		return err
	}
	words := partyText(keep.Number, keep.Name, keep.Address.City, keep.Contacts) + " " + drop.Number + " " + drop.Name
	return m.Index(trade.KindSupplier, keep.ID, keep.Number, keep.Name, words)
}

// sourceOf makes an item come from the kept supplier where it came from the other one. Where it came from
// both, the kept one's entry stays, at the better place of the two.
func (m *merge) sourceOf(item, drop trade.ID, keep *trade.Supplier) error {
	it, err := m.Item(item)
	if err != nil {
		return err
	}
	own, both := it.Source(keep.ID)
	var list []trade.ItemSource
	done := false
	for _, s := range it.Sources {
		switch {
		case s.SupplierID != drop && s.SupplierID != keep.ID:
			list = append(list, s)
		case done:
		case both:
			list, done = append(list, own), true
		default:
			s.SupplierID, s.Supplier = keep.ID, keep.Name
			list, done = append(list, s), true
		}
	}
	it.Sources = list
	return m.SaveItem(it)
}

func (m *merge) items() error {
	keep, err := m.item(m.kept.ID)
	if err != nil {
		return err
	}
	drop, err := m.item(m.dropped.ID)
	if err != nil {
		return err
	}
	if keep.Unit != drop.Unit {
		return differ("unit", keep.SKU, drop.SKU, keep.Unit, drop.Unit)
	}
	if keep.IsKit() || drop.IsKit() {
		return trade.Faultf(trade.Refused, "One of %s and %s is a kit. Kits are not joined, because orders hold what was in them; make one of the two inactive instead.", keep.SKU, drop.SKU)
	}
	if keep.DropShip != drop.DropShip {
		return trade.Faultf(trade.Refused, "One of %s and %s is shipped by suppliers and the other is a service, so they stay two.", keep.SKU, drop.SKU)
	}
	kits, err := m.KitsWith(drop.ID)
	if err != nil {
		return err
	}
	if err := m.move(keep.SKU, drop.SKU); err != nil {
		return err
	}
	for _, sku := range kits {
		if err := m.component(sku, drop.ID, keep.ID); err != nil {
			return err
		}
	}
	keep.Inactive = keep.Inactive && drop.Inactive
	keep.GTIN = firstOf(keep.GTIN, drop.GTIN)
	keep.Description = firstOf(keep.Description, drop.Description)
	keep.Category = firstOf(keep.Category, drop.Category)
	keep.Notes = joinTexts(keep.Notes, drop.Notes)
	for _, s := range drop.Sources {
		if _, known := keep.Source(s.SupplierID); !known {
			s.ID = 0
			keep.Sources = append(keep.Sources, s)
		}
	}
	if err := keep.Check(); err != nil {
		return err
	}
	if err := m.SaveItem(keep); err != nil {
		return err
	}
	drop.Inactive, drop.BecameID = true, keep.ID
	if err := m.SaveItem(drop); err != nil {
		return err
	}
	return m.Index(trade.KindItem, keep.ID, keep.SKU, keep.Name, strings.Join([]string{keep.SKU, keep.Name, keep.GTIN, keep.Category, drop.SKU, drop.Name}, " "))
}

// component makes a kit hold the kept item instead of the other one. Where it holds both, their quantities add up.
func (m *merge) component(kit string, drop, keep trade.ID) error {
	it, err := m.ItemBySKU(kit)
	if err != nil || it == nil {
		return err
	}
	at := map[trade.ID]int{}
	list := it.Components[:0]
	for _, c := range it.Components {
		if c.ItemID == drop {
			c.ItemID = keep
		}
		if i, known := at[c.ItemID]; known {
			list[i].Qty += c.Qty
			continue
		}
		at[c.ItemID] = len(list)
		list = append(list, c)
	}
	it.Components = list
	return m.SaveItem(it)
}

func joinTexts(a, b string) string {
	if a == "" || b == "" || a == b {
		return firstOf(a, b)
	}
	return a + "\n" + b
}

// joinContacts adds those who are not known yet; to whom orders go stays as it was.
func joinContacts(keep, drop []trade.Contact) []trade.Contact {
	for _, c := range drop {
		known := false
		for _, k := range keep {
			known = known || (c.Email != "" && strings.EqualFold(c.Email, k.Email)) || (c.Email == "" && trade.NameKey(c.Name) == trade.NameKey(k.Name))
		}
		if !known {
			c.ID, c.Orders = 0, c.Orders && len(keep) == 0
			keep = append(keep, c)
		}
	}
	return keep
}

func samePlace(a, b trade.Address) bool {
	key := func(x trade.Address) string {
		return trade.NameKey(x.Street) + "|" + trade.NameKey(x.Street2) + "|" + trade.NameKey(x.Zip) + "|" + trade.NameKey(x.City) + "|" + x.Country
	}
	return key(a) == key(b)
}
