package endtoend

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/intake"
	appmail "dropdesk/app/mail"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/reports"
)

// workers is the command line program, working on one company file by the mail servers.
type workers struct {
	t       *testing.T
	program string
	file    string
	env     []string
}

func hire(t *testing.T, file string) *workers {
	t.Helper()
	w := &workers{t: t, program: filepath.Join(t.TempDir(), "deskctl"), file: file}
	if out, err := exec.Command("go", "build", "-o", w.program, "../cmd/deskctl").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	home := t.TempDir()
	w.env = append(os.Environ(), "SSL_CERT_FILE="+os.Getenv("DROPDESK_MAIL_CA"), "DROPDESK_PASSPHRASE=a passphrase of this test", "HOME="+home, "XDG_CONFIG_HOME="+home, "DBUS_SESSION_BUS_ADDRESS=unix:path="+home+"/none")
	return w
}

// call runs a use case in the program.
func (w *workers) call(name string, in any) {
	w.t.Helper()
	text := must(json.Marshal(in))(w.t)
	c := exec.Command(w.program, "--file", w.file, "call", name)
	c.Stdin = bytes.NewReader(text)
	c.Env = w.env
	if out, err := c.CombinedOutput(); err != nil {
		w.t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// work lets two programs work at once, each for one round.
func (w *workers) work() {
	w.t.Helper()
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			c := exec.Command(w.program, "--file", w.file, "work", "--once")
			c.Env = w.env
			if out, err := c.CombinedOutput(); err != nil {
				w.t.Errorf("%v\n%s", err, out)
			}
		})
	}
	both.Wait()
}

// until lets them work round after round.
func (w *workers) until(what string, so func() bool) {
	w.t.Helper()
	for end := time.Now().Add(5 * time.Minute); !so(); w.work() {
		if w.t.Failed() || time.Now().After(end) {
			w.t.Fatalf("worked in vain for %s", what)
		}
	}
}

