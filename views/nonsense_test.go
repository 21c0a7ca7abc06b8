package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// nonsense is what is typed into fields by mistake, out of haste, or by a paste from a spreadsheet.
var nonsense = []string{"", "-5", strings.Repeat("9", 40), "1.250,00 €", "20\n30\n", "12\t4.50\tMUG-11", "#REF!", "\x00", "2026-11-30", "31/02/2026", "'; DROP TABLE invoice; --"}

// entries are the captions of the top dialog's entries.
func (p *person) entries() (list []string) {
	each(p.top(), func(o fyne.CanvasObject) {
		if box, ok := o.(*fyne.Container); ok && len(box.Objects) > 1 {
			caption, said := box.Objects[0].(*widget.Label)
			if _, entry := box.Objects[1].(*kit.Entry); said && entry {
				list = append(list, caption.Text)
			}
		}
	})
	return list
}

// Whatever is typed into any field of the forms that are used most is taken whole or refused in words; nothing is saved by halves, nothing fails, and nothing that was typed is lost.
func TestNonsenseInAFormIsTakenWholeOrRefusedInWords(t *testing.T) {
	t.Run("payment", func(t *testing.T) {
		desk := newDesk(t)
		customer, _, _ := smallCompany(t, desk)
		p := sit(t, desk, wide, look.Light)
		p.suffers(func() { p.payFrom(customer); p.fill("Amount", "20") })
	})
	t.Run("bill", func(t *testing.T) {
		p, _, po := atPurchase(t)
		p.suffers(func() {
			p.Show(trade.Ref{Kind: trade.KindPurchase, ID: po.ID})
			p.choose("Enter bill…")
			p.fill("Number on the bill", "77")
		})
	})
	t.Run("shipment", func(t *testing.T) {
		p, _, po := atPurchase(t)
		p.suffers(func() { p.Show(trade.Ref{Kind: trade.KindPurchase, ID: po.ID}); p.choose("Enter tracking…") })
	})
	t.Run("settings", func(t *testing.T) {
		desk := newDesk(t)
		smallCompany(t, desk)
		p := sit(t, desk, wide, look.Light)
		for part, name := range map[string]string{"Tax codes": "Code", "Payment terms": "Name", "Exchange rates": "Currency", "Carriers": "Name"} {
			p.suffers(func() {
				p.settingsPart(part)
				p.primary()
				switch name {
				case "Currency":
					p.fill("Currency", "USD")
					p.fill("One unit costs", "0.9")
				default:
					p.fill(name, "Q")
					if part == "Tax codes" {
						p.fill("Name", "Q")
					}
					if part == "Payment terms" {
						p.fill("Parts", "100 % 30")
					}
				}
			})
		}
	})
}

// suffers types all nonsense into each field of a form in turn. open opens it, filled in so that it would be taken.
func (p *person) suffers(open func()) {
	t := p.t
	t.Helper()
	open()
	if kit.Top(p.canvas) == nil {
		t.Fatal("no form is open")
	}
	steps := func() int {
		return len(must[app.All[app.StepRow]](t)(p.desk.ListSteps(p.ctx(), app.ListStepsIn{Limit: 500})).Rows)
	}
	taken := map[string]bool{}
	for _, field := range p.entries() {
		for _, text := range nonsense {
			if kit.Top(p.canvas) == nil {
				open()
			}
			in, _ := p.field(field)
			e := in.(*kit.Entry)
			was := e.Text
			p.canvas.Focus(e)
			e.SelectAll()
			if text == "" {
				e.SetText("")
			} else {
				p.pastes(text)
			}
			typed, before := e.Text, steps()
			p.ctrlEnter()
			done := steps() - before
			if kit.Top(p.canvas) != nil {
				if p.dangers() == "" {
					t.Errorf("%s %.40q: it is not taken, and nothing is said", field, text)
				}
				if got := p.shows(field); got != typed || done != 0 {
					t.Errorf("%s %.40q: it is refused, and %d steps are done and %.40q stands there", field, text, done, got)
				}
				e.SetText(was)
				continue
			}
			if done > 1 {
				t.Errorf("%s %.40q: %d steps are done", field, text, done)
			}
			if !taken[field] {
				taken[field] = true
				p.sound()
			}
			if done > 0 {
				p.choose("Undo")
			}
		}
	}
	p.Clear()
	if len(taken) == 0 {
		t.Error("nothing was ever taken")
	}
}

// What a cell of the quote editor cannot take is said, and the line stays as it was.
func TestNonsenseInACellOfTheEditorChangesNothing(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "10", "5")
	before := lines(p.quoted())
	for _, at := range []int{cellQty, cellPrice, cellDiscount, cellCost} {
		for _, text := range []string{"-5000000000", strings.Repeat("9", 40), "1.250,00 €", "20 30 ", "#REF!", "2026-11-30", "31/02/2026", "'; DROP TABLE quote; --", "NaN"} {
			e := p.editor.rows[0].cells[at]
			was := e.Text
			p.toasts.Clear()
			p.canvas.Focus(e)
			e.SelectAll()
			p.write(text)
			p.press(fyne.KeyTab)
			if p.toast() == "" {
				t.Errorf("cell %d: %.20q: nothing is said", at, text)
			}
			equal(t, text+": the line", lines(p.quoted()), before)
			equal(t, text+": no dialog", kit.Top(p.canvas) == nil, true)
			if e = p.editor.rows[0].cells[at]; e.Text != was {
				p.canvas.Focus(e)
				e.SetText(was)
				p.press(fyne.KeyTab)
			}
		}
	}
	p.sound()
}
