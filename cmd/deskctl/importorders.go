package main

import (
	"flag"
	"io"
	"path/filepath"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// importOrders takes the orders of a file over.
func (s *session) importOrders(args []string) error {
	flags := flag.NewFlagSet("import orders", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	in := app.ImportOrdersIn{}
	flags.StringVar(&in.Channel, "channel", "", "")
	flags.StringVar(&in.Customer, "customer", "", "")
	flags.BoolVar(&in.NoNew, "no-new", false, "")
	flags.BoolVar(&in.NewItems, "new-items", false, "")
	flags.BoolVar(&in.NewTaxes, "new-taxes", false, "")
	flags.BoolVar(&in.Confirm, "confirm", false, "")
	flags.BoolVar(&in.Fresh, "fresh", false, "")
	flags.IntVar(&in.Limit, "limit", 0, "")
	dry := flags.Bool("dry-run", false, "")
	take := flags.String("take", "", "")
	mapping := flags.String("map", "", "")
	path, err := mixed(flags, args)
	switch {
	case err != nil:
		return trade.Faultf(trade.Invalid, "%w. %s", err, ordersUsage)
	case path == "":
		return trade.Faultf(trade.Invalid, "Which file? %s", ordersUsage)
	}
	if in.Take, in.TakeAll, err = takenRows(*take, ordersUsage); err != nil {
		return err
	}
	if *mapping != "" {
		in.Map = &trade.OrderMap{}
		if err := readMap(*mapping, in.Map); err != nil {
			return err
		}
	}
	if in.File, err = readBounded(path); err != nil {
		return err
	}
	in.Name = filepath.Base(path)
	call := "ImportOrders"
	if *dry {
		call = "PreviewOrders"
	}
	return s.report(call, in)
}
