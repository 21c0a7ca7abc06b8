package intake

import (
	"regexp"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// The fields of a report of fees. What is kept has the field of who keeps it.
const (
	feeDate     = "date"
	feeType     = "type"
	feeOrder    = "order"
	feeItem     = "item"
	feeTitle    = "title"
	feeInfo     = "info"
	feeCurrency = "currency"
	feePaidIn   = "paid_in" // the currency of the net amount, where it may be another one
	feeGross    = "gross"
	feeNet      = "net"
	feeTax      = "tax" // that stands beside the fee and may or may not be in the net amount
	feeOther    = "other"
	feeSite     = "site"
	feeMarket   = "marketplace"
	feeCard     = "card"
	feeBesides  = "besides" // kept for something else, such as storing and packing
)

// feeKinds are who keeps what stands in a column.
var feeKinds = map[string]trade.ChargeKind{feeMarket: trade.ChargeMarket, feeCard: trade.ChargeCard, feeBesides: trade.ChargeOther}

// isFeeSum says whether a column holds sums of money.
func isFeeSum(field string) bool {
	return feeKinds[field] != "" || field == feeGross || field == feeNet || field == feeTax || field == feeOther
}

// severalFees are the fields of which a report may have several columns.
var severalFees = map[string]bool{feeGross: true, feeMarket: true, feeCard: true, feeBesides: true, feeTitle: true, feeTax: true}

// feeSource is a shop or marketplace whose report is known by its headings.
type feeSource struct {
	name    string
	needs   []string          // headings, squashed; one of those with a | between
	fields  map[string]string // what headings mean
	like    *regexp.Regexp    // headings that are not listed and are what the marketplace keeps
	main    trade.ChargeKind  // what the report is about
	minus   bool              // what was kept is below zero, where a row does not tell by its sums
	adds    bool              // the net amount is the sum of all columns
	worded  bool              // order and kind are told in words
	byTypes map[string]trade.ChargeKind
}

// feeSources are the reports that are known. Their headings are those of the channels' own documentation, in English and, where it is given there, in German.
var feeSources = []feeSource{
	{name: Shopify, needs: []string{"transactiondate", "type", "order", "amount", "fee", "net"}, main: trade.ChargeCard, fields: map[string]string{"transactiondate": feeDate, "type": feeType, "order": feeOrder,
		"checkout": feeItem, "amount": feeGross, "fee": feeCard, "net": feeNet, "currency": feeCurrency, "vat": feeTax}},
	{name: Amazon, needs: []string{"datetime|datumuhrzeit", "type|typ", "orderid|bestellnummer", "sellingfees|verkaufsgebuhren", "total|gesamt"}, main: trade.ChargeMarket, minus: true, adds: true,
		fields: map[string]string{"datetime": feeDate, "datumuhrzeit": feeDate, "type": feeType, "typ": feeType, "orderid": feeOrder, "bestellnummer": feeOrder, "sku": feeItem, "description": feeTitle, "beschreibung": feeTitle,
			"marketplace": feeSite, "store": feeSite, "productsales": feeGross, "umsatze": feeGross, "sellingfees": feeMarket, "verkaufsgebuhren": feeMarket, "fbafees": feeBesides, "gebuhrenzuversanddurchamazon": feeBesides,
			"othertransactionfees": feeMarket, "anderetransaktionsgebuhren": feeMarket, "other": feeOther, "andere": feeOther, "total": feeNet, "gesamt": feeNet}},
	{name: EBay, needs: []string{"transactioncreationdate|datumdertransaktionserstellung", "type|typ", "ordernumber|bestellnummer", "finalvaluefeevariable|variableranteilderverkaufsprovision"}, main: trade.ChargeMarket, minus: true,
		like: regexp.MustCompile(`fee$|^finalvaluefee|^gebuhr|gebuhr$|verkaufsprovision$`),
		fields: map[string]string{"transactioncreationdate": feeDate, "datumdertransaktionserstellung": feeDate, "type": feeType, "typ": feeType, "ordernumber": feeOrder, "bestellnummer": feeOrder,
			"transactionid": feeItem, "transaktionsnummer": feeItem, "description": feeTitle, "beschreibung": feeTitle, "itemtitle": feeTitle, "angebotstitel": feeTitle, "netamount": feeNet, "betragabzuglkosten": feeNet,
			"payoutcurrency": feePaidIn, "auszahlungswahrung": feePaidIn, "transactioncurrency": feeCurrency, "transaktionswahrung": feeCurrency, "grosstransactionamount": feeGross, "transaktionsbetraginklkosten": feeGross,
			"charitydonation": feeBesides, "spende": feeBesides, "ebaycollectedtax": feeTax, "vonebayeingezogenesteuer": feeTax},
		byTypes: map[string]trade.ChargeKind{"otherfee": trade.ChargeMarket, "anderegebuhr": trade.ChargeMarket, "shippinglabel": trade.ChargeOther, "versandetikett": trade.ChargeOther}},
	{name: Etsy, needs: []string{"date|datum", "type|art|typ", "title|titel", "info", "feestaxes|gebuhrensteuern", "net|netto"}, main: trade.ChargeMarket, minus: true, worded: true,
		fields: map[string]string{"date": feeDate, "datum": feeDate, "type": feeType, "art": feeType, "typ": feeType, "title": feeTitle, "titel": feeTitle, "info": feeInfo, "currency": feeCurrency, "wahrung": feeCurrency,
			"amount": feeGross, "betrag": feeGross, "feestaxes": feeMarket, "gebuhrensteuern": feeMarket, "net": feeNet, "netto": feeNet}},
}

// feeSourceOf is the source whose report has such headings; nil where none is known.
func feeSourceOf(names []string) *feeSource {
	has := map[string]bool{}
	for _, n := range names {
		has[squashed(n)] = true
	}
	for i := range feeSources {
		if !slices.ContainsFunc(feeSources[i].needs, func(need string) bool {
			return !slices.ContainsFunc(strings.Split(need, "|"), func(n string) bool { return has[n] })
		}) {
			return &feeSources[i]
		}
	}
	return nil
}

// fieldOf is what a heading stands for.
func (s *feeSource) fieldOf(heading string) string {
	name := squashed(heading)
	if field, told := s.fields[name]; told {
		return field
	}
	if s.like != nil && s.like.MatchString(name) {
		return feeMarket
	}
	return ""
}

// saleTypes are what reports call the sale itself; what they call a sale's being taken back is no sale.
var saleTypes = words(`charge|sale|order|payment|bestellung|verkauf|zahlung`)

// taxTypes are what a statement calls taxes, which are no fees, in the type of a row or in the first words of its title.
var taxTypes = words(`tax|sales tax|vat|gst|buyer fee|steuer|steuern|ust|mwst|umsatzsteuer`)

var (
	orderInWords = regexp.MustCompile(`(?i)(?:order|bestellung)\s*(?:no\.?|nr\.?|number|nummer)?\s*:?\s*#?\s*(\d{5,})`)
	cardInWords  = regexp.MustCompile(`(?i)processing fee|zahlungsabwicklung|abwicklungsgeb`)
	feeInWords   = regexp.MustCompile(`(?i)fee|gebühr`)
	labelInWords = regexp.MustCompile(`(?i)shipping label|postage label|versandetikett`)
)

// siteCurrencies are the currencies of a marketplace's sites.
var siteCurrencies = map[string]money.Currency{"amazon.com": "USD", "amazon.co.uk": "GBP", "amazon.de": "EUR", "amazon.fr": "EUR", "amazon.it": "EUR", "amazon.es": "EUR", "amazon.nl": "EUR", "amazon.ie": "EUR",
	"amazon.com.be": "EUR", "amazon.pl": "PLN", "amazon.se": "SEK", "amazon.ca": "CAD", "amazon.com.mx": "MXN", "amazon.com.br": "BRL", "amazon.com.au": "AUD", "amazon.co.jp": "JPY", "amazon.sg": "SGD",
	"amazon.ae": "AED", "amazon.in": "INR", "amazon.com.tr": "TRY"}
