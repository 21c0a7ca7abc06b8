package views

import (
	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) quoteSteps(rows []app.QuoteRow, then func()) (steps []bulkStep) {
	id := func(r *app.QuoteRow) trade.ID { return r.ID }
	if drafts := idsWhere(rows, id, func(r *app.QuoteRow) bool { return r.State == trade.Draft }); len(drafts) > 0 {
		steps = append(steps, s.bulkOf("SendQuote", bulkStep{counted(len(drafts), "Send %d quote…", "Send %d quotes…"), func() {
			s.many(many{title: kit.T("E-mail the quotes"), one: "Send %d quote", more: "Send %d quotes", in: app.ManyIn{Do: "send_quotes", IDs: drafts},
				said: func(n int) string { return counted(n, "%d quote is sent.", "%d quotes are sent.") }}, then)
		}, false}))
	}
	return append(steps, printStep(s, rows, func(r *app.QuoteRow) app.PrintIn { return app.PrintIn{Paper: app.PaperQuote, ID: r.ID} }))
}

func (s *Shell) orderSteps(rows []app.OrderRow, then func()) (steps []bulkStep) {
	id := func(r *app.OrderRow) trade.ID { return r.ID }
	if ids := idsWhere(rows, id, func(r *app.OrderRow) bool {
		return r.Next == trade.StepOrder || (r.Next == trade.StepDecide && r.ToOrder > 0)
	}); len(ids) > 0 {
		steps = append(steps, s.bulkOf("ForwardOrders", bulkStep{counted(len(ids), "Create and send POs for %d order…", "Create and send POs for %d orders…"), func() { s.forward(ids, then) }, false}))
	}
	if ids := idsWhere(rows, id, func(r *app.OrderRow) bool { return r.Next == trade.StepInvoice }); len(ids) > 0 {
		steps = append(steps, s.bulkOf("CreateInvoice", bulkStep{counted(len(ids), "Invoice %d order…", "Invoice %d orders…"), func() {
			s.many(many{title: kit.T("Invoice what shipped, and e-mail the invoices"), one: "Issue and send %d invoice", more: "Issue and send %d invoices", in: app.ManyIn{Do: "invoice_orders", IDs: ids},
				said: func(n int) string { return counted(n, "%d invoice is issued.", "%d invoices are issued.") }}, then)
		}, false}))
	}
	return append(steps, printStep(s, rows, func(r *app.OrderRow) app.PrintIn { return app.PrintIn{Paper: app.PaperConfirmation, ID: r.ID} }))
}

func (s *Shell) purchaseSteps(rows []app.PurchaseRow, then func()) (steps []bulkStep) {
	if drafts := idsWhere(rows, func(r *app.PurchaseRow) trade.ID { return r.ID }, func(r *app.PurchaseRow) bool { return r.State == trade.Draft }); len(drafts) > 0 {
		steps = append(steps, s.bulkOf("SendPurchase", bulkStep{counted(len(drafts), "Send %d purchase order…", "Send %d purchase orders…"), func() {
			s.many(many{title: kit.T("E-mail the purchase orders"), one: "Send %d purchase order", more: "Send %d purchase orders", in: app.ManyIn{Do: "send_purchases", IDs: drafts},
				said: func(n int) string { return counted(n, "%d purchase order is sent.", "%d purchase orders are sent.") }}, then)
		}, false}))
	}
	return append(steps, printStep(s, rows, func(r *app.PurchaseRow) app.PrintIn { return app.PrintIn{Paper: app.PaperPurchase, ID: r.ID} }))
}

func (s *Shell) shipmentSteps(rows []app.ShipmentRow, then func()) (steps []bulkStep) {
	id := func(r *app.ShipmentRow) trade.ID { return r.ID }
	if ids := idsWhere(rows, id, func(r *app.ShipmentRow) bool { return r.State == trade.Shipped }); len(ids) > 0 {
		steps = append(steps, s.bulkOf("ConfirmDelivery", bulkStep{counted(len(ids), "%d shipment has arrived…", "%d shipments have arrived…"), func() {
			s.many(many{title: kit.T("Confirm that they have arrived"), one: "Confirm %d delivery", more: "Confirm %d deliveries", in: app.ManyIn{Do: "deliver_shipments", IDs: ids},
				fields: []*kit.Field{{Name: "date", Label: kit.T("Arrived on"), Text: typedDay(s.today())}}, fill: s.fillDate,
				said: func(n int) string { return counted(n, "%d delivery is confirmed.", "%d deliveries are confirmed.") }}, then)
		}, false}))
	}
	if ids := idsWhere(rows, id, func(r *app.ShipmentRow) bool { return r.State == trade.Shipped && !r.Notified }); len(ids) > 0 {
		steps = append(steps, s.bulkOf("NotifyShipment", bulkStep{counted(len(ids), "Tell %d customer that it has shipped…", "Tell %d customers that it has shipped…"), func() {
			s.many(many{title: kit.T("E-mail the delivery notes"), one: "Send %d notice", more: "Send %d notices", in: app.ManyIn{Do: "notify_shipments", IDs: ids},
				said: func(n int) string { return counted(n, "%d notice is sent.", "%d notices are sent.") }}, then)
		}, false}))
	}
	return append(steps, printStep(s, rows, func(r *app.ShipmentRow) app.PrintIn { return app.PrintIn{Paper: app.PaperDelivery, ID: r.ID} }))
}

