package views

import (
	"fmt"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func TestDatesAreReadAsPeopleTypeThem(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"", ""}, {"   ", ""},
		{"today", "2026-11-23"}, {"t", "2026-11-23"}, {" Today ", "2026-11-23"}, {"heute", "2026-11-23"},
		{"+14", "2026-12-07"}, {"+0", "2026-11-23"}, {"-3", "2026-11-20"}, {"+365", "2027-11-23"},
		{"fri", "2026-11-27"}, {"Friday", "2026-11-27"}, {"tu", "2026-11-24"}, {"th", "2026-11-26"}, {"sun", "2026-11-29"}, {"mon", "2026-11-30"},
		{"3/12", "2026-12-03"}, {"3.12", "2026-12-03"}, {"3.12.", "2026-12-03"}, {"03.12.", "2026-12-03"},
		{"3.12.2027", "2027-12-03"}, {"3/12/2027", "2027-12-03"}, {"3.12.2020", "2020-12-03"},
		{"28 nov", "2026-11-28"}, {"28 Nov", "2026-11-28"}, {"28 NOVEMBER", "2026-11-28"}, {"28 nov 2025", "2025-11-28"}, {"1 march 2027", "2027-03-01"},
		{"2026-11-28", "2026-11-28"}, {"2026-1-5", "2026-01-05"}, {"29/2/2028", "2028-02-29"},
		// A day without a year is this year's, and next year's where it is long past.
		{"1/11", "2026-11-01"}, {"1/6", "2026-06-01"}, {"15/1", "2027-01-15"}, {"2 jan", "2027-01-02"},
	} {
		got, err := typedDate("date", c.typed, today)
		if err != nil || string(got) != c.want {
			t.Errorf("%q: got %q, %v, want %q", c.typed, got, err, c.want)
		}
	}
}

func TestWhatIsNoDateIsRefusedAtItsField(t *testing.T) {
	for _, typed := range []string{"rubbish", "32/1", "31/11", "12/13", "29/2/2027", "2026-02-30", "2026-13-01", "+", "-", "+1.5", "+x", "f", "3", "28 novembre", "nov", "3/12/27/1", "0/0", "tomorrow afternoon"} {
		got, err := typedDate("expected", typed, today)
		if err == nil {
			t.Errorf("%q was read as %s", typed, got)
			continue
		}
		e := app.AsError(err)
		equal(t, typed+": kind", e.Kind, trade.Invalid)
		equal(t, typed+": field", e.Field, "expected")
		if !strings.Contains(e.Message, typed) {
			t.Errorf("the message for %q does not say it: %s", typed, e.Message)
		}
	}
}

func TestThe29thOfFebruaryIsNoDayOfAYearWithoutIt(t *testing.T) {
	for _, typed := range []string{"29/2", "29.2.", "29 feb"} {
		if got, err := typedDate("date", typed, today); err == nil {
			t.Errorf("%q was read as %s", typed, got)
		}
	}
	got, err := typedDate("date", "29/2", "2028-01-10")
	if err != nil || got != "2028-02-29" {
		t.Errorf("in a leap year: got %s, %v", got, err)
	}
}

func TestTermsAreReadLineByLine(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"", ""}, {"\n \n", ""},
		{"100 % 30", "100 % 30"}, {"100 30", "100 % 30"}, {"100% 30", "100 % 30"}, {"  100 %   30  ", "100 % 30"},
		{"50 % 0\n50 % 30", "50 % 0\n50 % 30"}, {"50 % 0\r\n\r\n50 % 30 EOM", "50 % 0\n50 % 30 eom"}, {"33.3333 % 10 eom", "33.3333 % 10 eom"}, {"33,5 % 10", "33.5 % 10"},
	} {
		parts, err := typedTerms(c.typed)
		if err != nil || termText(parts) != c.want {
			t.Errorf("%q: got %q, %v, want %q", c.typed, termText(parts), err, c.want)
		}
	}
	parts, err := typedTerms("33.3333 % 10 eom")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "part", parts[0], trade.TermPart{Percent: 333333, Days: 10, EndOfMonth: true})
}

