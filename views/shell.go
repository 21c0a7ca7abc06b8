// Package views is Dropdesk's window: the shell and one file for each screen. A screen shows what
// app.Desk tells and calls it; it never decides, stores or prints.
package views

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// Options are what the window needs besides the desk.
type Options struct {
	File   string                  // shown in the title
	Folder string                  // where PDFs, workbooks and mails are put
	Open   func(path string) error // hands a file to the system's viewer
	User   string                  // who history says did it
	Files  Files                   // to open another company file
	Memory Memory                  // what was chosen in earlier runs; nil: nothing is remembered
	Today  func() trade.Date
	Said   string // what the window says first, such as that a backup is restored

	Choices Choices
	Choose  func(Choices) // keeps and applies them
	Now     bool          // do background work at once: for tests and the gallery
}

// Shell is the window: navigation at the left, the page of a section beside it.
type Shell struct {
	desk   *app.Desk
	win    fyne.Window
	opt    Options
	run    kit.Runner
	toasts *kit.Toasts

	pages  []*section
	at     int
	body   *fyne.Container
	nav    *fyne.Container
	quiet  bool // the change that is heard of was made by the page that shows it
	saves  kit.Queue
	saved  int        // how many saves of drafts began or ended
	unread *kit.Entry // holds what cannot be saved
	counts app.WorkCounts
	latest kit.Latest
	step   trade.ID // the last that was taken here, zero if what was done last was none
	past   []trade.Ref
	found  []app.Found     // what the find dialog offers
	room   float32         // how wide the document is that is drawn; zero: not known yet
	part   int             // of the settings, that was shown last
	strip  *fyne.Container // the chain strip that is drawn
	doc    document        // what is drawn, for the keys
	verbs  *fyne.Menu      // what can be done with it
	spoken string          // the language of what is drawn
	rows   *fyne.Menu      // what can be done with the list, and with its marked rows
	fixed  int             // how many of its items are for every list
	editor *editor         // of the draft that is drawn, if it is one
	begin  bool            // the keyboard goes to the end of its lines when the draft is drawn
}

// page is what a section shows.
type page interface {
	object() fyne.CanvasObject
	reload()
	show(ref trade.Ref) // selects a record
	add()               // makes a new one
	filter()            // goes to the filter entry
	focus()             // gives the list the keyboard
	narrow()            // gives the list its place back
}

type section struct {
	name  string
	icon  fyne.Resource
	kind  trade.Kind
	make  func() page
	page  page
	count func(app.WorkCounts) int
	group bool // a line above it
}

// numbered are the sections that Ctrl with a digit goes to.
var numbered = []trade.Kind{kindToday, trade.KindQuote, trade.KindOrder, trade.KindPurchase, trade.KindShipment, trade.KindInvoice, trade.KindCustomer, trade.KindSupplier, trade.KindItem}

// New builds the window's content and menu.
func New(desk *app.Desk, win fyne.Window, opt Options) *Shell {
	if opt.Memory == nil {
		opt.Memory = forgetful{}
	}
	s := &Shell{desk: desk, win: win, opt: opt, run: kit.Runner{Now: opt.Now}, toasts: kit.NewToasts(), body: container.NewStack(), nav: container.NewVBox()}
	if opt.Now {
		s.toasts.Linger = 0
	}
	s.furnish()
	s.keys()
	desk.Listen(func([]trade.Ref) {
		// The change may have been made by any goroutine, this window's included.
		s.run.Do(func() {}, s.changed)
	})
	s.Go(s.at)
	if opt.Said != "" {
		s.toasts.Show(opt.Said, kit.Info, "", nil)
	}
	s.firstRun()
	return s
}

// furnish makes all that has words of its own besides the pages: navigation, hints and menu.
func (s *Shell) furnish() {
	s.spoken = kit.Spoken().Code
	none := func(app.WorkCounts) int { return 0 }
	s.pages = []*section{
		{name: kit.T("Today"), icon: theme.HomeIcon(), kind: kindToday, make: s.todayPage, count: func(c app.WorkCounts) int { return c.Today }},
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
		{name: kit.T("Outbox"), icon: theme.MailSendIcon(), kind: trade.KindMessage, make: s.outboxPage, count: func(c app.WorkCounts) int { return c.Messages }},
		{name: kit.T("Settings"), icon: theme.SettingsIcon(), kind: trade.KindCompany, make: s.settingsPage, count: none},
	}
	hints := kit.Caption(kit.T("  Ctrl+K find     J/K move     X mark     Enter open     N new     / filter     Ctrl+1 … 9 sections"))
	nav := container.NewBorder(nil, nil, nil, widget.NewSeparator(), kit.Wide(s.navWidth(), s.nav))
	split := container.NewBorder(nil, hints, nav, nil, s.body)
	kit.Ground(s.win, container.NewStack(split, s.toasts.Object()))
	s.win.SetMainMenu(s.menu())
}

