package intake

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Lists as suppliers send them: each is read to the cent, or says where and why it is not.
func TestListsOfManyShapesAreReadExactly(t *testing.T) {
	for name, c := range map[string]struct {
		list string
		m    trade.PriceMap
		want string
	}{
		"tidy, English": {"Item No,Description,EAN,Unit Price,Stock,MOQ,Lead time\nA-1,Mug 0.3 l,4006381333931,3.10,12,6,4\nA-2,Tote,,3.90,0,,\n", trade.PriceMap{}, `
A=part B=name C=gtin D=cost. E=stock F=min G=lead
2: A-1 | gtin 4006381333931 | Mug 0.3 l | = 3.10 | min 6 | lead 4 | stock 12
3: A-2 | Tote | = 3.90 | stock 0`},
		"German, semicolons, decimal commas, preamble and sum": {"Preisliste Herbst;;;;\nStand: 01.09.2026;;;;\n\nArt.-Nr.;Bezeichnung;VPE;EK netto €;UVP\n00123;Becher \"blau\";6;1.234,50;2.499,00\n00124;Tasche;;3,9;9,95\n;;;Summe;1.238,40\nAlle Preise zzgl. MwSt.\n", trade.PriceMap{}, `
A=part B=name C=pack D=cost, E=retail,
5: 00123 | Becher "blau" | = 1234.50 | retail 2499.00 | by 6
6: 00124 | Tasche | = 3.90 | retail 9.95
idle 2
? Prices are taken for one piece, though column C tells pack sizes. Choose otherwise where they are for the pack.`},
		"a price that is none, in a list of two": {"Item No,Description,Unit Price\nA-1,Mug,3.10\nA-2,Tote,3.1O\n", trade.PriceMap{}, `
A=part B=name C=cost.
2: A-1 | Mug | = 3.10
3: A-2 | Tote | ! C3 "3.1O" is no price.`},
		"one row, and its price is none": {"Item No,Description,Unit Price\nA-2,Tote,x\n", trade.PriceMap{}, `
A=part B=name C=cost
2: A-2 | Tote | ? The list has no price for it (x).`},
		"prices for the pack": {"Artikelnummer;Bezeichnung;VPE;Preis pro VPE\nA;Becher;6;18,60\nB;Tasche;1;3,90\nC;Kerze;Karton à 12;10,00\n", trade.PriceMap{PerPack: true}, `
A=part B=name C=pack D=cost,
2: A | Becher | = 3.10 | by 6
3: B | Tasche | = 3.90
4: C | Kerze | = 0.8333 | by 12`},
		"French": {"Référence;Désignation;Code barres;Prix d'achat HT;Colisage;Délai;Disponibilité;Remplacé par\nR1;Tasse;4006381333931;3,10 €;6;2 semaines;Rupture;R9\nR2;Sac;;sur demande;;48h;en stock;\n", trade.PriceMap{PerPack: true}, `
A=part B=name C=gtin D=cost, E=pack F=lead G=stock H=replacement
2: R1 | gtin 4006381333931 | Tasse | = 0.5167 | by 6 | lead 14 | stock 0 | instead R9
3: R2 | Sac | lead 2 | some | ? The list has no price for it (sur demande).`},
		"Spanish, list price and two discounts": {"Código;Descripción;Precio tarifa;Dto 1;Dto 2;Existencias\nE1;Taza;10,00;30;10;>100\nE2;Bolsa;5,00;20%;;agotado\nE3;Vela;8,00;;;12 uds\n", trade.PriceMap{}, `
A=part B=name C=list, D=discount E=discount F=stock
2: E1 | Taza | = 6.30 | stock 100
3: E2 | Bolsa | = 4.00 | stock 0
4: E3 | Vela | = 8.00 | stock 12`},
		"Italian, costs by quantity side by side": {"Codice;Descrizione;1-9;10-49;50+\nI1;Tazza;3,10;2,95;2,80\nI2;Borsa;3,90;;3,50\n", trade.PriceMap{}, `
A=part B=name C=cost, D=cost@10, E=cost@50,
2: I1 | Tazza | = 3.10 | 10+ 2.95 | 50+ 2.80
3: I2 | Borsa | = 3.90 | 50+ 3.50`},
		"Dutch, tabs": {"Artikelcode\tOmschrijving\tInkoopprijs\tAdviesprijs\tVoorraad\tStatus\nN1\tMok\t€ 3,10\t€ 7,95\tbeperkt\tactief\nN2\tTas\t€ 3,90\t€ 9,95\tuitverkocht\tvervallen\n", trade.PriceMap{}, `
A=part B=name C=cost, D=retail, E=stock F=ended
2: N1 | Mok | = 3.10 | retail 7.95 | some | ~ E2 "beperkt": there are few.
3: N2 | Tas | = 3.90 | retail 9.95 | stock 0 | ended`},
		"costs by quantity below each other": {"SKU,Name,From qty,Net price\nA,Mug,1,3.10\nA,Mug,10,2.95\nB,Tote,50,3.50\nB,Tote,1,3.90\nA,Mug,100,2.80\n", trade.PriceMap{}, `
A=part B=name C=from D=cost.
2: A | Mug | = 3.10 | 10+ 2.95 | 100+ 2.80
4: B | Tote | = 3.90 | 50+ 3.50`},
		"no headings": {"X-100,Stoneware mug blue,4006381333931,3.10\nX-101,Canvas tote natural,4006381333948,3.95\nX-102,Soy candle fig,,4.25\n", trade.PriceMap{}, `
A=part B=name C=gtin D=cost.
1: X-100 | gtin 4006381333931 | Stoneware mug blue | = 3.10
2: X-101 | gtin 4006381333948 | Canvas tote natural | = 3.95
3: X-102 | Soy candle fig | = 4.25
? The list has no headings that are known, so its columns are guessed by what stands in them. Look at them before anything is applied.`},
		"a price for each size, and no numbers": {"Product Name,500 g,250 g,Category\nAmber,30.00,15.00,Oud\n\"Rose\nWater\",12.00,,Fresh\n", trade.PriceMap{}, `
A=name B=cost_of_size. C=cost_of_size. D=category
2: Amber 500 g | Amber 500 g | in Oud | = 30.00
2: Amber 250 g | Amber 250 g | in Oud | = 15.00
3: Rose Water 500 g | Rose Water 500 g | in Fresh | = 12.00
? Columns B to C are taken for the prices of 2 sizes; each size is an item.
? The list has no part numbers, so its items are known by their names.`},
		"rows between, headings once more, and what is no item": {"Part no,Description,Price\nMUGS,,\nM1,Mug,3.10\nPart no,Description,Price\nBAGS,,\nT1,Tote,3.90\n,Freight,4.00\nTotal,,11.00\nPage 1 of 2,,\n", trade.PriceMap{}, `
A=part B=name C=cost.
3: M1 | Mug | in MUGS | = 3.10
6: T1 | Tote | in BAGS | = 3.90
7: Freight | in BAGS | = 4.00 | ! The row has a price and no number that its item is known by.
idle 5`},
		"what Excel has broken": {"Artikelnummer;EAN;Name;Preis\n4,01E+12;4,006E+12;A;1,00\n02. Mai;4006381333930;B;2,00\n=\"00123\";'04006381333931;C;3,00\n#REF!;;D;#NV\n0012;614141000036;E;1.5\n", trade.PriceMap{}, `
A=part B=gtin C=name D=cost,
2: A | = 1.00 | ! A2 4,01E+12 is what Excel has left of a long number. Ask for the list with this column as text. | ~ B2 4,006E+12 is what Excel has left of a GTIN; it is not read.
3: 02. Mai | B | = 2.00 | ~ B3 4006381333930 is no GTIN: its check digit or its length is wrong. It is not read.
4: 00123 | gtin 04006381333931 | C | = 3.00
5: #REF! | D | ! D5 "#NV" is no price.
6: 0012 | gtin 614141000036 | E | ! D6 "1.5" has another decimal sign than the rest of its column.`},
		"a number that may be read two ways": {"Code,Name,Price\nA,Mug,\"1,234\"\nB,Tote,\"2,500\"\n", trade.PriceMap{}, `
A=part B=name C=cost.
2: A | Mug | = 1234.00
3: B | Tote | = 2500.00
? Column C: "1,234" may be a thousand times more or less: nothing in the list says whether its sign is a decimal sign. It is read as 1234.`},
		"zero, negative, absurd, in another currency and on request": {"Code,Name,Price\nA,a,0.00\nB,b,-3.00\nC,c,(4.00)\nD,d,99999999999999\nE,e,POA\nF,f,$5.00\nG,g,3.33333\nH,h,12.-\nI,i,\"CHF 1'200.50\"\nJ,j,€ 2.50/100\n", trade.PriceMap{}, `
A=part B=name C=cost.
2: A | a | = 0.00 | ? The price is zero.
3: B | b | ! C3 The price -3 is below zero.
4: C | c | ! C4 The price -4 is below zero.
5: D | d | ! C5 The price is larger than a document can carry. | ~ C5 99999999999999 has more decimals than a price in EUR; it is rounded.
6: E | e | ? The list has no price for it (POA).
7: F | f | ! C7 The price is in $, and the supplier bills in EUR. Change the supplier's currency, or ask for the list in EUR.
8: G | g | = 3.3333 | ~ C8 3.33333 has more decimals than a price in EUR; it is rounded.
9: H | h | = 12.00
10: I | i | ! C10 The price is in CHF, and the supplier bills in EUR. Change the supplier's currency, or ask for the list in EUR.
11: J | j | = 0.025`},
		"the same item twice": {"Code,Name,Price\nA,a,1.00\nA,a,1.00\nB,b,2.00\nB,b,2.50\n", trade.PriceMap{}, `
A=part B=name C=cost.
2: A | a | = 1.00 | ~ Row 3 says the same once more.
4: B | b | = 2.00 | ? The item stands once more in row 5, otherwise.
5: B | b | = 2.50 | ? The item stands in row 4 already, otherwise.
idle 1`},
		"price and net price, tax and our discount": {"Code;Name;Preis;Nettopreis;PE\nA;a;10,00;6,00;1\nB;b;100,00;60,00;100\n", trade.PriceMap{Discount: 10 * money.Percent, Tax: 20 * money.Percent}, `
A=part B=name C=list, D=cost, E=per
2: A | a | = 4.50
3: B | b | = 0.45`},
		"net price and discount that contradict each other": {"Code;Name;Listenpreis;Rabatt;Netto\nA;a;10,00;40;6,00\nB;b;10,00;40;7,00\n", trade.PriceMap{}, `
A=part B=name C=list, D=discount E=cost,
2: A | a | = 6.00
3: B | b | = 7.00 | ? C3 The list price less the discount comes to 6.00, and not to the net price 7.00.`},
		"stock alone": {"sku;qty;eta\nA;12;\nB;no;\nC;mehr als 50;\nD;nächste Woche;\n", trade.PriceMap{}, `
A=part B=stock
2: A | stock 12
3: B | stock 0
4: C | stock 50
5: D | ~ B5 "nächste Woche" does not say how much is in stock; it is not read.`},
		"weights and days": {"Code,Name,Weight (kg),Price,Valid until\nA,a,0.35,1.00,31/12/2026\nB,b,1.2,2.00,05/01/2027\n", trade.PriceMap{}, `
A=part B=name C=weight. D=cost. E=valid_until
2: A | a | = 1.00 | until 2026-12-31 | 350 g
3: B | b | = 2.00 | until 2027-01-05 | 1200 g`},
	} {
		t.Run(name, func(t *testing.T) { equal(t, told(read(t, "list.csv", []byte(c.list), c.m)), c.want) })
	}
}

