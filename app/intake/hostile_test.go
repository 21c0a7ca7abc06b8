package intake

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"math/rand"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"dropdesk/app/trade"
)

// part is one file of a workbook that is made by hand.
type part struct{ name, text string }

const (
	openingSheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	headingsRow  = `<row r="1"><c r="A1" t="inlineStr"><is><t>Item No</t></is></c><c r="B1" t="inlineStr"><is><t>Price</t></is></c></row>`
	closingSheet = `</sheetData></worksheet>`
)

func packed(t testing.TB, sheet string, more ...part) []byte {
	t.Helper()
	return zipped(append([]part{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"xl/workbook.xml", `<workbook><sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet},
	}, more...))
}

// zipped is an archive of parts.
func zipped(parts []part) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err == nil {
			_, err = w.Write([]byte(p.text))
		}
		if err != nil {
			panic(err) // nothing fails in memory
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// lying is a workbook whose directory says that a part unpacks to more than there is.
func lying(t testing.TB, size uint64) []byte {
	t.Helper()
	file := packed(t, openingSheet+headingsRow+closingSheet)
	at := bytes.LastIndex(file, []byte("xl/worksheets/sheet1.xml")) - 46
	for i := range 4 {
		file[at+24+i] = byte(size >> (8 * i))
	}
	return file
}

func utf16of(text string, high bool) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		if high {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

// Files that are damaged, or made to do damage, end with a sentence that names the file, quickly and within the memory that a list may use.
func TestDamagedAndHostileFilesEndInASentence(t *testing.T) {
	var empty strings.Builder
	for i := range maxRows + 2 {
		fmt.Fprintf(&empty, `<row r="%d"/>`, i+2)
	}
	wide := headingsRow
	for i := range 3000 {
		wide += fmt.Sprintf(`<row r="%d"><c r="A%d"><v>1</v></c><c r="XFD%d"><v>1</v></c></row>`, i+2, i+2, i+2)
	}
	var many strings.Builder
	many.WriteString(headingsRow + `<row r="2">`)
	for range maxCells + 1 {
		many.WriteString("<c/>")
	}
	for name, c := range map[string]struct {
		file []byte
		say  string // what the sentence has; empty: it is read
	}{
		"nothing":                     {nil, "is empty"},
		"a bomb of spaces":            {packed(t, openingSheet+strings.Repeat(" ", 64<<20)+closingSheet), "more than any list needs"},
		"a part that claims 2 GB":     {lying(t, 2<<30), "unpacks to 2048 MB"},
		"a part that claims too much": {lying(t, 5000), "ask for it once more"},
		"entities":                    {packed(t, `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>`+openingSheet+headingsRow+closingSheet), "declares entities"},
		"rows without end, repeated":  {odsOf(t, `<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" table:number-columns-repeated="200"><text:p>x</text:p></table:table-cell></table:table-row>`), "more than 1000000 cells"},
		"more rows than there are":    {packed(t, openingSheet+headingsRow+empty.String()+closingSheet), "more rows than a sheet can have"},
		"more cells than there are":   {packed(t, openingSheet+many.String()+"</row>"+closingSheet), "more than 5000000 cells"},
		"rows that go back":           {packed(t, openingSheet+headingsRow+`<row r="1"><c r="A1"><v>1</v></c></row>`+closingSheet), "Row 1 follows row 1"},
		"a cell in another row":       {packed(t, openingSheet+headingsRow+`<row r="2"><c r="A7"><v>1</v></c></row>`+closingSheet), `says that it is "A7"`},
		"no sheet":                    {packed(t, "", part{"xl/workbook.xml.bak", ""}), "ask for it once more"},
		"a part that is there twice":  {packed(t, openingSheet+closingSheet, part{"xl/worksheets/../worksheets/sheet1.xml", openingSheet}), "twice"},
		"a text that never ends":      {packed(t, openingSheet+`<row r="1"><c r="A1" t="inlineStr"><is><t>`+strings.Repeat("x", 2<<20)), "damaged"},
		"a tag that never ends":       {packed(t, openingSheet+`<row r="1" x="`), "ask for it once more"},
		"bytes of nothing":            {[]byte("Item No,Price\nA\x00B,1.00\n"), "row 2 holds a byte that no text has"},
		"a page of the web":           {[]byte("<html><table><tr><td>Item</td></tr></table></html>"), "page of the web"},
		"a PDF":                       {[]byte("%PDF-1.7 …"), "is a PDF"},
		"an old workbook":             {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 4096)...), "save it as .xlsx"},

		"names that lead out of the folder": {packed(t, openingSheet+headingsRow+closingSheet, part{"../../../etc/passwd", "x"}, part{`..\..\x.exe`, "x"}), ""},
		"a huge declared size":              {packed(t, strings.Replace(openingSheet, "<sheetData>", `<dimension ref="A1:XFD1048576"/><sheetData>`, 1)+headingsRow+closingSheet), ""},
		"cells far at the right":            {packed(t, openingSheet+wide+closingSheet), ""},
		"a text that is not there":          {packed(t, openingSheet+headingsRow+`<row r="2"><c r="A2" t="s"><v>99</v></c><c r="B2"><v>1</v></c></row>`+closingSheet, part{"xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>"}), "The cell A2 names a text that the workbook lacks"},
		"UTF-16 without a mark":             {utf16of("Item No;Price\nÄ-1;1,50\n", false), ""},
		"UTF-16, the other way round":       {utf16of("Item No;Price\nÄ-1;1,50\n", true), ""},
		"line ends of all kinds":            {[]byte("Item No,Price\r\nA,1.00\rB,2.00\nC,3.00\n\r\nD,4.00"), ""},
		"quotation marks without end":       {[]byte("Item No,Price\n" + strings.Repeat("\"A,1.00\n", 50_000)), ""},
		"one column without end":            {[]byte("Item No,Price\nA,1.00\n" + strings.Repeat("x", 3<<20)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := ReadPrices(context.Background(), "list.bin", c.file, trade.PriceMap{}, "EUR", 0)
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 400 {
				t.Errorf("it took %d MB", used)
			}
			switch {
			case c.say == "" && err != nil:
				t.Errorf("it is refused: %v", err)
			case c.say != "" && (err == nil || !strings.Contains(err.Error(), c.say)):
				t.Errorf("it says %v, which should have %q", err, c.say)
			case err != nil && !strings.Contains(err.Error(), "list.bin"):
				t.Errorf("it does not name the file: %v", err)
			}
		})
	}
}

