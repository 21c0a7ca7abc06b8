package app

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// unreached keeps of a reader whom a mail server refused for good that mail does not reach that address.
func (w *work) unreached(m *trade.Message, address string) error {
	for _, reader := range append([]string{m.To}, m.Copies()...) {
		if strings.EqualFold(reader, address) {
			return w.ComesBack(address, w.today)
		}
	}
	return nil
}

// reached forgets of everybody who got a message that mail did not reach them.
func (w *work) reached(m *trade.Message) error {
	for _, reader := range append([]string{m.To}, m.Copies()...) {
		if err := w.ComesBack(reader, ""); err != nil {
			return err
		}
	}
	return nil
}

// houseCode is the part of a server's words that says what it refuses: 5.1.1 is a reader, 5.7.1 a rule of the house.
var houseCode = regexp.MustCompile(`\b5\.(\d{1,3})\.\d{1,3}\b`)

// ofReader says whether a refusal is about the reader's address, and not about the sender, the message, or a mailbox that is full today.
func (e *PostError) ofReader() bool {
	if e.Trouble != RefusedWholly || e.Reader == "" {
		return false
	}
	if code := houseCode.FindStringSubmatch(e.Words); code != nil {
		return code[1] == "1" || code[1] == "2" && !strings.Contains(e.Words, "5.2.2")
	}
	return e.Code == 550 || e.Code == 551 || e.Code == 553
}

// doubtReader says in words that mail to an address does not arrive; empty where nothing is known.
func doubtReader(people []trade.Contact, address string) string {
	i := slices.IndexFunc(people, func(c trade.Contact) bool { return c.Bounced != "" && strings.EqualFold(c.Email, address) })
	if i < 0 {
		return ""
	}
	return fmt.Sprintf("Mail to %s has not arrived since %s. Ask for the right address, and enter it at the contact.", people[i].Email, people[i].Bounced)
}
