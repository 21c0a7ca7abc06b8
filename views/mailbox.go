package views

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// inboxPage lists the mails that came in and concern the house.
func (s *Shell) inboxPage() page {
	p := &listPage[trade.ReceivedMail]{
		s: s, kind: trade.KindReceived, one: kit.T("mail"), noun: kit.T("mails"), list: s.desk.ListReceived, load: s.loadReceived,
		id: func(m *trade.ReceivedMail) trade.ID { return m.ID }, offset: 0.5, first: "waiting_mail",
	}
	p.columns = []kit.Column[trade.ReceivedMail]{
		textColumn("", "Read", 60, func(m *trade.ReceivedMail) string { return day(trade.DateOf(m.At.Time()), s.today()) }),
		textColumn("", "From", -2, func(m *trade.ReceivedMail) string { return m.Party }),
		textColumn("", "Subject", -3, func(m *trade.ReceivedMail) string { return m.Subject }),
		textColumn("", "Belongs to", 92, func(m *trade.ReceivedMail) string { return m.Number }),
		toneColumn("", "State", 110, receivedState, receivedTone),
	}
	p.bulk = func(rows []trade.ReceivedMail) []bulkStep {
		var ids []trade.ID
		for _, m := range rows {
			if m.Waiting && m.What == trade.MailPlain {
				ids = append(ids, m.ID)
			}
		}
		if len(ids) == 0 {
			return nil
		}
		return []bulkStep{s.bulkOf("MarkMailRead", bulkStep{kit.T("Mark %d as read", len(ids)), func() {
			act(s, kit.T("%d mails are read", len(ids)), func(ctx context.Context) (app.DoTodayOut, error) {
				return s.desk.DoToday(ctx, app.DoTodayIn{Rule: "read_mail", IDs: ids})
			}, nil)
			p.grid.Unmark()
		}, false})}
	}
	return p
}

// receivedState words what a mail is, and whether it waits.
func receivedState(m *trade.ReceivedMail) string {
	switch {
	case m.What == trade.MailBounce:
		return kit.T("Came back")
	case m.What == trade.MailAuto:
		return kit.T("By a program")
	case m.Waiting && m.What == trade.MailOrders:
		return kit.T("Orders to take over")
	case m.What == trade.MailOrders:
		return kit.T("Orders")
	case m.Waiting && m.What == trade.MailSheet:
		return kit.T("Sheet to record")
	case m.What == trade.MailSheet:
		return kit.T("Sheet recorded")
	case m.What == trade.MailAccept:
		return kit.T("Accepts")
	case m.What == trade.MailDecline:
		return kit.T("Declines")
	case m.Waiting:
		return kit.T("To read")
	}
	return kit.T("Read")
}

func receivedTone(m *trade.ReceivedMail) kit.Tone {
	switch {
	case m.What == trade.MailBounce:
		return kit.Bad
	case m.Waiting:
		return kit.Warn
	case m.What == trade.MailAuto:
		return kit.Quiet
	}
	return kit.Good
}

