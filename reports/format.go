package reports

import (
	"strconv"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// day writes a date: 28 Nov 2026 or 28.11.2026. What is not a date stays as it is.
func (w *words) day(d trade.Date) string {
	t := d.Time()
	switch {
	case t.IsZero():
		return string(d)
	case w.months[0] == "":
		return t.Format("02.01.2006")
	}
	return strconv.Itoa(t.Day()) + " " + w.months[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// figure writes a plain decimal such as -1299.5 in the language's way: -1,299.5 or -1.299,5.
func (w *words) figure(plain string) string {
	sign := ""
	if strings.HasPrefix(plain, "-") {
		sign, plain = "−", plain[1:]
	}
	whole, frac, _ := strings.Cut(plain, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(w.thousands)
		}
		b.WriteRune(r)
	}
	if frac != "" {
		b.WriteString(w.point + frac)
	}
	return b.String()
}

func (w *words) money(a money.Amount, c money.Currency) string { return w.figure(a.Text(c)) }

func (w *words) rate(r money.Rate) string { return w.figure(r.String()) + " %" }
