package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Finding is one record that waits for a step.
type Finding struct {
	Rule     string         `json:"rule"`
	Kind     trade.Kind     `json:"kind"`
	ID       trade.ID       `json:"id"`
	Number   string         `json:"number"`
	Party    string         `json:"party"`
	PartyID  trade.ID       `json:"party_id"` // the customer or supplier; zero where it has none
	About    string         `json:"about"`    // the order that it belongs to; of a message its state
	Day      trade.Date     `json:"day"`      // what it is about: due, expected, valid until, wanted or made
	Count    int            `json:"count"`    // of an order the suppliers, of an invoice the reminders, of a supplier the purchase orders
	Sum      money.Amount   `json:"sum"`
	Currency money.Currency `json:"currency"`
	Risk     money.Amount   `json:"risk" cur:"base"`   // Sum in the company's currency
	Trouble  string         `json:"trouble,omitempty"` // why automation could not settle it
}

// Seeking asks for the findings of a rule.
type Seeking struct {
	Rule  string
	Today trade.Date
	Bound string
	Limit int // zero: only the sums
}

// Sought is what a rule finds: the worst of its findings, and all of them by currency.
type Sought struct {
	Rows []Finding
	Sums []SoughtSum
}

// SoughtSum adds up the findings in one currency.
type SoughtSum struct {
	Currency money.Currency
	Count    int
	Sum      money.Amount
}

// OwedSum is what customers have to pay in one currency, and what of it is overdue.
type OwedSum struct {
	Currency      money.Currency
	Open, Overdue money.Amount
}

// DayOfTrade is what one day brought, in the company's currency, and how its deliveries went.
type DayOfTrade struct {
	Day       trade.Date   `json:"day"`
	Revenue   money.Amount `json:"revenue"` // of the orders of the day
	Profit    money.Amount `json:"profit"`
	Delivered int          `json:"delivered"` // shipments that arrived on the day
	Late      int          `json:"late"`      // of them, after the day that the customer wanted or was told
}

// TodayIn narrows Today.
type TodayIn struct {
	Rule  string `json:"rule"`  // only this rule; empty is all
	Limit int    `json:"limit"` // how many findings of each rule; zero is 20, at most 500
}

// TodayGroup is what one rule finds, worst first.
type TodayGroup struct {
	Rule     string       `json:"rule"`
	Kind     trade.Kind   `json:"kind"`
	Filter   string       `json:"filter"` // of the kind's list
	Soon     bool         `json:"soon"`   // it can wait until the rest is done
	Step     string       `json:"step"`   // the use case that DoToday does; empty: a person has to look
	Level    trade.Level  `json:"level"`  // of automation
	Count    int          `json:"count"`
	Risk     money.Amount `json:"risk" cur:"base"` // of all of them
	Findings []Finding    `json:"findings"`
}

// MoneyBar is the company's money in its own currency.
type MoneyBar struct {
	Open    money.Amount `json:"open"`     // to be paid on issued invoices
	Overdue money.Amount `json:"overdue"`  // of it
	ToOrder int          `json:"to_order"` // orders with lines that are on no purchase order
	Profit  money.Amount `json:"profit"`   // of the month's orders
}

// DoneToday counts what was done since midnight with one use case.
type DoneToday struct {
	Step  string `json:"step"`
	Count int    `json:"count"`
}

// TodayOut is what needs doing now.
type TodayOut struct {
	Today    trade.Date     `json:"today"`
	Currency money.Currency `json:"currency"`
	Groups   []TodayGroup   `json:"groups"` // what cannot wait first, and of each the one with the most money at risk
	Money    MoneyBar       `json:"money"`
	Done     []DoneToday    `json:"done"`
	Month    []DayOfTrade   `json:"month"`  // each day of this month so far
	Before   []DayOfTrade   `json:"before"` // each day of the month before
}