func (s *Shell) loadReceived(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	m, err := s.desk.GetReceived(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	files, err := s.desk.ListAttachments(ctx, trade.Ref{Kind: trade.KindReceived, ID: id})
	if err != nil {
		return nil, err
	}
	tracking, err := s.desk.FindTracking(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawReceived(m, files.Rows, parcelsBy(m.ID, tracking)) }, nil
}

func (s *Shell) drawReceived(m *trade.ReceivedMail, files []trade.AttachedFile, parcels []parcelsFound) fyne.CanvasObject {
	d := document{title: m.Subject, pills: []fyne.CanvasObject{kit.Pill(receivedState(m), receivedTone(m))}}
	if m.Said != "" {
		d.banner = append(d.banner, kit.Said(m.Said))
	}
	d.buttons = s.receivedButtons(m, parcels)
	from := m.From
	if m.FromName != "" {
		from = m.FromName + "  " + m.From
	}
	when := m.SentAt
	if when == "" {
		when = m.At
	}
	d.facts = []fyne.CanvasObject{kit.Fact(kit.T("From"), from), kit.Fact(kit.T("Sent"), moment(when, s.today()))}
	if m.Kind != "" {
		belongs := m.Party
		if m.Number != "" {
			belongs = m.Number + "  " + m.Party
		}
		d.facts = append(d.facts, kit.Fact(kit.T("Belongs to"), belongs))
	}
	body := widget.NewLabel(m.Body)
	body.Wrapping, body.Selectable = fyne.TextWrapWord, true
	d.body = append(s.parcelRows(parcels, m.Waiting), kit.Section(kit.T("Mail")), body)
	if len(files) > 0 {
		d.body = append(d.body, kit.Section(kit.T("Files")))
		for _, a := range files {
			d.body = append(d.body, s.fileRow(a))
		}
	}
	return s.draw(d)
}

// receivedButtons are what can be done with a mail, the next step last.
func (s *Shell) receivedButtons(m *trade.ReceivedMail, parcels []parcelsFound) []button {
	var list []button
	if m.Kind != "" {
		list = append(list, button{text: kit.T("Document"), icon: theme.DocumentIcon(), do: func() { s.Show(trade.Ref{Kind: m.Kind, ID: m.DocID}) }})
	}
	list = append(list, button{text: kit.T("File it to…"), do: func() { s.fileMail(m) }})
	if !m.Waiting {
		if m.What == trade.MailOrders {
			return append(list, button{text: kit.T("Show the orders"), do: func() { s.mailedOrders(m) }})
		}
		if m.SheetID != 0 {
			list = append(list, button{text: kit.T("Show the sheet"), do: func() { s.showSheet(m.ID) }})
		}
		return list
	}
	take := func(text, done string) button {
		return button{text: text, primary: true, do: func() {
			act(s, done, func(ctx context.Context) (*trade.ReceivedMail, error) {
				return s.desk.TakeAnswer(ctx, app.ByID{ID: m.ID})
			}, nil)
		}}
	}
	switch m.What {
	case trade.MailOrders:
		list = append(list, button{text: kit.T("Mark as read"), step: "MarkMailRead", do: func() {
			act(s, kit.T("The mail is read"), func(ctx context.Context) (*trade.ReceivedMail, error) {
				return s.desk.MarkMailRead(ctx, app.ByID{ID: m.ID})
			}, nil)
		}})
		return append(list, button{text: kit.T("See the orders"), primary: true, do: func() { s.mailedOrders(m) }})
	case trade.MailSheet:
		return append(list, button{text: kit.T("See what the sheet does"), primary: true, do: func() { s.showSheet(m.ID) }})
	case trade.MailAccept:
		return append(list, take(kit.T("Accept the quote"), kit.T("The quote is accepted")))
	case trade.MailDecline:
		return append(list, take(kit.T("Decline the quote"), kit.T("The quote is declined")))
	}
	list = append(list, button{text: kit.T("Mark as read"), primary: len(parcels) == 0, do: func() {
		act(s, kit.T("The mail is read"), func(ctx context.Context) (*trade.ReceivedMail, error) {
			return s.desk.MarkMailRead(ctx, app.ByID{ID: m.ID})
		}, nil)
	}})
	if len(parcels) > 0 {
		list = append(list, button{text: kit.T("Record shipment…"), primary: true, step: "RecordShipment", do: func() { s.shipFound(parcels[0]) }})
	}
	return list
}

// showSheet shows what the sheet that came with a mail would do.
func (s *Shell) showSheet(mail trade.ID) {
	read(s, func(ctx context.Context) (*trade.AttachedFile, error) {
		m, err := s.desk.GetReceived(ctx, app.ByID{ID: mail})
		if err != nil {
			return nil, err
		}
		return s.desk.GetAttachment(ctx, app.ByID{ID: m.SheetID})
	}, func(a *trade.AttachedFile) { s.readSupply(a.Name, a.Content) })
}

// mailedOrders shows what the orders that came with a mail bring: those of the customer that the mail belongs to, where it does.
func (s *Shell) mailedOrders(m *trade.ReceivedMail) {
	read(s, func(ctx context.Context) (*trade.AttachedFile, error) {
		return s.desk.GetAttachment(ctx, app.ByID{ID: m.SheetID})
	}, func(a *trade.AttachedFile) {
		in := app.ImportOrdersIn{}
		in.Name, in.File = a.Name, a.Content
		if m.Kind == trade.KindCustomer {
			in.CustomerID = m.DocID
		}
		s.readOrders(in)
	})
}

// fileMail asks for the document that a mail belongs to.
func (s *Shell) fileMail(m *trade.ReceivedMail) {
	f := kit.NewForm(&kit.Field{Name: "number", Label: kit.T("Number of the document"), Text: m.Number, Hint: "SO-1042", Wide: true})
	kit.AskForm(s.win.Canvas(), kit.T("File the mail"), kit.T("File it"), f, func(d *kit.Dialog) {
		in := app.FileMailIn{ID: m.ID, Number: strings.TrimSpace(f.Text("number"))}
		if in.Number == "" {
			f.Wrong("number", kit.T("Enter the number of a quote, order, purchase order, shipment, return or invoice."))
			return
		}
		submit(s, d, f, kit.T("The mail is filed"), func(ctx context.Context) (*trade.ReceivedMail, error) { return s.desk.FileMail(ctx, in) }, nil)
	})
}

// maxMail is more than any mail that is read.
const maxMail = 64 << 20

// chooseIncoming asks for a file that came back from outside: a supplier's sheet, or a mail.
func (s *Shell) chooseIncoming() {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		_ = r.Close() // it is read again, and not while the window waits
		s.takeIncoming(r.URI().Path())
	}, s.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".xlsx", ".eml"}))
	d.Resize(fyne.NewSize(800, 560))
	d.Show()
}

func (s *Shell) takeIncoming(path string) {
	if strings.EqualFold(filepath.Ext(path), ".eml") {
		s.takeMail(path)
		return
	}
	s.takeSheet(path)
}

