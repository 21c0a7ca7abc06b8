package views

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// ruleWord is how a rule of Today is worded.
type ruleWord struct {
	word string   // what waits, beside its number
	tone kit.Tone // of the word
	verb string   // on the button
	done string   // said when it is done
	asks bool     // the button asks something first, so that it is not done for many at once
	does string   // what automation does, in the settings
}

var ruleWords = map[string]ruleWord{
	"shop_orders": {"From shop", kit.Warn, "Look at them…", "The orders are taken over", true,
		"Orders that were fetched from a shop and about which nothing is in doubt are taken over as drafts. The others are left to you."},
	"shop_doubt": {"To look at", kit.Warn, "Look at them…", "", true, ""}, "shop": {"Shop", kit.Bad, "Look at it…", "", true, ""},
	"shop_push": {"Not told", kit.Bad, "Send again", "The shop is told within a minute", false, ""},
	"sheet": {"Sheet", kit.Warn, "See what it does…", "The sheet is recorded", true,
		"A supplier's sheet that comes back by e-mail is recorded: answers, dates, shipments and tracking numbers. Sheets with anything in doubt are left to you."},
	"answer": {"Answer", kit.Warn, "Take the answer", "The answer is taken", false,
		"A customer who accepts or declines a quote by the link in its e-mail has done so."},
	"read_mail":   {"To read", kit.Warn, "Read it…", "The mail is read", true, ""},
	"unreachable": {"Not reached", kit.Bad, "Open it", "", true, ""}, "unreachable_supplier": {"Not reached", kit.Bad, "Open it", "", true, ""},
	"mailbox": {"Mailbox", kit.Bad, "Look at it…", "", true, ""},
	"file_prices": {"Price list", kit.Warn, "Look at it…", "The price list is applied", true,
		"A price list in the watched folder is applied where the supplier's lists had the same headings before, and no row is in doubt."},
	"file_orders": {"Orders", kit.Warn, "Look at it…", "The orders are taken over", true,
		"A file of orders in the watched folder is taken over as drafts where it is a known shop's, or such a file was read before, and no order is in doubt."},
	"file_fees": {"Fees", kit.Warn, "Look at it…", "The fees are taken over", true,
		"A shop's or marketplace's report of fees in the watched folder is taken over where all of its orders are here, and no row is in doubt."},
	"file_masters": {"Customers, items", kit.Warn, "Look at it…", "The file is taken over", true,
		"A file of customers, suppliers or items in the watched folder is taken over where one with the same headings was looked at before, and no row is in doubt."},
	"file_sheet": {"Sheet", kit.Warn, "Look at it…", "The sheet is recorded", true,
		"A supplier's sheet in the watched folder is recorded where nothing in it is in doubt."},
	"file_mail":    {"Mail", kit.Warn, "Look at it…", "The mail is read", true, "A mail that lies as a file in the watched folder is read like one of the mailbox."},
	"file_other":   {"File", kit.Warn, "Look at it…", "", true, ""},
	"file_trouble": {"File", kit.Bad, "See the files…", "", true, ""},
	"accepted": {"Accepted", kit.Warn, "Create order", "The order is confirmed", false,
		"A quote that the customer accepted becomes an order. Prepared: a draft. Automatic: it is confirmed, and the confirmation goes out by e-mail."},
	"confirm": {"To confirm", kit.Warn, "Confirm order", "The order is confirmed", false,
		"A drafted order that came from a quote, a file, the web or by e-mail is confirmed. Orders that look like one that is there already are left to you."},
	"held":         {"Held", kit.Bad, "Check again", "It is held no more", false, "An order that is held is checked again: when the money has come or the limit allows it, it goes on."},
	"decide":       {"To decide", kit.Bad, "Decide…", "", true, ""},
	"to_order":     {"To order", kit.Warn, "", "The purchase orders are made and sent", false, "What is on no purchase order is put on one for each supplier. Prepared: as drafts. Automatic: they are sent; those below a minimum stay drafts."},
	"send_po":      {"Draft PO", kit.Warn, "Send PO", "The purchase order is sent", false, "A drafted purchase order is sent to its supplier."},
	"combine":      {"To combine", kit.Warn, "Send together", "The purchase orders are sent together", false, "Purchase orders that wait for others are sent together when the supplier's minimum is reached or its send time has come."},
	"unanswered":   {"No answer", kit.Warn, "Ask supplier", "The supplier is asked", false, "A supplier that has not answered a purchase order in time is asked by e-mail, and again after three days."},
	"late":         {"Late", kit.Bad, "Ask supplier", "The supplier is asked", false, "A supplier whose goods should have shipped is asked by e-mail when they do, and again after three days."},
	"no_tracking":  {"No tracking", kit.Quiet, "Enter tracking…", "The supplier is asked", true, "A supplier that has sent no tracking number after four days is asked for it by e-mail."},
	"notify":       {"To notify", kit.Warn, "Send notice", "The customer is told", false, "The customer is told by e-mail that goods are on their way, with the tracking number and the delivery note."},
	"to_invoice":   {"To invoice", kit.Warn, "Send invoice", "The invoice is sent", false, "What has shipped is invoiced. Prepared: as a draft. Automatic: the invoice is issued and goes out by e-mail."},
	"send_invoice": {"Draft invoice", kit.Warn, "Send invoice", "The invoice is sent", false, "A drafted invoice is issued and goes out by e-mail."},
	"overdue":      {"Overdue", kit.Bad, "Send reminder", "The reminder is sent", false, "Customers are reminded of what is overdue, one letter for all invoices of a customer, more firmly each week."},
	"credit_due":   {"Credit due", kit.Warn, "Chase credit", "The supplier is asked for the credit", false, "A supplier that owes a credit is reminded of it each week with a list of the goods."},
	"approve":      {"To approve", kit.Bad, "Approve bill", "The bill is approved", false, ""},
	"returns":      {"Return", kit.Warn, "Settle…", "", true, ""},
	"mail":         {"Mail", kit.Warn, "Open mail", "", true, ""},
	"deliver":      {"Delivered?", kit.Quiet, "Confirm delivery", "The delivery is confirmed", false, "A shipment counts as delivered when its day has come, or five days after it shipped."},
	"quote_ends":   {"Quote ends", kit.Quiet, "Follow up", "The quote is sent once more", false, "A quote that ends within three days is sent once more with a friendly word."},
	"bill_due":     {"Bill due", kit.Quiet, "Mark as paid", "The payment is recorded", false, ""},
	"bill_missing": {"No bill", kit.Quiet, "Add bill…", "", true, ""},
}

