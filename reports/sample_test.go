package reports_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// logo is a mark of a pier in the company's colour, 480 dots wide.
func logo(t testing.TB) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 480, 160))
	teal, sea := color.NRGBA{31, 111, 120, 255}, color.NRGBA{147, 200, 196, 255}
	for y := range 160 {
		for x := range 480 {
			dx, dy := x-80, y-80
			switch {
			case dx*dx+dy*dy < 70*70 && y > 96+((x/9)%2)*4:
				img.Set(x, y, sea)
			case dx*dx+dy*dy < 70*70:
				img.Set(x, y, teal)
			case x > 180 && x < 440 && (y-30)%40 < 18 && y > 30 && y < 130 && (x/26)%3 != 2:
				img.Set(x, y, teal)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func letterhead(t testing.TB) app.Letterhead {
	return app.Letterhead{
		Name:    "North Pier Trading GmbH",
		Address: trade.Address{Company: "North Pier Trading GmbH", Street: "Nordmolenkai 12", Zip: "20459", City: "Hamburg", Country: "DE"},
		Email:   "sales@northpier.example", Phone: "+49 40 66969 410", Web: "www.northpier.example", TaxNumber: "DE000471100",
		Logo: logo(t), Accent: "#1f6f78",
		Footer: "North Pier Trading GmbH · Managing director Mara Lindqvist-Voss · Register entry HRB 000471 · VAT DE000471100",
	}
}

var (
	customer = trade.Address{Company: "Bluebird Gifts Ltd", Name: "Ana Ruiz", Street: "14 High Street", City: "York", Zip: "YO1 7HU", Country: "GB"}
	shop     = trade.Address{Company: "Bluebird Gifts Ltd", Name: "Harbour shop, goods in", Street: "Dock Road 9", Street2: "Gate 2", City: "Hull", Zip: "HU1 2AB", Country: "GB", Phone: "+44 1482 496 0100"}
	supplier = trade.Address{Company: "Clayworks Manufaktur GmbH", Street: "Am Brennofen 3", Zip: "95100", City: "Selb", Country: "DE"}
)

var goods = []struct{ code, text, unit, price string }{
	{"MUG-11", "Stoneware mug 330 ml, reactive glaze, ocean blue", "pcs", "4.50"},
	{"TOT-02", "Tote bag, organic cotton, long handles", "pcs", "5.20"},
	{"CND-340", "Scented candle fig & cedar, 340 g, burns about 55 hours", "pcs", "8.9375"},
	{"WRAP-XL", "Gift wrapping paper, roll 70 cm × 5 m, recycled", "roll", "1.15"},
	{"TRY-OAK-45", "Serving tray oak 45 × 30 cm with leather handles", "pcs", "21.00"},
	{"LMP-7", "Table lamp linen shade, E27, max. 40 W, dimmable", "pcs", "38.40"},
	{"RUG-120-180", "Hand-woven rug 120 × 180 cm, wool and cotton, grey-white", "pcs", "129.00"},
	{"OIL-05", "Olive oil extra virgin 0.5 l, harvest 2026", "btl", "6.35"},
}

func price(t testing.TB, s string) money.Price {
	t.Helper()
	d, err := money.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := d.Price("EUR")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// fill puts n lines on a paper and adds them up as the trade does.
func fill(t testing.TB, p *app.Paper, n int) {
	t.Helper()
	var gross money.Amount
	bases := map[string]money.Amount{}
	for i := range n {
		g := goods[i%len(goods)]
		l := app.PaperLine{Kind: trade.LineItem, Code: g.code, Description: g.text, Unit: g.unit, Qty: money.Qty(1+(i*7)%48) * money.Unit, Price: price(t, g.price)}
		if p.Costs {
			l.TaxCode = "S"
			if g.unit == "btl" {
				l.TaxCode = "R"
			}
			if i%5 == 2 {
				l.Discount = 10 * money.Percent
			}
			l.Net = trade.LineNet(l.Qty, l.Price, l.Discount)
			gross += l.Net
			bases[l.TaxCode] += l.Net
		}
		p.Lines = append(p.Lines, l)
	}
	if !p.Costs {
		return
	}
	p.Totals = app.Totals{Gross: gross, Net: gross}
	for _, x := range []trade.TaxSum{{Code: "S", Name: "VAT", Rate: 19 * money.Percent}, {Code: "R", Name: "VAT reduced", Rate: 7 * money.Percent}} {
		if b := bases[x.Code]; b != 0 {
			x.Base, x.Tax = b, x.Rate.Of(b)
			p.Taxes = append(p.Taxes, x)
			p.Total += x.Tax
		}
	}
	p.Total += p.Net
}

// sample is a believable paper of each kind with n lines.
func sample(t testing.TB, kind app.PaperKind, n int) app.Paper {
	t.Helper()
	p := app.Paper{Kind: kind, Language: "en", Size: "A4", From: letterhead(t), Number: "INV-2026-0142", Date: "2026-11-28", To: customer, ShipTo: shop}
	p.Currency, p.Costs = "EUR", true
	switch kind {
	case app.PaperQuote:
		p.Number, p.Revision = "Q-2026-0031", 2
		p.Facts = []app.Fact{{Label: app.FactValid, Date: "2026-12-19"}, {Label: app.FactReference, Value: "Christmas window"}, {Label: app.FactRep, Value: "Kim Berg"}, {Label: app.FactTerms, Value: "30 days net"}, {Label: app.FactMethod, Value: "Parcel, free to the door"}}
		p.Intro = "Thank you for your enquiry. We are glad to offer you:"
		p.Notes = []string{"Prices hold for the quantities named. All goods ship straight from the maker, usually within four working days."}
	case app.PaperConfirmation:
		p.Number = "SO-2026-0204"
		p.Facts = []app.Fact{{Label: app.FactQuote, Value: "Q-2026-0031"}, {Label: app.FactReference, Value: "PO 88120"}, {Label: app.FactWanted, Date: "2026-12-10"}, {Label: app.FactTerms, Value: "30 days net"}}
	case app.PaperProforma:
		p.Number = "SO-2026-0204"
		p.Facts = []app.Fact{{Label: app.FactReference, Value: "PO 88120"}, {Label: app.FactWanted, Date: "2026-12-10"}, {Label: app.FactTerms, Value: "30 % deposit, 30 days net"}}
		p.Bank = []string{"Sample Harbour Bank", "IBAN DE43 0000 0000 0000 4711 00", "BIC SHBKDEH0"}
		p.Notes = []string{"This is not an invoice and gives no right to deduct tax. The invoice follows when the goods have shipped."}
	case app.PaperPurchase:
		p.Number, p.To = "PO-2026-0317", supplier
		p.Facts = []app.Fact{{Label: app.FactOrder, Value: "SO-2026-0204"}, {Label: app.FactAccount, Value: "10482"}, {Label: app.FactContact, Value: "Order desk"}, {Label: app.FactWanted, Date: "2026-12-08"}, {Label: app.FactMethod, Value: "Parcel, our account 77120"}}
		p.Notes = []string{"Please ship straight to our customer's address above, with our delivery note and without prices. Tell us the tracking number on the day of dispatch."}
	case app.PaperSlip, app.PaperDelivery:
		p.Number, p.Currency, p.Costs, p.To = "SH-2026-0188", "", false, shop
		p.Facts = []app.Fact{{Label: app.FactOrder, Value: "SO-2026-0204"}, {Label: app.FactReference, Value: "PO 88120"}}
		p.Carrier, p.Method = "DHL", "Paket International"
		p.Parcels = []trade.Parcel{{Tracking: "00340434292135100186", Link: "https://www.dhl.example/track?piececode=00340434292135100186"}, {Tracking: "00340434292135100193"}}
		if kind == app.PaperSlip {
			p.From = app.Letterhead{Accent: "#000000"}
		} else {
			p.SignHere = true
			p.Facts = append(p.Facts, app.Fact{Label: app.FactExpected, Date: "2026-12-02"})
		}
	case app.PaperInvoice:
		p.Facts = []app.Fact{{Label: app.FactOrder, Value: "SO-2026-0204"}, {Label: app.FactReference, Value: "PO 88120"}, {Label: app.FactTaxNumber, Value: "GB 471 2200 18"}, {Label: app.FactRep, Value: "Kim Berg"}, {Label: app.FactTerms, Value: "30 days net"}}
		p.Bank = []string{"Sample Harbour Bank", "IBAN DE43 0000 0000 0000 4711 00", "BIC SHBKDEH0"}
		p.Notes = []string{"Goods remain our property until they are paid in full."}
	case app.PaperCredit:
		p.Number, p.ShipTo = "CN-2026-0009", trade.Address{}
		p.Facts = []app.Fact{{Label: app.FactInvoice, Value: "INV-2026-0142"}, {Label: app.FactReason, Value: "Two mugs arrived broken"}}
	}
	fill(t, &p, n)
	switch kind {
	case app.PaperReminder:
		p.Number, p.ShipTo, p.Lines, p.Costs, p.Totals = "REM-2026-0007", trade.Address{}, nil, false, app.Totals{}
		p.Intro = "Perhaps it has escaped your notice: the following invoices are due."
		p.Facts = []app.Fact{{Label: app.FactContact, Value: "Ana Ruiz"}, {Label: app.FactPayBy, Date: "2026-12-05"}}
		p.Bank = []string{"Sample Harbour Bank", "IBAN DE43 0000 0000 0000 4711 00"}
		p.Tables = []app.PaperTable{reminderTable("EUR", n), reminderTable("JPY", 1)}
	case app.PaperStatement:
		p.Number, p.ShipTo, p.Lines, p.Costs, p.Totals = "C-1004", trade.Address{}, nil, false, app.Totals{}
		p.Facts = []app.Fact{{Label: app.FactSince, Date: "2026-10-01"}, {Label: app.FactUntil, Date: "2026-12-31"}}
		p.Bank = []string{"Sample Harbour Bank", "IBAN DE43 0000 0000 0000 4711 00"}
		p.Tables = []app.PaperTable{reminderTable("EUR", n), reminderTable("JPY", 1)}
	case app.PaperRemittance:
		p.Number, p.ShipTo, p.Lines, p.Costs, p.Totals = "PAY-1019", trade.Address{}, nil, false, app.Totals{}
		p.Facts = []app.Fact{{Label: app.FactAccount, Value: "NP-4711"}}
		p.Tables = []app.PaperTable{reminderTable("EUR", n)}
	case app.PaperProforma:
		p.Ahead, p.Paid = (30 * money.Percent).Of(p.Total), 2000
	case app.PaperInvoice:
		p.Dues = []trade.Due{{Date: "2026-12-28", Amount: p.Total}}
	case app.PaperPurchase:
		p.Taxes, p.Total = nil, p.Net
		for i := range p.Lines {
			p.Lines[i].TaxCode, p.Lines[i].Detail = "", p.Lines[i].Code
			p.Lines[i].Code = fmt.Sprintf("CW %05d", 10417+37*i)
		}
	}
	return p
}

// reminderTable lists n overdue invoices.
func reminderTable(cur money.Currency, n int) app.PaperTable {
	t := app.PaperTable{Title: "In " + string(cur), Currency: cur, Columns: []app.PaperColumn{{Title: "Invoice", Wide: true}, {Title: "Date"}, {Title: "Due"},
		{Title: "Days late", Figure: true}, {Title: "Invoiced", Figure: true}, {Title: "Open", Figure: true}, {Title: "Overdue " + string(cur), Figure: true}}}
	var sum money.Amount
	for i := range n {
		open := money.Amount(123456 * (i + 1))
		sum += open
		t.Rows = append(t.Rows, app.PaperRow{Cells: []app.PaperCell{{Text: fmt.Sprintf("INV-2026-%04d", 142+i)}, {Date: "2026-09-28"}, {Date: "2026-10-28"}, {Text: "31"},
			{Amount: &open}, {Amount: &open}, {Amount: &open}}})
	}
	t.Rows = append(t.Rows, app.PaperRow{Strong: true, Cells: []app.PaperCell{{Text: "Together"}, {}, {}, {}, {}, {Amount: &sum}, {Amount: &sum}}})
	return t
}

var kinds = []app.PaperKind{app.PaperQuote, app.PaperConfirmation, app.PaperProforma, app.PaperPurchase, app.PaperSlip, app.PaperDelivery, app.PaperInvoice, app.PaperCredit, app.PaperReminder,
	app.PaperStatement, app.PaperRemittance}

// retail is an invoice whose prices include tax, with a discount for paying early and a deposit that was paid.
func retail(t testing.TB) app.Paper {
	p := sample(t, app.PaperInvoice, 4)
	gross := p.Gross
	p.Totals = app.Totals{Inclusive: true, Gross: gross, Discount: 1000, Total: gross - 1000, Paid: 5000}
	x := trade.TaxSum{Code: "S", Name: "VAT", Rate: 19 * money.Percent}
	x.Tax = x.Rate.Within(p.Total)
	x.Base = p.Total - x.Tax
	p.Net, p.Taxes = x.Base, []trade.TaxSum{x}
	p.Early = trade.Early{By: "2026-12-08", Rate: 25_000, Discount: money.Rate(25_000).Of(p.Total)}
	p.Dues = []trade.Due{{Date: "2026-12-28", Amount: p.Total - p.Paid}}
	p.Notes = append(p.Notes, "Prices include tax.")
	return p
}

func long(word string, n int) string { return strings.TrimSpace(strings.Repeat(word+" ", n)) }

// hard is an invoice with all that can go wrong in it.
func hard(t testing.TB) app.Paper {
	p := sample(t, app.PaperInvoice, 9)
	p.Language, p.From.Accent = "de-AT", "#ffe14d"
	p.From.Name = "Łódzkie Przedsiębiorstwo Handlu Hurtowego Żółć i Synowie Spółka z ograniczoną odpowiedzialnością"
	p.From.Logo = []byte("not a picture")
	p.From.Footer = long("Geschäftsführung Žaneta Ďuríková, Ћирило Ђорђевић, Ελένη Παπαδοπούλου ·", 9)
	p.To = trade.Address{Company: "Θεσσαλία Ελαιόλαδο Α.Ε. – Συνεταιρισμός Παραγωγών Ελαιολάδου Κεντρικής Ελλάδος", Name: "Жанна Ёлкина", Street: strings.Repeat("Donaudampfschifffahrtsgesellschaft", 4), Zip: "10557", City: "Αθήνα", Country: "GR"}
	p.ShipTo = trade.Address{Company: "日本の会社 株式会社", Name: "שלום عالم 🚚", Street: "\u202Eevil\u202C \x00\x07 Straße", City: "Београд", Country: "RS"}
	p.Facts = append(p.Facts, app.Fact{Label: app.FactMethod, Value: strings.Repeat("0123456789", 9)}, app.Fact{Label: "unknown label", Value: "kept"}, app.Fact{Label: app.FactContact})
	p.Lines[0].Description = strings.Repeat("Xylophonsteckverbindungsgehäuse", 8)
	p.Lines[0].Code = "VERY-LONG-ARTICLE-NUMBER-WITHOUT-END-0123456789-0123456789-ABCDEFGH"
	p.Lines[1].Description = "First line\nsecond line\r\n\r\nthird line after an empty one\twith a tab"
	p.Lines[1].Detail = "A detail in smaller type that is long enough to need more than one line in its column, surely"
	p.Lines[2].Kind, p.Lines[2].Description, p.Lines[2].Net = trade.LineText, "A line that is only text: the following goods come from the second warehouse and are packed on pallets of 120 × 80 cm, which are exchanged at delivery.", 0
	p.Lines[3].Qty, p.Lines[3].Unit = 2500, "Kartons à 24"
	p.Lines[4].Price, p.Lines[4].Net, p.Lines[4].Qty = money.MaxPrice, money.MaxAmount, money.MaxQty
	p.Lines[5].Optional = true
	p.Lines[6].Expected = "2026-12-24"
	p.Lines[7].Description, p.Lines[7].Code, p.Lines[7].Unit = "", "", ""
	p.Lines[8].Price, p.Lines[8].Net = 1, 0
	p.Discount, p.Paid = 12345, 100000
	p.Taxes = append(p.Taxes, trade.TaxSum{Code: "RC", Name: "Reverse charge, Steuerschuldnerschaft des Leistungsempfängers nach Artikel 196", Base: 12300})
	p.Dues = []trade.Due{{Date: "2026-12-12", Amount: 500000}, {Date: "2027-01-28", Amount: 1250000000}}
	p.Notes = append(p.Notes, "(\\)<</Type/Catalog>> endobj {\\u} %PDF ) Tj", long("Ein langer Absatz über die Bedingungen.", 30)+"\n\nUnd ein zweiter.")
	return p
}

// draft is a quote with as little in it as there may be.
func draft(testing.TB) app.Paper {
	return app.Paper{Kind: app.PaperQuote, Currency: "JPY", Costs: true, From: app.Letterhead{Name: "Kim"}, Lines: []app.PaperLine{{Kind: trade.LineFree, Description: "Advice", Qty: 1000, Price: 500000, Net: 5000}}, Totals: app.Totals{Gross: 5000, Net: 5000, Total: 5000}}
}
