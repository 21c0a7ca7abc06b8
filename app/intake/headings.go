package intake

import (
	"slices"
	"strings"
)

// The fields of a price list.
const (
	FieldPart        = "part" // the supplier's number
	FieldSKU         = "sku"  // ours
	FieldGTIN        = "gtin"
	FieldMaker       = "maker_part"
	FieldName        = "name"
	FieldBrand       = "brand"
	FieldCategory    = "category"
	FieldUnit        = "unit"
	FieldPack        = "pack"
	FieldMin         = "min"
	FieldMultiple    = "multiple"
	FieldCost        = "cost"
	FieldSize        = "cost_of_size" // of the size that the heading names: each is an item
	FieldList        = "list"
	FieldDiscount    = "discount"
	FieldRetail      = "retail"
	FieldCurrency    = "currency"
	FieldFrom        = "from"
	FieldPer         = "per" // how many pieces the price is for
	FieldValid       = "valid_until"
	FieldLead        = "lead"
	FieldStock       = "stock"
	FieldEnded       = "ended"
	FieldReplacement = "replacement"
	FieldWeight      = "weight"
)

// Fields are all of them, in the order in which they are offered.
var Fields = []string{FieldPart, FieldSKU, FieldGTIN, FieldMaker, FieldName, FieldBrand, FieldCategory, FieldUnit, FieldPack, FieldMin, FieldMultiple, FieldCost, FieldSize, FieldList, FieldDiscount,
	FieldRetail, FieldCurrency, FieldFrom, FieldPer, FieldValid, FieldLead, FieldStock, FieldEnded, FieldReplacement, FieldWeight}

// multipliers are headings of what is left of a list price, which stands in the place of a discount: 0.45 where we pay 45 of 100.
const multipliers = `multiplier|price multiplier|net multiplier|dealer multiplier|your multiplier|cost multiplier|discount multiplier|discount factor|price factor|net factor|multiplikator|preisfaktor|rabattfaktor|nettofaktor|` +
	`coefficient de prix|coefficient net|coefficient de remise|coeficiente|factor neto|factor de descuento|moltiplicatore|coefficiente|fattore di sconto|vermenigvuldiger|nettofactor|kortingsfactor`

var isMultiplier = words(multipliers)

