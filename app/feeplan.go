package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// feePlan is what a file of fees brings, before it is told or done.
type feePlan struct {
	file   *intake.FeeFile
	sum    string
	known  *trade.FeeImport
	rows   []plannedFee
	orders map[trade.ID]*feeOrder
	found  map[string]foundOrder // by what the channel calls them
	keys   map[string]bool       // of all rows of the file
}

// plannedFee is one row of it.
type plannedFee struct {
	x      *intake.FeeRow
	o      *feeOrder // nil: its order is not here
	parts  []*intake.FeePart
	group  string
	fx     money.FX
	was    *trade.Charge
	doubts []intake.Remark
	stuck  bool // nobody can take it as it is
	taken  bool
}

// feeOrder is an order of the file.
type feeOrder struct {
	id       trade.ID
	name     string
	customer string
	state    trade.State
	currency money.Currency
	fx       money.FX
	charges  []trade.Charge
	taken    []*plannedFee
}

// foundOrder is what a number of the file was found to be.
type foundOrder struct {
	order *feeOrder
	many  int // so many orders are called so
}

// planFees reads a file of fees and finds out what becomes of each row.
func (d *Desk) planFees(w *work, in *FeeFileIn) (*feePlan, error) {
	p := &feePlan{sum: sumOfFile(in.File), orders: map[trade.ID]*feeOrder{}, found: map[string]foundOrder{}, keys: map[string]bool{}}
	if in.Channel != "" {
		if err := trade.CheckChannel(in.Channel); err != nil {
			return nil, err
		}
	}
	if in.Currency != "" {
		if _, err := money.ParseCurrency(string(in.Currency)); err != nil {
			return nil, trade.Faultf(trade.Invalid, "%q is no currency.", string(in.Currency)).In("currency")
		}
	}
	var err error
	if p.file, err = d.readFees(w, in, p.sum); err != nil {
		return nil, err
	}
	if p.known, err = w.ImportedFees(p.sum); err != nil {
		return nil, err
	}
	for i := range p.file.Rows {
		for _, part := range p.file.Rows[i].Parts {
			p.keys[part.Key] = true
		}
	}
	report := reporting(w.ctx)
	p.rows = make([]plannedFee, len(p.file.Rows))
	for i := range p.rows {
		if i%64 == 0 {
			if err := w.ctx.Err(); err != nil {
				return nil, err
			}
		}
		if i%256 == 0 {
			report(i, 2*len(p.rows))
		}
		f := &p.rows[i]
		f.x = &p.file.Rows[i]
		if err := p.plan(w, f, in); err != nil {
			return nil, err
		}
		switch {
		case slices.Contains(in.Leave, f.x.Row), f.stuck:
		case f.group == FeesNew, f.group == FeesChanged, f.group == FeesDoubt && (in.TakeAll || slices.Contains(in.Take, f.x.Row)):
			f.taken = true
			f.o.taken = append(f.o.taken, f)
		}
	}
	return p, nil
}

// readFees reads a file, or takes the one that was read last where it is the same.
func (d *Desk) readFees(w *work, in *FeeFileIn, sum string) (*intake.FeeFile, error) {
	key := "fees " + sum + " " + string(w.base) + " " + string(in.Currency)
	if last := d.lastRead(); last.key == key {
		return last.fees, nil
	}
	file, err := intake.ReadFees(w.ctx, in.Name, in.File, w.base, in.Currency)
	if err == nil {
		d.keepRead(readFile{key: key, fees: file})
	}
	return file, err
}

// channels are those on which an order of the file may have come in: a shop may have several of a kind.
func (p *feePlan) channels(in *FeeFileIn) (list []string) {
	if in.Channel != "" {
		return []string{in.Channel}
	}
	for _, c := range trade.Channels {
		if rest, ok := strings.CutPrefix(c, p.file.Source); ok && (rest == "" || rest[0] == '-') {
			list = append(list, c)
		}
	}
	return list
}

// order finds the order that the channel calls by a number, with or without the sign before it.
func (p *feePlan) order(w *work, number string, in *FeeFileIn) (foundOrder, error) {
	if f, ok := p.found[number]; ok {
		return f, nil
	}
	bare, signed := strings.CutPrefix(number, "#")
	other := "#" + number
	if signed {
		other = bare
	}
	var ids []trade.ID
	for _, n := range []string{number, other} {
		for _, channel := range p.channels(in) {
			list, err := w.OrdersCalled(channel, n)
			if err != nil {
				return foundOrder{}, err
			}
			ids = append(ids, list...)
		}
		if len(ids) > 0 {
			break
		}
	}
	f := foundOrder{many: len(ids)}
	if len(ids) == 1 {
		o := p.orders[ids[0]]
		if o == nil {
			kept, err := w.Order(ids[0])
			if err != nil {
				return f, err
			}
			o = &feeOrder{id: kept.ID, name: kept.Number, customer: kept.Customer, state: kept.State, currency: kept.Currency, fx: kept.FX}
			if o.charges, err = w.ChargesOf(kept.ID); err != nil {
				return f, err
			}
			p.orders[o.id] = o
		}
		f.order = o
	}
	p.found[number] = f
	return f, nil
}

func (f *plannedFee) doubt(format string, args ...any) {
	f.doubts = append(f.doubts, intake.Remark{Text: fmt.Sprintf(format, args...)})
}

// hold puts a row where nobody can take it as it is, and says why.
func (f *plannedFee) hold(group, format string, args ...any) {
	f.group, f.stuck = group, true
	f.doubts = slices.Insert(f.doubts, 0, intake.Remark{Text: fmt.Sprintf(format, args...)})
}

