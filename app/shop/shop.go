// Package shop is app's Shops: it speaks with WooCommerce by its REST interface (wc/v3) and with Shopify by its Admin GraphQL interface, over
// net/http. It never decides which orders are taken over, never keeps a key, and never sends one to another host than the shop's.
package shop

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// Shops is app's Shops.
type Shops struct {
	transport http.RoundTripper
	rest      func(context.Context, time.Duration) error
}

// New speaks with shops over the network.
func New() *Shops {
	t := &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: dialer.DialContext, TLSHandshakeTimeout: 15 * time.Second, ResponseHeaderTimeout: time.Minute,
		MaxResponseHeaderBytes: 1 << 20, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
	}
	return &Shops{transport: t, rest: rest}
}

// Shop implements app.Shops.
func (s *Shops) Shop(of *trade.Shop, keys app.ShopKeys) app.ShopLine {
	base, err := url.Parse(of.Address)
	if err != nil {
		base = &url.URL{}
	}
	c := &client{base: base, rest: s.rest}
	c.http = &http.Client{Transport: s.transport, Timeout: answerTime, CheckRedirect: c.redirect}
	if of.Kind == trade.Shopify {
		c.sign = func(r *http.Request) { r.Header.Set("X-Shopify-Access-Token", keys.Secret) }
		return &shopify{client: c}
	}
	c.sign = func(r *http.Request) { r.SetBasicAuth(keys.Key, keys.Secret) }
	return &woo{client: c}
}

// rest waits, unless ctx ends before.
func rest(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// short is the beginning of a text on one line.
func short(text string, n int) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "?")), " ")
	if r := []rune(text); len(r) > n {
		return string(r[:n]) + "…"
	}
	return text
}
