package app_test

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

func masterFile(kind, text string) app.MastersIn {
	return app.MastersIn{Name: kind + ".csv", Kind: kind, File: []byte(text)}
}

// does counts what a plan says of its rows.
func does(p *app.MastersPlan) map[string]int {
	all := map[string]int{}
	for _, t := range p.Tables {
		for what, n := range t.Counts {
			all[what] += n
		}
	}
	return all
}

func (h *house) plan(in app.MastersIn) map[string]int {
	h.t.Helper()
	p, err := h.PreviewMasters(h.ctx, in)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, t := range p.Tables {
		for _, r := range t.Rows {
			for _, e := range r.Errors {
				h.t.Logf("row %d: %s %s", r.Row, e.Cell, e.Text)
			}
		}
	}
	return does(p)
}

func TestMasterDataComeFromAnotherProgramAndGoBackInOneStep(t *testing.T) {
	h := newHouse(t)
	suppliers := masterFile("suppliers", "Vendor;E-Mail;Strasse;PLZ;Ort;Land;Mindestbestellwert\nKiln & Clay;orders@kiln.example;Works Rd 3;01067;Dresden;Germany;150,50\nclayworks;new@clayworks.example;;;;;\n")
	customers := masterFile("customers", "Exported by a shop\n\n*ContactName,AccountNumber,EmailAddress,POAddressLine1,POCity,POPostalCode,POCountry,Credit limit\nBlue Door,007,jo@blue.example,12 Harbour St,York,YO1 7HH,Vereinigtes Königreich,\"2,500.00\"\nBluebird Gifts,,ana@new.example,,,,,\n")
	items := masterFile("items", "SKU,Product/Service Name,Sales price,Barcode,Supplier,Supplier SKU,Cost\nmug-11,Mug with handle,4.75,,Clayworks,,\n00417,Plate,6.00,4006381333931,Kiln & Clay,K-9,4.10\n")
	before := datatest.Dump(t, h.store)
	for _, in := range []app.MastersIn{suppliers, customers, items} {
		if in.Kind == "items" { // its supplier comes with the first file
			continue
		}
		got := h.plan(in)
		if got["new"] != 1 || got["changed"] != 1 {
			t.Errorf("%s: %v", in.Kind, got)
		}
	}
	if datatest.Dump(t, h.store) != before {
		t.Error("a preview has changed the file")
	}
	for _, in := range []app.MastersIn{suppliers, customers, items} {
		must(h.ApplyMasters(h.ctx, in))
		again := must(h.ApplyMasters(h.ctx, in))
		if got := does(&again.Plan); !again.Nothing || got["same"] != 2 {
			t.Errorf("%s once more: %v", in.Kind, got)
		}
	}
	it := must(h.GetItem(h.ctx, app.ByID{ID: h.mug}))
	equal(t, "name", it.Name, "Mug with handle")
	equal(t, "price", it.Price, money.Price(47500))
	equal(t, "its cost stays", it.Sources[0].Cost, money.Price(31000))
	list := must(h.ListCustomers(h.ctx, app.ListIn{Text: "Blue Door"}))
	c := must(h.GetCustomer(h.ctx, app.ByID{ID: list.Rows[0].ID}))
	equal(t, "number with its zeros", c.Number, "007")
	equal(t, "credit limit", c.CreditLimit, 250000)
	equal(t, "country", c.Billing.Country, "GB")
	ana := must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana}))
	equal(t, "what is empty stays", ana.Billing.City, "York")
	equal(t, "e-mail", ana.Contacts[0].Email, "ana@new.example")
	h.sound()
	for _, s := range must(h.ListSteps(h.ctx, app.ListStepsIn{Limit: 3})).Rows {
		must(h.UndoStep(h.ctx, app.ByID{ID: s.ID}))
	}
	if datatest.Dump(t, h.store) != before {
		t.Error("three steps were undone, and the file is another")
	}
}

