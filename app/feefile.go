package app

import (
	"context"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// feeFileTx is what files of fees need.
type feeFileTx interface {
	// OrdersCalled lists the orders that came in on a channel under a key, else those that people call so there.
	OrdersCalled(channel, number string) ([]trade.ID, error)
	SaveFeeImport(*trade.FeeImport) error
	// ImportedFees is the newest import of a file with this sum; nil where there is none.
	ImportedFees(sha256 string) (*trade.FeeImport, error)
	// FeeImports lists the newest imports first.
	FeeImports(limit int) ([]trade.FeeImport, error)
	FeeImport(trade.ID) (*trade.FeeImport, error)
	DeleteFeeImport(trade.ID) error
	// ChargesOfImport lists what a file has told, order by order.
	ChargesOfImport(trade.ID) ([]trade.Charge, error)
	// ChargesBefore lists the estimates of an order whose place files of fees have taken.
	ChargesBefore(order trade.ID) ([]trade.Charge, error)
	KeepChargeBefore(trade.Charge) error
	DropChargeBefore(trade.ID) error
}

// FeeFileIn is a file of fees, .csv, .txt, .xlsx or .ods, and what is decided about its rows: Shopify's transactions of payments, Amazon's date range report, eBay's transaction
// report or Etsy's statement.
type FeeFileIn struct {
	Name     string         `json:"name"` // of the file
	File     []byte         `json:"file"`
	Channel  string         `json:"channel"`  // on which the orders came in; empty: the one whose report it is
	Currency money.Currency `json:"currency"` // where the file does not say it; empty: the company's
	Take     []int          `json:"take"`     // rows in doubt that are taken nevertheless
	TakeAll  bool           `json:"take_all"` // all rows in doubt
	Leave    []int          `json:"leave"`    // rows that are not taken
	Limit    int            `json:"limit"`    // rows of each group that are answered; zero is 500
}

// The groups of a file's rows.
const (
	FeesNew     = "new"     // of an order of which nothing was expected to be kept
	FeesChanged = "changed" // takes the place of an estimate
	FeesDoubt   = "doubt"
	FeesError   = "error"
	FeesMissing = "missing" // their order is not here
	FeesKnown   = "known"   // taken over before
	FeesIdle    = "idle"    // of no order, or nothing was kept
)

// FeeGroups are all groups, in the order in which they are shown.
var FeeGroups = []string{FeesChanged, FeesNew, FeesDoubt, FeesMissing, FeesError, FeesKnown, FeesIdle}

// FeePlan says what a file of fees would bring.
type FeePlan struct {
	Source   string              `json:"source"` // whose report it is: shopify, amazon, ebay or etsy
	Name     string              `json:"name"`   // of the file
	Sheets   []string            `json:"sheets"`
	Sheet    string              `json:"sheet"`
	Heading  int                 `json:"heading"` // the row of the headings
	Columns  []trade.PriceColumn `json:"columns"`
	Counts   map[string]int      `json:"counts"` // by group
	Orders   int                 `json:"orders"` // of which something is taken
	Taken    int                 `json:"taken"`  // rows
	Sums     []FeeSum            `json:"sums"`
	Rows     []FeeLook           `json:"rows"`
	Doubts   []string            `json:"doubts"`   // about the file as a whole
	Known    *trade.FeeImport    `json:"known"`    // the same file was taken over before
	Nothing  bool                `json:"nothing"`  // nothing of it would be taken
	Import   *trade.FeeImport    `json:"import"`   // what was taken
	Currency money.Currency      `json:"currency"` // in which the file is read where no column says it
}

// FeeSum is what the file's rows come to in a currency.
type FeeSum struct {
	Currency money.Currency `json:"currency"`
	Taken    money.Amount   `json:"taken"`   // what is taken over
	Before   money.Amount   `json:"before"`  // what was taken over before
	Left     money.Amount   `json:"left"`    // of orders, and not taken
	Besides  money.Amount   `json:"besides"` // what belongs to no order, such as subscriptions
}

// FeeLook is a row of a file and what becomes of it.
type FeeLook struct {
	Row      int              `json:"row"`
	Group    string           `json:"group"`
	Type     string           `json:"type"` // as the file calls it
	Title    string           `json:"title,omitempty"`
	Number   string           `json:"number"` // by which the channel calls the order
	OrderID  trade.ID         `json:"order_id"`
	OrderNo  string           `json:"order_no"`
	Customer string           `json:"customer"`
	Date     trade.Date       `json:"date"`
	Currency money.Currency   `json:"currency"`
	Gross    *money.Amount    `json:"gross"`
	Fee      money.Amount     `json:"fee"` // below zero: given back
	Net      *money.Amount    `json:"net"`
	Parts    []FeeLookPart    `json:"parts"`
	Was      *FeeLookEstimate `json:"was"`    // the estimate whose place it takes
	Doubts   []intake.Remark  `json:"doubts"` // or what is wrong
	Notes    []intake.Remark  `json:"notes"`
	May      bool             `json:"may"` // somebody may take it though it is in doubt
	Taken    bool             `json:"taken"`
}

// FeeLookPart is what one of them has kept.
type FeeLookPart struct {
	Kind   trade.ChargeKind `json:"kind"`
	Name   string           `json:"name"` // as the file calls it
	Amount money.Amount     `json:"amount"`
}

// FeeLookEstimate is what was expected to be kept.
type FeeLookEstimate struct {
	Kind     trade.ChargeKind `json:"kind"`
	Currency money.Currency   `json:"currency"`
	Amount   money.Amount     `json:"amount"`
}

// PreviewFees says what a file of fees would bring, row by row. Nothing is changed.
func (d *Desk) PreviewFees(ctx context.Context, in FeeFileIn) (out *FeePlan, err error) {
	defer d.thrift(in.File)()
	err = d.read(ctx, func(w *work) error {
		p, err := d.planFees(w, &in)
		if err != nil {
			return err
		}
		out = p.told(&in)
		return nil
	})
	return out, err
}

// ImportFees takes a file of fees over, in one transaction that can be taken back whole: what each row says was kept becomes a charge of its order, in the place of what was
// estimated of the same kind. A row is known again in whichever file it stands, so that it counts once. Rows in doubt are left unless they are named, and those whose order is not
// here are listed. The same file once more changes nothing.
func (d *Desk) ImportFees(ctx context.Context, in FeeFileIn) (out *FeePlan, err error) {
	defer d.thrift(in.File)()
	err = d.change(ctx, "ImportFees", func(w *work) error {
		p, err := d.planFees(w, &in)
		if err != nil {
			return err
		}
		d.keepRead(readFile{}) // what follows is another
		if err := w.takenOver(in.File); err != nil {
			return err
		}
		imported, err := p.take(w, &in)
		if err != nil {
			return err
		}
		out = p.told(&in)
		out.Import = imported
		return nil
	})
	return out, err
}

// ListFeeImports lists the files of fees that were taken over and not taken back by UndoFees, newest first.
func (d *Desk) ListFeeImports(ctx context.Context, _ Nothing) (All[trade.FeeImport], error) {
	return listAll(d, ctx, func(w *work) ([]trade.FeeImport, error) { return w.FeeImports(100) })
}
