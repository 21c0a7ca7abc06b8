package views

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"dropdesk"
	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/mail"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
	"dropdesk/reports"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// today is the day of all stories, a Monday.
const today = trade.Date("2026-11-23")

// newDesk is a desk on an empty company file.
func newDesk(t *testing.T) *app.Desk {
	t.Helper()
	return app.New(app.Ports{
		Store: datatest.Open(t), Printer: reports.New(), Mailer: mail.New(), Clock: func() time.Time { return today.Time().Add(9 * time.Hour) },
	})
}

// busyDesk is a desk whose company has deals of all kinds.
func busyDesk(t *testing.T) *app.Desk {
	t.Helper()
	clock := &demo.Clock{}
	ports := app.Ports{Store: datatest.Open(t), Printer: reports.New(), Mailer: mail.New(), Clock: clock.Now}
	if err := demo.Run(context.Background(), app.New(ports), clock, demo.Sample(40, today), nil); err != nil {
		t.Fatal(err)
	}
	ports.Clock = func() time.Time { return today.Time().Add(9 * time.Hour) }
	return app.New(ports)
}

// person sits at the window: presses keys, types, taps and reads.
type person struct {
	*Shell
	t      *testing.T
	canvas fyne.Canvas
	opened []string // files that were handed to the system
	did    int      // clicks and keys beyond data entry
}

func sit(t *testing.T, desk *app.Desk, size fyne.Size, side look.Side) *person {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Theme{Side: side})
	w := test.NewWindow(nil)
	w.SetPadded(false)
	w.Resize(size)
	p := &person{t: t, canvas: w.Canvas()}
	p.Shell = New(desk, w, Options{
		File: "story.dropdesk", Folder: t.TempDir(), User: "Mara", Today: func() trade.Date { return today }, Now: true,
		Memory:  forgetful{rememberedUser: "Mara"},
		Open:    func(path string) error { p.opened = append(p.opened, path); return nil },
		Program: Program{Version: "9.9", Licences: dropdesk.Licences, Manual: dropdesk.Manual(), Log: "/log/dropdesk.log", Note: func(text string) { t.Errorf("the program failed: %s", text) }},
	})
	t.Cleanup(func() { kit.Catch(nil) })
	w.Resize(size)
	return p
}

// press gives a key to whoever has the keyboard, as the window of the desktop does.
func (p *person) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		f := p.canvas.Focused()
		if tabs, ok := f.(fyne.Tabbable); k == fyne.KeyTab && (!ok || !tabs.AcceptsTab()) {
			p.canvas.FocusNext()
			continue
		}
		if e := (&fyne.KeyEvent{Name: k}); f != nil {
			f.TypedKey(e)
		} else {
			p.canvas.OnTypedKey()(e)
		}
	}
}

// write types a text where the keyboard is.
func (p *person) write(text string) {
	for _, r := range text {
		if f := p.canvas.Focused(); f != nil {
			f.TypedRune(r)
		} else {
			p.canvas.OnTypedRune()(r)
		}
	}
}

// choose is a menu's item, as its shortcut does it.
func (p *person) choose(item string) {
	p.t.Helper()
	for _, m := range p.win.MainMenu().Items {
		for _, i := range m.Items {
			if i.Label == item {
				i.Action()
				return
			}
		}
	}
	p.t.Fatalf("no menu has %q", item)
}

// ctrlEnter does the next step, or what the dialog asks.
func (p *person) ctrlEnter() { p.t.Helper(); p.choose("Do the next step") }

// each visits an object and all that is shown in it.
func each(o fyne.CanvasObject, do func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	do(o)
	switch x := o.(type) {
	case *fyne.Container:
		for _, inner := range x.Objects {
			each(inner, do)
		}
	case fyne.Widget:
		for _, inner := range test.WidgetRenderer(x).Objects() {
			each(inner, do)
		}
	}
}

// top is what lies over all: the dialog where there is one, else the window.
func (p *person) top() fyne.CanvasObject {
	if o := p.canvas.Overlays().Top(); o != nil {
		return o
	}
	return p.canvas.Content()
}

// says is whether a text is shown.
func (p *person) says(text string) bool {
	found := false
	each(p.top(), func(o fyne.CanvasObject) {
		switch l := o.(type) {
		case *widget.Label:
			found = found || strings.Contains(l.Text, text)
		case *kit.Word:
			found = found || strings.Contains(l.Text, text)
		}
	})
	return found
}

// toast is what the toast says.
func (p *person) toast() string {
	text := ""
	each(p.toasts.Object(), func(o fyne.CanvasObject) {
		if l, ok := o.(*widget.Label); ok {
			text = l.Text
		}
	})
	return text
}

// open fails the test unless a dialog with a title lies over the window.
func (p *person) open(title string) {
	p.t.Helper()
	switch {
	case kit.Top(p.canvas) == nil:
		p.t.Fatalf("no dialog is open where %q should be; the toast says %q", title, p.toast())
	case !p.says(title):
		p.t.Fatalf("another dialog is open than %q", title)
	}
}

