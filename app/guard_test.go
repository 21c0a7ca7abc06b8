package app_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/trade"
)

// keyring keeps secrets in memory.
type keyring map[string]string

func (k keyring) Secret(name string) (string, error)   { return k[name], nil }
func (k keyring) KeepSecret(name, secret string) error { k[name] = secret; return nil }

// parrot is a mail server that repeats what it does not accept.
type parrot struct{}

func (parrot) Open(_ context.Context, a *trade.MailAccount, password string) (app.Line, error) {
	return nil, &app.PostError{Trouble: app.NotLoggedIn, Code: 535, Words: fmt.Sprintf("535 %s with %s (%s) was refused", a.User, password,
		base64.StdEncoding.EncodeToString([]byte("\x00"+a.User+"\x00"+password)))}
}

func (parrot) OpenBox(_ context.Context, b *trade.Mailbox, password string) (app.Box, error) {
	return nil, &app.PostError{Trouble: app.NotLoggedIn, Words: "no login for " + b.User + " with " + password}
}

// The password of a mail account is in no file: not in the company's, its log, its backups, its exports, nor in what a server's refusal leaves behind, even where
// the server repeats it.
func TestNoFileHoldsAPassword(t *testing.T) {
	const password = "CANARY-p4ss,w0rd"
	h := newHouse(t)
	h.Desk = app.New(app.Ports{Store: h.store, Printer: hands{}, Mailer: mail.New(), Post: parrot{}, Postbox: parrot{}, Secrets: keyring{}, Clock: func() time.Time { return h.now }})
	word := password
	account := trade.MailAccount{Address: "sales@northpier.example", Host: "mail.northpier.example", Port: 587, Security: trade.StartTLS, User: "sales"}
	must(h.SaveMailAccount(h.ctx, app.MailAccountIn{MailAccount: account, Password: &word}))
	must(h.SaveMailbox(h.ctx, app.MailboxIn{Mailbox: trade.Mailbox{Host: "mail.northpier.example", Port: 993, Security: trade.FullTLS, User: "sales", Folder: "INBOX"}, Password: &word}))
	h.quotes(2)
	h.now = h.now.Add(trade.Linger)
	h.deliverMail()
	_, err := h.ReadMailboxes(h.ctx, app.Nothing{})
	said := fmt.Sprint(err)
	list := must(h.ListMessages(h.ctx, app.ListIn{}))
	if b, _ := json.Marshal(list); !bytes.Contains(b, []byte("was refused")) {
		t.Fatalf("the server's words are not kept, so this test shows nothing: %s", b)
	}
	_, err = h.TestMail(h.ctx, app.TestMailIn{MailAccountIn: app.MailAccountIn{MailAccount: account, Password: &word}, To: "kim@northpier.example"})
	said += fmt.Sprint(err)
	folder := filepath.Join(t.TempDir(), "backups")
	must(h.BackUp(h.ctx, app.BackUpIn{Folder: folder}))
	all := []string{h.store.Path(), h.store.Path() + "-wal"}
	copies, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(copies) == 0 {
		t.Fatal(err, copies)
	}
	everything := filepath.Join(t.TempDir(), "all")
	must(h.ExportAll(h.ctx, app.ExportAllIn{Folder: everything}))
	tables, err := filepath.Glob(filepath.Join(everything, "*.csv"))
	if err != nil || len(tables) < 50 {
		t.Fatal(err, tables)
	}
	said += fmt.Sprint(must(h.ListMailAccounts(h.ctx, app.Nothing{})), must(h.ListMailboxes(h.ctx, app.Nothing{})), must(h.ListSteps(h.ctx, app.ListStepsIn{Limit: 100})))
	for _, path := range append(append(all, copies...), tables...) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		said += string(content)
	}
	for name, secret := range map[string]string{"as it is": password, "as mail servers get it": base64.StdEncoding.EncodeToString([]byte("\x00sales\x00" + password)), "in JSON": strings.ReplaceAll(password, ",", `\u002c`)} {
		if strings.Contains(said, secret) {
			t.Errorf("the password is there %s", name)
		}
	}
}

// A text of a mail that repeats itself, or grows without end, is refused at once.
func TestATextOfAMailCannotRunAway(t *testing.T) {
	h := newHouse(t)
	laughs := `{{define "a"}}ha{{end}}`
	for c := 'b'; c < 'k'; c++ {
		laughs += fmt.Sprintf(`{{define "%c"}}%s{{end}}`, c, strings.Repeat(fmt.Sprintf(`{{template "%c"}}`, c-1), 10))
	}
	for name, body := range map[string]string{
		"a loop":           "{{range 1000000000000}}{{end}}",
		"a loop in an if":  "{{if .Number}}{{else}}{{with .To}}{{range 1000000000000}}{{end}}{{end}}{{end}}",
		"itself":           `{{template "body"}}{{template "body"}}`,
		"laughs":           laughs + `{{template "j"}}`,
		"a block":          `{{block "x" .}}{{end}}`,
		"a very wide text": strings.Repeat(`{{printf "%0999999d" 1}}`, 300),
	} {
		_, err := h.SaveMailText(h.ctx, app.MailText{Paper: app.PaperQuote, Language: "en", Subject: "Quote", Body: body})
		if err == nil {
			t.Errorf("%s is taken", name)
			continue
		}
		equal(t, name, app.AsError(err).Kind, trade.Invalid)
	}
	must(h.SaveMailText(h.ctx, app.MailText{Paper: app.PaperQuote, Language: "en", Subject: "Quote {{.Number}}", Body: "{{if .Valid}}until {{.Valid}}{{else}}for ever{{end}} {{with .To}}{{.Name}}{{end}} {{.Total | printf \"%10s\"}}"}))
}

// A logo that comes by another way than the window is looked at and drawn anew as well: what its file holds besides is gone.
func TestALogoIsDrawnAnewWhicheverWayItComes(t *testing.T) {
	h := newHouse(t)
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 40, 20))); err != nil {
		t.Fatal(err)
	}
	c := must(h.GetCompany(h.ctx, app.Nothing{}))
	c.Logo = append(b.Bytes(), []byte("<script>CANARY of a place</script>")...)
	must(h.SaveCompany(h.ctx, *c))
	c = must(h.GetCompany(h.ctx, app.Nothing{}))
	if len(c.Logo) == 0 || bytes.Contains(c.Logo, []byte("CANARY")) {
		t.Errorf("the logo is kept as it came: %q", c.Logo)
	}
	kept := c.Logo
	must(h.SaveCompany(h.ctx, *c))
	if !bytes.Equal(kept, must(h.GetCompany(h.ctx, app.Nothing{})).Logo) {
		t.Error("a logo that is there is drawn anew")
	}
	c.Logo = []byte("a letter, and no picture")
	_, err := h.SaveCompany(h.ctx, *c)
	invalid(t, err, "not a picture")
	equal(t, "the field", app.AsError(err).Field, "picture")
}
