package intake

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// col is a column of a sheet as it is read.
type col struct {
	trade.PriceColumn
	at       int
	sign     byte  // the decimal sign of its texts
	fraction bool  // 0.1 means 10 %
	times    bool  // a discount that says what is left of the price
	monthly  byte  // the order of its days: D, M (month first), 0 not known
	per      int64 // pieces that a price is for, by the heading
	quantity *col  // of a cost that has its quantity beside it
	paired   bool  // a quantity that a cost has beside it
}

// layout is where in a sheet what stands.
type layout struct {
	first  int // the first row of the list in Sheet.Rows
	head   int // the row number of the last heading; -1: there is none
	names  []string
	cols   []*col // those that are read
	all    []*col
	score  float64
	doubts []string
	cur    money.Currency // that the supplier bills in; empty: not known
}

// surely is the least that a guess must have to be taken.
const surely = 60

func isNumber(c Cell) bool {
	if c.Kind != Words {
		return c.Kind != Broken
	}
	_, err := numeralOf(c.Text)
	return err == nil
}

// samplesOf are some filled cells of a column below the headings.
func (l *layout) samplesOf(s *Sheet, at, n int) (list []Cell) {
	for i := l.first; i < len(s.Rows) && len(list) < n && i < l.first+headRows; i++ {
		if r := &s.Rows[i]; at < len(r.Cells) && r.Cells[at].Text != "" {
			list = append(list, r.Cells[at])
		}
	}
	return list
}

// share is the part of the cells for which something holds.
func share(cells []Cell, holds func(Cell) bool) float64 {
	n := 0
	for _, c := range cells {
		if holds(c) {
			n++
		}
	}
	if len(cells) == 0 {
		return 0
	}
	return float64(n) / float64(len(cells))
}

func gtinLike(c Cell) bool {
	s := ungrouped.Replace(c.Text)
	return len(s) >= 8 && len(s) <= 14 && strings.Trim(s, "0123456789") == "" || inExponent.MatchString(c.Text)
}

// fits says whether what stands in a column can be what its heading says.
func fits(field string, cells []Cell) bool {
	if len(cells) == 0 {
		return true
	}
	noPrice := func(c Cell) bool { _, err := numeralOf(c.Text); return err == errNoPrice }
	switch field {
	case FieldCost, FieldList, FieldRetail:
		// Of a list of one row or two, half may be wrong: the row is told then, instead of the column being missed.
		return len(cells) == 1 || share(cells, func(c Cell) bool { return c.Kind == Broken || c.Kind != Day && isNumber(c) || noPrice(c) }) >= 0.5
	case FieldGTIN:
		return share(cells, gtinLike) > 0.3
	case FieldDiscount:
		return share(cells, func(c Cell) bool { return c.Kind != Words || strings.ContainsAny(c.Text, "0123456789") }) > 0.5
	case FieldName:
		return share(cells, isNumber) < 0.7
	case FieldFrom, FieldPer, FieldMin, FieldMultiple:
		return share(cells, func(c Cell) bool { return strings.ContainsAny(c.Text, "0123456789") }) > 0.4
	}
	return true
}

// arrange finds out what stands in a sheet, by the map where it says so, else by the headings or by what is below them.
func arrange(ctx context.Context, s *Sheet, m *trade.PriceMap, cur money.Currency) *layout {
	l := &layout{cur: cur}
	l.findHeadings(s, m)
	width := len(l.names)
	for i := l.first; i < len(s.Rows) && i < l.first+headRows; i++ {
		width = max(width, len(s.Rows[i].Cells))
	}
	samples := make([][]Cell, width)
	for at := range width {
		c := &col{at: at, PriceColumn: trade.PriceColumn{Column: Letter(at)}}
		if at < len(l.names) {
			c.Heading = l.names[at]
		}
		samples[at] = l.samplesOf(s, at, 200)
		for _, x := range samples[at] {
			if len(c.Samples) < 4 && !slices.Contains(c.Samples, x.Text) {
				c.Samples = append(c.Samples, shortened(x.Text, 60))
			}
		}
		l.all = append(l.all, c)
	}
	switch {
	case l.byMap(m):
		l.pairs(samples, true)
	case l.head < 0:
		l.byContent(samples)
	default:
		l.byHeadings(samples)
	}
	for _, c := range l.all {
		if c.Field != "" {
			l.cols = append(l.cols, c)
		}
	}
	l.forPieces(m)
	l.readSigns(ctx, s, samples)
	return l
}

