package trade

// State is a decision that a person took about a document.
type State string

// The states. Progress (part shipped, overdue, paid …) is never one of them: it follows from quantities and money.
const (
	Draft     State = "draft"
	Sent      State = "sent"
	Accepted  State = "accepted"
	Declined  State = "declined"
	Confirmed State = "confirmed"
	Cancelled State = "cancelled"
	Shipped   State = "shipped"
	Delivered State = "delivered"
	Issued    State = "issued"
	Entered   State = "entered"
	Recorded  State = "recorded"
	Lost      State = "lost"
	Answered  State = "answered"
	Approved  State = "approved"
	Received  State = "received"
	Settled   State = "settled"
	Waiting   State = "waiting" // for a person's approval
	Disputed  State = "disputed"
)

// Action is a move that a person makes with a document.
type Action string

// The moves.
const (
	Send    Action = "send"
	Accept  Action = "accept"
	Decline Action = "decline"
	Revise  Action = "revise"
	Order   Action = "order"
	Confirm Action = "confirm"
	Cancel  Action = "cancel"
	Deliver Action = "deliver"
	Issue   Action = "issue"
	Enter   Action = "enter"
	Lose    Action = "lose"
	Appear  Action = "appear"
	Answer  Action = "answer"
	Receive Action = "receive"
	Settle  Action = "settle"
	Approve Action = "approve"
	Dispute Action = "dispute"
)

// Move says that a document in From may be moved by Do, and is then in To.
type Move struct {
	From State
	Do   Action
	To   State
}

// Flow lists the moves of one kind of document; whatever it does not list is refused. Buttons,
// tests and the documentation read the same table.
type Flow []Move

// The flows of the documents that have more than one state.
var (
	QuoteFlow = Flow{
		{Draft, Send, Sent},
		{Draft, Accept, Accepted}, // agreed at the counter or by phone, never mailed
		{Sent, Accept, Accepted},
		{Sent, Decline, Declined},
		{Sent, Revise, Draft},
		{Declined, Revise, Draft},
		{Accepted, Order, Accepted},
		{Accepted, Decline, Declined},
	}
	OrderFlow = Flow{
		{Draft, Confirm, Confirmed},
		{Draft, Cancel, Cancelled},
		{Confirmed, Cancel, Cancelled},
	}
	PurchaseFlow = Flow{
		{Draft, Send, Sent},
		{Draft, Cancel, Cancelled},
		{Sent, Cancel, Cancelled},
	}
	ShipmentFlow = Flow{
		{Shipped, Deliver, Delivered},
		{Shipped, Lose, Lost}, // all of it failed on the way
		{Lost, Appear, Shipped},
	}
	ChangeFlow = Flow{
		{Sent, Answer, Answered},
	}
	ReturnFlow = Flow{
		{Approved, Receive, Received},
		{Received, Settle, Settled}, // at once where nothing comes back
		{Approved, Cancel, Cancelled},
	}
	InvoiceFlow = Flow{
		{Draft, Issue, Issued},
		{Draft, Cancel, Cancelled},
	}
	BillFlow = Flow{
		{Draft, Enter, Entered},
		{Draft, Cancel, Cancelled},
	}
	// ApprovalFlow is of entered bills beyond the tolerance; one within it may be disputed all the same.
	ApprovalFlow = Flow{
		{Waiting, Approve, Approved},
		{Waiting, Dispute, Disputed},
		{"", Dispute, Disputed},
		{Approved, Dispute, Disputed},
		{Disputed, Approve, Approved},
	}
)

// Flows gives each kind of document its flow.
var Flows = map[Kind]Flow{
	KindQuote: QuoteFlow, KindOrder: OrderFlow, KindPurchase: PurchaseFlow,
	KindShipment: ShipmentFlow, KindInvoice: InvoiceFlow, KindBill: BillFlow, KindChange: ChangeFlow, KindReturn: ReturnFlow,
}

// Next is the state that do leads to from a state, or a Refused error that says what is possible.
func (f Flow) Next(what string, from State, do Action) (State, error) {
	for _, m := range f {
		if m.From == from && m.Do == do {
			return m.To, nil
		}
	}
	can := ""
	for i, a := range f.Actions(from) {
		if i > 0 {
			can += ", "
		}
		can += string(a)
	}
	if can == "" {
		return "", Faultf(Refused, "%s is %s; it can no longer be changed by %q.", what, from, string(do))
	}
	return "", Faultf(Refused, "%s is %s; %q is not possible now. Possible: %s.", what, from, string(do), can)
}

// Actions lists what can be done from a state, the usual step first.
func (f Flow) Actions(from State) []Action {
	var list []Action
	for _, m := range f {
		if m.From == from {
			list = append(list, m.Do)
		}
	}
	return list
}