// headings are what lists call their columns, in English, German, French, Spanish, Italian and Dutch, as folded writes them.
// The nearer a name says what is meant, the earlier its group stands: groups are separated by semicolons.
var headings = map[string]string{
	FieldPart: `supplier sku|supplier part|supplier part no|supplier part number|supplier item|supplier code|vendor sku|vendor part|vendor part no|part no|part number|part|item no|item number|item code|item id|article no|article number|article code|art no|art nr|artno|product code|product no|product number|product id|stock code|stockcode|catalogue no|catalogue number|catalog no|catalog number|cat no|order code|order no|order number|sku|sku code|model no|model number|style no|
		artikelnummer|artikelnr|artikel nr|artikel nummer|art nr|artnr|bestellnummer|bestellnr|bestell nr|best nr|lieferantenartikelnummer|lieferanten artikelnummer|lieferantenartikelnr|lieferanten art nr|produktnummer|produktcode|produkt nr|materialnummer|material nr|sachnummer|teilenummer|teile nr|artikelcode|
		reference|reference article|reference fournisseur|reference produit|ref|ref article|ref fournisseur|ref produit|code article|code produit|n article|no article|numero article|numero d article|code art|
		referencia|referencia proveedor|codigo|codigo articulo|codigo de articulo|codigo producto|cod articulo|cod art|codigo proveedor|numero de articulo|n articulo|
		codice|codice articolo|codice prodotto|codice fornitore|riferimento|rif|numero articolo|
		artikelcode|bestelnummer|bestelnr|bestelcode|productcode|productnummer|referentie|leveranciersartikelnummer|artikel code;
		code|part|article|item|no|nr|nummer|number|id|model|style|cod|articulo|articolo|artikel|produkt|style code|kode`,
	FieldSKU:   `our sku|our item|our item no|our code|our part no|our reference|your sku|your item no|your item number|your code|your part no|your reference|customer sku|customer part no|customer part number|customer item no|buyer sku|buyer part no|ihre artikelnummer|ihre artikelnr|ihre art nr|kundenartikelnummer|kunden artikelnummer|kundenartikelnr|unsere artikelnummer|votre reference|votre code|code client|reference client|su referencia|su codigo|referencia cliente|vostro codice|codice cliente|uw artikelnummer|uw referentie|klantartikelnummer`,
	FieldGTIN:  `gtin|gtin 13|gtin13|gtin 14|ean|ean13|ean 13|ean code|ean nummer|ean nr|ean upc|upc|upc code|upc a|upc ean|barcode|bar code|barcode ean|barcode number|gencod|code barres|code barre|code ean|code a barres|codigo de barras|codigo barras|cod barras|codigo ean|codice a barre|codice ean|barcode ean|streepjescode|eancode|ean code|strichcode|isbn|jan code`,
	FieldMaker: `mpn|manufacturer part no|manufacturer part number|mfr part no|mfr no|mfg part no|manufacturer no|oem no|oem number|herstellernummer|hersteller nr|herstellernr|hersteller artikelnummer|hersteller art nr|reference fabricant|ref fabricant|referencia fabricante|codice produttore|fabrikantnummer|fabrikant artikelnummer`,
	FieldName: `product name|item name|article name|item description|product description|article description|product title|description|name|title|designation|libelle|libelle article|designation article|bezeichnung|artikelbezeichnung|produktbezeichnung|produktname|artikelname|artikelbeschreibung|beschreibung|kurztext|kurzbezeichnung|benennung|description en|bezeichnung de|
		nombre|nombre del producto|descripcion|descripcion articulo|descripcion del producto|denominacion|descrizione|descrizione articolo|descrizione prodotto|nome|nome prodotto|denominazione|omschrijving|artikelomschrijving|productomschrijving|naam|productnaam|artikelnaam|nom|nom du produit|intitule|description article|description produit;
		desc|product|produit|producto|prodotto|produkt|text|details|concepto|item|article|artikel|articulo|articolo|bezeichnung 1|name 1|designation 1`,
	FieldBrand:    `brand|manufacturer|make|marke|hersteller|marque|fabricant|marca|fabricante|produttore|merk|fabrikant|brand name|label`,
	FieldCategory: `category|product group|product category|item group|group|department|range|collection|family|kategorie|warengruppe|produktgruppe|artikelgruppe|gruppe|sortiment|categorie|famille|gamme|rubrique|categoria|familia|grupo|gruppo|famiglia|reparto|productgroep|artikelgroep|groep|type`,
	FieldUnit:     `unit|uom|u m|unit of measure|units|sales unit|einheit|me|mengeneinheit|verkaufseinheit|unite|unite de vente|unidad|unidad de medida|unita|unita di misura|um|eenheid|verkoopeenheid`,
	FieldPack:     `pack size|packsize|pack qty|pack quantity|pack|packing|package size|package quantity|case size|case qty|case pack|case quantity|case|units per pack|units per case|units per carton|pcs per pack|pcs per carton|pcs per case|pieces per pack|pieces per carton|pcs ctn|pcs carton|qty per pack|qty per carton|qty per case|qty carton|carton qty|carton quantity|carton size|outer|inner|inner pack|master carton|box qty|box quantity|ve|vpe|ve menge|vpe menge|ve stuck|stuck ve|stuck vpe|verpackungseinheit|verpackungsinhalt|packungsinhalt|packungsgrosse|inhalt|gebinde|gebindegrosse|stuck pro karton|stuck karton|stuck pro packung|karton|colisage|conditionnement|quantite par colis|par colis|pcb|uvc|spcb|unites par carton|unites par colis|unidades por caja|uds caja|unid caja|unidades caja|unidades envase|envase|embalaje|caja|confezione|conf|pezzi per confezione|pz conf|pz per conf|pezzi per cartone|imballo|pezzi cartone|verpakking|verpakkingseenheid|verpakkingsinhoud|aantal per doos|aantal per verpakking|stuks per doos|per doos|doosinhoud|inhoud`,
	FieldMin:      `moq|minimum order quantity|minimum order qty|minimum order|minimum quantity|minimum qty|min order qty|min order quantity|min order|min qty|min quantity|minimum|min|mindestmenge|mindestbestellmenge|mindestabnahme|min menge|min bestellmenge|minimum de commande|quantite minimum|quantite minimale|quantite mini|qte mini|qte min|minimum commande|cantidad minima|pedido minimo|minimo|quantita minima|ordine minimo|qta minima|minimale afname|minimumafname|minimum afname|minimale bestelhoeveelheid|min afname`,
	FieldMultiple: `order multiple|order multiples|multiple|multiples|multiples of|order in multiples of|vielfaches|bestellvielfaches|abnahmeeinheit|bestelleinheit|multiple de commande|multiplo|multiplo de compra|multiplo ordine|veelvoud|bestelveelvoud|besteleenheid`,
	FieldCost: `your price|your cost|your net price|net price|net cost|net unit price|nett price|net|cost price|cost|unit cost|buying price|purchase price|dealer price|dealer cost|dealer net|dealer|trade price|trade|wholesale price|wholesale|wholesale cost|reseller price|drop ship price|dropship price|dropship cost|special price|contract price|new cost|cost each|ek|ek preis|ekpreis|ek netto|netto ek|ek neu|einkaufspreis|nettoeinkaufspreis|einkaufspreis netto|nettopreis|netto preis|netto|preis netto|ihr preis|ihr nettopreis|handlerpreis|handler ek|hek|wiederverkaufspreis|sonderpreis|prix net|prix net unitaire|prix achat|prix d achat|prix achat ht|prix d achat ht|pa ht|pa net|pa|prix revendeur|prix de gros|votre prix|tarif net|tarif revendeur|net ht|prix net ht|precio neto|precio coste|precio de coste|precio costo|coste|costo|precio de compra|precio compra|precio mayorista|pvd|neto|su precio|prezzo netto|prezzo di acquisto|prezzo acquisto|costo unitario|prezzo rivenditore|vostro prezzo|costo netto|prezzo d acquisto|inkoopprijs|nettoprijs|netto prijs|inkoop|inkoopprijs netto|uw prijs|netto inkoop|dealerprijs|kostprijs;
		price brk|brk price|unit price|price each|price per unit|price per piece|each|piece price|new price|current price|price net|preis|stuckpreis|einzelpreis|preis pro stuck|preis je stuck|preis stuck|preis neu|neuer preis|e preis|ep|prix|prix unitaire|prix unitaire ht|pu ht|pu|prix ht|tarif ht|prix de vente ht|precio unitario|precio|tarifa|precio ud|precio unidad|precio nuevo|prezzo|prezzo unitario|prezzo nuovo|prezzo cad|prijs|stukprijs|prijs per stuk|eenheidsprijs|nieuwe prijs|price|price ea|tarif|amount|pack price|price per pack|case price|price per case|carton price|price per carton|price case|ve preis|vpe preis|preis pro ve|preis je ve|preis pro vpe|preis pro karton|kartonpreis|prix du colis|prix colis|prix par colis|prix carton|precio caja|precio por caja|prezzo confezione|prezzo per confezione|prezzo cartone|prijs per doos|prijs per verpakking`,
	FieldList:     `list price|list|gross price|catalogue price|catalog price|base price|standard price|price list|listenpreis|listen preis|bruttopreis|brutto|brutto preis|katalogpreis|grundpreis|prix catalogue|prix tarif|prix brut|prix de base|tarif public|prix liste|precio tarifa|precio de lista|precio lista|precio catalogo|precio bruto|pvr tarifa|prezzo di listino|prezzo listino|listino|prezzo lordo|catalogusprijs|brutoprijs|bruto prijs|lijstprijs`,
	FieldDiscount: multipliers + `|discount|disc|your discount|discount percent|discount 1|discount 2|discount 3|disc 1|disc 2|rebate|trade discount|rabatt|rabatt 1|rabatt 2|nachlass|ihr rabatt|rabattsatz|remise|remise 1|remise 2|votre remise|taux de remise|descuento|descuento 1|descuento 2|dto|dto 1|dto 2|sconto|sconto 1|sconto 2|sc|sc 1|sc 2|sc1|sc2|rab|rem|rem 1|rem 2|korting|korting 1|korting 2|uw korting|kortingspercentage`,
	FieldRetail:   `rrp|srp|msrp|retail price|retail|recommended retail price|recommended retail|suggested retail price|suggested retail|map|map price|minimum advertised price|consumer price|end user price|uvp|uvp brutto|uvp netto|unverbindliche preisempfehlung|vk|vk preis|verkaufspreis|ladenpreis|endkundenpreis|empf vk|empfohlener verkaufspreis|evp|pvp|pvpr|pvc|pvc ttc|prix public|prix public conseille|prix de vente|prix de vente conseille|ppc|ppi|prix conseille|precio de venta|precio venta publico|precio de venta al publico|pvp recomendado|prezzo al pubblico|prezzo pubblico|prezzo di vendita|prezzo consigliato|pvr|adviesprijs|consumentenprijs|verkoopprijs|consumentenadviesprijs`,
	FieldCurrency: `currency|currency code|curr|cur|ccy|wahrung|wahrungscode|whg|devise|monnaie|moneda|divisa|valuta|muntsoort|munt`,
	FieldFrom:     `qty brk|quantity brk|brk qty|from qty|qty from|from quantity|quantity from|break qty|break quantity|quantity break|qty break|price break|price break qty|scale qty|scale quantity|min break|tier qty|ab menge|ab stuck|menge ab|staffelmenge|staffel|staffel ab|mengenstaffel|ab|a partir de|quantite a partir de|a partir de qte|palier|palier quantite|desde cantidad|cantidad desde|desde|a partir de cantidad|da quantita|quantita da|da|scaglione|vanaf aantal|vanaf|staffelaantal|aantal vanaf|from`,
	FieldPer:      `price unit|price per qty|price basis|price quantity|per qty|priced per|price for|preiseinheit|pe|preis pro menge|preisbasis|preis fur|preismenge|unite de prix|prix pour|base de prix|unidad de precio|precio por cantidad|unita di prezzo|prijseenheid|prijs per aantal|prijsbasis|per`,
	FieldValid:    `valid until|valid to|valid till|price valid until|price valid to|validity|expires|expiry date|end date|gultig bis|preis gultig bis|gultigkeit|valable jusqu au|valide jusqu au|validite|valido hasta|validez|valido fino al|validita|geldig tot|geldig t m`,
	FieldLead:     `lead time|leadtime|lead time days|lead days|lead|delivery time|delivery days|delivery|dispatch time|lieferzeit|lieferzeit tage|lieferzeit in tagen|lieferfrist|delai|delai de livraison|delai jours|delai livraison|plazo|plazo de entrega|plazo entrega|tempi di consegna|tempo di consegna|giorni di consegna|consegna|levertijd|levertijd dagen`,
	FieldStock: `stock|in stock|stock qty|stock quantity|stock level|stock on hand|on hand|qty on hand|quantity on hand|free stock|available stock|available qty|available quantity|qty available|quantity available|available|availability|dispo|disp|stock status|stock availability|inventory|inventory qty|soh|atp|bestand|lagerbestand|lagermenge|lager|auf lager|verfugbar|verfugbarkeit|verfugbare menge|verfugbarer bestand|freier bestand|lieferbar|stock disponible|disponible|disponibilite|en stock|quantite disponible|quantite en stock|qte disponible|qte en stock|existencias|stock actual|disponibilidad|cantidad disponible|giacenza|giacenze|disponibilita|disponibile|quantita disponibile|magazzino|voorraad|voorraadstatus|beschikbaar|beschikbaarheid|op voorraad|voorraad aantal|beschikbare voorraad;
		qty|quantity|menge|stuckzahl|quantite|qte|cantidad|quantita|qta|aantal`,
	FieldEnded:       `discontinued|end of life|eol|obsolete|phase out|phased out|status|item status|article status|product status|lifecycle|life cycle|auslauf|auslaufartikel|auslaufmodell|ausgelaufen|artikelstatus|produktstatus|arrete|article arrete|supprime|fin de serie|fin de vie|statut|statut article|descatalogado|baja|estado|obsoleto|fuori produzione|fuori catalogo|eliminato|stato|stato articolo|esaurimento|uitlopend|vervallen|uit assortiment|artikelstatus|einde assortiment`,
	FieldReplacement: `replacement|replacement sku|replacement part|replacement item|replaced by|replacement no|successor|superseded by|substitute|alternative|ersatz|ersatzartikel|ersatzartikelnummer|ersatz artikelnummer|nachfolger|nachfolgeartikel|ersetzt durch|nachfolgeartikelnummer|remplacement|remplace par|article de remplacement|reference de remplacement|sustituto|reemplazo|sustituido por|articulo sustituto|sostituto|sostituito da|articolo sostitutivo|vervanger|vervangen door|vervangend artikel|vervangende artikelnummer`,
	FieldWeight:      `weight|weight kg|weight g|weight lb|weight lbs|gross weight|net weight|unit weight|gewicht|gewicht kg|gewicht g|bruttogewicht|nettogewicht|poids|poids kg|poids g|poids brut|poids net|peso|peso kg|peso g|peso bruto|peso neto|peso lordo|peso netto|gewicht in kg|gewicht in g`,
	"":               `picture|image|image url|photo|url|link|website|hs code|hs|commodity code|tariff|tariff code|tariff number|customs tariff number|zolltarifnummer|zolltarif|warennummer|country of origin|origin|coo|ursprungsland|ursprung|pays d origine|pais de origen|paese di origine|land van herkomst|length|width|height|depth|volume|dimensions|size|colour|color|lange|breite|hohe|tiefe|abmessungen|masse|farbe|grosse|longueur|largeur|hauteur|couleur|taille|ancho|alto|largo|lunghezza|larghezza|altezza|kleur|maat|vat|vat rate|vat code|tax|tax rate|tax class|mwst|mwst satz|steuersatz|ust|tva|taux tva|iva|aliquota iva|btw|btw tarief|comment|comments|remarks|remark|note|notes|bemerkung|bemerkungen|hinweis|remarque|observaciones|opmerking|order|order qty|your order|order quantity|bestellmenge|ihre bestellung|quantite commandee|commande|pedido|ordine|bestelling|bestelaantal|total|line total|sum|summe|gesamt|gesamtpreis|montant|totale|importe|totaal|old price|alter preis|preis alt|previous price|ancien prix|precio anterior|vecchio prezzo|oude prijs|old cost|margin|margin percent|markup|marge|spanne|page|seite|pos|position|row|line|line no|zeile|eta|next delivery|valid from|gultig ab|margen|margine`,
}