// Today lists what waits in the chain, by rules: shop_orders (fetched from a shop), shop_doubt (those to be looked at), sheet (a supplier's), answer (to a quote), accepted (a quote without an order), confirm, held, decide, to_order, send_po, combine, unanswered,
// late, no_tracking, notify, to_invoice, send_invoice, overdue, credit_due, approve, returns, mail, unreachable, unreachable_supplier, read_mail, mailbox, shop, shop_push (refused by a shop), file_prices, file_orders, file_fees, file_masters, file_sheet, file_mail, file_other, file_trouble (of the watched folder), deliver, quote_ends, bill_due and bill_missing;
// with the money at risk, and how the month goes.
func (d *Desk) Today(ctx context.Context, in TodayIn) (out TodayOut, err error) {
	if in.Limit < 0 || in.Limit > 500 {
		return out, trade.Faultf(trade.Invalid, "Of each rule at most 500 findings are listed.").In("limit")
	}
	if in.Limit == 0 {
		in.Limit = 20
	}
	err = d.read(ctx, func(w *work) error {
		out = TodayOut{Today: w.today, Currency: w.base, Groups: []TodayGroup{}, Done: []DoneToday{}}
		if in.Rule != "" {
			r, err := ruleOf(in.Rule)
			if err != nil {
				return err
			}
			return w.todayOf(&out, []rule{*r}, in.Limit)
		}
		if err := w.todayOf(&out, rules, in.Limit); err != nil {
			return err
		}
		if err := w.moneyBar(&out); err != nil {
			return err
		}
		out.Done, err = w.doneToday()
		return err
	})
	return out, err
}

// todayOf fills in the groups of rules that find something.
func (w *work) todayOf(out *TodayOut, list []rule, limit int) error {
	levels, err := w.levels()
	if err != nil {
		return err
	}
	troubles, err := w.Troubles()
	if err != nil {
		return err
	}
	reasons := map[string]map[trade.ID]string{}
	for _, x := range troubles {
		if reasons[x.Rule] == nil {
			reasons[x.Rule] = map[trade.ID]string{}
		}
		reasons[x.Rule][x.DocID] = x.Reason
	}
	for i := range list {
		r := &list[i]
		if !w.concerns(r) {
			continue
		}
		g, err := w.group(r, limit)
		if err != nil {
			return err
		}
		if g.Count == 0 {
			continue
		}
		g.Level = levels.all[r.name]
		for j := range g.Findings {
			g.Findings[j].Trouble = reasons[r.name][g.Findings[j].ID]
		}
		out.Groups = append(out.Groups, g)
	}
	slices.SortStableFunc(out.Groups, func(a, b TodayGroup) int {
		if a.Soon != b.Soon {
			if a.Soon {
				return 1
			}
			return -1
		}
		return cmp.Compare(b.Risk, a.Risk)
	})
	return nil
}

// countToday counts what cannot wait.
func (w *work) countToday(n *int) error {
	for i := range rules {
		if rules[i].soon || !w.concerns(&rules[i]) {
			continue
		}
		g, err := w.group(&rules[i], 0)
		if err != nil {
			return err
		}
		*n += g.Count
	}
	return nil
}

// group is what one rule finds.
func (w *work) group(r *rule, limit int) (TodayGroup, error) {
	g := TodayGroup{Rule: r.name, Kind: r.kind, Filter: r.filter, Soon: r.soon, Step: r.step, Findings: []Finding{}}
	if r.name == "combine" {
		return g, w.dueTogether(&g)
	}
	bound, err := r.bound(w)
	if err != nil {
		return g, err
	}
	sought, err := w.Findings(Seeking{Rule: r.name, Today: w.today, Bound: bound, Limit: limit})
	if err != nil {
		return g, err
	}
	for _, x := range sought.Sums {
		g.Count += x.Count
		g.Risk += w.inBase(x.Sum, x.Currency)
	}
	for _, f := range sought.Rows {
		f.Rule, f.Kind, f.Risk = r.name, r.kind, w.inBase(f.Sum, f.Currency)
		g.Findings = append(g.Findings, f)
	}
	sortFindings(g.Findings)
	return g, nil
}

func sortFindings(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int { return cmp.Compare(b.Risk, a.Risk) })
}

// dueTogether finds the suppliers to whom the purchase orders that waited are to be sent now.
func (w *work) dueTogether(g *TodayGroup) error {
	all, err := w.combining()
	if err != nil {
		return err
	}
	for i := range all {
		c := &all[i]
		s, err := w.Snoozed(g.Rule, c.SupplierID)
		if err != nil {
			return err
		}
		if !c.Due || (s != nil && s.Until > w.today) {
			continue
		}
		risk := w.inBase(c.Sum, c.Currency)
		g.Count, g.Risk = g.Count+1, g.Risk+risk
		g.Findings = append(g.Findings, Finding{Rule: g.Rule, Kind: g.Kind, ID: c.SupplierID, PartyID: c.SupplierID, Number: c.Supplier, Party: c.Why, Day: w.today,
			Count: len(c.Purchases), Sum: c.Sum, Currency: c.Currency, Risk: risk})
	}
	sortFindings(g.Findings)
	return nil
}

