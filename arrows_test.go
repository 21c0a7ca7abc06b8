package dropdesk_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// The arrows of the house (ARCHITECTURE.md): which package may import which of ours, and who may
// import the libraries that must stay behind one door.
func TestArrows(t *testing.T) {
	const module = "dropdesk/"
	may := map[string][]string{
		"":                    {},
		"app/money":           {},
		"app/trade":           {"app/money"},
		"app/intake":          {"app/trade", "app/money"},
		"app":                 {"app/intake", "app/trade", "app/money"},
		"app/demo":            {"app", "app/trade", "app/money"},
		"app/mail":            {"app", "app/intake", "app/trade", "app/money"},
		"app/mail/mailtest":   {},
		"app/secret":          {},
		"app/shop/shoptest":   {},
		"app/shop":            {"app", "app/trade", "app/money"},
		"data":                {"app", "app/trade", "app/money"},
		"data/datatest":       {"data", "app", "app/trade", "app/money"},
		"reports":             {"app", "app/trade", "app/money"},
		"reports/reportstest": {},
		"views/look":          {},
		"views/words":         {},
		"views/kit":           {"views/look", "views/words", "app/money"},
		"views":               {"views/kit", "views/words", "views/look", "app", "app/trade", "app/money"},
		"cmd/deskctl":         {"app", "app/demo", "app/intake", "app/mail", "app/secret", "app/shop", "app/trade", "app/money", "data", "reports"},
		"cmd/gallery":         {"", "app", "app/demo", "app/mail", "app/shop", "app/trade", "app/money", "data", "reports", "views", "views/kit", "views/look"},
		"cmd/dropdesk":        {"", "app", "app/demo", "app/mail", "app/secret", "app/shop", "app/trade", "app/money", "data", "reports", "views", "views/kit", "views/look"},
		"endtoend":            {},
	}
	behind := map[string][]string{
		"fyne.io/fyne/v2/app":              {"cmd/dropdesk"},
		"github.com/mattn/go-sqlite3":      {"data"},
		"github.com/johnfercher/maroto/v2": {"reports"},
		"github.com/xuri/excelize/v2":      {"reports", "reports/reportstest", "app/intake"},
		"github.com/jordan-wright/email":   {"app/mail"},
		"github.com/emersion/go-imap":      {"app/mail"},
		"github.com/zalando/go-keyring":    {"app/secret"},
	}
	out, err := exec.Command("go", "list", "-json", "-tags", "migrated_fynedo,sqlite_fts5", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	seen := 0
	for {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, "dropdesk"), "/")
		allowed, known := may[name]
		if !known {
			t.Errorf("%s stands outside the house: add it to ARCHITECTURE.md and here", p.ImportPath)
		}
		for _, i := range p.Imports {
			if i == "dropdesk" || strings.HasPrefix(i, module) {
				if to := strings.TrimPrefix(strings.TrimPrefix(i, "dropdesk"), "/"); !contains(allowed, to) {
					t.Errorf("%s may not import %s", p.ImportPath, i)
				}
			}
			for library, owners := range behind {
				inside := i == library || strings.HasPrefix(i, library+"/")
				if inside && !contains(owners, name) {
					t.Errorf("%s may not import %s: that stays in %s", p.ImportPath, i, strings.Join(owners, ", "))
				}
			}
			if (name == "app/trade" || name == "app/money") && contains([]string{"os", "net", "net/http", "database/sql", "io/fs"}, i) {
				t.Errorf("%s does no I/O and may not import %s", p.ImportPath, i)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d packages were looked at", seen)
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
