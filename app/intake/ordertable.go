package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// orderReader joins the rows of a table to orders.
type orderReader struct {
	l      *orderLayout
	of     *source
	home   money.Currency
	cols   map[string][]*col
	list   []*building
	known  map[string]*building
	last   *building
	single bool // no column tells orders apart: the whole table is one
	number string
	date   trade.Date
	doubts []string
}

// building is an order whose rows are being joined.
type building struct {
	OrderIn
	at   map[string][]*figure // what is said of the whole order, or of each row
	raw  strings.Builder
	rows int
}

// figure is one sum as a row has it.
type figure struct {
	sum  money.Amount
	cell string
}

// maxRaw is how much of an order's own text is kept.
const maxRaw = 100 << 10

func newOrderReader(l *orderLayout, s *Sheet, m *trade.OrderMap, home money.Currency) *orderReader {
	r := &orderReader{l: l, of: sourceNamed(l.source), home: home, cols: map[string][]*col{}, known: map[string]*building{}}
	for _, c := range l.all {
		if c.Field != "" {
			r.cols[c.Field] = append(r.cols[c.Field], c)
		}
	}
	if !r.has(OrderKey) && !r.has(OrderNumber) {
		r.single = !slices.ContainsFunc(buyerFields[:6], r.has)
		r.above()
	}
	return r
}

// above looks for the number and the day of an order above its table, as on a customer's purchase order.
func (r *orderReader) above() {
	for i := range r.l.above {
		row := &r.l.above[i]
		for j, c := range row.Cells {
			label, value, cut := strings.Cut(c.Text, ":")
			if cut && strings.TrimSpace(value) == "" || !cut {
				if value = ""; j+1 < len(row.Cells) {
					value = row.Cells[j+1].Text
				}
			}
			switch value = oneLine(value); orderNames[squashed(label)] {
			case OrderNumber, OrderKey, OrderReference:
				if r.number == "" {
					r.number = shortened(value, trade.MaxName)
				}
			case OrderDate:
				if d, ok := dayOfOrder(Cell{Text: value}, 0); ok && r.date == "" {
					r.date = d
				}
			}
		}
	}
}

func (r *orderReader) has(field string) bool { return len(r.cols[field]) > 0 }

func (r *orderReader) cell(row *Row, c *col) Cell {
	if c == nil || c.at >= len(row.Cells) {
		return Cell{}
	}
	return row.Cells[c.at]
}

// text is what a row has in the columns of a field.
func (r *orderReader) text(row *Row, field string) string {
	switch cols := r.cols[field]; len(cols) {
	case 0:
		return ""
	case 1:
		t := oneLine(r.cell(row, cols[0]).Text)
		if noValue(t) {
			return ""
		}
		return t
	default:
		var texts []string
		for _, c := range cols {
			texts = append(texts, oneLine(r.cell(row, c).Text))
		}
		return joined(", ", texts...)
	}
}

// noValue says whether a cell stands for nothing.
func noValue(t string) bool { return t == "--" || t == "-" || t == "—" || t == "n/a" || t == "N/A" }

// row adds a row to its order; false says that it belongs to none.
func (r *orderReader) row(row *Row) bool {
	filled, first, idle := glance(row, r.l.names)
	goods := r.text(row, OrderSKU) != "" || r.text(row, OrderName) != "" || r.text(row, OrderCode) != "" || r.text(row, OrderGTIN) != "" || r.text(row, OrderItems) != ""
	switch word := firstWord(first); {
	case idle:
		return false
	case filled == 1 && len(r.l.names) > 2 && !goods, filled <= 2 && (sums[word] || word == "seller" || word == "record"):
		return false // footers, remarks and sums
	case !goods && sums[word]:
		return false
	}
	b := r.orderOf(row, goods)
	if b == nil {
		return false
	}
	b.rows++
	r.raw(row, b)
	r.head(row, b)
	r.goods(row, b, goods)
	return true
}

// orderOf is the order that a row belongs to.
func (r *orderReader) orderOf(row *Row, goods bool) *building {
	key, number := r.code(row, OrderKey), r.code(row, OrderNumber)
	group := ""
	switch {
	case r.single:
		group = "all"
	case r.of != nil && r.of.name == Shopify:
		group = number
		if b := r.known[group]; b != nil && key != "" && b.Key != "" && b.Key != key { // numbers can repeat, ids cannot
			group = number + "\x00" + key
		}
	case key != "":
		group = key
	case number != "":
		group = number
	case !r.has(OrderKey) && !r.has(OrderNumber):
		for _, field := range buyerFields {
			group += "\x00" + r.text(row, field)
		}
		if strings.Trim(group, "\x00") == "" {
			group = ""
		}
	}
	if group == "" {
		if goods && r.last != nil { // what stands below belongs to the order above
			return r.last
		}
		return nil
	}
	if b := r.known[group]; b != nil {
		r.last = b
		return b
	}
	b := &building{at: map[string][]*figure{}}
	b.Row, b.Key, b.Number = row.No, key, number
	if r.single {
		b.Number, b.Date = r.number, r.date
	}
	r.known[group], r.last = b, b
	r.list = append(r.list, b)
	return b
}

// code is a number of letters and digits as it is written.
func (r *orderReader) code(row *Row, field string) string {
	if !r.has(field) {
		return ""
	}
	text := r.text(row, field)
	if strings.HasSuffix(text, ".0") && strings.Trim(text, "0123456789.") == "" {
		text = strings.TrimSuffix(text, ".0")
	}
	return shortened(text, trade.MaxName)
}

// raw keeps a row as it stands in the file.
func (r *orderReader) raw(row *Row, b *building) {
	if b.raw.Len() > maxRaw {
		return
	}
	fmt.Fprintf(&b.raw, "Row %d\n", row.No)
	for i := range row.Cells {
		if t := row.Cells[i].Text; t != "" {
			name := Letter(i)
			if i < len(r.l.names) && r.l.names[i] != "" {
				name = r.l.names[i]
			}
			b.raw.WriteString(name)
			b.raw.WriteString(": ")
			b.raw.WriteString(t)
			b.raw.WriteByte('\n')
		}
	}
}

// orders are all orders, their sums compared with the file's.
func (r *orderReader) orders(ctx context.Context) ([]OrderIn, error) {
	list := make([]OrderIn, 0, len(r.list))
	for i, b := range r.list {
		if i%128 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		b.Raw = b.raw.String()
		if len(b.Raw) > maxRaw {
			b.Raw = strings.ToValidUTF8(b.Raw[:maxRaw], "")
		}
		if b.Currency == "" {
			b.Currency = r.home
		}
		b.tidy()
		if b.Key == "" {
			b.Key = b.Number
		}
		if b.Key == "" {
			sum := sha256.Sum256([]byte(withoutRows(b.Raw)))
			b.Key = "file " + hex.EncodeToString(sum[:10])
		}
		if len(b.Lines) == 0 && len(b.Errors) == 0 {
			b.wrong("", "The order names no goods with a quantity.")
		}
		b.reconcile(r.of)
		list = append(list, b.OrderIn)
	}
	return list, nil
}

// withoutRows is an order's text without the places of its rows, which move where others are put before them.
func withoutRows(raw string) string {
	lines := strings.Split(raw, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "Row ") }), "\n")
}
