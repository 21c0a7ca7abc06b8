package main

import (
	"flag"
	"io"
	"os"
	"strconv"

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
	if len(args) == 0 || args[0] != "profit" {
		return trade.Faultf(trade.Invalid, "Say what to export: deskctl --file F export profit [OUT.xlsx].")
	}
	args = args[1:]
	name := ""
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
		name, args = args[0], args[1:]
	}
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	from := flags.String("from", "", "")
	to := flags.String("to", "", "")
	if err := flags.Parse(args); err != nil {
		return trade.Faultf(trade.Invalid, "%w.", err)
	}
	if name == "" && flags.NArg() == 1 {
		name = flags.Arg(0)
	}
	return s.with(func(d *app.Desk) error {
		out, err := d.ExportProfit(s.ctx, app.ReportIn{From: trade.Date(*from), To: trade.Date(*to)})
		if err != nil {
			return err
		}
		if name == "" {
			name = out.FileName
		}
		return s.leave(name, out.XLSX)
	})
}
