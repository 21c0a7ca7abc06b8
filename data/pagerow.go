package data

import (
	"encoding/binary"
	"math"
	"unicode/utf8"
)

// largest is how many bytes of one row are believed.
const largest = 1 << 30

// pageRow is a row as it lies in a page.
type pageRow struct {
	id     int64
	values []any
}

// row reads a cell of a page of rows; false says that it is none.
func (p *rawPages) row(b []byte, at int) (r pageRow, ok bool) {
	length, n := variable(b[at:p.usable])
	if n == 0 || length < 1 || length > largest {
		return r, false
	}
	at += n
	if r.id, n = variable(b[at:p.usable]); n == 0 {
		return r, false
	}
	content, ok := p.content(b, at+n, int(length))
	if !ok {
		return r, false
	}
	r.values, ok = values(content)
	return r, ok
}

// content is what a cell holds, with what lies on further pages.
func (p *rawPages) content(b []byte, at, length int) ([]byte, bool) {
	most := p.usable - 35
	if length <= most {
		if at+length > p.usable {
			return nil, false
		}
		return b[at : at+length], true
	}
	least := (p.usable-12)*32/255 - 23
	local := least + (length-least)%(p.usable-4)
	if local > most {
		local = least
	}
	if at+local+4 > p.usable || length > int(p.count)*p.usable {
		return nil, false
	}
	content := append(make([]byte, 0, length), b[at:at+local]...)
	for next := binary.BigEndian.Uint32(b[at+local:]); len(content) < length; {
		if next < 2 || next > p.count {
			return nil, false
		}
		more := p.page(next)
		content = append(content, more[4:min(4+length-len(content), p.usable)]...)
		next = binary.BigEndian.Uint32(more)
	}
	return content, true
}

// values reads a record: nil, int64, float64, string or []byte for each column.
func values(b []byte) ([]any, bool) {
	size, n := variable(b)
	if n == 0 || size < int64(n) || size > int64(len(b)) {
		return nil, false
	}
	head, body := b[n:size], b[size:]
	var list []any
	for len(head) > 0 {
		kind, n := variable(head)
		if n == 0 || kind < 0 || kind == 10 || kind == 11 {
			return nil, false
		}
		head = head[n:]
		length := 0
		switch {
		case kind >= 12:
			if (kind-12)/2 > int64(len(body)) {
				return nil, false
			}
			length = int((kind - 12) / 2)
		case kind < 8:
			length = [8]int{0, 1, 2, 3, 4, 6, 8, 8}[kind]
		}
		if length > len(body) {
			return nil, false
		}
		list = append(list, value(kind, body[:length]))
		body = body[length:]
	}
	return list, len(body) == 0
}

func value(kind int64, b []byte) any {
	switch {
	case kind == 0:
		return nil
	case kind == 7:
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	case kind == 8, kind == 9:
		return kind - 8
	case kind < 8:
		v := int64(int8(b[0]))
		for _, x := range b[1:] {
			v = v<<8 | int64(x)
		}
		return v
	case kind%2 == 1:
		return string(b)
	}
	return append([]byte{}, b...)
}

// pageColumn is a column of a table as its schema has it.
type pageColumn struct {
	name, kind string
	must       bool // never NULL
	late       bool // may be missing at the end of a row that is older than the column
}

// fits says whether a row can be one of a table: every value of the kind that its column has, and texts that are texts.
func (r pageRow) fits(columns []pageColumn) bool {
	if len(r.values) == 0 || len(r.values) > len(columns) || r.values[0] != nil {
		return false // the first is the id, which is kept beside the values
	}
	for i, c := range columns[1:] {
		if i+1 >= len(r.values) {
			if !c.late {
				return false
			}
			continue
		}
		good := false
		switch v := r.values[i+1].(type) {
		case nil:
			good = !c.must
		case int64:
			good = c.kind == "INTEGER"
		case string:
			good = c.kind == "TEXT" && utf8.ValidString(v)
		case []byte:
			good = c.kind == "BLOB"
		}
		if !good {
			return false
		}
	}
	return true
}
