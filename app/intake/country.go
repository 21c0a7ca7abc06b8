package intake

import (
	"regexp"
	"strings"

	"dropdesk/app/trade"
)

// countryNames are the countries of ISO 3166 by their English names, and by others that files use.
const countryNames = `AF Afghanistan|AL Albania|DZ Algeria|AD Andorra|AO Angola|AG Antigua and Barbuda|AR Argentina/Argentinien/Argentine|AM Armenia|AW Aruba|AU Australia/Australien/Australie|AT Austria/Österreich/Autriche/Oostenrijk|AZ Azerbaijan|
BS Bahamas|BH Bahrain|BD Bangladesh|BB Barbados|BY Belarus|BE Belgium/Belgien/Belgique/België/Bélgica/Belgio|BZ Belize|BJ Benin|BM Bermuda|BT Bhutan|BO Bolivia|BA Bosnia and Herzegovina|BW Botswana|BR Brazil/Brasilien/Brasil|BN Brunei|BG Bulgaria/Bulgarien|
KH Cambodia|CM Cameroon|CA Canada/Kanada|KY Cayman Islands|CL Chile|CN China|CO Colombia|CR Costa Rica|HR Croatia/Kroatien/Hrvatska|CU Cuba|CW Curaçao|CY Cyprus/Zypern|CZ Czechia/Czech Republic/Tschechien|DK Denmark/Dänemark/Danmark|DO Dominican Republic|
EC Ecuador|EG Egypt|SV El Salvador|EE Estonia/Estland|ET Ethiopia|FO Faroe Islands|FJ Fiji|FI Finland/Finnland/Suomi|FR France/Frankreich/Francia/Frankrijk|GF French Guiana|PF French Polynesia|GE Georgia|DE Germany/Deutschland/Allemagne/Alemania/Germania/Duitsland|
GH Ghana|GI Gibraltar|GR Greece/Griechenland|GL Greenland|GD Grenada|GP Guadeloupe|GU Guam|GT Guatemala|GG Guernsey|GY Guyana|HT Haiti|HN Honduras|HK Hong Kong|HU Hungary/Ungarn|IS Iceland/Island|IN India/Indien|ID Indonesia|IR Iran|IQ Iraq|
IE Ireland/Irland/Republic of Ireland|IM Isle of Man|IL Israel|IT Italy/Italien/Italia/Italie/Italië|CI Ivory Coast|JM Jamaica|JP Japan|JE Jersey|JO Jordan|KZ Kazakhstan|KE Kenya|KR South Korea/Korea/Republic of Korea|KW Kuwait|KG Kyrgyzstan|LA Laos|LV Latvia/Lettland|LB Lebanon|
LI Liechtenstein|LT Lithuania/Litauen|LU Luxembourg/Luxemburg|MO Macau/Macao|MG Madagascar|MY Malaysia|MV Maldives|MT Malta|MQ Martinique|MU Mauritius|MX Mexico/Mexiko/México|MD Moldova|MC Monaco|MN Mongolia|ME Montenegro|MA Morocco|MZ Mozambique|MM Myanmar|NA Namibia|NP Nepal|
NL Netherlands/Niederlande/The Netherlands/Holland/Pays-Bas/Países Bajos/Paesi Bassi/Nederland|NC New Caledonia|NZ New Zealand|NI Nicaragua|NG Nigeria|MK North Macedonia|NO Norway/Norwegen/Norge|OM Oman|PK Pakistan|PA Panama|PG Papua New Guinea|PY Paraguay|PE Peru|PH Philippines|
PL Poland/Polen/Polska/Pologne|PT Portugal|PR Puerto Rico|QA Qatar|RE Réunion|RO Romania/Rumänien|RU Russia/Russian Federation|RW Rwanda|LC Saint Lucia|SM San Marino|SA Saudi Arabia|SN Senegal|RS Serbia|SC Seychelles|SG Singapore|SK Slovakia/Slowakei|SI Slovenia/Slowenien|
ZA South Africa/Südafrika|ES Spain/Spanien/España/Espagne/Spagna/Spanje|LK Sri Lanka|SR Suriname|SE Sweden/Schweden/Sverige|CH Switzerland/Schweiz/Suisse/Svizzera/Zwitserland|TW Taiwan|TZ Tanzania|TH Thailand|TT Trinidad and Tobago|TN Tunisia|TR Turkey/Türkiye/Türkei|UG Uganda|UA Ukraine|
AE United Arab Emirates/UAE|GB United Kingdom/UK/Great Britain/England/Scotland/Wales/Northern Ireland/Vereinigtes Königreich/Großbritannien/Royaume-Uni/Reino Unido/Regno Unito/Verenigd Koninkrijk|US United States/USA/United States of America/U.S.A./U.S./Vereinigte Staaten/États-Unis/Estados Unidos/Stati Uniti/Verenigde Staten|
UY Uruguay|UZ Uzbekistan|VA Vatican City|VE Venezuela|VN Vietnam/Viet Nam|VI U.S. Virgin Islands|VG British Virgin Islands|ZM Zambia|ZW Zimbabwe`

