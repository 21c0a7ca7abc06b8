package views

import "dropdesk/app"

// reportScenes are the reports that look otherwise than the first, and what opens from them.
func (s *Shell) reportScenes() []Scene {
	show := func(name, report string, then func(*reportsPage)) Scene {
		return Scene{name, func() {
			s.Go(s.section(""))
			p := s.pages[s.section("")].page.(*reportsPage)
			p.choose(app.TableIn{Report: report})
			if then != nil {
				then(p)
			}
		}}
	}
	openFirst := func(p *reportsPage) { p.enter(p.row(0)) }
	return []Scene{
		show("report-customers", "customer", func(p *reportsPage) { p.grid.Select(0) }), show("report-customer-orders", "customer", openFirst),
		show("report-items", "item", nil), show("report-leaks", "leaks", nil), show("report-leak", "leaks", func(p *reportsPage) { p.enter(p.row(4)) }), show("report-suppliers", "suppliers", nil),
		show("report-receivables", "receivables", nil), show("report-payables", "payables", nil), show("report-tax", "tax", nil), show("report-quotes", "quotes", nil),
		show("report-gains", "gains", nil), show("report-credits", "credits", nil), show("report-commission", "commission", nil), show("report-open-stock", "open_items", nil),
		show("dialog-report-filter", "customer", func(p *reportsPage) { p.narrowing() }),
	}
}
