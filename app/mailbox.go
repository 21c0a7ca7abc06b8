package app

import (
	"context"
	"fmt"
	"time"

	"dropdesk/app/trade"
)

// Postbox fetches mail from a mail server.
type Postbox interface {
	// OpenBox connects, logs in and opens the folder; ctx bounds the whole. Its errors, and those of the box, are *PostError.
	OpenBox(ctx context.Context, box *trade.Mailbox, password string) (Box, error)
}

// Box is an open folder of a mailbox. Nothing is ever deleted in it.
type Box interface {
	// Validity is the number of the numbering: with another one all mails are numbered anew.
	Validity() uint32
	// After lists the mails with numbers above one, in their order; with zero those that came since a day.
	After(uid uint32, since time.Time) ([]uint32, error)
	// Fetch reads a mail; of one that is larger than it may be, the head alone.
	Fetch(uid uint32) ([]byte, error)
	// Wait waits until new mail may have come, and says whether it has; most bounds it. It fails with ErrNoWait where the server does not tell.
	Wait(ctx context.Context, most time.Duration) (bool, error)
	// Mark puts a flag on a mail that was read here, where the server permits that.
	Mark(uid uint32) error
	Close() error
}

// mailTx is what is kept of mail that comes in.
type mailTx interface {
	Mailboxes() ([]trade.Mailbox, error)
	SaveMailbox(*trade.Mailbox) error
	// SavePlace keeps how far a mailbox is read; that is part of no step.
	SavePlace(mailbox trade.ID, p trade.MailPlace) error
	Received(trade.ID) (*trade.ReceivedMail, error)
	SaveReceived(*trade.ReceivedMail) error
	// ReceivedAs is the mail that was read with a digest; nil where there is none.
	ReceivedAs(digest string) (*trade.ReceivedMail, error)
	// WaitingSheets lists the mails that wait with a sheet of this content.
	WaitingSheets(sha256 string) ([]trade.ReceivedMail, error)
	ListReceived(ListIn) (List[trade.ReceivedMail], error)
	// MessageNumbered is our message with a Message-ID; nil where there is none.
	MessageNumbered(messageID string) (*trade.Message, error)
	// Numbered is the document with a number, and whom it is with; zero where there is none.
	Numbered(number string) (ref, party trade.Ref, err error)
	// Writers are the customers and suppliers with a contact of this address.
	Writers(email string) ([]trade.Ref, error)
	// ComesBack keeps of all contacts with an address since when mail to it comes back; an empty date: it does not.
	ComesBack(email string, since trade.Date) error
	// ContactsBounced are the contacts with an address that mail does not reach.
	ContactsBounced(email string) ([]trade.Contact, error)
	// MoveAttachment gives a file to another record, by another name.
	MoveAttachment(*trade.AttachedFile) error
}

// MailboxIn is a mailbox with its password.
type MailboxIn struct {
	trade.Mailbox
	Password *string `json:"password,omitempty"` // left out: as it is, or that of the user's account for sending; it is kept by the operating system
}

// SaveMailbox adds or changes a mailbox that mail is fetched from.
func (d *Desk) SaveMailbox(ctx context.Context, in MailboxIn) (*trade.Mailbox, error) {
	b := in.Mailbox
	err := d.change(ctx, "SaveMailbox", func(w *work) error {
		if err := b.Check(); err != nil {
			return err
		}
		if err := w.SaveMailbox(&b); err != nil {
			return err
		}
		if in.Password != nil {
			if err := d.keepSecret(boxSecret(&b), *in.Password); err != nil {
				return err
			}
		}
		return w.note(trade.KindCompany, 1, "mailbox", b.User, "", "")
	})
	return &b, err
}

func boxSecret(b *trade.Mailbox) string { return fmt.Sprintf("imap %s@%s", b.User, b.Host) }

// ListMailboxes lists the mailboxes that mail is fetched from, each with how far it is read.
func (d *Desk) ListMailboxes(ctx context.Context, _ Nothing) (All[trade.Mailbox], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Mailbox, error) { return w.Mailboxes() })
}

// TestMailboxOut says how the trial went.
type TestMailboxOut struct {
	New int `json:"new"` // mails of today and yesterday
}

