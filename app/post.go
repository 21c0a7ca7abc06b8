package app

import (
	"context"
	"errors"
	"fmt"

	"dropdesk/app/trade"
)

// Post brings mails to a mail server.
type Post interface {
	// Open connects and logs in; ctx bounds the whole life of the line. Its errors are *PostError.
	Open(ctx context.Context, account *trade.MailAccount, password string) (Line, error)
}

// Line is a connection to a mail server, for one mail after another.
type Line interface {
	// Send delivers a mail. last is called when all but its end is with the server: if it fails, the server keeps nothing of the mail; after it
	// the server may have taken the mail even if no answer comes. Send answers with the server's words, or a *PostError.
	Send(eml []byte, from string, to []string, last func() error) (words string, err error)
	Close() error
}

// Secrets keeps passwords outside of the company file.
type Secrets interface {
	// Secret reads a secret; an empty one if it is not known.
	Secret(name string) (string, error)
	// KeepSecret replaces a secret; an empty one is forgotten.
	KeepSecret(name, secret string) error
}

// Trouble is what may be wrong with a delivery.
type Trouble string

// The troubles. The first five concern the account, and every message alike.
const (
	NoSuchServer  Trouble = "no such server"
	NoAnswer      Trouble = "no answer"
	NotSecret     Trouble = "not secret"
	NotLoggedIn   Trouble = "not logged in"
	NotNow        Trouble = "not now"        // the server is busy
	RefusedForNow Trouble = "refused now"    // this message, for now
	RefusedWholly Trouble = "refused"        // this message, for good
	MaybeTaken    Trouble = "maybe taken"    // the line died after the end of the message and before the answer
	Unsendable    Trouble = "cannot be sent" // no server was asked
)

// PostError is a failed delivery.
type PostError struct {
	Trouble Trouble
	Words   string // of the server, or of the system
	Code    int    // the server's reply code, zero where there is none
	Reader  string // the address that it refused; empty where it refused something else
	Cause   error
}

// troubleWords say what is wrong, with the words of the server, and what to do.
var troubleWords = map[Trouble]string{
	NoSuchServer:  "There is no mail server of this name: %s. Check the server's name, and whether this computer is online.",
	NoAnswer:      "The mail server does not answer: %s. Check port and name, and whether this computer is online.",
	NotSecret:     "No secret line to the mail server could be made: %s. Nothing was sent. Check the name, and STARTTLS or TLS, with the mail provider.",
	NotLoggedIn:   "The mail server did not accept user and password: %s. Enter them again; many providers want an app password.",
	NotNow:        "The mail server is busy: %s. It is tried again.",
	RefusedForNow: "The mail server does not take it for now: %s. It is tried again.",
	RefusedWholly: "The mail server refused it: %s. Check the address, and whether the account may send from this one.",
	MaybeTaken:    "The line broke before the mail server had answered: %s. It may have arrived; ask the reader, then say whether it did.",
}

func (e *PostError) Error() string {
	if format := troubleWords[e.Trouble]; format != "" {
		return fmt.Sprintf(format, e.Words)
	}
	return e.Words
}

// Unwrap returns what caused it.
func (e *PostError) Unwrap() error { return e.Cause }

// ofAccount says whether no message would fare better.
func (e *PostError) ofAccount() bool {
	switch e.Trouble {
	case NoSuchServer, NoAnswer, NotSecret, NotLoggedIn, NotNow:
		return true
	}
	return false
}

// postError takes an error as a failed delivery.
func postError(err error) *PostError {
	var e *PostError
	if errors.As(err, &e) {
		return e
	}
	return &PostError{Trouble: Unsendable, Words: AsError(err).Message, Cause: err}
}
