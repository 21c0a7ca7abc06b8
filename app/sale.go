package app

import (
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// SaleIn is what a person may say about the head of a quote or an order. What is left out is
// inherited from the customer on a new document, or stays as it is on a stored one. Another
// customer on a draft inherits anew.
type SaleIn struct {
	CustomerID   trade.ID       `json:"customer_id"`
	Contact      *trade.Contact `json:"contact"`
	BillTo       *trade.Address `json:"bill_to"`
	ShipTo       *trade.Address `json:"ship_to"`
	TermsID      *trade.ID      `json:"terms_id"`
	TaxCodeID    *trade.ID      `json:"tax_code_id"` // for all lines; 0: the items' own
	Currency     money.Currency `json:"currency"`
	Inclusive    *bool          `json:"inclusive"` // prices include tax; those that are there stay as they are typed
	RepID        *trade.ID      `json:"rep_id"`
	ShipMethod   *string        `json:"ship_method"`
	Reference    *string        `json:"reference"` // the customer's own order number
	Language     *string        `json:"language"`
	Intro        *string        `json:"intro"`
	Notes        *string        `json:"notes"`
	Memo         *string        `json:"memo"` // never printed
	DiscountRate *money.Rate    `json:"discount_rate"`
	DiscountSum  *money.Decimal `json:"discount_sum"`
	Freight      *money.Decimal `json:"freight"` // what the customer pays for shipping; 0 takes it off
	Lines        []LineIn       `json:"lines"`   // left out: stay as they are
}

// LineIn is one line as entered. What is left out comes from the item and the customer on a new
// line, or stays as it is on a stored one (named by id).
type LineIn struct {
	ID          trade.ID       `json:"id"`
	Kind        trade.LineKind `json:"kind"` // item, free, text or freight; left out: item where one is named, else free, or text without quantity
	ItemID      trade.ID       `json:"item_id"`
	SKU         string         `json:"sku"`    // instead of item_id
	Create      bool           `json:"create"` // make the item where the SKU is not in the catalogue
	Description *string        `json:"description"`
	Unit        *string        `json:"unit"`
	Qty         *money.Qty     `json:"qty"`
	Price       *money.Decimal `json:"price"`  // in the document's currency
	Margin      *money.Rate    `json:"margin"` // instead of the price: what of the line's net is to remain, in percent
	Discount    *money.Rate    `json:"discount"`
	TaxCodeID   *trade.ID      `json:"tax_code_id"`
	Optional    *bool          `json:"optional"`     // on quotes: offered, not counted
	SupplierID  *trade.ID      `json:"supplier_id"`  // instead of the preferred one
	Cost        *money.Decimal `json:"cost"`         // in the supplier's currency
	Buy         *bool          `json:"buy"`          // a supplier ships it
	ChannelLine string         `json:"channel_line"` // on orders: by which the channel knows the line
}

// head writes in over the sale, inheriting from the customer where it is new or the customer changed.
// It says whether the customer changed.
func (w *work) head(s *trade.Sale, in *SaleIn, on trade.Date) (bool, error) {
	inherit := in.CustomerID != 0 && in.CustomerID != s.CustomerID
	if inherit {
		if err := w.inherit(s, in.CustomerID); err != nil {
			return false, err
		}
	}
	if in.Currency != "" {
		c, err := currencyOr(in.Currency, "")
		if err != nil {
			return false, err
		}
		s.Currency = c
	}
	set(&s.Contact, in.Contact)
	set(&s.BillTo, in.BillTo)
	set(&s.ShipTo, in.ShipTo)
	set(&s.ShipMethod, in.ShipMethod)
	set(&s.Reference, in.Reference)
	set(&s.Language, in.Language)
	set(&s.Intro, in.Intro)
	set(&s.Notes, in.Notes)
	set(&s.Memo, in.Memo)
	set(&s.DiscountRate, in.DiscountRate)
	set(&s.Inclusive, in.Inclusive)
	var err error
	if in.TermsID != nil {
		if s.Terms, err = w.termsOf(*in.TermsID); err != nil {
			return false, err
		}
	}
	if in.TaxCodeID != nil {
		if err := w.checkLinks(0, *in.TaxCodeID, 0); err != nil {
			return false, err
		}
		s.TaxCodeID = *in.TaxCodeID
	}
	if in.RepID != nil {
		u, err := w.user(*in.RepID)
		if err != nil {
			return false, err
		}
		s.RepID, s.Rep = u.ID, u.Name
	}
	if in.DiscountSum != nil {
		if s.DiscountSum, err = in.DiscountSum.Amount(s.Currency); err != nil {
			return false, trade.Faultf(trade.Invalid, "The document's discount: %v.", err).In("discount_sum")
		}
	}
	if err := s.Check(); err != nil {
		return false, err
	}
	s.FX, err = w.fx(s.Currency, on)
	return inherit, err
}

// inherit copies a customer's data onto a document.
func (w *work) inherit(s *trade.Sale, id trade.ID) error {
	c, err := w.customer(id)
	if err != nil {
		return err
	}
	terms, err := w.termsOf(c.TermsID)
	if err != nil {
		return err
	}
	rep, err := w.user(c.RepID)
	if err != nil {
		return err
	}
	s.CustomerID, s.Customer, s.TaxNumber = c.ID, c.Name, c.TaxNumber
	s.Contact = trade.For(c.Contacts)
	s.BillTo, s.ShipTo = addressed(c.Billing, c.Name), addressed(c.ShipTo(), c.Name)
	s.Terms, s.TaxCodeID, s.Currency, s.Inclusive = terms, c.TaxCodeID, c.Currency, c.Inclusive
	s.RepID, s.Rep = rep.ID, rep.Name
	s.ShipMethod, s.Language = c.ShipMethod, c.Language
	return nil
}

// addressed makes sure that an address says whom it belongs to.
func addressed(a trade.Address, name string) trade.Address {
	if a.Name == "" && a.Company == "" {
		a.Company = name
	}
	return a
}

func set[T any](to *T, in *T) {
	if in != nil {
		*to = *in
	}
}

// line writes in over one line of a document. retax says that the tax code is to be chosen anew.
func (w *work) line(s *trade.Sale, l *trade.SaleLine, src *trade.Source, in *LineIn, i int, retax bool) error {
	fresh := l.Kind == ""
	if fresh {
		if err := w.newLine(s, l, src, in, i); err != nil {
			return err
		}
	} else if (in.ItemID != 0 && in.ItemID != l.ItemID) || (in.SKU != "" && !strings.EqualFold(in.SKU, l.SKU)) {
		qty := l.Qty
		*l, *src = trade.SaleLine{Pos: l.Pos}, trade.Source{}
		if err := w.newLine(s, l, src, in, i); err != nil {
			return err
		}
		if err := w.setQty(s, l, src, &qty); err != nil {
			return err
		}
		fresh = true
	}
	set(&l.Description, in.Description)
	set(&l.Unit, in.Unit)
	if err := w.setQty(s, l, src, in.Qty); err != nil {
		return err
	}
	set(&l.Discount, in.Discount)
	set(&src.Buy, in.Buy)
	if err := kitLine(l, in, i); err != nil {
		return err
	}
	var err error
	if in.Price != nil {
		if l.Price, err = in.Price.Price(s.Currency); err != nil {
			return trade.Faultf(trade.Invalid, "The price of line %d: %v.", i+1, err).In("lines[%d].price", i)
		}
	}
	if in.SupplierID != nil && *in.SupplierID == src.SupplierID {
		src.ByHand = src.SupplierID != 0
	} else if in.SupplierID != nil {
		if err := w.chooseSupplier(l, src, *in.SupplierID, l.Qty); err != nil {
			return err
		}
		if l.Kind == trade.LineFree && in.Buy == nil {
			src.Buy = src.SupplierID != 0
		}
	}
	if in.Cost != nil {
		if src.CostIn == "" {
			src.CostIn, src.CostFX = s.Currency, s.FX
		}
		cost, err := in.Cost.Price(src.CostIn)
		if err != nil {
			return trade.Faultf(trade.Invalid, "The cost of line %d: %v.", i+1, err).In("lines[%d].cost", i)
		}
		if cost < 0 {
			return trade.Faultf(trade.Invalid, "The cost of line %d may not be negative.", i+1).In("lines[%d].cost", i)
		}
		enterCost(src, cost)
	}
	if l.Kind == trade.LineText {
		*l = trade.SaleLine{Pos: l.Pos, Kind: l.Kind, Description: l.Description}
		*src = trade.Source{}
		return l.Check(i)
	}
	if fresh || retax || in.TaxCodeID != nil {
		if err := w.tax(s, l, in.TaxCodeID); err != nil {
			return err
		}
	}
	if fresh && in.Price == nil && l.ItemID != 0 {
		own, err := w.company()
		if err != nil {
			return err
		}
		l.Price = asked(l.Price, l.TaxRate, own.Inclusive, s.Inclusive)
	}
	return l.Check(i)
}

// asked turns a price that does or does not include tax into one that does or does not.
func asked(p money.Price, rate money.Rate, from, to bool) money.Price {
	switch {
	case from == to:
		return p
	case to:
		return p.With(rate)
	}
	return p.Without(rate)
}

// newLine fills a new line from the item that in names.
func (w *work) newLine(s *trade.Sale, l *trade.SaleLine, src *trade.Source, in *LineIn, i int) error {
	it, err := w.lineItem(s, in, i)
	if err != nil {
		return err
	}
	l.Kind = in.Kind
	if l.Kind == "" {
		switch {
		case it != nil:
			l.Kind = trade.LineItem
		case in.Qty == nil && in.Price == nil:
			l.Kind = trade.LineText
		default:
			l.Kind = trade.LineFree
		}
	}
	if (l.Kind == trade.LineItem || l.Kind == trade.LineKit || l.Kind == trade.LinePart) && it == nil {
		return trade.Faultf(trade.Invalid, "Line %d names no item. Choose one, or make it a free line.", i+1).In("lines[%d].item_id", i)
	}
	l.Qty = money.Unit
	if l.Kind == trade.LineItem || l.Kind == trade.LineKit || l.Kind == trade.LineFree {
		c, err := w.customer(s.CustomerID)
		if err != nil {
			return err
		}
		l.Discount = c.Discount
	}
	if it == nil {
		return nil
	}
	if it.Inactive {
		return trade.Faultf(trade.Refused, "%s is no longer sold. Make it active again, or choose another item.", it.SKU).In("lines[%d].item_id", i)
	}
	if it.IsKit() {
		l.Kind = trade.LineKit
	} else if l.Kind == trade.LineKit {
		l.Kind = trade.LineItem
	}
	l.ItemID, l.SKU, l.Unit = it.ID, it.SKU, it.Unit
	l.Description = it.Name
	if it.Description != "" {
		l.Description = it.Description
	}
	l.Price = w.listPrice(it, l.Qty, s)
	src.Buy = it.DropShip
	if it.DropShip && len(it.Sources) > 0 {
		return w.takeSource(src, it.Sources[0], l.Qty, preferred(it))
	}
	return nil
}

func preferred(it *trade.Item) string { return preferredOf(len(it.Sources), it.SKU) }

func preferredOf(n int, sku string) string {
	if n == 1 {
		return fmt.Sprintf("only supplier of %s", sku)
	}
	return fmt.Sprintf("first of %d suppliers by preference", n)
}

// lineItem is the item that a line names, made on the fly where asked for; nil where it names none.
func (w *work) lineItem(s *trade.Sale, in *LineIn, i int) (*trade.Item, error) {
	if in.Kind == trade.LineText || in.Kind == trade.LineFreight || in.Kind == trade.LineFree {
		return nil, nil
	}
	if in.ItemID != 0 {
		return w.item(in.ItemID)
	}
	sku := strings.TrimSpace(in.SKU)
	if sku == "" {
		return nil, nil
	}
	it, err := w.ItemBySKU(sku)
	if err != nil || (it != nil && it.BecameID == 0) {
		return it, err
	}
	if it != nil { // customers go on to order by the SKU that they know
		return w.item(it.BecameID)
	}
	if !in.Create {
		return nil, trade.Faultf(trade.Invalid, "There is no item %q in the catalogue. Choose another, or create it.", sku).In("lines[%d].sku", i)
	}
	make := SaveItemIn{SKU: sku, Name: sku}
	if in.Description != nil && *in.Description != "" {
		make.Name = *in.Description
	}
	if in.Unit != nil {
		make.Unit = *in.Unit
	}
	if in.Price != nil {
		p, err := in.Price.Price(s.Currency)
		if err != nil {
			return nil, trade.Faultf(trade.Invalid, "The price of line %d: %v.", i+1, err).In("lines[%d].price", i)
		}
		var l trade.SaleLine
		if err := w.tax(s, &l, in.TaxCodeID); err != nil {
			return nil, err
		}
		own, err := w.company()
		if err != nil {
			return nil, err
		}
		p = asked(p, l.TaxRate, s.Inclusive, own.Inclusive)
		make.Price = money.Dec(int64(p.To(s.FX, s.Currency, w.base)), uint8(w.base.Digits()+2))
	}
	if in.SupplierID != nil && *in.SupplierID != 0 {
		src := SourceIn{SupplierID: *in.SupplierID}
		if in.Cost != nil {
			src.Cost = *in.Cost
		}
		make.Sources = []SourceIn{src}
	}
	return w.saveItem(make)
}

// setQty sets a line's quantity. A price that is the item's and a cost that is the supplier's follow
// to the break of the new quantity.
func (w *work) setQty(s *trade.Sale, l *trade.SaleLine, src *trade.Source, qty *money.Qty) error {
	was := l.Qty
	set(&l.Qty, qty)
	if l.Qty == was || l.ItemID == 0 {
		return nil
	}
	it, err := w.item(l.ItemID)
	if err != nil {
		return err
	}
	if l.Kind != trade.LinePart && l.Price == w.listPrice(it, was, s) {
		l.Price = w.listPrice(it, l.Qty, s)
	}
	if from, ok := it.Source(src.SupplierID); ok && !src.OwnCost {
		return w.takeCost(src, from, l.Qty)
	}
	return nil
}

// listPrice is what the item is sold at when q are sold, in the document's currency.
func (w *work) listPrice(it *trade.Item, q money.Qty, s *trade.Sale) money.Price {
	return it.PriceFor(q).To(money.Par.Over(s.FX), w.base, s.Currency)
}

// takeCost copies what a supplier asks for one unit when q are ordered.
func (w *work) takeCost(src *trade.Source, from trade.ItemSource, q money.Qty) error {
	fx, err := w.fx(from.Currency, w.today)
	if err != nil {
		return err
	}
	src.Cost, src.CostIn, src.CostFX = from.CostFor(q), from.Currency, fx
	src.OwnCost, src.CostDate, src.CostUntil = false, from.CostDate, from.ValidUntil
	return nil
}

// enterCost sets a cost that a person entered.
func enterCost(src *trade.Source, cost money.Price) {
	if cost != src.Cost {
		src.Cost, src.OwnCost, src.CostDate, src.CostUntil = cost, true, "", ""
	}
}

// takeSource copies what a supplier asks for an item onto a line of which q are ordered.
func (w *work) takeSource(src *trade.Source, from trade.ItemSource, q money.Qty, why string) error {
	src.SupplierID, src.Supplier, src.Why, src.ByHand = from.SupplierID, from.Supplier, why, false
	src.PartNo, src.BuyText, src.LeadDays = from.PartNo, from.Description, from.LeadDays
	return w.takeCost(src, from, q)
}

// chooseSupplier takes q of a line's goods from a supplier that a person chose; zero takes the choice back.
func (w *work) chooseSupplier(l *trade.SaleLine, src *trade.Source, id trade.ID, q money.Qty) error {
	buy := src.Buy
	if id == 0 {
		*src = trade.Source{Buy: buy}
		return nil
	}
	sup, err := w.supplier(id)
	if err != nil {
		return err
	}
	if l.ItemID != 0 {
		it, err := w.item(l.ItemID)
		if err != nil {
			return err
		}
		for n, from := range it.Sources {
			if from.SupplierID != id {
				continue
			}
			why := "chosen by hand"
			if n == 0 {
				why = preferred(it)
			}
			err := w.takeSource(src, from, q, why)
			src.ByHand = true
			return err
		}
	}
	// A supplier who is not known to sell it: the cost stays as planned, in the supplier's money.
	fx, err := w.fx(sup.Currency, w.today)
	if err != nil {
		return err
	}
	cost := src.Cost
	if cost != 0 {
		cost = cost.To(src.CostFX.Over(fx), src.CostIn, sup.Currency)
	}
	*src = trade.Source{Buy: buy, SupplierID: id, Supplier: sup.Name, Why: "chosen by hand", ByHand: true, OwnCost: cost != 0, Cost: cost, CostIn: sup.Currency, CostFX: fx}
	return nil
}

// tax puts a tax code onto a line: the one asked for, else the document's, the item's or the company's.
func (w *work) tax(s *trade.Sale, l *trade.SaleLine, asked *trade.ID) error {
	if w.untaxed {
		return nil
	}
	id := s.TaxCodeID
	if asked != nil && *asked != 0 {
		id = *asked
	}
	if id == 0 && l.ItemID != 0 {
		it, err := w.item(l.ItemID)
		if err != nil {
			return err
		}
		id = it.TaxCodeID
	}
	if id == 0 {
		own, err := w.company()
		if err != nil {
			return err
		}
		id = own.TaxCodeID
	}
	if id == 0 {
		return nil
	}
	t, err := w.taxCode(id)
	if err != nil {
		return err
	}
	l.TaxCodeID, l.TaxCode, l.TaxName, l.TaxKind, l.TaxRate, l.TaxNote = t.ID, t.Code, t.Name, t.Kind, t.Rate, t.Note
	return nil
}

// lineSet is a document's own way to hold lines, so that quotes and orders are edited by the same rules.
type lineSet[L any] struct {
	id   func(*L) trade.ID
	sale func(*L) *trade.SaleLine
	src  func(*L) *trade.Source
	part func(*L) *trade.Part
}

// edit returns the lines as in says: the ones it names changed, the ones it leaves out gone, new ones added.
func (set lineSet[L]) edit(w *work, s *trade.Sale, old []L, in *SaleIn, name string, retax bool, each func(*L, *LineIn)) ([]L, error) {
	lines := old
	if in.Lines != nil {
		lines = make([]L, 0, len(in.Lines))
		for i := range in.Lines {
			li := &in.Lines[i]
			var l L
			if li.ID != 0 {
				found := false
				for j := range old {
					if set.id(&old[j]) == li.ID {
						l, found = old[j], true
					}
				}
				if !found {
					return nil, trade.Faultf(trade.Invalid, "Line %d is not a line of %s. Read it again and repeat your change.", li.ID, name).In("lines[%d].id", i)
				}
			}
			if set.sale(&l).Kind == trade.LinePart {
				continue // it comes with its kit
			}
			item := set.sale(&l).ItemID
			if err := w.line(s, set.sale(&l), set.src(&l), li, i, retax); err != nil {
				return nil, err
			}
			if each != nil {
				each(&l, li)
			}
			var err error
			if lines, err = set.parts(w, s, append(lines, l), old, item, in.Lines); err != nil {
				return nil, err
			}
		}
	} else if retax {
		for i := range lines {
			if l := set.sale(&lines[i]); l.Priced() {
				if err := w.tax(s, l, nil); err != nil {
					return nil, err
				}
			}
		}
	}
	lines, err := set.freight(w, s, lines, in.Freight)
	if err != nil {
		return nil, err
	}
	if len(lines) > trade.MaxLines {
		return nil, trade.Faultf(trade.Invalid, "A document has at most %d lines; this one would have %d. Split it.", trade.MaxLines, len(lines)).In("lines")
	}
	for i := range lines {
		set.sale(&lines[i]).Pos = i + 1
	}
	return lines, nil
}

// freight sets, adds or removes the line that charges the customer for shipping.
func (set lineSet[L]) freight(w *work, s *trade.Sale, lines []L, in *money.Decimal) ([]L, error) {
	if in == nil {
		return lines, nil
	}
	price, err := in.Price(s.Currency)
	if err != nil || price < 0 {
		return nil, trade.Faultf(trade.Invalid, "The freight %s is not an amount of zero or more in %s.", in, s.Currency).In("freight")
	}
	for i := range lines {
		if l := set.sale(&lines[i]); l.Kind == trade.LineFreight {
			if price == 0 {
				return append(lines[:i:i], lines[i+1:]...), nil
			}
			l.Price, l.Qty = price, money.Unit
			return lines, nil
		}
	}
	if price == 0 {
		return lines, nil
	}
	var l L
	text := "Freight"
	in1 := LineIn{Kind: trade.LineFreight, Description: &text, Price: in}
	if err := w.line(s, set.sale(&l), set.src(&l), &in1, len(lines), true); err != nil {
		return nil, err
	}
	return append(lines, l), nil
}

// splitDiscount is the part of a sum that falls on now, when before was taken already of whole:
// over all parts it loses no cent.
func splitDiscount(sum, whole, before, now money.Amount) money.Amount {
	if sum == 0 || whole == 0 {
		return 0
	}
	return sum.Share(money.Qty(before+now), money.Qty(whole)) - sum.Share(money.Qty(before), money.Qty(whole))
}
