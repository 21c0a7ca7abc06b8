package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// maxInput is the largest input of one call.
const maxInput = 64 << 20

func desk(store app.Store, clock func() time.Time) *app.Desk {
	ports := newPorts(store)
	ports.Clock = clock
	return app.New(ports)
}

func (s *session) call(args []string) error {
	switch {
	case len(args) == 0:
		m, err := app.Describe()
		if err != nil {
			return err
		}
		enc := json.NewEncoder(s.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(m)
	case len(args) > 1:
		return trade.Faultf(trade.Invalid, "One use case at a time: deskctl call NAME. For many, deskctl call - reads them as lines.")
	case args[0] == "-":
		return s.with(s.callLines)
	}
	in, err := io.ReadAll(io.LimitReader(s.in, maxInput+1))
	if err != nil {
		return trade.Faultf(trade.External, "The input could not be read: %w.", err)
	}
	if len(in) > maxInput {
		return trade.Faultf(trade.Invalid, "The input is larger than %d MB.", maxInput>>20)
	}
	return s.with(func(d *app.Desk) error {
		answer, err := d.Call(s.ctx, args[0], in)
		if err != nil {
			return err
		}
		_, err = s.out.Write(append(answer, '\n'))
		return err
	})
}

// callLines answers each line with one line; an error of one call does not end the others.
func (s *session) callLines(d *app.Desk) error {
	lines := bufio.NewScanner(s.in)
	lines.Buffer(make([]byte, 1<<20), maxInput)
	out := bufio.NewWriter(s.out)
	failed := false
	for lines.Scan() {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		var c app.BatchCall
		answer, err := []byte(nil), json.Unmarshal(line, &c)
		if err != nil {
			err = trade.Faultf(trade.Invalid, "This line is not a call {\"call\": NAME, \"in\": {…}}: %w.", err)
		} else {
			answer, err = d.Call(s.ctx, c.Call, c.In)
		}
		if err != nil {
			failed = true
			if err := writeJSON(out, failure{app.AsError(err)}); err != nil {
				return err
			}
		} else if _, err := out.Write(append(answer, '\n')); err != nil {
			return err
		}
		// Whoever asks waits for the answer before the next question.
		if err := out.Flush(); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return trade.Faultf(trade.External, "The input could not be read: %w.", err)
	}
	if failed {
		return errors.Join(errSaid, out.Flush())
	}
	return out.Flush()
}
