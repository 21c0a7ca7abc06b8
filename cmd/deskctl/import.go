package main

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"

	"dropdesk/app"
	"dropdesk/app/intake"
	"dropdesk/app/trade"
)

const pricesUsage = "Use deskctl --file F import prices --supplier S FILE [--dry-run] [--full] [--no-new] [--map MAP.json] [--limit N]."

const ordersUsage = "Use deskctl --file F import orders FILE [--channel C] [--customer C] [--dry-run] [--no-new] [--new-items] [--new-taxes] [--confirm] [--take all|ROW,…] [--map MAP.json] [--limit N]."

// importing takes a file of somebody else's over.
func (s *session) importing(args []string) error {
	if len(args) > 0 && args[0] == "all" {
		return s.importAll(args[1:])
	}
	if len(args) > 0 && args[0] == "orders" {
		return s.importOrders(args[1:])
	}
	if len(args) > 0 && args[0] == "fees" {
		return s.importFees(args[1:])
	}
	if len(args) > 0 && args[0] == "masters" {
		return s.importMasters(args[1:])
	}
	if len(args) == 0 || args[0] != "prices" {
		return trade.Faultf(trade.Invalid, "What is to be imported: prices, orders, fees, masters or all? %s %s %s %s", pricesUsage, ordersUsage, feesUsage, mastersUsage)
	}
	flags := flag.NewFlagSet("import prices", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	in := app.ApplyPricesIn{}
	flags.StringVar(&in.Supplier, "supplier", "", "")
	dry := flags.Bool("dry-run", false, "")
	full := flags.Bool("full", false, "")
	flags.BoolVar(&in.NoNew, "no-new", false, "")
	flags.BoolVar(&in.Fresh, "fresh", false, "")
	flags.IntVar(&in.Limit, "limit", 0, "")
	mapping := flags.String("map", "", "")
	path, err := mixed(flags, args[1:])
	switch {
	case err != nil:
		return trade.Faultf(trade.Invalid, "%w. %s", err, pricesUsage)
	case path == "":
		return trade.Faultf(trade.Invalid, "Which file? %s", pricesUsage)
	}
	if *full {
		in.Full = full
	}
	if *mapping != "" {
		in.Map = &trade.PriceMap{}
		if err := readMap(*mapping, in.Map); err != nil {
			return err
		}
	}
	if in.File, err = readBounded(path); err != nil {
		return err
	}
	in.Name = filepath.Base(path)
	call := "ApplyPrices"
	if *dry {
		call = "PreviewPrices"
	}
	return s.report(call, in)
}

// readMap reads how a file is to be read.
func readMap(path string, m any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return trade.Faultf(trade.NotFound, "The map cannot be read: %w.", err)
	}
	if err := json.Unmarshal(b, m); err != nil {
		return trade.Faultf(trade.Invalid, "The map in %s cannot be understood: %w.", path, err)
	}
	return nil
}

// report runs a use case that takes a file over and writes what it answers; who looks at the exit status alone is told where nothing was taken.
func (s *session) report(call string, in any) error {
	return s.with(func(d *app.Desk) error {
		return s.tell(d, call, in, func(answer []byte) error {
			var out struct {
				Nothing bool `json:"nothing"`
			}
			if err := json.Unmarshal(answer, &out); err != nil || !out.Nothing {
				return err
			}
			_, err := io.WriteString(s.errOut, "Nothing of the file changes anything here. The report says why, row by row.\n")
			return err
		})
	})
}

// tell runs a use case, lets something be done with its answer, and writes the answer.
func (s *session) tell(d *app.Desk, call string, in any, then func(answer []byte) error) error {
	b, err := json.Marshal(in)
	if err != nil {
		return err
	}
	answer, err := d.Call(s.ctx, call, b)
	if err != nil {
		return err
	}
	if err := then(answer); err != nil {
		return err
	}
	_, err = s.out.Write(append(answer, '\n'))
	return err
}

// mixed reads options that stand before or after the one file.
func mixed(flags *flag.FlagSet, args []string) (path string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return "", err
		}
		if flags.NArg() == 0 {
			return path, nil
		}
		if path != "" {
			return "", errors.New("only one file is read at a time")
		}
		path, args = flags.Arg(0), flags.Args()[1:]
	}
}

// readBounded reads a file that is not larger than any list.
func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, trade.Faultf(trade.NotFound, "The file cannot be read: %w.", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	b, err := io.ReadAll(io.LimitReader(f, intake.MaxFile+1))
	if err != nil {
		return nil, trade.Faultf(trade.External, "The file %s could not be read: %w.", path, err)
	}
	return b, nil
}