func shortened(text string, n int) string {
	if text = oneLine(text); len(text) <= n {
		return text
	}
	if r := []rune(text); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return text
}

// byMap takes the columns that were chosen; a column is found again by its heading, even where it stands elsewhere now.
func (l *layout) byMap(m *trade.PriceMap) bool {
	if len(m.Columns) == 0 {
		return false
	}
	taken := map[int]bool{}
	wanted, found := 0, 0
	var lost []string
	for _, want := range m.Columns {
		if want.Field != "" {
			wanted++
		}
		at := -1
		for i, c := range l.all {
			same := want.Heading != "" && folded(c.Heading) == folded(want.Heading)
			if !taken[i] && (same && (at < 0 || c.Column == want.Column) || want.Heading == "" && c.Column == want.Column) {
				at = i
			}
		}
		if at < 0 {
			if want.Field != "" {
				lost = append(lost, fmt.Sprintf("The list has no column %q any more, which was read as %s.", want.Heading, fieldWord(want.Field)))
			}
			continue
		}
		taken[at] = true
		c := l.all[at]
		if c.Field, c.From = want.Field, want.From; c.Field != "" {
			found++
		}
		if want.Decimal != "" {
			c.Decimal, c.sign = want.Decimal, want.Decimal[0]
		}
	}
	if found*2 < wanted { // a list of another kind
		for _, c := range l.all {
			c.Field, c.From, c.Decimal, c.sign = "", 0, "", 0
		}
		return false
	}
	l.doubts = append(l.doubts, lost...)
	return true
}

func fieldWord(field string) string {
	return strings.ReplaceAll(field, "_", " ")
}

// byHeadings gives each column the field that its heading names best.
func (l *layout) byHeadings(samples [][]Cell) {
	type offer struct {
		at int
		g  guess
	}
	var offers []offer
	for at, c := range l.all {
		for _, g := range guessesOf(c.Heading) {
			if g.score >= surely && fits(g.field, samples[at]) {
				offers = append(offers, offer{at, g})
			}
		}
	}
	slices.SortStableFunc(offers, func(a, b offer) int {
		if a.g.score != b.g.score {
			return b.g.score - a.g.score
		}
		if (len(samples[a.at]) == 0) != (len(samples[b.at]) == 0) {
			if len(samples[a.at]) == 0 {
				return 1
			}
			return -1
		}
		if a.at != b.at {
			return a.at - b.at
		}
		return strings.Compare(a.g.field, b.g.field)
	})
	done := map[int]bool{}
	taken := map[string]bool{}
	for _, o := range offers {
		if done[o.at] || taken[o.g.field] && o.g.field != "" && o.g.field != FieldDiscount && o.g.field != FieldCost {
			continue
		}
		done[o.at] = true
		if o.g.field == "" {
			continue
		}
		c := l.all[o.at]
		c.Field = o.g.field
		taken[o.g.field] = true
	}
	if !taken[FieldPart] && !taken[FieldSKU] && !taken[FieldMaker] {
		l.namedByNumber(samples)
	}
	l.sizes(samples)
	l.pairs(samples, false)
	l.breaks(samples)
	l.onePrice(samples, taken)
	if !taken[FieldPart] && !taken[FieldSKU] && taken[FieldMaker] {
		l.field(FieldMaker).Field = FieldPart
	}
}

