package app

import (
	"context"
	"fmt"
	"os"

	"dropdesk/app/intake"
	"dropdesk/app/trade"
)

// WatchedContent is a file of a watched folder with what stands in it.
type WatchedContent struct {
	trade.WatchedFile
	File []byte `json:"file"`
}

// ListWatched lists the files that came in by a watched folder, the newest first.
func (d *Desk) ListWatched(ctx context.Context, _ Nothing) (All[trade.WatchedFile], error) {
	return listAll(d, ctx, func(w *work) ([]trade.WatchedFile, error) { return w.WatchedFiles(200) })
}

// GetWatched reads a file of a watched folder from where it is now. It is refused where the file has been changed since it was found.
func (d *Desk) GetWatched(ctx context.Context, in ByID) (out WatchedContent, err error) {
	err = d.read(ctx, func(w *work) error {
		f, err := w.WatchedFile(in.ID)
		if err == nil {
			out.WatchedFile = *f
		}
		return err
	})
	if err != nil {
		return out, err
	}
	info, err := os.Lstat(out.Path)
	if err == nil && (!info.Mode().IsRegular() || info.Size() > intake.MaxFile) {
		err = errGrows
	}
	if err == nil {
		out.File, err = os.ReadFile(out.Path)
	}
	switch {
	case err != nil && err != errGrows:
		return out, trade.Faultf(trade.External, "%s cannot be read: %w. Put it into the folder again.", out.Path, plainly(err))
	case err != nil || sumOfFile(out.File) != out.SHA256:
		return out, trade.Faultf(trade.Conflict, "%s has been changed since it was found. It is looked at anew in some seconds.", out.Name)
	}
	return out, nil
}

// SetFileAside puts a file of a watched folder away without taking it over: it is moved to the folder refused.
func (d *Desk) SetFileAside(ctx context.Context, in ByID) (out *trade.WatchedFile, err error) {
	err = d.change(ctx, "SetFileAside", func(w *work) error {
		if out, err = w.WatchedFile(in.ID); err != nil {
			return err
		}
		if out.State != trade.WatchWaiting {
			return trade.Faultf(trade.Refused, "%s does not wait any more.", out.Name)
		}
		out.State, out.What, out.Said = trade.WatchMoving, "", fmt.Sprintf("%s has set it aside. Nothing was changed.", w.who)
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindWatched, ID: out.ID})
		return w.SaveWatched(out)
	})
	return out, err
}

// TakeFile takes a file of a watched folder over as it is, in one step. It is refused unless its kind has been read before (the lists of this supplier, a shop's export,
// tables with these headings), and every row is taken without doubt and within the tolerances: then somebody has to look at it.
func (d *Desk) TakeFile(ctx context.Context, in ByID) (out *trade.WatchedFile, err error) {
	f, err := d.GetWatched(ctx, in)
	if err != nil {
		return nil, err
	}
	err = d.Together(ctx, func(ctx context.Context) error {
		if err := d.change(ctx, "TakeFile", func(w *work) error {
			now, err := w.WatchedFile(f.ID)
			if err == nil && (now.State != trade.WatchWaiting || now.SHA256 != f.SHA256) {
				err = trade.Faultf(trade.Refused, "%s does not wait any more.", f.Name)
			}
			return err
		}); err != nil {
			return err
		}
		if err := d.takeWatched(ctx, &f); err != nil {
			return err
		}
		return d.read(ctx, func(w *work) error {
			out, err = w.WatchedFile(f.ID)
			return err
		})
	})
	return out, err
}

// unsure refuses a file that somebody has to look at.
func unsure(f *WatchedContent, format string, args ...any) error {
	return trade.Faultf(trade.Refused, "%s is not taken over by itself: %s", f.Name, fmt.Sprintf(format, args...))
}

func (d *Desk) takeWatched(ctx context.Context, f *WatchedContent) error {
	switch f.What {
	case trade.BringsPrices:
		return d.takeWatchedPrices(ctx, f)
	case trade.BringsOrders:
		return d.takeWatchedOrders(ctx, f)
	case trade.BringsFees:
		return d.takeWatchedFees(ctx, f)
	case trade.BringsMasters:
		return d.takeWatchedMasters(ctx, f)
	case trade.BringsSheet:
		plan, err := d.PreviewSupply(ctx, SupplyIn{Name: f.Name, File: f.File})
		if err != nil {
			return err
		}
		if open := plan.open(); open != "" {
			return unsure(f, "%s", open)
		}
		_, err = d.BookSupply(ctx, SupplyIn{Name: f.Name, File: f.File})
		return err
	case trade.BringsMail:
		_, err := d.ReadMail(ctx, ReadMailIn{Name: f.Name, File: f.File})
		return err
	}
	return unsure(f, "somebody has to say what it is.")
}

func (d *Desk) takeWatchedPrices(ctx context.Context, f *WatchedContent) error {
	if f.SupplierID == 0 {
		return unsure(f, "nobody has said yet whose price list it is.")
	}
	in := ApplyPricesIn{PricesIn: PricesIn{SupplierID: f.SupplierID, Name: f.Name, File: f.File, Limit: 1}}
	plan, err := d.PreviewPrices(ctx, in)
	switch {
	case err != nil:
		return err
	case plan.Counts.Doubt+plan.Counts.Error > 0:
		return unsure(f, "rows in doubt: %d; rows that cannot be read: %d.", plan.Counts.Doubt, plan.Counts.Error)
	case len(plan.Doubts) > 0:
		return unsure(f, "%s", plan.Doubts[0])
	}
	_, err = d.ApplyPrices(ctx, in)
	return err
}