var countryCodes, isoCountries = func() (map[string]string, map[string]bool) {
	m, codes := map[string]string{}, map[string]bool{}
	for _, c := range strings.Split(countryNames, "|") {
		code, names, _ := strings.Cut(strings.TrimSpace(c), " ")
		codes[code] = true
		for _, name := range strings.Split(names, "/") {
			m[squashed(name)] = code
		}
	}
	return m, codes
}()

// regionNames are the regions that addresses name by a code.
var regionNames = func() map[string]map[string]string {
	m := map[string]map[string]string{}
	for country, list := range map[string]string{
		"US": `AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico`,
		"CA": `AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NT Northwest Territories|NS Nova Scotia|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon`,
		"AU": `ACT Australian Capital Territory|NSW New South Wales|NT Northern Territory|QLD Queensland|SA South Australia|TAS Tasmania|VIC Victoria|WA Western Australia`,
	} {
		m[country] = map[string]string{}
		for _, r := range strings.Split(list, "|") {
			code, name, _ := strings.Cut(r, " ")
			m[country][squashed(name)], m[country][squashed(code)] = code, code
		}
	}
	return m
}()

var (
	britishZip  = regexp.MustCompile(`^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$`)
	canadianZip = regexp.MustCompile(`^([A-Z][0-9][A-Z])([0-9][A-Z][0-9])$`)
	dutchZip    = regexp.MustCompile(`^([0-9]{4})([A-Z]{2})$`)
	fiveOfNine  = regexp.MustCompile(`^([0-9]{5})([0-9]{4})$`)
)

// zipDigits is how many digits a zip code has in countries where it consists of nothing else.
var zipDigits = map[string]int{"US": 5, "DE": 5, "FR": 5, "ES": 5, "IT": 5, "FI": 5, "TR": 5, "MX": 5, "EE": 5, "HR": 5, "AT": 4, "CH": 4, "BE": 4, "DK": 4, "NO": 4, "AU": 4, "HU": 4, "LU": 4, "NZ": 4, "BG": 4, "SI": 4}

// tidyAddress writes an address as its country does: country and region as codes, the zip code with its zeros and its space.
func (o *OrderIn) tidyAddress(a *trade.Address) {
	if c := strings.TrimSpace(a.Country); c != "" {
		code := strings.ToUpper(c)
		switch known := countryCodes[squashed(c)]; {
		case known != "":
			a.Country = known
		case isoCountries[code]:
			a.Country = code
		default:
			o.doubt("", "%q is no country that is known; enter its code of two letters.", shortened(c, 40))
			a.Country = ""
		}
	}
	if code := regionNames[a.Country][squashed(a.Region)]; code != "" {
		a.Region = code
	}
	zip := strings.ToUpper(strings.TrimSpace(strings.TrimPrefix(a.Zip, "'")))
	if strings.HasSuffix(zip, ".0") {
		zip = strings.TrimSuffix(zip, ".0")
	}
	tight := strings.ReplaceAll(zip, " ", "")
	pair := func(form *regexp.Regexp, between string) {
		if m := form.FindStringSubmatch(tight); m != nil {
			zip = m[1] + between + m[2]
		}
	}
	switch a.Country {
	case "GB", "IM", "JE", "GG":
		pair(britishZip, " ")
	case "CA":
		pair(canadianZip, " ")
	case "NL":
		pair(dutchZip, " ")
	case "US":
		pair(fiveOfNine, "-")
	}
	if want := zipDigits[a.Country]; want > 0 && len(zip) == want-1 && strings.Trim(zip, "0123456789") == "" {
		o.doubt("", "The zip code %s has lost a zero in front, as Excel does it; it is read as 0%s.", zip, zip)
		zip = "0" + zip
	}
	a.Zip = zip
}

// tidy puts the addresses into the form of their countries, and fills in what follows from each other.
func (o *OrderIn) tidy() {
	for _, a := range []*trade.Address{&o.ShipTo, &o.BillTo} {
		o.tidyAddress(a)
	}
	if o.BillTo.Empty() {
		name, company := o.BillTo.Name, o.BillTo.Company
		o.BillTo = o.ShipTo
		o.BillTo.Phone = ""
		if name != "" || company != "" {
			o.BillTo.Name, o.BillTo.Company = name, company
		}
	}
	if o.ShipTo.Empty() {
		o.ShipTo = o.BillTo
	}
	if o.ShipTo.Name == "" && o.ShipTo.Company == "" {
		o.ShipTo.Name, o.ShipTo.Company = o.BillTo.Name, o.BillTo.Company
	}
	if o.ShipTo.Phone == "" {
		o.ShipTo.Phone = o.Phone
	}
	if o.Company == "" {
		o.Company = o.BillTo.Company
	}
	if o.Customer == "" {
		o.Customer = o.BillTo.Name
	}
	if o.Customer == "" {
		o.Customer = o.ShipTo.Name
	}
}
