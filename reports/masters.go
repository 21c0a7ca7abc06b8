package reports

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// formRows is how many rows of a sheet are prepared for entries.
const formRows = 5000

// Masters writes the workbook that master data are entered in: one sheet for each kind with its headings and what may be entered, and a
// sheet of examples, which is not read.
func (*Printer) Masters(w io.Writer, form app.MastersForm) (err error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it removes files that are not there, because none was needed
	if err := f.SetDocProps(&excelize.DocProperties{Title: "Dropdesk", Creator: "Dropdesk", Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}); err != nil {
		return err
	}
	style := func(s *excelize.Style) (id int) {
		if err == nil {
			id, err = f.NewStyle(s)
		}
		return id
	}
	day, text := "yyyy-mm-dd", 49 // 49 is the built-in format of texts
	head := style(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EDF7"}}, Border: []excelize.Border{{Type: "bottom", Color: "9AA6BF", Style: 1}}})
	styles := map[byte]int{'d': style(&excelize.Style{CustomNumFmt: &day}), 'c': style(&excelize.Style{NumFmt: text}), 'n': style(&excelize.Style{}), 0: style(&excelize.Style{})}
	if err != nil {
		return err
	}
	for _, s := range form.Sheets {
		if _, err := f.NewSheet(s.Name); err != nil {
			return err
		}
		if err := heading(f, s.Name, 1, s.Fields, head); err != nil {
			return err
		}
		for i, field := range s.Fields {
			column := letter(i)
			if err := f.SetColStyle(s.Name, column, styles[field.Holds]); err != nil {
				return err
			}
			if err := f.SetColWidth(s.Name, column, column, max(14, float64(len(field.Title)+3))); err != nil {
				return err
			}
			if err := validated(f, s.Name, column, field, form); err != nil {
				return err
			}
		}
		if err := f.SetRowStyle(s.Name, 1, 1, head); err != nil {
			return err
		}
		if err := f.SetPanes(s.Name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return err
		}
	}
	if err := examples(f, form, head, styles); err != nil {
		return err
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	f.SetActiveSheet(0)
	return f.Write(w)
}

// letter is the name of a column, from zero on.
func letter(i int) string {
	name, err := excelize.ColumnNumberToName(i + 1)
	if err != nil {
		panic(err) // only of a number that no column has
	}
	return name
}

func heading(f *excelize.File, sheet string, row int, fields []app.MastersFormField, style int) error {
	for i, field := range fields {
		cell := letter(i) + strconv.Itoa(row)
		if err := f.SetCellStr(sheet, cell, field.Title); err != nil {
			return err
		}
		if err := f.SetCellStyle(sheet, cell, cell, style); err != nil {
			return err
		}
	}
	return nil
}

// validated says what may be entered into a column.
func validated(f *excelize.File, sheet, column string, field app.MastersFormField, form app.MastersForm) error {
	v := excelize.NewDataValidation(true)
	v.SetSqref(column + "2:" + column + strconv.Itoa(formRows))
	list := func(values []string) error {
		if text := strings.Join(values, ","); len(values) == 0 || len(text) > 250 || strings.Count(text, ",") != len(values)-1 {
			return nil // more than a list of the workbook can hold
		}
		v.SetError(excelize.DataValidationErrorStyleWarning, field.Title, "Choose one of: "+strings.Join(values, ", "))
		if err := v.SetDropList(values); err != nil {
			return err
		}
		return f.AddDataValidation(sheet, v)
	}
	limits := func(from, to any, kind excelize.DataValidationType, operator excelize.DataValidationOperator, say string) error {
		v.SetError(excelize.DataValidationErrorStyleStop, field.Title, say)
		if err := v.SetRange(from, to, kind, operator); err != nil {
			return err
		}
		return f.AddDataValidation(sheet, v)
	}
	switch {
	case field.Name == "terms":
		return list(form.Terms)
	case field.Name == "tax_code":
		return list(form.TaxCodes)
	case field.Name == "language":
		return list([]string{"en", "de", "fr", "es", "it", "nl", "pl"})
	case strings.HasSuffix(field.Name, "country"):
		return limits(2, 2, excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorEqual, "A code of two letters, such as GB or DE.")
	case field.Name == "currency":
		return limits(3, 3, excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorEqual, "A code of three letters, such as GBP or EUR.")
	case field.Holds == 'n':
		return limits(0, 0, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorGreaterThanOrEqual, "A number, zero or more.")
	case field.Holds == 'd':
		return limits("DATE(1990,1,1)", "DATE(1990,1,1)", excelize.DataValidationTypeDate, excelize.DataValidationOperatorGreaterThanOrEqual, "A day, such as 2026-11-30.")
	}
	return nil
}

// examples shows on a sheet of its own how each of the others is filled in.
func examples(f *excelize.File, form app.MastersForm, head int, styles map[byte]int) error {
	const sheet = "Examples"
	if _, err := f.NewSheet(sheet); err != nil {
		return err
	}
	if err := f.SetColWidth(sheet, "A", "Z", 18); err != nil {
		return err
	}
	row := 1
	say := func(text string) error {
		err := f.SetCellStr(sheet, "A"+strconv.Itoa(row), text)
		row++
		return err
	}
	for _, text := range []string{"This sheet is not read. Fill in the others; what you leave empty stays as it is.", "A customer or supplier is known by its number, or else by its name; an item by its SKU.",
		"An opening balance is one open document: fill in the customer or the supplier."} {
		if err := say(text); err != nil {
			return err
		}
	}
	for _, s := range form.Sheets {
		row++
		if err := say(s.Name); err != nil {
			return err
		}
		if err := heading(f, sheet, row, s.Fields, head); err != nil {
			return err
		}
		for _, x := range s.Examples {
			row++
			for i, field := range s.Fields {
				cell := letter(i) + strconv.Itoa(row)
				if err := f.SetCellStyle(sheet, cell, cell, styles[field.Holds]); err != nil {
					return err
				}
				if err := example(f, sheet, cell, field, x[field.Name]); err != nil {
					return err
				}
			}
		}
		row++
	}
	return nil
}

func example(f *excelize.File, sheet, cell string, field app.MastersFormField, value string) error {
	switch {
	case value == "":
		return nil
	case field.Holds == 'n':
		n, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return err
		}
		return f.SetCellFloat(sheet, cell, n, -1, 64)
	case field.Holds == 'd':
		return f.SetCellValue(sheet, cell, trade.Date(value).Time().In(time.UTC))
	}
	return f.SetCellStr(sheet, cell, value)
}
