package app

import (
	"context"

	"dropdesk/app/trade"
)

// SendStatementsIn names the customers and suppliers to send statements to.
type SendStatementsIn struct {
	Customers []trade.ID `json:"customers"`
	Suppliers []trade.ID `json:"suppliers"`
	Open      bool       `json:"open"` // instead: every customer with something open
	PeriodIn
}

// StatementsOut says how many statements were sent, and which were left and why.
type StatementsOut struct {
	Sent int        `json:"sent"`
	Left []Unstated `json:"left"`
}

// Unstated is a customer or supplier that no statement was sent to.
type Unstated struct {
	Ref    trade.Ref `json:"ref"`
	Party  string    `json:"party"`
	Reason string    `json:"reason"`
}

// SendStatements e-mails statements of account to many customers and suppliers at once; who has no
// e-mail address is left. It is refused when nobody is left to send one to.
func (d *Desk) SendStatements(ctx context.Context, in SendStatementsIn) (out StatementsOut, err error) {
	err = d.change(ctx, "SendStatements", func(w *work) error {
		out = StatementsOut{Left: []Unstated{}}
		to, err := w.statementsTo(in)
		if err != nil {
			return err
		}
		for _, party := range to {
			s := &trade.Statement{}
			of, err := party.ref()
			if err != nil {
				return err
			}
			if _, err := w.addressStatement(s, of); err != nil {
				return err
			}
			if s.Contact.Email == "" {
				out.Left = append(out.Left, Unstated{of, s.Party, "There is no e-mail address. Add one, or print the statement."})
				continue
			}
			if _, err := w.sendStatement(SendStatementIn{StatementIn: StatementIn{PartyIn: party, PeriodIn: in.PeriodIn}}); err != nil {
				return err
			}
			out.Sent++
		}
		if out.Sent == 0 && len(out.Left) > 0 {
			return trade.Faultf(trade.Refused, "No statement was sent. %s: %s", out.Left[0].Party, out.Left[0].Reason)
		}
		if out.Sent == 0 {
			return trade.Faultf(trade.Refused, "No customer has anything open, so no statement was sent.")
		}
		return nil
	})
	return out, err
}

func (w *work) statementsTo(in SendStatementsIn) (to []PartyIn, err error) {
	seen := map[PartyIn]bool{}
	add := func(p PartyIn) {
		if !seen[p] {
			seen[p] = true
			to = append(to, p)
		}
	}
	if in.Open {
		rows, err := w.Ageing(false, 0, w.today)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			add(PartyIn{CustomerID: r.PartyID})
		}
		return to, nil
	}
	for _, id := range in.Customers {
		add(PartyIn{CustomerID: id})
	}
	for _, id := range in.Suppliers {
		add(PartyIn{SupplierID: id})
	}
	if len(to) == 0 {
		return nil, trade.Faultf(trade.Invalid, "Choose the customers or suppliers to send statements to.").In("customers")
	}
	return to, nil
}
