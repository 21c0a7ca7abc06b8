package intake

import (
	"bytes"
	"context"
	"math/rand"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// shopOrders is a file of a shop with n orders of one to three lines.
func shopOrders(n int) string { return string(SampleOrders(n)) }

// The house's own form is read as it was filled in, in both languages; its examples are no orders.
func TestTheHousesOwnFormIsReadAsItWasFilledIn(t *testing.T) {
	for _, german := range []bool{false, true} {
		form := Template{German: german, Goods: [][3]string{{"MUG-11", "Mug", "4.50 EUR"}}}
		empty, err := form.Workbook()
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(empty))
		if err != nil {
			t.Fatal(err)
		}
		sheet := f.GetSheetList()[0]
		if list, err := f.GetDataValidations(sheet); err != nil || len(list) != 8 {
			t.Errorf("%d columns are checked (%v)", len(list), err)
		}
		for cell, v := range map[string]any{"A2": "0077", "B2": "2026-11-30", "D2": "Ann", "G2": "Elm 1", "H2": "02139", "I2": "Boston", "K2": "US", "L2": "007", "N2": 3, "O2": 4.25, "P2": "USD", "A3": "0077", "L3": "MUG-11", "N3": 1.5, "O3": 2} {
			if err := f.SetCellValue(sheet, cell, v); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		o := readOrders(t, "form.xlsx", b.String())
		if got, want := orderText(o), "\n2 0077 0077 2026-11-30 USD | Ann  | 3×007 4.25 | 1.5×MUG-11 2.00 |\n"; got != want || !o.Form || !o.Brings() {
			t.Errorf("got %s, the form %v", got, o.Form)
		}
		if f := readOrders(t, "form.xlsx", string(empty)); len(f.Orders) != 0 || f.Brings() {
			t.Errorf("the empty form brings %d orders", len(f.Orders))
		}
	}
}

// A file of which only a part arrived is an error, or every order that is taken without doubt is as it was in the whole file.
func TestAFileOfOrdersCutOffAnywhereBringsNoHalfOrder(t *testing.T) {
	whole := shopOrders(120)
	full := readOrders(t, "shop.csv", whole)
	by := map[string]string{}
	for i := range full.Orders {
		by[full.Orders[i].Key] = full.Orders[i].Raw
	}
	cuts := []int{}
	for n := 1024; n < len(whole); n += 1024 {
		cuts = append(cuts, n, n+strings.IndexByte(whole[n:], '\n')+1)
	}
	for _, n := range cuts {
		f, err := ReadOrders(context.Background(), "shop.csv", []byte(whole[:n]), trade.OrderMap{}, "EUR")
		if err != nil {
			t.Fatal(err)
		}
		for i := range f.Orders {
			if o := &f.Orders[i]; len(o.Doubts)+len(o.Errors) == 0 && by[o.Key] != o.Raw {
				t.Fatalf("cut at %d the order %s is taken with a part of its rows:\n%s", n, o.Key, o.Raw)
			}
		}
	}
	many := "[" + strings.Repeat(`{"id":1,"number":"1","currency":"EUR","line_items":[{"name":"Mug","quantity":1,"total":"1.00","sku":"M"}]},`, 60)
	for n := 1; n < len(many); n += 97 {
		if _, err := ReadOrders(context.Background(), "orders.json", []byte(many[:n]), trade.OrderMap{}, "EUR"); err == nil {
			t.Fatalf("%d bytes of JSON are taken for a whole file", n)
		}
	}
}

// However a file's text is written down, the orders are the same; a byte that no text has is told.
func TestOrdersAreTheSameInEveryEncoding(t *testing.T) {
	text := strings.ReplaceAll(shopOrders(20), "Elm", "Straße")
	want := orderText(readOrders(t, "shop.csv", text))
	mixed, ends := "", []string{"\n", "\r\n", "\r"}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		mixed += line + ends[i%3]
	}
	for name, file := range map[string]string{
		"with a mark": "\xef\xbb\xbf" + text, "UTF-16 without a mark": string(utf16of(text, false)), "UTF-16, the other way round": string(utf16of(text, true)),
		"Windows": strings.ReplaceAll(text, "ß", "\xdf"), "mixed line ends": mixed, "with a line of Excel's": "sep=,\n" + text,
	} {
		got := orderText(readOrders(t, "shop.csv", file))
		if name == "with a line of Excel's" {
			continue // its rows stand one further down; that it is read is enough
		}
		if got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	_, err := ReadOrders(context.Background(), "shop.csv", []byte(strings.Replace(text, "Straße", "Str\x00aße", 1)), trade.OrderMap{}, "EUR")
	if err == nil || !strings.Contains(err.Error(), "shop.csv") || !strings.Contains(err.Error(), "row 2") {
		t.Errorf("a zero byte: %v", err)
	}
}

// Bytes that are others never end in a panic, and no order that is taken without doubt has goods without a quantity or a key.
func TestDamagedFilesOfOrdersEndInSentences(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for _, file := range []string{shopOrders(12), `[{"id":1,"number":"1","status":"x","currency":"EUR","total":"2.00","line_items":[{"name":"Mug","quantity":2,"total":"2.00","sku":"M"}],"billing":{"email":"a@b.example"}}]`} {
		for range 300 {
			bad := []byte(file)
			for range 1 + r.Intn(6) {
				bad[r.Intn(len(bad))] = byte(r.Intn(256))
			}
			soundOrders(t, bad)
		}
	}
}

// soundOrders reads a file whatever it is.
func soundOrders(t *testing.T, file []byte) {
	f, err := ReadOrders(context.Background(), "orders", file, trade.OrderMap{}, "EUR")
	if err != nil {
		if strings.TrimSpace(err.Error()) == "" {
			t.Fatal("an error says nothing")
		}
		return
	}
	for i := range f.Orders {
		o := &f.Orders[i]
		if len(o.Errors) > 0 {
			continue
		}
		if o.Key == "" || len(o.Lines) == 0 || o.Currency == "" || len([]rune(o.Key)) > trade.MaxName {
			t.Fatalf("an order without key, goods or currency has no error: %+v", o)
		}
		sum := o.Freight - o.Discount
		for _, l := range o.Lines {
			if l.Qty <= 0 || l.Qty > money.MaxQty || l.Price != nil && (*l.Price < 0 || *l.Price > money.MaxPrice) {
				t.Fatalf("goods that cannot be ordered: %+v", l)
			}
			sum += l.Amount - l.Discount
		}
		for _, l := range o.Extras {
			sum += l.Amount
		}
		if o.Inclusive == nil || !*o.Inclusive {
			sum += o.Tax
		}
		if o.Total != nil && len(o.Doubts) == 0 && sum != *o.Total {
			t.Fatalf("an order of %s is told to come to %s: %+v", sum.Text(o.Currency), o.Total.Text(o.Currency), o)
		}
	}
}

func FuzzOrderTables(f *testing.F) {
	for _, s := range []string{shopOrders(2), "order-id\torder-item-id\tsku\tquantity-purchased\titem-price\n1\t2\ta\"b\t1\t2.00\n", "Sale Date,Item Name,Quantity,Price,Order ID\n09/04/26,a,1,$2,3\n",
		"Bestellnummer;Artikelnummer;Menge;Einzelpreis\nB-1;1;2;1.234,50 €\n", "PO number,4711\nSKU,Qty\nA,1\n", "order_id,order_date,billing_email,line_items\n1,2026-01-01,a@b.example,name:x|quantity:2|total:3;\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) { soundOrders(t, file) })
}

func FuzzOrdersOfTheInterface(f *testing.F) {
	for _, s := range []string{`{"id":1,"line_items":[{"quantity":"1","total":"1e9"}],"total":1}`, `[{"id":"x","currency":"jpy","fee_lines":[{"total":"-3"}],"refunds":[{"total":"-1"}],"line_items":[{}]}]`, "{}\n{}\n", `[{"line_items":null}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) { soundOrders(t, file) })
}
