package trade

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

const (
	mostTracking        = 50       // how many numbers are taken from a text
	mostTrackingText    = 64 << 10 // how much of it is read
	mostTrackingLength  = 60       // of a number, with its spaces
	leastTrackingLength = 6
	leastTrackingDigits = 4
)

var (
	// trackingWord says that a number after it is one of a parcel.
	trackingWord = regexp.MustCompile(`(?i)\b(track\w*|sendungs?\w*|paket\w*|parcel|consignment|way ?bill|awb|suivi|colis|seguimiento|spedizione|zending\w*|przesyłk\w*)\b`)
	// trackingLabel is such a word right before a number.
	trackingLabel = regexp.MustCompile(`(?i)\b(track(?:ing)?(?: ?&? ?trace)?|sendungs(?:nummer|nr|id|verfolgung)|paket(?:nummer|nr)|parcel|consignment|way ?bill|awb|n° de suivi|numéro de suivi|suivi|seguimiento)[ .-]*(?:code|id|no|nos|nr|num|number|numbers|nummer|ref|reference)?\.?(?: is| are| ist| lautet)?[ .:#=-]*$`)
	// otherLabel says that the number after it is another one.
	otherLabel = regexp.MustCompile(`(?i)(?:\b(?:tel|telephone|téléphone|telefon|teléfono|phone|fon|fax|mobile?|cell|call|whatsapp|order|orders|po|p\.o|purchase order|invoice|inv|quote|bestell\w*|auftrag\w*|rechnung\w*|angebot\w*|liefer\w*|kunden\w*|commande|facture|pedido|factura|customer|account|acct|konto\w*|iban|bic|vat|ust|steuer\w*|eori|hs|ref|reference|ean|gtin|upc|sku|item|artikel\w*|part|lot|batch|serial|date|datum|delivery note|packing slip|ticket|case)\b[ .-]*(?:code|id|idnr|no|nr|num|number|nummer|n°)?[ .:#/-]*|[+(])$`)
	// dateLike is how days and hours are written.
	dateLike = regexp.MustCompile(`^(?:(?:19|20)\d\d[ -]?[01]\d[ -]?[0-3]\d(?:[ T-]?[0-2]\d[ -]?[0-5]\d(?:[ -]?[0-5]\d)?)?|[0-3]\d-[0-3]\d-(?:19|20)\d\d.*)$`)
)

// carrierNames are how texts name the carriers of trackingForms.
var carrierNames = map[string]*regexp.Regexp{
	"UPS": regexp.MustCompile(`\bUPS\b`), "DHL": regexp.MustCompile(`(?i)\b(?:dhl|deutsche\spost)\b`), "USPS": regexp.MustCompile(`(?i)\b(?:usps|u\.?s\.?\spostal|us\smail)\b`), "FedEx": regexp.MustCompile(`(?i)\b(?:fed ?ex|federal\sexpress)\b`),
	"Amazon": regexp.MustCompile(`(?i)\b(?:amazon)\b`), "PostNL": regexp.MustCompile(`(?i)\b(?:postnl)\b`), "DPD": regexp.MustCompile(`(?i)\b(?:dpd)\b`), "GLS": regexp.MustCompile(`(?i)\b(?:gls)\b`), "Canada Post": regexp.MustCompile(`(?i)\b(?:canada\spost|postes\scanada)\b`),
}

// FindTracking finds the tracking numbers in a text that somebody wrote. A number that other numbers look like counts only where its carrier is
// named beside it; what is named as another number does not count. Lines that are quoted from an earlier mail are left out.
func FindTracking(text string, carriers []Carrier) []TrackingNumber {
	if len(text) > mostTrackingText {
		text = strings.ToValidUTF8(text[:mostTrackingText], "")
	}
	f := &trackingFinder{carriers: carriers}
	for _, c := range carriers {
		f.patterns = append(f.patterns, c.pattern())
	}
	f.list = []TrackingNumber{}
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimRightFunc(strings.Map(plainSpace, line), unicode.IsSpace)
		if strings.HasPrefix(strings.TrimSpace(line), ">") {
			line = ""
		}
		if line == "" {
			f.paragraph(lines)
			lines = nil
			continue
		}
		lines = append(lines, line)
	}
	f.paragraph(lines)
	return f.list
}

