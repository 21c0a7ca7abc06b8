package intake

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// The shops and marketplaces whose files are known.
const (
	Shopify     = "shopify"
	WooCommerce = "woocommerce"
	Amazon      = "amazon"
	EBay        = "ebay"
	Etsy        = "etsy"
	Faire       = "faire"
)

// OrderGoods is a line of an order as a file has it.
type OrderGoods struct {
	Row      int
	SKU      string
	Code     string // what the channel calls the goods where they have no SKU
	Line     string // by which the channel knows the line; empty where it does not say
	GTIN     string
	Name     string
	Vendor   string
	Unit     string
	Qty      money.Qty
	Price    *money.Price // of one; nil where the file does not say it
	Amount   money.Amount // what the line comes to before discounts
	Discount money.Amount
	Untaxed  bool
}

// Key is what the goods are called on their channel.
func (g *OrderGoods) Key() string {
	switch {
	case g.SKU != "":
		return g.SKU
	case g.Code != "":
		return g.Code
	case g.GTIN != "":
		return g.GTIN
	}
	return g.Name
}

// OrderState is how far an order has come on its channel.
type OrderState string

// The states that matter here.
const (
	OrderOpen      OrderState = ""
	OrderUnpaid    OrderState = "unpaid"
	OrderShipped   OrderState = "shipped" // all of it or a part
	OrderCancelled OrderState = "cancelled"
)

// TaxPart is one tax of an order as the file names it.
type TaxPart struct {
	Name string
	Sum  money.Amount
}

// OrderIn is an order as a file has it: its rows joined, its sums compared with those of the file.
type OrderIn struct {
	Row        int
	Key        string // by which the order is known on its channel
	Number     string // as people call it
	Date       trade.Date
	Wanted     trade.Date
	Currency   money.Currency
	Customer   string // a person's or a company's name
	Company    string
	Email      string
	Phone      string
	TaxNumber  string
	BillTo     trade.Address
	ShipTo     trade.Address
	Reference  string // the customer's own number
	ShipMethod string
	Wishes     string // what the customer asks for in words
	Said       string // by the channel of its state, such as paid, fulfilled
	State      OrderState
	Lines      []OrderGoods
	Extras     []OrderGoods // what is charged besides goods and freight
	Discount   money.Amount // on the whole order
	Freight    money.Amount
	Tax        money.Amount
	TaxTold    bool
	Taxes      []TaxPart
	Inclusive  *bool        // prices include the tax; nil where the file does not tell
	MarketTax  money.Amount // that the marketplace keeps and pays
	Fee        money.Amount // that the marketplace keeps for itself
	Total      *money.Amount
	Differs    bool   // the sums do not come to the total
	Raw        string // the order's rows as they stand in the file
	Problems          // what is to be known of it
}

// Problems is what is to be known of a row or an order.
type Problems struct {
	Notes  []Remark
	Doubts []Remark
	Errors []Remark
}

func (p *Problems) note(cell, format string, args ...any) {
	p.Notes = append(p.Notes, Remark{cell, fmt.Sprintf(format, args...)})
}

func (p *Problems) doubt(cell, format string, args ...any) {
	p.Doubts = append(p.Doubts, Remark{cell, fmt.Sprintf(format, args...)})
}

func (p *Problems) wrong(cell, format string, args ...any) {
	p.Errors = append(p.Errors, Remark{cell, fmt.Sprintf(format, args...)})
}

// OrderFile is what a file of orders says.
type OrderFile struct {
	Map    trade.OrderMap // how it was read, with all columns
	Sheets []string
	Orders []OrderIn
	Idle   int // rows that belong to no order
	Doubts []string
	HasQty bool // something says what was ordered, and how many
	HasKey bool // orders have numbers
	Form   bool // it is the house's own form
}

