package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// The kinds of master data that are read.
const (
	MasterCustomers = "customers"
	MasterSuppliers = "suppliers"
	MasterItems     = "items"
	MasterBalances  = "balances"
)

// MasterKinds are all of them, in the order in which they depend on each other.
var MasterKinds = []string{MasterSuppliers, MasterCustomers, MasterItems, MasterBalances}

// MasterField is a column of a table of master data.
type MasterField struct {
	Name  string // such as zip
	Title string // as the template calls it
	Holds byte   // text, or 'n' a number, 'd' a day, 'c' a code, which keeps its zeros
	Names string // what other programs call it, as folded writes it, separated by |
	Else  string // names that count only where no column has one of those
}

// address are the columns of an address; before stands before each of them.
func masterAddress(name, title, before string) []MasterField {
	list := []MasterField{
		{Name: "street", Title: "Street", Names: "street|address|address 1|address line 1|street 1|strasse|anschrift|adresse|billing street|billing address 1|billing address line 1|line 1|poaddressline1|street address|billing address|strasse und hausnummer|strasse nr|strasse hausnr|rue|adresse 1|direccion|calle|domicilio|indirizzo|via|adres|straat"},
		{Name: "street2", Title: "Street 2", Names: "street 2|address 2|address line 2|adresszusatz|zusatz|billing address 2|billing address line 2|line 2|poaddressline2"},
		{Name: "zip", Title: "Zip", Holds: 'c', Names: "zip|zip code|postcode|postal code|plz|postleitzahl|code postal|billing zip|billing postcode|billing postal code|popostalcode|zip postal code|zip postcode|cp|codigo postal|cap"},
		{Name: "city", Title: "City", Names: "city|town|ort|stadt|ville|plz ort|plz und ort|zip city|zip code city|postcode city|postcode town|cp ville|code postal ville|cp ciudad|cp poblacion|cap citta|postcode plaats|billing city|pocity|ciudad|poblacion|localidad|citta|localita|comune|plaats|woonplaats"},
		{Name: "region", Title: "Region", Names: "region|state|province|county|bundesland|billing state|billing province|poregion|state province|state region|departement|provincia|provincie"},
		{Name: "country", Title: "Country", Names: "country|country code|land|pays|billing country|billing country code|pocountry|country region|pais|paese|nazione"},
	}
	if before == "" {
		return list
	}
	for i := range list {
		plain := list[i].Names
		list[i].Name, list[i].Title = name+list[i].Name, title+strings.ToLower(list[i].Title)
		var names []string
		for _, x := range strings.Split(before, "|") {
			for _, n := range strings.Split(plain, "|") {
				names = append(names, x+" "+n)
			}
		}
		list[i].Names = strings.Join(names, "|")
	}
	return list
}

func fieldsOf(parts ...[]MasterField) (list []MasterField) {
	for _, p := range parts {
		list = append(list, p...)
	}
	return list
}

const (
	contactNames = "contact|contact name|contact person|primary contact|ansprechpartner|kontakt|full name|attention"
	emailNames   = "email|e mail|email address|emailaddress|e mail address|main email|mail|courriel|adresse e mail|correo|correo electronico|posta elettronica|emailadres|e mailadres"
	phoneNames   = "phone|telephone|phone number|tel|telefon|main phone|mobile|telefono|telefoon"
	taxNoNames   = "tax number|vat number|vat no|vat id|tax id|taxnumber|ust id|ust idnr|ustid|steuernummer|vat reg no|vat registration number|ein|abn|numero tva|n tva|tva intracommunautaire|nif|cif|nif cif|partita iva|p iva|btw nummer"
	termNames    = "terms|payment terms|zahlungsbedingung|zahlungsbedingungen|zahlungsziel|payment term|conditions de paiement|condiciones de pago|forma de pago|condizioni di pagamento|betalingstermijn|betalingsconditie|betaalvoorwaarden"
	noteNames    = "notes|note|comment|comments|remarks|bemerkung|bemerkungen|notiz"
	moneyNames   = "currency|currency code|wahrung|accounts receivable currency"
	langNames    = "language|sprache"
)

