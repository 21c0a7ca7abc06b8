package demo

import (
	"context"
	"math/rand/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// company is the sample company as it is stored, with the ids that the file gave.
type company struct {
	customers []*trade.Customer
	suppliers []*trade.Supplier
	items     []*trade.Item
	kits      []*trade.Item
	carriers  []trade.Carrier
	tracking  map[trade.ID]trade.ID // a carrier's id → its position in Carriers
}

// real gives the stored id for a position that counts from one; zero stays zero.
func real(ids []trade.ID, position trade.ID) trade.ID {
	if position == 0 {
		return 0
	}
	return ids[position-1]
}

// store saves the company's master data through the use cases.
func store(ctx context.Context, desk *app.Desk, r *rand.Rand, customers int, today trade.Date) (*company, error) {
	c := &company{tracking: map[trade.ID]trade.ID{}}
	err := desk.Together(ctx, func(ctx context.Context) error {
		terms, taxes, users, err := c.lists(ctx, desk)
		if err != nil {
			return err
		}
		var suppliers []trade.ID
		for _, s := range Suppliers() {
			s.TermsID, s.CarrierID = real(terms, s.TermsID), real(idsOf(c.carriers), s.CarrierID)
			saved, err := desk.SaveSupplier(ctx, app.SaveSupplierIn{Supplier: s, MinOrder: money.Dec(int64(s.MinOrder), uint8(s.Currency.Digits())), Fees: feesIn(s.Fees, s.Currency)})
			if err != nil {
				return err
			}
			suppliers = append(suppliers, saved.ID)
			c.suppliers = append(c.suppliers, saved)
		}
		for _, it := range Items(r, today) {
			saved, err := desk.SaveItem(ctx, itemIn(it, taxes, suppliers))
			if err != nil {
				return err
			}
			c.items = append(c.items, saved)
		}
		if err := c.storeKits(ctx, desk); err != nil {
			return err
		}
		for _, k := range Customers(r, customers) {
			k.TermsID, k.TaxCodeID, k.RepID = real(terms, k.TermsID), real(taxes, k.TaxCodeID), real(users, k.RepID)
			saved, err := desk.SaveCustomer(ctx, app.SaveCustomerIn{Customer: k, CreditLimit: money.Dec(int64(k.CreditLimit), uint8(k.Currency.Digits())), Inclusive: &k.Inclusive})
			if err != nil {
				return err
			}
			c.customers = append(c.customers, saved)
		}
		return nil
	})
	return c, err
}

func idsOf(list []trade.Carrier) []trade.ID {
	ids := make([]trade.ID, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	return ids
}

// lists saves the short lists and the company itself.
func (c *company) lists(ctx context.Context, desk *app.Desk) (terms, taxes, users []trade.ID, err error) {
	for _, t := range TermsList() {
		saved, err := desk.SaveTerms(ctx, t)
		if err != nil {
			return nil, nil, nil, err
		}
		terms = append(terms, saved.ID)
	}
	for _, t := range TaxCodes() {
		saved, err := desk.SaveTaxCode(ctx, t)
		if err != nil {
			return nil, nil, nil, err
		}
		taxes = append(taxes, saved.ID)
	}
	own := Company()
	own.Version = 1
	own.TermsID, own.TaxCodeID = real(terms, own.TermsID), real(taxes, own.TaxCodeID)
	if _, err := desk.SaveCompany(ctx, own); err != nil {
		return nil, nil, nil, err
	}
	for _, u := range Users() {
		saved, err := desk.SaveUser(ctx, u)
		if err != nil {
			return nil, nil, nil, err
		}
		users = append(users, saved.ID)
	}
	for _, k := range Carriers() {
		saved, err := desk.SaveCarrier(ctx, k)
		if err != nil {
			return nil, nil, nil, err
		}
		c.carriers = append(c.carriers, *saved)
		c.tracking[saved.ID] = trade.ID(len(c.carriers))
	}
	for _, rate := range Rates() {
		if _, err := desk.SaveRate(ctx, rate); err != nil {
			return nil, nil, nil, err
		}
	}
	return terms, taxes, users, tolerances(ctx, desk)
}

func itemIn(it trade.Item, taxes, suppliers []trade.ID) app.SaveItemIn {
	in := app.SaveItemIn{
		SKU: it.SKU, Name: it.Name, Description: it.Description, GTIN: it.GTIN, Unit: it.Unit, Category: it.Category,
		Price: money.Dec(int64(it.Price), 4), TaxCodeID: real(taxes, it.TaxCodeID), WeightG: it.WeightG, Service: !it.DropShip, Notes: it.Notes,
	}
	for _, b := range it.Breaks {
		in.Breaks = append(in.Breaks, app.PriceBreakIn{From: b.From, Price: money.Dec(int64(b.Price), 4)})
	}
	for _, s := range it.Sources {
		var breaks []app.CostBreakIn
		for _, b := range s.Breaks {
			breaks = append(breaks, app.CostBreakIn{From: b.From, Cost: money.Dec(int64(b.Cost), uint8(s.Currency.Digits()+2))})
		}
		in.Sources = append(in.Sources, app.SourceIn{
			Breaks: breaks, ValidUntil: s.ValidUntil,
			SupplierID: real(suppliers, s.SupplierID), PartNo: s.PartNo, Description: s.Description,
			Cost: money.Dec(int64(s.Cost), uint8(s.Currency.Digits()+2)), MinQty: s.MinQty, Multiple: s.Multiple, LeadDays: s.LeadDays,
			Stock: s.Stock, StockDate: s.StockDate,
		})
	}
	return in
}
