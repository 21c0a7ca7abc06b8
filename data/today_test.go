package data

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// What Today reads every minute must not walk through all documents of the company.
func TestTodayReadsByIndexes(t *testing.T) {
	s := busyStore(t)
	plan := func(name, query string, args ...any) {
		t.Helper()
		err := s.Read(t.Context(), func(x app.Tx) error {
			return x.(*tx).each("EXPLAIN QUERY PLAN "+query, args, func(scan func(...any) error) error {
				var id, parent, none int
				var detail string
				if err := scan(&id, &parent, &none, &detail); err != nil {
					return err
				}
				detail = strings.TrimSuffix(detail, "SCAN c USING INDEX contact_bounced") // it holds those alone that bounced
				if strings.HasPrefix(name, "shop,") || strings.HasPrefix(name, "shop_orders,") || strings.HasPrefix(name, "shop_doubt,") {
					detail = strings.TrimPrefix(detail, "SCAN d") // a company has a handful of shops
				}
				// Accepted quotes stay accepted for ever, so their state alone is no index.
				if strings.HasPrefix(detail, "SCAN") || (strings.HasPrefix(name, "accepted") && strings.Contains(detail, "quote_state")) {
					t.Errorf("%s: %s", name, detail)
				}
				return nil
			})
		})
		if err != nil {
			t.Error(name, err)
		}
	}
	for name, k := range seeks {
		list, sums := k.queries(name, 20)
		args := []any{trade.Date("2026-11-23"), "2026-11-20"}
		if !strings.Contains(sums, "?2") {
			args = args[:1]
		}
		plan(name+", list", list, args...)
		plan(name+", sums", sums, args...)
	}
	plan("open invoices", receivable, "2026-11-23")
	plan("days", earnedByDay, "2026-11-01", "2026-11-30")
	plan("deliveries", deliveredByDay, "2026-11-01", "2026-11-30")
}
