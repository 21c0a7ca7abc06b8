package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// taken runs f as a step.
func taken(t *testing.T, s *Store, f func(*tx) error) *trade.StepTaken {
	t.Helper()
	step := &trade.StepTaken{At: "2026-11-23T09:14:00Z", Who: "Kim", Names: "SaveCarrier", Title: "Save carrier"}
	change(t, s, func(x app.Tx) error {
		if err := f(x.(*tx)); err != nil {
			return err
		}
		return x.AddStep(step)
	})
	return step
}

func hindrance(t *testing.T, s *Store, step *trade.StepTaken) trade.Hindrance {
	t.Helper()
	return read(t, s, func(x app.Tx) (trade.Hindrance, error) { return x.Hindrance(step) })
}

// What changes rows in a way that cannot be followed is an error at once, not a step that comes back in part.
func TestAStatementThatCannotBeTakenBackIsRefused(t *testing.T) {
	s := newStore(t)
	for _, query := range []string{
		"UPDATE carrier SET name = 'x'", "DELETE FROM carrier", "INSERT INTO rate (currency, date, rate) SELECT 'USD', '2026-01-01', 1",
		"INSERT INTO rate (currency, date, rate) VALUES ('USD', '2026-01-01', 1) ON CONFLICT (currency, date) DO NOTHING",
		"INSERT OR IGNORE INTO rate (currency, date, rate) VALUES ('USD', '2026-01-01', 1)", "WITH x AS (SELECT 1) DELETE FROM carrier WHERE id IN (SELECT 1 FROM x)",
	} {
		if err := s.Change(context.Background(), func(x app.Tx) error { return x.(*tx).exec(query) }); err == nil {
			t.Errorf("this was taken: %s", query)
		}
	}
}

