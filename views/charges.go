package views

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// chargeWords are the kinds of charge in words, in the order in which they are offered.
var chargeWords = []struct {
	kind trade.ChargeKind
	word string
}{{trade.ChargeCard, "Card company"}, {trade.ChargeMarket, "Marketplace"}, {trade.ChargeOther, "Other"}}

func chargeWord(k trade.ChargeKind) string {
	for _, w := range chargeWords {
		if w.kind == k {
			return kit.T(w.word)
		}
	}
	return string(k)
}

func chargeOptions() (words []string) {
	for _, w := range chargeWords {
		words = append(words, kit.T(w.word))
	}
	return words
}

func chargeKind(word string) trade.ChargeKind {
	for _, w := range chargeWords {
		if kit.T(w.word) == word {
			return w.kind
		}
	}
	return ""
}

// charges lists what others keep from an order.
func (s *Shell) charges(c app.Chain) []fyne.CanvasObject {
	if len(c.Charges) == 0 {
		return nil
	}
	var rows [][]kit.Cell
	for i := range c.Charges {
		x := &c.Charges[i]
		text := kit.Cell{Text: strings.TrimSpace(x.Reference + "  " + x.Note)}
		if x.Estimated {
			text = kit.Cell{Text: kit.T("estimated: %s %% and %s", x.Percent, amount(x.Fixed, x.Currency)), Tone: kit.Warn}
		}
		rows = append(rows, []kit.Cell{{Text: chargeWord(x.Kind)}, {Text: day(x.Date, s.today())}, text, {Text: amount(x.Amount, x.Currency)}, {Text: string(x.Currency)},
			{Object: s.rowButtons(func() { s.editCharge(c.Order, x) }, func() {
				act(s, kit.T("Deleted"), func(ctx context.Context) (app.Done, error) {
					return s.desk.DeleteCharge(ctx, app.Do{ID: x.ID, Version: x.Version})
				}, nil)
			})}})
	}
	return []fyne.CanvasObject{kit.Section(kit.T("Kept from this order")), kit.Lines(kit.Columns{110, 62, -1, 84, 40, 64}, []bool{false, false, false, true},
		[]string{kit.T("By"), kit.T("Date"), kit.T("Reference"), kit.T("Amount"), "", ""}, rows)}
}

// editCharge asks what somebody keeps from an order; x is nil for a new charge. An estimate becomes the actual charge.
func (s *Shell) editCharge(o *trade.SalesOrder, x *trade.Charge) {
	in := app.ChargeIn{OrderID: o.ID, Kind: trade.ChargeCard, Currency: o.Currency, Date: s.today()}
	shown := ""
	if x != nil {
		in = app.ChargeIn{ID: x.ID, Version: x.Version, OrderID: o.ID, Kind: x.Kind, Currency: x.Currency, Date: x.Date, Reference: x.Reference, Note: x.Note}
		shown = typed(x.Amount.Text(x.Currency))
	}
	f := kit.NewForm(
		&kit.Field{Name: "kind", Label: kit.T("Kept by"), Options: chargeOptions(), Text: chargeWord(in.Kind)}, &kit.Field{Name: "date", Label: kit.T("Date"), Text: typedDay(in.Date)},
		&kit.Field{Name: "amount", Label: kit.T("Amount (below zero: given back)"), Text: shown}, &kit.Field{Name: "currency", Label: kit.T("Currency"), Text: string(in.Currency)},
		&kit.Field{Name: "reference", Label: kit.T("Reference"), Text: in.Reference}, &kit.Field{Name: "note", Label: kit.T("Note"), Text: in.Note},
	)
	kit.AskForm(s.win.Canvas(), kit.T("Kept from %s", o.Number), kit.T("Save"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Recorded"), func(ctx context.Context) (*trade.Charge, error) {
			sum, err := decimal("amount", f.Text("amount"))
			if err != nil {
				return nil, err
			}
			if sum == nil {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Enter the amount.")).In("amount")
			}
			in.Amount, in.Kind, in.Currency = *sum, chargeKind(f.Text("kind")), money.Currency(strings.ToUpper(strings.TrimSpace(f.Text("currency"))))
			in.Reference, in.Note = f.Text("reference"), f.Text("note")
			if in.Date, err = typedDate("date", f.Text("date"), s.today()); err != nil {
				return nil, err
			}
			return s.desk.SaveCharge(ctx, in)
		}, nil)
	})
}

