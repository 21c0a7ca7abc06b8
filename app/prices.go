package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"runtime/debug"
	"slices"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// priceTx is what price lists need.
type priceTx interface {
	// SuppliersCalled lists the suppliers with a number, else the one with an id, else those with a name in any case.
	SuppliersCalled(text string) ([]trade.ID, error)
	// PriceMap is how a supplier's lists are read; nil where that was not said yet.
	PriceMap(supplier trade.ID) (*trade.PriceMap, error)
	SavePriceMap(supplier trade.ID, m *trade.PriceMap) error
	// PriceMaps are how the lists of all suppliers are read.
	PriceMaps() (map[trade.ID]trade.PriceMap, error)
	// SourcesOf lists how a supplier sells its items to us.
	SourcesOf(supplier trade.ID) ([]trade.ItemSource, error)
	// ItemKeys lists by what all items are known, oldest first.
	ItemKeys() ([]ItemKey, error)
	// QuotedFrom lists the lines of drafted and sent quotes that are bought from a supplier, by quote.
	QuotedFrom(supplier trade.ID) ([]QuotedBuy, error)
	// AppliedPrices is the import of a file with this sum from a supplier that was not undone; nil where there is none.
	AppliedPrices(supplier trade.ID, sha256 string) (*trade.PriceImport, error)
	// SavePrices writes what a price list changes, which next tells one by one until it answers nothing, and keeps what was before beside
	// the import. done hears of each that is written. A change is good until the next is asked for.
	SavePrices(m *trade.PriceImport, next func() (*PriceChange, error), done func(*PriceChange) error) error
	PriceImport(trade.ID) (*trade.PriceImport, error)
	// PriceImports lists the newest imports first: of a supplier, or of all where it is zero.
	PriceImports(supplier trade.ID, limit int) ([]trade.PriceImport, error)
	// UndoPrices makes everything that an import changed what it was before. Where something is not as the import left it, nothing is changed
	// and the first of those are answered. gone are the items that the import had made.
	UndoPrices(*trade.PriceImport) (gone []trade.ID, hindered []PriceHindrance, err error)
}

// ItemKey is by what an item is known.
type ItemKey struct {
	ID       trade.ID
	Version  int
	SKU      string
	GTIN     string
	Name     string
	Price    money.Price
	Inactive bool
	Kit      bool
}

// QuotedBuy is a line of a quote that is not decided, with what its quote comes to.
type QuotedBuy struct {
	QuoteID  trade.ID
	Number   string
	Customer string
	Currency money.Currency
	FX       money.FX
	Net      money.Amount // of the quote
	QuoteSum money.Amount // what the quote is planned to cost
	ItemID   trade.ID
	Qty      money.Qty
	OwnCost  bool
	Cost     money.Price
	CostIn   money.Currency
	CostFX   money.FX
}

// PriceChange is what a price list changes of one item.
type PriceChange struct {
	Item    *trade.Item      // one that is new
	Version int              // of the item, where it is not new
	Was     trade.ItemSource // with the id zero: the supplier did not sell it to us before
	Source  trade.ItemSource
	Costs   []trade.CostBreak // that are new; from zero on is the cost itself
}

// PriceHindrance is why an import cannot be undone.
type PriceHindrance struct {
	ItemID trade.ID `json:"item_id"`
	SKU    string   `json:"sku"`
	Why    string   `json:"why"` // changed or used
	Where  string   `json:"where"`
}

// PricesIn is a supplier's price list or stock file: .xlsx, .xlsm, .ods, .csv, .tsv or .txt.
type PricesIn struct {
	SupplierID trade.ID        `json:"supplier_id"`
	Supplier   string          `json:"supplier"` // instead of the id: the supplier's number, id or name
	Name       string          `json:"name"`     // of the file
	File       []byte          `json:"file"`
	Map        *trade.PriceMap `json:"map"`    // how it is read; nothing: as it was read last, else as its headings say
	Fresh      bool            `json:"fresh"`  // forget how it was read last
	Full       *bool           `json:"full"`   // overrides the map: the list has all that the supplier sells
	Limit      int             `json:"limit"`  // rows of each group that are answered; zero is 500
	Groups     []string        `json:"groups"` // that are answered: new, changed, unchanged, missing, doubt, error; empty: all
}

