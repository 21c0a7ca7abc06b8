package app

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// masters keeps what a transaction has read of the master data, so that a bulk step reads each
// customer and item once. What is in it is only read; saving a master record empties it.
type masters struct {
	customers map[trade.ID]*trade.Customer
	suppliers map[trade.ID]*trade.Supplier
	items     map[trade.ID]*trade.Item
	taxes     map[trade.ID]trade.TaxCode
	terms     map[trade.ID]trade.Terms
	users     map[trade.ID]trade.User
	carriers  map[trade.ID]trade.Carrier
	rates     map[rateKey]money.FX
	company   *trade.Company
}

type rateKey struct {
	cur money.Currency
	on  trade.Date
}

func newMasters() masters {
	return masters{
		customers: map[trade.ID]*trade.Customer{},
		suppliers: map[trade.ID]*trade.Supplier{},
		items:     map[trade.ID]*trade.Item{},
		rates:     map[rateKey]money.FX{},
	}
}

func (w *work) company() (*trade.Company, error) {
	if w.known.company == nil {
		c, err := w.Company()
		if err != nil {
			return nil, err
		}
		w.known.company = c
	}
	return w.known.company, nil
}

// cached reads a record once in a transaction.
func cached[T any](known map[trade.ID]*T, id trade.ID, get func(trade.ID) (*T, error)) (*T, error) {
	if r, ok := known[id]; ok {
		return r, nil
	}
	r, err := get(id)
	if err != nil {
		return nil, err
	}
	known[id] = r
	return r, nil
}

func (w *work) customer(id trade.ID) (*trade.Customer, error) {
	c, err := cached(w.known.customers, id, w.Customer)
	if err != nil {
		return nil, err
	}
	return c, w.notJoined(trade.KindCustomer, c.Name, c.BecameID)
}

func (w *work) supplier(id trade.ID) (*trade.Supplier, error) {
	s, err := cached(w.known.suppliers, id, w.Supplier)
	if err != nil {
		return nil, err
	}
	return s, w.notJoined(trade.KindSupplier, s.Name, s.BecameID)
}

func (w *work) item(id trade.ID) (*trade.Item, error) {
	it, err := cached(w.known.items, id, w.Item)
	if err != nil {
		return nil, err
	}
	return it, w.notJoined(trade.KindItem, it.SKU, it.BecameID)
}

// pick finds one record of a short list that is read once in a transaction.
func pick[T any](known *map[trade.ID]T, id trade.ID, what string, list func() ([]T, error), key func(T) trade.ID) (T, error) {
	var none T
	if *known == nil {
		all, err := list()
		if err != nil {
			return none, err
		}
		*known = make(map[trade.ID]T, len(all))
		for _, r := range all {
			(*known)[key(r)] = r
		}
	}
	r, ok := (*known)[id]
	if !ok {
		return none, trade.Faultf(trade.NotFound, "There is no %s with the id %d.", what, id)
	}
	return r, nil
}

func (w *work) taxCode(id trade.ID) (trade.TaxCode, error) {
	return pick(&w.known.taxes, id, "tax code", w.TaxCodes, func(t trade.TaxCode) trade.ID { return t.ID })
}

func (w *work) termsOf(id trade.ID) (trade.Terms, error) {
	if id == 0 {
		return trade.Terms{}, nil
	}
	return pick(&w.known.terms, id, "set of payment terms", w.TermsList, func(t trade.Terms) trade.ID { return t.ID })
}

func (w *work) user(id trade.ID) (trade.User, error) {
	if id == 0 {
		return trade.User{}, nil
	}
	return pick(&w.known.users, id, "user", w.Users, func(u trade.User) trade.ID { return u.ID })
}

func (w *work) carrier(id trade.ID) (trade.Carrier, error) {
	if id == 0 {
		return trade.Carrier{}, nil
	}
	return pick(&w.known.carriers, id, "carrier", w.Carriers, func(c trade.Carrier) trade.ID { return c.ID })
}

// fx is what one unit of cur costs in the company's currency on a day.
func (w *work) fx(cur money.Currency, on trade.Date) (money.FX, error) {
	if cur == w.base {
		return money.Par, nil
	}
	key := rateKey{cur, on}
	if r, ok := w.known.rates[key]; ok {
		return r, nil
	}
	r, err := w.RateOn(cur, on)
	if err != nil {
		return 0, err
	}
	if r == 0 {
		return 0, trade.Faultf(trade.Refused, "There is no exchange rate from %s to %s on %s or before. Enter one under Settings, Currencies.", cur, w.base, on)
	}
	w.known.rates[key] = r
	return r, nil
}
