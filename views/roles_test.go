package views

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

// threePeople adds users of three roles to a company.
func threePeople(t *testing.T, desk *app.Desk) {
	t.Helper()
	for name, role := range map[string]string{"Sal Reed": "sales", "Pia Novak": "purchasing", "Bo Lund": "books"} {
		must[*trade.User](t)(desk.SaveUser(t.Context(), trade.User{Name: name, Role: role}))
	}
}

// workAs lets somebody work at the window.
func (p *person) workAs(word string) {
	p.t.Helper()
	p.choose("Change user…")
	p.open("Who works here?")
	p.pick("You are", word)
	p.ctrlEnter()
	p.closed()
}

// pick chooses a word of a field that offers some.
func (p *person) pick(label, word string) {
	p.t.Helper()
	in, _ := p.field(label)
	choice, ok := in.(interface{ SetSelected(string) })
	if !ok {
		p.t.Fatalf("%q is no choice", label)
	}
	choice.SetSelected(word)
	if p.shows(label) != word {
		p.t.Fatalf("%q does not offer %q", label, word)
	}
}

// menuItem is an item of the menus.
func (p *person) menuItem(begin string) *fyne.MenuItem {
	for _, m := range p.win.MainMenu().Items {
		for _, i := range m.Items {
			if strings.HasPrefix(i.Label, begin) {
				return i
			}
		}
	}
	return nil
}

// greyed says whether a button is shown and cannot be pressed.
func (p *person) greyed(text string) bool {
	p.t.Helper()
	found, off := false, false
	each(p.top(), func(o fyne.CanvasObject) {
		if b, ok := o.(*widget.Button); ok && b.Text == text {
			found, off = true, b.Disabled()
		}
	})
	if !found {
		p.t.Fatalf("there is no button %q", text)
	}
	return off
}

func TestWhoWorksIsAskedOnceOnThisComputer(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	threePeople(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.opt.Memory = forgetful{}
	p.beSomebody()
	p.open("Who works here?")
	p.pick("You are", "Bo Lund (Books)")
	p.press(fyne.KeyTab)
	p.ctrlEnter()
	p.closed()
	equal(t, "works here", p.opt.User, "Bo Lund")
	p.opt.User = "root"
	p.beSomebody()
	p.closed()
	equal(t, "remembered", p.opt.User, "Bo Lund")
}

func TestWhoWorksAloneIsAskedNothing(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.opt.Memory = forgetful{}
	p.beSomebody()
	p.closed()
}

func TestARoleIsOfferedItsOwnWorkAndTheRestSaysWhoseItIs(t *testing.T) {
	desk := newDesk(t)
	customer, _, mug := smallCompany(t, desk)
	threePeople(t, desk)
	p := sit(t, desk, wide, look.Light)
	o := must[*trade.SalesOrder](t)(desk.SaveOrder(p.ctx(), app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: customer, Lines: []app.LineIn{{ItemID: mug, Qty: ptr(money.Qty(10 * money.Unit))}}}, Confirm: true}))

	p.workAs("Sal Reed (Sales)")
	if p.sees("Bills") || p.sees("Payments") || !p.sees("Quotes") {
		t.Error("sales has other sections than its own")
	}
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: o.ID})
	if !p.greyed("Create purchase order") {
		t.Error("sales may press what purchasing does")
	}
	if !p.says("For this you need another role: Purchasing, Admin. You work here as Sal Reed, Sales.") {
		t.Error("nothing says why")
	}
	p.ctrlEnter()
	p.closed()
	if said := p.toast(); !strings.Contains(said, "another role: Purchasing") {
		t.Errorf("Ctrl+Enter says %q", said)
	}
	if m := p.menuItem("Create purchase order"); m == nil || !m.Disabled || !strings.Contains(m.Label, "(Purchasing, Admin)") {
		t.Errorf("the menu has %v", m)
	}

	p.workAs("Pia Novak (Purchasing)")
	if p.greyed("Create purchase order") || p.sees("Quotes") {
		t.Error("purchasing cannot do its own work, or has other sections")
	}
	if m := p.menuItem("New quote"); !m.Disabled {
		t.Error("purchasing is offered a quote")
	}
	p.choose("Suppliers")
	p.press(fyne.KeyEscape)
	p.canvas.Unfocus()
	p.choose("Orders")
	p.canvas.Unfocus()
	p.write("n")
	p.closed()
	if said := p.toast(); !strings.Contains(said, "another role: Sales") {
		t.Errorf("N says %q", said)
	}
}

