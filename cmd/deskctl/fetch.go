package main

import (
	"flag"
	"io"

	"dropdesk/app"
	"dropdesk/app/trade"
)

const fetchUsage = "Use deskctl --file F fetch orders --shop S [--since DATE] [--dry-run]."

// fetched is what a fetch came to.
type fetched struct {
	Fetched app.FetchOrdersOut `json:"fetched"`
	Orders  *app.OrderPlan     `json:"orders"` // what was taken over, or would be; nothing where no order waits
}

// fetch fetches the orders of a shop and takes them over, those that are in doubt left out.
func (s *session) fetch(args []string) error {
	flags := flag.NewFlagSet("fetch orders", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	in := app.FetchOrdersIn{}
	flags.StringVar(&in.Shop, "shop", "", "")
	since := flags.String("since", "", "")
	dry := flags.Bool("dry-run", false, "")
	what, err := mixed(flags, args)
	switch {
	case err != nil:
		return trade.Faultf(trade.Invalid, "%w. %s", err, fetchUsage)
	case what != "orders":
		return trade.Faultf(trade.Invalid, "What is to be fetched? %s", fetchUsage)
	}
	in.Since = trade.Date(*since)
	return s.with(func(d *app.Desk) error {
		var out fetched
		var err error
		if out.Fetched, err = d.FetchOrders(s.ctx, in); err != nil {
			return err
		}
		id := app.ByID{ID: out.Fetched.ShopID}
		switch {
		case out.Fetched.Waiting == 0:
		case *dry:
			file, err := d.GetShopOrders(s.ctx, id)
			if err != nil {
				return err
			}
			if out.Orders, err = d.PreviewOrders(s.ctx, file); err != nil {
				return err
			}
		default:
			if out.Orders, err = d.TakeShopOrders(s.ctx, id); err != nil {
				return err
			}
		}
		return writeJSON(s.out, out)
	})
}