// navWidth is room for the longest name with its count, so that nothing moves when a count changes.
func (s *Shell) navWidth() float32 {
	wide := float32(138)
	for _, x := range s.pages {
		wide = max(wide, widget.NewButtonWithIcon(x.name+"   99", x.icon, nil).MinSize().Width)
	}
	return wide
}

// firstRun asks for the company's own data, without which no document can go out.
func (s *Shell) firstRun() {
	read(s, s.masters, func(m masters) {
		if m.company.Name == "" {
			s.Go(len(s.pages) - 1)
			s.editCompany(m.company, m)
		}
	})
}

func (s *Shell) today() trade.Date { return s.opt.Today() }

// Go shows a section.
func (s *Shell) Go(at int) {
	if at != s.at {
		s.win.Canvas().Unfocus() // what is being typed belongs to the page that is left
		s.doc = document{}
		s.drawMenu()
	}
	s.at = at
	x := s.pages[at]
	if x.page == nil {
		x.page = x.make()
	}
	s.body.Objects = []fyne.CanvasObject{x.page.object()}
	s.body.Refresh()
	kit.Lay(s.body)
	x.page.reload()
	x.page.focus()
	s.drawNav()
	s.countWork()
}

// Show goes to a record wherever it lives.
func (s *Shell) Show(ref trade.Ref) {
	if ref.ID == 0 {
		return
	}
	for i, x := range s.pages {
		if x.kind == ref.Kind || (ref.Kind == trade.KindCredit && x.kind == trade.KindInvoice) {
			s.past = append(s.past, ref)
			s.Go(i)
			x.page.show(ref)
			return
		}
	}
}

// section is the place of the section that shows a kind of record.
func (s *Shell) section(kind trade.Kind) int {
	for i, x := range s.pages {
		if x.kind == kind {
			return i
		}
	}
	return s.at
}

func (s *Shell) back() {
	if len(s.past) < 2 {
		return
	}
	ref := s.past[len(s.past)-2]
	s.past = s.past[:len(s.past)-2]
	s.Show(ref)
}

// again draws everything anew, as after a change of colours or of the language, and stays where it is.
func (s *Shell) again() {
	ref := trade.Ref{}
	if p, ok := s.pages[s.at].page.(interface{ shows() trade.Ref }); ok {
		ref = p.shows()
	}
	if s.spoken != kit.Spoken().Code {
		s.furnish()
	}
	for _, x := range s.pages {
		x.page = nil
	}
	s.Go(s.at)
	if ref.ID != 0 {
		s.pages[s.at].page.show(ref)
	}
}

// fresh shows what a step of this window has changed, even where somebody was typing.
func (s *Shell) fresh() {
	if kit.Top(s.win.Canvas()) != nil {
		return // a dialog that lies below the one that was closed goes on
	}
	s.win.Canvas().Unfocus()
	s.pages[s.at].page.reload()
	s.pages[s.at].page.focus()
}

// changed reads again what is shown.
func (s *Shell) changed() {
	if !s.quiet {
		s.pages[s.at].page.reload()
	}
	s.countWork()
}

func (s *Shell) countWork() {
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
	for i, x := range s.pages {
		if x.group {
			s.nav.Add(widget.NewSeparator())
		}
		text := x.name
		if n := x.count(s.counts); n > 0 {
			text += "   " + countText(n)
		}
		b := widget.NewButtonWithIcon(text, x.icon, func() {
			if i == s.at {
				x.page.narrow()
			}
			s.Go(i)
		})
		b.Alignment = widget.ButtonAlignLeading
		b.Importance = widget.LowImportance
		if i == s.at {
			b.Importance = widget.MediumImportance
		}
		s.nav.Add(b)
	}
	s.nav.Refresh()
}

