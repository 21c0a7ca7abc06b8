// Command deskctl does from scripts, servers and tests what the desktop does with a window: the
// same use cases on the same file. It draws nothing and imports no window toolkit.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/secret"
	"dropdesk/app/shop"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/reports"
)

const usage = `deskctl works on a Dropdesk company file.

  deskctl --file F init                    make a new, empty company file F
  deskctl --file F call                    list all use cases with their fields
  deskctl --file F call NAME               run one: JSON on standard input, JSON on standard output
  deskctl --file F call -                  run many: a line {"call": NAME, "in": {…}} each, an answer line each
  deskctl --file F check                   recompute every kept figure and name each difference
  deskctl --file F backup [FOLDER]         copy the file into a folder (backups, beside the file) and check the copy
  deskctl --file F restore BACKUP          put a backup in the place of F; what was there is set aside
  deskctl --file F salvage                 read what can be read of a damaged file into a new one in its place, and name what is
                                           lost; the damaged one is set aside
  deskctl --file F pdf PAPER ID [OUT.pdf]  print a document (papers: quote, order_confirmation, purchase_order,
                                           packing_slip, delivery_note, invoice, credit_note and more; a wrong one lists all)
  deskctl --file F export profit [OUT.xlsx] [--from DATE] [--to DATE]
  deskctl --file F export REPORT [OUT.xlsx] [--out OUT.xlsx] [--from DATE] [--to DATE]
                                           a report as a workbook, or order-form, by which customers order; without a name, or with a wrong one, it lists them
  deskctl --file F export books DIR [--program P] [--from DATE] [--to DATE] [--again] [--id N] [--dry-run]
                                           hand over to the books: what is new, or again on purpose; P is xero,
                                           quickbooks_online, quickbooks_desktop or journal
  deskctl --file F export all DIR          everything that the file holds as CSV and attachments, in a new or empty folder
  deskctl import all DIR --out NEW         make an equal company file of such a folder
  deskctl --file F export template [OUT.xlsx]
                                           the workbook for customers, suppliers, items and opening balances
  deskctl --file F import masters FILE [--dry-run] [--kind KIND] [--column FIELD=COLUMN]…
                                           take that workbook over, or another program's customers, suppliers,
                                           items or balances (the KIND)
  deskctl --file F import prices --supplier S FILE [--dry-run] [--full] [--no-new] [--map MAP.json]
                                           take a supplier's price list or stock file over (S: number, name or id)
  deskctl --file F import orders FILE [--channel C] [--customer C] [--dry-run] [--no-new] [--new-items] [--new-taxes]
                                      [--confirm] [--take all|ROW,…] [--map MAP.json]
                                           take the orders of a file over as drafts: Shopify, WooCommerce, Amazon, eBay, Etsy,
                                           Faire or any other table; --customer: a customer's own purchase order
  deskctl --file F import fees FILE [--channel C] [--currency C] [--dry-run] [--take all|ROW,…]
                                           take over what Shopify, Amazon, eBay or Etsy say that was kept from each order, in the
                                           place of what was estimated
  deskctl --file F fetch orders --shop S [--since DATE] [--dry-run]
                                           fetch the orders of a shop (S: address, channel or id) and take those over about which nothing
                                           is in doubt; --dry-run: fetch them, and only say what would be taken
  deskctl demo --orders N --out DIR [--seed S]
                                           make a sample company, run N deals through all ten steps, and leave
                                           its file, PDFs, workbook and mails in DIR; from 5,000 orders on
                                           the file alone, made in minutes of copies of a thousand deals
  deskctl --file F work [--once] [--folder FOLDER]
                                           read the mailboxes, fetch from shops and tell them of shipments, look for files in a
                                           folder, do what is automatic and deliver the mail of the outbox, once or until it is stopped
  deskctl bench [--orders N] [--invoices N] [--mails N] [--book N]
                                           measure speed against plain SQL and plain maroto in the same run
  deskctl --file F bench                   measure how long lists, searches, Today, chains and reports take on F

Options before the command: --file F, --user NAME (who history says did it).
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	if err == nil {
		return
	}
	if !errors.Is(err, errSaid) {
		_ = writeJSON(os.Stdout, failure{app.AsError(err)})
		fmt.Fprintln(os.Stderr, "deskctl:", err)
	}
	os.Exit(1)
}

// errSaid ends the program with a failure that was told already.
var errSaid = errors.New("told already")

// failure is how an error looks in JSON.
type failure struct {
	Error *trade.Error `json:"error"`
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// session is one run of the program.
type session struct {
	ctx         context.Context
	file        string
	in          io.Reader
	out, errOut io.Writer
}

func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) error {
	flags := flag.NewFlagSet("deskctl", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	file := flags.String("file", "", "")
	user := flags.String("user", "", "")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			_, err = io.WriteString(out, usage)
			return err
		}
		return trade.Faultf(trade.Invalid, "%w. deskctl --help shows how it is used.", err)
	}
	s := &session{ctx: app.As(ctx, *user), file: *file, in: in, out: out, errOut: errOut}
	commands := map[string]func([]string) error{
		"init": s.create, "call": s.call, "check": s.check, "backup": s.backup, "restore": s.restore, "salvage": s.salvage, "pdf": s.pdf, "export": s.export, "import": s.importing, "fetch": s.fetch, "demo": s.demo, "bench": s.bench, "work": s.work,
		"help": func([]string) error { _, err := io.WriteString(out, usage); return err },
	}
	if flags.NArg() == 0 {
		_, err := io.WriteString(errOut, usage)
		return errors.Join(errSaid, err)
	}
	do, ok := commands[flags.Arg(0)]
	if !ok {
		return trade.Faultf(trade.Invalid, "There is no command %q. deskctl --help lists them.", flags.Arg(0))
	}
	err := do(flags.Args()[1:])
	if errors.Is(err, flag.ErrHelp) {
		_, err = io.WriteString(out, usage)
	}
	return err
}

// open opens the company file for the time of one command.
func (s *session) open() (*app.Desk, func() error, error) {
	if s.file == "" {
		return nil, nil, trade.Faultf(trade.Invalid, "Which company file? Name it with --file before the command.")
	}
	store, err := data.Open(s.file)
	if err != nil {
		return nil, nil, err
	}
	return desk(store, nil), store.Close, nil
}

func (s *session) create(args []string) error {
	if len(args) == 1 && s.file == "" {
		s.file = args[0]
	}
	if s.file == "" {
		return trade.Faultf(trade.Invalid, "Which company file? Name it with --file before the command.")
	}
	store, err := data.Create(s.file)
	if err != nil {
		return err
	}
	if err := store.Close(); err != nil {
		return err
	}
	return writeJSON(s.out, map[string]string{"file": s.file})
}

// with runs f on the opened file.
func (s *session) with(f func(*app.Desk) error) error {
	d, done, err := s.open()
	if err != nil {
		return err
	}
	return errors.Join(f(d), done())
}

func (s *session) check([]string) error {
	return s.with(func(d *app.Desk) error {
		r, err := d.Check(s.ctx, app.Nothing{})
		if err != nil {
			return err
		}
		if err := writeJSON(s.out, r); err != nil {
			return err
		}
		if len(r.Problems) > 0 {
			return errSaid
		}
		return nil
	})
}

func newPorts(store app.Store) app.Ports {
	return app.Ports{Store: store, Printer: reports.New(), Mailer: mail.New(), Post: mail.NewPost(), Postbox: mail.NewPostbox(), Shops: shop.New(), Secrets: secret.New(askPassphrase)}
}
