package demo

import (
	"fmt"

	"dropdesk/app/trade"
)

// Positions in Suppliers, for the families of items.
const (
	olaria trade.ID = iota + 1
	kawanoha
	klingenhof
	zielonyBor
	wachswerk
	linnenhaven
	tkalnia
	marlowFenn
	ottersgate
	altobruma
	thistlewick
	bergkorn
	saltgrass
)

// partForms are how each of Suppliers numbers its parts.
var partForms = []string{
	"OVS-####", "KT ###-##", "1#.####", "ZB/###/#", "W####", "LH-#####", "TM####@", "MF@@##", "OG-####-@", "VA ####", "TG######", "BK.##.###", "SG####",
}

// Suppliers are the firms that ship to the customers.
func Suppliers() []trade.Supplier {
	const orders, accounts = "Orders", "Accounts"
	person := func(name, role, mail string) trade.Contact {
		return trade.Contact{Name: name, Role: role, Email: mail, Orders: role == orders}
	}
	list := []trade.Supplier{
		{
			Name: "Olaria Vale do Sardo, Lda.", TaxNumber: "PT000118204", Currency: "EUR", TermsID: terms30, MinOrder: 150_00, CarrierID: 1, ShipMethod: "Standard",
			Address:  trade.Address{Street: "Rua do Forno Velho 18", Zip: "2460-114", City: "Alcobaça", Country: "PT"},
			Contacts: []trade.Contact{person("Inês Valadão", orders, "encomendas@valedosardo.example"), person("Rui Sardeira", accounts, "contas@valedosardo.example")},
			Notes:    "Fires the kiln every other Thursday.",
		},
		{
			Name: "Kawanoha Tōki K.K.", TaxNumber: "T0000000204117", Currency: "JPY", TermsID: termsPrepaid, MinOrder: 30_000, CarrierID: 1, ShipMethod: "Express",
			Address:  trade.Address{Street: "3-12-8 Kamamachi", Zip: "509-5121", City: "Toki", Region: "Gifu", Country: "JP"},
			Contacts: []trade.Contact{person("Haruka Minase", orders, "export@kawanoha.example"), person("Kenji Hayakawa", "Sales", "hayakawa@kawanoha.example")},
			Notes:    "Quotes in whole yen. Closed in the first week of January and in mid-August.",
		},
		{
			Name: "Klingenhof Tannrode KG", TaxNumber: "DE000730155", Currency: "EUR", TermsID: terms14, CarrierID: 1, ShipMethod: "Standard", Language: "de",
			Address:  trade.Address{Street: "Schleiferweg 4", Zip: "42651", City: "Solingen", Country: "DE", Phone: "+49 221 4710 312"},
			Contacts: []trade.Contact{person("Birgit Kestner", orders, "auftrag@klingenhof.example")},
		},
		{
			Name: "Drewno Zielony Bór sp. z o.o.", TaxNumber: "PL0000415522", Currency: "PLN", TermsID: terms30, MinOrder: 400_00, CarrierID: 4, ShipMethod: "Standard",
			Address:  trade.Address{Street: "ul. Tartaczna 27", Zip: "34-500", City: "Zakopane", Country: "PL"},
			Contacts: []trade.Contact{person("Łukasz Żurek", orders, "zamowienia@zielonybor.example"), person("Danuta Gołąb", accounts, "ksiegowosc@zielonybor.example")},
		},
		{
			Name: "Wachswerk Elsterau GmbH", TaxNumber: "DE000812067", Currency: "EUR", TermsID: termsEarly, MinOrder: 75_00, CarrierID: 1, ShipMethod: "Standard", Language: "de",
			Address:  trade.Address{Street: "Dochtgasse 9", Zip: "04229", City: "Leipzig", Country: "DE", Phone: "+49 30 23125 644"},
			Contacts: []trade.Contact{person("Anke Dornbusch", orders, "bestellung@wachswerk-elsterau.example"), person("Uwe Pröll", accounts, "buchhaltung@wachswerk-elsterau.example")},
		},
		{
			Name: "De Linnenhaven B.V.", TaxNumber: "NL000264913B01", Currency: "EUR", TermsID: termsMonthEnd, CarrierID: 1, ShipMethod: "Standard",
			Address:  trade.Address{Street: "Weverskade 61", Zip: "3011 XD", City: "Rotterdam", Country: "NL"},
			Contacts: []trade.Contact{person("Sanne Verhulst", orders, "orders@linnenhaven.example")},
		},
		{
			Name: "Tkalnia Mglista sp. z o.o.", TaxNumber: "PL0000938204", Currency: "PLN", TermsID: terms30, CarrierID: 4, ShipMethod: "Express",
			Address:  trade.Address{Street: "ul. Przędzalniana 103/2", Zip: "90-338", City: "Łódź", Country: "PL"},
			Contacts: []trade.Contact{person("Grażyna Zięba", orders, "biuro@tkalniamglista.example"), person("Michał Łuczak", "Dispatch", "wysylka@tkalniamglista.example")},
		},
		{
			Name: "Marlow Fenn Paper Ltd", TaxNumber: "GB000552918", Currency: "GBP", TermsID: terms30, MinOrder: 60_00, CarrierID: 2, ShipMethod: "Second day",
			Address:  trade.Address{Street: "Unit 5, Inkwell Yard", Street2: "Canal Street", Zip: "LS1 4DY", City: "Leeds", Country: "GB", Phone: "+44 113 496 0271"},
			Contacts: []trade.Contact{person("Imogen Fenn", orders, "trade@marlowfenn.example"), person("Colin Pratchard", accounts, "accounts@marlowfenn.example")},
		},
		{
			Name: "Ottersgate Lighting LLC", Currency: "USD", TermsID: termsHalves, MinOrder: 250_00, CarrierID: 3, ShipMethod: "Ground",
			Address:  trade.Address{Street: "418 Foundry Avenue", Zip: "04101", City: "Portland", Region: "ME", Country: "US", Phone: "+1 207 555 0143"},
			Contacts: []trade.Contact{person("Dale Whitcombe", orders, "orders@ottersgate.example"), person("Renée Ottersgate", "Sales", "renee@ottersgate.example")},
			Notes:    "Lamps for Europe come with the right plug; say so on the order.",
		},
		{
			Name: "Vetreria Altobruma S.r.l.", TaxNumber: "IT00000471186", Currency: "EUR", TermsID: terms30, CarrierID: 5, ShipMethod: "Half pallet", SendBy: "print",
			Address:  trade.Address{Street: "Fondamenta dei Soffiatori 7", Zip: "30141", City: "Venezia", Region: "VE", Country: "IT"},
			Contacts: []trade.Contact{person("Chiara Brumati", orders, "ordini@altobruma.example")},
			Notes:    "Wants orders on paper, by post or fax; reads e-mail on Mondays.",
		},
		{
			Name: "Thistlewick Garden Supply Ltd", TaxNumber: "GB000318446", Currency: "GBP", TermsID: terms30, MinOrder: 100_00, CarrierID: 2, ShipMethod: "Second day",
			Address:  trade.Address{Street: "The Old Nursery, Glebe Lane", Zip: "BS8 2PT", City: "Bristol", Country: "GB", Phone: "+44 117 496 0535"},
			Contacts: []trade.Contact{person("Rowan Tillery", orders, "orders@thistlewick.example")},
		},
		{
			Name: "Bergkorn Manufaktur AG", TaxNumber: "CHE-000.204.611", Currency: "CHF", TermsID: terms30, CarrierID: 6, ShipMethod: "Own van", Language: "de",
			Address:  trade.Address{Street: "Mühlehalde 2", Zip: "9000", City: "St. Gallen", Country: "CH"},
			Contacts: []trade.Contact{person("Reto Ambühl", orders, "bestellungen@bergkorn.example"), person("Seraina Caduff", accounts, "rechnungen@bergkorn.example")},
		},
		{
			Name: "Saltgrass Gifts Inc.", Currency: "USD", TermsID: termsThirds, CarrierID: 3, ShipMethod: "Two-day air",
			Address:  trade.Address{Street: "77 Pelican Row, Suite 210", Zip: "78704", City: "Austin", Region: "TX", Country: "US", Phone: "+1 512 555 0188"},
			Contacts: []trade.Contact{person("Marisol Tanner", orders, "dropship@saltgrass.example"), person("Boyd Hensley", accounts, "ap@saltgrass.example")},
		},
	}
	for i := range list {
		s := &list[i]
		s.Address.Company = s.Name
		if s.Language == "" {
			s.Language = "en"
		}
		if s.SendBy == "" {
			s.SendBy = "email"
		}
		s.AccountNo = fmt.Sprintf("NPT%d", 2057+17*i)
	}
	return charge(list)
}
