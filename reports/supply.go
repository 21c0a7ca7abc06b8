package reports

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// supplyWords are the words of a supply sheet: its title, how it is filled in, its headings, and what is said where a cell does not take a value.
type supplyWords struct {
	title, how                     string
	heads                          []string
	badQuantity, badDate, badPrice string
}

var supplyEnglish = supplyWords{
	title:       "Purchase order %s from %s",
	how:         "Please fill in the white cells and send this file back in your reply. Shipped is what has shipped so far, in all.",
	heads:       []string{"", "Line", "Our item", "Your part no.", "Description", "Ordered", "Confirmed", "Ship date", "Price", "Shipped", "Carrier", "Tracking numbers", "Your invoice", "Comment"},
	badQuantity: "A quantity from 0 to what is ordered.", badDate: "A date, such as 2026-11-28.", badPrice: "A price of zero or more.",
}

var supplyGerman = supplyWords{
	title:       "Bestellung %s von %s",
	how:         "Bitte füllen Sie die weißen Felder aus und senden Sie diese Datei mit Ihrer Antwort zurück. Versandt ist, was bis jetzt insgesamt versandt wurde.",
	heads:       []string{"", "Pos.", "Unser Artikel", "Ihre Artikelnr.", "Bezeichnung", "Bestellt", "Bestätigt", "Versanddatum", "Preis", "Versandt", "Spediteur", "Sendungsnummern", "Ihre Rechnung", "Bemerkung"},
	badQuantity: "Eine Menge von 0 bis zur bestellten.", badDate: "Ein Datum, etwa 28.11.2026.", badPrice: "Ein Preis von null oder mehr.",
}

// Supply writes the workbook that goes with a purchase order. All but the cells that the supplier fills in is protected, without a password:
// it keeps honest hands from slipping, and what comes back is checked in any case.
func (*Printer) Supply(w io.Writer, s app.SupplySheet) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	b := &supplyBook{f: f, p: s.Purchase, words: &supplyEnglish}
	if strings.HasPrefix(s.Purchase.Language, "de") {
		b.words = &supplyGerman
	}
	for _, step := range []func() error{
		func() error { return b.frame(s) }, b.styled, b.lines, b.rules,
		func() error { return f.Write(w) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("the sheet of %s: %w", s.Purchase.Number, err)
		}
	}
	return nil
}

type supplyBook struct {
	f                                     *excelize.File
	p                                     *trade.PurchaseOrder
	words                                 *supplyWords
	title, head, fixed, number, fill, day int // styles
}

func supplyCell(column, row int) string { return columnName(column) + strconv.Itoa(row) }

func (b *supplyBook) frame(s app.SupplySheet) error {
	f := b.f
	if err := f.SetSheetName("Sheet1", trade.SupplySheet); err != nil {
		return err
	}
	if _, err := f.NewSheet(trade.SupplyHidden); err != nil {
		return err
	}
	for i, text := range []string{trade.SupplyMark, s.Token, b.p.Number} {
		if err := f.SetCellStr(trade.SupplyHidden, supplyCell(0, i+1), text); err != nil {
			return err
		}
	}
	if err := f.SetSheetVisible(trade.SupplyHidden, false, true); err != nil {
		return err
	}
	made := b.p.Date.Time().Format("2006-01-02T15:04:05Z")
	if err := f.SetDocProps(&excelize.DocProperties{Title: b.p.Number, Creator: "Dropdesk", LastModifiedBy: "Dropdesk", Created: made, Modified: made}); err != nil {
		return err
	}
	for i, width := range []float64{6, 6, 16, 16, 36, 10, 11, 13, 11, 10, 16, 30, 16, 30} {
		if err := f.SetColWidth(trade.SupplySheet, columnName(i), columnName(i), width); err != nil {
			return err
		}
	}
	if err := f.SetColVisible(trade.SupplySheet, "A", false); err != nil {
		return err
	}
	if err := f.SetCellStr(trade.SupplySheet, supplyCell(trade.SupplyPos, 1), fmt.Sprintf(b.words.title, b.p.Number, s.From)); err != nil {
		return err
	}
	return f.SetCellStr(trade.SupplySheet, supplyCell(trade.SupplyPos, 2), b.words.how)
}

