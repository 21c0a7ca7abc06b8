package reports

import (
	"cmp"
	"slices"
	"strconv"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// docSheet lists invoices, credit notes or charges.
func (b *book) docSheet(name string, heads columns, docs *app.Pages[app.BookDoc]) worksheet {
	n := docs.Len()
	at := func(i int) *app.BookDoc { return docs.At(i) }
	var others money.Amount
	for i := range docs.Len() {
		others += docs.At(i).Net - docs.At(i).Ours
	}
	cols := b.docCols(docs, func(i int) string { return b.Words.At(at(i).Order) })
	return b.list(name, n, heads, append(cols,
		b.money(n, func(i int) money.Amount { return at(i).Ours }),
		b.worked(others, func(r string) string { return heads.of("Net") + r + "-" + heads.of("Of these orders") + r }, func(i int) money.Amount { return at(i).Net - at(i).Ours })))
}

// billSheet lists bills and supplier credits.
func (b *book) billSheet() worksheet {
	n, c := b.Bills.Len(), billHeads
	at := func(i int) *app.BookDoc { return b.Bills.At(i) }
	others := func(i int) money.Amount { return at(i).Net - at(i).Ours - at(i).OursFreight }
	var total money.Amount
	for i := range b.Bills.Len() {
		total += others(i)
	}
	return b.list("Bills", n, c, append(b.docCols(&b.Bills, nil),
		b.money(n, func(i int) money.Amount { return at(i).Ours }),
		b.money(n, func(i int) money.Amount { return at(i).OursFreight }),
		b.worked(total, func(r string) string {
			return c.of("Net") + r + "-" + c.of("Goods of these orders") + r + "-" + c.of("Freight of these orders") + r
		}, others)))
}

// docCols are the columns that all lists of documents begin with.
func (b *book) docCols(docs *app.Pages[app.BookDoc], order func(i int) string) []xcol {
	n := docs.Len()
	at := func(i int) *app.BookDoc { return docs.At(i) }
	cols := []xcol{
		texts(n, 24, func(i int) string { return at(i).Number }),
		b.dates(func(i int) trade.Date { return trade.Date(b.Words.At(at(i).Date)) }),
		texts(n, 36, func(i int) string { return b.Words.At(at(i).Party) }),
	}
	if order != nil {
		cols = append(cols, texts(n, 24, order))
	}
	own := xcol{kind: asAmount, width: b.amountWidth(), cell: func(w cells, i int, _ string) {
		w.number(at(i).Own.Text(b.Rates[at(i).Rate].Currency), b.amountOf(b.Rates[at(i).Rate].Currency))
	}}
	return append(cols, b.currencies(func(i int) int32 { return at(i).Rate }), b.rates(func(i int) int32 { return at(i).Rate }), own, b.money(n, func(i int) money.Amount { return at(i).Net }))
}

// rateSheet lists the rates that the workbook's orders and documents have.
func (b *book) rateSheet() worksheet {
	n := len(b.Rates)
	orders, docs := make([]int, n), make([]int, n)
	for i := range b.Orders.Len() {
		orders[b.Orders.At(i).Rate]++
	}
	for _, list := range []*app.Pages[app.BookDoc]{&b.Invoices, &b.Credits, &b.Bills, &b.Charges} {
		for i := range list.Len() {
			docs[list.At(i).Rate]++
		}
	}
	sorted := make([]int32, n)
	for i := range sorted {
		sorted[i] = int32(i)
	}
	slices.SortStableFunc(sorted, func(x, y int32) int {
		return cmp.Or(cmp.Compare(b.Rates[x].Currency, b.Rates[y].Currency), cmp.Compare(b.Rates[x].FX, b.Rates[y].FX))
	})
	count := func(list []int) xcol {
		total := 0
		for _, k := range list {
			total += k
		}
		return xcol{kind: asCount, width: 12, sum: strconv.Itoa(total), cell: func(w cells, i int, _ string) { w.number(strconv.Itoa(list[sorted[i]]), b.count) }}
	}
	row := func(i int) int32 { return sorted[i] }
	return b.list("Rates", n, columns{"Currency", "One unit in " + string(b.Currency), "Orders", "Documents"}, []xcol{b.currencies(row), b.rates(row), count(orders), count(docs)})
}
