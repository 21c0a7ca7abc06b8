package data

import (
	"fmt"
	"sort"
	"strings"
)

// far is from where on a page of a list is looked for from a known mark: SQLite passes over a million rows in some 15 ms.
var far = 5000

// Of how many lists marks are kept, and how many of one.
const (
	mostLists = 32
	mostMarks = 256
)

// mark is where a page of a list began: after so many rows, with a row of this key and id.
type mark struct {
	offset int
	key    any
	id     int64
}

// marks are those of one list in its order, for as long as nobody has changed the file.
type marks struct {
	version int64 // of the file, as the connection sees it
	list    []mark
}

// search is how a page is found: by which column the list is sorted before the ids, and in which direction.
type search struct {
	column string // of the document; d.id where it is sorted by nothing else
	desc   bool
	of     *marks
}

// marksOf are the marks of a list; nil where it is not sorted by the documents' own columns, or its page is near.
func (t *tx) marksOf(query, order string, offset int) (*search, error) {
	column, _, _ := strings.Cut(order, ",")
	column, desc := strings.CutSuffix(column, " DESC")
	if offset < far || t.recorder != nil || !strings.HasPrefix(column, "d.") {
		return nil, nil
	}
	var version int64
	if _, err := t.one("PRAGMA data_version", nil, &version); err != nil {
		return nil, err
	}
	known := t.conn.marks[query]
	if known == nil || known.version != version || len(known.list) >= mostMarks {
		if len(t.conn.marks) >= mostLists {
			clear(t.conn.marks)
		}
		known = &marks{version: version}
		t.conn.marks[query] = known
	}
	return &search{column, desc, known}, nil
}

// from is the condition that leaves out what lies before the last known mark, with its values, and how many rows are left to be passed over.
func (p *search) from(offset, args int) (condition string, values []any, left int) {
	i := sort.Search(len(p.of.list), func(i int) bool { return p.of.list[i].offset > offset }) - 1
	if i < 0 {
		return "", nil, offset
	}
	at, sign := p.of.list[i], ">="
	if p.desc {
		sign = "<="
	}
	left = offset - at.offset
	if p.column == "d.id" {
		return fmt.Sprintf(" AND d.id %s ?%d", sign, args+1), []any{at.id}, left
	}
	return fmt.Sprintf(" AND (%s, d.id) %s (?%d, ?%d)", p.column, sign, args+1, args+2), []any{at.key, at.id}, left
}

// remember keeps where a page began.
func (p *search) remember(at mark) {
	i := sort.Search(len(p.of.list), func(i int) bool { return p.of.list[i].offset >= at.offset })
	if at.key == nil || (i < len(p.of.list) && p.of.list[i].offset == at.offset) {
		return
	}
	p.of.list = append(p.of.list, mark{})
	copy(p.of.list[i+1:], p.of.list[i:])
	p.of.list[i] = at
}