// plan finds out what becomes of a row.
func (p *feePlan) plan(w *work, f *plannedFee, in *FeeFileIn) error {
	x := f.x
	f.doubts = slices.Clone(x.Doubts)
	switch {
	case len(x.Errors) > 0:
		f.group, f.stuck, f.doubts = FeesError, true, append(slices.Clone(x.Errors), f.doubts...)
		return nil
	case x.Order == "", len(x.Parts) == 0:
		f.group, f.stuck = FeesIdle, true
		return nil
	}
	found, err := p.order(w, x.Order, in)
	if err != nil {
		return err
	}
	if f.o = found.order; f.o == nil {
		if found.many > 1 {
			f.hold(FeesMissing, "%d orders are called %s. Say on which channel it came in.", found.many, x.Order)
		} else {
			f.hold(FeesMissing, "No order that came in on %s is called %s here. Take it over first, and read this file once more.", p.file.Source, x.Order)
		}
		return nil
	}
	if f.o.state == trade.Draft {
		f.hold(FeesMissing, "The order is still a draft, from which nobody keeps anything. Confirm it first, and read this file once more.")
		return nil
	}
	for i := range x.Parts {
		if !f.o.told(x.Parts[i].Key) {
			f.parts = append(f.parts, &x.Parts[i])
		}
	}
	if len(f.parts) == 0 {
		f.group, f.stuck, f.doubts = FeesKnown, true, nil
		return nil
	}
	return p.weigh(w, f)
}

// told says whether a row was taken over before.
func (o *feeOrder) told(key string) bool {
	return slices.ContainsFunc(o.charges, func(c trade.Charge) bool { return c.Told == key })
}

// weigh compares a row with what is known of its order.
func (p *feePlan) weigh(w *work, f *plannedFee) error {
	day := cmp.Or(f.x.Date, w.today)
	fx, err := w.fx(f.x.Currency, day)
	switch {
	case err != nil && AsError(err).Kind != trade.Refused:
		return err
	case err != nil && f.x.Currency == f.o.currency:
		fx = f.o.fx
	case err != nil:
		f.hold(FeesDoubt, "%s", AsError(err).Message)
		return nil
	}
	f.fx, f.group = fx, FeesNew
	for _, part := range f.parts {
		for i := range f.o.charges {
			c := &f.o.charges[i]
			switch {
			case c.Kind != part.Kind:
			case c.Estimated:
				f.was, f.group = c, FeesChanged
			case c.ImportID == 0:
				f.doubt("Recorded for the order already, and told by no file of fees: %s. Taken nevertheless, this counts besides it: delete that first if it is the same.", chargeText(c))
			case strings.HasPrefix(c.Told, part.Like+" ") && !p.keys[c.Told]:
				f.doubt("An earlier file has the same row with %s. Taken nevertheless, this counts besides it: delete that charge first if this one takes its place.", chargeText(c))
			}
		}
	}
	if len(f.doubts) > 0 {
		f.group = FeesDoubt
	}
	return nil
}

// told is the plan as it is answered.
func (p *feePlan) told(in *FeeFileIn) *FeePlan {
	limit := cmp.Or(max(in.Limit, 0), 500)
	out := &FeePlan{Source: p.file.Source, Name: in.Name, Sheets: p.file.Sheets, Sheet: p.file.Sheet, Heading: p.file.Heading, Columns: p.file.Columns, Counts: map[string]int{}, Sums: []FeeSum{},
		Rows: []FeeLook{}, Doubts: append([]string{}, p.file.Doubts...), Known: p.known, Nothing: true, Currency: p.file.Currency}
	orders := map[trade.ID]bool{}
	for i := range p.rows {
		f := &p.rows[i]
		out.Counts[f.group]++
		out.add(f)
		if f.taken {
			out.Taken++
			out.Nothing = false
			orders[f.o.id] = true
		}
		if out.Counts[f.group] <= limit {
			out.Rows = append(out.Rows, f.look())
		}
	}
	out.Orders = len(orders)
	slices.SortStableFunc(out.Rows, func(a, b FeeLook) int { return slices.Index(FeeGroups, a.Group) - slices.Index(FeeGroups, b.Group) })
	slices.SortFunc(out.Sums, func(a, b FeeSum) int { return cmp.Compare(a.Currency, b.Currency) })
	return out
}

// add adds a row to the sums of its currency.
func (out *FeePlan) add(f *plannedFee) {
	if f.x.Fee == 0 {
		return
	}
	at := slices.IndexFunc(out.Sums, func(s FeeSum) bool { return s.Currency == f.x.Currency })
	if at < 0 {
		at = len(out.Sums)
		out.Sums = append(out.Sums, FeeSum{Currency: f.x.Currency})
	}
	s := &out.Sums[at]
	switch {
	case f.taken:
		s.Taken += f.x.Fee
	case f.group == FeesKnown:
		s.Before += f.x.Fee
	case f.group == FeesIdle:
		s.Besides += f.x.Fee
	default:
		s.Left += f.x.Fee
	}
}

func (f *plannedFee) look() FeeLook {
	x := f.x
	l := FeeLook{Row: x.Row, Group: f.group, Type: x.Type, Title: x.Title, Number: x.Order, Date: x.Date, Currency: x.Currency, Gross: x.Gross, Fee: x.Fee, Net: x.Net, Parts: []FeeLookPart{},
		Doubts: f.doubts, Notes: x.Notes, May: !f.stuck, Taken: f.taken}
	for _, part := range x.Parts {
		l.Parts = append(l.Parts, FeeLookPart{part.Kind, part.Name, part.Amount})
	}
	if f.o != nil {
		l.OrderID, l.OrderNo, l.Customer = f.o.id, f.o.name, f.o.customer
	}
	if f.was != nil {
		l.Was = &FeeLookEstimate{f.was.Kind, f.was.Currency, f.was.Amount}
	}
	return l
}
