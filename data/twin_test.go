package data

import (
	"context"
	"strings"
	"testing"

	"dropdesk/app/trade"
)

// What names a customer, supplier or item follows when two are joined: a new table is in the list, or it belongs
// to the record itself and is joined by hand.
func TestEveryLinkFollowsWhenTwoAreJoined(t *testing.T) {
	own := map[place]bool{{"contact", "customer_id"}: true, {"contact", "supplier_id"}: true, {"shipping_address", "customer_id"}: true,
		{"item_source", "supplier_id"}: true, {"tolerance", "supplier_id"}: true, {"item_source", "item_id"}: true, {"item_component", "item_id"}: true, {"item_component", "component_id"}: true,
		{"customer", "became_id"}: true, {"supplier", "became_id"}: true, {"item", "became_id"}: true}
	listed := map[place]bool{}
	for _, places := range named {
		for _, p := range places {
			listed[p] = true
		}
	}
	s := newStore(t)
	rows, err := s.writer.c.QueryContext(context.Background(), `SELECT m.name, f."from", f."table" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	links := 0
	for rows.Next() {
		var p place
		var to string
		if err := rows.Scan(&p.table, &p.column, &to); err != nil {
			t.Fatal(err)
		}
		if _, joins := named[trade.Kind(to)]; !joins {
			continue
		}
		links++
		if !listed[p] && !own[p] {
			t.Errorf("%s.%s names a %s and stays behind when two are joined", p.table, p.column, to)
		}
		delete(listed, p)
	}
	if links < 20 {
		t.Errorf("only %d links were found", links)
	}
	for p := range listed {
		t.Errorf("there is no link %s.%s", p.table, p.column)
	}
}

// Orders that were there before get the key that they would have been saved with.
func TestOldOrdersGetTheKeyOfTheirGoods(t *testing.T) {
	s := busyStore(t)
	text := string(must[[]byte](t)(migrations.ReadFile("migrations/0009_twins.sql")))
	from := strings.Index(text, "UPDATE sales_order SET goods_key")
	for _, one := range []string{"UPDATE sales_order SET goods_key = 5", text[from : from+strings.Index(text[from:], ";")]} {
		if _, err := s.writer.c.ExecContext(context.Background(), one); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range must[[]string](t)(s.Problems(context.Background())) {
		t.Error(p)
	}
}