func (s *Shell) ctx() context.Context { return app.As(context.Background(), s.opt.User) }

// read gets something in the background and shows it; an error is said where the person looks.
func read[T any](s *Shell, get func(context.Context) (T, error), show func(T)) {
	var v T
	var err error
	s.run.Do(func() { v, err = get(s.ctx()) }, func() {
		if err != nil {
			s.fail(err)
			return
		}
		show(v)
	})
}

// act does something in the background, says that it is done, and goes on with then.
func act[T any](s *Shell, said string, do func(context.Context) (T, error), then func(T)) {
	var v T
	var err error
	ctx, step := app.Noting(s.ctx())
	s.run.Do(func() { v, err = do(ctx) }, func() {
		if err != nil {
			s.fail(err)
			return
		}
		s.fresh()
		s.step = *step
		if said != "" {
			s.say(said, kit.Good)
		}
		if then != nil {
			then(v)
		}
	})
}

// submit does what a dialog asks; an error stays in the dialog, at its field where it names one.
func submit[T any](s *Shell, d *kit.Dialog, f *kit.Form, said string, do func(context.Context) (T, error), then func(T)) {
	d.Busy(true)
	var v T
	var err error
	ctx, step := app.Noting(s.ctx())
	s.run.Do(func() { v, err = do(ctx) }, func() {
		d.Busy(false)
		if err != nil {
			e := app.AsError(err)
			if f == nil || !f.Wrong(e.Field, e.Message) {
				d.Fail(e.Message)
			}
			return
		}
		d.Close()
		s.fresh()
		s.step = *step
		if said != "" {
			s.say(said, kit.Good)
		}
		if then != nil {
			then(v)
		}
	})
}

func (s *Shell) fail(err error) {
	s.toasts.Show(kit.Said(app.AsError(err).Message), kit.Bad, "", nil)
}

// leave puts a file into the person's folder and opens it.
func (s *Shell) leave(name string, content []byte) error {
	if err := os.MkdirAll(s.opt.Folder, 0o755); err != nil {
		return trade.Faultf(trade.External, "The folder %s could not be made: %w.", s.opt.Folder, err)
	}
	path := filepath.Join(s.opt.Folder, filepath.Base(name))
	if err := os.WriteFile(path, content, 0o644); err != nil {
		return trade.Faultf(trade.External, "%s could not be written: %w.", path, err)
	}
	if err := s.opt.Open(path); err != nil {
		return trade.Faultf(trade.External, "%s was written, but no program could be started to show it: %w.", path, err)
	}
	return nil
}

// pdf prints a document and shows it.
func (s *Shell) pdf(paper app.PaperKind, id trade.ID) {
	act(s, "", func(ctx context.Context) (string, error) {
		p, err := s.desk.Print(ctx, app.PrintIn{Paper: paper, ID: id})
		if err != nil {
			return "", err
		}
		return p.FileName, s.leave(p.FileName, p.PDF)
	}, func(name string) { s.toasts.Show(kit.T("%s is in %s", name, s.opt.Folder), kit.Good, "", nil) })
}

