package views

import (
	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// Choices are what a person has chosen for this computer, whatever company is open.
type Choices struct {
	Look     look.Theme
	Scale    int    // of all that is drawn, in percent
	Language string // of the window; empty: as the system has it
	Backups  string // the folder of the backups; empty: beside the file
	Watch    string // the folder in which files are looked for; empty: none
}

// prefer keeps a choice and draws the window by it.
func (s *Shell) prefer(change func(*Choices)) {
	change(&s.opt.Choices)
	if s.opt.Choose != nil {
		s.opt.Choose(s.opt.Choices)
	}
	s.again()
}

// turn changes from light to dark and back.
func (s *Shell) turn() {
	s.prefer(func(c *Choices) {
		if c.Look.Side == look.Dark {
			c.Look.Side = look.Light
		} else {
			c.Look.Side = look.Dark
		}
	})
}

// Fail says what went wrong outside of the window, such as with a backup.
func (s *Shell) Fail(err error) { s.fail(err) }

// languages are items of the menu, each by the language's own name; what is spoken is ticked.
func (s *Shell) languages(item func(string, fyne.KeyName, func()) *fyne.MenuItem) []*fyne.MenuItem {
	var list []*fyne.MenuItem
	for _, l := range kit.Languages {
		m := item(l.Name, "", func() { s.prefer(func(c *Choices) { c.Language = l.Code }) })
		m.Checked = l == kit.Spoken()
		list = append(list, m)
	}
	return list
}

// backups says where the backups of this file are.
func (s *Shell) backups() app.BackUpIn { return app.BackUpIn{Folder: s.opt.Choices.Backups} }

// kindsName are records by their kinds, as they are counted.
var kindsName = map[trade.Kind]string{
	trade.KindCustomer: "Customers", trade.KindSupplier: "Suppliers", trade.KindItem: "Items", trade.KindQuote: "Quotes", trade.KindOrder: "Orders",
	trade.KindPurchase: "Purchase orders", trade.KindShipment: "Shipments", trade.KindInvoice: "Invoices", trade.KindBill: "Bills", trade.KindPayment: "Payments",
}
