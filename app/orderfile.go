package app

import (
	"context"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// orderFileTx is what files of orders need.
type orderFileTx interface {
	// OnChannel is the order that came in on a channel under a key; nil where there is none.
	OnChannel(channel, key string) (*KnownOrder, error)
	// CustomersWriting lists the customers that have a contact with an e-mail address.
	CustomersWriting(email string) ([]trade.ID, error)
	// CustomersCalled lists the customers with a number, else the one with an id, else those with a name in any case.
	CustomersCalled(text string) ([]trade.ID, error)
	// CustomersNamed lists the customers with exactly this name.
	CustomersNamed(name string) ([]trade.ID, error)
	// ChannelItems are the items of ours that a channel calls otherwise, by what it calls them.
	ChannelItems(channel string) (map[string]trade.ID, error)
	SaveChannelItem(channel, code string, item trade.ID) error
	// OrderMaps is how files were read for which it was said, the last ones last.
	OrderMaps() ([]trade.OrderMap, error)
	// SaveOrderMap keeps how files with these headings are read.
	SaveOrderMap(headings string, m *trade.OrderMap) error
	SaveOrderImport(*trade.OrderImport) error
	// ImportedOrders is the newest import of a file with this sum; nil where there is none.
	ImportedOrders(sha256 string) (*trade.OrderImport, error)
	// OrderImports lists the newest imports first.
	OrderImports(limit int) ([]trade.OrderImport, error)
	OrderImport(trade.ID) (*trade.OrderImport, error)
	DeleteOrderImport(trade.ID) error
	// OrdersOfImport lists the orders that came in by a file, the last one first.
	OrdersOfImport(trade.ID) ([]trade.ID, error)
	AddOrderText(*trade.OrderText) error
	// OrderTexts lists an order as its channel told it, oldest first.
	OrderTexts(order trade.ID) ([]trade.OrderText, error)
}

// KnownOrder is an order that came in already.
type KnownOrder struct {
	ID       trade.ID
	Number   string
	State    trade.State
	Currency money.Currency
	Tax      money.Amount
	Total    money.Amount
}

// OrdersIn is a file of orders: .csv, .txt, .xlsx, .ods, or JSON as WooCommerce tells it.
type OrdersIn struct {
	Name       string          `json:"name"` // of the file
	File       []byte          `json:"file"`
	Channel    string          `json:"channel"`     // empty: the shop or marketplace whose file it is, else file
	CustomerID trade.ID        `json:"customer_id"` // of all orders, as on a customer's own purchase order; zero: each order says whose it is
	Customer   string          `json:"customer"`    // instead of the id: the customer's number, id or name
	Map        *trade.OrderMap `json:"map"`         // how it is read; nothing: as such a file was read last, else as its headings say
	Fresh      bool            `json:"fresh"`       // forget how such a file was read last
	Limit      int             `json:"limit"`       // orders of each group that are answered; zero is 500
	Groups     []string        `json:"groups"`      // that are answered: new, doubt, error, cancelled, known; empty: all
}

// ImportOrdersIn is a file of orders and what is decided about them. An order is named by the row of the file in which it begins.
type ImportOrdersIn struct {
	OrdersIn
	Take      []int           `json:"take"`      // orders in doubt that are taken nevertheless
	TakeAll   bool            `json:"take_all"`  // all orders in doubt; not those that are cancelled on their channel
	Leave     []int           `json:"leave"`     // orders that are not taken
	Only      []int           `json:"only"`      // where given, no other orders are taken
	NoNew     bool            `json:"no_new"`    // hold orders of customers that are not known
	NewItems  bool            `json:"new_items"` // make items of what is not in the catalogue
	NewTaxes  bool            `json:"new_taxes"` // make tax codes for rates that no code has
	TaxCodeID trade.ID        `json:"tax_code_id"`
	Confirm   bool            `json:"confirm"` // confirm what is taken without doubt, without an e-mail
	Customers []OrderCustomer `json:"customers"`
	Items     []OrderItem     `json:"items"`
}

// OrderCustomer says whose an order is.
type OrderCustomer struct {
	Row        int      `json:"row"`
	CustomerID trade.ID `json:"customer_id"` // zero: a new one
}

// OrderItem says which item of ours it is that a channel calls so. It is remembered.
type OrderItem struct {
	Code   string   `json:"code"`    // the SKU, else the number, GTIN or name that the file has
	ItemID trade.ID `json:"item_id"` // zero: a new one
}

// The groups of a file's orders.
const (
	OrdersNew       = "new"
	OrdersDoubt     = "doubt"
	OrdersError     = "error"
	OrdersCancelled = "cancelled"
	OrdersKnown     = "known"
)

// OrderGroups are all groups, in the order in which they are shown.
var OrderGroups = []string{OrdersNew, OrdersDoubt, OrdersError, OrdersCancelled, OrdersKnown}

// OrderPlan says what a file of orders would bring.
type OrderPlan struct {
	Source  string             `json:"source"` // shopify, woocommerce, amazon, ebay, etsy, faire; empty: any other table
	Channel string             `json:"channel"`
	Name    string             `json:"name"` // of the file
	Sheets  []string           `json:"sheets"`
	Map     trade.OrderMap     `json:"map"`    // as it is read
	Fields  []string           `json:"fields"` // that a column can be
	Missing string             `json:"missing,omitempty"`
	Counts  OrderCounts        `json:"counts"`
	Orders  []OrderLook        `json:"orders"`
	Doubts  []string           `json:"doubts"`  // about the file as a whole
	Known   *trade.OrderImport `json:"known"`   // the same file was taken over before
	Nothing bool               `json:"nothing"` // nothing of it would be taken
	Import  *trade.OrderImport `json:"import"`  // what was taken
}

// OrderCounts counts the orders of a file.
type OrderCounts struct {
	New       int `json:"new"`
	Doubt     int `json:"doubt"`
	Error     int `json:"error"`
	Cancelled int `json:"cancelled"` // on their channel
	Known     int `json:"known"`     // that came in already
	Idle      int `json:"idle"`      // rows that belong to no order
	Taken     int `json:"taken"`
	Customers int `json:"customers"` // that are new, of the orders that are taken
	Items     int `json:"items"`
}

// OrderLook is one order of a file and what becomes of it.
type OrderLook struct {
	Row         int             `json:"row"` // in which it begins
	Group       string          `json:"group"`
	Key         string          `json:"key"` // by which the channel knows it
	Number      string          `json:"number"`
	Date        trade.Date      `json:"date"`
	Wanted      trade.Date      `json:"wanted,omitempty"`
	Customer    string          `json:"customer"`
	CustomerID  trade.ID        `json:"customer_id"` // zero: a new one
	Found       string          `json:"found"`       // by what the customer was found: choice, e-mail, name and zip code
	PerhapsID   trade.ID        `json:"perhaps_id"`  // the customer that it may be
	Perhaps     string          `json:"perhaps"`
	Email       string          `json:"email"`
	ShipTo      trade.Address   `json:"ship_to"`
	Currency    money.Currency  `json:"currency"`
	FileTotal   *money.Amount   `json:"file_total"` // what the file says that it comes to, without what the marketplace collects
	Total       money.Amount    `json:"total"`      // what it comes to here
	Tax         money.Amount    `json:"tax"`
	Fee         money.Amount    `json:"fee"` // that the marketplace keeps
	Lines       []OrderLookLine `json:"lines"`
	Doubts      []intake.Remark `json:"doubts"`
	Notes       []intake.Remark `json:"notes"`
	Taken       bool            `json:"taken"`
	OrderID     trade.ID        `json:"order_id"` // the order here, where it came in already or was taken
	OrderNumber string          `json:"order_number"`
}

// OrderLookLine is a line of such an order.
type OrderLookLine struct {
	Row       int          `json:"row"`
	Code      string       `json:"code"` // what the file calls the goods
	Name      string       `json:"name"`
	Qty       money.Qty    `json:"qty"`
	Price     *money.Price `json:"price"`   // nil: that of the price list
	ItemID    trade.ID     `json:"item_id"` // ours; zero: a new one, or none
	SKU       string       `json:"sku"`
	Found     string       `json:"found"` // by what the item was found: choice, SKU, GTIN
	New       bool         `json:"new"`
	PerhapsID trade.ID     `json:"perhaps_id"` // the item that it may be
	Perhaps   string       `json:"perhaps"`
}

// PreviewOrders says what a file of orders would bring, order by order. Nothing is changed.
func (d *Desk) PreviewOrders(ctx context.Context, in ImportOrdersIn) (out *OrderPlan, err error) {
	defer d.thrift(in.File)()
	err = d.read(ctx, func(w *work) error {
		p, err := d.planOrders(w, &in)
		if err != nil {
			return err
		}
		out = p.told(&in)
		return nil
	})
	return out, err
}

// ImportOrders takes the orders of a file over as drafts, in one transaction that can be taken back. An order is known by its channel and its number
// there, so that it comes in only once: the same file once more changes nothing. An order that does not come to what the file says, whose goods are not
// in the catalogue, or about which anything else is in doubt, is left unless it is named. What marketplaces keep is noted with the order.
func (d *Desk) ImportOrders(ctx context.Context, in ImportOrdersIn) (out *OrderPlan, err error) {
	defer d.thrift(in.File)()
	err = d.change(ctx, "ImportOrders", func(w *work) error {
		p, err := d.planOrders(w, &in)
		if err != nil {
			return err
		}
		d.keepRead(readFile{}) // what follows is another
		if p.missing != "" {
			return trade.Faultf(trade.Invalid, "%s", p.missing).In("map.columns")
		}
		if in.Map != nil {
			m := p.file.Map
			m.Columns = append([]trade.PriceColumn{}, m.Columns...)
			for i := range m.Columns {
				m.Columns[i].Samples = nil
			}
			if err := w.SaveOrderMap(headingsOf(&m), &m); err != nil {
				return err
			}
		}
		if err := w.takenOver(in.File); err != nil {
			return err
		}
		imported, err := p.take(w, &in)
		if err != nil {
			return err
		}
		out = p.told(&in)
		out.Import = imported
		return w.sheetRead(in.File) // a mail that brought it waits no more
	})
	return out, err
}

// ListOrderImports lists the files of orders that were taken over and not taken back by UndoOrders, newest first.
func (d *Desk) ListOrderImports(ctx context.Context, _ Nothing) (All[trade.OrderImport], error) {
	return listAll(d, ctx, func(w *work) ([]trade.OrderImport, error) { return w.OrderImports(100) })
}

// ListOrderTexts shows an order as its channel told it.
func (d *Desk) ListOrderTexts(ctx context.Context, in ByID) (All[trade.OrderText], error) {
	return listAll(d, ctx, func(w *work) ([]trade.OrderText, error) { return w.OrderTexts(in.ID) })
}

// headingsOf are the headings of a file, by which one of its kind is known again.
func headingsOf(m *trade.OrderMap) string {
	names := []string{m.Sheet}
	for _, c := range m.Columns {
		names = append(names, strings.ToLower(strings.Join(strings.Fields(c.Heading), " ")))
	}
	return sumOfFile([]byte(strings.Join(names, "\n")))
}

// channelOf is the channel of a file.
func channelOf(asked, source string) (string, error) {
	switch {
	case asked != "":
		return asked, trade.CheckChannel(asked)
	case source != "":
		return source, nil
	}
	return "file", nil
}
