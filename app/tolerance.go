package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ListTolerances lists how far bills may differ from purchase orders: the company's tolerance first,
// then those of suppliers that have one of their own.
func (d *Desk) ListTolerances(ctx context.Context, _ Nothing) (All[trade.Tolerance], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Tolerance, error) { return w.tolerances() })
}

// tolerances are all tolerances with their currencies.
func (w *work) tolerances() ([]trade.Tolerance, error) {
	list, err := w.Tolerances()
	for i := range list {
		if list[i].Currency == "" {
			list[i].Currency = w.base
		}
	}
	return list, err
}

// toleranceFor is the tolerance that a bill is judged by, in the bill's currency.
func (w *work) toleranceFor(b *trade.Bill) (trade.Tolerance, error) {
	list, err := w.tolerances()
	if err != nil {
		return trade.Tolerance{}, err
	}
	own := trade.Tolerance{Currency: b.Currency}
	for _, t := range list {
		if t.SupplierID == 0 {
			own = t.In(b.Currency, b.FX)
		}
		if t.SupplierID == b.SupplierID {
			return t, nil
		}
	}
	return own, nil
}

// GetTolerance is the tolerance that a bill of a supplier is judged by today, in the supplier's currency.
func (d *Desk) GetTolerance(ctx context.Context, in ByID) (out trade.Tolerance, err error) {
	err = d.read(ctx, func(w *work) error {
		s, err := w.supplier(in.ID)
		if err != nil {
			return err
		}
		fx, err := w.fx(s.Currency, w.today)
		if err == nil {
			out, err = w.toleranceFor(&trade.Bill{SupplierID: s.ID, Currency: s.Currency, FX: fx})
		}
		return err
	})
	return out, err
}

// ToleranceIn sets a tolerance.
type ToleranceIn struct {
	SupplierID trade.ID      `json:"supplier_id"` // zero: the company's, for all suppliers without one of their own
	Percent    money.Rate    `json:"percent"`     // of what was agreed
	Amount     money.Decimal `json:"amount"`      // in the supplier's currency, or the company's
}

// SaveTolerance sets how far a bill may differ from its purchase orders without a person's approval:
// each line of goods, and its freight, by the percentage or by the amount, whichever allows more. It
// counts for bills that are entered from then on.
func (d *Desk) SaveTolerance(ctx context.Context, in ToleranceIn) (out *trade.Tolerance, err error) {
	err = d.change(ctx, "SaveTolerance", func(w *work) error {
		t, err := w.ownTolerance(in.SupplierID)
		if err != nil {
			return err
		}
		t.Percent = in.Percent
		if t.Amount, err = in.Amount.Amount(t.Currency); err != nil {
			return trade.Faultf(trade.Invalid, "The amount: %v.", err).In("amount")
		}
		if err := t.Check(); err != nil {
			return err
		}
		if err := w.SaveTolerance(&t); err != nil {
			return err
		}
		out = &t
		return w.noteTolerance(&t, t.Percent.String()+" %, "+t.Amount.Text(t.Currency)+" "+string(t.Currency))
	})
	return out, err
}

// ownTolerance is the tolerance of exactly this supplier, or of the company; new where there is none.
func (w *work) ownTolerance(supplier trade.ID) (trade.Tolerance, error) {
	t := trade.Tolerance{SupplierID: supplier, Currency: w.base}
	if supplier != 0 {
		s, err := w.supplier(supplier)
		if err != nil {
			return t, err
		}
		t.Currency, t.Supplier = s.Currency, s.Name
	}
	list, err := w.tolerances()
	for _, x := range list {
		if x.SupplierID == supplier {
			t = x
		}
	}
	return t, err
}

func (w *work) noteTolerance(t *trade.Tolerance, text string) error {
	if t.SupplierID != 0 {
		return w.note(trade.KindSupplier, t.SupplierID, "tolerance", text, "", "")
	}
	return w.note(trade.KindCompany, 1, "tolerance", text, "", "")
}

// DropToleranceIn names the supplier that goes back to the company's tolerance.
type DropToleranceIn struct {
	SupplierID trade.ID `json:"supplier_id"`
}

// DropTolerance lets the company's tolerance count for a supplier again.
func (d *Desk) DropTolerance(ctx context.Context, in DropToleranceIn) (Done, error) {
	err := d.change(ctx, "DropTolerance", func(w *work) error {
		if in.SupplierID == 0 {
			return trade.Faultf(trade.Invalid, "The company's tolerance cannot be dropped. Set it to 0 %% and 0, and every difference waits for approval.").In("supplier_id")
		}
		t, err := w.ownTolerance(in.SupplierID)
		if err != nil {
			return err
		}
		if t.ID == 0 {
			return trade.Faultf(trade.Refused, "%s has no tolerance of its own.", t.Supplier)
		}
		if err := w.DeleteTolerance(t.ID); err != nil {
			return err
		}
		return w.noteTolerance(&t, "as the company's")
	})
	return Done{err == nil}, err
}
