package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Customers makes n invented shops; the first are the same however many follow.
func Customers(r *rand.Rand, n int) []trade.Customer {
	taken := map[string]bool{}
	list := make([]trade.Customer, n)
	for i := range list {
		list[i] = customer(r, pickLand(r), taken)
	}
	return list
}

func pickLand(r *rand.Rand) *land {
	at := r.IntN(100)
	for i := range lands {
		if at -= lands[i].percent; at < 0 {
			return &lands[i]
		}
	}
	return &lands[0]
}

func customer(r *rand.Rand, l *land, taken map[string]bool) trade.Customer {
	home := pick(r, l.places)
	name := shopName(r, l, home.city, taken)
	c := trade.Customer{
		Name: name, Currency: l.currency, Language: l.language, TaxCodeID: l.tax, TermsID: customerTerms(r), RepID: pick(r, reps),
		Billing: l.address(r, home, name), Contacts: l.contacts(r, slug(name)+".example"),
	}
	if l.vat != "" {
		c.TaxNumber = fill(r, l.vat)
	}
	if l.tax == taxReverse && chance(r, 10) { // too small for a number: it pays the tax at home
		c.TaxNumber, c.TaxCodeID = "", 0
	}
	c.Inclusive = c.TaxCodeID == 0 && chance(r, 12) // a small shop
	c.Shipping = l.shipping(r, c.Billing, home)
	if chance(r, 35) {
		c.ShipMethod = pick(r, []string{"Standard", "Standard", "Express", "Pallet"})
	}
	if chance(r, 12) {
		c.Notes = pick(r, []string{
			"Closed on Mondays.", "Deliver to the back door.", "Wants every invoice to name the order number.", "Met at the spring fair.",
			"Prefers parcels below 20 kg.", "Seasonal: orders mostly from September to November.",
		})
	}
	if chance(r, 8) {
		c.Prospect, c.TermsID = true, termsPrepaid
		return c
	}
	if chance(r, 75) {
		c.CreditLimit = creditLimit(l.currency, pick(r, []money.Amount{1000, 2500, 2500, 5000, 5000, 10_000, 25_000}))
	}
	if chance(r, 40) {
		c.Discount = pick(r, []money.Rate{20_000, 30_000, 50_000, 50_000, 75_000, 100_000})
	}
	return c
}

func customerTerms(r *rand.Rand) trade.ID {
	return pick(r, []trade.ID{
		termsPrepaid, terms14, terms14, terms14, terms30, terms30, terms30, terms30, terms30, terms30, termsMonthEnd, termsMonthEnd, termsHalves, termsThirds,
		termsEarly, termsEarly, termsDeposit,
	})
}

// creditLimit is about so many euros as a round sum of cur.
func creditLimit(cur money.Currency, euros money.Amount) money.Amount {
	switch cur {
	case "JPY":
		return euros * 160
	case "PLN":
		return euros * 4 * 100
	}
	return euros * 100
}

// shopName makes a name that is not taken yet: where a few tries find none, one with its town and then a number.
func shopName(r *rand.Rand, l *land, city string, taken map[string]bool) string {
	var name string
	for try := 0; try < 5 && (try == 0 || taken[name]); try++ {
		name = fmt.Sprintf(pick(r, l.shops), pick(r, l.heads)+pick(r, l.tails))
	}
	plain := name
	for i := 1; taken[name]; i++ {
		name = fmt.Sprintf("%s (%s)", plain, city)
		if i > 1 {
			name = fmt.Sprintf("%s (%s %d)", plain, city, i)
		}
	}
	taken[name] = true
	return name
}

// address is somewhere in a town of the country.
func (l *land) address(r *rand.Rand, p place, company string) trade.Address {
	a := trade.Address{Company: company, Street: l.streetAndNumber(r), Zip: fill(r, p.zip), City: p.city, Region: p.region, Country: l.code}
	if l.phone != "" {
		a.Phone = fill(r, l.phone)
	}
	return a
}

// streetAndNumber writes them in the order of the country; low numbers are more frequent.
func (l *land) streetAndNumber(r *rand.Rand) string {
	form := l.street
	if chance(r, 40) {
		form = strings.Replace(form, "*#", "*", 1)
	}
	return fill(r, strings.Replace(form, "$s", pick(r, l.streets), 1))
}

