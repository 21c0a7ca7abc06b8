package app_test

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/reports/reportstest"
)

func (h *house) table(in app.TableIn) app.Table {
	h.t.Helper()
	t, err := h.GetReport(h.ctx, in)
	if err != nil {
		h.t.Fatal(err)
	}
	return t
}

// cell is what stands in a column of a row; row −1 is the total.
func (h *house) cell(t app.Table, row int, column string) any {
	h.t.Helper()
	for i, c := range t.Columns {
		switch {
		case c.ID != column:
		case row < 0:
			return t.Total[i]
		case row < len(t.Rows):
			return t.Rows[row].Cells[i]
		}
	}
	h.t.Fatalf("%s has no row %d with %s", t.Kind.ID, row, column)
	return nil
}

func eur(s string) app.Money { return app.Money{Currency: "EUR", Amount: must(dec(s).Amount("EUR"))} }

func TestEveryWayOfAddingProfitUpComesToTheSame(t *testing.T) {
	h := newHouse(t)
	other := h.customer("Kite & Co", nil)
	h.order()
	must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: other, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(7)}, {ItemID: h.wrap, Qty: qtyp(1)}}}, Confirm: true}))
	for _, only := range []app.TableIn{{}, {CustomerID: other}, {CustomerID: h.ana}, {SupplierID: h.clay}, {ItemID: h.tote}, {RepID: h.rep}, {Channel: "typed"}, {Currency: "EUR"}, {Currency: "USD"}} {
		var first any
		for i, by := range []string{"order", "month", "customer", "supplier", "item", "rep", "channel"} {
			in := only
			in.Report = by
			got := h.cell(h.table(in), -1, "profit")
			if i == 0 {
				first = got
			}
			equal(t, by, got, first)
		}
	}
	equal(t, "of mugs alone", h.cell(h.table(app.TableIn{Report: "customer", ItemID: h.mug}), -1, "revenue"), any(eur("139.50")))
	equal(t, "of Kite alone", h.cell(h.table(app.TableIn{Report: "item", CustomerID: other}), -1, "revenue"), any(eur("33.50")))
}

func TestARowOpensToItsOrdersAndTheseAddUpToIt(t *testing.T) {
	h := newHouse(t)
	h.order()
	h.now = h.now.AddDate(0, 1, 0)
	h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(3)})
	for _, by := range []string{"month", "customer", "supplier", "item", "rep", "channel"} {
		whole := h.table(app.TableIn{Report: by, From: "2026-01-01", To: "2026-12-31"})
		for i, r := range whole.Rows {
			part := h.table(*r.Open)
			equal(t, by+": orders", part.Kind.ID, "order")
			equal(t, by+": profit", h.cell(part, -1, "profit"), h.cell(whole, i, "profit"))
		}
	}
}

func TestAPeriodIsComparedWithTheOneBefore(t *testing.T) {
	for _, c := range [][4]trade.Date{
		{"2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"}, {"2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"},
		{"2026-10-01", "2026-12-31", "2026-07-01", "2026-09-30"}, {"2026-11-10", "2026-11-16", "2026-11-03", "2026-11-09"},
	} {
		from, to := app.PeriodBefore(c[0], c[1])
		equal(t, string(c[0])+" from", from, c[2])
		equal(t, string(c[0])+" to", to, c[3])
	}
	h := newHouse(t)
	h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)}) // 23 November: 14.00
	h.now = h.now.AddDate(0, 1, 0)
	h.order(app.LineIn{ItemID: h.tote, Qty: qtyp(10)}) // December: 13.00
	r := h.table(app.TableIn{Report: "item", From: "2026-12-01", To: "2026-12-31", Before: true})
	equal(t, "rows: what is sold no more has one too", len(r.Rows), 2)
	equal(t, "now", h.cell(r, -1, "profit"), any(eur("13.00")))
	equal(t, "before", h.cell(r, -1, "before"), any(eur("14.00")))
	equal(t, "change", h.cell(r, -1, "change"), any(eur("-1.00")))
	m := h.table(app.TableIn{Report: "month", From: "2026-12-01", To: "2026-12-31", Before: true})
	equal(t, "November stands beside December", h.cell(m, 0, "before"), any(eur("14.00")))
}

