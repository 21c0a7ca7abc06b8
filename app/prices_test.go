package app_test

import (
	"fmt"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

func (h *house) prices(list string, change func(*app.ApplyPricesIn)) app.ApplyPricesIn {
	in := app.ApplyPricesIn{PricesIn: app.PricesIn{SupplierID: h.clay, Name: "clay.csv", File: []byte(list)}}
	if change != nil {
		change(&in)
	}
	return in
}

// groups are the rows of a plan, each by its number, what it is and what it costs.
func groups(p *app.PricePlan) string {
	var list []string
	for _, r := range p.Rows {
		text := fmt.Sprintf("%d %s %s", r.Row, r.Group, r.SKU)
		if r.Old != nil {
			text += " " + r.Old.Text(p.Currency)
		}
		if r.New != nil {
			text += " > " + r.New.Text(p.Currency)
		}
		for _, d := range r.Doubts {
			text += " ? " + strings.TrimSpace(d.Cell+" "+d.Text)
		}
		list = append(list, text)
	}
	return strings.Join(list, "\n")
}

// A list is told row by row before anything is changed; it is then taken over in one step, the same file changes nothing more, and
// undoing it leaves the file as it was.
func TestAPriceListIsToldAppliedAndTakenBackWhole(t *testing.T) {
	h := newHouse(t)
	h.item("OLD-1", "9.00", h.clay, "5.00")
	h.item("OTHER", "9.00", h.weft, "5.00")
	quote := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}}))
	list := "Part no;Description;GTIN;Net price;Stock\nX-MUG-11;Mug;;3,85;40\nN-1;New lamp;4006381333931;7,00;3\nN-2;Free lamp;;0,00;\nN-3;Lamp;;3,x;\nX-OLD-9;Item OTHER;;4,00;\n"
	before := datatest.Dump(t, h.store)

	plan := must(h.PreviewPrices(h.ctx, h.prices(list, nil)))
	equal(t, "the rows", groups(plan), `3 new N-1 > 7.00
2 changed MUG-11 3.10 > 3.85
4 doubt N-2 > 0.00 ? The price is zero.
6 doubt X-OLD-9 > 4.00 ? It may be our item OTHER, which has the same name.
5 error N-3 ? D5 "3,x" is no price.
0 missing OLD-1 5.00`)
	equal(t, "what it does to quotes", fmt.Sprintf("%d %d %v %s %s", plan.Effect.Quotes, plan.Effect.QuotesBelow, plan.Effect.Worst[0].QuoteID == quote.ID, plan.Effect.Worst[0].To, plan.Effect.Cost.Text("EUR")), "1 1 true 14.4444 7.50")
	equal(t, "that nothing was changed", datatest.Dump(t, h.store), before)

	done := must(h.ApplyPrices(h.ctx, h.prices(list, nil)))
	equal(t, "what was done", fmt.Sprint(done.Import.Made, done.Import.Changed, done.Import.Ended), "1 1 0")
	mug := must(h.GetItem(h.ctx, app.ByID{ID: h.mug}))
	equal(t, "the mug's cost and stock", mug.Sources[0].Cost.Text("EUR")+" "+mug.Sources[0].Stock.String()+" "+string(mug.Sources[0].CostDate), "3.85 40 2026-11-23")
	costs := must(h.ListCosts(h.ctx, app.ByID{ID: h.mug}))
	equal(t, "its history of costs", costs.Rows[0].Cost.Text("EUR"), "3.85")
	found := must(h.Find(h.ctx, app.FindIn{Text: "lamp"}))
	equal(t, "the new item is found", len(found.Rows), 1)

	after := datatest.Dump(t, h.store)
	again := must(h.ApplyPrices(h.ctx, h.prices(list, nil)))
	equal(t, "the same file again", fmt.Sprint(again.Nothing, again.Import == nil, again.Known != nil), "true true true")
	equal(t, "that it changed nothing", datatest.Dump(t, h.store), after)

	must(h.UndoPrices(h.ctx, app.ByID{ID: done.Import.ID}))
	mug = must(h.GetItem(h.ctx, app.ByID{ID: h.mug}))
	equal(t, "the mug as before", fmt.Sprintln(mug.Version, mug.Sources[0].Cost.Text("EUR"), mug.Sources[0].Stock == nil), "1 3.10 true\n")
	equal(t, "the file", without(datatest.Dump(t, h.store), "price_"), without(before, "price_"))
	equal(t, "what the checks say", len(must(h.Check(h.ctx, app.Nothing{})).Problems), 0)
	_, err := h.UndoPrices(h.ctx, app.ByID{ID: done.Import.ID})
	equal(t, "undone once", strings.HasPrefix(app.AsError(err).Message, "clay.csv was undone already"), true)
}

// without leaves the tables out of a dump whose names begin so.
func without(dump, prefix string) string {
	var list []string
	out := false
	for _, line := range strings.Split(dump, "\n") {
		if line != "" && strings.Trim(line, "abcdefghijklmnopqrstuvwxyz_") == "" {
			out = strings.HasPrefix(line, prefix)
		}
		if !out {
			list = append(list, line)
		}
	}
	return strings.Join(list, "\n")
}

