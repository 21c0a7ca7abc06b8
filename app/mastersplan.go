package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dropdesk/app/intake"
	"dropdesk/app/trade"
)

// partyTx finds customers and suppliers by what files call them.
type partyTx interface {
	// PartiesCalled lists the customers or suppliers with a number, else those with a name in any case.
	PartiesCalled(kind trade.Kind, number, name string) ([]trade.ID, error)
}

// MastersIn is a file of customers, suppliers, items or opening balances: the workbook of the template, or another program's export.
type MastersIn struct {
	Name    string            `json:"name"` // of the file
	File    []byte            `json:"file"`
	Kind    string            `json:"kind"`     // customers, suppliers, items or balances; empty: by the names of its sheets, else by the headings
	Sheet   string            `json:"sheet"`    // the one that is read as the kind, where its name does not tell
	Heading int               `json:"heading"`  // the row of the headings; zero: found by what it says
	Map     map[string]string `json:"map"`      // in which column a field is, by letter or heading, where the headings do not tell; empty where it is in none. A field of one kind alone is customers.zip
	Fresh   bool              `json:"fresh"`    // forget how tables with these headings were read last
	Take    []MasterPlace     `json:"take"`     // rows in doubt that are taken nevertheless
	TakeAll bool              `json:"take_all"` // all rows in doubt
	Leave   []MasterPlace     `json:"leave"`    // rows that are not taken
	Limit   int               `json:"limit"`    // rows of each kind that are answered; zero is 500
}

// MasterPlace is a row of a kind.
type MasterPlace struct {
	Kind string `json:"kind"`
	Row  int    `json:"row"`
}

// The kinds of master data that a file may hold, as intake names them.
const (
	MasterCustomers = intake.MasterCustomers
	MasterSuppliers = intake.MasterSuppliers
	MasterItems     = intake.MasterItems
	MasterBalances  = intake.MasterBalances
)

// MasterKinds are all of them, in the order in which they depend on each other.
var MasterKinds = intake.MasterKinds

// What happens to a row of master data.
const (
	MasterNew     = "new"
	MasterChanged = "changed"
	MasterSame    = "same"
	MasterDoubt   = "doubt" // it is taken only when somebody says so
	MasterError   = "error"
	MasterLeft    = "left" // a person does not take it
)

// MastersPlan says what a file of master data changes.
type MastersPlan struct {
	Name    string            `json:"name"`
	Sheets  []string          `json:"sheets"`
	Tables  []MasterPlanTable `json:"tables"`
	Takes   int               `json:"takes"` // rows that are new or changed
	Doubts  []string          `json:"doubts"`
	Missing string            `json:"missing,omitempty"` // what has to be said before it can be read
}

// MasterPlanTable is what one table of it changes.
type MasterPlanTable struct {
	Kind    string                `json:"kind"`
	Sheet   string                `json:"sheet"`
	Heading int                   `json:"heading"` // the row of the headings
	Columns []intake.MasterColumn `json:"columns"`
	Fields  []string              `json:"fields"` // that a column can be
	Counts  map[string]int        `json:"counts"` // by what happens: new, changed, doubt, same, error, left
	Rows    []MasterPlanRow       `json:"rows"`   // those in error first, then in doubt, changed, new and the rest
	Missing string                `json:"missing,omitempty"`
}

// MasterPlanRow is what happens to one row.
type MasterPlanRow struct {
	Row     int             `json:"row"`
	Does    string          `json:"does"`
	Key     string          `json:"key"` // number, SKU or document
	Name    string          `json:"name"`
	Changes []MasterChange  `json:"changes"` // of one that is new, what it becomes
	Doubts  []intake.Remark `json:"doubts"`  // why it is not taken by itself
	Errors  []intake.Remark `json:"errors"`
	Asked   bool            `json:"asked"` // it is in doubt, and is taken because somebody says so
}

// MasterChange is one field that becomes another.
type MasterChange struct {
	Field string `json:"field"`
	Was   string `json:"was"`
	Now   string `json:"now"`
}

// MastersApplied is what was taken over.
type MastersApplied struct {
	Nothing bool        `json:"nothing"` // the file changes nothing
	Plan    MastersPlan `json:"plan"`
}

// undoableMasters is about how many records a step may have so that it can be taken back.
const undoableMasters = 1500