func TestOpeningBalancesAreOpenDocuments(t *testing.T) {
	h := newHouse(t)
	in := masterFile("balances", "Customer,Supplier,Document,Date,Open amount\nBluebird Gifts,,INV-0981,2026-10-14,310.20\n,Clayworks,K-5512,2026-10-20,96\nBluebird Gifts,Clayworks,X,2026-10-20,1\nNobody,,Y,2026-10-20,1\n,Clayworks,Z,,1\n")
	got := h.plan(in)
	if got["new"] != 2 || got["error"] != 3 {
		t.Errorf("the preview: %v", got)
	}
	must(h.ApplyMasters(h.ctx, in))
	invoices := must(h.ListInvoices(h.ctx, app.ListIn{Filter: "open"}))
	if len(invoices.Rows) != 1 || invoices.Rows[0].Open != 31020 || invoices.Rows[0].Date != "2026-10-14" {
		t.Errorf("open invoices: %+v", invoices.Rows)
	}
	bills := must(h.ListBills(h.ctx, app.ListIn{}))
	if len(bills.Rows) != 1 || bills.Rows[0].Total != 9600 || bills.Rows[0].TheirNo != "K-5512" {
		t.Errorf("bills: %+v", bills.Rows)
	}
	got = h.plan(in)
	if got["same"] != 2 {
		t.Errorf("once more: %v", got)
	}
	in.File = []byte(strings.Replace(string(in.File), "310.20", "311.20", 1))
	p := must(h.PreviewMasters(h.ctx, in))
	if r := p.Tables[0].Rows[0]; r.Does != "error" || !strings.Contains(r.Errors[0].Text, "a document never changes") {
		t.Errorf("another amount: %+v", r)
	}
	h.sound()
}

func TestTablesOfOtherProgramsAreReadByTheirHeadings(t *testing.T) {
	h := newHouse(t)
	must(h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: trade.Customer{Name: "Weft & Co"}}))
	for _, x := range []struct{ kind, text, want string }{
		{"customers", "Kundennummer;Firma;Straße und Hausnummer;PLZ;Ort;Zahlungsziel\nK-1;Müller GmbH;Weg 1;01067;Dresden;30 Tage\n", "street Weg 1"},
		{"customers", "Razón social,Dirección,Código postal,Población,País,Forma de pago\nCasa Azul,Calle 1,08001,Barcelona,ES,30\n", "terms 30"},
		{"customers", "Customer,Street Address,City,State,ZIP,Terms\nAcme,1 Main,Austin,TX,02139,Net 30\n", "street 1 Main"},
		{"balances", "Customer,Invoice,Date,Amount,Balance\nWeft & Co,R-1,2026-01-02,1234.50,234.50\n", "Balance is amount"},
		{"balances", "Kunde;Rechnung;Datum;Betrag\nWeft & Co;R-1;02.01.2026;234,50\n", "Betrag is amount"},
	} {
		p := must(h.PreviewMasters(h.ctx, masterFile(x.kind, x.text)))
		said := ""
		for _, c := range p.Tables[0].Columns {
			said += c.Heading + " is " + c.Field + "\n"
		}
		for _, r := range p.Tables[0].Rows {
			if len(r.Errors) > 0 {
				t.Errorf("%q: %v", x.text, r.Errors)
			}
			for _, c := range r.Changes {
				said += c.Field + " " + c.Now + "\n"
			}
		}
		if !strings.Contains(said+p.Tables[0].Missing, x.want) {
			t.Errorf("%q: got %s%s, want %s", x.text, said, p.Tables[0].Missing, x.want)
		}
	}
}

