package intake

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Remark says what is to be known of a cell, and where it stands.
type Remark struct {
	Cell string `json:"cell"` // such as C12; empty: of the row
	Text string `json:"text"`
}

// PriceRow is an item of a price list. What is nil, zero or empty is not said by the list.
type PriceRow struct {
	Row         int
	Part        string
	SKU         string
	GTIN        string // with a right check digit
	Name        string
	Brand       string
	Category    string
	Unit        string
	Cost        *money.Price // for one piece, net, in the supplier's currency
	Breaks      []trade.CostBreak
	HasBreaks   bool // the list has costs by quantity
	Retail      *money.Price
	Min         *money.Qty
	Multiple    *money.Qty
	Lead        *int
	Valid       trade.Date
	StockTold   bool
	Stock       *money.Qty // nil with StockTold: there is some
	Ended       bool
	EndedTold   bool
	Replacement string
	WeightG     int64
	PartDoubt   *Remark // the part number may be damaged, or the price for several, unless the part number is known
	Notes       []Remark
	Doubts      []Remark
	Errors      []Remark
}

// PriceList is what a file says.
type PriceList struct {
	Map    trade.PriceMap // how it was read, with all columns
	Sheets []string
	Sheet  string
	Head   int // the row of the headings; zero: there is none
	Rows   []PriceRow
	Idle   int // rows that are no items
	Doubts []string
	HasKey bool // columns for what an item is known by
	Costs  bool // a column for what it costs
	Stocks bool
}

