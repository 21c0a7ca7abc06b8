package data

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Where very many rows come and go at once, database/sql takes longer than SQLite itself. What stands here asks the driver, in the types that a
// file has: int64, string, []byte, float64 and nil.

// direct is a statement of the driver's own, which the connection keeps.
func (t *tx) direct(query string) (driver.Stmt, error) {
	if st, ok := t.conn.directs[query]; ok {
		return st, nil
	}
	st, err := t.conn.prepare(query)
	if err != nil {
		return nil, fmt.Errorf("%w in: %s", err, query)
	}
	t.conn.directs[query] = st
	return st, nil
}

// rowsBetween is after how many rows it is asked whether anybody still waits: a few milliseconds.
const rowsBetween = 1024

// eachRow calls f with the values of every row; they are good until the next.
func (t *tx) eachRow(query string, args []driver.Value, f func([]driver.Value) error) error {
	st, err := t.direct(query)
	if err != nil {
		return err
	}
	rows, err := st.(interface {
		Query([]driver.Value) (driver.Rows, error)
	}).Query(args)
	if err != nil {
		return worded(err)
	}
	row := make([]driver.Value, len(rows.Columns()))
	for n := 1; err == nil; n++ {
		if err = rows.Next(row); err == nil {
			err = f(row)
		}
		if err == nil && n%rowsBetween == 0 {
			err = t.stop()
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return worded(errors.Join(err, rows.Close()))
}

// write executes a statement with the values of a file. It notes nothing: it is for what is kept in another way, so that it can be taken back.
func (t *tx) write(query string, values []any) error {
	if t.conn.tape != nil {
		_, err := t.do(query, values...)
		return err
	}
	st, err := t.direct(query)
	if err != nil {
		return err
	}
	named := t.conn.named[:0]
	for i, v := range values {
		named = append(named, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	t.conn.named = named
	_, err = st.(driver.StmtExecContext).ExecContext(background, named)
	return worded(err)
}

// plainly is what a field holds, without looking into its type at run time; other says that it is none of the types that most fields have.
func plainly(p any) (v any, other bool) {
	switch p := p.(type) {
	case *string:
		return *p, false
	case *trade.ID:
		return int64(*p), false
	case *trade.Date:
		return string(*p), false
	case *money.Currency:
		return string(*p), false
	case *money.Price:
		return int64(*p), false
	case *money.Amount:
		return int64(*p), false
	case *money.Qty:
		return int64(*p), false
	case *int:
		return int64(*p), false
	case **money.Qty:
		if *p == nil {
			return nil, false
		}
		return int64(**p), false
	}
	return nil, true
}
