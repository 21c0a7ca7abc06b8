package views

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

func TestANewCompanyIsLedToItsFirstQuoteByKeyboard(t *testing.T) {
	desk := newDesk(t)
	p := sit(t, desk, wide, look.Light)
	p.closed()
	equal(t, "section", p.section(), "First steps")
	p.write("Kontor Nord")
	p.pick("Country", "Germany")
	equal(t, "currency", p.shows("Currency of the books"), "EUR")
	equal(t, "tax", p.shows("Usual tax, %"), "19")
	p.fill("E-mail", "nobody")
	p.ctrlEnter()
	if wrong := p.wrong("E-mail"); wrong == "" {
		t.Fatal("a wrong e-mail address is not said at its field")
	}
	p.fill("E-mail", "verkauf@kontor.example")
	p.ctrlEnter()

	p.write("Clayworks")
	p.ctrlEnter()
	if !p.says("at least one item") {
		t.Error("a supplier without items is taken")
	}
	p.fill("SKU Item 1", "MUG-11")
	p.fill("Name Item 1", "Stoneware mug")
	p.fill("Cost Item 1", "a lot")
	p.ctrlEnter()
	if !p.says(`"a lot" is not a number.`) {
		t.Error("a cost that is none is not said")
	}
	equal(t, "suppliers after an error", len(must[app.List[app.SupplierRow]](t)(desk.ListSuppliers(p.ctx(), app.ListIn{})).Rows), 0)
	p.fill("Cost Item 1", "3.10")
	p.fill("Price EUR Item 1", "4.50")
	p.ctrlEnter()

	p.write("Bluebird Gifts")
	p.fill("Contact's e-mail", "ana@bluebird.example")
	p.press(fyne.KeyReturn) // Enter in a field goes on
	p.fill("Qty MUG-11", "24")
	p.ctrlEnter()
	equal(t, "section", p.section(), "Quotes")
	q := must[app.List[app.QuoteRow]](t)(desk.ListQuotes(p.ctx(), app.ListIn{}))
	equal(t, "quotes", len(q.Rows), 1)
	equal(t, "first steps in the navigation", p.sees("First steps"), false)
}

func TestTheFirstStepsGoOnWhereTheProgramWasKilled(t *testing.T) {
	desk := newDesk(t)
	memory := forgetful{rememberedUser: "Mara"}
	p := sit(t, desk, wide, look.Light)
	p.opt.Memory = memory
	p.firstRun()
	p.fill("Company's name", "Kontor Nord")
	p.ctrlEnter()
	p.fill("Supplier's name", "Clayworks")
	p.fill("Name Item 1", "Mug")

	again := sit(t, desk, wide, look.Light)
	again.opt.Memory = memory
	again.begun = false
	again.firstRun()
	equal(t, "section", again.section(), "First steps")
	equal(t, "supplier", again.shows("Supplier's name"), "Clayworks")
	equal(t, "item", again.shows("Name Item 1"), "Mug")
	equal(t, "company", must[*trade.Company](t)(desk.GetCompany(p.ctx(), app.Nothing{})).Name, "Kontor Nord")
}

func TestTheFirstStepsGoOnAfterALookElsewhere(t *testing.T) {
	p := sit(t, newDesk(t), wide, look.Light)
	p.fill("Company's name", "Kontor Nord")
	p.press(fyne.KeyF1)
	p.press(fyne.KeyEscape)
	equal(t, "what was typed", p.shows("Company's name"), "Kontor Nord")
	p.ctrlEnter()
	if !p.says("Somebody who ships to your customers") {
		t.Error("Ctrl+Enter does not go on")
	}
}

func TestEveryFirstStepCanBeLeftForLater(t *testing.T) {
	p := sit(t, newDesk(t), wide, look.Light)
	for range 3 {
		p.tap("Later")
	}
	p.tap("Back")
	equal(t, "a step before the last", p.says("Who buys from you."), true)
	p.tap("Later")
	if !p.says("A quote needs a customer and an item.") {
		t.Error("a quote without a customer is not said to be impossible")
	}
	p.tap("Later: go to Today")
	equal(t, "section", p.section(), "Today")
	p.firstRun()
	equal(t, "asked again", p.section(), "Today")
	p.choose("First steps")
	equal(t, "section", p.section(), "First steps")
}

func TestACompanyThatWorksIsNotLed(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	equal(t, "section", p.section(), "Today")
	equal(t, "first steps in the navigation", p.sees("First steps"), false)
}

func TestTheSampleCompanyIsLeftAgain(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	left := 0
	p.opt.Files = Files{Away: true, Back: func() { left++ }}
	p.furnish()
	p.drawNav()
	p.choose("Leave the sample company")
	p.tap("Leave the sample")
	equal(t, "left", left, 2)
}

func TestEveryScreenOfANewCompanySaysHowToBegin(t *testing.T) {
	p := sit(t, newDesk(t), fyne.NewSize(1024, 700), look.Light)
	for _, scene := range p.EmptyScenes() {
		scene.Set()
		p.closed()
		words := 0
		each(p.body, func(o fyne.CanvasObject) {
			if l, ok := o.(*widget.Label); ok && len(l.Text) > 10 {
				words++
			}
		})
		if words == 0 {
			t.Errorf("%s says nothing", scene.Name)
		}
	}
}
