package reports_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"dropdesk/app"
	"dropdesk/reports"
)

var show = flag.String("show", "", "folder to write the sample documents to, for looking at them")

func TestShow(t *testing.T) {
	if *show == "" {
		return
	}
	write := func(name string, p app.Paper) {
		b, err := reports.New().PDF(p)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*show, name+".pdf"), b, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Log(name, len(b))
	}
	for _, k := range kinds {
		write(string(k), sample(t, k, 6))
		p := sample(t, k, 1)
		p.Size, p.Language = "Letter", "de"
		p.From.Logo = nil
		write(string(k)+"-letter-de", p)
	}
	write("hard", hard(t))
	write("draft", draft(t))
	write("invoice-200", sample(t, app.PaperInvoice, 200))
	if err := os.WriteFile(filepath.Join(*show, "profit.xlsx"), workbook(t, sampleBook(240)), 0o644); err != nil {
		t.Fatal(err)
	}
	write("invoice-40", sample(t, app.PaperInvoice, 40))
}
