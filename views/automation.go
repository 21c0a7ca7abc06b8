package views

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// loadAutomation is the part of the settings that says how much of each step the program does by itself.
func (s *Shell) loadAutomation(ctx context.Context) (func() document, error) {
	all, err := s.desk.GetAutomation(ctx, app.PartyIn{})
	if err != nil {
		return nil, err
	}
	return func() document {
		d := document{title: kit.T("Automation")}
		intro := widget.NewLabel(kit.T("What is prepared lies ready as a draft, and Today offers to send it. What is automatic is done within a minute, at most as far as you could do it yourself; what is not possible is said on Today. You can undo it as long as it has not left the house."))
		intro.Wrapping = fyne.TextWrapWord
		d.body = append(d.body, intro)
		for i := range all.Rows {
			d.body = append(d.body, s.automationRow(&all.Rows[i]))
		}
		return d
	}, nil
}

func levelText(l trade.Level) string {
	return kit.T(map[trade.Level]string{trade.Manual: "By hand", trade.Prepared: "Prepared", trade.Automatic: "Automatic"}[l])
}

// automationRow is a rule with its levels side by side.
func (s *Shell) automationRow(r *app.AutomationRow) fyne.CanvasObject {
	words := ruleWords[r.Rule]
	does := widget.NewLabel(kit.T(words.does))
	does.Wrapping, does.Importance = fyne.TextWrapWord, widget.LowImportance
	name := ruleName(r.Rule)
	head := widget.NewLabelWithStyle(name, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	levels := container.NewHBox()
	for _, l := range r.Levels {
		b := widget.NewButton(levelText(l), func() {
			if l == r.Level {
				return
			}
			act(s, kit.T("%s: %s", name, levelText(l)), func(ctx context.Context) (*trade.Automation, error) {
				return s.desk.SaveAutomation(ctx, app.SaveAutomationIn{Rule: r.Rule, Level: l})
			}, nil)
		})
		if l == r.Level {
			b.Importance = widget.HighImportance
		}
		levels.Add(s.allowed("SaveAutomation", b))
	}
	if r.Hours > 0 {
		b := widget.NewButton(kit.T("After %d hours…", r.Hours), func() { s.chooseHours(name, r) })
		levels.Objects = append([]fyne.CanvasObject{s.allowed("SaveAutomation", b)}, levels.Objects...)
	}
	text := container.New(layout.NewCustomPaddedVBoxLayout(-8), head, does)
	return container.NewVBox(container.NewBorder(nil, nil, nil, container.NewCenter(levels), text), widget.NewSeparator())
}

// chooseHours asks after how many hours a rule finds something.
func (s *Shell) chooseHours(name string, r *app.AutomationRow) {
	f := kit.NewForm(&kit.Field{Name: "hours", Label: kit.T("Hours"), Text: strconv.Itoa(r.Hours)})
	kit.AskForm(s.win.Canvas(), name, kit.T("Save"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.Automation, error) {
			n, err := strconv.Atoi(strings.TrimSpace(f.Text("hours")))
			if err != nil {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("%q is not a whole number.", f.Text("hours"))).In("hours")
			}
			return s.desk.SaveAutomation(ctx, app.SaveAutomationIn{Rule: r.Rule, Hours: &n})
		}, nil)
	})
}
