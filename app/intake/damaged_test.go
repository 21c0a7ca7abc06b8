package intake

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dropdesk/app/trade"
)

// reader is one way into the house: what it takes of a file, by what it is known by, or why it takes nothing.
type reader struct {
	name, file string // what it reads, and how its files are called
	whole      []byte // a file as it is to be
	take       func(file []byte) (map[string]string, error)
	nameless   bool // it is not told how the file is called
}

// readersOf are all that read tables of others, each with a workbook of its own.
func readersOf(t testing.TB) []reader {
	t.Helper()
	sheet := func(name string, rows [][]any) []byte {
		return workbook(t, rows, func(f *excelize.File) {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				t.Fatal(err)
			}
		})
	}
	prices, orders := [][]any{{"Item No", "Description", "Price", "Stock"}}, [][]any{{"Order Number", "Order Date", "Customer", "Street", "City", "Country", "SKU", "Product", "Quantity", "Price", "Total"}}
	fees := [][]any{{"Transaction Date", "Type", "Order", "Amount", "Fee", "Net", "Checkout", "Currency"}}
	customers := [][]any{{"Number", "Name", "Street", "City", "Country", "E-mail"}}
	supply := make([][]any, trade.SupplyFirst-1)
	for i := range 40 {
		prices = append(prices, []any{fmt.Sprintf("A-%d", i), fmt.Sprintf("Mug %d of stoneware", i), float64(310+i) / 100, 7 * i})
		orders = append(orders, []any{fmt.Sprintf("O-%d", i), "2026-11-20", fmt.Sprintf("Shop %d", i), "Elm Way 1", "Hull", "GB", fmt.Sprintf("A-%d", i), "Mug", 1 + i, 2.5, 2.5 * float64(1+i)})
		fees = append(fees, []any{"2026-11-20 10:15:00 +0100", "charge", fmt.Sprintf("#%d", 1000+i), 20.5 + float64(i), 0.25, 20.25 + float64(i), "Mug", "EUR"})
		customers = append(customers, []any{fmt.Sprintf("C-%d", i), fmt.Sprintf("Shop number %d", i), "Elm Way 1", "Hull", "GB", fmt.Sprintf("shop%d@shop.example", i)})
		row := make([]any, trade.SupplyShipped+1)
		row[trade.SupplyLineID], row[trade.SupplySKU], row[trade.SupplyShipped] = i+1, fmt.Sprintf("A-%d", i), 3+i
		supply = append(supply, row)
	}
	filled := workbook(t, supply, func(f *excelize.File) {
		_, err := f.NewSheet(trade.SupplyHidden)
		for cell, v := range map[string]string{"A1": trade.SupplyMark, "A2": "token", "A3": "PO-7"} {
			err = errors.Join(err, f.SetCellStr(trade.SupplyHidden, cell, v))
		}
		if err = errors.Join(err, f.SetSheetName("Sheet1", trade.SupplySheet)); err != nil {
			t.Fatal(err)
		}
	})
	ctx := context.Background()
	return []reader{
		{"a price list", "list.xlsx", sheet("Prices", prices), func(file []byte) (map[string]string, error) {
			l, err := ReadPrices(ctx, "list.xlsx", file, trade.PriceMap{}, "EUR", 0)
			if err != nil {
				return nil, err
			}
			taken := map[string]string{}
			for i := range l.Rows {
				if x := &l.Rows[i]; len(x.Errors)+len(x.Doubts) == 0 && x.Cost != nil {
					taken[x.Part] = fmt.Sprint(x.Name, " ", *x.Cost)
				}
			}
			return taken, nil
		}, false},
		{"orders", "orders.xlsx", sheet("Orders", orders), func(file []byte) (map[string]string, error) {
			f, err := ReadOrders(ctx, "orders.xlsx", file, trade.OrderMap{}, "EUR")
			if err != nil {
				return nil, err
			}
			taken := map[string]string{}
			for i := range f.Orders {
				if o := &f.Orders[i]; len(o.Errors)+len(o.Doubts) == 0 && o.Total != nil {
					taken[o.Key] = fmt.Sprint(o.Customer, " ", len(o.Lines), " ", *o.Total)
				}
			}
			return taken, nil
		}, false},
		{"fees", "fees.xlsx", sheet("Payments", fees), func(file []byte) (map[string]string, error) {
			f, err := ReadFees(ctx, "fees.xlsx", file, "EUR", "")
			if err != nil {
				return nil, err
			}
			taken := map[string]string{}
			for i := range f.Rows {
				if x := &f.Rows[i]; len(x.Errors)+len(x.Doubts) == 0 && x.Order != "" && len(x.Parts) > 0 {
					taken[x.Order] = fmt.Sprint(x.Date, " ", x.Gross.Text(x.Currency), " ", x.Fee.Text(x.Currency), " ", x.Currency)
				}
			}
			return taken, nil
		}, false},
		{"customers", "customers.xlsx", sheet("Customers", customers), func(file []byte) (map[string]string, error) {
			tables, err := ReadMasters(ctx, "customers.xlsx", file, MasterWay{})
			if err != nil {
				return nil, err
			}
			taken := map[string]string{}
			for _, r := range tables[0].Rows {
				taken[r.Values["number"]] = r.Values["name"] + " " + r.Values["email"]
			}
			return taken, nil
		}, false},
		{"a sheet of a purchase order", "", filled, func(file []byte) (map[string]string, error) {
			s, err := ReadSupply(file)
			if err != nil {
				return nil, err
			}
			taken := map[string]string{}
			for _, r := range s.Rows {
				says := r.SKU
				if r.Shipped != nil {
					says += " " + r.Shipped.String()
				}
				taken[fmt.Sprint(r.LineID)] = says
			}
			return taken, nil
		}, true},
	}
}