// heading is a name that a column may have.
type heading struct {
	field string
	rank  int // of its group; 0 is the nearest
	words int
}

var known = func() map[string][]heading {
	m := map[string][]heading{}
	for field, groups := range headings {
		for rank, group := range strings.Split(groups, ";") {
			for name := range words(group) {
				m[name] = append(m[name], heading{field, rank, strings.Count(name, " ") + 1})
			}
		}
	}
	return m
}()

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Split(list, "|") {
		if w = strings.TrimSpace(w); w != "" {
			m[w] = true
		}
	}
	return m
}

var folding = strings.NewReplacer("ä", "a", "à", "a", "á", "a", "â", "a", "ã", "a", "å", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "ì", "i", "î", "i", "ï", "i",
	"ñ", "n", "ó", "o", "ò", "o", "ô", "o", "ö", "o", "õ", "o", "ú", "u", "ù", "u", "û", "u", "ü", "u", "ß", "ss", "œ", "oe", "æ", "ae", "ø", "o", "ý", "y", "º", "", "ª", "", "°", "")

// folded writes a text in small letters without accents, with one space for all that is neither letter nor digit.
func folded(s string) string {
	s = folding.Replace(strings.ToLower(s))
	var out strings.Builder
	space := false
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x80 && r != 0xa0 && !strings.ContainsRune("€£–—’“”„…•·²³¹⁄", r):
			if space && out.Len() > 0 {
				out.WriteByte(' ')
			}
			space = false
			out.WriteRune(r)
		default:
			space = true
		}
	}
	return out.String()
}

