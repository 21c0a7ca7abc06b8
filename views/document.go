package views

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// button is something that can be done with a document; the primary one is the next step.
type button struct {
	text    string
	step    string // the use case that it begins; empty: it only shows
	do      func()
	primary bool
	pdf     bool // P does it
	mail    bool // E does it
	why     bool // W does it
	placed  bool // it stands in the body, so that the heading does without it
	icon    fyne.Resource
}

// document is the one shape of all documents: title and state, buttons, chain strip, facts, lines,
// totals, history.
type document struct {
	title   string
	pills   []fyne.CanvasObject
	buttons []button
	steps   []kit.Step          // the chain strip
	banner  []string            // what needs a person, in words
	top     []fyne.CanvasObject // what waits for a decision
	actions []fyne.Focusable    // its buttons, for D
	facts   []fyne.CanvasObject
	long    []fyne.CanvasObject // facts that take the whole width, such as an address
	body    []fyne.CanvasObject
	history past // and its files
}

// asks says whether a decision is the document's next step.
func (d *document) asks() bool {
	for _, b := range d.buttons {
		if b.placed && b.primary {
			return true
		}
	}
	return false
}

// menuRoom is as wide as the button of the menu behind a document's commands.
const menuRoom = 40

func (s *Shell) draw(d document) fyne.CanvasObject {
	s.unread = nil
	for i := range d.buttons {
		d.buttons[i].do = s.whenSaved(d.buttons[i].do)
	}
	s.doc = d
	if s.alone {
		s.win.SetTitle(d.title)
	}
	s.drawMenu()
	pills := container.NewHBox()
	for _, p := range d.pills {
		pills.Add(p)
	}
	right := container.NewHBox()
	var more []*fyne.MenuItem
	shown := 0
	var refused string
	for _, b := range d.buttons {
		switch {
		case b.placed:
		case !s.may(b.step):
			if b.primary {
				refused = s.whyNot(b.step)
				w := widget.NewButton(b.text, nil)
				w.Disable()
				right.Add(w)
				continue
			}
			m := fyne.NewMenuItem(s.menuText(&b), nil)
			m.Disabled = true
			more = append(more, m)
		case b.primary:
			w := widget.NewButton(b.text, b.do)
			w.Importance = widget.HighImportance
			right.Add(w)
		case shown < 2 && b.icon != nil:
			w := widget.NewButtonWithIcon(b.text, b.icon, b.do)
			w.Importance = widget.LowImportance
			right.Objects = append([]fyne.CanvasObject{w}, right.Objects...)
			shown++
		default:
			more = append(more, fyne.NewMenuItem(b.text, b.do))
		}
	}
	for len(right.Objects) > 1 && right.MinSize().Width+menuRoom > s.documentRoom() {
		w, small := right.Objects[0].(*widget.Button)
		if !small || w.Importance != widget.LowImportance {
			break
		}
		more = append([]*fyne.MenuItem{fyne.NewMenuItem(w.Text, w.OnTapped)}, more...)
		right.Objects = right.Objects[1:]
	}
	if len(more) > 0 {
		menu := kit.NewIconButton(kit.T("More that can be done with it"), theme.MoreVerticalIcon(), nil)
		menu.OnTapped = func() {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(menu)
			widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", more...), s.win.Canvas(), at.AddXY(0, menu.Size().Height))
		}
		right.Add(menu)
	}
	top := container.NewVBox(s.heading(d.title, pills, right))
	if refused != "" {
		why := widget.NewLabel(refused)
		why.SizeName, why.Importance, why.Alignment, why.Wrapping = theme.SizeNameCaptionText, widget.LowImportance, fyne.TextAlignTrailing, fyne.TextWrapWord
		top.Add(why)
	}
	if len(d.steps) > 0 {
		s.strip = container.NewStack()
		s.drawStrip(d.steps)
		top.Add(s.strip)
	}
	for _, text := range d.banner {
		l := widget.NewLabel(kit.Said(text))
		l.Wrapping, l.Importance = fyne.TextWrapWord, widget.WarningImportance
		top.Add(l)
	}
	content := kit.Flow(theme.Padding(), 0, d.top...)
	s.below = content
	if len(d.facts) > 0 {
		content.Add(kit.Facts(3, d.facts...))
	}
	for _, o := range d.long {
		content.Add(o)
	}
	for _, o := range d.body {
		content.Add(o)
	}
	for _, o := range s.pastParts(d.history) {
		content.Add(o)
	}
	content.Resize(fyne.NewSize(s.documentRoom()-8, 0)) // so that its height is right from the beginning
	return kit.Padded(container.NewBorder(top, nil, nil, nil, container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, 8), content))))
}

