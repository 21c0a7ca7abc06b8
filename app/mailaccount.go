package app

import (
	"context"
	"fmt"
	"time"

	"dropdesk/app/trade"
)

// MailAccountIn is an account with its password.
type MailAccountIn struct {
	trade.MailAccount
	Password *string `json:"password,omitempty"` // left out: as it is; it is kept by the operating system, never in the company file
}

// SaveMailAccount adds or changes a way to a mail server.
func (d *Desk) SaveMailAccount(ctx context.Context, in MailAccountIn) (*trade.MailAccount, error) {
	a := in.MailAccount
	err := d.change(ctx, "SaveMailAccount", func(w *work) error {
		if err := a.Check(); err != nil {
			return err
		}
		if err := w.SaveMailAccount(&a); err != nil {
			return err
		}
		if in.Password != nil {
			// Inside of the transaction, so that an account without its password is not kept.
			if err := d.keepSecret(secretOf(&a), *in.Password); err != nil {
				return err
			}
		}
		return w.note(trade.KindCompany, 1, "mail account", a.Address, "", "")
	})
	return &a, err
}

func (d *Desk) keepSecret(name, password string) error {
	if d.secrets == nil {
		return trade.Faultf(trade.External, "There is no place for passwords here, and they are never kept in the company file.").In("password")
	}
	if err := d.secrets.KeepSecret(name, password); err != nil {
		return trade.Faultf(trade.External, "The password could not be kept: %w.", err).In("password")
	}
	return nil
}

// secretOf names the password of an account. Two files with the same account share it.
func secretOf(a *trade.MailAccount) string { return fmt.Sprintf("smtp %s@%s", a.User, a.Host) }

// ListMailAccounts lists the ways to mail servers.
func (d *Desk) ListMailAccounts(ctx context.Context, _ Nothing) (All[trade.MailAccount], error) {
	return listAll(d, ctx, func(w *work) ([]trade.MailAccount, error) { return w.MailAccounts() })
}

// TestMailIn tries an account, which need not be saved yet.
type TestMailIn struct {
	MailAccountIn
	To string `json:"to"` // who gets the test message
}

// TestMailOut says how it went.
type TestMailOut struct {
	Words string `json:"words"` // what the server said
}

// TestMail sends a test message by an account, and says in words what is wrong if it does not go.
func (d *Desk) TestMail(ctx context.Context, in TestMailIn) (out TestMailOut, err error) {
	if err := in.Check(); err != nil {
		return out, err
	}
	if err := trade.CheckEmail("recipient", in.To); err != nil {
		return out, at(err, "to")
	}
	var own *trade.Company
	if err := d.read(ctx, func(w *work) (err error) { own, err = w.company(); return err }); err != nil {
		return out, err
	}
	now := d.clock()
	eml, err := d.mailer.EML(Mail{
		MessageID: fmt.Sprintf("test.%d@%s", now.UnixNano(), host(in.Address)), From: in.Address, FromName: own.Name, To: in.To, Date: trade.StampOf(now),
		Subject: "Test message of Dropdesk", Body: "This message shows that Dropdesk can send mail by this account.",
	})
	if err != nil {
		return out, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	line, err := d.line(ctx, &in.MailAccount, in.Password)
	if err == nil {
		out.Words, err = line.Send(eml, in.Address, []string{in.To}, func() error { return nil })
		_ = line.Close() // the answer is there
	}
	if err != nil {
		e := postError(err)
		return out, trade.Faultf(trade.External, "%w", e).In("%s", map[Trouble]string{NoSuchServer: "host", NoAnswer: "port", NotSecret: "security", NotLoggedIn: "password", RefusedWholly: "to"}[e.Trouble])
	}
	return out, nil
}

// line opens the line of an account, by its kept password where none is given.
func (d *Desk) line(ctx context.Context, a *trade.MailAccount, password *string) (Line, error) {
	if d.post == nil {
		return nil, &PostError{Trouble: Unsendable, Words: "This program cannot send mail itself."}
	}
	secret := ""
	if password != nil {
		secret = *password
	} else if a.User != "" && d.secrets != nil {
		var err error
		if secret, err = d.secrets.Secret(secretOf(a)); err != nil {
			return nil, &PostError{Trouble: NotLoggedIn, Words: fmt.Sprintf("the password could not be read (%v)", err), Cause: err}
		}
	}
	l, err := d.post.Open(ctx, a, secret)
	return l, unsaid(err, a.User, secret)
}
