package views

import (
	"dropdesk/app"
	"dropdesk/app/trade"
)

// listScenes show what lists can do with many rows, and with their columns and filters.
func (s *Shell) listScenes() []Scene {
	marked := func(name string, kind trade.Kind, filter string, do func(lister)) Scene {
		return Scene{name, func() {
			s.Go(s.section(kind))
			p := s.pages[s.at].page
			p.(interface{ choose(string) }).choose(filter)
			p.(lister).markAll()
			if do != nil {
				do(p.(lister))
			}
		}}
	}
	first := func(l lister) {
		if steps := l.steps(); len(steps) > 0 {
			steps[0].do()
		}
	}
	return []Scene{
		marked("list-marked", trade.KindOrder, "open", nil), marked("dialog-many-quotes", trade.KindQuote, "draft", first),
		marked("dialog-many-bills", trade.KindBill, "open", first), marked("dialog-many-shipments", trade.KindShipment, "on_the_way", first),
		marked("dialog-columns", trade.KindInvoice, "open", lister.chooseColumns), marked("dialog-save-filter", trade.KindInvoice, "overdue", lister.saveFilter),
	}
}

// attachmentScenes show a document with files and notes.
func (s *Shell) attachmentScenes() []Scene {
	return []Scene{{"document-files", func() {
		s.firstOrder("held", func(c app.Chain) {
			ref := trade.Ref{Kind: trade.KindOrder, ID: c.Order.ID}
			for _, name := range []string{"Customer's drawing.pdf", "Photo of the broken mug.jpg"} {
				if _, err := s.desk.AddAttachment(s.ctx(), app.AttachmentIn{Kind: ref.Kind, ID: ref.ID, Name: name, Content: make([]byte, 234_567+len(name))}); err != nil {
					s.fail(err)
				}
			}
			_, err := s.desk.AddNote(s.ctx(), app.NoteIn{Kind: ref.Kind, ID: ref.ID, Text: "Ana says that the next order comes in March, and that she wants it in one delivery. Ask her in February which colours she still has, so that she does not run out."})
			if err != nil {
				s.fail(err)
			}
			s.Show(ref)
		})
	}}, {"dialog-attach", func() {
		s.firstOrder("open", func(c app.Chain) { s.chooseAttachment(trade.Ref{Kind: trade.KindOrder, ID: c.Order.ID}) })
	}}}
}
