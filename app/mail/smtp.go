package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// Post is app's Post over SMTP. Every wait has an end: connecting, each command, and what the context allows for the whole.
type Post struct {
	Connect time.Duration // to connect
	Command time.Duration // for each command, and for each part of a message
	Roots   *tls.Config   // trusted certificates; nil: the system's
}

// NewPost waits as long as mail servers may be expected to take (RFC 5321, 4.5.3.2, shortened for a person who waits).
func NewPost() *Post { return &Post{Connect: 15 * time.Second, Command: 60 * time.Second} }

// Open implements app.Post.
func (p *Post) Open(ctx context.Context, a *trade.MailAccount, password string) (app.Line, error) {
	dial := net.Dialer{Timeout: p.Connect}
	raw, err := dial.DialContext(ctx, "tcp", net.JoinHostPort(a.Host, strconv.Itoa(a.Port)))
	if ctx.Err() != nil {
		if err == nil {
			_ = raw.Close()
		}
		return nil, &app.PostError{Trouble: app.NoAnswer, Words: "it was not waited for", Cause: ctx.Err()}
	}
	if err != nil {
		return nil, unreachable(a, err)
	}
	secret := &tls.Config{MinVersion: tls.VersionTLS12}
	if p.Roots != nil {
		secret = p.Roots.Clone()
	}
	secret.ServerName = a.Host
	l := &line{conn: &bounded{Conn: raw, each: p.Command}}
	// What is cancelled ends at once, in the middle of whatever it waits for.
	l.stop = context.AfterFunc(ctx, l.conn.end)
	var c net.Conn = l.conn
	if a.Security == trade.FullTLS {
		t := tls.Client(c, secret)
		if err := t.HandshakeContext(ctx); err != nil {
			_ = l.drop()
			return nil, &app.PostError{Trouble: app.NotSecret, Words: plain(err), Cause: err}
		}
		c = t
	}
	if l.client, err = smtp.NewClient(c, a.Host); err != nil {
		_ = l.drop()
		return nil, greeted(err)
	}
	if err := l.begin(a, password, secret); err != nil {
		_ = l.drop()
		return nil, err
	}
	return l, nil
}

// line is app's Line: one connection.
type line struct {
	conn   *bounded
	client *smtp.Client
	stop   func() bool
	dirty  bool // the server still keeps something of a message that went wrong
}

func (l *line) begin(a *trade.MailAccount, password string, secret *tls.Config) error {
	if err := l.client.Hello(helloName(a)); err != nil {
		return greeted(err)
	}
	if a.Security == trade.StartTLS {
		if ok, _ := l.client.Extension("STARTTLS"); !ok {
			return &app.PostError{Trouble: app.NotSecret, Words: "the server does not offer STARTTLS"}
		}
		if err := l.client.StartTLS(secret); err != nil {
			return &app.PostError{Trouble: app.NotSecret, Words: plain(err), Cause: err}
		}
	}
	if a.User == "" {
		return nil
	}
	ok, kinds := l.client.Extension("AUTH")
	if !ok {
		return &app.PostError{Trouble: app.NotLoggedIn, Words: "the server asks for no login; leave the user empty, or choose another port"}
	}
	if err := l.client.Auth(&login{user: a.User, password: password, kinds: strings.Fields(kinds)}); err != nil {
		if e := answered(err); e.Code >= 500 || e.Code == 0 && !isNet(err) {
			return &app.PostError{Trouble: app.NotLoggedIn, Words: e.Words, Code: e.Code, Cause: err}
		}
		return greeted(err)
	}
	return nil
}

// helloName is the name that this computer gives itself: the domain of the sender, because its own is seldom known to anybody.
func helloName(a *trade.MailAccount) string {
	_, host, _ := strings.Cut(a.Address, "@")
	if host == "" || strings.ContainsFunc(host, func(r rune) bool { return r > '~' }) {
		return "localhost"
	}
	return host
}

