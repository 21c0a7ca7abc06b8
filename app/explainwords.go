package app

import "fmt"

// say words a sentence of an explanation. The sentences are a table, so that another language is another table.
func say(key string, args ...any) string {
	text, known := explainWords[key]
	if !known {
		return key
	}
	return fmt.Sprintf(text, args...)
}

var explainWords = map[string]string{
	"others":     "%d more, each smaller",
	"times":      "%s × %s",
	"discounted": "%s less discount: %s",
	"exchanged":  "%s; %s at %s",

	"profits":  "Profit of %s: revenue of %s less cost of %s and freight and fees of %s.",
	"margins":  "Margin of %s: a profit of %s is %s %% of a revenue of %s.",
	"revenues": "Revenue of %s: what is invoiced less credits, and what is not invoiced yet at the orders' prices.",
	"cost":     "Cost of %s: what suppliers billed less their credits, and what they have not billed yet at the agreed cost.",
	"freight":  "Freight and fees of %s, as they were spread over its goods.",
	"costs":    "Cost of %s: %s for goods and %s for freight and fees.",

	"actual":    "All of it is invoiced and billed.",
	"estimated": "Part of it is not invoiced or billed yet, so it is estimated.",
	"nothing":   "There is nothing in it.",

	"company":     "all orders",
	"no supplier": "no supplier",
	"no item":     "lines without an item",
	"no rep":      "no rep",
	"between":     "%s, orders of %s to %s",
	"since":       "%s, orders since %s",
	"until":       "%s, orders until %s",

	"order":         "%s, %s",
	"line":          "%s × %s",
	"invoiced":      "Invoice of %s: %s",
	"credited":      "Credit note of %s: %s",
	"to invoice":    "Not invoiced yet, at the order's price: %s",
	"over":          "Invoiced beyond what is wanted now: %s",
	"of components": "Falls on the other components of the kit %s, by their planned cost",
	"of others":     "Falls on other suppliers of this line",
	"billed":        "Bill %s of %s: %s",
	"bill credit":   "Credit note %s of %s: %s",
	"bill freight":  "Freight and fees of bill %s of %s, this line's share",
	"charges":       "Share of the %s that marketplaces and card companies keep from the order",
	"agreed fees":   "Freight and fees as agreed and not billed yet, this line's share",
	"to bill":       "Not billed yet, at the agreed cost: %s",
	"to credit":     "Billed, and to be credited by %s: %s",
	"planned":       "Not on a purchase order yet, at the planned cost: %s",
	"own cost":      "Not bought from a supplier, at its planned cost: %s",

	"balance":          "%s has %s to pay.",
	"balance none":     "%s has nothing open.",
	"balance credit":   "%s has %s to the good.",
	"payable":          "%s is to get %s.",
	"payable none":     "Nothing is open with %s.",
	"payable credit":   "%s owes us %s.",
	"left of":          "%s of %s are open of %s.",
	"open invoice":     "Invoice of %s, due %s",
	"open credit":      "Credit note of %s, not used yet",
	"open bill":        "Bill %s of %s, due %s",
	"open bill credit": "Credit note %s of %s, not used yet",
	"on account":       "Payment of %s, left on account",
	"total":            "Total",
	"amount":           "Paid",
	"tax":              "%s on %s",
	"bill tax":         "Tax, as the supplier charged it",
	"not issued":       "Not issued yet",
	"not entered":      "Not in the books yet",
	"paid by":          "Paid on %s",
	"settled by":       "Settled by a credit note on %s",
	"used for":         "Used on %s",
	"written off":      "Written off on %s: %s",

	"of line":       "%s of %s on %s are still %s.",
	"to_order q":    "to be put on a purchase order",
	"to_ship q":     "to be shipped",
	"to_invoice q":  "to be invoiced",
	"to_bill q":     "to be billed",
	"ordered":       "Ordered",
	"dropped":       "Dropped",
	"on purchase":   "On a purchase order to %s",
	"refused":       "Refused",
	"short":         "Short",
	"lost":          "Lost",
	"damaged":       "Damaged",
	"wrong":         "Wrong goods",
	"cancelled":     "Cancelled",
	"failed":        "Lost, damaged, wrong or returned for others",
	"undecided":     "%s on %s, waits for a decision",
	"shipped":       "Shipped on %s",
	"shipped less":  "Shipped on %s, less %s that failed",
	"complete":      "Kits of which all components have shipped",
	"invoiced q":    "Invoiced on %s",
	"credited q":    "Credited on %s, to be invoiced again",
	"billed q":      "Billed on %s",
	"bill credit q": "Credited by the supplier on %s",
	"claimed":       "Claimed on %s, not to be charged",

	"open value": "%s are still to ship, worth %s at the orders' prices.",
	"open cost":  "%s are still to ship, at a cost of %s.",
	"waiting":    "%s still ships %s",
	"not bought": "Not on a purchase order yet: %s",
}
