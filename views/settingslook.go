package views

import (
	"context"
	"errors"
	"io"
	"strconv"

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
			{text: kit.T("Choose logo…"), icon: theme.FileImageIcon(), do: func() { s.chooseLogo(c) }},
			{text: kit.T("Remove logo"), do: func() {
				act(s, kit.T("Removed"), func(ctx context.Context) (*trade.Company, error) {
					return s.saveCompany(ctx, c, func(c *trade.Company) { c.Logo = nil })
				}, nil)
			}},
			{text: kit.T("Edit"), primary: true, do: func() { s.editLook(c) }},
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
		for _, t := range [][2]string{{kit.T("Text on quotes"), c.QuoteText}, {kit.T("Text on order confirmations"), c.OrderText}, {kit.T("Text on purchase orders"), c.BuyText},
			{kit.T("Text on delivery notes"), c.ShipText}, {kit.T("Text on invoices"), c.BillText}} {
			l := widget.NewLabel(t[1])
			l.Wrapping = fyne.TextWrapWord
			d.body = append(d.body, kit.Section(t[0]), l)
		}
		if len(c.Logo) > 0 {
			i := canvas.NewImageFromResource(fyne.NewStaticResource("logo", c.Logo))
			i.FillMode = canvas.ImageFillContain
			i.SetMinSize(fyne.NewSize(240, 80))
			d.body = append(d.body, kit.Section(kit.T("Logo")), container.NewHBox(i))
		}
		return d
	}, nil
}

func (s *Shell) editLook(c *trade.Company) {
	text := func(name, label, text string) *kit.Field {
		return &kit.Field{Name: name, Label: label, Text: text, Lines: 2, Wide: true}
	}
	f := kit.NewForm(
		&kit.Field{Name: "accent", Label: kit.T("Colour, such as #2f5bea"), Text: c.Accent},
		&kit.Field{Name: "paper_size", Label: kit.T("Paper size"), Options: []string{"A4", "Letter"}, Text: c.PaperSize},
		&kit.Field{Name: "quote_days", Label: kit.T("Quotes are valid for, days"), Text: strconv.Itoa(c.QuoteDays)},
		&kit.Field{Name: "footer", Label: kit.T("Foot of every page"), Text: c.Footer},
		text("quote_text", kit.T("Text on quotes"), c.QuoteText), text("order_text", kit.T("Text on order confirmations"), c.OrderText), text("buy_text", kit.T("Text on purchase orders"), c.BuyText),
		text("ship_text", kit.T("Text on delivery notes"), c.ShipText), text("bill_text", kit.T("Text on invoices"), c.BillText),
		&kit.Field{Name: "brand_slips", Label: kit.T("Packing slips carry our name"), Check: true, Text: yes(c.BrandSlips)},
		&kit.Field{Name: "show_vendor", Label: kit.T("Delivery notes name the supplier"), Check: true, Text: yes(c.ShowVendor)},
	)
	kit.AskForm(s.win.Canvas(), kit.T("Documents"), kit.T("Save"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.Company, error) {
			days, err := quantity("quote_days", f.Text("quote_days"))
			if err != nil {
				return nil, err
			}
			return s.saveCompany(ctx, c, func(c *trade.Company) {
				c.Accent, c.PaperSize, c.QuoteDays, c.Footer = f.Text("accent"), f.Text("paper_size"), int(days/money.Unit), f.Text("footer")
				c.QuoteText, c.OrderText, c.BuyText, c.ShipText, c.BillText = f.Text("quote_text"), f.Text("order_text"), f.Text("buy_text"), f.Text("ship_text"), f.Text("bill_text")
				c.BrandSlips, c.ShowVendor = f.Text("brand_slips") == "yes", f.Text("show_vendor") == "yes"
			})
		}, nil)
	})
}

// maxLogo is the size of the largest picture that is taken as a logo; it goes onto every document.
const maxLogo = 2 << 20

func (s *Shell) chooseLogo(c *trade.Company) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		act(s, kit.T("The logo is on all documents from now on"), func(ctx context.Context) (*trade.Company, error) {
			picture, err := io.ReadAll(io.LimitReader(r, maxLogo+1))
			if err = errors.Join(err, r.Close()); err != nil {
				return nil, trade.Faultf(trade.External, "The picture could not be read: %w.", err)
			}
			if len(picture) > maxLogo {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("The picture is larger than 2 MB. Choose a smaller one: it goes onto every document."))
			}
			return s.saveCompany(ctx, c, func(c *trade.Company) { c.Logo = picture })
		}, nil)
	}, s.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".png", ".jpg", ".jpeg"}))
	d.Show()
}