func (s *Shell) drawStrip(steps []kit.Step) {
	s.doc.steps = steps
	s.strip.Objects = []fyne.CanvasObject{kit.Chain(s.documentRoom(), steps...)}
	s.strip.Refresh()
}

// documentRoom is how wide a document is inside.
func (s *Shell) documentRoom() float32 {
	room := s.room
	if room == 0 {
		room = s.win.Canvas().Size().Width / 2
	}
	return room - 40 // what the page keeps free at its sides
}

// heading puts title, pills and buttons on one line, or the buttons below a title that leaves them no room.
func (s *Shell) heading(text string, pills, buttons *fyne.Container) fyne.CanvasObject {
	room := s.documentRoom()
	title := kit.Title(text)
	width := title.MinSize().Width + pills.MinSize().Width
	switch {
	case width+buttons.MinSize().Width <= room:
		return container.NewBorder(nil, nil, container.NewHBox(title, pills), buttons)
	case width <= room:
		return container.NewVBox(container.NewHBox(title, pills), container.NewHBox(layout.NewSpacer(), buttons))
	}
	cut := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	cut.SizeName = theme.SizeNameHeadingText
	return container.NewVBox(container.NewBorder(nil, nil, nil, pills, kit.Cut(cut)), container.NewHBox(layout.NewSpacer(), buttons))
}

func eventWord(action string) string {
	if w, ok := map[string]string{
		"add": "Made", "save": "Changed", "send": "Sent", "accept": "Accepted", "decline": "Declined", "revise": "Opened for a new revision", "order": "Ordered:",
		"confirm": "Confirmed", "cancel": "Cancelled", "hold": "Held:", "unhold": "No longer held:", "release": "Released", "supplier": "Other supplier for",
		"drop": "Dropped", "answer": "Supplier:", "exception": "Otherwise than agreed:", "decide": "Decided:", "change": "Change:", "claim": "Claimed:",
		"drop claim": "Claim given up:", "chase": "Supplier reminded of the claims", "open": "Opened", "receive": "Arrived", "settle": "Settled:", "lose": "Lost", "appear": "Turned up", "ship": "Shipped", "deliver": "Delivered", "issue": "Issued", "enter": "Entered", "mail": "E-mail to",
		"reserve": "Reserved for", "free": "No longer reserved:", "proforma": "Pro-forma invoice over", "credit": "Credited by", "record": "Recorded", "refund": "Paid back", "statement": "Statement of account:", "remind": "Reminded:", "use_credit": "Credit used:", "write_off": "Written off", "allocate": "Allocated", "unsettle": "Allocation taken back", "delete": "Deleted", "undo": "Undone:",
		"wait": "Waits for approval:", "approve": "Approved:", "dispute": "Disputed:", "charge": "Kept by", "uncharge": "No longer kept by", "tolerance": "Tolerance of bills:",
		"note": "Note:", "attach": "File attached:", "detach": "File removed:", "join": "Joined with", "became": "Joined with", "not the same": "Not the same as",
		"ask": "Supplier asked:", "follow up": "Followed up", "snooze": "Put aside until", "sheet": "Supplier's sheet read", "automation": "Automation:", "numbering": "Numbering:",
		"import": "From the file", "prices": "Price list applied:", "unprices": "Price list undone:",
		"mail account": "Mail account:", "mail text": "Text of mails:", "mailed": "Message delivered to", "mail failed": "Message not delivered to", "mail uncertain": "Message perhaps delivered to", "stop mail": "Message stopped to",
		"mail in": "Mail of", "mail read": "Mail read:", "mailbox": "Mailbox:", "shop": "Shop:", "told shop": "The shop was told of", "shop refused": "The shop refused",
	}[action]; ok {
		return w
	}
	return action
}

// totals stand at the right below the lines.
func totals(rows ...[2]string) fyne.CanvasObject {
	box := container.New(layout.NewCustomPaddedVBoxLayout(-6))
	for i, r := range rows {
		l, v := widget.NewLabel(r[0]), widget.NewLabel(r[1])
		l.Importance = widget.LowImportance
		l.Alignment, v.Alignment = fyne.TextAlignTrailing, fyne.TextAlignTrailing
		if i == len(rows)-1 {
			v.TextStyle.Bold, l.TextStyle.Bold = true, true
		}
		box.Add(container.New(kit.Columns{-1, 150, 104}, layout.NewSpacer(), l, v))
	}
	return box
}

