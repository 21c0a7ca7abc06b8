package app

import (
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
	Levels []trade.Level `json:"levels"` // that are possible
}

// GetAutomation lists the rules whose step can be done without a person, in the order of a deal.
func (d *Desk) GetAutomation(ctx context.Context, _ Nothing) (All[AutomationRow], error) {
	return listAll(d, ctx, func(w *work) ([]AutomationRow, error) {
		levels, err := w.levels()
		rows := []AutomationRow{}
		for i := range rules {
			if can := rules[i].levels(); len(can) > 0 {
				rows = append(rows, AutomationRow{rules[i].name, rules[i].step, levels[rules[i].name], can})
			}
		}
		return rows, err
	})
}

// levels are the levels of all rules; manual where nothing was chosen.
func (w *work) levels() (map[string]trade.Level, error) {
	chosen, err := w.Automations()
	levels := map[string]trade.Level{}
	for i := range rules {
		levels[rules[i].name] = trade.Manual
	}
	for _, a := range chosen {
		levels[a.Rule] = a.Level
	}
	return levels, err
}

// SaveAutomationIn chooses the level of a rule.
type SaveAutomationIn struct {
	Rule  string      `json:"rule"`
	Level trade.Level `json:"level"` // manual, prepared or automatic
}

// SaveAutomation chooses how much of a rule's step the program does by itself: nothing (manual), the draft that a person then sends
// (prepared), or all of it (automatic).
func (d *Desk) SaveAutomation(ctx context.Context, in SaveAutomationIn) (out *trade.Automation, err error) {
	r, err := ruleOf(in.Rule)
	if err != nil {
		return nil, err
	}
	if can := r.levels(); !slices.Contains(can, in.Level) {
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
		out = &trade.Automation{Rule: r.name}
		for i := range chosen {
			if chosen[i].Rule == r.name {
				out = &chosen[i]
			}
		}
		was := out.Level
		out.Level = in.Level
		if err := w.SaveAutomation(out); err != nil {
			return err
		}
		return w.note(trade.KindCompany, 1, "automation", r.name, string(was), string(in.Level))
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
	var levels map[string]trade.Level
	if err := d.read(ctx, func(w *work) error {
		levels, err = w.levels()
		return err
	}); err != nil {
		return out, err
	}
	ctx = As(ctx, AutomationName)
	for i := range rules {
		r := &rules[i]
		if levels[r.name] == trade.Manual || len(r.levels()) == 0 {
			continue
		}
		if err := d.automate(ctx, r, levels[r.name], &out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// automate does one rule's step for all that it finds.
func (d *Desk) automate(ctx context.Context, r *rule, level trade.Level, out *AutomationOut) error {
	ids, tried, err := d.untried(ctx, r)
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
		err := d.Together(ctx, func(ctx context.Context) (err error) {
			if level == trade.Prepared {
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

// untried are the findings of a rule that automation has not failed at within the last hour, and all that it has failed at.
func (d *Desk) untried(ctx context.Context, r *rule) (ids []trade.ID, tried []trade.Trouble, err error) {
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
		g, err := w.group(r, eachRound+len(tried))
		for _, f := range g.Findings {
			if !rest[f.ID] {
				ids = append(ids, f.ID)
			}
		}
		return err
	})
	return ids, tried, err
}

// keepTroubles notes what could not be done, and forgets what is over. What somebody else has done meanwhile is no trouble.
func (w *work) keepTroubles(r *rule, failed map[trade.ID]error, tried []trade.Trouble, out *AutomationOut) error {
	g, err := w.group(r, eachRound+len(failed)+len(tried))
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
