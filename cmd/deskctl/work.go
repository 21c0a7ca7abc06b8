package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"sync"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// Where a computer has no keyring, passwords lie in a sealed file, whose passphrase a service gets by its environment.
const passphraseVariable = "DROPDESK_PASSPHRASE"

func askPassphrase(why string, _ bool) (string, error) {
	if p := os.Getenv(passphraseVariable); p != "" {
		return p, nil
	}
	return "", trade.Faultf(trade.External, "%s Put the passphrase into the environment variable %s.", why, passphraseVariable)
}

// pause is how long the worker rests between two rounds.
const pause = 5 * time.Second

// round is how long the worker rests between two rounds of automation.
const round = time.Minute

// fetch is how long it rests between two looks into mailboxes whose servers do not tell of new mail.
const fetch = 2 * time.Minute

// shops is how long it rests between two looks at the shops.
const shops = 20 * time.Second

// atShops fetches the orders of the shops that are due and tells them of shipments; say is given what is worth telling.
func atShops(ctx context.Context, d *app.Desk, say func(any)) error {
	in, err := d.FetchShops(ctx, app.Nothing{})
	if err != nil {
		return err
	}
	if len(in.Shops) > 0 {
		say(in)
	}
	out, err := d.TellShops(ctx, app.Nothing{})
	if err == nil && out.Sent+out.Refused+out.Waiting > 0 {
		say(out)
	}
	return err
}

// work fetches mail and orders, does what is automatic and delivers mail, once or until the program is told to end.
func (s *session) work(args []string) error {
	flags := flag.NewFlagSet("work", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	single, folder := flags.Bool("once", false, ""), flags.String("folder", "", "")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 {
		return trade.Faultf(trade.Invalid, "deskctl work takes --once, --folder FOLDER, both or nothing.")
	}
	once := *single
	return s.with(func(d *app.Desk) error {
		var ran, fetched time.Time
		mail, said, broken := make(chan struct{}, 1), make(chan any), make(chan error, 1)
		if once {
			var told []any
			err := atShops(s.ctx, d, func(x any) { told = append(told, x) })
			for _, x := range told {
				err = errors.Join(err, writeJSON(s.out, x))
			}
			if err != nil {
				return err
			}
		} else {
			ctx, end := context.WithCancel(s.ctx)
			var watching sync.WaitGroup
			watching.Go(func() {
				d.WatchMailboxes(ctx, func() {
					select {
					case mail <- struct{}{}:
					default:
					}
				})
			})
			watching.Go(func() { // a slow shop keeps no mail waiting
				for ctx.Err() == nil {
					err := atShops(ctx, d, func(x any) {
						select {
						case said <- x:
						case <-ctx.Done():
						}
					})
					if err != nil && ctx.Err() == nil {
						broken <- err
						return
					}
					select {
					case <-ctx.Done():
					case <-time.After(shops):
					}
				}
			})
			defer watching.Wait()
			defer end()
		}
		for {
			if time.Since(fetched) >= fetch {
				fetched = time.Now()
				in, err := d.ReadMailboxes(s.ctx, app.Nothing{})
				if err != nil && s.ctx.Err() == nil {
					return err
				}
				if in.Read > 0 {
					ran = time.Time{} // what came in may be done at once
				}
				if in.Read+len(in.Troubles) > 0 {
					if err := writeJSON(s.out, in); err != nil {
						return err
					}
				}
			}
			if *folder != "" {
				in, err := d.WatchFolder(s.ctx, app.WatchFolderIn{Folder: *folder})
				if err != nil && s.ctx.Err() == nil {
					return err
				}
				if len(in.Found) > 0 {
					ran = time.Time{} // what came in may be done at once
				}
				if len(in.Found)+len(in.Moved) > 0 || once && len(in.Trouble) > 0 {
					if err := writeJSON(s.out, in); err != nil {
						return err
					}
				}
			}
			if time.Since(ran) >= round {
				ran = time.Now()
				auto, err := d.RunAutomation(s.ctx, app.Nothing{})
				if err != nil && s.ctx.Err() == nil {
					return err
				}
				if len(auto.Done)+len(auto.Failed) > 0 {
					if err := writeJSON(s.out, auto); err != nil {
						return err
					}
				}
			}
			out, err := d.DeliverMail(s.ctx, app.DeliverMailIn{})
			if s.ctx.Err() != nil && !once {
				return nil
			}
			if err != nil {
				return err
			}
			if once || out.Sent+out.Failed+out.Uncertain+out.Waiting > 0 {
				if err := writeJSON(s.out, out); err != nil {
					return err
				}
			}
			if once {
				return nil
			}
			select {
			case <-s.ctx.Done():
				return nil
			case <-mail:
				fetched = time.Time{}
			case err := <-broken:
				return err
			case x := <-said:
				ran = time.Time{} // what came in may be done at once
				if err := writeJSON(s.out, x); err != nil {
					return err
				}
			case <-time.After(pause):
			}
		}
	})
}
