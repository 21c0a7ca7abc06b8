package trade

import "time"

// Date is a civil date as ISO text, such as 2026-11-28; it belongs to no time zone. Empty is "none".
// Dates compare as text.
type Date string

// Stamp is a moment in UTC as text: 2026-11-23T09:14:05Z.
type Stamp string

const isoDate = "2006-01-02"

// DateOf is the civil date of t where t was taken.
func DateOf(t time.Time) Date { return Date(t.Format(isoDate)) }

// StampOf is the moment t.
func StampOf(t time.Time) Stamp { return Stamp(t.UTC().Format(time.RFC3339)) }

// Time is the moment of s; the zero time where s is empty or wrong.
func (s Stamp) Time() time.Time {
	t, _ := time.Parse(time.RFC3339, string(s))
	return t
}

// Time is midnight UTC of d; the zero time where d is empty or wrong.
func (d Date) Time() time.Time {
	t, _ := time.Parse(isoDate, string(d))
	return t
}

// Add is d and n days; an empty date stays empty.
func (d Date) Add(days int) Date {
	if d == "" {
		return ""
	}
	return Date(d.Time().AddDate(0, 0, days).Format(isoDate))
}

// Sub is the number of days from e to d.
func (d Date) Sub(e Date) int { return int(d.Time().Sub(e.Time()).Hours() / 24) }

// Month is d's month, such as 2026-11.
func (d Date) Month() string {
	if len(d) < 7 {
		return ""
	}
	return string(d[:7])
}

// Check refuses what is not a date between the years 1900 and 2200; empty passes.
func (d Date) Check(what string) error {
	if d == "" {
		return nil
	}
	t, err := time.Parse(isoDate, string(d))
	if err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return Faultf(Invalid, "The %s %q is not a date. Write it as 2026-11-28.", what, string(d))
	}
	return nil
}
