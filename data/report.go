package data

import (
	"database/sql/driver"

	"dropdesk/app/trade"
)

// inPartsOf tells whether a document is due in several parts; it follows from them.
type inPartsOf struct{ dues *[]trade.Due }

func (x inPartsOf) Value() (driver.Value, error) { return len(*x.dues) > 1, nil }

// Scan has nothing to read.
func (inPartsOf) Scan(any) error { return nil }

// lengthOf is how many lines a document has, which is kept beside them.
type lengthOf[T any] struct{ list *[]T }

func (x lengthOf[T]) Value() (driver.Value, error) { return int64(len(*x.list)), nil }

// Scan has nothing to read.
func (lengthOf[T]) Scan(any) error { return nil }

// chunk is how many documents are read at once where all of them are walked.
const chunk = 500

// endless is a day after all others.
const endless trade.Date = "9999-12-31"

// between bounds a query by dates; empty dates are no bound.
func between(from, to trade.Date) (trade.Date, trade.Date) {
	if to == "" {
		to = endless
	}
	return from, to
}

// EachDeal implements app.Tx.
func (t *tx) EachDeal(from, to trade.Date, f func(*trade.Deal) error) error {
	from, to = between(from, to)
	// Orders are numbered about as they are dated, so the ids of a period are near to each other.
	var first, end trade.ID
	if _, err := t.one("SELECT COALESCE(MIN(id), 0), COALESCE(MAX(id), -1) FROM sales_order WHERE date >= ?1 AND date <= ?2", []any{from, to}, &first, &end); err != nil {
		return err
	}
	for after := first - 1; ; {
		heads, err := orders.where(t, "WHERE id > ?1 AND id <= ?5 AND state <> 'draft' AND date >= ?2 AND date <= ?3 ORDER BY id LIMIT ?4", after, from, to, chunk, end)
		if err != nil || len(heads) == 0 {
			return err
		}
		last := heads[len(heads)-1].ID
		deals := make([]*trade.Deal, len(heads))
		byOrder := make(map[trade.ID]*trade.Deal, len(heads))
		for i := range heads {
			deals[i] = &trade.Deal{Order: &heads[i].SalesOrder}
			byOrder[heads[i].ID] = deals[i]
		}
		lines, err := orderLines.where(t, "WHERE order_id > ?1 AND order_id <= ?2 ORDER BY order_id, pos, id", after, last)
		if err != nil {
			return err
		}
		for i := range lines {
			if d := byOrder[lines[i].OrderID]; d != nil {
				d.Order.Lines = append(d.Order.Lines, lines[i])
			}
		}
		if err := t.purchasesBetween(after, last, byOrder); err != nil {
			return err
		}
		for _, d := range deals {
			if err := f(d); err != nil {
				return err
			}
		}
		after = last
	}
}

func (t *tx) purchasesBetween(after, last trade.ID, byOrder map[trade.ID]*trade.Deal) error {
	list, err := purchases.where(t, "WHERE order_id > ?1 AND order_id <= ?2 ORDER BY id", after, last)
	if err != nil {
		return err
	}
	byID := make(map[trade.ID]*trade.PurchaseOrder, len(list))
	for i := range list {
		byID[list[i].ID] = &list[i]
		if d := byOrder[list[i].OrderID]; d != nil {
			d.Purchases = append(d.Purchases, &list[i])
		}
	}
	lines, err := purchaseLines.where(t, "WHERE order_id > ?1 AND order_id <= ?2 ORDER BY purchase_id, pos, id", after, last)
	for i := range lines {
		if p := byID[lines[i].PurchaseID]; p != nil {
			p.Lines = append(p.Lines, lines[i])
		}
	}
	return err
}
