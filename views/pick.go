package views

import "dropdesk/app/trade"

// picks are the words of a choice with the ids that they stand for; the first may stand for none.
type picks struct {
	names []string
	ids   []trade.ID
}

// pickOf makes a choice of rows. none, where it is not empty, is offered first and stands for no id.
func pickOf[T any](none string, rows []T, entry func(*T) (trade.ID, string)) picks {
	var p picks
	if none != "" {
		p.names, p.ids = []string{none}, []trade.ID{0}
	}
	for i := range rows {
		id, name := entry(&rows[i])
		p.names, p.ids = append(p.names, name), append(p.ids, id)
	}
	return p
}

// saying is the same choice with another word for none of it.
func (p picks) saying(none string) picks {
	p.names = append([]string{none}, p.names[1:]...)
	return p
}

func (p picks) name(id trade.ID) string {
	for i := range p.ids {
		if p.ids[i] == id {
			return p.names[i]
		}
	}
	return ""
}

func (p picks) id(name string) trade.ID {
	for i := range p.names {
		if p.names[i] == name {
			return p.ids[i]
		}
	}
	return 0
}
