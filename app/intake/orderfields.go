package intake

import (
	"slices"
	"strings"
)

// The fields of a file of orders. Those of an address stand twice: bill_… and ship_….
const (
	OrderKey       = "key"    // by which the channel knows the order
	OrderNumber    = "number" // as people call it
	OrderDate      = "date"
	OrderWanted    = "wanted"
	OrderCurrency  = "currency"
	OrderCustomer  = "customer"
	OrderCompany   = "company"
	OrderEmail     = "email"
	OrderPhone     = "phone"
	OrderTaxNumber = "tax_number"
	OrderReference = "reference"
	OrderMethod    = "ship_method"
	OrderNotes     = "notes"
	OrderStatus    = "status"
	OrderPayment   = "payment_status"
	OrderFulfilled = "shipping_status"
	OrderShippedOn = "shipped_on"
	OrderCancelOn  = "cancelled_on"
	OrderRefunded  = "refunded"
	OrderSKU       = "sku"
	OrderCode      = "code"
	OrderGTIN      = "gtin"
	OrderName      = "name"
	OrderVariation = "variation"
	OrderVendor    = "vendor"
	OrderQty       = "qty"
	OrderQtyLeft   = "qty_to_ship"
	OrderUnit      = "unit"
	OrderPrice     = "price"  // of one
	OrderAmount    = "amount" // of the row
	OrderLess      = "line_discount"
	OrderTaxable   = "taxable"
	OrderDiscount  = "discount"
	OrderFreight   = "freight"
	OrderFreightLs = "freight_discount"
	OrderTax       = "tax"
	OrderMarketTax = "market_tax"
	OrderTotal     = "total"
	OrderSubtotal  = "subtotal"
	OrderFee       = "fee"
	OrderExtra     = "extra" // duties, tips, wrapping: what is charged besides
	OrderTaxName   = "tax_name"
	OrderTaxPart   = "tax_part"
	OrderItems     = "items" // all goods of the order in one cell
)

// addressFields are the parts of an address, without bill_ or ship_.
var addressFields = []string{"name", "first", "last", "company", "street", "street1", "street2", "street3", "zip", "city", "region", "region_name", "country", "phone"}

// OrderFields are all fields, in the order in which they are offered.
var OrderFields = func() []string {
	list := []string{OrderKey, OrderNumber, OrderDate, OrderWanted, OrderCustomer, OrderCompany, OrderEmail, OrderPhone, OrderTaxNumber, OrderReference, OrderSKU, OrderCode, OrderGTIN, OrderName,
		OrderVariation, OrderVendor, OrderQty, OrderQtyLeft, OrderUnit, OrderPrice, OrderAmount, OrderLess, OrderTaxable, OrderCurrency, OrderDiscount, OrderFreight, OrderFreightLs, OrderTax,
		OrderMarketTax, OrderSubtotal, OrderTotal, OrderFee, OrderExtra, OrderTaxName, OrderTaxPart, OrderItems, OrderMethod, OrderNotes, OrderStatus, OrderPayment, OrderFulfilled,
		OrderShippedOn, OrderCancelOn, OrderRefunded}
	for _, at := range []string{"ship_", "bill_"} {
		for _, f := range addressFields {
			list = append(list, at+f)
		}
	}
	return list
}()

