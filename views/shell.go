// Package views is Dropdesk's window: the shell and one file for each screen. A screen shows what
// app.Desk tells and calls it; it never decides, stores or prints.
package views

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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

	Banners func() []string // what stands above everything else; asked again by Warn

	Country string // that this computer is set up for, two letters; empty: not known
	Program Program
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

	pages []*section
	at    int
	body  *fyne.Container
	nav   *fyne.Container

	banners *fyne.Container
	quiet   bool // the change that is heard of was made by the page that shows it
	saves   kit.Queue
	saved   int        // how many saves of drafts began or ended
	unread  *kit.Entry // holds what cannot be saved
	counts  app.WorkCounts
	latest  kit.Latest
	step    trade.ID // the last that was taken here, zero if what was done last was none

	past, ahead []spot     // where back and forward lead, the nearest last
	traveling   bool       // a step of the history is under way
	chained     *chainPage // the deal that lies over the section's page; nil: none does
	finder      *kit.Palette
	alone       bool            // a second window, of one document
	seconds     []*Shell        // the second windows of this one
	room        float32         // how wide the document is that is drawn; zero: not known yet
	part        int             // of the settings, that was shown last
	strip       *fyne.Container // the chain strip that is drawn
	below       *fyne.Container // what is drawn below it
	doc         document        // what is drawn, for the keys
	verbs       *fyne.Menu      // what can be done with it
	spoken      string          // the language of what is drawn
	rows        *fyne.Menu      // what can be done with the list, and with its marked rows
	fixed       int             // how many of its items are for every list
	editor      *editor         // of the draft that is drawn, if it is one
	begin       bool            // the keyboard goes to the end of its lines when the draft is drawn
	me          me              // who works here
	after       func()          // undoes what a scene has changed
	begun       bool            // the first steps are under way
	locked      bool            // what is being drawn can be read only
	calm        *kit.Dialog     // says that something failed
	unfold      func()          // shows or hides its details
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
	kit.Catch(func(f *kit.Failure) { s.failed(f) })
	s.furnish()
	desk.Listen(func(changed []trade.Ref) {
		// The change may have been made by any goroutine, this window's included.
		s.run.Do(func() {}, s.changed)
		if slices.ContainsFunc(changed, func(r trade.Ref) bool { return r.Kind == trade.KindUser }) {
			s.run.Do(func() {}, s.readMe)
		}
	})
	s.beSomebody()
	s.start()
	return s
}

// furnish makes all that has words of its own besides the pages: navigation, hints and menu.
func (s *Shell) furnish() {
	s.spoken = kit.Spoken().Code
	s.pages = s.sections()
	var content fyne.CanvasObject = s.body
	if !s.alone {
		hints := kit.Caption(kit.T("  Ctrl+K find     J/K move     X mark     Enter open     N new     / filter     C whole chain     Ctrl+1 … 9 sections"))
		nav := container.NewBorder(nil, nil, nil, widget.NewSeparator(), kit.Wide(s.navWidth(), s.nav))
		content = container.NewBorder(nil, hints, nav, nil, s.body)
	}
	kit.Ground(s.win, s.bannered(container.NewStack(content, s.toasts.Object())))
	s.win.SetMainMenu(s.menu())
	s.keys()
	s.win.SetOnDropped(s.dropped)
}

// start goes to where the person was last.
func (s *Shell) start() {
	if last, ok := placeAt(s.opt.Memory.Get(keptPlace)); !ok || !s.enter(last) {
		s.Go(s.at)
	}
	if s.opt.Said != "" {
		s.toasts.Show(s.opt.Said, kit.Info, "", nil)
	}
	s.firstRun()
	s.sayEnded()
}

func (s *Shell) today() trade.Date { return s.opt.Today() }

// Go shows a section.
func (s *Shell) Go(at int) {
	s.travel(func() {
		s.open(at)
		s.page().reload()
		s.page().focus()
	})
}

// open puts the page of a section into the window.
func (s *Shell) open(at int) {
	if at != s.at || s.chained != nil {
		s.win.Canvas().Unfocus() // what is being typed belongs to the page that is left
		s.doc, s.chained = document{}, nil
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
	s.drawNav()
	s.countWork()
}

// page is what the window shows: the section's page, or what lies over it.
func (s *Shell) page() page {
	if s.chained != nil {
		return s.chained
	}
	return s.pages[s.at].page
}

// Show goes to a record wherever it lives.
func (s *Shell) Show(ref trade.Ref) {
	if ref.ID == 0 {
		return
	}
	if ref.Kind == trade.KindCredit {
		ref.Kind = trade.KindInvoice
	}
	for i, x := range s.pages {
		if x.kind == ref.Kind {
			s.travel(func() {
				s.Go(i)
				x.page.show(ref)
			})
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

// again draws everything anew, as after a change of colours or of the language, and stays where it is.
func (s *Shell) again() {
	here := s.place()
	if s.spoken != kit.Spoken().Code {
		s.furnish()
	}
	s.pages = s.sections()
	s.enter(here)
	for _, x := range s.seconds {
		x.again()
	}
}

// fresh shows what a step of this window has changed, even where somebody was typing.
func (s *Shell) fresh() {
	if kit.Top(s.win.Canvas()) != nil {
		return // a dialog that lies below the one that was closed goes on
	}
	s.win.Canvas().Unfocus()
	s.page().reload()
	s.page().focus()
}

// changed reads again what is shown.
func (s *Shell) changed() {
	if !s.quiet {
		s.page().reload()
	}
	s.countWork()
	for _, x := range s.seconds {
		x.changed()
	}
}

func (s *Shell) ctx() context.Context { return app.As(context.Background(), s.opt.User) }

// read gets something in the background and shows it; an error is said where the person looks.
func read[T any](s *Shell, get func(context.Context) (T, error), show func(T)) {
	var v T
	var err error
	s.run.Do(func() { v, err = tried(s.ctx(), get) }, func() {
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
	s.run.Do(func() { v, err = tried(ctx, do) }, func() {
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
	s.run.Do(func() { v, err = tried(ctx, do) }, func() {
		d.Busy(false)
		if unexpected(err) {
			s.failed(err)
			return
		}
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
	if errors.Is(err, app.ErrDamaged) && s.opt.Files.Damaged != nil {
		s.opt.Files.Damaged(err)
		return
	}
	if unexpected(err) {
		s.failed(err)
		return
	}
	s.toasts.Show(kit.Said(app.AsError(err).Message), kit.Bad, "", nil)
}
