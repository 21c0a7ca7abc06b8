package app_test

import (
	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// What goes otherwise than agreed, as steps of random histories.
func init() {
	allSteps = append(allSteps, (*steps).report, (*steps).report, (*steps).decide, (*steps).decide, (*steps).decide, (*steps).changeOrder,
		(*steps).askForChange, (*steps).answerChange, (*steps).answerChange, (*steps).openReturn, (*steps).receiveReturn, (*steps).settleReturn,
		(*steps).settleReturn, (*steps).cancelReturn, (*steps).dropClaim, (*steps).backOrder, (*steps).shipOddly)
}

// some are some of the lines, each with a quantity that may be too much.
func (s *steps) some(ids []trade.ID) []app.QtyIn {
	var list []app.QtyIn
	for _, id := range ids {
		if s.bool("this line") {
			list = append(list, app.QtyIn{LineID: id, Qty: s.qty("of it") / 2})
		}
	}
	return list
}

func (s *steps) report() error {
	x, ok := one(s, "shipment", s.deal().Shipments)
	if !ok {
		return errNone
	}
	in := app.ReportExceptionIn{ShipmentID: x.ID, Kind: rapid.SampledFrom([]trade.ExceptionKind{trade.ExLost, trade.ExDamaged, trade.ExWrong, trade.ExShort, trade.ExOver}).Draw(s.t, "kind")}
	if s.bool("part") {
		l, _ := one(s, "line", x.Lines)
		in.Lines = []app.QtyIn{{LineID: l.ID, Qty: s.qty("failed") / 3}}
	}
	_, err := s.ReportException(s.ctx, in)
	return err
}

func (s *steps) exceptions() []trade.Exception {
	return must(s.ListExceptions(s.ctx, app.ListExceptionsIn{OrderID: s.order})).Rows
}

func (s *steps) decide() error {
	e, ok := one(s, "exception", s.exceptions())
	if !ok {
		return errNone
	}
	in := app.DecisionIn{ID: e.ID, Do: rapid.SampledFrom(trade.Decisions[e.Kind]).Draw(s.t, "decision"), SupplierID: s.anySupplier(), Until: s.day(3), Claim: s.bool("claim")}
	if s.bool("part") {
		in.Qty = s.qty("decided") / 3
	}
	if s.bool("allowance") {
		in.Allowance = decp("0.11")
	}
	_, err := s.DecideException(s.ctx, in)
	return err
}

func (s *steps) anySupplier() trade.ID {
	return rapid.SampledFrom([]trade.ID{s.clay, s.weft}).Draw(s.t, "supplier")
}

func (s *steps) day(ahead int) trade.Date { return trade.DateOf(s.now).Add(ahead) }

func (s *steps) changeOrder() error {
	o := s.deal().Order
	in := app.ChangeOrderIn{OrderID: o.ID, Preview: rapid.IntRange(0, 3).Draw(s.t, "preview") == 0}
	switch rapid.IntRange(0, 6).Draw(s.t, "change") {
	case 0:
		q := s.qty("added")
		in.Add = []app.LineIn{{ItemID: s.tote, Qty: &q}}
	case 1:
		to := o.ShipTo
		to.Street2 = rapid.SampledFrom([]string{"Gate 4", "Gate 5"}).Draw(s.t, "gate")
		in.ShipTo = &to
	case 2:
		in.Cancel = rapid.IntRange(0, 3).Draw(s.t, "all") == 0
	default:
		l, _ := one(s, "line", o.Lines)
		q := s.qty("wanted")
		in.Lines = []app.ChangeLineIn{{LineID: l.ID, Qty: &q}}
		if s.bool("price too") {
			p := money.Dec(rapid.Int64Range(0, 99_999).Draw(s.t, "new price"), 4)
			in.Lines[0].Price = &p
		}
	}
	_, err := s.ChangeOrder(s.ctx, in)
	return err
}

func (s *steps) askForChange() error {
	p := s.purchase()
	in := app.RequestIn{PurchaseID: p.ID, Again: s.bool("again")}
	var ids []trade.ID
	for _, l := range p.Lines {
		ids = append(ids, l.ID)
	}
	in.Lines = s.some(ids)
	_, err := s.RequestChange(s.ctx, in)
	return err
}

func (s *steps) answerChange() error {
	c, ok := one(s, "change", must(s.ListChanges(s.ctx, app.ByID{ID: s.order})).Rows)
	if !ok {
		return errNone
	}
	in := app.AnswerChangeIn{ID: c.ID, Accepted: s.bool("accepted")}
	if !in.Accepted && s.bool("part") {
		for _, l := range c.Lines {
			in.Lines = append(in.Lines, app.QtyIn{LineID: l.PurchaseLineID, Qty: min(l.Cancel, s.qty("accepted of it")/4)})
		}
	}
	_, err := s.AnswerChange(s.ctx, in)
	return err
}

func (s *steps) openReturn() error {
	x, ok := one(s, "shipment", s.deal().Shipments)
	if !ok {
		return errNone
	}
	l, _ := one(s, "line", x.Lines)
	in := app.ReturnIn{OrderID: s.order, To: rapid.SampledFrom([]string{"supplier", "us", "nobody"}).Draw(s.t, "to"), Lines: []app.QtyIn{{LineID: l.ID, Qty: s.qty("returned") / 3}}}
	_, err := s.OpenReturn(s.ctx, in)
	return err
}

func (s *steps) returns() []trade.Return {
	var list []trade.Return
	for _, r := range must(s.ListReturns(s.ctx, app.ListIn{OrderID: s.order})).Rows {
		list = append(list, *must(s.GetReturn(s.ctx, app.ByID{ID: r.ID})))
	}
	return list
}

func (s *steps) receiveReturn() error {
	r, ok := one(s, "return", s.returns())
	if !ok {
		return errNone
	}
	in := app.ReceiveIn{ID: r.ID}
	if s.bool("part") {
		in.Lines = []app.QtyIn{{LineID: r.Lines[0].ID, Qty: min(r.Lines[0].Qty, s.qty("arrived")/4)}}
	}
	_, err := s.ReceiveReturn(s.ctx, in)
	return err
}

func (s *steps) settleReturn() error {
	r, ok := one(s, "return", s.returns())
	if !ok {
		return errNone
	}
	in := app.SettleIn{ID: r.ID, Outcome: rapid.SampledFrom([]string{"credit", "credit", "replace", "none"}).Draw(s.t, "outcome"), Claim: s.bool("claim")}
	if s.bool("fee") {
		in.Fee = decp("0.05")
	}
	_, err := s.SettleReturn(s.ctx, in)
	return err
}

func (s *steps) cancelReturn() error {
	r, ok := one(s, "return", s.returns())
	if !ok || s.bool("no") {
		return errNone
	}
	_, err := s.CancelReturn(s.ctx, app.DecideIn{ID: r.ID})
	return err
}

func (s *steps) claims() []trade.Claim {
	var list []trade.Claim
	for _, p := range s.deal().Purchases {
		list = append(list, must(s.ListClaims(s.ctx, app.ByID{ID: p.ID})).Rows...)
	}
	return list
}

func (s *steps) dropClaim() error {
	c, ok := one(s, "claim", s.claims())
	if !ok {
		return errNone
	}
	_, err := s.DropClaim(s.ctx, app.DropClaimIn{ID: c.ID, Qty: s.qty("given up") / 4})
	return err
}

func (s *steps) backOrder() error {
	p := s.purchase()
	in := app.AnswerIn{ID: p.ID}
	for _, l := range p.Lines {
		a := app.AnswerLineIn{LineID: l.ID, BackOrdered: max(0, l.Qty-l.Refused-l.Cancelled), Refused: l.Refused, Expected: s.day(9)}
		if s.bool("dearer") {
			c := money.Dec(rapid.Int64Range(0, 60_000).Draw(s.t, "asked"), 4)
			a.Cost = &c
		}
		in.Lines = append(in.Lines, a)
	}
	_, err := s.AnswerPurchase(s.ctx, in)
	return err
}

// shipOddly ships more than ordered, or says that the rest will not ship.
func (s *steps) shipOddly() error {
	p := s.purchase()
	in := app.ShipIn{PurchaseID: p.ID, Over: s.bool("over"), Final: s.bool("final")}
	for _, l := range p.Lines {
		if w := l.Waiting(); w > 0 {
			in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: max(1, w+rapid.SampledFrom([]money.Qty{-1500, -1, 1, 2000}).Draw(s.t, "off by"))})
		}
	}
	_, err := s.RecordShipment(s.ctx, in)
	return err
}
