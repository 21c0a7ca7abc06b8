package intake

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"
)

// Template is the house's own form for orders. It is read like any other table, by its headings.
type Template struct {
	German bool
	Goods  [][3]string // SKU, name and price, which may be chosen
}

// column is one column of the form: its heading in English and German, an example for each of two rows, and how wide it is.
type column struct {
	en, de       string
	first, other any
	wide         float64
}

// formColumns are the columns of the form.
var formColumns = []column{
	{"Order no.", "Bestellnummer", "PO-2001", "PO-2001", 14}, {"Order date", "Bestelldatum", "2026-11-30", "2026-11-30", 13}, {"Wanted by", "Wunschtermin", "2026-12-10", "2026-12-10", 13},
	{"Customer", "Kunde", "Blue Door Shop", "Blue Door Shop", 24}, {"E-mail", "E-Mail", "orders@bluedoor.example", "orders@bluedoor.example", 26},
	{"Ship to name", "Lieferung Name", "Nora Field", "Nora Field", 20}, {"Ship to street", "Lieferung Straße", "12 Market Row", "12 Market Row", 24}, {"Ship to zip", "Lieferung PLZ", "YO1 8AA", "YO1 8AA", 12},
	{"Ship to city", "Lieferung Ort", "York", "York", 18}, {"Ship to region", "Lieferung Region", "", "", 14}, {"Ship to country", "Lieferung Land", "GB", "GB", 14},
	{"Item number", "Artikelnummer", "MUG-11", "TOT-02", 18}, {"Description", "Bezeichnung", "Mug", "Tote bag", 30}, {"Quantity", "Menge", 12, 6, 10}, {"Unit price", "Einzelpreis", 4.5, 5.2, 12},
	{"Currency", "Währung", "GBP", "GBP", 10}, {"Shipping", "Versandkosten", 7.5, "", 12}, {"Reference", "Referenz", "Spring", "", 16}, {"Notes", "Bemerkung", "", "", 30},
}

func (c *column) heading(german bool) string {
	if german {
		return c.de
	}
	return c.en
}

// isForm says whether headings are those of the house's own form.
func isForm(names []string) bool {
	for _, german := range []bool{false, true} {
		all := true
		for i := range formColumns {
			all = all && slices.Contains(names, formColumns[i].heading(german))
		}
		if all {
			return true
		}
	}
	return false
}

// formRows is how many rows of the form have their cells checked while they are filled in.
const formRows = 2000

// Workbook writes the form: a sheet to fill in, one with examples, and one with the goods that may be chosen.
func (t *Template) Workbook() ([]byte, error) {
	sheets := []string{"Orders", "Example", "Items"}
	hints := []string{"A line for each item; the rest of an order stands in its first line.", "Days as 2026-12-31.", "More than zero.", "Three letters, such as EUR.", "Two letters, such as GB."}
	if t.German {
		sheets = []string{"Bestellungen", "Beispiel", "Artikel"}
		hints = []string{"Eine Zeile für jeden Artikel; alles andere steht in der ersten Zeile der Bestellung.", "Tage als 2026-12-31.", "Mehr als null.", "Drei Buchstaben, etwa EUR.", "Zwei Buchstaben, etwa DE."}
	}
	f := excelize.NewFile()
	w := form{f: f}
	w.do(f.SetSheetName("Sheet1", sheets[0]))
	for _, name := range sheets[1:] {
		_, err := f.NewSheet(name)
		w.do(err)
	}
	bold := w.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EDF7"}}})
	text := w.style(&excelize.Style{NumFmt: 49}) // codes keep their zeros
	for _, sheet := range sheets[:2] {
		for i := range formColumns {
			c := &formColumns[i]
			letter := Letter(i)
			w.set(sheet, letter+"1", c.heading(t.German))
			w.do(f.SetColWidth(sheet, letter, letter, c.wide))
			if c.en != "Quantity" && c.en != "Unit price" && c.en != "Shipping" {
				w.do(f.SetColStyle(sheet, letter, text))
			}
			if sheet == sheets[1] {
				w.set(sheet, letter+"2", c.first)
				w.set(sheet, letter+"3", c.other)
			}
		}
		w.do(f.SetCellStyle(sheet, "A1", Letter(len(formColumns)-1)+"1", bold))
		w.do(f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	}
	w.do(f.AddComment(sheets[0], excelize.Comment{Cell: "A1", Author: "Dropdesk", Text: hints[0]}))
	for i := range formColumns {
		area := fmt.Sprintf("%[1]s2:%[1]s%[2]d", Letter(i), formRows)
		v := excelize.NewDataValidation(true)
		v.Sqref = area
		hint := ""
		switch formColumns[i].en {
		case "Quantity":
			w.do(v.SetRange(0.001, 1_000_000, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
			hint = hints[2]
		case "Unit price", "Shipping":
			w.do(v.SetRange(0, 1_000_000_000, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
			hint = hints[2]
		case "Currency":
			w.do(v.SetRange(3, 3, excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorEqual))
			hint = hints[3]
		case "Ship to country":
			w.do(v.SetRange(2, 2, excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorEqual))
			hint = hints[4]
		case "Order date", "Wanted by":
			v.SetInput(formColumns[i].heading(t.German), hints[1])
			w.do(f.AddDataValidation(sheets[0], v))
			continue
		case "Item number":
			if len(t.Goods) == 0 {
				continue
			}
			v.SetSqrefDropList(fmt.Sprintf("%s!$A$2:$A$%d", sheets[2], len(t.Goods)+1))
			v.ShowErrorMessage = false // what is not listed may be ordered too
		default:
			continue
		}
		if hint != "" {
			v.SetError(excelize.DataValidationErrorStyleStop, formColumns[i].heading(t.German), hint)
		}
		w.do(f.AddDataValidation(sheets[0], v))
	}
	for i, name := range []string{"Item number", "Description", "Unit price"} {
		at := slices.IndexFunc(formColumns, func(c column) bool { return c.en == name })
		w.set(sheets[2], Letter(i)+"1", formColumns[at].heading(t.German))
		w.do(f.SetColWidth(sheets[2], Letter(i), Letter(i), formColumns[at].wide))
	}
	w.do(f.SetCellStyle(sheets[2], "A1", "C1", bold))
	for i, g := range t.Goods {
		for j, cell := range g {
			w.set(sheets[2], fmt.Sprintf("%s%d", Letter(j), i+2), cell)
		}
	}
	if w.err != nil {
		return nil, w.err
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), f.Close()
}

// form writes cells and remembers the first error.
type form struct {
	f   *excelize.File
	err error
}

func (w *form) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *form) set(sheet, cell string, v any) {
	if v != "" {
		w.do(w.f.SetCellValue(sheet, cell, v))
	}
}

func (w *form) style(s *excelize.Style) int {
	id, err := w.f.NewStyle(s)
	w.do(err)
	return id
}

// Brings says whether a file is one of orders beyond doubt: the house's own form, one of a shop or marketplace, or a table that names order numbers,
// goods and quantities.
func (f *OrderFile) Brings() bool {
	return f.HasQty && len(f.Orders) > 0 && (f.Form || f.Map.Source != "" || f.HasKey)
}
