package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"sort"
	"strings"

	"dropdesk/app/trade"
)

// useCases are the methods of Desk that have the one shape: a context and one value in, one value
// and an error out. Whoever adds such a method has added it to the command line too.
var useCases = func() map[string]reflect.Method {
	found := map[string]reflect.Method{}
	desk := reflect.TypeFor[*Desk]()
	for i := range desk.NumMethod() {
		m := desk.Method(i)
		t := m.Type
		if t.NumIn() == 3 && t.NumOut() == 2 && t.In(1) == reflect.TypeFor[context.Context]() && t.Out(1) == reflect.TypeFor[error]() {
			found[m.Name] = m
		}
	}
	return found
}()

// UseCases lists the names that Call knows, in order.
func UseCases() []string {
	list := make([]string, 0, len(useCases))
	for name := range useCases {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}

// Call runs a use case by its name with its input as JSON, and answers with JSON. Money in the
// answer is text with the digits of its currency, "12.50"; in the input it is such a text or a number.
func (d *Desk) Call(ctx context.Context, name string, in []byte) ([]byte, error) {
	m, ok := useCases[name]
	if !ok {
		return nil, trade.Faultf(trade.NotFound, "There is no use case %q. Call without a name to see all of them.", name)
	}
	arg := reflect.New(m.Type.In(2))
	if err := decode(in, arg.Interface()); err != nil {
		return nil, err
	}
	out := m.Func.Call([]reflect.Value{reflect.ValueOf(d), reflect.ValueOf(ctx), arg.Elem()})
	if err, _ := out[1].Interface().(error); err != nil {
		return nil, err
	}
	base, err := d.currency(ctx)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = (&encoder{w: &b, base: base}).value(out[0], base)
	return b.Bytes(), err
}

func decode(in []byte, to any) error {
	if len(bytes.TrimSpace(in)) == 0 {
		in = []byte("{}")
	}
	dec := json.NewDecoder(bytes.NewReader(in))
	dec.DisallowUnknownFields()
	err := dec.Decode(to)
	if err == nil {
		if _, more := dec.Token(); more != io.EOF {
			err = errors.New("something follows the value")
		}
	}
	if err == nil {
		return nil
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return trade.Faultf(trade.Invalid, "The field %q is a %s and should be a %s.", kind.Field, kind.Value, kind.Type).In("%s", kind.Field)
	}
	return trade.Faultf(trade.Invalid, "The input cannot be read: %s.", strings.TrimPrefix(err.Error(), "json: "))
}

// BatchIn is several calls that belong together.
type BatchIn struct {
	Calls []BatchCall `json:"calls"`
}

// BatchCall is one call of a batch.
type BatchCall struct {
	Call string          `json:"call"`
	In   json.RawMessage `json:"in"`
}

// BatchOut holds the answers in the order of the calls.
type BatchOut struct {
	Answers []json.RawMessage `json:"answers"`
}

// Batch runs several calls in one transaction: all of them are kept, or none.
func (d *Desk) Batch(ctx context.Context, in BatchIn) (out BatchOut, err error) {
	err = d.Together(ctx, func(ctx context.Context) error {
		for i, c := range in.Calls {
			answer, err := d.Call(ctx, c.Call, c.In)
			if err != nil {
				var e *trade.Error
				if errors.As(err, &e) {
					copied := *e
					copied.Message = fmt.Sprintf("Call %d (%s): %s", i+1, c.Call, e.Message)
					return &copied
				}
				return fmt.Errorf("call %d (%s): %w", i+1, c.Call, err)
			}
			out.Answers = append(out.Answers, answer)
		}
		return nil
	})
	return out, err
}

// AsError is what a person is told of an error: of any error that is not a trade.Error only that
// it was unexpected, with its own words to pass on.
func AsError(err error) *trade.Error {
	var e *trade.Error
	if errors.As(err, &e) {
		return e
	}
	return trade.Faultf(trade.External, "Something unexpected went wrong; nothing of this step was kept. (%w)", err)
}
