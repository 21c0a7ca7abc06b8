package words

import "testing"

func TestASentenceIsRetoldWithItsFacts(t *testing.T) {
	l := load(&Language{Code: "de", Decimal: ",", Group: ".", Dot: ".", Months: Get("de").Months}, []byte(`{}`), []byte(`{
		"%s in stock on %s": "%s am %s auf Lager",
		"only %s in stock on %s": "nur %s am %s auf Lager",
		"Of %s only %s are left. Take less.": "Von %s sind nur %s übrig. Nehmen Sie weniger.",
		"It is held: %s Release it to forward it.": "Er ist angehalten: %s Geben Sie ihn frei, um ihn weiterzugeben.",
		"%s is %s; only confirmed orders are forwarded.": "%[1]s ist %[2]s; nur bestätigte Aufträge werden weitergegeben.",
		"draft": "Entwurf",
		"There is no filter %q.": "Den Filter %q gibt es nicht.",
		"%s, %s": "%s, %s",
		"%d of %d messages went out (%s %%).": "%d von %d Nachrichten gingen hinaus (%s %%)."
	}`))
	for from, to := range map[string]string{
		"12 in stock on 2026-11-23":                                       "12 am 23.11.2026 auf Lager",
		"only 2.5 in stock on 2026-11-23":                                 "nur 2,5 am 23.11.2026 auf Lager",
		"Of MUG-11 only 3 are left. Take less.":                           "Von MUG-11 sind nur 3 übrig. Nehmen Sie weniger.",
		"SO-1 is draft; only confirmed orders are forwarded.":             "SO-1 ist Entwurf; nur bestätigte Aufträge werden weitergegeben.",
		`There is no filter "x".`:                                         `Den Filter "x" gibt es nicht.`,
		"3 of 4 messages went out (75.0 %).":                              "3 von 4 Nachrichten gingen hinaus (75,0 %).",
		"It is held: 12 in stock on 2026-11-23 Release it to forward it.": "Er ist angehalten: 12 am 23.11.2026 auf Lager Geben Sie ihn frei, um ihn weiterzugeben.",
		"only 3 in stock on 2026-11-23; 4 in stock on 2026-11-24":         "nur 3 am 23.11.2026 auf Lager; 4 am 24.11.2026 auf Lager",
		"1\u00a0299.50 EUR in stock on 4 Nov 2026":                        "1.299,50 EUR am 4. Nov 2026 auf Lager",
		"12 × 4.50 in stock on 23 Nov 16:50":                              "12 × 4,50 am 23. Nov 16:50 auf Lager",
		"Left at the gate, as Ana asked.":                                 "Left at the gate, as Ana asked.",
		"Harbor, Kite":                                                    "Harbor, Kite",
	} {
		if got := l.Retell(from); got != to {
			t.Errorf("%q is retold as\n%q, not\n%q", from, got, to)
		}
	}
	for from, to := range map[string]string{"2\u00a0500.00 EUR": "2.500,00 EUR", "30644 JPY": "30.644 JPY", "PO-1042 PLN": "PO-1042 PLN", "2026-11-23": "23.11.2026", "Shelf 3.5": "Shelf 3.5"} {
		if got := l.Retell(from); got != to {
			t.Errorf("%q alone is retold as %q, not %q", from, got, to)
		}
	}
	if got := l.RetellParts("MUG-11: 12 × -30644 JPY"); got != "MUG-11: 12 × −30.644 JPY" {
		t.Errorf("of an amount without cents remains %q", got)
	}
	if got := l.RetellParts("MUG-11, draft: Wait, said Ana."); got != "MUG-11, Entwurf: Wait, said Ana." {
		t.Errorf("of a note in parts remains %q", got)
	}
}

func TestEnglishSentencesSayNumbersAndDaysAsPeopleDo(t *testing.T) {
	l := plain(&Language{Code: "en", Decimal: ".", Group: "\u00a0", Months: Get("en").Months}, []byte(`{"%s in stock on %s": "", "With this order %s owes %s %s; the limit is %s.": ""}`))
	for from, to := range map[string]string{
		"12 in stock on 2026-11-23": "12 in stock on 23 Nov 2026",
		"With this order Boetiek Zwaluw 1000.00 owes 4368.36 EUR; the limit is 1000.00.": "With this order Boetiek Zwaluw 1000.00 owes 4\u00a0368.36 EUR; the limit is 1\u00a0000.00.",
		"With this order Kawa owes 30644 JPY; the limit is 12.":                          "With this order Kawa owes 30\u00a0644 JPY; the limit is 12.",
		"30644 JPY":                           "30\u00a0644 JPY",
		"as Ana said on 2026-11-23: 4368.36":  "as Ana said on 2026-11-23: 4368.36",
		"company-2026-11-22T170000Z.dropdesk": "company-2026-11-22T170000Z.dropdesk",
	} {
		if got := l.Retell(from); got != to {
			t.Errorf("%q is said as\n%q, not\n%q", from, got, to)
		}
	}
}

func TestNumbersAndDaysAsTheLanguageWritesThem(t *testing.T) {
	for number, want := range map[string]string{"-1299.50": "−1.299,50", "18450": "18.450", "0.05": "0,05", "999": "999", "": ""} {
		if got := Get("de_AT").Number(number); got != want {
			t.Errorf("%s is written %s, not %s", number, got, want)
		}
	}
	if got := Get("xx").Number("18450.2"); got != "18\u00a0450.2" {
		t.Errorf("in English: %s", got)
	}
}
