package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"dropdesk/app/trade"
)

// AutomationRow is how much of a rule's step the program does by itself.
type AutomationRow struct {
	Rule   string        `json:"rule"`
	Step   string        `json:"step"` // the use case that it does
	Level  trade.Level   `json:"level"`
	Levels []trade.Level `json:"levels"`          // that are possible
	Own    bool          `json:"own"`             // the level is the customer's or supplier's; else the company's
	Hours  int           `json:"hours,omitempty"` // after which its findings count; zero: it counts in days that cannot be chosen
}

// GetAutomation lists the rules whose step can be done without a person, in the order of a deal: all of them, or those that concern a customer
// or a supplier, with the levels that count there.
func (d *Desk) GetAutomation(ctx context.Context, in PartyIn) (All[AutomationRow], error) {
	return listAll(d, ctx, func(w *work) ([]AutomationRow, error) {
		levels, err := w.levels()
		if err != nil {
			return nil, err
		}
		chosen, err := w.Automations()
		if err != nil {
			return nil, err
		}
		rows := []AutomationRow{}
		for i := range rules {
			r := &rules[i]
			can := r.levels()
			if len(can) == 0 || (in.CustomerID != 0 && r.with() != trade.KindCustomer) || (in.SupplierID != 0 && r.with() != trade.KindSupplier) {
				continue
			}
			own, ok := levels.own[r.name][in.CustomerID+in.SupplierID]
			row := AutomationRow{Rule: r.name, Step: r.step, Level: levels.all[r.name], Levels: can, Own: ok, Hours: r.after(chosen)}
			if ok {
				row.Level = own
			}
			rows = append(rows, row)
		}
		return rows, nil
	})
}

// chosenLevels are the levels of all rules, and those of single customers or suppliers where they have their own.
type chosenLevels struct {
	all map[string]trade.Level
	own map[string]map[trade.ID]trade.Level
}

// of is the level that counts for a finding.
func (c *chosenLevels) of(f *Finding) trade.Level {
	if own, ok := c.own[f.Rule][f.PartyID]; ok {
		return own
	}
	return c.all[f.Rule]
}

// idle says whether nobody has chosen anything but work by hand for a rule.
func (c *chosenLevels) idle(rule string) bool {
	for _, l := range c.own[rule] {
		if l != trade.Manual {
			return false
		}
	}
	return c.all[rule] == trade.Manual
}

// with is whom the rule's findings are with: a customer or a supplier, whose own level counts.
func (r *rule) with() trade.Kind {
	switch {
	case r.kind == trade.KindWatched && r.name != "file_prices":
		return trade.KindWatched // nobody's
	case r.name == "sheet", r.name == "file_prices", r.kind == trade.KindPurchase, r.kind == trade.KindSupplier, r.kind == trade.KindBill:
		return trade.KindSupplier
	case r.kind == trade.KindShop:
		return trade.KindShop
	}
	return trade.KindCustomer
}

// levels are the levels of all rules; manual where nothing was chosen.
func (w *work) levels() (chosenLevels, error) {
	chosen, err := w.Automations()
	levels := chosenLevels{map[string]trade.Level{}, map[string]map[trade.ID]trade.Level{}}
	for i := range rules {
		levels.all[rules[i].name] = trade.Manual
		levels.own[rules[i].name] = map[trade.ID]trade.Level{}
	}
	for _, a := range chosen {
		if party := a.CustomerID + a.SupplierID; party == 0 {
			levels.all[a.Rule] = a.Level
		} else if levels.own[a.Rule] != nil {
			levels.own[a.Rule][party] = a.Level
		}
	}
	return levels, err
}

// mostHours is the longest time that can be chosen: a month.
const mostHours = 720

// SaveAutomationIn chooses the level of a rule.
type SaveAutomationIn struct {
	Rule  string      `json:"rule"`
	Level trade.Level `json:"level"` // manual, prepared or automatic; empty, for a customer or supplier: as the company
	Hours *int        `json:"hours"` // after how many hours the rule's findings count, 1 to 720, for all; none: as before
	PartyIn
}

