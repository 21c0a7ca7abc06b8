package app

import (
	"context"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// Twin is a record that may be the same as another one.
type Twin struct {
	ID     trade.ID    `json:"id"`
	Number string      `json:"number,omitempty"`
	Title  string      `json:"title"`
	Date   trade.Date  `json:"date,omitempty"`
	State  trade.State `json:"state,omitempty"`
	Why    string      `json:"why"` // in words: what makes it look the same
}

// TwinPair is two records that may be the same one; the first is the older.
type TwinPair struct {
	Kind trade.Kind `json:"kind"`
	A    Twin       `json:"a"`
	B    Twin       `json:"b"`
	Why  string     `json:"why"`
}

// TwinRow is what twins among customers, suppliers and items are found by.
type TwinRow struct {
	ID        trade.ID
	Number    string
	Name      string
	TaxNumber string
	Zip       string
	Emails    []string
	GTIN      string
	Parts     []string // what suppliers call an item, with their ids
}

// ListDuplicates lists the records that an order, bill, customer, supplier or item may be the same
// as: the same reference, lines, total, name, tax number, e-mail, GTIN or part number. What a person
// said to be another is left out.
func (d *Desk) ListDuplicates(ctx context.Context, in trade.Ref) (All[Twin], error) {
	return listAll(d, ctx, func(w *work) ([]Twin, error) {
		switch in.Kind {
		case trade.KindOrder:
			o, err := w.Order(in.ID)
			if err != nil {
				return nil, err
			}
			return w.orderTwins(o)
		case trade.KindBill:
			b, err := w.Bill(in.ID)
			if err != nil {
				return nil, err
			}
			return w.billTwins(b)
		case trade.KindCustomer, trade.KindSupplier, trade.KindItem:
			pairs, err := w.twins(in.Kind, in.ID)
			list := []Twin{}
			for _, p := range pairs {
				other := p.A
				if other.ID == in.ID {
					other = p.B
				}
				list = append(list, other)
			}
			return list, err
		}
		return nil, noTwins(in.Kind)
	})
}

func noTwins(kind trade.Kind) error {
	return trade.Faultf(trade.Invalid, "Duplicates are looked for among orders, bills, customers, suppliers and items, not for a %s.", kind).In("kind")
}

// orderTwins are orders of the same customer with the same reference, or of the same day with the same
// goods. Orders from one quote are parts of it.
func (w *work) orderTwins(o *trade.SalesOrder) ([]Twin, error) {
	list := []Twin{}
	if o.State == trade.Cancelled {
		return list, nil
	}
	likely, err := w.OrdersLike(o)
	if err != nil {
		return nil, err
	}
	for i := range likely {
		x := &likely[i]
		if (o.QuoteID != 0 && o.QuoteID == x.QuoteID) || later(o.ID, x.ID, o.Twice, x.Twice) {
			continue
		}
		why := ""
		if mine := strings.TrimSpace(o.Reference); mine != "" && strings.EqualFold(mine, strings.TrimSpace(x.Reference)) {
			why = say("same reference", mine)
		} else if o.Date == x.Date && trade.SameGoods(o, x) {
			why = say("same goods", sayDay(o.Date))
		}
		if why != "" {
			list = append(list, Twin{ID: x.ID, Number: x.Number, Title: x.Customer, Date: x.Date, State: x.State, Why: why})
		}
	}
	return list, nil
}

// later says whether a person has said, of the later of two records, that it is another one.
func later(a, b trade.ID, aTwice, bTwice bool) bool {
	if a == 0 || a > b {
		return aTwice
	}
	return bTwice
}

// notTwice refuses to take an order on that looks like one that is taken on already.
func (w *work) notTwice(o *trade.SalesOrder, twice bool) error {
	if o.Twice = o.Twice || twice; o.Twice {
		return nil
	}
	list, err := w.orderTwins(o)
	for _, t := range list {
		if t.State == trade.Confirmed {
			return trade.Faultf(trade.Conflict, "%s of %s of %s may be the same order: %s. Compare the two. If this is another one, confirm it again and say so (twice); else leave it.", t.Number, t.Title, sayDay(t.Date), t.Why).In("twice")
		}
	}
	return err
}

// newOnChannel refuses an order that came in on its channel already.
func (w *work) newOnChannel(o *trade.SalesOrder) error {
	if o.ChannelKey == "" {
		return nil
	}
	if err := trade.CheckShort("channel's number", o.ChannelKey); err != nil {
		return at(err, "channel_key")
	}
	other, err := w.OrderOnChannel(o.Channel, o.ChannelKey)
	if err != nil || other == nil || other.ID == o.ID {
		return err
	}
	return trade.Faultf(trade.Refused, "%s came in on the channel %s already: it is %s of %s, %s.", o.ChannelKey, o.Channel, other.Name(), sayDay(other.Date), other.State).In("channel_key")
}

// billTwins are bills of the same supplier, date and total under another number. Two that charge for
// different purchase orders are two: the same goods for two customers on one day cost the same.
func (w *work) billTwins(b *trade.Bill) ([]Twin, error) {
	list := []Twin{}
	if b.State == trade.Cancelled || b.Total == 0 {
		return list, nil
	}
	likely, err := w.BillsLike(b)
	if err != nil {
		return nil, err
	}
	for i := range likely {
		x := &likely[i]
		if later(b.ID, x.ID, b.Twice, x.Twice) || chargeApart(b, x) {
			continue
		}
		list = append(list, Twin{ID: x.ID, Number: x.TheirNo, Title: x.Supplier, Date: x.Date, State: x.State, Why: say("same total", saySum(x.Total, x.Currency), sayDay(x.Date))})
	}
	return list, nil
}

// chargeApart says whether two bills charge for goods of purchase orders and have none of them in common.
func chargeApart(a, b *trade.Bill) bool {
	theirs, goods := map[trade.ID]bool{}, false
	for i := range b.Lines {
		theirs[b.Lines[i].PurchaseID] = true
	}
	delete(theirs, 0)
	for i := range a.Lines {
		p := a.Lines[i].PurchaseID
		goods = goods || p != 0
		if theirs[p] {
			return false
		}
	}
	return goods && len(theirs) > 0
}

// notBilledTwice refuses a bill that looks like one that is there under another number.
func (w *work) notBilledTwice(b *trade.Bill, twice bool) error {
	if b.Twice = b.Twice || twice; b.Twice {
		return nil
	}
	list, err := w.billTwins(b)
	if err == nil && len(list) > 0 {
		t := list[0]
		return trade.Faultf(trade.Conflict, "%s has sent bill %s already: %s. If %s is another one, enter it again and say so (twice); else leave it.", t.Title, t.Number, t.Why, b.TheirNo).In("twice")
	}
	return err
}

// FindTwinsIn names what is looked through.
type FindTwinsIn struct {
	Kind trade.Kind `json:"kind"` // customer, supplier or item
}

// FindTwins lists pairs of customers, suppliers or items that may be the same one under two spellings, with the reason.
func (d *Desk) FindTwins(ctx context.Context, in FindTwinsIn) (All[TwinPair], error) {
	switch in.Kind {
	case trade.KindCustomer, trade.KindSupplier, trade.KindItem:
	default:
		return All[TwinPair]{}, trade.Faultf(trade.Invalid, "Twins are looked for among customers, suppliers and items, not for a %s.", in.Kind).In("kind")
	}
	return listAll(d, ctx, func(w *work) ([]TwinPair, error) { return w.twins(in.Kind, 0) })
}

// twins pairs each record with the first earlier one that has a key in common with it; one (not zero) narrows
// it to the pairs of one record.
func (w *work) twins(kind trade.Kind, one trade.ID) ([]TwinPair, error) {
	rows, err := w.TwinRows(kind)
	if err != nil {
		return nil, err
	}
	told, err := w.NotTwins(kind)
	if err != nil {
		return nil, err
	}
	type pair struct{ a, b trade.ID }
	apart, paired := map[pair]bool{}, map[pair]bool{}
	for _, p := range told {
		apart[pair{p[0], p[1]}] = true
	}
	holders := map[twinKey][]int{}
	pairs := []TwinPair{}
	for i := range rows {
		for _, k := range keysOf(&rows[i]) {
			found := 0
			for _, j := range holders[k] {
				p := pair{rows[j].ID, rows[i].ID}
				if apart[p] || (one != 0 && one != p.a && one != p.b) || (one == 0 && found > 0) {
					continue
				}
				found++
				if paired[p] {
					continue
				}
				paired[p] = true
				why := say(k.why, k.text)
				pairs = append(pairs, TwinPair{Kind: kind, A: rows[j].twin(why), B: rows[i].twin(why), Why: why})
			}
			holders[k] = append(holders[k], i)
		}
	}
	return pairs, nil
}

func (r *TwinRow) twin(why string) Twin {
	return Twin{ID: r.ID, Number: r.Number, Title: r.Name, Why: why}
}

// twinKey is what two records have in common.
type twinKey struct{ why, text string }

// openHosts are hosts of e-mail that everybody may use, so that they say nothing of a firm.
var openHosts = strings.Fields("gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.de yahoo.fr yahoo.co.uk icloud.com me.com aol.com gmx.de gmx.net gmx.com web.de t-online.de freenet.de mail.com proton.me protonmail.com posteo.de orange.fr wanadoo.fr free.fr laposte.net libero.it btinternet.com mail.ru qq.com 163.com")

// keysOf lists what a record may have in common with a twin, the surest first.
func keysOf(r *TwinRow) []twinKey {
	var keys []twinKey
	add := func(why, text string) {
		if k := (twinKey{why, text}); text != "" && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	add("same GTIN", strings.TrimLeft(r.GTIN, "0"))
	add("same tax number", strings.ToUpper(strings.Map(letterOrDigit, r.TaxNumber)))
	for _, p := range r.Parts {
		add("same part", p)
	}
	add("same name", trade.NameKey(r.Name))
	zip := strings.ToUpper(strings.Map(letterOrDigit, r.Zip))
	for _, mail := range r.Emails {
		mail = strings.ToLower(mail)
		add("same e-mail", mail)
		if _, host, _ := strings.Cut(mail, "@"); host != "" && zip != "" && !slices.Contains(openHosts, host) {
			add("same host", host+", "+zip)
		}
	}
	return keys
}

func letterOrDigit(r rune) rune {
	if (r >= '0' && r <= '9') || (r >= 'A' && r <= 'Z') || (r >= 'a' && r <= 'z') {
		return r
	}
	return -1
}

// PairIn names two records of one kind.
type PairIn struct {
	Kind trade.Kind `json:"kind"`
	A    trade.ID   `json:"a"`
	B    trade.ID   `json:"b"`
}

// DismissTwins says that two records are not the same one; they are not shown as a pair any more. An order or
// bill can be confirmed or entered then.
func (d *Desk) DismissTwins(ctx context.Context, in PairIn) (Done, error) {
	err := d.change(ctx, "DismissTwins", func(w *work) error {
		a, b := min(in.A, in.B), max(in.A, in.B)
		if a == b {
			return trade.Faultf(trade.Invalid, "Name two records that are not the same.").In("b")
		}
		names := [2]string{}
		for i, id := range []trade.ID{a, b} {
			_, name, err := w.fieldsOf(in.Kind, id)
			if err != nil {
				return err
			}
			names[i] = name
		}
		switch in.Kind {
		case trade.KindOrder:
			o, err := w.Order(b)
			if err != nil {
				return err
			}
			o.Twice = true
			if err := w.SaveOrder(o); err != nil {
				return err
			}
		case trade.KindBill:
			x, err := w.Bill(b)
			if err != nil {
				return err
			}
			x.Twice = true
			if err := w.SaveBill(x); err != nil {
				return err
			}
		default:
			if err := w.AddNotTwins(in.Kind, a, b, w.stamp(), w.who); err != nil {
				return err
			}
		}
		if err := w.note(in.Kind, a, "not the same", names[1], "", ""); err != nil {
			return err
		}
		return w.note(in.Kind, b, "not the same", names[0], "", "")
	})
	return Done{err == nil}, err
}
