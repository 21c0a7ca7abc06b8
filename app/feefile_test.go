package app_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

const cardHead = "Transaction Date,Type,Order,Payout Status,Payout Date,Payout ID,Amount,Fee,Net,Checkout,Currency\n"

// cardRow is a row of Shopify's transactions of payments.
func cardRow(day, kind, order, amount, fee, net string) string {
	return strings.Join([]string{day + " 10:15:00 +0100", kind, order, "pending", "", "", amount, fee, net, "#7" + order, "EUR"}, ",") + "\n"
}

func feesIn(file string, change func(*app.FeeFileIn)) app.FeeFileIn {
	in := app.FeeFileIn{Name: "payments.csv", File: []byte(file)}
	if change != nil {
		change(&in)
	}
	return in
}

// soldOn is an order of mugs and totes that came in on a channel, which calls it so; with tax it comes to 156.20.
func (h *house) soldOn(channel, key, number string) *trade.SalesOrder {
	h.t.Helper()
	return must(h.SaveOrder(h.ctx, app.SaveOrderIn{Channel: channel, ChannelKey: key, ChannelNo: number, SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{
		{ItemID: h.mug, Qty: qtyp(20)}, {ItemID: h.tote, Qty: qtyp(10)}}}, Confirm: true, Twice: true}))
}

// settled is an order that was bought, shipped, billed and invoiced.
func (h *house) settled(o *trade.SalesOrder) {
	h.t.Helper()
	for _, p := range h.forward(o) {
		must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
		h.bill(p.Number, p)
	}
	must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
}