func (s *Shell) invoiceSteps(rows []app.InvoiceRow, then func()) (steps []bulkStep) {
	id := func(r *app.InvoiceRow) trade.ID { return r.ID }
	if drafts := idsWhere(rows, id, func(r *app.InvoiceRow) bool { return r.State == trade.Draft }); len(drafts) > 0 {
		steps = append(steps, s.bulkOf("IssueInvoice", bulkStep{counted(len(drafts), "Issue and send %d invoice…", "Issue and send %d invoices…"), func() {
			s.many(many{title: kit.T("Issue and e-mail the invoices"), one: "Issue and send %d invoice", more: "Issue and send %d invoices", in: app.ManyIn{Do: "issue_invoices", IDs: drafts},
				said: func(n int) string { return counted(n, "%d invoice is issued.", "%d invoices are issued.") }}, then)
		}, false}))
	}
	if late := idsWhere(rows, id, func(r *app.InvoiceRow) bool { return !r.Credit && r.Open > 0 && r.Due < s.today() }); len(late) > 0 {
		steps = append(steps, s.bulkOf("SendReminders", bulkStep{kit.T("Send reminders (%d)", len(late)), func() { s.sendReminders(late, then) }, false}))
	}
	if ids := idsWhere(rows, id, func(r *app.InvoiceRow) bool { return r.State == trade.Issued }); len(ids) > 0 {
		steps = append(steps, s.bulkOf("SendInvoice", bulkStep{counted(len(ids), "E-mail %d invoice again…", "E-mail %d invoices again…"), func() {
			s.many(many{title: kit.T("E-mail the invoices again"), one: "Send %d message", more: "Send %d messages", in: app.ManyIn{Do: "mail_invoices", IDs: ids},
				said: func(n int) string {
					return counted(n, "%d message is in the outbox.", "%d messages are in the outbox.")
				}}, then)
		}, false}))
	}
	return append(steps, printStep(s, rows, func(r *app.InvoiceRow) app.PrintIn {
		return app.PrintIn{Paper: app.SuggestedPaper(trade.KindInvoice, r.Credit), ID: r.ID}
	}))
}

func (s *Shell) billSteps(rows []app.BillRow, then func()) (steps []bulkStep) {
	id := func(r *app.BillRow) trade.ID { return r.ID }
	if ids := idsWhere(rows, id, func(r *app.BillRow) bool {
		return r.State == trade.Entered && !r.Credit && r.Open > 0 && r.Approval != trade.Waiting
	}); len(ids) > 0 {
		steps = append(steps, s.bulkOf("PaySupplier", bulkStep{counted(len(ids), "Pay %d bill…", "Pay %d bills…"), func() {
			s.many(many{title: kit.T("Record that the bills are paid"), one: "Record %d payment", more: "Record %d payments", in: app.ManyIn{Do: "pay_bills", IDs: ids},
				fields: []*kit.Field{{Name: "date", Label: kit.T("Paid on"), Text: typedDay(s.today())}}, fill: s.fillDate,
				said: func(n int) string { return counted(n, "%d payment is recorded.", "%d payments are recorded.") }}, then)
		}, false}))
	}
	if ids := idsWhere(rows, id, func(r *app.BillRow) bool { return r.Approval == trade.Waiting || r.Approval == trade.Disputed }); len(ids) > 0 {
		steps = append(steps, s.bulkOf("ApproveBill", bulkStep{counted(len(ids), "Approve %d bill…", "Approve %d bills…"), func() {
			s.many(many{title: kit.T("Approve the bills although they differ"), one: "Approve %d bill", more: "Approve %d bills", in: app.ManyIn{Do: "approve_bills", IDs: ids},
				fields: []*kit.Field{{Name: "reason", Label: kit.T("Reason"), Wide: true}}, fill: func(f *kit.Form, in *app.ManyIn) error {
					in.Reason = f.Text("reason")
					return trade.CheckName("reason", in.Reason)
				},
				said: func(n int) string { return counted(n, "%d bill is approved.", "%d bills are approved.") }}, then)
		}, false}))
	}
	return steps
}

func (s *Shell) fillDate(f *kit.Form, in *app.ManyIn) (err error) {
	in.Date, err = typedDate("date", f.Text("date"), s.today())
	return err
}