// shipping is where the goods go: to the billing address or elsewhere, and perhaps to branches.
func (l *land) shipping(r *rand.Rand, billing trade.Address, home place) []trade.Address {
	var list []trade.Address
	if chance(r, 65) {
		main := billing
		main.Label = "Shop"
		list = append(list, main)
	} else {
		store := l.address(r, home, billing.Company)
		store.Label, store.Name = "Store", "Goods inward"
		if chance(r, 30) {
			store.Street2 = pick(r, []string{"Back yard", "Gate 3", "2nd floor", "c/o caretaker"})
		}
		list = append(list, store)
	}
	for len(list) < 3 && chance(r, 25) {
		p := pick(r, l.places)
		branch := l.address(r, p, billing.Company)
		branch.Label = "Branch " + p.city
		list = append(list, branch)
	}
	return list
}

// contacts are the people at a customer; quotes go to the first.
func (l *land) contacts(r *rand.Rand, host string) []trade.Contact {
	var list []trade.Contact
	seen := map[string]bool{}
	for n := pick(r, []int{1, 1, 2, 2, 3}); len(list) < n; {
		name := pick(r, l.first) + " " + pick(r, l.last)
		if seen[name] {
			continue
		}
		seen[name] = true
		c := trade.Contact{Name: name, Email: mailbox(name, host), Role: []string{"Owner", "Purchasing", "Accounts"}[len(list)], Orders: len(list) == 0}
		if l.phone != "" && chance(r, 50) {
			c.Phone = fill(r, l.phone)
		}
		list = append(list, c)
	}
	return list
}

// place is a town; its zip is a form for fill.
type place struct{ city, zip, region string }

// land is where customers are, with the words that their names and addresses are made of.
// A shop is called after one of shops, whose %s is a head joined to a tail.
type land struct {
	code     string
	percent  int // of all customers
	currency money.Currency
	language string
	tax      trade.ID // of firms there; zero is the items' own
	vat      string   // forms for fill; empty where there is none
	phone    string
	street   string // $s is the street, the rest a form for fill
	places   []place
	streets  []string
	shops    []string
	heads    []string
	tails    []string
	first    []string
	last     []string
}

var (
	whole = []string{""} // the tail of a head that is a word already

	germanHeads = []string{"Nebel", "Quitten", "Distel", "Krähen", "Kiesel", "Zunder", "Mohn", "Docht", "Flunder", "Holunder", "Möwen", "Süd", "Schilf", "Lerchen", "Kupfer", "Tauben"}
	germanTails = []string{"hof", "eck", "stein", "grund", "speicher", "werk", "berg", "kate", "winkel", "steg"}
	germanShops = []string{
		"Geschenkhaus %s", "Feinkost %s", "Haushaltswaren %s", "Hotel %s", "%s Eisenwaren", "Café %s", "%s & Töchter", "Wohnladen %s", "Teestube %s", "Gärtnerei %s", "%s Schreibwaren OHG", "Bio-Markt %s",
	}
	germanFirst = []string{"Anna", "Bernd", "Clara", "Detlef", "Frauke", "Götz", "Hanna", "Jörg", "Käthe", "Lars", "Merle", "Nils", "Paula", "Rüdiger", "Silke", "Timo", "Ute", "Volker"}
	germanLast  = []string{"Ahlbrecht", "Brüning", "Dornbach", "Eggers-Pohl", "Fährmann", "Grünhagen", "Hölscher", "Immenkamp", "Kröger", "Löwitz", "Möbius", "Nordhaus", "Quast", "Rabenalt", "Schönbeck", "Tiedemann", "Uhlig", "Wüst"}

	englishHeads = []string{"Otter", "Bramble", "Thistle", "Heron", "Wren", "Alder", "Copper", "Juniper", "Fern", "Lark", "Hazel", "Tallow", "Quince", "Marrow", "Pebble", "Saffron"}
	englishTails = []string{"worth", "brook", "wick", "mere", "gate", "field", "combe", "dale", "beck", "shaw"}
	englishFirst = []string{"Alice", "Barnaby", "Cora", "Dominic", "Edith", "Fraser", "Gwen", "Hugh", "Isla", "Jasper", "Kitty", "Lowell", "Maeve", "Ned", "Orla", "Percy", "Rosalind", "Silas"}
	englishLast  = []string{"Ashcombe", "Birtwell", "Calloway", "Dunmore", "Eastgate", "Farrow", "Greaves", "Holloway", "Inkpen", "Kettering", "Larkham", "Merriman", "Oakes", "Pemberly", "Quilter", "Ridley", "Stannard", "Thackray"}
)