func (b *supplyBook) styled() error {
	border := []excelize.Border{{Type: "left", Color: "C7CDD6", Style: 1}, {Type: "right", Color: "C7CDD6", Style: 1}, {Type: "top", Color: "C7CDD6", Style: 1}, {Type: "bottom", Color: "C7CDD6", Style: 1}}
	grey := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F1F3F6"}}
	open := &excelize.Protection{Locked: false}
	quantity, date := "0.###", "yyyy-mm-dd"
	for _, x := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14, Family: "Calibri"}}},
		{&b.head, excelize.Style{Font: &excelize.Font{Bold: true, Family: "Calibri", Size: 11}, Fill: grey, Border: border, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}}},
		{&b.fixed, excelize.Style{Fill: grey, Border: border, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
		{&b.number, excelize.Style{Fill: grey, Border: border, CustomNumFmt: &quantity, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&b.fill, excelize.Style{Border: border, Protection: open, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
		{&b.day, excelize.Style{Border: border, Protection: open, CustomNumFmt: &date, Alignment: &excelize.Alignment{Vertical: "top"}}},
	} {
		id, err := b.f.NewStyle(&x.style)
		if err != nil {
			return err
		}
		*x.id = id
	}
	return b.f.SetCellStyle(trade.SupplySheet, supplyCell(trade.SupplyPos, 1), supplyCell(trade.SupplyPos, 1), b.title)
}

// lines writes the lines that the supplier is to ship or has shipped.
func (b *supplyBook) lines() error {
	const head = trade.SupplyFirst - 1
	for i, text := range b.words.heads {
		if i == trade.SupplyPrice {
			text += " " + string(b.p.Currency)
		}
		if err := b.f.SetCellStr(trade.SupplySheet, supplyCell(i, head), text); err != nil {
			return err
		}
	}
	if err := b.f.SetCellStyle(trade.SupplySheet, supplyCell(trade.SupplyPos, head), supplyCell(trade.SupplyColumns-1, head), b.head); err != nil {
		return err
	}
	row := trade.SupplyFirst
	for i := range b.p.Lines {
		l := &b.p.Lines[i]
		if l.Qty-l.Cancelled <= 0 {
			continue
		}
		for column, text := range []string{
			trade.SupplyLineID: strconv.FormatInt(int64(l.ID), 10), trade.SupplyPos: strconv.Itoa(l.Pos), trade.SupplySKU: l.SKU, trade.SupplyPart: l.PartNo, trade.SupplyText: l.Description,
		} {
			// Always as text: a part number keeps its zeros, and nothing that begins with = is a formula.
			if err := b.f.SetCellStr(trade.SupplySheet, supplyCell(column, row), clean(text)); err != nil {
				return err
			}
		}
		ordered, err := strconv.ParseFloat((l.Qty - l.Cancelled).String(), 64) // a spreadsheet's cells are no other numbers
		if err == nil {
			err = b.f.SetCellFloat(trade.SupplySheet, supplyCell(trade.SupplyOrdered, row), ordered, -1, 64)
		}
		if err != nil {
			return err
		}
		for _, part := range []struct{ from, to, style int }{
			{trade.SupplyLineID, trade.SupplyText, b.fixed}, {trade.SupplyOrdered, trade.SupplyOrdered, b.number}, {trade.SupplyConfirmed, trade.SupplyColumns - 1, b.fill},
			{trade.SupplyShipDate, trade.SupplyShipDate, b.day},
		} {
			if err := b.f.SetCellStyle(trade.SupplySheet, supplyCell(part.from, row), supplyCell(part.to, row), part.style); err != nil {
				return err
			}
		}
		for _, column := range []int{trade.SupplyConfirmed, trade.SupplyShipped} {
			if err := b.rule(column, row, excelize.DataValidationTypeDecimal, 0, ordered, b.words.badQuantity); err != nil {
				return err
			}
		}
		if err := b.rule(trade.SupplyShipDate, row, excelize.DataValidationTypeDate, 36526, 73050, b.words.badDate); err != nil { // 2000 to 2099
			return err
		}
		if err := b.rule(trade.SupplyPrice, row, excelize.DataValidationTypeDecimal, 0, 1e9, b.words.badPrice); err != nil {
			return err
		}
		row++
	}
	return nil
}

func (b *supplyBook) rule(column, row int, kind excelize.DataValidationType, from, to float64, message string) error {
	v := excelize.NewDataValidation(true)
	v.Sqref = supplyCell(column, row)
	if err := v.SetRange(from, to, kind, excelize.DataValidationOperatorBetween); err != nil {
		return err
	}
	v.SetError(excelize.DataValidationErrorStyleStop, b.p.Number, message)
	return b.f.AddDataValidation(trade.SupplySheet, v)
}

func (b *supplyBook) rules() error {
	if err := b.f.SetPanes(trade.SupplySheet, &excelize.Panes{Freeze: true, YSplit: trade.SupplyFirst - 1, TopLeftCell: "A" + strconv.Itoa(trade.SupplyFirst), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	yes, across, down, wide := true, 1, 0, "landscape" // as many pages down as it takes
	if err := b.f.SetSheetProps(trade.SupplySheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := b.f.SetPageLayout(trade.SupplySheet, &excelize.PageLayoutOptions{Orientation: &wide, FitToWidth: &across, FitToHeight: &down}); err != nil {
		return err
	}
	return b.f.ProtectSheet(trade.SupplySheet, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true})
}