// kept is what is kept from an order, as it stands there.
func (h *house) kept(o *trade.SalesOrder) string {
	h.t.Helper()
	var list []string
	for _, c := range must(h.ListCharges(h.ctx, app.ByID{ID: o.ID})).Rows {
		text := string(c.Kind) + " " + c.Amount.Text(c.Currency) + " " + string(c.Currency)
		if c.Estimated {
			text += " estimated " + c.Percent.String() + " " + c.Fixed.Text(c.Currency)
		}
		list = append(list, text)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// fees are the rows of a plan, each with what becomes of it.
func fees(p *app.FeePlan) string {
	var list []string
	for _, r := range p.Rows {
		text := fmt.Sprintf("%d %s %s %s %s", r.Row, r.Group, r.Number, r.OrderNo, r.Fee.Text(r.Currency))
		if r.Was != nil {
			text += " for " + r.Was.Amount.Text(r.Was.Currency)
		}
		if r.Taken {
			text += " taken"
		}
		for _, d := range r.Doubts {
			text += " ? " + strings.TrimSpace(d.Cell+" "+d.Text)
		}
		list = append(list, text)
	}
	return strings.Join(list, "\n")
}

// A file is told row by row before anything is changed; what it says takes the place of estimates, so that profit and workbook are actual. The same file brings nothing more, and
// it goes back whole by either way.
func TestWhatAFileOfFeesSaysTakesThePlaceOfEstimates(t *testing.T) {
	h := newHouse(t)
	h.Desk = h.printing()
	must(h.SaveChargeRule(h.ctx, app.ChargeRuleIn{Channel: "shopify", Kind: trade.ChargeCard, Percent: 29_000, Amount: dec("0.30")}))
	one, two := h.soldOn("shopify", "5550001", "#1041"), h.soldOn("shopify", "5550002", "#1042")
	h.settled(one)
	must(h.SaveOrder(h.ctx, app.SaveOrderIn{Channel: "shopify", ChannelKey: "5550003", ChannelNo: "#1043", SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(1)}}}, Twice: true}))
	file := cardHead + cardRow("2026-11-20", "charge", "#1041", "156.20", "4.10", "152.10") + cardRow("2026-11-20", "charge", "1042", "156.20", "5.00", "151.20") +
		cardRow("2026-11-21", "refund", "#1041", "-15.62", "-0.40", "-15.22") + cardRow("2026-11-21", "charge", "#1043", "4.95", "0.44", "4.51") + cardRow("2026-11-21", "charge", "#9999", "4.95", "0.44", "4.51") +
		cardRow("2026-11-22", "charge", "#1042", "156.20", "5.00", "150.00") + "2026-11-23 00:10:00 +0100,payout,,paid,2026-11-24,90001,-316.08,0.00,-316.08,,EUR\n"
	before, estimate := datatest.Dump(t, h.store), h.kept(one)
	equal(t, "estimated", estimate, "card 4.83 EUR estimated 2.9 0.30")
	equal(t, "profit is estimated", h.profit(one).Actual, false)

	plan := must(h.PreviewFees(h.ctx, feesIn(file, nil)))
	equal(t, "the rows", fees(plan), `2 changed #1041 SO-1001 4.10 for 4.83 taken
3 changed 1042 SO-1002 5.00 for 4.83 taken
4 changed #1041 SO-1001 -0.40 for 4.83 taken
7 doubt #1042 SO-1002 5.00 for 4.83 ? Its amount of 156.20 and its fees of 5.00 do not come to the net amount of the file, 150.00.
5 missing #1043  0.44 ? The order is still a draft, from which nobody keeps anything. Confirm it first, and read this file once more.
6 missing #9999  0.44 ? No order that came in on shopify is called #9999 here. Take it over first, and read this file once more.
8 idle   0.00`)
	equal(t, "the sums", fmt.Sprintf("%+v", plan.Sums), "[{Currency:EUR Taken:870 Before:0 Left:588 Besides:0}]")
	equal(t, "that nothing was changed", datatest.Dump(t, h.store), before)

	ctx, step := app.Noting(h.ctx)
	done := must(h.ImportFees(ctx, feesIn(file, nil)))
	equal(t, "what was done", fmt.Sprintln(done.Import.Channel, done.Import.Orders, done.Import.Charges, done.Orders, done.Taken), "shopify 2 3 2 3\n")
	equal(t, "kept of the first", h.kept(one), "card -0.40 EUR, card 4.10 EUR")
	equal(t, "profit", h.profit(one).Profit, 14200-6200-3900-370)
	equal(t, "profit is actual", h.profit(one).Actual, true)
	equal(t, "kept of the second", h.kept(two), "card 5.00 EUR")
	for _, by := range []string{"month", "rep", "customer", "order", "supplier", "item", "channel"} {
		r := must(h.ReportProfit(h.ctx, app.ReportIn{By: by}))
		equal(t, "profit by "+by, r.Total.Profit(), 2*(14200-6200-3900)-370-500)
	}
	said := must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindOrder, ID: one.ID})).Rows[0]
	equal(t, "history", said.Action+": "+said.Note+", "+said.Before, "charge: card 3.70 EUR payments.csv, estimated card 4.83 EUR")
	var book bytes.Buffer
	if err := h.WriteProfit(h.ctx, app.PeriodIn{}, &book); err != nil {
		t.Fatal(err)
	}
	equal(t, "the workbook's charges", bookCharges(t, book.Bytes()), "#1041 card 4.10\n#1041 card -0.40\n1042 card 5.00\n")
	h.sound()

	after := datatest.Dump(t, h.store)
	again := must(h.ImportFees(h.ctx, feesIn(file, nil)))
	equal(t, "the same file again", fmt.Sprint(again.Nothing, again.Import == nil, again.Known != nil, again.Counts[app.FeesKnown]), "true true true 3")
	equal(t, "that it changed nothing", datatest.Dump(t, h.store), after)

	must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
	equal(t, "the file as it was", datatest.Dump(t, h.store), before)
	done = must(h.ImportFees(h.ctx, feesIn(file, nil)))
	must(h.UndoFees(h.ctx, app.ByID{ID: done.Import.ID}))
	equal(t, "the estimate again", h.kept(one), estimate)
	equal(t, "that profit is estimated again", h.profit(one).Actual, false)
	equal(t, "no import", len(must(h.ListFeeImports(h.ctx, app.Nothing{})).Rows), 0)
	h.sound()
}

