package main

import (
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/data"
)

// backup copies the company file into a folder, the usual one where none is named.
func (s *session) backup(args []string) error {
	if len(args) > 1 {
		return trade.Faultf(trade.Invalid, "deskctl backup takes one folder, or none.")
	}
	in := app.BackUpIn{}
	if len(args) == 1 {
		in.Folder = args[0]
	}
	return s.with(func(d *app.Desk) error {
		b, err := d.BackUp(s.ctx, in)
		if err != nil {
			return err
		}
		return writeJSON(s.out, b)
	})
}

// restore puts a backup in the place of the company file.
func (s *session) restore(args []string) error {
	if s.file == "" || len(args) != 1 {
		return trade.Faultf(trade.Invalid, "Name the file and the backup that takes its place: deskctl --file F restore BACKUP.")
	}
	aside, err := data.Restore(s.ctx, s.file, args[0], time.Now())
	if err != nil {
		return err
	}
	return writeJSON(s.out, map[string]string{"file": s.file, "restored": args[0], "set_aside": aside})
}

// salvage reads what can be read of a damaged file.
func (s *session) salvage(args []string) error {
	if s.file == "" || len(args) != 0 {
		return trade.Faultf(trade.Invalid, "Name the damaged file: deskctl --file F salvage.")
	}
	if data.Sound(s.ctx, s.file) {
		return trade.Faultf(trade.Refused, "%s is not damaged; it was left as it is.", s.file)
	}
	out, err := data.Salvage(s.ctx, s.file, time.Now())
	if err != nil {
		return err
	}
	return writeJSON(s.out, out)
}
