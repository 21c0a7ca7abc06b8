package views

import (
	"dropdesk/app"
	"dropdesk/app/trade"
)

// findFor opens the palette with something typed into it.
func (s *Shell) findFor(text string) {
	s.find()
	if text != "" {
		s.finder.Type(text)
	}
}

// chainScene is the whole chain of the newest order of a filter that has so many purchase orders.
func (s *Shell) chainScene(filter string, purchases int) func() {
	return func() {
		l, err := s.desk.ListOrders(s.ctx(), app.ListIn{Filter: filter})
		for i := 0; err == nil && i < len(l.Rows); i++ {
			ref := trade.Ref{Kind: trade.KindOrder, ID: l.Rows[i].ID}
			if c, err := s.desk.GetChain(s.ctx(), ref); err == nil && len(c.Purchases) >= purchases {
				s.Show(ref)
				s.chainHere()
				return
			}
		}
	}
}

// placeScenes are the palette and the whole chain.
func (s *Shell) placeScenes() []Scene {
	return []Scene{
		{"dialog-find", func() { s.findFor("") }}, {"dialog-find-typed", func() { s.findFor("zwaluw") }}, {"dialog-keys", s.allKeys},
		{"chain", s.chainScene("done", 2)}, {"chain-decide", s.chainScene("decide", 1)}, {"chain-not-ordered", s.chainScene("held", 0)},
	}
}