// loadCharges is the part of the settings about bills and about what channels keep.
func (s *Shell) loadCharges(ctx context.Context) (func() document, error) {
	rules, err := s.desk.ListChargeRules(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	tolerances, err := s.desk.ListTolerances(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	c, err := s.desk.GetCompany(ctx, app.Nothing{})
	return func() document {
		d := document{title: kit.T("Bills and charges"), buttons: []button{{step: "SaveChargeRule", text: kit.T("Add a charge of a channel"), primary: true, do: func() { s.editRule(trade.ChargeRule{}, c.Currency) }}}}
		var rows [][]kit.Cell
		for _, t := range tolerances.Rows {
			name, drop := kit.T("All suppliers"), func() {
				act(s, kit.T("The company's tolerance counts again"), func(ctx context.Context) (app.Done, error) {
					return s.desk.DropTolerance(ctx, app.DropToleranceIn{SupplierID: t.SupplierID})
				}, nil)
			}
			if t.SupplierID != 0 {
				name = t.Supplier
			} else {
				drop = nil
			}
			rows = append(rows, []kit.Cell{{Text: name}, {Text: rateText(t.Percent)}, {Text: amount(t.Amount, t.Currency)}, {Text: string(t.Currency)},
				{Object: s.rowButtons(func() { s.editTolerance(t, name) }, drop)}})
		}
		say := widget.NewLabel(kit.T("A bill waits for approval where a line of goods, or its freight, differs from what was agreed by more than the percentage and by more than the amount. Suppliers with a tolerance of their own get it on their page."))
		say.Wrapping = fyne.TextWrapWord
		d.body = append(d.body, kit.Section(kit.T("Tolerance of bills")), say,
			kit.Lines(kit.Columns{-1, 90, 100, 50, 70}, []bool{false, true, true}, []string{kit.T("Supplier"), kit.T("Percent"), kit.T("Amount"), "", ""}, rows))
		rows = nil
		for _, r := range rules.Rows {
			rows = append(rows, []kit.Cell{{Text: wordOf(r.Channel)}, {Text: chargeWord(r.Kind)}, {Text: rateText(r.Percent)}, {Text: amount(r.Amount, c.Currency)}, {Text: string(c.Currency)},
				{Object: s.rowButtons(func() { s.editRule(r, c.Currency) }, func() {
					act(s, kit.T("Deleted"), func(ctx context.Context) (app.Done, error) { return s.desk.DeleteChargeRule(ctx, app.ByID{ID: r.ID}) }, nil)
				})}})
		}
		say = widget.NewLabel(kit.T("This is taken off the profit of each order of the channel when it is confirmed, until what was really kept is recorded on the order."))
		say.Wrapping = fyne.TextWrapWord
		d.body = append(d.body, kit.Section(kit.T("What channels keep from an order")), say,
			kit.Lines(kit.Columns{110, -1, 90, 100, 50, 70}, []bool{false, false, true, true}, []string{kit.T("Channel"), kit.T("Kept by"), kit.T("Percent"), kit.T("Amount"), "", ""}, rows))
		return d
	}, err
}

func (s *Shell) editRule(r trade.ChargeRule, cur money.Currency) {
	if r.ID == 0 {
		r.Channel, r.Kind = "web", trade.ChargeCard
	}
	f := kit.NewForm(
		&kit.Field{Name: "channel", Label: kit.T("Channel"), Options: channels.words(), Text: wordOf(r.Channel)}, &kit.Field{Name: "kind", Label: kit.T("Kept by"), Options: chargeOptions(), Text: chargeWord(r.Kind)},
		&kit.Field{Name: "percent", Label: kit.T("Percent of the total with tax"), Text: typed(r.Percent.String())}, &kit.Field{Name: "amount", Label: kit.T("and %s", cur), Text: typed(r.Amount.Text(cur))},
	)
	kit.AskForm(s.win.Canvas(), kit.T("What a channel keeps"), kit.T("Save"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (_ *trade.ChargeRule, err error) {
			in := app.ChargeRuleIn{ID: r.ID, Version: r.Version, Channel: channels.value(f.Text("channel")), Kind: chargeKind(f.Text("kind"))}
			if in.Percent, in.Amount, err = share(f); err != nil {
				return nil, err
			}
			return s.desk.SaveChargeRule(ctx, in)
		}, nil)
	})
}

// share reads a percentage and an amount.
func share(f *kit.Form) (percent money.Rate, sum money.Decimal, err error) {
	if percent, err = rate("percent", f.Text("percent")); err != nil {
		return 0, sum, err
	}
	d, err := decimal("amount", f.Text("amount"))
	if d != nil {
		sum = *d
	}
	return percent, sum, err
}

func (s *Shell) editTolerance(t trade.Tolerance, name string) {
	f := kit.NewForm(
		&kit.Field{Name: "percent", Label: kit.T("Percent of what was agreed"), Text: typed(t.Percent.String())},
		&kit.Field{Name: "amount", Label: kit.T("or %s", t.Currency), Text: typed(t.Amount.Text(t.Currency))},
	)
	kit.AskForm(s.win.Canvas(), kit.T("Tolerance of bills: %s", name), kit.T("Save"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (_ *trade.Tolerance, err error) {
			in := app.ToleranceIn{SupplierID: t.SupplierID}
			if in.Percent, in.Amount, err = share(f); err != nil {
				return nil, err
			}
			return s.desk.SaveTolerance(ctx, in)
		}, nil)
	})
}

// supplierTolerance asks for a supplier's own tolerance, starting from the one that counts now.
func (s *Shell) supplierTolerance(x *trade.Supplier) {
	read(s, func(ctx context.Context) (trade.Tolerance, error) {
		return s.desk.GetTolerance(ctx, app.ByID{ID: x.ID})
	}, func(t trade.Tolerance) {
		t.SupplierID = x.ID
		s.editTolerance(t, x.Name)
	})
}

// commissionBases are what commission is a share of.
var commissionBases = []struct{ on, word string }{{"", "none"}, {"profit", "of profit"}, {"revenue", "of revenue"}}

func commissionWord(on string) string {
	for _, b := range commissionBases {
		if b.on == on {
			return kit.T(b.word)
		}
	}
	return on
}

func commissionOptions() (words []string) {
	for _, b := range commissionBases {
		words = append(words, kit.T(b.word))
	}
	return words
}

func commissionOn(word string) string {
	for _, b := range commissionBases {
		if kit.T(b.word) == word {
			return b.on
		}
	}
	return ""
}

func commissionText(u *trade.User) string {
	if u.CommissionOn == "" {
		return ""
	}
	return rateText(u.Commission) + " " + commissionWord(u.CommissionOn)
}