// namedByNumber takes a column for part numbers whose heading may stand for those or for names, as "Artikel" does, where it holds nothing but
// codes and another column has the names.
func (l *layout) namedByNumber(samples [][]Cell) {
	n := l.field(FieldName)
	if n == nil || !offers(n.Heading, FieldPart) || share(samples[n.at], codeLike) < 1 {
		return
	}
	for at, c := range l.all {
		if c.Field == "" && offers(c.Heading, FieldName) && fits(FieldName, samples[at]) {
			n.Field, c.Field = FieldPart, FieldName
			return
		}
	}
}

// offers says whether a heading may stand for a field.
func offers(heading, field string) bool {
	return slices.ContainsFunc(guessesOf(heading), func(g guess) bool { return g.field == field && g.score >= surely })
}

// codeLike says whether a text is a code: one word with a digit.
func codeLike(c Cell) bool {
	return strings.ContainsAny(c.Text, "0123456789") && !strings.ContainsAny(strings.TrimSpace(c.Text), " \t\n")
}

// field is the first column of a field; nil where there is none.
func (l *layout) field(field string) *col {
	for _, c := range l.all {
		if c.Field == field {
			return c
		}
	}
	return nil
}

// onePrice leaves one column of costs, besides those from a quantity on.
func (l *layout) onePrice(samples [][]Cell, taken map[string]bool) {
	var list []*col
	for _, c := range l.all {
		if c.Field == FieldCost && c.From == 0 && c.quantity == nil {
			list = append(list, c)
		}
	}
	best := func(c *col) int {
		top := 0
		for _, g := range guessesOf(c.Heading) {
			if g.field == FieldCost {
				top = g.score - 20*g.rank
			}
		}
		if sign := currencyOfHeading(c.Heading); top > 0 && l.cur != "" && sign != "" && !means(sign, l.cur) {
			top -= 200 // a price in another currency is the last to be taken
		}
		return top
	}
	if len(list) > 1 {
		keep := slices.MaxFunc(list, func(a, b *col) int { // the first of equals
			if best(a) != best(b) {
				return best(a) - best(b)
			}
			return b.at - a.at
		})
		for _, c := range list {
			if c == keep {
				continue
			}
			c.Field = ""
			if b := best(c); b > 0 && !taken[FieldList] && b < best(keep) && larger(samples[c.at], samples[keep.at]) {
				c.Field, taken[FieldList] = FieldList, true
				continue
			}
			l.doubts = append(l.doubts, fmt.Sprintf("Columns %s (%s) and %s (%s) are both prices; the first is taken for what we pay.", keep.Column, keep.Heading, c.Column, c.Heading))
		}
		list = []*col{keep}
	}
	list1 := l.field(FieldList)
	discounts := slices.ContainsFunc(l.all, func(c *col) bool { return c.Field == FieldDiscount && len(samples[c.at]) > 0 })
	switch {
	case len(list) == 1 && list1 == nil && discounts && best(list[0]) < 95:
		list[0].Field = FieldList
		l.doubts = append(l.doubts, fmt.Sprintf("Column %s (%s) is taken for the price before the discount in column %s.", list[0].Column, list[0].Heading, l.field(FieldDiscount).Column))
	case len(list) == 0 && list1 == nil && l.field(FieldCost) == nil && l.field(FieldRetail) != nil && discounts:
		c := l.field(FieldRetail)
		c.Field = FieldList
		l.doubts = append(l.doubts, fmt.Sprintf("Column %s (%s) is taken for the price before the discount in column %s.", c.Column, c.Heading, l.field(FieldDiscount).Column))
	case len(list) == 0 && list1 == nil && l.field(FieldCost) == nil && l.field(FieldRetail) != nil:
		l.doubts = append(l.doubts, fmt.Sprintf("The list has only retail prices (column %s), so nothing says what we pay.", l.field(FieldRetail).Column))
	case len(list) == 0 && list1 != nil && l.field(FieldDiscount) == nil && l.field(FieldCost) == nil:
		l.doubts = append(l.doubts, fmt.Sprintf("The only price is the list price (column %s). Enter the discount that we get on it, if there is one.", list1.Column))
	}
}

