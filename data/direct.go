package data

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// database/sql takes longer for a row than SQLite itself. So transactions ask the driver, in the types that a file has: int64, string, []byte,
// float64 and nil.

// statement is one of the driver's own, which the connection keeps.
type statement struct {
	driver.Stmt
	asks int // how many values it is given
}

func (c *conn) statement(query string) (*statement, error) {
	if st, ok := c.statements[query]; ok {
		return st, nil
	}
	st, err := c.prepared(query)
	if err == nil {
		c.statements[query] = st
	}
	return st, err
}

func (c *conn) prepared(query string) (*statement, error) {
	st, err := c.prepare(query)
	if err != nil {
		return nil, fmt.Errorf("%w in: %s", err, query)
	}
	return &statement{st, st.NumInput()}, nil
}

// namedOf are values as the driver takes them; they are good until the next call.
func (c *conn) namedOf(st *statement, values []any) ([]driver.NamedValue, error) {
	if len(values) != st.asks {
		return nil, fmt.Errorf("a statement asks for %d values and is given %d", st.asks, len(values))
	}
	list := c.named[:0]
	for i, v := range values {
		of, err := asValue(v)
		if err != nil {
			return nil, err
		}
		list = append(list, driver.NamedValue{Ordinal: i + 1, Value: of})
	}
	c.named = list
	return list, nil
}

func (c *conn) execute(st *statement, values []any) (driver.Result, error) {
	named, err := c.namedOf(st, values)
	if err != nil {
		return nil, err
	}
	return st.Stmt.(driver.StmtExecContext).ExecContext(background, named)
}

func (c *conn) query(st *statement, values []any) (driver.Rows, error) {
	named, err := c.namedOf(st, values)
	if err != nil {
		return nil, err
	}
	return st.Stmt.(driver.StmtQueryContext).QueryContext(background, named)
}

// rowsBetween is after how many rows it is asked whether anybody still waits: a few milliseconds.
const rowsBetween = 1024

// eachRow calls f with the values of every row; they are good until the next.
func (t *tx) eachRow(query string, args []any, f func([]driver.Value) error) error {
	st, err := t.conn.statement(query)
	if err != nil {
		return err
	}
	return t.walk(st, args, f)
}

func (t *tx) walk(st *statement, args []any, f func([]driver.Value) error) error {
	rows, err := t.conn.query(st, args)
	if err != nil {
		return worded(err)
	}
	row := make([]driver.Value, len(rows.Columns()))
	for n := 1; err == nil; n++ {
		if err = rows.Next(row); err == nil {
			err = f(row)
		}
		if err == nil && n%rowsBetween == 0 && t.stop != nil {
			err = t.stop()
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return worded(errors.Join(err, rows.Close()))
}

// asValue is a value in a type that a file has.
func asValue(v any) (driver.Value, error) {
	switch v := v.(type) {
	case nil, int64, string, []byte, float64, bool:
		return v, nil
	case int:
		return int64(v), nil
	case trade.ID:
		return int64(v), nil
	case trade.Date:
		return string(v), nil
	case trade.Kind:
		return string(v), nil
	case money.Amount:
		return int64(v), nil
	case money.Currency:
		return string(v), nil
	}
	return driver.DefaultParameterConverter.ConvertValue(v)
}

// spread puts a row where its columns go.
func spread(dest []any, row []driver.Value) error {
	if len(dest) != len(row) {
		return fmt.Errorf("a row of %d columns goes to %d places", len(row), len(dest))
	}
	for i, d := range dest {
		if err := put(d, row[i]); err != nil {
			return fmt.Errorf("column %d: %w", i+1, err)
		}
	}
	return nil
}

// put sets what a column goes to, as database/sql does, but without looking into the types that most fields have at run time.
func put(dest any, v driver.Value) error {
	switch v := v.(type) {
	case int64:
		switch d := dest.(type) {
		case *int64:
			*d = v
			return nil
		case *int:
			*d = int(v)
			return nil
		case *bool:
			if v == 0 || v == 1 {
				*d = v == 1
				return nil
			}
		case *trade.ID:
			*d = trade.ID(v)
			return nil
		case *money.Amount:
			*d = money.Amount(v)
			return nil
		case *money.Price:
			*d = money.Price(v)
			return nil
		case *money.Qty:
			*d = money.Qty(v)
			return nil
		case *money.Rate:
			*d = money.Rate(v)
			return nil
		}
	case string:
		switch d := dest.(type) {
		case *string:
			*d = v
			return nil
		case *trade.Date:
			*d = trade.Date(v)
			return nil
		case *money.Currency:
			*d = money.Currency(v)
			return nil
		}
	}
	switch d := dest.(type) {
	case sql.Scanner:
		return d.Scan(v)
	case *any:
		*d = v
		return nil
	case *driver.Value:
		*d = v
		return nil
	case *[]byte:
		var n sql.Null[[]byte]
		err := n.Scan(v)
		*d = n.V
		return err
	}
	return convert(reflect.ValueOf(dest), v)
}

// convert sets a field of any other type, with the rules of database/sql.
func convert(dest reflect.Value, v driver.Value) error {
	to := dest.Elem()
	switch to.Kind() {
	case reflect.Pointer:
		if v == nil {
			to.SetZero()
			return nil
		}
		to.Set(reflect.New(to.Type().Elem()))
		return put(to.Interface(), v)
	case reflect.String:
		switch v.(type) {
		case string, []byte:
		default:
			if to.Type() != reflect.TypeFor[string]() {
				return fmt.Errorf("%T does not go into %s", v, dest.Type())
			}
		}
		text, err := scanned[string](v)
		to.SetString(text)
		return err
	case reflect.Bool:
		is, err := scanned[bool](v)
		to.SetBool(is)
		return err
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8:
		n, err := scanned[int64](v)
		if to.OverflowInt(n) {
			return fmt.Errorf("%d is too large for %s", n, to.Type())
		}
		to.SetInt(n)
		return err
	case reflect.Uint, reflect.Uint64, reflect.Uint32, reflect.Uint16, reflect.Uint8:
		n, err := scanned[uint64](v)
		if to.OverflowUint(n) {
			return fmt.Errorf("%d is too large for %s", n, to.Type())
		}
		to.SetUint(n)
		return err
	case reflect.Float64, reflect.Float32:
		n, err := scanned[float64](v)
		to.SetFloat(n)
		return err
	}
	return fmt.Errorf("a column does not go into %s", dest.Type())
}

func scanned[T any](v driver.Value) (T, error) {
	var n sql.Null[T]
	err := n.Scan(v)
	if err == nil && !n.Valid {
		err = fmt.Errorf("nothing does not go into %T", n.V)
	}
	return n.V, err
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
