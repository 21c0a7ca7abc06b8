package data

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestACompanyInOrderHasNoProblems(t *testing.T) {
	for _, p := range must[[]string](t)(busyStore(t).Problems(context.Background())) {
		t.Error(p)
	}
}

// Each kept figure that somebody falsified is named.
func TestEveryFalseFigureIsNamed(t *testing.T) {
	for _, c := range []struct{ falsify, says string }{
		{"UPDATE quote_line SET ordered = ordered + 1000 WHERE id = (SELECT MIN(id) FROM quote_line)", "quote line: ordered"},
		{"UPDATE quote SET made = 0 WHERE id = (SELECT MIN(quote_id) FROM sales_order)", "quote: orders made"},
		{"UPDATE purchase_order SET lines = lines + 1 WHERE id = (SELECT MIN(id) FROM purchase_order)", "purchase order: lines"},
		{"UPDATE bill SET goods = goods + 1 WHERE id = (SELECT MIN(id) FROM bill)", "bill: goods"},
		{"UPDATE bill SET agreed = agreed - 1 WHERE id = (SELECT MAX(id) FROM bill)", "bill: agreed"},
		{"UPDATE order_line SET on_purchase = on_purchase + 1 WHERE id = (SELECT MIN(order_line_id) FROM purchase_line)", "order line: on purchase orders"},
		{"UPDATE order_line SET shipped = shipped - 1 WHERE id = (SELECT MIN(id) FROM order_line WHERE shipped > 1)", "order line: shipped"},
		{"UPDATE order_line SET delivered = delivered - 1 WHERE id = (SELECT MIN(id) FROM order_line WHERE delivered > 1)", "order line: delivered"},
		{"UPDATE order_line SET invoiced = invoiced - 1 WHERE id = (SELECT MIN(id) FROM order_line WHERE invoiced > 1)", "order line: invoiced"},
		{"UPDATE order_line SET invoiced_net = invoiced_net + 1 WHERE id = (SELECT MIN(id) FROM order_line)", "order line: invoiced net"},
		{"UPDATE order_line SET invoiced_base = invoiced_base + 1 WHERE id = (SELECT MIN(id) FROM order_line)", "order line: invoiced, company's currency"},
		{"UPDATE purchase_line SET shipped = shipped - 1 WHERE id = (SELECT MIN(id) FROM purchase_line WHERE shipped > 1)", "purchase order line: shipped"},
		{"UPDATE purchase_line SET delivered = delivered - 1 WHERE id = (SELECT MIN(id) FROM purchase_line WHERE delivered > 1)", "purchase order line: delivered"},
		{"UPDATE purchase_line SET billed = billed - 1 WHERE id = (SELECT MIN(id) FROM purchase_line WHERE billed > 1)", "purchase order line: billed"},
		{"UPDATE purchase_line SET billed_base = billed_base + 1 WHERE id = (SELECT MIN(id) FROM purchase_line)", "purchase order line: billed, company's currency"},
		{"UPDATE purchase_order SET net = net + 1 WHERE id = 1", "purchase order: net"},
		{"UPDATE purchase_order SET billed = billed + 1 WHERE id = 1", "purchase order: billed"},
		{"UPDATE purchase_order SET waiting = '2026-11-23T09:00:00Z' WHERE state = 'sent'", "purchase order: waits to be sent, and is no draft"},
		{"UPDATE sales_order SET gross = gross + 1, total = total + 1 WHERE id = 1", "order: gross"},
		{"UPDATE sales_order SET total = total + 1 WHERE id = 1", "order: total"},
		{"UPDATE sales_order SET invoiced = invoiced + 1 WHERE id = 1", "order: invoiced"},
		{"UPDATE sales_order SET paid = paid + 1 WHERE id = 1", "order: paid"},
		{"UPDATE invoice SET settled = settled - 1 WHERE id = (SELECT MIN(id) FROM invoice WHERE credit = 0 AND settled > 1)", "invoice: settled"},
		{"UPDATE invoice SET total = total + 1 WHERE id = 1", "invoice: total"},
		{"UPDATE bill SET settled = settled - 1 WHERE id = (SELECT MIN(id) FROM bill WHERE credit = 0 AND settled > 1)", "bill: settled"},
		{"UPDATE bill SET net = net + 1, total = total + 1 WHERE id = 1", "bill: net"},
		{"UPDATE bill SET approval = 'waiting' WHERE id = (SELECT MIN(id) FROM bill WHERE credit = 0 AND settled > 1)", "bill: settled while it waits"},
		{"INSERT INTO bill_share (bill_id, pos, purchase_line_id, base) SELECT 1, 1, MIN(id), 5 FROM purchase_line", "purchase order line: freight"},
		{"UPDATE bill_line SET allowance = 1 WHERE id = (SELECT MIN(id) FROM bill_line WHERE kind = 'item')", "purchase order line: billed"},
		{"UPDATE bill_line SET purchase_id = 1 WHERE id = (SELECT MIN(id) FROM bill_line WHERE kind = 'freight' AND base > 0)", "bill: freight spread"},
		{"UPDATE sales_order SET charges = charges + 1 WHERE id = 1", "order: charges"},
		{"UPDATE sales_order SET charges_estimated = 1 - charges_estimated WHERE id = 1", "order: estimated charges"},
		{"UPDATE sales_order SET earned = '' WHERE id = (SELECT MIN(id) FROM sales_order WHERE earned <> '')", "order: earned"},
		{"UPDATE payment SET used = used - 1 WHERE id = (SELECT MIN(id) FROM payment WHERE used > 1)", "payment: used"},
		{"UPDATE allocation SET settles = settles + 1 WHERE id = 1", "allocation: both sides"},
		{"UPDATE numbering SET next = next + 1 WHERE kind = 'invoice'", "invoices: numbers given"},
		{"UPDATE numbering SET next = next + 1 WHERE kind = 'order'", "orders: numbers given"},
		{"DELETE FROM found WHERE id = 1", "records that can be found"},
		{"UPDATE tally SET n = n + 1 WHERE id = 1", "counted in the list"},
		{"UPDATE step SET changes = changes + 1 WHERE undo IS NOT NULL", "step 1: rows changed"},
		{"DELETE FROM allocation WHERE id = 1", "settled"},
		{"UPDATE purchase_line SET order_line_id = (SELECT MAX(id) FROM order_line) WHERE id = 1", "order line of another order"},
		{"UPDATE sales_order SET goods_key = goods_key + 1 WHERE id = 1", "order: key of its goods"},
		{"UPDATE customer SET became_id = (SELECT MAX(id) FROM customer) WHERE id = (SELECT MIN(customer_id) FROM sales_order)", "customer that was joined"},
		{"UPDATE order_line SET on_purchase = on_purchase + 1000 WHERE id = (SELECT MIN(id) FROM order_line WHERE kind = 'kit')", "kit: on purchase orders"},
		{"UPDATE order_line SET shipped = shipped + 1000 WHERE id = (SELECT MIN(id) FROM order_line WHERE kind = 'kit')", "kit: shipped"},
		{"UPDATE order_line SET delivered = delivered + 1000 WHERE id = (SELECT MIN(id) FROM order_line WHERE kind = 'kit')", "kit: delivered"},
		{"UPDATE order_line SET returned = returned + 1000 WHERE id = (SELECT MIN(id) FROM order_line WHERE kind = 'kit')", "kit: returned"},
		{"UPDATE order_line SET cancelled = cancelled + 1 WHERE id = (SELECT MIN(id) FROM order_line WHERE kind = 'part')", "kit: components wanted"},
		{"UPDATE order_line SET kit_line_id = NULL WHERE id = (SELECT MIN(id) FROM order_line WHERE kind = 'part')", "component of an order without its kit"},
		{"UPDATE quote_line SET per_kit = 0 WHERE id = (SELECT MIN(id) FROM quote_line WHERE kind = 'part')", "component of a quote without its kit"},
		{"PRAGMA foreign_keys = OFF; DELETE FROM supplier WHERE id = 1", "foreign_key_check"},
		// An index of some rows that holds others too, as after a page that was written at a wrong place.
		{"DROP INDEX invoice_reminded; CREATE INDEX invoice_reminded ON invoice (id) WHERE reminders >= 0; PRAGMA writable_schema = ON; " +
			"UPDATE sqlite_schema SET sql = 'CREATE INDEX invoice_reminded ON invoice (id) WHERE reminders > 0 AND settled < total' WHERE name = 'invoice_reminded'; PRAGMA writable_schema = RESET",
			"index invoice_reminded"},
	} {
		s := busyStore(t)
		for _, one := range strings.Split("PRAGMA ignore_check_constraints = ON; "+c.falsify, "; ") {
			if _, err := s.writer.c.ExecContext(context.Background(), one); err != nil {
				t.Fatalf("%s: %v", one, err)
			}
		}
		found := strings.Join(must[[]string](t)(s.Problems(context.Background())), "\n")
		if !strings.Contains(found, c.says) {
			t.Errorf("%s\nfound %q, want %q in it", c.falsify, found, c.says)
		}
	}
}

// A large copy is read whole too, though its indexes are not compared with its rows.
func TestALargeCopyIsReadWhole(t *testing.T) {
	defer func(was int64) { comparedUpTo = was }(comparedUpTo)
	comparedUpTo = 0
	copied := filepath.Join(t.TempDir(), "copy.dropdesk")
	if err := busyStore(t).Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	if err := sound(t.Context(), copied); err != nil {
		t.Errorf("a whole copy: %v", err)
	}
	b, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 4096 {
		b[len(b)/2/4096*4096+i] = 0xff
	}
	if err := os.WriteFile(copied, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := sound(t.Context(), copied); err == nil {
		t.Error("a page of nothing but ones is not noticed")
	}
}
