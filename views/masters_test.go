package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

func TestCustomersOfAFileAreSeenDecidedTakenOverAndUndone(t *testing.T) {
	desk := newDesk(t)
	customer, _, _ := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	count := func() int { return must[app.List[app.CustomerRow]](t)(desk.ListCustomers(p.ctx(), app.ListIn{})).Count }
	mail := func() string {
		return must[*trade.Customer](t)(desk.GetCustomer(p.ctx(), app.ByID{ID: customer})).Contacts[0].Email
	}
	before := count()
	path := listOf(t, "people.csv", "Wer,E-mail,City,Zip,Credit limit\nBlue Door,ana@bluebird.example,York,YO1 7HH,\nBluebird Gifts,new@bluebird.example,,,\nWeft,,Leeds,,lots\nKnot,,Leeds,,\n")
	p.choose("Import customers, suppliers, items, balances…")
	p.open("Import customers, suppliers, items")
	p.fill("The file", path)
	p.ctrlEnter()
	p.open("Import customers, suppliers, items")
	equal(t, "what it asks", p.says("people.csv has no sheet called Customers, Suppliers, Items or Opening balances. Say of which kind it is, or use the template."), true)
	f, _ := p.field("What it holds")
	f.(interface{ SetSelected(string) }).SetSelected("Customers")
	p.ctrlEnter()
	p.open("Columns of people.csv")
	equal(t, "what it lacks", p.says("No column is known to hold names or numbers. Choose it."), true)
	f, _ = p.field("A  Wer")
	f.(interface{ SetSelected(string) }).SetSelected("Name")
	p.ctrlEnter()
	p.open("What people.csv brings")
	equal(t, "how many are taken", p.says("2 rows will be taken over."), true)
	p.press(fyne.KeyEscape)
	in := app.MastersIn{Name: "people.csv", Kind: "customers", Map: map[string]string{"name": "A"}, File: must[[]byte](t)(listFile(path))}
	list := p.showMasters(in, must[*app.MastersPlan](t)(desk.PreviewMasters(p.ctx(), in)))
	list.choose(app.MasterError)
	equal(t, "what is wrong, and where", p.says(`E4  "lots" is not a number`), true)
	list.choose(app.MasterChanged)
	equal(t, "what changes", p.says("• E-mail: new@bluebird.example, until now ana@bluebird.example"), true)
	p.tap("Leave this row")
	list.choose(app.MasterDoubt)
	equal(t, "why one waits", p.says("Bluebird Gifts writes from the same e-mail address. It may be the same customer by another name."), true)
	p.tap("Take this row")
	equal(t, "what is chosen", p.says("2 rows will be taken over."), true)
	p.ctrlEnter()
	p.closed()
	equal(t, "what it says", p.toast(), "people.csv is taken over: 2 new, 0 changed")
	equal(t, "the customers", count(), before+2)
	equal(t, "what was left", mail(), "ana@bluebird.example")
	p.choose("Undo")
	equal(t, "the customers as before", count(), before)
}

func TestATableThatIsDroppedCanBeTakenForItems(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	path := listOf(t, "goods.csv", "SKU,Name,Price\nMUG-11,Mug,4.60\nPOT-2,Pot,9.00\n")
	p.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	p.open("1 file was dropped")
	p.tap("Read it as customers, suppliers or items")
	p.open("What goods.csv brings")
	equal(t, "how many are taken", p.says("2 rows will be taken over."), true)
	p.ctrlEnter()
	p.closed()
	equal(t, "what it says", strings.HasPrefix(p.toast(), "goods.csv is taken over: 1 new, 1 changed"), true)
}
