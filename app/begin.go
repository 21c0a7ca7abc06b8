package app

import (
	"context"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// SetUpCompanyIn is what a company begins with; what is empty is as usual in its country.
type SetUpCompanyIn struct {
	Name      string         `json:"name"`
	Address   trade.Address  `json:"address"` // its country decides the rest
	Email     string         `json:"email"`
	TaxNumber string         `json:"tax_number"`
	Currency  money.Currency `json:"currency"`
	TaxRate   *money.Decimal `json:"tax_rate"` // the standard rate in percent, "19"
}

// SetUpCompany enters the company's own data, and, where there are none yet, the tax codes of its country and the usual payment terms. What
// is there already stays.
func (d *Desk) SetUpCompany(ctx context.Context, in SetUpCompanyIn) (out *trade.Company, err error) {
	err = d.change(ctx, "SetUpCompany", func(w *work) error {
		in.Address.Country = strings.ToUpper(strings.TrimSpace(in.Address.Country))
		country, known := trade.CountryOf(in.Address.Country)
		rate := country.Standard
		if in.TaxRate != nil {
			if rate, err = in.TaxRate.Rate(); err != nil {
				return trade.Faultf(trade.Invalid, "%v.", err).In("tax_rate")
			}
		}
		c, err := w.Company()
		if err != nil {
			return err
		}
		own := *c
		own.Name, own.Address, own.Email, own.TaxNumber = in.Name, in.Address, in.Email, in.TaxNumber
		if known {
			own.Currency, own.Language, own.PaperSize = country.Currency, country.Language, paperOf(country)
		}
		if in.Currency != "" {
			own.Currency = in.Currency
		}
		if err := in.Address.Check("company"); err != nil {
			return err
		}
		if err := own.Check(); err != nil {
			return err
		}
		within := context.WithValue(w.ctx, workKey, w)
		if own.TaxCodeID, err = d.beginTaxes(within, w, &country, rate, own.TaxCodeID); err != nil {
			return err
		}
		if own.TermsID, err = d.beginTerms(within, w, own.Language, own.TermsID); err != nil {
			return err
		}
		out, err = d.SaveCompany(within, own)
		return err
	})
	return out, err
}

func paperOf(c trade.Country) string {
	if c.Letter {
		return "Letter"
	}
	return "A4"
}

// beginTaxes makes the tax codes of a country, unless there are some, and returns the usual one.
func (d *Desk) beginTaxes(ctx context.Context, w *work, c *trade.Country, rate money.Rate, usual trade.ID) (trade.ID, error) {
	have, err := w.TaxCodes()
	if err != nil || len(have) > 0 {
		return usual, err
	}
	name := c.Tax
	if name == "" {
		name = "Tax"
	}
	codes := []trade.TaxCode{{Code: "S", Name: name + " " + rate.String() + " %", Kind: trade.TaxNormal, Rate: rate}}
	if rate == 0 {
		codes[0].Name = name
	}
	if c.Reduced != 0 && rate == c.Standard {
		codes = append(codes, trade.TaxCode{Code: "R", Name: name + " " + c.Reduced.String() + " %", Kind: trade.TaxNormal, Rate: c.Reduced})
	}
	export, reverse := "Export, free of tax.", "Reverse charge: the tax is owed by the recipient."
	if c.Language == "de" {
		export, reverse = "Steuerfreie Ausfuhrlieferung.", "Steuerschuldnerschaft des Leistungsempfängers."
	}
	codes = append(codes, trade.TaxCode{Code: "X", Name: "Export", Kind: trade.TaxExempt, Note: export})
	if c.Union {
		codes = append(codes, trade.TaxCode{Code: "RC", Name: "Reverse charge", Kind: trade.TaxReverse, Note: reverse})
	}
	for i := range codes {
		saved, err := d.SaveTaxCode(ctx, codes[i])
		if err != nil {
			return 0, err
		}
		if i == 0 {
			usual = saved.ID
		}
	}
	return usual, nil
}

// beginTerms makes the usual payment terms, unless there are some, and returns what is usual.
func (d *Desk) beginTerms(ctx context.Context, w *work, language string, usual trade.ID) (trade.ID, error) {
	have, err := w.TermsList()
	if err != nil || len(have) > 0 {
		return usual, err
	}
	names := []string{"30 days", "14 days", "Prepaid"}
	if language == "de" {
		names = []string{"30 Tage", "14 Tage", "Vorkasse"}
	}
	for i, days := range []int{30, 14, 0} {
		saved, err := d.SaveTerms(ctx, trade.Terms{Name: names[i], Parts: []trade.TermPart{{Percent: money.Whole, Days: days}}, Prepaid: days == 0})
		if err != nil {
			return 0, err
		}
		if i == 0 {
			usual = saved.ID
		}
	}
	return usual, nil
}
