package trade

import (
	"strings"
	"time"
)

// Message is one e-mail that the house decided to send; it is written in the transaction that
// decided it and delivered afterwards.
type Message struct {
	ID        ID     `json:"id"`
	State     string `json:"state"`
	Kind      Kind   `json:"kind"` // of the document it carries
	DocID     ID     `json:"doc_id"`
	Paper     string `json:"paper"` // which paper is attached: quote, order, purchase …
	From      string `json:"from"`
	To        string `json:"to"`
	ToName    string `json:"to_name,omitempty"`
	Cc        string `json:"cc,omitempty"` // who else gets it: addresses, apart by commas
	Subject   string `json:"subject"`
	Body      string `json:"body"`
	MessageID string `json:"message_id"`
	CreatedAt Stamp  `json:"created_at"`
	HandedAt  Stamp  `json:"handed_at,omitempty"` // when it left the house, or was given to a mail program

	// How its delivery goes.
	Attempts int    `json:"attempts,omitempty"`
	TryAt    Stamp  `json:"try_at,omitempty"` // when it is tried again
	Answer   string `json:"answer,omitempty"` // what the mail server said last
}

// Copies are the addresses of those who get a message besides its reader.
func (m *Message) Copies() []string { return Addresses(m.Cc) }

// Addresses takes a list of e-mail addresses apart, as people write it.
func Addresses(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r <= ' ' })
}

// The states of a message. What is neither ready nor failed nor stopped may be with its reader, and is never sent again by itself.
const (
	MessageReady     = "ready"     // waits to be delivered, or to be given to a mail program
	MessageSending   = "sending"   // its last byte is on the way to the server
	MessageSent      = "sent"      // a server has taken it
	MessageFailed    = "failed"    // a server has refused it for good
	MessageUncertain = "uncertain" // the program or the line died before the server answered
	MessageStopped   = "stopped"   // a person did not want it to go after all
	MessageHanded    = "handed"    // given to a mail program, or written as a file
)

// Left says whether the message is out, or may be.
func (m *Message) Left() bool { return MessageLeft(m.State) }

// MessageLeft says the same of a state.
func MessageLeft(state string) bool {
	switch state {
	case MessageReady, MessageFailed, MessageStopped:
		return false
	}
	return true
}

// Linger is how long a message waits before it is delivered, so that it can still be taken back.
const Linger = 10 * time.Second

// Pause is how long a message waits after so many attempts that failed for now: a minute, then longer, a day at most.
// After GiveUp attempts, some five days, it has failed.
func Pause(attempts int) time.Duration {
	pauses := []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour}
	if attempts < 1 {
		attempts = 1
	}
	if attempts > len(pauses) {
		return 24 * time.Hour
	}
	return pauses[attempts-1]
}

// GiveUp is the number of attempts after which a message has failed.
const GiveUp = 11

// MailAccount is a way to a mail server. Its password is not here: it is kept by the operating system, or sealed beside the file.
type MailAccount struct {
	ID       ID     `json:"id"`
	Version  int    `json:"version"`
	Address  string `json:"address"` // the sender; messages from other addresses go by the first account
	Host     string `json:"host"`
	Port     int    `json:"port"`
	Security string `json:"security"` // starttls, tls, or none, which is for a server on this computer alone
	User     string `json:"user"`     // empty: the server asks for none
	Inactive bool   `json:"inactive"`
}

// How the line to a mail server is kept secret.
const (
	StartTLS = "starttls"
	FullTLS  = "tls"
	NoTLS    = "none"
)

// Check refuses an account by which nothing could be sent, or by which a password would go openly.
func (a *MailAccount) Check() error {
	if a.Address == "" {
		return Faultf(Invalid, "The account has no e-mail address to send from. Enter one.").In("address")
	}
	if err := CheckEmail("sender", a.Address); err != nil {
		return at(err, "address")
	}
	return checkServer(a.Host, a.Port, a.Security, a.User, "smtp.example.com", "Mail servers use 587 with STARTTLS and 465 with TLS.")
}

func checkServer(host string, port int, security, user, such, ports string) error {
	if strings.TrimSpace(host) == "" || strings.ContainsAny(host, " /\r\n\t:") {
		return Faultf(Invalid, "%q is not the name of a mail server, such as %s.", host, such).In("host")
	}
	if port < 1 || port > 65535 {
		return Faultf(Invalid, "%d is not a port. %s", port, ports).In("port")
	}
	switch security {
	case StartTLS, FullTLS:
	case NoTLS:
		if h := strings.ToLower(host); h != "localhost" && h != "127.0.0.1" && h != "::1" {
			return Faultf(Invalid, "Without TLS mail and password could be read on the way. Only a server on this computer may do without; choose STARTTLS or TLS for %s.", host).In("security")
		}
	default:
		return Faultf(Invalid, "The line to a mail server is starttls, tls or none, not %q.", security).In("security")
	}
	return CheckShort("user of the mail server", user)
}

// Attachment is a file that went out with a message, as it went.
type Attachment struct {
	Name string `json:"name"`
	Type string `json:"type"`
	File []byte `json:"file"`
}
