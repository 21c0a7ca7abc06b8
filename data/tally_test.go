package data

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// What the lists count while documents change is what a count of all documents says: after deals of all kinds, after steps that were taken
// back, and after a step that was too large to be taken back.
func TestListsCountWhileDocumentsChange(t *testing.T) {
	ctx := context.Background()
	s := busyStore(t)
	desk := deskOn(s)
	counted := func(when string) {
		t.Helper()
		var found []string
		err := s.Read(ctx, func(x app.Tx) error { return x.(*tx).tallyProblems(&found) })
		if err != nil || len(found) > 0 {
			t.Errorf("%s: %v %q", when, err, found)
		}
	}
	counted("after deals")
	done := func(filter string) int {
		return must[app.List[app.OrderRow]](t)(desk.ListOrders(ctx, app.ListIn{Filter: filter})).Count
	}
	before := done("")
	steps := must[app.All[app.StepRow]](t)(desk.ListSteps(ctx, app.ListStepsIn{Limit: 30}))
	undone := 0
	for _, row := range steps.Rows {
		if _, err := desk.UndoStep(ctx, app.ByID{ID: row.ID}); err == nil {
			undone++
		}
	}
	if undone == 0 {
		t.Error("no step could be taken back")
	}
	counted(fmt.Sprintf("after %d steps were taken back", undone))
	change(t, s, func(x app.Tx) error {
		t := x.(*tx)
		t.recorder.over = true
		return t.exec("UPDATE sales_order SET next = 'done', total = total + 1 WHERE id <= ?1", 5)
	})
	counted("after a large step")
	if now := done(""); now > before {
		t.Errorf("%d orders, and %d before", now, before)
	}
	err := s.Change(ctx, func(x app.Tx) error {
		if err := x.(*tx).exec("UPDATE sales_order SET next = 'cancelled' WHERE id <= ?1", 5); err != nil {
			return err
		}
		return trade.Faultf(trade.Refused, "It is not to be.")
	})
	fault(t, "a step that failed", err, trade.Refused)
	counted("after a step that failed")
}

// A page of a list that can grow without end is found in an index, in its order, without a walk through all documents or a sort of them.
func TestPagesAreFoundInTheirOrder(t *testing.T) {
	s := busyStore(t)
	for name, from := range map[string]struct{ from, filter, order string }{
		"quotes accepted":     {quoteList.from, quoteList.filters["accepted"], "d.id DESC"},
		"orders done":         {orderList.from, orderList.filters["done"], "d.id DESC"},
		"orders by total":     {orderList.from, "", "d.total, d.id"},
		"orders by customer":  {orderList.from, "", "d.customer DESC, d.id DESC"},
		"purchases done":      {purchaseList.from, purchaseList.filters["done"], "d.id DESC"},
		"shipments delivered": {shipmentList.from, shipmentList.filters["delivered"], "d.id DESC"},
		"invoices open":       {invoiceList.from, invoiceList.filters["open"], "d.id DESC"},
		"invoices paid":       {invoiceList.from, invoiceList.filters["paid"], "d.id DESC"},
		"invoices drafts":     {invoiceList.from, invoiceList.filters["draft"], "d.id DESC"},
		"bills open":          {billList.from, billList.filters["open"], "d.id DESC"},
		"bills paid":          {billList.from, billList.filters["paid"], "d.id DESC"},
		"payments on account": {paymentList.from, paymentList.filters["on_account"], "d.id DESC"},
		"refunds":             {paymentList.from, paymentList.filters["refund"], "d.id DESC"},
		"messages sent":       {"message d", messageList.filters["sent"], "d.id DESC"},
	} {
		var plan []string
		err := s.Read(context.Background(), func(x app.Tx) error {
			return x.(*tx).each("EXPLAIN QUERY PLAN SELECT d.id FROM "+from.from+" WHERE 1 = 1"+and(from.filter)+" ORDER BY "+from.order+" LIMIT 200", nil,
				func(scan func(...any) error) error {
					var id, parent, none int
					var detail string
					err := scan(&id, &parent, &none, &detail)
					plan = append(plan, detail)
					return err
				})
		})
		if err != nil {
			t.Fatal(err)
		}
		all := strings.Join(plan, "\n")
		if strings.Contains(all, "TEMP B-TREE") || (from.filter != "" && strings.HasPrefix(all, "SCAN") && !strings.Contains(all, "payment_left")) || !strings.Contains(all, "INDEX") {
			t.Errorf("%s: the plan is\n%s", name, all)
		}
	}
}
