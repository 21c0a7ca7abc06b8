package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// What cannot be taken is said at its field, the keyboard goes there, and nothing that was typed is lost.
func TestWhatCannotBeTakenIsSaidAtItsField(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	company := func() { p.settingsPart("Company"); p.ctrlEnter() }
	customer := func() { p.newCustomer("", nil) }
	supplier := func() {
		p.Go(p.Shell.section(trade.KindSupplier))
		p.pages[p.at].page.add()
	}
	item := func() { p.newItem("", nil) }
	huge := strings.Repeat("9", 40)
	for _, x := range []struct {
		name  string
		begin func()
		base  map[string]string // what is right
		field string
		typed string
	}{
		{"a company without a name", company, nil, "Company's name", ""},
		{"a company's e-mail that is none", company, nil, "E-mail", "not an address"},
		{"a currency that is none", company, nil, "Currency of the books", "Taler"},
		{"a customer without a name", customer, nil, "Customer's name", "   "},
		{"a credit limit that is no number", customer, map[string]string{"Customer's name": "Kite"}, "Credit limit", "a lot"},
		{"a credit limit below zero", customer, map[string]string{"Customer's name": "Kite"}, "Credit limit", "-5"},
		{"a credit limit beyond all bounds", customer, map[string]string{"Customer's name": "Kite"}, "Credit limit", huge},
		{"a discount above all", customer, map[string]string{"Customer's name": "Kite"}, "Discount, %", "150"},
		{"a country of a customer that is no code", customer, map[string]string{"Customer's name": "Kite"}, "Country", "Germany"},
		{"a customer's currency that is none", customer, map[string]string{"Customer's name": "Kite"}, "Currency", "money"},
		{"a customer's name without an end", customer, nil, "Customer's name", strings.Repeat("x", 3000)},
		{"a supplier without a name", supplier, nil, "Supplier's name", ""},
		{"a minimum that is no number", supplier, map[string]string{"Supplier's name": "Weft"}, "Minimum order value", "some"},
		{"a minimum below zero", supplier, map[string]string{"Supplier's name": "Weft"}, "Minimum order value", "-1"},
		{"a time that is none", supplier, map[string]string{"Supplier's name": "Weft"}, "Those that wait", "25:99"},
		{"an item without an SKU", item, map[string]string{"Item": "Mug"}, "SKU", ""},
		{"an item whose SKU is taken", item, map[string]string{"Item": "Mug"}, "SKU", "MUG-11"},
		{"a price that is no number", item, map[string]string{"SKU": "X-1", "Item": "Mug"}, "Price", "cheap"},
		{"a price below zero", item, map[string]string{"SKU": "X-1", "Item": "Mug"}, "Price", "-4"},
		{"a price beyond all bounds", item, map[string]string{"SKU": "X-1", "Item": "Mug"}, "Price", huge},
		{"a weight below zero", item, map[string]string{"SKU": "X-1", "Item": "Mug"}, "Weight", "-3"},
		{"breaks that are none", item, map[string]string{"SKU": "X-1", "Item": "Mug"}, "Prices for larger", "from fifty on"},
	} {
		t.Run(x.name, func(t *testing.T) {
			p.t = t
			x.begin()
			for label, text := range x.base {
				p.fill(label, text)
			}
			p.fill(x.field, x.typed)
			if kit.Top(p.canvas) == nil {
				t.Fatal("no form is open")
			}
			p.canvas.Unfocus()
			kit.Top(p.canvas).Submit()
			if kit.Top(p.canvas) == nil {
				t.Fatal("it was taken")
			}
			in, wrong := p.field(x.field)
			if wrong == "" {
				t.Error("nothing is said at the field")
			}
			if p.canvas.Focused() != in {
				t.Errorf("the keyboard is at %T, not at the field", p.canvas.Focused())
			}
			equal(t, "what was typed", p.shows(x.field), x.typed)
			for label, text := range x.base {
				equal(t, label, p.shows(label), text)
			}
			p.press(fyne.KeyEscape, fyne.KeyEscape)
			p.Clear()
		})
	}
}