// orderHeadings are what tables of orders call their columns, in English, German, French, Spanish, Italian and Dutch, as squashed writes them.
var orderHeadings = map[string]string{
	OrderKey:       `amazonorderid|orderid|transactionnumber|bestellid|idcommande|idpedido|idordine`,
	OrderNumber:    `order|orderno|ordernumber|ordernr|orderref|salesorder|salesorderno|purchaseorder|purchaseordernumber|purchaseorderno|po|pono|ponumber|salesrecordnumber|bestellung|bestellnummer|bestellnr|auftrag|auftragsnummer|auftragsnr|commande|numerodecommande|numerocommande|nocommande|ncommande|pedido|numerodepedido|numeropedido|npedido|ordine|numeroordine|nordine|bestelling|ordernummer|bestelnummer`,
	OrderDate:      `date|orderdate|createdat|saledate|purchasedate|datecreated|placedat|orderedat|ordered|orderplaced|completeddate|datum|bestelldatum|auftragsdatum|datedecommande|datecommande|fecha|fechapedido|fechadepedido|data|dataordine|orderdatum|besteldatum`,
	OrderWanted:    `wanted|wantedby|wantedon|requireddate|requiredby|needby|duedate|deliverydate|deliverby|requesteddate|requesteddeliverydate|shipby|shipbydate|shipdate|promisedate|dispatchby|latestshipdate|lieferdatum|liefertermin|wunschtermin|wunschlieferdatum|datedelivraison|livraisonsouhaitee|fechadeentrega|fechaentrega|dataconsegna|datadiconsegna|leverdatum|gewenstedatum`,
	OrderCurrency:  `currency|currencycode|ordercurrency|wahrung|devise|moneda|divisa|valuta|munt`,
	OrderCustomer:  `customer|customername|buyer|buyername|client|retailer|retailername|storename|soldto|kunde|kundenname|kaufer|besteller|nomduclient|acheteur|cliente|nombredelcliente|nombrecliente|comprador|nomecliente|acquirente|klant|klantnaam|koper|buyerusername`,
	OrderCompany:   `company|companyname|firma|firmenname|societe|empresa|azienda|ditta|bedrijf|bedrijfsnaam`,
	OrderEmail:     `email|emailaddress|customeremail|buyeremail|contactemail|emailbilling|billingemail|orderemail|mail|emailadresse|courriel|adresseemail|correo|correoelectronico|emailcliente|emailadres`,
	OrderPhone:     `phone|phonenumber|telephone|tel|buyerphonenumber|buyerphone|customerphone|telefon|telefonnummer|telefono|telefoon`,
	OrderTaxNumber: `taxid|taxnumber|vatid|vatnumber|vatno|ustid|ustidnr|umsatzsteuerid|numerotva|nif|cif|partitaiva|piva|btwnummer|abn|ein`,
	OrderReference: `reference|yourreference|customerreference|customerref|customerpo|customerponumber|buyerreference|ihrereferenz|referenz|kundenreferenz|ihrzeichen|votrereference|surreferencia|vostroriferimento|uwreferentie|referentie`,
	OrderMethod:    `shippingmethod|shipmethod|shippingmethodtitle|shippingservice|deliverymethod|deliveryservice|postageservice|shipservicelevel|carrier|shipvia|versandart|lieferart|modedelivraison|metododeenvio|metodospedizione|metododispedizione|verzendmethode`,
	OrderNotes:     `notes|note|ordernote|ordernotes|customernote|customernotes|customermessage|buyernote|buyernotes|comments|comment|remarks|deliveryinstructions|instructions|memo|bemerkung|bemerkungen|anmerkung|anmerkungen|hinweis|kommentar|remarque|remarques|commentaire|notas|observaciones|osservazioni|opmerking|opmerkingen`,
	OrderStatus:    `status|orderstatus|orderstate|state|bestellstatus|auftragsstatus|statut|estado|stato`,
	OrderPayment:   `financialstatus|paymentstatus|zahlungsstatus|statutdepaiement|estadodepago|statopagamento|betaalstatus`,
	OrderFulfilled: `fulfillmentstatus|fulfilmentstatus|shippingstatus|shipmentstatus|deliverystatus|versandstatus`,
	OrderShippedOn: `dateshipped|shippedat|shippedon|shippedondate|fulfilledat|versandtam|datedispatched`,
	OrderCancelOn:  `cancelledat|canceledat|cancelledon|canceledon|datecancelled|storniertam`,
	OrderRefunded:  `refundedamount|amountrefunded|refund|refundtotal|orderrefundtotal|erstattet`,
	OrderSKU:       `sku|skucode|lineitemsku|itemsku|productsku|customlabel|customlabelsku|sellersku|variantsku|itemno|itemnumber|itemcode|articleno|articlenumber|article|partno|partnumber|part|productcode|stockcode|code|itemid|ourcode|yoursku|yourcode|yourpartno|youritemnumber|artikelnummer|artikelnr|artnr|artikel|bestellnrartikel|artikelcode|referencearticle|referenceproduit|codearticle|refarticle|codigo|codigoarticulo|codigodearticulo|referenciaarticulo|articulo|codice|codicearticolo|articolo|artikelnummerleverancier`,
	OrderCode:      `productid|itemproductid|variationid|variantid|listingid|asin|productoptionid`,
	OrderGTIN:      `gtin|ean|ean13|upc|barcode|isbn|eancode|codigodebarras|codiceabarre|streepjescode`,
	OrderName:      `lineitemname|itemname|itemtitle|productname|producttitle|product|title|description|itemdescription|productdescription|bezeichnung|artikelbezeichnung|produkt|produktname|artikelname|beschreibung|designation|libelle|produit|nomduproduit|descripcion|producto|nombredelproducto|descrizione|prodotto|nomeprodotto|omschrijving|product naam|productnaam`,
	OrderVariation: `variation|variations|variationdetails|variant|varianttitle|option|optionname|options|variante`,
	OrderVendor:    `vendor|lineitemvendor|supplier|lieferant|fournisseur|proveedor|fornitore|leverancier`,
	OrderQty:       `quantity|qty|lineitemquantity|itemquantity|quantitypurchased|quantityordered|qtyordered|orderqty|orderedquantity|units|pieces|pcs|menge|anzahl|stuck|stuckzahl|bestellmenge|quantite|qte|nombre|cantidad|unidades|cant|quantita|qta|pezzi|aantal|stuks|hoeveelheid`,
	OrderQtyLeft:   `quantitytoship|qtytoship`,
	OrderUnit:      `unit|uom|unitofmeasure|einheit|unite|unidad|unita|eenheid`,
	OrderPrice:     `price|unitprice|priceeach|itemprice|lineitemprice|productprice|wholesaleprice|itemcost|rate|preis|einzelpreis|stuckpreis|nettopreis|prix|prixunitaire|pu|precio|preciounitario|prezzo|prezzounitario|prijs|stukprijs|eenheidsprijs|soldfor`,
	OrderAmount:    `amount|linetotal|itemtotal|lineamount|netamount|extendedprice|betrag|gesamtpreis|positionssumme|zeilensumme|montant|montantht|importe|importo|bedrag|regeltotaal|totalligne`,
	OrderLess:      `lineitemdiscount|linediscount|itemdiscount|itempromotiondiscount|rabattposition`,
	OrderTaxable:   `lineitemtaxable|taxable`,
	OrderDiscount:  `discount|discountamount|orderdiscount|cartdiscount|cartdiscountamount|discounttotal|discounts|rabatt|remise|descuento|sconto|korting`,
	OrderFreight:   `shipping|shippingcost|shippingcosts|shippingprice|shippingtotal|shippingamount|ordershipping|ordershippingamount|shippingandhandling|postageandpackaging|postageandpackingcost|freight|postage|delivery|deliverycost|versand|versandkosten|fracht|frachtkosten|fraisdeport|port|fraisdelivraison|envio|gastosdeenvio|portes|spedizione|speseddispedizione|spesedispedizione|verzendkosten|vracht`,
	OrderFreightLs: `shippingdiscount|shippromotiondiscount`,
	OrderTax:       `tax|taxes|taxamount|taxtotal|totaltax|ordertax|ordertotaltaxamount|ordertotaltax|ordersalestax|salestax|vat|vatamount|itemtax|shippingtax|sellercollectedtax|gst|mwst|mehrwertsteuer|umsatzsteuer|steuer|ust|tva|montanttva|iva|btw`,
	OrderMarketTax: `ebaycollectedtax|marketplacetax|marketplacecollectedtax|marketplacefacilitatortax|vatpaidbybuyer`,
	OrderTotal:     `total|ordertotal|ordertotalamount|totalprice|grandtotal|ordervalue|totalamount|gesamt|gesamtbetrag|gesamtsumme|summe|bestellsumme|totalttc|totaldelacommande|totalpedido|totale|totaleordine|totaal|totaalbedrag`,
	OrderSubtotal:  `subtotal|ordersubtotal|ordersubtotalamount|zwischensumme|soustotal|subtotale|subtotaal`,
	OrderFee:       `fee|fees|commission|marketplacefee|marketplacefees|sellingfees|finalvaluefee|transactionfee|processingfee|paymentfee|gebuhr|gebuhren|provision|commissioni|comision|commissie`,
	OrderExtra:     `duties|tip|tips|giftwrap|giftwrapprice|orderfee|feeamount|feetotal`,
	OrderTaxName:   `tax1name|tax2name|tax3name|tax4name|tax5name`,
	OrderTaxPart:   `tax1value|tax2value|tax3value|tax4value|tax5value`,
	OrderItems:     `lineitems|items|orderitems|products|lineitemslist`,
}

