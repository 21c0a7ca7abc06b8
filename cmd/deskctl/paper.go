package main

import (
	"cmp"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

func (s *session) pdf(args []string) error {
	if len(args) < 2 || len(args) > 3 {
		return trade.Faultf(trade.Invalid, "Say which paper of which document: deskctl --file F pdf invoice 17 [OUT.pdf].")
	}
	id, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return trade.Faultf(trade.Invalid, "%q is not the id of a document.", args[1])
	}
	return s.with(func(d *app.Desk) error {
		p, err := d.Print(s.ctx, app.PrintIn{Paper: app.PaperKind(args[0]), ID: trade.ID(id)})
		if err != nil {
			return err
		}
		return s.leave(append(args, p.FileName)[2], p.PDF)
	})
}

// leave writes a file that a command has made, and says where.
func (s *session) leave(name string, content []byte) error {
	if err := os.WriteFile(name, content, 0o644); err != nil {
		return trade.Faultf(trade.External, "%s could not be written: %w.", name, err)
	}
	return writeJSON(s.out, map[string]any{"file": name, "bytes": len(content)})
}

func (s *session) export(args []string) error {
	if len(args) == 0 {
		return trade.Faultf(trade.Invalid, "Say what to export: deskctl --file F export profit [OUT.xlsx]. The reports: profit, %s.", strings.Join(reportNames(), ", "))
	}
	if args[0] == "template" {
		return s.exportTemplate(args[1:])
	}
	if args[0] == "books" {
		return s.exportBooks(args[1:])
	}
	if args[0] == "all" {
		return s.exportAll(args[1:])
	}
	report := args[0]
	args = args[1:]
	name := ""
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
		name, args = args[0], args[1:]
	}
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	from := flags.String("from", "", "")
	to := flags.String("to", "", "")
	out := flags.String("out", "", "")
	if err := flags.Parse(args); err != nil {
		return trade.Faultf(trade.Invalid, "%w.", err)
	}
	rest := flags.Args()
	if name == "" && len(rest) > 0 {
		name, rest = rest[0], rest[1:]
	}
	if len(rest) > 0 {
		return trade.Faultf(trade.Invalid, "What is %q for? Name one file that is to be written.", rest[0])
	}
	if *out != "" {
		name = *out
	}
	if report == "order-form" {
		return s.with(func(d *app.Desk) error {
			form, err := d.PrintOrderForm(s.ctx, app.Nothing{})
			if err != nil {
				return err
			}
			return s.leave(cmp.Or(name, form.FileName), form.XLSX)
		})
	}
	if report != "profit" && !slices.Contains(reportNames(), report) {
		return trade.Faultf(trade.Invalid, "There is no report %q. The reports: profit, %s; besides them: order-form, template, books, all.", report, strings.Join(reportNames(), ", "))
	}
	return s.with(func(d *app.Desk) error {
		if report == "profit" {
			if name == "" {
				name = "profit.xlsx"
			}
			n, err := s.writeProfit(d, app.PeriodIn{From: trade.Date(*from), To: trade.Date(*to)}, name)
			if err != nil {
				return err
			}
			return writeJSON(s.out, map[string]any{"file": name, "bytes": n})
		}
		book, err := d.ExportReport(s.ctx, app.TableIn{Report: report, From: trade.Date(*from), To: trade.Date(*to)})
		if err != nil {
			return err
		}
		if name == "" {
			name = book.FileName
		}
		return s.leave(name, book.XLSX)
	})
}

// writeProfit writes the profit workbook into a file, which is not there, or is as it was, until it is whole.
func (s *session) writeProfit(d *app.Desk, in app.PeriodIn, name string) (size int64, err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".dropdesk-*.xlsx")
	if err != nil {
		return 0, trade.Faultf(trade.External, "%s could not be written: %w.", name, err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // once it has its name, it is not there any more
	if err := d.WriteProfit(s.ctx, in, f); err != nil {
		_ = f.Close() // what is in it is of no use
		return 0, err
	}
	size, err = f.Seek(0, io.SeekEnd)
	if err := errors.Join(err, f.Chmod(0o644), f.Close(), os.Rename(f.Name(), name)); err != nil {
		return 0, trade.Faultf(trade.External, "%s could not be written: %w.", name, err)
	}
	return size, nil
}

func reportNames() []string {
	var names []string
	for _, r := range app.Reports {
		names = append(names, r.ID)
	}
	return names
}