// closed fails the test while a dialog lies over the window.
func (p *person) closed() {
	p.t.Helper()
	if kit.Top(p.canvas) != nil {
		var said []string
		each(p.top(), func(o fyne.CanvasObject) {
			if l, ok := o.(*widget.Label); ok {
				said = append(said, l.Text)
			}
		})
		p.t.Fatalf("a dialog is still open: %q", said)
	}
}

// field is the entry below a caption that begins like label, and what is said to be wrong there.
func (p *person) field(label string) (in fyne.Focusable, wrong string) {
	p.t.Helper()
	each(p.top(), func(o fyne.CanvasObject) {
		box, ok := o.(*fyne.Container)
		if !ok || len(box.Objects) < 2 || in != nil {
			return
		}
		caption, ok := box.Objects[0].(*widget.Label)
		if !ok || !strings.HasPrefix(caption.Text, label) {
			return
		}
		if f, ok := box.Objects[1].(fyne.Focusable); ok {
			in = f
			if l, ok := box.Objects[len(box.Objects)-1].(*widget.Label); ok && l.Visible() {
				wrong = l.Text
			}
		}
	})
	if in == nil {
		p.t.Fatalf("there is no field %q", label)
	}
	return in, wrong
}

// fill types a text into a field, over what stands there.
func (p *person) fill(label, text string) {
	p.t.Helper()
	in, _ := p.field(label)
	p.canvas.Focus(in)
	if p.canvas.Focused() != in {
		p.t.Fatalf("the keyboard does not come to the field %q", label)
	}
	if e, ok := in.(*kit.Entry); ok {
		e.SelectAll()
		if text == "" {
			p.press(fyne.KeyDelete)
		}
	}
	p.write(text)
}

// shows is what stands in a field.
func (p *person) shows(label string) string {
	in, _ := p.field(label)
	switch x := in.(type) {
	case *kit.Entry:
		return x.Text
	case *kit.TypeAhead:
		return x.Text
	case *widget.Select:
		return x.Selected
	}
	if v := reflect.Indirect(reflect.ValueOf(in)).FieldByName("Selected"); v.IsValid() {
		return v.String()
	}
	return ""
}

// wrong is what is said to be wrong with a field.
func (p *person) wrong(label string) string {
	p.t.Helper()
	_, text := p.field(label)
	return text
}

// buttons are the texts of the document's buttons, the primary one in brackets.
func (p *person) buttons() string {
	var list []string
	for _, b := range p.doc.buttons {
		if b.primary {
			list = append(list, "["+b.text+"]")
		} else {
			list = append(list, b.text)
		}
	}
	return strings.Join(list, ", ")
}

// section is the name of the section that is shown.
func (p *person) section() string { return p.pages[p.at].name }

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// smallCompany has one customer, one supplier and one item.
func smallCompany(t *testing.T, desk *app.Desk) (customer, supplier, mug trade.ID) {
	t.Helper()
	ctx := app.As(context.Background(), "Kim")
	code := must[*trade.TaxCode](t)(desk.SaveTaxCode(ctx, trade.TaxCode{Code: "S", Name: "VAT 10 %", Kind: trade.TaxNormal, Rate: 10 * money.Percent}))
	terms := must[*trade.Terms](t)(desk.SaveTerms(ctx, trade.Terms{Name: "30 days", Parts: []trade.TermPart{{Percent: money.Whole, Days: 30}}}))
	company := must[*trade.Company](t)(desk.GetCompany(ctx, app.Nothing{}))
	company.Name, company.Email, company.TaxCodeID, company.TermsID = "North Pier Trading", "sales@northpier.example", code.ID, terms.ID
	must[*trade.Company](t)(desk.SaveCompany(ctx, *company))
	must[*trade.Carrier](t)(desk.SaveCarrier(ctx, trade.Carrier{Name: "Kestrel Parcel"}))
	s := must[*trade.Supplier](t)(desk.SaveSupplier(ctx, app.SaveSupplierIn{Supplier: trade.Supplier{
		Name: "Clayworks", Contacts: []trade.Contact{{Name: "Orders", Email: "orders@clayworks.example", Orders: true}},
		Address: trade.Address{Street: "Kiln 1", City: "Leeds", Country: "GB"},
	}}))
	c := must[*trade.Customer](t)(desk.SaveCustomer(ctx, app.SaveCustomerIn{Customer: trade.Customer{
		Name: "Bluebird Gifts", Contacts: []trade.Contact{{Name: "Ana Ruiz", Email: "ana@bluebird.example"}},
		Billing: trade.Address{Street: "High St 1", City: "York", Zip: "YO1", Country: "GB"},
	}}))
	price, cost := must[money.Decimal](t)(money.Parse("4.50")), must[money.Decimal](t)(money.Parse("3.10"))
	it := must[*trade.Item](t)(desk.SaveItem(ctx, app.SaveItemIn{SKU: "MUG-11", Name: "Stoneware mug", Price: price,
		Sources: []app.SourceIn{{SupplierID: s.ID, PartNo: "X-11", Cost: cost, LeadDays: 4}}}))
	return c.ID, s.ID, it.ID
}

var wide = fyne.NewSize(1280, 800)
