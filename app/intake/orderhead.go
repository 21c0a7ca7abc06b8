package intake

import (
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// sum reads a sum of money; false where there is none.
func (r *orderReader) sum(row *Row, c *col, b *building) (money.Amount, bool) {
	cell := r.cell(row, c)
	if cell.Text == "" {
		return 0, false
	}
	if cell.Kind == Broken {
		b.wrong(at(c, row), "The cell holds an error of Excel's (%s).", cell.Text)
		return 0, false
	}
	n, err := numeralIn(cell)
	if err == errNoPrice {
		return 0, false
	}
	if err == nil && n.sign != "" && b.Currency != "" && !means(n.sign, b.Currency) {
		b.doubt(at(c, row), "%q is another currency than that of the order, %s.", shortened(cell.Text, 30), b.Currency)
	}
	if err == nil && n.per == "" {
		if d, err := n.decimal(signOf(cell, c)); err == nil {
			if a, err := d.Amount(r.currency(b)); err == nil && a <= money.MaxAmount && a >= -money.MaxAmount {
				return a, true
			}
			if p, err := d.Price(r.currency(b)); err == nil && p <= money.MaxPrice && p >= -money.MaxPrice { // more digits than the currency has
				return p.Times(money.Unit), true
			}
		}
	}
	b.wrong(at(c, row), "%q is no amount.", shortened(cell.Text, 40))
	return 0, false
}

func (r *orderReader) currency(b *building) money.Currency {
	if b.Currency != "" {
		return b.Currency
	}
	return r.home
}

// wholeOrder are the sums that may stand on an order's first row, on each of them, or in shares.
var wholeOrder = []string{OrderDiscount, OrderFreight, OrderFreightLs, OrderTax, OrderMarketTax, OrderTotal, OrderSubtotal, OrderFee, OrderExtra, OrderRefunded}

// head reads what a row says of the order as a whole.
func (r *orderReader) head(row *Row, b *building) {
	take := func(to *string, field string) {
		if *to == "" {
			*to = shortened(r.text(row, field), trade.MaxName)
		}
	}
	if t := r.text(row, OrderCurrency); t != "" {
		if cur, err := money.ParseCurrency(strings.ToUpper(t)); err != nil {
			b.wrong(at(r.cols[OrderCurrency][0], row), "%q is no currency.", shortened(t, 20))
		} else if b.Currency == "" {
			b.Currency = cur
		} else if b.Currency != cur {
			b.wrong(at(r.cols[OrderCurrency][0], row), "The order is in %s and in %s.", b.Currency, cur)
		}
	}
	if b.Currency == "" {
		for _, field := range []string{OrderTotal, OrderPrice, OrderAmount, OrderSubtotal} {
			for _, c := range r.cols[field] {
				sign := currencyIn(r.cell(row, c).Text)
				if sign == "" {
					sign = currencyIn(c.Heading)
				}
				if sign != "" && b.Currency == "" {
					b.Currency = r.meant(sign)
				}
			}
		}
	}
	take(&b.Key, OrderKey)
	take(&b.Number, OrderNumber)
	take(&b.Customer, OrderCustomer)
	take(&b.Company, OrderCompany)
	take(&b.Phone, OrderPhone)
	take(&b.TaxNumber, OrderTaxNumber)
	take(&b.Reference, OrderReference)
	take(&b.ShipMethod, OrderMethod)
	if t := r.text(row, OrderEmail); b.Email == "" && t != "" {
		if trade.CheckEmail("e-mail", t) == nil {
			b.Email = t
		} else {
			b.note(at(r.cols[OrderEmail][0], row), "%q is no e-mail address; it is not read.", shortened(t, 60))
		}
	}
	for _, c := range r.cols[OrderNotes] {
		if t := strings.TrimSpace(r.cell(row, c).Text); t != "" && !noValue(t) && !strings.Contains(b.Wishes, t) {
			b.Wishes = joined("\n", b.Wishes, t)
		}
	}
	r.day(row, b, OrderDate, &b.Date)
	r.day(row, b, OrderWanted, &b.Wanted)
	r.address(row, "bill_", &b.BillTo)
	r.address(row, "ship_", &b.ShipTo)
	r.state(row, b)
	for _, field := range wholeOrder {
		var total money.Amount
		there, cell := false, ""
		for _, c := range r.cols[field] {
			if a, ok := r.sum(row, c, b); ok {
				total += a
				if there = true; cell == "" {
					cell = at(c, row)
				}
			}
		}
		if there {
			b.at[field] = append(b.at[field], &figure{total, cell})
		}
	}
	for i, c := range r.cols[OrderTaxPart] {
		if a, ok := r.sum(row, c, b); ok && a != 0 {
			part := TaxPart{Sum: a}
			if i < len(r.cols[OrderTaxName]) {
				part.Name = oneLine(r.cell(row, r.cols[OrderTaxName][i]).Text)
			}
			b.Taxes = append(b.Taxes, part)
		}
	}
}

// meant is the currency that a sign stands for: home where it may be, else the one that it stands for mostly.
func (r *orderReader) meant(sign string) money.Currency {
	if means(sign, r.home) {
		return r.home
	}
	for _, c := range currencyNames {
		if c.sign == sign {
			return money.Currency(strings.Fields(c.of)[0])
		}
	}
	return money.Currency(sign)
}

func (r *orderReader) day(row *Row, b *building, field string, to *trade.Date) {
	for _, c := range r.cols[field] {
		cell := r.cell(row, c)
		if *to != "" || cell.Text == "" || noValue(cell.Text) {
			continue
		}
		if d, ok := dayOfOrder(cell, c.monthly); ok {
			*to = d
			continue
		}
		text := "%q is no day."
		_, first := dayOfOrder(cell, 'D')
		_, second := dayOfOrder(cell, 'M')
		if first || second {
			text = "%q may be two days: nothing says whether the day or the month comes first."
		}
		if field == OrderDate {
			b.doubt(at(c, row), text, shortened(cell.Text, 40))
		} else {
			b.note(at(c, row), text, shortened(cell.Text, 40))
		}
	}
}

// address reads the parts of an address that an order has not yet.
func (r *orderReader) address(row *Row, side string, a *trade.Address) {
	get := func(part string) string { return shortened(r.text(row, side+part), trade.MaxName) }
	set := func(to *string, text string) {
		if *to == "" {
			*to = text
		}
	}
	if a.Street == "" && a.City == "" && a.Zip == "" {
		first, second := get("street1"), joined(", ", get("street2"), get("street3"))
		if first == "" {
			first = get("street")
		}
		if first == "" {
			first, second = second, ""
		}
		a.Street, a.Street2 = first, shortened(second, trade.MaxName)
		a.Zip, a.City, a.Country = get("zip"), get("city"), get("country")
		if a.Region = get("region"); a.Region == "" {
			a.Region = get("region_name")
		}
	}
	set(&a.Name, get("name"))
	set(&a.Name, joined(" ", get("first"), get("last")))
	set(&a.Company, get("company"))
	set(&a.Phone, get("phone"))
}

var (
	cancelledWords = words(`cancelled|canceled|void|voided|expired|refunded|failed|trash|declined|rejected|storniert|erstattet|annule|annulee|cancelado|cancelada|reembolsado|annullato|rimborsato|geannuleerd`)
	shippedWords   = words(`fulfilled|shipped|completed|complete|delivered|done|partial|partially fulfilled|partially shipped|partially_fulfilled|restocked|versendet|versandt|abgeschlossen|geliefert|erledigt|expedie|expediee|livre|livree|terminee|enviado|entregado|completado|spedito|consegnato|completato|verzonden|geleverd|afgerond`)
	unpaidWords    = words(`pending|on hold|unpaid|not paid|awaiting payment|pending payment|checkout draft|offen|unbezahlt|nicht bezahlt|en attente|impaye|pendiente|in attesa|non pagato|onbetaald|in afwachting`)
)

// state reads how far the order has come on its channel.
func (r *orderReader) state(row *Row, b *building) {
	for _, field := range []string{OrderStatus, OrderPayment, OrderFulfilled} {
		t := r.text(row, field)
		if t == "" {
			continue
		}
		b.Said = joined(", ", b.Said, shortened(t, 60))
		switch f := folded(t); {
		case cancelledWords[f] && field != OrderFulfilled:
			b.State = OrderCancelled
		case shippedWords[f] && field != OrderPayment && b.State != OrderCancelled:
			b.State = OrderShipped
		case unpaidWords[f] && field != OrderFulfilled && b.State == OrderOpen:
			b.State = OrderUnpaid
		}
	}
	if r.text(row, OrderShippedOn) != "" && b.State != OrderCancelled {
		b.State = OrderShipped
	}
	if r.text(row, OrderCancelOn) != "" {
		b.State = OrderCancelled
	}
}