// inBase is a sum in the company's currency at today's rate; without a rate it counts as nothing, because it only orders what is found.
func (w *work) inBase(sum money.Amount, cur money.Currency) money.Amount {
	if cur == "" || sum == 0 {
		return 0
	}
	fx, err := w.fx(cur, w.today)
	if err != nil {
		return 0
	}
	return sum.To(fx, cur, w.base)
}

func (w *work) moneyBar(out *TodayOut) error {
	sums, err := w.Receivable(w.today)
	if err != nil {
		return err
	}
	for _, x := range sums {
		out.Money.Open += w.inBase(x.Open, x.Currency)
		out.Money.Overdue += w.inBase(x.Overdue, x.Currency)
	}
	for _, g := range out.Groups {
		if g.Rule == "to_order" {
			out.Money.ToOrder = g.Count
		}
	}
	first := trade.Date(w.today.Month() + "-01")
	before := trade.Date(first.Add(-1).Month() + "-01")
	if out.Month, err = w.month(first, w.today); err != nil {
		return err
	}
	if out.Before, err = w.month(before, first.Add(-1)); err != nil {
		return err
	}
	for _, x := range out.Month {
		out.Money.Profit += x.Profit
	}
	return nil
}

// month is every day from one to another, the empty ones too.
func (w *work) month(from, to trade.Date) ([]DayOfTrade, error) {
	earned, err := w.EarnedByDay(from, to)
	if err != nil {
		return nil, err
	}
	arrived, err := w.DeliveredByDay(from, to)
	if err != nil {
		return nil, err
	}
	list := make([]DayOfTrade, to.Sub(from)+1)
	for i := range list {
		list[i].Day = from.Add(i)
	}
	for _, x := range earned {
		at := &list[x.Day.Sub(from)]
		at.Revenue, at.Profit = x.Revenue, x.Profit
	}
	for _, x := range arrived {
		at := &list[x.Day.Sub(from)]
		at.Delivered, at.Late = x.Delivered, x.Late
	}
	return list, nil
}

// stepsOfADay is how many steps of today are looked through at most.
const stepsOfADay = 500

// doneToday counts the steps since midnight, those that were undone left out, the most frequent first.
func (w *work) doneToday() ([]DoneToday, error) {
	steps, err := w.Steps("", stepsOfADay)
	if err != nil {
		return nil, err
	}
	list := []DoneToday{}
	for i := range steps {
		s := &steps[i]
		if trade.DateOf(s.At.Time().In(w.now.Location())) != w.today {
			break
		}
		name, _, _ := strings.Cut(s.Names, " ")
		if s.UndoneAt != "" || strings.HasPrefix(name, "Save") || name == "Snooze" {
			continue
		}
		n := 0
		for _, r := range s.Refs {
			if r.Kind == s.Kind {
				n++
			}
		}
		at := slices.IndexFunc(list, func(d DoneToday) bool { return d.Step == name })
		if at < 0 {
			list, at = append(list, DoneToday{Step: name}), len(list)
		}
		list[at].Count += max(n, 1)
	}
	slices.SortStableFunc(list, func(a, b DoneToday) int { return b.Count - a.Count })
	return list, nil
}

// DoTodayIn names the findings of a rule whose step is to be done.
type DoTodayIn struct {
	Rule string     `json:"rule"`
	IDs  []trade.ID `json:"ids"`
}

// DoTodayOut says what was done, and what was left and why.
type DoTodayOut struct {
	Done []trade.ID  `json:"done"`
	Left []LeftToday `json:"left"`
}

// LeftToday is a record whose step was not possible.
type LeftToday struct {
	ID     trade.ID `json:"id"`
	Reason string   `json:"reason"`
}