func TestWhatCannotBeTakenOverIsSaidWithItsPlace(t *testing.T) {
	h := newHouse(t)
	must(h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: trade.Customer{Name: "Bluebird Gifts"}}))
	for _, x := range []struct{ kind, text, says string }{
		{"customers", "Name,Credit limit\nA,lots\n", `"lots" is not a number`},
		{"customers", "Name,Credit limit\nA,\"1,500\"\n", "may be read as thousands or as decimals"},
		{"customers", "Name,Credit limit\nA,\"1,50\"\nB,1.50\n", "another decimal sign"},
		{"customers", "Name,E-mail\nA,not an address\n", "is not an e-mail address"},
		{"customers", "Name,Country\nA,Atlantis\n", "not a code of two letters"},
		{"customers", "Name,Currency\nA,XXQ\n", "is not a currency code"},
		{"customers", "Name,Payment terms\nA,net 90\n", `"net 90" is not known as terms here. Known: 30 days`},
		{"customers", "Name,Number\n,5\n", "name is missing"},
		{"customers", "Name,Number\nA,5\nB,5\n", "it is in row 2 already"},
		{"customers", "Name,City\nBluebird Gifts,Leeds\n", "is the name of 2 records"},
		{"items", "SKU,Name,Cost\nX-1,Thing,1.00\n", "Name the supplier"},
		{"items", "SKU,Name,Supplier\nX-1,Thing,Nobody\n", `There is no supplier "Nobody"`},
		{"items", "SKU,Name,Price\n,Thing,1.00\n", "SKU is missing"},
		{"balances", "Customer,Document,Date,Open amount\nWeft,D,03/04/2026,5\n", "is not a day that can be told"},
		{"balances", "Customer,Document,Date,Open amount\nBluebird Gifts,D,2026-10-14,-5\n", "as a payment on account"},
		{"balances", "Customer,Document,Date,Open amount\nBluebird Gifts,D,2026-10-14,0\n", "more than nothing"},
	} {
		p, err := h.PreviewMasters(h.ctx, masterFile(x.kind, x.text))
		if err != nil {
			t.Errorf("%q: %v", x.text, err)
			continue
		}
		said := ""
		for _, c := range p.Tables[0].Columns {
			said += c.Heading + " is " + c.Field + "\n"
		}
		for _, r := range p.Tables[0].Rows {
			for _, e := range r.Errors {
				said += e.Text + "\n"
			}
		}
		if !strings.Contains(said, x.says) {
			t.Errorf("%q: it says %q, want %q", x.text, said, x.says)
		}
		if out := must(h.ApplyMasters(h.ctx, masterFile(x.kind, x.text))); out.Plan.Tables[0].Counts["error"] == 0 {
			t.Errorf("%q: nothing is in error", x.text)
		}
	}
	for _, x := range []struct {
		in   app.MastersIn
		says string
	}{
		{app.MastersIn{Name: "x.csv", File: []byte("Name\nA\n")}, "Say of which kind it is"},
		{masterFile("customers", ""), "is empty"},
		{app.MastersIn{Name: "x.csv", Kind: "customers", File: []byte("Name\nA\n"), Map: map[string]string{"city": "Q"}}, `x.csv: There is no column "Q", in which city is said to be.`},
	} {
		_, err := h.PreviewMasters(h.ctx, x.in)
		h.invalid(err, x.says)
	}
	h.sound()
}

func TestATableThatIsNotUnderstoodSaysWhatItLacks(t *testing.T) {
	h := newHouse(t)
	for _, x := range []struct{ kind, text, says string }{
		{"customers", "1,2\n3,4\n", "No headings are recognised"},
		{"customers", "City,Country\nYork,GB\n", "No column is known to hold names or numbers"},
		{"items", "Name,Price\nThing,1.00\n", "No column is known to hold the SKU"},
	} {
		p := must(h.PreviewMasters(h.ctx, masterFile(x.kind, x.text)))
		if !strings.Contains(p.Missing, x.says) || p.Takes != 0 || len(p.Tables[0].Columns) != 2 || len(p.Tables[0].Columns[0].Samples) != 1 {
			t.Errorf("%q: %+v", x.text, p)
		}
		_, err := h.ApplyMasters(h.ctx, masterFile(x.kind, x.text))
		h.invalid(err, x.says)
	}
	in := masterFile("customers", "1,2\n3,4\n")
	in.Heading, in.Map = 1, map[string]string{"customers.name": "A", "customers.city": "B"}
	equal(t, "new", h.plan(in)["new"], 1)
}

func TestOfWhichKindATableIsFollowsFromItsHeadings(t *testing.T) {
	h := newHouse(t)
	for text, kind := range map[string]string{
		"Kundennummer;Firma;PLZ;Ort\n1;A;1;B\n":                              "customers",
		"Vendor name,Email\nA,a@b.example\n":                                 "suppliers",
		"SKU,Name,Price\nA,B,1.00\n":                                         "items",
		"Customer,Invoice no,Invoice date,Amount due\nA,1,2026-10-14,5.00\n": "balances",
	} {
		p, err := h.PreviewMasters(h.ctx, app.MastersIn{Name: "x.csv", File: []byte(text)})
		if err != nil || p.Tables[0].Kind != kind {
			t.Errorf("%q: %+v %v", text, p, err)
		}
	}
	for _, text := range []string{"Name,City\nA,B\n", "A,B\n1,2\n"} {
		_, err := h.PreviewMasters(h.ctx, app.MastersIn{Name: "x.csv", File: []byte(text)})
		h.invalid(err, "Say of which kind it is")
	}
}

