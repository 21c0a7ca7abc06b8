package views

import (
	"fmt"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// feeFileScenes show a file of fees before it is taken over.
func (s *Shell) feeFileScenes() []Scene {
	plan := func(do func(*feeList)) func() {
		return func() {
			in, err := s.sampleFees()
			if err == nil {
				var p *app.FeePlan
				if p, err = s.desk.PreviewFees(s.ctx(), in); err == nil {
					s.Go(s.section(trade.KindOrder))
					do(s.showFees(in, p))
					return
				}
			}
			s.fail(err)
		}
	}
	return []Scene{
		{"dialog-fees", func() { s.Go(s.section(trade.KindOrder)); s.chooseFees("") }},
		{"dialog-fees-plan", plan(func(*feeList) {})},
		{"dialog-fees-doubt", plan(func(p *feeList) { p.choose(app.FeesDoubt) })},
		{"dialog-fees-missing", plan(func(p *feeList) { p.choose(app.FeesMissing) })},
		{"dialog-fees-files", s.feeImports},
	}
}

// sampleFees is a shop's report of payments about orders that came in over the web, with some of what such reports have.
func (s *Shell) sampleFees() (app.FeeFileIn, error) {
	in := app.FeeFileIn{Name: "payment_transactions_export.csv", Channel: "web", Limit: shownRows}
	list, err := s.desk.ListOrders(s.ctx(), app.ListIn{Limit: 200})
	if err != nil {
		return in, err
	}
	var b strings.Builder
	b.WriteString("Transaction Date,Type,Order,Payout Status,Amount,Fee,Net,Currency\n")
	row := func(n int, kind, key string, gross, fee, off money.Amount, cur money.Currency) {
		fmt.Fprintf(&b, "2026-11-%02d 09:%02d:00 +0100,%s,%s,paid,%s,%s,%s,%s\n", 1+n, n, kind, key, gross.Text(cur), fee.Text(cur), (gross - fee + off).Text(cur), cur)
	}
	n := 0
	for i := range list.Rows {
		o, err := s.desk.GetOrder(s.ctx(), app.ByID{ID: list.Rows[i].ID})
		if err != nil {
			return in, err
		}
		if o.Channel != "web" || o.ChannelKey == "" || o.State != trade.Confirmed {
			continue
		}
		n++
		fee, off := o.Total*27/1000+25, money.Amount(0)
		if n%7 == 0 {
			off = 40
		}
		row(n, "charge", o.ChannelKey, o.Total, fee, off, o.Currency)
		if n%5 == 2 {
			row(n, "refund", o.ChannelKey, -o.Total/4, -fee/4, 0, o.Currency)
		}
		if n == 14 {
			break
		}
	}
	for i, key := range []string{"W-900417", "W-900422"} {
		row(20+i, "charge", key, 4200, 147, 0, "EUR")
	}
	b.WriteString("2026-11-24 02:00:00 +0100,payout,,paid,-1840.20,0.00,-1840.20,EUR\n")
	in.File = []byte(b.String())
	return in, nil
}
