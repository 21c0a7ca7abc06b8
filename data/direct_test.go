package data

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// What a column goes to gets what database/sql would put there, and is refused where that refuses it.
func TestColumnsGoWhereTheyBelong(t *testing.T) {
	db := must[*sql.DB](t)(sql.Open(engine, ":memory:"))
	defer func() { _ = db.Close() }()
	for _, literal := range []string{"NULL", "0", "1", "7", "-3", "'12'", "'text'", "''", "2.5", "X'0102'", "9223372036854775807"} {
		var v any
		if err := db.QueryRow("SELECT " + literal).Scan(&v); err != nil {
			t.Fatal(err)
		}
		for _, dest := range []any{new(string), new(int), new(int64), new(bool), new(float64), new([]byte), new(any), new(trade.ID), new(trade.Date), new(trade.Kind), new(money.Amount),
			new(money.Price), new(money.Qty), new(money.Rate), new(money.Currency), new(*money.Qty), new(*string), new(int8), new(uint32)} {
			want, got := reflect.New(reflect.TypeOf(dest).Elem()), reflect.New(reflect.TypeOf(dest).Elem())
			refused := db.QueryRow("SELECT " + literal).Scan(want.Interface())
			err := put(got.Interface(), v)
			if (err == nil) != (refused == nil) || (err == nil && !reflect.DeepEqual(got.Interface(), want.Interface())) {
				t.Errorf("%s in %T: %v, %v; database/sql: %v, %v", literal, dest, got.Elem(), err, want.Elem(), refused)
			}
		}
	}
}

// A statement that is given too much or too little says so instead of taking nothing for what is left out.
func TestAStatementIsGivenWhatItAsksFor(t *testing.T) {
	s := newStore(t)
	for _, args := range [][]any{nil, {1}, {1, 2, 3}} {
		err := s.Read(context.Background(), func(x app.Tx) error {
			_, err := x.(*tx).one("SELECT ?1 + ?2", args, new(int))
			return err
		})
		if err == nil {
			t.Errorf("%d values for two were taken", len(args))
		}
	}
}

// A record that is saved writes the columns that have changed: each that is written would move its entries in the indexes.
func TestWhatHasNotChangedIsNotWritten(t *testing.T) {
	s := busyStore(t)
	if err := s.writer.exec("CREATE TEMP TRIGGER written AFTER UPDATE OF customer, total, fx ON sales_order BEGIN SELECT RAISE(ABORT, 'it was written'); END"); err != nil {
		t.Fatal(err)
	}
	save := func(x app.Tx, change func(*trade.SalesOrder)) error {
		o, err := x.Order(1)
		if err != nil {
			return err
		}
		change(o)
		return x.SaveOrder(o)
	}
	for name, change := range map[string]func(*trade.SalesOrder){
		"a memo": func(o *trade.SalesOrder) { o.Memo = fmt.Sprint(o.Memo, "!") }, "nothing": func(*trade.SalesOrder) {},
	} {
		change2 := func(o *trade.SalesOrder) { o.Reference = name }
		err := s.Change(context.Background(), func(x app.Tx) error {
			if err := save(x, change); err != nil {
				return err
			}
			return save(x, change2) // once more in the same step
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if o := read(t, s, func(x app.Tx) (*trade.SalesOrder, error) { return x.Order(1) }); o.Reference != name {
			t.Errorf("%s: the reference is %q", name, o.Reference)
		}
	}
	err := s.Change(context.Background(), func(x app.Tx) error {
		return save(x, func(o *trade.SalesOrder) { o.Customer += "!" })
	})
	if err == nil || !strings.Contains(err.Error(), "it was written") {
		t.Errorf("a customer that has changed: %v", err)
	}
}
