package views

import (
	"context"
	"strings"
	"time"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// typed is a plain decimal as it stands in a field: as the language writes it, without thousands.
func typed(decimal string) string { return strings.Replace(decimal, ".", kit.Spoken().Decimal, 1) }

// typedDay is a day as it stands in a field, with figures that typedDate reads back the same.
func typedDay(d trade.Date) string {
	if d == "" || kit.Spoken().Dot == "" {
		return string(d)
	}
	return d.Time().Format("02.01.2006")
}

// plain turns what was typed in a language with decimal commas into what the same would be in English, so that one rule reads both.
func plain(text string) string {
	if kit.Spoken().Decimal == "," {
		return strings.NewReplacer(",", ".", ".", ",").Replace(text)
	}
	return text
}

// decimal reads what a person typed into a field; empty is nothing.
func decimal(field, text string) (*money.Decimal, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	d, err := money.ParseTyped(plain(text))
	if err != nil {
		return nil, trade.Faultf(trade.Invalid, "%s", kit.T("%q is not a number.", text)).In("%s", field)
	}
	return &d, nil
}

func quantity(field, text string) (money.Qty, error) {
	d, err := decimal(field, text)
	if err != nil || d == nil {
		return 0, err
	}
	q, err := d.Qty()
	if err != nil {
		return 0, trade.Faultf(trade.Invalid, "%v.", err).In("%s", field)
	}
	return q, nil
}

func rate(field, text string) (money.Rate, error) {
	d, err := decimal(field, strings.TrimSuffix(strings.TrimSpace(text), "%"))
	if err != nil || d == nil {
		return 0, err
	}
	r, err := d.Rate()
	if err != nil {
		return 0, trade.Faultf(trade.Invalid, "%v.", err).In("%s", field)
	}
	return r, nil
}

// Words of dates that are understood whatever the window speaks.
var (
	weekdays    = [7][2]string{{"sunday", "sonntag"}, {"monday", "montag"}, {"tuesday", "dienstag"}, {"wednesday", "mittwoch"}, {"thursday", "donnerstag"}, {"friday", "freitag"}, {"saturday", "samstag"}}
	otherMonths = map[string]string{
		"januar": "jan", "februar": "feb", "märz": "mar", "maerz": "mar", "mär": "mar", "mai": "may", "juni": "jun", "juli": "jul", "sept": "sep", "okt": "oct", "oktober": "oct", "dez": "dec", "dezember": "dec",
	}
)

// monthsRead names months as Go reads them, and takes the point off the number of a day: 3. Dez is 3 dec.
func monthsRead(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		w = strings.TrimSuffix(w, ".")
		if m, ok := otherMonths[w]; ok {
			w = m
		}
		if len(words) > 1 {
			words[i] = w
		}
	}
	return strings.Join(words, " ")
}

// typedDate reads a date as people type it: today, t, +14, -3, fri, 3/12, 3.12.2027, 28 nov, 2026-11-28, and heute, morgen, fr, 3. Dez.
func typedDate(field, text string, today trade.Date) (trade.Date, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	now := today.Time()
	switch text {
	case "":
		return "", nil
	case "t", "today", "heute":
		return today, nil
	case "tomorrow", "morgen":
		return today.Add(1), nil
	case "yesterday", "gestern":
		return today.Add(-1), nil
	}
	if text[0] == '+' || text[0] == '-' {
		if q, err := quantity(field, text); err == nil && q%money.Unit == 0 {
			return today.Add(int(q / money.Unit)), nil
		}
	}
	for i := 1; i <= 7; i++ {
		d := now.AddDate(0, 0, i)
		for _, name := range weekdays[d.Weekday()] {
			if len(text) >= 2 && strings.HasPrefix(name, text) {
				return trade.DateOf(d), nil
			}
		}
	}
	said := text
	text = monthsRead(text)
	for _, form := range []string{"2006-1-2", "2/1/2006", "2.1.2006", "2 Jan 2006", "2 January 2006"} {
		if d, err := time.Parse(form, text); err == nil {
			return trade.DateOf(d), nil
		}
	}
	for _, form := range []string{"2/1", "2.1.", "2.1", "2 Jan", "2 January"} {
		if d, err := time.Parse(form, text); err == nil {
			month, dayOf := d.Month(), d.Day()
			d = time.Date(now.Year(), month, dayOf, 0, 0, 0, 0, time.UTC)
			// A day that is long past means next year's.
			if now.Sub(d) > 180*24*time.Hour {
				d = time.Date(now.Year()+1, month, dayOf, 0, 0, 0, 0, time.UTC)
			}
			if d.Day() == dayOf { // else the year has no 29th of February
				return trade.DateOf(d), nil
			}
		}
	}
	return "", trade.Faultf(trade.Invalid, "%s", kit.T("%q is not a date. Try 28 nov, +14 or 2026-11-28.", said)).In("%s", field)
}