// bookCharges are the rows of the workbook's sheet of charges: document, kind and amount.
func bookCharges(t *testing.T, book []byte) string {
	t.Helper()
	f := must(excelize.OpenReader(bytes.NewReader(book)))
	var b strings.Builder
	rows := must(f.GetRows("Charges"))
	at := func(name string) int {
		for _, r := range rows {
			if i := slices.Index(r, name); i >= 0 {
				return i
			}
		}
		t.Fatalf("the sheet has no column %s: %v", name, rows)
		return 0
	}
	number, kind, amount := at("Reference"), at("Kept by"), at("Net in currency")
	for _, r := range rows {
		if len(r) > max(number, kind, amount) && r[kind] == string(trade.ChargeCard) {
			fmt.Fprintln(&b, r[number], r[kind], r[amount])
		}
	}
	return b.String()
}

// The reports of the marketplaces, from file to profit, in the words and signs of each.
func TestFilesOfFeesOfEachChannel(t *testing.T) {
	for channel, x := range map[string]struct{ number, file, kept string }{
		"amazon": {"303-1", "\"All amounts in EUR, unless specified\"\n\"date/time\",\"settlement id\",\"type\",\"order id\",\"sku\",\"product sales\",\"selling fees\",\"fba fees\",\"other transaction fees\",\"other\",\"total\"\n" +
			"\"20 Nov 2026 08:01:02 UTC\",\"1\",\"Order\",\"303-1\",\"MUG-11\",\"99.00\",\"-14.85\",\"0\",\"0\",\"0\",\"84.15\"\n\"20 Nov 2026 08:01:02 UTC\",\"1\",\"Order\",\"303-1\",\"TOT-02\",\"57.20\",\"-8.58\",\"-2.10\",\"0\",\"0\",\"46.52\"\n" +
			"\"22 Nov 2026 08:01:02 UTC\",\"1\",\"Refund\",\"303-1\",\"TOT-02\",\"-57.20\",\"6.86\",\"0\",\"0\",\"0\",\"-50.34\"\n\"23 Nov 2026 08:01:02 UTC\",\"1\",\"Service Fee\",\"\",\"\",\"0\",\"0\",\"0\",\"0\",\"-39.00\",\"-39.00\"\n",
			"marketplace -6.86 EUR, marketplace 14.85 EUR, marketplace 8.58 EUR, other 2.10 EUR"},
		"ebay": {"11-1", "Verkäufer;nordpier\nDatum der Transaktionserstellung;Typ;Bestellnummer;Betrag abzügl. Kosten;Fixer Anteil der Verkaufsprovision;Variabler Anteil der Verkaufsprovision;Transaktionsbetrag (inkl. Kosten);Transaktionswährung\n" +
			"20.11.2026;Bestellung;11-1;138,98;-0,35;-16,87;156,20;EUR\n22.11.2026;Andere Gebühr;11-1;-2,00;--;--;-2,00;EUR\n23.11.2026;Auszahlung;--;-136,98;--;--;--;EUR\n", "marketplace 17.22 EUR, marketplace 2.00 EUR"},
		"etsy": {"3300112233", "Date,Type,Title,Info,Currency,Amount,Fees & Taxes,Net\n\"November 20, 2026\",Sale,\"Payment for Order #3300112233\",,EUR,€156.20,--,€156.20\n\"November 20, 2026\",Fee,\"Transaction fee: Mug\",\"Order #3300112233\",EUR,--,-€10.15,-€10.15\n" +
			"\"November 20, 2026\",Fee,\"Processing fee\",\"Order #3300112233\",EUR,--,-€6.55,-€6.55\n\"November 20, 2026\",Tax,\"Sales tax paid by buyer\",\"Order #3300112233\",EUR,--,-€9.00,-€9.00\n", "card 6.55 EUR, marketplace 10.15 EUR"},
	} {
		h := newHouse(t)
		must(h.SaveChargeRule(h.ctx, app.ChargeRuleIn{Channel: channel, Kind: trade.ChargeMarket, Percent: 12 * money.Percent}))
		o := h.soldOn(channel, x.number, "")
		h.settled(o)
		equal(t, channel+": estimated", h.kept(o), "marketplace 18.74 EUR estimated 12 0.00")
		out := must(h.ImportFees(h.ctx, feesIn(x.file, nil)))
		equal(t, channel+": kept", h.kept(o), x.kept)
		equal(t, channel+": actual", h.profit(o).Actual, true)
		after := datatest.Dump(t, h.store)
		must(h.ImportFees(h.ctx, feesIn(x.file, nil)))
		equal(t, channel+": again", datatest.Dump(t, h.store), after)
		must(h.UndoFees(h.ctx, app.ByID{ID: out.Import.ID}))
		equal(t, channel+": taken back", h.kept(o), "marketplace 18.74 EUR estimated 12 0.00")
		h.sound()
	}
}

