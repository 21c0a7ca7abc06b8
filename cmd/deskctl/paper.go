package main

import (
	"cmp"
	"flag"
	"io"
	"os"
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
	if name == "" && flags.NArg() == 1 {
		name = flags.Arg(0)
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
		return trade.Faultf(trade.Invalid, "There is no report %q. The reports: profit, %s.", report, strings.Join(reportNames(), ", "))
	}
	return s.with(func(d *app.Desk) error {
		var book app.ExportOut
		var err error
		if report == "profit" {
			book, err = d.ExportProfit(s.ctx, app.ReportIn{From: trade.Date(*from), To: trade.Date(*to)})
		} else {
			book, err = d.ExportReport(s.ctx, app.TableIn{Report: report, From: trade.Date(*from), To: trade.Date(*to)})
		}
		if err != nil {
			return err
		}
		if name == "" {
			name = book.FileName
		}
		return s.leave(name, book.XLSX)
	})
}

func reportNames() []string {
	var names []string
	for _, r := range app.Reports {
		names = append(names, r.ID)
	}
	return names
}
