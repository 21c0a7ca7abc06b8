package app

import (
	"cmp"
	"context"

	"dropdesk/app/intake"
)

// listedGoods is how many items a form for orders offers at most.
const listedGoods = 2000

// PrintOrderForm writes the house's own form for orders: a workbook that customers fill in, with examples, checked cells and the items that are sold. It comes
// back by ImportOrders, or by e-mail.
func (d *Desk) PrintOrderForm(ctx context.Context, _ Nothing) (out ExportOut, err error) {
	err = d.read(ctx, func(w *work) error {
		own, err := w.company()
		if err != nil {
			return err
		}
		t := intake.Template{German: own.Language == "de"}
		keys, err := w.ItemKeys()
		if err != nil {
			return err
		}
		for _, k := range keys {
			if !k.Inactive && len(t.Goods) < listedGoods {
				t.Goods = append(t.Goods, [3]string{k.SKU, k.Name, k.Price.Text(w.base) + " " + string(w.base)})
			}
		}
		out.FileName = cmp.Or(map[bool]string{true: "Bestellformular.xlsx"}[t.German], "Order form.xlsx")
		out.XLSX, err = t.Workbook()
		return err
	})
	return out, err
}
