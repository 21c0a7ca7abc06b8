package intake

import (
	"context"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The reports as the channels document them, with orders of nobody.
const (
	shopifyFees = "Transaction Date,Type,Order,Card Brand,Card Source,Payout Status,Payout Date,Payout ID,Available On,Amount,Fee,Net,Checkout,Payment Method Name,Presentment Amount,Presentment Currency,Currency,VAT\n" +
		"2026-11-20 10:15:00 +0100,charge,#1041,visa,online,paid,2026-11-24,90001,2026-11-24,26.40,1.07,25.33,#77001,card,26.40,EUR,EUR,0.00\n" +
		"2026-11-21 09:00:00 +0100,charge,#1042,master,online,pending,,,2026-11-25,11.00,0.62,10.38,#77002,card,12.10,USD,EUR,0.00\n" +
		"2026-11-22 12:30:00 +0100,refund,#1041,visa,online,pending,,,2026-11-26,-26.40,-0.30,-26.10,#77001,card,-26.40,EUR,EUR,0.00\n" +
		"2026-11-23 00:10:00 +0100,payout,,,,paid,2026-11-24,90001,2026-11-24,-25.33,0.00,-25.33,,,,,EUR,0.00\n"
	amazonFees = "\"Includes Amazon Marketplace, Fulfilment by Amazon (FBA) and Amazon Webstore transactions\"\n\"All amounts in GBP, unless specified\"\n\"Definitions:\"\n\"Other: what belongs to no order\"\n" +
		"\"date/time\",\"settlement id\",\"type\",\"order id\",\"sku\",\"description\",\"quantity\",\"marketplace\",\"fulfilment\",\"order city\",\"product sales\",\"product sales tax\",\"postage credits\",\"promotional rebates\",\"marketplace withheld tax\",\"selling fees\",\"fba fees\",\"other transaction fees\",\"other\",\"total\"\n" +
		"\"20 Nov 2026 08:01:02 UTC\",\"331\",\"Order\",\"202-7788990-1112223\",\"MUG-11\",\"Mug\",\"2\",\"amazon.co.uk\",\"Seller\",\"Hull\",\"1,018.00\",\"0\",\"5.00\",\"-1.00\",\"0\",\"-153.30\",\"0\",\"-0.50\",\"0\",\"868.20\"\n" +
		"\"20 Nov 2026 08:01:02 UTC\",\"331\",\"Order\",\"202-7788990-1112223\",\"TOT-02\",\"Tote, blue\",\"1\",\"amazon.co.uk\",\"Amazon\",\"Hull\",\"10.00\",\"0\",\"0\",\"0\",\"0\",\"-1.50\",\"-2.10\",\"0\",\"0\",\"6.40\"\n" +
		"\"21 Nov 2026 10:00:00 UTC\",\"331\",\"Refund\",\"202-7788990-1112223\",\"TOT-02\",\"Tote, blue\",\"1\",\"amazon.co.uk\",\"Amazon\",\"Hull\",\"-10.00\",\"0\",\"0\",\"0\",\"0\",\"1.20\",\"0\",\"0\",\"0\",\"-8.80\"\n" +
		"\"21 Nov 2026 10:00:00 UTC\",\"331\",\"Shipping Services\",\"202-7788990-1112223\",\"\",\"Label\",\"\",\"\",\"\",\"\",\"0\",\"0\",\"0\",\"0\",\"0\",\"0\",\"0\",\"0\",\"-3.20\",\"-3.20\"\n" +
		"\"22 Nov 2026 10:00:00 UTC\",\"331\",\"Service Fee\",\"\",\"\",\"Subscription\",\"\",\"\",\"\",\"\",\"0\",\"0\",\"0\",\"0\",\"0\",\"0\",\"0\",\"0\",\"-30.00\",\"-30.00\"\n" +
		"\"23 Nov 2026 10:00:00 UTC\",\"331\",\"Transfer\",\"\",\"\",\"To your account ending in: 041\",\"\",\"\",\"\",\"\",\"0\",\"0\",\"0\",\"0\",\"0\",\"0\",\"0\",\"0\",\"-832.60\",\"-832.60\"\n"
	amazonGerman = "\"Umfasst die Transaktionen des Marketplace\"\n\"Alle Beträge in Euro sofern nicht anders gekennzeichnet\"\n" +
		"\"Datum/Uhrzeit\",\"Abrechnungsnummer\",\"Typ\",\"Bestellnummer\",\"SKU\",\"Beschreibung\",\"Menge\",\"Marketplace\",\"Versand\",\"Umsätze\",\"Produktumsatzsteuer\",\"Gutschrift für Versandkosten\",\"Rabatte aus Werbeaktionen\",\"Verkaufsgebühren\",\"Gebühren zu Versand durch Amazon\",\"Andere Transaktionsgebühren\",\"Andere\",\"Gesamt\"\n" +
		"\"20.11.2026 08:01:02 UTC\",\"331\",\"Bestellung\",\"302-1\",\"MUG-11\",\"Becher\",\"2\",\"amazon.de\",\"Verkäufer\",\"1.019,00\",\"0\",\"5,00\",\"0\",\"-153,60\",\"0\",\"0\",\"0\",\"870,40\"\n" +
		"\"21.11.2026 08:01:02 UTC\",\"331\",\"Erstattung\",\"302-1\",\"MUG-11\",\"Becher\",\"2\",\"amazon.de\",\"Verkäufer\",\"-19,00\",\"0\",\"0\",\"0\",\"2,85\",\"0\",\"0\",\"0\",\"-16,15\"\n"
	ebayFees = "\"Transaction report\"\n\"Seller\",\"northpier\"\n\"Start date\",\"1 Nov 2026\"\n\n" +
		"Transaction creation date,Type,Order number,Legacy order ID,Buyer username,Buyer name,Net amount,Payout currency,Payout date,Payout ID,Payout status,Item ID,Transaction ID,Item title,Custom label,Quantity,Item subtotal,Postage and packaging,eBay collected tax,Final value fee – fixed,Final value fee – variable,Regulatory operating fee,\"Very high \"\"item not as described\"\" fee\",Below standard performance fee,International fee,Gross transaction amount,Transaction currency,Exchange rate,Reference ID,Description\n" +
		"\"20 Nov 2026\",Order,11-22222-33333,--,lea_f,Lea Ford,17.20,EUR,\"24 Nov 2026\",55,Paid,123,10001,Mug,MUG-11,2,19.00,--,--,-0.35,-1.25,-0.07,--,--,-0.13,19.00,EUR,--,--,--\n" +
		"\"20 Nov 2026\",Order,11-22222-44444,--,max_r,Max Roe,25.60,EUR,--,--,--,--,--,--,--,--,29.00,--,--,--,--,--,--,--,--,29.00,EUR,--,--,--\n" +
		"\"20 Nov 2026\",Order,11-22222-44444,--,max_r,Max Roe,--,EUR,--,--,--,124,10002,Tote,TOT-02,1,10.00,--,--,-0.35,-0.80,--,--,--,--,--,EUR,--,--,--\n" +
		"\"20 Nov 2026\",Order,11-22222-44444,--,max_r,Max Roe,--,EUR,--,--,--,123,10003,Mug,MUG-11,2,19.00,--,--,--,-2.25,--,--,--,--,--,EUR,--,--,--\n" +
		"\"21 Nov 2026\",Refund,11-22222-33333,--,lea_f,Lea Ford,-18.10,EUR,--,--,--,123,10001,Mug,MUG-11,2,-19.00,--,--,--,0.90,--,--,--,--,-19.00,EUR,--,--,--\n" +
		"\"21 Nov 2026\",Other fee,11-22222-33333,--,--,--,-0.95,EUR,--,--,--,123,--,--,--,--,--,--,--,--,--,--,--,--,--,-0.95,EUR,--,12,Promoted Listings fee\n" +
		"\"22 Nov 2026\",Payout,--,--,--,--,-17.20,EUR,--,55,Paid,--,--,--,--,--,--,--,--,--,--,--,--,--,--,--,EUR,--,--,--\n"
	ebayGerman = "Verkäufer;nordpier\n\nDatum der Transaktionserstellung;Typ;Bestellnummer;Betrag abzügl. Kosten;Auszahlungswährung;Fixer Anteil der Verkaufsprovision;Variabler Anteil der Verkaufsprovision;Internationale Gebühr;Transaktionsbetrag (inkl. Kosten);Transaktionswährung;Beschreibung\n" +
		"20.11.2026;Bestellung;11-1;85,00;EUR;-0,35;-14,65;--;100,00;EUR;--\n21.11.2026;Rückerstattung;11-1;-17,00;EUR;--;3,00;--;-20,00;EUR;--\n22.11.2026;Andere Gebühr;11-1;-2,00;EUR;--;--;--;-2,00;EUR;Anzeigengebühr\n"
	etsyFees = "Date,Type,Title,Info,Currency,Amount,Fees & Taxes,Net,Tax Details\n" +
		"\"November 21, 2026\",Sale,\"Payment for Order #3300112233\",,EUR,€31.00,--,€31.00,--\n" +
		"\"November 21, 2026\",Fee,\"Transaction fee: Mug\",\"Order #3300112233\",EUR,--,-€1.82,-€1.82,--\n" +
		"\"November 21, 2026\",Fee,\"Transaction fee: Shipping\",\"Order #3300112233\",EUR,--,-€0.20,-€0.20,--\n" +
		"\"November 21, 2026\",Fee,\"Processing fee\",\"Order #3300112233\",EUR,--,-€1.54,-€1.54,--\n" +
		"\"November 21, 2026\",Tax,\"Sales tax paid by buyer\",\"Order #3300112233\",EUR,--,-€2.10,-€2.10,--\n" +
		"\"November 22, 2026\",Fee,\"Credit for processing fee\",\"Order #3300112233\",EUR,--,€0.40,€0.40,--\n" +
		"\"November 22, 2026\",Fee,\"Listing fee\",\"Listing #4455\",EUR,--,-€0.18,-€0.18,--\n" +
		"\"November 23, 2026\",Deposit,\"€27.00 sent to your bank account\",,EUR,--,--,--,--\n"
)

// toldFees are the rows of a report, each with its order and what was kept by whom.
func toldFees(f *FeeFile) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", f.Source)
	for i := range f.Rows {
		x := &f.Rows[i]
		fmt.Fprintf(&b, "%d %s %s %s %s", x.Row, x.Type, x.Order, x.Date, x.Currency)
		for _, p := range x.Parts {
			fmt.Fprintf(&b, " | %s %s", p.Kind, p.Amount.Text(x.Currency))
		}
		for _, list := range [][]Remark{x.Errors, x.Doubts, x.Notes} {
			for _, r := range list {
				fmt.Fprintf(&b, " ? %s", strings.TrimSpace(r.Cell+" "+r.Text))
			}
		}
		b.WriteByte('\n')
	}
	for _, d := range f.Doubts {
		fmt.Fprintf(&b, "? %s\n", d)
	}
	return b.String()
}

