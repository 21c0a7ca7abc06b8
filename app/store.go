package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Store keeps the company's file. Change runs f in one transaction that takes the writer from the
// start: all of it is kept, durably, when Change returns nil, and nothing of it when f or the
// commit fails or f panics. Read runs f on one consistent state and never waits for a writer.
// Errors of the kinds of trade.Error pass through unchanged.
type Store interface {
	Change(ctx context.Context, f func(Tx) error) error
	Read(ctx context.Context, f func(Tx) error) error
	// Problems recomputes every maintained figure and invariant of the rows and names each difference.
	Problems(ctx context.Context) ([]string, error)
	Keeper
}

// Tx is the store within one transaction. A method that gets one record answers a NotFound error
// in words where there is none. A method that saves inserts where the ID is zero, setting the IDs of
// the record and its lines, and else updates: it refuses with a Conflict error where the stored
// Version is another than the record's, and counts Version up. Lines that are no longer in the
// record are deleted.
type Tx interface {
	masterTx
	saleTx
	buyTx
	moneyTx
	recordTx
	listTx
	todayTx
	mailTx
	stepTx
	priceTx
	orderFileTx
	feeFileTx
	shopTx
	watchTx
	bookTx
	partyTx
}

type masterTx interface {
	Company() (*trade.Company, error)
	SaveCompany(*trade.Company) error

	Users() ([]trade.User, error)
	SaveUser(*trade.User) error
	TaxCodes() ([]trade.TaxCode, error)
	SaveTaxCode(*trade.TaxCode) error
	TermsList() ([]trade.Terms, error)
	SaveTerms(*trade.Terms) error
	Carriers() ([]trade.Carrier, error)
	SaveCarrier(*trade.Carrier) error
	Rates() ([]trade.ExchangeRate, error)
	// SaveRate replaces the rate of the same currency and date.
	SaveRate(*trade.ExchangeRate) error
	// RateOn is the latest rate of a currency up to a date; zero where there is none.
	RateOn(cur money.Currency, on trade.Date) (money.FX, error)
	// MailText is the company's own text of the mails of a paper; nil where there is none.
	MailText(paper, language string) (*trade.MailText, error)
	SaveMailText(*trade.MailText) error
	DeleteMailText(trade.ID) error
	Numberings() ([]trade.Numbering, error)
	SaveNumbering(trade.Numbering) error

	// Tolerances lists the company's first; the currency of a supplier's own is filled in.
	Tolerances() ([]trade.Tolerance, error)
	SaveTolerance(*trade.Tolerance) error
	DeleteTolerance(trade.ID) error
	ChargeRules() ([]trade.ChargeRule, error)
	SaveChargeRule(*trade.ChargeRule) error
	DeleteChargeRule(trade.ID) error

	Customer(trade.ID) (*trade.Customer, error)
	SaveCustomer(*trade.Customer) error
	Supplier(trade.ID) (*trade.Supplier, error)
	SaveSupplier(*trade.Supplier) error
	Item(trade.ID) (*trade.Item, error)
	// ItemBySKU answers nil where there is none.
	ItemBySKU(sku string) (*trade.Item, error)
	SaveItem(*trade.Item) error
	// KitsWith lists the SKUs of the kits that an item is a component of.
	KitsWith(item trade.ID) ([]string, error)
	AddCost(trade.CostChange) error
	Costs(item trade.ID) ([]trade.CostChange, error)
}

type saleTx interface {
	Quote(trade.ID) (*trade.Quote, error) // with Orders filled in
	SaveQuote(*trade.Quote) error
	DeleteQuote(trade.ID) error
	// AddRevision keeps a sent quote as it was, before it is revised.
	AddRevision(quote trade.ID, revision int, was []byte) error
	// Revision is a kept revision.
	Revision(quote trade.ID, revision int) ([]byte, error)

	Order(trade.ID) (*trade.SalesOrder, error)
	SaveOrder(*trade.SalesOrder) error
	DeleteOrder(trade.ID) error
	// Deal is an order with all its purchase orders, oldest first.
	Deal(order trade.ID) (*trade.Deal, error)

	Charge(trade.ID) (*trade.Charge, error)
	SaveCharge(*trade.Charge) error
	DeleteCharge(trade.ID) error
	// ChargesOf lists what is kept from an order, oldest first.
	ChargesOf(order trade.ID) ([]trade.Charge, error)

	// PriceHistory lists what an item was quoted and sold at, newest first: to one customer, or to all where customer is zero.
	PriceHistory(item, customer trade.ID, limit int) ([]PastPrice, error)
	// ItemUses lists the open quotes and orders and the kits that an item is in, newest first, so many of each at most.
	ItemUses(item trade.ID, limit int) ([]ItemUse, error)
	// Owed is what a customer has to pay on issued invoices less credits and money on account, and what its confirmed
	// orders other than except have not been invoiced of yet, with tax; both in the customer's currency.
	Owed(customer, except trade.ID) (open, coming money.Amount, err error)
}