func TestWorkbooksAreReadExactly(t *testing.T) {
	t.Run("two rows of headings below a letterhead, on the second sheet", func(t *testing.T) {
		file := workbook(t, [][]any{{"Clayworks Ltd, Kiln 1, Leeds"}, {"Dear customer"}}, func(f *excelize.File) {
			if _, err := f.NewSheet("Prices"); err != nil {
				t.Fatal(err)
			}
			for cell, v := range map[string]any{"A1": "Clayworks Ltd\nKiln 1", "A5": "Prices of", "C5": "23.08.2026", "A7": "Article no", "B7": "Description", "C7": "Price per piece (EUR)", "F7": "to order",
				"C8": "retail", "D8": "wholesale", "E8": "wholesale (from 20 000)", "A9": "M1", "B9": "Mug", "C9": 7.95, "D9": 3.1000000000000001, "E9": 2.8, "A10": 17, "B10": "Tote", "C10": 9.95, "D10": 3.9, "E10": 3.6} {
				if err := f.SetCellValue("Prices", cell, v); err != nil {
					t.Fatal(err)
				}
			}
			for _, area := range [][2]string{{"A1", "F4"}, {"A7", "A8"}, {"B7", "B8"}, {"C7", "E7"}, {"F7", "F8"}} {
				if err := f.MergeCell("Prices", area[0], area[1]); err != nil {
					t.Fatal(err)
				}
			}
		})
		equal(t, told(read(t, "list.xlsx", file, trade.PriceMap{})), `
A=part B=name C=retail D=cost
9: M1 | Mug | = 3.10 | retail 7.95
10: 17 | Tote | = 3.90 | retail 9.95
? Columns D (wholesale) and E (wholesale (from 20 000)) are both prices; the first is taken for what we pay.`)
	})
	t.Run("formats, errors, days and hidden rows", func(t *testing.T) {
		file := workbook(t, [][]any{{"Item", "Name", "List price", "Discount", "EAN"}, {7, "a", 10.0, 0.25, 4006381333931}, {"B", "b", 20.0, 0.1, "4006381333931"}, {"C", "c", nil, 0.5, nil}, {45000, "d", 1.0, 0.0, nil}}, func(f *excelize.File) {
			style := func(cell string, s *excelize.Style) {
				id, err := f.NewStyle(s)
				if err == nil {
					err = f.SetCellStyle("Sheet1", cell, cell, id)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			zeros, dollars := "00000", `#,##0.00 "EUR"`
			style("A2", &excelize.Style{CustomNumFmt: &zeros})
			style("C2", &excelize.Style{CustomNumFmt: &dollars})
			for _, cell := range []string{"D2", "D3", "D4", "D5"} {
				style(cell, &excelize.Style{NumFmt: 9})
			}
			style("A5", &excelize.Style{NumFmt: 14})
			if err := f.SetRowVisible("Sheet1", 3, false); err != nil {
				t.Fatal(err)
			}
		})
		equal(t, told(read(t, "list.xlsx", file, trade.PriceMap{})), `
A=part B=name C=list D=discount E=gtin
2: 00007 | gtin 4006381333931 | a | = 7.50
3: B | gtin 4006381333931 | b | = 18.00
4: C | c | ? The list has no price for it.
5: d | = 1.00 | ! A5 Excel has made a day of the number (2023-03-15). Ask for the list with this column as text.
? Hidden rows are read too: 3.`)
	})
}

// A column is known by its heading: a list that has one more, or another order, is read as was chosen.
func TestAChosenMapFollowsTheHeadings(t *testing.T) {
	first := read(t, "a.csv", []byte("Code,What,P1,P2\nA,Mug,9.00,3.10\n"), trade.PriceMap{Heading: 1, Columns: []trade.PriceColumn{
		{Column: "A", Heading: "Code", Field: FieldPart}, {Column: "B", Heading: "What", Field: FieldName}, {Column: "D", Heading: "P2", Field: FieldCost}}})
	equal(t, told(first), "A=part B=name D=cost.\n2: A | Mug | = 3.10")
	again := first.Map
	again.Heading = 0
	second := read(t, "b.csv", []byte("P2,Colour,Code,What,P1\n3.20,blue,A,Mug,9.00\n"), again)
	equal(t, told(second), "A=cost. C=part D=name\n2: A | Mug | = 3.20")
	lacking := read(t, "c.csv", []byte("Code,Name,What,P3\nA,,Mug,9.00\n"), again)
	equal(t, told(lacking), "A=part C=name\n2: A | Mug\n? The list has no column \"P2\" any more, which was read as cost.")
}

// What is quick must be the same as what it stands for.
func TestFirstWordsAndLinesAreThoseOfTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"Total", "a", "Ä", "ß", "7", " ", "  ", "-", "%", "\u00a0", "\u2028", "\t", "\x01", "é", "€", "漢", ".", "º"}), 0, 8).Draw(t, "parts"), "")
		want := ""
		if f := strings.Fields(folded(s)); len(f) > 0 {
			want = f[0]
		}
		if got := firstWord(s); got != want {
			t.Fatalf("the first word of %q is %q, not %q", s, want, got)
		}
		digits := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"1", "23", "0", ".", ",", "-", " ", "€"}), 0, 6).Draw(t, "digits"), "")
		if n, err := numeralOf(" " + digits); plainDigits(digits) && (err != nil || n != numeral{digits: digits}) {
			t.Fatalf("%q is %+v (%v) in the slow way", digits, n, err)
		}
		if got, want := oneLine(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Fatalf("%q on one line is %q, not %q", s, want, got)
		}
	})
}
