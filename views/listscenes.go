package views

import "dropdesk/app/trade"

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
		marked("list-marked", trade.KindOrder, "to_invoice", nil), marked("dialog-many-quotes", trade.KindQuote, "draft", first),
		marked("dialog-many-bills", trade.KindBill, "open", first), marked("dialog-many-shipments", trade.KindShipment, "on_the_way", first),
		marked("dialog-columns", trade.KindInvoice, "open", lister.chooseColumns), marked("dialog-save-filter", trade.KindInvoice, "overdue", lister.saveFilter),
	}
}
