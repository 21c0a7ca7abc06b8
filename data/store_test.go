package data

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

var update = flag.Bool("update", false, "rewrite the golden schema")

// A change of the schema shows as a change of one file that is read in review. A new file is made of it and of the first rows, and is what all migrations
// together make of nothing.
func TestANewFileIsWhatTheMigrationsMake(t *testing.T) {
	grown := must[*sql.DB](t)(sql.Open(engine, dsn(filepath.Join(t.TempDir(), "grown.dropdesk"), "rwc", "immediate")))
	grown.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = grown.Close() })
	if err := eachStep(t.Context(), grown, 0, format); err != nil {
		t.Fatal(err)
	}
	texts := func(db *sql.DB, query string) (list []string) {
		t.Helper()
		rows, err := db.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				t.Fatal(err)
			}
			list = append(list, text)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
		return list
	}
	rowsOf := func(db *sql.DB, table string) []string {
		columns := texts(db, "SELECT 'QUOTE(' || name || ')' FROM pragma_table_info('"+table+"') ORDER BY cid")
		return texts(db, "SELECT 'INSERT INTO "+table+" VALUES (' || "+strings.Join(columns, " || ', ' || ")+" || ');' FROM "+table+" ORDER BY 1")
	}
	const all = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'found_text_%' ORDER BY type DESC, name"
	const tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'found_text%' AND name NOT LIKE 'sqlite_%' ORDER BY name"
	var rows []string
	for _, table := range texts(grown, tables) {
		rows = append(rows, rowsOf(grown, table)...)
	}
	for name, want := range map[string]string{"schema.sql": strings.Join(texts(grown, all), ";\n") + ";\n", "first.sql": strings.Join(rows, "\n") + "\n"} {
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got := must[[]byte](t)(os.ReadFile(name)); strings.ReplaceAll(string(got), "\r\n", "\n") != want {
			t.Errorf("%s is another than the migrations make; if that is meant: go test ./data -run Migrations -update", name)
		}
	}
	if *update { // what is made of them is built into the next test program
		return
	}
	made := must[*sql.DB](t)(sql.Open(engine, dsn(newStore(t).Path(), "ro", "deferred")))
	t.Cleanup(func() { _ = made.Close() })
	equal(t, "schema", strings.Join(texts(made, all), "\n"), strings.Join(texts(grown, all), "\n"))
	for _, table := range append(texts(grown, tables), "found_text_config", "found_text_data", "found_text_idx", "found_text_docsize") {
		equal(t, table, strings.Join(rowsOf(made, table), "\n"), strings.Join(rowsOf(grown, table), "\n"))
	}
}

func TestAFileIsDurableAndMarkedAsOurs(t *testing.T) {
	s := newStore(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "application_id": strconv.Itoa(appID), "user_version": strconv.Itoa(len(must[[]string](t)(versions())))} {
		var got string
		if err := s.writer.c.QueryRowContext(context.Background(), "PRAGMA "+pragma).Scan(&got); err != nil {
			t.Fatal(err)
		}
		equal(t, pragma, got, want)
	}
	info := must[os.FileInfo](t)(os.Stat(s.Path()))
	equal(t, "only its owner reads it", info.Mode().Perm()&0o077, 0)
}

// The second program opens the file while all that the first has written is still in its log.
func TestANewFileIsKnownBeforeItsLogIsWrittenBack(t *testing.T) {
	s := newStore(t)
	change(t, s, func(x app.Tx) error { return x.SaveCarrier(&trade.Carrier{Name: "Kestrel Parcel"}) })
	other, err := Open(s.Path())
	other = opened(t, other, err)
	equal(t, "carriers", len(read(t, other, func(x app.Tx) ([]trade.Carrier, error) { return x.Carriers() })), 1)
}

// Create was killed after it made the file and before it wrote to it.
func TestAnEmptyFileBecomesACompany(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.dropdesk")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path)
	s = opened(t, s, err)
	equal(t, "problems", len(must[[]string](t)(s.Problems(context.Background()))), 0)
}

func TestNothingIsMadeOverAFileThatIsThere(t *testing.T) {
	path := busyPath(t)
	before := must[[]byte](t)(os.ReadFile(path))
	_, err := Create(path)
	fault(t, "create", err, trade.Refused)
	if !bytes.Equal(before, must[[]byte](t)(os.ReadFile(path))) {
		t.Error("the file was changed")
	}
	_, err = Create(filepath.Join(t.TempDir(), "no such folder", "x.dropdesk"))
	fault(t, "create in a folder that is not there", err, trade.External)
	_, err = Open(filepath.Join(t.TempDir(), "nothing.dropdesk"))
	fault(t, "open what is not there", err, trade.NotFound)
}