// A file of which only a part arrived is never taken for a whole one: what is read of it is either all, or an error.
func TestAFileCutOffAnywhereIsRefused(t *testing.T) {
	rows := [][]any{{"Item No", "Description", "Price"}}
	r := rand.New(rand.NewSource(1))
	for i := range 3000 {
		rows = append(rows, []any{fmt.Sprintf("A-%d", r.Intn(1e9)), fmt.Sprintf("Item %d of %x", i, r.Int63()), float64(r.Intn(100_000)) / 100})
	}
	file := workbook(t, rows, nil)
	for n := 0; n < len(file); n += 1024 {
		if _, err := ReadPrices(context.Background(), "list.xlsx", file[:n], trade.PriceMap{}, "EUR", 0); err == nil {
			t.Fatalf("%d of %d bytes are taken for a list", n, len(file))
		}
	}
	for range 300 { // and bytes that are others
		bad := bytes.Clone(file)
		for range 1 + r.Intn(4) {
			bad[r.Intn(len(bad))] ^= byte(1 + r.Intn(255))
		}
		if l, err := ReadPrices(context.Background(), "list.xlsx", bad, trade.PriceMap{}, "EUR", 0); err == nil && len(l.Rows) != 3000 {
			t.Fatalf("a damaged file is read as %d rows", len(l.Rows))
		}
	}
}