// larger says whether the numbers of one column are mostly above those beside them.
func larger(a, b []Cell) bool {
	more := 0
	n := min(len(a), len(b))
	for i := range n {
		x, y := roughly(a[i]), roughly(b[i])
		if x >= y {
			more++
		}
	}
	return n > 0 && more*10 >= n*9
}

// roughly is a number good enough to compare columns with.
func roughly(c Cell) float64 {
	n, err := numeralOf(c.Text)
	if err != nil {
		return 0
	}
	sign, _ := n.tells()
	if sign == 0 {
		sign = '.'
	}
	d, err := n.decimal(sign)
	if err != nil {
		return 0
	}
	f, _ := strconv.ParseFloat(d.String(), 64)
	return f
}

// byContent guesses the columns of a list without headings.
func (l *layout) byContent(samples [][]Cell) {
	distinct := func(cells []Cell) float64 {
		m := map[string]bool{}
		for _, c := range cells {
			m[c.Text] = true
		}
		return float64(len(m)) / float64(max(len(cells), 1))
	}
	length := func(cells []Cell) float64 {
		n := 0
		for _, c := range cells {
			n += len([]rune(c.Text))
		}
		return float64(n) / float64(max(len(cells), 1))
	}
	rows := 0
	for _, cells := range samples {
		rows = max(rows, len(cells))
	}
	take := func(field string, good func([]Cell) float64) {
		best, at := 0.0, -1
		for i, cells := range samples {
			if l.all[i].Field != "" || len(cells)*2 < rows {
				continue
			}
			if g := good(cells); g > best {
				best, at = g, i
			}
		}
		if at >= 0 {
			l.all[at].Field = field
		}
	}
	when := func(ok bool, v float64) float64 {
		if ok {
			return v
		}
		return 0
	}
	take(FieldGTIN, func(c []Cell) float64 {
		valid := share(c, func(c Cell) bool { return trade.ValidGTIN(c.Text) })
		return when(valid > 0.7, valid)
	})
	cents := func(c Cell) bool { return isNumber(c) && strings.ContainsAny(c.Text, ".,") || currencyIn(c.Text) != "" }
	take(FieldCost, func(c []Cell) float64 {
		return when(share(c, isNumber) > 0.7 && share(c, cents) > 0.3, share(c, cents)+share(c, isNumber))
	})
	take(FieldName, func(c []Cell) float64 {
		return when(share(c, isNumber) < 0.3, length(c)*distinct(c))
	})
	take(FieldPart, func(c []Cell) float64 {
		counted := share(c, func(c Cell) bool { return isNumber(c) && c.Text[0] != '0' || len(c.Text) < 2 })
		spaced := share(c, func(c Cell) bool { return strings.Contains(c.Text, " ") || strings.ContainsAny(c.Text, ",€$£") })
		return when(distinct(c) > 0.9 && length(c) <= 30 && spaced < 0.3, distinct(c)+1/(1+length(c))-counted/2)
	})
	l.doubts = append(l.doubts, "The list has no headings that are known, so its columns are guessed by what stands in them. Look at them before anything is applied.")
}

