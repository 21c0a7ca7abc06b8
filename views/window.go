package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// secondSize is how large a second window is at first.
var secondSize = fyne.NewSize(820, 720)

// secondHere opens the document that is shown in a window of its own.
func (s *Shell) secondHere() {
	at := s.place()
	if at.id == 0 {
		s.toasts.Show(kit.T("Choose a document first; it opens in a second window then."), kit.Quiet, "", nil)
		return
	}
	s.openSecond(at)
}

// openSecond shows a record alone in a window of its own, which stays up to date. Links lead on within it.
func (s *Shell) openSecond(at spot) *Shell {
	if at.look == lookWide {
		at.look = ""
	}
	win := fyne.CurrentApp().NewWindow(s.doc.title)
	win.SetPadded(false)
	win.Resize(secondSize)
	x := &Shell{desk: s.desk, win: win, opt: s.opt, run: s.run, toasts: kit.NewToasts(), body: container.NewStack(), nav: container.NewVBox(), me: s.me, alone: true}
	x.toasts.Linger = s.toasts.Linger
	x.furnish()
	s.seconds = append(s.seconds, x)
	win.SetOnClosed(func() {
		kit.Leave(win)
		for i := range s.seconds {
			if s.seconds[i] == x {
				s.seconds = append(s.seconds[:i], s.seconds[i+1:]...)
				return
			}
		}
	})
	x.enter(at)
	win.Show()
	return x
}

// Shut closes the second windows, because the file that they show is closed.
func (s *Shell) Shut() {
	for _, x := range append([]*Shell{}, s.seconds...) {
		x.win.Close()
	}
}

// dealHere is the document of a deal that is shown; nothing where it is none.
func (s *Shell) dealHere() trade.Ref {
	at := s.place()
	switch kind := trade.Kind(at.section); kind {
	case trade.KindQuote, trade.KindOrder, trade.KindPurchase, trade.KindShipment, trade.KindReturn, trade.KindInvoice, trade.KindBill:
		if at.id != 0 {
			return trade.Ref{Kind: kind, ID: at.id}
		}
	}
	s.toasts.Show(kit.T("Choose a document of a deal first."), kit.Quiet, "", nil)
	return trade.Ref{}
}

// chainHere shows the whole deal of the document that is shown, or goes back from it.
func (s *Shell) chainHere() {
	if s.chained != nil {
		s.chained.narrow()
	} else if ref := s.dealHere(); ref.ID != 0 {
		s.travel(func() { s.showChain(ref) })
	}
}

func (s *Shell) tellHere() {
	if ref := s.dealHere(); ref.ID != 0 {
		s.tellCustomer(ref)
	}
}
