package app_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// watched is a house with a folder that is watched.
type watched struct {
	*house
	folder string
}

func newWatched(t *testing.T) *watched { return &watched{newHouse(t), t.TempDir()} }

func (h *watched) put(name, text string) {
	h.t.Helper()
	if err := os.WriteFile(filepath.Join(h.folder, name), []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
}

// look looks once more, some seconds later.
func (h *watched) look() app.WatchFolderOut {
	h.t.Helper()
	h.now = h.now.Add(5 * time.Second)
	out, err := h.WatchFolder(h.ctx, app.WatchFolderIn{Folder: h.folder})
	if err != nil {
		h.t.Fatal(err)
	}
	return out
}

func (h *watched) list(sub string) string {
	entries, err := os.ReadDir(filepath.Join(h.folder, sub))
	if err != nil && !os.IsNotExist(err) {
		h.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return strings.Join(names, " ")
}

// waits are the files that a rule of Today finds.
func (h *watched) waits(rule string) (list []app.Finding) {
	for _, g := range must(h.Today(h.ctx, app.TodayIn{Rule: rule})).Groups {
		list = append(list, g.Findings...)
	}
	return list
}

const clayList = "Part no;Name;Cost\nX-MUG-11;Mug;3.10\nX-9;Bowl;5.20\n"

// known lets the lists of a supplier be known by their headings.
func (h *watched) known() {
	h.t.Helper()
	must(h.ApplyPrices(h.ctx, app.ApplyPricesIn{PricesIn: app.PricesIn{SupplierID: h.clay, Name: "first.csv", File: []byte(clayList)}}))
}

func (h *watched) automatic(rule string) {
	h.t.Helper()
	must(h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: rule, Level: trade.Automatic}))
}

func TestAFileIsReadOnlyWhenItHasStoppedGrowing(t *testing.T) {
	h := newWatched(t)
	h.known()
	whole := strings.Replace(clayList, "5.20", "5.40", 1)
	h.put("list.csv", whole[:20])
	h.look()
	h.put("list.csv", whole[:33])
	h.look()
	h.put("list.csv", whole)
	equal(t, "found while it grows", len(h.look().Found), 0)
	equal(t, "what waits", len(h.waits("file_prices")), 0)
	if out := h.look(); len(out.Found) != 1 || out.Found[0] != "list.csv" {
		t.Fatalf("found: %+v", out)
	}
	f := h.waits("file_prices")
	if len(f) != 1 || f[0].Number != "list.csv" || f[0].PartyID != h.clay {
		t.Fatalf("Today: %+v", f)
	}
	equal(t, "what stands in it", string(must(h.GetWatched(h.ctx, app.ByID{ID: f[0].ID})).File), whole)
	h.put("list.csv", whole+"X-10;Jar;2.00\n")
	_, err := h.GetWatched(h.ctx, app.ByID{ID: f[0].ID})
	h.refused(trade.Conflict, err)
	h.look()
	equal(t, "what waits once it was changed", len(h.waits("file_prices")), 0)
	h.look()
	equal(t, "and then", len(h.waits("file_prices")), 1)
	equal(t, "where it is", h.list(""), "list.csv")
}