// tried has a reader read a file that is not as it is to be: it ends with what the whole file says too, or with a sentence.
func (r *reader) tried(t *testing.T, damage string, file []byte, whole map[string]string) (taken map[string]string, err error) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("%s, %s: a panic: %v", r.name, damage, p)
		}
	}()
	taken, err = r.take(file)
	if err != nil {
		var told *trade.Error
		switch text := err.Error(); {
		case !errors.As(err, &told):
			t.Errorf("%s, %s: an error without a sentence: %v", r.name, damage, err)
		case !r.nameless && !strings.Contains(text, r.file):
			t.Errorf("%s, %s: which file? %s", r.name, damage, text)
		case told.Kind != trade.NotFound && !helpful.MatchString(text):
			t.Errorf("%s, %s: what is to be done? %s", r.name, damage, text)
		}
		return nil, err
	}
	for key, says := range taken {
		if strings.ContainsRune(key+says, 0) {
			t.Errorf("%s, %s: %q holds a byte that no text has", r.name, damage, key+says)
		}
		if whole != nil && whole[key] != says {
			t.Errorf("%s, %s: %q is %q, and in the whole file %q", r.name, damage, key, says, whole[key])
		}
	}
	return taken, nil
}

// helpful sentences say what to do, or that nothing was.
var helpful = regexp.MustCompile(`\b(Ask|ask|Save|save|Open|Choose|choose|Delete|Fetch|Correct|Say|Name|Enter|Nobody|not read)\b`)

