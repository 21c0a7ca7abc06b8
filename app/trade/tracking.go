package trade

import "regexp"

// TrackingNumber is the number that a carrier gave a parcel, as it was found in a text.
type TrackingNumber struct {
	Number    string `json:"number"`               // without spaces
	Carrier   string `json:"carrier,omitempty"`    // its usual name; empty where the text only says that it is a tracking number
	CarrierID ID     `json:"carrier_id,omitempty"` // of the company's carriers; zero where none of them is this one
}

// trackingForm is what the numbers of a carrier look like.
type trackingForm struct {
	carrier string
	shape   *regexp.Regexp
	right   func(number string) bool // its check digit; nil where it has none, or none that is published
	plain   bool                     // other numbers look alike, so it counts only where its carrier is named
}

// trackingForms begin with those that nothing else looks like.
var trackingForms = []trackingForm{
	{carrier: "UPS", shape: whole(`1Z[0-9A-Z]{15}\d`), right: upsRight},
	{carrier: "DHL", shape: whole(`0034043\d{13}`), right: gs1Right},
	{carrier: "DHL", shape: whole(`JJD\d{9,20}|JVGL\d{9,20}`)},
	{carrier: "USPS", shape: whole(`(?:420\d{5}(?:\d{4})?)?9[1-5]\d{20}(?:\d{4})?`), right: impbRight},
	{carrier: "FedEx", shape: whole(`96\d{20}`), right: func(n string) bool { return gs1Right(n[len(n)-15:]) }},
	{carrier: "Amazon", shape: whole(`TBA\d{12}`)},
	{carrier: "PostNL", shape: whole(`3S[A-Z]{4}\d{7,9}`)},
	{carrier: "FedEx", shape: whole(`100\d{31}|96\d{32}`), right: func(n string) bool { return fedexRight(n[20:]) }},
	{carrier: "FedEx", shape: whole(`\d{12}`), right: fedexRight, plain: true},
	{carrier: "FedEx", shape: whole(`\d{15}`), right: gs1Right, plain: true},
	{carrier: "DHL", shape: whole(`\d{10}`), right: sevenRight, plain: true},
	{carrier: "DHL", shape: whole(`\d{12}`), right: identRight, plain: true},
	{carrier: "DHL", shape: whole(`\d{20}`), right: gs1Right, plain: true},
	{carrier: "USPS", shape: whole(`\d{20}`), right: gs1Right, plain: true},
	{carrier: "DPD", shape: whole(`\d{14}[0-9A-Z]?`), plain: true},
	{carrier: "GLS", shape: whole(`\d{11,12}`), plain: true},
	{carrier: "Canada Post", shape: whole(`\d{16}`), right: gs1Right, plain: true},
}

func whole(shape string) *regexp.Regexp { return regexp.MustCompile("^(?:" + shape + ")$") }

// trackingOf is the carrier of a number that nothing else looks like; empty where it is none.
func trackingOf(number string) string {
	if carrier := postalOf(number); carrier != "" {
		return carrier
	}
	for i := range trackingForms {
		if f := &trackingForms[i]; !f.plain && f.fits(number) {
			return f.carrier
		}
	}
	return ""
}

func (f *trackingForm) fits(number string) bool {
	return f.shape.MatchString(number) && (f.right == nil || f.right(number))
}

var postalShape = whole(`[A-Z]{2}\d{9}[A-Z]{2}`)

// posts are the carriers whose items of registered mail end in the letters of their country.
var posts = map[string]string{
	"AT": "Austrian Post", "AU": "Australia Post", "BE": "bpost", "CA": "Canada Post", "CH": "Swiss Post", "CN": "China Post", "CZ": "Czech Post", "DE": "Deutsche Post",
	"DK": "PostNord", "EE": "Omniva", "ES": "Correos", "FI": "Posti", "FR": "La Poste", "GB": "Royal Mail", "HK": "Hongkong Post", "HU": "Magyar Posta", "IE": "An Post",
	"IN": "India Post", "IT": "Poste Italiane", "JP": "Japan Post", "KR": "Korea Post", "LT": "Lithuania Post", "LU": "Post Luxembourg", "LV": "Latvia Post",
	"NL": "PostNL", "NO": "Posten", "NZ": "New Zealand Post", "PL": "Poczta Polska", "PT": "CTT", "SE": "PostNord", "SG": "Singapore Post", "SK": "Slovak Post",
	"TR": "PTT", "TW": "Chunghwa Post", "UA": "Ukrposhta", "US": "USPS",
}

// postalOf is the post that gave an item this number of the Universal Postal Union (S10).
func postalOf(number string) string {
	if !postalShape.MatchString(number) {
		return ""
	}
	sum := 0
	for i, weight := range []int{8, 6, 4, 2, 3, 5, 9, 7} {
		sum += weight * int(number[2+i]-'0')
	}
	check := 11 - sum%11
	switch check {
	case 10:
		check = 0
	case 11:
		check = 5
	}
	if int(number[10]-'0') != check {
		return ""
	}
	return posts[number[11:]]
}

// gs1Right checks a number by threes and ones from its end, as bar codes of goods are.
func gs1Right(number string) bool { return weighed(number, 3, 1) }

// identRight checks the identcode of a parcel of Deutsche Post by fours and nines from its beginning; it has twelve digits.
func identRight(number string) bool { return weighed(number, 4, 9) }

// weighed says whether digits, weighed by turns from the last before the check digit, come to a multiple of ten with it.
func weighed(number string, last, other int) bool {
	sum := 0
	for i := len(number) - 2; i >= 0; i-- {
		sum += last * int(number[i]-'0')
		last, other = other, last
	}
	return (sum+int(number[len(number)-1]-'0'))%10 == 0
}

// upsRight checks a number of UPS: letters count as the digit that they are followed by in rows of ten.
func upsRight(number string) bool {
	sum := 0
	for i, r := range number[2 : len(number)-1] {
		v := int(r - '0')
		if r >= 'A' {
			v = int(r-'A'+2) % 10
		}
		if i%2 == 1 {
			v *= 2
		}
		sum += v
	}
	return (sum+int(number[len(number)-1]-'0'))%10 == 0
}

// fedexRight checks the last twelve digits or fourteen of a number of FedEx Express by ones, threes and sevens.
func fedexRight(number string) bool {
	sum, weights := 0, [3]int{1, 3, 7}
	for i, n := len(number)-2, 0; i >= 0; i, n = i-1, n+1 {
		sum += weights[n%3] * int(number[i]-'0')
	}
	return sum%11%10 == int(number[len(number)-1]-'0')
}

// sevenRight checks a waybill of DHL Express: the rest of a division by seven.
func sevenRight(number string) bool {
	n := 0
	for _, r := range number[:len(number)-1] {
		n = (n*10 + int(r-'0')) % 7
	}
	return n == int(number[len(number)-1]-'0')
}

// impbRight checks a number of the American post, of 22 digits or of 26, before which the postcode may stand, which does not count.
func impbRight(number string) bool {
	for _, long := range []int{22, 26} {
		before := len(number) - long
		if (before == 0 || before == 8 || before == 12) && number[before] == '9' && gs1Right(number[before:]) {
			return true
		}
	}
	return false
}
