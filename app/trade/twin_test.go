package trade_test

import (
	"testing"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func TestTwoSpellingsHaveOneKey(t *testing.T) {
	for _, same := range [][]string{
		{"Müller & Söhne GmbH", "MUELLER UND SOEHNE", "Muller, Sohne  G.m.b.H.", "Müller-Söhne"},
		{"Łódź Sp. z o.o.", "Lodz SP Z OO"},
		{"The Café Company Ltd.", "Cafe"},
		{"O'Neill Inc", "ONeill"},
		{"Großmann AG", "Grossmann"},
	} {
		for _, name := range same[1:] {
			if trade.NameKey(name) != trade.NameKey(same[0]) {
				t.Errorf("%q is %q and %q is %q", same[0], trade.NameKey(same[0]), name, trade.NameKey(name))
			}
		}
	}
	for _, two := range [][2]string{{"Mug 11", "Mug 12"}, {"Harbor Hardware", "Harbor House"}, {"日本商事", "日本物産"}, {"Co", "Ltd"}} {
		if trade.NameKey(two[0]) == trade.NameKey(two[1]) {
			t.Errorf("%q and %q have one key", two[0], two[1])
		}
	}
}

func TestGoodsAreTheSameInAnyOrder(t *testing.T) {
	line := func(item trade.ID, text string, q money.Qty) trade.OrderLine {
		return trade.OrderLine{SaleLine: trade.SaleLine{Kind: trade.LineItem, ItemID: item, Description: text, Qty: q}}
	}
	a := &trade.SalesOrder{Lines: []trade.OrderLine{line(1, "x", 5), line(2, "y", 7), {SaleLine: trade.SaleLine{Kind: trade.LineText, Description: "note"}}}}
	b := &trade.SalesOrder{Lines: []trade.OrderLine{line(2, "other words", 7), line(1, "x", 5), {SaleLine: trade.SaleLine{Kind: trade.LineFreight, Qty: 1}}}}
	if a.GoodsKey() != b.GoodsKey() || !trade.SameGoods(a, b) {
		t.Error("the order of the lines, texts and freight count")
	}
	for _, c := range []*trade.SalesOrder{
		{Lines: []trade.OrderLine{line(1, "x", 7), line(2, "y", 5)}}, {Lines: []trade.OrderLine{line(1, "x", 5)}}, {Lines: []trade.OrderLine{line(1, "x", 5), line(2, "y", 7), line(2, "y", 7)}},
	} {
		if a.GoodsKey() == c.GoodsKey() || trade.SameGoods(a, c) {
			t.Errorf("%+v are not the same goods", c.Lines)
		}
	}
	free := func(text string) *trade.SalesOrder {
		return &trade.SalesOrder{Lines: []trade.OrderLine{line(0, text, 5)}}
	}
	if trade.SameGoods(free("Poster"), free("Banner")) || !trade.SameGoods(free("Poster"), free("poster")) {
		t.Error("lines without an item are told apart by their text")
	}
	if trade.SameGoods(&trade.SalesOrder{}, &trade.SalesOrder{}) {
		t.Error("orders without goods are not the same")
	}
}
