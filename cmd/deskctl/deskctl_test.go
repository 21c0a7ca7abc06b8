package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// cli runs the program as a shell would and says what it printed.
func cli(in string, args ...string) (out string, err error) {
	var stdout, stderr bytes.Buffer
	err = run(context.Background(), args, strings.NewReader(in), &stdout, &stderr)
	return stdout.String(), err
}

func must(t *testing.T, in string, args ...string) string {
	t.Helper()
	out, err := cli(in, args...)
	if err != nil {
		t.Fatalf("deskctl %s: %v %s", strings.Join(args, " "), err, out)
	}
	return out
}

// a company file with a customer, a supplier and an item.
func company(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "own.dropdesk")
	must(t, "", "--file", file, "init")
	calls := `{"call":"SaveTaxCode","in":{"code":"S","name":"VAT 20 %","kind":"exclusive","rate":"20"}}
{"call":"SaveCustomer","in":{"name":"Bluebird Gifts","contacts":[{"name":"Ana Ruiz","email":"ana@bluebird.example"}],"tax_code_id":1,"billing":{"street":"High Street 1","city":"York","country":"GB"}}}
{"call":"SaveSupplier","in":{"name":"Clayworks","contacts":[{"name":"Orders","email":"orders@clayworks.example","orders":true}]}}
{"call":"SaveItem","in":{"sku":"MUG-11","name":"Mug","price":"4.50","sources":[{"supplier_id":1,"cost":"3.10","lead_days":4}]}}
`
	if out := must(t, calls, "--file", file, "call", "-"); strings.Count(out, "\n") != 4 || strings.Contains(out, `"error"`) {
		t.Fatal(out)
	}
	return file
}

