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

func TestOrdersOfAFileAreSeenDecidedTakenOverAndUndone(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	orders := func() app.List[app.OrderRow] {
		return must[app.List[app.OrderRow]](t)(desk.ListOrders(p.ctx(), app.ListIn{}))
	}
	before := orders().Count
	path := listOf(t, "shop.csv", "Order no,Date,Customer,Street,City,Zip,Country,SKU,Description,Qty,Price\n"+
		"A-1,2026-11-20,Max Roe,Elm 1,York,YO1 7HH,GB,MUG-11,Mug,2,5.00\nA-2,2026-11-20,Ida Roe,Elm 2,York,YO1 7HH,GB,POT-9,Pot,1,8.00\n")
	p.choose("Import orders…")
	p.open("Import orders")
	p.fill("The file", path)
	p.ctrlEnter()
	p.open("Orders of shop.csv")
	equal(t, "how many are taken", p.says("1 order will be taken over as drafts."), true)
	p.press(fyne.KeyEscape)
	in := app.ImportOrdersIn{}
	in.Name, in.File = "shop.csv", must[[]byte](t)(listFile(path))
	p.showOrders(in, must[*app.OrderPlan](t)(desk.PreviewOrders(p.ctx(), in))).choose(app.OrdersDoubt)
	equal(t, "why one is held", p.says("POT-9 is not in the catalogue. Say which item it is, or make it."), true)
	p.tap("Make an item of POT-9")
	p.open("Orders of shop.csv")
	equal(t, "both are taken now", p.says("2 orders will be taken over as drafts."), true)
	p.ctrlEnter()
	p.closed()
	equal(t, "what it says", p.toast(), "shop.csv is taken over: 2 orders, 2 new customers, 1 new item")
	equal(t, "the orders", orders().Count, before+2)
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: orders().Rows[0].ID})
	p.choose("As it came in…")
	p.open("As it came in")
	equal(t, "its text", p.says("SKU: POT-9"), true)
	p.press(fyne.KeyEscape)
	p.choose("Undo")
	equal(t, "the orders as before", orders().Count, before)
}

func TestColumnsOfOrdersThatAreNotKnownAreAskedFor(t *testing.T) {
	desk := newDesk(t)
	customer, _, _ := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	in := app.ImportOrdersIn{}
	in.Name, in.File, in.CustomerID = "odd.csv", []byte("Welche;Wie oft\nMUG-11;3\n"), customer
	p.readOrders(in)
	p.open("Columns of odd.csv")
	p.fill("Row of the headings", "1")
	p.ctrlEnter()
	p.open("Columns of odd.csv")
	for label, word := range map[string]string{"A  Welche": "Our SKU", "B  Wie oft": "Quantity"} {
		f, _ := p.field(label)
		f.(interface{ SetSelected(string) }).SetSelected(word)
	}
	p.ctrlEnter()
	p.open("Orders of odd.csv")
	equal(t, "how many are taken", p.says("1 order will be taken over as drafts."), true)
}

func TestATableThatIsDroppedCanBeTakenForOrders(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	path := listOf(t, "list.csv", "Order no,SKU,Qty\n1,MUG-11,2\n")
	p.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	p.open("1 file was dropped")
	p.tap("Read it as orders")
	p.open("Import orders")
	equal(t, "the file", strings.HasSuffix(p.shows("The file"), "list.csv"), true)
}
