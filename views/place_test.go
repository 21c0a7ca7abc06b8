package views

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

func TestAnAddressIsReadBackAsThePlaceItWasMadeOf(t *testing.T) {
	for _, address := range []string{"order", "reports", "order/17", "order/17/wide", "order/17/chain?filter=late", "customer?filter=&row=3&scroll=120&text=blue+bird"} {
		p, ok := placeAt(address)
		equal(t, address, ok, true)
		equal(t, "again", p.String(), address)
	}
	for _, address := range []string{"", "/17", "order/x", "order/-1", "order/1/wide/more", "order?%zz"} {
		if _, ok := placeAt(address); ok {
			t.Errorf("%q is taken for an address", address)
		}
	}
}

// list is the page of the orders.
func (p *person) orders() *listPage[app.OrderRow] {
	return p.pages[p.Shell.section(trade.KindOrder)].page.(*listPage[app.OrderRow])
}

func TestBackAndForwardReturnToTheSameFilterRowAndScroll(t *testing.T) {
	p := sit(t, busyDesk(t), fyne.NewSize(1280, 500), look.Light)
	p.Go(p.Shell.section(trade.KindOrder))
	p.choose("Orders")
	p.orders().choose("")
	p.press(fyne.KeyEnd)
	was := p.place()
	if was.state.Get("scroll") == "" || was.id == 0 {
		t.Fatalf("the list is not scrolled: %s", was)
	}
	p.choose("Customers")
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: 1})
	there := p.place()
	p.choose("Back")
	equal(t, "back once", p.section(), "Customers")
	p.choose("Back")
	equal(t, "back twice", p.place().String(), was.String())
	equal(t, "the row's document is drawn", int64(p.orders().drawn), int64(was.id))
	p.press(fyne.KeyUp)
	if p.place().id == was.id {
		t.Error("the arrow does not go on from the row")
	}
	p.choose("Forward")
	p.choose("Forward")
	equal(t, "forward twice", p.place().same(there), true)
	p.choose("Forward")
	equal(t, "and no further", p.place().same(there), true)
}

func TestBackReturnsToTheWholeWidthAndToTheChain(t *testing.T) {
	p := sit(t, busyDesk(t), wide, look.Light)
	p.Go(p.Shell.section(trade.KindOrder))
	p.press(fyne.KeyHome, fyne.KeyReturn)
	equal(t, "wide", p.orders().wide, true)
	p.choose("Items")
	p.choose("Back")
	equal(t, "wide again", p.orders().wide, true)
	p.write("c")
	equal(t, "the chain", p.chained != nil, true)
	p.choose("Items")
	equal(t, "not over the items", p.chained == nil, true)
	p.choose("Back")
	equal(t, "the chain again", p.chained != nil, true)
	p.press(fyne.KeyEscape)
	equal(t, "Esc leaves it", p.chained == nil, true)
	equal(t, "for the document", p.section(), "Orders")
}

func TestAWindowRemembersWhereItWas(t *testing.T) {
	desk, memory := busyDesk(t), forgetful{}
	memory.Set(rememberedUser, "Mara")
	sitAgain := func() *person {
		p := sit(t, desk, wide, look.Light)
		p.Shell = New(desk, p.win, Options{Folder: t.TempDir(), User: "Mara", Today: func() trade.Date { return today }, Now: true, Memory: memory})
		return p
	}
	p := sitAgain()
	p.Go(p.Shell.section(trade.KindOrder))
	p.orders().choose("done")
	p.orders().split.Offset = 0.3
	p.Show(trade.Ref{Kind: trade.KindCustomer, ID: 2})
	here, name := p.place(), p.doc.title

	p = sitAgain()
	equal(t, "the last place", p.place().same(here), true)
	p.choose("Orders")
	equal(t, "the filter", p.orders().chips.Chosen, "done")
	equal(t, "the split", p.orders().split.Offset, 0.3)
	p.choose("Find or do …")
	equal(t, "seen last", p.finder.Rows()[0].Title, name)
}