func TestWhatSomebodyTakesOverIsPutAwayAndNeverTakenTwice(t *testing.T) {
	h := newWatched(t)
	h.known()
	text := strings.Replace(clayList, "5.20", "5.40", 1)
	h.put("list.csv", text)
	h.look()
	h.look()
	must(h.ApplyPrices(h.ctx, app.ApplyPricesIn{PricesIn: app.PricesIn{SupplierID: h.clay, Name: "list.csv", File: []byte(text)}}))
	equal(t, "what waits", len(h.waits("file_prices")), 0)
	h.look()
	equal(t, "done", h.list("done"), "list.csv")
	equal(t, "left", h.list(""), "")
	before := len(must(h.ListPriceImports(h.ctx, app.PriceImportsIn{})).Rows)
	h.automatic("file_prices")
	h.put("list.csv", text)
	h.look()
	h.look()
	must(h.RunAutomation(context.Background(), app.Nothing{}))
	equal(t, "imports", len(must(h.ListPriceImports(h.ctx, app.PriceImportsIn{})).Rows), before)
	equal(t, "refused", h.list("refused"), "list.csv list.csv.txt")
	why := must(os.ReadFile(filepath.Join(h.folder, "refused", "list.csv.txt")))
	equal(t, "why", strings.Contains(string(why), "The same content came in as list.csv already"), true)
	h.put("list.csv", text)
	h.look()
	h.look()
	equal(t, "nothing is overwritten", h.list("refused"), "list (2).csv list (2).csv.txt list.csv list.csv.txt")
	h.sound()
}

func TestATrustedFileWithoutDoubtIsTakenOverByItselfAndCanBeTakenBack(t *testing.T) {
	h := newWatched(t)
	h.known()
	h.automatic("file_prices")
	cost := func() string {
		return must(h.GetItem(h.ctx, app.ByID{ID: h.mug})).Sources[0].Cost.Text("EUR")
	}
	was := cost()
	h.put("new.csv", strings.Replace(clayList, "3.10", "3.20", 1))
	h.look()
	h.look()
	must(h.RunAutomation(context.Background(), app.Nothing{}))
	h.look()
	equal(t, "done", h.list("done"), "new.csv")
	list := must(h.ListPriceImports(h.ctx, app.PriceImportsIn{})).Rows
	equal(t, "who", list[0].Who, app.AutomationName)
	must(h.UndoPrices(h.ctx, app.ByID{ID: list[0].ID}))
	equal(t, "the cost as before", cost(), was)

	h.put("steep.csv", strings.Replace(clayList, "3.10", "9.10", 1))
	h.look()
	h.look()
	must(h.RunAutomation(context.Background(), app.Nothing{}))
	f := h.waits("file_prices")
	if len(f) != 1 || !strings.Contains(f[0].Trouble, "rows in doubt: 1") {
		t.Fatalf("a cost that trebles: %+v", f)
	}
	equal(t, "the cost", cost(), was)
	must(h.SetFileAside(h.ctx, app.ByID{ID: f[0].ID}))
	h.look()
	equal(t, "refused", h.list("refused"), "steep.csv steep.csv.txt")
	h.sound()
}

func TestAReportOfFeesInTheWatchedFolderIsTakenOverByItself(t *testing.T) {
	h := newWatched(t)
	o := h.soldOn("shopify", "5550001", "#1")
	h.automatic("file_fees")
	sale := cardRow("2026-11-20", "charge", "#1", "156.20", "4.10", "152.10")
	h.put("payments.csv", cardHead+sale)
	h.look()
	h.look()
	must(h.RunAutomation(context.Background(), app.Nothing{}))
	h.look()
	equal(t, "done", h.list("done"), "payments.csv")
	equal(t, "kept", h.kept(o), "card 4.10 EUR")
	h.put("later.csv", cardHead+sale+cardRow("2026-11-20", "charge", "#2", "156.20", "4.10", "152.10"))
	h.look()
	h.look()
	must(h.RunAutomation(context.Background(), app.Nothing{}))
	f := h.waits("file_fees")
	if len(f) != 1 || !strings.Contains(f[0].Trouble, "rows whose orders are not here: 1") {
		t.Fatalf("a row of an order that is not here: %+v", f)
	}
	must(h.UndoFees(h.ctx, app.ByID{ID: must(h.ListFeeImports(h.ctx, app.Nothing{})).Rows[0].ID}))
	equal(t, "taken back", h.kept(o), "")
	h.sound()
}