// What is read of a workbook is what excelize reads, cell by cell.
func TestCellsAreThoseThatExcelizeReads(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	texts := []string{"", " spaced ", "a & b <c> \"d\"", "line\nbreak", "Ł ö ü 漢字", "007", "=1+1", "x\ty", "_x0041_", "]]>", "-"}
	for n := range 20 {
		f := excelize.NewFile()
		for row := 1; row <= 40; row++ {
			for col := 1; col <= 12; col++ {
				name, err := excelize.CoordinatesToCellName(col, row)
				if err != nil {
					t.Fatal(err)
				}
				switch r.Intn(7) {
				case 0:
					err = f.SetCellValue("Sheet1", name, texts[r.Intn(len(texts))])
				case 1:
					err = f.SetCellValue("Sheet1", name, r.NormFloat64()*1000)
				case 2:
					err = f.SetCellValue("Sheet1", name, r.Int63n(1e12))
				case 3:
					err = f.SetCellBool("Sheet1", name, r.Intn(2) == 0)
				case 4:
					err = f.SetCellRichText("Sheet1", name, []excelize.RichTextRun{{Text: "rich "}, {Text: strconv.Itoa(r.Intn(99)), Font: &excelize.Font{Bold: true}}})
				case 5:
					err = f.SetCellValue("Sheet1", name, float64(r.Intn(1000))/8)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		theirs, err := excelize.OpenReader(bytes.NewReader(b.Bytes()), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		want, err := theirs.GetRows("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		book, err := Open("list.xlsx", b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		s, err := book.Read(context.Background(), 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]Cell{}
		for _, row := range s.Rows {
			for i, c := range row.Cells {
				got[fmt.Sprint(Letter(i), row.No)] = c
			}
		}
		for i, row := range want {
			for j, text := range row {
				place := fmt.Sprint(Letter(j), i+1)
				c := got[place]
				same := c.Text == strings.TrimSpace(text)
				if c.Kind == Number {
					a, err1 := strconv.ParseFloat(c.Text, 64)
					b, err2 := strconv.ParseFloat(text, 64)
					d := a - b
					same = err1 == nil && err2 == nil && (d == 0 || d < 1e-9 && d > -1e-9)
				} else if text == "1" || text == "0" {
					same = same || c.Text == map[string]string{"1": "TRUE", "0": "FALSE"}[text]
				}
				if !same {
					t.Fatalf("workbook %d, %s: %q, and excelize reads %q", n, place, c.Text, text)
				}
			}
		}
	}
}

// odsOf makes a sheet of LibreOffice's of what stands in its table.
func odsOf(t testing.TB, table string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("content.xml")
	if err == nil {
		_, err = w.Write([]byte(`<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet><table:table table:name="Notes"><table:table-row><table:table-cell office:value-type="string"><text:p>Dear all</text:p></table:table-cell></table:table-row></table:table><table:table table:name="Prices">` +
			table + `</table:table></office:spreadsheet></office:body></office:document-content>`))
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSheetsOfLibreOfficeAreReadExactly(t *testing.T) {
	text := func(s string) string {
		return `<table:table-cell office:value-type="string"><text:p>` + s + `</text:p></table:table-cell>`
	}
	file := odsOf(t, `<table:table-column table:number-columns-repeated="4"/><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>`+
		`<table:table-row>`+text("Item No")+text("Name")+text("Net price")+text("Discount")+text("Stock")+`</table:table-row>`+
		`<table:table-row>`+text("007")+`<table:table-cell office:value-type="string"><office:annotation><text:p>a remark</text:p></office:annotation><text:p>Mug <text:span>&amp; saucer</text:span></text:p></table:table-cell>`+
		`<table:table-cell office:value-type="currency" office:currency="EUR" office:value="3.1"><text:p>3,10 €</text:p></table:table-cell><table:table-cell/><table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell></table:table-row>`+
		`<table:table-row table:visibility="collapse">`+text("008")+text("Tote")+`<table:table-cell office:value-type="currency" office:currency="USD" office:value="5"><text:p>5 $</text:p></table:table-cell></table:table-row>`+
		`<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>`)
	equal(t, told(read(t, "list.ods", file, trade.PriceMap{})), `
A=part B=name C=cost D=discount E=stock
4: 007 | Mug & saucer | = 3.10 | stock 12
5: 008 | Tote | ! C5 The price is in USD, and the supplier bills in EUR. Change the supplier's currency, or ask for the list in EUR.
? Hidden rows are read too: 5.`)
	for n := 0; n < len(file); n += 64 {
		if _, err := ReadPrices(context.Background(), "list.ods", file[:n], trade.PriceMap{}, "EUR", 0); err == nil {
			t.Fatalf("%d of %d bytes are taken for a list", n, len(file))
		}
	}
}

func FuzzTextFiles(f *testing.F) {
	for _, s := range []string{"Item No,Price\nA,1.00\n", "Art.-Nr.;EK netto;VPE\n00123;1.234,50 €;6\n", "sep=|\nSKU|Qty\nA|>100\n", "\"a\"\"b\",\"c\nd\"\n\"", "\xff\xfeA\x00;\x00B\x00", "4.006E+12,=\"1\",'2\n", "\xff\xfe( "} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) { opensAsSaid(t, file) })
}

func FuzzSheets(f *testing.F) {
	for _, s := range []string{openingSheet + headingsRow + `<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>0</v></c></row>` + closingSheet + `<mergeCells><mergeCell ref="A1:B2"/></mergeCells>`,
		openingSheet + `<!-- > --><row><c t="str"><f>1&gt;2</f><v><![CDATA[a<b]]></v></c><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c></row>`, `<row r="9999999999"><c r="ZZZZZ1"/>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, sheet string) {
		opensAsSaid(t, packed(t, sheet, part{"xl/sharedStrings.xml", "<sst><si><t>Price</t></si></sst>"}))
	})
}

// Whatever is said to be a sheet of a purchase order: it is read, or it is none.
func FuzzSupply(f *testing.F) {
	f.Add(packed(f, openingSheet+headingsRow+closingSheet))
	f.Add(packed(f, openingSheet+headingsRow+closingSheet, part{"xl/sharedStrings.xml", "<sst><si><t>dropdesk supply 1</t></si></sst>"}))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := ReadSupply(file); err != nil && strings.TrimSpace(err.Error()) == "" {
			t.Error("an error says nothing")
		}
	})
}

// opensAsSaid reads a file whatever it is: rows rise, and each row says where it stands.
func opensAsSaid(t *testing.T, file []byte) {
	l, err := ReadPrices(context.Background(), "list", file, trade.PriceMap{}, "EUR", 0)
	if err != nil {
		if strings.TrimSpace(err.Error()) == "" {
			t.Fatal("an error says nothing")
		}
		return
	}
	last := 0
	for i := range l.Rows {
		if l.Rows[i].Row < last {
			t.Fatalf("row %d follows row %d", l.Rows[i].Row, last)
		}
		last = l.Rows[i].Row
		if c := l.Rows[i].Cost; c != nil && *c < 0 {
			t.Fatalf("a cost of %d", *c)
		}
	}
}