// A step names rows by their ids.
func TestEveryTableHasIDs(t *testing.T) {
	s := newStore(t)
	change(t, s, func(x app.Tx) error {
		t := x.(*tx)
		names, err := all(t, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'found_text%'", nil, func(n *string) []any { return []any{n} })
		for _, n := range names {
			if _, err := t.layout(n); err != nil {
				return err
			}
		}
		return err
	})
}

// Whatever a column holds comes back as it was.
func TestValuesOfAStepComeBackAsTheyWere(t *testing.T) {
	s := newStore(t)
	table := func(t *tx) *layout {
		l, err := t.layout("carrier")
		if err != nil {
			panic(err)
		}
		return l
	}
	change(t, s, func(x app.Tx) error {
		l := table(x.(*tx))
		row := []driver.Value{int64(math.MinInt64), int64(math.MaxInt64), "", "a\x00b\xff", []byte{}, []byte{0, 255}, nil}
		other := slices.Clone(row)
		other[2], other[6] = "new", 1.5
		list, err := unpacked(format, packed(format, []*rowChange{
			{layout: l, id: 1, after: row}, {layout: l, id: 2, before: row}, {layout: l, id: 3, before: row, after: other}, {layout: l, id: 4, before: other, after: row},
		}))
		if err != nil {
			return err
		}
		equal(t, "rows", len(list), 4)
		equal(t, "made", list[0].asLeft(row), true)
		equal(t, "made, of another row", list[0].asLeft(other), false)
		equal(t, "made, and gone", list[0].asLeft(nil), false)
		equal(t, "gone", sameImage(list[1].was, row), true)
		equal(t, "what was other", fmt.Sprint(list[2].other), fmt.Sprint(map[int]driver.Value{2: "", 6: nil}))
		equal(t, "what was other", fmt.Sprint(list[3].other), fmt.Sprint(map[int]driver.Value{2: "new", 6: 1.5}))
		old, err := unpacked(format+1, packed(format, []*rowChange{{layout: l, id: 1, after: row}}))
		equal(t, "of another program", len(old), 0)
		return err
	})
	whole := packed(format, []*rowChange{{layout: &layout{table: "carrier"}, id: 1, before: []driver.Value{"text", int64(300)}}})
	for n := 1; n < len(whole); n++ {
		if list, err := unpacked(format, whole[:n]); err == nil && len(list) > 0 {
			t.Errorf("the first %d bytes were read as %v", n, list)
		}
	}
}

func TestALargeStepKeepsNothing(t *testing.T) {
	s := newStore(t)
	many := func(n int) *trade.StepTaken {
		return taken(t, s, func(t *tx) error {
			for i := range n {
				if err := t.AddCost(trade.CostChange{ItemID: 1, SupplierID: 1, Date: today, Currency: "EUR", Cost: 1}); err != nil {
					return fmt.Errorf("%d: %w", i, err)
				}
			}
			return nil
		})
	}
	if _, err := s.writer.c.ExecContext(context.Background(), "PRAGMA foreign_keys = OFF"); err != nil {
		t.Fatal(err)
	}
	equal(t, "as much as is kept", hindrance(t, s, many(maxChanges)).Obstacle, trade.NoObstacle)
	equal(t, "more", hindrance(t, s, many(maxChanges+1)).Obstacle, trade.StepLarge)
}

// Only the newest steps keep what was before, so that the file does not grow by them.
func TestOldStepsLetGoOfWhatTheyKept(t *testing.T) {
	s := newStore(t)
	save := func(t *tx) error { return t.SaveCarrier(&trade.Carrier{Name: "Kestrel Parcel"}) }
	old := taken(t, s, save)
	newer := taken(t, s, save)
	equal(t, "at first", hindrance(t, s, old).Obstacle, trade.NoObstacle)
	if _, err := s.writer.c.ExecContext(context.Background(), "UPDATE step SET id = 1000 WHERE id = 2"); err != nil {
		t.Fatal(err)
	}
	newer.ID = 1000
	if _, err := s.writer.c.ExecContext(context.Background(), `INSERT INTO step (id, at, who, names, kind, doc_id, title, refs, changes, undone_at, undone_by)
		VALUES (1999, '', '', '', '', 0, '', '[]', 1, '', '')`); err != nil {
		t.Fatal(err)
	}
	taken(t, s, save)
	equal(t, "later", hindrance(t, s, old).Obstacle, trade.StepOld)
	equal(t, "a thousand steps ago", hindrance(t, s, newer).Obstacle, trade.StepOld)
	equal(t, "the newest", hindrance(t, s, &read(t, s, func(x app.Tx) ([]trade.StepTaken, error) { return x.Steps("", 1) })[0]).Obstacle, trade.NoObstacle)
}

// Somebody changed the file by hand: the step is not taken back over that.
func TestAForeignChangeIsNotOverwritten(t *testing.T) {
	s := newStore(t)
	step := taken(t, s, func(t *tx) error { return t.SaveCarrier(&trade.Carrier{Name: "Kestrel Parcel"}) })
	if _, err := s.writer.c.ExecContext(context.Background(), "UPDATE carrier SET name = 'Heron Parcel'"); err != nil {
		t.Fatal(err)
	}
	equal(t, "obstacle", hindrance(t, s, step).Obstacle, trade.StepChanged)
	err := s.Change(context.Background(), func(x app.Tx) error { return x.UndoStep(step) })
	fault(t, "undo", err, trade.Conflict)
	equal(t, "carriers", len(read(t, s, func(x app.Tx) ([]trade.Carrier, error) { return x.Carriers() })), 1)
}

// A file of before steps could be taken back keeps its numbers, revisions and what is found in it.
func TestAFileOfBeforeTheStepsKeepsWhatItHas(t *testing.T) {
	test, ctx := t, context.Background()
	path := filepath.Join(t.TempDir(), "old.dropdesk")
	db := must[*sql.DB](t)(sql.Open(engine, dsn(path, "rwc", "immediate")))
	db.SetMaxOpenConns(1)
	for n, name := range must[[]string](t)(versions())[:2] {
		if err := step(ctx, db, n, n+1, string(must[[]byte](t)(migrations.ReadFile(name))), moveOf(n, name)); err != nil {
			t.Fatal(err)
		}
	}
	exec := func(query string) {
		t.Helper()
		if _, err := db.Exec(query); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	row := func(table, columns, values string) {
		t.Helper()
		for _, c := range texts(t, db, `SELECT name FROM pragma_table_info('`+table+`') WHERE "notnull" = 1`) {
			if !slices.Contains(strings.Split(columns, ", "), c) {
				columns, values = columns+", "+c, values+", 0"
			}
		}
		exec("INSERT INTO " + table + " (" + columns + ") VALUES (" + values + ")")
	}
	row("customer", "id", "5")
	row("quote", "id, customer_id", "1, 5")
	exec("INSERT INTO quote_revision (quote_id, revision, was) VALUES (1, 1, 'first')")
	exec("UPDATE numbering SET next = 1017 WHERE kind = 'invoice'")
	row("found", "id, kind, doc_id, number, title", "1, 'customer', 5, 'C-5', 'Münster Ceramics'")
	exec("INSERT INTO found_text (rowid, words) VALUES (1, 'C-5 Münster Ceramics')")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path)
	s = opened(t, s, err)
	change(t, s, func(x app.Tx) error {
		t := x.(*tx)
		revision, err := t.Revision(1, 1)
		if err != nil {
			return err
		}
		equal(test, "a revision", string(revision), "first")
		number, err := t.NextNumber(trade.KindInvoice, 2026)
		if err != nil {
			return err
		}
		equal(test, "the next number", number, "INV-1017")
		if err := t.Index(trade.KindCustomer, 5, "C-5", "Heron", "C-5 Heron"); err != nil {
			return err
		}
		return x.AddStep(&trade.StepTaken{Names: "SaveCustomer"})
	})
	change(t, s, func(x app.Tx) error {
		step, err := x.Step(1)
		if err != nil {
			return err
		}
		return x.UndoStep(step)
	})
	equal(t, "found by its old name again", len(read(t, s, func(x app.Tx) ([]app.Found, error) { return x.Find("munster", 9) })), 1)
	equal(t, "found by its new name no more", len(read(t, s, func(x app.Tx) ([]app.Found, error) { return x.Find("heron", 9) })), 0)
}
