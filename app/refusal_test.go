package app_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// What a person or a script may get wrong: each is answered in words, by kind, and leaves nothing behind.
func TestBadInput(t *testing.T) {
	h := newHouse(t)
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(2)}}}}))
	o := h.order()
	other := h.order()
	p := h.forward(o)[0]
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	before := counts(h)
	for _, c := range []struct {
		name, call, in string
		kind           trade.Fault
	}{
		{"unknown use case", "Nope", `{}`, trade.NotFound},
		{"not JSON", "SaveQuote", `{"customer_id":`, trade.Invalid},
		{"two values", "GetQuote", `{"id":1}{"id":2}`, trade.Invalid},
		{"unknown field", "SaveQuote", `{"costumer_id":1}`, trade.Invalid},
		{"wrong type", "SaveQuote", `{"customer_id":"one"}`, trade.Invalid},
		{"no customer", "SaveQuote", `{}`, trade.Invalid},
		{"unknown customer", "SaveQuote", `{"customer_id":999}`, trade.NotFound},
		{"unknown item", "SaveQuote", `{"customer_id":ANA,"lines":[{"item_id":999,"qty":1}]}`, trade.NotFound},
		{"unknown SKU", "SaveQuote", `{"customer_id":ANA,"lines":[{"sku":"nope","qty":1}]}`, trade.Invalid},
		{"quantity zero", "SaveQuote", `{"customer_id":ANA,"lines":[{"item_id":MUG,"qty":0}]}`, trade.Invalid},
		{"quantity negative", "SaveOrder", `{"customer_id":ANA,"lines":[{"item_id":MUG,"qty":-3}]}`, trade.Invalid},
		{"quantity absurd", "SaveOrder", `{"customer_id":ANA,"lines":[{"item_id":MUG,"qty":99999999999}]}`, trade.Invalid},
		{"quantity in an exponent", "SaveOrder", `{"customer_id":ANA,"lines":[{"item_id":MUG,"qty":1e300}]}`, trade.Invalid},
		{"quantity too fine", "SaveOrder", `{"customer_id":ANA,"lines":[{"item_id":MUG,"qty":0.0001}]}`, trade.Invalid},
		{"price negative", "SaveOrder", `{"customer_id":ANA,"lines":[{"item_id":MUG,"qty":1,"price":-1}]}`, trade.Invalid},
		{"price too fine", "SaveOrder", `{"customer_id":ANA,"lines":[{"item_id":MUG,"qty":1,"price":0.00001}]}`, trade.Invalid},
		{"line too large", "SaveOrder", `{"customer_id":ANA,"lines":[{"item_id":MUG,"qty":9999999,"price":99999999}]}`, trade.Invalid},
		{"discount over 100", "SaveOrder", `{"customer_id":ANA,"discount_rate":101,"lines":[{"item_id":MUG,"qty":1}]}`, trade.Invalid},
		{"discount above the lines", "SaveOrder", `{"customer_id":ANA,"discount_sum":500,"lines":[{"item_id":MUG,"qty":1}]}`, trade.Invalid},
		{"no such currency", "SaveOrder", `{"customer_id":ANA,"currency":"XXX"}`, trade.Invalid},
		{"no rate for a currency", "SaveOrder", `{"customer_id":ANA,"currency":"USD"}`, trade.Refused},
		{"no such day", "SaveQuote", `{"customer_id":ANA,"date":"2026-02-30"}`, trade.Invalid},
		{"ends before it begins", "SaveQuote", `{"customer_id":ANA,"valid_until":"2020-01-01"}`, trade.Invalid},
		{"no such channel", "SaveOrder", `{"customer_id":ANA,"channel":"pigeon"}`, trade.Invalid},
		{"header in an address", "SaveQuote", `{"customer_id":ANA,"contact":{"name":"A","email":"a@b.example\r\nBcc: c@d.example"}}`, trade.Invalid},
		{"line of another document", "SaveQuote", `{"id":QUOTE,"lines":[{"id":4711,"qty":1}]}`, trade.Invalid},
		{"stale version", "SaveQuote", `{"id":QUOTE,"version":99,"notes":"x"}`, trade.Conflict},
		{"empty quote sent", "SendQuote", `{"id":999}`, trade.NotFound},
		{"quote ordered beyond it", "OrderQuote", `{"quote_id":QUOTE,"lines":[{"line_id":QLINE,"qty":3}]}`, trade.Refused},
		{"line of another quote", "OrderQuote", `{"quote_id":QUOTE,"lines":[{"line_id":99999,"qty":1}]}`, trade.Invalid},
		{"confirm twice", "ConfirmOrder", `{"id":ORDER}`, trade.Refused},
		{"edit after confirm", "SaveOrder", `{"id":ORDER,"notes":"x"}`, trade.Refused},
		{"fees of no report", "ImportFees", `{"name":"x.csv","file":"YSxiCjEsMgo="}`, trade.Invalid},
		{"fees of no currency", "PreviewFees", `{"name":"x.csv","file":"YSxiCjEsMgo=","currency":"euros"}`, trade.Invalid},
		{"fees that were never taken over", "UndoFees", `{"id":999}`, trade.NotFound},
		{"reroute nothing", "Reroute", `{"by":"cheapest"}`, trade.Invalid},
		{"reroute by whim", "Reroute", `{"orders":[OTHER],"by":"whim"}`, trade.Invalid},
		{"reroute to nobody", "Reroute", `{"orders":[OTHER],"by":"supplier"}`, trade.Invalid},
		{"reroute what was sent", "Reroute", `{"orders":[ORDER],"by":"cheapest"}`, trade.Refused},
		{"reroute to who does not sell it", "Reroute", `{"orders":[OTHER],"lines":[OTHERLINE],"by":"supplier","supplier_id":WEFT}`, trade.Refused},
		{"offers for nothing", "ListOffers", `{}`, trade.Invalid},
		{"offers for a line of another order", "ListOffers", `{"order_id":OTHER,"line_id":OLINE}`, trade.Invalid},
		{"decide about nothing", "PrepareDecision", `{"id":999}`, trade.NotFound},
		{"send together what does not wait", "SendTogether", `{"supplier_id":CLAY}`, trade.Refused},
		{"send together another's", "SendTogether", `{"supplier_id":CLAY,"purchases":[PO]}`, trade.Invalid},
		{"a fee below zero", "SaveSupplier", `{"name":"N","fees":{"freight":-1}}`, trade.Invalid},
		{"a send time that is none", "SaveSupplier", `{"name":"N","send_time":"25:00"}`, trade.Invalid},
		{"breaks that fall", "SaveItem", `{"sku":"F","name":"x","breaks":[{"from":10,"price":2},{"from":5,"price":1}]}`, trade.Invalid},
		{"a break from zero", "SaveItem", `{"sku":"F","name":"x","sources":[{"supplier_id":CLAY,"cost":1,"breaks":[{"from":0,"cost":1}]}]}`, trade.Invalid},
		{"a validity that is no date", "SaveItem", `{"sku":"F","name":"x","sources":[{"supplier_id":CLAY,"cost":1,"valid_until":"soon"}]}`, trade.Invalid},
		{"routing by whim", "SaveCompany", `{"name":"N","currency":"EUR","accent":"#000000","paper_size":"A4","version":2,"routing":"whim"}`, trade.Invalid},
		{"forward nothing", "ForwardOrders", `{"orders":[]}`, trade.Invalid},
		{"forward what is not there", "ForwardOrders", `{"orders":[999]}`, trade.NotFound},
		{"cancel what a supplier has", "CancelLines", `{"order_id":ORDER}`, trade.Refused},
		{"answer with more", "AnswerPurchase", `{"id":PO,"lines":[{"line_id":POLINE,"confirmed":25}]}`, trade.Refused},
		{"answer below zero", "AnswerPurchase", `{"id":PO,"lines":[{"line_id":POLINE,"refused":-1}]}`, trade.Invalid},
		{"answer another's line", "AnswerPurchase", `{"id":PO,"lines":[{"line_id":99999,"confirmed":1}]}`, trade.Invalid},
		{"ship more", "RecordShipment", `{"purchase_id":PO,"lines":[{"line_id":POLINE,"qty":25}]}`, trade.Refused},
		{"ship tomorrow", "RecordShipment", `{"purchase_id":PO,"date":"2027-01-01"}`, trade.Invalid},
		{"no such carrier", "RecordShipment", `{"purchase_id":PO,"carrier_id":99}`, trade.NotFound},
		{"send twice", "SendPurchase", `{"id":PO}`, trade.Refused},
		{"invoice twice", "CreateInvoice", `{"order_id":ORDER,"basis":"ordered"}`, trade.Refused},
		{"invoice by moon", "CreateInvoice", `{"order_id":OTHER,"basis":"moon"}`, trade.Invalid},
		{"invoice a line of another order", "CreateInvoice", `{"order_id":OTHER,"basis":"ordered","lines":[{"line_id":OLINE,"qty":1}]}`, trade.Invalid},
		{"pay nothing", "RecordPayment", `{"party_id":ANA,"amount":0}`, trade.Invalid},
		{"pay below zero", "RecordPayment", `{"party_id":ANA,"amount":"-5"}`, trade.Invalid},
		{"pay too fine", "RecordPayment", `{"party_id":ANA,"amount":0.001}`, trade.Invalid},
		{"pay more than is open", "RecordPayment", `{"party_id":ANA,"amount":10000,"uses":[{"id":INVOICE,"amount":10000}]}`, trade.Refused},
		{"use more than is paid", "RecordPayment", `{"party_id":ANA,"amount":1,"uses":[{"id":INVOICE,"amount":2}]}`, trade.Refused},
		{"pay for no invoice", "RecordPayment", `{"party_id":ANA,"amount":1,"uses":[{"amount":1}]}`, trade.Invalid},
		{"pay back nothing", "RefundCustomer", `{"party_id":ANA}`, trade.Refused},
		{"pay back below zero", "RefundCustomer", `{"party_id":ANA,"amount":-1}`, trade.Invalid},
		{"pay back an invoice", "RefundCustomer", `{"party_id":ANA,"amount":1,"uses":[{"id":INVOICE,"amount":1}]}`, trade.Invalid},
		{"pay back what no supplier has", "RefundFromSupplier", `{"party_id":999,"amount":1}`, trade.NotFound},
		{"statement of nobody", "GetStatement", `{}`, trade.Invalid},
		{"statement of two", "GetStatement", `{"customer_id":ANA,"supplier_id":CLAY}`, trade.Invalid},
		{"statement from never", "GetStatement", `{"customer_id":ANA,"from":"never"}`, trade.Invalid},
		{"send statements to nobody", "SendStatements", `{}`, trade.Invalid},
		{"send no customer a statement", "SendStatement", `{"customer_id":999}`, trade.NotFound},
		{"announce no payment", "SendRemittance", `{"id":999}`, trade.NotFound},
		{"remind of nothing", "SendReminders", `{}`, trade.Invalid},
		{"remind a fourth time", "SendReminders", `{"invoices":[INVOICE],"level":4}`, trade.Invalid},
		{"remind of what is not due", "SendReminders", `{"invoices":[INVOICE]}`, trade.Refused},
		{"remind of no invoice", "SendReminders", `{"invoices":[999]}`, trade.NotFound},
		{"gains to never", "ReportGains", `{"to":"never"}`, trade.Invalid},
		{"credit of nobody", "ListCredits", `{}`, trade.Invalid},
		{"credit for nothing", "UseCredit", `{}`, trade.Invalid},
		{"credit of two kinds", "UseCredit", `{"invoice_id":INVOICE,"credit_id":1,"payment_id":1}`, trade.Invalid},
		{"pay a supplier's bill as customer", "PaySupplier", `{"party_id":CLAY,"amount":1,"uses":[{"id":999,"amount":1}]}`, trade.NotFound},
		{"bill without lines", "SaveBill", `{"supplier_id":CLAY,"their_number":"1"}`, trade.Invalid},
		{"bill of another supplier's goods", "SaveBill", `{"supplier_id":WEFT,"their_number":"1","lines":[{"purchase_line_id":POLINE}]}`, trade.Refused},
		{"bill in another currency", "SaveBill", `{"supplier_id":CLAY,"their_number":"1","currency":"USD","lines":[{"purchase_line_id":POLINE}]}`, trade.Invalid},
		{"bill whose total is another", "SaveBill", `{"supplier_id":CLAY,"their_number":"1","total":1,"lines":[{"purchase_line_id":POLINE}]}`, trade.Invalid},
		{"credit a draft", "CreditInvoice", `{"invoice_id":999}`, trade.NotFound},
		{"credit too much", "CreditInvoice", `{"invoice_id":INVOICE,"lines":[{"line_id":VLINE,"qty":999}]}`, trade.Refused},
		{"item without SKU", "SaveItem", `{"name":"x"}`, trade.Invalid},
		{"SKU that is there, in capitals", "SaveItem", `{"sku":"mug-11","name":"x"}`, trade.Invalid},
		{"tax of 200", "SaveTaxCode", `{"code":"Z","kind":"exclusive","rate":200}`, trade.Invalid},
		{"terms over half", "SaveTerms", `{"name":"h","parts":[{"percent":50}]}`, trade.Invalid},
		{"rate of zero", "SaveRate", `{"currency":"USD","date":"2026-01-01","rate":0}`, trade.Invalid},
		{"company in another currency", "SaveCompany", `{"name":"N","currency":"USD","accent":"#000000","paper_size":"A4","version":2}`, trade.Refused},
		{"number that goes back", "SaveNumbering", `{"kind":"invoice","prefix":"X","next":1}`, trade.Refused},
		{"page of a million", "ListOrders", `{"limit":1000000}`, trade.Invalid},
		{"filter that is none", "ListOrders", `{"filter":"'; DROP TABLE"}`, trade.Invalid},
		{"sort by what is no field", "ListOrders", `{"sort":"id; DROP TABLE"}`, trade.Invalid},
		{"profit by colour", "ReportProfit", `{"by":"colour"}`, trade.Invalid},
		{"a batch whose last call fails", "Batch", `{"calls":[{"call":"SaveItem","in":{"sku":"B1","name":"b"}},{"call":"GetQuote","in":{"id":999}}]}`, trade.NotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := strings.NewReplacer("ANA", id(h.ana), "MUG", id(h.mug), "QUOTE", id(q.ID), "QLINE", id(q.Lines[0].ID), "ORDER", id(o.ID), "OTHERLINE", id(other.Lines[0].ID), "OTHER", id(other.ID),
				"OLINE", id(o.Lines[0].ID), "POLINE", id(p.Lines[0].ID), "PO", id(p.ID), "INVOICE", id(v.ID), "VLINE", id(v.Lines[0].ID), "CLAY", id(h.clay), "WEFT", id(h.weft)).Replace(c.in)
			_, err := h.Call(h.ctx, c.call, []byte(in))
			var e *trade.Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want an error in words", err)
			}
			if e.Kind != c.kind {
				t.Errorf("kind %s, want %s: %s", e.Kind, c.kind, e.Message)
			}
			if len(e.Message) < 15 || strings.Contains(e.Message, "%!") || strings.Contains(e.Message, "sql:") {
				t.Errorf("these are no words for a person: %q", e.Message)
			}
		})
	}
	if after := counts(h); after != before {
		t.Errorf("something was half saved: %v before, %v after", before, after)
	}
	h.sound()
}

