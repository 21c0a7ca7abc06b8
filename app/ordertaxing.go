package app

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// taxing is a way to tax an order so that it comes to what its file says.
type taxing struct {
	code    trade.ID // of all lines; zero: as customer, items and company say; below zero: one that is to be made
	freight trade.ID // of the freight alone; zero: as the rest
	inside  bool     // prices include tax, though the file does not say so
}

// enter writes an order of a file as it would be entered by hand.
func (p *orderPlan) enter(o *plannedOrder, in *ImportOrdersIn) {
	x := o.x
	digits := uint8(x.Currency.Digits() + 2)
	price := func(v money.Price) *money.Decimal { d := money.Dec(int64(v), digits); return &d }
	s := SaleIn{CustomerID: o.customer, Currency: x.Currency, Inclusive: x.Inclusive, Reference: pointer(firstText(x.Reference, x.Number)), Memo: pointer(memoOf(x))}
	if x.Email != "" || x.Customer != "" {
		s.Contact = &trade.Contact{Name: x.Customer, Email: x.Email, Phone: x.Phone}
	}
	if !x.BillTo.Empty() {
		a := addressed(x.BillTo, o.name)
		s.BillTo = &a
	}
	if !x.ShipTo.Empty() {
		a := addressed(x.ShipTo, o.name)
		s.ShipTo = &a
	}
	if x.ShipMethod != "" {
		s.ShipMethod = &x.ShipMethod
	}
	less := x.Discount
	for i := range o.lines {
		l := &o.lines[i]
		qty := l.g.Qty
		line := LineIn{Qty: &qty, ChannelLine: l.g.Line}
		if l.key >= 0 {
			line.ItemID = p.items.keys[l.key].ID
		} else {
			line.Kind, line.Description = trade.LineFree, pointer(firstText(l.g.Name, l.g.Key()))
			if l.g.Unit != "" {
				line.Unit = &l.g.Unit
			}
			line.Price = price(0)
		}
		if l.g.Price != nil {
			v, rate, over := priceOf(l.g)
			less += over
			line.Price, line.Discount = price(v), &rate
		}
		s.Lines = append(s.Lines, line)
	}
	for i := range x.Extras {
		g := &x.Extras[i]
		none := money.Rate(0)
		s.Lines = append(s.Lines, LineIn{Kind: trade.LineFree, Description: &g.Name, Qty: &g.Qty, Price: price(*g.Price), Discount: &none})
	}
	if x.Freight > 0 {
		s.Lines = append(s.Lines, LineIn{Kind: trade.LineFreight, Description: pointer("Freight"), Price: price(x.Freight.Per(money.Unit))})
	}
	if less > 0 {
		sum := money.Dec(int64(less), uint8(x.Currency.Digits()))
		s.DiscountSum = &sum
	}
	o.in = SaveOrderIn{Date: x.Date, Wanted: x.Wanted, Channel: p.channel, ChannelKey: x.Key, ChannelNo: x.Number, SaleIn: s}
}

func pointer[T any](v T) *T { return &v }

// priceOf is the price and the discount by which a line comes to its amount; over is what is to be taken off the order where neither does.
func priceOf(g *intake.OrderGoods) (p money.Price, rate money.Rate, over money.Amount) {
	p = *g.Price
	if g.Discount == 0 {
		if p.Times(g.Qty) < g.Amount {
			p++
		}
		return p, 0, p.Times(g.Qty) - g.Amount
	}
	if rate = money.Ratio(g.Discount, g.Amount); trade.LineNet(g.Qty, p, rate) == g.Amount-g.Discount && rate <= money.Whole {
		return p, rate, 0
	}
	return p, 0, p.Times(g.Qty) - g.Amount + g.Discount
}

// memoOf is what the channel says of an order, for us alone.
func memoOf(x *intake.OrderIn) string {
	text := []rune(strings.TrimSpace(x.Wishes + "\n" + x.Said))
	return string(text[:min(len(text), trade.MaxText)])
}