// A list of twenty orders becomes forty purchase orders; their suppliers fill in the sheets and mail them back; and without anybody doing
// anything more the shipments are booked, the customers are told, and the invoices are sent. Two programs do it at once, and nothing happens twice.
func TestMailCarriesTwentyOrdersFromListToInvoice(t *testing.T) {
	const orders = 20
	file := filepath.Join(t.TempDir(), "company.dropdesk")
	northPier(t)(file)
	store := must(data.Open(file))(t)
	t.Cleanup(func() { _ = store.Close() })
	desk := app.New(app.Ports{Store: store, Printer: reports.New(), Mailer: appmail.New()})
	own := must(desk.GetCompany(ctx, app.Nothing{}))(t)
	own.Email = "sales@example.test"
	must(desk.SaveCompany(ctx, *own))(t)
	w := hire(t, file)
	secret := "secret"
	w.call("SaveMailAccount", app.MailAccountIn{MailAccount: *sales(t, trade.StartTLS), Password: &secret})
	w.call("SaveMailbox", app.MailboxIn{Mailbox: *salesBox(t, trade.FullTLS)})
	for _, rule := range []string{"sheet", "notify", "to_invoice"} {
		w.call("SaveAutomation", app.SaveAutomationIn{Rule: rule, Level: trade.Automatic})
	}

	tag := fmt.Sprintf("chain%d", time.Now().UnixNano())
	var lines []app.LineIn
	for _, name := range []string{"Otter Brass", "Hill Tin"} {
		s := must(desk.SaveSupplier(ctx, app.SaveSupplierIn{Supplier: trade.Supplier{Name: name, Contacts: []trade.Contact{{Name: "Orders", Email: "supplier+" + tag + "@example.test", Orders: true}}}}))(t)
		i := must(desk.SaveItem(ctx, app.SaveItemIn{SKU: strings.ToUpper(name[:3]), Name: name + " ware", Price: must(money.Parse("9"))(t), Sources: []app.SourceIn{{SupplierID: s.ID, Cost: must(money.Parse("4"))(t)}}}))(t)
		qty := 3 * money.Unit
		lines = append(lines, app.LineIn{ItemID: i.ID, Qty: &qty})
	}
	c := must(desk.SaveCustomer(ctx, app.SaveCustomerIn{Customer: trade.Customer{Name: "Brackwater Inn", Contacts: []trade.Contact{{Name: "Ann", Email: "customer+" + tag + "@example.test"}},
		Billing: trade.Address{Street: "Quay 4", Zip: "1011", City: "Delft", Country: "NL"}}}))(t)
	var ids []trade.ID
	for range orders {
		ids = append(ids, must(desk.SaveOrder(ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: c.ID, Lines: lines}, Confirm: true, Twice: true}))(t).ID)
	}
	forwarded := must(desk.ForwardOrders(ctx, app.ForwardIn{Orders: ids, Send: true}))(t)
	if len(forwarded.Made) != 2*orders {
		t.Fatalf("%d purchase orders", len(forwarded.Made))
	}

	to := "supplier+" + tag
	count := func(user string) (list []string) {
		for _, m := range box(t, user) {
			if strings.Contains(m, "+"+tag+"@example.test") {
				list = append(list, m)
			}
		}
		return list
	}
	w.until("the purchase orders to arrive", func() bool { return len(count("supplier")) >= 2*orders })
	mails := count("supplier")
	if len(mails) != 2*orders {
		t.Fatalf("%d mails to %s", len(mails), to)
	}

	// The suppliers fill in what they have shipped, and answer.
	account := sales(t, trade.StartTLS)
	account.User, account.Address = "supplier@example.test", "supplier@example.test"
	l := must(post(t).Open(t.Context(), account, "secret"))(t)
	for i, raw := range mails {
		m := must(intake.ReadMail([]byte(raw)))(t)
		if len(m.Files) != 2 || !bytes.HasPrefix(m.Files[0].Content, []byte("%PDF")) || !strings.HasSuffix(m.Files[1].Name, ".xlsx") {
			t.Fatalf("a purchase order with %d files", len(m.Files))
		}
		reply := must(appmail.New().EML(app.Mail{
			MessageID: fmt.Sprintf("%s-%d@supplier.test", tag, i), From: "supplier@example.test", To: "sales@example.test", Subject: "Shipped", Body: "See the sheet.", Date: trade.StampOf(time.Now()),
			Files: []trade.Attachment{{Name: m.Files[1].Name, Type: m.Files[1].Type, File: filled(t, m.Files[1].Content, fmt.Sprintf("KP%06d", i))}},
		}))(t)
		must(l.Send(reply, "supplier@example.test", []string{"sales@example.test"}, func() error { return nil }))(t)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}

	issued := func() (list []app.InvoiceRow) {
		for _, v := range must(desk.ListInvoices(ctx, app.ListIn{Limit: 1000}))(t).Rows {
			if v.State == trade.Issued {
				list = append(list, v)
			}
		}
		return list
	}
	var sum money.Amount
	w.until("everything to be shipped, told and invoiced", func() bool {
		sum = 0
		for _, v := range issued() {
			sum += v.Total
		}
		return sum >= orders*(27+27)*110 && len(count("customer")) >= 2*orders+len(issued())
	})
	for range 2 {
		w.work() // nothing is left to do
	}
	if shipments := must(desk.ListShipments(ctx, app.ListIn{}))(t).Count; shipments != 2*orders {
		t.Errorf("%d shipments", shipments)
	}
	if want := money.Amount(orders * (27 + 27) * 110); sum != want {
		t.Errorf("%s were invoiced, not %s", sum.Text("EUR"), want.Text("EUR"))
	}
	papers, seen := map[string]int{}, map[string]bool{}
	for _, raw := range count("customer") {
		m := must(intake.ReadMail([]byte(raw)))(t)
		if seen[m.MessageID] || len(m.Files) != 1 || !bytes.HasPrefix(m.Files[0].Content, []byte("%PDF")) {
			t.Errorf("%q twice, or with %d files", m.Subject, len(m.Files))
		}
		seen[m.MessageID] = true
		kind, _, _ := strings.Cut(m.Files[0].Name, "-")
		papers[kind]++
	}
	if papers["delivery_note"] != 2*orders || papers["invoice"] != len(issued()) {
		t.Errorf("the customer got %v, and %d invoices were issued", papers, len(issued()))
	}
	if r := must(desk.Check(ctx, app.Nothing{}))(t); len(r.Problems) > 0 {
		t.Error(r.Problems)
	}
	today := must(desk.Today(ctx, app.TodayIn{}))(t)
	for _, g := range today.Groups {
		if g.Rule == "sheet" || g.Rule == "notify" || g.Rule == "to_invoice" || g.Rule == "mail" || g.Rule == "read_mail" {
			t.Errorf("%d wait by the rule %s: %+v", g.Count, g.Rule, g.Findings[0])
		}
	}
}

// filled is a sheet as a supplier fills it in who has shipped everything in one parcel.
func filled(t *testing.T, sheet []byte, tracking string) []byte {
	t.Helper()
	f := must(excelize.OpenReader(bytes.NewReader(sheet)))(t)
	row := trade.SupplyFirst
	for _, cell := range []struct {
		column int
		value  any
	}{{trade.SupplyConfirmed, 3}, {trade.SupplyShipped, 3}, {trade.SupplyCarrier, "Kestrel Parcel"}, {trade.SupplyTracking, tracking}} {
		name := must(excelize.CoordinatesToCellName(cell.column+1, row))(t)
		if err := f.SetCellValue(trade.SupplySheet, name, cell.value); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
