package intake

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// workbook makes an .xlsx of rows; a nil cell stays empty.
func workbook(t testing.TB, rows [][]any, more func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		for j, v := range row {
			if v == nil {
				continue
			}
			name, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil {
				err = f.SetCellValue("Sheet1", name, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if more != nil {
		more(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, name string, file []byte, m trade.PriceMap) *PriceList {
	t.Helper()
	l, err := ReadPrices(context.Background(), name, file, m, "EUR", 0)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// told is a price list as a text that can be compared: its columns, its rows and what is to be known of them.
func told(l *PriceList) string {
	var out strings.Builder
	var columns []string
	for _, c := range l.Map.Columns {
		if c.Field != "" {
			name := c.Column + "=" + c.Field
			if c.From != 0 {
				name += "@" + c.From.String()
			}
			columns = append(columns, name+c.Decimal)
		}
	}
	fmt.Fprintf(&out, "%s\n", strings.Join(columns, " "))
	for i := range l.Rows {
		x := &l.Rows[i]
		var parts []string
		add := func(name, v string) {
			if v != "" {
				parts = append(parts, name+v)
			}
		}
		price := func(p *money.Price) string {
			if p == nil {
				return ""
			}
			return p.Text("EUR")
		}
		quantity := func(q *money.Qty) string {
			if q == nil {
				return ""
			}
			return q.String()
		}
		add("", x.Part)
		add("sku ", x.SKU)
		add("gtin ", x.GTIN)
		add("", x.Name)
		add("in ", x.Category)
		add("= ", price(x.Cost))
		for _, b := range x.Breaks {
			add("", b.From.String()+"+ "+b.Cost.Text("EUR"))
		}
		add("retail ", price(x.Retail))
		add("min ", quantity(x.Min))
		add("by ", quantity(x.Multiple))
		if x.Lead != nil {
			add("lead ", fmt.Sprint(*x.Lead))
		}
		add("until ", string(x.Valid))
		if x.StockTold && x.Stock == nil {
			add("", "some")
		}
		add("stock ", quantity(x.Stock))
		if x.Ended {
			add("", "ended")
		}
		add("instead ", x.Replacement)
		if x.WeightG > 0 {
			add("", fmt.Sprint(x.WeightG, " g"))
		}
		for sign, list := range map[string][]Remark{"! ": x.Errors} {
			for _, r := range list {
				add(sign, strings.TrimSpace(r.Cell+" "+r.Text))
			}
		}
		for _, r := range x.Doubts {
			add("? ", strings.TrimSpace(r.Cell+" "+r.Text))
		}
		for _, r := range x.Notes {
			add("~ ", strings.TrimSpace(r.Cell+" "+r.Text))
		}
		fmt.Fprintf(&out, "%d: %s\n", x.Row, strings.Join(parts, " | "))
	}
	if l.Idle > 0 {
		fmt.Fprintf(&out, "idle %d\n", l.Idle)
	}
	for _, d := range l.Doubts {
		fmt.Fprintf(&out, "? %s\n", d)
	}
	return out.String()
}

func equal(t *testing.T, got, want string) {
	t.Helper()
	got, want = strings.TrimSpace(got), strings.TrimSpace(want)
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		a, b := "", ""
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Errorf("line %d\n got %s\nwant %s", i+1, a, b)
		}
	}
}
