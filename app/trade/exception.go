package trade

import (
	"fmt"
	"slices"

	"dropdesk/app/money"
)

// ExceptionKind is how something went otherwise than agreed.
type ExceptionKind string

// The kinds of exception. Of the first five the customer does not get the goods: their quantity is
// neither on a purchase order nor to be ordered until somebody decides. Of the others the quantity stays where it is.
const (
	ExRefused  ExceptionKind = "refused"        // the supplier does not deliver it
	ExShort    ExceptionKind = "short"          // less came than was said to be shipped, or the rest will not ship
	ExLost     ExceptionKind = "lost"           // the carrier lost it
	ExDamaged  ExceptionKind = "damaged"        // it arrived broken
	ExWrong    ExceptionKind = "wrong"          // something else came
	ExBack     ExceptionKind = "back_ordered"   // the supplier delivers later
	ExPrice    ExceptionKind = "price"          // the supplier wants more than was agreed
	ExOver     ExceptionKind = "over"           // more came than was ordered
	ExNoCancel ExceptionKind = "cancel_refused" // the supplier does not take back what was to be cancelled
)

// Word is how a quantity stands with which this happened.
func (k ExceptionKind) Word() string {
	return map[ExceptionKind]string{
		ExRefused: "refused", ExShort: "missing", ExLost: "lost on the way", ExDamaged: "arrived damaged", ExWrong: "wrong goods came", ExBack: "back-ordered",
		ExPrice: "at a higher price", ExOver: "more than ordered", ExNoCancel: "not cancelled by the supplier",
	}[k]
}

// Holds says whether the quantity of such an exception waits on the order line, undecided.
func (k ExceptionKind) Holds() bool {
	switch k {
	case ExRefused, ExShort, ExLost, ExDamaged, ExWrong:
		return true
	}
	return false
}

// Decision is what a person decides about an exception.
type Decision string

// The decisions.
const (
	DecideAgain  Decision = "again"  // order it again from the same supplier
	DecideOther  Decision = "other"  // order it from another supplier
	DecideWait   Decision = "wait"   // leave it for a time; a back order is waited for
	DecideDrop   Decision = "drop"   // the customer does without it
	DecideRefund Decision = "refund" // the customer does without it and gets back what was invoiced
	DecideAccept Decision = "accept" // it is taken as it is: the price, the surplus, the damage
	DecideKeep   Decision = "keep"   // the surplus stays with the customer, free of charge
	DecideReturn Decision = "return" // the goods go back: a return is opened for them

	DecideWithout Decision = "without" // the kits go without the component; of components alone, see Exception.Decisions
)

// Word is what became of a quantity about which this was decided.
func (d Decision) Word() string {
	return map[Decision]string{
		DecideAgain: "to be ordered again", DecideOther: "to be ordered from another supplier", DecideWait: "waited for", DecideDrop: "dropped",
		DecideRefund: "dropped and refunded", DecideAccept: "accepted", DecideKeep: "left with the customer free of charge", DecideReturn: "to be returned",
		DecideWithout: "done without",
	}[d]
}

// Decisions lists what can be decided about each kind of exception, the usual one first. Buttons,
// refusals and tests read the same table.
var Decisions = map[ExceptionKind][]Decision{
	ExRefused:  {DecideOther, DecideAgain, DecideDrop, DecideRefund, DecideWait},
	ExShort:    {DecideAgain, DecideOther, DecideDrop, DecideRefund, DecideWait},
	ExLost:     {DecideAgain, DecideRefund, DecideOther, DecideDrop, DecideAccept, DecideWait},
	ExDamaged:  {DecideAgain, DecideRefund, DecideAccept, DecideOther, DecideDrop, DecideWait},
	ExWrong:    {DecideAgain, DecideRefund, DecideAccept, DecideOther, DecideDrop, DecideWait},
	ExBack:     {DecideWait, DecideOther, DecideDrop},
	ExPrice:    {DecideAccept, DecideOther, DecideDrop},
	ExOver:     {DecideAccept, DecideKeep, DecideReturn},
	ExNoCancel: {DecideAccept, DecideWait},
}

// Exception is a quantity of one order line with which something went otherwise than agreed. It
// stays open until people have decided about all of it.
type Exception struct {
	ID             ID             `json:"id"`
	Version        int            `json:"version"`
	Kind           ExceptionKind  `json:"kind"`
	Date           Date           `json:"date"`
	OrderID        ID             `json:"order_id"`
	OrderNo        string         `json:"order_number"`
	OrderLineID    ID             `json:"order_line_id"`
	Part           bool           `json:"part,omitempty"` // of a kit
	CustomerID     ID             `json:"customer_id"`
	Customer       string         `json:"customer"`
	PurchaseID     ID             `json:"purchase_id"`
	PurchaseNo     string         `json:"purchase_number"`
	PurchaseLineID ID             `json:"purchase_line_id"`
	SupplierID     ID             `json:"supplier_id"`
	Supplier       string         `json:"supplier"`
	ShipmentID     ID             `json:"shipment_id,omitempty"`
	ShipmentNo     string         `json:"shipment_number,omitempty"`
	ShipmentLineID ID             `json:"shipment_line_id,omitempty"`
	SKU            string         `json:"sku,omitempty"`
	Description    string         `json:"description"`
	Qty            money.Qty      `json:"qty"`
	Open           money.Qty      `json:"open"` // not decided about yet
	Currency       money.Currency `json:"currency"`
	Cost           money.Price    `json:"cost"`           // agreed when it was noticed
	Asked          money.Price    `json:"asked"`          // what the supplier wants instead, of a price
	Until          Date           `json:"until"`          // wait until then before asking again; of a back order: when it ships
	Note           string         `json:"note,omitempty"` // what was reported
	Taken          []Taken        `json:"taken"`          // the decisions, oldest first
}

// Taken is one decision about a quantity.
type Taken struct {
	Do   Decision  `json:"do"`
	Qty  money.Qty `json:"qty"`
	At   Stamp     `json:"at"`
	Who  string    `json:"who"`
	Note string    `json:"note,omitempty"`
	Led  []Ref     `json:"led,omitempty"` // to these documents
}

// Waits says whether a person has put the open quantity off.
func (e *Exception) Waits() bool { return e.Open > 0 && e.Until != "" && e.Kind != ExBack }

// Asks says whether a person has to decide now.
func (e *Exception) Asks() bool { return e.Open > 0 && !e.Waits() }

// Last says in words what settled it.
func (e *Exception) Last() string {
	if len(e.Taken) == 0 {
		return "the supplier has answered otherwise since"
	}
	t := e.Taken[len(e.Taken)-1]
	return fmt.Sprintf("it was decided: %s", t.Do.Word())
}

// Decisions lists what can be decided about the exception. The kits may go without a component; and one
// that came too often is not charged for, because it has no price of its own.
func (e *Exception) Decisions() []Decision {
	list := slices.Clone(Decisions[e.Kind])
	if e.Part && e.Kind.Holds() {
		list = slices.Insert(list, len(list)-1, DecideWithout)
	}
	if e.Part && e.Kind == ExOver {
		list = slices.DeleteFunc(list, func(d Decision) bool { return d == DecideAccept })
	}
	return list
}

// Allows refuses a decision that does not fit the kind of exception, and says which ones do.
func (e *Exception) Allows(do Decision) error {
	can := ""
	for i, d := range e.Decisions() {
		if d == do {
			return nil
		}
		if i > 0 {
			can += ", "
		}
		can += string(d)
	}
	return Faultf(Invalid, "What is %s cannot be decided by %q. Possible: %s.", e.Kind, string(do), can).In("do")
}