type buyTx interface {
	Purchase(trade.ID) (*trade.PurchaseOrder, error)
	SavePurchase(*trade.PurchaseOrder) error
	DeletePurchase(trade.ID) error
	// OrderOfPurchase is the order that a purchase order is for.
	OrderOfPurchase(trade.ID) (trade.ID, error)
	// PurchaseOfLine is the purchase order that a line belongs to.
	PurchaseOfLine(line trade.ID) (*trade.PurchaseOrder, error)
	Shipment(trade.ID) (*trade.Shipment, error)
	SaveShipment(*trade.Shipment) error
	// ShipmentsOf lists an order's shipments, oldest first.
	ShipmentsOf(order trade.ID) ([]trade.Shipment, error)

	Exception(trade.ID) (*trade.Exception, error)
	SaveException(*trade.Exception) error
	// ExceptionsOf lists an order's exceptions, oldest first; OpenExceptions those of all orders with something open.
	ExceptionsOf(order trade.ID) ([]trade.Exception, error)
	OpenExceptions() ([]trade.Exception, error)
	Change(trade.ID) (*trade.Change, error)
	SaveChange(*trade.Change) error
	// ChangesOf lists the changes that were asked for of an order's purchase orders, oldest first.
	ChangesOf(order trade.ID) ([]trade.Change, error)
	Claim(trade.ID) (*trade.Claim, error)
	SaveClaim(*trade.Claim) error
	ClaimsOf(purchase trade.ID) ([]trade.Claim, error)
	// DueCredits lists what suppliers have billed and are to give credit for, by supplier.
	DueCredits() ([]DueCredit, error)
	Return(trade.ID) (*trade.Return, error)
	SaveReturn(*trade.Return) error
	// ReturnsOf lists an order's returns, oldest first.
	ReturnsOf(order trade.ID) ([]trade.Return, error)
	// Returning is what of a shipment line is on returns that are not cancelled.
	Returning(shipmentLine trade.ID) (money.Qty, error)
	// DisputedCredits lists what is still to be credited of bills that are disputed.
	DisputedCredits() ([]DueCredit, error)

	// CombiningPurchases lists the drafted purchase orders that wait to be sent together, by supplier, oldest first, with what is to be known of them
	// beside each other: their order and customer, the city they go to, since when they wait, and what they come to.
	CombiningPurchases() ([]trade.PurchaseOrder, error)
	// WaitingPurchases lists those of one supplier, oldest first.
	WaitingPurchases(supplier trade.ID) ([]trade.PurchaseOrder, error)
	// Lateness counts the lines that shipped of a supplier's last fifty purchase orders, and those of them that shipped later than agreed.
	Lateness(supplier trade.ID) (late, of int, err error)
	// Waiting lists the lines of confirmed orders that are not on a purchase order, by supplier and date.
	Waiting() ([]WaitingLine, error)
	// CountWaiting says how many these are.
	CountWaiting() (int, error)
}

