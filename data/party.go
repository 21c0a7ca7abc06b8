package data

import (
	"strings"

	"dropdesk/app/trade"
)

var customers = newTable("customer", `id, version, number, name, prospect, tax_number, billing, city, country, terms_id, tax_code_id, currency,
	credit_limit, discount, inclusive, ship_method, rep_id, language, notes, inactive, became_id`, true,
	func(c *trade.Customer) []any {
		return []any{&c.ID, &c.Version, &c.Number, &c.Name, &c.Prospect, &c.TaxNumber, asJSON{&c.Billing}, &c.Billing.City, &c.Billing.Country,
			link{&c.TermsID}, link{&c.TaxCodeID}, &c.Currency, &c.CreditLimit, &c.Discount, &c.Inclusive, &c.ShipMethod, link{&c.RepID}, &c.Language,
			&c.Notes, &c.Inactive, link{&c.BecameID}}
	}, func(c *trade.Customer) string { return c.Name })

// Customer implements app.Tx.
func (t *tx) Customer(id trade.ID) (*trade.Customer, error) {
	c, err := customers.get(t, id)
	if err != nil {
		return nil, err
	}
	if c.Contacts, err = t.contacts("customer_id", id); err != nil {
		return nil, err
	}
	c.Shipping, err = all(t, `SELECT id, label, name, company, street, street2, zip, city, region, country, phone
		FROM shipping_address WHERE customer_id = ?1 ORDER BY pos`, []any{id}, addressPtrs)
	return c, err
}

func addressPtrs(a *trade.Address) []any {
	return []any{&a.ID, &a.Label, &a.Name, &a.Company, &a.Street, &a.Street2, &a.Zip, &a.City, &a.Region, &a.Country, &a.Phone}
}

// SaveCustomer implements app.Tx.
func (t *tx) SaveCustomer(c *trade.Customer) error {
	if err := customers.save(t, c); err != nil {
		return err
	}
	if err := t.saveContacts("customer_id", c.ID, c.Contacts); err != nil {
		return err
	}
	own, err := t.takeOut("shipping_address", "customer_id", c.ID)
	if err != nil {
		return err
	}
	for i := range c.Shipping {
		a := &c.Shipping[i]
		if !own[a.ID] {
			a.ID = 0
		}
		r, err := t.run(`INSERT INTO shipping_address (customer_id, pos, id, label, name, company, street, street2, zip, city, region, country, phone)
			VALUES (?1, ?2, NULLIF(?3, 0), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)`, append([]any{c.ID, i}, addressPtrs(a)...)...)
		if err != nil {
			return err
		}
		n, err := r.LastInsertId()
		if err != nil {
			return err
		}
		a.ID = trade.ID(n)
	}
	return nil
}

var suppliers = newTable("supplier", `id, version, number, name, tax_number, address, city, country, terms_id, currency, min_order, send_by,
	carrier_id, ship_method, account_no, language, notes, inactive, became_id, combine, send_time, `+feeColumns, true,
	func(s *trade.Supplier) []any {
		return joined([]any{&s.ID, &s.Version, &s.Number, &s.Name, &s.TaxNumber, asJSON{&s.Address}, &s.Address.City, &s.Address.Country,
			link{&s.TermsID}, &s.Currency, &s.MinOrder, &s.SendBy, link{&s.CarrierID}, &s.ShipMethod, &s.AccountNo, &s.Language, &s.Notes, &s.Inactive,
			link{&s.BecameID}, &s.Combine, &s.SendTime}, feePtrs(&s.Fees))
	}, func(s *trade.Supplier) string { return s.Name })

// Supplier implements app.Tx.
func (t *tx) Supplier(id trade.ID) (*trade.Supplier, error) {
	s, err := suppliers.get(t, id)
	if err != nil {
		return nil, err
	}
	s.Contacts, err = t.contacts("supplier_id", id)
	return s, err
}

// SaveSupplier implements app.Tx.
func (t *tx) SaveSupplier(s *trade.Supplier) error {
	if err := suppliers.save(t, s); err != nil {
		return err
	}
	return t.saveContacts("supplier_id", s.ID, s.Contacts)
}

func (t *tx) contacts(owner string, id trade.ID) ([]trade.Contact, error) {
	return all(t, "SELECT id, name, email, phone, role, orders, bounced FROM contact WHERE "+owner+" = ?1 ORDER BY pos", []any{id},
		func(c *trade.Contact) []any {
			return []any{&c.ID, &c.Name, &c.Email, &c.Phone, &c.Role, &c.Orders, &c.Bounced}
		})
}

func (t *tx) saveContacts(owner string, id trade.ID, list []trade.Contact) error {
	was, err := t.contacts(owner, id)
	if err != nil {
		return err
	}
	back := map[string]trade.Date{} // that mail comes back is known of addresses, whoever saves them
	for _, c := range was {
		back[strings.ToLower(c.Email)] = c.Bounced
	}
	own, err := t.takeOut("contact", owner, id)
	if err != nil {
		return err
	}
	for i := range list {
		c := &list[i]
		if !own[c.ID] {
			c.ID = 0
		}
		c.Bounced = back[strings.ToLower(c.Email)]
		r, err := t.run("INSERT INTO contact ("+owner+", pos, id, name, email, phone, role, orders, bounced) VALUES (?1, ?2, NULLIF(?3, 0), ?4, ?5, ?6, ?7, ?8, ?9)",
			id, i, c.ID, c.Name, c.Email, c.Phone, c.Role, c.Orders, c.Bounced)
		if err != nil {
			return err
		}
		n, err := r.LastInsertId()
		if err != nil {
			return err
		}
		c.ID = trade.ID(n)
	}
	return nil
}

// takeOut deletes what a party has in a table and says which ids it had there: what is put back keeps
// its id, and nothing takes the id of another party's.
func (t *tx) takeOut(table, owner string, party trade.ID) (map[trade.ID]bool, error) {
	ids, err := all(t, "SELECT id FROM "+table+" WHERE "+owner+" = ?1", []any{party}, func(id *trade.ID) []any { return []any{id} })
	if err != nil {
		return nil, err
	}
	own := map[trade.ID]bool{}
	for _, id := range ids {
		own[id] = true
	}
	return own, t.exec("DELETE FROM "+table+" WHERE "+owner+" = ?1", party)
}
