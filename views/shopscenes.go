package views

import (
	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// shopScenes show the settings of shops.
func (s *Shell) shopScenes() []Scene {
	return []Scene{
		{"settings-shops", func() {
			s.sampleShops()
			s.settingsPart(kit.T("Shops"))
		}},
		{"dialog-shop", func() {
			s.settingsPart(kit.T("Shops"))
			s.editShop(trade.Shop{Kind: trade.WooCommerce, Since: s.today(), Minutes: 15, Tracking: true, Notify: true})
		}},
		{"dialog-shop-leave", func() {
			s.settingsPart(kit.T("Shops"))
			s.leaveShopOrders(0, 3)
		}},
	}
}

// sampleShops are two shops; a second time nothing is doubled. One is asked without a key, so that it stands there how that is told.
func (s *Shell) sampleShops() {
	woo, err := s.desk.SaveShop(s.ctx(), app.ShopIn{Shop: trade.Shop{Kind: trade.WooCommerce, Address: "https://shop.northpier.example", Since: s.today(), Minutes: 15, Tracking: true, Notify: true}})
	if err != nil {
		return
	}
	_, _ = s.desk.SaveShop(s.ctx(), app.ShopIn{Shop: trade.Shop{Kind: trade.Shopify, Address: "https://north-pier.myshopify.com", Since: s.today()}})
	_, _ = s.desk.FetchOrders(s.ctx(), app.FetchOrdersIn{ShopID: woo.ID})
}
