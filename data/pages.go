package data

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// rawPages reads a file of SQLite page by page, with the log beside it, as its format is published. It is for files that SQLite itself no
// longer reads: nothing that it finds is trusted, and what cannot be is nothing.
type rawPages struct {
	file, log *os.File
	size      int              // of a page
	usable    int              // of a page's bytes
	count     uint32           // of pages
	logged    map[uint32]int64 // where the newest image of a page is in the log
	version   int
}

func openPages(path string, withLog bool) (p *rawPages, err error) {
	p = &rawPages{size: 4096}
	if p.file, err = os.Open(path); err != nil {
		return nil, err
	}
	info, err := p.file.Stat()
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	if withLog {
		if p.log, err = os.Open(path + "-wal"); err == nil {
			p.readLog()
		} else if !errors.Is(err, os.ErrNotExist) {
			return nil, errors.Join(err, p.close())
		}
	}
	if head := p.page(1); string(head[:16]) == "SQLite format 3\x00" && p.logged == nil {
		if n := int(binary.BigEndian.Uint16(head[16:])); n >= 512 && n&(n-1) == 0 {
			p.size = n
		}
	}
	head := p.page(1)
	p.usable = p.size
	if reserved := int(head[20]); string(head[:16]) == "SQLite format 3\x00" && p.size-reserved >= 480 {
		p.usable -= reserved
	}
	if v := binary.BigEndian.Uint32(head[60:]); v >= 1 && v <= uint32(format) {
		p.version = int(v)
	} else {
		p.version = format
	}
	p.count = max(p.count, uint32((info.Size()+int64(p.size)-1)/int64(p.size)))
	return p, nil
}

func (p *rawPages) close() error {
	err := p.file.Close()
	if p.log != nil {
		err = errors.Join(err, p.log.Close())
	}
	return err
}

// page is a page as it was committed last; bytes that the file does not have are zero.
func (p *rawPages) page(n uint32) []byte {
	b := make([]byte, p.size)
	if at, ok := p.logged[n]; ok {
		_, _ = p.log.ReadAt(b, at) // what cannot be read is nothing, and a page of nothing is no page
		return b
	}
	_, _ = p.file.ReadAt(b, int64(n-1)*int64(p.size)) // as above
	return b
}

// readLog finds the newest image of each page in the log, up to the last commit whose sums are right.
func (p *rawPages) readLog() {
	head := make([]byte, 32)
	if _, err := io.ReadFull(p.log, head); err != nil {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch binary.BigEndian.Uint32(head) {
	case 0x377f0682:
	case 0x377f0683:
		order = binary.BigEndian
	default:
		return
	}
	size := int(binary.BigEndian.Uint32(head[8:]))
	if size < 512 || size > 65536 || size&(size-1) != 0 {
		return
	}
	s0, s1 := logSum(order, 0, 0, head[:24])
	if s0 != binary.BigEndian.Uint32(head[24:]) || s1 != binary.BigEndian.Uint32(head[28:]) {
		return
	}
	p.size, p.logged = size, map[uint32]int64{}
	frame, waiting := make([]byte, 24+size), map[uint32]int64{}
	for at := int64(32); ; at += int64(len(frame)) {
		if _, err := io.ReadFull(p.log, frame); err != nil || string(frame[8:16]) != string(head[16:24]) {
			return
		}
		s0, s1 = logSum(order, s0, s1, frame[:8])
		s0, s1 = logSum(order, s0, s1, frame[24:])
		if s0 != binary.BigEndian.Uint32(frame[16:]) || s1 != binary.BigEndian.Uint32(frame[20:]) {
			return
		}
		waiting[binary.BigEndian.Uint32(frame)] = at + 24
		if count := binary.BigEndian.Uint32(frame[4:]); count > 0 {
			p.count = count
			for n, at := range waiting {
				p.logged[n] = at
			}
			clear(waiting)
		}
	}
}

func logSum(order binary.ByteOrder, s0, s1 uint32, b []byte) (uint32, uint32) {
	for ; len(b) >= 8; b = b[8:] {
		s0 += order.Uint32(b) + s1
		s1 += order.Uint32(b[4:]) + s0
	}
	return s0, s1
}

// The kinds of page that rows are kept in.
const (
	pageInner = 5
	pageRows  = 13
)

// cells are where a page's cells begin; cells that lie outside of the page are left out.
func (p *rawPages) cells(n uint32, b []byte) []int {
	head := 0
	if n == 1 {
		head = 100
	}
	first := head + 8
	if b[head] == pageInner {
		first += 4
	}
	var list []int
	for i := range int(binary.BigEndian.Uint16(b[head+3:])) {
		if first+2*i+2 > p.usable {
			break
		}
		if at := int(binary.BigEndian.Uint16(b[first+2*i:])); at >= first && at < p.usable {
			list = append(list, at)
		}
	}
	return list
}

// child is a page below another, with the ids that it may hold: above after, up to last.
type child struct {
	page        uint32
	after, last int64
}

// children are the pages below an inner page that holds ids above after, up to last.
func (p *rawPages) children(n uint32, b []byte, after, last int64) []child {
	head := 0
	if n == 1 {
		head = 100
	}
	var list []child
	add := func(page uint32, to int64) {
		if page > 1 && page <= p.count {
			list = append(list, child{page, after, to})
		}
	}
	for _, at := range p.cells(n, b) {
		if at+5 > p.usable {
			continue
		}
		key, _ := variable(b[at+4 : p.usable])
		add(binary.BigEndian.Uint32(b[at:]), key)
		after = key
	}
	add(binary.BigEndian.Uint32(b[head+8:]), last)
	return list
}

// free are the pages that hold nothing any more.
func (p *rawPages) free() map[uint32]bool {
	list := map[uint32]bool{}
	for trunk := binary.BigEndian.Uint32(p.page(1)[32:]); trunk > 1 && trunk <= p.count && !list[trunk]; {
		list[trunk] = true
		b := p.page(trunk)
		for i := range min(int(binary.BigEndian.Uint32(b[4:])), p.usable/4-2) {
			list[binary.BigEndian.Uint32(b[8+4*i:])] = true
		}
		trunk = binary.BigEndian.Uint32(b)
	}
	return list
}

// variable is a number of 1 to 9 bytes, and how many it has; 0 where the bytes end before it.
func variable(b []byte) (int64, int) {
	var v uint64
	for i := 0; i < len(b) && i < 9; i++ {
		if i == 8 {
			return int64(v<<8 | uint64(b[8])), 9
		}
		v = v<<7 | uint64(b[i]&0x7f)
		if b[i] < 0x80 {
			return int64(v), i + 1
		}
	}
	return 0, 0
}
