package intake

import (
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// headRows is how many rows are looked at to find out what stands where.
const headRows = 300

// headingRows is how far from the top the headings may stand.
const headingRows = 60

// weights say how much a recognised heading speaks for a row of headings.
var weights = map[string]float64{FieldPart: 3, FieldCost: 3, FieldGTIN: 2, FieldName: 2, FieldList: 2, FieldStock: 2, FieldSKU: 2, FieldRetail: 1.5, "": 0.3}

// headingScore says how much a row looks like headings.
func headingScore(names []string, cells []Cell) (score float64, found map[string]bool) {
	best := map[string]int{}
	sized := 0
	for i, name := range names {
		if name == "" {
			continue
		}
		if size.MatchString(name) {
			sized++
			continue
		}
		if breakFrom(name) == 0 && i < len(cells) && isNumber(cells[i]) {
			score -= 0.7
		}
		top := guess{score: surely - 1}
		for _, g := range guessesOf(name) {
			if g.score > top.score {
				top = g
			}
		}
		if top.score >= surely {
			best[top.field] = max(best[top.field], top.score)
		}
	}
	found = map[string]bool{}
	if sized > 1 {
		score += weights[FieldCost]
		found[FieldCost] = true
	}
	for field, s := range best {
		w := weights[field]
		if w == 0 {
			w = 1
		}
		score += w * float64(s) / 100
		found[field] = field != ""
	}
	return score, found
}

// glance is how many cells of a row are filled, and the first of them; idle: there is none, or most of them are the headings once more.
func glance(row *Row, names []string) (filled int, first string, idle bool) {
	same := 0
	for i := range row.Cells {
		t := row.Cells[i].Text
		if t == "" {
			continue
		}
		if filled++; first == "" {
			first = t
		}
		if i < len(names) && names[i] != "" && strings.EqualFold(oneLine(t), names[i]) {
			same++
		}
	}
	return filled, first, filled == 0 || same >= 2 && same*2 > filled
}

func textsOf(cells []Cell) []string {
	list := make([]string, len(cells))
	for i, c := range cells {
		list[i] = strings.Join(strings.Fields(c.Text), " ")
	}
	return list
}

// below joins two rows of headings: what stands above several columns belongs to each of them.
func below(over, under []Cell) []string {
	up, down := textsOf(over), textsOf(under)
	n := max(len(up), len(down))
	list := make([]string, n)
	carried := ""
	for i := range n {
		a, b := "", ""
		if i < len(up) {
			a = up[i]
		}
		if i < len(down) {
			b = down[i]
		}
		switch {
		case a != "":
			carried = a
		case b != "":
			a = carried
		default:
			carried = ""
		}
		if a == b {
			b = ""
		}
		list[i] = strings.TrimSpace(a + " " + b)
	}
	return list
}

// findHeadings finds the row, or the two rows, that say what stands below them.
func (l *layout) findHeadings(s *Sheet, m *trade.PriceMap) {
	wanted := m.Heading
	l.head, l.first = -1, 0
	if wanted < 0 || wanted == 0 && l.knownHeadings(s, m) {
		return
	}
	least := 4.0
	try := func(i, rows int, names []string, cells []Cell) {
		score, found := headingScore(names, cells)
		key := found[FieldPart] || found[FieldGTIN] || found[FieldSKU] || found[FieldName] || found[FieldMaker]
		tells := found[FieldCost] || found[FieldList] || found[FieldStock] || found[FieldEnded] || found[FieldRetail]
		if rows == 2 {
			score -= 1.2
		}
		if wanted == 0 && (!key || !tells) && breaksIn(names) < 2 {
			return
		}
		if score > least || wanted > 0 && l.names == nil {
			least = score
			l.score, l.names, l.head, l.first = score, names, s.Rows[i].No, i+1
		}
	}
	for i := range s.Rows[:min(len(s.Rows), headingRows)] {
		r := &s.Rows[i]
		if wanted > 0 && r.No != wanted {
			continue
		}
		try(i, 1, textsOf(r.Cells), r.Cells)
		if i > 0 && s.Rows[i-1].No >= r.No-1 && !slices.ContainsFunc(r.Cells, isNumber) {
			try(i, 2, below(s.Rows[i-1].Cells, r.Cells), r.Cells)
		}
	}
}

// knownHeadings finds the headings of a map again, whatever they say.
func (l *layout) knownHeadings(s *Sheet, m *trade.PriceMap) bool {
	want := map[string]bool{}
	for _, c := range m.Columns {
		if c.Field != "" && c.Heading != "" {
			want[folded(c.Heading)] = true
		}
	}
	best := max(len(want)/2, 1)
	try := func(i int, names []string) {
		n, seen := 0, map[string]bool{}
		for _, name := range names {
			if f := folded(name); want[f] && !seen[f] {
				seen[f] = true
				n++
			}
		}
		if n > best || n == best && n == len(want) && l.names == nil {
			best, l.score = n, float64(n)
			l.names, l.head, l.first = names, s.Rows[i].No, i+1
		}
	}
	for i := range s.Rows[:min(len(s.Rows), headingRows)] {
		r := &s.Rows[i]
		try(i, textsOf(r.Cells))
		if i > 0 && s.Rows[i-1].No >= r.No-1 && !slices.ContainsFunc(r.Cells, isNumber) {
			try(i, below(s.Rows[i-1].Cells, r.Cells))
		}
	}
	return l.names != nil
}