// An order that came in by a file of orders is found by what people call it there, whatever its customer calls it.
func TestFeesFindOrdersByTheirNumberOnTheChannel(t *testing.T) {
	h := newHouse(t)
	out := must(h.ImportOrders(h.ctx, ordersIn(shopHead+shopRow("#1041", "ana@bluebird.example", "unfulfilled", "10.00", "0.00", "1.00", "11.00", "1", "Tote", "10.00", "TOT-02", "501"), nil)))
	o := h.readOrder(out.Orders[0].OrderID)
	must(h.SaveOrder(h.ctx, app.SaveOrderIn{ID: o.ID, Version: o.Version, SaleIn: app.SaleIn{Reference: ptr("PO 77")}}))
	must(h.ConfirmOrder(h.ctx, app.ConfirmIn{SendIn: app.SendIn{ID: o.ID, NoMail: true}}))
	equal(t, "found", must(h.ImportFees(h.ctx, feesIn(cardHead+cardRow("2026-11-20", "charge", "#1041", "11.00", "0.62", "10.38"), nil))).Taken, 1)
	equal(t, "kept", h.kept(o), "card 0.62 EUR")
	h.sound()
}

// What somebody has entered is not overwritten, a fee that was corrected is not added in silence, and other currencies go by their rate.
func TestWhatIsInDoubtInAFileOfFees(t *testing.T) {
	h := newHouse(t)
	o := h.soldOn("shopify", "5550001", "#1")
	must(h.SaveCharge(h.ctx, app.ChargeIn{OrderID: o.ID, Kind: trade.ChargeCard, Amount: dec("4.10")}))
	row := cardRow("2026-11-20", "charge", "#1", "156.20", "4.10", "152.10")
	plan := must(h.ImportFees(h.ctx, feesIn(cardHead+row, nil)))
	equal(t, "entered by hand", fees(plan), "2 doubt #1 SO-1001 4.10 ? Recorded for the order already, and told by no file of fees: card 4.10 EUR. Taken nevertheless, this counts besides it: delete that first if it is the same.")
	equal(t, "as it was", h.kept(o), "card 4.10 EUR")
	must(h.ImportFees(h.ctx, feesIn(cardHead+row, func(in *app.FeeFileIn) { in.Take = []int{2} })))
	equal(t, "taken nevertheless", h.kept(o), "card 4.10 EUR, card 4.10 EUR")

	must(h.SaveChargeRule(h.ctx, app.ChargeRuleIn{Channel: "shopify", Kind: trade.ChargeCard, Percent: 29_000}))
	free := h.soldOn("shopify", "5550009", "#9")
	must(h.ImportFees(h.ctx, feesIn(cardHead+cardRow("2026-11-20", "charge", "#9", "156.20", "0.00", "156.20"), nil)))
	equal(t, "nothing was kept, and that is known", h.kept(free), "card 0.00 EUR")
	equal(t, "no guess any more", h.readOrder(free.ID).ChargesEstimated, false)
	must(h.DeleteChargeRule(h.ctx, app.ByID{ID: must(h.ListChargeRules(h.ctx, app.Nothing{})).Rows[0].ID}))

	p := h.soldOn("shopify", "5550002", "#2")
	first := must(h.ImportFees(h.ctx, feesIn(cardHead+cardRow("2026-11-20", "charge", "#2", "156.20", "4.10", "152.10"), nil)))
	other := cardRow("2026-11-20", "charge", "#2", "156.20", "4.30", "151.90")
	plan = must(h.PreviewFees(h.ctx, feesIn(cardHead+other, nil)))
	equal(t, "another fee of the same row", fees(plan), "2 doubt #2 SO-1003 4.30 ? An earlier file has the same row with card 4.10 EUR. Taken nevertheless, this counts besides it: delete that charge first if this one takes its place.")
	c := must(h.ListCharges(h.ctx, app.ByID{ID: p.ID})).Rows[0]
	must(h.SaveCharge(h.ctx, app.ChargeIn{ID: c.ID, Version: c.Version, Kind: c.Kind, Amount: dec("4.30")}))
	equal(t, "changed by hand, its row is known all the same", must(h.PreviewFees(h.ctx, feesIn(cardHead+cardRow("2026-11-20", "charge", "#2", "156.20", "4.10", "152.10"), nil))).Counts[app.FeesKnown], 1)
	_, err := h.UndoFees(h.ctx, app.ByID{ID: first.Import.ID})
	h.says(err, "payments.csv cannot be undone: card 4.30 EUR of SO-1003 was changed since. Delete that charge first")

	q := h.soldOn("shopify", "5550003", "#3")
	dollars := strings.ReplaceAll(cardHead+cardRow("2026-11-20", "charge", "#3", "171.82", "5.00", "166.82"), "EUR", "USD")
	plan = must(h.ImportFees(h.ctx, feesIn(dollars, func(in *app.FeeFileIn) { in.TakeAll = true })))
	equal(t, "no rate", fees(plan), "2 doubt #3 SO-1004 5.00 ? There is no exchange rate from USD to EUR on 2026-11-20 or before. Enter one under Settings, Currencies.")
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: "2026-01-01", Rate: 9_000_000_000}))
	must(h.ImportFees(h.ctx, feesIn(dollars, nil)))
	equal(t, "by the rate", h.readOrder(q.ID).Charges, 450)
	h.soldOn("shopify-2", "8880001", "#1")
	plan = must(h.PreviewFees(h.ctx, feesIn(cardHead+row, nil)))
	equal(t, "two shops", plan.Rows[0].Group+": "+plan.Rows[0].Doubts[0].Text, "missing: 2 orders are called #1. Say on which channel it came in.")
	equal(t, "one of them", must(h.PreviewFees(h.ctx, feesIn(cardHead+row, func(in *app.FeeFileIn) { in.Channel = "shopify-2" }))).Counts[app.FeesNew], 1)
	_, err = h.PreviewFees(h.ctx, feesIn(cardHead+row, func(in *app.FeeFileIn) { in.Channel = "pigeon" }))
	h.refused(trade.Invalid, err)
	_, err = h.PreviewFees(h.ctx, feesIn("a,b\n1,2\n", nil))
	h.refused(trade.Invalid, err)
	_, err = h.UndoFees(h.ctx, app.ByID{ID: 999})
	h.refused(trade.NotFound, err)
	h.sound()
}

