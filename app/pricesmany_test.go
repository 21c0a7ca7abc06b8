package app_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"dropdesk/app"
	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

// manyRows is so many that a step does not keep what it changes: only the import can be taken back.
const manyRows = 6000

func (h *house) sampleList(dearer int) app.ApplyPricesIn {
	return h.prices("", func(in *app.ApplyPricesIn) {
		in.Name, in.File, in.Map = "list.xlsx", must(intake.SampleList(manyRows, dearer)), &trade.PriceMap{Up: money.Whole}
	})
}

// What is written quickly, because it is much, is what is written row by row, and goes back as whole.
func TestALargeListIsTakenOverAndGoesBackWhole(t *testing.T) {
	h := newHouse(t)
	made := must(h.ApplyPrices(h.ctx, h.sampleList(0)))
	equal(t, "new items", made.Import.Made, manyRows)
	before := datatest.Dump(t, h.store)
	done := must(h.ApplyPrices(h.ctx, h.sampleList(9)))
	equal(t, "other costs", done.Import.Changed, manyRows)
	for _, text := range []string{"CW-000001", "CW-004999", "CW-005998", "CW-006000"} { // noted one by one, and not
		it := must(h.GetItem(h.ctx, app.ByID{ID: must(h.ListItems(h.ctx, app.ListIn{Text: text})).Rows[0].ID}))
		var n int
		if _, err := fmt.Sscanf(text, "CW-%06d", &n); err != nil {
			t.Fatal(err)
		}
		equal(t, text, fmt.Sprint(it.Version, " ", it.Sources[0].Cost.Text("EUR"), " ", it.Sources[0].Stock), fmt.Sprint(2, " ", money.Price((200+n%900+9)*100).Text("EUR"), " ", n%250))
		costs := must(h.ListCosts(h.ctx, app.ByID{ID: it.ID})).Rows
		equal(t, "the costs of "+text, fmt.Sprint(len(costs), " ", costs[0].Cost.Text("EUR")), fmt.Sprint(2, " ", it.Sources[0].Cost.Text("EUR")))
	}
	h.sound()
	again := must(h.ApplyPrices(h.ctx, h.sampleList(9)))
	equal(t, "the same once more", again.Nothing, true)
	must(h.UndoPrices(h.ctx, app.ByID{ID: done.Import.ID}))
	same := func(dump string) string {
		for _, table := range []string{"price_", "event", "step"} {
			dump = without(dump, table)
		}
		return dump
	}
	if same(datatest.Dump(t, h.store)) != same(before) {
		t.Error("the file is not what it was before the list")
	}
}

// stopping is a context that somebody ends when it is asked for the n-th time.
type stopping struct {
	context.Context
	left int
}

func (s *stopping) Err() error {
	if s.left--; s.left < 0 {
		return context.Canceled
	}
	return nil
}

// Wherever a list or a file of orders or fees is stopped, while it is read, planned or written, nothing of it is left.
func TestWhatIsStoppedLeavesNothing(t *testing.T) {
	h := newHouse(t)
	must(h.ApplyPrices(h.ctx, h.sampleList(0)))
	list := h.sampleList(9)
	fees := cardHead
	for i := range 40 {
		number := fmt.Sprintf("#%d", 7000+i)
		h.soldOn("shopify", number[1:], number)
		fees += cardRow("2026-11-20", "charge", number, "156.20", "4.10", "152.10")
	}
	orders := ordersIn(string(intake.SampleOrders(400)), func(in *app.ImportOrdersIn) { in.NewItems, in.NewTaxes = true, true })
	for _, c := range []struct {
		name string
		take func(context.Context) error
	}{
		{"a price list's preview", func(ctx context.Context) error {
			_, err := h.printing().PreviewPrices(ctx, list) // by a desk that has not read it before
			return err
		}},
		{"a price list", func(ctx context.Context) error {
			_, err := h.printing().ApplyPrices(ctx, list)
			return err
		}},
		{"a file of orders", func(ctx context.Context) error {
			_, err := h.ImportOrders(ctx, orders)
			return err
		}},
		{"a file of fees", func(ctx context.Context) error {
			_, err := h.ImportFees(ctx, feesIn(fees, nil))
			return err
		}},
		{"the undoing of a file of fees", func(ctx context.Context) error {
			_, err := h.UndoFees(ctx, app.ByID{ID: must(h.ListFeeImports(h.ctx, app.Nothing{})).Rows[0].ID})
			return err
		}},
	} {
		before := datatest.Dump(t, h.store)
		stops := 0
		for at := 0; ; at += 1 + at/4 {
			err := c.take(&stopping{h.ctx, at})
			if err == nil {
				break
			}
			if stops++; !errors.Is(err, context.Canceled) {
				t.Fatalf("%s, stopped the %d. time that it asked, says %v", c.name, at+1, err)
			}
			if datatest.Dump(t, h.store) != before {
				t.Fatalf("%s, stopped the %d. time that it asked, has left something", c.name, at+1)
			}
		}
		if stops < 5 {
			t.Errorf("%s was stopped at %d places only", c.name, stops)
		}
	}
	h.sound()
}

// A file that was looked at is not read twice, unless it is to be read in another way.
func TestAFileIsReadAnewWhereItIsToBeReadInAnotherWay(t *testing.T) {
	h := newHouse(t)
	file := "Order Number,Order Date,Retailer Name,Address 1,City,Zip Code,Country,Product Name,SKU,Quantity,Boxes,Wholesale Price,Currency\nF-1,2026-11-20,Bluebird Gifts,High St 1,York,YO1,GB,Tote,TOT-02,12,2,8.00,EUR\n"
	first := must(h.PreviewOrders(h.ctx, ordersIn(file, nil)))
	m := first.Map
	m.Columns = slices.Clone(m.Columns)
	for i := range m.Columns {
		switch m.Columns[i].Heading {
		case "Quantity":
			m.Columns[i].Field = ""
		case "Boxes":
			m.Columns[i].Field = "qty"
		}
	}
	second := must(h.PreviewOrders(h.ctx, ordersIn(file, func(in *app.ImportOrdersIn) { in.Map = &m })))
	equal(t, "the quantities", fmt.Sprint(first.Orders[0].Total.Text("EUR"), " ", second.Orders[0].Total.Text("EUR")), "105.60 17.60")
	list := "part no,name,price,other price\nN-1,Lamp,7.00,8.00\n"
	one := must(h.PreviewPrices(h.ctx, h.prices(list, nil)))
	by := one.Map
	by.Columns = slices.Clone(by.Columns)
	by.Columns[2].Field, by.Columns[3].Field = "", "cost"
	other := must(h.PreviewPrices(h.ctx, h.prices(list, func(in *app.ApplyPricesIn) { in.Map = &by })))
	equal(t, "the costs", one.Rows[0].New.Text("EUR")+" "+other.Rows[0].New.Text("EUR"), "7.00 8.00")
}
