package mailtest

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// Box is a mailbox on a server that speaks as much IMAP as it takes to wait for mail.
type Box struct {
	Port int

	NoIdle  bool          // does not offer IDLE; set before it is spoken to
	Waiting chan struct{} // gets one for each IDLE that begins

	mu    sync.Mutex
	lines map[net.Conn]*bufio.Writer // that wait
	mails int
	calls int
	stuck bool
}

// StartBox starts a server with an empty mailbox; it ends with the test.
func StartBox(t testing.TB, set func(*Box)) *Box {
	t.Helper()
	s := &Box{lines: map[net.Conn]*bufio.Writer{}, Waiting: make(chan struct{}, 100)}
	if set != nil {
		set(s)
	}
	s.Port = listen(t, s.serve)
	return s
}

// Calls is how often it was called.
func (s *Box) Calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls
}

// Arrive puts a mail into the mailbox and tells all who wait.
func (s *Box) Arrive() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails++
	for _, w := range s.lines {
		fmt.Fprintf(w, "* %d EXISTS\r\n", s.mails)
		_ = w.Flush() // who has hung up waits no more
	}
}

// Change tells all who wait that a mail was read elsewhere.
func (s *Box) Change() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.lines {
		fmt.Fprint(w, "* 1 FETCH (FLAGS (\\Seen))\r\n")
		_ = w.Flush() // as above
	}
}

// Stick makes it answer no more when a waiting ends.
func (s *Box) Stick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stuck = true
}

func (s *Box) isStuck() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stuck
}

// Break hangs up all lines that wait.
func (s *Box) Break() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.lines {
		_ = c.Close()
	}
}

func (s *Box) serve(c net.Conn) {
	s.mu.Lock()
	s.calls++
	s.mu.Unlock()
	in, out := bufio.NewReader(c), bufio.NewWriter(c)
	say := func(format string, args ...any) bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		fmt.Fprintf(out, format+"\r\n", args...)
		return out.Flush() == nil
	}
	offers := "IMAP4rev1 IDLE"
	if s.NoIdle {
		offers = "IMAP4rev1"
	}
	say("* OK [CAPABILITY %s] ready", offers)
	waits := ""
	defer s.forget(c)
	for {
		row, err := in.ReadString('\n')
		if err != nil {
			return
		}
		tag, command, _ := strings.Cut(strings.TrimRight(row, "\r\n"), " ")
		verb, _, _ := strings.Cut(strings.ToUpper(command), " ")
		switch {
		case strings.EqualFold(tag, "DONE"):
			s.forget(c)
			if !s.isStuck() {
				say("%s OK done", waits)
			}
		case verb == "CAPABILITY":
			say("* CAPABILITY %s\r\n%s OK done", offers, tag)
		case verb == "SELECT":
			s.mu.Lock()
			mails := s.mails
			s.mu.Unlock()
			say("* FLAGS ()\r\n* OK [UIDVALIDITY 1] valid\r\n* %d EXISTS\r\n* 0 RECENT\r\n%s OK [READ-WRITE] done", mails, tag)
		case verb == "IDLE":
			waits = tag
			say("+ idling")
			s.mu.Lock()
			s.lines[c] = out
			s.mu.Unlock()
			select {
			case s.Waiting <- struct{}{}:
			default:
			}
		case verb == "LOGOUT":
			say("* BYE then\r\n%s OK done", tag)
			return
		default:
			say("%s OK done", tag)
		}
	}
}

func (s *Box) forget(c net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.lines, c)
}
