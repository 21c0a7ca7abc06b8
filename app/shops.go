package app

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"dropdesk/app/trade"
)

// shopTx is what is kept of shops.
type shopTx interface {
	// Shops lists the shops, each with how far it is read and how many orders wait.
	Shops() ([]trade.Shop, error)
	SaveShop(*trade.Shop) error
	// SaveShopPlace keeps how far a shop is read; that is part of no step.
	SaveShopPlace(shop trade.ID, p trade.ShopPlace) error
	// ShopOrder is what is known of a shop's order; nil where it never came.
	ShopOrder(shop trade.ID, key string) (*trade.ShopOrder, error)
	SaveShopOrder(*trade.ShopOrder) error
	// WaitingShopOrders lists the orders of a shop that are neither taken nor left, in the order in which they came.
	WaitingShopOrders(shop trade.ID) ([]trade.ShopOrder, error)
	AddPush(p *trade.ShopPush, at trade.Stamp) error
	SavePush(*trade.ShopPush) error // without how its sending goes
	Push(trade.ID) (*trade.ShopPush, error)
	// PushesOf lists the words to shops about an order, oldest first; Pushes the newest of all.
	PushesOf(order trade.ID) ([]trade.ShopPush, error)
	Pushes(limit int) ([]trade.ShopPush, error)
	// DuePushes are those to be sent now: written before a moment, or begun and never ended, and claimed by nobody.
	DuePushes(now, before trade.Stamp, limit int) ([]trade.ID, error)
	ClaimPush(id trade.ID, owner string, until trade.Stamp) error
	PushClaimed(id trade.ID, owner string) (bool, error)
	TriedPush(*trade.ShopPush) error // keeps how its sending goes, and ends a claim
}

// ShopIn is a shop with its keys.
type ShopIn struct {
	trade.Shop
	Key    *string `json:"key,omitempty"`    // WooCommerce: the consumer key; left out: as it is
	Secret *string `json:"secret,omitempty"` // the consumer secret, or Shopify's access token; left out: as it is. Both are kept by the operating system
}

// SaveShop adds or changes a shop that orders are fetched from.
func (d *Desk) SaveShop(ctx context.Context, in ShopIn) (*trade.Shop, error) {
	s := in.Shop
	err := d.change(ctx, "SaveShop", func(w *work) error {
		if err := s.Check(); err != nil {
			return err
		}
		all, err := w.Shops()
		if err != nil {
			return err
		}
		for i := range all {
			x := &all[i]
			if x.ID != s.ID && x.Channel == s.Channel {
				return trade.Faultf(trade.Refused, "The orders of %s have the channel %s already, and two shops have the same numbers. Choose another one.", shopName(x), s.Channel).In("channel")
			}
			if x.ID == s.ID && x.Channel != s.Channel && x.Place.Changed != "" {
				return trade.Faultf(trade.Refused, "Orders of %s came by the channel %s already, and would come once more by another.", shopName(x), x.Channel).In("channel")
			}
			if x.ID == s.ID && (x.Address != s.Address || x.Kind != s.Kind) {
				if in.Secret == nil || s.Kind == trade.WooCommerce && in.Key == nil {
					return trade.Faultf(trade.Invalid, "With another address the key is to be entered again: it is not sent elsewhere unasked.").In("secret")
				}
				if err := w.SaveShopPlace(s.ID, trade.ShopPlace{}); err != nil { // its orders are others
					return err
				}
			}
		}
		if err := w.SaveShop(&s); err != nil {
			return err
		}
		if in.Key != nil {
			if err := d.keepSecret(shopSecret(&s, "key"), strings.TrimSpace(*in.Key)); err != nil {
				return at(err, "key")
			}
		}
		if in.Secret != nil {
			if err := d.keepSecret(shopSecret(&s, "secret"), strings.TrimSpace(*in.Secret)); err != nil {
				return at(err, "secret")
			}
		}
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindShop, ID: s.ID})
		return w.note(trade.KindCompany, 1, "shop", shopName(&s), "", "")
	})
	return &s, err
}

// shopSecret names a key of a shop in the keyring. Two files with the same shop share it.
func shopSecret(s *trade.Shop, which string) string {
	return fmt.Sprintf("shop %s %s", which, s.Address)
}

