package views

import (
	"context"
	"strconv"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) loadNumbering(ctx context.Context) (func() document, error) {
	all, err := s.desk.ListNumbering(ctx, app.Nothing{})
	return func() document {
		return masterTable(s, kit.T("Numbering"), "", all.Rows, kit.Columns{-1, -1, -1}, nil, []string{kit.T("Document"), kit.T("Prefix"), kit.T("Next number")},
			func(n *trade.Numbering) []string {
				return []string{kindWord(n.Kind), n.Prefix, n.Name(n.Next, s.today().Time().Year())}
			},
			s.editNumbering)
	}, err
}

func (s *Shell) editNumbering(n trade.Numbering) {
	f := kit.NewForm(
		&kit.Field{Name: "prefix", Label: kit.T("Prefix; {year} stands for the year"), Text: n.Prefix}, &kit.Field{Name: "digits", Label: kit.T("Zeros in front, up to so many digits"), Text: strconv.Itoa(n.Digits)},
		&kit.Field{Name: "next", Label: kit.T("Next number"), Text: strconv.FormatInt(n.Next, 10)},
		&kit.Field{Say: kit.T("Numbers are given when a document is issued, one after the other, so that there are no gaps. The next number can be raised, never lowered.")})
	kit.AskForm(s.win.Canvas(), kindWord(n.Kind), kit.T("Save"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (trade.Numbering, error) {
			next, err := strconv.ParseInt(strings.TrimSpace(f.Text("next")), 10, 64)
			if err != nil {
				return n, trade.Faultf(trade.Invalid, "%s", kit.T("%q is not a whole number.", f.Text("next"))).In("next")
			}
			digits, err := strconv.Atoi(strings.TrimSpace(f.Text("digits")))
			if err != nil {
				return n, trade.Faultf(trade.Invalid, "%s", kit.T("%q is not a whole number.", f.Text("digits"))).In("digits")
			}
			n.Prefix, n.Next, n.Digits = f.Text("prefix"), next, digits
			return s.desk.SaveNumbering(ctx, n)
		}, nil)
	})
}

func kindWord(k trade.Kind) string {
	return kit.T(map[trade.Kind]string{
		trade.KindCustomer: "Customer", trade.KindSupplier: "Supplier", trade.KindItem: "Item", trade.KindQuote: "Quote", trade.KindOrder: "Order", trade.KindPurchase: "Purchase order",
		trade.KindShipment: "Shipment", trade.KindInvoice: "Invoice", trade.KindCredit: "Credit note", trade.KindPayment: "Payment", trade.KindBill: "Bill", trade.KindMessage: "Message",
		trade.KindReturn: "Return", trade.KindReminder: "Payment reminder", trade.KindChange: "Change of a purchase order",
	}[k])
}
