package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// troubled is the canary's company after all that may go wrong with a deal and its money, so that each kind of paper and letter has gone out.
const troubled = `{"call":"SaveOrder","in":{"customer_id":1,"memo":"MEMO-CANARY","lines":[{"item_id":1,"qty":"24"}],"confirm":true,"twice":true}}
{"call":"CreateInvoice","in":{"order_id":2,"basis":"ordered","date":"2020-01-15","issue":true}}
{"call":"RecordPayment","in":{"party_id":1,"amount":"86.25","notes":"NOTE-CANARY","date":"2020-02-01","uses":[{"id":3,"amount":"86.25"}]}}
{"call":"SendReminders","in":{"invoices":[3],"level":1}}
{"call":"SaveOrder","in":{"customer_id":1,"memo":"MEMO-CANARY","lines":[{"item_id":1,"qty":"24"}],"confirm":true,"twice":true}}
{"call":"CreateInvoice","in":{"order_id":3,"basis":"ordered","date":"2020-01-15","issue":true}}
{"call":"SendReminders","in":{"invoices":[4],"level":2}}
{"call":"SaveOrder","in":{"customer_id":1,"memo":"MEMO-CANARY","lines":[{"item_id":1,"qty":"24"}],"confirm":true,"twice":true}}
{"call":"CreateInvoice","in":{"order_id":4,"basis":"ordered","date":"2020-01-15","issue":true}}
{"call":"SendReminders","in":{"invoices":[5],"level":3}}
{"call":"SendStatement","in":{"customer_id":1}}
{"call":"SaveBill","in":{"supplier_id":1,"their_number":"VW-9","purchase_id":1,"notes":"NOTE-CANARY","enter":true}}
{"call":"PaySupplier","in":{"party_id":1,"amount":"76.12","notes":"NOTE-CANARY","auto":true}}
{"call":"SendRemittance","in":{"id":2}}
{"call":"SendStatement","in":{"supplier_id":1}}
{"call":"OpenReturn","in":{"order_id":1,"to":"us","lines":[{"line_id":1,"qty":"1"}],"reason":"broken","notes":"in its own box","send":true}}
{"call":"ForwardOrders","in":{"orders":[2],"send":true}}
{"call":"RequestChange","in":{"purchase_id":2,"lines":[{"line_id":2,"qty":"4"}],"reason":"too many","send":true}}
{"call":"AnswerChange","in":{"id":1,"accepted":true}}
{"call":"RequestChange","in":{"purchase_id":2,"reason":"not wanted any more","send":true}}
{"call":"ReportException","in":{"shipment_id":1,"kind":"damaged","lines":[{"line_id":1,"qty":"2"}]}}
{"call":"DecideException","in":{"id":1,"do":"again","claim":true,"send":true,"note":"two are chipped"}}
{"call":"ChaseClaims","in":{"id":1}}
`

// parts is all that a workbook or another packed file says: the names of its parts, and what they hold.
func parts(t *testing.T, packed []byte) (all []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f.Name+" "+f.Comment+": "+string(b))
	}
	return append(all, z.Comment)
}

// never fails the test where one of the texts holds one of the secrets.
func never(t *testing.T, what string, texts, secrets []string) {
	t.Helper()
	for _, secret := range secrets {
		for _, text := range texts {
			if at := strings.Index(text, secret); at >= 0 {
				t.Errorf("%s says %q: …%s…", what, secret, text[max(0, at-60):min(len(text), at+60)])
			}
		}
	}
}

// Each letter that goes out when something went wrong says to its reader only what is that reader's business, in all of its parts; sheets within workbooks too.
func TestNoLetterTellsWhatIsNotItsReadersBusiness(t *testing.T) {
	file := canaryOf(t, func(c map[string]any) { c["name"], c["email"] = "North Pier Trading", "sales@northpier.example" }, "")
	if out := must(t, troubled, "--file", file, "--user", "USER-CANARY", "call", "-"); strings.Contains(out, `"error"`) {
		t.Fatal(out)
	}
	var list struct {
		Rows []struct {
			ID    int
			Paper string
		}
	}
	if err := json.Unmarshal([]byte(must(t, `{"limit":100}`, "--file", file, "call", "ListMessages")), &list); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, m := range list.Rows {
		var out struct {
			FileName string `json:"file_name"`
			EML      []byte `json:"eml"`
		}
		if err := json.Unmarshal([]byte(must(t, fmt.Sprintf(`{"id":%d}`, m.ID), "--file", file, "call", "HandMessage")), &out); err != nil {
			t.Fatal(err)
		}
		to, all := opened(t, out.EML)
		secrets, reader := append(words(ourSecrets), "3.1717", "76.12"), "customer"
		if strings.Contains(to, "vaseworks") {
			secrets, reader = append([]string{"86.25", "199.00"}, supplierSecrets...), "supplier"
		}
		seen[reader+" "+m.Paper]++
		never(t, "the mail to the "+reader+" with the "+m.Paper, append(all, out.FileName), append([]string{"USER-CANARY", filepath.Dir(file), "/tmp/", "/home/"}, secrets...))
	}
	for _, want := range []string{"customer quote", "customer order_confirmation", "customer proforma", "customer delivery_note", "customer invoice", "customer credit_note", "customer reminder", "customer second_reminder",
		"customer last_reminder", "customer statement", "customer return_slip", "supplier purchase_order", "supplier remittance", "supplier statement", "supplier claim", "supplier order_change", "supplier order_cancellation"} {
		if seen[want] == 0 {
			t.Errorf("no mail to the %s went out: %v", want, seen)
		}
	}
}