type moneyTx interface {
	Invoice(trade.ID) (*trade.Invoice, error)
	SaveInvoice(*trade.Invoice) error
	DeleteInvoice(trade.ID) error
	// InvoicesOf lists an order's invoices and credit notes, oldest first.
	InvoicesOf(order trade.ID) ([]trade.Invoice, error)
	// OpenInvoices lists a customer's issued invoices with something to pay, earliest due first.
	OpenInvoices(customer trade.ID) ([]trade.Invoice, error)

	Bill(trade.ID) (*trade.Bill, error)
	SaveBill(*trade.Bill) error
	DeleteBill(trade.ID) error
	// BillNumbered is the supplier's bill or credit with the supplier's own number that is not cancelled; nil where there is none.
	BillNumbered(supplier trade.ID, theirNo string) (*trade.Bill, error)
	// EarlyFor says whether a supplier's credit is the discount for paying a bill early.
	EarlyFor(bill trade.ID) (bool, error)
	// BillsOf lists the bills that charge for lines of an order, oldest first.
	BillsOf(order trade.ID) ([]trade.Bill, error)
	// OpenBills lists a supplier's entered bills with something to pay, earliest due first.
	OpenBills(supplier trade.ID) ([]trade.Bill, error)

	Payment(trade.ID) (*trade.Payment, error)
	SavePayment(*trade.Payment) error // its head; allocations have their own methods
	// PaymentsFor lists the payments that are reserved for an order and have something left, oldest first.
	PaymentsFor(order trade.ID) ([]trade.Payment, error)
	// SamePayment is the newest payment of the same party, direction, amount and currency that has the same date or the same reference; nil where there is none.
	SamePayment(*trade.Payment) (*trade.Payment, error)
	// Credits lists a party's open credit notes and money on account that is reserved for no order, oldest first.
	Credits(of trade.Ref) ([]OpenCredit, error)
	AddAllocation(*trade.Allocation) error
	SaveGain(allocation trade.ID, gain money.Amount) error
	// ExchangesOf lists what settled the same document as an allocation does, oldest first, without what was written off.
	ExchangesOf(*trade.Allocation) ([]trade.Exchange, error)
	Reminder(trade.ID) (*trade.Reminder, error)
	AddReminder(*trade.Reminder) error
	// RemindersOf lists the reminders that an invoice was on, oldest first, without their lines.
	RemindersOf(invoice trade.ID) ([]trade.Reminder, error)
	// UnpaidInvoices lists issued invoices with something to pay of a customer, or of all where it is zero, earliest due first, without their lines.
	UnpaidInvoices(customer trade.ID) ([]trade.Invoice, error)
	Statement(trade.ID) (*trade.Statement, error)
	SaveStatement(*trade.Statement) error
	// Gains lists the exchanges that something was gained or lost by, by date.
	Gains(from, to trade.Date) ([]trade.Exchange, error)
	// EachExchanged calls f with the exchanges of every document that has another rate than the company's currency, or whose money has, or that gained something.
	EachExchanged(f func([]trade.Exchange) error) error
	DeleteAllocation(trade.ID) error
	Allocation(trade.ID) (*trade.Allocation, error)
	// AllocationsOf lists what settled an invoice, credit note or bill.
	AllocationsOf(kind trade.Kind, id trade.ID) ([]trade.Allocation, error)
}