func id(i trade.ID) string { return strconv.FormatInt(int64(i), 10) }

// counts is how many records of each kind there are.
func counts(h *house) [8]int {
	in := app.ListIn{Limit: 1}
	return [8]int{
		must(h.ListQuotes(h.ctx, in)).Count, must(h.ListOrders(h.ctx, in)).Count, must(h.ListPurchases(h.ctx, in)).Count, must(h.ListShipments(h.ctx, in)).Count,
		must(h.ListInvoices(h.ctx, in)).Count, must(h.ListPayments(h.ctx, in)).Count, must(h.ListBills(h.ctx, in)).Count, must(h.ListItems(h.ctx, in)).Count,
	}
}

func TestTwoWindowsDoItOnce(t *testing.T) {
	h := newHouse(t)
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(2)}}}}))
	must(h.SaveQuote(h.ctx, app.SaveQuoteIn{ID: q.ID, Version: q.Version, SaleIn: app.SaleIn{Notes: ptr("first")}}))
	_, err := h.SaveQuote(h.ctx, app.SaveQuoteIn{ID: q.ID, Version: q.Version, SaleIn: app.SaleIn{Notes: ptr("second")}})
	h.refused(trade.Conflict, err)
	equal(t, "the first stays", must(h.GetQuote(h.ctx, app.ByID{ID: q.ID})).Notes, "first")

	o := h.order()
	made := make(chan int)
	for range 2 {
		go func() {
			out, err := h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})
			if err != nil {
				made <- 0
				return
			}
			made <- len(out.Made)
		}()
	}
	equal(t, "purchase orders made by both together", <-made+<-made, 2)
	h.sound()
}

func ptr[T any](v T) *T { return &v }

func TestListenersHearOnlyWhatWasKept(t *testing.T) {
	h := newHouse(t)
	var heard []trade.Ref
	h.Listen(func(refs []trade.Ref) { heard = append(heard, refs...) })
	_, err := h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: 999, Qty: qtyp(1)}}}})
	h.refused(trade.NotFound, err)
	equal(t, "after a failure", len(heard), 0)
	o := h.order()
	found := false
	for _, r := range heard {
		found = found || r == trade.Ref{Kind: trade.KindOrder, ID: o.ID}
	}
	equal(t, "after a success", found, true)
}
