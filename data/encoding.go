package data

import (
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"math"
)

// encoding writes values so that each comes back as it was, whatever bytes a text holds.
type encoding struct{ b []byte }

const (
	isNull byte = iota
	isNumber
	isText
	isBytes
	isReal
)

func (e *encoding) number(n int64) { e.b = binary.AppendVarint(e.b, n) }

func (e *encoding) sum(n uint64) { e.b = binary.LittleEndian.AppendUint64(e.b, n) }

func (e *encoding) text(s string) {
	e.number(int64(len(s)))
	e.b = append(e.b, s...)
}

func (e *encoding) value(v driver.Value) {
	switch x := v.(type) {
	case int64:
		e.b = append(e.b, isNumber)
		e.number(x)
	case string:
		e.b = append(e.b, isText)
		e.text(x)
	case []byte:
		e.b = append(e.b, isBytes)
		e.text(string(x))
	case float64:
		e.b = append(e.b, isReal)
		e.sum(math.Float64bits(x))
	default:
		e.b = append(e.b, isNull)
	}
}

func (e *encoding) image(list []driver.Value) {
	e.number(int64(len(list)))
	for _, v := range list {
		e.value(v)
	}
}

// sumOf is a number that another row has as good as never (FNV-1a over the encoded row).
func sumOf(image []driver.Value) uint64 {
	var e encoding
	e.b = make([]byte, 0, 1024)
	e.image(image)
	return fnv(e.b)
}

// sumOf writes the sum of a row.
func (e *encoding) sumOf(image []driver.Value) {
	from := len(e.b)
	e.image(image)
	sum := fnv(e.b[from:])
	e.b = e.b[:from]
	e.sum(sum)
}

func fnv(b []byte) uint64 {
	sum := uint64(14695981039346656037)
	for _, c := range b {
		sum = (sum ^ uint64(c)) * 1099511628211
	}
	return sum
}

var errDecoding = errors.New("what a step has kept cannot be read")

// decoding reads what encoding wrote. After an error it answers zeros.
type decoding struct {
	b   []byte
	err error
}

func (d *decoding) fail() {
	d.b, d.err = nil, errDecoding
}

func (d *decoding) number() int64 {
	n, size := binary.Varint(d.b)
	if size <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[size:]
	return n
}

// count is a number of things that follow: there cannot be more than there are bytes.
func (d *decoding) count() int {
	n := d.number()
	if n < 0 || n > int64(len(d.b)) {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *decoding) byte() byte {
	if len(d.b) == 0 {
		d.fail()
		return 0
	}
	c := d.b[0]
	d.b = d.b[1:]
	return c
}

func (d *decoding) sum() uint64 {
	if len(d.b) < 8 {
		d.fail()
		return 0
	}
	n := binary.LittleEndian.Uint64(d.b)
	d.b = d.b[8:]
	return n
}

func (d *decoding) text() string {
	n := d.count()
	s := string(d.b[:n])
	d.b = d.b[n:]
	return s
}

func (d *decoding) value() driver.Value {
	switch d.byte() {
	case isNumber:
		return d.number()
	case isText:
		return d.text()
	case isBytes:
		return []byte(d.text())
	case isReal:
		return math.Float64frombits(d.sum())
	}
	return nil
}

func (d *decoding) image() []driver.Value {
	list := make([]driver.Value, d.count())
	for i := range list {
		list[i] = d.value()
	}
	return list
}
