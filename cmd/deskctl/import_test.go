package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPriceListIsImportedFromTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	file, list := filepath.Join(dir, "own.dropdesk"), filepath.Join(dir, "list.csv")
	if err := os.WriteFile(list, []byte("Art.-Nr.;Bezeichnung;EK netto\n007;Becher;3,10\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	do := func(in string, args ...string) string {
		t.Helper()
		return must(t, in, append([]string{"--file", file}, args...)...)
	}
	do("", "init")
	do(`{"name":"Clayworks","number":"70001"}`, "call", "SaveSupplier")
	for _, who := range []string{"70001", "Clayworks", "1"} {
		out := do("", "import", "prices", "--supplier", who, list, "--dry-run")
		if !strings.Contains(out, `"counts":{"new":1,`) || !strings.Contains(out, `"part_no":"007"`) || !strings.Contains(out, `"new_cost":"3.10"`) {
			t.Errorf("the preview for %s: %s", who, out)
		}
	}
	if out := do("", "call", "ListItems"); !strings.Contains(out, `"count":0`) {
		t.Errorf("a preview made an item: %s", out)
	}
	do("", "import", "prices", "--supplier", "Clayworks", list)
	var stdout, stderr bytes.Buffer
	if err := run(context.Background(), []string{"--file", file, "import", "prices", "--supplier", "Clayworks", list}, nil, &stdout, &stderr); err != nil || !strings.Contains(stdout.String(), `"nothing":true`) ||
		!strings.Contains(stderr.String(), "Nothing of the file changes anything") {
		t.Errorf("the same file again: %v %s %s", err, &stdout, &stderr)
	}
	if out := do("", "call", "ListItems"); !strings.Contains(out, `"sku":"007"`) {
		t.Errorf("the item is not there: %s", out)
	}
	if out, err := cli("", "--file", file, "import", "prices", "--supplier", "Nobody", list); err == nil || !strings.Contains(out+err.Error(), "There is no supplier") {
		t.Errorf("an unknown supplier: %v %s", err, out)
	}
}

func TestOrdersAreImportedFromTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	file, list := filepath.Join(dir, "own.dropdesk"), filepath.Join(dir, "orders.csv")
	text := "Order no,Date,Customer,Street,City,Zip,Country,SKU,Qty,Price,Total\n7,2026-11-01,Ann,Elm 1,York,YO1,GB,M-1,2,4.00,8.00\n8,2026-11-01,Bob,Elm 2,York,YO1,GB,M-1,1,4.00,5.00\n"
	if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(in string, args ...string) string {
		t.Helper()
		return must(t, in, append([]string{"--file", file}, args...)...)
	}
	run("", "init")
	out := run("", "import", "orders", list, "--dry-run", "--new-items")
	for _, want := range []string{`"counts":{"new":1,"doubt":1,`, `"file_total":"8.00"`, `a difference of 1.00`, `"customers":1,"items":1}`} {
		if !strings.Contains(out, want) {
			t.Errorf("the preview lacks %s: %s", want, out)
		}
	}
	if out := run("", "call", "ListOrders"); !strings.Contains(out, `"count":0`) {
		t.Errorf("a preview took an order: %s", out)
	}
	if out := run("", "import", "orders", list, "--new-items", "--take", "all"); !strings.Contains(out, `"orders":2,"customers":2,"items":1}`) {
		t.Errorf("what was taken: %s", out)
	}
	if out := run("", "import", "orders", list); !strings.Contains(out, `"nothing":true`) {
		t.Errorf("the same file again: %s", out)
	}
	if out, err := cli("", "--file", file, "import", "orders", list, "--channel", "pigeon"); err == nil || !strings.Contains(out+err.Error(), "is none of") {
		t.Errorf("an unknown channel: %v %s", err, out)
	}
	if out := run("", "check"); !strings.Contains(out, `"problems":[]`) {
		t.Errorf("check: %s", out)
	}
}

func TestFeesAreImportedFromTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	file, orders, fees := filepath.Join(dir, "own.dropdesk"), filepath.Join(dir, "orders.csv"), filepath.Join(dir, "fees.csv")
	for path, text := range map[string]string{
		orders: "order-id\torder-item-id\tpurchase-date\tbuyer-name\tsku\tproduct-name\tquantity-purchased\tcurrency\titem-price\titem-tax\trecipient-name\tship-address-1\tship-city\tship-postal-code\tship-country\n" +
			"202-1\t1\t2026-11-01T08:00:00+00:00\tAnn\tM-1\tMug\t2\tEUR\t8.00\t0.00\tAnn\tElm 1\tYork\tYO1\tGB\n",
		fees: "\"All amounts in EUR, unless specified\"\n\"date/time\",\"type\",\"order id\",\"product sales\",\"selling fees\",\"other\",\"total\"\n\"1 Nov 2026 08:00:00 UTC\",\"Order\",\"202-1\",\"8.00\",\"-1.20\",\"0\",\"6.80\"\n" +
			"\"2 Nov 2026 08:00:00 UTC\",\"Order\",\"202-2\",\"8.00\",\"-1.20\",\"0\",\"6.80\"\n",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(in string, args ...string) string {
		t.Helper()
		return must(t, in, append([]string{"--file", file}, args...)...)
	}
	run("", "init")
	run(`{"channel":"amazon","kind":"marketplace","percent":"15","amount":"0"}`, "call", "SaveChargeRule")
	run("", "import", "orders", orders, "--new-items", "--take", "all")
	if out := run("", "import", "fees", fees, "--dry-run"); !strings.Contains(out, "still a draft") {
		t.Errorf("fees of a draft: %s", out)
	}
	run(`{"id":1,"no_mail":true}`, "call", "ConfirmOrder")
	out := run("", "import", "fees", fees, "--dry-run")
	for _, want := range []string{`"source":"amazon"`, `"counts":{"changed":1,"missing":1}`, `"fee":"1.20"`, `"was":{"kind":"marketplace","currency":"EUR","amount":"1.20"}`, `No order that came in on amazon is called 202-2 here`, `"taken":"1.20"`, `"left":"1.20"`} {
		if !strings.Contains(out, want) {
			t.Errorf("the preview lacks %s: %s", want, out)
		}
	}
	if out := run(`{"id":1}`, "call", "ListCharges"); !strings.Contains(out, `"estimated":true`) {
		t.Errorf("a preview changed what is kept: %s", out)
	}
	if out := run("", "import", "fees", fees); !strings.Contains(out, `"import":{"id":1,"channel":"amazon"`) || !strings.Contains(out, `"orders":1,"charges":1}`) {
		t.Errorf("what was taken: %s", out)
	}
	if out := run(`{"id":1}`, "call", "ListCharges"); !strings.Contains(out, `"amount":"1.20"`) || !strings.Contains(out, `"estimated":false`) || !strings.Contains(out, `"import_id":1`) {
		t.Errorf("what is kept: %s", out)
	}
	if out := run("", "import", "fees", fees); !strings.Contains(out, `"nothing":true`) {
		t.Errorf("the same file again: %s", out)
	}
	if out := run("", "check"); !strings.Contains(out, `"problems":[]`) {
		t.Errorf("check: %s", out)
	}
	all, again := filepath.Join(dir, "all"), filepath.Join(dir, "again.dropdesk")
	run("", "export", "all", all)
	must(t, "", "import", "all", all, "--out", again)
	if out := must(t, "", "--file", again, "import", "fees", fees); !strings.Contains(out, `"nothing":true`) {
		t.Errorf("a row of fees is not known any more after export and import: %s", out)
	}
	if out := must(t, `{"id":1}`, "--file", again, "call", "UndoFees"); !strings.Contains(out, `"charges":1`) {
		t.Errorf("undone in the copy: %s", out)
	}
	if out := must(t, `{"id":1}`, "--file", again, "call", "ListCharges"); !strings.Contains(out, `"estimated":true`) {
		t.Errorf("the estimate in the copy: %s", out)
	}
	if out, err := cli("", "--file", file, "import", "fees", orders); err == nil || !strings.Contains(out+err.Error(), "No headings of a report of fees") {
		t.Errorf("another file: %v %s", err, out)
	}
}
