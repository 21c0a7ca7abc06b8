package app_test

import (
	"archive/zip"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// zones are the time zones that Go knows.
func zones(t *testing.T) (list []*time.Location) {
	t.Helper()
	root := strings.TrimSpace(string(must(exec.Command("go", "env", "GOROOT").Output())))
	z := must(zip.OpenReader(filepath.Join(root, "lib", "time", "zoneinfo.zip")))
	for _, f := range z.File {
		if at, err := time.LoadLocation(f.Name); err == nil && !strings.HasSuffix(f.Name, "/") {
			list = append(list, at)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return list
}

// moments are those at which a day is easily taken for another: the ends of leap days and years, and the hours around each change of the clock in a year.
func moments(at *time.Location) (list []time.Time) {
	for _, day := range []string{"2024-02-29", "2027-02-28", "2028-02-29", "2026-12-31", "2027-01-01"} {
		d := must(time.ParseInLocation(time.DateOnly, day, at))
		list = append(list, d, d.Add(24*time.Hour-time.Second))
	}
	for d := time.Date(2026, 1, 1, 0, 0, 0, 0, at); d.Year() == 2026; d = d.Add(time.Hour) {
		_, before := d.Add(-time.Hour).Zone()
		if _, now := d.Zone(); now != before {
			list = append(list, d.Add(-time.Second), d, d.Add(time.Hour))
		}
	}
	return list
}

// Wherever the computer is and however its clock jumps: a document has the day of the wall, what is due is so many days of the calendar later, and who opens the file in
// another zone finds the same days.
func TestSafeInAllZones(t *testing.T) {
	h := newHouse(t)
	o := h.order()
	for _, p := range h.forward(o) {
		must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
	}
	all := zones(t)
	few := many(15)
	tried, count, wrong := 0, 0, 0
	for i, at := range all {
		if few < len(all) && i%(len(all)/few+1) != 0 {
			continue
		}
		tried++
		for _, now := range moments(at) {
			h.now = now
			v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
			h.now = now.In(time.FixedZone("", -11*3600)) // whoever reads it is far away
			v = must(h.GetInvoice(h.ctx, app.ByID{ID: v.ID}))
			h.now = now
			y, m, d := now.Date()
			date, due := trade.Date(now.Format(time.DateOnly)), trade.Date(time.Date(y, m, d+30, 12, 0, 0, 0, time.UTC).Format(time.DateOnly))
			count++
			if v.Date != date || v.Due != due {
				wrong++
				t.Errorf("at %s in %s an invoice is of %s and due on %s, want %s and %s", now, at, v.Date, v.Due, date, due)
			}
			must(h.UndoStep(h.ctx, app.ByID{ID: h.last().ID}))
		}
	}
	t.Logf("%d invoices in %d zones: %d of another day or due on another", count, tried, wrong)
	// Without its guard it fails: days as moments of the zone, 24 hours each.
	moved := 0
	for _, at := range all {
		for _, now := range moments(at) {
			y, m, d := now.Date()
			begun := time.Date(y, m, d, 0, 0, 0, 0, at)
			if begun.Add(30*24*time.Hour).Format(time.DateOnly) != time.Date(y, m, d+30, 12, 0, 0, 0, time.UTC).Format(time.DateOnly) {
				moved++
			}
		}
	}
	if moved == 0 || count == 0 {
		t.Error("that a day moves is not noticed")
	}
}