type recordTx interface {
	// NextNumber takes the next number of a kind; it is given back when the transaction fails, so that there are no gaps.
	NextNumber(kind trade.Kind, year int) (string, error)
	AddEvent(trade.Event) error
	Events(kind trade.Kind, id trade.ID) ([]trade.Event, error) // newest first
	Attachment(trade.ID) (*trade.AttachedFile, error)
	AddAttachment(*trade.AttachedFile) error
	DeleteAttachment(trade.ID) error
	// AttachmentsOf lists a record's files, oldest first, without their contents.
	AttachmentsOf(trade.Ref) ([]trade.AttachedFile, error)
	AddMessage(*trade.Message) error
	SaveMessage(*trade.Message) error // without how its delivery goes
	Message(trade.ID) (*trade.Message, error)
	// DueMessages are those to be delivered now: ready, decided before a moment, and claimed by nobody.
	DueMessages(now, before trade.Stamp, limit int) ([]trade.ID, error)
	// LostMessages are those whose sending was never heard of again.
	LostMessages(now trade.Stamp) ([]trade.ID, error)
	// ClaimMessage keeps others from delivering a message until a moment.
	ClaimMessage(id trade.ID, owner string, until trade.Stamp) error
	Claimed(id trade.ID, owner string) (bool, error)
	TriedMessage(*trade.Message) error // keeps how its delivery goes, and ends a claim
	KeepFiles(message trade.ID, files []trade.Attachment) error
	Files(message trade.ID) ([]trade.Attachment, error)
	MessagesOf(kind trade.Kind, id trade.ID) (messageIDs []string, err error) // oldest first
	PurchaseOf(line trade.ID) (trade.ID, error)                               // the purchase order of a line
	SaveMailAccount(*trade.MailAccount) error
	MailAccount(trade.ID) (*trade.MailAccount, error)
	MailAccounts() ([]trade.MailAccount, error)
	// Index makes a record findable by a text; an empty text takes it out.
	Index(kind trade.Kind, id trade.ID, number, title, text string) error
	AddNotTwins(kind trade.Kind, a, b trade.ID, at trade.Stamp, who string) error
	// Move makes every document and link of a customer, supplier or item name another one. Contacts, addresses and sources
	// stay; the texts that were copied onto documents too.
	Move(kind trade.Kind, from, to trade.ID) error
	// ItemsFrom lists the items that a supplier sells.
	ItemsFrom(supplier trade.ID) ([]trade.ID, error)
	// OrdersWaitingFor lists the orders with lines of a supplier that are not on a purchase order.
	OrdersWaitingFor(supplier trade.ID) ([]trade.ID, error)
	// SameBillNumber is a number that two suppliers have both used on bills; empty where there is none.
	SameBillNumber(a, b trade.ID) (string, error)
	// Find searches all that was indexed: first what has the number, then the newest; every word must begin a word of the text.
	Find(text string, limit int) ([]Found, error)
}

type listTx interface {
	ListCustomers(ListIn) (List[CustomerRow], error)
	ListSuppliers(ListIn) (List[SupplierRow], error)
	ListItems(ListIn) (List[ItemRow], error)
	ListQuotes(ListIn) (List[QuoteRow], error)
	ListOrders(ListIn) (List[OrderRow], error)
	ListPurchases(ListIn) (List[PurchaseRow], error)
	ListShipments(ListIn) (List[ShipmentRow], error)
	ListInvoices(ListIn) (List[InvoiceRow], error)
	ListPayments(ListIn) (List[PaymentRow], error)
	ListBills(ListIn) (List[BillRow], error)
	ListReturns(ListIn) (List[ReturnRow], error)
	ListMessages(ListIn) (List[trade.Message], error)
	// EachDeal calls f with every order that was confirmed (cancelled ones included) dated from
	// one date to another, both included, oldest first; an empty date is no bound.
	EachDeal(from, to trade.Date, f func(*trade.Deal) error) error
	// EachBookInvoice, EachBookBill and EachBookCharge call f with the issued invoices and credit notes, the entered bills and supplier
	// credits, and what was kept from orders: all that are dated within a period, or are of orders that are. The row is f's until it returns.
	EachBookInvoice(from, to trade.Date, f func(*BookRow) error) error
	EachBookBill(from, to trade.Date, f func(*BookRow) error) error
	EachBookCharge(from, to trade.Date, f func(*BookRow) error) error
	// SoldItems lists the items that are sold, by category and SKU, without sources and components.
	SoldItems() ([]trade.Item, error)
	// Unsettled lists the invoices, credit notes and payments of customers, or the bills and so on of suppliers, that are not settled, by party and date.
	Unsettled(payable bool) ([]Unsettled, error)
	// EarnedOrders lists orders that were invoiced, billed and paid in full within a period, by rep.
	EarnedOrders(from, to trade.Date) ([]CommissionOrder, error)
	// ProfitBy adds up revenue, cost and count of confirmed orders by order, customer, rep, channel, month, supplier or item.
	ProfitBy(ReportIn) ([]ProfitSum, error)
	reportTx
	// OrdersOf lists the orders that were confirmed (cancelled ones included) of a customer, or with goods of a supplier or an
	// item (zero: of none), dated from one date to another, oldest first.
	OrdersOf(kind trade.Kind, id trade.ID, from, to trade.Date) ([]trade.ID, error)
	// OrdersToShip lists the confirmed orders of which something may still have to ship, oldest first.
	OrdersToShip() ([]trade.ID, error)
	// BalanceDocs lists what is open with a customer, or a supplier where payable is set, in one currency, by date.
	BalanceDocs(payable bool, party trade.ID, cur money.Currency) ([]BalanceDoc, error)
	// OrdersLike lists a customer's other orders that are not cancelled, with their lines, that have an order's reference, or its day and goods.
	OrdersLike(*trade.SalesOrder) ([]trade.SalesOrder, error)
	// OrderOnChannel is the order with a number on a channel; nil where there is none.
	OrderOnChannel(channel, key string) (*trade.SalesOrder, error)
	// BillsLike lists a supplier's other bills (or credits) of a bill's day and total, with their lines, that are not cancelled.
	BillsLike(*trade.Bill) ([]trade.Bill, error)
	// TwinRows lists what twins are found by of all customers, suppliers or items that are not inactive, oldest first.
	TwinRows(trade.Kind) ([]TwinRow, error)
	// NotTwins lists the pairs, the lower id first, that a person said are not the same.
	NotTwins(trade.Kind) ([][2]trade.ID, error)
	// Ageing adds up what was open on a date by party and days overdue: of customers, or of suppliers where payable is set; of one party unless it is zero.
	Ageing(payable bool, party trade.ID, on trade.Date) ([]AgeRow, error)
	// Entries lists all that happened on the account of a customer or supplier up to a date, oldest first.
	Entries(of trade.Ref, to trade.Date) ([]trade.Entry, error)
}

