package main

import (
	"flag"
	"io"
	"path/filepath"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

const mastersUsage = "Use deskctl --file F import masters FILE [--dry-run] [--kind customers|suppliers|items|balances] [--column FIELD=COLUMN]… [--sheet NAME] [--heading ROW] [--take-all] [--limit N]."

// columnsSet are columns that are named one by one.
type columnsSet map[string]string

// String serves flag.Value.
func (c columnsSet) String() string { return "" }

// Set reads FIELD=COLUMN.
func (c columnsSet) Set(text string) error {
	field, column, ok := strings.Cut(text, "=")
	if !ok {
		return trade.Faultf(trade.Invalid, "%q does not say which column a field is in, as name=C does", text)
	}
	c[field] = column
	return nil
}

// importMasters takes customers, suppliers, items and opening balances over.
func (s *session) importMasters(args []string) error {
	flags := flag.NewFlagSet("import masters", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	in := app.MastersIn{Map: map[string]string{}}
	dry := flags.Bool("dry-run", false, "")
	flags.StringVar(&in.Kind, "kind", "", "")
	flags.StringVar(&in.Sheet, "sheet", "", "")
	flags.IntVar(&in.Heading, "heading", 0, "")
	flags.BoolVar(&in.TakeAll, "take-all", false, "")
	flags.IntVar(&in.Limit, "limit", 0, "")
	flags.Var(columnsSet(in.Map), "column", "")
	path, err := mixed(flags, args)
	switch {
	case err != nil:
		return trade.Faultf(trade.Invalid, "%w. %s", err, mastersUsage)
	case path == "":
		return trade.Faultf(trade.Invalid, "Which file? %s", mastersUsage)
	}
	if in.File, err = readBounded(path); err != nil {
		return err
	}
	in.Name = filepath.Base(path)
	call := "ApplyMasters"
	if *dry {
		call = "PreviewMasters"
	}
	return s.report(call, in)
}

// exportTemplate writes the workbook that masters are entered in.
func (s *session) exportTemplate(args []string) error {
	if len(args) > 1 || len(args) == 1 && strings.HasPrefix(args[0], "-") {
		return trade.Faultf(trade.Invalid, "Name one file that is to be written: deskctl --file F export template [OUT.xlsx].")
	}
	return s.with(func(d *app.Desk) error {
		x, err := d.ExportMastersTemplate(s.ctx, app.Nothing{})
		if err != nil {
			return err
		}
		return s.leave(append(args, x.FileName)[0], x.XLSX)
	})
}