// TestMailbox tries a mailbox, which need not be saved yet, and says in words what is wrong if it cannot be read.
func (d *Desk) TestMailbox(ctx context.Context, in MailboxIn) (out TestMailboxOut, err error) {
	if err := in.Check(); err != nil {
		return out, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	box, err := d.openBox(ctx, &in.Mailbox, in.Password)
	if err == nil {
		var list []uint32
		list, err = box.After(0, d.clock().AddDate(0, 0, -1))
		out.New = len(list)
		_ = box.Close() // it was only looked at
	}
	if err != nil {
		e := postError(err)
		return out, trade.Faultf(trade.External, "%w", e).In("%s", map[Trouble]string{NoSuchServer: "host", NoAnswer: "port", NotSecret: "security", NotLoggedIn: "password", RefusedWholly: "folder"}[e.Trouble])
	}
	return out, nil
}

// openBox opens a mailbox by its password, or by that of the same user's account for sending.
func (d *Desk) openBox(ctx context.Context, b *trade.Mailbox, password *string) (Box, error) {
	if d.postbox == nil {
		return nil, &PostError{Trouble: Unsendable, Words: "This program cannot read mail itself."}
	}
	secret := ""
	switch {
	case password != nil:
		secret = *password
	case d.secrets != nil:
		var err error
		if secret, err = d.secrets.Secret(boxSecret(b)); err == nil && secret == "" {
			secret, err = d.sendingSecret(ctx, b.User)
		}
		if err != nil {
			return nil, &PostError{Trouble: NotLoggedIn, Words: fmt.Sprintf("the password could not be read (%v)", err), Cause: err}
		}
	}
	box, err := d.postbox.OpenBox(ctx, b, secret)
	return box, unsaid(err, b.User, secret)
}

func (d *Desk) sendingSecret(ctx context.Context, user string) (secret string, err error) {
	list, err := d.ListMailAccounts(ctx, Nothing{})
	for i := range list.Rows {
		if a := &list.Rows[i]; a.User == user {
			return d.secrets.Secret(secretOf(a))
		}
	}
	return "", err
}

// MailboxName is who history says has filed what was fetched.
const MailboxName = "Mailbox"

// ReadMailboxesOut is what a round through the mailboxes came to.
type ReadMailboxesOut struct {
	Read     int      `json:"read"`     // mails that concern the house and were not known
	Left     int      `json:"left"`     // mails of others about other things; they stay where they are
	Troubles []string `json:"troubles"` // why a mailbox could not be read
}

// boxTime is how long one mailbox is read at most in a round.
const boxTime = 10 * time.Minute

// ReadMailboxes fetches what has arrived since the last time. Of a mailbox that is read for the first time only mail of today and yesterday counts.
// A mail is read and its place kept in one transaction, so that whoever dies in between reads it again and keeps it once.
func (d *Desk) ReadMailboxes(ctx context.Context, _ Nothing) (out ReadMailboxesOut, err error) {
	out.Troubles = []string{}
	if _, part := ctx.Value(workKey).(*work); part {
		return out, trade.Faultf(trade.Refused, "Reading the mailboxes cannot be a part of other steps. Call it by itself.")
	}
	if err := d.read(ctx, func(w *work) error { return w.may("ReadMailboxes") }); err != nil {
		return out, err
	}
	list, err := d.ListMailboxes(ctx, Nothing{})
	if err != nil {
		return out, err
	}
	ctx = As(ctx, MailboxName)
	for i := range list.Rows {
		if b := &list.Rows[i]; !b.Inactive {
			if err := d.readBox(ctx, b, &out); err != nil {
				return out, err
			}
		}
	}
	return out, nil
}

// readBox reads one mailbox. The error is one of the file; what the server says is kept with the mailbox.
func (d *Desk) readBox(ctx context.Context, b *trade.Mailbox, out *ReadMailboxesOut) error {
	bounded, cancel := context.WithTimeout(ctx, boxTime)
	defer cancel()
	box, err := d.openBox(bounded, b, nil)
	if err != nil {
		return d.boxTrouble(ctx, b, err, out)
	}
	defer func() { _ = box.Close() }()
	since := d.clock()
	if b.Place.ReadAt != "" {
		since = b.Place.ReadAt.Time()
	}
	since = since.AddDate(0, 0, -1)
	was := b.Place
	if b.Place.Validity != box.Validity() {
		b.Place = trade.MailPlace{Validity: box.Validity(), ReadAt: was.ReadAt}
	}
	uids, err := box.After(b.Place.UID, since)
	if err != nil {
		return d.boxTrouble(ctx, b, err, out)
	}
	for _, uid := range uids {
		raw, err := box.Fetch(uid)
		if err != nil {
			return d.boxTrouble(ctx, b, err, out)
		}
		b.Place.UID = uid
		got, err := d.readMail(ctx, "ReadMailboxes", raw, b)
		if err != nil {
			return err
		}
		if len(got.Mails) == 0 {
			out.Left++
			continue
		}
		if !got.Again {
			out.Read++
		}
		if err := box.Mark(uid); err != nil {
			return d.boxTrouble(ctx, b, err, out)
		}
	}
	if now := trade.StampOf(d.clock()); b.Place == was && was.Trouble == "" && now.Time().Sub(was.ReadAt.Time()) < time.Hour {
		return nil
	}
	return d.keepPlace(ctx, b, "")
}

func (d *Desk) boxTrouble(ctx context.Context, b *trade.Mailbox, err error, out *ReadMailboxesOut) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	said := postError(err).Error()
	out.Troubles = append(out.Troubles, said)
	if b.Place.Trouble == said {
		return nil
	}
	return d.keepPlace(ctx, b, said)
}

// keepPlace keeps how far a mailbox is read, and what was wrong with it.
func (d *Desk) keepPlace(ctx context.Context, b *trade.Mailbox, trouble string) error {
	return d.change(ctx, "ReadMailboxes", func(w *work) error {
		if b.Place.Trouble = trouble; trouble == "" {
			b.Place.ReadAt = w.stamp()
		}
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindMailbox, ID: b.ID})
		return w.SavePlace(b.ID, b.Place)
	})
}
