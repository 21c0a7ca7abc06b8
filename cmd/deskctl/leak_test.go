package main

import (
	"crypto/sha256"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func hash(b []byte) [32]byte { return sha256.Sum256(b) }

// What a paper must never say: each reader has secrets that are nobody else's business.
var (
	ourSecrets      = []string{"VASEWORKS", "Quarry Lane", "Glaze desk", "orders@vaseworks", "3.17", "3.1717", "76.12", "KILN-77", "KILN VASE", "MEMO-CANARY", "NOTE-CANARY", "FEE-CANARY", "87.43"} // supplier, cost, their words
	supplierSecrets = []string{"9.93", "9.9393", "238.54", "286.25", "UNIT-PRICE", "MEMO-CANARY", "NOTE-CANARY", "Ana Ruiz", "ana@bluebird", "FEE-CANARY", "87.43"}                                  // selling prices and whom we talk to
)

// canary is a company file with one deal whose every figure and name can be told from all others.
func canary(t *testing.T) string {
	t.Helper()
	return canaryOf(t, func(map[string]any) {}, "")
}

// canaryOf is that company as it was changed before its deal, with more calls of somebody who is no reader's business.
func canaryOf(t *testing.T, change func(company map[string]any), more string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "own.dropdesk")
	must(t, "", "--file", file, "init")
	var c map[string]any
	if err := json.Unmarshal([]byte(must(t, "{}", "--file", file, "call", "GetCompany")), &c); err != nil {
		t.Fatal(err)
	}
	change(c)
	in, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if c["email"] != "" {
		must(t, string(in), "--file", file, "call", "SaveCompany")
	}
	calls := `{"call":"SaveTaxCode","in":{"code":"S","name":"VAT 20 %","kind":"exclusive","rate":"20"}}
{"call":"SaveCustomer","in":{"name":"Bluebird Gifts","notes":"NOTE-CANARY","contacts":[{"name":"Ana Ruiz","email":"ana@bluebird.example"}],"tax_code_id":1,"billing":{"company":"Bluebird Gifts","street":"High Street 1","city":"York","country":"GB"}}}
{"call":"SaveSupplier","in":{"name":"VASEWORKS","notes":"NOTE-CANARY","address":{"street":"Quarry Lane 5","city":"Selb","country":"DE"},"contacts":[{"name":"Glaze desk","email":"orders@vaseworks.example","orders":true}]}}
{"call":"SaveItem","in":{"sku":"VAS-1","name":"Vase","notes":"NOTE-CANARY","price":"9.9393","sources":[{"supplier_id":1,"part_no":"KILN-77","description":"KILN VASE","cost":"3.1717"}]}}
{"call":"SaveQuote","in":{"customer_id":1,"memo":"MEMO-CANARY","lines":[{"item_id":1,"qty":"24"}]}}
{"call":"SendQuote","in":{"id":1}}
{"call":"OrderQuote","in":{"quote_id":1,"confirm":true,"send":true}}
{"call":"SaveCharge","in":{"order_id":1,"kind":"marketplace","amount":"87.43","reference":"FEE-CANARY"}}
{"call":"SendProforma","in":{"id":1}}
{"call":"ForwardOrders","in":{"orders":[1],"send":true}}
{"call":"AnswerPurchase","in":{"id":1}}
{"call":"RecordShipment","in":{"purchase_id":1,"tracking":["GP1"],"notify":true}}
{"call":"CreateInvoice","in":{"order_id":1,"issue":true,"send":true}}
{"call":"CreditInvoice","in":{"invoice_id":1,"reason":"broken","send":true}}
`
	if out := must(t, more+calls, "--file", file, "--user", "USER-CANARY", "call", "-"); strings.Contains(out, `"error"`) {
		t.Fatal(out)
	}
	return file
}

// said is all that a file says: its text, and the bytes outside of packed streams, metadata among them.
func said(t *testing.T, path string) string {
	t.Helper()
	text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	info, err := exec.Command("pdfinfo", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text) + string(info) + regexp.MustCompile(`(?s)stream\n.*?endstream`).ReplaceAllString(string(raw), "")
}

func TestNoPaperTellsWhatIsNotItsReadersBusiness(t *testing.T) {
	file := canary(t)
	for _, c := range []struct {
		paper, id string
		must      string
		never     []string
	}{
		{"quote", "1", "238.54", ourSecrets},
		{"order_confirmation", "1", "238.54", ourSecrets},
		{"proforma", "1", "286.25", ourSecrets},
		{"delivery_note", "1", "GP1", append([]string{"238.54", "286.25"}, ourSecrets...)},
		{"packing_slip", "1", "GP1", append([]string{"238.54", "286.25"}, ourSecrets...)},
		{"invoice", "1", "286.25", ourSecrets},
		{"credit_note", "2", "286.25", ourSecrets},
		{"purchase_order", "1", "76.12", supplierSecrets},
	} {
		path := filepath.Join(t.TempDir(), c.paper+".pdf")
		must(t, "", "--file", file, "pdf", c.paper, c.id, path)
		text := said(t, path)
		if !strings.Contains(text, c.must) {
			t.Errorf("%s does not say %q: the test reads nothing\n%s", c.paper, c.must, text)
		}
		for _, never := range c.never {
			if strings.Contains(text, never) {
				t.Errorf("%s says %q", c.paper, never)
			}
		}
	}
}

func TestNoMailTellsWhatIsNotItsReadersBusiness(t *testing.T) {
	file := canary(t)
	out := must(t, `{"call":"ListMessages","in":{}}`, "--file", file, "call", "-")
	for _, m := range regexp.MustCompile(`"paper":"([a-z_]+)".*?"to":"([^"]+)".*?"subject":"([^"]*)","body":"([^"]*)"`).FindAllStringSubmatch(out, -1) {
		never := ourSecrets
		if strings.Contains(m[2], "vaseworks") {
			never = supplierSecrets
		}
		for _, secret := range never {
			if secret != m[2] && strings.Contains(m[3]+m[4], secret) && secret != "Ana Ruiz" {
				t.Errorf("the mail with the %s says %q: %s %s", m[1], secret, m[3], m[4])
			}
		}
	}
	if n := strings.Count(out, `"message_id"`); n != 7 {
		t.Errorf("%d mails, want 7 (quote, confirmation, pro-forma, purchase order, shipment, invoice, credit note): %s", n, out)
	}
}
