package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// What goes out when money is owed, paid or paid back tells each reader of its own account only.
func TestNoPaperOfMoneyTellsWhatIsNotItsReadersBusiness(t *testing.T) {
	file := canary(t)
	calls := `{"call":"SaveOrder","in":{"customer_id":1,"memo":"MEMO-CANARY","lines":[{"item_id":1,"qty":"24"}],"confirm":true,"twice":true}}
{"call":"CreateInvoice","in":{"order_id":2,"basis":"ordered","date":"2020-01-15","issue":true}}
{"call":"RecordPayment","in":{"party_id":1,"amount":"86.25","notes":"NOTE-CANARY","date":"2020-02-01","uses":[{"id":3,"amount":"86.25"}]}}
{"call":"WriteOff","in":{"invoice_id":3,"amount":"1","reason":"MEMO-CANARY"}}
{"call":"SendReminders","in":{"invoices":[3]}}
{"call":"SendStatement","in":{"customer_id":1}}
{"call":"SaveBill","in":{"supplier_id":1,"their_number":"VW-9","purchase_id":1,"notes":"NOTE-CANARY","enter":true}}
{"call":"PaySupplier","in":{"party_id":1,"amount":"76.12","notes":"NOTE-CANARY","auto":true}}
{"call":"SendRemittance","in":{"id":2}}
{"call":"SendStatement","in":{"supplier_id":1}}
`
	if out := must(t, calls, "--file", file, "call", "-"); strings.Contains(out, `"error"`) {
		t.Fatal(out)
	}
	for _, c := range []struct {
		paper, id string
		must      string
		never     []string
	}{
		{"reminder", "1", "199.00", ourSecrets},
		{"statement", "1", "199.00", ourSecrets},
		{"remittance", "2", "76.12", append([]string{"86.25", "199.00", "Bluebird"}, supplierSecrets...)},
		{"statement", "2", "76.12", append([]string{"86.25", "199.00", "Bluebird"}, supplierSecrets...)},
	} {
		path := filepath.Join(t.TempDir(), c.paper+".pdf")
		must(t, "", "--file", file, "pdf", c.paper, c.id, path)
		text := said(t, path)
		if !strings.Contains(text, c.must) {
			t.Errorf("%s %s does not say %q: the test reads nothing\n%s", c.paper, c.id, c.must, text)
		}
		for _, never := range c.never {
			if strings.Contains(text, never) {
				t.Errorf("%s %s says %q", c.paper, c.id, never)
			}
		}
	}
}