// MasterFields are the columns of each kind, in the order of the template; the first that has a key is what a record is known by.
var MasterFields = map[string][]MasterField{
	MasterCustomers: fieldsOf([]MasterField{
		{Name: "number", Title: "Number", Holds: 'c', Names: "number|customer number|customer no|customer id|account number|accountnumber|kundennummer|kunden nr|kundennr|debitor|debitorennummer|id|code client|numero client|n client|codigo cliente|codigo de cliente|codice cliente|klantnummer|debiteurnummer"},
		{Name: "name", Title: "Name", Names: "nom|raison sociale|societe|client|nom du client|nombre|razon social|empresa|cliente|ragione sociale|denominazione|naam|bedrijf|bedrijfsnaam|klant|klantnaam|name|company|company name|customer|customer name|business name|display name|contactname|firma|firmenname|kunde|kundenname|organisation|organization"},
		{Name: "contact", Title: "Contact", Names: contactNames}, {Name: "email", Title: "E-mail", Names: emailNames}, {Name: "phone", Title: "Phone", Holds: 'c', Names: phoneNames},
	}, masterAddress("", "", ""), masterAddress("ship_", "Ship-to ", "ship to|shipping|delivery|lieferung|sa"), []MasterField{
		{Name: "tax_number", Title: "Tax number", Holds: 'c', Names: taxNoNames}, {Name: "tax_code", Title: "Tax code", Holds: 'c', Names: "tax code|tax rate|vat code|steuerschlussel"},
		{Name: "terms", Title: "Payment terms", Names: termNames}, {Name: "currency", Title: "Currency", Names: moneyNames},
		{Name: "credit_limit", Title: "Credit limit", Holds: 'n', Names: "credit limit|kreditlimit|limit"}, {Name: "discount", Title: "Discount %", Holds: 'n', Names: "discount|discount percent|rabatt"},
		{Name: "language", Title: "Language", Names: langNames}, {Name: "notes", Title: "Notes", Names: noteNames},
	}),
	MasterSuppliers: fieldsOf([]MasterField{
		{Name: "number", Title: "Number", Holds: 'c', Names: "number|supplier number|supplier no|vendor number|vendor no|vendor id|supplier id|account number|accountnumber|lieferantennummer|lieferanten nr|kreditor|kreditorennummer|id|code fournisseur|codigo proveedor|codice fornitore|leveranciersnummer"},
		{Name: "name", Title: "Name", Names: "nom|raison sociale|societe|fournisseur|nombre|razon social|empresa|proveedor|ragione sociale|denominazione|fornitore|naam|bedrijf|bedrijfsnaam|leverancier|name|company|company name|supplier|supplier name|vendor|vendor name|business name|display name|contactname|firma|firmenname|lieferant|lieferantenname"},
		{Name: "contact", Title: "Contact", Names: contactNames}, {Name: "email", Title: "E-mail for orders", Names: emailNames + "|email for orders|e mail for orders|order email"},
		{Name: "phone", Title: "Phone", Holds: 'c', Names: phoneNames},
	}, masterAddress("", "", ""), []MasterField{
		{Name: "tax_number", Title: "Tax number", Holds: 'c', Names: taxNoNames}, {Name: "terms", Title: "Payment terms", Names: termNames}, {Name: "currency", Title: "Currency", Names: moneyNames},
		{Name: "min_order", Title: "Minimum order", Holds: 'n', Names: "minimum order|minimum order value|mindestbestellwert"},
		{Name: "account_no", Title: "Our account number", Holds: 'c', Names: "our account number|our account|account no|our customer number|unsere kundennummer"},
		{Name: "language", Title: "Language", Names: langNames}, {Name: "notes", Title: "Notes", Names: noteNames},
	}),
	MasterItems: {
		{Name: "sku", Title: "SKU", Holds: 'c', Names: "sku|our sku|item code|item number|item no|code|product code|itemcode|artikelnummer|artikel nr|art nr|variant sku"},
		{Name: "name", Title: "Name", Names: "name|item|item name|product|product name|product service name|title|bezeichnung|artikel|artikelbezeichnung|itemname"},
		{Name: "description", Title: "Description", Names: "description|sales description|beschreibung|salesdescription|body"},
		{Name: "gtin", Title: "GTIN", Holds: 'c', Names: "gtin|ean|upc|barcode|variant barcode|gtin upc ean or isbn"}, {Name: "unit", Title: "Unit", Names: "unit|uom|einheit|unit of measure"},
		{Name: "category", Title: "Category", Names: "category|categories|product type|type|kategorie|warengruppe"},
		{Name: "price", Title: "Price", Holds: 'n', Names: "price|sales price|sale price|sell price|selling price|unit price|sales price rate|regular price|variant price|rate|vk|verkaufspreis|preis|salesunitprice"},
		{Name: "tax_code", Title: "Tax code", Holds: 'c', Names: "tax code|vat code|steuerschlussel"}, {Name: "weight", Title: "Weight g", Holds: 'n', Names: "weight g|weight in g|gewicht g|variant grams"},
		{Name: "supplier", Title: "Supplier", Names: "supplier|vendor|preferred vendor|preferred supplier|lieferant|supplier name|vendor name"},
		{Name: "part_no", Title: "Supplier's part number", Holds: 'c', Names: "supplier s part number|part number|part no|supplier sku|vendor sku|supplier part|bestellnummer|lieferantenartikelnummer"},
		{Name: "cost", Title: "Cost", Holds: 'n', Names: "cost|purchase cost|purchase price|unit cost|cost price|cost per item|ek|einkaufspreis|purchasesunitprice"},
		{Name: "min_qty", Title: "Minimum quantity", Holds: 'n', Names: "minimum quantity|moq|mindestmenge"}, {Name: "multiple", Title: "In multiples of", Holds: 'n', Names: "in multiples of|multiple|order multiple"},
		{Name: "lead_days", Title: "Lead days", Holds: 'n', Names: "lead days|lead time|lead time days|lieferzeit"}, {Name: "notes", Title: "Notes", Names: noteNames},
	},
	MasterBalances: {
		{Name: "customer", Title: "Customer", Names: "customer|customer name|customer number|kunde|debitor|contactname|contact|kundenname|client|cliente|klant"}, {Name: "supplier", Title: "Supplier", Names: "supplier|vendor|supplier name|supplier number|lieferant|kreditor|fournisseur|proveedor|fornitore|leverancier"},
		{Name: "document", Title: "Document", Holds: 'c', Names: "document|number|invoice number|invoice no|invoicenumber|bill number|bill no|belegnummer|rechnungsnummer|beleg|num|reference|rechnung|rechnung nr|rechnungsnr|rechnungs nr|invoice|bill|facture|n facture|numero facture|factura|n factura|numero de factura|fattura|numero fattura|factuur|factuurnummer"},
		{Name: "date", Title: "Date", Holds: 'd', Names: "date|invoice date|bill date|invoicedate|datum|belegdatum|rechnungsdatum|date facture|fecha|fecha factura|data|data fattura|factuurdatum"},
		{Name: "amount", Title: "Open amount", Holds: 'n', Names: "open amount|amount due|open balance|balance|open|due amount|invoiceamountdue|offen|offener betrag|betrag offen|outstanding|outstanding balance|solde|reste du|restant du|pendiente|saldo|importe pendiente|da pagare|residuo|openstaand|openstaand bedrag|saldo offen", Else: "amount|betrag|total|montant|importe|importo|bedrag|invoice amount|invoice total|rechnungsbetrag"},
		{Name: "currency", Title: "Currency", Names: moneyNames},
	},
}

