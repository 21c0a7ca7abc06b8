package data

import (
	"context"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// A dozen documents of an order have the same address and terms, which are kept once; each of them reads them whole.
func TestWhatDocumentsCopyIsKeptOnce(t *testing.T) {
	s := busyStore(t)
	err := s.Read(context.Background(), func(x app.Tx) error {
		tx := x.(*tx)
		texts := must[[]string](t)(all(tx, "SELECT text FROM copied ORDER BY text", nil, func(s *string) []any { return []any{s} }))
		for i := 1; i < len(texts); i++ {
			if texts[i] == texts[i-1] {
				t.Error("kept twice:", texts[i])
			}
		}
		var n, addresses, short int
		if _, err := tx.one("SELECT COUNT(*), COUNT(DISTINCT ship_to), SUM(CASE WHEN LENGTH(ship_to) < 12 THEN 1 ELSE 0 END) FROM shipment", nil, &n, &addresses, &short); err != nil {
			return err
		}
		if n == 0 || addresses >= n || short != n {
			t.Errorf("%d shipments have %d addresses, and %d of them only name one", n, addresses, short)
		}
		list := must[[]shipmentRow](t)(shipments.where(tx, ""))
		for _, sh := range list {
			if sh.ShipTo.City == "" {
				t.Errorf("%s is read without its address", sh.Number)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A text that is new in a transaction that is taken back is not taken for known afterwards.
func TestWhatWasCopiedInVainIsForgotten(t *testing.T) {
	s := newStore(t)
	long := `{"company":"` + strings.Repeat("x", 60) + `"}`
	of := func(fail bool) (is string) {
		err := s.Change(context.Background(), func(x app.Tx) (err error) {
			is, err = x.(*tx).copy(long)
			if err == nil && fail {
				err = trade.Faultf(trade.Refused, "in vain")
			}
			return err
		})
		if (err != nil) != fail {
			t.Fatal(err)
		}
		return is
	}
	of(true)
	id := of(false)
	err := s.Read(context.Background(), func(x app.Tx) error {
		var text string
		known, err := x.(*tx).one("SELECT text FROM copied WHERE id = ?1", []any{id}, &text)
		if !known || text != long {
			t.Errorf("id %s is %q", id, text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
