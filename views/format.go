package views

import (
	"strconv"
	"strings"
	"time"

	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// amount shows money with its thousands apart: 18 450.20.
func amount(a money.Amount, cur money.Currency) string { return grouped(a.Text(cur)) }

func price(p money.Price, cur money.Currency) string { return grouped(p.Text(cur)) }

// grouped writes a plain decimal as the window's language does.
func grouped(s string) string { return kit.Spoken().Number(s) }

// day shows a date as 28 Nov, with its year where that is another than today's.
func day(d, today trade.Date) string {
	switch {
	case d == "":
		return ""
	case len(today) >= 4 && d[:4] == today[:4]:
		return kit.Spoken().Day(d.Time())
	}
	return kit.Spoken().DayOfYear(d.Time())
}

// moment shows when something happened.
func moment(s trade.Stamp, today trade.Date) string {
	t, err := time.Parse(time.RFC3339, string(s))
	if err != nil {
		return string(s)
	}
	t = t.Local()
	return day(trade.DateOf(t), today) + " " + t.Format("15:04")
}

// number shows a quantity.
func number(q money.Qty) string { return grouped(q.String()) }

func percent(r money.Rate) string { return grouped(r.Short()) + " %" }

// rateText shows a rate as it was entered, with all its digits.
func rateText(r money.Rate) string { return grouped(r.String()) + " %" }

// place shows an address on one line.
func place(a trade.Address) string {
	var parts []string
	for _, s := range []string{a.Company, a.Name, a.Street, a.Street2, strings.TrimSpace(a.Zip + " " + a.City), a.Region, a.Country} {
		if s != "" && (len(parts) == 0 || parts[len(parts)-1] != s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// step words what a document waits for.
func step(s trade.Step) string {
	return kit.T(map[trade.Step]string{
		trade.StepConfirm: "Confirm", trade.StepRelease: "Release", trade.StepDecide: "Decide", trade.StepOrder: "To order", trade.StepSend: "Send PO",
		trade.StepInvoice: "Invoice", trade.StepAnswer: "Answer", trade.StepShip: "Shipment", trade.StepDeliver: "Delivery",
		trade.StepPayment: "Payment", trade.StepBill: "Their bill", trade.StepCredit: "Credit due", trade.StepDone: "Done", trade.StepCanceled: "Cancelled",
	}[s])
}

func stepTone(s trade.Step) kit.Tone {
	switch s {
	case trade.StepRelease, trade.StepDecide:
		return kit.Bad
	case trade.StepConfirm, trade.StepOrder, trade.StepSend, trade.StepInvoice, trade.StepBill, trade.StepCredit:
		return kit.Warn
	case trade.StepDone:
		return kit.Good
	}
	return kit.Quiet
}

// state words a decision.
func state(s trade.State) string {
	return kit.T(map[trade.State]string{
		trade.Draft: "Draft", trade.Sent: "Sent", trade.Accepted: "Accepted", trade.Declined: "Declined", trade.Confirmed: "Confirmed",
		trade.Cancelled: "Cancelled", trade.Shipped: "On the way", trade.Delivered: "Delivered", trade.Issued: "Issued", trade.Entered: "Entered",
		trade.Recorded: "Recorded", trade.Lost: "Lost", trade.Answered: "Answered", trade.Approved: "Approved", trade.Received: "Arrived", trade.Settled: "Settled", trade.Waiting: "To approve", trade.Disputed: "Disputed",
	}[s])
}

func stateTone(s trade.State) kit.Tone {
	switch s {
	case trade.Accepted, trade.Confirmed, trade.Delivered, trade.Issued, trade.Entered, trade.Settled, trade.Answered:
		return kit.Good
	case trade.Sent, trade.Shipped, trade.Approved:
		return kit.Info
	case trade.Received:
		return kit.Warn
	case trade.Lost:
		return kit.Bad
	}
	return kit.Quiet
}

// chipText words a list's filter.
func chipText(filter string) string {
	return kit.T(map[string]string{
		"": "All", "draft": "Draft", "sent": "Sent", "accepted": "Accepted", "expired": "Expired", "declined": "Declined", "open": "Open", "held": "Held",
		"to_order": "To order", "to_invoice": "To invoice", "late": "Late", "done": "Done", "cancelled": "Cancelled", "unanswered": "Unanswered", "waiting": "To combine",
		"to_bill": "To bill", "to_approve": "To approve", "disputed": "Disputed", "decide": "To decide", "credit_due": "Credit due", "lost": "Lost", "on_the_way": "On the way", "delivered": "Delivered", "overdue": "Overdue", "reminded": "Reminded", "paid": "Paid", "credit": "Credit notes",
		"in": "Received", "out": "Paid out", "on_account": "On account", "refund": "Refunds", "different": "Differs from PO", "customers": "Customers", "prospects": "Prospects",
		"inactive": "Inactive", "active": "Active", "no_supplier": "No supplier", "ready": "To send", "handed": "Handed over", "sending": "Being sent", "failed": "Not delivered", "uncertain": "Perhaps sent", "stopped": "Stopped",
		"approved": "Coming back", "received": "To settle", "settled": "Settled",
		"waiting_mail": "To do", "read_mail": "Read",
	}[filter])
}

func chipTone(filter string) kit.Tone {
	switch filter {
	case "failed", "uncertain", "late", "overdue", "held", "expired", "different", "no_supplier", "to_approve", "decide", "lost":
		return kit.Bad
	}
	return kit.None
}

// counted words a count: one in the singular.
func counted(n int, one, many string) string {
	if n == 1 {
		return kit.T(one, n)
	}
	return kit.T(many, n)
}

// countText shows a count; nothing where there is none.
func countText(n int) string {
	if n == 0 {
		return ""
	}
	return grouped(strconv.Itoa(n))
}

// countOr0 shows a count, nought included.
func countOr0(n int) string { return grouped(strconv.Itoa(n)) }