func saleTotals(x *trade.Sale) fyne.CanvasObject {
	var rows [][2]string
	t, cur, lines, discount := &x.Totals, x.Currency, kit.T("Lines"), kit.T("Discount")
	if x.Inclusive {
		lines, discount = kit.T("Lines, with tax"), kit.T("Discount, with tax")
	}
	if t.Discount != 0 {
		rows = append(rows, [2]string{lines, amount(t.Gross, cur)}, [2]string{discount, amount(-t.Discount, cur)})
	}
	rows = append(rows, [2]string{kit.T("Net"), amount(t.Net, cur)})
	for _, x := range t.Taxes {
		rows = append(rows, [2]string{x.Name, amount(x.Tax, cur)})
	}
	return totals(append(rows, [2]string{kit.T("Total %s", cur), amount(t.Total, cur)})...)
}

// chain is the strip of six boxes of the deal that a document belongs to.
func (s *Shell) chain(c app.Chain, here trade.Ref) []kit.Step {
	today := s.today()
	at := func(kind trade.Kind, id trade.ID) (bool, func()) {
		ref := trade.Ref{Kind: kind, ID: id}
		if id == 0 || ref == here {
			return ref == here && id != 0, nil
		}
		return false, func() { s.Show(ref) }
	}
	quote := kit.Step{Caption: kit.T("Quote"), Value: kit.T("none"), Tone: kit.Quiet}
	if c.Quote != nil {
		quote = kit.Step{Caption: kit.T("Quote"), Value: numberOr(c.Quote.Number), Note: state(c.Quote.State), Tone: stateTone(c.Quote.State)}
		quote.Current, quote.Tapped = at(trade.KindQuote, c.Quote.ID)
	}
	if c.Order == nil {
		blank := func(name string) kit.Step { return kit.Step{Caption: name, Value: kit.T("not yet"), Tone: kit.Quiet} }
		earn := blank(kit.T("Profit"))
		if c.Quote != nil {
			margin, share := c.Quote.Margin()
			earn = kit.Step{Caption: kit.T("Profit"), Value: amount(margin, c.Quote.Currency), Note: kit.T("%s planned", percent(share)), Tone: kit.Info}
		}
		return []kit.Step{quote, blank(kit.T("Order")), blank(kit.T("Purchasing")), blank(kit.T("Shipments")), blank(kit.T("Invoice")), earn}
	}
	o := c.Order
	order := kit.Step{Caption: kit.T("Order"), Value: numberOr(o.Number), Note: state(o.State), Tone: stateTone(o.State)}
	if o.OnHold() {
		order.Note, order.Tone = kit.T("held"), kit.Bad
	}
	if o.Decisions > 0 {
		order.Note, order.Tone = kit.T("%d to decide", o.Decisions), kit.Bad
	}
	order.Current, order.Tapped = at(trade.KindOrder, o.ID)
	buying := kit.Step{Caption: kit.T("Purchasing"), Value: kit.T("not yet"), Tone: kit.Quiet}
	if n := len(c.Purchases); n > 0 || o.ToOrder > 0 {
		buying.Value, buying.Note, buying.Tone = counted(n, "%d PO", "%d POs"), kit.T("all ordered"), kit.Good
		if n == 0 {
			buying.Value = kit.T("none yet")
		}
		if o.ToOrder > 0 {
			buying.Note, buying.Tone = counted(o.ToOrder, "%d line to order", "%d lines to order"), kit.Warn
		}
		for _, p := range c.Purchases {
			if n == 1 {
				buying.Value = numberOr(p.Number)
			}
			for i := range p.Lines {
				if p.Lines[i].Asked > 0 {
					buying.Note, buying.Tone = kit.T("change asked"), kit.Warn
				}
			}
			if p.State == trade.Draft {
				buying.Note, buying.Tone = kit.T("draft to send"), kit.Warn
			}
			current, tapped := at(trade.KindPurchase, p.ID)
			buying.Current = buying.Current || current
			if buying.Tapped == nil {
				buying.Tapped = tapped
			}
		}
	}
	ships := kit.Step{Caption: kit.T("Shipments"), Value: kit.T("none yet"), Tone: kit.Quiet}
	if o.Expected != "" {
		ships.Note = kit.T("ETA %s", day(o.Expected, today))
	}
	arrived := 0
	for i := range c.Shipments {
		sh := &c.Shipments[i]
		if sh.State == trade.Delivered {
			arrived++
		}
		current, tapped := at(trade.KindShipment, sh.ID)
		ships.Current = ships.Current || current
		if ships.Tapped == nil {
			ships.Tapped = tapped
		}
	}
	if n := len(c.Shipments); n > 0 {
		ships.Value, ships.Note, ships.Tone = kit.T("%d of %d", arrived, n), kit.T("delivered"), kit.Info
		if arrived == n && o.Expected == "" {
			ships.Tone = kit.Good
		}
	}
	back := 0
	for i := range c.Returns {
		if r := &c.Returns[i]; r.State == trade.Approved || r.State == trade.Received {
			back++
		}
	}
	if back > 0 {
		ships.Note, ships.Tone = counted(back, "%d return", "%d returns"), kit.Warn
	}
	invoice := kit.Step{Caption: kit.T("Invoice"), Value: kit.T("not yet"), Note: kit.T("of %s", amount(o.Total, o.Currency)), Tone: kit.Quiet}
	if o.Invoiced > 0 {
		invoice.Value, invoice.Note, invoice.Tone = amount(o.Invoiced, o.Currency), kit.T("paid"), kit.Good
		if o.Paid < o.Invoiced {
			invoice.Note, invoice.Tone = kit.T("%s open", amount(o.Invoiced-o.Paid, o.Currency)), kit.Info
		}
	}
	for i := range c.Invoices {
		current, tapped := at(trade.KindInvoice, c.Invoices[i].ID)
		invoice.Current = invoice.Current || current
		if invoice.Tapped == nil {
			invoice.Tapped = tapped
		}
	}
	word := kit.T("%s est.", percent(c.Profit.Margin))
	tone := kit.Info
	if c.Profit.Actual {
		word, tone = kit.T("%s actual", percent(c.Profit.Margin)), kit.Good
	}
	if c.Profit.Profit < 0 {
		tone = kit.Bad
	}
	earned := kit.Step{Caption: kit.T("Profit %s", c.Profit.Currency), Value: amount(c.Profit.Profit, c.Profit.Currency), Note: word, Tone: tone, Tapped: func() { s.explain(c) }}
	return []kit.Step{quote, order, buying, ships, invoice, earned}
}

