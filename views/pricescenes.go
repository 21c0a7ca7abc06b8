package views

import (
	"fmt"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// priceScenes show a supplier's price list before it is applied.
func (s *Shell) priceScenes() []Scene {
	plan := func(do func(*priceList)) func() {
		return func() {
			in, err := s.samplePrices()
			if err != nil {
				s.fail(err)
				return
			}
			p, err := s.desk.PreviewPrices(s.ctx(), in)
			if err != nil {
				s.fail(err)
				return
			}
			s.Go(s.section(trade.KindSupplier))
			if list := s.showPrices(in, p); do != nil {
				do(list)
			}
		}
	}
	return []Scene{
		{"dialog-prices", func() { s.Go(s.section(trade.KindSupplier)); s.choosePrices(kit.Choice{}, "") }},
		{"dialog-prices-plan", plan(nil)},
		{"dialog-prices-doubt", plan(func(p *priceList) { p.choose(app.PriceDoubt) })},
		{"dialog-prices-columns", func() {
			if in, err := s.samplePrices(); err == nil {
				s.priceColumns(in, "")
			}
		}},
		{"dialog-prices-applied", func() {
			if in, err := s.samplePrices(); err == nil {
				if l, err := s.desk.ListPriceImports(s.ctx(), app.PriceImportsIn{}); err == nil && len(l.Rows) == 0 {
					in.NoNew = true
					if _, err := s.desk.ApplyPrices(s.ctx(), in); err != nil {
						s.fail(err)
					}
				}
			}
			s.priceLists()
		}},
	}
}

// samplePrices is a list of the supplier with the most items, with some of what such lists have.
func (s *Shell) samplePrices() (app.ApplyPricesIn, error) {
	in := app.ApplyPricesIn{PricesIn: app.PricesIn{Name: "Preisliste Dezember.csv", Limit: shownRows}}
	suppliers, err := s.desk.ListSuppliers(s.ctx(), app.ListIn{Sort: "items", Desc: true, Limit: 1})
	if err != nil || len(suppliers.Rows) == 0 {
		return in, err
	}
	in.SupplierID = suppliers.Rows[0].ID
	items, err := s.desk.ListItems(s.ctx(), app.ListIn{Filter: "active", Limit: 1000})
	if err != nil {
		return in, err
	}
	var list strings.Builder
	list.WriteString("Preisliste Dezember 2026;;;;;;\n\nArt.-Nr.;Bezeichnung;EAN;VPE;EK netto EUR;Bestand;Status\n")
	n := 0
	for _, r := range items.Rows {
		it, err := s.desk.GetItem(s.ctx(), app.ByID{ID: r.ID})
		if err != nil {
			return in, err
		}
		src, ok := it.Source(in.SupplierID)
		if !ok {
			continue
		}
		if n++; n%9 == 0 {
			continue // it is missing
		}
		cost := src.Cost + money.Price(n%5)*src.Cost/50
		if n%11 == 3 {
			cost = src.Cost * 2
		}
		stock := fmt.Sprint(n * 7 % 120)
		if n%6 == 0 {
			stock = "ausverkauft"
		}
		fmt.Fprintf(&list, "%s;%s;%s;;%s;%s;\n", src.PartNo, it.Name, it.GTIN, strings.Replace(cost.Text(src.Currency), ".", ",", 1), stock)
	}
	list.WriteString("N-4411;Teekanne aus Steinzeug, 1,2 Liter, mit Sieb;4006381333931;6;18,40;12;\nN-4412;Milchkännchen;;6;6,95;>100;\nN-4413;Zuckerdose;;6;auf Anfrage;;\nN-4414;Butterdose;;;0,00;3;\nN-4415;Eierbecher;;12;1,9O;40;\nN-4416;Tablett, Buche;4,006E+12;;9,80;8;\nSumme;;;;1.204,00;;\n")
	in.File = []byte(list.String())
	return in, nil
}
