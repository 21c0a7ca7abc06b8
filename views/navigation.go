package views

import (
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// sections are the places of the navigation, in its order.
func (s *Shell) sections() []*section {
	none := func(app.WorkCounts) int { return 0 }
	return []*section{
		{name: kit.T("Today"), icon: theme.HomeIcon(), kind: kindToday, make: s.todayPage, count: func(c app.WorkCounts) int { return c.Today }},
		{name: kit.T("First steps"), icon: theme.LoginIcon(), kind: kindFirst, make: s.firstPage, count: none},
		{name: kit.T("Quotes"), icon: theme.DocumentCreateIcon(), kind: trade.KindQuote, make: s.quotesPage, count: func(c app.WorkCounts) int { return c.Quotes }},
		{name: kit.T("Orders"), icon: theme.DocumentIcon(), kind: trade.KindOrder, make: s.ordersPage, count: func(c app.WorkCounts) int { return c.Orders }},
		{name: kit.T("Purchasing"), icon: theme.UploadIcon(), kind: trade.KindPurchase, make: s.purchasingPage, count: func(c app.WorkCounts) int { return c.ToOrder }},
		{name: kit.T("Shipments"), icon: theme.MailForwardIcon(), kind: trade.KindShipment, make: s.shipmentsPage, count: func(c app.WorkCounts) int { return c.Shipments }},
		{name: kit.T("Returns"), icon: theme.MailReplyIcon(), kind: trade.KindReturn, make: s.returnsPage, count: func(c app.WorkCounts) int { return c.Returns }},
		{name: kit.T("Invoices"), icon: theme.FileTextIcon(), kind: trade.KindInvoice, make: s.invoicesPage, count: func(c app.WorkCounts) int { return c.Invoices }},
		{name: kit.T("Payments"), icon: theme.HistoryIcon(), kind: trade.KindPayment, make: s.paymentsPage, count: none},
		{name: kit.T("Bills"), icon: theme.DownloadIcon(), kind: trade.KindBill, make: s.billsPage, count: func(c app.WorkCounts) int { return c.Bills }},
		{name: kit.T("Customers"), icon: theme.AccountIcon(), kind: trade.KindCustomer, make: s.customersPage, count: none, group: true},
		{name: kit.T("Suppliers"), icon: theme.StorageIcon(), kind: trade.KindSupplier, make: s.suppliersPage, count: none},
		{name: kit.T("Items"), icon: theme.GridIcon(), kind: trade.KindItem, make: s.itemsPage, count: none},
		{name: kit.T("Reports"), icon: theme.ListIcon(), make: s.reportsPage, count: none, group: true},
		{name: kit.T("Inbox"), icon: theme.MoveDownIcon(), kind: trade.KindReceived, make: s.inboxPage, count: func(c app.WorkCounts) int { return c.Received }},
		{name: kit.T("Outbox"), icon: theme.MailSendIcon(), kind: trade.KindMessage, make: s.outboxPage, count: func(c app.WorkCounts) int { return c.Messages }},
		{name: kit.T("Manual"), icon: theme.HelpIcon(), kind: kindManual, make: s.manualPage, count: none},
		{name: kit.T("Settings"), icon: theme.SettingsIcon(), kind: trade.KindCompany, make: s.settingsPage, count: none},
	}
}

func (s *Shell) countWork() {
	if s.alone {
		return // nothing there shows a count
	}
	wanted := s.latest.Next()
	var c app.WorkCounts
	var err error
	s.run.Do(func() { c, err = s.desk.CountWork(s.ctx(), app.Nothing{}) }, func() {
		if err == nil && wanted() && c != s.counts {
			s.counts = c
			s.drawNav()
		}
	})
}

func (s *Shell) drawNav() {
	s.nav.RemoveAll()
	line := false
	for i, x := range s.pages {
		line = line || x.group
		if i != s.at && (s.me.without(x.kind) || x.kind == kindFirst && !s.begun || x.kind == kindManual) {
			continue
		}
		if line {
			s.nav.Add(widget.NewSeparator())
			line = false
		}
		text := x.name
		if n := x.count(s.counts); n > 0 {
			text += "   " + countText(n)
		}
		b := widget.NewButtonWithIcon(text, x.icon, func() {
			kit.Guard(func() {
				if i == s.at {
					x.page.narrow()
				}
				s.Go(i)
			})
		})
		b.Alignment = widget.ButtonAlignLeading
		b.Importance = widget.LowImportance
		if i == s.at {
			b.Importance = widget.MediumImportance
		}
		s.nav.Add(b)
	}
	s.drawMe()
	s.nav.Refresh()
}

// navWidth is room for the longest name with its count, so that nothing moves when a count changes.
func (s *Shell) navWidth() float32 {
	wide := float32(138)
	for _, x := range s.pages {
		wide = max(wide, widget.NewButtonWithIcon(x.name+"   99", x.icon, nil).MinSize().Width)
	}
	return wide
}
