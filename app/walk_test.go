package app_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/data/datatest"
	"dropdesk/reports"
)

// A walk is always the same deals, step by step: each step is one use case in one transaction, and what a file holds after n steps is
// known row by row. So a file that was cut short is compared with what it must be, and nothing that it says has to be believed.
type walk struct {
	*app.Desk
	ctx   context.Context
	now   time.Time
	apart bool // steps that belong together are done one by one: the control

	customer, clay, weft, mug, tote trade.ID
}

// walkSteps are one deal. Each finds the documents of the deal as the newest of their kind.
var walkSteps = []func(w *walk, deal int) error{
	func(w *walk, deal int) error {
		reference := "deal " + strconv.Itoa(deal)
		return done(w.SaveQuote(w.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: w.customer, Reference: &reference, Freight: decp("11.40"),
			Lines: []app.LineIn{{ItemID: w.mug, Qty: qtyp(24 + deal%7)}, {ItemID: w.tote, Qty: qtyp(10 + deal%5)}}}}))
	},
	func(w *walk, _ int) error {
		return done(w.SendQuote(w.ctx, app.SendIn{ID: newest(w, w.ListQuotes, func(r app.QuoteRow) trade.ID { return r.ID })}))
	},
	func(w *walk, _ int) error {
		return done(w.OrderQuote(w.ctx, app.OrderQuoteIn{QuoteID: newest(w, w.ListQuotes, func(r app.QuoteRow) trade.ID { return r.ID }), Confirm: true}))
	},
	func(w *walk, _ int) error {
		return done(w.ForwardOrders(w.ctx, app.ForwardIn{Orders: []trade.ID{w.order()}, Send: true}))
	},
	func(w *walk, _ int) error { return done(w.AnswerPurchase(w.ctx, app.AnswerIn{ID: w.purchase(w.clay)})) },
	func(w *walk, deal int) error {
		return done(w.RecordShipment(w.ctx, app.ShipIn{PurchaseID: w.purchase(w.clay), Tracking: []string{fmt.Sprintf("0034%04d", deal)}, Notify: true}))
	},
	func(w *walk, _ int) error {
		return done(w.RecordShipment(w.ctx, app.ShipIn{PurchaseID: w.purchase(w.weft)}))
	},
	func(w *walk, _ int) error { // a step of two use cases, as a bulk step is
		both := func(ctx context.Context) error {
			if err := done(w.ConfirmDelivery(ctx, app.DeliverIn{ID: newest(w, w.ListShipments, func(r app.ShipmentRow) trade.ID { return r.ID })})); err != nil {
				return err
			}
			return done(w.CreateInvoice(ctx, app.InvoiceIn{OrderID: w.order(), Issue: true, Send: true}))
		}
		if w.apart {
			return both(w.ctx)
		}
		return w.Together(w.ctx, both)
	},
	func(w *walk, _ int) error {
		return done(w.RecordPayment(w.ctx, app.PaymentIn{PartyID: w.customer, Amount: dec("100"), Again: true, Auto: true}))
	},
	func(w *walk, deal int) error {
		return done(w.SaveBill(w.ctx, app.SaveBillIn{SupplierID: w.clay, TheirNo: fmt.Sprintf("C-%d", deal), PurchaseID: w.purchase(w.clay), Enter: true}))
	},
	func(w *walk, _ int) error {
		return done(w.PaySupplier(w.ctx, app.PaymentIn{PartyID: w.clay, Amount: dec("20"), Again: true, Auto: true}))
	},
	func(w *walk, deal int) error {
		return done(w.AddAttachment(w.ctx, app.AttachmentIn{Kind: trade.KindOrder, ID: w.order(), Name: "order.txt", Content: []byte(strings.Repeat(fmt.Sprintf("Deal %d. ", deal), 2000))}))
	},
	func(w *walk, deal int) error {
		return done(w.ApplyPrices(w.ctx, app.ApplyPricesIn{PricesIn: app.PricesIn{SupplierID: w.clay, Name: "clay.csv", File: walkPrices(deal)}}))
	},
	func(w *walk, deal int) error {
		return done(w.SaveItem(w.ctx, app.SaveItemIn{SKU: fmt.Sprintf("W-%d", deal), Name: "Wrapping", Price: dec("2"), Service: true}))
	},
	func(w *walk, _ int) error {
		list, err := w.ListSteps(w.ctx, app.ListStepsIn{Limit: 1})
		if err != nil {
			return err
		}
		return done(w.UndoStep(w.ctx, app.ByID{ID: list.Rows[0].ID}))
	},
}

