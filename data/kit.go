package data

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func (t *tx) components(it *trade.Item) error {
	list, err := all(t, `SELECT c.component_id, i.sku, i.name, i.unit, c.qty, COALESCE(s.cost, 0), COALESCE(s.currency, '')
		FROM item_component c JOIN item i ON i.id = c.component_id LEFT JOIN item_source s ON s.item_id = i.id AND s.rank = 0
		WHERE c.item_id = ?1 ORDER BY c.rank`, []any{it.ID},
		func(c *trade.Component) []any {
			return []any{&c.ItemID, &c.SKU, &c.Name, &c.Unit, &c.Qty, &c.Cost, &c.CostIn}
		})
	if len(list) > 0 {
		it.Components = list
	}
	return err
}

type componentRow struct {
	id, item, component trade.ID
	rank                int
	qty                 money.Qty
}

var components = newTable("item_component", "id, item_id, component_id, rank, qty", false,
	func(r *componentRow) []any { return []any{&r.id, &r.item, &r.component, &r.rank, &r.qty} },
	func(*componentRow) string { return "The component" })

func (t *tx) saveComponents(it *trade.Item) error {
	was, err := components.where(t, "WHERE item_id = ?1", it.ID)
	if err != nil {
		return err
	}
	known, ids := map[trade.ID]componentRow{}, map[trade.ID]trade.ID{}
	for _, r := range was {
		known[r.id], ids[r.component] = r, r.id
	}
	rows := make([]componentRow, len(it.Components))
	for i, c := range it.Components {
		rows[i] = componentRow{ids[c.ItemID], it.ID, c.ItemID, i, c.Qty}
	}
	return saveLines(t, components, &known, "item_id", it.ID, rows, func(*componentRow) {})
}

// KitsWith implements app.Tx.
func (t *tx) KitsWith(item trade.ID) ([]string, error) {
	return all(t, "SELECT i.sku FROM item_component c JOIN item i ON i.id = c.item_id WHERE c.component_id = ?1 ORDER BY i.sku", []any{item},
		func(sku *string) []any { return []any{sku} })
}

// tie gives a component's line the id of its kit's line, which stands above it and is saved before it.
func tie(kit **trade.ID, kind trade.LineKind, id *trade.ID, part *trade.Part) {
	switch kind {
	case trade.LineKit:
		*kit = id
	case trade.LinePart:
		part.KitLineID = **kit
	}
}
