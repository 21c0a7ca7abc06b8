package reports

// purchase orders goods from a supplier, who sends them to somebody else: the ship-to address is
// the largest thing on it.
var purchase = form{columns: moneyColumns, shipToBand: true, ourItemNo: true}
