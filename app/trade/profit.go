package trade

import "dropdesk/app/money"

// ProfitLine is what one order line earned with one supplier, in the company's currency: the
// grain from which profit by order, customer, supplier, rep, item and month is added up, so that
// all of them are equal to the cent. The month is that of the order's date.
type ProfitLine struct {
	OrderID     ID           `json:"order_id"`
	OrderNo     string       `json:"order_number"`
	OrderLineID ID           `json:"order_line_id"`
	Date        Date         `json:"date"`
	CustomerID  ID           `json:"customer_id"`
	Customer    string       `json:"customer"`
	RepID       ID           `json:"rep_id"`
	Rep         string       `json:"rep"`
	ItemID      ID           `json:"item_id"`
	SKU         string       `json:"sku"`
	Description string       `json:"description"`
	SupplierID  ID           `json:"supplier_id"`
	Supplier    string       `json:"supplier"`
	Qty         money.Qty    `json:"qty"`
	Revenue     money.Amount `json:"revenue"`  // invoiced less credits; what is not invoiced yet at the order's price
	Cost        money.Amount `json:"cost"`     // billed; what is not billed yet at the purchase order's cost
	Freight     money.Amount `json:"freight"`  // freight and fees: billed, and what is not billed yet as agreed; charges of marketplaces and cards
	Invoiced    money.Amount `json:"invoiced"` // part of Revenue
	Billed      money.Amount `json:"billed"`   // part of Cost
	Carried     money.Amount `json:"carried"`  // part of Freight: freight and fees of bills
	Kept        money.Amount `json:"kept"`     // part of Freight: kept by marketplaces and card companies
	Actual      bool         `json:"actual"`   // all of it is invoiced and billed
}

// Profit is what the line earned.
func (r *ProfitLine) Profit() money.Amount { return r.Revenue - r.Cost - r.Freight }

// Profit splits the deal's profit by order line and supplier. The revenue of a line that several
// suppliers share is split by quantity, and that of a kit over its components by their planned cost, without losing a cent.
func (d *Deal) Profit(base money.Currency) []ProfitLine {
	o := d.Order
	rows := make([]ProfitLine, 0, len(o.Lines)+2)
	kits := o.Kits()
	fees := make([][]money.Amount, len(d.Purchases))
	for n, p := range d.Purchases {
		fees[n] = p.FeesLeft(base)
	}
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Kind == LineText || l.Kind == LineKit {
			continue
		}
		revenue, open := d.revenue(l, base)
		invoiced := l.InvoicedBase
		if l.Kind == LinePart {
			revenue, invoiced, open = d.partRevenue(kits, l, base)
		}
		first := len(rows)
		add := func(supplier ID, name string) *ProfitLine {
			rows = append(rows, ProfitLine{
				OrderID: o.ID, OrderNo: o.Number, OrderLineID: l.ID, Date: o.Date,
				CustomerID: o.CustomerID, Customer: o.Customer, RepID: o.RepID, Rep: o.Rep,
				ItemID: l.ItemID, SKU: l.SKU, Description: l.Description,
				SupplierID: supplier, Supplier: name, Actual: open == 0,
			})
			return &rows[len(rows)-1]
		}
		for n, p := range d.Purchases {
			for j := range p.Lines {
				pl := &p.Lines[j]
				if pl.OrderLineID != l.ID || (pl.Live() == 0 && pl.BilledBase == 0 && pl.FreightBase == 0) {
					continue
				}
				r := find(rows[first:], p.SupplierID)
				if r == nil {
					r = add(p.SupplierID, p.Supplier)
				}
				r.Qty += pl.Good()
				r.Cost += pl.BilledBase + pl.CostLeft().To(p.FX, p.Currency, base)
				r.Freight += pl.FreightBase + fees[n][j]
				r.Billed += pl.BilledBase
				r.Carried += pl.FreightBase
				r.Actual = r.Actual && pl.ToBill() == 0
			}
		}
		rest := l.NotOrdered()
		if !l.Buy {
			rest = l.Live()
		}
		if o.State == Cancelled {
			rest = 0
		}
		if rest > 0 || (len(rows) == first && revenue != 0) {
			r := find(rows[first:], l.SupplierID)
			if r == nil {
				r = add(l.SupplierID, l.Supplier)
			}
			r.Qty += rest
			if l.Cost != 0 {
				r.Cost += l.CostBase(rest, base)
			}
			r.Actual = r.Actual && (!l.Buy || rest == 0)
		}
		weights := make([]int64, len(rows)-first)
		for k := range weights {
			weights[k] = int64(rows[first+k].Qty)
		}
		for k, part := range money.Allocate(revenue, weights) {
			rows[first+k].Revenue = part
		}
		for k, part := range money.Allocate(invoiced, weights) {
			rows[first+k].Invoiced = part
		}
	}
	return d.charge(rows)
}

// revenue is what a line was invoiced, and what it will be; open is what of it is not invoiced yet.
func (d *Deal) revenue(l *OrderLine, base money.Currency) (sum money.Amount, open money.Qty) {
	o := d.Order
	if open = l.Live() - l.Invoiced; o.State == Cancelled {
		open = 0
	}
	return l.InvoicedBase + l.Total().Share(open, l.Live()).To(o.FX, o.Currency, base), open
}

// partRevenue is a component's share of what its kit earns, less what was given back for the component alone, and what of it is invoiced.
func (d *Deal) partRevenue(kits []Kit, l *OrderLine, base money.Currency) (sum, invoiced money.Amount, open money.Qty) {
	for _, k := range kits {
		for i, p := range k.Parts {
			if p == l {
				sum, open = d.revenue(k.OrderLine, base)
				return l.InvoicedBase + k.Shares(sum, base)[i], l.InvoicedBase + k.Shares(k.InvoicedBase, base)[i], open
			}
		}
	}
	return l.InvoicedBase, l.InvoicedBase, 0
}

func find(rows []ProfitLine, supplier ID) *ProfitLine {
	for i := range rows {
		if rows[i].SupplierID == supplier {
			return &rows[i]
		}
	}
	return nil
}