func (s *Shell) menu() *fyne.MainMenu {
	key := func(k fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
	}
	// A shortcut of the menu works in a dialog too, where it must not change what lies below.
	item := func(text string, k fyne.KeyName, do func()) *fyne.MenuItem {
		m := fyne.NewMenuItem(text, func() {
			if kit.Top(s.win.Canvas()) == nil {
				do()
			}
		})
		if k != "" {
			m.Shortcut = key(k)
		}
		return m
	}
	next := fyne.NewMenuItem(kit.T("Do the next step"), func() {
		if d := kit.Top(s.win.Canvas()); d != nil {
			d.Submit()
			return
		}
		s.primary()
	})
	next.Shortcut = key(fyne.KeyReturn)
	goMenu := fyne.NewMenu(kit.T("Go"))
	for i, x := range s.pages {
		k := fyne.KeyName("")
		if n := slices.Index(numbered, x.kind); n >= 0 {
			k = fyne.KeyName(fmt.Sprint(n + 1))
		}
		goMenu.Items = append(goMenu.Items, item(x.name, k, func() { s.Go(i) }))
	}
	s.verbs = fyne.NewMenu(kit.T("Document"))
	goMenu.Items = append(goMenu.Items, fyne.NewMenuItemSeparator(), item(kit.T("Lines to order"), "", s.showToOrder), item(kit.T("Credits due from suppliers"), "", s.showCredits))
	back := item(kit.T("Back"), "", s.back)
	back.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt}
	goMenu.Items = append(goMenu.Items, fyne.NewMenuItemSeparator(), back, item(kit.T("Find …"), fyne.KeyK, s.find))
	file := fyne.NewMenu(kit.T("File"),
		item(kit.T("New quote"), fyne.KeyN, s.newQuote),
		item(kit.T("New in this list"), "", func() { s.pages[s.at].page.add() }),
		item(kit.T("Filter this list"), fyne.KeyF, func() { s.pages[s.at].page.filter() }),
		next,
		item(kit.T("Read again"), fyne.KeyR, func() { s.pages[s.at].page.reload() }),
		item(kit.T("Read a supplier's sheet…"), "", s.chooseSupply),
		item(kit.T("Export profit workbook"), "", func() { s.exportProfit("", "") }),
		item(kit.T("Back up now"), "", s.backUp),
		item(kit.T("Check the file"), "", s.check),
		item(kit.T("Light or dark"), "", s.turn),
		fyne.NewMenuItemSeparator(),
		item(kit.T("New company file…"), "", func() { nameFile(s.win, s.opt.Files) }),
		item(kit.T("Open a company file…"), fyne.KeyO, func() { chooseFile(s.win, s.opt.Files.Open) }),
		item(kit.T("Open the sample company"), "", func() { s.opt.Files.Sample() }),
	)
	file.Items = append(append(file.Items, fyne.NewMenuItemSeparator()), s.languages(item)...)
	return fyne.NewMainMenu(
		file,
		s.editMenu(item),
		goMenu,
		s.listMenu(item),
		s.verbs,
		fyne.NewMenu(kit.T("Help"), item(kit.T("All keys"), "", s.allKeys)),
	)
}

// drawMenu lists in the menu what can be done with the document that is shown.
func (s *Shell) drawMenu() {
	if s.verbs == nil {
		return
	}
	same := len(s.verbs.Items) == len(s.doc.buttons)
	for i := 0; same && i < len(s.doc.buttons); i++ {
		same = s.verbs.Items[i].Label == s.doc.buttons[i].text
	}
	if same { // the items do what stands in the document
		return
	}
	s.verbs.Items = nil
	for i := range s.doc.buttons {
		s.verbs.Items = append(s.verbs.Items, fyne.NewMenuItem(s.doc.buttons[i].text, func() {
			if kit.Top(s.win.Canvas()) == nil && i < len(s.doc.buttons) {
				s.doc.buttons[i].do()
			}
		}))
	}
	s.win.MainMenu().Refresh()
}

// keys are the single letters that work while no entry has the focus.
func (s *Shell) keys() {
	s.win.Canvas().SetOnTypedRune(s.letter)
	s.win.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape {
			s.pages[s.at].page.narrow()
		}
	})
}

func (s *Shell) letter(r rune) {
	p := s.pages[s.at].page
	switch r {
	case 'n', 'N':
		p.add()
	case '/':
		p.filter()
	case '?':
		s.allKeys()
	case 'p', 'P':
		s.press(func(b *button) bool { return b.pdf })
	case 'e', 'E':
		s.press(func(b *button) bool { return b.mail })
	case 'w', 'W':
		s.press(func(b *button) bool { return b.why })
	case 'd', 'D':
		if len(s.doc.actions) > 0 {
			s.win.Canvas().Focus(s.doc.actions[0])
		}
	case '1', '2', '3', '4', '5', '6':
		if i := int(r - '1'); i < len(s.doc.steps) && s.doc.steps[i].Tapped != nil {
			s.doc.steps[i].Tapped()
		}
	}
}

// primary does the next step of the marked rows, or of what is shown.
func (s *Shell) primary() {
	if !s.nextOfMarked() {
		s.press(func(b *button) bool { return b.primary })
	}
}

// press does what a button of the document does, where there is one.
func (s *Shell) press(which func(*button) bool) bool {
	for i := range s.doc.buttons {
		if b := &s.doc.buttons[i]; which(b) {
			s.win.Canvas().Unfocus() // what is being typed is part of it
			b.do()
			return true
		}
	}
	return false
}

