package shop

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"dropdesk/app"
)

const (
	answerTime = 2 * time.Minute // of one answer, to its last byte
	mostAnswer = 32 << 20        // bytes of one answer
	mostPages  = 400             // of one fetch
	mostRest   = time.Minute     // that a busy shop is waited for in one fetch; longer than that it comes again later
	tries      = 4               // of one question
)

var dialer = &net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}

// client asks one shop.
type client struct {
	base   *url.URL
	http   *http.Client
	sign   func(*http.Request)
	rest   func(context.Context, time.Duration) error
	rested time.Duration
}

// answer is what a shop said, whatever it was.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// errElsewhere says where a shop would send us.
type errElsewhere struct{ to string }

func (e *errElsewhere) Error() string { return e.to }

// redirect follows within the shop alone, so that no key goes to another host, and no question is lost on the way.
func (c *client) redirect(r *http.Request, via []*http.Request) error {
	if r.URL.Host != c.base.Host || r.URL.Scheme != c.base.Scheme || len(via) > 3 || via[0].Method != r.Method {
		return &errElsewhere{short(r.URL.Scheme+"://"+r.URL.Host+r.URL.Path, 120)}
	}
	return nil
}

// ask asks until the shop has time for it, within bounds. again says that the question changes nothing, so that it may be asked twice.
func (c *client) ask(ctx context.Context, method, path string, query url.Values, body any, again bool) (*answer, error) {
	var sent []byte
	if body != nil {
		var err error
		if sent, err = json.Marshal(body); err != nil {
			return nil, err
		}
	}
	for try := 1; ; try++ {
		a, err := c.once(ctx, method, path, query, sent)
		if err == nil && a.status < 500 && a.status != http.StatusTooManyRequests {
			return a, nil
		}
		busy := err
		if err == nil {
			busy = &app.ShopError{Trouble: app.ShopBusy, Words: a.words(), After: retryAfter(a.header)}
		}
		var e *app.ShopError
		if ctx.Err() != nil || !errors.As(busy, &e) || e.Trouble != app.ShopBusy || try == tries || !again && (err != nil || a.status != http.StatusTooManyRequests) {
			return nil, busy
		}
		if err := c.wait(ctx, e, time.Duration(1<<try)*time.Second); err != nil {
			return nil, err
		}
	}
}

// wait rests as long as a busy shop asks for, or a time of our own; where that is too long, it is the shop's error.
func (c *client) wait(ctx context.Context, e *app.ShopError, own time.Duration) error {
	d := own
	if e.After > 0 {
		d = e.After
	}
	if c.rested+d > mostRest {
		return e
	}
	c.rested += d
	return c.rest(ctx, d)
}

func (c *client) once(ctx context.Context, method, path string, query url.Values, body []byte) (*answer, error) {
	u := *c.base
	u.Path = strings.TrimRight(u.Path, "/") + path
	u.RawQuery = query.Encode()
	var r *http.Request
	var err error
	if body != nil {
		r, err = http.NewRequestWithContext(ctx, method, u.String(), bytes.NewReader(body))
	} else {
		r, err = http.NewRequestWithContext(ctx, method, u.String(), nil)
	}
	if err != nil {
		return nil, &app.ShopError{Trouble: app.ShopNone, Words: "the address cannot be used"}
	}
	c.sign(r)
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", "Dropdesk")
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	res, err := c.http.Do(r)
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer func() { _ = res.Body.Close() }()
	a := &answer{status: res.StatusCode, header: res.Header}
	if a.body, err = io.ReadAll(io.LimitReader(res.Body, mostAnswer+1)); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &app.ShopError{Trouble: app.ShopBroken, Words: "only a part of the answer came"}
	}
	if len(a.body) > mostAnswer {
		return nil, &app.ShopError{Trouble: app.ShopBroken, Words: fmt.Sprintf("one answer has more than %d MB", mostAnswer>>20)}
	}
	return a, nil
}

// failed says why no answer came.
func failed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var (
		name      *net.DNSError
		elsewhere *errElsewhere
		authority x509.UnknownAuthorityError
		host      x509.HostnameError
		invalid   x509.CertificateInvalidError
		verify    *tls.CertificateVerificationError
		record    tls.RecordHeaderError
		alert     tls.AlertError
		of        *url.Error
	)
	if errors.As(err, &of) && !errors.As(err, &elsewhere) {
		err = of.Err // its address would be said twice
	}
	e := &app.ShopError{Trouble: app.ShopSilent, Words: short(err.Error(), 200), Cause: err}
	switch {
	case errors.As(err, &elsewhere):
		e.Trouble, e.Words, e.Cause = app.ShopElsewhere, elsewhere.to, nil
	case errors.As(err, &name) && name.IsNotFound:
		e.Trouble, e.Words = app.ShopUnknown, name.Name
	case errors.As(err, &authority), errors.As(err, &host), errors.As(err, &invalid), errors.As(err, &verify), errors.As(err, &record), errors.As(err, &alert),
		strings.Contains(err.Error(), "HTTP response to HTTPS client"):
		e.Trouble = app.ShopOpenly
	}
	return e
}

// retryAfter is how long a shop wants to be left alone; zero where it does not say.
func retryAfter(h http.Header) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if s, err := strconv.ParseFloat(text, 64); err == nil && s > 0 && s < 1e6 {
		return time.Duration(s * float64(time.Second))
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(time.Until(at), 0)
	}
	return 0
}

// words are what a shop said with an answer that is none: its own, else the number's.
func (a *answer) words() string {
	var told struct {
		Message string          `json:"message"`
		Errors  json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(a.body, &told) == nil {
		if told.Message != "" {
			return short(told.Message, 200)
		}
		var text string
		if json.Unmarshal(told.Errors, &text) == nil && text != "" {
			return short(text, 200)
		}
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)))
}