func TestEachFileIsRecognisedByWhatItHolds(t *testing.T) {
	h := newWatched(t)
	h.known()
	for _, x := range []struct{ name, text, rule string }{
		{"prices.csv", clayList + "X-11;Cup;1.00\n", "file_prices"},
		{"foreign.csv", "Artikelnummer;Bezeichnung;EK netto\nA-1;Topf;4,00\nA-2;Vase;6,00\n", "file_prices"},
		{"shop.csv", "Name,Email,Financial Status,Fulfillment Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Id\n#1,a@b.example,paid,unfulfilled,EUR,4.50,2026-11-20 09:30:00 +0100,1,Mug,4.50,MUG-11,77\n", "file_orders"},
		{"payments.csv", cardHead + cardRow("2026-11-20", "charge", "#1", "156.20", "4.10", "152.10"), "file_fees"},
		{"people.csv", "Customer name,Email,City\nBlue Door,jo@blue.example,York\n", "file_masters"},
		{"mail.eml", "From: jo@blue.example\nTo: sales@northpier.example\nSubject: Hello\nDate: Mon, 23 Nov 2026 09:00:00 +0000\nMessage-ID: <1@blue.example>\n\nHello.\n", "file_mail"},
		{"odd.csv", "Welche;Wo\nMUG-11;hier\n", "file_other"},
	} {
		h.put(x.name, x.text)
		h.look()
		h.look()
		found := false
		for _, f := range h.waits(x.rule) {
			found = found || f.Number == x.name
		}
		equal(t, x.name, found, true)
	}
	h.put("scan.pdf", "%PDF-1.4 and so on")
	h.put("empty.csv", "")
	h.look()
	h.look()
	equal(t, "refused", h.list("refused"), "empty.csv empty.csv.txt scan.pdf scan.pdf.txt")
	h.sound()
}