// Where two files tell of the same order, an estimate comes back only when neither counts any more.
func TestFilesOfFeesGoBackInAnyOrder(t *testing.T) {
	for _, order := range [][]int{{0, 1}, {1, 0}} {
		h := newHouse(t)
		must(h.SaveChargeRule(h.ctx, app.ChargeRuleIn{Channel: "shopify", Kind: trade.ChargeCard, Percent: 29_000, Amount: dec("0.30")}))
		o := h.soldOn("shopify", "5550001", "#1")
		sale, refund := cardRow("2026-11-20", "charge", "#1", "156.20", "4.10", "152.10"), cardRow("2026-11-21", "refund", "#1", "-15.62", "-0.40", "-15.22")
		imports := []trade.ID{must(h.ImportFees(h.ctx, feesIn(cardHead+sale, nil))).Import.ID, must(h.ImportFees(h.ctx, feesIn(cardHead+sale+refund, nil))).Import.ID}
		equal(t, "both", h.kept(o), "card -0.40 EUR, card 4.10 EUR")
		must(h.UndoFees(h.ctx, app.ByID{ID: imports[order[0]]}))
		equal(t, "one of them", h.kept(o), []string{"card -0.40 EUR", "card 4.10 EUR"}[order[0]])
		h.sound()
		must(h.CancelLines(h.ctx, app.CancelLinesIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: o.Lines[0].ID, Qty: qty(10)}}}))
		must(h.UndoFees(h.ctx, app.ByID{ID: imports[order[1]]}))
		equal(t, "none of them: the estimate is that of what the order comes to now", h.kept(o), "card 3.39 EUR estimated 2.9 0.30")
		h.sound()
	}
}

