package app

import (
	"context"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// SourceIn is one supplier of an item as entered.
type SourceIn struct {
	SupplierID  trade.ID      `json:"supplier_id"`
	PartNo      string        `json:"part_no"`
	Description string        `json:"description"`
	Cost        money.Decimal `json:"cost"`        // in the supplier's currency
	Breaks      []CostBreakIn `json:"breaks"`      // costs for larger quantities, smallest quantity first
	ValidUntil  trade.Date    `json:"valid_until"` // of the costs; empty: until they change
	MinQty      money.Qty     `json:"min_qty"`
	Multiple    money.Qty     `json:"multiple"`
	LeadDays    int           `json:"lead_days"`
	Stock       *money.Qty    `json:"stock"`
	StockDate   trade.Date    `json:"stock_date"`
}

// CostBreakIn is what a supplier asks for one unit from a quantity on.
type CostBreakIn struct {
	From money.Qty     `json:"from"`
	Cost money.Decimal `json:"cost"`
}

// PriceBreakIn is what one unit is sold at from a quantity on.
type PriceBreakIn struct {
	From  money.Qty     `json:"from"`
	Price money.Decimal `json:"price"`
}

// SaveItemIn is an item as entered; it replaces the stored one. Sources are in order of preference.
type SaveItemIn struct {
	ID          trade.ID       `json:"id"`
	Version     int            `json:"version"`
	SKU         string         `json:"sku"`
	Name        string         `json:"name"`
	Description string         `json:"description"`
	GTIN        string         `json:"gtin"`
	Unit        string         `json:"unit"` // empty is "pc"
	Category    string         `json:"category"`
	Price       money.Decimal  `json:"price"`       // in the company's currency
	Breaks      []PriceBreakIn `json:"breaks"`      // prices for larger quantities, smallest quantity first
	TaxCodeID   trade.ID       `json:"tax_code_id"` // zero is the company's
	WeightG     int64          `json:"weight_g"`
	Service     bool           `json:"service"` // not shipped by a supplier
	Notes       string         `json:"notes"`
	Inactive    bool           `json:"inactive"`
	Sources     []SourceIn     `json:"sources"`
	Components  []ComponentIn  `json:"components"` // of a kit: it is sold as one, and these are bought
}

// GetItem reads an item with its sources and, of a kit, its components.
func (d *Desk) GetItem(ctx context.Context, in ByID) (out *trade.Item, err error) {
	err = d.read(ctx, func(w *work) error {
		if out, err = w.Item(in.ID); err != nil {
			return err
		}
		return w.planKit(out)
	})
	return out, err
}

// SaveItem adds (id 0) or replaces an item. A cost that changed goes into the cost history.
func (d *Desk) SaveItem(ctx context.Context, in SaveItemIn) (out *trade.Item, err error) {
	err = d.change(ctx, "SaveItem", func(w *work) error {
		out, err = w.saveItem(in)
		return err
	})
	return out, err
}

func (w *work) saveItem(in SaveItemIn) (*trade.Item, error) {
	own, err := w.company()
	if err != nil {
		return nil, err
	}
	it := &trade.Item{
		ID: in.ID, Version: in.Version, SKU: strings.TrimSpace(in.SKU), Name: in.Name, Description: in.Description,
		GTIN: strings.TrimSpace(in.GTIN), Unit: in.Unit, Category: in.Category, TaxCodeID: in.TaxCodeID, WeightG: in.WeightG,
		DropShip: !in.Service && len(in.Components) == 0, Notes: in.Notes, Inactive: in.Inactive,
	}
	if it.Unit == "" {
		it.Unit = "pc"
	}
	if it.TaxCodeID == 0 {
		it.TaxCodeID = own.TaxCodeID
	}
	if it.Price, err = in.Price.Price(w.base); err != nil {
		return nil, trade.Faultf(trade.Invalid, "The price of %s: %v.", in.SKU, err).In("price")
	}
	for i, b := range in.Breaks {
		price, err := b.Price.Price(w.base)
		if err != nil {
			return nil, trade.Faultf(trade.Invalid, "The price of %s from %s on: %v.", in.SKU, b.From, err).In("breaks[%d].price", i)
		}
		it.Breaks = append(it.Breaks, trade.PriceBreak{From: b.From, Price: price})
	}
	old := map[trade.ID]trade.ItemSource{}
	if in.ID != 0 {
		was, err := w.item(in.ID)
		if err != nil {
			return nil, err
		}
		for _, s := range was.Sources {
			old[s.SupplierID] = s
		}
	}
	if err := w.checkLinks(0, it.TaxCodeID, 0); err != nil {
		return nil, err
	}
	for i, s := range in.Sources {
		sup, err := w.supplier(s.SupplierID)
		if err != nil {
			return nil, err
		}
		cost, err := s.Cost.Price(sup.Currency)
		if err != nil {
			return nil, trade.Faultf(trade.Invalid, "The cost of %s at %s: %v.", in.SKU, sup.Name, err).In("sources[%d].cost", i)
		}
		if err := s.StockDate.Check("date of the stock"); err != nil {
			return nil, err
		}
		src := trade.ItemSource{
			SupplierID: s.SupplierID, Supplier: sup.Name, PartNo: s.PartNo, Description: s.Description, Currency: sup.Currency,
			Cost: cost, CostDate: w.today, ValidUntil: s.ValidUntil, MinQty: s.MinQty, Multiple: s.Multiple, LeadDays: s.LeadDays, Stock: s.Stock, StockDate: s.StockDate,
		}
		for j, b := range s.Breaks {
			c, err := b.Cost.Price(sup.Currency)
			if err != nil {
				return nil, trade.Faultf(trade.Invalid, "The cost of %s at %s from %s on: %v.", in.SKU, sup.Name, b.From, err).In("sources[%d].breaks[%d].cost", i, j)
			}
			src.Breaks = append(src.Breaks, trade.CostBreak{From: b.From, Cost: c})
		}
		if src.Stock != nil && src.StockDate == "" {
			src.StockDate = w.today
		}
		if was, known := old[s.SupplierID]; known {
			src.ID, src.Unlisted, src.ReplacedBy = was.ID, was.Unlisted, was.ReplacedBy
			if was.Cost == cost && slices.Equal(was.Breaks, src.Breaks) && was.ValidUntil == src.ValidUntil {
				src.CostDate = was.CostDate
			}
		}
		it.Sources = append(it.Sources, src)
	}
	for _, c := range in.Components {
		it.Components = append(it.Components, trade.Component{ItemID: c.ItemID, Qty: c.Qty})
	}
	if err := it.Check(); err != nil {
		return nil, err
	}
	if err := w.checkKit(it); err != nil {
		return nil, err
	}
	if err := w.SaveItem(it); err != nil {
		return nil, err
	}
	for _, s := range it.Sources {
		was, known := old[s.SupplierID]
		for _, b := range append([]trade.CostBreak{{Cost: s.Cost}}, s.Breaks...) {
			if known && (b.From == 0 && was.Cost == b.Cost || slices.Contains(was.Breaks, b)) {
				continue
			}
			if err := w.AddCost(trade.CostChange{ItemID: it.ID, SupplierID: s.SupplierID, Date: w.today, Qty: b.From, Currency: s.Currency, Cost: b.Cost}); err != nil {
				return nil, err
			}
		}
	}
	delete(w.known.items, it.ID)
	if err := w.Index(trade.KindItem, it.ID, it.SKU, it.Name, strings.Join([]string{it.SKU, it.Name, it.GTIN, it.Category}, " ")); err != nil {
		return nil, err
	}
	return it, w.note(trade.KindItem, it.ID, saved(in.ID), "", "", it.SKU)
}

// ListItems lists the catalogue.
func (d *Desk) ListItems(ctx context.Context, in ListIn) (List[ItemRow], error) {
	return list(d, ctx, in, trade.KindItem, Tx.ListItems)
}

// ListCosts lists what an item has cost, newest first: in suppliers' lists, as ordered and as billed.
func (d *Desk) ListCosts(ctx context.Context, in ByID) (All[trade.CostChange], error) {
	return listAll(d, ctx, func(w *work) ([]trade.CostChange, error) { return w.Costs(in.ID) })
}
