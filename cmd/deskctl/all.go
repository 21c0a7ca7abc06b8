package main

import (
	"flag"
	"io"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/data"
)

// exportAll writes everything that the company file holds into a folder.
func (s *session) exportAll(args []string) error {
	if len(args) != 1 {
		return trade.Faultf(trade.Invalid, "Name the folder that everything is to be put into, a new one or one that is empty: deskctl --file F export all DIR.")
	}
	return s.with(func(d *app.Desk) error {
		out, err := d.ExportAll(s.ctx, app.ExportAllIn{Folder: args[0]})
		if err != nil {
			return err
		}
		return writeJSON(s.out, out)
	})
}

// importAll makes a company file of such a folder.
func (s *session) importAll(args []string) error {
	flags := flag.NewFlagSet("import all", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	to := flags.String("out", "", "")
	folder, err := mixed(flags, args)
	if err != nil || folder == "" || *to == "" {
		return trade.Faultf(trade.Invalid, "Name the folder and the new file: deskctl import all DIR --out NEWFILE.")
	}
	out, err := data.ImportAll(s.ctx, folder, *to)
	if err != nil {
		return err
	}
	if err := writeJSON(s.out, out); err != nil {
		return err
	}
	if len(out.Problems) > 0 {
		return errSaid
	}
	return nil
}
