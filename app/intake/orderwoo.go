package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"html"
	"io"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// packed reads goods that stand in one cell: name:Mug|sku:M-1|quantity:2|total:9.00;name:…
func (r *orderReader) packed(row *Row, b *building, text string) {
	c := r.cols[OrderItems][0]
	if strings.HasPrefix(text, "[") {
		var lines []wooLine
		if err := json.Unmarshal([]byte(text), &lines); err != nil {
			b.wrong(at(c, row), "The goods in this cell cannot be read: %v.", err)
			return
		}
		for i := range lines {
			b.wooLine(&lines[i], row.No, at(c, row))
		}
		return
	}
	for _, part := range strings.Split(text, ";") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		var l wooLine
		for _, pair := range strings.Split(part, "|") {
			name, value, ok := strings.Cut(pair, ":")
			if value = strings.TrimSpace(value); !ok {
				continue
			}
			switch squashed(name) {
			case "name":
				l.Name = value
			case "sku":
				l.SKU = value
			case "productid":
				l.Product = wooText(value)
			case "variationid":
				l.Variation = wooText(value)
			case "quantity", "qty":
				l.Quantity = wooText(value)
			case "total":
				l.Total = wooText(value)
			case "subtotal":
				l.Subtotal = wooText(value)
			}
		}
		b.wooLine(&l, row.No, at(c, row))
	}
}

// wooText is a number or a text of JSON.
type wooText string

// UnmarshalJSON implements json.Unmarshaler.
func (t *wooText) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*t = wooText(s)
		return nil
	}
	if b = bytes.TrimSpace(b); len(b) > 0 && (b[0] == '-' || b[0] >= '0' && b[0] <= '9') {
		*t = wooText(b)
	} else {
		*t = ""
	}
	return nil
}

func (t wooText) id() string {
	if t == "0" {
		return ""
	}
	return string(t)
}

type wooAddress struct {
	First   string `json:"first_name"`
	Last    string `json:"last_name"`
	Company string `json:"company"`
	Street  string `json:"address_1"`
	Street2 string `json:"address_2"`
	City    string `json:"city"`
	State   string `json:"state"`
	Zip     string `json:"postcode"`
	Country string `json:"country"`
	Email   string `json:"email"`
	Phone   string `json:"phone"`
}

func (a *wooAddress) address() trade.Address {
	s := func(t string) string { return shortened(html.UnescapeString(t), trade.MaxName) }
	return trade.Address{Name: joined(" ", s(a.First), s(a.Last)), Company: s(a.Company), Street: s(a.Street), Street2: s(a.Street2), Zip: s(a.Zip), City: s(a.City), Region: s(a.State), Country: s(a.Country), Phone: s(a.Phone)}
}

type wooLine struct {
	Name      string  `json:"name"`
	SKU       string  `json:"sku"`
	Product   wooText `json:"product_id"`
	Variation wooText `json:"variation_id"`
	Quantity  wooText `json:"quantity"`
	Subtotal  wooText `json:"subtotal"`
	Total     wooText `json:"total"`
	TotalTax  wooText `json:"total_tax"`
	Price     wooText `json:"price"`
}

type wooOrder struct {
	ID            wooText    `json:"id"`
	Number        wooText    `json:"number"`
	Status        string     `json:"status"`
	Currency      string     `json:"currency"`
	Created       string     `json:"date_created"`
	Total         wooText    `json:"total"`
	TotalTax      wooText    `json:"total_tax"`
	ShippingTotal wooText    `json:"shipping_total"`
	Note          string     `json:"customer_note"`
	Payment       string     `json:"payment_method_title"`
	Billing       wooAddress `json:"billing"`
	Shipping      wooAddress `json:"shipping"`
	Lines         []wooLine  `json:"line_items"`
	Taxes         []struct {
		Label    string  `json:"label"`
		Code     string  `json:"rate_code"`
		Percent  wooText `json:"rate_percent"`
		Tax      wooText `json:"tax_total"`
		Shipping wooText `json:"shipping_tax_total"`
	} `json:"tax_lines"`
	Methods []struct {
		Title string `json:"method_title"`
	} `json:"shipping_lines"`
	Fees []struct {
		Name  string  `json:"name"`
		Total wooText `json:"total"`
	} `json:"fee_lines"`
	Coupons []struct {
		Code string `json:"code"`
	} `json:"coupon_lines"`
	Refunds []struct {
		Total wooText `json:"total"`
	} `json:"refunds"`
}

// maxOrders is how many orders are read of one file.
const maxOrders = 200_000