// lands add up to 100 percent.
var lands = []land{
	{
		code: "DE", percent: 28, currency: "EUR", language: "de", vat: "DE000######", phone: "+49 30 23125 ###", street: "$s *#",
		places: []place{{"Hamburg", "22###", ""}, {"Berlin", "10###", ""}, {"München", "80###", ""}, {"Köln", "50###", ""}, {"Leipzig", "04###", ""}, {"Münster", "481##", ""},
			{"Görlitz", "0282#", ""}, {"Würzburg", "9707#", ""}, {"Lübeck", "2355#", ""}, {"Tübingen", "7207#", ""}, {"Weimar", "9942#", ""}, {"Husum", "25813", ""}},
		streets: []string{"Lindenstraße", "Am Mühlbach", "Krähenweg", "Schusterstieg", "Große Gasse", "Fischmarkt", "Gärtnerstraße", "Am Alten Tor", "Kirchplatz", "Seilerweg"},
		shops:   germanShops, heads: germanHeads, tails: germanTails, first: germanFirst, last: germanLast,
	},
	{
		code: "DE", percent: 2, currency: "EUR", language: "de", vat: "DE000######", phone: "+49 69 90009 ###", street: "$s *#",
		places:  []place{{"Frankfurt am Main", "603##", ""}, {"Berlin", "12###", ""}, {"Köln", "51###", ""}},
		streets: []string{"Hafenallee", "Brückenstraße", "Ostzeile", "Marktgasse"},
		shops:   []string{"Лавка „%s“", "Бакалия %s", "Чайная %s", "Пекарня %s"},
		heads:   []string{"Черешня", "Журавль", "Мост", "Подсолнух", "Рябина", "Самовар", "Ласточка", "Хутор"}, tails: whole,
		first: []string{"Анна", "Борис", "Вера", "Григорий", "Елена", "Захар", "Мила", "Тимофей"}, last: []string{"Дубенко", "Журавко", "Живаго", "Черных", "Седых", "Шевчик"},
	},
	{
		code: "AT", percent: 7, currency: "EUR", language: "de", tax: taxReverse, vat: "ATU000#####", street: "$s *#",
		places:  []place{{"Wien", "11#0", ""}, {"Graz", "8010", ""}, {"Linz", "4020", ""}, {"Salzburg", "5020", ""}, {"Hallstatt", "4830", ""}, {"Bregenz", "6900", ""}},
		streets: []string{"Bäckergasse", "Obere Zeile", "Schlossallee", "Kellergasse", "Am Anger", "Salzlände"},
		shops:   germanShops, heads: germanHeads, tails: germanTails, first: germanFirst, last: germanLast,
	},
	{
		code: "NL", percent: 9, currency: "EUR", language: "en", tax: taxReverse, vat: "NL000######B01", street: "$s *#",
		places:  []place{{"Utrecht", "35## @@", ""}, {"Haarlem", "20## @@", ""}, {"Groningen", "97## @@", ""}, {"Delft", "26## @@", ""}, {"Leiden", "23## @@", ""}, {"Middelburg", "433# @@", ""}},
		streets: []string{"Kerkpad", "Visserskade", "Lange Wal", "Molenstraat", "Appelgracht", "Botermarkt"},
		shops:   []string{"%s Kookwinkel", "Delicatessen %s", "Hotel %s", "Cadeauhuis %s", "IJzerwaren %s", "%s Wonen B.V.", "Tuincentrum %s", "Theehuis %s"},
		heads:   []string{"Reiger", "Zilver", "Kweepeer", "Wilgen", "Kievit", "Haring", "Klaver", "Meeuwen"}, tails: []string{"hof", "veld", "wal", "poort", "zicht", "duin", "kade"},
		first: []string{"Anouk", "Bram", "Daan", "Femke", "Geert", "Joost", "Lotte", "Maartje", "Roos", "Sjoerd"}, last: []string{"van Akkeren", "Boonstra", "de Groot-Wit", "Hoekman", "Kuipers", "van der Meulen", "Postma", "Wiersum"},
	},
	{
		code: "BE", percent: 6, currency: "EUR", language: "en", tax: taxReverse, vat: "BE0000######", street: "$s *#",
		places:  []place{{"Gent", "9000", ""}, {"Antwerpen", "20#0", ""}, {"Liège", "4000", ""}, {"Namur", "5000", ""}, {"Brugge", "8000", ""}, {"Oostende", "8400", ""}},
		streets: []string{"Oude Vest", "Rue du Tilleul", "Korenmarkt", "Rue des Étangs", "Zeedijk", "Quai aux Oies"},
		shops:   []string{"Maison %s", "Épicerie %s", "Keukenhuis %s", "Hôtel %s", "Boetiek %s", "%s BV"},
		heads:   []string{"Houblon", "Mésange", "Zonnedauw", "Lichtmis", "Glycine", "Ardoise", "Kervel", "Zwaluw", "Brume", "Sterrekers"}, tails: []string{"", " & Fils", " & Zussen", " du Quai"},
		first: []string{"Amélie", "Bavo", "Céline", "Dirk", "Élise", "Griet", "Joëlle", "Luc", "Noor", "Wout"}, last: []string{"Claes", "Delvaux", "Goossens", "Lambrecht", "Maes", "Noël", "Pirard", "Verbeke"},
	},
	{
		code: "FR", percent: 9, currency: "EUR", language: "en", tax: taxReverse, vat: "FR00000######", phone: "+33 1 99 00 ## ##", street: "*# $s",
		places:  []place{{"Paris", "7501#", ""}, {"Lyon", "6900#", ""}, {"Nantes", "44000", ""}, {"Besançon", "25000", ""}, {"La Rochelle", "17000", ""}, {"Nîmes", "30000", ""}, {"Saint-Malo", "35400", ""}},
		streets: []string{"rue des Tilleuls", "quai de la Forge", "place du Vieux-Puits", "rue aux Herbes", "allée des Mûriers", "impasse du Pré"},
		shops:   []string{"Maison %s", "Épicerie %s", "Hôtel %s", "Quincaillerie %s", "La Boutique %s", "Les Thés %s", "Jardinerie %s", "Papeterie %s SARL"},
		heads:   []string{"Hirondelle", "Noisetier", "Sureau", "Églantine", "Galet", "Mirabelle", "Pivoine", "Hérisson", "Romarin", "Cormoran", "Fougère", "Verveine"}, tails: []string{"", " & Filles", " du Port", " d'Été", " des Halles"},
		first: []string{"Aurélie", "Benoît", "Chloé", "Didier", "Estelle", "François", "Hélène", "Jérôme", "Maëlle", "Rémi", "Solène", "Yves"}, last: []string{"Aubertin", "Bélanger", "Chastaing", "Dubreuil", "Fontanel", "Guérin-Lac", "Lemoyne", "Maréchaux", "Périgaud", "Vasseur"},
	},
	{
		code: "PL", percent: 8, currency: "PLN", language: "en", tax: taxReverse, vat: "PL0000######", street: "ul. $s *#/*",
		places:  []place{{"Łódź", "90-###", ""}, {"Kraków", "31-###", ""}, {"Wrocław", "50-###", ""}, {"Gdańsk", "80-###", ""}, {"Poznań", "61-###", ""}, {"Białystok", "15-###", ""}, {"Zielona Góra", "65-###", ""}},
		streets: []string{"Lipowa", "Różana", "Młyńska", "Źródlana", "Świętojańska", "Żabia", "Ogrodowa"},
		shops:   []string{"Sklep %s", "Delikatesy %s", "Hotel %s", "Upominki %s", "%s sp. z o.o.", "Herbaciarnia %s", "Ogród %s", "Galeria %s"},
		heads:   []string{"Źdźbło", "Jaskółka", "Żółty Kubek", "Pod Gruszą", "Święty Spokój", "Łąka", "Wrzos", "Piąta Ćwiartka", "Jeżyna", "Mgła", "Śliwka", "Bursztynek"}, tails: whole,
		first: []string{"Agnieszka", "Bożena", "Grażyna", "Jędrzej", "Łukasz", "Michał", "Róża", "Stanisław", "Wojciech", "Żaneta"}, last: []string{"Bąk", "Dąb", "Gołąb", "Jeż", "Łuczak", "Śliwa", "Wrona", "Zięba", "Żurek"},
	},
	{
		code: "CZ", percent: 5, currency: "EUR", language: "en", tax: taxReverse, vat: "CZ000#####", street: "$s *#/*",
		places:  []place{{"Praha", "1#0 00", ""}, {"Brno", "602 00", ""}, {"Olomouc", "779 00", ""}, {"Plzeň", "301 00", ""}, {"Český Krumlov", "381 01", ""}, {"Třebíč", "674 01", ""}},
		streets: []string{"Lipová", "Zámečnická", "Růžová", "U Řeky", "Dlouhá", "Hřbitovní"},
		shops:   []string{"Domácí potřeby %s", "Čajovna %s", "Lahůdky %s", "Hotel %s", "Dárky %s", "%s s.r.o.", "Zahrada %s"},
		heads:   []string{"Vlaštovka", "Šípek", "Čtyřlístek", "U Bílého džbánu", "Kopřiva", "Střevíc", "Měsíček", "Jeřáb", "Bříza", "Hruška"}, tails: whole,
		first: []string{"Alžběta", "Bořek", "Dušan", "Eliška", "Jiří", "Kateřina", "Ondřej", "Růžena", "Zdeněk"}, last: []string{"Janů", "Jirků", "Krejčí", "Martinů", "Petrů", "Tichých", "Matějů"},
	},
	{
		code: "GR", percent: 4, currency: "EUR", language: "en", tax: taxReverse, vat: "EL000######", street: "$s *#",
		places:  []place{{"Αθήνα", "105 ##", ""}, {"Θεσσαλονίκη", "546 ##", ""}, {"Πάτρα", "262 ##", ""}, {"Ηράκλειο", "712 ##", ""}, {"Ναύπλιο", "211 00", ""}},
		streets: []string{"Ελαιών", "Λεμονιάς", "Παλαιάς Αγοράς", "Ακτή Φάρου", "Ανθέων"},
		shops:   []string{"Παντοπωλείο %s", "Δώρα %s", "Ξενοδοχείο %s", "Είδη σπιτιού %s", "Καφενείο %s", "%s Deli"},
		heads:   []string{"Μελτέμι", "Ρόδι", "Αμυγδαλιά", "Χελιδόνι", "Κύμα", "Θυμάρι", "Γλάρος", "Φεγγάρι", "Ψαθί", "Λιόδεντρο"}, tails: whole,
		first: []string{"Αλέξης", "Βασιλική", "Δήμητρα", "Ελένη", "Θωμάς", "Κώστας", "Μαρία", "Σοφία", "Χρήστος"}, last: []string{"Αντωνίου", "Βλάχου", "Γεωργίου", "Δημητρίου", "Ιωάννου", "Οικονόμου", "Παπαχρήστου"},
	},
	{
		code: "IE", percent: 4, currency: "EUR", language: "en", tax: taxReverse, vat: "IE000####@", phone: "+353 20 91# ####", street: "*# $s",
		places:  []place{{"Dublin", "D02 @##@", ""}, {"Cork", "T12 @##@", ""}, {"Galway", "H91 @##@", ""}, {"Kilkenny", "R95 @##@", ""}, {"Dún Laoghaire", "A96 @##@", ""}},
		streets: []string{"Fishmonger Quay", "Rowan Terrace", "Cobbler's Row", "Abbey Walk", "Seapoint Lane"},
		shops:   []string{"%s Stores", "The %s Pantry", "%s Hardware", "%s House Hotel", "%s & Daughters", "The %s Gift Shop"},
		heads:   englishHeads, tails: englishTails,
		first: []string{"Aoife", "Brídín", "Cormac", "Dáithí", "Éabha", "Fionn", "Niamh", "Oisín", "Róisín", "Seán"}, last: []string{"Brannock", "Callanan", "Devaney", "Fallon", "Ní Mhurchú", "Ó Dálaigh", "Quilligan", "Tierney"},
	},
	{
		code: "GB", percent: 8, currency: "GBP", language: "en", tax: taxExport, vat: "GB000######", phone: "+44 1632 960###", street: "*# $s",
		places:  []place{{"Leeds", "LS1 #@@", ""}, {"Bristol", "BS6 #@@", ""}, {"Edinburgh", "EH3 #@@", ""}, {"Whitby", "YO21 #@@", ""}, {"London", "SE1 #@@", ""}, {"Ludlow", "SY8 #@@", ""}},
		streets: []string{"Orchard Lane", "Tanner's Row", "Chandler Street", "Old Pump Yard", "Beacon Hill", "Sexton's Close"},
		shops:   []string{"%s Stores", "The %s Pantry", "%s Ironmongers", "%s House Hotel", "%s & Sons Ltd", "The %s Gift Company", "%s Farm Shop", "%s Kitchens Ltd", "%s Tea Rooms"},
		heads:   englishHeads, tails: englishTails, first: englishFirst, last: englishLast,
	},
	{
		code: "US", percent: 5, currency: "USD", language: "en", tax: taxExport, phone: "+1 503 555 01##", street: "*## $s",
		places:  []place{{"Portland", "972##", "OR"}, {"Chicago", "606##", "IL"}, {"Santa Fe", "875##", "NM"}, {"Burlington", "0540#", "VT"}, {"Savannah", "314##", "GA"}, {"Duluth", "558##", "MN"}},
		streets: []string{"Cannery Street", "Maple Avenue", "Depot Road", "Old Mill Drive", "Prospect Lane", "Harbor Boulevard"},
		shops:   []string{"%s Mercantile", "%s General Store", "%s Hardware Co.", "The %s Inn", "%s & Daughters LLC", "%s Home Goods Inc.", "%s Provisions", "%s Garden Center"},
		heads:   englishHeads, tails: englishTails, first: englishFirst, last: englishLast,
	},
	{
		code: "US", percent: 2, currency: "USD", language: "en", tax: taxNewYork, phone: "+1 718 555 01##", street: "*## $s",
		places:  []place{{"Brooklyn", "112##", "NY"}, {"New York", "100##", "NY"}, {"Queens", "113##", "NY"}},
		streets: []string{"Cooper's Street", "Ropewalk Avenue", "Ferry Place", "Lantern Street"},
		shops:   []string{"%s Mercantile", "%s Provisions", "The %s Inn", "%s Paper Goods LLC", "%s Housewares Inc."},
		heads:   englishHeads, tails: englishTails, first: englishFirst, last: englishLast,
	},
	{
		code: "CH", percent: 2, currency: "CHF", language: "de", tax: taxExport, vat: "CHE-000.###.###", street: "$s *#",
		places:  []place{{"Zürich", "80##", ""}, {"Basel", "40##", ""}, {"Bern", "30##", ""}, {"Luzern", "600#", ""}, {"Chur", "7000", ""}},
		streets: []string{"Mühlegasse", "Rosenhalde", "Obere Matte", "Seeweg", "Brunngasse"},
		shops:   []string{"%s Haushalt AG", "Hotel %s", "Feinkost %s", "Papeterie %s", "%s Gärten GmbH", "Chäshütte %s"},
		heads:   germanHeads, tails: germanTails, first: []string{"Beat", "Corina", "Flurin", "Käthi", "Nadja", "Reto", "Ursina", "Zita"}, last: []string{"Ambühl", "Brändli", "Caduff", "Hürlimann", "Nägeli", "Tschudi", "Zgraggen"},
	},
	{
		code: "JP", percent: 1, currency: "JPY", language: "en", tax: taxExport, vat: "T0000000######", street: "*-1#-* $s",
		places:  []place{{"Tokyo", "150-00##", "Tokyo"}, {"Kyoto", "604-8###", "Kyoto"}, {"Kanazawa", "920-08##", "Ishikawa"}, {"Matsue", "690-00##", "Shimane"}},
		streets: []string{"Minamihara", "Sakurazaka", "Kawabata-chō", "Hontōri", "Umegaoka"},
		shops:   []string{"%s Zakka", "Ryokan %s", "%s Kitchen K.K.", "Depāto %s", "%s Kōhī"},
		heads:   []string{"Hana", "Umi", "Tsuki", "Kawa", "Nami", "Mori", "Yuki"}, tails: []string{"noya", "sora", "kaze", "zaka", "mura", "hana"},
		first: []string{"Akari", "Daichi", "Haruka", "Kenji", "Mio", "Shōta", "Yūko"}, last: []string{"Aokawa", "Hayase", "Minase", "Nakahara", "Ōtsuki", "Shimizaka", "Tachikawa"},
	},
}
