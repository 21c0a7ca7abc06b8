package intake

import (
	"regexp"
	"strings"

	"dropdesk/app/trade"
)

var wordyDay = regexp.MustCompile(`(?i)^(?:([a-zäöüé]{3,9})\.?[- ](\d{1,2}),?[- ](\d{2,4})|(\d{1,2})\.?[- ]([a-zäöüéû]{3,9})\.?,?[- ](\d{2,4}))\b`)

// dayOfOrder reads the day of a cell, as shops and marketplaces write it; a time of day behind it is left, so that the day is that of the shop.
func dayOfOrder(c Cell, order byte) (trade.Date, bool) {
	if m := wordyDay.FindStringSubmatch(c.Text); m != nil {
		month, day, year := m[1], m[2], m[3]
		if month == "" {
			day, month, year = m[4], m[5], m[6]
		}
		name := strings.ToLower(month)
		no := months[name]
		if strings.HasPrefix(name, "juil") {
			no = "07"
		}
		if no == "" {
			no = months[string([]rune(name)[:3])]
		}
		if len(year) == 2 {
			year = "20" + year
		}
		return parsed("2006-01-2", year+"-"+no+"-"+day)
	}
	if c.Kind == Number && len(c.Text) == 8 { // 20261128
		return parsed("20060102", c.Text)
	}
	return dayOf(c, order)
}
