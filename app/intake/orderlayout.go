package intake

import (
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// orderLayout is where in a table of orders what stands.
type orderLayout struct {
	first  int // the first row below the headings in Sheet.Rows
	head   int // its row number; -1: there is none
	names  []string
	source string
	all    []*col
	score  float64
	doubts []string
	above  []Row // what stands above the headings
}

// orderWeights say how much a recognised heading speaks for a row of headings.
var orderWeights = map[string]float64{OrderQty: 3, OrderSKU: 2, OrderNumber: 2, OrderKey: 2, OrderName: 1.5, OrderPrice: 1.5, OrderDate: 1, OrderItems: 2}

func orderScore(names []string) (score float64) {
	seen := map[string]bool{}
	of := sourceOf(names)
	if of != nil {
		score = 10
	}
	for _, name := range names {
		field := of.fieldOf(name)
		if field == "" || seen[field] {
			continue
		}
		seen[field] = true
		if w := orderWeights[field]; w > 0 {
			score += w
		} else {
			score += 0.5
		}
	}
	return score
}

// arrangeOrders finds out what stands in a table, by the map where it says so, else by the headings.
func arrangeOrders(s *Sheet, m *trade.OrderMap) (*orderLayout, error) {
	l := &orderLayout{head: -1}
	for _, c := range m.Columns {
		if c.Field != "" && !slices.Contains(OrderFields, c.Field) {
			return nil, trade.Faultf(trade.Invalid, "A column cannot be %q. It can be %s.", c.Field, strings.Join(OrderFields, ", ")).In("map.columns")
		}
	}
	wanted := map[string]bool{}
	for _, c := range m.Columns {
		wanted[squashed(c.Heading)] = c.Heading != ""
	}
	best := 2.5
	for i := range s.Rows[:min(len(s.Rows), headingRows)] {
		r := &s.Rows[i]
		if m.Heading > 0 && r.No != m.Heading {
			continue
		}
		names := textsOf(r.Cells)
		score := orderScore(names)
		for _, n := range names {
			if wanted[squashed(n)] {
				score += 3
			}
		}
		if score > best || m.Heading > 0 {
			best = score
			l.score, l.names, l.head, l.first = score, names, r.No, i+1
		}
	}
	l.above = s.Rows[:max(l.first-1, 0)]
	of := sourceOf(l.names)
	if m.Source != "" {
		of = sourceNamed(m.Source)
	}
	if of != nil {
		l.source = of.name
	}
	taken := map[string]bool{}
	placed := slices.ContainsFunc(l.names, func(n string) bool { f := of.fieldOf(n); return f == "ship_city" || f == "ship_zip" })
	for at, name := range l.names {
		c := &col{at: at, sign: '.', PriceColumn: trade.PriceColumn{Column: Letter(at), Heading: name}}
		field := of.fieldOf(name)
		if placed && squashed(name) == "state" { // beside a city it is part of the address
			field = "ship_region"
		}
		if slices.Contains(OrderFields, field) && (!taken[field] || severalOf[field]) {
			c.Field = field
			taken[field] = true
		}
		l.all = append(l.all, c)
	}
	for _, c := range l.all { // "Item" is a number where the goods are named beside it, else a name
		if c.Field == "" && squashed(c.Heading) == "item" {
			switch {
			case !taken[OrderName]:
				c.Field, taken[OrderName] = OrderName, true
			case !taken[OrderSKU]:
				c.Field, taken[OrderSKU] = OrderSKU, true
			}
		}
	}
	l.byMap(m)
	l.signs(s, m, of)
	return l, nil
}

// severalOf are the fields of which a table may have several columns, which are added up or joined.
var severalOf = map[string]bool{OrderTaxName: true, OrderTaxPart: true, OrderTax: true, OrderNotes: true, OrderFee: true, OrderExtra: true, OrderMarketTax: true}

// byMap takes the columns that were chosen; each is found again by its heading.
func (l *orderLayout) byMap(m *trade.OrderMap) {
	if len(m.Columns) == 0 {
		return
	}
	found := 0
	for _, want := range m.Columns {
		if slices.ContainsFunc(l.all, func(c *col) bool { return c.Heading == want.Heading || want.Heading == "" && c.Column == want.Column }) {
			found++
		}
	}
	if found*2 < len(m.Columns) {
		l.doubts = append(l.doubts, "The columns are others than those that were chosen before, so they are read by their headings.")
		return
	}
	for _, c := range l.all {
		for _, want := range m.Columns {
			if want.Heading != "" && folded(want.Heading) == folded(c.Heading) || want.Heading == "" && want.Column == c.Column {
				c.Field, c.Decimal = want.Field, want.Decimal
			}
		}
	}
}

// numbered are the fields that hold numbers.
var numbered = []string{OrderQty, OrderQtyLeft, OrderPrice, OrderAmount, OrderLess, OrderDiscount, OrderFreight, OrderFreightLs, OrderTax, OrderMarketTax, OrderTotal, OrderSubtotal, OrderFee, OrderExtra,
	OrderTaxPart, OrderRefunded}

// signs finds out the decimal sign of each column of numbers, and the order of days.
func (l *orderLayout) signs(s *Sheet, m *trade.OrderMap, of *source) {
	var file signs
	counts := map[*col]*signs{}
	month := byte(0)
	var undecided *col
	for _, c := range l.all {
		switch {
		case slices.Contains(numbered, c.Field):
			x := &signs{}
			for i := l.first; i < len(s.Rows) && i < l.first+5000; i++ {
				if r := &s.Rows[i]; c.at < len(r.Cells) && r.Cells[c.at].Kind == Words && r.Cells[c.at].Text != "" {
					x.look(r.Cells[c.at].Text)
				}
			}
			counts[c] = x
			file.point, file.comma = file.point+x.point, file.comma+x.comma
		case c.Field == OrderDate || c.Field == OrderWanted:
			short := false
			for i := l.first; i < len(s.Rows) && month == 0; i++ {
				if r := &s.Rows[i]; c.at < len(r.Cells) {
					month = orderOfDays(r.Cells[c.at : c.at+1])
					short = short || shortDay.MatchString(r.Cells[c.at].Text)
				}
			}
			if short {
				undecided = c
			}
		}
		for i := l.first; i < len(s.Rows) && len(c.Samples) < 3 && i < l.first+50; i++ {
			if r := &s.Rows[i]; c.at < len(r.Cells) && r.Cells[c.at].Text != "" && !slices.Contains(c.Samples, r.Cells[c.at].Text) {
				c.Samples = append(c.Samples, shortened(r.Cells[c.at].Text, 60))
			}
		}
	}
	for c, x := range counts {
		switch {
		case c.Decimal != "":
			c.sign = c.Decimal[0]
		case of != nil && of.point:
			c.sign = '.'
		case x.point+x.comma > 0 && x.comma > x.point:
			c.sign = ','
		case x.point > 0:
			c.sign = '.'
		case file.comma > file.point, file.comma+file.point == 0 && s.Comma && of == nil && x.both > 0:
			c.sign = ','
		}
		if x.point+x.comma+x.both > 0 {
			c.Decimal = string(c.sign)
		}
	}
	switch {
	case m.DayFirst == "yes":
		month = 'D'
	case m.DayFirst == "no" || of != nil && of.month:
		month = 'M'
	case month == 0 && undecided != nil:
		l.doubts = append(l.doubts, fmt.Sprintf("Column %s (%s) does not say whether the day or the month comes first. Choose it.", undecided.Column, undecided.Heading))
	}
	for _, c := range l.all {
		c.monthly = month
	}
}
