// Package mail turns a message of the outbox into the bytes that a mail server or a mail program
// takes, and brings them to a server. It never decides what is sent, to whom, or whether again.
package mail

import (
	"encoding/base64"
	netmail "net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// Mailer is app's Mailer.
type Mailer struct{}

// New is the mailer.
func New() *Mailer { return &Mailer{} }

// EML is the message as an .eml file. The same message has the same Message-ID and date every
// time, so that a server or a reader recognises a second copy. What could break out of its line
// in the head is refused, not repaired: nobody has a name with a line break.
func (*Mailer) EML(m app.Mail) ([]byte, error) {
	date, err := check(m)
	if err != nil {
		return nil, err
	}
	return compose(m, date)
}

func check(m app.Mail) (time.Time, error) {
	for _, f := range []struct{ what, text string }{
		{"message number", m.MessageID}, {"sender", m.From}, {"sender's name", m.FromName},
		{"recipient", m.To}, {"recipient's name", m.ToName}, {"subject", m.Subject},
	} {
		if strings.ContainsAny(f.text, "\r\n\x00") || !utf8.ValidString(f.text) {
			return time.Time{}, trade.Faultf(trade.Invalid, "The %s of the message contains a line break or a character that no mail may carry. Take it out.", f.what)
		}
	}
	for _, f := range []struct{ what, address string }{{"sender", m.From}, {"recipient", m.To}} {
		if f.address == "" {
			return time.Time{}, trade.Faultf(trade.Invalid, "The message has no e-mail address of its %s. Enter one.", f.what)
		}
		if err := trade.CheckEmail(f.what, f.address); err != nil {
			return time.Time{}, err
		}
	}
	for _, cc := range m.Cc {
		if err := trade.CheckEmail("recipient of a copy", cc); err != nil {
			return time.Time{}, err
		}
	}
	id := strings.Trim(m.MessageID, "<>")
	if left, right, _ := strings.Cut(id, "@"); left == "" || right == "" || strings.ContainsFunc(id, notInID) {
		return time.Time{}, trade.Faultf(trade.Invalid, "The message has no usable number (%q); it could not be told from others.", m.MessageID)
	}
	for _, f := range m.Files {
		if f.Name == "" || strings.ContainsAny(f.Name, "/\\\r\n\x00") || len(f.Name) > 255 || !utf8.ValidString(f.Name) {
			return time.Time{}, trade.Faultf(trade.Invalid, "%q cannot be the name of an attachment.", f.Name)
		}
	}
	date, err := time.Parse(time.RFC3339, string(m.Date))
	if err != nil {
		return time.Time{}, trade.Faultf(trade.Invalid, "The message has no date.")
	}
	return date.UTC(), nil
}

func notInID(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`<>()[],;:\"`, r) }

// address is an address with its name as a message head carries it. The library cuts addresses at
// commas, so a name with a comma goes to it encoded.
func address(name, addr string) string {
	if strings.Contains(name, ",") {
		name = "=?utf-8?b?" + base64.StdEncoding.EncodeToString([]byte(name)) + "?="
		return name + " <" + addr + ">"
	}
	a := netmail.Address{Name: name, Address: addr}
	return a.String()
}