// Close implements app.Line.
func (l *line) Close() error {
	if l.client == nil {
		return nil
	}
	err := l.client.Quit()
	_ = l.drop() // it is closed already, unless quitting failed
	return err
}

func (l *line) drop() error {
	l.stop()
	l.client = nil
	return l.conn.Close()
}

// unreachable words why no connection came about.
func unreachable(a *trade.MailAccount, err error) *app.PostError {
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return &app.PostError{Trouble: app.NoSuchServer, Words: a.Host, Cause: err}
	}
	words := fmt.Sprintf("%s, port %d", a.Host, a.Port)
	var timeout net.Error
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		words += ", is silent"
	default:
		words += ", refuses the connection"
	}
	return &app.PostError{Trouble: app.NoAnswer, Words: words, Cause: err}
}

// greeted words an error of the line itself: no message is to blame.
func greeted(err error) *app.PostError {
	e := answered(err)
	switch {
	case e.Code == 0:
		e.Trouble = app.NoAnswer
	default:
		e.Trouble = app.NotNow
	}
	return e
}

// refused words an answer to one message.
func refused(err error) *app.PostError {
	e := answered(err)
	switch {
	case e.Code == 0:
		e.Trouble = app.NoAnswer
	case e.Code == 421: // the server closes the line
		e.Trouble = app.NotNow
	case e.Code < 500:
		e.Trouble = app.RefusedForNow
	case e.Code == 530:
		e.Trouble = app.NotLoggedIn
	default:
		e.Trouble = app.RefusedWholly
	}
	return e
}

func answered(err error) *app.PostError {
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return &app.PostError{Words: fmt.Sprintf("%d %s", reply.Code, clean(reply.Msg)), Code: reply.Code, Cause: err}
	}
	return &app.PostError{Words: plain(err), Cause: err}
}

func isNet(err error) bool {
	var n net.Error
	return errors.As(err, &n)
}

// plain words an error of the system without its technical beginning.
func plain(err error) string {
	var unknown *tls.CertificateVerificationError
	var n net.Error
	switch {
	case errors.As(err, &unknown):
		return "its certificate is not valid: " + clean(unknown.Err.Error())
	case errors.As(err, &n) && n.Timeout():
		return "it fell silent"
	case strings.Contains(err.Error(), "EOF") || strings.Contains(err.Error(), "reset by peer") || strings.Contains(err.Error(), "broken pipe"):
		return "it closed the connection"
	}
	return clean(err.Error())
}

// clean makes one line of what a server said, of a length that can be shown.
func clean(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }), " ")
	if r := []rune(strings.ToValidUTF8(s, "?")); len(r) > 300 {
		return string(r[:300]) + " …"
	} else {
		return string(r)
	}
}

// login says user and password by PLAIN or LOGIN, whichever the server offers.
type login struct {
	user, password string
	kinds          []string
}

// Start implements smtp.Auth.
func (a *login) Start(server *smtp.ServerInfo) (string, []byte, error) {
	if local := server.Name == "localhost" || server.Name == "127.0.0.1" || server.Name == "::1"; !server.TLS && !local {
		return "", nil, errors.New("a password goes only over a secret line")
	}
	for _, k := range a.kinds {
		if strings.EqualFold(k, "PLAIN") {
			return "PLAIN", []byte("\x00" + a.user + "\x00" + a.password), nil
		}
	}
	return "LOGIN", nil, nil
}

// Next implements smtp.Auth.
func (a *login) Next(asked []byte, more bool) ([]byte, error) {
	if !more {
		return nil, nil
	}
	if q := strings.ToLower(string(asked)); strings.HasPrefix(q, "user") {
		return []byte(a.user), nil
	} else if strings.HasPrefix(q, "pass") {
		return []byte(a.password), nil
	}
	return nil, fmt.Errorf("the server asked %q", asked)
}