func TestANarrowWindowShowsListAndDocumentAsTwoPages(t *testing.T) {
	p := sit(t, busyDesk(t), fyne.NewSize(960, 640), look.Light)
	p.Go(p.Shell.section(trade.KindOrder))
	l := p.orders()
	equal(t, "the list alone", l.doc.Visible(), false)
	p.press(fyne.KeyHome, fyne.KeyReturn)
	equal(t, "the document", l.doc.Visible(), true)
	p.press(fyne.KeyEscape)
	equal(t, "the list again", l.doc.Visible(), false)
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: 2})
	equal(t, "what was asked for is seen", l.doc.Visible() && l.wide, true)
	p.press(fyne.KeyEscape)
	equal(t, "its row is chosen", l.shown, 2)
	p.win.Resize(wide)
	equal(t, "both", l.doc.Visible(), true)
}

// A list gives up what its names need only where somebody has divided the page.
func TestANarrowPageIsDividedSoThatNamesCanBeRead(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(trade.KindQuote))
	l := p.pages[p.at].page.(*listPage[app.QuoteRow])
	equal(t, "as it comes", l.split.Offset, l.offset)
	p.win.Resize(fyne.NewSize(1024, 700))
	if is := l.split.Offset; is <= l.offset || is > 0.5 {
		t.Errorf("in a small window the list has %v of the page", is)
	}
	l.keep()
	equal(t, "nothing is remembered that nobody chose", p.opt.Memory.Get(l.keptSplit()), "")
	p.win.Resize(wide)
	equal(t, "as before", l.split.Offset, l.offset)
	l.split.Offset = 0.35
	l.split.Refresh()
	p.win.Resize(fyne.NewSize(1024, 700))
	equal(t, "as somebody divided it", l.split.Offset, 0.35)
}

func TestTheStripOfADealFoldsWhileTheSplitIsMoved(t *testing.T) {
	desk := newDesk(t)
	customer, _, mug := smallCompany(t, desk)
	must[*trade.Quote](t)(desk.SaveQuote(context.Background(), app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: customer, Lines: []app.LineIn{{ItemID: mug}}}}))
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(trade.KindQuote))
	l := p.pages[p.at].page.(*listPage[app.QuoteRow])
	height := func(to float64) float32 {
		l.split.Offset = to
		l.split.Refresh()
		return p.Shell.strip.MinSize().Height
	}
	one := height(0.3)
	equal(t, "two rows of less room", height(0.7) > one, true)
	equal(t, "one again", height(0.3), one)
}

// What has no room in a document's heading is in the menu behind it, and never lies over the list.
func TestCommandsOfADocumentTakeNoMoreThanItsRoom(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	icon := theme.DocumentPrintIcon()
	d := document{title: "SH-1467", buttons: []button{{text: "Versandanzeige senden", icon: icon}, {text: "Lieferschein", icon: icon}, {text: "Zustellung bestätigen…", primary: true}}}
	for _, room := range []float32{400, 1200} {
		p.Shell.room = room
		seen := 0
		each(p.Shell.draw(d), func(o fyne.CanvasObject) {
			if b, ok := o.(*widget.Button); ok && strings.HasPrefix(b.Text, "Versandanzeige") {
				seen++
			}
		})
		equal(t, fmt.Sprintf("beside the others in %v", room), seen == 1, room > 1000)
		equal(t, "within the room", p.Shell.draw(d).MinSize().Width <= room, true)
	}
}

// palette is the title of the palette's line that begins so; empty where there is none.
func (p *person) palette(title string) string {
	for _, r := range p.finder.Rows() {
		if strings.HasPrefix(r.Title, title) {
			return r.Group + ": " + r.Title + " " + r.Note
		}
	}
	return ""
}