func TestASupplierIsJudgedByDatesQuantitiesAndPrices(t *testing.T) {
	h := newHouse(t)
	mugs := h.forward(h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)}))[0]
	h.now = h.now.AddDate(0, 0, 7) // agreed were four days
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: mugs.ID}))
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "C-1", Date: "2026-11-30", Enter: true, Lines: []app.BillLineIn{{PurchaseLineID: mugs.Lines[0].ID, Price: decp("3.41")}}}))
	second := h.forward(h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(4)}))[0]
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: second.ID, Lines: []app.AnswerLineIn{{LineID: second.Lines[0].ID, Refused: qty(4)}}}))
	cards := must(h.ReportSuppliers(h.ctx, app.PeriodIn{})).Rows
	equal(t, "suppliers that were asked", len(cards), 1)
	c := cards[0]
	equal(t, "orders", c.Orders, 2)
	equal(t, "deliveries", c.Shipped, 1)
	equal(t, "late", c.Late, 1)
	equal(t, "on time", c.OnTime, 0)
	equal(t, "days late", c.Average, qty(3))
	equal(t, "refused", c.RefusedOf, 50*money.Percent)
	equal(t, "billed beside what was agreed", c.Differs, eur("3.10").Amount)
	equal(t, "which is", c.Variance, 10*money.Percent)
	leaks := must(h.ReportLeaks(h.ctx, app.LeaksIn{}))
	equal(t, "the same is a leak", sumOf(leaks, app.LeakBill), c.Differs)
}

func sumOf(r app.LeakReport, kind app.LeakKind) money.Amount {
	for _, s := range r.Sums {
		if s.Kind == kind {
			return s.Amount
		}
	}
	return -1
}

func TestMarginLeaksHaveTheirAmountAndDocument(t *testing.T) {
	h := newHouse(t)
	low := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10), Price: decp("3.00")}) // costs 3.10
	fine := h.order(app.LineIn{ItemID: h.tote, Qty: qtyp(10)})                    // 52.00, costs 39.00
	p := h.forward(fine)[0]
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: fine.ID, Issue: true}))
	must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Reason: "Scratched", Lines: []app.CreditLineIn{{LineID: v.Lines[0].ID, Qty: qty(1)}}}))
	must(h.WriteOff(h.ctx, app.WriteOffIn{InvoiceID: v.ID, Amount: decp("1.50"), Reason: "Small rest"}))
	r := must(h.ReportLeaks(h.ctx, app.LeaksIn{}))
	for kind, want := range map[app.LeakKind]string{app.LeakFloor: "1.00", app.LeakCredit: "5.20", app.LeakLoss: "1.50", app.LeakBill: "0", app.LeakFX: "0", app.LeakCost: "0"} {
		equal(t, string(kind), sumOf(r, kind), eur(want).Amount)
	}
	equal(t, "the order", r.Rows[0].Ref, trade.Ref{Kind: trade.KindOrder, ID: low.ID})
	// With a lowest margin of 30 % the totes are too cheap as well: 70 % of 52.00 is 36.40.
	equal(t, "below 30 %", sumOf(must(h.ReportLeaks(h.ctx, app.LeaksIn{Floor: 30 * money.Percent})), app.LeakFloor), eur("12.60").Amount)
	one := h.table(app.TableIn{Report: "leaks", Only: "credit"})
	equal(t, "its documents", h.cell(one, 0, "amount"), any(eur("5.20")))
	_, err := h.ReportLeaks(h.ctx, app.LeaksIn{Floor: money.Whole})
	h.refused(trade.Invalid, err)
}

func TestTaxIsAddedUpByMonthAndCode(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.wrap, Qty: qtyp(10)})
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	h.now = h.now.AddDate(0, 1, 0)
	must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Reason: "Not wanted"}))
	r := must(h.ReportTax(h.ctx, app.PeriodIn{}))
	equal(t, "months", len(r.Rows), 2)
	equal(t, "charged in November", r.Rows[0].Tax, eur("2.00").Amount)
	equal(t, "of", r.Rows[0].Net, eur("20.00").Amount)
	equal(t, "taken back in December", r.Rows[1].Tax, eur("-2.00").Amount)
	equal(t, "together", r.Sold, 0)
}

func TestQuotesAreWonLostOrOpen(t *testing.T) {
	h := newHouse(t)
	quote := func(n int) *trade.Quote {
		q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(n)}}}}))
		must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
		return q
	}
	won := quote(10)
	must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: won.ID}))
	must(h.DeclineQuote(h.ctx, app.DecideIn{ID: quote(20).ID, Reason: "Too dear"}))
	quote(30)
	r := must(h.ReportQuotes(h.ctx, app.ReportIn{By: "rep"}))
	equal(t, "quotes", r.Total.Quotes, 3)
	equal(t, "won", r.Total.Won, 1)
	equal(t, "lost", r.Total.Lost, 1)
	equal(t, "open", r.Total.Open, 1)
	equal(t, "hit rate", r.Total.Hit, 50*money.Percent)
	equal(t, "gained", r.Total.Gained, eur("45.00").Amount)
	h.now = h.now.AddDate(1, 0, 0)
	equal(t, "what nobody answered is lost once it has expired", must(h.ReportQuotes(h.ctx, app.ReportIn{By: "customer"})).Total.Lost, 2)
	equal(t, "the rep's quotes", len(h.table(app.TableIn{Report: "quotes", Only: r.Rows[0].Key}).Rows), 3)
}

