package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// feeReader reads the rows of a report.
type feeReader struct {
	l      *feeLayout
	home   money.Currency
	cur    money.Currency // of all rows
	rows   []FeeRow
	doubts []string
	total  *Row                  // the report's own sum
	sums   map[*col]money.Amount // what the rows come to
}

func (r *feeReader) cell(row *Row, c *col) Cell {
	if c == nil || c.at >= len(row.Cells) {
		return Cell{}
	}
	return row.Cells[c.at]
}

// text is what a row has in the first column of a field that says something.
func (r *feeReader) text(row *Row, field string) string {
	for _, c := range r.l.cols[field] {
		if t := oneLine(r.cell(row, c).Text); t != "" && !noValue(t) {
			return shortened(t, trade.MaxName)
		}
	}
	return ""
}

// sum reads a sum of money; false where there is none.
func (r *feeReader) sum(row *Row, c *col, x *FeeRow) (money.Amount, bool) {
	cell := r.cell(row, c)
	if cell.Text == "" {
		return 0, false
	}
	if cell.Kind == Broken {
		x.wrong(at(c, row), "The cell holds an error of Excel's (%s).", cell.Text)
		return 0, false
	}
	n, err := numeralIn(cell)
	if err == errNoPrice {
		return 0, false
	}
	if err == nil && n.sign != "" && !means(n.sign, x.Currency) {
		x.doubt(at(c, row), "%q is another currency than that of the row, %s.", shortened(cell.Text, 30), x.Currency)
	}
	if err == nil && n.per == "" {
		if d, err := n.decimal(signOf(cell, c)); err == nil {
			a, err := d.Amount(x.Currency)
			if err != nil { // more digits than the currency has
				var p money.Price
				if p, err = d.Price(x.Currency); err == nil && p <= money.MaxPrice && p >= -money.MaxPrice {
					a = p.Times(money.Unit)
				}
			}
			if err == nil && a <= money.MaxAmount && a >= -money.MaxAmount {
				r.sums[c] += a
				return a, true
			}
		}
	}
	x.wrong(at(c, row), "%q is no amount.", shortened(cell.Text, 40))
	return 0, false
}

// row reads a row; what is no row of the report is left.
func (r *feeReader) row(row *Row) {
	filled, first, idle := glance(row, r.l.names)
	x := FeeRow{Row: row.No, Type: r.text(row, feeType), Order: r.code(row, feeOrder), Currency: r.currency(row)}
	switch {
	case idle:
		return
	case x.Order == "" && sums[firstWord(first)] && (x.Type == "" || x.Type == first):
		r.total = row
		return
	case filled == 1:
		return // a remark
	}
	if x.Currency == "" {
		x.wrong("", "%q is no currency.", shortened(r.text(row, feeCurrency), 20))
		x.Currency = r.home
	}
	x.item = joined("|", r.code(row, feeItem), r.text(row, feeInfo))
	for _, c := range r.l.cols[feeTitle] {
		if t := oneLine(r.cell(row, c).Text); !noValue(t) {
			x.Title = shortened(joined(", ", x.Title, t), trade.MaxName)
		}
	}
	r.day(row, &x)
	for _, field := range []string{feeGross, feeNet, feeTax} {
		for _, c := range r.l.cols[field] {
			a, ok := r.sum(row, c, &x)
			switch {
			case !ok:
			case field == feeTax:
				x.beside = append(x.beside, a, -a)
			case field == feeNet:
				x.Net = &a
			case x.Gross == nil:
				x.Gross = &a
			default:
				*x.Gross += a
			}
		}
	}
	paid := r.text(row, feePaidIn)
	x.abroad = paid != "" && !strings.EqualFold(paid, string(x.Currency))
	x.sale = saleTypes[folded(x.Type)] && !r.l.of.worded
	if r.l.of.worded {
		r.worded(row, &x)
	} else {
		r.parts(row, &x)
	}
	r.rows = append(r.rows, x)
}

