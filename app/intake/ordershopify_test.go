package intake

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"dropdesk/app/trade"
)

// An order as Shopify tells it: two mugs at 10.00, a discount of 2.00, freight of 5.00, and a tax of a tenth.
const shopifyTold = `[{"id":"gid://shopify/Order/5001","legacyResourceId":"5001","name":"#1001","createdAt":"2026-11-20T10:00:00Z","updatedAt":"2026-11-20T10:00:00Z","cancelledAt":null,
"displayFinancialStatus":"PAID","displayFulfillmentStatus":"UNFULFILLED","currencyCode":"EUR","taxesIncluded":false,"note":"Ring twice","email":"lea@ford.example","poNumber":"PO 7",
"currentTotalPriceSet":{"shopMoney":{"amount":"25.3"}},"currentSubtotalPriceSet":{"shopMoney":{"amount":"18.0"}},"currentTotalTaxSet":{"shopMoney":{"amount":"2.3"}},"totalRefundedSet":{"shopMoney":{"amount":"0.0"}},
"shippingLines":{"nodes":[{"title":"Post","discountedPriceSet":{"shopMoney":{"amount":"5.0"}}}]},"currentTaxLines":[{"title":"VAT","ratePercentage":10.0,"priceSet":{"shopMoney":{"amount":"2.3"}}}],
"billingAddress":{"firstName":"Lea","lastName":"Ford","address1":"Elm St 1","zip":"HU2","city":"Hull","countryCodeV2":"GB"},"shippingAddress":null,
"lineItems":{"nodes":[{"id":"gid://shopify/LineItem/9","name":"Mug","sku":"MUG-11","vendor":"Clayworks","quantity":2,"currentQuantity":2,"taxable":true,"variant":{"id":"gid://shopify/ProductVariant/77","barcode":"4006381333931"},
"originalUnitPriceSet":{"shopMoney":{"amount":"10.0"}},"discountAllocations":[{"allocatedAmountSet":{"shopMoney":{"amount":"2.0"}}}]}]}}]`

func TestAnOrderOfShopifyIsReadAsItsFileWouldBe(t *testing.T) {
	for name, c := range map[string]struct{ from, to, want string }{
		"as it is":        {"", "", "5001 #1001  1 lines 2 EUR 25.30 tax 2.30 freight 5.00 Lea Ford Hull PO 7 false [] []"},
		"tax is inside":   {`"taxesIncluded":false`, `"taxesIncluded":true`, "5001 #1001  1 lines 2 EUR 25.30 tax 2.30 freight 5.00 Lea Ford Hull PO 7 false [] []"},
		"shipped in part": {`"UNFULFILLED"`, `"PARTIALLY_FULFILLED"`, "5001 #1001 shipped 1 lines 2 EUR 25.30 tax 2.30 freight 5.00 Lea Ford Hull PO 7 false [] []"},
		"not paid":        {`"PAID"`, `"AUTHORIZED"`, "5001 #1001 unpaid 1 lines 2 EUR 25.30 tax 2.30 freight 5.00 Lea Ford Hull PO 7 false [] []"},
		"cancelled":       {`"cancelledAt":null`, `"cancelledAt":"2026-11-21T10:00:00Z"`, "5001 #1001 cancelled 1 lines 2 EUR 25.30 tax 2.30 freight 5.00 Lea Ford Hull PO 7 false [] []"},
		"one was taken out": {`"currentQuantity":2`, `"currentQuantity":1`, "5001 #1001  1 lines 1 EUR 25.30 tax 2.30 freight 5.00 Lea Ford Hull PO 7 false " +
			"[Of MUG-11 only 1 are still wanted, not 2: it was changed or refunded after it was placed. | Goods, discount, shipping and tax come to 15.30, and the file says 25.30: a difference of 10.00.] []"},
		"no price":    {`"amount":"10.0"`, `"amount":"ten"`, `5001 #1001  0 lines  EUR - tax 0.00 freight 0.00 Lea Ford Hull PO 7 false [] ["ten" is no amount (price).]`},
		"no quantity": {`"quantity":2`, `"quantity":"many"`, `5001 #1001  0 lines  EUR - tax 0.00 freight 0.00 Lea Ford Hull PO 7 false [] ["many" is no quantity.]`},
		"no currency": {`"EUR"`, `"BEADS"`, `5001 #1001  1 lines 2 EUR - tax 0.00 freight 0.00 Lea Ford Hull PO 7 false [] ["BEADS" is no currency.]`},
	} {
		f, err := ReadOrders(context.Background(), "shop", []byte(strings.Replace(shopifyTold, c.from, c.to, 1)), trade.OrderMap{}, "EUR")
		if err != nil || len(f.Orders) != 1 || f.Map.Source != Shopify {
			t.Errorf("%s: %v", name, err)
			continue
		}
		o := f.Orders[0]
		qty, total := "", "-"
		if len(o.Lines) > 0 {
			if qty = o.Lines[0].Qty.String(); o.Lines[0].Line != "gid://shopify/LineItem/9" || o.Lines[0].Code != "77" {
				t.Errorf("%s: the line is %+v", name, o.Lines[0])
			}
		}
		if o.Total != nil {
			total = o.Total.Text(o.Currency)
		}
		said := func(list []Remark) string {
			var texts []string
			for _, r := range list {
				texts = append(texts, r.Text)
			}
			return "[" + strings.Join(texts, " | ") + "]"
		}
		inside := o.Inclusive != nil && *o.Inclusive && name != "tax is inside"
		got := fmt.Sprintf("%s %s %s %d lines %s %s %s tax %s freight %s %s %s %s %v %s %s", o.Key, o.Number, o.State, len(o.Lines), qty, o.Currency, total, o.Tax.Text(o.Currency), o.Freight.Text(o.Currency),
			o.Customer, o.BillTo.City, o.Reference, inside, said(o.Doubts), said(o.Errors))
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
	if _, err := ReadOrders(context.Background(), "shop", []byte(shopifyTold[:600]), trade.OrderMap{}, "EUR"); err == nil {
		t.Error("half an order is read")
	}
}