func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Host
	}
	return address
}

// shopName is what a shop is called: its host, and where WordPress lies below it.
func shopName(s *trade.Shop) string {
	_, rest, _ := strings.Cut(s.Address, "://")
	return rest
}

// ListShops lists the shops, each with how far it is read.
func (d *Desk) ListShops(ctx context.Context, _ Nothing) (All[trade.Shop], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Shop, error) { return w.Shops() })
}

// TestShopOut says how the trial went.
type TestShopOut struct {
	Name string `json:"name"` // what the shop calls itself
}

// TestShop tries a shop, which need not be saved yet, and says in words what is wrong if its orders cannot be read.
func (d *Desk) TestShop(ctx context.Context, in ShopIn) (out TestShopOut, err error) {
	if err := in.Check(); err != nil {
		return out, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	line, keys, err := d.shopLine(&in.Shop, &in)
	if err == nil {
		out.Name, err = line.Try(ctx)
	}
	if err == nil {
		return out, nil
	}
	e := shopError(keys.unsaid(err))
	if ctx.Err() != nil {
		e = &ShopError{Trouble: ShopSilent, Words: "within a minute"}
	}
	return out, trade.Faultf(trade.External, "%w", e).In("%s", e.field())
}

// shopLine makes a line to a shop by its kept keys, or by those that are given.
func (d *Desk) shopLine(s *trade.Shop, in *ShopIn) (ShopLine, ShopKeys, error) {
	var keys ShopKeys
	if d.shops == nil {
		return nil, keys, &ShopError{Trouble: ShopNotAsked, Words: "This program cannot speak with shops."}
	}
	read := func(given *string, which string) (string, error) {
		if given != nil {
			return strings.TrimSpace(*given), nil
		}
		if d.secrets == nil {
			return "", nil
		}
		text, err := d.secrets.Secret(shopSecret(s, which))
		if err != nil {
			err = &ShopError{Trouble: ShopKeyWrong, Words: fmt.Sprintf("it could not be read on this computer (%v)", err), Cause: err}
		}
		return text, err
	}
	var key, secret *string
	if in != nil {
		key, secret = in.Key, in.Secret
	}
	var err error
	if s.Kind == trade.WooCommerce {
		if keys.Key, err = read(key, "key"); err != nil {
			return nil, keys, err
		}
	}
	if keys.Secret, err = read(secret, "secret"); err != nil {
		return nil, keys, err
	}
	if keys.Secret == "" || s.Kind == trade.WooCommerce && keys.Key == "" {
		return nil, keys, &ShopError{Trouble: ShopKeyWrong, Words: "none is kept on this computer"}
	}
	if strings.ContainsFunc(keys.Key+keys.Secret, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, keys, &ShopError{Trouble: ShopKeyWrong, Words: "it holds signs that no key has"}
	}
	return d.shops.Shop(s, keys), keys, nil
}

// shop is the shop with an id.
func (w *work) shop(id trade.ID) (*trade.Shop, error) {
	all, err := w.Shops()
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].ID == id {
			return &all[i], nil
		}
	}
	return nil, trade.Faultf(trade.NotFound, "There is no shop with the id %d.", id)
}

// shopOn is the shop whose orders come in on a channel; nil where there is none.
func (w *work) shopOn(channel string) (*trade.Shop, error) {
	all, err := w.Shops()
	for i := range all {
		if all[i].Channel == channel {
			return &all[i], err
		}
	}
	return nil, err
}

// shopCalled is the shop with an id, an address, a host or a channel.
func (w *work) shopCalled(id trade.ID, text string) (*trade.Shop, error) {
	if id != 0 {
		return w.shop(id)
	}
	all, err := w.Shops()
	if err != nil {
		return nil, err
	}
	text = strings.ToLower(strings.TrimRight(strings.TrimSpace(text), "/"))
	for i := range all {
		s := &all[i]
		if text == fmt.Sprint(s.ID) || text == s.Channel || text == s.Address || text == strings.ToLower(shopName(s)) || text == hostOf(s.Address) {
			return s, nil
		}
	}
	if text == "" && len(all) == 1 {
		return &all[0], nil
	}
	return nil, trade.Faultf(trade.NotFound, "There is no shop %q. Name it by its address, its channel or its id.", text).In("shop")
}
