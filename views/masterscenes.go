package views

import (
	"fmt"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// masterScenes show a file of customers before it is taken over.
func (s *Shell) masterScenes() []Scene {
	plan := func(do func(*masterList)) func() {
		return func() {
			in, err := s.sampleMasters()
			if err == nil {
				var p *app.MastersPlan
				if p, err = s.desk.PreviewMasters(s.ctx(), in); err == nil {
					s.Go(s.section(trade.KindCustomer))
					do(s.showMasters(in, p))
					return
				}
			}
			s.fail(err)
		}
	}
	return []Scene{
		{"dialog-masters", func() { s.Go(s.section(trade.KindCustomer)); s.chooseMasters("", "", "") }},
		{"dialog-masters-plan", plan(func(p *masterList) { p.choose(app.MasterChanged) })},
		{"dialog-masters-doubt", plan(func(p *masterList) { p.choose(app.MasterDoubt) })},
		{"dialog-masters-error", plan(func(p *masterList) { p.choose(app.MasterError) })},
		{"dialog-masters-columns", plan(func(p *masterList) { p.dialog.Close(); s.masterColumns(p.in, p.plan, 0) })},
	}
}

// sampleMasters is another program's list of customers: some are here already, some have moved, some cannot be read.
func (s *Shell) sampleMasters() (app.MastersIn, error) {
	in := app.MastersIn{Name: "contacts-export.csv", Limit: shownRows}
	list, err := s.desk.ListCustomers(s.ctx(), app.ListIn{Limit: 6})
	if err != nil {
		return in, err
	}
	var b strings.Builder
	b.WriteString("Customer name;Account number;Email address;Street;Postcode;City;Country;Credit limit\n")
	for i, r := range list.Rows {
		c, err := s.desk.GetCustomer(s.ctx(), app.ByID{ID: r.ID})
		if err != nil {
			return in, err
		}
		number, city, limit := c.Number, c.Billing.City, "2500,00"
		switch i {
		case 1:
			number = "90017"
		case 2:
			limit = "viel"
		case 3:
			city = "Seaham"
		}
		fmt.Fprintf(&b, "%s;%s;;;;%s;;%s\n", c.Name, number, city, limit)
	}
	for i, line := range []string{"Anchor & Oak;;jo@anchoroak.example;12 Harbour Street;YO1 7HH;York;GB;1000,00", "Blumen Peters;;info@blumenpeters.example;Lindenweg 4;53111;Bonn;Germany;750,50",
		"Maison Verte;;claire@maisonverte.example;12 rue Neuve;69002;Lyon;France;"} {
		fmt.Fprintf(&b, "%s\n", strings.Replace(line, ";;", fmt.Sprintf(";%d;", 90101+i), 1))
	}
	in.File = []byte(b.String())
	return in, nil
}
