package data

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// csvReader reads the CSV that an export wrote, byte by byte as it was: the reader of the standard library makes one line end of
// the two characters that stand in many mails.
type csvReader struct {
	r     *bufio.Reader
	cells []string
	cell  []byte
}

// maxRow is the largest row of a table, in bytes.
const maxRow = 256 << 20

func newCSV(r io.Reader) *csvReader { return &csvReader{r: bufio.NewReaderSize(r, 1<<18)} }

var errQuote = errors.New("a quotation mark stands where none belongs, or is missing")

// row reads the next row, which lasts until the one after it; io.EOF says that there is none.
func (c *csvReader) row() ([]string, error) {
	c.cells, c.cell = c.cells[:0], c.cell[:0]
	size := 0
	next := func() (byte, error) {
		if size++; size > maxRow {
			return 0, fmt.Errorf("it is longer than %d MB", maxRow>>20)
		}
		return c.r.ReadByte()
	}
	b, err := next()
	if err != nil {
		return nil, err
	}
	for {
		if b == '"' {
			if b, err = c.quoted(next); err != nil {
				return nil, err
			}
		} else {
			for b != ',' && b != '\n' {
				if b == '"' || b == '\r' {
					return nil, errQuote
				}
				c.cell = append(c.cell, b)
				if b, err = next(); err != nil {
					return nil, whole(err)
				}
			}
		}
		c.cells = append(c.cells, string(c.cell))
		c.cell = c.cell[:0]
		if b == '\n' {
			return c.cells, nil
		}
		if b, err = next(); err != nil {
			return nil, whole(err)
		}
	}
}

// quoted reads a cell in quotation marks and answers what stands behind it.
func (c *csvReader) quoted(next func() (byte, error)) (byte, error) {
	for {
		b, err := next()
		if err != nil {
			return 0, whole(err)
		}
		if b == '"' {
			if b, err = next(); err != nil {
				return 0, whole(err)
			}
			if b == ',' || b == '\n' {
				return b, nil
			}
			if b != '"' {
				return 0, errQuote
			}
		}
		c.cell = append(c.cell, b)
	}
}

// whole says of a file that ends within a row that it is cut off.
func whole(err error) error {
	if errors.Is(err, io.EOF) {
		return errors.New("the file is cut off here")
	}
	return err
}