func TestWhatCannotBeReadIsSaidAndStaysWhereItIs(t *testing.T) {
	h := newWatched(t)
	says := func(part string) {
		t.Helper()
		h.look()
		for _, f := range h.waits("file_trouble") {
			if strings.Contains(f.About, part) {
				return
			}
		}
		t.Errorf("nothing says %q: %+v", part, h.waits("file_trouble"))
	}
	outside := filepath.Join(t.TempDir(), "secret.csv")
	if err := os.WriteFile(outside, []byte(clayList), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(h.folder, "link.csv")); err != nil {
		t.Fatal(err)
	}
	says("link.csv is only a link")
	if err := os.Mkdir(filepath.Join(h.folder, "more"), 0o755); err != nil {
		t.Fatal(err)
	}
	says("more is a folder")
	h.put("a\nb.csv", clayList)
	says(`"a\nb.csv" has signs in its name`)
	h.put("large.csv", "")
	if err := os.Truncate(filepath.Join(h.folder, "large.csv"), 129<<20); err != nil {
		t.Fatal(err)
	}
	says("large.csv has 129 MB; 128 are read at most")
	h.put(".hidden.csv", clayList)
	h.put("coming.csv.part", clayList)
	h.look()
	h.look()
	equal(t, "troubles", len(h.waits("file_trouble")), 4)
	equal(t, "what stays", h.list(""), ".hidden.csv a\nb.csv coming.csv.part large.csv link.csv")
	for _, name := range []string{"link.csv", "more", "a\nb.csv", "large.csv"} {
		if err := os.Remove(filepath.Join(h.folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	h.look()
	equal(t, "troubles that are over", len(h.waits("file_trouble")), 0)
	away := h.folder + "-away"
	if err := os.Rename(h.folder, away); err != nil {
		t.Fatal(err)
	}
	says("cannot be read")
	if err := os.Rename(away, h.folder); err != nil {
		t.Fatal(err)
	}
	h.look()
	equal(t, "the folder is there again", len(h.waits("file_trouble")), 0)
}

func TestAFileThatCannotBeMovedIsNotTakenTwice(t *testing.T) {
	h := newWatched(t)
	h.known()
	h.automatic("file_prices")
	if err := os.Symlink(t.TempDir(), filepath.Join(h.folder, "done")); err != nil {
		t.Fatal(err)
	}
	h.put("new.csv", strings.Replace(clayList, "3.10", "3.20", 1))
	h.look()
	h.look()
	for range 3 {
		must(h.RunAutomation(context.Background(), app.Nothing{}))
		h.look()
	}
	equal(t, "imports", len(must(h.ListPriceImports(h.ctx, app.PriceImportsIn{})).Rows), 2)
	said := false
	for _, f := range h.waits("file_trouble") {
		said = said || strings.Contains(f.About, "cannot be moved to the folder done")
	}
	equal(t, "it is said", said, true)
	if err := os.Remove(filepath.Join(h.folder, "done")); err != nil {
		t.Fatal(err)
	}
	h.look()
	equal(t, "done", h.list("done"), "new.csv")
	equal(t, "imports then", len(must(h.ListPriceImports(h.ctx, app.PriceImportsIn{})).Rows), 2)
}

func TestTwoWorkersNeverTakeOneFileTwice(t *testing.T) {
	h := newWatched(t)
	h.known()
	h.automatic("file_prices")
	other := app.New(app.Ports{Store: h.store, Clock: func() time.Time { return h.now }})
	h.put("new.csv", strings.Replace(clayList, "3.10", "3.20", 1))
	for range 4 {
		h.now = h.now.Add(5 * time.Second)
		errs := make(chan error, 2)
		for _, d := range []*app.Desk{h.Desk, other} {
			go func() {
				_, err := d.WatchFolder(h.ctx, app.WatchFolderIn{Folder: h.folder})
				if err == nil {
					_, err = d.RunAutomation(h.ctx, app.Nothing{})
				}
				errs <- err
			}()
		}
		for range 2 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
	}
	equal(t, "imports", len(must(h.ListPriceImports(h.ctx, app.PriceImportsIn{})).Rows), 2)
	equal(t, "done", h.list("done"), "new.csv")
	equal(t, "refused", h.list("refused"), "")
	equal(t, "troubles", len(h.waits("file_trouble")), 0)
}

func TestTablesOfCustomersAreTakenByThemselvesOnceTheirHeadingsAreKnown(t *testing.T) {
	h := newWatched(t)
	h.automatic("file_masters")
	h.put("a.csv", "Customer name,Email,Wo\nBlue Door,jo@blue.example,York\n")
	h.look()
	h.look()
	must(h.RunAutomation(context.Background(), app.Nothing{}))
	f := h.waits("file_masters")
	if len(f) != 1 || !strings.Contains(f[0].Trouble, "no file with these headings has been looked at yet") {
		t.Fatalf("the first one: %+v", f)
	}
	file := must(h.GetWatched(h.ctx, app.ByID{ID: f[0].ID})).File
	must(h.ApplyMasters(h.ctx, app.MastersIn{Name: "a.csv", Kind: "customers", File: file, Map: map[string]string{"name": "A", "email": "B", "city": "C"}}))
	h.put("b.csv", "Customer name,Email,Wo\nWeft House,ana@weft.example,Leeds\n")
	h.put("c.csv", "Customer name,Email,Wo\nKnot House,k@knot.example,Leeds\nTwin House,k@knot.example,Hull\n")
	h.look()
	h.look()
	must(h.RunAutomation(context.Background(), app.Nothing{}))
	h.look()
	equal(t, "done", h.list("done"), "a.csv b.csv")
	list := must(h.ListCustomers(h.ctx, app.ListIn{Text: "Weft House"})).Rows
	if len(list) != 1 || list[0].City != "Leeds" {
		t.Errorf("%+v", list)
	}
	equal(t, "nothing of a file with a row in doubt", len(must(h.ListCustomers(h.ctx, app.ListIn{Text: "House"})).Rows), 1)
	h.sound()
}
