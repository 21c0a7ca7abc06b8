package app

import (
	"bytes"
	"context"
	"image"
	"image/png"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Previewer draws papers as they are printed.
type Previewer interface {
	// Page draws the first page of a paper, so many dots wide.
	Page(p Paper, width int) (image.Image, error)
}

// PageIn says how documents would look.
type PageIn struct {
	Company trade.Company `json:"company"` // as it would be saved
	Paper   PaperKind     `json:"paper"`
	Width   int           `json:"width"` // in dots; 0: 600
}

// PageOut is a page as a picture.
type PageOut struct {
	PNG    []byte `json:"png"`
	Sample bool   `json:"sample"` // there is no such document yet, so one was made up
}

// PaperPage draws the first page of the newest document of a kind as it would look if the company were saved as given.
func (d *Desk) PaperPage(ctx context.Context, in PageIn) (out PageOut, err error) {
	if d.previewer == nil {
		return out, trade.Faultf(trade.External, "There is no program to draw the page with.")
	}
	if in.Width == 0 {
		in.Width = 600
	}
	if in.Width < 100 || in.Width > 4000 {
		return out, trade.Faultf(trade.Invalid, "A page is drawn between 100 and 4000 dots wide, not %d.", in.Width).In("width")
	}
	if err := in.Company.Check(); err != nil {
		return out, err
	}
	var p Paper
	err = d.read(ctx, func(w *work) error {
		was := w.known.company
		w.known.company = &in.Company
		defer func() { w.known.company = was }()
		id, err := w.newest(in.Paper)
		if err != nil {
			return err
		}
		if out.Sample = id == 0; out.Sample {
			p = samplePaper(in.Paper, &in.Company, w.today)
			return nil
		}
		p, err = w.paper(in.Paper, id)
		return err
	})
	if err != nil {
		return out, err
	}
	img, err := d.previewer.Page(p, in.Width)
	if err != nil {
		return out, trade.Faultf(trade.External, "The page could not be drawn: %w.", err)
	}
	var b bytes.Buffer
	fast := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := fast.Encode(&b, img); err != nil {
		return out, err
	}
	out.PNG = b.Bytes()
	return out, nil
}

// newest is the newest document that a paper is made from; zero where there is none.
func (w *work) newest(paper PaperKind) (id trade.ID, err error) {
	in := ListIn{Limit: 1}
	switch paper {
	case PaperQuote:
		l, err := w.ListQuotes(in)
		return first(l.Rows, func(r *QuoteRow) trade.ID { return r.ID }), err
	case PaperConfirmation, PaperProforma:
		l, err := w.ListOrders(in)
		return first(l.Rows, func(r *OrderRow) trade.ID { return r.ID }), err
	case PaperPurchase:
		l, err := w.ListPurchases(in)
		return first(l.Rows, func(r *PurchaseRow) trade.ID { return r.ID }), err
	case PaperDelivery, PaperSlip:
		l, err := w.ListShipments(in)
		return first(l.Rows, func(r *ShipmentRow) trade.ID { return r.ID }), err
	case PaperInvoice, PaperCredit:
		in.Limit = 100
		l, err := w.ListInvoices(in)
		for _, r := range l.Rows {
			if r.Credit == (paper == PaperCredit) {
				return r.ID, err
			}
		}
		return 0, err
	}
	return 0, nil
}

func first[R any](rows []R, id func(*R) trade.ID) trade.ID {
	if len(rows) == 0 {
		return 0
	}
	return id(&rows[0])
}

// samplePaper is a document that was made up, for a company that has none yet.
func samplePaper(kind PaperKind, own *trade.Company, today trade.Date) Paper {
	there := trade.Address{Company: "Bluebird Gifts", Name: "Ana Ruiz", Street: "14 High Street", Zip: "YO1 7HU", City: "York", Country: "GB"}
	p := Paper{Kind: kind, Language: own.Language, Number: "1042", Date: today, Currency: own.Currency, To: there, ShipTo: there}
	p.dress(own)
	p.Costs = kind != PaperSlip && kind != PaperDelivery
	p.fact(FactReference, "PO 4711")
	for i, g := range []struct {
		code, text string
		qty        int64
		price      int64
	}{{"MUG-11", "Stoneware mug, ocean blue", 24, 450}, {"TOT-02", "Canvas tote, natural", 10, 520}, {"CND-07", "Soy candle, fig", 4, 500}} {
		price, err := money.Dec(g.price, 2).Price(own.Currency)
		if err != nil { // the currency has no digits behind the point
			price, _ = money.Dec(g.price, 0).Price(own.Currency)
		}
		l := PaperLine{Kind: trade.LineItem, Code: g.code, Description: g.text, Qty: money.Qty(g.qty * int64(money.Unit)), Unit: "pcs", TaxCode: "S", Price: price}
		l.Net = price.Times(l.Qty)
		if i == 1 {
			l.TaxCode = "R"
		}
		p.Lines = append(p.Lines, l)
		p.Gross += l.Net
	}
	p.Net, p.Total = p.Gross, p.Gross
	switch kind {
	case PaperQuote:
		p.when(FactValid, today.Add(own.QuoteDays))
		p.say(own.QuoteText)
		p.say(own.TermsText)
	case PaperConfirmation:
		p.say(own.OrderText)
		p.say(own.TermsText)
	case PaperPurchase:
		p.say(own.BuyText)
	case PaperDelivery:
		p.say(own.ShipText)
	case PaperInvoice:
		p.Bank, p.Dues = own.BankLines, []trade.Due{{Date: today.Add(30), Amount: p.Total}}
		p.say(own.BillText)
		p.say(own.TermsText)
	}
	return p
}

// dress gives a paper the company's look.
func (p *Paper) dress(own *trade.Company) {
	p.Size, p.Without = own.PaperSize, own.Without
	p.From = Letterhead{
		Name: own.Name, Address: own.Address, Email: own.Email, Phone: own.Phone, Web: own.Web, TaxNumber: own.TaxNumber,
		Logo: own.Logo, LogoRight: own.LogoRight, Accent: own.Accent, Footer: own.Footer,
	}
	if p.Kind.ToSupplier() {
		p.From.Email = own.From(true)
	}
}