func TestWhatAreNoTermsIsRefusedAtTheirField(t *testing.T) {
	for _, typed := range []string{"30", "net 30", "100 % thirty", "100 % 30 days", "100 % 30 eom eom", "100 % 1.5", "50 % 0\nrest", "a % 30"} {
		_, err := typedTerms(typed)
		if err == nil {
			t.Errorf("%q was taken", typed)
			continue
		}
		equal(t, typed+": field", app.AsError(err).Field, "parts")
		equal(t, typed+": kind", app.AsError(err).Kind, trade.Invalid)
	}
}

func TestTheNameOfACompanyFileGetsItsEnding(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"North Pier", "North Pier.dropdesk"}, {" North Pier.dropdesk ", "North Pier.dropdesk"}, {"Müller & Söhne", "Müller & Söhne.dropdesk"}, {"a.b", "a.b.dropdesk"},
	} {
		got, err := fileName(c.typed)
		if err != nil || got != c.want {
			t.Errorf("%q: got %q, %v, want %q", c.typed, got, err, c.want)
		}
	}
	for _, typed := range []string{"", "   ", ".dropdesk", "../up", "a/b", `a\b`, "c:", "what?", "a*", `"a"`, "<a>", "a|b", ".hidden", ".."} {
		if got, err := fileName(typed); err == nil {
			t.Errorf("%q was taken as %q", typed, got)
		}
	}
}

func TestAmountsHaveTheirThousandsApart(t *testing.T) {
	for _, c := range []struct{ plain, want string }{
		{"0", "0"}, {"7.50", "7.50"}, {"999", "999"}, {"1000", "1_000"}, {"12345.67", "12_345.67"}, {"123456", "123_456"}, {"1234567.8901", "1_234_567.8901"},
		{"-5", "−5"}, {"-1234.50", "−1_234.50"}, {"-123", "−123"},
	} {
		equal(t, c.plain, grouped(c.plain), strings.ReplaceAll(c.want, "_", "\u00a0"))
	}
	equal(t, "euros", amount(1845020, "EUR"), "18\u00a0450.20")
	equal(t, "yen have no cents", amount(1845020, "JPY"), "1\u00a0845\u00a0020")
	equal(t, "less than nothing", amount(-5, "EUR"), "−0.05")
	equal(t, "a price", price(45000, "EUR"), "4.50")
	equal(t, "a price with its finer digits", price(10012345, "EUR"), "1\u00a0001.2345")
	equal(t, "a count", countText(12345), "12\u00a0345")
	equal(t, "no count", countText(0), "")
	equal(t, "nought", countOr0(0), "0")
	equal(t, "one", counted(1, "%d line", "%d lines"), "1 line")
	equal(t, "many", counted(2, "%d line", "%d lines"), "2 lines")
}

func TestNumbersAreReadAsPeopleTypeThem(t *testing.T) {
	d, err := decimal("price", " 1 234,50 ")
	if err != nil || d.String() != "1234.5" {
		t.Errorf("got %v, %v", d, err)
	}
	if d, err = decimal("price", "  "); err != nil || d != nil {
		t.Errorf("empty is nothing, not %v, %v", d, err)
	}
	q, err := quantity("qty", "2.5")
	equal(t, "quantity", fmt.Sprint(q, err), "2.5 <nil>")
	r, err := rate("discount", "7.5 %")
	equal(t, "rate", r, 75*money.Percent/10)
	equal(t, "error", err, nil)
	for field, read := range map[string]func(string) error{
		"price":    func(s string) error { _, err := decimal("price", s); return err },
		"qty":      func(s string) error { _, err := quantity("qty", s); return err },
		"discount": func(s string) error { _, err := rate("discount", s); return err },
	} {
		for _, typed := range []string{"x", "1..2", "--1", "1e9", "∞"} {
			err := read(typed)
			if err == nil {
				t.Errorf("%s: %q was taken", field, typed)
				continue
			}
			equal(t, field+" "+typed, app.AsError(err).Field, field)
		}
	}
}