func readFees(t testing.TB, text string) *FeeFile {
	t.Helper()
	f, err := ReadFees(context.Background(), "fees.csv", []byte(text), "EUR", "")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestReportsOfFeesAreReadAsTheChannelsWriteThem(t *testing.T) {
	for name, x := range map[string]struct{ file, want string }{
		"shopify": {shopifyFees, "shopify\n2 charge #1041 2026-11-20 EUR | card 1.07\n3 charge #1042 2026-11-21 EUR | card 0.62\n4 refund #1041 2026-11-22 EUR | card -0.30\n5 payout  2026-11-23 EUR\n"},
		"amazon": {amazonFees, "amazon\n6 Order 202-7788990-1112223 2026-11-20 GBP | marketplace 153.80\n7 Order 202-7788990-1112223 2026-11-20 GBP | marketplace 1.50 | other 2.10\n" +
			"8 Refund 202-7788990-1112223 2026-11-21 GBP | marketplace -1.20\n" +
			"9 Shipping Services 202-7788990-1112223 2026-11-21 GBP | other 3.20 ? S9 The file does not say what -3.20 stands for in the column \"other\".\n" +
			"10 Service Fee  2026-11-22 GBP | other 30.00\n11 Transfer  2026-11-23 GBP\n"},
		"amazon in German": {amazonGerman, "amazon\n4 Bestellung 302-1 2026-11-20 EUR | marketplace 153.60\n5 Erstattung 302-1 2026-11-21 EUR | marketplace -2.85\n"},
		"ebay": {ebayFees, "ebay\n6 Order 11-22222-33333 2026-11-20 EUR | marketplace 1.80\n7 Order 11-22222-44444 2026-11-20 EUR\n8 Order 11-22222-44444 2026-11-20 EUR | marketplace 1.15\n9 Order 11-22222-44444 2026-11-20 EUR | marketplace 2.25\n" +
			"10 Refund 11-22222-33333 2026-11-21 EUR | marketplace -0.90\n11 Other fee 11-22222-33333 2026-11-21 EUR | marketplace 0.95\n12 Payout  2026-11-22 EUR\n"},
		"ebay in German": {ebayGerman, "ebay\n4 Bestellung 11-1 2026-11-20 EUR | marketplace 15.00\n5 Rückerstattung 11-1 2026-11-21 EUR | marketplace -3.00\n6 Andere Gebühr 11-1 2026-11-22 EUR | marketplace 2.00\n"},
		"etsy": {etsyFees, "etsy\n2 Sale 3300112233 2026-11-21 EUR\n3 Fee 3300112233 2026-11-21 EUR | marketplace 1.82\n4 Fee 3300112233 2026-11-21 EUR | marketplace 0.20\n5 Fee 3300112233 2026-11-21 EUR | card 1.54\n" +
			"6 Tax 3300112233 2026-11-21 EUR ? It is a tax, and no fee.\n7 Fee 3300112233 2026-11-22 EUR | card -0.40\n8 Fee  2026-11-22 EUR | marketplace 0.18\n9 Deposit  2026-11-23 EUR\n"},
		"fees with the other sign": {"Transaction Date,Type,Order,Amount,Fee,Net,Currency\n2026-11-20,charge,#1,26.40,-1.07,25.33,EUR\n", "shopify\n2 charge #1 2026-11-20 EUR | card 1.07\n"},
		"nothing was kept":         {"Transaction Date,Type,Order,Amount,Fee,Net,Currency\n2026-11-20,charge,#1,26.40,0.00,26.40,EUR\n2026-11-20,refund,#1,-26.40,0.00,-26.40,EUR\n", "shopify\n2 charge #1 2026-11-20 EUR | card 0.00\n3 refund #1 2026-11-20 EUR\n"},
		"a sum that is another": {"Transaction Date,Type,Order,Amount,Fee,Net,Currency\n2026-11-20,charge,#1,26.40,1.07,25.00,EUR\nTotal,,,26.40,1.09,25.00,EUR\n",
			"shopify\n2 charge #1 2026-11-20 EUR | card 1.07 ? Its amount of 26.40 and its fees of 1.07 do not come to the net amount of the file, 25.00.\n" +
				"? The column \"Fee\" comes to 1.07, and the file's own sum says 1.09. Rows may be missing: fetch it once more.\n"},
		"a day that is none, and an amount that is none": {"Transaction Date,Type,Order,Amount,Fee,Net,Currency\nsoon,charge,#1,26.40,much,25.33,EUR\n",
			"shopify\n2 charge #1  EUR ? E2 \"much\" is no amount. ? A2 \"soon\" is no day that can be told.\n"},
		"no currency": {"date/time,type,order id,selling fees,total\n20 Nov 2026,Order,1,-2.00,-2.00\n", "amazon\n2 Order 1 2026-11-20 EUR | marketplace 2.00\n? The file does not say in which currency it is. It is read as EUR.\n"},
		"an item's share of the whole order's fee": {strings.Replace(ebayFees, "29.00,--,--,--,--,--", "29.00,--,--,-0.35,-3.05,--", 1), "ebay\n6 Order 11-22222-33333 2026-11-20 EUR | marketplace 1.80\n7 Order 11-22222-44444 2026-11-20 EUR | marketplace 3.40\n" +
			"8 Order 11-22222-44444 2026-11-20 EUR ? Its fee is a share of that in row 7.\n9 Order 11-22222-44444 2026-11-20 EUR ? Its fee is a share of that in row 7.\n" +
			"10 Refund 11-22222-33333 2026-11-21 EUR | marketplace -0.90\n11 Other fee 11-22222-33333 2026-11-21 EUR | marketplace 0.95\n12 Payout  2026-11-22 EUR\n"},
	} {
		if got := toldFees(readFees(t, x.file)); got != x.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, x.want)
		}
	}
}