// ApplyPricesIn is a price list and which of its rows are taken.
type ApplyPricesIn struct {
	PricesIn
	Take  []int `json:"take"`   // rows in doubt that are taken nevertheless
	Leave []int `json:"leave"`  // rows that are not taken
	Only  []int `json:"only"`   // where given, no other rows are taken
	NoNew bool  `json:"no_new"` // make no new items
	// Match says of rows which item of ours they are, where the list does not say it.
	Match []PriceMatch `json:"match"`
}

// PriceMatch says which item a row of a price list is.
type PriceMatch struct {
	Row    int      `json:"row"`
	ItemID trade.ID `json:"item_id"` // zero: a new one
}

// PriceLook is the head of a price list, as it is read.
type PriceLook struct {
	SupplierID trade.ID       `json:"supplier_id"`
	Supplier   string         `json:"supplier"`
	Currency   money.Currency `json:"currency"`
	Sheets     []string       `json:"sheets"`
	Heading    int            `json:"heading"` // the row of the headings; zero: there is none
	Map        trade.PriceMap `json:"map"`     // as it is read
	Fields     []string       `json:"fields"`  // that a column can be
	Rows       []PriceLine    `json:"rows"`
	Doubts     []string       `json:"doubts"`
	Missing    string         `json:"missing"` // what has to be said before the list can be read
}

// PricePlan says what a price list changes.
type PricePlan struct {
	SupplierID trade.ID           `json:"supplier_id"`
	Supplier   string             `json:"supplier"`
	Currency   money.Currency     `json:"currency"`
	Name       string             `json:"name"` // of the file
	Sheet      string             `json:"sheet"`
	Map        trade.PriceMap     `json:"map"`
	Counts     PriceCounts        `json:"counts"`
	Rows       []PriceLine        `json:"rows"`
	Doubts     []string           `json:"doubts"` // about the list as a whole
	Effect     PriceEffect        `json:"effect"`
	Known      *trade.PriceImport `json:"known"`   // the same file was applied before
	Nothing    bool               `json:"nothing"` // nothing of it would be changed
	Import     *trade.PriceImport `json:"import"`  // what was applied
}

// Remark is what is said of a row of a file.
type Remark = intake.Remark

// PriceCounts counts the rows of a price list.
type PriceCounts struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Missing   int `json:"missing"` // that the supplier sold to us and that the list lacks
	Doubt     int `json:"doubt"`
	Error     int `json:"error"`
	Idle      int `json:"idle"`  // rows that are no items
	Taken     int `json:"taken"` // rows that are applied
}

// The groups of a price list's rows.
const (
	PriceNew       = "new"
	PriceChanged   = "changed"
	PriceUnchanged = "unchanged"
	PriceMissing   = "missing"
	PriceDoubt     = "doubt"
	PriceError     = "error"
)

// PriceGroups are all groups, in the order in which they are shown.
var PriceGroups = []string{PriceNew, PriceChanged, PriceDoubt, PriceError, PriceMissing, PriceUnchanged}

// PriceLine is one row of a price list and what it does.
type PriceLine struct {
	Row     int             `json:"row"` // in the file; zero: it is not there
	Group   string          `json:"group"`
	PartNo  string          `json:"part_no"`
	GTIN    string          `json:"gtin"`
	Name    string          `json:"name"`
	ItemID  trade.ID        `json:"item_id"` // ours
	SKU     string          `json:"sku"`     // ours, or the one that a new item gets
	Found   string          `json:"found"`   // by what the item was found: part number, our SKU, GTIN, choice
	Old     *money.Price    `json:"old_cost"`
	New     *money.Price    `json:"new_cost"`
	Change  *money.Rate     `json:"change"` // of the cost, in percent
	Does    []string        `json:"does"`
	Doubts  []intake.Remark `json:"doubts"` // why it is not taken by itself
	Notes   []intake.Remark `json:"notes"`
	Perhaps trade.ID        `json:"perhaps"` // the item that it may be
	Taken   bool            `json:"taken"`
}

