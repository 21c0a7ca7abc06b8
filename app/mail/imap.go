package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap"
	"github.com/emersion/go-imap/client"

	"dropdesk/app"
	"dropdesk/app/intake"
	"dropdesk/app/trade"
)

// readFlag is what marks a mail that was read here. Whoever reads the mailbox in a mail program sees it there as unread as before.
const readFlag = "$Dropdesk"

// Postbox is app's Postbox over IMAP, with the waits and the trust of a Post.
type Postbox struct{ Post }

// NewPostbox waits as long as NewPost.
func NewPostbox() *Postbox { return &Postbox{*NewPost()} }

// OpenBox implements app.Postbox.
func (p *Postbox) OpenBox(ctx context.Context, b *trade.Mailbox, password string) (app.Box, error) {
	dial := net.Dialer{Timeout: p.Connect}
	raw, err := dial.DialContext(ctx, "tcp", net.JoinHostPort(b.Host, strconv.Itoa(b.Port)))
	if err != nil {
		return nil, unreachable(&trade.MailAccount{Host: b.Host, Port: b.Port}, err)
	}
	secret := &tls.Config{MinVersion: tls.VersionTLS12}
	if p.Roots != nil {
		secret = p.Roots.Clone()
	}
	secret.ServerName = b.Host
	x := &box{conn: &bounded{Conn: raw, each: p.Command}, arrived: make(chan struct{}, 1)}
	x.stop = context.AfterFunc(ctx, x.conn.end)
	if err := x.begin(ctx, b, password, secret); err != nil {
		_ = x.drop()
		return nil, err
	}
	return x, nil
}

// box is app's Box: one connection with a folder open.
type box struct {
	conn    *bounded
	client  *client.Client
	folder  *imap.MailboxStatus
	stop    func() bool
	arrived chan struct{} // that the server told of mail
}

func (x *box) begin(ctx context.Context, b *trade.Mailbox, password string, secret *tls.Config) error {
	var c net.Conn = x.conn
	if b.Security == trade.FullTLS {
		t := tls.Client(c, secret)
		if err := t.HandshakeContext(ctx); err != nil {
			return &app.PostError{Trouble: app.NotSecret, Words: plain(err), Cause: err}
		}
		c = t
	}
	var err error
	if x.client, err = client.New(c); err != nil {
		return silent(err)
	}
	x.client.ErrorLog = log.New(io.Discard, "", 0) // each of its errors is returned too
	if b.Security == trade.StartTLS {
		if ok, err := x.client.SupportStartTLS(); err != nil {
			return silent(err)
		} else if !ok {
			return &app.PostError{Trouble: app.NotSecret, Words: "the server does not offer STARTTLS"}
		}
		if err := x.client.StartTLS(secret); err != nil {
			return &app.PostError{Trouble: app.NotSecret, Words: plain(err), Cause: err}
		}
	}
	if err := x.client.Login(b.User, password); err != nil {
		if isNet(err) || strings.Contains(err.Error(), "closed") {
			return silent(err)
		}
		return &app.PostError{Trouble: app.NotLoggedIn, Words: clean(err.Error()), Cause: err}
	}
	updates := make(chan client.Update)
	x.client.Updates = updates
	go x.notice(updates)
	folder := b.Folder
	if folder == "" {
		folder = "INBOX"
	}
	if x.folder, err = x.client.Select(folder, false); err != nil {
		return &app.PostError{Trouble: app.RefusedWholly, Words: folder + ": " + clean(err.Error()), Cause: err}
	}
	return nil
}

// silent words an error of the line.
func silent(err error) error {
	return &app.PostError{Trouble: app.NoAnswer, Words: plain(err), Cause: err}
}

// Validity implements app.Box.
func (x *box) Validity() uint32 { return x.folder.UidValidity }

// After implements app.Box.
func (x *box) After(uid uint32, since time.Time) ([]uint32, error) {
	want := imap.NewSearchCriteria()
	if uid > 0 {
		want.Uid = new(imap.SeqSet)
		want.Uid.AddRange(uid+1, 0)
	} else {
		want.Since = since
	}
	list, err := x.client.UidSearch(want)
	if err != nil {
		return nil, silent(err)
	}
	// "n:*" names the last mail even where its number is below n.
	list = slices.DeleteFunc(list, func(n uint32) bool { return n <= uid })
	slices.Sort(list)
	return list, nil
}

// Fetch implements app.Box.
func (x *box) Fetch(uid uint32) ([]byte, error) {
	m, err := x.fetch(uid, imap.FetchRFC822Size)
	if err != nil {
		return nil, err
	}
	section := &imap.BodySectionName{Peek: true}
	if m != nil && m.Size > intake.MaxMail {
		section.Specifier = imap.HeaderSpecifier
	}
	if m, err = x.fetch(uid, section.FetchItem()); err != nil || m == nil {
		return nil, err // it was deleted meanwhile
	}
	body := m.GetBody(section)
	if body == nil {
		return nil, nil
	}
	raw, err := io.ReadAll(io.LimitReader(body, intake.MaxMail+1))
	if err != nil {
		return nil, silent(err)
	}
	return raw, nil
}

func (x *box) fetch(uid uint32, item imap.FetchItem) (got *imap.Message, err error) {
	one := new(imap.SeqSet)
	one.AddNum(uid)
	mails := make(chan *imap.Message, 8)
	ended := make(chan error, 1)
	go func() { ended <- x.client.UidFetch(one, []imap.FetchItem{imap.FetchUid, item}, mails) }()
	for m := range mails {
		if m.Uid == uid {
			got = m
		}
	}
	if err := <-ended; err != nil {
		return nil, silent(err)
	}
	return got, nil
}

// Mark implements app.Box.
func (x *box) Mark(uid uint32) error {
	if x.folder.ReadOnly || !slices.ContainsFunc(x.folder.PermanentFlags, func(f string) bool { return f == imap.TryCreateFlag || strings.EqualFold(f, readFlag) }) {
		return nil
	}
	one := new(imap.SeqSet)
	one.AddNum(uid)
	err := x.client.UidStore(one, imap.FormatFlagsOp(imap.AddFlags, true), []any{readFlag}, nil)
	if err != nil && (isNet(err) || errors.Is(err, io.EOF)) {
		return silent(err)
	}
	return nil // a server that forbids it after all has lost nothing
}

// Close implements app.Box.
func (x *box) Close() error {
	err := x.client.Logout()
	_ = x.drop() // it is closed already, unless that failed
	return err
}

func (x *box) drop() error {
	x.stop()
	return x.conn.Close()
}
