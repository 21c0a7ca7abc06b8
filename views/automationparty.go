package views

import (
	"context"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// automationButton opens what is otherwise automatic for a customer or supplier than for all.
func (s *Shell) automationButton(party app.PartyIn, name string) button {
	return button{step: "SaveAutomation", text: kit.T("Automation…"), do: func() {
		read(s, func(ctx context.Context) (app.All[app.AutomationRow], error) { return s.desk.GetAutomation(ctx, party) }, func(all app.All[app.AutomationRow]) {
			s.editAutomation(party, name, all.Rows)
		})
	}}
}

// editAutomation asks for the level of each rule that concerns a customer or supplier.
func (s *Shell) editAutomation(party app.PartyIn, name string, rows []app.AutomationRow) {
	same := kit.T("as for all")
	var fields []*kit.Field
	for i := range rows {
		r := &rows[i]
		options, text := []string{same}, same
		for _, l := range r.Levels {
			options = append(options, levelText(l))
		}
		if r.Own {
			text = levelText(r.Level)
		}
		fields = append(fields, &kit.Field{Name: r.Rule, Label: ruleName(r.Rule), Options: options, Text: text})
	}
	f := kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), kit.T("Automation for %s", name), kit.T("Save"), f, func(d *kit.Dialog) {
		var changes []app.SaveAutomationIn
		for i := range rows {
			r := &rows[i]
			in, was := app.SaveAutomationIn{Rule: r.Rule, PartyIn: party}, trade.Level("")
			if r.Own {
				was = r.Level
			}
			for _, l := range r.Levels {
				if levelText(l) == f.Text(r.Rule) {
					in.Level = l
				}
			}
			if in.Level != was {
				changes = append(changes, in)
			}
		}
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (app.Done, error) {
			return app.Done{}, s.desk.Together(ctx, func(ctx context.Context) error {
				for _, in := range changes {
					if _, err := s.desk.SaveAutomation(ctx, in); err != nil {
						return err
					}
				}
				return nil
			})
		}, nil)
	})
}

// ruleName is a rule with what is done about it.
func ruleName(rule string) string {
	words := ruleWords[rule]
	if words.verb == "" || rule == "no_tracking" {
		return kit.T(words.word)
	}
	return kit.T("%s: %s", strings.TrimSuffix(kit.T(words.word), "?"), kit.T(words.verb))
}
