package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/trade"
)

// grown is a company made of two with n deals each.
func grown(t testing.TB, n int, in Enlarging) string {
	t.Helper()
	dir := t.TempDir()
	in.Past, in.Present = filepath.Join(dir, "past"), filepath.Join(dir, "present")
	past, present := demo.Halves(n, 60, 1, today)
	for path, plan := range map[string]demo.Plan{in.Past: past, in.Present: present} {
		s, err := Create(path)
		if err != nil {
			t.Fatal(err)
		}
		clock := &demo.Clock{}
		if err := demo.Run(context.Background(), app.New(app.Ports{Store: s, Printer: blank{}, Mailer: blank{}, Clock: clock.Now}), clock, plan, nil); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "grown.dropdesk")
	if err := Enlarge(context.Background(), path, in, func(_, _ int) {}); err != nil {
		t.Fatal(err)
	}
	return path
}

// In a company that was made of copies everything adds up as in one that grew deal by deal, and work goes on in it.
func TestAnEnlargedCompanyAddsUp(t *testing.T) {
	ctx := context.Background()
	s, err := Open(grown(t, 25, Enlarging{PastTimes: 3, PastDays: 700, PresentTimes: 2}))
	s = opened(t, s, err)
	desk := app.New(app.Ports{Store: s, Printer: blank{}, Mailer: blank{}, Clock: func() time.Time { return today.Time().Add(9 * time.Hour) }})
	r, err := desk.Check(ctx, app.Nothing{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Error(p)
	}
	if r.Orders < 25*5 {
		t.Errorf("%d orders, want at least %d", r.Orders, 25*5)
	}
	list, err := desk.ListOrders(ctx, app.ListIn{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	oldest := list.Rows[len(list.Rows)-1]
	if oldest.Date > today.Add(-700) || list.Rows[0].Date < today.Add(-30) {
		t.Errorf("the orders are from %s to %s", oldest.Date, list.Rows[0].Date)
	}
	found, err := desk.Find(ctx, app.FindIn{Text: oldest.Number})
	if err != nil {
		t.Fatal(err)
	}
	orders := 0
	for _, f := range found.Rows {
		if f.Kind == trade.KindOrder {
			orders++
		}
	}
	if orders != 1 {
		t.Errorf("%s is found %d times: %v", oldest.Number, orders, found.Rows)
	}
	open, err := desk.ListOrders(ctx, app.ListIn{Filter: "to_order", Limit: 1})
	if err != nil || len(open.Rows) == 0 {
		t.Fatalf("nothing is to be ordered: %v", err)
	}
	if _, err := desk.ForwardOrders(ctx, app.ForwardIn{Orders: []trade.ID{open.Rows[0].ID}, Send: true}); err != nil {
		t.Error(err)
	}
}

// Who stops it has no half of a company.
func TestEnlargingThatIsStoppedLeavesNothing(t *testing.T) {
	path := grown(t, 2, Enlarging{PastTimes: 1, PresentTimes: 1})
	dir := filepath.Dir(path)
	ctx, stop := context.WithCancel(context.Background())
	large := filepath.Join(dir, "large.dropdesk")
	err := Enlarge(ctx, large, Enlarging{Past: filepath.Join(dir, "past"), Present: filepath.Join(dir, "present"), PastTimes: 100, PastDays: 700, PresentTimes: 2},
		func(_, _ int) { stop() })
	if err == nil {
		t.Error("it went through")
	}
	if _, err := os.Stat(large); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something is left: %v", err)
	}
}