// PriceEffect is what the new costs do to open quotes and to margins.
type PriceEffect struct {
	Margin      money.Rate     `json:"margin"` // that is looked at
	Quotes      int            `json:"quotes"` // drafted and sent quotes with items whose cost changes
	QuotesBelow int            `json:"quotes_below"`
	Items       int            `json:"items"`       // whose cost changes
	ItemsBelow  int            `json:"items_below"` // that fall below the margin at their own price
	Worst       []QuoteEffect  `json:"worst"`       // the quotes that fall below it, lowest first, at most 20
	Cost        money.Amount   `json:"cost"`        // what the open quotes cost more, in the company's currency
	Currency    money.Currency `json:"currency"`
}

// QuoteEffect is how a quote's margin changes.
type QuoteEffect struct {
	QuoteID  trade.ID   `json:"quote_id"`
	Number   string     `json:"number"`
	Customer string     `json:"customer"`
	From     money.Rate `json:"from"`
	To       money.Rate `json:"to"`
}

// LookAtPrices reads the head of a price list and says how its columns are understood. Nothing is changed.
func (d *Desk) LookAtPrices(ctx context.Context, in PricesIn) (out *PriceLook, err error) {
	err = d.read(ctx, func(w *work) error {
		sup, m, err := w.readingOf(&in)
		if err != nil {
			return err
		}
		list, err := intake.ReadPrices(ctx, in.Name, in.File, m, sup.Currency, 200)
		if err != nil {
			return err
		}
		out = &PriceLook{SupplierID: sup.ID, Supplier: sup.Name, Currency: sup.Currency, Sheets: list.Sheets, Heading: list.Head, Map: list.Map, Fields: intake.Fields, Doubts: list.Doubts, Rows: []PriceLine{}}
		if err := readable(list); err != nil {
			out.Missing = AsError(err).Message
		}
		for i := range list.Rows[:min(len(list.Rows), 50)] {
			x := &list.Rows[i]
			out.Rows = append(out.Rows, PriceLine{Row: x.Row, PartNo: x.Part, GTIN: x.GTIN, Name: x.Name, SKU: x.SKU, New: x.Cost, Does: says(x, sup.Currency),
				Doubts: append(append([]intake.Remark{}, x.Errors...), x.Doubts...), Notes: x.Notes})
		}
		return nil
	})
	return out, err
}

// PreviewPrices says what a price list would change, row by row, and what that does to open quotes and margins. Nothing is changed.
func (d *Desk) PreviewPrices(ctx context.Context, in ApplyPricesIn) (out *PricePlan, err error) {
	defer d.thrift(in.File)()
	err = d.read(ctx, func(w *work) error {
		p, err := d.planPrices(w, &in)
		if err != nil {
			return err
		}
		out, err = p.told(w, &in)
		return err
	})
	return out, err
}

// ApplyPrices takes the rows of a price list over: costs, quantities, stock and what is not to be had any more, in one transaction that can
// be taken back whole by UndoPrices. Rows in doubt are left unless they are named. The same list once more changes nothing.
func (d *Desk) ApplyPrices(ctx context.Context, in ApplyPricesIn) (out *PricePlan, err error) {
	defer d.thrift(in.File)()
	err = d.change(ctx, "ApplyPrices", func(w *work) error {
		p, err := d.planPrices(w, &in)
		if err != nil {
			return err
		}
		if out, err = p.told(w, &in); err != nil {
			return err
		}
		d.keepRead(readFile{}) // what follows is another
		m := p.list.Map
		m.Columns = slices.Clone(m.Columns)
		for i := range m.Columns {
			m.Columns[i].Samples, m.Columns[i].Doubt = nil, ""
		}
		if err := w.takenOver(in.File); err != nil {
			return err
		}
		if err := w.SavePriceMap(p.sup.ID, &m); err != nil || out.Nothing {
			return err
		}
		out.Import, err = p.apply(w, &in)
		return err
	})
	return out, err
}

// PriceImportsIn asks for the price lists that were applied.
type PriceImportsIn struct {
	SupplierID trade.ID `json:"supplier_id"` // zero: of all
	Limit      int      `json:"limit"`       // zero is 50
}