// currency is that of a row; empty where it is none.
func (r *feeReader) currency(row *Row) money.Currency {
	if r.cur != "" {
		return r.cur
	}
	for _, field := range []string{feeCurrency, feePaidIn} {
		if t := r.text(row, field); t != "" {
			cur, err := money.ParseCurrency(strings.ToUpper(t))
			if err != nil {
				return ""
			}
			return cur
		}
	}
	return r.home
}

// code is a number of letters and digits as it is written.
func (r *feeReader) code(row *Row, field string) string {
	text := r.text(row, field)
	if strings.HasSuffix(text, ".0") && strings.Trim(text, "0123456789.") == "" {
		text = strings.TrimSuffix(text, ".0")
	}
	return text
}

func (r *feeReader) day(row *Row, x *FeeRow) {
	for _, c := range r.l.cols[feeDate] {
		cell := r.cell(row, c)
		d, ok := dayOfOrder(cell, c.monthly)
		if !ok {
			x.doubt(at(c, row), "%q is no day that can be told.", shortened(cell.Text, 40))
		}
		x.Date, x.time = d, folded(cell.Text)
	}
}

// parts reads what was kept, as it stands there.
func (r *feeReader) parts(row *Row, x *FeeRow) {
	for _, field := range []string{feeMarket, feeCard, feeBesides, feeOther} {
		for _, c := range r.l.cols[field] {
			a, ok := r.sum(row, c, x)
			if !ok || a == 0 {
				continue
			}
			kind := feeKinds[field]
			if field == feeOther {
				if kind = trade.ChargeOther; x.Order == "" && !feeInWords.MatchString(x.Type) {
					continue // money that was paid out
				}
				if x.Order != "" {
					x.doubt(at(c, row), "The file does not say what %s stands for in the column %q.", a.Text(x.Currency), c.Heading)
				}
			}
			x.kept(kind, c.Heading, a)
		}
	}
	if kind := r.l.of.byTypes[squashed(x.Type)]; kind != "" && x.raw == 0 { // the whole row is the fee
		all := x.Gross
		if all == nil {
			all = x.Net
		}
		if all != nil && *all != 0 {
			x.kept(kind, firstOf(x.Title, x.Type), *all)
			x.Gross, x.Net = new(money.Amount), all
		}
	}
}

// kept adds what was kept by somebody; what the same one keeps of a row is one charge.
func (x *FeeRow) kept(kind trade.ChargeKind, name string, a money.Amount) {
	x.raw += a
	for i := range x.Parts {
		if p := &x.Parts[i]; p.Kind == kind {
			p.Amount += a
			p.Name = shortened(joined(", ", p.Name, name), trade.MaxName)
			return
		}
	}
	x.Parts = append(x.Parts, FeePart{Kind: kind, Name: name, Amount: a})
}

// worded reads a row of a statement that says in words whose fee it is, and for what.
func (r *feeReader) worded(row *Row, x *FeeRow) {
	if m := orderInWords.FindStringSubmatch(joined(" ", r.text(row, feeInfo), x.Title)); m != nil {
		x.Order = m[1]
	}
	x.item = joined("|", x.item, x.Title)
	title := append(strings.Fields(folded(x.Title)), "", "")
	if taxTypes[folded(x.Type)] || taxTypes[title[0]] || taxTypes[title[0]+" "+title[1]] {
		x.note("", "It is a tax, and no fee.")
		return
	}
	kind := trade.ChargeMarket
	switch {
	case cardInWords.MatchString(x.Title):
		kind = trade.ChargeCard
	case labelInWords.MatchString(x.Title):
		kind = trade.ChargeOther
	}
	for _, c := range r.l.cols[feeMarket] {
		if a, ok := r.sum(row, c, x); ok && a != 0 {
			x.kept(kind, firstOf(x.Title, x.Type), a)
		}
	}
	if x.Gross == nil {
		x.Gross = new(money.Amount)
	}
}

