package main

import (
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"

	"dropdesk/app"
	"dropdesk/app/trade"
)

const booksUsage = "Use deskctl --file F export books DIR [--program P] [--from DATE] [--to DATE] [--again] [--id N] [--dry-run]."

// exportBooks hands over to the bookkeeping program and leaves its files in a folder.
func (s *session) exportBooks(args []string) error {
	flags := flag.NewFlagSet("export books", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	in := app.HandOffIn{}
	flags.StringVar(&in.Program, "program", "", "")
	from, to := flags.String("from", "", ""), flags.String("to", "", "")
	flags.BoolVar(&in.Again, "again", false, "")
	id := flags.Int64("id", 0, "")
	dry := flags.Bool("dry-run", false, "")
	folder, err := mixed(flags, args)
	switch {
	case err != nil:
		return trade.Faultf(trade.Invalid, "%w. %s", err, booksUsage)
	case folder == "" && !*dry:
		return trade.Faultf(trade.Invalid, "Which folder? %s", booksUsage)
	}
	in.From, in.To, in.ID = trade.Date(*from), trade.Date(*to), trade.ID(*id)
	return s.with(func(d *app.Desk) error {
		if *dry {
			return s.tell(d, "PreviewHandOff", in, func([]byte) error { return nil })
		}
		made, err := bookFolder(folder)
		if err != nil {
			return err
		}
		err = s.tell(d, "HandOff", in, func(answer []byte) error {
			var out struct {
				HandOff struct {
					ID int64 `json:"id"`
				} `json:"hand_off"`
				Plan struct {
					Files []app.HandOffPart `json:"files"`
				} `json:"plan"`
			}
			if err := json.Unmarshal(answer, &out); err != nil {
				return err
			}
			for _, f := range out.Plan.Files {
				if err := os.WriteFile(filepath.Join(folder, filepath.Base(f.FileName)), f.Content, 0o600); err != nil {
					return trade.Faultf(trade.External, "The files could not be written: %w. The hand-off is noted; send it again with --id %d.", err, out.HandOff.ID)
				}
			}
			return nil
		})
		if err != nil && made {
			_ = os.Remove(folder) // it is empty, unless something is in it that was handed over
		}
		return err
	})
}

// bookFolder is ready for files before anything counts as handed over; it has no others, which would be overwritten.
func bookFolder(folder string) (made bool, err error) {
	if err = os.MkdirAll(filepath.Dir(folder), 0o755); err == nil {
		err = os.Mkdir(folder, 0o700)
	}
	if err == nil {
		return true, nil
	}
	known, listing := os.ReadDir(folder)
	switch {
	case listing != nil:
		return false, trade.Faultf(trade.External, "The folder %s could not be made: %w.", folder, err)
	case len(known) > 0:
		return false, trade.Faultf(trade.Refused, "The folder %s is not empty, and nothing in it is overwritten. Name a new one, or one that is empty.", folder)
	}
	return false, nil
}
