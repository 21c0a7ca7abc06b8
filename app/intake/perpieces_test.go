package intake

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dropdesk/app/trade"
)

func TestPricesForSeveralPiecesAreThoseOfOne(t *testing.T) {
	for name, c := range map[string]struct {
		list string
		m    trade.PriceMap
		want string
	}{
		"so many in the heading": {"Art.-Nr.;Name;Preis pro 100 St;UVP\nA;a;12,50;0,29\n", trade.PriceMap{}, `
A=part B=name C=cost, D=retail,
2: A | a | = 0.125 | retail 0.29
? Column C (Preis pro 100 St) has the price of 100 pieces, so it is divided by 100.`},
		"a currency for so many": {"SKU,Name,\"€ / 1,000 pcs\"\nA,a,12.50\n", trade.PriceMap{}, `
A=part B=name C=cost.
2: A | a | = 0.0125
? Column C (€ / 1,000 pcs) has the price of 1000 pieces, so it is divided by 1000.`},
		"the row says it, not the heading": {"SKU;Name;Preis/100;Preiseinheit\nA;a;12,50;1.000\nB;b;1,50;%\nC;c;2,00;\nD;d;2,00 / 50;1.000\nE;e;2,00;M\n", trade.PriceMap{}, `
A=part B=name C=cost, D=per,
2: A | a | = 0.0125
3: B | b | = 0.015
4: C | c | = 0.02
5: D | d | = 0.04
6: E | e | = 2.00 | ? D6 "M" does not say how many pieces the price is for.
? Column C (Preis/100) has the price of 100 pieces, so it is divided by 100.`},
		"for a pack, by the heading": {"Code;Nom;Colisage;Prix du colis\nA;a;12;24,00\nB;b;24 (2x12);48,00\nC;c;2x12;48,00\nD;d;6 x 75cl;60,00\nE;e;;5,00\nF;f;1.000;10,00\n", trade.PriceMap{}, `
A=part B=name C=pack, D=cost,
2: A | a | = 2.00 | by 12
3: B | b | = 2.00 | by 24
4: C | c | = 2.00 | by 24
5: D | d | = 10.00 | by 6
6: E | e | = 5.00 | ? C6 Prices are for the pack, and the row does not say how many pieces that is.
7: F | f | = 0.01 | by 1000
? Prices are taken for the pack, as column D (Prix du colis) says, and divided by the pack size in column C.`},
		"a pack that nothing tells the size of": {"SKU,Name,Price per case\nA,a,24.00\n", trade.PriceMap{}, `
A=part B=name C=cost.
2: A | a | = 24.00
? The prices in column C (Price per case) are for a pack, and no column tells how many pieces it has. They are taken for one piece.`},
		"for one, for a weight and from a quantity on": {"SKU,Name,Price per piece,Price 10+,Price 100+\nA,a,2.00,1.90,1.80\n", trade.PriceMap{}, `
A=part B=name C=cost. D=cost@10. E=cost@100.
2: A | a | = 2.00 | 10+ 1.90 | 100+ 1.80`},
		"stock of thousands": {"SKU,Name,Cost,Stock\nA,a,2,1.200\nB,b,3,+ de 50\nC,c,4,nee\n", trade.PriceMap{}, `
A=part B=name C=cost D=stock,
2: A | a | = 2.00 | stock 1200
3: B | b | = 3.00 | stock 50
4: C | c | = 4.00 | stock 0`},
		"what is left of the list price": {"Part No;Description;List price;Multiplier\nA;a;10.00;0.45\nB;b;20.00;45%\nC;c;5.00;1\nD;d;5.00;1.5\nE;e;5.00;0\nF;f;8.00;\n", trade.PriceMap{}, `
A=part B=name C=list. D=discount.
2: A | a | = 4.50
3: B | b | = 9.00
4: C | c | = 5.00
5: D | d | ! D5 "1.5" is no part of a price.
6: E | e | ! D6 "0" is no part of a price.
7: F | f | = 8.00 | ? D7 The row does not say what we pay of the list price, so all of it is taken.
? Column D (Multiplier) is taken for what we pay of the list price: 0.45 is 45 % of it.`},
		"a minimum in cases": {"SKU,Description,Case Qty,Case Price,MOQ (cases)\nA,a,12,37.20,2\nB,b,6,30.00,1\nC,c,,2.50,3\n", trade.PriceMap{}, `
A=part B=name C=pack D=cost. E=min
2: A | a | = 3.10 | min 24 | by 12
3: B | b | = 5.00 | min 6 | by 6
4: C | c | = 2.50 | ? C4 Prices are for the pack, and the row does not say how many pieces that is. | ? E4 The minimum is in packs, and the row does not say how many pieces that is.
? Prices are taken for the pack, as column D (Case Price) says, and divided by the pack size in column C.`},
		"codes under a heading that may stand for names": {"Artikel;Text;Listenpreis;Rabatt %\nK1;Becher;10,00;35\nK2;Teller;20,00;0\n", trade.PriceMap{}, `
A=part B=name C=list, D=discount
2: K1 | Becher | = 6.50
3: K2 | Teller | = 20.00`},
		"breaks in short": {"Part #,Desc,UOM,Qty Brk 1,Price Brk 1,Qty Brk 2,Price Brk 2\nA,a,EA,1,1.00,50,0.80\nB,b,EA,1,24.00,10,22.00\n", trade.PriceMap{}, `
A=part B=name C=unit D=from E=cost. F=from G=cost.
2: A | a | = 1.00 | 50+ 0.80
3: B | b | = 24.00 | 10+ 22.00`},
		"a discount on retail prices": {"Código;Descripción;PVP;Dto.\nA;a;10,00;25\n", trade.PriceMap{}, `
A=part B=name C=list, D=discount
2: A | a | = 7.50
? Column C (PVP) is taken for the price before the discount in column D.`},
	} {
		t.Run(name, func(t *testing.T) { equal(t, told(read(t, "list.csv", []byte(c.list), c.m)), c.want) })
	}
	for name, c := range map[string][2]string{
		"quantities in headings of their own": {"Nr.;Bezeichnung;ab 1;ab 10;ab 100\nA;a;10;9;8\n", `
A=part B=name C=cost D=cost@10 E=cost@100
2: A | a | = 10.00 | 10+ 9.00 | 100+ 8.00`},
		"quantities beside their prices": {"SKU,Name,Qty 1,Price 1,Qty 2,Price 2,Qty 3,Price 3\nA,a,1,1.00,10,0.90,50,0.80\nB,b,6,2.00,12,1.90,,\nC,c,1,3.00,many,2.00,,\n", `
A=part B=name C=from D=cost. E=from F=cost. G=from H=cost.
2: A | a | = 1.00 | 10+ 0.90 | 50+ 0.80
3: B | b | = 2.00 | 12+ 1.90 | min 6
4: C | c | = 3.00 | ? E4 "many" is no quantity from which a price holds.`},
		"a price, and others from quantities on": {"Artikelnr;Name;Preis;Staffelmenge 1;Staffelpreis 1;Staffelmenge 2;Staffelpreis 2\nA;a;1,00;10;0,90;1.000;0,80\n", `
A=part B=name C=cost, D=from E=cost, F=from, G=cost,
2: A | a | = 1.00 | 10+ 0.90 | 1000+ 0.80`},
		"a retail price is none that we pay where the discounts are empty": {"Art.-Nr.;Name;UVP brutto;HEK netto;Rabatt\nA;a;9,95;4,50;\n", `
A=part B=name C=retail, D=cost, E=discount
2: A | a | = 4.50 | retail 9.95`},
		"pence": {"SKU,Name,Price (p)\na1,a,450\nA1,b,460\n", `
A=part B=name C=cost
2: a1 | a | = 4.50 | ? The item stands once more in row 3, otherwise.
3: A1 | b | = 4.60 | ? The item stands in row 2 already, otherwise.
? Column C (Price (p)) has prices in hundredths, so they are divided by 100.`},
		"cents": {"Artikelnr;Name;Preis in Cent\nA;a;450\n", `
A=part B=name C=cost
2: A | a | = 4.50
? Column C (Preis in Cent) has prices in hundredths, so they are divided by 100.`},
		"no pence": {"Código;Nombre;Precio neto (P.V.P.)\nA;a;450\n", `
A=part B=name C=cost
2: A | a | = 450.00`},
		"short headings": {"Cod. Art.;Descrizione;Listino;Sc. %;Conf.;Disp.\nA;a;12,00;50;6;si\n", `
A=part B=name C=list, D=discount E=pack F=stock
2: A | a | = 6.00 | by 6 | some
? Prices are taken for one piece, though column E tells pack sizes. Choose otherwise where they are for the pack.`},
		"the supplier's own currency first": {"SKU,Name,Price USD,Price EUR\nA,a,1.10,1.00\n", `
A=part B=name D=cost.
2: A | a | = 1.00
? Columns D (Price EUR) and C (Price USD) are both prices; the first is taken for what we pay.`},
		"an end that is told with more words": {"SKU,Name,Cost,Status\nA,a,1.10,discontinued - use B\nB,b,1.20,active\n", `
A=part B=name C=cost. D=ended
2: A | a | = 1.10 | ended
3: B | b | = 1.20`},
		"stock is no part number": {"001\t4006381333931\tBecher blau\t12\t4,50\n002\t4006381333948\tBecher rot\t0\t4,60\n003\t\tTeller\t3\t12,00\n", `
A=part B=gtin C=name E=cost,
1: 001 | gtin 4006381333931 | Becher blau | = 4.50
2: 002 | gtin 4006381333948 | Becher rot | = 4.60
3: 003 | Teller | = 12.00
? The list has no headings that are known, so its columns are guessed by what stands in them. Look at them before anything is applied.`},
	} {
		t.Run(name, func(t *testing.T) { equal(t, told(read(t, "list.csv", []byte(c[0]), trade.PriceMap{})), c[1]) })
	}
	t.Run("quantities beside prices are found again", func(t *testing.T) {
		file := []byte("SKU,Name,Qty 1,Price 1,Qty 2,Price 2\nA,a,1,1.00,10,0.90\n")
		if list := read(t, "list.csv", file, read(t, "list.csv", file, trade.PriceMap{}).Map); len(list.Rows) != 1 || len(list.Rows[0].Breaks) != 1 || list.Rows[0].Min != nil {
			t.Errorf("%+v", list.Rows)
		}
	})
	t.Run("the person's choice stands", func(t *testing.T) {
		file := []byte("SKU,Name,Pack,Price per pack\nA,a,12,24.00\n")
		m := read(t, "list.csv", file, trade.PriceMap{}).Map
		if m.PerPack = false; *read(t, "list.csv", file, m).Rows[0].Cost != 24_0000 {
			t.Error("a price that was chosen to be for one piece is divided")
		}
	})
	t.Run("a formula without a result is told", func(t *testing.T) {
		file := workbook(t, [][]any{{"SKU", "Name", "Cost"}, {"A", "a", 2.5}, {"B", "b"}}, func(f *excelize.File) {
			if err := f.SetCellFormula(f.GetSheetName(0), "C3", "C2*2"); err != nil {
				t.Fatal(err)
			}
		})
		doubts := strings.Join(read(t, "list.xlsx", file, trade.PriceMap{}).Doubts, "\n")
		if !strings.Contains(doubts, "(1 of them, the first in C3)") {
			t.Error(doubts)
		}
	})
	t.Run("a unit of several is in doubt", func(t *testing.T) {
		for unit, asked := range map[string]bool{"per 100": true, "C": true, "100 Stk": true, "EA": false, "1": false, "box of 10": false, "500 g": false} {
			x := read(t, "list.csv", []byte("SKU,Name,Unit,Price\nA,a,"+unit+",24.00\nB,b,EA,3.00\n"), trade.PriceMap{}).Rows[0]
			if (x.PartDoubt != nil) != asked {
				t.Errorf("unit %q: %+v", unit, x.PartDoubt)
			}
		}
	})
}
