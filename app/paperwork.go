package app

import (
	"context"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// PrintIn names a paper and the document it is made from: the quote, order, purchase order,
// shipment (packing slip, delivery note) or invoice.
type PrintIn struct {
	Paper PaperKind `json:"paper"`
	ID    trade.ID  `json:"id"`
}

// PrintOut is a PDF.
type PrintOut struct {
	FileName string `json:"file_name"`
	PDF      []byte `json:"pdf"`
}

// Print makes the PDF of a document. Drafts are printed without a number.
func (d *Desk) Print(ctx context.Context, in PrintIn) (PrintOut, error) {
	paper, err := d.Paper(ctx, in)
	if err != nil {
		return PrintOut{}, err
	}
	pdf, err := d.printer.PDF(paper)
	if err != nil {
		return PrintOut{}, trade.Faultf(trade.External, "The PDF of %s could not be made: %v.", paper.Number, err)
	}
	return PrintOut{FileName: paper.fileName(), PDF: pdf}, nil
}

// Paper is what the PDF of a document says, for whoever prints many at once.
func (d *Desk) Paper(ctx context.Context, in PrintIn) (out Paper, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.paper(in.Paper, in.ID)
		return err
	})
	return out, err
}

func (p *Paper) fileName() string {
	number := p.Number
	if number == "" {
		number = "draft"
	}
	clean := strings.Map(func(r rune) rune {
		if (r >= '0' && r <= '9') || (r >= 'A' && r <= 'Z') || (r >= 'a' && r <= 'z') || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, number)
	return string(p.Kind) + "-" + clean + ".pdf"
}

// paper builds the paper of a document. Each builder takes only what its reader may see.
func (w *work) paper(kind PaperKind, id trade.ID) (Paper, error) {
	own, err := w.company()
	if err != nil {
		return Paper{}, err
	}
	p := Paper{Kind: kind}
	p.dress(own)
	switch kind {
	case PaperQuote:
		q, err := w.Quote(id)
		if err != nil {
			return p, err
		}
		return p, quotePaper(&p, own, q)
	case PaperConfirmation:
		o, err := w.Order(id)
		if err != nil {
			return p, err
		}
		return p, confirmationPaper(&p, own, o)
	case PaperProforma:
		o, err := w.Order(id)
		if err != nil {
			return p, err
		}
		proformaPaper(&p, own, o)
		return p, nil
	case PaperPurchase:
		po, err := w.Purchase(id)
		if err != nil {
			return p, err
		}
		return p, purchasePaper(&p, own, po)
	case PaperSlip, PaperDelivery:
		s, err := w.Shipment(id)
		if err != nil {
			return p, err
		}
		o, err := w.Order(s.OrderID)
		if err != nil {
			return p, err
		}
		return p, shipmentPaper(&p, own, s, o)
	case PaperInvoice, PaperCredit:
		v, err := w.Invoice(id)
		if err != nil {
			return p, err
		}
		if v.Credit != (kind == PaperCredit) {
			return p, trade.Faultf(trade.Invalid, "%s is printed as %s.", v.Name(), map[bool]PaperKind{true: PaperCredit, false: PaperInvoice}[v.Credit]).In("paper")
		}
		return p, invoicePaper(&p, own, v)
	case PaperAmendment, PaperCancellation:
		c, err := w.Change(id)
		if err != nil {
			return p, err
		}
		po, err := w.Purchase(c.PurchaseID)
		if err != nil {
			return p, err
		}
		changePaper(&p, c, po)
		return p, nil
	case PaperClaim:
		po, err := w.Purchase(id)
		if err != nil {
			return p, err
		}
		list, err := w.ClaimsOf(id)
		claimPaper(&p, po, list)
		return p, err
	case PaperReminder, PaperReminder2, PaperReminder3:
		r, err := w.Reminder(id)
		if err != nil {
			return p, err
		}
		reminderPaper(&p, own, r)
		return p, nil
	case PaperStatement:
		s, err := w.Statement(id)
		if err != nil {
			return p, err
		}
		statementPaper(&p, own, s)
		return p, nil
	case PaperPrices:
		return p, w.pricePaper(&p, id)
	case PaperRemittance:
		pay, err := w.Payment(id)
		if err != nil {
			return p, err
		}
		return p, w.remittancePaper(&p, own, pay)
	case PaperReturn:
		r, err := w.Return(id)
		if err != nil {
			return p, err
		}
		o, err := w.Order(r.OrderID)
		if err != nil {
			return p, err
		}
		returnPaper(&p, r, o)
		return p, nil
	}
	names := make([]string, len(Papers))
	for i, k := range Papers {
		names[i] = string(k)
	}
	return p, trade.Faultf(trade.Invalid, "There is no paper %q. There are %s.", string(kind), strings.Join(names, ", ")).In("paper")
}

// sold fills in what every customer's paper takes from a sale. A customer's paper carries no cost
// and no supplier: neither is read here.
func (p *Paper) sold(s *trade.Sale) {
	p.Language, p.Currency, p.Costs = s.Language, s.Currency, true
	p.To = s.BillTo
	p.ShipTo = s.ShipTo
	p.Intro = s.Intro
	p.Totals = Totals{Inclusive: s.Inclusive, Gross: s.Gross, Discount: s.Discount, Net: s.Net, Taxes: s.Taxes, Total: s.Total}
	p.fact(FactReference, s.Reference)
	if s.Contact.Name != s.BillTo.Name {
		p.fact(FactContact, s.Contact.Name)
	}
	p.fact(FactTaxNumber, s.TaxNumber)
	p.fact(FactRep, s.Rep)
	if s.Notes != "" {
		p.Notes = append(p.Notes, s.Notes)
	}
	if s.Inclusive {
		p.say(in(s.Language, "Prices include tax.", "Die Preise enthalten die Umsatzsteuer."))
	}
	for _, t := range s.Taxes {
		if !slices.Contains(p.Notes, t.Note) {
			p.say(t.Note)
		}
	}
}

func (p *Paper) fact(label, value string) {
	if value != "" {
		p.Facts = append(p.Facts, Fact{Label: label, Value: value})
	}
}

func (p *Paper) when(label string, d trade.Date) {
	if d != "" {
		p.Facts = append(p.Facts, Fact{Label: label, Date: d})
	}
}

func (p *Paper) say(text string) {
	if text != "" {
		p.Notes = append(p.Notes, text)
	}
}

func soldLine(l *trade.SaleLine) PaperLine {
	return PaperLine{Kind: l.Kind, Code: l.SKU, Description: l.Description, Qty: l.Qty, Unit: l.Unit, Price: l.Price, Discount: l.Discount, Net: l.Net, TaxCode: l.TaxCode}
}

func quotePaper(p *Paper, own *trade.Company, q *trade.Quote) error {
	p.Number, p.Revision, p.Date = q.Number, q.Revision, q.Date
	p.when(FactValid, q.Valid)
	p.sold(&q.Sale)
	p.fact(FactTerms, q.Terms.Name)
	p.fact(FactMethod, q.ShipMethod)
	for i := range q.Lines {
		if q.Lines[i].Kind == trade.LinePart {
			continue // the customer sees the kit alone
		}
		l := soldLine(&q.Lines[i].SaleLine)
		l.Optional = q.Lines[i].Optional
		p.Lines = append(p.Lines, l)
	}
	p.say(own.QuoteText)
	p.say(own.TermsText)
	return nil
}

func confirmationPaper(p *Paper, own *trade.Company, o *trade.SalesOrder) error {
	p.Number, p.Date = o.Number, o.Date
	p.fact(FactQuote, o.QuoteNo)
	p.sold(&o.Sale)
	p.when(FactWanted, o.Wanted)
	p.fact(FactTerms, o.Terms.Name)
	p.fact(FactMethod, o.ShipMethod)
	p.ordered(o)
	p.say(own.OrderText)
	p.say(own.TermsText)
	return nil
}

// ordered lists what is still wanted of an order.
func (p *Paper) ordered(o *trade.SalesOrder) {
	for i := range o.Lines {
		l := soldLine(&o.Lines[i].SaleLine)
		if l.Qty = o.Lines[i].Live(); l.Kind != trade.LinePart && (l.Qty > 0 || l.Kind == trade.LineText) {
			p.Lines = append(p.Lines, l)
		}
	}
}

// purchasePaper is what a supplier reads: its own part numbers and costs, never a selling price.
func purchasePaper(p *Paper, own *trade.Company, po *trade.PurchaseOrder) error {
	p.Number, p.Date, p.Language, p.Currency, p.Costs = po.Number, po.Date, po.Language, po.Currency, true
	p.To, p.ShipTo = po.Address, po.ShipTo
	p.fact(FactOrder, po.OrderNo)
	p.fact(FactAccount, po.AccountNo)
	p.fact(FactContact, po.Contact.Name)
	p.when(FactWanted, po.Wanted)
	p.fact(FactMethod, po.ShipMethod)
	p.fact(FactTerms, po.Terms.Name)
	for i := range po.Lines {
		l := &po.Lines[i]
		pl := PaperLine{Kind: trade.LineItem, Code: l.PartNo, Description: l.Description, Qty: l.Live(), Unit: l.Unit, Price: l.Cost, Net: l.Net, Expected: l.Expected}
		if l.SKU != "" && l.SKU != l.PartNo {
			pl.Detail = l.SKU
		}
		if pl.Code == "" {
			pl.Code, pl.Detail = l.SKU, ""
		}
		p.Lines = append(p.Lines, pl)
	}
	p.Lines = append(p.Lines, feeLines(po)...)
	total := po.Net + po.Fees.Total()
	p.Totals = Totals{Gross: total, Net: total, Total: total}
	p.say(po.Notes)
	p.say(own.BuyText)
	return nil
}

// shipmentPaper carries neither prices nor, unless the company wants it, the supplier's name.
func shipmentPaper(p *Paper, own *trade.Company, s *trade.Shipment, o *trade.SalesOrder) error {
	p.Number, p.Date, p.Language = s.Number, s.Date, o.Language
	p.To, p.ShipTo = s.ShipTo, s.ShipTo
	p.Carrier, p.Method, p.Parcels = s.Carrier, s.Method, s.Parcels
	p.fact(FactOrder, s.OrderNo)
	p.fact(FactReference, o.Reference)
	if p.Kind == PaperSlip {
		if !own.BrandSlips {
			p.From = Letterhead{Accent: "#000000"}
		}
	} else {
		p.when(FactExpected, s.Expected)
		p.SignHere = true
		if own.ShowVendor {
			p.say(s.Supplier)
		}
		p.say(own.ShipText)
	}
	p.say(s.Notes)
	for i := range s.Lines {
		l := &s.Lines[i]
		p.Lines = append(p.Lines, PaperLine{Kind: trade.LineItem, Code: l.SKU, Description: l.Description, Qty: l.Qty + l.Extra, Unit: l.Unit})
	}
	return nil
}

func invoicePaper(p *Paper, own *trade.Company, v *trade.Invoice) error {
	p.Number, p.Date = v.Number, v.Date
	if v.Credit {
		p.fact(FactInvoice, v.CreditsNo)
	}
	p.fact(FactOrder, v.OrderNo)
	p.sold(&v.Sale)
	if v.Credit {
		p.fact(FactReason, v.Reason)
	} else {
		p.fact(FactTerms, v.Terms.Name)
		p.Paid = v.Deposits
		if e := v.Terms.Early(v.Date, v.Total); e.Discount < v.Total-v.Deposits {
			p.Early = e
		}
		p.Dues, p.Bank = afterDeposits(v), own.BankLines
		p.say(own.BillText)
		p.say(own.TermsText)
	}
	for i := range v.Lines {
		p.Lines = append(p.Lines, soldLine(&v.Lines[i].SaleLine))
	}
	return nil
}

// afterDeposits is what is due of an invoice after what was paid before; that settles the first instalments.
func afterDeposits(v *trade.Invoice) (dues []trade.Due) {
	paid := v.Deposits
	for _, d := range v.Dues {
		part := min(paid, d.Amount)
		paid -= part
		if d.Amount -= part; d.Amount > 0 {
			dues = append(dues, d)
		}
	}
	return dues
}

// SuggestedPaper is the paper that a kind of document is usually printed as.
func SuggestedPaper(kind trade.Kind, credit bool) PaperKind {
	switch kind {
	case trade.KindQuote:
		return PaperQuote
	case trade.KindOrder:
		return PaperConfirmation
	case trade.KindPurchase:
		return PaperPurchase
	case trade.KindShipment:
		return PaperDelivery
	}
	if credit {
		return PaperCredit
	}
	return PaperInvoice
}
