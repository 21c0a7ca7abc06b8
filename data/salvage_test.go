package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
)

var damagedAt = time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)

// rowsOf is how many rows each table of a file has, but for those that a salvage leaves out.
func rowsOf(t *testing.T, path string) (list map[string]int, all int) {
	t.Helper()
	db := must[*sql.DB](t)(sql.Open(engine, dsn(path, "ro", "deferred")))
	list = map[string]int{}
	for _, table := range texts(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'found_text%' AND name NOT LIKE 'sqlite%'") {
		if unsalvaged[table] {
			continue
		}
		var n int
		if err := db.QueryRow("SELECT COUNT(*) FROM " + table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		list[table] = n
		all += n
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return list, all
}

func spoil(t *testing.T, path string, page int, with func([]byte)) {
	t.Helper()
	content := must[[]byte](t)(os.ReadFile(path))
	with(content[(page-1)*4096 : page*4096])
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func noise(b []byte) {
	r := rand.New(rand.NewPCG(1, uint64(len(b))))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
}

// A file that is not damaged comes out of a salvage as it was, whatever is still in its log.
func TestASalvageOfASoundFileIsTheFile(t *testing.T) {
	path := busyPath(t)
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	change(t, s, func(x app.Tx) error { return x.SaveCarrier(&trade.Carrier{Name: "Kestrel Parcel"}) })
	killed := filepath.Join(t.TempDir(), "killed.dropdesk")
	for _, end := range []string{"", "-wal"} {
		if err := os.WriteFile(killed+end, must[[]byte](t)(os.ReadFile(path+end)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	want, rows := rowsOf(t, path)
	out := must[Salvaged](t)(Salvage(context.Background(), killed, damagedAt))
	equal(t, "what is lost", strings.Join(append(out.Missing, out.Problems...), "\n"), "")
	equal(t, "rows", out.Rows, rows)
	got, _ := rowsOf(t, killed)
	for table, n := range want {
		equal(t, table, got[table], n)
	}
	equal(t, "set aside", filepath.Base(out.Aside), "killed-damaged-2026-11-23T091400Z.dropdesk")
	was, now := must[*sql.DB](t)(sql.Open(engine, dsn(path, "ro", "deferred"))), must[*sql.DB](t)(sql.Open(engine, dsn(killed, "ro", "deferred")))
	for _, table := range []string{"sales_order", "invoice_line", "payment", "message_file", "carrier", "numbering"} {
		query := "SELECT * FROM " + table + " ORDER BY id"
		is, want := cellsOf(t, now, query), cellsOf(t, was, query)
		for i := range min(len(is), len(want)) {
			equal(t, table, is[i], want[i])
		}
		equal(t, table, len(is), len(want))
	}
	if err := errors.Join(was.Close(), now.Close()); err != nil {
		t.Fatal(err)
	}
}

func cellsOf(t *testing.T, db *sql.DB, query string) (list []string) {
	t.Helper()
	rows := must[*sql.Rows](t)(db.Query(query))
	columns := must[[]string](t)(rows.Columns())
	for rows.Next() {
		var b strings.Builder
		cells := make([]any, len(columns))
		for i := range cells {
			cells[i] = new(any)
		}
		if err := rows.Scan(cells...); err != nil {
			t.Fatal(err)
		}
		for i, c := range cells {
			fmt.Fprintf(&b, "%s=%v ", columns[i], *c.(*any))
		}
		list = append(list, b.String())
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		t.Fatal(err)
	}
	return list
}

// One page in two thousand is noise: 99.5 % of all rows are there again, and what is lost is named. A plain reading stops at the first
// bad page of a table.
func TestCorruptPagesAreReadAround(t *testing.T) {
	path := grown(t, 25, Enlarging{PastTimes: 20, PastDays: 700, PresentTimes: 2})
	_, rows := rowsOf(t, path)
	content := must[[]byte](t)(os.ReadFile(path))
	count := len(content) / 4096
	kept, tried := 0, 0
	for seed := range uint64(3) {
		damaged := filepath.Join(t.TempDir(), "damaged.dropdesk")
		b := append([]byte{}, content...)
		r := rand.New(rand.NewPCG(seed, 7))
		for range max(1, count/2000) {
			page := 2 + r.IntN(count-2)
			noise(b[page*4096 : (page+1)*4096])
		}
		if err := os.WriteFile(damaged, b, 0o600); err != nil {
			t.Fatal(err)
		}
		out := must[Salvaged](t)(Salvage(context.Background(), damaged, damagedAt))
		kept, tried = kept+out.Rows, tried+rows
		t.Logf("seed %d: %d pages, %d of %d rows; %q, %d problems", seed, count, out.Rows, rows, out.Missing, len(out.Problems))
		if out.Rows < rows && len(out.Missing) == 0 {
			t.Errorf("seed %d: %d of %d rows are there, and nothing is said to be lost", seed, out.Rows, rows)
		}
		s, err := Open(damaged)
		s = opened(t, s, err)
		if broken := must[[]string](t)(s.Damage(context.Background())); len(broken) > 0 {
			t.Errorf("seed %d: the new file is damaged: %q", seed, broken)
		}
	}
	if share := float64(kept) / float64(tried); share < 0.995 {
		t.Errorf("%.3f %% of the rows are kept, want 99.5 %%", share*100)
	}
}

// The schema's page, or the root of a table, is gone: the rows below are found by what they look like.
func TestASalvageFindsWhatHangsBelowALostPage(t *testing.T) {
	path := busyPath(t)
	_, rows := rowsOf(t, path)
	db := must[*sql.DB](t)(sql.Open(engine, dsn(path, "ro", "deferred")))
	var root int
	if err := db.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name = 'order_line'").Scan(&root); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]int{"the head": 1, "the root of the order lines": root} {
		damaged := filepath.Join(t.TempDir(), "damaged.dropdesk")
		if err := os.WriteFile(damaged, must[[]byte](t)(os.ReadFile(path)), 0o600); err != nil {
			t.Fatal(err)
		}
		spoil(t, damaged, page, func(b []byte) { clear(b) })
		if s, err := Open(damaged); err == nil {
			_, err = s.Problems(context.Background())
			if !Damaged(errors.Join(err, s.Close())) {
				t.Errorf("%s: the damage is not found", name)
			}
		}
		out := must[Salvaged](t)(Salvage(context.Background(), damaged, damagedAt))
		t.Logf("%s: %d of %d rows, %q", name, out.Rows, rows, out.Missing)
		if out.Rows*1000 < rows*995 {
			t.Errorf("%s: %d of %d rows are kept; %q", name, out.Rows, rows, out.Missing)
		}
	}
}

// A customer is lost, and with nothing else but the invoices' copies of the name; the invoices stay.
func TestACustomerWhoIsLostStandsInForTheDocuments(t *testing.T) {
	path := busyPath(t)
	db := must[*sql.DB](t)(sql.Open(engine, dsn(path, "rw", "immediate")))
	for _, query := range []string{"PRAGMA foreign_keys = OFF", "DELETE FROM customer WHERE id = (SELECT customer_id FROM invoice WHERE id = 1)", "DELETE FROM sales_order WHERE id = (SELECT order_id FROM invoice WHERE id = 2)"} {
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	out := must[Salvaged](t)(Salvage(context.Background(), path, damagedAt))
	if said := strings.Join(out.Missing, "; "); !strings.Contains(said, "customers: 1 made anew") || !strings.Contains(said, "orders: 1 made anew") {
		t.Errorf("what is lost: %s", said)
	}
	s, err := Open(path)
	s = opened(t, s, err)
	desk := deskOn(s)
	for id := trade.ID(1); id <= 2; id++ {
		v := must[*trade.Invoice](t)(desk.GetInvoice(context.Background(), app.ByID{ID: id}))
		o := must[*trade.SalesOrder](t)(desk.GetOrder(context.Background(), app.ByID{ID: v.OrderID}))
		c := must[*trade.Customer](t)(desk.GetCustomer(context.Background(), app.ByID{ID: v.CustomerID}))
		equal(t, "the order's number", o.Number, v.OrderNo)
		equal(t, "the customer's name", c.Name, v.Customer)
	}
}

// A mend finds its rule, or it sets nothing.
func TestEveryMendHasItsRule(t *testing.T) {
	s := busyStore(t)
	for _, m := range mends {
		query := must[string](t)(mending(m.rule, m.table, m.column, m.id))
		if _, err := s.writer.c.ExecContext(context.Background(), "EXPLAIN "+query); err != nil {
			t.Errorf("%s: %v", m.rule, err)
		}
	}
}

// What somebody falsified of the figures that are kept of other records is set right; what it is counted by afterwards says so.
func TestMendedFiguresAreRight(t *testing.T) {
	s := busyStore(t)
	for _, query := range []string{"UPDATE order_line SET shipped = 0, delivered = 0", "UPDATE invoice SET settled = 0", "UPDATE payment SET used = 0", "UPDATE sales_order SET profit_actual = 0, revenue = revenue + 7",
		"UPDATE tally SET n = n + 1", "DELETE FROM found_text", "UPDATE purchase_line SET billed_base = billed_base + 1"} {
		if _, err := s.writer.c.ExecContext(context.Background(), query); err != nil {
			t.Fatal(err)
		}
	}
	if len(must[app.CheckResult](t)(deskOn(s).Check(context.Background(), app.Nothing{})).Problems) == 0 {
		t.Fatal("nothing is wrong before")
	}
	if err := s.refigure(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, p := range must[app.CheckResult](t)(deskOn(s).Check(context.Background(), app.Nothing{})).Problems {
		if !strings.HasPrefix(p, "step ") && !strings.Contains(p, "rows changed") {
			t.Error(p)
		}
	}
}