// addressHeadings are the parts of an address, without what says whose it is.
var addressHeadings = map[string]string{
	"name":        `name|fullname|recipient|recipientname|contact|contactname|attention|attn|empfanger|ansprechpartner|destinataire|nom|nombre|destinatario|nome|ontvanger|naam|toname|nachnamevorname`,
	"first":       `firstname|vorname|prenom|nombredepila|voornaam`,
	"last":        `lastname|surname|nachname|nomdefamille|apellido|apellidos|cognome|achternaam`,
	"company":     `company|companyname|firma|societe|empresa|azienda|ditta|bedrijf`,
	"street":      `street|address|addressline|streetaddress|fulladdress|strasse|anschrift|adresse|rue|direccion|calle|indirizzo|via|adres|straat`,
	"street1":     `address1|addressline1|street1|adresse1|direccion1|indirizzo1`,
	"street2":     `address2|addressline2|street2|adresszusatz|adresse2|complement|direccion2|indirizzo2`,
	"street3":     `address3|addressline3|street3|adresse3`,
	"zip":         `zip|zipcode|postcode|postalcode|plz|postleitzahl|codepostal|cp|codigopostal|cap|postcodeplaats`,
	"city":        `city|town|suburb|ort|stadt|ville|ciudad|poblacion|citta|localita|plaats|stad`,
	"region":      `state|province|county|region|stateprovince|statecode|provincecode|bundesland|departement|provincia|provincie|stateregion`,
	"region_name": `provincename|statename`,
	"country":     `country|countrycode|land|pays|pais|paese|nazione|countryname`,
	"phone":       `phone|phonenumber|telephone|tel|telefon|telefono|telefoon|tophone`,
}