// actionOf is what the button of a finding says.
func (p *todayPage) actionOf(f *app.Finding) string {
	if f.Rule == "to_order" {
		return counted(f.Count, "Create PO", "Create %d POs")
	}
	return kit.T(ruleWords[f.Rule].verb)
}

// nameOf is the number of a record; a draft has none.
func (p *todayPage) nameOf(f *app.Finding) string {
	switch f.Kind {
	case trade.KindCustomer, trade.KindSupplier, trade.KindMessage, trade.KindMailbox, trade.KindShop, trade.KindWatched:
		return ""
	case trade.KindReceived:
		return f.About
	}
	return numberOr(f.Number)
}

// partyOf is whom a finding is with.
func partyOf(f *app.Finding) string {
	if f.Kind == trade.KindSupplier || f.Kind == trade.KindWatched {
		return f.Number
	}
	return f.Party
}

// noteOf says in a few words why a finding waits.
func (p *todayPage) noteOf(f *app.Finding) string {
	today := p.s.today()
	when := day(f.Day, today)
	since := today.Sub(f.Day)
	switch f.Rule {
	case "accepted":
		return kit.T("accepted, and no order yet")
	case "confirm":
		return kit.T("a draft of %s", when)
	case "overdue":
		late := counted(since, "%d day late", "%d days late")
		if f.Count > 0 {
			return kit.T("%s, reminded %d times", late, f.Count)
		}
		return late
	case "late":
		return kit.T("expected %s, for %s", when, f.About)
	case "unanswered", "no_tracking":
		return kit.T("sent %s, for %s", when, f.About)
	case "to_order", "held", "decide":
		switch {
		case f.Day == "" && f.Rule == "to_order":
			return counted(f.Count, "from %d supplier", "from %d suppliers")
		case f.Day == "" && f.Rule == "held":
			return kit.T("waits until it is released")
		case f.Day == "":
			return kit.T("something went otherwise than agreed")
		}
		return kit.T("wanted %s", when)
	case "send_po", "credit_due", "bill_missing", "returns":
		return kit.T("for %s", f.About)
	case "combine":
		return counted(f.Count, "%d purchase order", "%d purchase orders")
	case "notify", "deliver":
		return kit.T("shipped %s, for %s", when, f.About)
	case "to_invoice":
		return kit.T("shipped and not invoiced")
	case "send_invoice":
		return kit.T("for %s, not sent yet", f.About)
	case "approve", "bill_due":
		if since > 0 {
			return kit.T("was due %s", when)
		}
		return kit.T("due %s", when)
	case "quote_ends":
		switch -since {
		case 0:
			return kit.T("ends today")
		case 1:
			return kit.T("ends tomorrow")
		}
		return kit.T("ends in %d days", -since)
	case "mail", "sheet", "answer", "read_mail":
		return f.Number
	case "unreachable", "unreachable_supplier":
		return kit.T("mail to %s does not arrive, since %s", f.About, when)
	case "mailbox", "shop", "shop_push", "file_prices", "file_orders", "file_fees", "file_masters", "file_sheet", "file_mail", "file_other", "file_trouble":
		if f.About == "" && f.Party != "" {
			return kit.T("of %s", f.Party)
		}
		return kit.Said(f.About)
	case "shop_orders":
		return counted(f.Count, "%d order", "%d orders")
	case "shop_doubt":
		return counted(f.Count, "%d order", "%d orders") + ": " + kit.Said(f.About)
	}
	return ""
}