func TestARowInDoubtWaitsForAWord(t *testing.T) {
	h := newHouse(t)
	for _, x := range []struct{ kind, text, says string }{
		{"customers", "Number,Name\n999,Bluebird Gifts\n", "another one of the same name"},
		{"customers", "Name,Zip,City\nBluebird Gifts,53111,Bonn\n", "or it has moved"},
		{"customers", "Name,E-mail\nBlue Bird Ltd,ana@bluebird.example\n", "Bluebird Gifts writes from the same e-mail address"},
		{"items", "SKU,Price\nMUG-11,45.00\n", "The price changes by 900.0 %"},
		{"balances", "Customer,Document,Date,Open amount\nBluebird Gifts,A1,2031-01-01,5.00\n", "2031-01-01 is a day to come"},
	} {
		before := datatest.Dump(t, h.store)
		in := masterFile(x.kind, x.text)
		p := must(h.PreviewMasters(h.ctx, in))
		r := p.Tables[0].Rows[0]
		if r.Does != app.MasterDoubt || len(r.Doubts) != 1 || !strings.Contains(r.Doubts[0].Text, x.says) {
			t.Errorf("%q: %+v", x.text, r)
			continue
		}
		if out := must(h.ApplyMasters(h.ctx, in)); !out.Nothing || datatest.Dump(t, h.store) != before {
			t.Errorf("%q was taken though it is in doubt", x.text)
		}
		in.Take = []app.MasterPlace{{Kind: x.kind, Row: 2}}
		if out := must(h.ApplyMasters(h.ctx, in)); out.Nothing || !out.Plan.Tables[0].Rows[0].Asked {
			t.Errorf("%q was not taken though somebody said so: %+v", x.text, out)
		}
		must(h.UndoStep(h.ctx, app.ByID{ID: must(h.ListSteps(h.ctx, app.ListStepsIn{Limit: 1})).Rows[0].ID}))
	}
	h.sound()
}

func TestColumnsAreNamedWhereTheirHeadingsDoNotTell(t *testing.T) {
	h := newHouse(t)
	in := masterFile("customers", "Wer,Wo,Name\nBlue Door,Leeds,ignored\n")
	in.Map = map[string]string{"name": "A", "city": "wo"}
	must(h.ApplyMasters(h.ctx, in))
	if list := must(h.ListCustomers(h.ctx, app.ListIn{Text: "Blue Door"})); len(list.Rows) != 1 || list.Rows[0].City != "Leeds" {
		t.Errorf("%+v", list.Rows)
	}
	in.Leave = []app.MasterPlace{{Kind: "customers", Row: 2}}
	in.File = []byte("Wer,Wo,Name\nOther,Leeds,ignored\n")
	if out := must(h.ApplyMasters(h.ctx, in)); !out.Nothing {
		t.Errorf("a row that is left was taken: %+v", out)
	}
}

// A supplier or customer that a row names is known by another spelling of its name, unless it is that of several.
func TestARowKnowsWhoItNamesByAnotherSpelling(t *testing.T) {
	h := newHouse(t)
	items := must(h.ApplyMasters(h.ctx, masterFile("items", "SKU,Name,Supplier,Cost\nX-1,Thing,WEFT & Co.,1.00\nX-2,Thing,Clay-Works Ltd.,2.00\n")))
	equal(t, "items in error", items.Plan.Tables[0].Counts["error"], 0)
	for sku, want := range map[string]trade.ID{"X-1": h.weft, "X-2": h.clay} {
		row := must(h.ListItems(h.ctx, app.ListIn{Text: sku})).Rows[0]
		equal(t, sku, must(h.GetItem(h.ctx, app.ByID{ID: row.ID})).Sources[0].SupplierID, want)
	}
	balances := masterFile("balances", "Customer,Document,Date,Open amount\n\"Bluebird, Gifts Inc.\",D-1,2026-10-14,5\n")
	equal(t, "balances in error", must(h.PreviewMasters(h.ctx, balances)).Tables[0].Counts["error"], 0)
	h.customer("Blue-bird Gifts", nil)
	equal(t, "in error, where there are two", must(h.PreviewMasters(h.ctx, balances)).Tables[0].Counts["error"], 1)
}

// A town that stands behind its code in one cell is told apart from it.
func TestATownIsToldApartFromItsCode(t *testing.T) {
	h := newHouse(t)
	must(h.ApplyMasters(h.ctx, masterFile("customers", "Name;Straße;PLZ/Ort;Land\nA;Weg 1;01067 Dresden;DE\nB;Weg 2;D-80331 Bad Tölz;DE\nC;Laan 3;1012 AB Amsterdam;NL\nD;High St 4;London;GB\n")))
	for name, want := range map[string]string{"A": "01067/Dresden", "B": "D-80331/Bad Tölz", "C": "1012 AB/Amsterdam", "D": "/London"} {
		for _, row := range must(h.ListCustomers(h.ctx, app.ListIn{})).Rows {
			if row.Name == name {
				a := must(h.GetCustomer(h.ctx, app.ByID{ID: row.ID})).Billing
				equal(t, name, a.Zip+"/"+a.City, want)
				want = ""
			}
		}
		equal(t, name+" was looked for", want, "")
	}
}