// sides are what stands before or behind the part of an address.
var sides = map[string]string{
	"ship_": `ship|shipto|shipping|delivery|deliver|deliverto|postto|recipient|lieferung|liefer|lieferanschrift|lieferadresse|versand|livraison|envio|entrega|spedizione|consegna|levering|lever|verzend|post|dispatch`,
	"bill_": `bill|billto|billing|invoice|invoiceto|buyer|soldto|rechnung|rechnungs|facturation|facture|facturacion|factura|fatturazione|fattura|factuur|customer`,
}

// squashed is a heading as folded writes it, without spaces.
func squashed(s string) string { return strings.ReplaceAll(folded(s), " ", "") }

// orderNames says which fields a heading may stand for.
var orderNames = func() map[string]string {
	m := map[string]string{}
	add := func(name, field string) {
		if _, there := m[name]; !there && name != "" {
			m[name] = field
		}
	}
	for _, field := range OrderFields {
		for _, name := range strings.Split(orderHeadings[field], "|") {
			add(name, field)
		}
	}
	for _, side := range []string{"ship_", "bill_"} {
		for _, part := range addressFields {
			for _, name := range strings.Split(addressHeadings[part], "|") {
				for _, of := range strings.Split(sides[side], "|") {
					add(of+name, side+part)
					add(name+of, side+part)
				}
			}
		}
	}
	for _, part := range addressFields { // an address of which nobody says whose it is, is where the goods go
		for _, name := range strings.Split(addressHeadings[part], "|") {
			add(name, "ship_"+part)
		}
	}
	for name, field := range map[string]string{"shipto": "ship_name", "shiptoaddress": "ship_street", "deliveryaddress": "ship_street", "lieferadresse": "ship_street", "lieferanschrift": "ship_street",
		"shippingaddress": "ship_street", "billingaddress": "bill_street", "rechnungsadresse": "bill_street", "posttoname": "ship_name"} {
		m[name] = field
	}
	return m
}()

// source is a shop or marketplace whose files are known by their headings.
type source struct {
	name   string
	needs  []string          // headings, squashed; one of those with a | between
	other  map[string]string // what headings mean otherwise here; empty: they are not read
	group  []string          // the fields by which rows belong together
	rowed  bool              // each row has its own share of freight, tax and discount
	inside string            // of prices that contain their tax where the currency is none of these
	month  bool              // days such as 03/04/2026 have the month first
	point  bool              // numbers have a decimal point
}

