package views

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) loadLook(ctx context.Context) (func() document, error) {
	c, err := s.desk.GetCompany(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	return func() document {
		d := document{title: kit.T("Documents"), buttons: []button{
			{step: "SaveCompany", text: kit.T("Choose logo…"), icon: theme.FileImageIcon(), do: func() { s.chooseLogo() }},
			{step: "SaveCompany", text: kit.T("Remove logo"), do: func() {
				act(s, kit.T("Removed"), func(ctx context.Context) (*trade.Company, error) {
					return s.saveCompany(ctx, c, func(c *trade.Company) { c.Logo = nil })
				}, nil)
			}},
			{step: "SaveCompany", text: kit.T("Edit"), primary: true, do: func() { s.editLook(c) }},
		}}
		slips, vendor := kit.T("neutral head"), kit.T("not named")
		if c.BrandSlips {
			slips = kit.T("with our name")
		}
		if c.ShowVendor {
			vendor = kit.T("named")
		}
		d.facts = []fyne.CanvasObject{
			kit.Fact(kit.T("Colour"), c.Accent), kit.Fact(kit.T("Paper size"), c.PaperSize), kit.Fact(kit.T("Quotes are valid for"), kit.T("%d days", c.QuoteDays)),
			kit.Fact(kit.T("Packing slips"), slips), kit.Fact(kit.T("Supplier on delivery notes"), vendor), kit.Fact(kit.T("Foot of every page"), c.Footer),
		}
		page := s.newPreview(app.PaperInvoice)
		left := container.NewVBox(kit.Section(kit.T("How documents look")), s.choosePaper(page, func() { page.draw(*c) }))
		for _, t := range [][2]string{{kit.T("Text on quotes"), c.QuoteText}, {kit.T("Text on order confirmations"), c.OrderText}, {kit.T("Text on purchase orders"), c.BuyText},
			{kit.T("Text on delivery notes"), c.ShipText}, {kit.T("Text on invoices"), c.BillText}, {kit.T("Terms, on quotes, confirmations and invoices"), c.TermsText}} {
			if t[1] == "" {
				continue
			}
			l := widget.NewLabel(t[1])
			l.Wrapping = fyne.TextWrapWord
			left.Add(container.NewVBox(kit.Section(t[0]), l))
		}
		if len(c.Logo) > 0 {
			i := canvas.NewImageFromResource(fyne.NewStaticResource("logo", c.Logo))
			i.FillMode = canvas.ImageFillContain
			i.SetMinSize(fyne.NewSize(240, 80))
			left.Add(container.NewVBox(kit.Section(kit.T("Logo")), container.NewHBox(i)))
		}
		page.draw(*c)
		d.body = append(d.body, container.NewBorder(nil, nil, nil, page.object(), left))
		return d
	}, nil
}

func (s *Shell) editLook(c *trade.Company) {
	text := func(name, label, text string) *kit.Field {
		return &kit.Field{Name: name, Label: label, Text: text, Lines: 2, Wide: true}
	}
	at := []string{kit.T("at the left"), kit.T("at the right")}
	names := map[string]string{"pos": kit.T("No line numbers"), "item": kit.T("No item numbers"), "unit": kit.T("No units"), "discount": kit.T("No discounts"), "tax": kit.T("No tax codes")}
	fields := []*kit.Field{
		{Name: "accent", Label: kit.T("Colour, such as #2f5bea"), Text: c.Accent}, {Name: "page", Label: kit.T("Seen beside"), Options: previewWords(), Text: paperWord(app.PaperInvoice)},
		{Name: "paper_size", Label: kit.T("Paper size"), Options: []string{"A4", "Letter"}, Text: c.PaperSize},
		{Name: "logo", Label: kit.T("Logo"), Options: at, Text: at[map[bool]int{true: 1}[c.LogoRight]]},
		{Name: "quote_days", Label: kit.T("Quotes are valid for, days"), Text: strconv.Itoa(c.QuoteDays)},
	}
	for _, name := range trade.Columns {
		fields = append(fields, &kit.Field{Name: name, Label: names[name], Check: true, Text: yes(slices.Contains(c.Without, name))})
	}
	fields = append(fields, &kit.Field{Name: "footer", Label: kit.T("Foot of every page"), Text: c.Footer, Wide: true},
		text("quote_text", kit.T("Text on quotes"), c.QuoteText), text("order_text", kit.T("Text on order confirmations"), c.OrderText), text("buy_text", kit.T("Text on purchase orders"), c.BuyText),
		text("ship_text", kit.T("Text on delivery notes"), c.ShipText), text("bill_text", kit.T("Text on invoices"), c.BillText),
		text("terms_text", kit.T("Terms, on quotes, confirmations and invoices"), c.TermsText),
		&kit.Field{Name: "brand_slips", Label: kit.T("Packing slips carry our name"), Check: true, Text: yes(c.BrandSlips)},
		&kit.Field{Name: "show_vendor", Label: kit.T("Delivery notes name the supplier"), Check: true, Text: yes(c.ShowVendor)},
	)
	f := kit.NewForm(fields...)
	typed := func(c *trade.Company) {
		c.Accent, c.PaperSize, c.Footer, c.TermsText = strings.TrimSpace(f.Text("accent")), f.Text("paper_size"), f.Text("footer"), f.Text("terms_text")
		c.QuoteText, c.OrderText, c.BuyText, c.ShipText, c.BillText = f.Text("quote_text"), f.Text("order_text"), f.Text("buy_text"), f.Text("ship_text"), f.Text("bill_text")
		c.BrandSlips, c.ShowVendor, c.LogoRight = f.Text("brand_slips") == "yes", f.Text("show_vendor") == "yes", f.Text("logo") == at[1]
		c.Without = nil
		for _, name := range trade.Columns {
			if f.Text(name) == "yes" {
				c.Without = append(c.Without, name)
			}
		}
	}
	page := s.newPreview(app.PaperInvoice)
	draw := func() {
		as := *c
		typed(&as)
		page.paper = previewPapers[indexOf(previewWords(), f.Text("page"))]
		page.draw(as)
	}
	draw()
	f.OnChange(draw)
	kit.AskFormBeside(s.win.Canvas(), kit.T("Documents"), kit.T("Save"), f, 500, page.object(), func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.Company, error) {
			days, err := quantity("quote_days", f.Text("quote_days"))
			if err != nil {
				return nil, err
			}
			return s.saveCompany(ctx, c, func(c *trade.Company) {
				typed(c)
				c.QuoteDays = int(days / money.Unit)
			})
		}, nil)
	})
}

// maxPicture is the size of the largest file that a logo is made of.
const maxPicture = 20 << 20

func (s *Shell) chooseLogo() {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		_ = r.Close() // it is read again, and not while the window waits
		s.takeLogo(r.URI().Path())
	}, s.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".png", ".jpg", ".jpeg"}))
	d.Show()
}