// SaveAutomation chooses how much of a rule's step the program does by itself: nothing (manual), the draft that a person then sends
// (prepared), or all of it (automatic). It counts for all, or only for a customer or a supplier.
func (d *Desk) SaveAutomation(ctx context.Context, in SaveAutomationIn) (out *trade.Automation, err error) {
	r, err := ruleOf(in.Rule)
	if err != nil {
		return nil, err
	}
	party := in.CustomerID + in.SupplierID
	switch can := r.levels(); {
	case in.Hours != nil && (r.hours == 0 || party != 0):
		return nil, trade.Faultf(trade.Invalid, "How many hours it takes until the rule %q finds something cannot be chosen there.", r.name).In("hours")
	case in.Hours != nil && (*in.Hours < 1 || *in.Hours > mostHours):
		return nil, trade.Faultf(trade.Invalid, "The hours must be between 1 and %d, not %d.", mostHours, *in.Hours).In("hours")
	case in.CustomerID != 0 && in.SupplierID != 0, in.CustomerID != 0 && r.with() != trade.KindCustomer, in.SupplierID != 0 && r.with() != trade.KindSupplier:
		return nil, trade.Faultf(trade.Invalid, "The rule %q is no matter of this customer or supplier.", r.name).In("rule")
	case (party != 0 || in.Hours != nil) && in.Level == "" && len(can) > 0:
	case !slices.Contains(can, in.Level):
		if len(can) == 0 {
			return nil, trade.Faultf(trade.Refused, "What the rule %q finds is always done by a person.", r.name).In("rule")
		}
		return nil, trade.Faultf(trade.Invalid, "The rule %q can be %s, not %q.", r.name, joinLevels(can), string(in.Level)).In("level")
	}
	err = d.change(ctx, "SaveAutomation", func(w *work) error {
		chosen, err := w.Automations()
		if err != nil {
			return err
		}
		out = &trade.Automation{Rule: r.name, CustomerID: in.CustomerID, SupplierID: in.SupplierID}
		for i := range chosen {
			if c := &chosen[i]; c.Rule == r.name && c.CustomerID == in.CustomerID && c.SupplierID == in.SupplierID {
				out = c
			}
		}
		about := trade.Ref{Kind: trade.KindCompany, ID: 1}
		if party != 0 {
			about = trade.Ref{Kind: r.with(), ID: party}
			if _, err := w.documented(about); err != nil {
				return err
			}
		}
		was, level := out.Level, in.Level
		if in.Hours != nil {
			out.Hours, level = *in.Hours, cmp.Or(in.Level, was, trade.Manual)
		}
		out.Level, out.CustomerID, out.SupplierID = level, in.CustomerID, in.SupplierID
		switch {
		case level != "":
			err = w.SaveAutomation(out)
		case out.ID != 0:
			err = w.DeleteAutomation(out.ID)
		}
		if err != nil {
			return err
		}
		return w.note(about.Kind, about.ID, "automation", r.name, string(was), string(level))
	})
	return out, err
}

func joinLevels(list []trade.Level) string {
	text := string(list[0])
	for i, l := range list[1:] {
		if i == len(list)-2 {
			text += " or " + string(l)
		} else {
			text += ", " + string(l)
		}
	}
	return text
}

// AutomationName is who history says did what was automatic.
const AutomationName = "Automation"

// again is how long automation waits before it tries once more what it could not do.
const again = time.Hour

// eachRound is how many records of a rule are done in one round.
const eachRound = 100

// AutomationOut says what a round of automation did.
type AutomationOut struct {
	Done   []DoneToday     `json:"done"`   // by use case
	Failed []trade.Trouble `json:"failed"` // they are shown on Today, and tried again after an hour
}

