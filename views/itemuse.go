package views

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// priceChart draws what an item was sold at, the oldest first, with what it cost as a line. Prices of one currency and
// without tax only can stand beside each other; it is the currency that it was sold in most.
func (s *Shell) priceChart(past []app.PastPrice) []fyne.CanvasObject {
	sold := map[money.Currency][]app.PastPrice{}
	var cur money.Currency
	for _, x := range slices.Backward(past) {
		if x.Kind == trade.KindQuote || x.Inclusive || x.Qty <= 0 {
			continue
		}
		if x.Kind == trade.KindInvoice && slices.ContainsFunc(past, func(o app.PastPrice) bool {
			return o.Kind == trade.KindOrder && o.CustomerID == x.CustomerID && o.Qty == x.Qty && o.Price == x.Price && o.Discount == x.Discount
		}) {
			continue // the order that it is for is there
		}
		if sold[x.Currency] = append(sold[x.Currency], x); len(sold[x.Currency]) > len(sold[cur]) {
			cur = x.Currency
		}
	}
	list := sold[cur]
	if len(list) < 2 {
		return nil
	}
	each := func(sum money.Amount, q money.Qty) float64 {
		return float64(sum) / math.Pow10(cur.Digits()) * float64(money.Unit) / float64(q)
	}
	var bars []kit.Bar
	var costs []float64
	for _, x := range list {
		cost := math.NaN()
		if x.Cost != 0 {
			cost = each(x.Cost, x.Qty)
		}
		costs = append(costs, cost)
		bars = append(bars, kit.Bar{
			Name: day(x.Date, s.today()), Value: each(x.Net, x.Qty), Tone: kit.Info,
			Words: kit.T("%s, %s, %s: %s pcs at %s %s", day(x.Date, s.today()), numberOr(x.Number), x.Customer, number(x.Qty), price(x.Price, cur), cur),
		})
	}
	c := kit.NewChart(kit.T("Sold at, net %s a piece, and what it cost as a line", cur), bars, func(v float64) string { return grouped(wholeText(v)) })
	c.Line, c.LineTone, c.Height, c.OnRune = costs, kit.Good, 140, s.letter
	c.OnOpen = func(i int) { s.Show(trade.Ref{Kind: list[i].Kind, ID: list[i].DocID}) }
	return []fyne.CanvasObject{c}
}

// usedIn is the table of the open documents and kits that an item is in.
func (s *Shell) usedIn(uses []app.ItemUse) []fyne.CanvasObject {
	if len(uses) == 0 {
		return nil
	}
	var rows [][]kit.Cell
	for i := range uses {
		u := &uses[i]
		row := []kit.Cell{s.link(numberOr(u.Number), trade.Ref{Kind: u.Kind, ID: u.ID}), {Text: u.Name}, {Text: day(u.Date, s.today())}, {Text: state(u.State), Tone: stateTone(u.State)}, {Text: number(u.Qty)}}
		if u.Kind == trade.KindItem {
			row[2], row[3] = kit.Cell{}, kit.Cell{Text: kit.T("kit"), Tone: kit.Quiet}
		}
		rows = append(rows, row)
	}
	return []fyne.CanvasObject{kit.Section(kit.T("Used now: open quotes, what is to ship, kits")),
		kit.Lines(kit.Columns{90, -1, 76, 90, 60}, []bool{false, false, false, false, true}, []string{kit.T("Where"), kit.T("For whom"), kit.T("Date"), kit.T("State"), kit.T("Qty")}, rows)}
}