func TestThePaletteGoesFindsAndDoes(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.choose("Find or do …")
	equal(t, "commands before anything is typed", p.palette("New quote"), "Do: New quote Ctrl+N")
	p.write("invo over")
	equal(t, "a list with a filter", p.palette("Invoices, overdue"), "Go: Invoices, overdue ")
	p.press(fyne.KeyReturn)
	equal(t, "is gone to", p.section(), "Invoices")
	equal(t, "with its filter", p.page().(*listPage[app.InvoiceRow]).chips.Chosen, "overdue")

	p.choose("Find or do …")
	p.write("blueb")
	if row := p.finder.Rows()[0]; row.Kind != "Customer" || !strings.Contains(row.Title, "Bluebird Gifts") {
		t.Errorf("the first line is %s %q", row.Kind, row.Title)
	}
	p.press(fyne.KeyDown)
	p.press(fyne.KeyReturn)
	equal(t, "a quote is begun", p.section(), "Quotes")
	quotes, err := desk.ListQuotes(p.ctx(), app.ListIn{})
	equal(t, "for the customer", only(t, quotes, err).Customer, "Bluebird Gifts")

	p.choose("Find or do …")
	p.write("delete this")
	p.press(fyne.KeyReturn)
	equal(t, "the document's command is done", must[app.List[app.QuoteRow]](t)(desk.ListQuotes(p.ctx(), app.ListIn{})).Count, 0)

	p.choose("Find or do …")
	p.choose("Find or do …")
	p.closed()
	p.choose("Find or do …")
	p.write("zzzz")
	equal(t, "nothing is found", len(p.finder.Rows()), 0)
	p.press(fyne.KeyReturn, fyne.KeyEscape)
	p.closed()
}

func TestADocumentStaysUpToDateInASecondWindow(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "24", "4.75")
	p.win.Canvas().Unfocus()
	p.choose("Open in a second window")
	equal(t, "windows", len(p.seconds), 1)
	second := p.seconds[0]
	x := &person{t: t, canvas: second.win.Canvas(), Shell: second}
	x.choose("Accepted by the customer")
	quotes, err := desk.ListQuotes(p.ctx(), app.ListIn{})
	q := only(t, quotes, err)
	equal(t, "its buttons work", q.State, trade.Accepted)
	equal(t, "there", x.doc.title, q.Number+"  Bluebird Gifts")
	equal(t, "and here", p.doc.title, q.Number+"  Bluebird Gifts")
	must[*trade.Quote](t)(desk.DeclineQuote(p.ctx(), app.DecideIn{ID: q.ID, Reason: "too late"}))
	equal(t, "what is changed elsewhere", strings.Contains(x.buttons(), "Revise"), true)
	x.Show(trade.Ref{Kind: trade.KindCustomer, ID: q.CustomerID})
	equal(t, "a link leads on within it", x.section(), "Customers")
	equal(t, "and leaves the other window", p.section(), "Quotes")
	x.choose("Back")
	equal(t, "back", x.section(), "Quotes")
	x.choose("Close this window")
	equal(t, "closed", len(p.seconds), 0)
	must[*trade.Quote](t)(desk.ReviseQuote(p.ctx(), app.DecideIn{ID: q.ID})) // is told to nobody there
}

