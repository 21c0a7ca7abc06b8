package mail

import (
	"bytes"
	"errors"
	"fmt"
	"net/textproto"
	"strings"

	"dropdesk/app"
)

// Send implements app.Line. Where the server permits it (RFC 2920), commands go out together and their answers are read afterwards: a message
// costs two rounds to the server and back instead of five. The end of a message is never sent together with what comes after it, because the
// answer to it decides what becomes of the message.
func (l *line) Send(eml []byte, from string, to []string, last func() error) (string, error) {
	for _, address := range append([]string{from}, to...) {
		if strings.ContainsAny(address, "\r\n\x00<>") || address == "" {
			return "", &app.PostError{Trouble: app.Unsendable, Words: fmt.Sprintf("%q is no e-mail address.", address)}
		}
	}
	if l.client == nil { // it was hung up so that nothing would be sent
		return "", &app.PostError{Trouble: app.NoAnswer, Words: "the line was closed"}
	}
	dirty := l.dirty
	l.dirty = true
	for _, flight := range l.flights(dirty, len(eml), from, to) {
		if err := l.fly(flight); err != nil {
			return "", err
		}
	}
	if err := l.write(dotted(eml)); err != nil {
		return "", greeted(err)
	}
	if err := last(); err != nil {
		_ = l.drop() // without its end the server keeps nothing of it
		return "", err
	}
	if err := l.write([]byte(".\r\n")); err != nil {
		return "", maybeTaken(refused(err))
	}
	if _, _, err := l.client.Text.ReadResponse(250); err != nil {
		return "", maybeTaken(refused(err))
	}
	l.dirty = false
	return "taken by the mail server", nil
}

// maybeTaken is a failure after the end of a message: without an answer nobody knows.
func maybeTaken(e *app.PostError) *app.PostError {
	if e.Code == 0 {
		e.Trouble = app.MaybeTaken
	}
	return e
}

// command is a command of SMTP with the answer that is hoped for.
type command struct {
	text   string
	hoped  int
	reader string // the reader that it names
}

// flights are the commands before a message, those that go out together in one.
func (l *line) flights(dirty bool, size int, from string, to []string) (list [][]command) {
	mail := "MAIL FROM:<" + from + ">"
	if ok, _ := l.client.Extension("8BITMIME"); ok {
		mail += " BODY=8BITMIME"
	}
	if ok, _ := l.client.Extension("SIZE"); ok {
		mail += fmt.Sprintf(" SIZE=%d", size)
	}
	if ok, _ := l.client.Extension("SMTPUTF8"); ok && strings.ContainsFunc(from+strings.Join(to, ""), func(r rune) bool { return r > '~' }) {
		mail += " SMTPUTF8"
	}
	all := []command{{text: mail, hoped: 250}}
	if dirty {
		all = append([]command{{text: "RSET", hoped: 250}}, all...)
	}
	for _, address := range to {
		all = append(all, command{text: "RCPT TO:<" + address + ">", hoped: 25, reader: address})
	}
	data := command{text: "DATA", hoped: 354}
	pipe, _ := l.client.Extension("PIPELINING")
	switch {
	case pipe && len(to) == 1:
		return [][]command{append(all, data)}
	case pipe: // with one of several refused, the server would wait for a message that must not come
		return [][]command{all, {data}}
	}
	for _, c := range append(all, data) {
		list = append(list, []command{c})
	}
	return list
}

// fly sends commands together and reads the answers to all of them; the first that was not hoped for is the error.
func (l *line) fly(flight []command) error {
	w := l.client.Text.W
	for _, c := range flight {
		_, _ = w.WriteString(c.text) // its error comes with the flush
		_, _ = w.WriteString("\r\n")
	}
	if err := w.Flush(); err != nil {
		return greeted(err)
	}
	var failed *app.PostError
	readers := 0
	for _, c := range flight {
		_, _, err := l.client.Text.ReadResponse(c.hoped)
		if c.reader != "" && err == nil {
			readers++
		}
		if failed != nil {
			if err == nil && c.hoped == 354 { // it waits for a message that must not come
				if readers > 0 {
					_ = l.drop()
					break
				}
				err = l.callOff()
			}
			if err != nil && !isReply(err) {
				break
			}
			continue
		}
		if err == nil {
			continue
		}
		switch {
		case c.text == "RSET":
			failed = greeted(err)
		default:
			failed = refused(err)
		}
		if c.reader != "" {
			failed.Words, failed.Reader = c.reader+": "+failed.Words, c.reader
		}
		if !isReply(err) {
			break
		}
	}
	if failed != nil {
		return failed
	}
	return nil
}

// callOff ends a message that was never begun.
func (l *line) callOff() error {
	if err := l.write([]byte(".\r\n")); err != nil {
		return err
	}
	_, _, err := l.client.Text.ReadResponse(0)
	return err
}

func isReply(err error) bool {
	var reply *textproto.Error
	return errors.As(err, &reply)
}

// write sends bytes as they are; many go past the buffer, in as few records of TLS as can be.
func (l *line) write(p []byte) error {
	w := l.client.Text.W
	if _, err := w.Write(p); err != nil {
		return err
	}
	return w.Flush()
}

// dotted is a message as it goes over the line: each row ends in CR LF, and none is a dot alone, which is the end. A CR or LF alone, by which some
// servers end rows and others do not, ends one here, so that no server finds an end that another has overlooked.
func dotted(eml []byte) []byte {
	out := make([]byte, 0, len(eml)+len(eml)/16+64)
	for len(eml) > 0 {
		row := eml
		if i := bytes.IndexByte(eml, '\n'); i >= 0 {
			row, eml = eml[:i], eml[i+1:]
		} else {
			eml = nil
		}
		row = bytes.TrimSuffix(row, []byte("\r"))
		for i := bytes.IndexByte(row, '\r'); i >= 0; i = bytes.IndexByte(row, '\r') {
			out = append(stuffed(out, row[:i]), '\r', '\n')
			row = row[i+1:]
		}
		out = append(stuffed(out, row), '\r', '\n')
	}
	return out
}

// stuffed adds a row, whose dot in front is doubled.
func stuffed(out, row []byte) []byte {
	if len(row) > 0 && row[0] == '.' {
		out = append(out, '.')
	}
	return append(out, row...)
}