// idle are words in headings that tell nothing of what a column holds.
var idle = words(`eur|euro|euros|usd|gbp|chf|pln|czk|sek|nok|dkk|cad|aud|jpy|in|the|ex|excl|exc|excluding|exkl|exclusive|zzgl|vat|mwst|ust|tva|iva|btw|ht|hors|taxe|taxes|tax|sin|senza|escl|esclusa|excluido|per|pro|je|par|por|of|de|du|des|di|der|die|das|le|la|les|el|il|lo|van|het|2023|2024|2025|2026|2027|2028|percent|pence|cent|cents|kg|incl|inkl|inclusive`)

// packWords are what packs are called in headings of quantities, as in "MOQ (cases)".
var packWords = words(`case|cases|carton|cartons|ctn|ctns|pack|packs|box|boxes|karton|kartons|ve|vpe|gebinde|colis|carton s|cajas|caja|cartoni|colli|doos|dozen`)

// inPacks says whether a heading tells quantities in packs.
func inPacks(heading string) bool {
	return slices.ContainsFunc(strings.Fields(folded(heading)), func(w string) bool { return packWords[w] })
}

// guess is a field that a heading may stand for.
type guess struct {
	field string
	score int
	rank  int
}

// guesses are the fields that a heading may stand for, each once; more is surer.
func guesses(text string) []guess {
	whole := folded(text)
	if whole == "" || len(whole) > 120 {
		return nil
	}
	best := map[string]guess{}
	add := func(h heading, score int) {
		score -= 8 * h.rank
		if was, ok := best[h.field]; !ok || score > was.score {
			best[h.field] = guess{h.field, score, h.rank}
		}
	}
	for _, h := range known[whole] {
		add(h, 100)
	}
	all := strings.Fields(whole)
	var told []string
	for _, w := range all {
		if !idle[w] && strings.Trim(w, "0123456789") != "" {
			told = append(told, w)
		}
	}
	if rest := strings.Join(told, " "); rest != whole {
		for _, h := range known[rest] {
			add(h, 95)
		}
	}
	if len(told) > 1 { // each word names the same, as in "HEK netto"
		for _, h := range known[told[0]] {
			if !slices.ContainsFunc(told[1:], func(w string) bool {
				return !slices.ContainsFunc(known[w], func(o heading) bool { return o.field == h.field })
			}) {
				add(h, 95)
			}
		}
	}
	if before, _, ok := strings.Cut(text, "("); ok {
		for _, h := range known[folded(before)] {
			add(h, 93)
		}
	}
	for i := range all {
		for j := i + 1; j <= min(len(all), i+5); j++ {
			if j-i == len(all) {
				continue
			}
			for _, h := range known[strings.Join(all[i:j], " ")] {
				if h.words == 1 && len(all[i]) < 3 { // "no", "pe", "da" mean something alone only
					continue
				}
				add(h, 40+30*(j-i)/max(len(told), 1)+4*(j-i))
			}
		}
	}
	list := make([]guess, 0, len(best))
	for _, g := range best {
		list = append(list, g)
	}
	return list
}