func TestTheWholeChainLeadsToEachDocumentAndTellsTheCustomer(t *testing.T) {
	p, desk := ordered(t)
	orders, err := desk.ListOrders(p.ctx(), app.ListIn{})
	o := only(t, orders, err)
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: o.ID})
	p.write("C")
	page := p.chained
	if page == nil {
		t.Fatal("C shows no chain")
	}
	equal(t, "the keyboard is at the first line", p.canvas.Focused() == fyne.Focusable(page.links[0]), true)
	names := []string{}
	for _, l := range page.links {
		names = append(names, l.Text())
	}
	all := strings.Join(names, " ")
	for _, want := range []string{"SO-", "PO-", "SH-"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s among %q", want, all)
		}
	}
	p.choose("Copy as text for the customer")
	if copied := fyne.CurrentApp().Clipboard().Content(); "Copied: "+copied != p.toast() {
		t.Errorf("%q is on the clipboard", copied)
	}
	if !strings.HasPrefix(p.toast(), "Copied: ") || strings.Contains(p.toast(), "Clayworks") {
		t.Errorf("the toast says %q", p.toast())
	}
	p.write("j")
	p.press(fyne.KeyReturn)
	equal(t, "a line leads to its document", p.chained == nil, true)
	p.choose("Back")
	equal(t, "back at the chain", p.chained != nil, true)
	p.write("c")
	equal(t, "C leaves it", p.chained == nil, true)
	equal(t, "no dialog", kit.Top(p.canvas) == nil, true)
}

func TestTheWholeChainMakesThePurchaseOrdersThatAreMissing(t *testing.T) {
	desk := newDesk(t)
	customer, _, mug := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	four := 4 * money.Unit
	o := must[*trade.SalesOrder](t)(desk.SaveOrder(p.ctx(), app.SaveOrderIn{Confirm: true, SaleIn: app.SaleIn{CustomerID: customer, Lines: []app.LineIn{{ItemID: mug, Qty: &four}}}}))
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: o.ID})
	p.write("c")
	equal(t, "not ordered", p.says("Clayworks: 4 × MUG-11"), true)
	p.ctrlEnter()
	p.open("Forward to the suppliers")
	p.ctrlEnter()
	p.closed()
	equal(t, "the chain stays", p.chained != nil, true)
	purchases, err := desk.ListPurchases(p.ctx(), app.ListIn{})
	equal(t, "and has the new document", p.chained.links[1].Text(), only(t, purchases, err).Number)
}

func TestTheNextStepIsTakenFromTheWholeChain(t *testing.T) {
	desk := busyDesk(t)
	p := sit(t, desk, wide, look.Light)
	held, err := desk.ListOrders(p.ctx(), app.ListIn{Filter: "held"})
	if err != nil || len(held.Rows) == 0 {
		t.Fatal("no order is held", err)
	}
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: held.Rows[0].ID})
	p.write("c")
	equal(t, "its buttons", p.buttons(), "Copy as text for the customer, [Release…]")
	p.ctrlEnter()
	p.open("Release " + held.Rows[0].Number)
	p.fill("Reason", "paid by phone")
	p.ctrlEnter()
	p.closed()
	equal(t, "it is released", must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: held.Rows[0].ID})).OnHold(), false)
	equal(t, "and the chain says so", p.chained != nil && !p.says("Held:"), true)
}

func TestTheListOfKeysIsTheTableThatTheyAreAnsweredBy(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	answered := map[rune]string{}
	p.write("?")
	p.open("Keys")
	for _, k := range p.strokes() {
		equal(t, k.keys+" is in the list", p.says(capital(k.does)), true)
		if (k.do == nil) != (k.on == "") {
			t.Errorf("%s: %q is answered by nothing", k.does, k.on)
		}
		for _, r := range k.on {
			if other, twice := answered[r]; twice {
				t.Errorf("%c does two things: %s, %s", r, other, k.does)
			}
			answered[r] = k.does
		}
	}
}

func TestWhatCanBePressedHasAWord(t *testing.T) {
	p := sit(t, busyDesk(t), wide, look.Light)
	for i, x := range p.pages {
		p.Go(i)
		for _, seen := range kit.Screen(p.canvas) {
			const bar = 16 // what scrolls, and Fyne has no word for it
			if seen.Role == "button" && seen.Text == "" && seen.W > bar {
				t.Errorf("%s: what is at %d, %d (%d × %d) has no word", x.name, seen.X, seen.Y, seen.W, seen.H)
			}
		}
	}
}