func (d *Desk) takeWatchedOrders(ctx context.Context, f *WatchedContent) error {
	in := ImportOrdersIn{OrdersIn: OrdersIn{Name: f.Name, File: f.File, Limit: 1}}
	plan, err := d.PreviewOrders(ctx, in)
	if err != nil {
		return err
	}
	trusted := plan.Source != ""
	if err := d.read(ctx, func(w *work) error {
		maps, err := w.OrderMaps()
		for i := range maps {
			trusted = trusted || headingsOf(&maps[i]) == headingsOf(&plan.Map)
		}
		return err
	}); err != nil {
		return err
	}
	switch {
	case plan.Missing != "":
		return unsure(f, "%s", plan.Missing)
	case !trusted:
		return unsure(f, "no file with these headings has been looked at yet.")
	case plan.Counts.Doubt+plan.Counts.Error > 0:
		return unsure(f, "orders in doubt: %d; orders that cannot be read: %d.", plan.Counts.Doubt, plan.Counts.Error)
	case len(plan.Doubts) > 0:
		return unsure(f, "%s", plan.Doubts[0])
	}
	_, err = d.ImportOrders(ctx, in)
	return err
}

// takeWatchedFees takes a report of fees over, of which each row is of an order that is here: the others would be put away unseen.
func (d *Desk) takeWatchedFees(ctx context.Context, f *WatchedContent) error {
	in := FeeFileIn{Name: f.Name, File: f.File, Limit: 1}
	plan, err := d.PreviewFees(ctx, in)
	switch {
	case err != nil:
		return err
	case plan.Counts[FeesDoubt]+plan.Counts[FeesError] > 0:
		return unsure(f, "rows in doubt: %d; rows that cannot be read: %d.", plan.Counts[FeesDoubt], plan.Counts[FeesError])
	case plan.Counts[FeesMissing] > 0:
		return unsure(f, "rows whose orders are not here: %d.", plan.Counts[FeesMissing])
	case len(plan.Doubts) > 0:
		return unsure(f, "%s", plan.Doubts[0])
	}
	_, err = d.ImportFees(ctx, in)
	return err
}

// takeWatchedMasters takes tables over row by row in the transaction that is under way, and stops at the first row that somebody has to look at; all is taken back then.
func (d *Desk) takeWatchedMasters(ctx context.Context, f *WatchedContent) error {
	in := MastersIn{Name: f.Name, File: f.File}
	tables, known, err := d.readMasters(ctx, &in)
	switch {
	case err != nil:
		return err
	case known < len(tables):
		return unsure(f, "no file with these headings has been looked at yet.")
	}
	return d.change(ctx, "ApplyMasters", func(w *work) error {
		r := &masterRun{d: d, w: w, ctx: context.WithValue(ctx, workKey, w), tell: reporting(ctx), seen: map[string]int{}}
		for _, t := range tables {
			if t.Missing != "" {
				return unsure(f, "%s", t.Missing)
			}
			for i := range t.Rows {
				x := r.planned(t.Kind, &t.Rows[i], false)
				if wrong := append(x.Errors, x.Doubts...); len(wrong) > 0 {
					return unsure(f, "row %d: %s", x.Row, wrong[0].Text)
				}
			}
		}
		return w.takenOver(f.File)
	})
}

// readMasters reads a file of master data, tables whose headings were read otherwise before as they were read then. It says how many of the tables were looked at before.
func (d *Desk) readMasters(ctx context.Context, in *MastersIn) (tables []intake.MasterTable, known int, err error) {
	tables, err = intake.ReadMasters(ctx, in.Name, in.File, in.way())
	if err != nil || len(in.Map) > 0 || in.Fresh {
		return tables, 0, err
	}
	way := in.way()
	way.Map = map[string]string{}
	err = d.read(ctx, func(w *work) error {
		for i := range tables {
			m, err := w.MasterMap(masterHeadings(&tables[i]))
			if err != nil {
				return err
			}
			if m != nil {
				known++
			}
			for field, column := range m {
				way.Map[tables[i].Kind+"."+field] = column
			}
		}
		return nil
	})
	if err != nil || known == 0 {
		return tables, known, err
	}
	tables, err = intake.ReadMasters(ctx, in.Name, in.File, way)
	return tables, known, err
}

// rememberMasters keeps how tables were read, for those that have the same headings.
func (w *work) rememberMasters(tables []intake.MasterTable) error {
	for i := range tables {
		m := map[string]string{}
		for _, f := range intake.MasterFields[tables[i].Kind] {
			m[f.Name] = ""
		}
		for _, c := range tables[i].Columns {
			if c.Field != "" {
				m[c.Field] = c.Column
			}
		}
		if err := w.SaveMasterMap(masterHeadings(&tables[i]), m); err != nil {
			return err
		}
	}
	return nil
}
