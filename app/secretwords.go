package app

import (
	"encoding/base64"
	"errors"
	"strings"
)

// unsaid takes a password out of what a server said: some repeat what they did not accept, and its words are kept with the message, shown
// and logged.
func unsaid(err error, user, secret string) error {
	var e *PostError
	if secret == "" || !errors.As(err, &e) {
		return err
	}
	said := *e
	said.Cause = nil // it says the same once more
	for _, s := range []string{secret, base64.StdEncoding.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte("\x00" + user + "\x00" + secret))} {
		said.Words = strings.ReplaceAll(said.Words, s, "…")
	}
	if said.Words == e.Words {
		return err
	}
	return &said
}