var sources = []source{
	{name: Shopify, needs: []string{"name", "lineitemquantity", "lineitemname", "lineitemprice"}, group: []string{OrderNumber}, point: true,
		other: map[string]string{"name": OrderNumber, "id": OrderKey, "createdat": OrderDate, "phone": OrderPhone, "paidat": "", "source": "", "tags": "", "company": ""}},
	{name: Amazon, needs: []string{"orderid", "orderitemid", "sku", "quantitypurchased"}, group: []string{OrderKey}, rowed: true, inside: "USD CAD MXN BRL",
		other: map[string]string{"orderid": OrderKey, "itemprice": OrderAmount, "shippingprice": OrderFreight, "purchaseordernumber": OrderReference, "productname": OrderName, "orderitemid": "",
			"buyername": OrderCustomer, "itempromotiondiscount": OrderLess, "reportingdate": "", "paymentsdate": "", "deliverystartdate": "", "deliveryenddate": "", "asin": OrderCode,
			"buyeremail": OrderEmail, "buyerphonenumber": OrderPhone, "shipservicelevel": OrderMethod, "currency": OrderCurrency}},
	{name: EBay, needs: []string{"ordernumber|salesrecordnumber", "buyerusername"}, group: []string{OrderKey, OrderNumber},
		other: map[string]string{"ordernumber": OrderKey, "salesrecordnumber": OrderNumber, "itemnumber": OrderCode, "buyername": OrderCustomer, "buyerusername": "", "soldfor": OrderPrice,
			"paidondate": "", "transactionid": "", "totalprice": OrderTotal, "buyeremail": OrderEmail, "ebaycollectedtaxincludedintotal": "", "shipdate": ""}},
	{name: Etsy, needs: []string{"saledate", "itemname", "quantity", "price", "orderid"}, group: []string{OrderKey}, month: true, point: true,
		other: map[string]string{"listingid": OrderCode, "buyer": OrderCustomer, "salestax": OrderMarketTax, "ordersalestax": OrderMarketTax, "vatpaidbybuyer": OrderMarketTax, "datepaid": "", "transactionid": "",
			"ordertype": "", "paymenttype": "", "itemtotal": OrderAmount, "discountamount": OrderDiscount}},
	{name: Faire, needs: []string{"ordernumber", "retailername", "wholesaleprice|wholesalepriceusd"}, group: []string{OrderNumber}, point: true,
		other: map[string]string{"wholesaleprice": OrderPrice, "retailprice": "", "name": "ship_name", "shipdate": OrderWanted}},
	{name: WooCommerce, needs: []string{"orderid|ordernumber", "orderstatus|status|orderdate", "billingfirstname|firstnamebilling|billingemail|emailbilling|billinglastname|lastnamebilling"}, group: []string{OrderKey, OrderNumber},
		other: map[string]string{"ordernumber": OrderNumber, "orderid": OrderKey, "itemtotal": OrderAmount, "itemid": "", "itemcost": OrderPrice, "itemtax": "", "customerid": "", "transactionid": "", "ordersubtotal": OrderSubtotal,
			"paymentmethod": "", "shippingtax": "", "carttax": "", "itemsubtotal": "", "lineitemid": "", "orderkey": ""}},
}

// sourceOf is the source that a row of headings belongs to; nil where none is known.
func sourceOf(names []string) *source {
	has := map[string]bool{}
	for _, n := range names {
		has[squashed(n)] = true
	}
	for i := range sources {
		if !slices.ContainsFunc(sources[i].needs, func(need string) bool {
			return !slices.ContainsFunc(strings.Split(need, "|"), func(n string) bool { return has[n] })
		}) {
			return &sources[i]
		}
	}
	return nil
}

// sourceNamed is the source with a name; nil where it is any other table.
func sourceNamed(name string) *source {
	for i := range sources {
		if sources[i].name == name {
			return &sources[i]
		}
	}
	return nil
}

// fieldOf is what a heading stands for in the files of a source.
func (s *source) fieldOf(heading string) string {
	name := squashed(heading)
	if s != nil {
		if field, told := s.other[name]; told {
			return field
		}
	}
	if field, ok := orderNames[name]; ok {
		return field
	}
	if before, _, ok := strings.Cut(heading, "("); ok { // Amount (EUR), First Name (Billing)
		if field, ok := orderNames[squashed(before)]; ok {
			return field
		}
	}
	return ""
}

// months are the first letters of their names in the languages of files.
var months = func() map[string]string {
	m := map[string]string{}
	for i, names := range []string{"jan ene gen", "feb fev fév", "mar mär mrz maa mrt", "apr avr abr", "may mai mei mag", "jun giu jui", "jul lug", "aug ago aoû aou", "sep set", "oct okt ott", "nov", "dec dez dic déc"} {
		for _, n := range strings.Fields(names) {
			m[n] = string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10))
		}
	}
	return m
}()

// buyerFields tell orders apart that have no number.
var buyerFields = []string{OrderEmail, OrderCustomer, "ship_name", "ship_street", "ship_street1", "ship_zip", OrderDate, OrderReference}
