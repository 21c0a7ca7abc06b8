package views

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

// quoted is the newest quote, as it is saved.
func (p *person) quoted() *trade.Quote {
	p.t.Helper()
	l := must[app.List[app.QuoteRow]](p.t)(p.desk.ListQuotes(p.ctx(), app.ListIn{Limit: 1}))
	return must[*trade.Quote](p.t)(p.desk.GetQuote(p.ctx(), app.ByID{ID: l.Rows[0].ID}))
}

// lines tells a draft as it is saved: SKU, or text, and quantity × price.
func lines(q *trade.Quote) string {
	var list []string
	for i := range q.Lines {
		l := &q.Lines[i]
		name := l.SKU
		if name == "" {
			name = l.Description
		}
		list = append(list, name+" "+l.Qty.String()+"×"+l.Price.Text(q.Currency))
	}
	return strings.Join(list, ", ")
}

// in is the cell in which the keyboard is: its line from 1, and its column.
func (p *person) in() string {
	for i, r := range p.editor.rows {
		for c, x := range r.cells {
			if x != nil && p.canvas.Focused() == fyne.Focusable(x) {
				return fmt.Sprint(i+1, []string{" text", " qty", " price", " discount", " cost", " margin"}[c])
			}
		}
	}
	if p.canvas.Focused() == fyne.Focusable(p.editor.adder) {
		return "adder"
	}
	return "elsewhere"
}

// pastes puts a text on the clipboard and presses Ctrl+V.
func (p *person) pastes(text string) {
	p.t.Helper()
	board := fyne.CurrentApp().Clipboard()
	board.SetContent(text)
	p.canvas.Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
}

// twoItems adds a second item to the small company.
func twoItems(t *testing.T, desk *app.Desk) {
	t.Helper()
	_, supplier, _ := smallCompany(t, desk)
	must[*trade.Item](t)(desk.SaveItem(app.As(t.Context(), "Kim"), app.SaveItemIn{SKU: "TOT-02", Name: "Canvas tote", Price: money.Dec(52, 1),
		Sources: []app.SourceIn{{SupplierID: supplier, Cost: money.Dec(39, 1)}}}))
}

func TestTheGridIsWalkedByArrowsAndEnter(t *testing.T) {
	desk := newDesk(t)
	twoItems(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "24", "4.75")
	equal(t, "Tab goes on", p.in(), "1 discount")
	p.line("tote", "10", "5.20")
	p.press(fyne.KeyUp)
	equal(t, "up", p.in(), "1 discount")
	p.press(fyne.KeyDown, fyne.KeyDown)
	equal(t, "below the last line the next one is added", p.in(), "adder")
	p.press(fyne.KeyUp)
	equal(t, "and back", p.in(), "2 qty")
	p.press(fyne.KeyRight)
	equal(t, "right at the end of the text", p.in(), "2 price")
	p.write("6")
	p.press(fyne.KeyReturn)
	equal(t, "Enter goes down", p.in(), "adder")
	equal(t, "and has saved", lines(p.quoted()), "MUG-11 24×4.75, TOT-02 10×6.00")
	p.press(fyne.KeyEscape)
	equal(t, "Esc leaves the grid", p.in(), "elsewhere")
}

func TestLinesAreInsertedMovedAndRemovedByTheKeys(t *testing.T) {
	desk := newDesk(t)
	twoItems(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "1", "4")
	p.line("tote", "2", "5")
	p.press(fyne.KeyUp)
	p.choose("Insert a line above")
	equal(t, "the adder stands there", p.in(), "adder")
	p.line("tote", "7", "6")
	equal(t, "inserted", lines(p.quoted()), "TOT-02 7×6.00, MUG-11 1×4.00, TOT-02 2×5.00")
	p.choose("Move down")
	equal(t, "moved", lines(p.quoted()), "MUG-11 1×4.00, TOT-02 7×6.00, TOT-02 2×5.00")
	equal(t, "the keyboard goes with it", p.in(), "2 discount")
	p.write("10")
	p.choose("Move up")
	equal(t, "what was being typed is part of it", p.quoted().Lines[0].Discount.String(), "10")
	p.choose("Remove the line")
	equal(t, "removed", lines(p.quoted()), "MUG-11 1×4.00, TOT-02 2×5.00")
	equal(t, "and it can be had back", p.toast(), "The line is removed")
	p.choose("Undo")
	if got := p.canvas.Focused(); got != nil { // in a cell Undo is about its typing
		p.canvas.Unfocus()
		p.choose("Undo")
	}
	equal(t, "undone", len(p.quoted().Lines), 3)
	p.choose("Add a line")
	p.press(fyne.KeyEscape)
	p.choose("Text line")
	p.write("as agreed")
	equal(t, "a heading is typed", p.in(), "4 text")
}

