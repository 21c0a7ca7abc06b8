package data

import "dropdesk/app/trade"

// The columns that quotes, orders and invoices share, and those of their lines.
const (
	saleColumns = `customer_id, customer, tax_number, contact, bill_to, ship_to, terms, tax_code_id, currency, fx, inclusive, rep_id, rep, ship_method,
	reference, language, intro, notes, memo, discount_rate, discount_sum, gross, discount, net, tax, total, cost, taxes`
	saleLineColumns = `pos, kind, item_id, sku, description, unit, qty, price, discount, tax_code_id, tax_code, tax_name, tax_kind, tax_rate,
	tax_note, net, share, tax_in`
	sourceColumns = `buy, supplier_id, supplier, why, part_no, buy_text, cost, cost_in, cost_fx, lead_days,
	by_hand, own_cost, cost_date, cost_until`
)

func salePtrs(s *trade.Sale) []any {
	return []any{&s.CustomerID, &s.Customer, &s.TaxNumber, shared(&s.Contact), shared(&s.BillTo), shared(&s.ShipTo), shared(&s.Terms),
		link{&s.TaxCodeID}, &s.Currency, &s.FX, &s.Inclusive, link{&s.RepID}, &s.Rep, &s.ShipMethod, &s.Reference, &s.Language, &s.Intro, &s.Notes, &s.Memo,
		&s.DiscountRate, &s.DiscountSum, &s.Gross, &s.Discount, &s.Net, &s.Tax, &s.Total, &s.Cost, asJSON{&s.Taxes}}
}

func saleLinePtrs(l *trade.SaleLine) []any {
	return []any{&l.Pos, &l.Kind, link{&l.ItemID}, &l.SKU, &l.Description, &l.Unit, &l.Qty, &l.Price, &l.Discount, link{&l.TaxCodeID},
		&l.TaxCode, &l.TaxName, &l.TaxKind, &l.TaxRate, &l.TaxNote, &l.Net, &l.Share, &l.TaxIn}
}

func sourcePtrs(s *trade.Source) []any {
	return []any{&s.Buy, link{&s.SupplierID}, &s.Supplier, &s.Why, &s.PartNo, &s.BuyText, &s.Cost, &s.CostIn, &s.CostFX, &s.LeadDays,
		&s.ByHand, &s.OwnCost, &s.CostDate, &s.CostUntil}
}

// joined puts pointer lists behind each other.
func joined(lists ...[]any) []any {
	n := 0
	for _, l := range lists {
		n += len(l)
	}
	out := make([]any, 0, n)
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}