// The searches of type-aheads.

func (s *Shell) searchCustomers(text string, done func([]kit.Choice)) {
	search(s, func(ctx context.Context) (app.List[app.CustomerRow], error) {
		return s.desk.ListCustomers(ctx, app.ListIn{Text: text, Limit: 8})
	}, func(r *app.CustomerRow) kit.Choice {
		return kit.Choice{ID: int64(r.ID), Title: r.Name, Note: r.City + "  " + counted(r.Orders, "%d order", "%d orders")}
	}, done, text, kit.T("+ New customer “%s”", text))
}

func (s *Shell) searchSuppliers(text string, done func([]kit.Choice)) {
	s.suppliersLike(text, "", done)
}

// searchOrNewSupplier offers to make a supplier of what was typed besides.
func (s *Shell) searchOrNewSupplier(text string, done func([]kit.Choice)) {
	s.suppliersLike(text, text, done)
}

func (s *Shell) suppliersLike(text, typed string, done func([]kit.Choice)) {
	search(s, func(ctx context.Context) (app.List[app.SupplierRow], error) {
		return s.desk.ListSuppliers(ctx, app.ListIn{Filter: "active", Text: text, Limit: 8})
	}, func(r *app.SupplierRow) kit.Choice {
		return kit.Choice{ID: int64(r.ID), Title: r.Name, Note: r.City + "  " + string(r.Currency)}
	}, done, typed, kit.T("+ New supplier “%s”", typed))
}

func (s *Shell) searchItems(text string, done func([]kit.Choice)) {
	search(s, func(ctx context.Context) (app.List[app.ItemRow], error) {
		return s.desk.ListItems(ctx, app.ListIn{Filter: "active", Text: text, Limit: 8})
	}, func(r *app.ItemRow) kit.Choice {
		note := price(r.Price, r.Currency)
		if r.Supplier != "" {
			note += "  " + r.Supplier + "  " + counted(r.LeadDays, "%d day", "%d days")
		}
		return kit.Choice{ID: int64(r.ID), Title: r.SKU, Note: r.Name + "   " + note}
	}, done, text, kit.T("+ New item “%s”", text))
}

// search lists choices; fresh is the last one, which makes what was typed.
func search[R any](s *Shell, list func(context.Context) (app.List[R], error), choice func(*R) kit.Choice, done func([]kit.Choice), typed, fresh string) {
	var out app.List[R]
	s.run.Do(func() { out, _ = list(s.ctx()) }, func() {
		var choices []kit.Choice
		for i := range out.Rows {
			choices = append(choices, choice(&out.Rows[i]))
		}
		if strings.TrimSpace(typed) != "" {
			choices = append(choices, kit.Choice{Title: fresh})
		}
		done(choices)
	})
}

// fileName is the name of a company file as typed, with its ending.
func fileName(text string) (string, error) {
	text = strings.TrimSuffix(strings.TrimSpace(text), suffix)
	if text == "" || strings.ContainsAny(text, `/\:*?"<>|`) || strings.HasPrefix(text, ".") {
		return "", trade.Faultf(trade.Invalid, "%s", kit.T("That cannot be the name of a file. Use letters and digits."))
	}
	return text + suffix, nil
}