// DoToday does the step of a rule for the records that are named, all in one transaction, so that it is undone as one. Those of which it
// is not possible are left, with the reason; where it is possible of none, it is refused.
func (d *Desk) DoToday(ctx context.Context, in DoTodayIn) (out DoTodayOut, err error) {
	r, err := ruleOf(in.Rule)
	if err != nil {
		return out, err
	}
	if r.step == "" {
		return out, trade.Faultf(trade.Refused, "What the rule %q finds has to be decided by a person, record by record. Open it.", r.name)
	}
	todo := []trade.ID{}
	for _, id := range in.IDs {
		if !slices.Contains(todo, id) {
			todo = append(todo, id)
		}
	}
	if len(todo) == 0 {
		return out, trade.Faultf(trade.Invalid, "Nothing is chosen.").In("ids")
	}
	out.Left = []LeftToday{}
	for len(todo) > 0 {
		var left []Left
		err = d.Together(ctx, func(ctx context.Context) error {
			left, err = r.settle(ctx, d, todo)
			if err != nil {
				return err
			}
			return d.change(ctx, together, func(w *work) error { return w.overcome(r.name, todo) })
		})
		var at *stopped
		if err != nil && (!errors.As(err, &at) || ctx.Value(workKey) != nil) {
			return DoTodayOut{}, err
		}
		if err == nil {
			for _, l := range left {
				out.Left = append(out.Left, LeftToday{l.OrderID, l.Reason})
				todo = slices.DeleteFunc(todo, func(id trade.ID) bool { return id == l.OrderID })
			}
			break
		}
		// Nothing of it was kept: it is done again without the record that was refused.
		if len(in.IDs) == 1 {
			return DoTodayOut{}, at.cause
		}
		out.Left = append(out.Left, LeftToday{at.id, AsError(at.cause).Message})
		todo = slices.DeleteFunc(todo, func(id trade.ID) bool { return id == at.id })
	}
	out.Done = todo
	if len(todo) == 0 {
		return out, trade.Faultf(trade.Refused, "It was possible for none of the %d. The first: %s", len(out.Left), out.Left[0].Reason)
	}
	return out, nil
}

// overcome forgets what automation could not do of records whose step is done now.
func (w *work) overcome(rule string, ids []trade.ID) error {
	for _, id := range ids {
		if err := w.SetTrouble(trade.Trouble{Rule: rule, DocID: id}); err != nil {
			return err
		}
	}
	return nil
}

// SnoozeIn puts findings of a rule aside.
type SnoozeIn struct {
	Rule  string     `json:"rule"`
	IDs   []trade.ID `json:"ids"`
	Until trade.Date `json:"until"` // they come back on this day; empty: tomorrow
}

// Snooze puts findings of Today aside until a day.
func (d *Desk) Snooze(ctx context.Context, in SnoozeIn) (Done, error) {
	r, err := ruleOf(in.Rule)
	if err != nil {
		return Done{}, err
	}
	if len(in.IDs) == 0 {
		return Done{}, trade.Faultf(trade.Invalid, "Nothing is chosen.").In("ids")
	}
	if err := in.Until.Check("day"); err != nil {
		return Done{}, at(err, "until")
	}
	err = d.change(ctx, "Snooze", func(w *work) error {
		if in.Until == "" {
			in.Until = w.today.Add(1)
		}
		if in.Until <= w.today {
			return trade.Faultf(trade.Invalid, "It would come back on %s, which is not after today.", in.Until).In("until")
		}
		for _, id := range in.IDs {
			if _, _, found, err := w.Label(trade.Ref{Kind: r.kind, ID: id}); err != nil || !found {
				if err == nil {
					err = trade.Faultf(trade.NotFound, "There is no %s with the id %d.", r.kind, id).In("ids")
				}
				return err
			}
			if err := w.putOff(r.name, id, in.Until); err != nil {
				return err
			}
			if err := w.note(r.kind, id, "snooze", string(in.Until), "", ""); err != nil {
				return err
			}
		}
		return nil
	})
	return Done{err == nil}, err
}

// putOff lets a rule find a record only from a day on.
func (w *work) putOff(rule string, id trade.ID, until trade.Date) error {
	s, err := w.Snoozed(rule, id)
	if err != nil {
		return err
	}
	if s == nil {
		s = &trade.Snooze{Rule: rule, DocID: id}
	}
	s.Until, s.Who = until, w.who
	return w.SaveSnooze(s)
}