func TestAFileThatIsNotOursIsRefusedUnchanged(t *testing.T) {
	ours := must[[]byte](t)(os.ReadFile(busyPath(t)))
	newer := slices.Clone(ours)
	binary.BigEndian.PutUint32(newer[60:], 99)
	foreign := slices.Clone(ours)
	binary.BigEndian.PutUint32(foreign[68:], 0)
	for name, content := range map[string][]byte{
		"newer": newer, "another program's database": foreign, "text": []byte("Dear reader,\n"), "short": ours[:60], "page of zeros": make([]byte, 4096),
	} {
		path := filepath.Join(t.TempDir(), "x.dropdesk")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(path)
		fault(t, name, err, trade.Refused)
		if !bytes.Equal(content, must[[]byte](t)(os.ReadFile(path))) {
			t.Errorf("%s: the file was changed", name)
		}
		equal(t, name+": files beside it", len(must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(path)))), 1)
	}
}

func TestADamagedFileIsSaidToBeDamaged(t *testing.T) {
	path := busyPath(t)
	content := must[[]byte](t)(os.ReadFile(path))
	for i := 4096; i < len(content); i++ {
		content[i] = 0x5a
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path)
	if err == nil {
		err = s.Read(context.Background(), func(x app.Tx) error { _, err := x.Company(); return err })
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if err == nil || !strings.Contains(app.AsError(err).Message, "damaged") {
		t.Errorf("the error is %v", err)
	}
}

func TestAFailedStepLeavesNothing(t *testing.T) {
	s := newStore(t)
	step := func(end func() error) func(app.Tx) error {
		return func(x app.Tx) error {
			if _, err := x.NextNumber(trade.KindQuote, 2026); err != nil {
				return err
			}
			if err := x.SaveCarrier(&trade.Carrier{Name: "Kestrel Parcel"}); err != nil {
				return err
			}
			return end()
		}
	}
	carriers := func() int {
		return len(read(t, s, func(x app.Tx) ([]trade.Carrier, error) { return x.Carriers() }))
	}
	broken := errors.New("broken")
	if err := s.Change(context.Background(), step(func() error { return broken })); !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	equal(t, "after an error", carriers(), 0)

	func() {
		defer func() { equal(t, "the panic goes on", recover(), "broken") }()
		_ = s.Change(context.Background(), step(func() error { panic("broken") }))
	}()
	equal(t, "after a panic", carriers(), 0)

	// What a deferred rule finds only at the end fails the whole step.
	err := s.Change(context.Background(), func(x app.Tx) error {
		if err := x.(*tx).exec("PRAGMA defer_foreign_keys = ON"); err != nil {
			return err
		}
		return step(func() error {
			return x.AddCost(trade.CostChange{ItemID: 404, SupplierID: 404, Date: today, Currency: "EUR", Cost: 1})
		})(x)
	})
	fault(t, "a commit that fails", err, trade.Refused)
	equal(t, "after a commit that failed", carriers(), 0)

	stopped, stop := context.WithCancel(context.Background())
	stop()
	if err := s.Change(stopped, step(func() error { return nil })); !errors.Is(err, context.Canceled) {
		t.Errorf("a step that is not wanted any more: %v", err)
	}
	equal(t, "after it", carriers(), 0)

	change(t, s, step(func() error { return nil }))
	equal(t, "after a good step", carriers(), 1)
	number := ""
	change(t, s, func(x app.Tx) (err error) { number, err = x.NextNumber(trade.KindQuote, 2026); return err })
	equal(t, "no number was lost", number, "Q-1002")
}

func TestAReadChangesNothing(t *testing.T) {
	s := newStore(t)
	err := s.Read(context.Background(), func(x app.Tx) error { return x.SaveCarrier(&trade.Carrier{Name: "Kestrel Parcel"}) })
	fault(t, "a change while reading", err, trade.External)
}

func TestNumbersOfSeveralProgramsHaveNoGapAndNoDouble(t *testing.T) {
	s := newStore(t)
	var stores []*Store
	for range 3 {
		other, err := Open(s.Path())
		stores = append(stores, opened(t, other, err))
	}
	const each = 60
	numbers, errs := make(chan string, len(stores)*each), make(chan error, len(stores)*each)
	broken := errors.New("broken")
	var wait sync.WaitGroup
	for _, one := range stores {
		wait.Go(func() {
			for i := range each {
				err := one.Change(context.Background(), func(x app.Tx) error {
					n, err := x.NextNumber(trade.KindInvoice, 2026)
					if err != nil {
						return err
					}
					if i%5 == 4 {
						return broken
					}
					numbers <- n
					return nil
				})
				if err != nil && !errors.Is(err, broken) {
					errs <- err
				}
			}
		})
	}
	wait.Wait()
	close(numbers)
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	var got []int
	for n := range numbers {
		got = append(got, must[int](t)(strconv.Atoi(strings.TrimPrefix(n, "INV-"))))
	}
	slices.Sort(got)
	equal(t, "how many", len(got), len(stores)*each*4/5)
	for i, n := range got {
		if n != 1001+i {
			t.Fatalf("number %d stands where %d should", n, 1001+i)
		}
	}
}

func TestABackupIsTheWholeCompanyAndNeverReplacesAFile(t *testing.T) {
	s := busyStore(t)
	to := filepath.Join(t.TempDir(), "copy.dropdesk")
	if err := s.Backup(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	fault(t, "once more to the same place", s.Backup(context.Background(), to), trade.Refused)
	c, err := Open(to)
	c = opened(t, c, err)
	equal(t, "problems", len(must[[]string](t)(c.Problems(context.Background()))), 0)
	equal(t, "content", dump(t, c), dump(t, s))
}

// dump is all rows of all tables as text.
func dump(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	db, err := sql.Open(engine, dsn(s.Path(), "ro", "deferred"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, table := range texts(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'found_text%' ORDER BY name") {
		columns := texts(t, db, "SELECT name FROM pragma_table_info('"+table+"')")
		for i, c := range columns {
			columns[i] = "quote(" + c + ")"
		}
		fmt.Fprintln(&b, table, texts(t, db, "SELECT "+strings.Join(columns, " || ',' || ")+" FROM "+table+" ORDER BY rowid"))
	}
	return b.String()
}

func texts(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		t.Fatal(err)
	}
	return list
}

// Reading a document and saving it again changes nothing but its version.
func TestADocumentSavedAsItWasReadIsTheSame(t *testing.T) {
	s := busyStore(t)
	before := dump(t, s)
	count := map[string]int{}
	change(t, s, func(x app.Tx) error {
		t := x.(*tx)
		return errors.Join(
			again(t, count, "quote", t.Quote, t.SaveQuote), again(t, count, "sales_order", t.Order, t.SaveOrder),
			again(t, count, "purchase_order", t.Purchase, t.SavePurchase), again(t, count, "shipment", t.Shipment, t.SaveShipment),
			again(t, count, "invoice", t.Invoice, t.SaveInvoice), again(t, count, "bill", t.Bill, t.SaveBill), again(t, count, "payment", t.Payment, t.SavePayment),
			again(t, count, "customer", t.Customer, t.SaveCustomer), again(t, count, "supplier", t.Supplier, t.SaveSupplier), again(t, count, "item", t.Item, t.SaveItem))
	})
	for table, n := range count {
		if n == 0 {
			t.Errorf("the company has nothing in %s", table)
		}
		if _, err := s.writer.c.ExecContext(context.Background(), "UPDATE "+table+" SET version = version - 1"); err != nil {
			t.Fatal(err)
		}
	}
	after := dump(t, s)
	if before != after {
		b, a := strings.Split(before, "\n"), strings.Split(after, "\n")
		for i := range b {
			if a[i] != b[i] {
				t.Errorf("changed: %.2000s\nwas: %.2000s", a[i], b[i])
			}
		}
	}
}

func again[T any](t *tx, count map[string]int, table string, read func(trade.ID) (*T, error), save func(*T) error) error {
	ids, err := all(t, "SELECT id FROM "+table, nil, func(id *trade.ID) []any { return []any{id} })
	count[table] = len(ids)
	for _, id := range ids {
		r, err := read(id)
		if err != nil {
			return err
		}
		if err := save(r); err != nil {
			return fmt.Errorf("%s %d: %w", table, id, err)
		}
	}
	return err
}

func TestALineThatIsLeftOutGoesAndTheOthersStay(t *testing.T) {
	s := busyStore(t)
	change(t, s, func(x app.Tx) error {
		t := x.(*tx)
		var id trade.ID
		if _, err := t.one("SELECT quote_id FROM quote_line WHERE ordered = 0 GROUP BY quote_id HAVING COUNT(*) >= 3 ORDER BY quote_id DESC", nil, &id); err != nil {
			return err
		}
		q, err := t.Quote(id)
		if err != nil {
			return err
		}
		kept := slices.Clone(q.Lines)
		q.Lines = slices.Delete(q.Lines, 1, 2)
		if err := t.SaveQuote(q); err != nil {
			return err
		}
		got, err := t.Quote(id)
		if err != nil {
			return err
		}
		if len(got.Lines) != len(kept)-1 || got.Lines[0].ID != kept[0].ID || got.Lines[1].ID != kept[2].ID {
			return fmt.Errorf("the lines are %v", got.Lines)
		}
		return nil
	})
}

func TestDoublesAreSaidInWords(t *testing.T) {
	s := busyStore(t)
	desk := deskOn(s)
	item := must[app.List[app.ItemRow]](t)(desk.ListItems(context.Background(), app.ListIn{Limit: 1})).Rows[0]
	err := s.Change(context.Background(), func(x app.Tx) error {
		return x.SaveItem(&trade.Item{SKU: strings.ToLower(item.SKU), Name: "another", Sources: []trade.ItemSource{}})
	})
	fault(t, "an SKU that differs by case alone", err, trade.Invalid)
	if !strings.Contains(app.AsError(err).Message, "SKU") {
		t.Errorf("the message is %q", app.AsError(err).Message)
	}
	err = s.Change(context.Background(), func(x app.Tx) error {
		return x.SaveItem(&trade.Item{SKU: "NEW-1", Name: "new", TaxCodeID: 404, Sources: []trade.ItemSource{}})
	})
	fault(t, "a tax code that does not exist", err, trade.Refused)
}
