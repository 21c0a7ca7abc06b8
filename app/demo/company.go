package demo

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Positions in TermsList.
const (
	termsPrepaid trade.ID = iota + 1
	terms14
	terms30
	termsMonthEnd
	termsHalves
	termsThirds
	termsEarly
	termsDeposit
)

// Positions in TaxCodes.
const (
	taxNormal trade.ID = iota + 1
	taxReduced
	taxNewYork
	taxExport
	taxReverse
)

// Company is the wholesaler of the sample file.
func Company() trade.Company {
	return trade.Company{
		Name: "North Pier Trading GmbH",
		Address: trade.Address{
			Company: "North Pier Trading GmbH", Street: "Nordmolenkai 12", Zip: "20459", City: "Hamburg", Country: "DE", Phone: "+49 40 66969 410",
		},
		ShipFrom: trade.Address{
			Name: "Returns desk", Company: "North Pier Trading GmbH", Street: "Tauwerkstieg 3", Street2: "Gate 2", Zip: "21107", City: "Hamburg", Country: "DE", Phone: "+49 40 66969 418",
		},
		Email:      "office@northpier.example",
		Phone:      "+49 40 66969 410",
		Web:        "https://www.northpier.example",
		TaxNumber:  "DE000471100",
		BankLines:  []string{"Sample Harbour Bank", "IBAN DE43 0000 0000 0000 4711 00", "BIC SHBKDEH0"},
		Currency:   "EUR",
		Language:   "en",
		Accent:     "#1f6f78",
		Logo:       logo(),
		PaperSize:  "A4",
		QuoteText:  "We look forward to your order.",
		OrderText:  "Thank you for your order.",
		BuyText:    "Please ship straight to our customer at the address above, with our delivery note and without prices. Tell us the tracking number on the day of dispatch.",
		ShipText:   "Please check the goods on receipt and tell us of any damage within seven days.",
		BillText:   "Goods remain our property until they are paid in full. Please name the invoice number with your payment.",
		Footer:     "North Pier Trading GmbH · Managing director Mara Lindqvist-Voss · Register entry HRB 000471 · VAT DE000471100",
		QuoteDays:  21,
		BuyEmail:   "purchasing@northpier.example",
		BrandSlips: true,
		TermsID:    terms30,
		TaxCodeID:  taxNormal,
	}
}

// Users are the people who work with the program.
func Users() []trade.User {
	return []trade.User{
		{Name: "Mara Lindqvist-Voss", Initials: "MV", Email: "mara@northpier.example", Role: "admin"},
		{Name: "Jonas Feldkamp", Initials: "JF", Email: "jonas@northpier.example", Role: "sales", CommissionOn: "profit", Commission: 8 * money.Percent},
		{Name: "Nell Ashdown", Initials: "NA", Email: "nell@northpier.example", Role: "sales", CommissionOn: "revenue", Commission: 15_000},
		{Name: "Piotr Wrona", Initials: "PW", Email: "piotr@northpier.example", Role: "purchasing"},
		{Name: "Ilse Brammer", Initials: "IB", Email: "ilse@northpier.example", Role: "books"},
	}
}

// reps are the positions of those in Users who sell.
var reps = []trade.ID{1, 2, 3}

// TaxCodes are the taxes that the company charges or does not.
func TaxCodes() []trade.TaxCode {
	return []trade.TaxCode{
		{Code: "V19", Name: "VAT 19 %", Kind: trade.TaxNormal, Rate: 19 * money.Percent},
		{Code: "V7", Name: "VAT 7 %", Kind: trade.TaxNormal, Rate: 7 * money.Percent},
		{Code: "US-NY", Name: "Sales tax New York 8.875 %", Kind: trade.TaxNormal, Rate: 88_750},
		{Code: "EXP", Name: "Export, tax free", Kind: trade.TaxExempt, Note: "Tax-free export delivery to a country outside the European Union."},
		{Code: "RC", Name: "EU, reverse charge", Kind: trade.TaxReverse, Note: "Reverse charge: the recipient of the goods owes the value added tax."},
	}
}

// TermsList holds the payment terms.
func TermsList() []trade.Terms {
	whole := func(days int, monthEnd bool) []trade.TermPart {
		return []trade.TermPart{{Percent: money.Whole, Days: days, EndOfMonth: monthEnd}}
	}
	return []trade.Terms{
		{Name: "Prepaid", Prepaid: true, Parts: whole(0, false)},
		{Name: "14 days net", Parts: whole(14, false)},
		{Name: "30 days net", Parts: whole(30, false)},
		{Name: "End of month plus 10 days", Parts: whole(10, true)},
		{Name: "Half at once, half in 30 days", Parts: []trade.TermPart{
			{Percent: 50 * money.Percent}, {Percent: 50 * money.Percent, Days: 30},
		}},
		{Name: "40 % in 10 days, 30 % in 30, 30 % in 60", Parts: []trade.TermPart{
			{Percent: 40 * money.Percent, Days: 10}, {Percent: 30 * money.Percent, Days: 30}, {Percent: 30 * money.Percent, Days: 60},
		}},
		{Name: "2 % within 10 days, 30 days net", DiscountRate: 2 * money.Percent, DiscountDays: 10, Parts: whole(30, false)},
		{Name: "30 % deposit, 14 days net", Deposit: 30 * money.Percent, Parts: whole(14, false)},
	}
}

