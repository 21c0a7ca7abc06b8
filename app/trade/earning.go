package trade

import (
	"encoding/json"
	"strconv"

	"dropdesk/app/money"
)

// Earning is what an order earned with one supplier and item, in the company's currency: its profit lines added up, so that reports by
// supplier and by item need to read no lines.
type Earning struct {
	SupplierID ID
	ItemID     ID
	Revenue    money.Amount
	Cost       money.Amount // freight and fees included
	Actual     bool         // all of it is invoiced and billed
}

// earnings are profit lines added up by supplier and item, as JSON: an array of numbers for each, the last 1 where it is actual.
func earnings(rows []ProfitLine) string {
	list := make([]Earning, 0, len(rows))
	for i := range rows {
		r := &rows[i]
		at := 0
		for at < len(list) && (list[at].SupplierID != r.SupplierID || list[at].ItemID != r.ItemID) {
			at++
		}
		if at == len(list) {
			list = append(list, Earning{SupplierID: r.SupplierID, ItemID: r.ItemID, Actual: true})
		}
		e := &list[at]
		e.Revenue += r.Revenue
		e.Cost += r.Cost + r.Freight
		e.Actual = e.Actual && r.Actual
	}
	b := make([]byte, 1, 2+40*len(list))
	b[0] = '['
	for i, e := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		actual := int64(0)
		if e.Actual {
			actual = 1
		}
		for j, n := range [...]int64{int64(e.SupplierID), int64(e.ItemID), int64(e.Revenue), int64(e.Cost), actual} {
			if j > 0 {
				b = append(b, ',')
			}
			b = strconv.AppendInt(b, n, 10)
		}
		b = append(b, ']')
	}
	return string(append(b, ']'))
}

// EarningsOf reads what an order keeps of its earnings; of an order that was never added up there are none.
func EarningsOf(text string) ([]Earning, error) {
	if text == "" {
		return nil, nil
	}
	var rows [][5]int64
	if err := json.Unmarshal([]byte(text), &rows); err != nil {
		return nil, err
	}
	list := make([]Earning, len(rows))
	for i, r := range rows {
		list[i] = Earning{ID(r[0]), ID(r[1]), money.Amount(r[2]), money.Amount(r[3]), r[4] == 1}
	}
	return list, nil
}
