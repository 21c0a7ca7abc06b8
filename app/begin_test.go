package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

func TestACompanyBeginsAsIsUsualInItsCountry(t *testing.T) {
	h := newHouse(t)
	for _, c := range trade.Countries {
		if _, err := money.ParseCurrency(string(c.Currency)); err != nil || len(c.Code) != 2 {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
	fresh := app.New(app.Ports{Store: datatest.Open(t)})
	out := must(fresh.SetUpCompany(h.ctx, app.SetUpCompanyIn{Name: "Kontor Nord", Address: trade.Address{Country: "de"}}))
	equal(t, "currency", out.Currency, "EUR")
	equal(t, "language", out.Language, "de")
	codes := must(fresh.ListTaxCodes(h.ctx, app.Nothing{})).Rows
	equal(t, "tax codes", len(codes), 4)
	for _, c := range codes {
		if c.ID == out.TaxCodeID {
			equal(t, "usual tax", c.Name, "USt. 19 %")
		}
	}
	equal(t, "terms", len(must(fresh.ListTerms(h.ctx, app.Nothing{})).Rows), 3)

	again := must(fresh.SetUpCompany(h.ctx, app.SetUpCompanyIn{Name: "Kontor Nord", Address: trade.Address{Country: "AT"}}))
	equal(t, "tax codes when it is done twice", len(must(fresh.ListTaxCodes(h.ctx, app.Nothing{})).Rows), 4)
	equal(t, "usual tax stays", again.TaxCodeID, out.TaxCodeID)
}

func TestAnUnknownCountryBeginsWithWhatIsTyped(t *testing.T) {
	fresh := app.New(app.Ports{Store: datatest.Open(t)})
	h := newHouse(t)
	out := must(fresh.SetUpCompany(h.ctx, app.SetUpCompanyIn{Name: "Far", Address: trade.Address{Country: "FJ"}, Currency: "FJD", TaxRate: decp("12.5")}))
	equal(t, "currency", out.Currency, "FJD")
	equal(t, "tax", must(fresh.ListTaxCodes(h.ctx, app.Nothing{})).Rows[0].Name, "Tax 12.5 %")
	_, err := fresh.SetUpCompany(h.ctx, app.SetUpCompanyIn{Name: "Far", Address: trade.Address{Country: "Fiji"}})
	h.refused(trade.Invalid, err)
	_, err = fresh.SetUpCompany(h.ctx, app.SetUpCompanyIn{Name: " "})
	h.refused(trade.Invalid, err)
}
