package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// speak lets the windows of one test speak a language.
func speak(t *testing.T, code string) {
	t.Cleanup(func() { kit.Speak("en") })
	kit.Speak(code)
}

func TestTheLanguageIsSwitchedWhereOneIs(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	speak(t, "en")
	p := sit(t, desk, wide, look.Light)
	heard := 0
	desk.Listen(func([]trade.Ref) { heard++ })
	p.opt.Choose = func(c Choices) { kit.Speak(c.Language) }
	p.Go(p.Shell.section(trade.KindCustomer))
	page := p.pages[p.at].page.(interface{ shows() trade.Ref })
	before := page.shows()
	if before.ID == 0 {
		t.Fatal("no customer is shown")
	}

	p.languageItem("Deutsch").Action()
	equal(t, "section", p.section(), "Kunden")
	equal(t, "menu", p.win.MainMenu().Items[0].Label, "Datei")
	equal(t, "ticked", p.languageItem("Deutsch").Checked && !p.languageItem("English").Checked, true)
	equal(t, "record", p.pages[p.at].page.(interface{ shows() trade.Ref }).shows(), before)
	if !strings.Contains(p.buttons(), "Neues Angebot") || strings.Contains(p.buttons(), "New quote") {
		t.Error("the page does not speak German")
	}

	p.languageItem("English").Action()
	equal(t, "section", p.section(), "Customers")
	equal(t, "record", p.pages[p.at].page.(interface{ shows() trade.Ref }).shows(), before)
	if !strings.Contains(p.buttons(), "New quote") {
		t.Error("the page does not speak English again")
	}
}

// languageItem is the language in the menu File.
func (p *person) languageItem(name string) *fyne.MenuItem {
	p.t.Helper()
	for _, item := range p.win.MainMenu().Items[0].Items {
		if item.Label == name {
			return item
		}
	}
	p.t.Fatalf("the menu has no language %s", name)
	return nil
}

func TestWhatStandsInAFieldIsReadBackTheSame(t *testing.T) {
	for _, language := range kit.Languages {
		t.Run(language.Name, func(t *testing.T) {
			speak(t, language.Code)
			rapid.Check(t, func(t *rapid.T) {
				price := money.Price(rapid.Int64Range(-1e12, 1e12).Draw(t, "price"))
				cur := rapid.SampledFrom([]money.Currency{"EUR", "JPY", "KWD"}).Draw(t, "currency")
				d, err := decimal("price", typed(price.Text(cur)))
				if err != nil {
					t.Fatalf("%s: %v", typed(price.Text(cur)), err)
				}
				if back, err := d.Price(cur); err != nil || back != price {
					t.Fatalf("%s %s is read as %v, %v", typed(price.Text(cur)), cur, back, err)
				}
				qty := money.Qty(rapid.Int64Range(0, 1e9).Draw(t, "quantity"))
				if back, err := quantity("qty", typed(qty.String())); err != nil || back != qty {
					t.Fatalf("%s is read as %v, %v", typed(qty.String()), back, err)
				}
				wanted := trade.Date("2000-01-01").Add(rapid.IntRange(0, 36000).Draw(t, "day"))
				if back, err := typedDate("date", typedDay(wanted), "2026-11-23"); err != nil || back != wanted {
					t.Fatalf("%s is read as %v, %v", typedDay(wanted), back, err)
				}
			})
			for _, values := range []named{methods, channels, sendBys, roles, taxKinds} {
				for i, word := range values.words() {
					equal(t, "what "+word+" stands for", values.value(word), values[i])
				}
			}
			var read []string
			breaks := []trade.PriceBreak{{From: 50 * money.Unit, Price: 46000}, {From: 2500, Price: 42125}}
			if err := typedBreaks("breaks", breaksText(breaks, "EUR", priceBreak), func(q money.Qty, d money.Decimal) { read = append(read, q.String()+" "+d.String()) }); err != nil {
				t.Fatal(err)
			}
			equal(t, "breaks", strings.Join(read, ", "), "50 4.6, 2.5 4.2125")
			terms, err := typedTerms(termText([]trade.TermPart{{Percent: 335 * money.Percent / 10, Days: 30}, {Percent: 665 * money.Percent / 10, Days: 60, EndOfMonth: true}}))
			if err != nil || len(terms) != 2 || terms[0].Percent != 335*money.Percent/10 || !terms[1].EndOfMonth {
				t.Errorf("terms are read as %v, %v", terms, err)
			}
		})
	}
}

func TestNumbersAreReadAsGermansTypeThem(t *testing.T) {
	speak(t, "de")
	for typed, want := range map[string]string{"1.299,50": "1299.5", "1299.50": "1299.5", "1.299": "1299", "3,125": "3.125", "12*4,5": "54", "0,05": "0.05"} {
		if d, err := decimal("price", typed); err != nil || d.String() != want {
			t.Errorf("%s is read as %v, %v, not %s", typed, d, err, want)
		}
	}
}

func TestDatesAreReadAsGermansTypeThem(t *testing.T) {
	for typed, want := range map[string]string{
		"heute": "2026-11-23", "morgen": "2026-11-24", "gestern": "2026-11-22", "mo": "2026-11-30", "fr": "2026-11-27", "Mittwoch": "2026-11-25", "so": "2026-11-29",
		"3.12.": "2026-12-03", "3.12.2026": "2026-12-03", "+14": "2026-12-07", "3. Dez": "2026-12-03", "3. Dez. 2026": "2026-12-03", "1. März 2027": "2027-03-01", "5 mai 2027": "2027-05-05", "24. Dezember": "2026-12-24",
	} {
		if got, err := typedDate("date", typed, today); err != nil || string(got) != want {
			t.Errorf("%s is read as %s, %v, not %s", typed, got, err, want)
		}
	}
}
