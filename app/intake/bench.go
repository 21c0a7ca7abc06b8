package intake

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// SampleList is a workbook of ten columns for benches; dearer is by how many cents each price is above the one that it has by its place.
func SampleList(rows, dearer int) ([]byte, error) {
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return nil, err
	}
	line := []any{"Item No", "Description", "EAN", "Brand", "Category", "Unit", "Pack size", "Net price", "Stock", "RRP"}
	for i := 0; err == nil && i <= rows; i++ {
		if i > 0 {
			gtin := 400_000_000_000 + int64(i)
			cost := 200 + i%900
			line = []any{fmt.Sprintf("CW-%06d", i), fmt.Sprintf("Stoneware mug number %d, %d ml", i, 100+i%700), fmt.Sprintf("%d%d", gtin, checkDigit(gtin)), fmt.Sprintf("Brand %d", i%40),
				fmt.Sprintf("Category %d", i%25), "pc", 1 + i%12, float64(cost+dearer) / 100, i % 250, float64(2*cost+99) / 100}
		}
		var cell string
		if cell, err = excelize.CoordinatesToCellName(1, i+1); err == nil {
			err = w.SetRow(cell, line)
		}
	}
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err = f.Write(&b); err == nil {
		err = f.Close()
	}
	return b.Bytes(), err
}

// checkDigit is the last digit of a GTIN of thirteen.
func checkDigit(twelve int64) int64 {
	sum := int64(0)
	for i := range 12 {
		d := twelve % 10
		if twelve /= 10; i%2 == 0 {
			d *= 3
		}
		sum += d
	}
	return (10 - sum%10) % 10
}

// ReadPlainly reads all cells of a workbook with excelize, for a yardstick.
func ReadPlainly(file []byte) (cells int, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true})
	if err != nil {
		return 0, err
	}
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		line, err := rows.Columns()
		if err != nil {
			return cells, err
		}
		cells += len(line)
	}
	if err := rows.Close(); err != nil {
		return cells, err
	}
	return cells, f.Close()
}

// SampleOrders is a file of a shop for benches and tests: n orders of one to three lines, their sums right.
func SampleOrders(n int) []byte {
	var b bytes.Buffer
	b.WriteString("Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku," +
		"Lineitem taxable,Billing Name,Billing Address1,Billing City,Billing Zip,Billing Country,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Country,Cancelled at,Refunded Amount,Vendor,Id\n")
	for i := range n {
		lines := i%3 + 1
		var goods int
		for j := range lines {
			goods += (j + 1) * (500 + (i+j)%40*25)
		}
		for j := range lines {
			price := 500 + (i+j)%40*25
			head, tail := ",,,,,,,,,,,", ",,,,,,,,,,,,,"
			if j == 0 {
				who := i % 2000
				place := fmt.Sprintf("Buyer %d,%d Elm Way,Hull,HU%d 3AB,GB", who, who%97+1, who%19+1)
				head = fmt.Sprintf("paid,2026-11-20 10:00:00 +0000,unfulfilled,EUR,%s,4.50,0.00,%s,,0.00,Standard", cents(goods), cents(goods+450))
				tail = fmt.Sprintf("%s,%s,,0.00,Clayworks,88%07d", place, place, i)
				fmt.Fprintf(&b, "#%d,buyer%d@example.net,%s,2026-11-%02d 09:30:00 +0000,%d,Mug no. %d,%s,SKU-%03d,true,%s\n", 1000+i, who, head, i%28+1, j+1, (i+j)%200, cents(price), (i+j)%200, tail)
				continue
			}
			fmt.Fprintf(&b, "#%d,buyer%d@example.net%s2026-11-%02d 09:30:00 +0000,%d,Mug no. %d,%s,SKU-%03d,true,%s\n", 1000+i, i%2000, head+",", i%28+1, j+1, (i+j)%200, cents(price), (i+j)%200, tail)
		}
	}
	return b.Bytes()
}

func cents(n int) string { return fmt.Sprintf("%d.%02d", n/100, n%100) }
