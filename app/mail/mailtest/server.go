// Package mailtest is a mail server for tests, on this computer alone. It takes mail, and misbehaves on demand as real ones do. It is no part
// of the program.
package mailtest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// Mail is what a server has taken.
type Mail struct {
	From string
	To   []string
	Data string
}

// Server is a mail server.
type Server struct {
	Port  int
	Roots *tls.Config // that trusts it

	// What it does wrong; set before it is spoken to.
	Slow      time.Duration                        // how long it thinks before each answer
	Silent    bool                                 // accepts the connection and says nothing
	NoTLS     bool                                 // does not offer STARTTLS
	Full      bool                                 // speaks TLS from the first byte
	User      string                               // with Password; empty: it asks for none
	Password  string                               //
	OnlyLogin bool                                 // offers AUTH LOGIN alone
	OneByOne  bool                                 // does not offer PIPELINING, and forgets what comes before it has answered
	Waits     bool                                 // asks for a message that has no reader, as some servers do
	Forgets   bool                                 // takes readers after it has refused the sender
	Reply     func(verb, arg string, n int) string // its answer to the n-th command of a kind; empty: as it should
	DropAfter string                               // closes the line after this command, without an answer; "." is the end of a mail

	mu    sync.Mutex
	mails []Mail
	count map[string]int
	conns int
	cert  tls.Certificate
}

// Start starts a server; it ends with the test.
func Start(t testing.TB, set func(*Server)) *Server {
	t.Helper()
	s := &Server{count: map[string]int{}}
	if set != nil {
		set(s)
	}
	if err := s.certify(); err != nil {
		t.Fatal(err)
	}
	s.Port = listen(t, s.serve)
	return s
}

// listen answers on a port of this computer until the test is over; each line is answered beside the others.
func listen(t testing.TB, answer func(net.Conn)) (port int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var open sync.WaitGroup
	quit := make(chan struct{})
	t.Cleanup(func() {
		close(quit)
		_ = l.Close()
		open.Wait()
	})
	open.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			ended := make(chan struct{})
			open.Go(func() {
				answer(c)
				close(ended)
			})
			open.Go(func() {
				select {
				case <-quit:
				case <-ended:
				}
				_ = c.Close()
			})
		}
	})
	return l.Addr().(*net.TCPAddr).Port
}

// Mails are what it has taken so far.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail{}, s.mails...)
}

// Forget throws away what it has taken so far.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails = nil
}

// Connections is how often it was called.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.conns
}

func (s *Server) certify() error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		return err
	}
	s.cert = tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	if c, err = x509.ParseCertificate(der); err != nil {
		return err
	}
	pool := x509.NewCertPool()
	pool.AddCert(c)
	s.Roots = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	return nil
}

func (s *Server) serve(c net.Conn) {
	s.mu.Lock()
	s.conns++
	s.mu.Unlock()
	if s.Silent {
		_, _ = io.Copy(io.Discard, c)
		return
	}
	secret := &tls.Config{Certificates: []tls.Certificate{s.cert}, MinVersion: tls.VersionTLS12}
	if s.Full {
		c = tls.Server(c, secret)
	}
	in := bufio.NewReader(c)
	say := func(text string) bool {
		time.Sleep(s.Slow)
		_, err := fmt.Fprintf(c, "%s\r\n", text)
		return err == nil
	}
	if !say("220 localhost ready") {
		return
	}
	open, known := s.Full, s.User == ""
	var mail Mail
	for {
		row, err := in.ReadString('\n')
		if err != nil {
			return
		}
		if s.OneByOne {
			_, _ = in.Discard(in.Buffered())
		}
		verb, arg, _ := strings.Cut(strings.TrimRight(row, "\r\n"), " ")
		verb = strings.ToUpper(verb)
		answer := s.answer(verb, arg)
		if s.DropAfter == verb {
			return
		}
		if verb == "MAIL" {
			mail = Mail{}
		}
		if verb == "RCPT" && mail.From == "" && !s.Forgets {
			answer = "503 5.5.1 no sender"
		}
		if answer != "" {
			if !say(answer) {
				return
			}
			continue
		}
		switch verb {
		case "EHLO", "HELO":
			offers := []string{"250-localhost", "250-8BITMIME", "250-SIZE 60000000"}
			if !s.OneByOne {
				offers = append(offers, "250-PIPELINING")
			}
			if !s.NoTLS && !open {
				offers = append(offers, "250-STARTTLS")
			}
			if s.OnlyLogin {
				offers = append(offers, "250-AUTH LOGIN")
			} else if s.User != "" {
				offers = append(offers, "250-AUTH PLAIN LOGIN")
			}
			say(strings.Join(append(offers, "250 HELP"), "\r\n"))
		case "STARTTLS":
			say("220 go on")
			t := tls.Server(c, secret)
			if t.Handshake() != nil {
				return
			}
			c, in, open = t, bufio.NewReader(t), true
		case "AUTH":
			user, password := s.login(arg, in, say)
			if known = user == s.User && password == s.Password; known {
				say("235 welcome")
			} else {
				say("535 5.7.8 authentication failed")
			}
		case "MAIL":
			mail = Mail{From: between(arg)}
			if !known {
				say("530 5.7.0 authentication required")
				continue
			}
			say("250 ok")
		case "RCPT":
			mail.To = append(mail.To, between(arg))
			say("250 ok")
		case "DATA":
			if len(mail.To) == 0 && !s.Waits {
				say("554 5.5.1 no valid recipients")
				continue
			}
			say("354 go on")
			var b strings.Builder
			for {
				row, err := in.ReadString('\n')
				if err != nil {
					return // without its end nothing is kept
				}
				if row == ".\r\n" {
					break
				}
				b.WriteString(strings.TrimPrefix(row, "."))
			}
			if len(mail.To) == 0 {
				say("554 5.5.1 no valid recipients")
				continue
			}
			answer := s.answer(".", mail.To[0])
			if answer == "" || s.DropAfter == "." {
				mail.Data = b.String()
				s.mu.Lock()
				s.mails = append(s.mails, mail)
				s.mu.Unlock()
				answer = "250 queued"
			}
			if s.DropAfter == "." {
				return
			}
			say(answer)
		case "RSET", "NOOP":
			mail = Mail{}
			say("250 ok")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("502 not known")
		}
	}
}

func (s *Server) answer(verb, arg string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count[verb]++
	if s.Reply == nil {
		return ""
	}
	return s.Reply(verb, arg, s.count[verb])
}

func (s *Server) login(arg string, in *bufio.Reader, say func(string) bool) (user, password string) {
	kind, first, _ := strings.Cut(arg, " ")
	plain := func(text string) string {
		b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
		if err != nil {
			return ""
		}
		return string(b)
	}
	if strings.EqualFold(kind, "PLAIN") {
		parts := strings.Split(plain(first), "\x00")
		if len(parts) == 3 {
			return parts[1], parts[2]
		}
		return "", ""
	}
	ask := func(what string) string {
		say("334 " + base64.StdEncoding.EncodeToString([]byte(what)))
		row, err := in.ReadString('\n')
		if err != nil {
			return ""
		}
		return plain(row)
	}
	return ask("Username:"), ask("Password:")
}

func between(arg string) string {
	_, arg, _ = strings.Cut(arg, "<")
	arg, _, _ = strings.Cut(arg, ">")
	return arg
}