func TestAnUnknownReportNamesTheOnesThereAre(t *testing.T) {
	h := newHouse(t)
	_, err := h.GetReport(h.ctx, app.TableIn{Report: "losses"})
	h.refused(trade.Invalid, err)
	for _, k := range app.Reports {
		r := h.table(app.TableIn{Report: k.ID})
		equal(t, k.ID+": a total for each column", len(r.Total), len(r.Columns))
	}
}

func TestWhatIsOpenIsListedDocumentByDocument(t *testing.T) {
	h := newHouse(t)
	o, p := h.bought(24)
	h.invoiced(o, "shipped")
	h.bill("R-1", p)
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("7"), Again: true}))
	h.now = h.now.AddDate(0, 2, 0)
	for list, age := range map[string]string{"open_invoices": "receivables", "open_bills": "payables"} {
		docs, ages := h.table(app.TableIn{Report: list}), h.table(app.TableIn{Report: age})
		equal(t, list+" comes to what the report by age says", h.cell(docs, -1, "base"), h.cell(ages, -1, "base"))
	}
	docs := h.table(app.TableIn{Report: "open_invoices"})
	equal(t, "documents", len(docs.Rows), 2)
	equal(t, "days late", h.cell(docs, 0, "late"), any(31))
	equal(t, "money on account", h.cell(docs, 1, "open"), any(eur("-7.00")))
	equal(t, "of another customer", len(h.table(app.TableIn{Report: "open_invoices", CustomerID: h.customer("Other", nil)}).Rows), 0)
}

func TestWhatIsStillToShipIsListedLineByLine(t *testing.T) {
	h := newHouse(t)
	o := h.order()
	h.forward(o)
	lines, items := h.table(app.TableIn{Report: "open_lines"}), h.table(app.TableIn{Report: "open_items"})
	equal(t, "lines", len(lines.Rows), 2)
	equal(t, "the value", h.cell(lines, -1, "value"), h.cell(items, -1, "value"))
	equal(t, "of one supplier", len(h.table(app.TableIn{Report: "open_lines", SupplierID: h.weft}).Rows), 1)
}

func TestAPriceListHasTheCustomersCurrencyAndDiscount(t *testing.T) {
	h := newHouse(t)
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: "2026-01-01", Rate: 8_000_000_000}))
	dollars := h.customer("Dollar Store", func(in *app.SaveCustomerIn) { in.Currency, in.Discount = "USD", 10*money.Percent })
	all := h.table(app.TableIn{Report: "prices"})
	equal(t, "items", len(all.Rows), 3)
	equal(t, "price", h.cell(all, 0, "price"), any(app.UnitPrice{Currency: "EUR", Price: 45_000}))
	theirs := h.table(app.TableIn{Report: "prices", CustomerID: dollars})
	equal(t, "in dollars", h.cell(theirs, 0, "price"), any(app.UnitPrice{Currency: "USD", Price: 56_250}))
	equal(t, "less 10 %", h.cell(theirs, 0, "less"), any(app.UnitPrice{Currency: "USD", Price: 50_625}))
	paper := h.paper(app.PaperPrices, dollars)
	equal(t, "on paper", *paper.Tables[0].Rows[0].Cells[4].Price, money.Price(50_625))
	for _, row := range h.paper(app.PaperPrices, 0).Tables[0].Rows {
		for _, c := range row.Cells {
			if strings.Contains(c.Text, "Clayworks") || c.Price != nil && *c.Price == 31_000 {
				t.Errorf("a customer's price list says %+v", c)
			}
		}
	}
}

func TestAStatementIsAWorkbookToo(t *testing.T) {
	h := newHouse(t)
	o, _ := h.bought(24)
	h.invoiced(o, "shipped")
	h.Desk = h.printing()
	out := must(h.ExportStatement(h.ctx, app.StatementIn{PartyIn: app.PartyIn{CustomerID: h.ana}}))
	wrong, formulas := reportstest.Differences(t, out.XLSX)
	if len(wrong) > 0 || formulas != 1 {
		t.Errorf("%d formulas, wrong: %q", formulas, wrong)
	}
}
