package views

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

var shopKinds = named(trade.ShopKinds)

// loadShops is the part of the settings about web shops whose orders are fetched.
func (s *Shell) loadShops(ctx context.Context) (func() document, error) {
	list, err := s.desk.ListShops(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	told, err := s.desk.ListTracking(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	return func() document {
		d := document{title: kit.T("Shops"), buttons: []button{{step: "SaveShop", text: kit.T("New shop…"), primary: len(list.Rows) == 0, do: func() {
			s.editShop(trade.Shop{Kind: trade.WooCommerce, Since: s.today(), Minutes: 15, Tracking: true, Notify: true})
		}}}}
		d.body = append(d.body, sentence(kit.T("Orders of WooCommerce and Shopify are fetched and wait on Today, where you look through them and take them over as those of a file. Settings > Automation can take over what is not in doubt. When something ships, the shop is told a minute later, with the tracking number if there is one.")))
		for i := range list.Rows {
			d.body = append(d.body, s.shopCard(&list.Rows[i])...)
		}
		return s.toldRows(d, list.Rows, told.Rows)
	}, nil
}

// shopCard is a shop with how it stands and what can be done with it.
func (s *Shell) shopCard(x *trade.Shop) []fyne.CanvasObject {
	shop := *x
	state, tone := kit.T("Not fetched yet"), kit.Quiet
	switch {
	case x.Inactive:
		state = kit.T("Not in use")
	case x.Place.Trouble != "":
		state, tone = kit.T("Cannot be read"), kit.Bad
	case x.Place.FetchedAt != "":
		state, tone = kit.T("Fetched %s", moment(x.Place.FetchedAt, s.today())), kit.Good
	}
	often := kit.T("by hand alone")
	if x.Minutes > 0 {
		often = kit.T("every %d minutes", x.Minutes)
	}
	parts := []fyne.CanvasObject{kit.Section(addressText(x.Address)), kit.Lines(kit.Columns{-2, -2, -2, 90, 40}, []bool{false, false, false, true},
		[]string{kit.T("Channel"), kit.T("Fetched"), kit.T("State"), kit.T("Waiting"), ""},
		[][]kit.Cell{{{Text: wordOf(x.Channel)}, {Text: often}, {Text: state, Tone: tone}, {Text: countOr0(x.Place.Waiting)}, {Object: s.rowButtons(func() { s.editShop(shop) }, nil)}}})}
	if x.Place.Trouble != "" {
		parts = append(parts, wrapped(kit.Said(x.Place.Trouble), widget.DangerImportance))
	}
	buttons := container.NewHBox(s.allowed("FetchOrders", widget.NewButton(kit.T("Fetch orders now"), func() { s.fetchOrders(shop.ID) })))
	if x.Place.Waiting > 0 {
		buttons.Add(s.allowed("ImportOrders", widget.NewButton(kit.T("Look at them…"), func() { s.lookAtShop(shop.ID) })))
		buttons.Add(s.allowed("LeaveShopOrders", widget.NewButton(kit.T("Leave them…"), func() { s.leaveShopOrders(shop.ID, x.Place.Waiting) })))
	}
	buttons.Add(s.allowed("TestShop", widget.NewButton(kit.T("Test the connection"), func() {
		act(s, "", func(ctx context.Context) (app.TestShopOut, error) {
			return s.desk.TestShop(ctx, app.ShopIn{Shop: shop})
		}, func(out app.TestShopOut) {
			s.say(kit.T("The shop answers, and its orders can be read: %s", out.Name), kit.Good)
		})
	})))
	return append(parts, buttons)
}

func addressText(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return rest
}

// toldRows adds what shops were not told yet, or refused.
func (s *Shell) toldRows(d document, shops []trade.Shop, list []trade.ShopPush) document {
	words := map[string]string{trade.PushReady: kit.T("Waiting"), trade.PushSending: kit.T("Waiting"), trade.PushSent: kit.T("Told"), trade.PushRefused: kit.T("Refused"), trade.PushStopped: kit.T("Not told")}
	tones := map[string]kit.Tone{trade.PushSent: kit.Good, trade.PushRefused: kit.Bad, trade.PushStopped: kit.Quiet}
	names := map[trade.ID]string{}
	for i := range shops {
		names[shops[i].ID] = addressText(shops[i].Address)
	}
	var rows [][]kit.Cell
	for i := range list[:min(len(list), 30)] {
		p := list[i]
		var do fyne.CanvasObject = container.NewHBox()
		if p.State == trade.PushRefused {
			do = container.NewHBox(s.allowed("RetryTracking", widget.NewButton(kit.T("Send again"), func() {
				act(s, kit.T("The shop is told within a minute"), func(ctx context.Context) (*trade.ShopPush, error) {
					return s.desk.RetryTracking(ctx, app.ByID{ID: p.ID})
				}, nil)
			})), s.allowed("StopTracking", widget.NewButton(kit.T("Leave it"), func() {
				act(s, kit.T("The shop is not told"), func(ctx context.Context) (*trade.ShopPush, error) {
					return s.desk.StopTracking(ctx, app.ByID{ID: p.ID})
				}, nil)
			})))
		}
		rows = append(rows, []kit.Cell{{Text: p.Number}, {Text: p.OrderNo}, {Text: names[p.ShopID]}, {Text: words[p.State], Tone: tones[p.State]}, {Text: kit.Said(p.Answer), Tone: kit.Quiet}, {Object: do}})
	}
	if len(rows) > 0 {
		d.body = append(d.body, kit.Section(kit.T("What shops were told")), kit.Lines(kit.Columns{90, 90, -2, 80, -3, 190}, nil,
			[]string{kit.T("Shipment"), kit.T("Order"), kit.T("Shop"), kit.T("State"), kit.T("The shop says"), ""}, rows))
	}
	return d
}

// editShop changes or adds a shop, which is tried before it is kept.
func (s *Shell) editShop(x trade.Shop) {
	hint := kit.T("as it is")
	if x.ID == 0 {
		hint = ""
	}
	var all []string
	for _, kind := range trade.ShopKinds {
		all = append(all, trade.ShopChannels(kind)...)
	}
	if x.Channel == "" {
		x.Channel = x.Kind
	}
	f := kit.NewForm(
		&kit.Field{Name: "kind", Label: kit.T("Kind of shop"), Options: shopKinds.words(), Text: wordOf(x.Kind)},
		&kit.Field{Name: "channel", Label: kit.T("Channel of its orders"), Options: named(all).words(), Text: wordOf(x.Channel)},
		&kit.Field{Name: "address", Label: kit.T("Address"), Text: x.Address, Hint: "https://shop.example.com", Wide: true},
		&kit.Field{Name: "key", Label: kit.T("WooCommerce: consumer key"), Secret: true, Hint: hint},
		&kit.Field{Name: "secret", Label: kit.T("Consumer secret, or Shopify's access token"), Secret: true, Hint: hint},
		&kit.Field{Name: "since", Label: kit.T("Orders changed since the day"), Text: typedDay(x.Since)},
		&kit.Field{Name: "minutes", Label: kit.T("Fetched every … minutes (0: by hand alone)"), Text: strconv.Itoa(x.Minutes)},
		&kit.Field{Name: "new_items", Label: kit.T("Make items of what is not in the catalogue"), Check: true, Wide: true, Text: yes(x.NewItems)},
		&kit.Field{Name: "new_taxes", Label: kit.T("Make tax codes for rates that are not known"), Check: true, Wide: true, Text: yes(x.NewTaxes)},
		&kit.Field{Name: "tracking", Label: kit.T("Tell the shop of shipments"), Check: true, Wide: true, Text: yes(x.Tracking)},
		&kit.Field{Name: "notify", Label: kit.T("The shop then writes to its customer"), Check: true, Wide: true, Text: yes(x.Notify)},
		&kit.Field{Name: "complete", Label: kit.T("WooCommerce: complete an order when all has shipped"), Check: true, Wide: true, Text: yes(x.Complete)},
		&kit.Field{Name: "inactive", Label: kit.T("Not in use"), Check: true, Wide: true, Text: yes(x.Inactive)},
	)
	kit.AskForm(s.win.Canvas(), kit.T("Shop"), kit.T("Try and keep it"), f, func(d *kit.Dialog) {
		minutes, err := strconv.Atoi(strings.TrimSpace(f.Text("minutes")))
		if err != nil {
			f.Wrong("minutes", kit.T("%q is not a whole number.", f.Text("minutes")))
			return
		}
		in := app.ShopIn{Shop: x}
		in.Kind, in.Channel, in.Address = shopKinds.value(f.Text("kind")), named(all).value(f.Text("channel")), strings.TrimSpace(f.Text("address"))
		in.Since, in.Minutes = trade.Date(strings.TrimSpace(f.Text("since"))), minutes
		yes := func(name string) bool { return f.Text(name) == "yes" }
		in.NewItems, in.NewTaxes, in.Tracking, in.Notify, in.Complete, in.Inactive = yes("new_items"), yes("new_taxes"), yes("tracking"), yes("notify"), yes("complete"), yes("inactive")
		if k := f.Text("key"); k != "" {
			in.Key = &k
		}
		if k := f.Text("secret"); k != "" {
			in.Secret = &k
		}
		submit(s, d, f, kit.T("The shop is kept"), func(ctx context.Context) (*trade.Shop, error) {
			if !in.Inactive {
				if _, err := s.desk.TestShop(ctx, in); err != nil {
					return nil, err
				}
			}
			return s.desk.SaveShop(ctx, in)
		}, nil)
	})
}

// fetchOrders fetches what is new in a shop and shows what waits.
func (s *Shell) fetchOrders(id trade.ID) {
	longStep(s, kit.T("Fetching orders"), func(ctx context.Context) (app.FetchOrdersOut, error) {
		return s.desk.FetchOrders(ctx, app.FetchOrdersIn{ShopID: id})
	}, func(out app.FetchOrdersOut) {
		s.fresh()
		if out.Waiting == 0 {
			s.say(kit.T("No order of %s waits.", out.Shop), kit.Quiet)
			return
		}
		s.lookAtShop(id)
	}, func(err error) { s.fresh(); s.fail(err) })
}

// lookAtShop shows the orders of a shop that wait, as those of a file.
func (s *Shell) lookAtShop(id trade.ID) {
	read(s, func(ctx context.Context) (app.ImportOrdersIn, error) {
		return s.desk.GetShopOrders(ctx, app.ByID{ID: id})
	}, s.readOrders)
}

// leaveShopOrders asks whether what waits of a shop is not to come in.
func (s *Shell) leaveShopOrders(id trade.ID, n int) {
	f := kit.NewForm()
	text := wrapped(kit.T("%s are not taken over and wait no more. One that is changed in the shop comes again.", counted(n, "%d order", "%d orders")), widget.MediumImportance)
	kit.Ask(s.win.Canvas(), kit.T("Leave them"), kit.T("Leave them"), kit.Wide(420, text), func(d *kit.Dialog) {
		submit(s, d, f, kit.T("They wait no more"), func(ctx context.Context) (app.Done, error) {
			return s.desk.LeaveShopOrders(ctx, app.LeaveShopOrdersIn{ShopID: id})
		}, nil)
	})
}
