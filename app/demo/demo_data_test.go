package demo

import (
	"bytes"
	"encoding/json"
	"image/png"
	"math/big"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

const day trade.Date = "2026-11-23"

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

func within(t *testing.T, what string, id trade.ID, size int) {
	t.Helper()
	if id < 1 || int(id) > size {
		t.Errorf("%s: %d is not one of 1 to %d", what, id, size)
	}
}

func passes(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

func TestTheCompanyPassesItsChecks(t *testing.T) {
	c := Company()
	passes(t, c.Check())
	within(t, "company's terms", c.TermsID, len(TermsList()))
	within(t, "company's tax", c.TaxCodeID, len(TaxCodes()))
	for _, u := range Users() {
		passes(t, u.Check())
	}
	for _, id := range reps {
		within(t, "rep", id, len(Users()))
	}
	for _, x := range TaxCodes() {
		passes(t, x.Check())
		if (x.Kind == trade.TaxNormal) != (x.Note == "") {
			t.Errorf("tax code %s: kind %s with the note %q", x.Code, x.Kind, x.Note)
		}
	}
	for _, x := range TermsList() {
		passes(t, x.Check())
	}
	if !TermsList()[termsPrepaid-1].Prepaid {
		t.Error("the first terms are not prepaid")
	}
}

func TestTheIBANChecksAndNamesNoRealBank(t *testing.T) {
	iban := strings.ReplaceAll(strings.TrimPrefix(Company().BankLines[1], "IBAN "), " ", "")
	n, ok := new(big.Int).SetString(iban[4:]+"1314"+iban[2:4], 10) // D is 13, E is 14
	if !ok || new(big.Int).Mod(n, big.NewInt(97)).Int64() != 1 {
		t.Errorf("%s does not check", iban)
	}
	if !strings.HasPrefix(iban[4:], "00000000") {
		t.Errorf("%s has a bank code that may be given to a bank", iban)
	}
}

func TestTheLogoIsWideEnoughForPrint(t *testing.T) {
	logo := Company().Logo
	img, err := png.Decode(bytes.NewReader(logo))
	if err != nil {
		t.Fatal(err)
	}
	if w := img.Bounds().Dx(); w < 472 {
		t.Errorf("%d pixels are less than 4 cm at 300 dpi", w)
	}
	if len(logo) > 60_000 {
		t.Errorf("the logo has %d bytes", len(logo))
	}
	if !bytes.Equal(logo, Company().Logo) {
		t.Error("the logo is drawn differently the second time")
	}
}

func TestEveryCurrencyHasItsRates(t *testing.T) {
	last := map[money.Currency]trade.Date{}
	for _, r := range Rates() {
		passes(t, r.Date.Check("date"))
		if r.Rate <= 0 || r.Rate > 2*money.Par || r.Date <= last[r.Currency] {
			t.Errorf("%s %s on %s after %s", r.Currency, r.Rate, r.Date, last[r.Currency])
		}
		last[r.Currency] = r.Date
	}
	used := map[money.Currency]bool{}
	for _, s := range Suppliers() {
		used[s.Currency] = true
	}
	for _, l := range lands {
		used[l.currency] = true
	}
	for cur := range used {
		if cur != "EUR" && last[cur] == "" {
			t.Errorf("there is no rate for %s", cur)
		}
	}
}

func TestCarriersKnowTheirOwnTrackingNumbers(t *testing.T) {
	r := seeded(1)
	for i, c := range Carriers() {
		passes(t, c.Check())
		if len(c.Methods) == 0 {
			t.Errorf("%s has no methods", c.Name)
		}
		for range 50 {
			number := Tracking(r, trade.ID(i+1))
			if doubt := c.Doubt(number); doubt != "" {
				t.Error(doubt)
			}
			if (number == "") != (c.Link == "") {
				t.Errorf("%s: tracking number %q with the link %q", c.Name, number, c.Link)
			}
		}
	}
}

func TestSuppliersPassTheirChecks(t *testing.T) {
	methods := Carriers()
	names := map[string]bool{}
	for _, s := range Suppliers() {
		passes(t, s.Check())
		if names[s.Name] {
			t.Errorf("%s is there twice", s.Name)
		}
		names[s.Name] = true
		within(t, s.Name+"'s terms", s.TermsID, len(TermsList()))
		within(t, s.Name+"'s carrier", s.CarrierID, len(methods))
		if !slices.Contains(methods[s.CarrierID-1].Methods, s.ShipMethod) {
			t.Errorf("%s ships by %q, which %s does not offer", s.Name, s.ShipMethod, methods[s.CarrierID-1].Name)
		}
		orders := 0
		for _, c := range s.Contacts {
			if c.Orders {
				orders++
			}
		}
		if orders != 1 {
			t.Errorf("%s has %d contacts for orders", s.Name, orders)
		}
		checkAddress(t, s.Address)
	}
	if len(partForms) != len(names) {
		t.Errorf("%d forms of part numbers for %d suppliers", len(partForms), len(names))
	}
}

func TestItemsPassTheirChecks(t *testing.T) {
	suppliers := Suppliers()
	skus, gtins, parts := map[string]bool{}, map[string]bool{}, map[string]bool{}
	count := map[string]int{}
	items := Items(seeded(7), day)
	for _, it := range items {
		passes(t, it.Check())
		within(t, it.SKU+"'s tax", it.TaxCodeID, len(TaxCodes()))
		if skus[it.SKU] {
			t.Errorf("%s is there twice", it.SKU)
		}
		skus[it.SKU] = true
		if it.GTIN != "" {
			if gtins[it.GTIN] || !trade.ValidGTIN(it.GTIN) || it.GTIN[0] != '2' {
				t.Errorf("%s: GTIN %s is used twice, wrong, or not for use inside a house", it.SKU, it.GTIN)
			}
			gtins[it.GTIN] = true
		}
		switch {
		case !it.DropShip:
			count["service"]++
		case len(it.Sources) == 0:
			count["no source"]++
		case it.WeightG == 0:
			t.Errorf("%s weighs nothing", it.SKU)
		}
		for _, s := range it.Sources {
			count["source"]++
			within(t, it.SKU+"'s supplier", s.SupplierID, len(suppliers))
			sup := suppliers[s.SupplierID-1]
			if s.Currency != sup.Currency || s.Supplier != sup.Name {
				t.Errorf("%s: source of %s in %s, but %s sells in %s", it.SKU, s.Supplier, s.Currency, sup.Name, sup.Currency)
			}
			cost := s.Cost.To(newestRate(s.Currency), s.Currency, "EUR")
			if share := int64(cost) * 100 / int64(it.Price); share < 44 || share > 75 {
				t.Errorf("%s costs %d %% of its price", it.SKU, share)
			}
			if parts[s.Supplier+s.PartNo] {
				t.Errorf("%s has the part number %s twice", s.Supplier, s.PartNo)
			}
			parts[s.Supplier+s.PartNo] = true
			if s.LeadDays < 1 || s.LeadDays > 14 || s.CostDate >= day || s.StockDate > day {
				t.Errorf("%s: lead time %d days, cost of %s, stock of %s", it.SKU, s.LeadDays, s.CostDate, s.StockDate)
			}
			if s.Multiple != 0 && s.MinQty%s.Multiple != 0 {
				t.Errorf("%s: at least %s in multiples of %s", it.SKU, s.MinQty, s.Multiple)
			}
			if (s.Stock == nil) != (s.StockDate == "") {
				t.Errorf("%s: stock %v of %q", it.SKU, s.Stock, s.StockDate)
			}
			if s.Stock != nil {
				count["stock"]++
			}
		}
	}
	if len(items) < 170 || len(items) > 200 || count["service"] < 3 || count["no source"] < 3 || count["stock"]*10 < count["source"]*7 {
		t.Errorf("%d items, of which %v", len(items), count)
	}
}

// zips are what postcodes look like.
var zips = map[string]string{
	"DE": `\d{5}`, "AT": `[1-9]\d{3}`, "NL": `[1-9]\d{3} [A-Z]{2}`, "BE": `[1-9]\d{3}`, "FR": `\d{5}`, "PL": `\d{2}-\d{3}`, "CZ": `\d{3} \d{2}`,
	"GR": `\d{3} \d{2}`, "IE": `[A-Z]\d\d [A-Z0-9]{4}`, "GB": `[A-Z]{1,2}\d{1,2} \d[A-Z]{2}`, "US": `\d{5}`, "CH": `[1-9]\d{3}`, "JP": `\d{3}-\d{4}`,
	"PT": `\d{4}-\d{3}`, "IT": `\d{5}`,
}

// phones are the ranges that the authorities keep for films and books.
var phones = regexp.MustCompile(`^(\+49 (30 23125 |69 90009 |40 66969 )\d{3}|\+49 221 4710 \d{3}|\+33 1 99 00 \d\d \d\d|\+353 20 91\d \d{4}|` +
	`\+44 1632 960\d{3}|\+44 11[37] 496 0\d{3}|\+1 \d{3} 555 01\d\d)$`)

func checkAddress(t *testing.T, a trade.Address) {
	t.Helper()
	form := zips[a.Country]
	if form == "" || !regexp.MustCompile("^"+form+"$").MatchString(a.Zip) {
		t.Errorf("%s: postcode %q in %q", a.Company, a.Zip, a.Country)
	}
	if a.Street == "" || a.City == "" || a.Company == "" || strings.ContainsAny(a.Street, "#@$*") || strings.HasPrefix(a.Street, "0") || strings.Contains(a.Street, " 0") {
		t.Errorf("address %+v", a)
	}
	if (a.Region != "") != (a.Country == "US" || a.Country == "JP" || a.Country == "IT") {
		t.Errorf("%s: region %q in %s", a.Company, a.Region, a.Country)
	}
	if a.Phone != "" && !phones.MatchString(a.Phone) {
		t.Errorf("%s: the phone number %s may be somebody's", a.Company, a.Phone)
	}
}

func TestCustomersPassTheirChecks(t *testing.T) {
	names, hosts := map[string]bool{}, regexp.MustCompile(`^[a-z0-9.]+@[a-z0-9][a-z0-9-]*[a-z0-9]\.example$`)
	count := map[string]int{}
	for _, c := range Customers(seeded(3), 2000) {
		passes(t, c.Check())
		if names[c.Name] {
			t.Errorf("%s is there twice", c.Name)
		}
		names[c.Name] = true
		within(t, c.Name+"'s terms", c.TermsID, len(TermsList()))
		within(t, c.Name+"'s rep", c.RepID, len(Users()))
		within(t, c.Name+"'s tax", c.TaxCodeID+1, len(TaxCodes())+1) // zero is the items' own
		checkAddress(t, c.Billing)
		for _, a := range c.Shipping {
			checkAddress(t, a)
			if a.Country != c.Billing.Country {
				t.Errorf("%s ships from %s to %s", c.Name, c.Billing.Country, a.Country)
			}
		}
		if len(c.Contacts) < 1 || len(c.Contacts) > 3 || len(c.Shipping) < 1 || len(c.Shipping) > 3 {
			t.Errorf("%s has %d contacts and %d addresses", c.Name, len(c.Contacts), len(c.Shipping))
		}
		for _, p := range c.Contacts {
			if !hosts.MatchString(p.Email) {
				t.Errorf("%s has the address %s", p.Name, p.Email)
			}
			if p.Phone != "" && !phones.MatchString(p.Phone) {
				t.Errorf("%s: the phone number %s may be somebody's", p.Name, p.Phone)
			}
		}
		if (c.Language == "de") != (c.Billing.Country == "DE" || c.Billing.Country == "AT" || c.Billing.Country == "CH") {
			t.Errorf("%s in %s reads %s", c.Name, c.Billing.Country, c.Language)
		}
		if c.TaxCodeID == taxReverse && c.TaxNumber == "" {
			t.Errorf("%s owes the tax but has no number", c.Name)
		}
		count[c.Billing.Country]++
		count[string(c.Currency)]++
		if c.Prospect {
			count["prospect"]++
		}
		if c.CreditLimit > 0 {
			count["limit"]++
		}
		if s := c.Shipping[0]; s.Street != c.Billing.Street {
			count["ships elsewhere"]++
		}
		for _, script := range []string{"ŁłŻżŹźŚś", "ΑΔΘΛΞΠΣΦΨΩαδθλξπσφψω", "ЖЛЧШжлчш"} {
			if strings.ContainsAny(c.Name, script) {
				count[script]++
			}
		}
	}
	for _, want := range []string{
		"DE", "AT", "NL", "BE", "FR", "PL", "CZ", "GR", "IE", "GB", "US", "CH", "JP", "EUR", "GBP", "USD", "PLN", "CHF", "JPY",
		"prospect", "limit", "ships elsewhere", "ŁłŻżŹźŚś", "ΑΔΘΛΞΠΣΦΨΩαδθλξπσφψω", "ЖЛЧШжлчш",
	} {
		if count[want] < 10 {
			t.Errorf("only %d customers with %s", count[want], want)
		}
	}
	sum := 0
	for _, l := range lands {
		sum += l.percent
	}
	if sum != 100 {
		t.Errorf("the lands add up to %d percent", sum)
	}
}

func TestTheSameSeedMakesTheSame(t *testing.T) {
	if !reflect.DeepEqual(Items(seeded(5), day), Items(seeded(5), day)) {
		t.Error("the items differ")
	}
	some, more := Customers(seeded(5), 40), Customers(seeded(5), 400)
	if !reflect.DeepEqual(some, more[:40]) {
		t.Error("the customers differ")
	}
	if reflect.DeepEqual(some, Customers(seeded(6), 40)) {
		t.Error("another seed makes the same customers")
	}
	if !reflect.DeepEqual(Suppliers(), Suppliers()) {
		t.Error("the suppliers differ")
	}
}

func TestOnlyReservedHosts(t *testing.T) {
	all, err := json.Marshal([]any{Company(), Users(), Carriers(), Suppliers(), Items(seeded(2), day), Customers(seeded(2), 500)})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, m := range regexp.MustCompile(`(?:@|https?://)([^"/?\\ ]+)`).FindAllSubmatch(all, -1) {
		found++
		if host := string(m[1]); !strings.HasSuffix(host, ".example") {
			t.Errorf("the host %s is not reserved", host)
		}
	}
	if found < 500 {
		t.Errorf("only %d hosts were found", found)
	}
}

func TestWordsFitOnDocuments(t *testing.T) {
	r := seeded(9)
	for range 500 {
		for _, s := range []string{reference(r), billNumber(r), paymentReference(r, "RE-1001"), receiver(r)} {
			passes(t, trade.CheckShort("text", s))
			if strings.ContainsAny(s, "#@*%") {
				t.Errorf("%q is not filled in", s)
			}
		}
	}
	for _, list := range [][]string{
		declineReasons, cancelReasons, confirmations, backOrders, refusals, priceChanges, lossReasons, billExtras, deductions, quoteIntros, documentNotes, memos, freeLines, textLines,
	} {
		seen := map[string]bool{}
		for _, s := range list {
			passes(t, trade.CheckName("text", s))
			if seen[s] {
				t.Errorf("%q is there twice", s)
			}
			seen[s] = true
		}
	}
}

func TestEveryLetterHasALatinSpelling(t *testing.T) {
	for _, l := range lands {
		for _, list := range [][]string{l.shops, l.heads, l.tails, l.first, l.last} {
			for _, c := range latin.Replace(strings.ToLower(strings.Join(list, ""))) {
				if c > 127 && unicode.IsLetter(c) {
					t.Errorf("%s: there is no Latin spelling of %q", l.code, c)
				}
			}
		}
	}
}

func TestSlugsAreHostNames(t *testing.T) {
	for name, want := range map[string]string{
		"Źdźbło & Łąka sp. z o.o.": "zdzblo-laka-sp-z-o-o",
		"Παντοπωλείο Ρόδι":         "pantopoleio-rodi",
		"Лавка „Черешня“":          "lavka-chereshnya",
		"Geschenkhaus Süßwinkel":   "geschenkhaus-suesswinkel",
		"Les Thés Mûrier d'Été":    "les-thes-murier-dete",
	} {
		if got := slug(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