// errTried takes a transaction back in which something was only tried.
var errTried = errors.New("only tried")

// PreviewMasters shows what a file of customers, suppliers, items and opening balances would change, row by row. It is tried in a transaction
// that is taken back, so what it says is what ApplyMasters does.
func (d *Desk) PreviewMasters(ctx context.Context, in MastersIn) (*MastersPlan, error) {
	tables, _, err := d.readMasters(ctx, &in)
	if err != nil {
		return nil, err
	}
	plan, _, err := d.tryMasters(ctx, in, tables)
	if err != nil {
		return nil, err
	}
	return plan.cut(in.Limit), nil
}

// ApplyMasters takes a file of customers, suppliers, items and opening balances over, in one step. What is empty in the file stays as it is,
// rows in error are not taken, those in doubt only where somebody says so, and the same file again changes nothing.
func (d *Desk) ApplyMasters(ctx context.Context, in MastersIn) (out MastersApplied, err error) {
	tables, _, err := d.readMasters(ctx, &in)
	if err != nil {
		return out, err
	}
	for _, t := range tables {
		if t.Missing != "" {
			return out, trade.Faultf(trade.Invalid, "%s", t.Missing).In("map")
		}
	}
	plan, take, err := d.tryMasters(ctx, in, tables)
	if err != nil {
		return out, err
	}
	out.Plan = *plan.cut(in.Limit)
	if out.Nothing = plan.Takes == 0; out.Nothing {
		return out, d.noteTaken(ctx, in.File)
	}
	err = d.change(ctx, "ApplyMasters", func(w *work) error {
		r := &masterRun{d: d, w: w, ctx: context.WithValue(ctx, workKey, w), tell: reporting(ctx), of: plan.Takes, asked: true}
		for _, t := range tables {
			for i := range t.Rows {
				if !take[MasterPlace{t.Kind, t.Rows[i].Row}] {
					continue
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				if _, err := r.row(t.Kind, &t.Rows[i]); err != nil {
					return trade.Faultf(AsError(err).Kind, "Nothing was taken over. %s, row %d: %w", t.Sheet, t.Rows[i].Row, err)
				}
			}
		}
		if err := w.rememberMasters(tables); err != nil {
			return err
		}
		return w.takenOver(in.File)
	})
	return out, err
}

// tryMasters takes all rows over in a transaction that is taken back, and says what became of each; take are the rows that change something.
func (d *Desk) tryMasters(ctx context.Context, in MastersIn, tables []intake.MasterTable) (*MastersPlan, map[MasterPlace]bool, error) {
	plan := &MastersPlan{Name: in.Name, Sheets: []string{}, Tables: []MasterPlanTable{}, Doubts: []string{}}
	take := map[MasterPlace]bool{}
	of := 0
	for _, t := range tables {
		of += len(t.Rows)
		plan.Sheets = t.Sheets
		if plan.Missing == "" {
			plan.Missing = t.Missing
		}
	}
	if _, part := ctx.Value(workKey).(*work); part {
		return nil, nil, trade.Faultf(trade.Refused, "Taking over customers, suppliers, items and balances cannot be a part of other steps. Call it by itself.")
	}
	err := d.change(ctx, "ApplyMasters", func(w *work) error {
		r := &masterRun{d: d, w: w, ctx: context.WithValue(ctx, workKey, w), tell: reporting(ctx), of: of, seen: map[string]int{}}
		for _, t := range tables {
			p := MasterPlanTable{Kind: t.Kind, Sheet: t.Sheet, Heading: t.Head, Columns: t.Columns, Counts: map[string]int{}, Rows: []MasterPlanRow{}, Missing: t.Missing}
			for _, f := range intake.MasterFields[t.Kind] {
				p.Fields = append(p.Fields, f.Name)
			}
			for i := range t.Rows {
				if err := ctx.Err(); err != nil {
					return err
				}
				place := MasterPlace{t.Kind, t.Rows[i].Row}
				r.asked = in.TakeAll || slices.Contains(in.Take, place)
				x := r.planned(t.Kind, &t.Rows[i], slices.Contains(in.Leave, place))
				p.Counts[x.Does]++
				if x.Does == MasterNew || x.Does == MasterChanged {
					take[place] = true
					plan.Takes++
				}
				p.Rows = append(p.Rows, x)
			}
			plan.Tables = append(plan.Tables, p)
		}
		return errTried
	})
	if !errors.Is(err, errTried) {
		return nil, nil, err
	}
	if plan.Takes > undoableMasters {
		plan.Doubts = append(plan.Doubts, fmt.Sprintf("%d records at once are too many for a step that can be taken back. Make a backup first, or take them over in parts.", plan.Takes))
	}
	return plan, take, nil
}

// cut keeps the first rows of each table, those in error before the others.
func (p *MastersPlan) cut(limit int) *MastersPlan {
	if limit <= 0 {
		limit = 500
	}
	sorted := []string{MasterError, MasterDoubt, MasterChanged, MasterNew, MasterLeft, MasterSame}
	for i := range p.Tables {
		t := &p.Tables[i]
		slices.SortStableFunc(t.Rows, func(a, b MasterPlanRow) int { return slices.Index(sorted, a.Does) - slices.Index(sorted, b.Does) })
		t.Rows = t.Rows[:min(len(t.Rows), limit)]
	}
	return p
}

// masterRun takes rows over within a transaction.
type masterRun struct {
	d        *Desk
	w        *work
	ctx      context.Context // of the transaction
	tell     func(done, of int)
	done, of int
	seen     map[string]int                       // rows by what they are known by
	asked    bool                                 // the row is taken though it is in doubt
	gtins    map[string]string                    // of the items that were here before, with their SKUs
	spelled  map[trade.Kind]map[string][]trade.ID // customers and suppliers by the keys of their names
}

// masterDone is what became of a row.
type masterDone struct {
	fresh   bool // it is a new record
	changes []MasterChange
	doubts  []string
}

func (in *MastersIn) way() intake.MasterWay {
	return intake.MasterWay{Kind: in.Kind, Sheet: in.Sheet, Heading: in.Heading, Map: in.Map}
}

// planned takes a row over and says what that did; an error of it is told of the row.
func (r *masterRun) planned(kind string, row *intake.MasterRow, left bool) MasterPlanRow {
	x := MasterPlanRow{Row: row.Row, Key: masterKey(kind, row.Values), Name: row.Values["name"], Changes: []MasterChange{}, Doubts: []intake.Remark{}, Errors: append([]intake.Remark{}, row.Errors...)}
	if kind == intake.MasterBalances {
		x.Name = row.Values["customer"] + row.Values["supplier"]
	}
	if left {
		x.Does = MasterLeft
		return x
	}
	if n := r.seen[kind+"\x00"+x.Key]; n != 0 && x.Key != "" {
		x.Errors = append(x.Errors, intake.Remark{Text: fmt.Sprintf("it is in row %d already", n)})
	}
	r.seen[kind+"\x00"+x.Key] = row.Row
	if len(x.Errors) == 0 {
		done, err := r.row(kind, row)
		if err != nil {
			x.Errors = append(x.Errors, intake.Remark{Text: AsError(err).Message})
		}
		x.Changes = append(x.Changes, done.changes...)
		for _, text := range done.doubts {
			x.Doubts = append(x.Doubts, intake.Remark{Text: text})
		}
		switch x.Asked = r.asked && len(x.Doubts) > 0; {
		case len(x.Doubts) > 0 && !r.asked:
			x.Does = MasterDoubt
		case done.fresh:
			x.Does = MasterNew
		case len(done.changes) == 0:
			x.Does = MasterSame
		default:
			x.Does = MasterChanged
		}
	}
	if len(x.Errors) > 0 {
		x.Does = MasterError
	}
	return x
}

// masterKey is what a row is known by.
func masterKey(kind string, v map[string]string) string {
	switch kind {
	case intake.MasterItems:
		return v["sku"]
	case intake.MasterBalances:
		return v["document"]
	}
	if v["number"] != "" {
		return v["number"]
	}
	return v["name"]
}

// row takes one row over, unless it is in doubt and nobody says that it is taken nevertheless.
func (r *masterRun) row(kind string, row *intake.MasterRow) (masterDone, error) {
	r.done++
	r.tell(r.done, r.of)
	switch kind {
	case intake.MasterCustomers:
		return r.customer(row.Values)
	case intake.MasterSuppliers:
		return r.supplier(row.Values)
	case intake.MasterItems:
		return r.item(row.Values)
	}
	return r.balance(row.Values)
}
