package kit

import (
	"fmt"
	"runtime/debug"
)

// Failure is a panic that did not end the program.
type Failure struct {
	What  any
	Stack []byte
}

// Error says what happened, in the program's own words.
func (f *Failure) Error() string { return fmt.Sprint(f.What) }

// caught tells of a failure, in the window's goroutine; nil where failures end the program.
var caught func(*Failure)

// Catch lets failures be told instead of ending the program.
func Catch(tell func(*Failure)) { caught = tell }

// Try does something and returns its failure.
func Try(do func()) (f *Failure) {
	if caught == nil {
		do()
		return nil
	}
	defer func() {
		if what := recover(); what != nil {
			f = &Failure{what, debug.Stack()}
		}
	}()
	do()
	return nil
}

// Guard does something in the window's goroutine and tells of its failure.
func Guard(do func()) {
	if f := Try(do); f != nil {
		caught(f)
	}
}