func TestADealByNameFromQuoteToProfit(t *testing.T) {
	file := company(t)
	step := func(name, in string) map[string]any {
		t.Helper()
		var v map[string]any
		if err := json.Unmarshal([]byte(must(t, in, "--file", file, "--user", "Mara", "call", name)), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	step("SaveQuote", `{"customer_id":1,"lines":[{"item_id":1,"qty":"24"}]}`)
	step("SendQuote", `{"id":1}`)
	step("OrderQuote", `{"quote_id":1,"confirm":true,"send":true}`)
	step("ForwardOrders", `{"orders":[1],"send":true}`)
	step("AnswerPurchase", `{"id":1}`)
	step("RecordShipment", `{"purchase_id":1,"tracking":["GP1"],"notify":true}`)
	step("ConfirmDelivery", `{"id":1,"received_by":"Ana"}`)
	step("CreateInvoice", `{"order_id":1,"issue":true,"send":true}`)
	step("RecordPayment", `{"party_id":1,"amount":"129.60","uses":[{"id":1,"amount":"129.60"}]}`)
	step("SaveBill", `{"supplier_id":1,"their_number":"B 1","purchase_id":1,"enter":true}`)
	step("PaySupplier", `{"party_id":1,"amount":"74.40","uses":[{"id":1,"amount":"74.40"}]}`)
	p := step("GetProfit", `{"id":1}`)
	if p["profit"] != "33.60" || p["actual"] != true {
		t.Errorf("profit %v, actual %v; want 33.60 and true", p["profit"], p["actual"])
	}
	h := step("GetHistory", `{"kind":"order","id":1}`)
	if who := h["rows"].([]any)[0].(map[string]any)["who"]; who != "Mara" {
		t.Errorf("history says %v did it, not Mara", who)
	}
	if out := must(t, "", "--file", file, "check"); !strings.Contains(out, `"orders":1`) {
		t.Error(out)
	}
	for _, paper := range []string{"quote", "order_confirmation", "purchase_order", "packing_slip", "delivery_note", "invoice"} {
		to := filepath.Join(t.TempDir(), paper+".pdf")
		must(t, "", "--file", file, "pdf", paper, "1", to)
		if b, err := os.ReadFile(to); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
			t.Errorf("%s is no PDF: %v", paper, err)
		}
	}
	to := filepath.Join(t.TempDir(), "profit.xlsx")
	must(t, "", "--file", file, "export", "profit", to, "--from", "2020-01-01")
	if b, err := os.ReadFile(to); err != nil || !bytes.HasPrefix(b, []byte("PK")) {
		t.Errorf("no workbook: %v", err)
	}
}

func TestManyCallsInOneProcess(t *testing.T) {
	file := company(t)
	out, err := cli(`{"call":"GetCustomer","in":{"id":1}}

{"call":"GetCustomer","in":{"id":99}}
not a call
{"call":"GetCustomer","in":{"id":1}}
`, "--file", file, "call", "-")
	if err == nil {
		t.Error("two calls failed, and the exit says that all went well")
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d answers to four lines:\n%s", len(lines), out)
	}
	for i, kind := range []string{"", string(trade.NotFound), string(trade.Invalid), ""} {
		var v struct {
			Name  string       `json:"name"`
			Error *trade.Error `json:"error"`
		}
		if err := json.Unmarshal([]byte(lines[i]), &v); err != nil {
			t.Fatal(err)
		}
		if kind == "" && v.Name != "Bluebird Gifts" || kind != "" && (v.Error == nil || string(v.Error.Kind) != kind || v.Error.Message == "") {
			t.Errorf("answer %d: %s", i+1, lines[i])
		}
	}
}

func TestTheListingNamesEveryUseCaseWithItsFields(t *testing.T) {
	out := must(t, "", "call")
	for _, want := range []string{"OrderQuote", "ForwardOrders", "RecordPayment", "GetProfit", `"qty"`, `"customer_id"`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if !json.Valid([]byte(out)) {
		t.Error("the listing is not JSON")
	}
}

func TestWhatIsWrongIsSaidInWords(t *testing.T) {
	file := company(t)
	other := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(other, []byte("Dear Ana"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		in   string
		args []string
		kind trade.Fault
		says string
	}{
		{"", []string{"--file", file, "nonsense"}, trade.Invalid, "nonsense"},
		{"", []string{"check"}, trade.Invalid, "--file"},
		{"{}", []string{"--file", file, "call", "MakeTea"}, trade.NotFound, "MakeTea"},
		{"{", []string{"--file", file, "call", "GetCustomer"}, trade.Invalid, ""},
		{`{"idd":1}`, []string{"--file", file, "call", "GetCustomer"}, trade.Invalid, "idd"},
		{`{"id":"one"}`, []string{"--file", file, "call", "GetCustomer"}, trade.Invalid, "id"},
		{`{"id":1} {"id":2}`, []string{"--file", file, "call", "GetCustomer"}, trade.Invalid, ""},
		{"", []string{"--file", file, "call", "GetCustomer"}, trade.NotFound, ""},
		{"", []string{"--file", file, "pdf", "invoice", "7"}, trade.NotFound, ""},
		{"", []string{"--file", file, "pdf", "letter", "1"}, trade.Invalid, "letter"},
		{"", []string{"--file", file, "pdf", "invoice", "x"}, trade.Invalid, "x"},
		{"", []string{"--file", file, "export", "losses"}, trade.Invalid, "profit"},
		{"", []string{"--file", file, "init"}, trade.Refused, "already"},
		{"", []string{"--file", filepath.Join(t.TempDir(), "none.dropdesk"), "check"}, trade.NotFound, "none.dropdesk"},
		{"", []string{"--file", other, "check"}, trade.Refused, "letter.txt"},
		{"", []string{"demo", "--orders", "0", "--out", t.TempDir()}, trade.Invalid, "orders"},
		{"", []string{"demo", "--orders", "3"}, trade.Invalid, "--out"},
		{"", []string{"demo", "--orders", "many", "--out", t.TempDir()}, trade.Invalid, "many"},
	} {
		_, err := cli(c.in, c.args...)
		if err == nil {
			t.Errorf("deskctl %q went through", c.args)
			continue
		}
		e := app.AsError(err)
		if e.Kind != c.kind || !strings.Contains(e.Message, c.says) || len(e.Message) < 15 {
			t.Errorf("deskctl %q: %s %q; want %s with %q", c.args, e.Kind, e.Message, c.kind, c.says)
		}
	}
}

func TestTheSameSeedMakesTheSameDemo(t *testing.T) {
	sums := [2]string{}
	for i := range sums {
		dir := filepath.Join(t.TempDir(), "demo")
		out := must(t, "", "demo", "--orders", "25", "--seed", "3", "--out", dir)
		if !strings.Contains(out, "everything adds up") {
			t.Error(out)
		}
		_, table, _ := strings.Cut(out, "PDF quote")
		sums[i] = table
		for _, kind := range []string{"quote", "order_confirmation", "purchase_order", "packing_slip", "delivery_note", "invoice", "credit_note"} {
			papers, err := filepath.Glob(filepath.Join(dir, "pdf", kind+"-*.pdf"))
			if err != nil || len(papers) == 0 {
				t.Errorf("there is no %s", kind)
			}
		}
		for _, name := range []string{"", "pdf", "mail"} {
			entries, err := os.ReadDir(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				if e.IsDir() {
					continue
				}
				b, err := os.ReadFile(filepath.Join(dir, name, e.Name()))
				if err != nil {
					t.Fatal(err)
				}
				sums[i] += fmt.Sprintf("%s %x\n", e.Name(), hash(b))
			}
		}
	}
	if sums[0] != sums[1] {
		t.Errorf("the second time it was\n%s\nand before\n%s", sums[1], sums[0])
	}
}

func TestAFileIsBackedUpAndRestored(t *testing.T) {
	file := company(t)
	var b app.Backup
	if err := json.Unmarshal([]byte(must(t, "", "--file", file, "backup")), &b); err != nil {
		t.Fatal(err)
	}
	must(t, `{"name":"Harbor Hardware"}`, "--file", file, "call", "SaveCustomer")
	must(t, "", "--file", file, "restore", b.Path)
	if out := must(t, "{}", "--file", file, "call", "ListCustomers"); strings.Contains(out, "Harbor") || !strings.Contains(out, "Bluebird") {
		t.Errorf("the restored file holds %s", out)
	}
	if out := must(t, "{}", "--file", file, "call", "GetFile"); !strings.Contains(out, b.Path) {
		t.Errorf("the backup is not listed: %s", out)
	}
	if _, err := cli("", "--file", file, "restore", file+".gone"); err == nil || app.AsError(err).Kind != trade.NotFound {
		t.Errorf("a backup that is not there: %v", err)
	}
}

// A damaged file is refused by every command but those that help: a salvage, or a backup in its place.
func TestADamagedFileIsSalvagedOrRestored(t *testing.T) {
	file := company(t)
	var b struct{ Path string }
	if err := json.Unmarshal([]byte(must(t, "", "--file", file, "backup")), &b); err != nil {
		t.Fatal(err)
	}
	spoil := func() {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		clear(content[:4096])
		copy(content[200:], "CREATE TABLE sales_order")
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := cli(`{"id":1}`, "--file", file, "call", "GetCustomer"); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Fatalf("the damaged file is read, or not said to be damaged: %v %s", err, out)
		}
	}
	name := func() string {
		t.Helper()
		return must(t, `{"id":1}`, "--file", file, "call", "GetCustomer")
	}
	spoil()
	if out := must(t, "", "--file", file, "salvage"); !strings.Contains(out, "-damaged-") {
		t.Errorf("a salvage says %s", out)
	}
	if !strings.Contains(name(), "Bluebird Gifts") {
		t.Errorf("the customer is now %s", name())
	}
	spoil()
	must(t, "", "--file", file, "restore", b.Path)
	if !strings.Contains(name(), "Bluebird Gifts") {
		t.Errorf("the customer of the backup is %s", name())
	}
}

func TestASoundFileIsNotSalvaged(t *testing.T) {
	file := filepath.Join(t.TempDir(), "company.dropdesk")
	must(t, "", "--file", file, "init")
	before, err := os.ReadDir(filepath.Dir(file))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cli("", "--file", file, "salvage"); err == nil || !strings.Contains(err.Error(), "is not damaged") {
		t.Errorf("a salvage says %v", err)
	}
	after, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(after) != len(before) {
		t.Errorf("%d files before, %d after", len(before), len(after))
	}
}

// Whoever hands over a second time into the folder of the first would lose its files.
func TestAHandOffOverwritesNothing(t *testing.T) {
	file := company(t)
	folder := filepath.Join(t.TempDir(), "books")
	if _, err := cli("", "--file", file, "export", "books", folder); err == nil {
		t.Fatal("it is handed over without accounts")
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("a refused hand-off leaves a folder: %v", err)
	}
	kept := filepath.Join(folder, "xero-sales.csv")
	if err := errors.Join(os.Mkdir(folder, 0o700), os.WriteFile(kept, []byte("November"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, err := cli("", "--file", file, "export", "books", folder); err == nil || !strings.Contains(err.Error(), "is not empty") {
		t.Errorf("into a folder with files: %v", err)
	}
	if b, err := os.ReadFile(kept); err != nil || string(b) != "November" {
		t.Errorf("the file of before: %q, %v", b, err)
	}
}
