package app_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// told is a read table in short: SKU or description, quantity, price, discount, cost.
func told(out app.ReadRowsOut) string {
	var list []string
	for _, r := range out.Rows {
		text := r.SKU
		if r.Description != "" {
			text += "(" + r.Description + ")"
		}
		if r.Qty != nil {
			text += " " + r.Qty.String()
		}
		if r.Price != nil {
			text += " at " + r.Price.String()
		}
		if r.Discount != nil {
			text += " less " + r.Discount.String()
		}
		if r.Cost != nil {
			text += " for " + r.Cost.String()
		}
		list = append(list, text)
	}
	for _, b := range out.Bad {
		list = append(list, fmt.Sprintf("row %d: %s", b.Row, b.Why))
	}
	return strings.Join(list, "; ")
}

func TestTablesAreReadInAnyShape(t *testing.T) {
	h := newHouse(t)
	h.item("4711", "2", h.clay, "1")
	for _, c := range []struct{ text, want string }{
		{"MUG-11\t24\t4.75\nTOT-02\t10\t5,20", "MUG-11 24 at 4.75; TOT-02 10 at 5.2"},
		{"24\tMUG-11\t4.75\r\n10\tTOT-02\t5.20\r\n", "MUG-11 24 at 4.75; TOT-02 10 at 5.2"},
		{"4.75\t24\tMUG-11", "MUG-11 24 at 4.75"},
		{"mug-11\nTOT-02", "mug-11; TOT-02"},
		{"MUG-11\t24", "MUG-11 24"},
		{"MUG-11\t4.50 €\nTOT-02\t€ 5.20", "MUG-11 at 4.5; TOT-02 at 5.2"},
		{"Item\tQty\tPrice\nMUG-11\t24\t4.75", "MUG-11 24 at 4.75"},
		{"Price EUR\tOrdered\tArticle No.\n4.75\t24\tMUG-11", "MUG-11 24 at 4.75"},
		{"Pos.\tArtikel-Nr.\tBezeichnung\tMenge\tEinheit\tEinzelpreis\tRabatt %\tGesamt\n1\tMUG-11\tBecher blau\t24\tStk\t1.234,50\t5\t28.146,60",
			"MUG-11(Becher blau) 24 at 1234.5 less 5"},
		{"1\tMUG-11\tStoneware mug\t24\t4.50\t108.00\n2\tTOT-02\tCanvas tote\t10\t5.20\t52.00", "MUG-11(Stoneware mug) 24 at 4.5; TOT-02(Canvas tote) 10 at 5.2"},
		{"MUG-11;24;4,75\nTOT-02;10;5,20", "MUG-11 24 at 4.75; TOT-02 10 at 5.2"},
		{"4711\t5\t2.50\nMUG-11\t6\t4", "4711 5 at 2.5; MUG-11 6 at 4"},
		{"NEW-1\tA new thing\t3\t9.90\nNEW-2\tAnother new thing\t4\t8.80", "NEW-1(A new thing) 3 at 9.9; NEW-2(Another new thing) 4 at 8.8"},
		{"MUG-11\t24\t4.75\t10 %", "MUG-11 24 at 4.75 less 10"},
		{"SKU\tQty\tCost\nMUG-11\t3\t2.80", "MUG-11 3 for 2.8"},
		{"\n\n\"MUG-11\"\t\"24\"\n\t\n", "MUG-11 24"},
		{"", ""},
		// What cannot become a line is said, not left out.
		{"SKU\tQty\nMUG-11\t24\nTOT-02\tmany\n\t9", "MUG-11 24; row 3: “many” is not a number.; row 4: It names no item."},
		{"SKU\tQty\nMUG-11\t-1", "row 2: “-1” is not a quantity."},
	} {
		out, err := h.ReadRows(h.ctx, app.ReadRowsIn{Text: c.text})
		if got := told(out); err != nil || got != c.want {
			t.Errorf("%q:\n got %s %v\nwant %s", c.text, got, err, c.want)
		}
	}
	equal(t, "with decimal commas", told(must(h.ReadRows(h.ctx, app.ReadRowsIn{Text: "MUG-11\t1.200\t1,125", Comma: true}))), "MUG-11 1200 at 1.125")
	out := must(h.ReadRows(h.ctx, app.ReadRowsIn{Text: "NEW-1\t3\nMUG-11\t2\nNEW-1\t4\nNEW-2\t1"}))
	equal(t, "each unknown SKU once", strings.Join(out.Unknown, " "), "NEW-1 NEW-2")
	equal(t, "what is known is found", out.Rows[1].ItemID, h.mug)
	_, err := h.ReadRows(h.ctx, app.ReadRowsIn{Text: strings.Repeat("MUG-11\n", trade.MaxLines+2)})
	h.refused(trade.Invalid, err)
}