// readMail takes in a mail that was saved as a file, and shows it.
func (s *Shell) readMail(name string, file []byte) {
	act(s, "", func(ctx context.Context) (app.ReadMailOut, error) {
		return s.desk.ReadMail(ctx, app.ReadMailIn{Name: name, File: file})
	}, func(out app.ReadMailOut) {
		switch {
		case len(out.Mails) == 0:
			s.say(kit.T("The mail is one of yours; nothing is to be done."), kit.Info)
			return
		case out.Again:
			s.say(kit.T("The mail was read before."), kit.Info)
		default:
			s.say(kit.T("The mail is read in"), kit.Good)
		}
		s.Show(trade.Ref{Kind: trade.KindReceived, ID: out.Mails[0].ID})
	})
}

// mailboxRows are the mailboxes that mail is fetched from.
func (s *Shell) mailboxRows(list []trade.Mailbox) []fyne.CanvasObject {
	about := widget.NewLabel(kit.T("Mail is looked through when it comes, or every two minutes where its server does not tell of it. What belongs to your documents, customers or suppliers is filed there; nothing is deleted or marked as read in the mailbox."))
	about.Wrapping = fyne.TextWrapWord
	parts := []fyne.CanvasObject{kit.Section(kit.T("Mailboxes")), about}
	var rows [][]kit.Cell
	for i := range list {
		b := list[i]
		state, tone := kit.T("Not read yet"), kit.Quiet
		switch {
		case b.Inactive:
			state = kit.T("Not in use")
		case b.Place.Trouble != "":
			state, tone = kit.T("Cannot be read"), kit.Bad
			trouble := widget.NewLabel(kit.T("%s: %s", b.User, kit.Said(b.Place.Trouble)))
			trouble.Wrapping, trouble.Importance = fyne.TextWrapWord, widget.DangerImportance
			parts = append(parts, trouble)
		case b.Place.ReadAt != "":
			state, tone = kit.T("In use"), kit.Good
		}
		rows = append(rows, []kit.Cell{{Text: b.User}, {Text: b.Host}, {Text: securityWords()[b.Security]}, {Text: state, Tone: tone}, {Object: s.rowButtons(func() { s.editMailbox(b) }, nil)}})
	}
	if len(rows) > 0 {
		parts = append(parts, kit.Lines(kit.Columns{-2, -2, 110, 110, 40}, nil, []string{kit.T("User"), kit.T("Server"), kit.T("Secrecy"), kit.T("State"), ""}, rows))
	}
	return parts
}

// editMailbox changes or adds a mailbox, which is tried before it is kept.
func (s *Shell) editMailbox(b trade.Mailbox) {
	words := securityWords()
	options, back := []string{}, map[string]string{}
	for _, k := range []string{trade.FullTLS, trade.StartTLS, trade.NoTLS} {
		options = append(options, words[k])
		back[words[k]] = k
	}
	f := kit.NewForm(
		&kit.Field{Name: "host", Label: kit.T("Incoming server (IMAP)"), Text: b.Host, Hint: "imap.example.com"},
		&kit.Field{Name: "port", Label: kit.T("Port"), Text: strconv.Itoa(b.Port), Hint: "993"},
		&kit.Field{Name: "security", Label: kit.T("Secrecy"), Options: options, Text: words[b.Security]},
		&kit.Field{Name: "user", Label: kit.T("User"), Text: b.User, Hint: "sales@example.com"},
		&kit.Field{Name: "password", Label: kit.T("Password or app password"), Secret: true, Hint: kit.T("as it is, or as for sending")},
		&kit.Field{Name: "folder", Label: kit.T("Folder"), Text: b.Folder, Hint: "INBOX"},
		&kit.Field{Name: "inactive", Label: kit.T("Not in use"), Check: true, Text: yes(b.Inactive)},
	)
	kit.AskForm(s.win.Canvas(), kit.T("Mailbox"), kit.T("Try and keep it"), f, func(d *kit.Dialog) {
		port, err := strconv.Atoi(strings.TrimSpace(f.Text("port")))
		if err != nil {
			f.Wrong("port", kit.T("A port is a number, such as 993."))
			return
		}
		in := app.MailboxIn{Mailbox: b}
		in.Host, in.Port, in.User, in.Folder, in.Inactive = strings.TrimSpace(f.Text("host")), port, strings.TrimSpace(f.Text("user")), strings.TrimSpace(f.Text("folder")), f.Text("inactive") == "yes"
		in.Security = back[f.Text("security")]
		if p := f.Text("password"); p != "" {
			in.Password = &p
		}
		submit(s, d, f, kit.T("The mailbox is kept"), func(ctx context.Context) (*trade.Mailbox, error) {
			if !in.Inactive {
				if _, err := s.desk.TestMailbox(ctx, in); err != nil {
					return nil, err
				}
			}
			return s.desk.SaveMailbox(ctx, in)
		}, nil)
	})
}