func TestAListIsNotUndoneWhereSomethingDependsOnIt(t *testing.T) {
	h := newHouse(t)
	first := must(h.ApplyPrices(h.ctx, h.prices("part no,name,price\nX-MUG-11,Mug,3.20\nN-1,Lamp,7.00\n", nil)))
	second := must(h.ApplyPrices(h.ctx, h.prices("part no,name,price\nX-MUG-11,Mug,3.30\n", func(in *app.ApplyPricesIn) { in.Name = "december.csv" })))
	refused := func(what string, id trade.ID, want string) {
		t.Helper()
		_, err := h.UndoPrices(h.ctx, app.ByID{ID: id})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, which should say %q", what, err, want)
		}
	}
	refused("a later list", first.Import.ID, "december.csv, which was read later, has changed MUG-11")
	must(h.UndoPrices(h.ctx, app.ByID{ID: second.Import.ID}))
	lamp := must(h.ListItems(h.ctx, app.ListIn{Text: "lamp"})).Rows[0].ID
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: lamp, Qty: qtyp(1), Price: decp("9")}}}}))
	refused("an item that is used", first.Import.ID, "the item N-1 that it made is used by a quote now")
	must(h.DeleteQuote(h.ctx, app.Do{ID: q.ID}))
	must(h.UndoPrices(h.ctx, app.ByID{ID: first.Import.ID}))
	equal(t, "the cost at first", must(h.GetItem(h.ctx, app.ByID{ID: h.mug})).Sources[0].Cost.Text("EUR"), "3.10")
}

// What a person decides of single rows: taken though in doubt, left, matched to an item, and marked as not to be had any more.
func TestRowsOfAPriceListAreDecidedOneByOne(t *testing.T) {
	h := newHouse(t)
	list := "part no,name,price,status,replacement\nX-MUG-11,Mug,9.00,,\nT-1,Tote,3.00,,\nN-1,Lamp,7.00,,\nN-2,Vase,8.00,,\n"
	plan := must(h.PreviewPrices(h.ctx, h.prices(list, nil)))
	equal(t, "the leap is in doubt", strings.Contains(groups(plan), "2 doubt MUG-11 3.10 > 9.00 ? The cost rises by 190.3 %, from 3.10 to 9.00; more than 25 % is in doubt."), true)
	out := must(h.ApplyPrices(h.ctx, h.prices(list, func(in *app.ApplyPricesIn) {
		in.Take, in.Leave, in.Match = []int{2}, []int{5}, []app.PriceMatch{{Row: 3, ItemID: h.tote}}
	})))
	equal(t, "what was done", fmt.Sprint(out.Import.Made, out.Import.Added, out.Import.Changed), "1 1 1")
	tote := must(h.GetItem(h.ctx, app.ByID{ID: h.tote}))
	equal(t, "the tote's second supplier", fmt.Sprintln(len(tote.Sources), tote.Sources[1].PartNo, tote.Sources[1].Cost.Text("EUR")), "2 T-1 3.00\n")

	full := true
	end := "part no,name,price,status,replacement\nX-MUG-11,Mug,9.00,discontinued,M-12\nN-1,Lamp,7.00,,\n"
	out = must(h.ApplyPrices(h.ctx, h.prices(end, func(in *app.ApplyPricesIn) { in.Full = &full })))
	equal(t, "what has ended", out.Import.Ended, 2)
	mug, tote := must(h.GetItem(h.ctx, app.ByID{ID: h.mug})), must(h.GetItem(h.ctx, app.ByID{ID: h.tote}))
	equal(t, "the mug", string(mug.Sources[0].Unlisted)+" "+mug.Sources[0].ReplacedBy, "2026-11-23 M-12")
	equal(t, "the tote is not in the list", string(tote.Sources[1].Unlisted), "2026-11-23")
	offers := must(h.ListOffers(h.ctx, app.ListOffersIn{ItemID: h.mug, Qty: qty(10)}))
	equal(t, "why it is not bought there", offers.Offers[0].Against, "not listed there since 2026-11-23; M-12 replaces it")
	must(h.SaveItem(h.ctx, app.SaveItemIn{ID: mug.ID, Version: mug.Version, SKU: mug.SKU, Name: "Mug", Price: dec("4.50"), Sources: []app.SourceIn{{SupplierID: h.clay, PartNo: "X-MUG-11", Cost: dec("9")}}}))
	equal(t, "saving the item keeps it", string(must(h.GetItem(h.ctx, app.ByID{ID: h.mug})).Sources[0].Unlisted), "2026-11-23")
}

// What was chosen for a supplier's columns is remembered, and found again by the headings.
func TestTheMapOfASupplierIsRemembered(t *testing.T) {
	h := newHouse(t)
	look := must(h.LookAtPrices(h.ctx, h.prices("Nummer neu;Was;Wert A;Wert B\nX-MUG-11;Mug;9,00;3,20\n", nil).PricesIn))
	if look.Missing == "" {
		t.Error("nothing is asked for though no column is known")
	}
	m := look.Map
	m.Heading, m.Up = 1, 50*money.Percent
	m.Columns = nil
	for i, field := range []string{intake.FieldPart, intake.FieldName, "", intake.FieldCost} {
		m.Columns = append(m.Columns, trade.PriceColumn{Column: intake.Letter(i), Heading: []string{"Nummer neu", "Was", "Wert A", "Wert B"}[i], Field: field})
	}
	out := must(h.ApplyPrices(h.ctx, h.prices("Nummer neu;Was;Wert A;Wert B\nX-MUG-11;Mug;9,00;3,20\n", func(in *app.ApplyPricesIn) { in.Map = &m })))
	equal(t, "what was done", out.Import.Changed, 1)
	next := must(h.PreviewPrices(h.ctx, h.prices("Wert B;Nummer neu;Wert A;Was\n3,40;X-MUG-11;9,00;Mug\n", nil)))
	equal(t, "the next list", groups(next), "2 changed MUG-11 3.20 > 3.40")
	equal(t, "the tolerance", next.Map.Up, 50*money.Percent)
}
