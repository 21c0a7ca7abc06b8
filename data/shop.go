package data

import (
	"fmt"

	"dropdesk/app/trade"
)

var shops = newTable("shop", "id, version, kind, address, channel, since, minutes, new_items, new_taxes, tracking, notify, complete, inactive", true,
	func(s *trade.Shop) []any {
		return []any{&s.ID, &s.Version, &s.Kind, &s.Address, &s.Channel, &s.Since, &s.Minutes, &s.NewItems, &s.NewTaxes, &s.Tracking, &s.Notify, &s.Complete, &s.Inactive}
	}, func(s *trade.Shop) string { return fmt.Sprintf("The shop %s", s.Address) })

// Shops implements app.Tx.
func (t *tx) Shops() ([]trade.Shop, error) {
	list, err := all(t, shops.selects+"ORDER BY id", nil, shops.ptrs)
	for i := 0; err == nil && i < len(list); i++ {
		p := &list[i].Place
		if _, err = t.one("SELECT changed, fetched_at, try_at, trouble FROM shop_place WHERE id = ?1", []any{list[i].ID}, &p.Changed, &p.FetchedAt, &p.TryAt, &p.Trouble); err == nil {
			_, err = t.one("SELECT COUNT(*) FROM shop_order WHERE shop_id = ?1 AND state IN ('new', 'doubt')", []any{list[i].ID}, &p.Waiting)
		}
	}
	return list, err
}

// SaveShop implements app.Tx.
func (t *tx) SaveShop(s *trade.Shop) error { return shops.save(t, s) }

// SaveShopPlace implements app.Tx.
func (t *tx) SaveShopPlace(shop trade.ID, p trade.ShopPlace) error {
	var n int
	known, err := t.one("SELECT 1 FROM shop_place WHERE id = ?1", []any{shop}, &n)
	if err == nil && !known {
		err = t.exec("INSERT INTO shop_place (id, changed, fetched_at, try_at, trouble) VALUES (?1, '', '', '', '')", shop)
	}
	if err != nil {
		return err
	}
	return t.exec("UPDATE shop_place SET changed = ?2, fetched_at = ?3, try_at = ?4, trouble = ?5 WHERE id = ?1", shop, p.Changed, p.FetchedAt, p.TryAt, p.Trouble)
}

// shopOrderRow is an order of a shop whose text is packed.
type shopOrderRow struct {
	trade.ShopOrder
	packed []byte
}

var shopOrders = newTable("shop_order", "id, shop_id, key, number, state, changed, said, text", false, func(r *shopOrderRow) []any {
	return []any{&r.ID, &r.ShopID, &r.Key, &r.Number, &r.State, &r.Changed, &r.Said, &r.packed}
}, func(*shopOrderRow) string { return "The order of the shop" })

// SaveShopOrder implements app.Tx.
func (t *tx) SaveShopOrder(o *trade.ShopOrder) error {
	r := shopOrderRow{*o, []byte{}}
	if o.Text != "" {
		var err error
		if r.packed, err = packedText(o.Text); err != nil {
			return err
		}
	}
	err := shopOrders.save(t, &r)
	o.ID = r.ID
	return err
}

func (t *tx) shopOrders(where string, args ...any) ([]trade.ShopOrder, error) {
	rows, err := shopOrders.where(t, where, args...)
	list := make([]trade.ShopOrder, len(rows))
	for i := range rows {
		if list[i] = rows[i].ShopOrder; err == nil && len(rows[i].packed) > 0 {
			var text []byte
			text, err = unpackedText(rows[i].packed)
			list[i].Text = string(text)
		}
	}
	return list, err
}

