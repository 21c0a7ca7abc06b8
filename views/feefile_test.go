package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

// The reports of each channel are read in the window, row by row, taken over, and undone.
func TestFeesOfAFileAreSeenDecidedTakenOverAndUndone(t *testing.T) {
	desk := newDesk(t)
	customer, _, mug := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	ten := 10 * money.Unit
	sold := func(channel, key string) *trade.SalesOrder {
		must[*trade.ChargeRule](t)(desk.SaveChargeRule(p.ctx(), app.ChargeRuleIn{Channel: channel, Kind: trade.ChargeMarket, Percent: 10 * money.Percent}))
		return must[*trade.SalesOrder](t)(desk.SaveOrder(p.ctx(), app.SaveOrderIn{Channel: channel, ChannelKey: key, Confirm: true, Twice: true, SaleIn: app.SaleIn{CustomerID: customer, Lines: []app.LineIn{{ItemID: mug, Qty: &ten}}}}))
	}
	kept := func(o *trade.SalesOrder) string {
		var b strings.Builder
		for _, c := range must[app.All[trade.Charge]](t)(desk.ListCharges(p.ctx(), app.ByID{ID: o.ID})).Rows {
			b.WriteString(string(c.Kind) + " " + c.Amount.Text(c.Currency))
			if c.Estimated {
				b.WriteString(" estimated")
			}
			b.WriteString("; ")
		}
		return b.String()
	}
	for _, x := range []struct{ channel, key, file, kept string }{
		{"shopify", "501", "Transaction Date,Type,Order,Amount,Fee,Net,Currency\n2026-11-20 10:00:00 +0100,charge,501,49.50,1.74,47.76,EUR\n2026-11-21 10:00:00 +0100,charge,599,49.50,1.74,47.76,EUR\n2026-11-21 10:00:00 +0100,refund,501,-9.50,-0.25,-9.00,EUR\n",
			"marketplace 4.95 estimated; card 1.74; "},
		{"amazon", "302-1", "\"Alle Beträge in Euro\"\n\"Datum/Uhrzeit\",\"Typ\",\"Bestellnummer\",\"Umsätze\",\"Verkaufsgebühren\",\"Gesamt\"\n\"20.11.2026 08:00:00 UTC\",\"Bestellung\",\"302-1\",\"49,50\",\"-7,43\",\"42,07\"\n", "marketplace 7.43; "},
		{"ebay", "11-1", "Seller,northpier\n\nTransaction creation date,Type,Order number,Net amount,Final Value Fee - fixed,Final Value Fee - variable,Gross transaction amount,Transaction currency\n20 Nov 2026,Order,11-1,43.20,-0.35,-5.95,49.50,EUR\n", "marketplace 6.30; "},
		{"etsy", "3300112233", "Date,Type,Title,Info,Currency,Amount,Fees & Taxes,Net\n\"November 20, 2026\",Fee,\"Transaction fee: Mug\",\"Order #3300112233\",EUR,--,-€3.22,-€3.22\n", "marketplace 3.22; "},
	} {
		o := sold(x.channel, x.key)
		estimate := kept(o)
		path := listOf(t, x.channel+".csv", x.file)
		p.choose("Import fees…")
		p.open("Import fees")
		p.fill("The file", path)
		p.ctrlEnter()
		p.open("Fees of " + x.channel + ".csv")
		equal(t, x.channel+": how many are taken", p.says("1 row will be recorded with their orders."), true)
		p.ctrlEnter()
		p.closed()
		equal(t, x.channel+": what it says", p.toast(), x.channel+".csv is taken over: 1 fee, 1 order")
		equal(t, x.channel+": kept", kept(o), x.kept)
		p.Show(trade.Ref{Kind: trade.KindOrder, ID: o.ID})
		p.choose("Undo")
		equal(t, x.channel+": as before", kept(o), estimate)
	}
}

func TestRowsOfFeesAreTakenOrLeftByKey(t *testing.T) {
	desk := newDesk(t)
	customer, _, mug := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	ten := 10 * money.Unit
	must[*trade.SalesOrder](t)(desk.SaveOrder(p.ctx(), app.SaveOrderIn{Channel: "shopify", ChannelKey: "501", Confirm: true, SaleIn: app.SaleIn{CustomerID: customer, Lines: []app.LineIn{{ItemID: mug, Qty: &ten}}}}))
	text := "Transaction Date,Type,Order,Amount,Fee,Net,Currency\n2026-11-20 10:00:00 +0100,charge,501,49.50,1.74,47.76,EUR\n2026-11-21 10:00:00 +0100,refund,501,-9.50,-0.25,-9.00,EUR\n2026-11-21 10:00:00 +0100,charge,599,49.50,1.74,47.76,EUR\n"
	path := listOf(t, "payments.csv", text)
	p.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	p.open("1 file was dropped")
	equal(t, "what it is", p.says("A report of fees."), true)
	p.tap("Read it as fees")
	p.open("Import fees")
	p.ctrlEnter()
	p.open("Fees of payments.csv")
	p.write("x")
	equal(t, "one is left", p.says("0 rows will be recorded with their orders."), true)
	p.write("x")
	p.press(fyne.KeyEscape)
	p.closed()
	in := app.FeeFileIn{Name: "payments.csv", File: must[[]byte](t)(listFile(path))}
	plan := func() *feeList { return p.showFees(in, must[*app.FeePlan](t)(desk.PreviewFees(p.ctx(), in))) }
	plan().choose(app.FeesMissing)
	equal(t, "why one cannot be taken", p.says("No order that came in on shopify is called 599 here. Take it over first, and read this file once more."), true)
	p.write("x")
	equal(t, "it stays so", p.says("1 row will be recorded with their orders."), true)
	p.press(fyne.KeyEscape)
	plan().choose(app.FeesDoubt)
	equal(t, "why one is in doubt", p.says("Its amount of -9.50 and its fees of -0.25 do not come to the net amount of the file, -9.00."), true)
	p.write("x")
	p.ctrlEnter()
	p.closed()
	equal(t, "both", p.toast(), "payments.csv is taken over: 2 fees, 1 order")
	p.choose("Files of fees that were taken over…")
	p.open("Files of fees that were taken over")
	p.tap("Undo")
	equal(t, "undone", p.toast(), "payments.csv is undone: what was estimated before counts again.")
	equal(t, "no file", len(must[app.All[trade.FeeImport]](t)(desk.ListFeeImports(p.ctx(), app.Nothing{})).Rows), 0)
}
