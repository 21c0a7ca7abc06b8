package views

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
	"dropdesk/reports"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// line is a mail server that can be out of reach.
type line struct {
	down bool
	took int
}

func (x *line) Open(context.Context, *trade.MailAccount, string) (app.Line, error) {
	if x.down {
		return nil, &app.PostError{Trouble: app.NoAnswer, Words: "network is unreachable"}
	}
	return x, nil
}

func (x *line) Send(_ []byte, _ string, _ []string, last func() error) (string, error) {
	x.took++
	return "250 taken", last()
}

func (x *line) Close() error { return nil }

func TestWithoutItsMailServerAQuoteIsSentAndItsMailWaits(t *testing.T) {
	server, now := &line{down: true}, today.Time().Add(9*time.Hour)
	desk := app.New(app.Ports{Store: datatest.Open(t), Printer: reports.New(), Mailer: mail.New(), Post: server, Clock: func() time.Time { return now }})
	p := quoting(t, desk)
	p.ctrlEnter()
	p.ctrlEnter()
	p.closed()
	quotes, err := desk.ListQuotes(p.ctx(), app.ListIn{})
	equal(t, "the quote", only(t, quotes, err).State, trade.Sent)

	deliver := func(later time.Duration) trade.Message {
		now = now.Add(later)
		must[app.DeliverMailOut](t)(desk.DeliverMail(p.ctx(), app.DeliverMailIn{}))
		all, err := desk.ListMessages(p.ctx(), app.ListIn{})
		m := only(t, all, err)
		p.Show(trade.Ref{Kind: trade.KindMessage, ID: m.ID})
		return m
	}
	for range 2 { // the second time is as the first
		m := deliver(time.Hour)
		equal(t, "it waits", m.State, trade.MessageReady)
		equal(t, "why is said", p.says("network is unreachable"), true)
		equal(t, "and when it goes on", p.says("It is tried again "), true)
	}
	server.down = false
	equal(t, "then it goes", deliver(24*time.Hour).State, trade.MessageSent)
	equal(t, "without the trouble", p.says("network is unreachable"), false)
	deliver(time.Hour)
	equal(t, "once", server.took, 1)
}

// Whatever is chosen instead of a list is refused in words at its field, the dialog stays, and nothing is in the file afterwards.
func TestWrongFilesAreRefusedWhereTheyAreChosen(t *testing.T) {
	desk := newDesk(t)
	_, supplier, _ := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	dir := t.TempDir()
	files := map[string]string{"empty.csv": "", "photo.csv": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", "paper.xlsx": "%PDF-1.4\n1 0 obj\n", "mug.jpg": "\xff\xd8\xff\xe0\x00\x10JFIF\x00"}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	count := func() int {
		return must[app.List[app.OrderRow]](t)(desk.ListOrders(p.ctx(), app.ListIn{})).Count + must[app.List[app.ItemRow]](t)(desk.ListItems(p.ctx(), app.ListIn{})).Count +
			must[app.List[app.CustomerRow]](t)(desk.ListCustomers(p.ctx(), app.ListIn{})).Count
	}
	before := count()
	for title, choose := range map[string]func(path string){
		"Import a price list": func(path string) { p.choosePrices(kit.Choice{ID: int64(supplier), Title: "Clayworks"}, path) },
		"Import orders":       func(path string) { p.chooseOrders(kit.Choice{}, path) },
		"Import fees":         func(path string) { p.chooseFees(path) },
		"Import customers, suppliers, items": func(path string) {
			p.chooseMasters("", path, "")
		},
	} {
		for name, want := range map[string]string{"empty.csv": "is empty", "photo.csv": "is a picture", "paper.xlsx": "is a PDF", "mug.jpg": "is a picture", "folder": "is a folder", "not there.csv": "There is no file"} {
			t.Run(title+", "+name, func(t *testing.T) {
				p.t = t
				choose(filepath.Join(dir, name))
				p.open(title)
				kit.Top(p.canvas).Submit()
				said := p.dangers() + p.toast()
				if said == "" {
					t.Fatal("nothing is said")
				}
				if !strings.Contains(said, want) {
					t.Errorf("it says %q", said)
				}
				p.Clear()
			})
		}
	}
	p.t = t
	equal(t, "records", count(), before)
}

func TestAPrimaryButtonThatIsPressedTwiceDoesItOnce(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.newCustomer("Kite & Co", nil)
	var primary fyne.Tappable
	each(p.top(), func(o fyne.CanvasObject) {
		b, ok := o.(fyne.Tappable)
		if v := reflect.Indirect(reflect.ValueOf(o)); ok && v.FieldByName("Importance").IsValid() && v.FieldByName("Importance").Interface() == widget.HighImportance {
			primary = b
		}
	})
	test.Tap(primary)
	test.Tap(primary)
	p.closed()
	equal(t, "customers of this name", must[app.List[app.CustomerRow]](t)(desk.ListCustomers(p.ctx(), app.ListIn{Text: "Kite"})).Count, 1)
}

func TestTwoWindowsSendAQuoteOnce(t *testing.T) {
	desk := newDesk(t)
	p := quoting(t, desk)
	p.win.Canvas().Unfocus()
	p.choose("Open in a second window")
	x := &person{t: t, canvas: p.seconds[0].win.Canvas(), Shell: p.seconds[0]}
	p.ctrlEnter()
	x.ctrlEnter()
	x.open("E-mail the quote to Bluebird Gifts")
	p.ctrlEnter()
	p.closed()
	x.ctrlEnter()
	if said := x.dangers() + x.toast(); !strings.Contains(said, "Q-1001") {
		t.Errorf("the second window says %q", said)
	}
	all, err := desk.ListMessages(p.ctx(), app.ListIn{})
	only(t, all, err)
}

func TestALongerWorkThatIsStoppedLeavesNothingAndCanBeDoneAgain(t *testing.T) {
	desk := newDesk(t)
	_, supplier, mug := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	in := app.ApplyPricesIn{PricesIn: app.PricesIn{SupplierID: supplier, Name: "list.csv", File: []byte("Part no.;Name;Cost\nX-11;Mug;3,40\n")}}
	cost := func() string {
		return must[*trade.Item](t)(desk.GetItem(p.ctx(), app.ByID{ID: mug})).Sources[0].Cost.Text("EUR")
	}
	before := cost()
	apply := func(stop bool) {
		longStep(p.Shell, "Applying list.csv", func(ctx context.Context) (*app.PricePlan, error) {
			if stop {
				p.tap("Stop")
			}
			return desk.ApplyPrices(ctx, in)
		}, func(*app.PricePlan) {}, p.fail)
		p.closed()
	}
	apply(true)
	equal(t, "said", p.toast(), "Stopped. Nothing was changed.")
	equal(t, "the cost", cost(), before)
	apply(false)
	equal(t, "the second time", cost(), "3.40")
	p.sound()
}