// tried adds an order up as it would be, taxed in one way.
func (p *orderPlan) tried(w *work, o *plannedOrder, t taxing) (*trade.SalesOrder, SaveOrderIn, error) {
	in := o.in
	in.Lines = slices.Clone(o.in.Lines)
	if t.code != 0 {
		in.TaxCodeID = &t.code
	}
	if t.inside {
		in.Inclusive = pointer(true)
	}
	none := p.untaxed()
	for i := range in.Lines {
		switch {
		case in.Lines[i].Kind == trade.LineFreight && t.freight != 0:
			in.Lines[i].TaxCodeID = &t.freight
		case i < len(o.lines) && o.lines[i].g.Untaxed && none != 0 && o.x.Tax != 0:
			in.Lines[i].TaxCodeID = &none
		}
	}
	order := &trade.SalesOrder{State: trade.Draft, Date: w.today}
	if _, err := w.drafted(order, in); err != nil {
		return nil, in, err
	}
	return order, in, order.AddUp(w.base)
}

// untaxed is a tax code that adds nothing; zero where there is none.
func (p *orderPlan) untaxed() trade.ID {
	for _, c := range p.codes {
		if c.Rate == 0 && c.Kind != trade.TaxReverse && !c.Inactive {
			return c.ID
		}
	}
	return 0
}

// agrees says whether an order comes to what its file says: to the cent, but for the rounding of tax, which a shop does line by line.
func (p *orderPlan) agrees(o *plannedOrder, s *trade.SalesOrder, near money.Amount) bool {
	x := o.x
	switch {
	case x.TaxTold || x.MarketTax != 0:
		if x.Tax == 0 {
			near = 0
		}
		if d := s.Tax - x.Tax; d > near || d < -near {
			return false
		}
		return x.Total == nil || *x.Total-s.Total <= near && s.Total-*x.Total <= near
	case x.Total == nil:
		return true
	case p.file.Map.Source == "" && *x.Total == s.Net: // what wholesalers order is told without tax
		return true
	}
	return *x.Total == s.Total
}

// weigh adds an order up and finds the tax codes by which it comes to what its file says.
func (p *orderPlan) weigh(w *work, o *plannedOrder, in *ImportOrdersIn) error {
	if !p.pricesTold(o) { // then nothing can be compared
		s, sent, err := p.tried(w, o, taxing{code: in.TaxCodeID})
		if err != nil {
			return err
		}
		o.in, o.total, o.tax = sent, s.Total, s.Tax
		return nil
	}
	ways := []taxing{{code: in.TaxCodeID}}
	if in.TaxCodeID == 0 {
		none := p.untaxed()
		ways = append([]taxing{p.lastTax}, ways...)
		if !o.x.TaxTold && o.x.Inclusive == nil && p.file.Map.Source != "" {
			ways = append(ways, taxing{inside: true})
		}
		for _, c := range p.codes {
			if c.Inactive || c.Kind == trade.TaxReverse {
				continue
			}
			ways = append(ways, taxing{code: c.ID})
			if c.Rate != 0 && o.x.Freight > 0 && none != 0 {
				ways = append(ways, taxing{code: c.ID, freight: none})
			}
		}
		for i := range p.newTax {
			ways = append(ways, taxing{code: trade.ID(-i - 1)})
		}
	}
	var usual *trade.SalesOrder
	var sentUsual SaveOrderIn
	tried := map[taxing]bool{}
	for _, way := range ways {
		if tried[way] {
			continue
		}
		tried[way] = true
		s, sent, err := p.tried(w, o, way)
		if err != nil {
			return err
		}
		if p.agrees(o, s, rounding(s)) {
			p.settled(o, s, sent, way)
			return nil
		}
		if way == (taxing{code: in.TaxCodeID}) {
			usual, sentUsual = s, sent
		}
	}
	if in.NewTaxes {
		if done, err := p.makeTax(w, o); err != nil || done {
			return err
		}
	}
	o.in, o.total, o.tax = sentUsual, usual.Total, usual.Tax
	x := o.x
	switch {
	case x.TaxTold && usual.Tax != x.Tax || x.MarketTax != 0 && usual.Tax != 0:
		o.doubt("The file has %s of tax, to which no tax code leads; here it would have %s. Choose the tax code, or have one made.", x.Tax.Text(x.Currency), usual.Tax.Text(x.Currency))
	case x.Differs: // that is said already
	case x.Total != nil:
		o.doubt("It would come to %s here, and the file says %s.", usual.Total.Text(x.Currency), x.Total.Text(x.Currency))
	}
	return nil
}