// Rates are what the other currencies cost in euros: invented, but of the right size. They begin
// years ago, so that old deals find one.
func Rates() []trade.ExchangeRate {
	// In millionths of a euro.
	table := []struct {
		date                    trade.Date
		usd, gbp, pln, chf, jpy int64
	}{
		{"2020-01-01", 892_400, 1_174_300, 234_900, 921_500, 8_215},
		{"2023-01-01", 931_200, 1_128_600, 213_700, 1_012_400, 7_082},
		{"2024-01-01", 907_800, 1_151_900, 230_100, 1_068_300, 6_391},
		{"2024-07-01", 928_500, 1_181_200, 231_800, 1_037_700, 5_794},
		{"2025-01-01", 961_400, 1_203_500, 234_000, 1_064_900, 6_118},
		{"2025-07-01", 868_900, 1_166_400, 235_600, 1_069_200, 5_903},
		{"2026-01-01", 854_300, 1_147_700, 236_900, 1_073_800, 5_472},
		{"2026-04-01", 861_750, 1_152_300, 235_250, 1_081_400, 5_518},
		{"2026-07-01", 849_600, 1_158_850, 237_400, 1_077_100, 5_601},
		{"2026-10-01", 857_200, 1_149_250, 236_150, 1_084_600, 5_583},
		{"2026-11-01", 853_900, 1_151_600, 236_800, 1_082_250, 5_567},
	}
	var rates []trade.ExchangeRate
	for _, t := range table {
		for _, c := range []struct {
			currency  money.Currency
			millionth int64
		}{{"USD", t.usd}, {"GBP", t.gbp}, {"PLN", t.pln}, {"CHF", t.chf}, {"JPY", t.jpy}} {
			rates = append(rates, trade.ExchangeRate{Currency: c.currency, Date: t.date, Rate: money.FX(c.millionth) * money.Par / 1_000_000})
		}
	}
	return rates
}

// newestRate is what one unit of cur costs in euros now.
func newestRate(cur money.Currency) money.FX {
	newest := money.Par
	for _, r := range Rates() {
		if r.Currency == cur {
			newest = r.Rate
		}
	}
	return newest
}

// Carriers bring the parcels. Tracking numbers for them come from Tracking.
func Carriers() []trade.Carrier {
	return []trade.Carrier{
		{Name: "Gull Parcel", Link: "https://track.gullparcel.example/p/{number}", Pattern: `GP\d{12}`, Methods: []string{"Standard", "Express", "Pick-up point"}},
		{Name: "Hedgerow Post", Link: "https://www.hedgerowpost.example/follow?item={number}", Pattern: `[A-Z]{2}\d{9}GB`, Methods: []string{"Second day", "Next day"}},
		{Name: "Prairie Lane Express", Link: "https://prairielane.example/track/{number}", Pattern: `1P[0-9A-Z]{16}`, Methods: []string{"Ground", "Two-day air", "Overnight"}},
		{Name: "Żuraw Kurier", Link: "https://zurawkurier.example/przesylka/{number}", Pattern: `\d{14}`, Methods: []string{"Standard", "Express"}},
		{Name: "Brackwater Freight", Link: "https://brackwater.example/consignment?no={number}", Pattern: `BW-\d{4}-\d{6}`, Methods: []string{"Pallet", "Half pallet", "Tail lift"}},
		{Name: "Supplier's own van", Methods: []string{"Own van"}},
	}
}

// trackingForms make numbers that obey the patterns of Carriers, as fill understands them.
var trackingForms = []string{"GP############", "@@#########GB", "1P#@######@#######", "##############", "BW-####-######", ""}

// The colours of the mark.
var (
	none  = color.NRGBA{}
	teal  = color.NRGBA{0x1f, 0x6f, 0x78, 0xff}
	deep  = color.NRGBA{0x14, 0x4b, 0x55, 0xff}
	sand  = color.NRGBA{0xf2, 0xc1, 0x6b, 0xff}
	white = color.NRGBA{0xff, 0xff, 0xff, 0xff}
)

// logo draws the company's mark, a needle that points north above the water: 480 pixels are 4 cm
// in print.
func logo() []byte {
	const size, fine = 480, 4
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for py := range size {
		for px := range size {
			var r, g, b, a int
			for s := range fine * fine {
				x := (float64(px*fine+s%fine) + 0.5) / (size * fine / 2)
				y := (float64(py*fine+s/fine) + 0.5) / (size * fine / 2)
				c := mark(x-1, y-1)
				if c.A != 0 {
					r, g, b, a = r+int(c.R), g+int(c.G), b+int(c.B), a+1
				}
			}
			if a > 0 {
				img.SetNRGBA(px, py, color.NRGBA{uint8(r / a), uint8(g / a), uint8(b / a), uint8(a * 255 / (fine * fine))})
			}
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		panic(err) // a buffer takes everything
	}
	return out.Bytes()
}

// mark is the colour of the mark at a point; both axes run from -1 to 1, y downwards.
func mark(x, y float64) color.NRGBA {
	wave := 0.035 * math.Sin(x*3*math.Pi)
	switch {
	case x*x+y*y > 0.98*0.98:
		return none
	case y > 0.34+wave: // the water, with two lighter crests
		if d := y - 0.34 - wave; (d > 0.16 && d < 0.22) || (d > 0.38 && d < 0.43) {
			return teal
		}
		return deep
	case y > 0.28+wave: // foam
		return white
	case needle(x, y): // lit from the left
		if x < 0 {
			return white
		}
		return sand
	}
	return teal
}

// needle says whether a point is inside the rhomb of the compass needle.
func needle(x, y float64) bool {
	const tip, waist, foot, half = -0.78, 0.06, 0.60, 0.27
	if y < waist {
		return math.Abs(x) < half*(y-tip)/(waist-tip)
	}
	return math.Abs(x) < half*(foot-y)/(foot-waist)
}
