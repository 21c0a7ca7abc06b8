package data

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"strings"
	"sync"

	"dropdesk/app"
	"dropdesk/app/trade"
)

var orderImports = newTable("order_import", "id, channel, at, who, name, sha256, orders, customers, items", false, func(m *trade.OrderImport) []any {
	return []any{&m.ID, &m.Channel, &m.At, &m.Who, &m.Name, &m.SHA256, &m.Orders, &m.Customers, &m.Items}
}, func(*trade.OrderImport) string { return "The file of orders" })

// OnChannel implements app.Tx.
func (t *tx) OnChannel(channel, key string) (*app.KnownOrder, error) {
	o := &app.KnownOrder{}
	found, err := t.one("SELECT id, number, state, currency, tax, total FROM sales_order WHERE channel = ?1 AND channel_key = ?2 AND channel_key <> ''", []any{channel, key},
		&o.ID, &o.Number, &o.State, &o.Currency, &o.Tax, &o.Total)
	if err != nil || !found {
		return nil, err
	}
	return o, nil
}

// CustomersWriting implements app.Tx.
func (t *tx) CustomersWriting(email string) ([]trade.ID, error) {
	return t.ids(`SELECT DISTINCT c.customer_id FROM contact c JOIN customer k ON k.id = c.customer_id WHERE LOWER(c.email) = ?1 AND c.email <> '' AND k.became_id IS NULL AND k.inactive = 0
		ORDER BY c.customer_id`, strings.ToLower(email))
}

// CustomersCalled implements app.Tx.
func (t *tx) CustomersCalled(text string) ([]trade.ID, error) {
	ids, err := t.ids("SELECT id FROM customer WHERE number = ?1 AND became_id IS NULL ORDER BY id", text)
	if err == nil && len(ids) == 0 {
		ids, err = t.ids("SELECT id FROM customer WHERE CAST(id AS TEXT) = ?1 AND became_id IS NULL", text)
	}
	if err == nil && len(ids) == 0 {
		ids, err = t.ids("SELECT id FROM customer WHERE LOWER(name) = LOWER(?1) AND became_id IS NULL ORDER BY id", text)
	}
	return ids, err
}

// CustomersNamed implements app.Tx.
func (t *tx) CustomersNamed(name string) ([]trade.ID, error) {
	return t.ids("SELECT id FROM customer WHERE name = ?1 AND became_id IS NULL AND inactive = 0 ORDER BY id", name)
}

// ChannelItems implements app.Tx.
func (t *tx) ChannelItems(channel string) (map[string]trade.ID, error) {
	m := map[string]trade.ID{}
	err := t.each("SELECT code, item_id FROM channel_item WHERE channel = ?1", []any{channel}, func(scan func(...any) error) error {
		var code string
		var id trade.ID
		err := scan(&code, &id)
		m[code] = id
		return err
	})
	return m, err
}

// SaveChannelItem implements app.Tx.
func (t *tx) SaveChannelItem(channel, code string, item trade.ID) error {
	var id, was trade.ID
	found, err := t.one("SELECT id, item_id FROM channel_item WHERE channel = ?1 AND code = ?2", []any{channel, code}, &id, &was)
	switch {
	case err != nil || found && was == item:
		return err
	case found:
		return t.exec("UPDATE channel_item SET item_id = ?2 WHERE id = ?1", id, item)
	}
	return t.exec("INSERT INTO channel_item (channel, code, item_id) VALUES (?1, ?2, ?3)", channel, code, item)
}

// OrderMaps implements app.Tx.
func (t *tx) OrderMaps() ([]trade.OrderMap, error) {
	list := []trade.OrderMap{}
	err := t.each("SELECT map FROM order_map ORDER BY id", nil, func(scan func(...any) error) error {
		var m trade.OrderMap
		err := scan(asJSON{&m})
		list = append(list, m)
		return err
	})
	return list, err
}

// SaveOrderMap implements app.Tx.
func (t *tx) SaveOrderMap(headings string, m *trade.OrderMap) error {
	return t.keepMap("order_map", "headings", headings, m)
}

// SaveOrderImport implements app.Tx.
func (t *tx) SaveOrderImport(m *trade.OrderImport) error { return orderImports.save(t, m) }

// ImportedOrders implements app.Tx.
func (t *tx) ImportedOrders(sha256 string) (*trade.OrderImport, error) {
	list, err := orderImports.where(t, "WHERE sha256 = ?1 ORDER BY id DESC LIMIT 1", sha256)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// OrderImports implements app.Tx.
func (t *tx) OrderImports(limit int) ([]trade.OrderImport, error) {
	return orderImports.where(t, "WHERE id > 0 ORDER BY id DESC LIMIT ?1", limit)
}

// OrderImport implements app.Tx.
func (t *tx) OrderImport(id trade.ID) (*trade.OrderImport, error) { return orderImports.get(t, id) }

// DeleteOrderImport implements app.Tx.
func (t *tx) DeleteOrderImport(id trade.ID) error {
	return t.exec("DELETE FROM order_import WHERE id = ?1", id)
}

// OrdersOfImport implements app.Tx.
func (t *tx) OrdersOfImport(id trade.ID) ([]trade.ID, error) {
	return t.ids("SELECT order_id FROM order_text WHERE import_id = ?1 ORDER BY id DESC", id)
}

// AddOrderText implements app.Tx.
func (t *tx) AddOrderText(x *trade.OrderText) error {
	text, err := packedText(x.Text)
	if err != nil {
		return err
	}
	return t.exec("INSERT INTO order_text (order_id, import_id, place, text) VALUES (?1, ?2, ?3, ?4)", x.OrderID, x.ImportID, x.Place, text)
}

// OrderTexts implements app.Tx.
func (t *tx) OrderTexts(order trade.ID) ([]trade.OrderText, error) {
	list := []trade.OrderText{}
	err := t.each("SELECT id, order_id, import_id, place, text FROM order_text WHERE order_id = ?1 ORDER BY id", []any{order}, func(scan func(...any) error) error {
		var x trade.OrderText
		var text []byte
		if err := scan(&x.ID, &x.OrderID, &x.ImportID, &x.Place, &text); err != nil {
			return err
		}
		plain, err := unpackedText(text)
		x.Text = string(plain)
		list = append(list, x)
		return err
	})
	return list, err
}

// packers are used again and again: to make one takes longer than to pack an order.
var packers = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

func packedText(text string) ([]byte, error) {
	var b bytes.Buffer
	w, ok := packers.Get().(*zlib.Writer)
	if !ok {
		w = zlib.NewWriter(&b)
	}
	defer packers.Put(w)
	w.Reset(&b)
	_, err := io.WriteString(w, text)
	err = errors.Join(err, w.Close())
	return b.Bytes(), err
}

// unpackedText is a text that was packed without a pattern.
func unpackedText(packed []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