// ShopOrder implements app.Tx.
func (t *tx) ShopOrder(shop trade.ID, key string) (*trade.ShopOrder, error) {
	list, err := t.shopOrders("WHERE shop_id = ?1 AND key = ?2", shop, key)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// WaitingShopOrders implements app.Tx.
func (t *tx) WaitingShopOrders(shop trade.ID) ([]trade.ShopOrder, error) {
	return t.shopOrders("WHERE shop_id = ?1 AND state IN ('new', 'doubt') ORDER BY id", shop)
}

// pushRow is a word to a shop, with when it was written.
type pushRow struct {
	trade.ShopPush
	at trade.Stamp
}

var pushes = newTable("shop_push", "id, shop_id, order_id, shipment_id, state, order_key, number, order_no, carrier, parcels, lines, whole, language, created_at", false,
	func(r *pushRow) []any {
		return []any{&r.ID, &r.ShopID, &r.OrderID, &r.ShipmentID, &r.State, &r.Key, &r.Number, &r.OrderNo, &r.Carrier, asJSON{&r.Parcels}, asJSON{&r.Lines}, &r.Whole, &r.Language, &r.at}
	}, func(*pushRow) string { return "The word to the shop" })

// AddPush implements app.Tx.
func (t *tx) AddPush(p *trade.ShopPush, at trade.Stamp) error {
	r := pushRow{*p, at}
	if err := pushes.save(t, &r); err != nil {
		return err
	}
	p.ID = r.ID
	// One that was taken back has left its number, and what was tried with it.
	return t.exec("DELETE FROM shop_pushing WHERE id = ?1", p.ID)
}

// SavePush implements app.Tx.
func (t *tx) SavePush(p *trade.ShopPush) error {
	return t.exec("UPDATE shop_push SET state = ?2 WHERE id = ?1", p.ID, p.State)
}

func (t *tx) pushes(where string, args ...any) ([]trade.ShopPush, error) {
	rows, err := pushes.where(t, where, args...)
	list := make([]trade.ShopPush, len(rows))
	for i := 0; err == nil && i < len(rows); i++ {
		p := &list[i]
		*p = rows[i].ShopPush
		_, err = t.one("SELECT attempts, try_at, answer FROM shop_pushing WHERE id = ?1", []any{p.ID}, &p.Attempts, &p.TryAt, &p.Answer)
	}
	return list, err
}

// Push implements app.Tx.
func (t *tx) Push(id trade.ID) (*trade.ShopPush, error) {
	list, err := t.pushes("WHERE id = ?1", id)
	if err == nil && len(list) == 0 {
		err = trade.Faultf(trade.NotFound, "There is no word to a shop with the id %d.", id)
	}
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

// PushesOf implements app.Tx.
func (t *tx) PushesOf(order trade.ID) ([]trade.ShopPush, error) {
	return t.pushes("WHERE order_id = ?1 ORDER BY id", order)
}

// Pushes implements app.Tx.
func (t *tx) Pushes(limit int) ([]trade.ShopPush, error) {
	return t.pushes("WHERE id > 0 ORDER BY id DESC LIMIT ?1", limit)
}

// DuePushes implements app.Tx.
func (t *tx) DuePushes(now, before trade.Stamp, limit int) ([]trade.ID, error) {
	return all(t, `SELECT p.id FROM shop_push p LEFT JOIN shop_pushing y ON y.id = p.id WHERE p.state IN ('ready', 'sending') AND p.created_at <= ?2
		AND p.shop_id IN (SELECT s.id FROM shop s WHERE s.inactive = 0)
		AND COALESCE(y.try_at, '') <= ?1 AND COALESCE(y.until, '') <= ?1 ORDER BY p.id LIMIT ?3`, []any{now, before, limit}, func(id *trade.ID) []any { return []any{id} })
}

// ClaimPush implements app.Tx.
func (t *tx) ClaimPush(id trade.ID, owner string, until trade.Stamp) error {
	if err := t.pushing(id); err != nil {
		return err
	}
	return t.exec("UPDATE shop_pushing SET owner = ?2, until = ?3 WHERE id = ?1", id, owner, until)
}

// PushClaimed implements app.Tx.
func (t *tx) PushClaimed(id trade.ID, owner string) (bool, error) {
	var n int
	_, err := t.one("SELECT COUNT(*) FROM shop_pushing WHERE id = ?1 AND owner = ?2", []any{id, owner}, &n)
	return n == 1, err
}

// TriedPush implements app.Tx.
func (t *tx) TriedPush(p *trade.ShopPush) error {
	if err := t.pushing(p.ID); err != nil {
		return err
	}
	return t.exec("UPDATE shop_pushing SET attempts = ?2, try_at = ?3, answer = ?4, owner = '', until = '' WHERE id = ?1", p.ID, p.Attempts, p.TryAt, p.Answer)
}

func (t *tx) pushing(id trade.ID) error {
	var n int
	found, err := t.one("SELECT 1 FROM shop_pushing WHERE id = ?1", []any{id}, &n)
	if err != nil || found {
		return err
	}
	return t.exec("INSERT INTO shop_pushing (id, attempts, try_at, answer, owner, until) VALUES (?1, 0, '', '', '', '')", id)
}
