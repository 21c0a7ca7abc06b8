package demo_test

import (
	"context"
	"testing"

	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/data/datatest"
)

// The demo's deals, with all that happens in them, leave a file in which everything adds up.
func TestDealsAddUp(t *testing.T) {
	ctx := context.Background()
	clock := &demo.Clock{}
	desk := app.New(app.Ports{Store: datatest.Open(t), Clock: clock.Now})
	if err := demo.Run(ctx, desk, clock, demo.LastYear(120, 1), nil); err != nil {
		t.Fatal(err)
	}
	r, err := desk.Check(ctx, app.Nothing{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Orders < 120 {
		t.Errorf("%d orders, want at least 120", r.Orders)
	}
	for _, p := range r.Problems {
		t.Error(p)
	}
	done, err := desk.ListOrders(ctx, app.ListIn{Filter: "open", Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range done.Rows {
		t.Errorf("%s still waits for %s", o.Number, o.Next)
	}
}