// ask begins what a person has to say more about; false where the step needs nothing.
func (s *Shell) ask(f *app.Finding) bool {
	id := app.ByID{ID: f.ID}
	purchase := func(then func(*trade.PurchaseOrder)) {
		read(s, func(ctx context.Context) (*trade.PurchaseOrder, error) { return s.desk.GetPurchase(ctx, id) }, then)
	}
	switch f.Rule {
	case "sheet":
		s.showSheet(f.ID)
	case "read_mail", "unreachable", "unreachable_supplier":
		s.Show(trade.Ref{Kind: f.Kind, ID: f.ID})
	case "mailbox":
		s.settingsPart(kit.T("E-mail"))
	case "shop":
		s.settingsPart(kit.T("Shops"))
	case "shop_orders", "shop_doubt":
		s.lookAtShop(f.ID)
	case "file_prices", "file_orders", "file_fees", "file_masters", "file_sheet", "file_mail", "file_other":
		s.lookAtWatched(f.ID)
	case "file_trouble":
		s.watchedFiles()
	case "no_tracking":
		purchase(s.ship)
	case "bill_missing":
		purchase(s.enterBill)
	case "returns":
		read(s, func(ctx context.Context) (*trade.Return, error) { return s.desk.GetReturn(ctx, id) }, s.settle)
	default:
		return false
	}
	return true
}

// doneWords are the steps that Today counts.
var doneWords = map[string][2]string{
	"SendQuote": {"%d quote sent", "%d quotes sent"}, "AcceptQuote": {"%d quote accepted", "%d quotes accepted"}, "OrderQuote": {"%d order from a quote", "%d orders from quotes"},
	"ConfirmOrder": {"%d order confirmed", "%d orders confirmed"}, "ForwardOrders": {"%d PO made", "%d POs made"}, "SendPurchase": {"%d PO sent", "%d POs sent"},
	"SendTogether": {"%d PO sent together", "%d POs sent together"}, "AskSupplier": {"%d supplier asked", "%d suppliers asked"}, "RecordShipment": {"%d shipment", "%d shipments"},
	"NotifyShipment": {"%d notice sent", "%d notices sent"}, "ConfirmDelivery": {"%d delivery", "%d deliveries"}, "CreateInvoice": {"%d invoice", "%d invoices"},
	"IssueInvoice": {"%d invoice sent", "%d invoices sent"}, "SendReminders": {"%d reminder", "%d reminders"}, "RecordPayment": {"%d payment in", "%d payments in"},
	"PaySupplier": {"%d payment out", "%d payments out"}, "ApproveBill": {"%d bill approved", "%d bills approved"}, "EnterBill": {"%d bill entered", "%d bills entered"},
	"TakeFile": {"%d file taken over", "%d files taken over"}, "BookSupply": {"%d sheet recorded", "%d sheets recorded"}, "TakeAnswer": {"%d answer taken", "%d answers taken"},
	"TakeShopOrders": {"%d order of a shop", "%d orders of shops"}, "FollowUpQuote": {"%d quote followed up", "%d quotes followed up"}, "ChaseClaims": {"%d credit chased", "%d credits chased"}, "SettleReturn": {"%d return settled", "%d returns settled"},
}
