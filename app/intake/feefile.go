package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// FeePart is what a row says that somebody has kept; below zero it was given back.
type FeePart struct {
	Kind   trade.ChargeKind
	Name   string // as the file calls it
	Amount money.Amount
	Like   string // the same for all rows that say the same of everything but the fee
	Key    string // by which the row is known again in any file
}

// FeeRow is a row of a file of fees.
type FeeRow struct {
	Row      int
	Type     string // as the file calls it, such as charge, Refund, Payout
	Title    string // what the file says of it besides
	Order    string // by which the channel calls the order; empty: the row is of none
	Date     trade.Date
	Currency money.Currency
	Gross    *money.Amount // what the row comes to before fees; nil where the file does not say it
	Net      *money.Amount // and after them
	Fee      money.Amount  // all of its parts
	Parts    []FeePart     // empty: nothing was kept
	Problems
	item   string // what tells rows of the same order, type and time apart
	time   string
	sale   bool           // the row is the sale itself, so that it says what was kept even where that is nothing
	raw    money.Amount   // its fees as they stand there
	beside []money.Amount // taxes that may be in the net amount or not
	abroad bool           // the net amount is in another currency
	head   *FeeRow        // of the whole order, where this one is of an item
	items  money.Amount   // the fees of the order's items as they stand there
}

// FeeFile is what a file of fees says.
type FeeFile struct {
	Source   string // the shop or marketplace whose report it is
	Sheets   []string
	Sheet    string
	Heading  int // the row of the headings
	Columns  []trade.PriceColumn
	Currency money.Currency // of all rows, where no column says it
	Rows     []FeeRow
	Doubts   []string
}

// noFees is what is said of a file whose headings are those of no report that is known.
const noFees = "No headings of a report of fees are recognised. Known are Shopify's transactions of payments, Amazon's date range report, eBay's transaction report and Etsy's statement. Ask the channel for that report, and save it as .csv or .xlsx."

// ReadFees reads a report of a shop or marketplace that says what it has kept from each order. home is the currency where the file names none; cur is that of all rows where
// a person has said it.
func ReadFees(ctx context.Context, name string, file []byte, home, cur money.Currency) (*FeeFile, error) {
	b, err := Open(name, file)
	if err != nil {
		return nil, err
	}
	at, err := b.feesIn(ctx)
	if err != nil {
		return nil, named(name, err)
	}
	if at < 0 {
		return nil, named(name, trade.Faultf(trade.Invalid, "%s", noFees))
	}
	s, err := b.Read(ctx, at, 0)
	if err != nil {
		return nil, named(name, err)
	}
	l := arrangeFees(s)
	if l == nil {
		return nil, named(name, trade.Faultf(trade.Invalid, "%s", noFees))
	}
	f := &FeeFile{Source: l.of.name, Sheets: b.Sheets, Sheet: s.Name, Heading: l.head, Doubts: append(append([]string{}, s.Notes...), l.doubts...)}
	for _, c := range l.all {
		f.Columns = append(f.Columns, c.PriceColumn)
	}
	if s.Hidden {
		f.Doubts = append(f.Doubts, fmt.Sprintf("The sheet %q is hidden in the file.", s.Name))
	}
	r := &feeReader{l: l, home: home, cur: cur, sums: map[*col]money.Amount{}}
	if cur == "" && len(l.cols[feeCurrency]) == 0 {
		if r.cur = l.currency(s); r.cur == "" {
			f.Doubts = append(f.Doubts, fmt.Sprintf("The file does not say in which currency it is. It is read as %s.", home))
		}
	}
	f.Currency = r.cur
	for i := l.first; i < len(s.Rows); i++ {
		if i%128 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		r.row(&s.Rows[i])
	}
	r.settle()
	if n := len(r.rows); n > 0 && s.short {
		f.Doubts = append(f.Doubts, "The file ends within a row: the rest of it is missing. Fetch it once more.")
		r.rows[n-1].doubt("", "The file ends within this row, so that something of it may be missing.")
	}
	f.Rows, f.Doubts = r.rows, append(f.Doubts, r.doubts...)
	return f, nil
}

// HoldsFees says whether a file is a report of fees that is known.
func HoldsFees(ctx context.Context, name string, file []byte) bool {
	b, err := Open(name, file)
	if err != nil {
		return false
	}
	at, err := b.feesIn(ctx)
	return err == nil && at >= 0
}

