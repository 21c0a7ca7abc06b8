package data

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// Where rows are read past database/sql, a value that is no number must not become a cost of nothing.
func TestACostThatIsNoNumberIsADamagedFile(t *testing.T) {
	s := busyStore(t)
	err := s.Change(t.Context(), func(x app.Tx) error {
		tx := x.(*tx)
		var supplier trade.ID
		if _, err := tx.one("SELECT supplier_id FROM item_source ORDER BY id LIMIT 1", nil, &supplier); err != nil {
			return err
		}
		if _, err := tx.SourcesOf(supplier); err != nil {
			t.Error("before:", err)
		}
		if err := tx.exec("UPDATE item_source SET cost = 'much' WHERE id = (SELECT MIN(id) FROM item_source)"); err != nil {
			return err
		}
		_, err := tx.SourcesOf(supplier)
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "The file is damaged") {
		t.Error(err)
	}
}
