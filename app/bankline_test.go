package app_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// owing is a house with two open invoices of 400.00 and 430.00 to Harbor Hardware and one of 100.00 to others.
func owing(t *testing.T) (h *house, one, two *trade.Invoice) {
	h = newHouse(t)
	harbor := h.customer("Harbor Hardware GmbH", nil)
	h.customer("Müller & Söhne KG", nil)
	none := must(h.SaveTaxCode(h.ctx, trade.TaxCode{Code: "X", Name: "exempt", Kind: trade.TaxExempt, Note: "No tax."})).ID
	invoice := func(customer trade.ID, price string) *trade.Invoice {
		o := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: customer, TaxCodeID: &none, Lines: []app.LineIn{{ItemID: h.wrap, Qty: qtyp(1), Price: decp(price)}}}, Confirm: true, Twice: true}))
		return h.invoiced(o, "ordered")
	}
	one, two = invoice(harbor, "400"), invoice(harbor, "430")
	invoice(h.ana, "100")
	return h, one, two
}

// bankTold is a read line in short.
func bankTold(b app.BankLine) string {
	way := "in"
	if b.Out {
		way = "out"
	}
	var uses []string
	for _, u := range b.Uses {
		uses = append(uses, u.Amount.String())
	}
	return fmt.Sprintf("%s %s %s %s, %s, names %d, pays %s", way, b.Amount, b.Currency, b.Date, b.Party, len(b.Named), strings.Join(uses, "+"))
}

func TestLinesOfManyBanksAreRead(t *testing.T) {
	h, one, two := owing(t)
	numbers := strings.NewReplacer("ONE", one.Number, "TWO", two.Number, "1NE", strings.ReplaceAll(one.Number, "-", ""), "T2O", strings.ReplaceAll(two.Number, "-", " "))
	const both = "in 830 EUR 2026-11-23, Harbor Hardware GmbH, names 2, pays 400+430"
	for _, c := range []struct{ text, want string }{
		{"23.11.2026 GUTSCHRIFT Harbor Hardware ONE TWO 830,00 EUR", both},
		{"23.11.2026\tGutschrift\tHARBOR HARDWARE GMBH\tRechnungen ONE, TWO\t+830,00 €", both},
		{`"23.11.2026";"23.11.2026";"GUTSCHR. UEBERWEISUNG";"1NE T2O";"HARBOR HARDWARE";"DE89370400440532013000";"COBADEFFXXX";"830,00";"EUR"`, both},
		{`23.11.26;22.11.26;Gutschrift;Harbor Hardware;1NE/T2O;830,00;H;EUR;12.345,67`, both},
		{"2026-11-23, Faster payment from HARBOR HARDWARE, Ref ONE TWO, EUR 830.00 CR", both},
		{"23/11/2026 BGC HARBOR HARDWARE ONE TWO 830.00 12,345.67", both},
		{"11/23/2026 DEPOSIT HARBOR HARDWARE ONE TWO €830.00", both},
		{"Nov 23, 2026 Incoming wire Harbor Hardware ONE TWO 830.00 EUR", both},
		{"23 Nov 2026  Harbor Hardware  ONE & TWO  EUR 830.00", both},
		{":60F:C261120EUR1000,00\n:61:2611231123CR830,00NTRFNONREF//12345\n:86:166?00GUTSCHRIFT?10931?20ONE?21TWO?30COBADEFF?31DE8937?32HARBOR HARDWARE?33GMBH\n:62F:C261123EUR1830,00", both},
		{":61:2611231123CR830,00NTRF//12345 :86:166?00GUTSCHRIFT?20ONE TWO?32HARBOR HARDWARE :62F:C261123EUR1830,00", both},
		{":61:261123C830,NMSCNONREF\n:86:HARBOR HARDWARE ONE TWO", both},
		{`<Ntry><Amt Ccy="EUR">830.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-23</Dt></BookgDt><NtryDtls><TxDtls><Dbtr><Nm>Harbor Hardware</Nm></Dbtr><Ustrd>ONE TWO</Ustrd></TxDtls></NtryDtls></Ntry>`, both},
		// An amount alone, with or without its currency.
		{"830", "in 830  , , names 0, pays "}, {"830,00", "in 830  , , names 0, pays "}, {"1.830,50 EUR", "in 1830.5 EUR , , names 0, pays "}, {"$1,830.50", "in 1830.5 USD , , names 0, pays "},
		{"JPY 12000", "in 12000 JPY , , names 0, pays "}, {"1'830.50 CHF", "in 1830.5 CHF , , names 0, pays "},
		// A name is enough, a number is enough, and the later invoice is paid where it is the one that is named.
		{"23.11.2026 HARBOR HARDWARE DANKE 430,00 EUR", "in 430 EUR 2026-11-23, Harbor Hardware GmbH, names 0, pays 400+30"},
		{"23.11.2026 Zahlung TWO 430,00 EUR", "in 430 EUR 2026-11-23, Harbor Hardware GmbH, names 1, pays 430"},
		{"23.11.2026 MUELLER UND SOEHNE 50,00 EUR", "in 50 EUR 2026-11-23, Müller & Söhne KG, names 0, pays "},
		{"23.11.2026 somebody else 50,00 EUR", "in 50 EUR 2026-11-23, , names 0, pays "},
		// What goes out goes to a supplier.
		{"23.11.2026 LASTSCHRIFT Clayworks 50,00 EUR", "out 50 EUR 2026-11-23, Clayworks, names 0, pays "},
		{"23.11.2026 Weft & Co -50,00 EUR", "out 50 EUR 2026-11-23, Weft & Co, names 0, pays "},
		{"2026-11-23 CLAYWORKS 50.00 DR", "out 50  2026-11-23, Clayworks, names 0, pays "},
		// A day that is still to come is not the day of a payment.
		{"23.12.2026 HARBOR HARDWARE 50,00 EUR", "in 50 EUR , Harbor Hardware GmbH, names 0, pays 50"},
	} {
		text := numbers.Replace(c.text)
		b, err := h.ReadBankLine(h.ctx, app.BankLineIn{Text: text})
		want := c.want
		if b.Party != "" && strings.Contains(want, "  2026") { // the party's currency
			want = strings.Replace(want, "  2026", " EUR 2026", 1)
		}
		if got := bankTold(b); err != nil || got != want {
			t.Errorf("%q:\n got %s %v\nwant %s", text, got, err, want)
		}
	}
	b := must(h.ReadBankLine(h.ctx, app.BankLineIn{Text: "900,00 EUR", CustomerID: one.CustomerID}))
	equal(t, "somebody who is chosen", b.Party, "Harbor Hardware GmbH")
	equal(t, "what is left over", b.Left, 7000)
	_, err := h.ReadBankLine(h.ctx, app.BankLineIn{Text: "Harbor Hardware"})
	h.refused(trade.Invalid, err)
	equal(t, "with a decimal comma", must(h.ReadBankLine(h.ctx, app.BankLineIn{Text: "1.234", Comma: true})).Amount, money.Dec(1234, 0))
}

