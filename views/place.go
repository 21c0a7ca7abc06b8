package views

import (
	"net/url"
	"strconv"
	"strings"

	"dropdesk/app/trade"
)

// spot is where a person is: a section, how its list stands, and the record that is shown. Its
// text is its address: "order", "order/17", "order/17/chain?filter=late".
type spot struct {
	section string
	id      trade.ID
	look    string     // of the record: "" beside its list, wide, or its chain
	state   url.Values // of the list: filter, text, sort …
}

// The looks of a record that has the whole width.
const (
	lookWide  = "wide"
	lookChain = "chain"
)

func (p spot) String() string {
	text := p.section
	if p.id != 0 {
		text += "/" + strconv.FormatInt(int64(p.id), 10)
		if p.look != "" {
			text += "/" + p.look
		}
	}
	if len(p.state) > 0 {
		text += "?" + p.state.Encode()
	}
	return text
}

// same says whether two places show the same, scrolled or not.
func (p spot) same(q spot) bool {
	p.state, q.state = bare(p.state), bare(q.state)
	return p.String() == q.String()
}

func bare(v url.Values) url.Values {
	w := url.Values{}
	for k := range v {
		if k != "scroll" && k != "row" {
			w[k] = v[k]
		}
	}
	return w
}

// placeAt reads an address; what is no address is no place.
func placeAt(address string) (p spot, ok bool) {
	path, query, _ := strings.Cut(address, "?")
	state, err := url.ParseQuery(query)
	if err != nil {
		return p, false
	}
	p.state = state
	parts := strings.Split(path, "/")
	if p.section = parts[0]; p.section == "" || len(parts) > 3 {
		return p, false
	}
	if len(parts) > 1 {
		n, err := strconv.ParseInt(parts[1], 10, 64)
		if err != nil || n <= 0 {
			return p, false
		}
		p.id = trade.ID(n)
	}
	if len(parts) > 2 {
		p.look = parts[2]
	}
	return p, true
}

// placed is a page whose state belongs to its address.
type placed interface {
	place() spot
	restore(spot)
}

// address is what the section's addresses begin with.
func (x *section) address() string {
	if x.kind == "" {
		return "reports"
	}
	return string(x.kind)
}

// place is where the window is.
func (s *Shell) place() spot {
	x := s.pages[s.at]
	at := spot{section: x.address()}
	if p, ok := x.page.(placed); ok {
		at = p.place()
	}
	if s.chained != nil {
		at.section, at.id, at.look = string(s.chained.ref.Kind), s.chained.ref.ID, lookChain
	}
	return at
}

// maxPast is how many places back remembers.
const maxPast = 100

// travel goes somewhere and remembers the place that is left, so that back returns to it.
func (s *Shell) travel(to func()) {
	if s.traveling {
		to()
		return
	}
	from := s.place()
	s.visited()
	s.traveling = true
	to()
	s.traveling = false
	if from.same(s.place()) {
		return
	}
	s.past, s.ahead = append(s.past, from), nil
	if len(s.past) > maxPast {
		s.past = s.past[1:]
	}
	s.Keep()
}

func (s *Shell) back()   { s.retrace(&s.past, &s.ahead) }
func (s *Shell) onward() { s.retrace(&s.ahead, &s.past) }

// retrace goes to the newest place of one side of the history and puts the present one on the other.
func (s *Shell) retrace(from, to *[]spot) {
	if len(*from) == 0 {
		return
	}
	s.visited()
	*to = append(*to, s.place())
	next := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	s.traveling = true
	s.enter(next)
	s.traveling = false
	s.Keep()
}

// enter shows a place; one that this program does not know is none.
func (s *Shell) enter(to spot) bool {
	for i, x := range s.pages {
		if x.address() != to.section {
			continue
		}
		s.open(i)
		p, ok := x.page.(placed)
		switch {
		case ok:
			p.restore(to)
		default:
			x.page.reload()
		}
		if to.look == lookChain && to.id != 0 {
			s.showChain(trade.Ref{Kind: x.kind, ID: to.id})
		} else {
			x.page.focus()
		}
		return true
	}
	return false
}

// What the window remembers of itself.
const (
	keptPlace  = "place"
	keptRecent = "recent"
)

// Keep remembers where the window is, for the next run.
func (s *Shell) Keep() {
	if s.alone {
		return
	}
	s.opt.Memory.Set(keptPlace, s.place().String())
	for _, x := range s.pages {
		if p, ok := x.page.(interface{ keep() }); ok {
			p.keep()
		}
	}
}

// recent is a place where somebody was, and what it is called.
type recent struct{ address, title string }

// maxRecent is how many places the palette offers before anything is typed.
const maxRecent = 8

// visited remembers the record that is shown as one of the last that were looked at.
func (s *Shell) visited() {
	at := s.place()
	if of := s.doc.history.ref.ID; at.id == 0 || s.doc.title == "" || (of != 0 && of != at.id) {
		return // nothing is shown, or not yet
	}
	at.state = nil
	list := []recent{{at.String(), s.doc.title}}
	for _, r := range s.recents() {
		if r.address != list[0].address && len(list) < maxRecent {
			list = append(list, r)
		}
	}
	var b strings.Builder
	for _, r := range list {
		b.WriteString(r.address + "\t" + strings.Join(strings.Fields(r.title), " ") + "\n")
	}
	s.opt.Memory.Set(keptRecent, b.String())
}

func (s *Shell) recents() (list []recent) {
	for _, line := range strings.Split(s.opt.Memory.Get(keptRecent), "\n") {
		if address, title, ok := strings.Cut(line, "\t"); ok {
			list = append(list, recent{address, title})
		}
	}
	return list
}
