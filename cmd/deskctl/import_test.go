package main

import (
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
	run := func(in string, args ...string) string {
		t.Helper()
		return must(t, in, append([]string{"--file", file}, args...)...)
	}
	run("", "init")
	run(`{"name":"Clayworks","number":"70001"}`, "call", "SaveSupplier")
	for _, who := range []string{"70001", "Clayworks", "1"} {
		out := run("", "import", "prices", "--supplier", who, list, "--dry-run")
		if !strings.Contains(out, `"counts":{"new":1,`) || !strings.Contains(out, `"part_no":"007"`) || !strings.Contains(out, `"new_cost":"3.10"`) {
			t.Errorf("the preview for %s: %s", who, out)
		}
	}
	if out := run("", "call", "ListItems"); !strings.Contains(out, `"count":0`) {
		t.Errorf("a preview made an item: %s", out)
	}
	run("", "import", "prices", "--supplier", "Clayworks", list)
	if out := run("", "import", "prices", "--supplier", "Clayworks", list); !strings.Contains(out, `"nothing":true`) {
		t.Errorf("the same file again: %s", out)
	}
	if out := run("", "call", "ListItems"); !strings.Contains(out, `"sku":"007"`) {
		t.Errorf("the item is not there: %s", out)
	}
	if out, err := cli("", "--file", file, "import", "prices", "--supplier", "Nobody", list); err == nil || !strings.Contains(out+err.Error(), "There is no supplier") {
		t.Errorf("an unknown supplier: %v %s", err, out)
	}
}