func TestABillIsPaidByTheLineThatNamesIt(t *testing.T) {
	h := newHouse(t)
	p := h.forward(h.order())[0]
	b := h.bill("RE-2026/77", p)
	got := must(h.ReadBankLine(h.ctx, app.BankLineIn{Text: "23.11.2026 Ihre Rechnung RE-2026/77 -74,40 EUR"}))
	equal(t, "supplier", got.SupplierID, p.SupplierID)
	equal(t, "it pays", len(got.Uses), 1)
	equal(t, "the bill", got.Uses[0].ID, b.ID)
	equal(t, "all of it", got.Left, 0)
}

// Whatever is pasted is read without a panic, and no more is paid than has arrived.
func TestNoLineBreaksTheBank(t *testing.T) {
	h, one, two := owing(t)
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"23.11.2026", "830,00", "EUR", "€", "-", ":61:", "261123C830,00N", ":86:", "?20", "<Amt Ccy=\"EUR\">", "</Amt>", one.Number, two.Number, "Harbor", "Hardware", ";", "\"", "\n", "CR", "99999999999999999,99"}))
		text := strings.Join(rapid.SliceOfN(part, 0, 12).Draw(t, "parts"), rapid.SampledFrom([]string{"", " ", ";"}).Draw(t, "sep"))
		b, err := h.ReadBankLine(h.ctx, app.BankLineIn{Text: text})
		if err != nil {
			return
		}
		var used money.Amount
		for _, u := range b.Uses {
			used += must(u.Amount.Amount(b.Currency))
		}
		if b.Party != "" && used+b.Left != must(b.Amount.Amount(b.Currency)) {
			t.Fatalf("%q: %d used and %d left of %s", text, used, b.Left, b.Amount)
		}
	})
}
