package data

import "dropdesk/app/trade"

// The columns of fees, which suppliers and purchase orders share.
const feeColumns = "fee_drop_ship, fee_handling, fee_small_order, fee_freight"

func feePtrs(f *trade.Fees) []any {
	return []any{&f.DropShip, &f.Handling, &f.SmallOrder, &f.Freight}
}