// rounding is by how much the tax of an order may differ where each line is rounded by itself.
func rounding(s *trade.SalesOrder) money.Amount { return money.Amount(max(len(s.Lines), 1)) }

func (p *orderPlan) pricesTold(o *plannedOrder) bool {
	return !slices.ContainsFunc(o.x.Lines, func(g intake.OrderGoods) bool { return g.Price == nil })
}

// settled takes a way of taxing.
func (p *orderPlan) settled(o *plannedOrder, s *trade.SalesOrder, sent SaveOrderIn, way taxing) {
	p.lastTax = way
	o.in, o.total, o.tax = sent, s.Total, s.Tax
	if t := o.x.Total; t != nil && *t != s.Total && *t != s.Net {
		o.note("It comes to %s here, because tax is rounded once on the whole order; the file says %s.", s.Total.Text(o.x.Currency), t.Text(o.x.Currency))
	}
}

var percentIn = regexp.MustCompile(`(\d{1,2}(?:[.,]\d{1,4})?)\s*%`)

// makeTax finds a rate by which an order comes to what its file says, and plans a tax code for it.
func (p *orderPlan) makeTax(w *work, o *plannedOrder) (bool, error) {
	x := o.x
	if _, err := w.taxCode(0); err != nil && AsError(err).Kind != trade.NotFound { // reads them
		return false, err
	}
	var rates []money.Rate
	if x.Tax == 0 {
		rates = []money.Rate{0}
	}
	var named money.Rate
	for _, t := range x.Taxes {
		if m := percentIn.FindStringSubmatch(t.Name); m != nil {
			if d, err := money.ParseTyped(m[1]); err == nil {
				if r, err := d.Rate(); err == nil {
					named += r
				}
			}
		}
	}
	if named > 0 {
		rates = append(rates, named)
	}
	var goods money.Amount
	for i := range x.Lines {
		if !x.Lines[i].Untaxed {
			goods += x.Lines[i].Amount - x.Lines[i].Discount
		}
	}
	goods -= x.Discount
	for _, base := range []money.Amount{goods, goods + x.Freight} {
		if x.Inclusive != nil && *x.Inclusive {
			base -= x.Tax
		}
		if base > 0 && x.Tax > 0 {
			exact := money.Ratio(x.Tax, base)
			for _, step := range []money.Rate{money.Percent, money.Percent / 10, money.Percent / 100} {
				rates = append(rates, (exact+step/2)/step*step)
			}
		}
	}
	for i, rate := range append(rates, rates...) { // first those that come to it exactly
		c := trade.TaxCode{Code: "T" + rate.String(), Name: fmt.Sprintf("Tax %s %%", rate), Kind: trade.TaxNormal, Rate: rate}
		if rate == 0 {
			c = trade.TaxCode{Code: "T0", Name: "No tax", Kind: trade.TaxExempt, Note: "No tax is charged."}
		}
		if slices.ContainsFunc(p.codes, func(k trade.TaxCode) bool { return k.Code == c.Code }) || rate > money.Whole {
			continue
		}
		c.ID = trade.ID(-len(p.newTax) - 1)
		w.known.taxes[c.ID] = c
		for _, way := range []taxing{{code: c.ID}, {code: c.ID, freight: cmp.Or(p.untaxed(), c.ID)}} {
			s, sent, err := p.tried(w, o, way)
			if err != nil {
				return false, err
			}
			near := money.Amount(0)
			if i >= len(rates) {
				near = rounding(s)
			}
			if p.agrees(o, s, near) {
				p.newTax = append(p.newTax, c)
				p.settled(o, s, sent, way)
				o.note("A tax code %s is made for it.", c.Name)
				return true, nil
			}
		}
		delete(w.known.taxes, c.ID)
	}
	return false, nil
}
