package intake

import "strings"

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