// feesIn is the sheet that has the headings of a report of fees; -1 where none has.
func (b *Book) feesIn(ctx context.Context) (int, error) {
	for i := range b.Sheets {
		s, err := b.Read(ctx, i, headRows)
		if err != nil {
			return 0, err
		}
		if arrangeFees(s) != nil {
			return i, nil
		}
	}
	return -1, nil
}

// feeLayout is where in a report of fees what stands.
type feeLayout struct {
	of     *feeSource
	first  int // the first row below the headings in Sheet.Rows
	head   int // its row number
	names  []string
	all    []*col
	cols   map[string][]*col // by field
	above  []Row             // what stands above the headings
	doubts []string
}

// arrangeFees finds the headings of a report; nil where there are none that are known.
func arrangeFees(s *Sheet) *feeLayout {
	for i := range s.Rows[:min(len(s.Rows), headingRows)] {
		names := textsOf(s.Rows[i].Cells)
		of := feeSourceOf(names)
		if of == nil {
			continue
		}
		l := &feeLayout{of: of, first: i + 1, head: s.Rows[i].No, names: names, cols: map[string][]*col{}, above: s.Rows[:i]}
		for at, name := range names {
			c := &col{at: at, sign: '.', PriceColumn: trade.PriceColumn{Column: Letter(at), Heading: name}}
			c.Field = of.fieldOf(name)
			l.all = append(l.all, c)
		}
		l.unnamed()
		for _, c := range l.all {
			if c.Field != "" && (len(l.cols[c.Field]) == 0 || severalFees[c.Field]) {
				l.cols[c.Field] = append(l.cols[c.Field], c)
			} else {
				c.Field = ""
			}
		}
		l.signs(s)
		return l
	}
	return nil
}

// unnamed takes the columns of which nothing is known and that stand among those that a row's total is made of for a part of it: reports have more of them in each country.
func (l *feeLayout) unnamed() {
	if !l.of.adds {
		return
	}
	from, to := -1, -1
	for i, c := range l.all {
		switch c.Field {
		case feeGross:
			if from < 0 {
				from = i
			}
		case feeNet:
			to = i
		}
	}
	for i := from + 1; from >= 0 && i < to; i++ {
		if c := l.all[i]; c.Field == "" && c.Heading != "" {
			c.Field = feeGross
		}
	}
}

// signs finds out the decimal sign of each column of sums, and the order of days.
func (l *feeLayout) signs(s *Sheet) {
	var file signs
	counts := map[*col]*signs{}
	month := byte(0)
	undecided := false
	for _, c := range l.all {
		switch {
		case isFeeSum(c.Field):
			x := &signs{}
			for i := l.first; i < len(s.Rows) && i < l.first+5000; i++ {
				if r := &s.Rows[i]; c.at < len(r.Cells) && r.Cells[c.at].Kind == Words && r.Cells[c.at].Text != "" {
					x.look(r.Cells[c.at].Text)
				}
			}
			counts[c] = x
			file.point, file.comma = file.point+x.point, file.comma+x.comma
		case c.Field == feeDate:
			for i := l.first; i < len(s.Rows) && month == 0; i++ {
				if r := &s.Rows[i]; c.at < len(r.Cells) {
					month = orderOfDays(r.Cells[c.at : c.at+1])
					undecided = undecided || shortDay.MatchString(r.Cells[c.at].Text)
				}
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
		case x.point+x.comma > 0 && x.comma > x.point:
			c.sign = ','
		case x.point > 0:
		case file.comma > file.point, file.comma+file.point == 0 && s.Comma && x.both > 0:
			c.sign = ','
		}
		if x.point+x.comma+x.both > 0 {
			c.Decimal = string(c.sign)
		}
	}
	if month == 0 && undecided {
		l.doubts = append(l.doubts, "Nothing in the file says whether the day or the month comes first in its dates.")
	}
	for _, c := range l.all {
		c.monthly = month
	}
}

// currency is that of all rows: what is said above the headings, else that of the marketplace's site.
func (l *feeLayout) currency(s *Sheet) money.Currency {
	for i := range l.above {
		for _, c := range l.above[i].Cells {
			if cur := currencyIn(c.Text); len(cur) == 3 && slices.Contains(commonCurrencies, cur) {
				return money.Currency(cur)
			}
		}
	}
	for i := l.first; i < len(s.Rows); i++ {
		for _, c := range l.cols[feeSite] {
			if row := &s.Rows[i]; c.at < len(row.Cells) {
				if cur := siteCurrencies[strings.ToLower(strings.TrimPrefix(row.Cells[c.at].Text, "www."))]; cur != "" {
					return cur
				}
			}
		}
	}
	return ""
}
