package app

import (
	"fmt"

	"dropdesk/app/trade"
)

// in is a text in a paper's language.
func in(language, english, german string) string {
	if language == "de" {
		return german
	}
	return english
}

// changePaper asks a supplier to change or cancel a purchase order; like the order it carries no selling price.
func changePaper(p *Paper, c *trade.Change, po *trade.PurchaseOrder) {
	p.Number, p.Date, p.Language = c.Number, c.Date, po.Language
	p.To, p.ShipTo = po.Address, po.ShipTo
	p.fact(FactPurchase, po.Number)
	p.fact(FactOrder, po.OrderNo)
	p.fact(FactAccount, po.AccountNo)
	p.fact(FactContact, po.Contact.Name)
	p.fact(FactReason, c.Reason)
	for i := range c.Lines {
		l := &c.Lines[i]
		pl := PaperLine{Kind: trade.LineItem, Code: l.PartNo, Description: l.Description, Qty: l.Cancel, Unit: l.Unit}
		if pl.Code == "" {
			pl.Code = l.SKU
		}
		pl.Detail = fmt.Sprintf(in(p.Language, "please cancel; %s were ordered, %s remain", "bitte stornieren; bestellt waren %s, es bleiben %s"), l.Was, l.Was-l.Cancel)
		p.Lines = append(p.Lines, pl)
	}
	if c.ShipTo != nil {
		p.ShipTo = *c.ShipTo
		p.say(in(p.Language, "Please ship what has not left you yet to the address above instead.", "Bitte liefern Sie alles, was noch nicht versandt ist, an die oben genannte Anschrift."))
	}
	p.say(in(p.Language, "Please tell us whether you accept this change. Until then the order stands as it was.", "Bitte teilen Sie uns mit, ob Sie die Änderung annehmen. Bis dahin gilt die Bestellung unverändert."))
}

// claimPaper lists what a supplier is to give credit for.
func claimPaper(p *Paper, po *trade.PurchaseOrder, claims []trade.Claim) {
	p.Number, p.Date, p.Language = po.Number, po.Date, po.Language
	p.To = po.Address
	p.fact(FactOrder, po.OrderNo)
	p.fact(FactAccount, po.AccountNo)
	p.fact(FactContact, po.Contact.Name)
	for i := range claims {
		c := &claims[i]
		if c.Live() == 0 {
			continue
		}
		pl := PaperLine{Kind: trade.LineItem, Code: c.SKU, Description: c.Description, Qty: c.Live(), Detail: claimReason(p.Language, c)}
		if l, err := po.Line(c.PurchaseLineID); err == nil {
			pl.Unit = l.Unit
			if l.PartNo != "" {
				pl.Code = l.PartNo
			}
		}
		p.Lines = append(p.Lines, pl)
	}
	p.say(in(p.Language, "Please send us a credit note for these goods, or leave them out of your bill.", "Bitte senden Sie uns eine Gutschrift über diese Waren oder berechnen Sie sie nicht."))
}

func claimReason(language string, c *trade.Claim) string {
	words := map[trade.ExceptionKind][2]string{
		trade.ExLost: {"lost on the way", "auf dem Transport verloren"}, trade.ExDamaged: {"arrived damaged", "beschädigt angekommen"},
		trade.ExWrong: {"wrong goods", "falsche Ware"}, trade.ExShort: {"missing", "fehlend"}, "": {"returned", "zurückgesandt"},
	}
	w, ok := words[c.Kind]
	if !ok {
		return c.Note
	}
	text := in(language, w[0], w[1])
	if c.Note != "" {
		text += ": " + c.Note
	}
	return text
}

// returnPaper goes into the parcel that a customer sends back.
func returnPaper(p *Paper, r *trade.Return, o *trade.SalesOrder) {
	p.Number, p.Date, p.Language = r.Number, r.Date, r.Language
	p.To, p.ShipTo = o.ShipTo, r.ShipTo
	p.fact(FactOrder, r.OrderNo)
	p.fact(FactReference, o.Reference)
	p.fact(FactReason, r.Reason)
	for i := range r.Lines {
		l := &r.Lines[i]
		p.Lines = append(p.Lines, PaperLine{Kind: trade.LineItem, Code: l.SKU, Description: l.Description, Qty: l.Qty, Unit: l.Unit})
	}
	if r.To == "nobody" {
		p.ShipTo = o.ShipTo
		p.say(in(r.Language, "Please keep the goods; you need not send them back.", "Bitte behalten Sie die Ware; eine Rücksendung ist nicht nötig."))
	} else {
		p.say(in(r.Language, "Put this slip into the parcel and write the number "+r.Number+" on it.", "Legen Sie diesen Schein in das Paket und schreiben Sie die Nummer "+r.Number+" darauf."))
	}
	p.say(r.Notes)
}

// pricePaper is the price list for a customer, or for anybody where the id is zero.
func (w *work) pricePaper(p *Paper, customer trade.ID) error {
	list, to, cur, err := w.priceList(customer)
	if err != nil {
		return err
	}
	p.Date, p.Currency, p.Number = w.today, cur, string(w.today)
	if to != nil {
		p.Language, p.To, p.Number = to.Language, addressed(to.Billing, to.Name), firstOf(to.Number, p.Number)
		if contact := trade.For(to.Contacts); contact.Name != p.To.Name {
			p.fact(FactContact, contact.Name)
		}
	}
	say := func(english, german string) string { return in(p.Language, english, german) }
	var t *PaperTable
	for i := range list {
		x := &list[i]
		if t == nil || t.Title != x.Category {
			p.Tables = append(p.Tables, PaperTable{Title: x.Category, Currency: cur, Columns: []PaperColumn{
				{Title: say("Item", "Artikel")}, {Title: say("Description", "Bezeichnung"), Wide: true}, {Title: say("Unit", "Einheit")},
				{Title: say("From", "Ab"), Figure: true}, {Title: say("Price ", "Preis ") + string(cur), Figure: true}}})
			t = &p.Tables[len(p.Tables)-1]
		}
		if x.from == 0 {
			t.row(false, x.SKU, x.Name, x.Unit, "", x.less)
		} else {
			t.row(false, "", "", "", x.from, x.less)
		}
	}
	if to != nil && to.Discount != 0 {
		p.say(fmt.Sprintf(say("Your discount of %s %% is taken off already.", "Ihr Rabatt von %s %% ist schon abgezogen."), to.Discount.Short()))
	}
	if to != nil && to.Inclusive {
		p.say(say("Prices include tax.", "Die Preise enthalten die Umsatzsteuer."))
	} else {
		p.say(say("Prices are without tax.", "Die Preise verstehen sich ohne Umsatzsteuer."))
	}
	return nil
}
