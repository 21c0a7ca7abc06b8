package main

import (
	"context"
	"fmt"

	"dropdesk/app"
)

// takeOrders previews a file of a shop with n rows and takes it over, with its customers and items.
func takeOrders(ctx context.Context, d *app.Desk, file []byte, n int) error {
	in := app.ImportOrdersIn{NewItems: true, NewTaxes: true}
	in.Name, in.File, in.Limit = "orders_export.csv", file, 1
	plan, err := d.PreviewOrders(ctx, in)
	if err != nil {
		return err
	}
	out, err := d.ImportOrders(ctx, in)
	if err != nil {
		return err
	}
	if out.Import == nil || out.Import.Orders != n/2 || plan.Counts.Taken != n/2 {
		return fmt.Errorf("the file of the bench brings %d of %d orders", out.Counts.Taken, n/2)
	}
	return nil
}
