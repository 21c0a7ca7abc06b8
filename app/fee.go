package app

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// FeesIn are a supplier's fees as entered, in the supplier's currency.
type FeesIn struct {
	DropShip   money.Decimal `json:"drop_ship"`   // for each purchase order
	Handling   money.Decimal `json:"handling"`    // a supplier's: for each line; a purchase order's: for all of them
	SmallOrder money.Decimal `json:"small_order"` // where the goods are below the supplier's minimum
	Freight    money.Decimal `json:"freight"`     // for each purchase order, as estimated
}

func (in FeesIn) in(cur money.Currency) (f trade.Fees, err error) {
	for _, x := range []struct {
		what, field string
		from        money.Decimal
		to          *money.Amount
	}{{"drop-ship fee", "drop_ship", in.DropShip, &f.DropShip}, {"handling fee", "handling", in.Handling, &f.Handling},
		{"small-order fee", "small_order", in.SmallOrder, &f.SmallOrder}, {"freight", "freight", in.Freight, &f.Freight}} {
		if *x.to, err = x.from.Amount(cur); err != nil {
			return f, trade.Faultf(trade.Invalid, "The %s: %v.", x.what, err).In("fees.%s", x.field)
		}
	}
	return f, f.Check()
}

// feeLines are the fees of a purchase order as its paper names them.
func feeLines(po *trade.PurchaseOrder) (lines []PaperLine) {
	for _, x := range []struct {
		english, german string
		fee             money.Amount
	}{{"Drop-ship fee", "Streckenpauschale", po.Fees.DropShip}, {"Handling", "Bearbeitung", po.Fees.Handling},
		{"Small-order fee", "Mindermengenzuschlag", po.Fees.SmallOrder}, {"Freight, estimated", "Fracht, geschätzt", po.Fees.Freight}} {
		if x.fee != 0 {
			lines = append(lines, PaperLine{Kind: trade.LineFreight, Description: in(po.Language, x.english, x.german), Qty: money.Unit, Price: money.Price(x.fee) * 100, Net: x.fee})
		}
	}
	return lines
}