// readSigns finds out the decimal sign of each column of numbers, the order of its days and what its discounts mean.
func (l *layout) readSigns(ctx context.Context, s *Sheet, samples [][]Cell) {
	list := map[*col]*signs{}
	var file signs
	for _, c := range l.cols {
		switch c.Field {
		case FieldCost, FieldSize, FieldList, FieldRetail, FieldDiscount, FieldStock, FieldPack, FieldMin, FieldMultiple, FieldFrom, FieldPer, FieldWeight:
		default:
			continue
		}
		x := &signs{}
		for i := l.first; i < len(s.Rows); i++ {
			if i%512 == 0 && ctx.Err() != nil {
				return // whoever asked sees it
			}
			if r := &s.Rows[i]; c.at < len(r.Cells) && r.Cells[c.at].Kind == Words && r.Cells[c.at].Text != "" {
				x.look(r.Cells[c.at].Text)
			}
		}
		list[c] = x
		file.point += x.point
		file.comma += x.comma
		if c.Field == FieldCost || c.Field == FieldList || c.Field == FieldRetail {
			c.Currency = money.Currency(currencyOfHeading(c.Heading))
		}
	}
	for _, c := range l.cols {
		if c.Field == FieldDiscount {
			if c.times = isMultiplier[folded(c.Heading)]; c.times {
				l.doubts = append(l.doubts, fmt.Sprintf("Column %s (%s) is taken for what we pay of the list price: 0.45 is 45 %% of it.", c.Column, c.Heading))
			}
			c.fraction = len(samples[c.at]) > 0 && share(samples[c.at], func(x Cell) bool { return x.Kind == Share || underOne(x) }) == 1 &&
				share(samples[c.at], func(x Cell) bool { return x.Kind != Share && strings.ContainsAny(x.Text, ".,") }) > 0
		}
		if c.Field == FieldValid {
			c.monthly = orderOfDays(samples[c.at])
		}
		x := list[c]
		if x == nil || c.sign != 0 {
			if c.sign == 0 {
				c.sign = '.'
			}
			continue
		}
		switch {
		case x.point > x.comma:
			c.sign = '.'
		case x.comma > 0:
			c.sign = ','
		case file.point > file.comma:
			c.sign = '.'
		case file.comma > 0:
			c.sign = ','
		case x.both > 0 && inWholes(c.Field):
			c.sign = otherSign(x.sample)
		default:
			c.sign = '.'
			if s.Comma {
				c.sign = ','
			}
			if x.both > 0 && (c.Field == FieldCost || c.Field == FieldSize || c.Field == FieldList) {
				c.Doubt = fmt.Sprintf("%q may be a thousand times more or less: nothing in the list says whether its sign is a decimal sign. It is read as %s.", x.sample, readBy(x.sample, c.sign))
				l.doubts = append(l.doubts, fmt.Sprintf("Column %s: %s", c.Column, c.Doubt))
			}
		}
		if x.point+x.comma+x.both > 0 {
			c.Decimal = string(c.sign)
		}
	}
}

// inWholes says whether what a column counts comes in whole numbers, so that 1.200 is more than a thousand.
func inWholes(field string) bool {
	return slices.Contains([]string{FieldStock, FieldPack, FieldMin, FieldMultiple, FieldFrom, FieldPer}, field)
}

// otherSign is the decimal sign of a list that groups digits as a number does.
func otherSign(text string) byte {
	if strings.ContainsRune(text, '.') {
		return ','
	}
	return '.'
}

func readBy(text string, sign byte) string {
	n, err := numeralOf(text)
	if err != nil {
		return text
	}
	d, err := n.decimal(sign)
	if err != nil {
		return text
	}
	return d.String()
}

func underOne(c Cell) bool {
	v := roughly(c)
	return v >= 0 && v < 1
}

func currencyOfHeading(text string) string {
	sign := currencyIn(text)
	if len(sign) == 3 && slices.Contains(commonCurrencies, sign) {
		return sign
	}
	for _, c := range currencyNames {
		if c.sign == sign && len(c.of) == 3 {
			return c.of
		}
	}
	return ""
}

// chosen is the sheet that a map names, else the one that looks most like a list.
func (b *Book) chosen(ctx context.Context, m *trade.PriceMap) (at int, scores []float64, err error) {
	best := -1e9
	scores = make([]float64, len(b.Sheets))
	for i, name := range b.Sheets {
		if m.Sheet != "" && m.Sheet == name {
			return i, nil, nil
		}
	}
	if len(b.Sheets) == 1 {
		return 0, scores, nil
	}
	for i := range b.Sheets {
		s, err := b.Read(ctx, i, headRows)
		if err != nil {
			return 0, nil, err
		}
		l := &layout{}
		l.findHeadings(s, &trade.PriceMap{Columns: m.Columns})
		scores[i] = l.score + float64(min(len(s.Rows)-l.first, headRows))/headRows
		if len(s.Rows) == 0 {
			scores[i] = -100
		}
		if b.hidden[i] {
			scores[i] -= 3
		}
		if scores[i] > best {
			best, at = scores[i], i
		}
	}
	return at, scores, nil
}
