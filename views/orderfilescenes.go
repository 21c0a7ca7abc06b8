package views

import (
	"fmt"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// orderFileScenes show a file of orders before it is taken over.
func (s *Shell) orderFileScenes() []Scene {
	return []Scene{
		{"dialog-orders", func() { s.Go(s.section(trade.KindOrder)); s.chooseOrders(kit.Choice{}, "") }},
		{"dialog-orders-plan", s.orderPlan(nil)},
		{"dialog-orders-doubt", s.orderPlan(func(p *orderList) { p.choose(app.OrdersDoubt) })},
		{"dialog-orders-files", s.orderImports},
		{"dialog-orders-columns", func() {
			if in, err := s.sampleOrders(); err == nil {
				if p, err := s.desk.PreviewOrders(s.ctx(), in); err == nil {
					s.orderColumns(in, p)
				}
			}
		}},
	}
}

// orderPlan shows the sample of a file of orders and does something with it.
func (s *Shell) orderPlan(do func(*orderList)) func() {
	return func() {
		in, err := s.sampleOrders()
		if err != nil {
			s.fail(err)
			return
		}
		p, err := s.desk.PreviewOrders(s.ctx(), in)
		if err != nil {
			s.fail(err)
			return
		}
		s.Go(s.section(trade.KindOrder))
		if list := s.showOrders(in, p); do != nil {
			do(list)
		}
	}
}

// sampleOrders is a file of a shop with some of what such files have.
func (s *Shell) sampleOrders() (app.ImportOrdersIn, error) {
	in := app.ImportOrdersIn{OrdersIn: app.OrdersIn{Name: "orders_export_1.csv", Limit: shownRows}}
	items, err := s.desk.ListItems(s.ctx(), app.ListIn{Filter: "active", Limit: 8})
	if err != nil || len(items.Rows) == 0 {
		return in, err
	}
	own, err := s.desk.GetCompany(s.ctx(), app.Nothing{})
	if err != nil {
		return in, err
	}
	var list strings.Builder
	list.WriteString("Name,Email,Financial Status,Fulfillment Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Country,Id\n")
	buyers := []string{"Marta Kowalska,Lindenweg 4,Bonn,53111,DE", "Jonas Weber,Hafenstr. 19,Kiel,24103,DE", "Claire Dubois,12 rue Neuve,Lyon,69002,FR", "Piet de Vries,Kade 7,Delft,2611ab,NL"}
	for i := range 9 {
		it := items.Rows[i%len(items.Rows)]
		sku, what, state, total := it.SKU, it.Name, "unfulfilled", int64(it.Price/100)*2
		switch i {
		case 3:
			sku, what = "GIFT-CARD", "Gift card"
		case 5:
			state = "fulfilled"
		case 6:
			total += 250
		}
		name, _, _ := strings.Cut(buyers[i%4], ",")
		fmt.Fprintf(&list, "#%d,%s@example.net,paid,%s,%s,%d.%02d,2026-11-2%d 09:30:00 +0100,2,%q,%d.%02d,%s,%s,77%d\n", 1041+i, strings.ToLower(strings.Fields(name)[0]), state, own.Currency, total/100, total%100, i%4+1,
			what, it.Price/10000, it.Price/100%100, sku, buyers[i%4], 4400+i)
	}
	in.File = []byte(list.String())
	return in, nil
}
