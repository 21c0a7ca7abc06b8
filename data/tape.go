package data

import (
	"context"
	"fmt"
	"strings"

	"dropdesk/app"
)

// Tape holds what transactions wrote, statement by statement. Played on a new file it writes the
// same rows in the same transactions without any rule: the yardstick of the benches.
type Tape struct {
	steps [][]written
}

type written struct {
	query string
	args  []any
}

// Record makes the store put all that it writes from now on on a tape, until Stop. It must not run
// beside a transaction.
func (s *Store) Record() *Tape {
	s.writer.tape = &Tape{}
	return s.writer.tape
}

// Stop ends a recording.
func (s *Store) Stop() { s.writer.tape = nil }

// Play writes what is on the tape, one transaction for each that was recorded.
func (s *Store) Play(tape *Tape) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	for _, step := range tape.steps {
		err := s.writer.run(background, "BEGIN IMMEDIATE", nil, func(at app.Tx) error {
			t := at.(*tx)
			for _, w := range step {
				if err := t.exec(w.query, w.args...); err != nil {
					return fmt.Errorf("%w in: %s", err, w.query)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Statements is how many statements the tape holds.
func (tape *Tape) Statements() (n int) {
	for _, s := range tape.steps {
		n += len(s)
	}
	return n
}

// add keeps a statement with its values as they are now.
func (tape *Tape) add(query string, args []any) {
	if strings.HasPrefix(query, "BEGIN") {
		tape.steps = append(tape.steps, nil)
		return
	}
	if query == "COMMIT" || query == "ROLLBACK" {
		return
	}
	values := make([]any, len(args))
	for i, a := range args {
		values[i] = valueOf(a)
	}
	last := len(tape.steps) - 1
	tape.steps[last] = append(tape.steps[last], written{query, values})
}

func valueOf(a any) any {
	if v, other := plainly(a); !other {
		return v
	}
	v, err := asValue(a)
	if err != nil {
		return a
	}
	return v
}

// Walk reads every order once, as a list without indexes would: the yardstick of what is looked at.
func (s *Store) Walk(ctx context.Context) error {
	return s.Read(ctx, func(at app.Tx) error {
		var n int
		_, err := at.(*tx).one("SELECT COUNT(*) FROM sales_order WHERE customer LIKE '%qzx%' OR memo LIKE '%qzx%'", nil, &n)
		return err
	})
}
