package views

import (
	"context"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// words splits a text at spaces, commas and line ends.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '\n' || r == '\r' || r == '\t' })
}

func (s *Shell) shipmentsPage() page {
	p := &listPage[app.ShipmentRow]{
		s: s, kind: trade.KindShipment, one: kit.T("shipment"), noun: kit.T("shipments"), list: s.desk.ListShipments, load: s.loadShipment,
		id: func(r *app.ShipmentRow) trade.ID { return r.ID }, offset: 0.44, first: "on_the_way",
	}
	p.bulk = func(rows []app.ShipmentRow) []bulkStep { return s.shipmentSteps(rows, p.grid.Unmark) }
	p.columns = []kit.Column[app.ShipmentRow]{
		textColumn("number", "Shipment", 76, func(r *app.ShipmentRow) string { return r.Number }),
		textColumn("customer", "Customer", -1, func(r *app.ShipmentRow) string { return r.Customer }),
		spare(textColumn("order_no", "Order", 74, func(r *app.ShipmentRow) string { return r.OrderNo })),
		textColumn("date", "Shipped", 60, func(r *app.ShipmentRow) string { return day(r.Date, s.today()) }),
		spare(textColumn("carrier", "Carrier", 110, func(r *app.ShipmentRow) string { return r.Carrier })),
		toneColumn("state", "State", 82, func(r *app.ShipmentRow) string { return state(r.State) }, func(r *app.ShipmentRow) kit.Tone { return stateTone(r.State) }),
	}
	return p
}

func (s *Shell) loadShipment(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	x, err := s.desk.GetShipment(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	chain, err := s.desk.GetChain(ctx, trade.Ref{Kind: trade.KindShipment, ID: id})
	if err != nil {
		return nil, err
	}
	history, err := s.withHistory(ctx, trade.KindShipment, id)
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawShipment(chain, x, history) }, nil
}

func (s *Shell) drawShipment(c app.Chain, x *trade.Shipment, history past) fyne.CanvasObject {
	d := document{title: x.Number + "  " + x.Customer, pills: []fyne.CanvasObject{kit.Pill(state(x.State), stateTone(x.State))},
		steps: s.chain(c, trade.Ref{Kind: trade.KindShipment, ID: x.ID}), history: history}
	notified := kit.T("not yet")
	if x.Notified != "" {
		notified = moment(x.Notified, s.today())
	}
	d.facts = []fyne.CanvasObject{
		kit.Fact(kit.T("Ship to"), place(x.ShipTo)), kit.Fact(kit.T("Carrier"), strings.TrimSpace(x.Carrier+"  "+x.Method)), kit.Fact(kit.T("Supplier"), x.Supplier+"  "+x.PurchaseNo),
		kit.Fact(kit.T("Shipped"), day(x.Date, s.today())), kit.Fact(kit.T("Delivered"), strings.TrimSpace(day(x.Delivered, s.today())+"  "+x.ReceivedBy)), kit.Fact(kit.T("Customer told"), notified),
	}
	notice := button{step: "NotifyShipment", text: kit.T("Shipment notice…"), icon: theme.MailSendIcon(), mail: true, do: func() {
		s.send(kit.T("Tell %s that it has shipped", x.Customer), app.PrintIn{Paper: app.PaperDelivery, ID: x.ID}, func(ctx context.Context, in app.SendIn) error {
			in.ID = x.ID
			_, err := s.desk.NotifyShipment(ctx, in)
			return err
		})
	}}
	mine := func(e *trade.Exception) bool { return e.ShipmentID == x.ID }
	s.decisions(&d, c, mine)
	decide := d.asks()
	d.buttons = append(d.buttons, []button{
		{text: kit.T("Delivery note"), pdf: true, icon: theme.DocumentPrintIcon(), do: func() { s.pdf(app.PaperDelivery, x.ID) }}, notice,
		{text: kit.T("Packing slip for the supplier"), do: func() { s.pdf(app.PaperSlip, x.ID) }},
	}...)
	if x.State == trade.Shipped {
		d.buttons = append(d.buttons, button{step: "ConfirmDelivery", text: kit.T("Confirm delivery…"), primary: !decide, do: func() { s.deliver(x) }})
	}
	d.buttons = append(d.buttons, button{step: "ReportException", text: kit.T("Report a problem…"), do: func() { s.reportProblem(c, x) }})
	if x.State == trade.Shipped || x.State == trade.Delivered {
		d.buttons = append(d.buttons, button{step: "OpenReturn", text: kit.T("Open a return…"), do: func() { s.openReturn(c, x) }})
	}
	parcels := container.NewVBox()
	for _, p := range x.Parcels {
		if u, err := url.Parse(p.Link); err == nil && p.Link != "" {
			parcels.Add(widget.NewHyperlink(p.Tracking, u))
			continue
		}
		l := widget.NewLabel(p.Tracking)
		l.Selectable = true
		parcels.Add(l)
	}
	var rows [][]kit.Cell
	for _, l := range x.Lines {
		rows = append(rows, []kit.Cell{{Text: l.SKU}, {Text: l.Description}, {Text: number(l.Qty)}, {Text: l.Unit}, {Text: shipmentNote(c, &l), Tone: kit.Warn}})
	}
	if len(parcels.Objects) > 0 {
		d.body = append(d.body, kit.Section(kit.T("Parcels")), parcels)
	}
	d.body = append(d.body,
		kit.WholeLines(kit.Columns{90, -1, 50, 46, 170}, []bool{false, false, true, false}, []string{kit.T("Item"), kit.T("Description"), kit.T("Qty"), "", ""}, rows))
	d.body = append(d.body, s.decidedBefore(c, mine)...)
	return s.draw(d)
}

// deliver asks when it arrived, and who took it.
func (s *Shell) deliver(x *trade.Shipment) {
	f := kit.NewForm(
		&kit.Field{Name: "date", Label: kit.T("Arrived on"), Text: typedDay(s.today())},
		&kit.Field{Name: "received_by", Label: kit.T("Received by")},
	)
	kit.AskForm(s.win.Canvas(), kit.T("%s has arrived", x.Number), kit.T("Confirm delivery"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Delivery confirmed"), func(ctx context.Context) (*trade.Shipment, error) {
			date, err := typedDate("date", f.Text("date"), s.today())
			if err != nil {
				return nil, err
			}
			return s.desk.ConfirmDelivery(ctx, app.DeliverIn{ID: x.ID, Version: x.Version, Date: date, ReceivedBy: f.Text("received_by")})
		}, nil)
	})
}
