//go:build !unix

package main

import "time"

var begun = time.Now()

// worked is the time since the start, where the system tells nothing better.
func worked() time.Duration { return time.Since(begun) }
