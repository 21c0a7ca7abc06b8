package intake

import (
	"encoding/json"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// shopifySum is an amount in the currency of the shop.
type shopifySum struct {
	Shop struct {
		Amount wooText `json:"amount"`
	} `json:"shopMoney"`
}

type shopifyAddress struct {
	First   string `json:"firstName"`
	Last    string `json:"lastName"`
	Company string `json:"company"`
	Street  string `json:"address1"`
	Street2 string `json:"address2"`
	Zip     string `json:"zip"`
	City    string `json:"city"`
	Region  string `json:"provinceCode"`
	Country string `json:"countryCodeV2"`
	Phone   string `json:"phone"`
}

func (a *shopifyAddress) address() trade.Address {
	if a == nil {
		return trade.Address{}
	}
	w := wooAddress{First: a.First, Last: a.Last, Company: a.Company, Street: a.Street, Street2: a.Street2, Zip: a.Zip, City: a.City, State: a.Region, Country: a.Country, Phone: a.Phone}
	return w.address()
}

type shopifyLine struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	SKU     string  `json:"sku"`
	Vendor  string  `json:"vendor"`
	Ordered wooText `json:"quantity"`
	Wanted  wooText `json:"currentQuantity"`
	Taxable *bool   `json:"taxable"`
	Variant *struct {
		ID      string `json:"id"`
		Barcode string `json:"barcode"`
	} `json:"variant"`
	Price     shopifySum `json:"originalUnitPriceSet"`
	Discounts []struct {
		Sum shopifySum `json:"allocatedAmountSet"`
	} `json:"discountAllocations"`
}

type shopifyOrder struct {
	Key        wooText     `json:"legacyResourceId"`
	Name       string      `json:"name"`
	Created    string      `json:"createdAt"`
	Cancelled  string      `json:"cancelledAt"`
	Payment    string      `json:"displayFinancialStatus"`
	Shipment   string      `json:"displayFulfillmentStatus"`
	Currency   string      `json:"currencyCode"`
	TaxesIn    bool        `json:"taxesIncluded"`
	Note       string      `json:"note"`
	Email      string      `json:"email"`
	Phone      string      `json:"phone"`
	Reference  string      `json:"poNumber"`
	Total      shopifySum  `json:"currentTotalPriceSet"`
	Subtotal   shopifySum  `json:"currentSubtotalPriceSet"`
	Tax        shopifySum  `json:"currentTotalTaxSet"`
	Refunded   shopifySum  `json:"totalRefundedSet"`
	Tip        shopifySum  `json:"totalTipReceivedSet"`
	Duties     *shopifySum `json:"currentTotalDutiesSet"`
	Deliveries struct {
		Nodes []struct {
			Title string     `json:"title"`
			Price shopifySum `json:"discountedPriceSet"`
		} `json:"nodes"`
	} `json:"shippingLines"`
	Taxes []struct {
		Title   string     `json:"title"`
		Percent wooText    `json:"ratePercentage"`
		Sum     shopifySum `json:"priceSet"`
	} `json:"currentTaxLines"`
	Billing  *shopifyAddress `json:"billingAddress"`
	Shipping *shopifyAddress `json:"shippingAddress"`
	Lines    struct {
		Nodes []shopifyLine `json:"nodes"`
	} `json:"lineItems"`
}