// ListPriceImports lists the price lists that were applied, newest first.
func (d *Desk) ListPriceImports(ctx context.Context, in PriceImportsIn) (All[trade.PriceImport], error) {
	if in.Limit <= 0 || in.Limit > 1000 {
		in.Limit = 50
	}
	return listAll(d, ctx, func(w *work) ([]trade.PriceImport, error) { return w.PriceImports(in.SupplierID, in.Limit) })
}

// UndoPrices takes a price list back whole: every cost, stock and item is again what it was before. It is refused where something since
// depends on it; the error says what.
func (d *Desk) UndoPrices(ctx context.Context, in ByID) (out *trade.PriceImport, err error) {
	err = d.change(ctx, "UndoPrices", func(w *work) error {
		if out, err = w.PriceImport(in.ID); err != nil {
			return err
		}
		if out.UndoneAt != "" {
			return trade.Faultf(trade.Refused, "%s was undone already, by %s.", out.Name, w.byAt(out.UndoneBy, out.UndoneAt))
		}
		out.UndoneAt, out.UndoneBy = w.stamp(), w.who
		gone, hindered, err := w.UndoPrices(out)
		if err != nil {
			return err
		}
		if len(hindered) > 0 {
			return w.hindrance(out, hindered)
		}
		w.known = newMasters()
		for _, id := range gone {
			if err := w.AddEvent(trade.Event{At: w.stamp(), Who: w.who, Kind: trade.KindItem, DocID: id, Action: trade.Undo, Note: out.Name, After: trade.Gone}); err != nil {
				return err
			}
		}
		if err := w.note(trade.KindImport, out.ID, trade.Undo, out.Name, "", ""); err != nil {
			return err
		}
		return w.note(trade.KindSupplier, out.SupplierID, "unprices", out.Name, "", "")
	})
	return out, err
}

// hindrance says what depends on an import.
func (w *work) hindrance(m *trade.PriceImport, list []PriceHindrance) error {
	x := list[0]
	more := ""
	if n := len(list) - 1; n > 0 {
		more = " (and others)"
	}
	switch x.Why {
	case "used":
		return trade.Faultf(trade.Refused, "%s cannot be undone: the item %s that it made%s is used by %s now. Make the item inactive instead.", m.Name, x.SKU, more, x.Where)
	case "later":
		return trade.Faultf(trade.Refused, "%s cannot be undone: %s, which was read later, has changed %s%s again. Undo that first.", m.Name, x.Where, x.SKU, more)
	}
	return trade.Faultf(trade.Refused, "%s cannot be undone: %s%s was changed since. Take that change back first.", m.Name, x.SKU, more)
}

// readingOf finds the supplier and how its lists are read.
func (w *work) readingOf(in *PricesIn) (*trade.Supplier, trade.PriceMap, error) {
	m := trade.PriceMap{}
	id := in.SupplierID
	if id == 0 {
		ids, err := w.SuppliersCalled(strings.TrimSpace(in.Supplier))
		switch {
		case err != nil:
			return nil, m, err
		case strings.TrimSpace(in.Supplier) == "":
			return nil, m, trade.Faultf(trade.Invalid, "Whose price list is it? Choose the supplier.").In("supplier_id")
		case len(ids) == 0:
			return nil, m, trade.Faultf(trade.NotFound, "There is no supplier with the number or name %q.", in.Supplier).In("supplier")
		case len(ids) > 1:
			return nil, m, trade.Faultf(trade.Invalid, "%d suppliers are called %q. Choose one by its number.", len(ids), in.Supplier).In("supplier")
		}
		id = ids[0]
	}
	sup, err := w.supplier(id)
	if err != nil {
		return nil, m, err
	}
	switch known, err := w.PriceMap(id); {
	case err != nil:
		return nil, m, err
	case in.Map != nil:
		m = *in.Map
	case known != nil && !in.Fresh:
		m = *known
		m.Heading = 0
		if !slices.ContainsFunc(m.Columns, func(c trade.PriceColumn) bool { return c.Heading != "" }) {
			m.Heading = -1
		}
	}
	if in.Full != nil {
		m.Full = *in.Full
	}
	return sup, m, checkMap(&m)
}

