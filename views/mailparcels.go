package views

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// parcelsFound are the tracking numbers of one carrier that a supplier's mail names.
type parcelsFound struct {
	purchase trade.ID
	carrier  string
	told     told
}

// parcelsBy puts what was found together by carrier, in the order of the mail.
func parcelsBy(mail trade.ID, out app.TrackingOut) (list []parcelsFound) {
	at := map[string]int{}
	for _, t := range out.Found {
		i, ok := at[t.Carrier]
		if !ok {
			i = len(list)
			at[t.Carrier] = i
			list = append(list, parcelsFound{out.PurchaseID, t.Carrier, told{mail: mail, carrier: t.CarrierID}})
		}
		list[i].told.numbers = append(list[i].told.numbers, t.Number)
	}
	return list
}

// parcelRows offer to record what a mail says has shipped, where the heading does not do it for all.
func (s *Shell) parcelRows(list []parcelsFound, heading bool) []fyne.CanvasObject {
	if len(list) == 0 {
		return nil
	}
	var rows [][]kit.Cell
	for _, x := range list {
		carrier := x.carrier
		if carrier == "" {
			carrier = kit.T("carrier not named")
		}
		row := []kit.Cell{{Text: carrier}, {Text: strings.Join(x.told.numbers, ", ")}, {}}
		if len(list) > 1 || !heading {
			b := widget.NewButton(kit.T("Record shipment…"), func() { s.shipFound(x) })
			if !s.may("RecordShipment") {
				b.Disable()
			}
			row[2].Object = b
		}
		rows = append(rows, row)
	}
	return []fyne.CanvasObject{kit.Section(kit.T("Tracking numbers in this mail")), kit.Lines(kit.Columns{120, -3, 150}, nil, []string{kit.T("Carrier"), kit.T("Number"), ""}, rows)}
}

// shipFound opens the shipment of a purchase order with what was found filled in.
func (s *Shell) shipFound(x parcelsFound) {
	read(s, func(ctx context.Context) (*trade.PurchaseOrder, error) {
		return s.desk.GetPurchase(ctx, app.ByID{ID: x.purchase})
	}, func(p *trade.PurchaseOrder) { s.shipSaid(p, x.told) })
}
