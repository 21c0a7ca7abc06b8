package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"dropdesk/app/money"
)

// currency is the company's currency.
func (d *Desk) currency(ctx context.Context) (cur money.Currency, err error) {
	err = d.read(ctx, func(w *work) error {
		cur = w.base
		return nil
	})
	return cur, err
}

// encoder writes JSON like encoding/json, but amounts and prices as decimal text. Their currency
// is the Currency of the nearest struct around them that has one; a field's tag cur names another:
// "base" is the company's, anything else a field beside it. A slice that is nil is written as [].
type encoder struct {
	w    *bytes.Buffer
	base money.Currency
}

func (e *encoder) value(v reflect.Value, cur money.Currency) error {
	switch x := v.Interface().(type) {
	case money.Amount:
		return e.plain(x.Text(cur))
	case money.Price:
		return e.plain(x.Text(cur))
	case json.Marshaler, []byte:
		return e.plain(x)
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			e.w.WriteString("null")
			return nil
		}
		return e.value(v.Elem(), cur)
	case reflect.Slice:
		e.w.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				e.w.WriteByte(',')
			}
			if err := e.value(v.Index(i), cur); err != nil {
				return err
			}
		}
		e.w.WriteByte(']')
		return nil
	case reflect.Struct:
		e.w.WriteByte('{')
		err := e.fields(v, currencyIn(v, cur), new(bool))
		e.w.WriteByte('}')
		return err
	}
	return e.plain(v.Interface())
}

func (e *encoder) plain(v any) error {
	b, err := json.Marshal(v)
	e.w.Write(b)
	return err
}

// fields writes a struct's fields, those of embedded structs as its own.
func (e *encoder) fields(v reflect.Value, cur money.Currency, some *bool) error {
	t := v.Type()
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			if err := e.fields(v.Field(i), cur, some); err != nil {
				return err
			}
			continue
		}
		if !f.IsExported() || name == "-" || (options == "omitempty" && v.Field(i).IsZero()) {
			continue
		}
		if *some {
			e.w.WriteByte(',')
		}
		*some = true
		fmt.Fprintf(e.w, "%q:", name)
		in := cur
		switch tag := f.Tag.Get("cur"); tag {
		case "":
		case "base":
			in = e.base
		default:
			in = money.Currency(v.FieldByName(tag).String())
		}
		if err := e.value(v.Field(i), in); err != nil {
			return err
		}
	}
	return nil
}

func currencyIn(v reflect.Value, outer money.Currency) money.Currency {
	f, ok := v.Type().FieldByName("Currency")
	if !ok || f.Type != reflect.TypeFor[money.Currency]() {
		return outer
	}
	if c := v.FieldByIndex(f.Index).String(); c != "" {
		return money.Currency(c)
	}
	return outer
}