// plainSpace makes one kind of space and of hyphen of all.
func plainSpace(r rune) rune {
	switch {
	case unicode.Is(unicode.Pd, r):
		return '-'
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// pattern is what the company says of a carrier's numbers; nil where it says nothing.
func (c *Carrier) pattern() *regexp.Regexp {
	if c.Pattern == "" {
		return nil
	}
	p, err := regexp.Compile("^(?:" + c.Pattern + ")$")
	if err != nil {
		return nil
	}
	return p
}

type trackingFinder struct {
	carriers []Carrier
	patterns []*regexp.Regexp
	list     []TrackingNumber
	last     int // where the last number in this line ended; zero: there was none
}

// piece is letters and digits of a line that nothing interrupts.
type piece struct{ from, to int }

var pieces = regexp.MustCompile(`[0-9A-Za-z]+`)

func (f *trackingFinder) paragraph(lines []string) {
	all := strings.Join(lines, "\n")
	for _, line := range lines {
		var list []piece
		f.last = 0
		for _, at := range pieces.FindAllStringIndex(line, -1) {
			list = append(list, piece{at[0], at[1]})
		}
		for i := 0; i < len(list); {
			after := i > 0 && joined(line, list[i-1], list[i]) && hasDigit(line[list[i-1].from:list[i-1].to])
			i += max(f.longest(all, line, list[i:], after), 1)
		}
	}
}

// joined says whether two pieces may be of one number.
func joined(line string, a, b piece) bool {
	return b.from == a.to+1 && (line[a.to] == ' ' || line[a.to] == '-') && numeral(line[a.from:a.to]) && numeral(line[b.from:b.to])
}

// numeral says whether a piece may be part of a number: it has a digit, or is two letters as at the ends of postal items.
func numeral(text string) bool {
	return hasDigit(text) || len(text) == 2 && text == strings.ToUpper(text)
}

// longest takes the longest number that begins with the first piece, and says of how many pieces it is; after says that the piece before may be of
// the same number.
func (f *trackingFinder) longest(all, line string, list []piece, after bool) int {
	text := func(k int) string { return line[list[0].from:list[k-1].to] }
	if !numeral(text(1)) {
		return 0
	}
	n := 1
	for n < len(list) && joined(line, list[n-1], list[n]) && len(text(n+1)) <= mostTrackingLength {
		n++
	}
	for _, take := range []func(all, line string, from, to int, alone bool) bool{f.take, f.takeNamed} {
		for k := n; k > 0; k-- {
			alone := k == 1 || !after && (k == n || !hasDigit(line[list[k].from:list[k].to]))
			if len(text(k)) >= leastTrackingLength && take(all, line, list[0].from, list[k-1].to, alone) {
				f.last = list[k-1].to
				return k
			}
		}
	}
	return 0
}

// takeNamed adds what the text calls a tracking number, whatever it looks like.
func (f *trackingFinder) takeNamed(all, line string, from, to int, alone bool) bool {
	text := line[from:to]
	called := trackingLabel.MatchString(line[:from]) || f.last > 0 && strings.Trim(line[f.last:from], " ,;/&+") == ""
	if !called || !alone || countDigits(text) < leastTrackingDigits || dateLike.MatchString(text) || fraction(line, from, to) {
		return false
	}
	return f.add(PlainTracking(text), "", all)
}

// PlainTracking is a tracking number without the spaces and hyphens by which people divide it.
func PlainTracking(text string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(text))
}

// take adds what stands in a line if it looks like a tracking number; alone says that no other digits stand beside it.
func (f *trackingFinder) take(all, line string, from, to int, alone bool) bool {
	before, text := line[:from], line[from:to]
	number := PlainTracking(text)
	if strings.ContainsAny(line[max(0, from-1):from]+line[to:min(len(line), to+1)], "@_") || fraction(line, from, to) {
		return false
	}
	other := otherLabel.MatchString(before)
	if carrier := trackingOf(number); carrier != "" && (!postalShape.MatchString(number) || !other && text == strings.ToUpper(text)) {
		return f.add(number, carrier, all)
	}
	if other || !alone || dateLike.MatchString(text) {
		return false
	}
	near := trackingWord.MatchString(line) || strings.Trim(line[:from]+line[to:], " .,;:#*-") == ""
	for i := range trackingForms {
		form := &trackingForms[i]
		if form.plain && form.fits(number) && says(all, form.carrier) && (near || says(line, form.carrier)) {
			return f.add(number, form.carrier, all)
		}
	}
	for i, p := range f.patterns {
		c := &f.carriers[i]
		for _, n := range []string{strings.ToUpper(text), number} {
			if p != nil && p.MatchString(n) && (hasLetter(n) || near && says(all, c.Name)) {
				return f.put(TrackingNumber{n, c.Name, c.ID})
			}
		}
	}
	return false
}

// add adds a number of a carrier that the world knows, or of one of the company's that the text names.
func (f *trackingFinder) add(number, carrier, all string) bool {
	t := TrackingNumber{Number: number, Carrier: carrier}
	for i := range f.carriers {
		c := &f.carriers[i]
		own := hasLetter(number) && f.patterns[i] != nil && f.patterns[i].MatchString(number)
		if own || carrier != "" && says(c.Name, carrier) || carrier == "" && says(all, c.Name) {
			t.Carrier, t.CarrierID = c.Name, c.ID
			break
		}
	}
	return f.put(t)
}

func (f *trackingFinder) put(t TrackingNumber) bool {
	if len(f.list) < mostTracking && !slices.ContainsFunc(f.list, func(x TrackingNumber) bool { return x.Number == t.Number }) {
		f.list = append(f.list, t)
	}
	return true
}

// says whether a text names a carrier.
func says(text, carrier string) bool {
	if name := carrierNames[carrier]; name != nil {
		return name.MatchString(text)
	}
	return strings.Contains(strings.ToLower(text), strings.ToLower(carrier))
}

func hasDigit(text string) bool { return countDigits(text) > 0 }

func hasLetter(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }

func countDigits(text string) (n int) {
	for _, r := range text {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// fraction says whether digits stand behind a comma or point, or before one, as in sums.
func fraction(line string, from, to int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(line) && line[i] >= '0' && line[i] <= '9' }
	mark := func(i int) bool { return i >= 0 && i < len(line) && (line[i] == '.' || line[i] == ',') }
	return mark(from-1) && digit(from-2) || mark(to) && digit(to+1)
}
