package main

import (
	"bufio"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// sink is a mail server on this computer alone, for the bench: it offers what Postfix offers, over TLS with keys of the usual size, signed by an
// authority, and forgets what it takes.
type sink struct {
	port  int
	roots *tls.Config
	count atomic.Int64
	l     net.Listener
	open  sync.WaitGroup
}

func openSink() (*sink, error) {
	cert, roots, err := benchCertificate()
	if err != nil {
		return nil, err
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12})
	if err != nil {
		return nil, err
	}
	s := &sink{port: l.Addr().(*net.TCPAddr).Port, roots: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, l: l}
	s.open.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.open.Go(func() {
				s.serve(c)
				_ = c.Close() // whoever called has ended already, or failed and says so
			})
		}
	})
	return s, nil
}

// close ends the server when all who call have hung up.
func (s *sink) close() {
	_ = s.l.Close()
	s.open.Wait()
}

func (s *sink) taken() int { return int(s.count.Load()) }

// benchCertificate is a certificate of localhost, and whom to trust for it.
func benchCertificate() (tls.Certificate, *x509.CertPool, error) {
	var keys [2]*rsa.PrivateKey
	for i := range keys {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			return tls.Certificate{}, nil, err
		}
		keys[i] = key
	}
	from, until := time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	authority := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Authority of a bench"}, NotBefore: from, NotAfter: until,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	server := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"}, NotBefore: from, NotAfter: until,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	root, err := x509.CreateCertificate(rand.Reader, authority, authority, &keys[0].PublicKey, keys[0])
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	leaf, err := x509.CreateCertificate(rand.Reader, server, authority, &keys[1].PublicKey, keys[0])
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	trusted, err := x509.ParseCertificate(root)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	pool := x509.NewCertPool()
	pool.AddCert(trusted)
	return tls.Certificate{Certificate: [][]byte{leaf}, PrivateKey: keys[1]}, pool, nil
}

func (s *sink) serve(c net.Conn) {
	in, out := bufio.NewReaderSize(c, 64<<10), bufio.NewWriter(c)
	known := false
	fmt.Fprint(out, "220 localhost ESMTP\r\n")
	for {
		if in.Buffered() == 0 { // answers to commands that came together go together
			if out.Flush() != nil {
				return
			}
		}
		row, err := in.ReadString('\n')
		if err != nil {
			return
		}
		verb, arg, _ := strings.Cut(strings.TrimRight(row, "\r\n"), " ")
		answer := "250 2.0.0 Ok"
		switch strings.ToUpper(verb) {
		case "EHLO":
			answer = "250-localhost\r\n250-PIPELINING\r\n250-SIZE 60000000\r\n250-AUTH PLAIN LOGIN\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME"
		case "AUTH":
			said, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(arg, "PLAIN "))
			known = err == nil && string(said) == "\x00"+benchSender+"\x00"+benchPassword
			if answer = "235 2.7.0 Authentication successful"; !known {
				answer = "535 5.7.8 authentication failed"
			}
		case "MAIL":
			if !known {
				answer = "530 5.7.0 authentication required"
			}
		case "DATA":
			fmt.Fprint(out, "354 End data with <CR><LF>.<CR><LF>\r\n")
			if out.Flush() != nil || swallow(in) != nil {
				return
			}
			s.count.Add(1)
			answer = "250 2.0.0 Ok: queued"
		case "QUIT":
			fmt.Fprint(out, "221 2.0.0 Bye\r\n")
			_ = out.Flush() // the caller goes anyway
			return
		}
		fmt.Fprint(out, answer, "\r\n")
	}
}

// swallow reads a mail up to its end.
func swallow(in *bufio.Reader) error {
	for {
		row, err := in.ReadSlice('\n')
		if err != nil || len(row) == 3 && row[0] == '.' {
			return err
		}
	}
}
