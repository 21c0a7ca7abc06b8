package data

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// units says what the columns of the tables count, by "table.column"; newTable fills it, so that an export can tell without a list of its own.
var units = map[string]string{}

func unitOf(ptr any) string {
	switch ptr.(type) {
	case *trade.ID, link:
		return "id"
	case *money.Amount:
		return "smallest unit of the currency"
	case *money.Price:
		return "hundredth of the smallest unit of the currency"
	case *money.Qty:
		return "thousandth"
	case *money.Rate:
		return "ten-thousandth of a percent"
	case *money.FX:
		return "10^-10 of the company's currency"
	case *trade.Date:
		return "day"
	case *trade.Stamp:
		return "moment in UTC"
	case *bool, inPartsOf:
		return "0 no, 1 yes"
	case asJSON, copiedJSON:
		return "JSON"
	}
	return ""
}