// rebuilt is a workbook with other parts.
func rebuilt(t testing.TB, file []byte, change func(name string, text []byte) (string, []byte, bool), more ...part) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	put := func(name string, text []byte) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if name, text, stays := change(f.Name, text); stays {
			put(name, text)
		}
	}
	for _, p := range more {
		put(p.name, []byte(p.text))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// same leaves a part as it is.
func same(name string, text []byte) (string, []byte, bool) { return name, text, true }

// partsDamaged are workbooks whose archive is sound and whose parts are not.
func partsDamaged(t testing.TB, file []byte) map[string][]byte {
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	list := map[string][]byte{}
	for _, f := range in.File {
		for what, damage := range map[string]func([]byte) []byte{
			"empty":       func([]byte) []byte { return nil },
			"noise":       func(b []byte) []byte { return bytes.Repeat([]byte("\x00\xff<\x80>"), 100) },
			"half":        func(b []byte) []byte { return b[:len(b)/2] },
			"without end": func(b []byte) []byte { return b[:bytes.LastIndexByte(b, '<')] },
			"UTF-16":      func(b []byte) []byte { return utf16of(string(b), false) },
			"zero bytes":  func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("Mug"), []byte("M\x00g")) },
			"no text":     func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("Mug"), []byte("M\xffg")) },
			"entities": func(b []byte) []byte {
				return append([]byte(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`), b...)
			},
			"a hundred": func(b []byte) []byte { return bytes.Repeat(b, 100) },
			"deep":      func([]byte) []byte { return bytes.Repeat([]byte("<a>"), 100_000) },
			"long tag":  func(b []byte) []byte { return append([]byte("<x y=\""+strings.Repeat("z", 2<<20)+"\"/>"), b...) },
			"other numbers": func(b []byte) []byte {
				return regexp.MustCompile(`="\d+"`).ReplaceAll(b, []byte(`="-99999999999999999999"`))
			},
		} {
			list[f.Name+", "+what] = rebuilt(t, file, func(name string, text []byte) (string, []byte, bool) {
				if name == f.Name {
					text = damage(text)
				}
				return name, text, true
			})
		}
		list[f.Name+" is not there"] = rebuilt(t, file, func(name string, text []byte) (string, []byte, bool) { return name, text, name != f.Name })
		list[f.Name+" is there twice"] = rebuilt(t, file, same, part{f.Name, "<x/>"})
	}
	for _, name := range []string{"../../../../etc/passwd", `..\..\x.exe`, "C:\\x.exe", "/etc/x", "a\x00b.xml", strings.Repeat("x", 5000), "con", ""} {
		list[fmt.Sprintf("a part called %.20q", name)] = rebuilt(t, file, same, part{name, "x"})
	}
	return list
}

// archiveDamaged are workbooks whose archive says what is not so.
func archiveDamaged(file []byte) map[string][]byte {
	list := map[string][]byte{}
	eachEntry := func(what string, mark string, at int, bytes_ []byte) {
		bad := bytes.Clone(file)
		for i := 0; ; {
			j := bytes.Index(bad[i:], []byte(mark))
			if j < 0 {
				break
			}
			copy(bad[i+j+at:], bytes_)
			i += j + 4
		}
		list[what] = bad
	}
	const local, central = "PK\x03\x04", "PK\x01\x02"
	four := func(n uint32) []byte { return binary.LittleEndian.AppendUint32(nil, n) }
	eachEntry("an unknown packing", central, 10, []byte{99, 0})
	eachEntry("a password", central, 8, []byte{1, 0})
	eachEntry("a password at each part", local, 6, []byte{1, 0})
	eachEntry("another sum", central, 16, four(0xdeadbeef))
	eachEntry("2 GB unpacked", central, 24, four(2<<30))
	eachEntry("no bytes unpacked", central, 24, four(0))
	eachEntry("4 GB packed", central, 20, four(0xfffffffe))
	eachEntry("no bytes packed", central, 20, four(0))
	eachEntry("beyond the end", central, 42, four(1<<30))
	eachEntry("names without end", central, 28, []byte{0xff, 0xff})
	eachEntry("no parts", "PK\x05\x06", 8, []byte{0, 0, 0, 0})
	eachEntry("many parts", "PK\x05\x06", 8, []byte{0xfe, 0xff, 0xfe, 0xff})
	eachEntry("another place", "PK\x05\x06", 16, four(7))
	list["something behind it"] = append(bytes.Clone(file), make([]byte, 4096)...)
	list["something before it"] = append([]byte("PK\x03\x04 and more"), file...)
	list["itself within"] = append(bytes.Clone(file), file...)
	return list
}

// Whatever a file has been through on its way, each reader takes of it what the whole file says, or ends in a sentence; it never panics.
func TestSafeFromDamagedFilesInEveryReader(t *testing.T) {
	for _, r := range readersOf(t) {
		t.Run(r.name, func(t *testing.T) {
			whole, err := r.take(r.whole)
			if err != nil || len(whole) != 40 {
				t.Fatalf("of the whole file %d rows are taken (%v)", len(whole), err)
			}
			files := 0
			used := peak(t, func() {
				for n := 0; n < len(r.whole); n += 512 {
					files++
					if _, err := r.tried(t, fmt.Sprintf("cut off at %d", n), r.whole[:n], whole); err == nil {
						t.Errorf("%d of %d bytes are taken for a whole file", n, len(r.whole))
					}
				}
				rnd := rand.New(rand.NewSource(5))
				for i := range 200 {
					bad := bytes.Clone(r.whole)
					for range 1 + rnd.Intn(5) {
						bad[rnd.Intn(len(bad))] ^= byte(1 + rnd.Intn(255))
					}
					_, _ = r.tried(t, fmt.Sprintf("other bytes %d", i), bad, whole)
				}
				damaged := partsDamaged(t, r.whole)
				maps.Copy(damaged, archiveDamaged(r.whole))
				files += 200 + len(damaged)
				for what, file := range damaged {
					taken, err := r.tried(t, what, file, whole)
					if err == nil && len(taken) != len(whole) && len(taken) != 0 {
						t.Errorf("%s: %d of %d rows are taken as if they were all", what, len(taken), len(whole))
					}
				}
			})
			if used > 500 {
				t.Errorf("%d MB were used", used)
			}
			t.Logf("%d damaged files; %d MB were used at most", files, used)
		})
	}
}

// Files that are none, or that are made to fill the memory, are nothing for any reader.
func TestSafeFromHostileFilesInEveryReader(t *testing.T) {
	text := "Item No,Price\nA,1.00\n"
	huge := strings.Replace(openingSheet, "<sheetData>", `<dimension ref="A1:XFD1048576"/><sheetData>`, 1)
	files := map[string][]byte{
		"nothing": nil, "one byte": {0}, "zeros": make([]byte, 1<<20), "text of zeros": []byte("Item No,Price\nA\x00,1.00\n"), "UTF-16 without a mark": utf16of(text, false), "UTF-16, half a sign": utf16of(text, true)[:17],
		"mixed line ends": []byte("Item No,Price\r\nA,1.00\rB,2.00\nC,3.00\n\r\n\r\rD,4.00"), "quotation marks": []byte(strings.Repeat(`"`, 1<<20)), "separators": []byte(strings.Repeat(";", 4<<20)),
		"one line": []byte(strings.Repeat("x", 8<<20)), "deep JSON": []byte(strings.Repeat(`[`, 1<<20)), "deep JSON of objects": []byte(strings.Repeat(`{"a":`, 200_000)), "JSON that ends": []byte(`[{"id":1,"line_items":[`),
		"an old workbook": append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 4096)...), "a PDF": []byte("%PDF-1.7\n"), "a page": []byte("<html><body>Please log in</body></html>"), "only the mark of a ZIP": []byte("PK\x03\x04"), "an empty ZIP": append([]byte("PK\x05\x06"), make([]byte, 18)...),
		"1,048,576 rows of 16,384 columns": packed(t, huge+headingsRow+sparse(5000)+closingSheet),
		"a bomb of shared texts":           packed(t, openingSheet+headingsRow+closingSheet, part{"xl/sharedStrings.xml", "<sst>" + strings.Repeat("<si><t>"+strings.Repeat("x", 1000)+"</t></si>", 60_000) + "</sst>"}),
		"a bomb of empty texts":            packed(t, openingSheet+headingsRow+closingSheet, part{"xl/sharedStrings.xml", "<sst>" + strings.Repeat("<si/>", 6_000_000) + "</sst>"}),
		"a bomb of entities":               packed(t, `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`+openingSheet+`<row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row>`+closingSheet),
		"a bomb of merged cells":           packed(t, openingSheet+headingsRow+closingSheet[:len("</sheetData>")]+"<mergeCells>"+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 100_000)+"</mergeCells></worksheet>"),
		"2 GB":                             lying(t, 2<<30),
		"rows without end":                 odsOf(t, `<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>`),
		"merged rows without end":          odsOf(t, strings.Repeat(`<table:table-row><table:table-cell table:number-columns-spanned="16384" table:number-rows-spanned="1048576" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>`, 3000)),
	}
	for _, r := range readersOf(t) {
		for what, file := range files {
			if used := peak(t, func() { _, _ = r.tried(t, what, file, nil) }); used > 100 {
				t.Errorf("%s, %s: %d MB were used", r.name, what, used)
			}
		}
	}
}