// However a report is written, its rows say the same: other separators, encodings, line ends, or a workbook.
func TestAReportOfFeesIsTheSameInAllWritings(t *testing.T) {
	want := toldFees(readFees(t, amazonGerman))
	windows1252 := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			b.WriteByte(byte(r))
		}
		return b.String()
	}
	var rows [][]any
	for _, line := range strings.Split(strings.TrimSpace(amazonGerman), "\n") {
		var row []any
		for _, c := range strings.Split(line, "\",\"") {
			row = append(row, strings.Trim(c, "\""))
		}
		rows = append(rows, row)
	}
	for name, file := range map[string]string{"semicolons": strings.ReplaceAll(amazonGerman, "\",\"", "\";\""), "tabs": strings.ReplaceAll(amazonGerman, "\",\"", "\"\t\""), "Windows-1252": windows1252(amazonGerman),
		"UTF-16": string(utf16of(amazonGerman, true)), "CRLF": strings.ReplaceAll(amazonGerman, "\n", "\r\n"), "a workbook": string(workbook(t, rows, func(*excelize.File) {}))} {
		if got := toldFees(readFees(t, file)); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}

// A row is known again by what it says of the sale, not by when it is paid out; equal rows are counted.
func TestARowOfFeesIsKnownAgainInALaterReport(t *testing.T) {
	keys := func(text string) (list []string) {
		for _, x := range readFees(t, text).Rows {
			for _, p := range x.Parts {
				list = append(list, p.Key)
			}
		}
		return list
	}
	first := keys(shopifyFees)
	later := keys(strings.ReplaceAll(shopifyFees, "pending,,,", "paid,2026-11-28,90002,"))
	if fmt.Sprint(first) != fmt.Sprint(later) {
		t.Errorf("paid out later: %v and %v", first, later)
	}
	lines := strings.SplitAfter(shopifyFees, "\n")
	twice := keys(lines[0] + lines[1] + lines[1])
	if len(twice) != 2 || twice[0] == twice[1] || twice[0] != first[0] {
		t.Errorf("the same row twice: %v", twice)
	}
	other := readFees(t, lines[0]+strings.Replace(lines[1], "1.07,25.33", "1.08,25.32", 1)).Rows[0].Parts[0]
	was := readFees(t, shopifyFees).Rows[0].Parts[0]
	if other.Key == was.Key || other.Like != was.Like {
		t.Errorf("another fee of the same row: %+v and %+v", other, was)
	}
}

