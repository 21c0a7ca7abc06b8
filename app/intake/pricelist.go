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
	PartDoubt   *Remark // the part number may be damaged, unless it is known
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
	l := arrange(s, &m)
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
		if i%2048 == 0 && ctx.Err() != nil {
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
	list.join(r.cols[FieldFrom] != nil)
	if s.whole {
		list.usual(cur)
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
		if r.cols[c.Field] == nil {
			r.cols[c.Field] = c
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
	if s == "" || !strings.ContainsAny(s, "\t\n\r\v\f\u00a0\u2028") && !strings.Contains(s, "  ") && s[0] != ' ' && s[len(s)-1] != ' ' {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
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
	if x.Cost == nil && len(x.Errors) == 0 && !x.Ended && (len(r.costs) > 0 || r.cols[FieldList] != nil) {
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
	for _, c := range append(r.costs, r.sizes...) {
		priced = priced || r.cell(row, c).Text != "" && kinds > 1
	}
	if kinds == 1 && !priced {
		if f := folded(first); f != "" && !sums[strings.Fields(f)[0]] && len(first) <= 80 {
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
	if f := strings.Fields(folded(first)); len(f) > 0 && sums[f[0]] && (r.text(row, FieldName) == "" || r.text(row, FieldPart) == "" || kinds <= 2) {
		return true
	}
	return false
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

// prices

// listPrice is a price as the list has it, for so many pieces.
type listPrice struct {
	money.Decimal
	there bool
	per   int64
}

// priceOf reads a price; instead is what stands there where the list says that there is none.
func (r *rowReader) priceOf(row *Row, c *col, x *PriceRow) (p listPrice, instead string) {
	cell := r.cell(row, c)
	if cell.Text == "" {
		return p, ""
	}
	wrong := func(format string, args ...any) (listPrice, string) {
		x.Errors = append(x.Errors, Remark{at(c, row), fmt.Sprintf(format, args...)})
		return listPrice{}, ""
	}
	n := numeral{digits: cell.Text}
	sign := c.sign
	switch cell.Kind {
	case Broken:
		return wrong("The cell holds an error of Excel's (%s) and no price.", cell.Text)
	case Day:
		return wrong("The cell holds a day (%s) and no price.", cell.Text)
	case Number, Share:
		sign = '.'
		if s := r.sheet.Signs; int(cell.Sign) < len(s) {
			n.sign = s[cell.Sign]
		}
		if rest, ok := strings.CutPrefix(cell.Text, "-"); ok {
			n.digits, n.negative = rest, true
		}
	default:
		var err error
		if n, err = numeralOf(cell.Text); err == errNoPrice {
			return p, cell.Text
		} else if err != nil {
			return wrong("%q is no price.", shortened(cell.Text, 40))
		}
	}
	if n.sign == "" {
		n.sign = string(c.Currency)
	}
	if own := r.text(row, FieldCurrency); own != "" {
		if n.sign = currencyIn(own); n.sign == "" {
			n.sign = strings.ToUpper(own)
		}
	}
	if !means(n.sign, r.cur) {
		return wrong("The price is in %s, and the supplier bills in %s. Change the supplier's currency, or ask for the list in %s.", n.sign, r.cur, r.cur)
	}
	d, err := n.decimal(sign)
	switch {
	case err == errDecimals:
		return wrong("%q has another decimal sign than the rest of its column.", shortened(cell.Text, 40))
	case err != nil:
		return wrong("%q is no price that can be kept.", shortened(cell.Text, 40))
	}
	if strings.HasPrefix(d.String(), "-") {
		return wrong("The price %s is below zero.", d)
	}
	p = listPrice{d, true, 1}
	if n.per != "" {
		if per, ok := leadingInt(n.per); ok && per > 1 {
			p.per = int64(per)
		}
	}
	if _, err := d.Price(r.cur); err != nil {
		x.Notes = append(x.Notes, Remark{at(c, row), fmt.Sprintf("%s has more decimals than a price in %s; it is rounded.", d, r.cur)})
	}
	return p, ""
}

// net is the price of one piece as we pay it, rounded to the digits that are kept: for a share of the list's price, which nil leaves as it
// is, and for each of so many pieces.
func (r *rowReader) net(p listPrice, share *big.Rat, pieces int64) (money.Price, bool) {
	if pieces *= p.per; pieces == 1 && share == nil && r.factor == nil {
		if exact, err := p.Price(r.cur); err == nil {
			return exact, true
		}
	}
	v, ok := new(big.Rat).SetString(p.String())
	if !ok || pieces < 1 {
		return 0, false
	}
	for _, f := range []*big.Rat{share, r.factor} {
		if f != nil {
			v.Mul(v, f)
		}
	}
	return r.kept(v.Quo(v, new(big.Rat).SetInt64(pieces)))
}

// kept rounds a price to the digits that are kept.
func (r *rowReader) kept(v *big.Rat) (money.Price, bool) {
	scale := int64(1)
	for range r.cur.Digits() + 2 {
		scale *= 10
	}
	w := new(big.Rat).Mul(v, new(big.Rat).SetInt64(scale*2))
	w.Add(w, big.NewRat(1, 1)) // half away from zero: prices are not negative
	n := new(big.Int).Quo(w.Num(), new(big.Int).Mul(w.Denom(), big.NewInt(2)))
	if !n.IsInt64() || money.Price(n.Int64()) > money.MaxPrice {
		return 0, false
	}
	return money.Price(n.Int64()), true
}

// cost reads what one piece costs us, and what it costs from which quantity on; none is what stands there instead of a price.
func (r *rowReader) cost(row *Row, x *PriceRow) (none string) {
	divide := int64(1)
	if c := r.cols[FieldPer]; c != nil && r.cell(row, c).Text != "" {
		if n, ok := leadingInt(r.cell(row, c).Text); ok && n > 0 {
			divide = int64(n)
		} else if isDigitless(r.cell(row, c).Text) {
			divide = 1
		} else {
			x.Doubts = append(x.Doubts, Remark{at(c, row), fmt.Sprintf("%q does not say how many pieces the price is for.", shortened(r.cell(row, c).Text, 40))})
		}
	}
	pack := r.packSize(row, x)
	if pack > 1 && r.m.PerPack {
		divide *= int64(pack)
	}
	if pack > 1 && x.Multiple == nil && r.cols[FieldMultiple] == nil {
		q := money.Qty(pack) * money.Unit
		x.Multiple = &q
	}
	for i, c := range r.costs {
		v, instead := r.priceOf(row, c, x)
		if none == "" {
			none = instead
		}
		if !v.there {
			continue
		}
		p, ok := r.net(v, nil, divide)
		switch {
		case !ok:
			x.Errors = append(x.Errors, Remark{at(c, row), "The price is larger than a document can carry."})
		case i == 0 || x.Cost == nil:
			if x.Cost = &p; c.From > 0 {
				x.Min = &c.From
			}
		case c.From > 0:
			x.Breaks = append(x.Breaks, trade.CostBreak{From: c.From, Cost: p})
		}
	}
	x.HasBreaks = len(r.costs) > 1 || r.cols[FieldFrom] != nil
	if c := r.cols[FieldList]; c != nil {
		v, instead := r.priceOf(row, c, x)
		if none == "" {
			none = instead
		}
		less, ok := r.discounts(row, x)
		if v.there && ok {
			p, fine := r.net(v, less, divide)
			switch {
			case !fine:
				x.Errors = append(x.Errors, Remark{at(c, row), "The price is larger than a document can carry."})
			case x.Cost == nil:
				x.Cost = &p
			case len(r.less) > 0 && differs(p, *x.Cost) && less.Cmp(big.NewRat(1, 1)) != 0:
				x.Doubts = append(x.Doubts, Remark{at(c, row), fmt.Sprintf("The list price less the discount comes to %s, and not to the net price %s.", p.Text(r.cur), x.Cost.Text(r.cur))})
			}
		}
	}
	if c := r.cols[FieldRetail]; c != nil && r.cell(row, c).Text != "" {
		before := len(x.Errors)
		v, _ := r.priceOf(row, c, x)
		x.Notes, x.Errors = append(x.Notes, x.Errors[before:]...), x.Errors[:before] // it says nothing about the cost
		if v.there {
			if p, ok := (&rowReader{cur: r.cur}).net(v, nil, 1); ok {
				x.Retail = &p
			}
		}
	}
	if x.Cost != nil && *x.Cost == 0 {
		x.Doubts = append(x.Doubts, Remark{Text: "The price is zero."})
	}
	for i, b := range x.Breaks {
		if x.Cost != nil && (b.Cost > *x.Cost || i > 0 && b.Cost > x.Breaks[i-1].Cost) {
			x.Doubts = append(x.Doubts, Remark{Text: fmt.Sprintf("From %s on it costs more than below.", b.From)})
			break
		}
	}
	return none
}

// differs says whether two prices are further apart than rounding explains.
func differs(a, b money.Price) bool {
	d := a - b
	if d < 0 {
		d = -d
	}
	return d > max(a, b)/100 && d > 100
}

// discounts is what is left of one after all discounts of a row.
func (r *rowReader) discounts(row *Row, x *PriceRow) (*big.Rat, bool) {
	left := big.NewRat(1, 1)
	for _, c := range r.less {
		cell := r.cell(row, c)
		if cell.Text == "" || strings.Trim(cell.Text, "-–— ") == "" {
			continue
		}
		for _, part := range strings.FieldsFunc(cell.Text, func(c rune) bool { return c == '+' || c == '/' || c == '&' }) {
			n, err := numeralOf(strings.ReplaceAll(part, "%", ""))
			sign := c.sign
			if cell.Kind != Words {
				sign = '.'
			}
			var d money.Decimal
			if err == nil {
				d, err = n.decimal(sign)
			}
			v, ok := new(big.Rat).SetString(d.String())
			if err != nil || !ok {
				x.Errors = append(x.Errors, Remark{at(c, row), fmt.Sprintf("%q is no discount.", shortened(cell.Text, 40))})
				return left, false
			}
			if cell.Kind != Share && !c.fraction {
				v.Quo(v, big.NewRat(100, 1))
			}
			if v.Sign() < 0 {
				v.Neg(v)
			}
			if v.Cmp(big.NewRat(1, 1)) >= 0 {
				x.Errors = append(x.Errors, Remark{at(c, row), fmt.Sprintf("A discount of %s leaves nothing.", shortened(cell.Text, 40))})
				return left, false
			}
			left.Mul(left, new(big.Rat).Sub(big.NewRat(1, 1), v))
		}
	}
	return left, true
}

// join makes one of rows that are the same item: costs by quantity below each other, and items that stand there twice.
func (l *PriceList) join(byQuantity bool) {
	first := make(map[string]int, len(l.Rows))
	rows := l.Rows[:0]
	for i := range l.Rows {
		x := l.Rows[i]
		key := x.Part
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
func (l *PriceList) usual(cur money.Currency) {
	count := map[money.Price]int{}
	for i := range l.Rows {
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
