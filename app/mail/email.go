package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jordan-wright/email"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// compose is the only place that knows the library.
func compose(m app.Mail, date time.Time) ([]byte, error) {
	id := strings.Trim(m.MessageID, "<>")
	e := email.NewEmail()
	e.From = address(m.FromName, m.From)
	e.To = []string{address(m.ToName, m.To)}
	e.Cc = m.Cc
	e.Subject = m.Subject
	e.Text = []byte(plainText(m))
	logo := ""
	if len(m.Logo) > 0 {
		logo = "cid:logo." + id
		a, err := e.Attach(bytes.NewReader(m.Logo), "logo.png", "image/png")
		if err != nil {
			return nil, trade.Faultf(trade.External, "The logo could not be put into the message: %w.", err)
		}
		a.HTMLRelated = true
		a.Header.Set("Content-Disposition", "inline; filename=logo.png")
		a.Header.Set("Content-ID", "<"+strings.TrimPrefix(logo, "cid:")+">")
	}
	var err error
	if e.HTML, err = asPage(m, logo); err != nil {
		return nil, trade.Faultf(trade.External, "The message could not be written: %w.", err)
	}
	e.Headers.Set("Message-Id", "<"+id+">")
	e.Headers.Set("Date", date.Format(time.RFC1123Z))
	for i, f := range m.Files {
		a, err := e.Attach(bytes.NewReader(f.File), f.Name, f.Type)
		if err != nil {
			return nil, trade.Faultf(trade.External, "%s could not be attached: %w.", f.Name, err)
		}
		// The library would write the name as it is; this encodes it where it must be (RFC 2231).
		a.Header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
		a.Header.Set("Content-ID", "<file"+strconv.Itoa(i+1)+"."+id+">")
	}
	b, err := e.Bytes()
	if err != nil {
		return nil, trade.Faultf(trade.External, "The message could not be written: %w.", err)
	}
	return settled(b, id), nil
}

// settled makes the same bytes of the same message: the library writes the head in any order and
// separates the parts by a random text. Encoded words of the head come onto lines of their own,
// because a mail server may refuse lines of more than 998 bytes.
func settled(eml []byte, id string) []byte {
	for i, m := range boundary.FindAllSubmatch(eml, -1) {
		sum := sha256.Sum256(strconv.AppendInt([]byte(id), int64(i), 10))
		eml = bytes.ReplaceAll(eml, m[1], []byte(hex.EncodeToString(sum[:])[:len(m[1])]))
	}
	head, body, _ := bytes.Cut(eml, []byte("\r\n\r\n"))
	fields := bytes.Split(bytes.ReplaceAll(head, []byte("\r\n "), []byte("\x00")), []byte("\r\n"))
	slices.SortFunc(fields, bytes.Compare)
	head = bytes.ReplaceAll(bytes.Join(fields, []byte("\r\n")), []byte("\x00"), []byte("\r\n "))
	head = bytes.ReplaceAll(head, []byte("?= =?"), []byte("?=\r\n =?"))
	return bytes.Join([][]byte{head, body}, []byte("\r\n\r\n"))
}

var boundary = regexp.MustCompile(`boundary=([0-9a-f]{60})`)
