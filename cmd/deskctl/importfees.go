package main

import (
	"flag"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

const feesUsage = "Use deskctl --file F import fees FILE [--channel C] [--currency C] [--dry-run] [--take all|ROW,…] [--limit N]."

// importFees takes over what a shop or marketplace says that was kept.
func (s *session) importFees(args []string) error {
	flags := flag.NewFlagSet("import fees", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	in := app.FeeFileIn{}
	flags.StringVar(&in.Channel, "channel", "", "")
	flags.IntVar(&in.Limit, "limit", 0, "")
	currency := flags.String("currency", "", "")
	dry := flags.Bool("dry-run", false, "")
	take := flags.String("take", "", "")
	path, err := mixed(flags, args)
	switch {
	case err != nil:
		return trade.Faultf(trade.Invalid, "%w. %s", err, feesUsage)
	case path == "":
		return trade.Faultf(trade.Invalid, "Which file? %s", feesUsage)
	}
	if in.Take, in.TakeAll, err = takenRows(*take, feesUsage); err != nil {
		return err
	}
	if in.File, err = readBounded(path); err != nil {
		return err
	}
	in.Name, in.Currency = filepath.Base(path), money.Currency(strings.ToUpper(*currency))
	call := "ImportFees"
	if *dry {
		call = "PreviewFees"
	}
	return s.report(call, in)
}

// takenRows are the rows in doubt that are named, or all of them.
func takenRows(text, usage string) (rows []int, all bool, err error) {
	for _, row := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		if row == "all" {
			all = true
			continue
		}
		n, err := strconv.Atoi(row)
		if err != nil {
			return nil, false, trade.Faultf(trade.Invalid, "%q is no row of the file. %s", row, usage)
		}
		rows = append(rows, n)
	}
	return rows, all, nil
}
