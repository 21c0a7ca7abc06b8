package shop

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"dropdesk/app"
)

// woo is a shop of WooCommerce. Its orders are fetched by the time of their last change, which WooCommerce 5.8 and later can sort and choose by.
type woo struct{ *client }

const (
	wooPath = "/wp-json/wc/v3"
	wooPage = 50
	wooTime = "2006-01-02T15:04:05"
	// What is asked of an order: all that intake reads, and none of the rest, which plugins fill without end.
	wooFields = "id,number,status,currency,prices_include_tax,date_created,date_modified_gmt,total,total_tax,shipping_total,customer_note,payment_method_title," +
		"billing,shipping,line_items,tax_lines,shipping_lines,fee_lines,coupon_lines,refunds"
)

// Try implements app.ShopLine.
func (w *woo) Try(ctx context.Context) (string, error) {
	var list []wooHead
	if _, err := w.get(ctx, "/orders", url.Values{"per_page": {"1"}, "_fields": {"id,number"}}, &list); err != nil {
		return "", err
	}
	var about struct {
		Name string `json:"name"`
	}
	if a, err := w.ask(ctx, http.MethodGet, "/wp-json/", url.Values{"_fields": {"name"}}, nil, true); err == nil && a.status == http.StatusOK {
		_ = json.Unmarshal(a.body, &about) // the name is a courtesy
	}
	return short(about.Name, 100), nil
}

type wooHead struct {
	ID       int64  `json:"id"`
	Number   string `json:"number"`
	Status   string `json:"status"`
	Modified string `json:"date_modified_gmt"`
}

// Orders implements app.ShopLine. A page begins with the last order of the one before: where it does not, orders have moved, and it goes on
// from that order's change, so that none is lost.
func (w *woo) Orders(ctx context.Context, since time.Time, take func([]app.ShopGot) error) (bool, error) {
	w.rested = 0
	seen := map[string]string{}
	at, offset, moved := since, 0, 0
	var last *app.ShopGot
	for range mostPages {
		q := url.Values{"per_page": {strconv.Itoa(wooPage)}, "offset": {strconv.Itoa(max(offset-1, 0))}, "orderby": {"modified"}, "order": {"asc"}, "status": {"any"},
			"modified_after": {at.UTC().Add(-time.Second).Format(wooTime)}, "dates_are_gmt": {"true"}, "_fields": {wooFields}}
		var raw []json.RawMessage
		a, err := w.get(ctx, "/orders", q, &raw)
		if err != nil {
			return false, err
		}
		page, err := wooPageOf(raw)
		if err != nil {
			return false, err
		}
		if offset == 0 && last == nil && len(page) > 0 && page[0].At.Before(since.Add(-time.Hour)) {
			return false, &app.ShopError{Trouble: app.ShopRefused, Words: "it does not know which orders were changed since a day, which WooCommerce 5.8 and later do"}
		}
		if offset > 0 {
			if len(page) == 0 || page[0].Key != last.Key || page[0].Changed != last.Changed {
				if moved++; moved > 5 {
					return false, &app.ShopError{Trouble: app.ShopBroken, Words: "its list of orders is another with each page"}
				}
				at, offset = last.At, 0
				continue
			}
			page = page[1:]
		}
		fresh := page[:0:0]
		for _, o := range page {
			if was, ok := seen[o.Key]; !ok || was != o.Changed {
				seen[o.Key] = o.Changed
				fresh = append(fresh, o)
			}
		}
		if len(fresh) > 0 {
			if err := take(fresh); err != nil {
				return false, err
			}
		}
		if offset += len(page); len(page) > 0 {
			last = &page[len(page)-1]
		}
		switch total, err := strconv.Atoi(a.header.Get("X-WP-Total")); {
		case err == nil && offset >= total, err != nil && len(raw) < wooPage:
			return false, nil
		case len(page) == 0:
			return false, &app.ShopError{Trouble: app.ShopBroken, Words: fmt.Sprintf("it speaks of %d orders and tells %d", total, offset)}
		}
	}
	return true, nil
}

// wooPageOf reads a page of orders; one that cannot be read makes the page unreadable.
func wooPageOf(raw []json.RawMessage) ([]app.ShopGot, error) {
	var list []app.ShopGot
	for _, text := range raw {
		var h wooHead
		if err := json.Unmarshal(text, &h); err != nil {
			return nil, &app.ShopError{Trouble: app.ShopBroken, Words: short(err.Error(), 100)}
		}
		at, err := time.Parse(wooTime, h.Modified)
		if err != nil || h.ID <= 0 {
			return nil, &app.ShopError{Trouble: app.ShopBroken, Words: "an order has no number or no time of its last change"}
		}
		o := app.ShopGot{Key: strconv.FormatInt(h.ID, 10), Number: short(h.Number, 100), Changed: h.Modified + " " + h.Status, At: at, Text: text}
		switch h.Status {
		case "completed":
			o.Shipped = true
		case "cancelled", "refunded", "failed", "trash", "checkout-draft", "auto-draft":
			o.Cancelled = true
		}
		list = append(list, o)
	}
	return list, nil
}

