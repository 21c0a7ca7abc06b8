package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// runs are texts that a spreadsheet takes for formulas, each with a word to find it by.
var runs = []string{`=HYPERLINK("http://canary.example")`, `+1+CANARY`, `-1+CANARY`, `@SUM(CANARY)`, `=cmd|' /C canary'!A0`, ` =1+CANARY`, `＝1+CANARY`}

var formulas = regexp.MustCompile(`(?s)<f[ >].*?</f>`)

// Whatever names and notes say, no file that is written runs any of it: LibreOffice opens what is no workbook yet, and in no workbook is a formula made of it.
func TestNoFileRunsWhatSomebodyWrote(t *testing.T) {
	file := filepath.Join(t.TempDir(), "own.dropdesk")
	must(t, "", "--file", file, "init")
	calls := `{"call":"SaveTaxCode","in":{"code":"S","name":"VAT 20 %","kind":"exclusive","rate":"20"}}` + "\n"
	call := func(name string, in map[string]any) {
		b, err := json.Marshal(map[string]any{"call": name, "in": in})
		if err != nil {
			t.Fatal(err)
		}
		calls += string(b) + "\n"
	}
	for i, run := range runs {
		id := i + 1
		call("SaveCustomer", map[string]any{"name": run, "notes": run, "tax_code_id": 1, "billing": map[string]any{"company": run, "street": run, "city": run, "country": "GB"}})
		call("SaveSupplier", map[string]any{"name": run, "address": map[string]any{"street": run, "city": run, "country": "GB"}})
		call("SaveItem", map[string]any{"sku": fmt.Sprintf("V-%d", id), "name": run, "price": "9.90", "sources": []any{map[string]any{"supplier_id": id, "part_no": run, "description": run, "cost": "3.10"}}})
		call("SaveOrder", map[string]any{"customer_id": id, "reference": run, "memo": run, "confirm": true, "lines": []any{map[string]any{"item_id": id, "qty": "2"}}})
		call("CreateInvoice", map[string]any{"order_id": id, "basis": "ordered", "issue": true})
		call("SaveBill", map[string]any{"supplier_id": id, "their_number": run, "notes": run, "enter": true, "lines": []any{map[string]any{"description": run, "price": "3.10", "qty": "2"}}})
	}
	if out := must(t, calls, "--file", file, "call", "-"); strings.Contains(out, `"error"`) {
		t.Fatal(out)
	}
	folder := t.TempDir()
	var paths []string
	keep := func(name string, content []byte) {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	all := filepath.Join(t.TempDir(), "all")
	must(t, "", "--file", file, "export", "all", all)
	for name, text := range folderOf(t, all) {
		if strings.HasSuffix(name, ".csv") && strings.Contains(strings.ToLower(text), "canary") {
			keep("all-"+strings.ReplaceAll(name, "/", "-"), []byte(text))
		}
	}
	for _, program := range []string{"xero", "quickbooks_online", "journal"} { // the fourth is no file of a spreadsheet
		keep(program+".csv", []byte(handedOver(t, file, program)))
	}
	keep("control.csv", []byte(strings.Join(runs[:2], "\n")+"\n")) // the same texts as they are
	books := asWorkbooks(t, paths)
	for name, in := range map[string][2]string{"statement": {"ExportStatement", `{"customer_id":1}`}, "prices": {"ExportReport", `{"report":"prices"}`}, "open": {"ExportReport", `{"report":"open_invoices"}`},
		"order": {"PrintOrderForm", `{}`}, "profit": {"ExportProfit", `{}`}} {
		var out struct{ XLSX []byte }
		if err := json.Unmarshal([]byte(must(t, in[1], "--file", file, "call", in[0])), &out); err != nil {
			t.Fatal(err)
		}
		keep(name+".xlsx", out.XLSX)
		books = append(books, paths[len(paths)-1])
	}
	found, ran := 0, []string{}
	for _, path := range books {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts(t, b) {
			found += strings.Count(strings.ToLower(part), "canary")
			for _, f := range formulas.FindAllString(part, -1) {
				if strings.Contains(strings.ToLower(f), "canary") {
					ran = append(ran, filepath.Base(path)+": "+f)
				}
			}
		}
	}
	ours := slices.DeleteFunc(slices.Clone(ran), func(s string) bool { return strings.HasPrefix(s, "control") })
	t.Logf("%d files, the texts are in them %d times: %d run", len(paths)-1, found, len(ours))
	if len(ours) > 0 {
		t.Errorf("these run: %q", ours)
	}
	if len(ran) == len(ours) || found < 20*len(runs) || len(paths) < 12 {
		t.Errorf("nothing is noticed: %d files, %d texts, %q", len(paths), found, ran)
	}
}

// asWorkbooks lets LibreOffice open CSV files as a person would, and save them as workbooks.
func asWorkbooks(t *testing.T, paths []string) (made []string) {
	t.Helper()
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"),
		"--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true"} // with formulas worked out, as other programs do
	out, err := exec.Command("soffice", append(args, paths...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	made, err = filepath.Glob(filepath.Join(dir, "out", "*.xlsx"))
	if err != nil || len(made) != len(paths) {
		t.Fatalf("%d of %d files were opened: %v %s", len(made), len(paths), err, out)
	}
	return made
}
