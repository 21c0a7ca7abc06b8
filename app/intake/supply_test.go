package intake_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dropdesk/app/intake"
	"dropdesk/app/trade"
)

// supplySheet is a sheet as a purchase order carries it, with the rows of one part of it replaced.
func supplySheet(t *testing.T, change func(name, text string) string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for _, sheet := range []string{trade.SupplySheet, trade.SupplyHidden} {
		if _, err := f.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
	}
	for cell, v := range map[string]string{"A1": trade.SupplyMark, "A2": "token", "A3": "PO-7"} {
		if err := f.SetCellStr(trade.SupplyHidden, cell, v); err != nil {
			t.Fatal(err)
		}
	}
	for _, column := range []int{trade.SupplyLineID, trade.SupplyShipped} {
		cell, err := excelize.CoordinatesToCellName(column+1, trade.SupplyFirst)
		if err == nil {
			err = f.SetCellInt(trade.SupplySheet, cell, 7)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var b, out bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	in, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(&out)
	for _, part := range in.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(part.Name)
		if err == nil {
			_, err = io.WriteString(w, change(part.Name, string(text)))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A sheet that a supplier sends back may be anything by now.
func TestASheetThatIsMadeToDoDamageDoesNone(t *testing.T) {
	rows := func(text string) func(string, string) string {
		return func(name, was string) string {
			if name != "xl/worksheets/sheet2.xml" {
				return was
			}
			before, rest, _ := strings.Cut(was, "<sheetData>")
			_, after, _ := strings.Cut(rest, "</sheetData>")
			return before + "<sheetData>" + text + "</sheetData>" + after
		}
	}
	row := func(n int, cells string) string { return fmt.Sprintf(`<row r="%d">%s</row>`, n, cells) }
	var many strings.Builder
	for n := range 50_000 {
		many.WriteString(row(n+1, fmt.Sprintf(`<c r="A%d"><v>%d</v></c>`, n+1, n)))
	}
	s, err := intake.ReadSupply(supplySheet(t, func(_, was string) string { return was }))
	if err != nil || s.Number != "PO-7" || len(s.Rows) != 1 {
		t.Fatal("the sheet as it was sent is not read", err)
	}
	for name, c := range map[string]struct {
		change func(name, text string) string
		reads  bool
	}{
		"64 MB of spaces":          {rows(strings.Repeat(" ", 64<<20)), false},
		"more rows than there are": {rows(many.String()), true},
		"a cell at the far end":    {rows(row(1048576, `<c r="XFD1048576"><v>1</v></c>`)), true},
		"a row beyond the end":     {rows(row(2147483647, `<c r="A2147483647"><v>1</v></c>`)), true},
		"a text that is not there": {rows(row(5, `<c r="A5" t="s"><v>99999</v></c>`)), true},
		"a formula":                {rows(row(5, `<c r="A5"><f>HYPERLINK("http://evil.example")</f><v>1</v></c>`)), true},
		"entities": {func(name, was string) string {
			if strings.HasPrefix(name, "xl/worksheets/") {
				return strings.Replace(was, "<worksheet", `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet`, 1)
			}
			return was
		}, true},
		"half a sheet": {func(name, was string) string {
			if name == "xl/worksheets/sheet2.xml" {
				return was[:len(was)/2]
			}
			return was
		}, true},
		"no workbook": {func(name, was string) string {
			if name == "xl/workbook.xml" {
				return ""
			}
			return was
		}, false},
	} {
		file := supplySheet(t, c.change)
		s, err := intake.ReadSupply(file)
		switch {
		case err != nil && !errors.As(err, new(*trade.Error)):
			t.Errorf("%s: %v is no sentence", name, err)
		case err == nil && !c.reads:
			t.Errorf("%s was read", name)
		case err == nil && len(s.Rows) > trade.SupplyFirst+trade.MaxLines+100:
			t.Errorf("%s: %d rows", name, len(s.Rows))
		}
	}
	if _, err := intake.ReadSupply(make([]byte, 5<<20)); err == nil {
		t.Error("5 MB were read")
	}
}
