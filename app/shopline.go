package app

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"dropdesk/app/trade"
)

// Shops speaks with the servers of shops.
type Shops interface {
	// Shop makes a line to a shop; nothing is asked yet. The errors of the line are *ShopError.
	Shop(s *trade.Shop, keys ShopKeys) ShopLine
}

// ShopKeys are what a shop is asked with: key and secret, or a token alone as the secret.
type ShopKeys struct{ Key, Secret string }

// ShopLine is a line to a shop.
type ShopLine interface {
	// Try says what the shop calls itself, if its orders may be read.
	Try(ctx context.Context) (name string, err error)
	// Orders calls take with the orders that were changed since a moment, page by page, the oldest change first. An order that changes
	// meanwhile may come again; more says that there are others, and that it is called once more from the last one's change on.
	Orders(ctx context.Context, since time.Time, take func([]ShopGot) error) (more bool, err error)
	// Tell tells of a shipment. Where that was tried before, the shop is asked first what it knows.
	Tell(ctx context.Context, t *ShopTold) error
}

// ShopGot is an order as a shop tells it.
type ShopGot struct {
	Key       string
	Number    string
	Changed   string // as the shop says it
	At        time.Time
	Shipped   bool // all of it, there
	Cancelled bool
	Text      []byte // JSON
}

// ShopTold is what a shop is told of a shipment.
type ShopTold struct {
	Key      string // of the order
	Number   string // of the shipment, by which it is known again
	Note     string
	Carrier  string
	Parcels  []trade.Parcel
	Lines    []trade.ToldLine
	Notify   bool             // the shop writes to its customer
	Complete bool             // the order is done
	Again    bool             // it was tried before, and may be known
	Before   []trade.ToldLine // with Again and without a tracking number: what else of the order it was told of without one
}

// ShopTrouble is what may be wrong between a shop and us.
type ShopTrouble string

// The troubles.
const (
	ShopUnknown   ShopTrouble = "unknown"   // no server has the name
	ShopSilent    ShopTrouble = "silent"    // it does not answer
	ShopOpenly    ShopTrouble = "openly"    // no secret line
	ShopElsewhere ShopTrouble = "elsewhere" // it sends to another address
	ShopNone      ShopTrouble = "none"      // no shop answers there
	ShopKeyWrong  ShopTrouble = "key wrong" // or expired
	ShopKeyWeak   ShopTrouble = "key weak"  // it may not do this
	ShopBusy      ShopTrouble = "busy"      // too many questions, or a fault that passes
	ShopBroken    ShopTrouble = "broken"    // what it said cannot be read
	ShopRefused   ShopTrouble = "refused"   // it said no
	ShopNotAsked  ShopTrouble = "not asked" // nothing went there
)

// ShopError is a failed talk with a shop.
type ShopError struct {
	Trouble ShopTrouble
	Words   string        // of the shop, or of the system
	After   time.Duration // it may be asked again; zero: it did not say
	Cause   error
}

var shopTroubles = map[ShopTrouble]string{
	ShopUnknown:   "There is no server of this name: %s. Check the shop's address, and whether this computer is online.",
	ShopSilent:    "The shop does not answer: %s. Check its address, and whether this computer is online.",
	ShopOpenly:    "No secret line to the shop could be made: %s. No key was sent. Ask whoever looks after the shop's certificate.",
	ShopElsewhere: "The shop sends to another address, and no key goes there: %s. Enter that address if it is your shop's.",
	ShopNone:      "No shop answers there: %s. Check the address and the kind of shop.",
	ShopKeyWrong:  "The shop does not accept the key: %s. It may have expired or been withdrawn; make a new one in the shop and enter it.",
	ShopKeyWeak:   "The key may not do this: %s. Give it that right in the shop.",
	ShopBusy:      "The shop is busy: %s. It is asked again.",
	ShopBroken:    "What the shop said cannot be read: %s. Nothing of it was taken; it is asked again.",
	ShopRefused:   "The shop refused it: %s.",
}

func (e *ShopError) Error() string {
	if format := shopTroubles[e.Trouble]; format != "" {
		return fmt.Sprintf(format, e.Words)
	}
	return e.Words
}

// Unwrap returns what caused it.
func (e *ShopError) Unwrap() error { return e.Cause }

// passes says whether it may be otherwise the next time without anybody doing anything.
func (e *ShopError) passes() bool {
	switch e.Trouble {
	case ShopUnknown, ShopSilent, ShopBusy, ShopBroken:
		return true
	}
	return false
}

// field is the entry that is wrong.
func (e *ShopError) field() string {
	switch e.Trouble {
	case ShopKeyWrong, ShopKeyWeak:
		return "secret"
	}
	return "address"
}

// shopError takes an error as a failed talk.
func shopError(err error) *ShopError {
	var e *ShopError
	if errors.As(err, &e) {
		return e
	}
	return &ShopError{Trouble: ShopNotAsked, Words: AsError(err).Message, Cause: err}
}

// unsaid takes keys out of what a shop said: some repeat what they did not accept, and its words are kept, shown and logged.
func (k ShopKeys) unsaid(err error) error {
	var e *ShopError
	if !errors.As(err, &e) {
		return err
	}
	said := *e
	for _, s := range []string{k.Secret, k.Key, base64.StdEncoding.EncodeToString([]byte(k.Key + ":" + k.Secret))} {
		if len(s) > 3 {
			said.Words = strings.ReplaceAll(said.Words, s, "…")
		}
	}
	if said.Words == e.Words {
		return err
	}
	said.Cause = nil // it says the same once more
	return &said
}
