package views

import (
	"testing"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func TestTermsAreSaidInWords(t *testing.T) {
	half := money.Whole / 2
	for _, x := range []struct {
		parts []trade.TermPart
		said  string
	}{
		{[]trade.TermPart{{Percent: money.Whole}}, "at once"},
		{[]trade.TermPart{{Percent: money.Whole, Days: 1}}, "after 1 day"},
		{[]trade.TermPart{{Percent: money.Whole, Days: 30}}, "after 30 days"},
		{[]trade.TermPart{{Percent: money.Whole, EndOfMonth: true}}, "at the end of the month"},
		{[]trade.TermPart{{Percent: money.Whole, Days: 10, EndOfMonth: true}}, "10 days after the end of the month"},
		{[]trade.TermPart{{Percent: half}, {Percent: half, Days: 30}}, "50 % at once, 50 % after 30 days"},
	} {
		equal(t, x.said, termWords(x.parts), x.said)
	}
}