// masterSheets are what tables of a kind may be called, as folded writes it.
var masterSheets = map[string]string{"customers": MasterCustomers, "kunden": MasterCustomers, "suppliers": MasterSuppliers, "vendors": MasterSuppliers, "lieferanten": MasterSuppliers, "items": MasterItems,
	"products": MasterItems, "artikel": MasterItems, "opening balances": MasterBalances, "balances": MasterBalances, "offene posten": MasterBalances}

// MasterColumn says what stands in a column.
type MasterColumn struct {
	Column  string   `json:"column"` // such as C
	Heading string   `json:"heading"`
	Field   string   `json:"field"`             // empty: it is not read
	Samples []string `json:"samples,omitempty"` // some of its cells
}

// MasterRow is one record; what is empty is not said.
type MasterRow struct {
	Row    int
	Values map[string]string // by field: numbers with a point, days as 2026-11-30
	Errors []Remark
}

// MasterTable is one table of a file.
type MasterTable struct {
	Kind    string
	Sheet   string
	Sheets  []string // of the file
	Head    int      // the row of the headings
	Columns []MasterColumn
	Rows    []MasterRow
	Missing string // what has to be said before the table can be read
}

// MasterWay says how master data are read, where the file does not tell.
type MasterWay struct {
	Kind    string            // empty: by the sheets' names, else by the headings
	Sheet   string            // the one that is of the kind
	Heading int               // the row of its headings; zero: found
	Map     map[string]string // in which column a field is, by letter or heading, and empty where it is in none; a field of one kind alone is customers.zip
}