func TestTodayListsTheWorkOfTheRole(t *testing.T) {
	desk := busyDesk(t)
	p := sit(t, desk, wide, look.Light)
	rules := func(name string) (list []string) {
		for _, g := range must[app.TodayOut](t)(desk.Today(app.As(t.Context(), name), app.TodayIn{})).Groups {
			list = append(list, g.Rule)
		}
		return list
	}
	p.workAs("Jonas Feldkamp (Sales)")
	if mine := rules("Jonas Feldkamp"); slices.Contains(mine, "overdue") || slices.Contains(mine, "approve") || len(mine) == 0 {
		t.Errorf("sales is told of %v", mine)
	}
	if mine := rules("Ilse Brammer"); !slices.Contains(mine, "overdue") || slices.Contains(mine, "unanswered") {
		t.Errorf("the books are told of %v", mine)
	}
}

func TestSettingsAreReadByAllAndChangedByAdmins(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	threePeople(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.workAs("Sal Reed (Sales)")
	for _, part := range []string{"Company", "Documents", "Users", "Tax codes", "Numbering"} {
		p.settingsPart(part)
		for i := range p.doc.buttons {
			if b := &p.doc.buttons[i]; b.primary && p.may(b.step) {
				t.Errorf("%s: sales may %s", part, b.text)
			}
		}
		p.ctrlEnter()
		p.closed()
	}
	p.settingsPart("Carriers")
	p.ctrlEnter()
	p.open("Carrier")
}

// A step that is in no row of the table would be a right that nobody can read.
func TestEveryRightStandsOnceInTheTableOfRoles(t *testing.T) {
	rows := map[string]int{}
	for _, a := range areas {
		for _, step := range strings.Fields(a.steps) {
			rows[step]++
		}
	}
	for _, r := range must[app.All[app.Right]](t)(newDesk(t).ListRights(t.Context(), app.Nothing{})).Rows {
		if rows[r.Step] != 1 {
			t.Errorf("%s stands in %d rows of the table of roles", r.Step, rows[r.Step])
		}
	}
}

// Whatever a document's buttons begin is a right, so that a button is greyed for whoever may not; the others only show.
func TestEveryButtonOfADocumentSaysWhichRightItNeeds(t *testing.T) {
	shows := []string{"PDF", "Explain…", "What if bought elsewhere…", "Possible duplicates…", "Pro-forma invoice as PDF"}
	scenes := strings.Fields("orders order-to-order order-done order-held order-decide order-deposit quotes quote-draft purchases-open purchase-decide purchase-billed shipments " +
		"returns invoices invoice-overdue payments payment-on-account bills bill-different bill-disputed customers suppliers items outbox")
	p := sit(t, busyDesk(t), wide, look.Light)
	rights := must[app.All[app.Right]](t)(p.desk.ListRights(t.Context(), app.Nothing{})).Rows
	for _, scene := range p.Scenes() {
		if !slices.Contains(scenes, scene.Name) {
			continue
		}
		scene.Set()
		for _, b := range p.doc.buttons {
			switch {
			case b.step == "" && (b.pdf || b.why || slices.Contains(shows, b.text) || showing(b.text)):
			case b.step == "":
				t.Errorf("%s: %q names no right", scene.Name, b.text)
			case !slices.ContainsFunc(rights, func(r app.Right) bool { return r.Step == b.step }):
				t.Errorf("%s: %q needs %s, which is no right", scene.Name, b.text, b.step)
			}
		}
		p.Clear()
	}
}

// showing says whether a button's words say that it only shows something.
func showing(text string) bool {
	for _, begin := range []string{"Show ", "Explain ", "Packing slip", "The reminder's PDF", "PDF of", "Compare ", "Document"} {
		if strings.HasPrefix(text, begin) || strings.Contains(text, ": "+begin) {
			return true
		}
	}
	return false
}

// sees says whether a section is in the navigation.
func (p *person) sees(section string) bool {
	found := false
	for _, o := range p.nav.Objects {
		if b, ok := o.(*widget.Button); ok && strings.HasPrefix(b.Text, section) {
			found = true
		}
	}
	return found
}

func TestAStepWithManyRowsSaysWhoseItIs(t *testing.T) {
	p := sit(t, busyDesk(t), wide, look.Light)
	p.workAs("Jonas Feldkamp (Sales)")
	p.Go(p.Shell.section(trade.KindBill))
	page := p.pages[p.at].page
	page.(interface{ choose(string) }).choose("to_approve")
	page.(lister).markAll()
	if m := p.menuItem("Approve"); m == nil || !m.Disabled || !strings.Contains(m.Label, "(Books, Admin)") {
		t.Errorf("the menu has %v", m)
	}
	p.canvas.Unfocus()
	p.ctrlEnter()
	p.closed()
	if said := p.toast(); !strings.Contains(said, "Another role does this") {
		t.Errorf("Ctrl+Enter says %q", said)
	}
}
