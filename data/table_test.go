package data

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// tables are all record types, each with what is not kept in its own row.
func tables() []tableTest {
	return []tableTest{
		inTable(companies), inTable(users), inTable(taxCodes), inTable(termsTable), inTable(carriers), inTable(rates),
		inTable(customers, "Contacts", "Shipping"), inTable(suppliers, "Contacts"), inTable(items, "Sources", "Components", "Planned"), inTable(components), inTable(sources, "Supplier"),
		inTable(quotes, "Lines", "Orders"), inTable(quoteLines), inTable(orders, "Lines"), inTable(orderLines),
		inTable(purchases, "Lines"), inTable(purchaseLines), inTable(shipments, "Lines"), inTable(shipmentLines),
		inTable(invoices, "Lines"), inTable(invoiceLines), inTable(bills, "Lines", "Shares"), inTable(billLines), inTable(billShares), inTable(tolerances, "Supplier", "Currency"),
		inTable(charges), inTable(chargesBefore, "Version", "Estimated", "ImportID", "Told"), inTable(orderImports), inTable(feeImports), inTable(chargeRules), inTable(payments, "Allocations"), inTable(messages, "Attempts", "TryAt", "Answer"), inTable(mailAccounts), inTable(mailboxes, "Place"), inTable(receivedMails), inTable(statements), inTable(snoozes), inTable(automations), inTable(reminders, "Lines"), inTable(reminderLines),
	}
}

type tableTest struct {
	name string
	run  func(*testing.T, *Store)
}

func inTable[T any](tb *table[T], elsewhere ...string) tableTest {
	return tableTest{tb.name, func(t *testing.T, s *Store) { roundTrip(t, s, tb, elsewhere) }}
}

// Every column comes back as it was put in, by insert and by update: no two are exchanged, none is forgotten.
func TestEveryColumnOfEveryTableIsKept(t *testing.T) {
	s := newStore(t)
	// The rows name records that do not exist and figures that do not add up.
	for _, pragma := range []string{"PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON"} {
		if _, err := s.writer.c.ExecContext(context.Background(), pragma); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range tables() {
		t.Run(c.name, func(t *testing.T) { c.run(t, s) })
	}
}

func roundTrip[T any](t *testing.T, s *Store, tb *table[T], elsewhere []string) {
	first, second := new(T), new(T)
	fillColumns(tb.ptrs(first), 1000)
	fillColumns(tb.ptrs(second), 5000)
	id := func(r *T) *trade.ID { return tb.ptrs(r)[0].(*trade.ID) }
	version := func(r *T) *int { return tb.ptrs(r)[1].(*int) }
	*id(first) = 0
	if tb.name == "company" {
		*id(first) = 1
		if tb.versioned {
			*version(first) = 1
		}
	}
	change(t, s, func(x app.Tx) error { return tb.save(x.(*tx), first) })
	same := func(what string, want *T) {
		t.Helper()
		got := read(t, s, func(x app.Tx) (*T, error) { return tb.get(x.(*tx), *id(want)) })
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", what, *got, *want)
		}
	}
	same("inserted", first)
	if empty := zeroFields(reflect.ValueOf(first).Elem(), elsewhere); len(empty) > 0 {
		t.Errorf("these fields have no column: %s", strings.Join(empty, ", "))
	}
	*id(second) = *id(first)
	if tb.versioned {
		*version(second) = *version(first)
	}
	change(t, s, func(x app.Tx) error { return tb.save(x.(*tx), second) })
	same("updated", second)
	if tb.versioned {
		equal(t, "version", *version(second), *version(first)+1)
		stale := *first
		err := s.Change(context.Background(), func(x app.Tx) error { return tb.save(x.(*tx), &stale) })
		fault(t, "a version that was changed meanwhile", err, trade.Conflict)
		same("unchanged by it", second)
	}
	gone := *second
	*id(&gone) = 987654321
	err := s.Change(context.Background(), func(x app.Tx) error { return tb.save(x.(*tx), &gone) })
	fault(t, "an id that is none", err, trade.NotFound)
}

// fillColumns puts another value into each column.
func fillColumns(ptrs []any, from int64) {
	n := from
	for _, p := range ptrs {
		switch x := p.(type) {
		case link:
			n++
			*x.id = trade.ID(n)
		case inPartsOf, lengthOf[trade.PurchaseLine], goodsOf:
		case copiedJSON:
			fill(reflect.ValueOf(x.v).Elem(), &n)
		case asJSON:
			fill(reflect.ValueOf(x.v).Elem(), &n)
		default:
			fill(reflect.ValueOf(p).Elem(), &n)
		}
	}
}

// fill puts a value that is not the zero one, and not used before, into all of v.
func fill(v reflect.Value, n *int64) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *n))
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(*n)
	case reflect.Float64:
		v.SetFloat(float64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			if v.Type().Elem().Kind() == reflect.Uint8 {
				v.Index(i).SetUint(uint64(*n % 200))
				continue
			}
			fill(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), n)
			}
		}
	default:
		panic("no value for a " + v.Type().String())
	}
}

// zeroFields are the fields of a record that no column fills.
func zeroFields(v reflect.Value, elsewhere []string) []string {
	var empty []string
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case f.Anonymous:
			empty = append(empty, zeroFields(v.Field(i), elsewhere)...)
		case v.Field(i).IsZero() && !strings.Contains(" "+strings.Join(elsewhere, " ")+" ", " "+f.Name+" "):
			empty = append(empty, f.Name)
		}
	}
	return empty
}