func TestAValueIsFilledDown(t *testing.T) {
	desk := newDesk(t)
	twoItems(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "1", "4")
	p.line("tote", "2", "5")
	p.line("mug", "3", "6")
	p.press(fyne.KeyUp, fyne.KeyUp)
	equal(t, "at", p.in(), "1 discount")
	p.write("12.5")
	p.choose("Fill down")
	equal(t, "the keyboard goes to it", p.in(), "2 discount")
	q := p.quoted()
	equal(t, "filled", q.Lines[0].Discount.String()+" "+q.Lines[1].Discount.String()+" "+q.Lines[2].Discount.String(), "12.5 12.5 0")
	p.write("5")
	p.choose("Fill down to the last line")
	q = p.quoted()
	equal(t, "filled to the end", q.Lines[0].Discount.String()+" "+q.Lines[1].Discount.String()+" "+q.Lines[2].Discount.String(), "12.5 5 5")
}

func TestAWantedMarginMakesThePrice(t *testing.T) {
	desk := newDesk(t)
	twoItems(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "24", "4.75")
	p.editor.focus(0, cellMargin)
	p.write("40")
	p.press(fyne.KeyReturn)
	equal(t, "the price follows from the cost of 3.10", lines(p.quoted()), "MUG-11 24×5.17")
	equal(t, "and is shown", p.editor.rows[0].cells[cellPrice].Text, "5.17")
	equal(t, "with what it leaves", p.editor.rows[0].cells[cellMargin].Text, "40.0")
	p.editor.focus(0, cellMargin)
	p.write("100")
	p.press(fyne.KeyReturn)
	equal(t, "no price leaves all of it", p.toast(), "No price leaves a margin of 100 % on line 1. It must be below 100.")
}

func TestMarginsAreLiveAndWarnedOf(t *testing.T) {
	desk := newDesk(t)
	twoItems(t, desk)
	company := must[*trade.Company](t)(desk.GetCompany(t.Context(), app.Nothing{}))
	company.Floor = 20 * money.Percent
	must[*trade.Company](t)(desk.SaveCompany(t.Context(), *company))
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "10", "4.50")
	equal(t, "no warning", p.says("margin below"), false)
	p.editor.focus(0, cellPrice)
	p.write("3.50")
	equal(t, "the line while it is typed", p.editor.rows[0].net.Text, "35.00")
	equal(t, "and its margin", p.editor.rows[0].margin.Text, "4.00")
	equal(t, "nothing is saved before it is left", lines(p.quoted()), "MUG-11 10×4.50")
	p.press(fyne.KeyReturn)
	equal(t, "a thin margin is warned of", p.says("margin below 20 %"), true)
	p.editor.focus(0, cellPrice)
	p.write("3")
	p.press(fyne.KeyReturn)
	equal(t, "and a loss", p.says("sold below its cost"), true)
}

func TestWhoOwesTooMuchIsSaidInTheEditor(t *testing.T) {
	desk := newDesk(t)
	customer, _, _ := smallCompany(t, desk)
	c := must[*trade.Customer](t)(desk.GetCustomer(t.Context(), app.ByID{ID: customer}))
	must[*trade.Customer](t)(desk.SaveCustomer(t.Context(), app.SaveCustomerIn{Customer: *c, CreditLimit: money.Dec(50, 0)}))
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "24", "4.75")
	equal(t, "said", p.says("With this Bluebird Gifts would owe 125.40 EUR; the credit limit is 50.00."), true)
}