func TestOnlyReportsOfFeesAreTakenForSuch(t *testing.T) {
	for _, text := range []string{shopifyFees, amazonFees, amazonGerman, ebayFees, ebayGerman, etsyFees} {
		if !HoldsFees(context.Background(), "x.csv", []byte(text)) {
			t.Errorf("not recognised: %.60s", text)
		}
	}
	for _, text := range []string{shopOrders(3), "Item No,Description,Price\nA,Mug,3.10\n", "Order,Fee\n1,2\n", ""} {
		if HoldsFees(context.Background(), "x.csv", []byte(text)) {
			t.Errorf("taken for fees: %.60s", text)
		}
	}
	if _, err := ReadFees(context.Background(), "x.csv", []byte("Order,Fee\n1,2\n"), "EUR", ""); err == nil || !strings.Contains(err.Error(), "x.csv") || !strings.Contains(err.Error(), "Ask the channel") {
		t.Errorf("what is said of another table: %v", err)
	}
}

// soundFees reads a file whatever it is.
func soundFees(t *testing.T, file []byte) {
	f, err := ReadFees(context.Background(), "fees", file, "EUR", "")
	if err != nil {
		if strings.TrimSpace(err.Error()) == "" {
			t.Fatal("an error says nothing")
		}
		return
	}
	keys := map[string]bool{}
	for i := range f.Rows {
		x := &f.Rows[i]
		if len(x.Errors) > 0 {
			continue
		}
		if x.Currency == "" {
			t.Fatalf("a row without currency has no error: %+v", x)
		}
		for _, p := range x.Parts {
			if p.Kind.Check() != nil || p.Key == "" || keys[p.Key] || !strings.HasPrefix(p.Key, p.Like) {
				t.Fatalf("what was kept is of nobody, or has no key of its own: %+v", p)
			}
			keys[p.Key] = true
		}
		if x.Order != "" && len(x.Doubts) == 0 && x.Gross != nil && x.Net != nil && len(x.beside) == 0 && !x.abroad && len(x.Notes) == 0 && x.items == 0 && *x.Gross-x.Fee != *x.Net {
			t.Fatalf("%s less %s is told to come to %s: %+v", x.Gross.Text(x.Currency), x.Fee.Text(x.Currency), x.Net.Text(x.Currency), x)
		}
	}
}

// Bytes that are others never end in a panic, and no row that is taken without doubt has another net amount than its sums.
func TestDamagedReportsOfFeesEndInSentences(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	for _, file := range []string{shopifyFees, amazonFees, amazonGerman, ebayFees, ebayGerman, etsyFees} {
		soundFees(t, []byte(file))
		for range 200 {
			bad := []byte(file)
			for range 1 + r.Intn(6) {
				bad[r.Intn(len(bad))] = byte(r.Intn(256))
			}
			soundFees(t, bad)
		}
	}
}

func FuzzFees(f *testing.F) {
	for _, s := range []string{shopifyFees, amazonFees, amazonGerman, ebayFees, ebayGerman, etsyFees, "Transaction Date,Type,Order,Amount,Fee,Net\n1e9,charge,1,1e99,-,(3)\nTotal,,,9999999999999999,,\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) { soundFees(t, file) })
}
