package data

import (
	"context"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// What the migration reckons for a file of an earlier program is what the program reckons itself.
func TestGainsOfEarlierPaymentsAreReckonedByTheMigration(t *testing.T) {
	s := busyStore(t)
	gains := func() []trade.Exchange {
		return read(t, s, func(x app.Tx) ([]trade.Exchange, error) { return x.Gains("", "") })
	}
	before := gains()
	if len(before) < 5 {
		t.Fatalf("only %d gains: the company pays at no other rate than it bills", len(before))
	}
	text := string(must[[]byte](t)(migrations.ReadFile("migrations/0006_payments.sql")))
	for _, one := range []string{"UPDATE allocation SET gain = 0 WHERE refund_id IS NULL", text[strings.LastIndex(text, "UPDATE allocation SET gain"):]} {
		if _, err := s.writer.c.ExecContext(context.Background(), one); err != nil {
			t.Fatal(err)
		}
	}
	after := gains()
	equal(t, "gains", len(after), len(before))
	for i := range after {
		equal(t, after[i].Document.Number+" with "+after[i].Money.Number, after[i], before[i])
	}
}

func TestAFalseGainIsNamed(t *testing.T) {
	for _, falsify := range []string{
		"UPDATE allocation SET gain = gain + 1 WHERE id = (SELECT MIN(id) FROM allocation WHERE gain <> 0)",
		"UPDATE allocation SET gain = 1 WHERE id = (SELECT MIN(a.id) FROM allocation a JOIN invoice v ON v.id = a.invoice_id JOIN company c ON c.currency = v.currency WHERE a.write_off = 0)",
	} {
		s := busyStore(t)
		if _, err := s.writer.c.ExecContext(context.Background(), falsify); err != nil {
			t.Fatal(err)
		}
		found := must[app.CheckResult](t)(deskOn(s).Check(context.Background(), app.Nothing{})).Problems
		if len(found) != 1 || !strings.HasPrefix(found[0], "exchange gain: ") {
			t.Errorf("%s\nfound %q", falsify, found)
		}
	}
}