// walkPrices is a price list in which something differs in each deal.
func walkPrices(deal int) []byte {
	var b strings.Builder
	b.WriteString("Part no;Description;Net price;Stock\n")
	fmt.Fprintf(&b, "X-MUG-11;Mug;3,%02d;40\n", 10+deal%20)
	for i := range 40 {
		fmt.Fprintf(&b, "P-%d;Part %d;%d,%02d;%d\n", i, i, 5+i, (deal+i)%90, deal+i)
	}
	return []byte(b.String())
}

func done[T any](_ T, err error) error { return err }

func newest[R any](w *walk, list func(context.Context, app.ListIn) (app.List[R], error), id func(R) trade.ID) trade.ID {
	rows := must(list(w.ctx, app.ListIn{Limit: 1, RowsOnly: true})).Rows
	return id(rows[0])
}

func (w *walk) order() trade.ID {
	return newest(w, w.ListOrders, func(r app.OrderRow) trade.ID { return r.ID })
}

func (w *walk) purchase(supplier trade.ID) trade.ID {
	return must(w.ListPurchases(w.ctx, app.ListIn{SupplierID: supplier, Limit: 1, RowsOnly: true})).Rows[0].ID
}

// walkOn goes on in a store.
func walkOn(store app.Store) *walk {
	w := &walk{ctx: app.As(context.Background(), "Kim")}
	w.Desk = app.New(app.Ports{Store: store, Printer: reports.New(), Mailer: mail.New(), Clock: func() time.Time { return w.now }})
	w.now = day
	w.customer = must(w.ListCustomers(w.ctx, app.ListIn{})).Rows[0].ID
	for _, s := range must(w.ListSuppliers(w.ctx, app.ListIn{})).Rows {
		if s.Name == "Clayworks" {
			w.clay = s.ID
		} else {
			w.weft = s.ID
		}
	}
	for _, i := range must(w.ListItems(w.ctx, app.ListIn{})).Rows {
		switch i.SKU {
		case "MUG-11":
			w.mug = i.ID
		case "TOT-02":
			w.tote = i.ID
		}
	}
	return w
}

// step does the step that is number n, counted from zero.
func (w *walk) step(n int) error {
	w.now = day.Add(time.Duration(n) * time.Minute)
	if err := walkSteps[n%len(walkSteps)](w, n/len(walkSteps)); err != nil {
		return fmt.Errorf("step %d: %w", n, err)
	}
	return nil
}

// walkLength is how many steps a file is walked before another one is begun.
const walkLength = 90

// known is the file that walks begin with, and what it holds after each number of steps.
type known struct {
	first string
	sums  []string
	pace  time.Duration // how long a step took, on this computer as busy as it is
}

// walked is the known walk.
func walked(t *testing.T) known {
	t.Helper()
	k := known{first: filepath.Join(t.TempDir(), "first.dropdesk")}
	h := newHouse(t)
	if err := h.store.Backup(h.ctx, k.first); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "whole.dropdesk")
	copied(t, k.first, path)
	s := must(data.Open(path))
	w := walkOn(s)
	k.sums = append(k.sums, must(datatest.Sum(path)))
	for n := range walkLength {
		begun := time.Now()
		if err := w.step(n); err != nil {
			t.Fatal(err)
		}
		k.pace += time.Since(begun) / walkLength
		k.sums = append(k.sums, must(datatest.Sum(path)))
	}
	if p := must(w.CheckFile(w.ctx, app.Nothing{})).Problems; len(p) > 0 {
		t.Fatal(p)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return k
}

// at says after which of two numbers of steps the file is what it must be; false: after neither.
func (k known) at(t *testing.T, path string, low, high int) (int, bool) {
	t.Helper()
	sum := must(datatest.Sum(path))
	for n := low; n <= high && n < len(k.sums); n++ {
		if k.sums[n] == sum {
			return n, true
		}
	}
	return 0, false
}

// walking is the child of the tests: it walks a file from a step on, and says after each step how far it is.
func walking() error {
	store, err := data.Open(os.Getenv(childFile))
	if err != nil {
		return err
	}
	w := walkOn(store)
	from, err := strconv.Atoi(os.Getenv(childFrom))
	if err != nil {
		return err
	}
	early := os.Getenv(childControl) == "early"
	w.apart = os.Getenv(childControl) == "apart"
	say := func(n int) error { return done(fmt.Fprintf(os.Stdout, "%d\n", n)) }
	if err := say(from); err != nil {
		return err
	}
	for n := from; n < walkLength; n++ {
		if early {
			err = say(n + 1)
		}
		if err = errors.Join(err, w.step(n)); err != nil {
			return err
		}
		if !early {
			err = say(n + 1)
		}
		if err != nil {
			return err
		}
	}
	return store.Close()
}
