// Package intake reads the files of others: it finds what stands where, and says in words what it cannot read. It decides nothing and keeps
// nothing, and no file makes it use more than it is allowed to.
package intake

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// maxSupplyFile is the most that a supply sheet may be: it has at most as many lines as a document.
const maxSupplyFile = 4 << 20

// Supply is what a supplier wrote into the sheet of a purchase order.
type Supply struct {
	Token  string
	Number string // of the purchase order, as the sheet says
	Rows   []SupplyRow
}

// SupplyRow is one line as the supplier filled it in; nil is a cell that was left empty.
type SupplyRow struct {
	Row       int // in the sheet
	LineID    trade.ID
	SKU       string
	Ordered   money.Qty
	Confirmed *money.Qty
	ShipDate  trade.Date
	Price     *money.Decimal
	Shipped   *money.Qty
	Carrier   string
	Tracking  []string
	Invoice   string
	Comment   string
}

// ReadSupply reads a supply sheet. A file that is none is an error of its own kind (NotFound), so that it can be taken for something else.
func ReadSupply(file []byte) (*Supply, error) {
	if len(file) > maxSupplyFile {
		return nil, trade.Faultf(trade.NotFound, "The file is larger than any sheet of a purchase order.")
	}
	b, err := Open("", file)
	if err != nil {
		return nil, trade.Faultf(trade.NotFound, "The file is no workbook that can be read: %w.", err)
	}
	hidden := slices.Index(b.Sheets, trade.SupplyHidden)
	if hidden < 0 {
		return nil, trade.Faultf(trade.NotFound, "The workbook is no sheet that Dropdesk made for a purchase order.")
	}
	ctx := context.Background()
	marks, err := b.Read(ctx, hidden, 3)
	if err != nil {
		return nil, trade.Faultf(trade.Invalid, "The sheet has lost what it belongs to: %w. Ask the supplier for the sheet that came with the purchase order.", err)
	}
	if marks.first(1) != trade.SupplyMark {
		return nil, trade.Faultf(trade.NotFound, "The workbook is no sheet that Dropdesk made for a purchase order.")
	}
	s := &Supply{Token: marks.first(2), Number: marks.first(3)}
	at := slices.Index(b.Sheets, trade.SupplySheet)
	if at < 0 {
		return nil, trade.Faultf(trade.Invalid, "The workbook has no sheet %q any more. Ask the supplier for the sheet that came with the purchase order.", trade.SupplySheet)
	}
	sheet, err := b.Read(ctx, at, trade.SupplyFirst+trade.MaxLines+100)
	if err != nil {
		return nil, err
	}
	for i := range sheet.Rows {
		if sheet.Rows[i].No < trade.SupplyFirst {
			continue
		}
		r, err := supplyRow(sheet.Rows[i].Cells, sheet.Rows[i].No)
		if err != nil {
			return nil, err
		}
		if r != nil {
			s.Rows = append(s.Rows, *r)
		}
	}
	return s, nil
}

// first is what stands in the first column of a row.
func (s *Sheet) first(row int) string {
	for i := range s.Rows {
		if s.Rows[i].No == row {
			return s.Rows[i].Cells[0].Text
		}
	}
	return ""
}

// supplyRow reads a row; nil where it is not a line of the purchase order.
func supplyRow(cells []Cell, n int) (*SupplyRow, error) {
	cell := func(i int) string {
		if i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i].Text)
	}
	id, err := strconv.ParseInt(cell(trade.SupplyLineID), 10, 64)
	if err != nil {
		return nil, nil //nolint:nilerr // a heading, a total or a remark
	}
	wrong := func(column, what, value string) error {
		return trade.Faultf(trade.Invalid, "Row %d, %s: %q is not %s. Correct it in the sheet, or enter the answer by hand.", n, column, value, what)
	}
	r := &SupplyRow{Row: n, LineID: trade.ID(id), SKU: cell(trade.SupplySKU)}
	quantity := func(i int, column string) (*money.Qty, error) {
		if cell(i) == "" {
			return nil, nil
		}
		d, err := money.Parse(cell(i))
		if err != nil {
			return nil, wrong(column, "a quantity", cell(i))
		}
		q, err := d.Qty()
		if err != nil || q < 0 {
			return nil, wrong(column, "a quantity", cell(i))
		}
		return &q, nil
	}
	ordered, err := quantity(trade.SupplyOrdered, "ordered")
	if err != nil {
		return nil, err
	}
	if ordered != nil {
		r.Ordered = *ordered
	}
	if r.Confirmed, err = quantity(trade.SupplyConfirmed, "confirmed"); err != nil {
		return nil, err
	}
	if r.Shipped, err = quantity(trade.SupplyShipped, "shipped"); err != nil {
		return nil, err
	}
	if text := cell(trade.SupplyPrice); text != "" {
		d, err := money.Parse(text)
		if err != nil {
			return nil, wrong("price", "a price", text)
		}
		r.Price = &d
	}
	if text := cell(trade.SupplyShipDate); text != "" {
		if r.ShipDate, err = sheetDate(text); err != nil {
			return nil, wrong("ship date", "a day such as 2026-11-28", text)
		}
	}
	for _, number := range strings.FieldsFunc(cell(trade.SupplyTracking), func(c rune) bool { return c == ',' || c == ';' || c == '\n' || c == '\r' }) {
		if number = strings.TrimSpace(number); number != "" {
			r.Tracking = append(r.Tracking, number)
		}
	}
	r.Carrier, r.Invoice, r.Comment = cell(trade.SupplyCarrier), cell(trade.SupplyInvoice), cell(trade.SupplyComment)
	for _, text := range append([]string{r.Carrier, r.Invoice, r.Comment}, r.Tracking...) {
		if err := trade.CheckShort(fmt.Sprintf("text in row %d", n), text); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// sheetDate reads a day as a spreadsheet has it: a number of days, or a text.
func sheetDate(text string) (trade.Date, error) {
	if days, err := strconv.ParseFloat(text, 64); err == nil {
		t, err := excelize.ExcelDateToTime(days, false)
		if err != nil || days < 36526 || days > 109575 { // 2000 to 2199
			return "", fmt.Errorf("no day")
		}
		return trade.DateOf(t), nil
	}
	for _, form := range []string{"2006-01-02", "2.1.2006", "02.01.2006", "2 Jan 2006", "2 January 2006"} {
		if t, ok := parsed(form, text); ok {
			return t, nil
		}
	}
	return "", fmt.Errorf("no day")
}

func parsed(form, text string) (trade.Date, bool) {
	t, err := time.Parse(form, text)
	if err != nil || t.Year() < 2000 || t.Year() > 2199 {
		return "", false
	}
	return trade.DateOf(t), true
}
