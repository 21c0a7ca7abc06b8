package intake

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"dropdesk/app/trade"
)

func readOrders(t testing.TB, name, text string) *OrderFile {
	t.Helper()
	f, err := ReadOrders(context.Background(), name, []byte(text), trade.OrderMap{}, "EUR")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// orderText is a file of orders as a text that can be compared.
func orderText(f *OrderFile) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n", f.Map.Source)
	for i := range f.Orders {
		o := &f.Orders[i]
		cur := o.Currency
		fmt.Fprintf(&out, "%d %s %s %s %s", o.Row, o.Key, o.Number, o.Date, cur)
		if o.Wanted != "" {
			fmt.Fprintf(&out, " by %s", o.Wanted)
		}
		if o.State != "" {
			fmt.Fprintf(&out, " %s", o.State)
		}
		fmt.Fprintf(&out, " | %s %s", o.Customer, o.Email)
		for _, l := range append(append([]OrderGoods{}, o.Lines...), o.Extras...) {
			fmt.Fprintf(&out, " | %s×%s", l.Qty, l.Key())
			if l.Price != nil {
				fmt.Fprintf(&out, " %s", l.Price.Text(cur))
			}
			if l.Discount != 0 {
				fmt.Fprintf(&out, " less %s", l.Discount.Text(cur))
			}
			if l.Untaxed {
				out.WriteString(" untaxed")
			}
		}
		out.WriteString(" |")
		for _, s := range []struct {
			name string
			sum  int64
			text string
		}{{"less", int64(o.Discount), o.Discount.Text(cur)}, {"freight", int64(o.Freight), o.Freight.Text(cur)}, {"tax", int64(o.Tax), o.Tax.Text(cur)}, {"market", int64(o.MarketTax), o.MarketTax.Text(cur)},
			{"fee", int64(o.Fee), o.Fee.Text(cur)}} {
			if s.sum != 0 {
				fmt.Fprintf(&out, " %s %s", s.name, s.text)
			}
		}
		if o.Inclusive != nil && *o.Inclusive {
			out.WriteString(" inside")
		}
		if o.Total != nil {
			fmt.Fprintf(&out, " total %s", o.Total.Text(cur))
		}
		for _, list := range []struct {
			sign string
			of   []Remark
		}{{"!", o.Errors}, {"?", o.Doubts}, {"i", o.Notes}} {
			for _, x := range list.of {
				fmt.Fprintf(&out, " %s %s", list.sign, strings.TrimSpace(x.Cell+" "+x.Text))
			}
		}
		out.WriteByte('\n')
	}
	for _, d := range f.Doubts {
		fmt.Fprintf(&out, "? %s\n", d)
	}
	if f.Idle > 0 {
		fmt.Fprintf(&out, "idle %d\n", f.Idle)
	}
	return out.String()
}

const shopifyHead = "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem taxable,Billing Name,Billing Address1,Billing City,Billing Zip,Billing Province,Billing Country,Shipping Name,Shipping Street,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Cancelled at,Refunded Amount,Id,Lineitem discount,Tax 1 Name,Tax 1 Value\n"