func numberOr(number string) string {
	if number == "" {
		return kit.T("draft")
	}
	return number
}

// reason asks for a reason before something is done.
func (s *Shell) reason(title, verb, said string, do func(context.Context, string) error) {
	f := kit.NewForm(&kit.Field{Name: "reason", Label: kit.T("Reason"), Lines: 2, Wide: true})
	kit.AskForm(s.win.Canvas(), title, verb, f, func(d *kit.Dialog) {
		text := f.Text("reason")
		submit(s, d, f, said, func(ctx context.Context) (app.Done, error) { return app.Done{}, do(ctx, text) }, nil)
	})
}

// handNewest gives the newest waiting message to the mail program.
func (s *Shell) handNewest() { s.withNewest(func(m *trade.Message) { s.hand(m.ID) }) }

func (s *Shell) withNewest(do func(*trade.Message)) {
	read(s, func(ctx context.Context) (app.List[trade.Message], error) {
		return s.desk.ListMessages(ctx, app.ListIn{Filter: trade.MessageReady, Limit: 1})
	}, func(l app.List[trade.Message]) {
		if len(l.Rows) > 0 {
			do(&l.Rows[0])
		}
	})
}

func (s *Shell) hand(id trade.ID) {
	s.handThen(id, func(name string) { s.toasts.Show(kit.T("%s was given to the mail program", name), kit.Good, "", nil) })
}

// handThen gives a message to the mail program, and goes on with the name of its file.
func (s *Shell) handThen(id trade.ID, then func(name string)) {
	act(s, "", func(ctx context.Context) (string, error) {
		m, err := s.desk.HandMessage(ctx, app.ByID{ID: id})
		if err != nil {
			return "", err
		}
		return m.FileName, s.leave(m.FileName, m.EML)
	}, then)
}

// rowButtons edit or remove a row of a table.
func (s *Shell) rowButtons(edit, remove func()) fyne.CanvasObject {
	box := container.New(layout.NewCustomPaddedHBoxLayout(0))
	if s.locked {
		return box
	}
	if edit != nil {
		box.Add(kit.NewIconButton(kit.T("Change it"), theme.DocumentCreateIcon(), edit))
	}
	if remove != nil {
		box.Add(kit.NewIconButton(kit.T("Remove it"), theme.CancelIcon(), remove))
	}
	return box
}

// editable is a table with its heading and a button that adds a row.
func (s *Shell) editable(title, verb string, add func(), table fyne.CanvasObject) fyne.CanvasObject {
	if s.locked {
		return container.NewVBox(kit.Section(title), table)
	}
	b := widget.NewButtonWithIcon(verb, theme.ContentAddIcon(), add)
	b.Importance = widget.LowImportance
	return container.NewVBox(container.NewBorder(nil, nil, kit.Section(title), b), table)
}

// link is a cell that leads to a record.
func (s *Shell) link(text string, ref trade.Ref) kit.Cell {
	return kit.Cell{Object: kit.NewLink(text, func() { s.Show(ref) })}
}

// iconButton opens what can be done with a line of an editor.
func (s *Shell) iconButton(icon fyne.Resource, do func()) *widget.Button {
	b := widget.NewButtonWithIcon("", icon, do)
	b.Importance = widget.LowImportance
	return b
}