// ReadPrices reads a price list; rows is how many of its rows at most, zero all.
func ReadPrices(ctx context.Context, name string, file []byte, m trade.PriceMap, cur money.Currency, rows int) (*PriceList, error) {
	b, err := Open(name, file)
	if err != nil {
		return nil, err
	}
	at, _, err := b.chosen(ctx, &m)
	if err != nil {
		return nil, named(name, err)
	}
	s, err := b.Read(ctx, at, rows)
	if err != nil {
		return nil, named(name, err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l := arrange(ctx, s, &m, cur)
	list := &PriceList{Map: m, Sheets: b.Sheets, Sheet: s.Name, Head: max(l.head, 0), Doubts: append(append([]string{}, s.Notes...), l.doubts...)}
	list.Map.Sheet = s.Name
	list.Map.Heading = l.head
	list.Map.Columns = make([]trade.PriceColumn, len(l.all))
	for i, c := range l.all {
		list.Map.Columns[i] = c.PriceColumn
	}
	if m.Sheet != "" && m.Sheet != s.Name {
		list.Doubts = append(list.Doubts, fmt.Sprintf("There is no sheet %q any more; %q is read.", m.Sheet, s.Name))
	}
	if s.Hidden {
		list.Doubts = append(list.Doubts, fmt.Sprintf("The sheet %q is hidden in the file.", s.Name))
	}
	r := newRowReader(l, s, &m, cur)
	list.HasKey = r.cols[FieldPart] != nil || r.cols[FieldSKU] != nil || r.cols[FieldGTIN] != nil || r.cols[FieldName] != nil
	list.Costs = len(r.sizes) > 0 || r.cols[FieldCost] != nil || r.cols[FieldList] != nil
	list.Stocks = r.cols[FieldStock] != nil
	list.Rows = make([]PriceRow, 0, max(len(s.Rows)-l.first, 0))
	var shut []string
	for i := l.first; i < len(s.Rows); i++ {
		if i%512 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		row := &s.Rows[i]
		if len(r.sizes) > 0 {
			list.Rows = append(list.Rows, r.ofSizes(row)...)
			continue
		}
		x, idle := r.read(row)
		if idle {
			list.Idle++
			continue
		}
		if row.Hidden && len(shut) < 12 {
			shut = append(shut, fmt.Sprint(row.No))
		}
		list.Rows = append(list.Rows, x)
	}
	if len(shut) > 0 {
		list.Doubts = append(list.Doubts, fmt.Sprintf("Hidden rows are read too: %s.", strings.Join(shut, ", ")))
	}
	list.join(ctx, r.cols[FieldFrom] != nil)
	if s.whole {
		list.usual(ctx, cur)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if r.named {
		list.Doubts = append(list.Doubts, "The list has no part numbers, so its items are known by their names.")
	}
	if r.pack != nil && !m.PerPack && list.Costs {
		list.Doubts = append(list.Doubts, fmt.Sprintf("Prices are taken for one piece, though column %s tells pack sizes. Choose otherwise where they are for the pack.", r.pack.Column))
	}
	if m.Tax == 0 && list.Costs {
		for _, c := range l.cols {
			if (c.Field == FieldCost || c.Field == FieldList) && taxed(c.Heading) {
				list.Doubts = append(list.Doubts, fmt.Sprintf("Column %s (%s) may include tax. Enter the tax rate, so that it is taken out.", c.Column, c.Heading))
			}
		}
	}
	return list, nil
}

func taxed(name string) bool {
	f := " " + folded(name) + " "
	return slices.ContainsFunc([]string{" incl ", " inkl ", " inc vat ", " ttc ", " iva incluido ", " iva inclusa ", " iva incluida ", " with vat ", " including vat "}, func(w string) bool { return strings.Contains(f, w) }) &&
		!strings.Contains(f, " excl ")
}

// rowReader reads the rows of a sheet.
type rowReader struct {
	sheet  *Sheet
	m      *trade.PriceMap
	cur    money.Currency
	cols   map[string]*col // the first of each field
	costs  []*col          // in the order of their quantities, base first
	beside []*col          // costs that have their quantities beside them
	less   []*col          // discounts
	sizes  []*col          // of items whose row has a price for each size
	pack   *col
	names  []string // of the headings
	group  string   // the heading between rows that stands above
	named  bool     // names stand for part numbers
	factor *big.Rat // of all prices: discount and tax
}

func newRowReader(l *layout, s *Sheet, m *trade.PriceMap, cur money.Currency) *rowReader {
	r := &rowReader{sheet: s, m: m, cur: cur, cols: map[string]*col{}, names: l.names}
	for _, c := range l.cols {
		if r.cols[c.Field] == nil && !c.paired {
			r.cols[c.Field] = c
		}
		if c.quantity != nil {
			r.beside = append(r.beside, c)
			continue
		}
		switch c.Field {
		case FieldCost:
			r.costs = append(r.costs, c)
		case FieldDiscount:
			r.less = append(r.less, c)
		case FieldSize:
			r.sizes = append(r.sizes, c)
		}
	}
	slices.SortStableFunc(r.costs, func(a, b *col) int { return int(a.From - b.From) })
	r.pack = r.cols[FieldPack]
	r.named = r.cols[FieldPart] == nil && r.cols[FieldSKU] == nil && r.cols[FieldGTIN] == nil && r.cols[FieldName] != nil
	if m.Tax > 0 {
		r.factor = big.NewRat(int64(money.Whole), int64(money.Whole+m.Tax))
	}
	if m.Discount > 0 {
		f := big.NewRat(int64(money.Whole-m.Discount), int64(money.Whole))
		if r.factor != nil {
			f.Mul(f, r.factor)
		}
		r.factor = f
	}
	return r
}

// cell is what a row has in a column.
func (r *rowReader) cell(row *Row, c *col) Cell {
	if c == nil || c.at >= len(row.Cells) {
		return Cell{}
	}
	return row.Cells[c.at]
}

func (r *rowReader) text(row *Row, field string) string {
	return oneLine(r.cell(row, r.cols[field]).Text)
}

// oneLine is a text with one space for all between its words.
func oneLine(s string) string {
	if s == "" || s[0] == ' ' || s[len(s)-1] == ' ' {
		return strings.Join(strings.Fields(s), " ")
	}
	for i := 0; i < len(s); i++ { // most are as they are to be
		switch c := s[i]; {
		case c > ' ' && c < 0xc2 || c > 0xe2: // no byte that one of the blanks begins with
		case c >= '\t' && c <= '\r', c == ' ' && s[i+1] == ' ', strings.HasPrefix(s[i:], "\u00a0"), strings.HasPrefix(s[i:], "\u2028"):
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s
}

func at(c *col, row *Row) string { return c.Column + strconv.Itoa(row.No) }

// read reads a row; idle says that it is no item.
func (r *rowReader) read(row *Row) (x PriceRow, idle bool) {
	x = PriceRow{Row: row.No}
	if r.idle(row) {
		return x, true
	}
	x.Name, x.Brand, x.Category, x.Unit = r.text(row, FieldName), r.text(row, FieldBrand), r.text(row, FieldCategory), r.text(row, FieldUnit)
	if x.Category == "" {
		x.Category = r.group
	}
	r.codes(row, &x)
	if r.named {
		x.Part = x.Name
	}
	if x.Part == "" && x.SKU == "" && x.GTIN == "" {
		r.nameless(row, &x)
	}
	none := r.cost(row, &x)
	r.rest(row, &x)
	if x.Cost == nil && len(x.Errors) == 0 && !x.Ended && (len(r.costs)+len(r.beside) > 0 || r.cols[FieldList] != nil) {
		text := "The list has no price for it."
		if none != "" {
			text = fmt.Sprintf("The list has no price for it (%s).", shortened(none, 30))
		}
		x.Doubts = append(x.Doubts, Remark{Text: text})
	}
	for _, f := range []*string{&x.Part, &x.SKU, &x.Name} {
		if len(*f) <= trade.MaxName {
			continue
		}
		if n := len([]rune(*f)); n > trade.MaxName {
			x.Errors = append(x.Errors, Remark{Text: fmt.Sprintf("%q has %d characters; %d fit.", shortened(*f, 40), n, trade.MaxName)})
			*f = shortened(*f, trade.MaxName)
		}
	}
	x.Unit, x.Category = shortened(x.Unit, 30), shortened(x.Category, trade.MaxName)
	return x, false
}

// ofSizes reads a row that has a price for each size: each is an item.
func (r *rowReader) ofSizes(row *Row) (list []PriceRow) {
	for _, c := range r.sizes {
		if r.cell(row, c).Text == "" {
			continue
		}
		r.costs = []*col{c}
		x, idle := r.read(row)
		if idle {
			return nil
		}
		suffix := " " + strings.TrimSpace(c.Heading)
		if x.GTIN = ""; x.Part != "" {
			x.Part += suffix
		}
		if x.SKU != "" {
			x.SKU += suffix
		}
		if x.Name != "" {
			x.Name += suffix
		}
		list = append(list, x)
	}
	return list
}

// idle says whether a row is none of an item: a heading between, the headings once more, a remark or a sum.
func (r *rowReader) idle(row *Row) bool {
	filled, same, first := 0, 0, ""
	kinds, second := 0, ""
	for i := range row.Cells {
		t := row.Cells[i].Text
		if t == "" {
			continue
		}
		filled++
		switch {
		case first == "":
			first, kinds = t, 1
		case t == first || t == second:
		case kinds < 3:
			second = t
			kinds++
		}
		if i < len(r.names) && r.names[i] != "" && len(t) >= len(r.names[i]) && strings.EqualFold(oneLine(t), r.names[i]) {
			same++
		}
	}
	if filled == 0 || same >= 2 && same*2 > filled {
		return true
	}
	priced := false
	for _, field := range []string{FieldCost, FieldList, FieldStock, FieldRetail} {
		priced = priced || r.cell(row, r.cols[field]).Text != "" && !(kinds == 1 && filled > 1)
	}
	for _, list := range [...][]*col{r.costs, r.sizes, r.beside} {
		for _, c := range list {
			priced = priced || r.cell(row, c).Text != "" && kinds > 1
		}
	}
	if kinds == 1 && !priced {
		if f := strings.Fields(folded(first)); len(f) > 0 && !sums[f[0]] && len(first) <= 80 {
			r.group = strings.Join(strings.Fields(first), " ")
		}
		return true
	}
	key := ""
	for _, field := range []string{FieldPart, FieldSKU, FieldGTIN} {
		key += r.cell(row, r.cols[field]).Text
	}
	if key == "" && !r.named && !priced {
		return true
	}
	if sums[firstWord(first)] && (r.text(row, FieldName) == "" || r.text(row, FieldPart) == "" || kinds <= 2) {
		return true
	}
	return false
}

// firstWord is the first word of a text as folded writes it. Most texts begin with plain letters and need no folding.
func firstWord(s string) string {
	from := -1
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch word := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'; {
		case c >= 0x80:
			if f := strings.Fields(folded(s)); len(f) > 0 {
				return f[0]
			}
			return ""
		case word && from < 0:
			from = i
		case !word && from >= 0:
			return strings.ToLower(s[from:i])
		}
	}
	if from < 0 {
		return ""
	}
	return strings.ToLower(s[from:])
}

// sums begin rows that add up, and remarks.
var sums = words(`total|subtotal|totals|sum|summe|zwischensumme|gesamt|gesamtsumme|totale|subtotale|totaal|subtotaal|suma|somme|page|seite|pagina|pag|note|notes|hinweis|nota|remarque|opmerking|alle|all|prices|preise|prix|precios|prezzi|prijzen|stand|printed|gedruckt`)

// nameless says what an item is to be known by that the row lacks.
func (r *rowReader) nameless(row *Row, x *PriceRow) {
	for _, e := range x.Errors {
		if e.Cell != "" {
			return // it says already that the number cannot be read
		}
	}
	x.Errors = append(x.Errors, Remark{Text: "The row has a price and no number that its item is known by."})
}

// join makes one of rows that are the same item: costs by quantity below each other, and items that stand there twice.
func (l *PriceList) join(ctx context.Context, byQuantity bool) {
	first := make(map[string]int, len(l.Rows))
	rows := l.Rows[:0]
	for i := range l.Rows {
		if i%512 == 0 && ctx.Err() != nil {
			return // whoever asked sees it
		}
		x := l.Rows[i]
		key := strings.ToUpper(x.Part) // as items are found
		if key == "" {
			key = x.SKU + "\x00" + x.GTIN
		}
		if key == "\x00" || len(x.Errors) > 0 {
			rows = append(rows, x)
			continue
		}
		at, twice := first[key]
		if !twice {
			first[key] = len(rows)
			rows = append(rows, x)
			continue
		}
		was := &rows[at]
		switch {
		case byQuantity && x.Cost != nil && was.Cost != nil && x.Min != nil:
			was.addBreak(&x)
		case sameOffer(was, &x):
			was.Notes = append(was.Notes, Remark{Text: fmt.Sprintf("Row %d says the same once more.", x.Row)})
			l.Idle++
		default:
			was.Doubts = append(was.Doubts, Remark{Text: fmt.Sprintf("The item stands once more in row %d, otherwise.", x.Row)})
			x.Doubts = append(x.Doubts, Remark{Text: fmt.Sprintf("The item stands in row %d already, otherwise.", was.Row)})
			rows = append(rows, x)
		}
	}
	l.Rows = rows
	if byQuantity {
		for i := range l.Rows {
			if x := &l.Rows[i]; x.Min != nil && *x.Min <= money.Unit {
				x.Min = nil
			}
		}
	}
}

func sameOffer(a, b *PriceRow) bool {
	same := func(x, y *money.Price) bool { return (x == nil) == (y == nil) && (x == nil || *x == *y) }
	stock := a.StockTold == b.StockTold && (a.Stock == nil) == (b.Stock == nil) && (a.Stock == nil || *a.Stock == *b.Stock)
	return same(a.Cost, b.Cost) && stock && slices.Equal(a.Breaks, b.Breaks) && a.Ended == b.Ended
}

// addBreak adds what a later row of the same item says it costs from another quantity on.
func (x *PriceRow) addBreak(y *PriceRow) {
	from, lower := *y.Min, money.Qty(0)
	if x.Min != nil {
		lower = *x.Min
	}
	b := trade.CostBreak{From: from, Cost: *y.Cost}
	if from < lower {
		b = trade.CostBreak{From: lower, Cost: *x.Cost}
		x.Cost, x.Min = y.Cost, y.Min
	}
	i, there := slices.BinarySearchFunc(x.Breaks, b, func(a, b trade.CostBreak) int { return int(a.From - b.From) })
	if there || from == lower {
		x.Doubts = append(x.Doubts, Remark{Text: fmt.Sprintf("Row %d has another price for the same quantity.", y.Row)})
		return
	}
	x.Breaks = slices.Insert(x.Breaks, i, b)
}

// usual finds a price that stands on very many rows: it is often none, but stands for one that is not known.
func (l *PriceList) usual(ctx context.Context, cur money.Currency) {
	count := map[money.Price]int{}
	for i := range l.Rows {
		if i%512 == 0 && ctx.Err() != nil {
			return
		}
		if c := l.Rows[i].Cost; c != nil && *c > 0 {
			count[*c]++
		}
	}
	for p, n := range count {
		if n >= 8 && n*4 >= len(l.Rows) && len(count) > 3 {
			l.Doubts = append(l.Doubts, fmt.Sprintf("%d of %d rows have the price %s. Is it a real one?", n, len(l.Rows), p.Text(cur)))
		}
	}
}
