package app_test

import (
	"fmt"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// What is automatic for all may be somebody's by hand, and the other way round.
func TestACustomerOrSupplierHasLevelsOfItsOwn(t *testing.T) {
	h := newOffice(t)
	ana := h.ana
	other := h.customer("Harbor Hardware", func(in *app.SaveCustomerIn) { in.Customer.Contacts[0].Email = "kim@harbor.example" })
	set := func(rule string, level trade.Level, party app.PartyIn) {
		t.Helper()
		must(h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: rule, Level: level, PartyIn: party}))
	}
	invoiced := func() (list []string) {
		for _, v := range must(h.ListInvoices(h.ctx, app.ListIn{})).Rows {
			list = append(list, v.Customer+" "+string(v.State))
		}
		return list
	}
	ship := func() {
		for _, c := range []trade.ID{ana, other} {
			h.ana = c
			h.shipped(h.tenMugs())
		}
		h.ana = ana
	}
	set("to_invoice", trade.Automatic, app.PartyIn{})
	set("to_invoice", trade.Manual, app.PartyIn{CustomerID: other})
	ship()
	must(h.RunAutomation(h.ctx, app.Nothing{}))
	equal(t, "all but one", fmt.Sprint(invoiced()), "[Bluebird Gifts issued]")

	set("to_invoice", trade.Manual, app.PartyIn{})
	set("to_invoice", trade.Prepared, app.PartyIn{CustomerID: other})
	must(h.RunAutomation(h.ctx, app.Nothing{}))
	equal(t, "one alone, prepared", fmt.Sprint(invoiced()), "[Harbor Hardware draft Bluebird Gifts issued]")
	rows := must(h.GetAutomation(h.ctx, app.PartyIn{CustomerID: other})).Rows
	for _, r := range rows {
		equal(t, r.Rule, fmt.Sprintf("%v %v", r.Own, r.Level), map[bool]string{true: "true prepared", false: "false manual"}[r.Rule == "to_invoice"])
	}
	equal(t, "rules of customers", len(rows) > 5, true)
	for _, r := range must(h.GetAutomation(h.ctx, app.PartyIn{SupplierID: h.clay})).Rows {
		equal(t, "rules of suppliers have nothing of customers", r.Rule != "to_invoice" && !r.Own, true)
	}
	set("to_invoice", "", app.PartyIn{CustomerID: other})
	ship()
	must(h.RunAutomation(h.ctx, app.Nothing{}))
	equal(t, "as for all again", len(invoiced()), 2)

	set("late", trade.Automatic, app.PartyIn{SupplierID: h.clay})
	h.tenMugs()
	h.pass(5)
	equal(t, "a supplier that is late is asked", fmt.Sprint(must(h.RunAutomation(h.ctx, app.Nothing{})).Done), "[{AskSupplier 1}]")

	_, err := h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: "late", Level: trade.Automatic, PartyIn: app.PartyIn{CustomerID: ana}})
	h.refused(trade.Invalid, err)
	_, err = h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: "late", Level: trade.Automatic, PartyIn: app.PartyIn{SupplierID: 999}})
	h.refused(trade.NotFound, err)
	_, err = h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: "late"})
	h.refused(trade.Invalid, err)
	h.sound()
}