// What is written for somebody outside of the house, as a workbook or a file for the books, says nothing that is not that reader's business either.
func TestNoExportTellsWhatIsNotItsReadersBusiness(t *testing.T) {
	file := canary(t)
	if out := must(t, troubled, "--file", file, "--user", "USER-CANARY", "call", "-"); strings.Contains(out, `"error"`) {
		t.Fatal(out)
	}
	nobody := []string{"USER-CANARY", filepath.Dir(file), "/tmp/", "/home/", "NOTE-CANARY", "MEMO-CANARY"}
	customer := append(append(words(ourSecrets), "3.1717", "76.12"), nobody...)
	supplier := append(append([]string{"Bluebird"}, supplierSecrets...), nobody...)
	for _, x := range []struct {
		call, in string
		must     string
		secrets  []string
	}{
		{"ExportStatement", `{"customer_id":1}`, "Bluebird", customer},
		{"ExportStatement", `{"supplier_id":1}`, "VW-9", supplier},
		{"ExportReport", `{"report":"prices","customer_id":1}`, "VAS-1", customer},
		{"ExportReport", `{"report":"open_invoices","customer_id":1}`, "Bluebird", customer},
		{"PrintOrderForm", `{}`, "VAS-1", customer},
	} {
		var out struct {
			FileName string `json:"file_name"`
			XLSX     []byte `json:"xlsx"`
		}
		if err := json.Unmarshal([]byte(must(t, x.in, "--file", file, "--user", "USER-CANARY", "call", x.call)), &out); err != nil {
			t.Fatal(err)
		}
		all := append(parts(t, out.XLSX), out.FileName)
		if !strings.Contains(strings.Join(all, "\n"), x.must) {
			t.Errorf("%s %s does not say %q: the test reads nothing", x.call, x.in, x.must)
		}
		never(t, x.call+" "+x.in, all, x.secrets)
	}
	for _, program := range bookPrograms {
		all := handedOver(t, file, program)
		if !strings.Contains(all, "Bluebird") {
			t.Errorf("%s says nothing: %s", program, all)
		}
		never(t, "the hand-off to "+program, []string{all}, nobody)
	}
	list := filepath.Join(t.TempDir(), "prices.pdf")
	must(t, "", "--file", file, "pdf", "price_list", "1", list)
	text := said(t, list)
	if !strings.Contains(text, "VAS-1") {
		t.Errorf("the price list says nothing: %s", text)
	}
	never(t, "the price list", []string{text}, append(append([]string{}, ourSecrets...), nobody...))
}

var bookPrograms = []string{"xero", "quickbooks_online", "quickbooks_desktop", "journal"}

// handedOver is all that a bookkeeping program gets: the names of its files and what they hold.
func handedOver(t *testing.T, file, program string) (all string) {
	t.Helper()
	var accounts []string
	for _, use := range []string{"sales", "freight_charged", "fees_kept", "cost_of_goods", "freight", "receivable", "payable", "output_tax", "input_tax", "no_tax", "bill_tax", "bill_no_tax"} {
		accounts = append(accounts, `{"use":"`+use+`","account":"A `+use+`"}`)
	}
	must(t, `{"program":"`+program+`","accounts":[`+strings.Join(accounts, ",")+`,{"use":"tax","code":"S","account":"20 %"}]}`, "--file", file, "call", "SaveBooks")
	folder := filepath.Join(t.TempDir(), program)
	must(t, "", "--file", file, "--user", "USER-CANARY", "export", "books", folder, "--program", program, "--again")
	for name, content := range folderOf(t, folder) {
		all += name + "\n" + content
	}
	return all
}