// reportTx is what only reports ask for, of documents dated from one date to another.
type reportTx interface {
	// Promises counts by supplier the purchase orders that were sent, how what shipped and what was answered kept to them, and what bills charged.
	Promises(from, to trade.Date) ([]Scorecard, error)
	// Overcharged lists what suppliers' bills and credits come to against what was agreed, one by one.
	Overcharged(from, to trade.Date) ([]Overcharge, error)
	// TaxSums adds up the taxes of issued invoices, less credit notes, and of entered bills, in any order; a row's month and tax may come more than once.
	TaxSums(from, to trade.Date) ([]TaxRow, error)
	// Quoted lists the quotes that were sent, without those that nobody decided about and that were deleted.
	Quoted(from, to trade.Date) ([]QuotedRow, error)
	// GivenBack lists the issued credit notes, and WrittenOff what was given up of invoices.
	GivenBack(from, to trade.Date) ([]Given, error)
	WrittenOff(from, to trade.Date) ([]Given, error)
}

type stepTx interface {
	// AddStep keeps what this transaction has changed so far, so that it can be taken back; nothing where it has changed
	// nothing. What the transaction does after it is not part of it.
	AddStep(*trade.StepTaken) error
	Step(trade.ID) (*trade.StepTaken, error)
	// Steps lists the steps of a person, or of all where who is empty, newest first.
	Steps(who string, limit int) ([]trade.StepTaken, error)
	// Hindrance says whether all that a step changed is still as it left it, and what is in the way where it is not.
	Hindrance(*trade.StepTaken) (trade.Hindrance, error)
	// UndoStep makes every row that a step changed what it was before, and notes on the step when and by whom it was
	// undone. It is refused where one of them is not as the step left it.
	UndoStep(*trade.StepTaken) error
	// Label is a record's number and name as a list would show them; found is false where there is no such record.
	Label(trade.Ref) (number, name string, found bool, err error)
}

type todayTx interface {
	// Findings lists what a rule of Today finds and nobody has put aside, worst first.
	Findings(Seeking) (Sought, error)
	// Snoozed is a finding that was put aside once; nil where it was not.
	Snoozed(rule string, id trade.ID) (*trade.Snooze, error)
	SaveSnooze(*trade.Snooze) error
	Automations() ([]trade.Automation, error)
	SaveAutomation(*trade.Automation) error
	DeleteAutomation(trade.ID) error
	// Troubles lists what automation could not do. SetTrouble replaces one; without a reason it is over.
	Troubles() ([]trade.Trouble, error)
	SetTrouble(trade.Trouble) error
	// Receivable is what customers have to pay, by currency.
	Receivable(today trade.Date) ([]OwedSum, error)
	// EarnedByDay adds up orders by their dates; DeliveredByDay counts the shipments that arrived.
	EarnedByDay(from, to trade.Date) ([]DayOfTrade, error)
	DeliveredByDay(from, to trade.Date) ([]DayOfTrade, error)
}