// of are the columns that are named for a kind.
func (m *MasterWay) of(kind string) map[string]string {
	list := map[string]string{}
	for field, where := range m.Map {
		if of, name, ok := strings.Cut(field, "."); !ok {
			list[field] = where
		} else if of == kind {
			list[name] = where
		}
	}
	return list
}

// ReadMasters reads master data. A table is of the kind that is named, or that its sheet's name says, or its headings.
func ReadMasters(ctx context.Context, name string, file []byte, how MasterWay) ([]MasterTable, error) {
	if how.Kind != "" && !slices.Contains(MasterKinds, how.Kind) {
		return nil, trade.Faultf(trade.Invalid, "There is no kind %q. The kinds: %s.", how.Kind, strings.Join(MasterKinds, ", ")).In("kind")
	}
	b, err := Open(name, file)
	if err != nil {
		return nil, err
	}
	if how.Sheet != "" && !slices.Contains(b.Sheets, how.Sheet) {
		return nil, trade.Faultf(trade.Invalid, "%s has no sheet %q. It has: %s.", name, how.Sheet, strings.Join(b.Sheets, ", ")).In("sheet")
	}
	var tables []MasterTable
	for at, sheet := range b.Sheets {
		if how.Sheet != "" && sheet != how.Sheet {
			continue
		}
		of := masterSheets[folded(sheet)]
		if how.Kind != "" && (of == how.Kind || len(b.Sheets) == 1 || how.Sheet != "") {
			of = how.Kind
		} else if how.Kind != "" || of == "" && len(b.Sheets) > 1 && how.Sheet == "" {
			continue
		}
		s, err := b.Read(ctx, at, 0)
		if err != nil {
			return nil, named(name, err)
		}
		if of == "" {
			if of = kindOf(s); of == "" {
				continue
			}
		}
		t, err := readMasters(s, of, &how)
		if err != nil {
			return nil, named(name, err)
		}
		t.Sheets = b.Sheets
		tables = append(tables, *t)
	}
	if how.Kind != "" && len(tables) == 0 {
		t, err := likeliestSheet(ctx, b, &how)
		if err != nil {
			return nil, named(name, err)
		}
		if t != nil {
			tables = append(tables, *t)
		}
	}
	if len(tables) == 0 {
		return nil, trade.Faultf(trade.Invalid, "%s has no sheet called Customers, Suppliers, Items or Opening balances. Say of which kind it is, or use the template.", name).In("kind")
	}
	slices.SortStableFunc(tables, func(a, b MasterTable) int {
		return slices.Index(MasterKinds, a.Kind) - slices.Index(MasterKinds, b.Kind)
	})
	return tables, nil
}

// fieldList names fields for a sentence.
func fieldList(fields []MasterField) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return strings.Join(names, ", ")
}

// readMasters reads one table.
func readMasters(s *Sheet, kind string, how *MasterWay) (*MasterTable, error) {
	fields, byField := MasterFields[kind], how.of(kind)
	for field := range byField {
		if !slices.ContainsFunc(fields, func(f MasterField) bool { return f.Name == field }) {
			return nil, trade.Faultf(trade.Invalid, "A column cannot be %q: %s have %s.", field, kind, fieldList(fields)).In("map")
		}
	}
	t := &MasterTable{Kind: kind, Sheet: s.Name}
	head := headOfMasters(s, fields, byField, how.Heading)
	if head < 0 {
		t.Missing = fmt.Sprintf("No headings are recognised in the sheet %q. Name the columns as the template does, or say which column is what.", s.Name)
		if how.Heading > 0 {
			t.Missing = fmt.Sprintf("The sheet %q has no row %d. Say in which row the headings stand.", s.Name, how.Heading)
		}
		if head = firstRow(s); head < 0 {
			return t, nil
		}
	}
	t.Head, t.Columns = s.Rows[head].No, masterColumns(fields, s.Rows[head].Cells, byField)
	for i := range t.Columns {
		t.Columns[i].Samples = samplesOf(s.Rows[head+1:], i)
	}
	for field, where := range byField {
		if where != "" && !slices.ContainsFunc(t.Columns, func(c MasterColumn) bool { return c.Field == field }) {
			return nil, trade.Faultf(trade.Invalid, "There is no column %q, in which %s is said to be.", where, field).In("map")
		}
	}
	if t.Missing == "" {
		t.Missing = lacking(kind, t.Columns)
	}
	if t.Missing == "" {
		t.read(s.Rows[head+1:], fields)
	}
	return t, nil
}