func TestRowsFromExcelBecomeLines(t *testing.T) {
	desk := newDesk(t)
	twoItems(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.pastes("Qty\tItem\tPrice\n24\tMUG-11\t4.75\n10\ttot-02\t5.00\n")
	p.closed()
	equal(t, "lines", lines(p.quoted()), "MUG-11 24×4.75, TOT-02 10×5.00")
	equal(t, "said", p.toast(), "2 lines are added")
	equal(t, "the next one can be typed", p.in(), "adder")

	p.pastes("NEW-1\tBrass lantern\t3\t48\nMUG-11\tStoneware mug\tmany\t4\nTOT-02\tCanvas tote\t1\t5\n")
	p.open("Rows from the clipboard")
	equal(t, "what is not clear is said", p.says("Row 2 is left out: “many” is not a number."), true)
	equal(t, "and what is not known", p.says("1 SKU is not in the catalogue: NEW-1"), true)
	p.ctrlEnter()
	p.closed()
	equal(t, "lines", lines(p.quoted()), "MUG-11 24×4.75, TOT-02 10×5.00, NEW-1 3×48.00, TOT-02 1×5.00")
	equal(t, "the item is in the catalogue", must[app.List[app.ItemRow]](t)(desk.ListItems(p.ctx(), app.ListIn{Text: "NEW-1"})).Count, 1)

	p.pastes("NEW-9\tOdd thing\t2\t7.5\n")
	p.open("Rows from the clipboard")
	p.press(fyne.KeyEscape)
	p.closed()
	equal(t, "Esc adds nothing", len(p.quoted().Lines), 4)

	// A column goes into the column that is pasted into.
	p.editor.focus(0, cellPrice)
	p.pastes("5.5\n6.5\n")
	equal(t, "a column of prices", lines(p.quoted()), "MUG-11 24×5.50, TOT-02 10×6.50, NEW-1 3×48.00, TOT-02 1×5.00")
	// What is copied can be pasted.
	p.choose("Copy all lines")
	text := fyne.CurrentApp().Clipboard().Content()
	equal(t, "with headings", strings.HasPrefix(text, "Item\tDescription\tQty\tPrice\t"), true)
	p.choose("Add a line")
	p.pastes(text)
	p.closed()
	equal(t, "twice as many", len(p.quoted().Lines), 8)
	equal(t, "twice as much", p.quoted().Gross, 2*(13200+6500+14400+500))
}

func TestFiveHundredRowsArePastedAtOnce(t *testing.T) {
	desk := newDesk(t)
	twoItems(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	var text strings.Builder
	for i := range 500 {
		fmt.Fprintf(&text, "%d\t%s\t%d.50\n", i%9+1, []string{"MUG-11", "TOT-02"}[i%2], i%7+4)
	}
	began := time.Now()
	p.pastes(text.String())
	t.Log("pasted in", time.Since(began))
	equal(t, "lines", len(p.quoted().Lines), 500)
	equal(t, "in one step", p.toast(), "500 lines are added")
	p.canvas.Unfocus()
	p.choose("Undo")
	equal(t, "which is undone as one", len(p.quoted().Lines), 0)
}

func TestEarlierPricesAreTaken(t *testing.T) {
	desk := newDesk(t)
	twoItems(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "24", "4.25")
	p.ctrlEnter()
	p.ctrlEnter()
	p.closed()
	p.quoteFor("blue")
	p.line("mug", "5", "4.50")
	p.choose("Earlier prices…")
	p.open("Earlier prices of MUG-11")
	equal(t, "what it was quoted at", p.says("4.25 EUR"), true)
	equal(t, "with its margin", p.says("27.1 %"), true)
	p.tap("Take it")
	p.closed()
	equal(t, "taken", lines(p.quoted()), "MUG-11 5×4.25")
	equal(t, "and the keyboard is back", p.in(), "1 price")
}

func TestADraftSaysSinceWhenItIsSaved(t *testing.T) {
	for since, want := range map[time.Duration]string{0: "saved", 7 * time.Second: "saved 7 s ago", 59 * time.Second: "saved 59 s ago", 61 * time.Second: "saved 1 min ago", 2 * time.Hour: "saved"} {
		equal(t, since.String(), keptText(since), want)
	}
}
