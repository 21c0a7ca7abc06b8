package app

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/trade"
)

// RecogniseFileIn is a whole file.
type RecogniseFileIn struct {
	Name string `json:"name"`
	File []byte `json:"file"`
}

// RecognisedFile says what a file brings.
type RecognisedFile struct {
	Kind       FileKind `json:"kind"`
	Brings     string   `json:"brings"`      // prices, orders, fees, masters, sheet, mail, other (a table of which nobody can tell), or empty: nothing can be done with it
	SupplierID trade.ID `json:"supplier_id"` // of a price list, where its headings are those of one supplier's lists
	Said       string   `json:"said"`        // why nothing can be done with it, or what has to be said first
}

// RecogniseFile says by its content what a file brings: a supplier's sheet, orders, fees, customers, suppliers and items, a price list, or a mail.
func (d *Desk) RecogniseFile(ctx context.Context, in RecogniseFileIn) (out RecognisedFile, err error) {
	head, err := d.Recognise(ctx, RecogniseIn{Name: in.Name, Head: in.File[:min(len(in.File), 64<<10)]})
	if err != nil {
		return out, err
	}
	out.Kind = head.Kind
	switch out.Kind {
	case FileMail:
		out.Brings = trade.BringsMail
		return out, nil
	case FileFees:
		out.Brings = trade.BringsFees
		return out, nil
	case FileTable, FileWorkbook, FileJSON:
	case FileText, FileArchive:
		if !strings.EqualFold(filepath.Ext(in.Name), ".ods") && out.Kind == FileArchive {
			out.Said = "It is an archive. Unpack it first, and put what is in it into the folder."
			return out, nil
		}
	case FileOldBook:
		out.Said = "It is a workbook of an older Office program. Save it as .xlsx or .csv, and put that into the folder."
		return out, nil
	case FileEmpty:
		out.Said = "There is nothing in it."
		return out, nil
	default:
		out.Said = fmt.Sprintf("Nothing can be done with such a file (%s). Put price lists, orders, reports of fees, customers, suppliers, items, suppliers' sheets and mails into the folder.", out.Kind)
		return out, nil
	}
	if out.Kind == FileWorkbook {
		if _, err := intake.ReadSupply(in.File); err == nil {
			out.Brings = trade.BringsSheet
			return out, nil
		}
		if intake.HoldsFees(ctx, in.Name, in.File) {
			out.Brings = trade.BringsFees
			return out, nil
		}
	}
	if orders, err := intake.ReadOrders(ctx, in.Name, in.File, trade.OrderMap{}, "EUR"); err == nil && orders.Brings() {
		out.Brings = trade.BringsOrders
		return out, nil
	}
	if out.Kind == FileJSON {
		out.Said = "It is JSON, and holds no orders that are known here."
		return out, nil
	}
	return out, d.read(ctx, func(w *work) error { return w.recogniseTable(ctx, &in, &out) })
}

// recogniseTable tells price lists from tables of customers, suppliers and items. A supplier whose lists had the same headings is sure; else the headings tell.
func (w *work) recogniseTable(ctx context.Context, in *RecogniseFileIn, out *RecognisedFile) error {
	out.Brings = trade.BringsOther
	list, err := intake.ReadPrices(ctx, in.Name, in.File, trade.PriceMap{}, w.base, 200)
	priced := err == nil && readable(list) == nil
	if err == nil {
		has := map[string]bool{}
		for _, c := range list.Map.Columns {
			has[keyOf(c.Heading)] = true
		}
		whose, err := w.whoseList(has)
		if err != nil {
			return err
		}
		switch len(whose) {
		case 1:
			out.Brings, out.SupplierID = trade.BringsPrices, whose[0]
			return nil
		case 0:
		default:
			out.Brings, out.Said = trade.BringsPrices, "The lists of several suppliers have these headings. Say whose it is."
			return nil
		}
	}
	if tables, err := intake.ReadMasters(ctx, in.Name, in.File, intake.MasterWay{}); err == nil {
		for _, t := range tables {
			known, err := w.MasterMap(masterHeadings(&t))
			if err != nil {
				return err
			}
			if known != nil || t.Kind != intake.MasterItems || !priced {
				out.Brings = trade.BringsMasters
				return nil
			}
		}
	}
	switch {
	case priced:
		out.Brings, out.Said = trade.BringsPrices, "No supplier's lists had these headings yet. Say whose it is."
	case out.Kind == FileText:
		out.Brings, out.Said = "", "It is a text, and no table that could be read."
	default:
		out.Said = "Its headings do not tell what it holds. Look at it, and say what it is."
	}
	return nil
}

// whoseList lists the suppliers whose lists have all of the headings that are read of them among some.
func (w *work) whoseList(has map[string]bool) (list []trade.ID, err error) {
	maps, err := w.PriceMaps()
	if err != nil {
		return nil, err
	}
	for id, m := range maps {
		known := 0
		for _, c := range m.Columns {
			if c.Field == "" || c.Heading == "" {
				continue
			}
			if known++; !has[keyOf(c.Heading)] {
				known = -1
				break
			}
		}
		if known > 1 {
			list = append(list, id)
		}
	}
	return list, nil
}

// masterHeadings is what tables that are read alike have in common.
func masterHeadings(t *intake.MasterTable) string {
	list := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		list[i] = keyOf(c.Heading)
	}
	return t.Kind + "\n" + strings.Join(list, "\n")
}