// readTold reads orders as the interfaces of WooCommerce (REST) and Shopify (Admin GraphQL) tell them: one, an array, or one on each line.
func readTold(ctx context.Context, file []byte, home money.Currency) (*OrderFile, error) {
	f := &OrderFile{Map: trade.OrderMap{Source: WooCommerce}, Sheets: []string{""}, HasQty: true, HasKey: true}
	of := wooOrderOf
	if bytes.Contains(file[:min(len(file), 4096)], []byte(`"gid://shopify/Order/`)) {
		f.Map.Source, of = Shopify, shopifyOrderOf
	}
	d := json.NewDecoder(bytes.NewReader(file))
	one := func() error {
		if len(f.Orders) >= maxOrders {
			return trade.Faultf(trade.Invalid, "The file holds more than %d orders. Fetch them in several files.", maxOrders)
		}
		if len(f.Orders)%512 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		f.Orders = append(f.Orders, of(raw, len(f.Orders)+1, home))
		return nil
	}
	var err error
	if file[0] == '[' {
		_, err = d.Token()
		for err == nil && d.More() {
			err = one()
		}
		if err == nil {
			_, err = d.Token() // an array that ends nowhere was cut off
		}
		if err == nil {
			if _, err = d.Token(); err == io.EOF {
				err = nil
			} else if err == nil {
				err = errors.New("something stands behind the last order")
			}
		}
	} else {
		for err == nil {
			err = one()
		}
		if err == io.EOF {
			err = nil
		}
	}
	var told *trade.Error
	switch {
	case err == nil, errors.As(err, &told), ctx.Err() != nil:
	default:
		err = trade.Faultf(trade.Invalid, "Only a part of the file is there, or it is damaged: after order %d %w. Fetch it once more.", len(f.Orders), err)
	}
	if err == nil && len(f.Orders) > 0 && f.Map.Source == WooCommerce && !wooLooks(f.Orders) {
		err = trade.Faultf(trade.Invalid, "These are no orders of WooCommerce: none has a number and goods.")
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

func wooLooks(list []OrderIn) bool {
	for i := range list {
		if list[i].Key != "" && len(list[i].Lines) > 0 {
			return true
		}
	}
	return false
}

// dealt sets in which currency and on which day an order of a shop was placed; one that tells no currency is in the company's own.
func (b *building) dealt(currency, created string, home money.Currency) {
	b.Currency = home
	if currency != "" {
		cur, err := money.ParseCurrency(strings.ToUpper(currency))
		if err != nil {
			b.wrong("", "%q is no currency.", shortened(currency, 20))
		} else {
			b.Currency = cur
		}
	}
	if d, ok := parsed("2006-01-02", created[:min(len(created), 10)]); ok {
		b.Date = d
	}
}

// wooOrderOf makes an order of its JSON.
func wooOrderOf(raw json.RawMessage, no int, home money.Currency) OrderIn {
	b := &building{at: map[string][]*figure{}}
	b.Row = no
	var o wooOrder
	if err := json.Unmarshal(raw, &o); err != nil {
		b.wrong("", "The order cannot be read: %v.", err)
	}
	b.told(raw)
	b.Key, b.Number = shortened(o.ID.id(), trade.MaxName), shortened(string(o.Number), trade.MaxName)
	if b.Key == "" {
		b.Key = b.Number
	}
	if b.Key == "" && len(b.Errors) == 0 {
		b.wrong("", "The order has no id.")
	}
	b.dealt(o.Currency, o.Created, home)
	b.BillTo, b.ShipTo = o.Billing.address(), o.Shipping.address()
	b.Customer, b.Company, b.Phone = b.BillTo.Name, b.BillTo.Company, b.BillTo.Phone
	if trade.CheckEmail("e-mail", o.Billing.Email) == nil {
		b.Email = o.Billing.Email
	}
	b.Wishes, b.Said = strings.TrimSpace(o.Note), shortened(joined(", ", o.Status, o.Payment), trade.MaxName)
	switch f := folded(o.Status); {
	case cancelledWords[f]:
		b.State = OrderCancelled
	case shippedWords[f]:
		b.State = OrderShipped
	case unpaidWords[f]:
		b.State = OrderUnpaid
	}
	for i := range o.Methods {
		b.ShipMethod = shortened(joined(", ", b.ShipMethod, html.UnescapeString(o.Methods[i].Title)), trade.MaxName)
	}
	for i := range o.Lines {
		b.wooLine(&o.Lines[i], no, "")
	}
	put := func(field string, t wooText) {
		if t != "" {
			b.at[field] = []*figure{{b.amount(t, field), ""}}
		}
	}
	put(OrderFreight, o.ShippingTotal)
	put(OrderTax, o.TotalTax)
	put(OrderTotal, o.Total)
	for _, x := range o.Taxes {
		part := TaxPart{Name: html.UnescapeString(firstText(x.Label, x.Code)), Sum: b.amount(x.Tax, "tax") + b.amount(x.Shipping, "tax")}
		if x.Percent != "" && !strings.Contains(part.Name, "%") {
			part.Name += " " + string(x.Percent) + " %"
		}
		b.Taxes = append(b.Taxes, part)
	}
	for _, x := range o.Fees {
		sum := b.amount(x.Total, "fee")
		if sum < 0 {
			b.at[OrderDiscount] = append(b.at[OrderDiscount], &figure{-sum, ""})
			continue
		}
		one := sum.Per(money.Unit)
		b.Extras = append(b.Extras, OrderGoods{Row: no, Name: shortened(firstText(html.UnescapeString(x.Name), "Fee"), trade.MaxName), Qty: money.Unit, Price: &one, Amount: sum})
	}
	var refunded money.Amount
	for _, x := range o.Refunds {
		refunded += plus(b.amount(x.Total, "refund"))
	}
	for _, x := range o.Coupons {
		b.note("", "With the coupon %s.", shortened(x.Code, 60))
	}
	b.tidy()
	if len(b.Lines) == 0 && len(b.Errors) == 0 {
		b.wrong("", "The order names no goods with a quantity.")
	}
	b.reconcileWoo()
	if refunded != 0 && b.State != OrderCancelled {
		b.doubt("", "%s %s of it were refunded.", refunded.Text(b.Currency), b.Currency)
	}
	return b.OrderIn
}

// told keeps an order as its channel tells it.
func (b *building) told(raw json.RawMessage) {
	var short bytes.Buffer
	if json.Compact(&short, raw) == nil {
		raw = short.Bytes()
	}
	if b.Raw = strings.ToValidUTF8(string(raw), "?"); len(b.Raw) > maxRaw {
		b.Raw = strings.ToValidUTF8(b.Raw[:maxRaw], "")
	}
}

// reconcileWoo compares: WooCommerce tells all sums without tax, lines after their discounts.
func (b *building) reconcileWoo() {
	if len(b.Errors) > 0 {
		return
	}
	way := reading{discount: 2}
	var extra money.Amount
	for i := range b.Extras {
		extra += b.Extras[i].Amount
	}
	if total := b.sumOf(OrderTotal, way); total != nil {
		if t := b.comes(way) + extra; t != *total {
			b.Differs = true
			b.doubt("", "Goods, discount, shipping and tax come to %s, and the file says %s: a difference of %s.", t.Text(b.Currency), total.Text(b.Currency), (*total - t).Text(b.Currency))
		}
	}
	b.settle(way, nil)
}

// amount reads a sum of an order; what is none is told.
func (b *building) amount(t wooText, what string) money.Amount {
	if t == "" {
		return 0
	}
	d, err := money.Parse(string(t))
	if err == nil {
		var a money.Amount
		if a, err = d.Amount(b.Currency); err == nil && a <= money.MaxAmount && a >= -money.MaxAmount {
			return a
		}
		if p, wrong := d.Price(b.Currency); wrong == nil && p <= money.MaxPrice && p >= -money.MaxPrice {
			return p.Times(money.Unit)
		}
	}
	b.wrong("", "%q is no amount (%s).", shortened(string(t), 40), what)
	return 0
}

// wooLine takes over a line of goods.
func (b *building) wooLine(l *wooLine, row int, cell string) {
	g := OrderGoods{Row: row, SKU: shortened(l.SKU, trade.MaxName), Code: shortened(firstText(l.Variation.id(), l.Product.id()), trade.MaxName), Name: shortened(html.UnescapeString(l.Name), trade.MaxName)}
	d, err := money.Parse(firstText(string(l.Quantity), "1"))
	if err == nil {
		g.Qty, err = d.Qty()
	}
	if err != nil || g.Qty < 0 || g.Qty > money.MaxQty {
		b.wrong(cell, "%q is no quantity.", shortened(string(l.Quantity), 40))
		return
	}
	if g.Qty == 0 {
		b.note(cell, "%s has the quantity zero; it is left out.", firstFilled(g.SKU, g.Name, g.Code))
		return
	}
	after := b.amount(l.Total, "total")
	before := after
	if l.Subtotal != "" {
		before = b.amount(l.Subtotal, "subtotal")
	}
	if l.Total == "" && l.Subtotal == "" {
		b.Lines = append(b.Lines, g)
		return
	}
	g.setAmount(before)
	if before > after {
		g.Discount = before - after
	} else if after > before {
		g.setAmount(after)
	}
	b.Lines = append(b.Lines, g)
}

func firstText(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