// settle puts the rows of orders with several items together, finds out which sums were kept and which were given back, and gives each part its key.
func (r *feeReader) settle() {
	r.shared()
	seen := map[string]int{}
	for i := range r.rows {
		x := &r.rows[i]
		r.direct(x)
		if x.sale && x.Order != "" && len(x.Parts) == 0 && len(x.Errors) == 0 {
			x.Parts = []FeePart{{Kind: r.l.of.main, Name: x.Type}} // nothing was kept, which is known now
		}
		like := x.like(r.l.of.name)
		for j := range x.Parts {
			p := &x.Parts[j]
			x.Fee += p.Amount
			p.Like = like + " " + string(p.Kind[:1])
			key := p.Like + " " + strconv.FormatInt(int64(p.Amount), 10)
			p.Key = key + " " + strconv.Itoa(seen[key])
			seen[key]++
		}
	}
	r.compare()
}

// shared drops the shares of items in a fee that the row of their whole order has; where that row has none, the items' fees are those of the order.
func (r *feeReader) shared() {
	whole := map[string]*FeeRow{}
	for i := range r.rows {
		if x := &r.rows[i]; x.Order != "" && x.sale && x.Net != nil {
			whole[x.Order] = x
		}
	}
	for i := range r.rows {
		x := &r.rows[i]
		head := whole[x.Order]
		if head == nil || !x.sale || x.Net != nil {
			continue
		}
		if len(head.Parts) > 0 {
			x.Parts, x.raw = nil, 0
			x.note("", "Its fee is a share of that in row %d.", head.Row)
		} else {
			head.items += x.raw
			x.head = head
		}
		x.sale = false
	}
	for _, head := range whole {
		head.sale = head.sale && head.items == 0
	}
}

// direct finds out by the row's own sums whether what was kept stands there with a minus or without, and says where they do not agree.
func (r *feeReader) direct(x *FeeRow) {
	minus, by := r.l.of.minus, x
	if x.head != nil {
		by = x.head
	}
	raw := by.raw + by.items
	if by.Gross != nil && by.Net != nil && !by.abroad {
		agrees := false
		for _, beside := range append([]money.Amount{0}, by.beside...) {
			less, more := *by.Gross+raw+beside == *by.Net, *by.Gross-raw+beside == *by.Net
			if !agrees && less != more {
				minus = less
			}
			agrees = agrees || less || more
		}
		if !agrees && x.Order != "" && x.head == nil && (raw != 0 || len(x.Errors) == 0) {
			x.doubt("", "Its amount of %s and its fees of %s do not come to the net amount of the file, %s.", x.Gross.Text(x.Currency), raw.Text(x.Currency), x.Net.Text(x.Currency))
		}
	}
	for i := range x.Parts {
		if minus {
			x.Parts[i].Amount = -x.Parts[i].Amount
		}
	}
}

// like is a sum of what a row says besides its fees and besides what changes later, such as when it is paid out.
func (x *FeeRow) like(source string) string {
	gross := ""
	if x.Gross != nil {
		gross = x.Gross.Text(x.Currency)
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{source, string(x.Date), x.time, folded(x.Type), x.Order, x.item, gross, string(x.Currency)}, "\x00")))
	return hex.EncodeToString(sum[:9])
}

// compare says where the rows do not come to the report's own sum.
func (r *feeReader) compare() {
	if r.total == nil {
		return
	}
	for _, c := range r.l.all {
		if !isFeeSum(c.Field) {
			continue
		}
		x := FeeRow{Currency: firstCurrency(r.currency(r.total), r.home)}
		rows := r.sums[c]
		told, ok := r.sum(r.total, c, &x)
		if ok && len(x.Errors) == 0 && rows != told {
			r.doubts = append(r.doubts, fmt.Sprintf("The column %q comes to %s, and the file's own sum says %s. Rows may be missing: fetch it once more.", c.Heading, rows.Text(x.Currency), told.Text(x.Currency)))
		}
	}
}

func firstCurrency(a, b money.Currency) money.Currency {
	if a != "" {
		return a
	}
	return b
}