// shopifyOrderOf makes an order of its JSON. The sums are those of now: what was taken out or refunded after it was placed does not count in them.
func shopifyOrderOf(raw json.RawMessage, no int, home money.Currency) OrderIn {
	b := &building{at: map[string][]*figure{}}
	b.Row = no
	var o shopifyOrder
	if err := json.Unmarshal(raw, &o); err != nil {
		b.wrong("", "The order cannot be read: %v.", err)
	}
	b.told(raw)
	b.Key, b.Number = shortened(o.Key.id(), trade.MaxName), shortened(o.Name, trade.MaxName)
	if b.Key == "" && len(b.Errors) == 0 {
		b.wrong("", "The order has no id.")
	}
	b.dealt(o.Currency, o.Created, home)
	b.BillTo, b.ShipTo = o.Billing.address(), o.Shipping.address()
	if b.BillTo.Empty() {
		b.BillTo = b.ShipTo
	}
	b.Customer, b.Company, b.Phone = b.BillTo.Name, b.BillTo.Company, shortened(firstText(b.BillTo.Phone, o.Phone), trade.MaxName)
	if o.Email != "" && trade.CheckEmail("e-mail", o.Email) == nil {
		b.Email = o.Email
	}
	b.Reference, b.Wishes = shortened(o.Reference, trade.MaxName), strings.TrimSpace(o.Note)
	b.shopifyState(&o)
	for _, d := range o.Deliveries.Nodes {
		b.ShipMethod = shortened(joined(", ", b.ShipMethod, d.Title), trade.MaxName)
		b.add(OrderFreight, d.Price)
	}
	b.add(OrderTax, o.Tax)
	b.add(OrderSubtotal, o.Subtotal)
	b.add(OrderTotal, o.Total)
	b.add(OrderRefunded, o.Refunded)
	b.add(OrderExtra, o.Tip)
	if o.Duties != nil {
		b.add(OrderExtra, *o.Duties)
	}
	for _, x := range o.Taxes {
		part := TaxPart{Name: x.Title, Sum: b.amount(x.Sum.Shop.Amount, "tax")}
		if x.Percent != "" && !strings.Contains(part.Name, "%") {
			part.Name += " " + string(x.Percent) + " %"
		}
		b.Taxes = append(b.Taxes, part)
	}
	for i := range o.Lines.Nodes {
		b.shopifyLine(&o.Lines.Nodes[i])
	}
	b.tidy()
	if len(b.Lines) == 0 && len(b.Errors) == 0 {
		b.wrong("", "The order names no goods with a quantity.")
	}
	b.reconcile(sourceNamed(Shopify))
	if b.Inclusive == nil && o.TaxesIn {
		b.Inclusive = &o.TaxesIn
	}
	return b.OrderIn
}

// shopifyState reads how far the order has come there.
func (b *building) shopifyState(o *shopifyOrder) {
	b.Said = shortened(folded(o.Payment)+", "+folded(o.Shipment), trade.MaxName)
	switch payment, shipment := folded(o.Payment), folded(o.Shipment); {
	case o.Cancelled != "", cancelledWords[payment]:
		b.State = OrderCancelled
	case shippedWords[shipment]:
		b.State = OrderShipped
	case unpaidWords[payment], payment == "authorized", payment == "partially paid":
		b.State = OrderUnpaid
	}
}

// add adds a sum to what is said of the order.
func (b *building) add(field string, s shopifySum) {
	if s.Shop.Amount == "" {
		return
	}
	a := b.amount(s.Shop.Amount, field)
	if list := b.at[field]; len(list) > 0 {
		list[0].sum += a
	} else if a != 0 || field != OrderRefunded && field != OrderExtra {
		b.at[field] = []*figure{{a, ""}}
	}
}

// shopifyLine takes over a line of goods: as many as are still wanted.
func (b *building) shopifyLine(l *shopifyLine) {
	g := OrderGoods{Row: b.Row, Line: shortened(l.ID, trade.MaxName), SKU: shortened(l.SKU, trade.MaxName), Name: shortened(l.Name, trade.MaxName), Vendor: shortened(l.Vendor, trade.MaxName)}
	if l.Variant != nil {
		g.Code = shortened(l.Variant.ID[strings.LastIndex(l.Variant.ID, "/")+1:], trade.MaxName)
		g.GTIN = shortened(l.Variant.Barcode, trade.MaxName)
	}
	g.Untaxed = l.Taxable != nil && !*l.Taxable
	ordered, first := b.pieces(l.Ordered)
	g.Qty = ordered
	if l.Wanted != "" {
		g.Qty, _ = b.pieces(l.Wanted)
	}
	if !first {
		b.wrong("", "%q is no quantity.", shortened(string(l.Ordered), 40))
		return
	}
	if g.Qty < ordered {
		b.doubt("", "Of %s only %s are still wanted, not %s: it was changed or refunded after it was placed.", g.Key(), g.Qty, ordered)
	}
	if g.Qty == 0 {
		return
	}
	if one := l.Price.Shop.Amount; one != "" {
		d, err := money.Parse(string(one))
		p, wrong := d.Price(b.Currency)
		if err != nil || wrong != nil || p < 0 || p > money.MaxPrice {
			b.wrong("", "%q is no amount (%s).", shortened(string(one), 40), "price")
			return
		}
		g.Price, g.Amount = &p, p.Times(g.Qty)
	}
	for _, x := range l.Discounts {
		g.Discount += plus(b.amount(x.Sum.Shop.Amount, "discount"))
	}
	if g.Discount > g.Amount {
		g.Discount = g.Amount
	}
	b.Lines = append(b.Lines, g)
}

// pieces reads a quantity.
func (b *building) pieces(t wooText) (money.Qty, bool) {
	d, err := money.Parse(string(t))
	if err != nil {
		return 0, false
	}
	q, err := d.Qty()
	return q, err == nil && q >= 0 && q <= money.MaxQty
}