// Whatever is on the clipboard is read without a panic, and no row is lost.
func TestNoTextBreaksTheTable(t *testing.T) {
	h := newHouse(t)
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "MUG-11", "12", "1.234,50", "4.50 €", "10 %", "SKU", "Qty", "-", "\"", "1e9", "99999999999999999999"}))
		var text strings.Builder
		for range rapid.IntRange(0, 8).Draw(t, "rows") {
			text.WriteString(strings.Join(rapid.SliceOfN(cell, 0, 6).Draw(t, "cells"), rapid.SampledFrom([]string{"\t", ";"}).Draw(t, "sep")) + "\n")
		}
		out, err := h.ReadRows(h.ctx, app.ReadRowsIn{Text: text.String()})
		if err != nil {
			t.Fatal(err)
		}
		filled := len(strings.FieldsFunc(text.String(), func(r rune) bool { return r == '\n' || r == '\r' }))
		if n := len(out.Rows) + len(out.Bad); n > filled {
			t.Fatalf("%d rows of %d", n, filled)
		}
	})
}

// A table comes to the same in whatever order its columns stand, and as a quote.
func TestAPastedTableComesToWhatItSays(t *testing.T) {
	h := newHouse(t)
	rapid.Check(t, func(t *rapid.T) {
		skus := []string{"MUG-11", "TOT-02", "WRAP"}
		order := rapid.Permutation([]string{"SKU", "Qty", "Price", "Total"}).Draw(t, "columns")
		titled := rapid.Bool().Draw(t, "titled")
		if !titled { // the sum stands behind what it is made of
			order = append(rapid.Permutation([]string{"SKU", "Qty", "Price"}).Draw(t, "before"), "Total")
		}
		var rows []string
		if titled {
			rows = append(rows, strings.Join(order, "\t"))
		}
		var want money.Amount
		for range rapid.IntRange(1, 30).Draw(t, "rows") {
			qty, price := rapid.Int64Range(1, 999).Draw(t, "qty"), rapid.Int64Range(1, 99_999).Draw(t, "price")
			want += money.Amount(qty * price)
			row := make([]string, len(order))
			for i, column := range order {
				row[i] = map[string]string{"SKU": rapid.SampledFrom(skus).Draw(t, "sku"), "Qty": fmt.Sprint(qty), "Price": fmt.Sprintf("%d.%02d", price/100, price%100),
					"Total": fmt.Sprintf("%d.%02d", qty*price/100, qty*price%100)}[column]
			}
			rows = append(rows, strings.Join(row, "\t"))
		}
		out, err := h.ReadRows(h.ctx, app.ReadRowsIn{Text: strings.Join(rows, "\n")})
		if err != nil || len(out.Bad) > 0 {
			t.Fatalf("%v %+v", err, out.Bad)
		}
		var lines []app.LineIn
		for _, r := range out.Rows {
			if r.ItemID == 0 {
				t.Fatalf("%s is not found", r.SKU)
			}
			lines = append(lines, app.LineIn{ItemID: r.ItemID, Qty: r.Qty, Price: r.Price})
		}
		q, err := h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: lines}})
		if err != nil || q.Gross != want {
			t.Fatalf("the quote comes to %d, the table to %d: %v", q.Gross, want, err)
		}
	})
}

func BenchmarkReading500Rows(b *testing.B) {
	h := newHouse(b)
	var text strings.Builder
	for i := range 500 {
		fmt.Fprintf(&text, "MUG-11\tStoneware mug %d\t%d\t%d.50\n", i, 1+rand.IntN(99), 1+rand.IntN(9))
	}
	for b.Loop() {
		must(h.ReadRows(h.ctx, app.ReadRowsIn{Text: text.String()}))
	}
}