// ReadOrders reads a file of orders. home is the currency where the file names none; known is how files were read before, for one that has the
// same headings, unless m says how it is to be read.
func ReadOrders(ctx context.Context, name string, file []byte, m trade.OrderMap, home money.Currency, known ...trade.OrderMap) (*OrderFile, error) {
	if head := bytes.TrimLeft(bytes.TrimPrefix(file, []byte("\xef\xbb\xbf")), " \t\r\n"); len(head) > 0 && (head[0] == '{' || head[0] == '[') {
		f, err := readTold(ctx, head, home)
		return f, named(name, err)
	}
	b, err := Open(name, file)
	if err != nil {
		return nil, err
	}
	at, err := b.ordersIn(ctx, &m, known)
	if err != nil {
		return nil, named(name, err)
	}
	s, err := b.Read(ctx, at, 0)
	if err != nil {
		return nil, named(name, err)
	}
	for i := range known {
		if len(m.Columns) == 0 && m.Heading == 0 && hasHeadings(s, &known[i]) {
			m = known[i]
			m.Heading = 0
		}
	}
	l, err := arrangeOrders(s, &m)
	if err != nil {
		return nil, named(name, err)
	}
	f := &OrderFile{Sheets: b.Sheets, Doubts: append(append([]string{}, s.Notes...), l.doubts...), Map: trade.OrderMap{Source: l.source, Sheet: s.Name, Heading: max(l.head, 0), DayFirst: m.DayFirst}}
	for _, c := range l.all {
		f.Map.Columns = append(f.Map.Columns, c.PriceColumn)
	}
	if s.Hidden {
		f.Doubts = append(f.Doubts, fmt.Sprintf("The sheet %q is hidden in the file.", s.Name))
	}
	r := newOrderReader(l, s, &m, home)
	f.HasQty = r.has(OrderQty) && (r.has(OrderSKU) || r.has(OrderName) || r.has(OrderCode) || r.has(OrderGTIN)) || r.has(OrderItems)
	f.HasKey, f.Form = r.has(OrderNumber) || r.has(OrderKey) || r.number != "", isForm(l.names)
	if !f.HasQty {
		return f, nil
	}
	for i := l.first; i < len(s.Rows); i++ {
		if i%128 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !r.row(&s.Rows[i]) {
			f.Idle++
		}
	}
	if f.Orders, err = r.orders(ctx); err != nil {
		return nil, err
	}
	if n := len(f.Orders); n > 0 && s.short {
		f.Doubts = append(f.Doubts, "The file ends within a row: the rest of it is missing. Fetch it once more.")
		f.Orders[n-1].doubt("", "The file ends within a row of this order, so that something of it may be missing.")
	}
	f.Doubts = append(f.Doubts, r.doubts...)
	return f, nil
}

// ordersIn is the sheet that a map names, else the one that looks most like orders.
func (b *Book) ordersIn(ctx context.Context, m *trade.OrderMap, known []trade.OrderMap) (at int, err error) {
	best := -1.0
	for i, name := range b.Sheets {
		if m.Sheet != "" && m.Sheet == name || len(b.Sheets) == 1 {
			return i, nil
		}
	}
	for i := range b.Sheets {
		s, err := b.Read(ctx, i, headRows)
		if err != nil {
			return 0, err
		}
		l, err := arrangeOrders(s, &trade.OrderMap{})
		if err != nil {
			return 0, err
		}
		score := l.score
		for j := range known {
			if hasHeadings(s, &known[j]) {
				score += 20
			}
		}
		if b.hidden[i] {
			score -= 3
		}
		if len(s.Rows) > 0 && score > best {
			best, at = score, i
		}
	}
	return at, nil
}

// hasHeadings says whether a table has the headings of a map: all that are read there, in one row.
func hasHeadings(s *Sheet, m *trade.OrderMap) bool {
	for i := range s.Rows[:min(len(s.Rows), headingRows)] {
		has := map[string]bool{}
		for _, t := range textsOf(s.Rows[i].Cells) {
			has[folded(t)] = true
		}
		wanted, there := 0, 0
		for _, c := range m.Columns {
			if c.Field != "" && c.Heading != "" {
				if wanted++; has[folded(c.Heading)] {
					there++
				}
			}
		}
		if wanted > 1 && wanted == there {
			return true
		}
	}
	return false
}

// joined joins texts that are not empty, each once.
func joined(between string, texts ...string) string {
	var list []string
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" && (len(list) == 0 || list[len(list)-1] != t) {
			list = append(list, t)
		}
	}
	return strings.Join(list, between)
}