// whenSaved makes a step of a document wait until all that was typed into it is saved.
func (s *Shell) whenSaved(step func()) func() {
	return func() {
		s.saves.Do(func(done func()) {
			done()
			if s.unread != nil {
				s.fail(trade.Faultf(trade.Invalid, "%s", kit.T("%q cannot be saved. Correct it first.", s.unread.Text)))
				s.win.Canvas().Focus(s.unread)
				return
			}
			step()
		})
	}
}

func (s *Shell) allKeys() {
	keys := strings.NewReplacer("Ctrl", kit.T("Ctrl"), "Shift", kit.T("Shift"), "Enter", kit.T("Enter"), "click", kit.T("click"))
	rows := [][]kit.Cell{}
	for _, k := range [][2]string{
		{"Ctrl+K", kit.T("find a document, a person or an item")}, {"Ctrl+1 … 9", kit.T("go to a section")}, {"Ctrl+N", kit.T("new quote from anywhere")},
		{"N", kit.T("new in this list")}, {"/  Ctrl+F", kit.T("filter")}, {kit.T("J K arrows PgUp PgDn Home End"), kit.T("move")}, {"X, Ctrl+click, Shift+click", kit.T("mark rows for a bulk action")}, {"Shift+↑↓", kit.T("mark on the way")}, {"Ctrl+A", kit.T("mark all that the filter finds")}, {"Enter / Esc", kit.T("the whole width / the list again")},
		{"O", kit.T("open what Today lists")}, {"S", kit.T("put it aside until tomorrow")}, {kit.T("right"), kit.T("the rest of its kind")},
		{"P", kit.T("PDF")}, {"E", kit.T("e-mail")}, {"W", kit.T("explain the figures")}, {"D", kit.T("the buttons of what is to be decided")}, {"1 … 6", kit.T("a box of the chain")}, {"Ctrl+C", kit.T("copy the rows as text")}, {"Ctrl+Z", kit.T("undo the last step while its message shows")},
		{"Ctrl+Enter", kit.T("do the next step, or what the dialog asks")}, {"Esc", kit.T("leave a dialog")}, {kit.T("Alt+left"), kit.T("back")}, {"Ctrl+R", kit.T("read again")},
	} {
		rows = append(rows, []kit.Cell{{Text: keys.Replace(k[0])}, {Text: k[1]}})
	}
	kit.Tell(s.win.Canvas(), kit.T("Keys"), kit.Lines(kit.Columns{230, -1}, nil, []string{kit.T("Key"), kit.T("Does")}, rows))
}

// find goes to whatever is found by number or name.
func (s *Shell) find() {
	var d *kit.Dialog
	search := func(text string, done func([]kit.Choice)) {
		var found app.All[app.Found]
		s.run.Do(func() { found, _ = s.desk.Find(s.ctx(), app.FindIn{Text: text, Limit: 12}) }, func() {
			var list []kit.Choice
			for i, f := range found.Rows {
				list = append(list, kit.Choice{ID: int64(i + 1), Title: f.Number + "  " + f.Title, Note: kindWord(f.Kind)})
			}
			s.found = found.Rows
			done(list)
		})
	}
	ahead := kit.NewTypeAhead(kit.Choice{}, kit.T("Number, name, reference, SKU …"), search, func(c kit.Choice) {
		if c.ID > 0 && int(c.ID) <= len(s.found) {
			f := s.found[c.ID-1]
			d.Close()
			s.Show(trade.Ref{Kind: f.Kind, ID: f.ID})
		}
	})
	d = kit.Ask(s.win.Canvas(), kit.T("Find"), kit.T("Go"), container.NewPadded(ahead), func(d *kit.Dialog) { d.Close() })
	ahead.OnEscape = d.Close
	s.win.Canvas().Focus(ahead)
}

// exportProfit writes the workbook of a period and shows it.
func (s *Shell) exportProfit(from, to trade.Date) {
	act(s, "", func(ctx context.Context) (string, error) {
		x, err := s.desk.ExportProfit(ctx, app.ReportIn{From: from, To: to})
		if err != nil {
			return "", err
		}
		return x.FileName, s.leave(x.FileName, x.XLSX)
	}, func(name string) { s.toasts.Show(kit.T("%s is in %s", name, s.opt.Folder), kit.Good, "", nil) })
}