func TestFilesOfShopsAndMarketplacesAreRead(t *testing.T) {
	for name, x := range map[string]struct{ file, want string }{
		"Shopify joins rows, keeps zeros of zip codes and reconciles": {shopifyHead +
			"#2001,lea@example.net,paid,2026-10-01 09:00:00 +0200,unfulfilled,USD,27.00,4.00,1.89,32.89,SAVE3,3.00,Standard,2026-10-01 08:59:00 +0200,2,Blue bowl,10.00,BOWL-B,true,Lea Ford,1 Elm St,Boston,'02139,MA,US,Lea Ford,1 Elm St,Boston,'02139,Massachusetts,United States,,0.00,77001,,MA Tax 7%,1.89\n" +
			"#2001,lea@example.net,,,,,,,,,,,,2026-10-01 08:59:00 +0200,1,Tea towel,10.00,TT-1,false,,,,,,,,,,,,,,,,,,\n" +
			"#2002,mo@example.net,voided,,unfulfilled,USD,10.00,0.00,0.00,10.00,,0.00,,2026-10-02 08:59:00 +0200,1,Tea towel,10.00,TT-1,true,Mo,2 Elm St,Boston,'02139,MA,US,Mo,2 Elm St,Boston,'02139,MA,US,2026-10-02 10:00:00 +0200,0.00,77002,,,\n",
			`shopify
2 77001 #2001 2026-10-01 USD | Lea Ford lea@example.net | 2×BOWL-B 10.00 | 1×TT-1 10.00 untaxed | less 3.00 freight 4.00 tax 1.89 total 32.89
4 77002 #2002 2026-10-02 USD cancelled | Mo mo@example.net | 1×TT-1 10.00 | total 10.00
`},
		"Shopify where lines have discounts and prices contain the tax": {shopifyHead +
			"#9,a@example.net,paid,,unfulfilled,EUR,45.00,5.00,7.98,50.00,,5.00,DHL,2026-10-01 08:59:00 +0200,2,Mug,25.00,M-1,true,Ann,Weg 1,Köln,50667,,DE,Ann,Weg 1,Köln,50667,,DE,,0.00,9,5.00,MwSt 19%,7.98\n",
			"shopify\n2 9 #9 2026-10-01 EUR | Ann a@example.net | 2×M-1 25.00 | less 5.00 freight 5.00 tax 7.98 inside total 50.00\n"},
		"a total that does not follow from its lines is told": {shopifyHead +
			"#9,a@example.net,paid,,unfulfilled,EUR,50.00,5.00,0.00,56.00,,0.00,DHL,2026-10-01 08:59:00 +0200,2,Mug,25.00,M-1,true,Ann,Weg 1,Köln,50667,,DE,Ann,Weg 1,Köln,50667,,DE,,0.00,9,,,\n",
			"shopify\n2 9 #9 2026-10-01 EUR | Ann a@example.net | 2×M-1 25.00 | freight 5.00 total 56.00 ? J2 Goods, discount, shipping and tax come to 55.00, and the file says 56.00: a difference of 1.00.\n"},
		"Amazon: prices are for the row, quotation marks are signs, the marketplace pays the tax": {
			"order-id\torder-item-id\tpurchase-date\tbuyer-email\tbuyer-name\tsku\tproduct-name\tquantity-purchased\tcurrency\titem-price\titem-tax\tshipping-price\tshipping-tax\tship-service-level\trecipient-name\tship-address-1\tship-city\tship-state\tship-postal-code\tship-country\n" +
				"701-1\t901\t2026-10-03T10:50:49-08:00\tx@example.net\tKay\tLAMP-7\t7\" lamp\t2\tUSD\t30.00\t2.10\t4.00\t0.28\tStandard\tKay\t4 Oak\tReno\tNV\t89501\tUS\n" +
				"701-1\t902\t2026-10-03T10:50:49-08:00\tx@example.net\tKay\tBULB\tBulb\t1\tUSD\t5.00\t0.35\t1.00\t0.07\tStandard\tKay\t4 Oak\tReno\tNV\t89501\tUS\n",
			"amazon\n2 701-1  2026-10-03 USD | Kay x@example.net | 2×LAMP-7 15.00 | 1×BULB 5.00 | freight 5.00 market 2.80 i The marketplace collects and pays 2.80 USD of tax; it is no part of the order here.\n"},
		"Amazon, to be shipped: what was shipped is left out and no price is told": {
			"order-id\torder-item-id\tpurchase-date\tpromise-date\tbuyer-name\tsku\tproduct-name\tquantity-purchased\tquantity-shipped\tquantity-to-ship\trecipient-name\tship-address-1\tship-city\tship-postal-code\tship-country\n" +
				"702-1\t901\t2026-10-03T10:50:49+00:00\t2026-10-06T23:59:59+00:00\tKay\tLAMP-7\tLamp\t3\t1\t2\tKay\t4 Oak\tLeeds\tls11ba\tGB\n",
			"amazon\n2 702-1  2026-10-03 EUR by 2026-10-06 | Kay  | 2×LAMP-7 | i The file has no price of some goods; those of the price list are taken.\n"},
		"eBay: blank rows, a summary row, thousands, words for days": {
			"\n,,,\nSales Record Number,Order Number,Buyer Username,Buyer Name,Ship To Name,Ship To Address 1,Ship To City,Ship To State,Ship To Zip,Ship To Country,Item Number,Item Title,Custom Label,Quantity,Sold For,Shipping And Handling,eBay Collected Tax,Total Price,Sale Date,Ship By Date\n\n" +
				"31,05-1,bo1,Bo May,Bo May,1 Fir,Austin,Texas,73301,United States,,,,3,,$6.00,$8.00,\"$1,214.00\",Jul-25-26,Jul-28-26\n" +
				"31,05-1,bo1,,,,,,,,1122,Desk,DESK,1,\"$1,000.00\",,,,Jul-25-26,\n" +
				"31,05-1,bo1,,,,,,,,1123,Chair,CHAIR,2,$100.00,,,,Jul-25-26,\n" +
				"1 record(s) downloaded,,,\nSeller ID : bo,,,\n",
			"ebay\n5 05-1 31 2026-07-25 USD by 2026-07-28 | Bo May  | 1×DESK 1000.00 | 2×CHAIR 100.00 | freight 6.00 market 8.00 total 1206.00 i The marketplace collects and pays 8.00 USD of tax; it is no part of the order here.\nidle 2\n"},
		"eBay in Britain": {
			"Sales record number,Order number,Buyer username,Buyer name,Post to name,Post to address 1,Post to city,Post to county,Post to postcode,Post to country,Item number,Item title,Custom label,Quantity,Sold for,Postage and packaging,Total price,Sale date\n" +
				",06-2,bo1,Bo May,Bo May,1 Fir,Leeds,West Yorkshire,ls11ba,United Kingdom,1122,Desk,DESK,2,£10.00,£3.00,£23.00,04-Sep-26\n",
			"ebay\n2 06-2  2026-09-04 GBP | Bo May  | 2×DESK 10.00 | freight 3.00 total 23.00\n"},
		"Etsy: what stands on each row is the order's": {
			"Sale Date,Item Name,Quantity,Price,Discount Amount,Shipping,Sales Tax,Order Total,Transaction ID,Listing ID,Date Shipped,Ship Name,Ship Address1,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,Variations,Buyer\n" +
				"09/04/26,Ring,1,20.00,2.00,3.00,1.50,32.50,1,501,,Ida,3 Bay,Salem,OR,97301,United States,88,Silver,Ida Roe\n" +
				"09/04/26,Pin,2,5.00,2.00,3.00,1.50,32.50,2,502,,Ida,3 Bay,Salem,OR,97301,United States,88,,Ida Roe\n",
			"etsy\n2 88  2026-09-04 EUR | Ida Roe  | 1×501 20.00 | 2×502 5.00 | less 2.00 freight 3.00 market 1.50 total 31.00 i The marketplace collects and pays 1.50 EUR of tax; it is no part of the order here.\n"},
		"Faire, with its commission": {
			"Order Number,Order Date,Retailer Name,Address 1,City,State,Zip Code,Country,Product Name,SKU,Quantity,Wholesale Price,Retail Price,Commission,Status\n" +
				"FX9,2026-09-04,Corner Shop,3 Bay,Salem,Oregon,97301,US,Ring,R-1,6,$8.00,$16.00,$7.20,New\n",
			"faire\n2 FX9 FX9 2026-09-04 USD | Corner Shop  | 6×R-1 8.00 | fee 7.20\n"},
		"Faire: a state beside a city is no status, and what is cancelled is": {
			"Order Number,Retailer Name,City,State,Zip Code,Country,Product Name,SKU,Status,Quantity,Wholesale Price\n" +
				"FX9,Corner Shop,Salem,Oregon,97301,US,Ring,R-1,Canceled,6,$8.00\n",
			"faire\n2 FX9 FX9  USD cancelled | Corner Shop  | 6×R-1 8.00 |\n"},
		"Etsy without a total: it is what the buyer pays": {
			"Sale Date,Item Name,Quantity,Price,Discount Amount,Shipping Discount,Order Shipping,Order Sales Tax,Currency,Order ID,Buyer,SKU\n" +
				"11/30/26,Ring,1,20.00,2.00,0,4.50,0,EUR,88,Ida,R-1\n11/30/26,Pin,2,5.00,2.00,0,4.50,0,EUR,88,Ida,P-1\n",
			"etsy\n2 88  2026-11-30 EUR | Ida  | 1×R-1 20.00 | 2×P-1 5.00 | less 2.00 freight 4.50 total 32.50\n"},
		"a column Item beside a description": {
			"PO,4711\nItem,Description,Qty,Unit price\nM-1,Mug,3,4.00\n",
			"\n3 4711 4711  EUR |   | 3×M-1 4.00 |\n"},
		"a column Item alone": {
			"Order no,Item,Qty\n1,Mug &amp; cup,3\n",
			"\n2 1 1  EUR |   | 3×Mug &amp; cup | i The file has no price of some goods; those of the price list are taken.\n"},
		"WooCommerce as a table with one row for each item": {
			"order_id,order_date,order_status,billing_first_name,billing_last_name,billing_email,billing_country,shipping_first_name,shipping_last_name,shipping_address_1,shipping_city,shipping_postcode,shipping_country,order_total,order_currency,item_name,item_sku,item_quantity,item_total,shipping_total\n" +
				"55,2026-10-04 11:00:00,processing,Jo,Lind,jo@example.net,SE,Jo,Lind,Väg 1,Lund,22100,SE,30.00,EUR,Mug &amp; cup,,2,20.00,5.00\n" +
				"55,2026-10-04 11:00:00,processing,Jo,Lind,jo@example.net,SE,Jo,Lind,Väg 1,Lund,22100,SE,30.00,EUR,Cup,C-1,1,5.00,5.00\n",
			"woocommerce\n2 55  2026-10-04 EUR | Jo Lind jo@example.net | 2×Mug & cup 10.00 | 1×C-1 5.00 | freight 5.00 total 30.00\n"},
		"WooCommerce as a table with all goods in one cell": {
			"order_id,order_date,order_status,billing_email,shipping_first_name,shipping_last_name,shipping_address_1,shipping_city,shipping_postcode,shipping_country,order_total,order_currency,line_items\n" +
				"56,2026-10-04,on-hold,jo@example.net,Jo,Lind,Väg 1,Lund,22100,SE,25.00,EUR,name:Mug|product_id:9|sku:M-1|quantity:2|total:20.00;name:Cup|product_id:10|sku:|quantity:1|total:5.00\n",
			"woocommerce\n2 56  2026-10-04 EUR unpaid | Jo Lind jo@example.net | 2×M-1 10.00 | 1×10 5.00 | total 25.00\n"},
		"WooCommerce by its interface": {
			`[{"id":61,"number":"61","status":"processing","currency":"EUR","date_created":"2026-10-05T10:00:00","total":"26.18","total_tax":"4.18","shipping_total":"4.00","billing":{"first_name":"Jo","last_name":"Lind","email":"jo@example.net"},
			"shipping":{"first_name":"Jo","last_name":"Lind","address_1":"Weg 1","city":"Bonn","postcode":"53111","country":"DE"},"line_items":[{"name":"Mug &ndash; blue","sku":"","product_id":5,"variation_id":6,"quantity":2,"subtotal":"20.00","total":"18.00","price":9}],
			"tax_lines":[{"label":"USt. 19 %","tax_total":"3.42","shipping_tax_total":"0.76"}],"shipping_lines":[{"method_title":"DHL"}]}]`,
			"woocommerce\n1 61 61 2026-10-05 EUR | Jo Lind jo@example.net | 2×6 10.00 less 2.00 | freight 4.00 tax 4.18 total 26.18\n"},
		"any other table, in German": {
			"Bestellungen Oktober;;;\n\nBestellnummer;Bestelldatum;Kunde;Artikelnummer;Bezeichnung;Menge;Einzelpreis;Gesamtbetrag;Lieferung Straße;Lieferung PLZ;Lieferung Ort;Lieferung Land\n" +
				"B-1;31.10.2026;Haus & Hof;007;Tasse;12;1.003,50;12.042,00;Weg 1;1067;Dresden;Deutschland\nSumme;;;;;12;;12.042,00;;;;\n",
			"\n4 B-1 B-1 2026-10-31 EUR | Haus & Hof  | 12×007 1003.50 | total 12042.00 ? The zip code 1067 has lost a zero in front, as Excel does it; it is read as 01067.\nidle 1\n"},
		"a customer's purchase order is one order": {
			"Purchase order,,\nPO number:,4711,\nDate:,2026-10-31,\n,,\nItem code,Description,Qty,Unit price\nM-1,Mug,3,4.00\nM-2,Cup,,5.00\nM-3,Jug,x,6.00\n",
			"\n6 4711 4711 2026-10-31 EUR |   | 3×M-1 4.00 | ! C8 \"x\" is no quantity.\n"},
		"days that may be two are asked for": {
			"Order no,Date,Customer,SKU,Qty\n1,03/04/2026,Ann,M-1,1\n",
			"\n2 1 1  EUR | Ann  | 1×M-1 | ? B2 \"03/04/2026\" may be two days: nothing says whether the day or the month comes first. i The file has no price of some goods; those of the price list are taken.\n? Column B (Date) does not say whether the day or the month comes first. Choose it.\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := orderText(readOrders(t, "orders.csv", x.file)); got != x.want {
				t.Errorf("got\n%s\nwant\n%s", got, x.want)
			}
		})
	}
}