// RunAutomation does once what is set to prepared or automatic, each record in a transaction of its own: what cannot be done is shown on
// Today with the reason, and keeps nothing else from being done. Called again it finds nothing to do.
func (d *Desk) RunAutomation(ctx context.Context, _ Nothing) (out AutomationOut, err error) {
	if _, part := ctx.Value(workKey).(*work); part {
		return out, trade.Faultf(trade.Refused, "Automation cannot be a part of other steps. Call it by itself.")
	}
	out = AutomationOut{Done: []DoneToday{}, Failed: []trade.Trouble{}}
	var levels chosenLevels
	if err := d.read(ctx, func(w *work) error {
		levels, err = w.levels()
		return err
	}); err != nil {
		return out, err
	}
	ctx = As(ctx, AutomationName)
	for i := range rules {
		r := &rules[i]
		if len(r.levels()) == 0 || levels.idle(r.name) {
			continue
		}
		if err := d.automate(ctx, r, &levels, &out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// automate does one rule's step for all that it finds.
func (d *Desk) automate(ctx context.Context, r *rule, levels *chosenLevels, out *AutomationOut) error {
	ids, prepared, tried, err := d.untried(ctx, r, levels)
	if err != nil {
		return err
	}
	failed := map[trade.ID]error{}
	done := 0
	for _, some := range r.portions(ids) {
		if err := ctx.Err(); err != nil {
			return err
		}
		var left []Left
		err := d.Together(ctx, func(ctx context.Context) error {
			still, _, _, err := d.untried(ctx, r, levels) // another program may have done it since
			if err != nil {
				return err
			}
			some = slices.DeleteFunc(slices.Clone(some), func(id trade.ID) bool { return !slices.Contains(still, id) })
			if len(some) == 0 {
				return nil
			}
			if prepared[some[0]] {
				return r.prepare(ctx, d, some[0])
			}
			left, err = r.settle(ctx, d, some)
			return err
		})
		for _, id := range some {
			switch i := slices.IndexFunc(left, func(l Left) bool { return l.OrderID == id }); {
			case err != nil:
				failed[id] = err
			case i >= 0:
				failed[id] = trade.Faultf(trade.Refused, "%s", left[i].Reason)
			default:
				done++
			}
		}
	}
	if done > 0 {
		out.Done = append(out.Done, DoneToday{r.step, done})
	}
	if len(failed) == 0 && len(tried) == 0 {
		return nil
	}
	return d.change(ctx, "RunAutomation", func(w *work) error { return w.keepTroubles(r, failed, tried, out) })
}

// portions are the records that are done in one transaction: letters to one customer are written together, all else is done one by one.
func (r *rule) portions(ids []trade.ID) [][]trade.ID {
	if r.together != nil && len(ids) > 0 {
		return [][]trade.ID{ids}
	}
	list := make([][]trade.ID, len(ids))
	for i, id := range ids {
		list[i] = []trade.ID{id}
	}
	return list
}

// untried are the findings of a rule that are automation's and that it has not failed at within the last hour, which of them are only to be
// prepared, and all that it has failed at.
func (d *Desk) untried(ctx context.Context, r *rule, levels *chosenLevels) (ids []trade.ID, prepared map[trade.ID]bool, tried []trade.Trouble, err error) {
	prepared = map[trade.ID]bool{}
	err = d.read(ctx, func(w *work) error {
		all, err := w.Troubles()
		if err != nil {
			return err
		}
		rest := map[trade.ID]bool{}
		for _, x := range all {
			if x.Rule == r.name {
				tried = append(tried, x)
				rest[x.DocID] = w.now.Sub(x.At.Time()) < again
			}
		}
		limit := eachRound + len(tried)
		if len(levels.own[r.name]) > 0 { // the worst may all be somebody's by hand
			limit = 100 * eachRound
		}
		g, err := w.group(r, limit)
		for i := range g.Findings {
			f := &g.Findings[i]
			level := levels.of(f)
			if rest[f.ID] || level == trade.Manual || len(ids) >= eachRound {
				continue
			}
			prepared[f.ID] = level == trade.Prepared
			ids = append(ids, f.ID)
		}
		return err
	})
	return ids, prepared, tried, err
}

// keepTroubles notes what could not be done, and forgets what is over. What somebody else has done meanwhile is no trouble.
func (w *work) keepTroubles(r *rule, failed map[trade.ID]error, tried []trade.Trouble, out *AutomationOut) error {
	g, err := w.group(r, 100*eachRound)
	if err != nil {
		return err
	}
	waits := map[trade.ID]bool{}
	for _, f := range g.Findings {
		waits[f.ID] = true
		if why := failed[f.ID]; why != nil {
			x := trade.Trouble{Rule: r.name, DocID: f.ID, At: w.stamp(), Reason: AsError(why).Message}
			if err := w.SetTrouble(x); err != nil {
				return err
			}
			out.Failed = append(out.Failed, x)
			w.changed = append(w.changed, trade.Ref{Kind: f.Kind, ID: f.ID})
		}
	}
	for _, x := range tried {
		if !waits[x.DocID] {
			if err := w.SetTrouble(trade.Trouble{Rule: r.name, DocID: x.DocID}); err != nil {
				return err
			}
		}
	}
	return nil
}