// read reads the rows below the headings.
func (t *MasterTable) read(rows []Row, fields []MasterField) {
	readers := make([]*masterReader, len(t.Columns))
	for i, c := range t.Columns {
		if n := slices.IndexFunc(fields, func(f MasterField) bool { return f.Name == c.Field }); n >= 0 && c.Field != "" {
			readers[i] = newMasterReader(fields[n], c.Column, rows, i)
		}
	}
	for i := range rows {
		row := MasterRow{Row: rows[i].No, Values: map[string]string{}}
		for j, c := range rows[i].Cells {
			if j >= len(readers) || readers[j] == nil || strings.TrimSpace(c.Text) == "" {
				continue
			}
			value, err := readers[j].read(c)
			if err != nil {
				row.Errors = append(row.Errors, Remark{Cell: fmt.Sprintf("%s%d", t.Columns[j].Column, row.Row), Text: err.Error()})
				continue
			}
			if value != "" {
				row.Values[readers[j].Name] = value
			}
		}
		if len(row.Values)+len(row.Errors) > 0 {
			t.Rows = append(t.Rows, row)
		}
	}
}

// masterColumns says what a row of headings names; a field has one column.
func masterColumns(fields []MasterField, cells []Cell, byField map[string]string) []MasterColumn {
	list := make([]MasterColumn, len(cells))
	taken := map[string]bool{}
	for i, c := range cells {
		list[i] = MasterColumn{Column: Letter(i), Heading: strings.TrimSpace(c.Text)}
		for field, where := range byField {
			known := slices.ContainsFunc(fields, func(f MasterField) bool { return f.Name == field })
			if known && !taken[field] && (strings.EqualFold(where, list[i].Column) || list[i].Heading != "" && folded(where) == folded(list[i].Heading)) {
				list[i].Field, taken[field] = field, true
			}
		}
	}
	called := func(names func(f *MasterField) []string) {
		for i := range list {
			if list[i].Field != "" || list[i].Heading == "" {
				continue
			}
			heading := folded(list[i].Heading)
			for j := range fields {
				f := &fields[j]
				if _, set := byField[f.Name]; !set && !taken[f.Name] && slices.Contains(names(f), heading) {
					list[i].Field, taken[f.Name] = f.Name, true
					break
				}
			}
		}
	}
	called(func(f *MasterField) []string { return append(strings.Split(f.Names, "|"), folded(f.Title)) })
	called(func(f *MasterField) []string { return strings.Split(f.Else, "|") })
	if len(fields) > 0 && fields[0].Name == "sku" {
		likePrices(list, taken)
	}
	return list
}

// priceWords are what columns of price lists are for items.
var priceWords = map[string]string{FieldSKU: "sku", FieldPart: "part_no", FieldGTIN: "gtin", FieldName: "name", FieldCategory: "category", FieldUnit: "unit", FieldRetail: "price", FieldCost: "cost",
	FieldMin: "min_qty", FieldMultiple: "multiple", FieldLead: "lead_days"}

// likePrices recognises columns of items by the headings of price lists, in all their languages.
func likePrices(list []MasterColumn, taken map[string]bool) {
	for i := range list {
		if f := forWhat(list[i].Heading); list[i].Field != "" || f.pieces > 1 || f.pack { // a price for several is none of an item
			continue
		}
		top := guess{score: surely - 1}
		for _, g := range guesses(list[i].Heading) {
			if g.score > top.score {
				top = g
			}
		}
		if field := priceWords[top.field]; field != "" && !taken[field] {
			list[i].Field, taken[field] = field, true
		}
	}
}