func checkMap(m *trade.PriceMap) error {
	for what, r := range map[string]money.Rate{"tax": m.Tax, "up": m.Up, "down": m.Down, "margin": m.Margin} {
		if r < 0 || r > 10*money.Whole {
			return trade.Faultf(trade.Invalid, "A percentage of %s cannot be.", r).In("map.%s", what)
		}
	}
	if m.Discount < 0 || m.Discount >= money.Whole {
		return trade.Faultf(trade.Invalid, "A discount of %s %% cannot be.", m.Discount).In("map.discount")
	}
	for i, c := range m.Columns {
		if c.Field != "" && !slices.Contains(intake.Fields, c.Field) {
			return trade.Faultf(trade.Invalid, "A column cannot be %q. It can be %s.", c.Field, strings.Join(intake.Fields, ", ")).In("map.columns[%d].field", i)
		}
		if c.Decimal != "" && c.Decimal != "," && c.Decimal != "." {
			return trade.Faultf(trade.Invalid, "The decimal sign of a column is a point or a comma.").In("map.columns[%d].decimal", i)
		}
	}
	return m.ValidUntil.Check("end of the cost's validity")
}

// readable refuses a list that cannot be understood.
func readable(list *intake.PriceList) error {
	switch {
	case len(list.Rows) == 0 && list.Idle == 0:
		return trade.Faultf(trade.Invalid, "The sheet has no rows below its headings. Choose another sheet, or the row of the headings.").In("map.sheet")
	case !list.HasKey:
		return trade.Faultf(trade.Invalid, "No column is known to hold part numbers, so nobody can say which items these are. Choose it.").In("map.columns")
	case !list.Costs && !list.Stocks && !slices.ContainsFunc(list.Map.Columns, func(c trade.PriceColumn) bool { return c.Field == intake.FieldEnded }):
		return trade.Faultf(trade.Invalid, "No column is known to hold costs or stock. Choose it.").In("map.columns")
	}
	return nil
}

// readFile is the price list, the file of orders or the file of fees that was read last: whoever has seen what it changes applies it next.
type readFile struct {
	key    string
	list   *intake.PriceList
	orders *intake.OrderFile
	fees   *intake.FeeFile
}

// readPrices reads a price list, or takes the one that was read last where it is the same file, read in the same way.
func (d *Desk) readPrices(ctx context.Context, in *PricesIn, m trade.PriceMap, cur money.Currency, sum string) (*intake.PriceList, error) {
	how, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	key := sum + string(cur) + string(how)
	if last := d.lastRead(); last.key == key {
		return last.list, nil
	}
	list, err := intake.ReadPrices(ctx, in.Name, in.File, m, cur, 0)
	if err == nil {
		d.keepRead(readFile{key: key, list: list})
	}
	return list, err
}

func (d *Desk) lastRead() readFile {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.file
}

func (d *Desk) keepRead(f readFile) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.file = f
}

// largeList is from when on a price list is worked on with less memory to spare, which takes a little longer.
const largeList = 1 << 20

// thrift lets memory be collected sooner while a large list is worked on.
func (d *Desk) thrift(file []byte) (done func()) {
	if len(file) < largeList {
		return func() {}
	}
	return d.sparing()
}

// sparing lets memory be collected sooner until it is done, so that large work needs no more than a small machine has.
func (d *Desk) sparing() (done func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.thrifty++; d.thrifty == 1 {
		d.spare = debug.SetGCPercent(40)
	}
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.thrifty--; d.thrifty == 0 {
			debug.SetGCPercent(d.spare)
		}
	}
}

func sumOfFile(file []byte) string {
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}

type tellingKey struct{}

// Telling returns a context in which long steps tell how far they are. f is called in the step's own goroutine and must not block.
func Telling(ctx context.Context, f func(done, of int)) context.Context {
	return context.WithValue(ctx, tellingKey{}, f)
}

func reporting(ctx context.Context) func(done, of int) {
	if f, ok := ctx.Value(tellingKey{}).(func(int, int)); ok {
		return f
	}
	return func(int, int) {}
}
