package views

import (
	"net/http"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/shop"
	"dropdesk/app/shop/shoptest"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
	"dropdesk/reports"
	"dropdesk/views/look"
)

// drawer keeps secrets in memory.
type drawer map[string]string

func (d drawer) Secret(name string) (string, error) { return d[name], nil }

func (d drawer) KeepSecret(name, secret string) error { d[name] = secret; return nil }

func TestAShopIsTriedKeptAndItsOrdersAreLookedAt(t *testing.T) {
	keys := drawer{}
	desk := app.New(app.Ports{Store: datatest.Open(t), Printer: reports.New(), Mailer: mail.New(), Shops: shop.New(), Secrets: keys, Clock: func() time.Time { return today.Time().Add(9 * time.Hour) }})
	smallCompany(t, desk)
	w := shoptest.NewWoo(t)
	w.Add(2)
	w.Order(102).Lines[0].SKU = "VASE"
	p := sit(t, desk, wide, look.Light)
	p.settingsPart("Shops")
	p.choose("New shop…")
	p.open("Shop")
	p.fill("Address", w.URL)
	p.fill("Orders changed since the day", "2026-11-20")
	p.fill("WooCommerce: consumer key", w.Key)
	p.fill("Consumer secret, or Shopify's access token", "cs_wrong")
	p.ctrlEnter()
	p.open("Shop")
	equal(t, "what is wrong", p.wrong("Consumer secret, or Shopify's access token"), "The shop does not accept the key: Sorry, you cannot list resources.. It may have expired or been withdrawn; make a new one in the shop and enter it.")
	p.fill("Consumer secret, or Shopify's access token", w.Secret)
	p.ctrlEnter()
	p.closed()
	list := must[app.All[trade.Shop]](t)(desk.ListShops(p.ctx(), app.Nothing{}))
	equal(t, "it is kept", len(list.Rows), 1)
	equal(t, "the key is in the keyring", len(keys), 2)

	p.settingsPart("Shops")
	p.tap("Test the connection")
	equal(t, "tested", p.toast(), "The shop answers, and its orders can be read: Ford & Daughters")
	p.tap("Fetch orders now")
	p.open("Orders of " + addressText(w.URL))
	equal(t, "what is taken", p.says("1 order will be taken over as drafts."), true)
	p.ctrlEnter()
	p.closed()
	equal(t, "the orders", must[app.List[app.OrderRow]](t)(desk.ListOrders(p.ctx(), app.ListIn{Channel: "woocommerce"})).Count, 1)

	p.settingsPart("Shops")
	p.tap("Leave them…")
	p.open("Leave them")
	p.ctrlEnter()
	p.closed()
	p.settingsPart("Shops")
	w.Fault = func(_ int, _ string, rw http.ResponseWriter, _ *http.Request) bool {
		rw.WriteHeader(http.StatusForbidden)
		return true
	}
	p.tap("Fetch orders now")
	p.press(fyne.KeyEscape)
	p.settingsPart("Shops")
	equal(t, "the trouble stands there", p.says("The key may not do this: 403 Forbidden. Give it that right in the shop."), true)
}
