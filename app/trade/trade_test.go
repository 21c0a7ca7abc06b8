package trade_test

import (
	"testing"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Every move of every document, and that nothing else moves.
func TestMoves(t *testing.T) {
	states := []trade.State{trade.Draft, trade.Sent, trade.Accepted, trade.Declined, trade.Confirmed, trade.Cancelled, trade.Shipped, trade.Delivered, trade.Issued, trade.Entered}
	actions := []trade.Action{trade.Send, trade.Accept, trade.Decline, trade.Revise, trade.Order, trade.Confirm, trade.Cancel, trade.Deliver, trade.Issue, trade.Enter}
	want := map[trade.Kind]string{
		trade.KindQuote:    "draft+send=sent draft+accept=accepted sent+accept=accepted sent+decline=declined sent+revise=draft accepted+decline=declined accepted+order=accepted declined+revise=draft ",
		trade.KindOrder:    "draft+confirm=confirmed draft+cancel=cancelled confirmed+cancel=cancelled ",
		trade.KindPurchase: "draft+send=sent draft+cancel=cancelled sent+cancel=cancelled ",
		trade.KindShipment: "shipped+deliver=delivered ",
		trade.KindInvoice:  "draft+cancel=cancelled draft+issue=issued ",
		trade.KindBill:     "draft+cancel=cancelled draft+enter=entered ",
	}
	for kind, flow := range trade.Flows {
		got := ""
		for _, from := range states {
			for _, do := range actions {
				to, err := flow.Next("It", from, do)
				if err == nil {
					got += string(from) + "+" + string(do) + "=" + string(to) + " "
				} else if err.Error() == "" {
					t.Errorf("%s: %s from %s is refused without words", kind, do, from)
				}
			}
		}
		if got != want[kind] {
			t.Errorf("%s moves: %s", kind, got)
		}
	}
}

func TestDues(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts []trade.TermPart
		date  trade.Date
		total money.Amount
		want  []trade.Due
	}{
		{"at once", nil, "2026-11-23", 100, []trade.Due{{Date: "2026-11-23", Amount: 100}}},
		{"30 days over the new year", []trade.TermPart{{Percent: money.Whole, Days: 30}}, "2026-12-15", 100, []trade.Due{{Date: "2027-01-14", Amount: 100}}},
		{"end of month and 10", []trade.TermPart{{Percent: money.Whole, Days: 10, EndOfMonth: true}}, "2028-02-03", 100, []trade.Due{{Date: "2028-03-10", Amount: 100}}},
		{"three parts lose no cent", []trade.TermPart{{Percent: 333333, Days: 0}, {Percent: 333333, Days: 30}, {Percent: 333334, Days: 60}}, "2026-01-31", 100,
			[]trade.Due{{Date: "2026-01-31", Amount: 33}, {Date: "2026-03-02", Amount: 33}, {Date: "2026-04-01", Amount: 34}}},
	} {
		got := (&trade.Terms{Parts: c.parts}).Dues(c.date, c.total)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v", c.name, got)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: part %d is %v, want %v", c.name, i+1, got[i], c.want[i])
			}
		}
	}
	if err := (&trade.Terms{Name: "x", Parts: []trade.TermPart{{Percent: 50 * money.Percent}}}).Check(); err == nil {
		t.Error("terms over half of the total are taken")
	}
}

func TestDaysLate(t *testing.T) {
	v := trade.Invoice{State: trade.Issued, Dues: []trade.Due{{Date: "2026-11-01", Amount: 50}, {Date: "2026-12-01", Amount: 50}}}
	v.Total = 100
	for _, c := range []struct {
		settled money.Amount
		today   trade.Date
		want    int
	}{{0, "2026-11-01", 0}, {0, "2026-11-05", 4}, {50, "2026-11-20", 0}, {49, "2026-11-20", 19}, {50, "2026-12-03", 2}, {100, "2027-01-01", 0}} {
		v.Settled = c.settled
		if got := v.DaysLate(c.today); got != c.want {
			t.Errorf("settled %d on %s: %d days late, want %d", c.settled, c.today, got, c.want)
		}
	}
}

func TestTaxIsRoundedOnceForEachCode(t *testing.T) {
	line := func(price money.Price, code string, rate money.Rate) *trade.SaleLine {
		return &trade.SaleLine{Kind: trade.LineFree, Qty: money.Unit, Price: price, TaxCode: code, TaxRate: rate}
	}
	// Three times 0.05 at 10 %: line by line it would be 0.03, over the document it is 0.02.
	s := trade.Sale{Currency: "EUR"}
	lines := []*trade.SaleLine{line(500, "S", 10*money.Percent), line(500, "S", 10*money.Percent), line(500, "S", 10*money.Percent), line(10000, "NY", 88750), line(99900, "X", 0)}
	if err := s.AddUp(lines, func(int) bool { return true }, func(int) money.Amount { return 0 }); err != nil {
		t.Fatal(err)
	}
	if len(s.Taxes) != 3 || s.Taxes[0].Tax != 2 || s.Taxes[1].Tax != 9 || s.Taxes[2].Tax != 0 || s.Total != s.Net+11 {
		t.Errorf("taxes %+v, total %d", s.Taxes, s.Total)
	}
}

func TestGTIN(t *testing.T) {
	for s, want := range map[string]bool{"4006381333931": true, "4006381333932": false, "96385074": true, "12345": false, "400638133393a": false, "": false} {
		if trade.ValidGTIN(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

func TestTrackingNumbers(t *testing.T) {
	c := trade.Carrier{Name: "Gull", Link: "https://gull.example/t?n={number}", Pattern: `GP\d{4}`}
	if got := c.TrackingLink("GP 12&x=1"); got != "https://gull.example/t?n=GP+12%26x%3D1" {
		t.Error(got)
	}
	if c.Doubt("GP1234") != "" || c.Doubt("GP123") == "" || c.Doubt("") != "" {
		t.Error("the pattern is not asked")
	}
	for _, link := range []string{"javascript:alert({number})", "https://gull.example/", "ftp://gull.example/{number}"} {
		if err := (&trade.Carrier{Name: "G", Link: link}).Check(); err == nil {
			t.Errorf("the link %s is taken", link)
		}
	}
}