// Tell implements app.ShopLine. WooCommerce itself has no place for tracking numbers, so they go into a note, which the shop mails to its
// customer where that is wanted. The number of the shipment in the note says whether it is there already.
func (w *woo) Tell(ctx context.Context, t *app.ShopTold) error {
	w.rested = 0
	path := "/orders/" + url.PathEscape(t.Key)
	mark := "(" + t.Number + ")"
	var notes []struct {
		Note string `json:"note"`
	}
	if _, err := w.get(ctx, path+"/notes", url.Values{"_fields": {"id,note"}}, &notes); err != nil {
		return err
	}
	there := false
	for _, n := range notes {
		there = there || strings.Contains(n.Note, mark)
	}
	if !there {
		if _, err := w.send(ctx, http.MethodPost, path+"/notes", map[string]any{"note": t.Note + "\n" + mark, "customer_note": t.Notify}); err != nil {
			return err
		}
	}
	if !t.Complete {
		return nil
	}
	var o wooHead
	if _, err := w.get(ctx, path, url.Values{"_fields": {"id,status"}}, &o); err != nil {
		return err
	}
	switch o.Status {
	case "completed":
		return nil
	case "cancelled", "refunded", "failed", "trash":
		return &app.ShopError{Trouble: app.ShopRefused, Words: fmt.Sprintf("the note is there, and the order is %s", o.Status)}
	}
	_, err := w.send(ctx, http.MethodPut, path, map[string]string{"status": "completed"})
	return err
}

func (w *woo) get(ctx context.Context, path string, q url.Values, into any) (*answer, error) {
	a, err := w.ask(ctx, http.MethodGet, wooPath+path, q, nil, true)
	return a, w.read(a, err, into)
}

func (w *woo) send(ctx context.Context, method, path string, body any) (*answer, error) {
	a, err := w.ask(ctx, method, wooPath+path, nil, body, method == http.MethodPut)
	return a, w.read(a, err, nil)
}

// read takes an answer apart, or says what is wrong with it.
func (w *woo) read(a *answer, err error, into any) error {
	if err != nil {
		return err
	}
	var said struct {
		Code string `json:"code"`
	}
	isJSON := json.Valid(a.body)
	if isJSON {
		_ = json.Unmarshal(a.body, &said) // a list has none
	}
	e := &app.ShopError{Words: a.words()}
	switch {
	case a.status == http.StatusUnauthorized && said.Code == "woocommerce_rest_cannot_view":
		e.Trouble = app.ShopKeyWrong // also where the server does not hand the key on
	case a.status == http.StatusUnauthorized && strings.HasPrefix(said.Code, "woocommerce_rest_cannot_"):
		e.Trouble = app.ShopKeyWeak
	case a.status == http.StatusUnauthorized && said.Code == "woocommerce_rest_authentication_error" && strings.Contains(strings.ToLower(e.Words), "permission"):
		e.Trouble = app.ShopKeyWeak
	case a.status == http.StatusUnauthorized:
		e.Trouble = app.ShopKeyWrong
	case a.status == http.StatusForbidden:
		e.Trouble = app.ShopKeyWeak
	case a.status == http.StatusNotFound && (said.Code == "" || said.Code == "rest_no_route"):
		e.Trouble = app.ShopNone
	case a.status >= 400:
		e.Trouble = app.ShopRefused
	case a.status >= 300, !isJSON && looksLikePage(a.body):
		e.Trouble, e.Words = app.ShopNone, "a page for people answers"
	case !isJSON:
		e.Trouble, e.Words = app.ShopBroken, "the answer ends too soon, or is no JSON"
	case into == nil:
		return nil
	default:
		if err := json.Unmarshal(a.body, into); err == nil {
			return nil
		}
		e.Trouble, e.Words = app.ShopBroken, "the answer is not as WooCommerce gives it"
	}
	return e
}

// looksLikePage says whether a text is HTML.
func looksLikePage(body []byte) bool {
	return strings.HasPrefix(strings.TrimSpace(string(body[:min(len(body), 64)])), "<")
}
