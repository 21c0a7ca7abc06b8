package views

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

// listOf writes a price list into a folder of the test.
func listOf(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAPriceListIsSeenPickedAppliedAndUndoneByKeyboard(t *testing.T) {
	desk := newDesk(t)
	_, _, mug := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	path := listOf(t, "november.csv", "Art.-Nr.;Bezeichnung;EK netto\nX-11;Mug;3,40\nN-1;Lamp;7,00\nN-2;Vase;0,00\nN-3;Bowl;abc\n")
	p.choose("Import a price list…")
	p.open("Import a price list")
	p.fill("Supplier", "Clay")
	p.press(fyne.KeyReturn)
	p.fill("The file", path)
	p.ctrlEnter()
	p.open("november.csv from Clayworks")
	equal(t, "how many are applied", p.says("2 rows will be applied."), true)
	equal(t, "the item that is found", p.says("Our item MUG-11, found by part number"), true)
	p.write("x")
	equal(t, "one is left", p.says("1 row will be applied."), true)
	p.write("x")
	p.ctrlEnter()
	p.closed()
	equal(t, "what it says", p.toast(), "november.csv is applied: 1 new, 1 changed, 0 discontinued")
	cost := func() string {
		it := must[*trade.Item](t)(desk.GetItem(p.ctx(), app.ByID{ID: mug}))
		return it.Sources[0].Cost.Text("EUR")
	}
	equal(t, "the cost", cost(), "3.40")
	p.choose("Undo")
	equal(t, "what it says then", p.toast(), "november.csv is undone: all is as it was before.")
	equal(t, "the cost as before", cost(), "3.10")
	p.choose("Price lists that were applied…")
	p.open("Price lists that were applied")
	equal(t, "that it was undone", p.says("undone"), true)
	p.press(fyne.KeyEscape)
	p.closed()
}

func TestColumnsThatAreNotKnownAreAskedFor(t *testing.T) {
	desk := newDesk(t)
	_, supplier, mug := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	file := []byte("Wert A;Wert B;Wert C\nX-11;Mug;3,40\n")
	p.readPrices(app.ApplyPricesIn{PricesIn: app.PricesIn{SupplierID: supplier, Name: "odd.csv", File: file}})
	p.open("Columns of odd.csv")
	equal(t, "what is asked for", p.says("No column is known to hold part numbers") || p.says("No column is known to hold costs"), true)
	for label, word := range map[string]string{"It is A": "Supplier's part number", "It is B": "Name", "It is C": "Cost"} {
		in, _ := p.field(label)
		in.(interface{ SetSelected(string) }).SetSelected(word)
	}
	p.fill("Row of the headings", "1")
	p.ctrlEnter()
	if p.says("Columns of odd.csv") { // another row of headings was read first
		t.Fatal("the columns are asked for again")
	}
	p.open("odd.csv from Clayworks")
	p.ctrlEnter()
	p.closed()
	it := must[*trade.Item](t)(desk.GetItem(p.ctx(), app.ByID{ID: mug}))
	equal(t, "the cost", it.Sources[0].Cost.Text("EUR"), "3.40")
}

func TestATableThatIsDroppedIsTakenForAPriceList(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	path := listOf(t, "list.csv", "Code;Name;Price\nX-11;Mug;3,40\n")
	p.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	p.open("1 file was dropped")
	p.press(fyne.KeyReturn)
	p.open("Import a price list")
	equal(t, "the file", strings.HasSuffix(p.shows("The file"), "list.csv"), true)
}