// However rows are mixed and spread over files that overlap, and in whichever order these are taken over, the same is kept from each order in the end.
func TestFilesOfFeesComeToTheSameInAnyOrder(t *testing.T) {
	h := newHouse(t)
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: "2026-01-01", Rate: 9_123_456_789}))
	must(h.SaveChargeRule(h.ctx, app.ChargeRuleIn{Channel: "shopify", Kind: trade.ChargeCard, Percent: 29_000, Amount: dec("0.30")}))
	run := 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		var orders []*trade.SalesOrder
		number := func(i int) string { return fmt.Sprintf("#%d-%d", run, i) }
		for i := range rapid.IntRange(1, 3).Draw(t, "orders") {
			orders = append(orders, h.soldOn("shopify", number(i)[1:], number(i)))
		}
		wanted, estimates := make([]money.Amount, len(orders)), make([]string, len(orders))
		for i, o := range orders {
			estimates[i] = h.kept(o)
		}
		var days [10][]string // what happened on a day is in each file of that day
		told := make([]bool, len(orders))
		for range rapid.IntRange(1, 12).Draw(t, "rows") {
			i, day, fee := rapid.IntRange(0, len(orders)-1).Draw(t, "order"), rapid.IntRange(0, 9).Draw(t, "day"), money.Amount(rapid.IntRange(-99, 300).Draw(t, "fee"))
			row := cardRow(fmt.Sprintf("2026-11-1%d", day), "charge", number(i), "20.00", fee.Text("EUR"), (2000 - fee).Text("EUR"))
			if base := fee; rapid.Bool().Draw(t, "dollars") {
				row = strings.ReplaceAll(row, "EUR", "USD")
				base = fee.To(9_123_456_789, "USD", "EUR")
				wanted[i] += base
			} else {
				wanted[i] += base
			}
			days[day] = append(days[day], row)
			told[i] = true
		}
		type file struct{ from, to int }
		files := []file{{0, rapid.IntRange(0, 9).Draw(t, "cut")}}
		for files[len(files)-1].to < 9 {
			last := files[len(files)-1]
			files = append(files, file{rapid.IntRange(last.from, last.to+1).Draw(t, "from"), rapid.IntRange(last.to+1, 9).Draw(t, "to")})
		}
		var imports []trade.ID
		for _, f := range rapid.Permutation(files).Draw(t, "files") {
			var rows []string
			for day := f.from; day <= f.to; day++ {
				rows = append(rows, days[day]...)
			}
			if out := must(h.ImportFees(h.ctx, feesIn(cardHead+strings.Join(rapid.Permutation(rows).Draw(t, "shuffled"), ""), nil))); out.Import != nil {
				imports = append(imports, out.Import.ID)
			}
		}
		for i, o := range orders {
			now := h.readOrder(o.ID)
			if !told[i] {
				equal(h.t, "an order of which nothing was told", h.kept(o), estimates[i])
			} else if now.Charges != wanted[i] || now.ChargesEstimated {
				t.Fatalf("%s: %s is kept, and %s is told: %s", number(i), now.Charges.Text("EUR"), wanted[i].Text("EUR"), h.kept(o))
			}
		}
		h.sound()
		for _, id := range rapid.Permutation(imports).Draw(t, "undone") {
			must(h.UndoFees(h.ctx, app.ByID{ID: id}))
		}
		for i, o := range orders {
			if got := h.kept(o); got != estimates[i] {
				t.Fatalf("%s: all taken back, %s is kept, and before it was %s", number(i), got, estimates[i])
			}
		}
		h.sound()
	})
}
