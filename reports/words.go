package reports

import (
	"strings"

	"dropdesk/app"
)

// words is all that a document says by itself, in one language.
type words struct {
	titles map[app.PaperKind]string
	facts  map[string]string

	draft, revision, number, date, page, of string
	shipTo, phone, email, web, taxNumber    string

	pos, item, description, qty, unit, price, discount, tax, amount, checked string
	optional, expected, ourItem                                              string

	carried, brought                                                     string
	subtotal, lessDiscount, net, taxOn, total, paid, balance, totalCount string
	included, ahead, aheadLeft                                           string

	payment, payable, early, bank                               string
	carrier, method, tracking, scan, received, signDate, signed string

	months    [12]string // short; empty where dates are written in figures
	point     string
	thousands string
}

var english = words{
	titles: map[app.PaperKind]string{
		app.PaperQuote: "Quote", app.PaperConfirmation: "Order confirmation", app.PaperProforma: "Pro-forma invoice", app.PaperPurchase: "Purchase order", app.PaperSlip: "Packing slip",
		app.PaperDelivery: "Delivery note", app.PaperInvoice: "Invoice", app.PaperCredit: "Credit note",
		app.PaperAmendment: "Change of purchase order", app.PaperCancellation: "Cancellation of purchase order", app.PaperClaim: "Claim", app.PaperReturn: "Return slip",
		app.PaperReminder: "Payment reminder", app.PaperReminder2: "Second reminder", app.PaperReminder3: "Last reminder", app.PaperStatement: "Statement of account", app.PaperRemittance: "Remittance advice", app.PaperPrices: "Price list",
	},
	facts: map[string]string{
		app.FactReference: "Your reference", app.FactQuote: "Quote", app.FactOrder: "Order", app.FactPurchase: "Purchase order", app.FactInvoice: "Invoice",
		app.FactShipment: "Shipment", app.FactValid: "Valid until", app.FactWanted: "Wanted by", app.FactExpected: "Expected", app.FactShipped: "Shipped",
		app.FactDue: "Due", app.FactTerms: "Payment terms", app.FactMethod: "Shipped by", app.FactContact: "Attention", app.FactRep: "Your contact",
		app.FactTaxNumber: "Your tax number", app.FactAccount: "Our account", app.FactReason: "Reason", app.FactSince: "From", app.FactUntil: "Up to", app.FactPayBy: "Please pay by",
	},
	draft: "Draft", revision: "Revision", number: "Number", date: "Date", page: "Page", of: "of",
	shipTo: "Ship to", phone: "Phone", email: "E-mail", web: "Web", taxNumber: "Tax number",
	pos: "#", item: "Item", description: "Description", qty: "Qty", unit: "Unit", price: "Price", discount: "Disc.", tax: "Tax", amount: "Amount", checked: "OK",
	optional: "Optional, not in the total", expected: "Expected", ourItem: "Our item",
	carried: "Carried forward", brought: "Brought forward",
	subtotal: "Subtotal", lessDiscount: "Discount", net: "Net total", taxOn: "on", total: "Total", paid: "Paid", balance: "Balance due", totalCount: "Total quantity",
	included: "Including", ahead: "Deposit", aheadLeft: "To be paid in advance",
	payment: "Payment", payable: "Payable by", early: "less %s", bank: "Bank details",
	carrier: "Carrier", method: "Service", tracking: "Tracking number", scan: "Scan to follow the parcel",
	received: "Goods received complete and undamaged", signDate: "Date", signed: "Name and signature",
	months: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	point:  ".", thousands: ",",
}

var german = words{
	titles: map[app.PaperKind]string{
		app.PaperQuote: "Angebot", app.PaperConfirmation: "Auftragsbestätigung", app.PaperProforma: "Proforma-Rechnung", app.PaperPurchase: "Bestellung", app.PaperSlip: "Packzettel",
		app.PaperDelivery: "Lieferschein", app.PaperInvoice: "Rechnung", app.PaperCredit: "Gutschrift",
		app.PaperAmendment: "Änderung der Bestellung", app.PaperCancellation: "Stornierung der Bestellung", app.PaperClaim: "Reklamation", app.PaperReturn: "Rücksendeschein",
		app.PaperReminder: "Zahlungserinnerung", app.PaperReminder2: "Mahnung", app.PaperReminder3: "Letzte Mahnung", app.PaperStatement: "Kontoauszug", app.PaperRemittance: "Zahlungsavis", app.PaperPrices: "Preisliste",
	},
	facts: map[string]string{
		app.FactReference: "Ihr Zeichen", app.FactQuote: "Angebot", app.FactOrder: "Auftrag", app.FactPurchase: "Bestellung", app.FactInvoice: "Rechnung",
		app.FactShipment: "Lieferung", app.FactValid: "Gültig bis", app.FactWanted: "Wunschtermin", app.FactExpected: "Voraussichtlich", app.FactShipped: "Versandt",
		app.FactDue: "Fällig", app.FactTerms: "Zahlungsziel", app.FactMethod: "Versandart", app.FactContact: "Zu Händen", app.FactRep: "Ansprechpartner",
		app.FactTaxNumber: "Ihre USt-IdNr.", app.FactAccount: "Unsere Kundennr.", app.FactReason: "Grund", app.FactSince: "Von", app.FactUntil: "Bis", app.FactPayBy: "Zahlbar bis",
	},
	draft: "Entwurf", revision: "Fassung", number: "Nummer", date: "Datum", page: "Seite", of: "von",
	shipTo: "Lieferanschrift", phone: "Telefon", email: "E-Mail", web: "Web", taxNumber: "USt-IdNr.",
	pos: "Pos.", item: "Artikel", description: "Bezeichnung", qty: "Menge", unit: "Einheit", price: "Einzelpreis", discount: "Rabatt", tax: "USt.", amount: "Betrag", checked: "OK",
	optional: "Wahlweise, nicht im Gesamtbetrag", expected: "Voraussichtlich", ourItem: "Unsere Artikelnr.",
	carried: "Übertrag", brought: "Übertrag",
	subtotal: "Zwischensumme", lessDiscount: "Rabatt", net: "Nettobetrag", taxOn: "auf", total: "Gesamtbetrag", paid: "Bezahlt", balance: "Offener Betrag", totalCount: "Gesamtmenge",
	included: "Davon", ahead: "Anzahlung", aheadLeft: "Im Voraus zu zahlen",
	payment: "Zahlung", payable: "Zahlbar bis", early: "mit %s Skonto", bank: "Bankverbindung",
	carrier: "Versanddienst", method: "Versandart", tracking: "Sendungsnummer", scan: "Scannen und Sendung verfolgen",
	received: "Ware vollständig und unbeschädigt erhalten", signDate: "Datum", signed: "Name und Unterschrift",
	point: ",", thousands: ".",
}

// wordsOf are the words of a language such as de or de-AT; English where it is not known.
func wordsOf(language string) *words {
	if language == "de" || strings.HasPrefix(language, "de-") {
		return &german
	}
	return &english
}
