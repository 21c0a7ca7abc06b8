package trade

import (
	"crypto/sha256"
	"encoding/hex"
)

// A supply sheet goes with a purchase order, is filled in by the supplier and comes back. Its layout is known to who writes it and who reads it.
const (
	SupplySheet  = "Order"             // the sheet that is filled in
	SupplyHidden = "Dropdesk"          // the sheet that says what it belongs to
	SupplyMark   = "dropdesk supply 1" // in its A1; the token is in A2, the purchase order's number in A3
	SupplyFirst  = 5                   // the row of the first line; the line's id is in column A, which is hidden
)

// The columns of a supply sheet, from A on. Those from SupplyConfirmed on are for the supplier.
const (
	SupplyLineID = iota
	SupplyPos
	SupplySKU
	SupplyPart
	SupplyText
	SupplyOrdered
	SupplyConfirmed
	SupplyShipDate
	SupplyPrice
	SupplyShipped
	SupplyCarrier
	SupplyTracking
	SupplyInvoice
	SupplyComment
	SupplyColumns
)

// SupplyToken tells the sheet that went with a message from every other; nobody who has not seen the message can guess it.
func SupplyToken(messageID string) string { return code("supply sheet of ", messageID) }

func code(of, messageID string) string {
	sum := sha256.Sum256([]byte(of + messageID))
	return hex.EncodeToString(sum[:10])
}
