package data

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/trade"
)

const today = trade.Date("2026-11-23")

// blank prints and mails nothing of any meaning: these stories are about what is kept.
type blank struct{}

func (blank) PDF(app.Paper) ([]byte, error)           { return []byte("paper"), nil }
func (blank) Profit(io.Writer, *app.ProfitBook) error { return nil }
func (blank) Table(io.Writer, app.Table) error        { return nil }
func (blank) Supply(io.Writer, app.SupplySheet) error { return nil }
func (blank) EML(app.Mail) ([]byte, error)            { return []byte("mail"), nil }

func TestMain(m *testing.M) {
	if name := os.Getenv(childName); name != "" {
		if err := children[name](); err != nil {
			fmt.Fprintln(os.Stderr, app.AsError(err).Message)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	if err := os.RemoveAll(shelf); err != nil {
		panic(err)
	}
	os.Exit(code)
}

// shelf is where the company with deals is kept for all tests.
var shelf string

// deals is a company with deals of all kinds, made once.
var deals = sync.OnceValues(func() (string, error) {
	var err error
	if shelf, err = os.MkdirTemp("", "deals"); err != nil {
		return "", err
	}
	path := filepath.Join(shelf, "deals.dropdesk")
	s, err := Create(path)
	if err != nil {
		return "", err
	}
	clock := &demo.Clock{}
	desk := app.New(app.Ports{Store: s, Printer: blank{}, Mailer: blank{}, Clock: clock.Now})
	if err := demo.Run(context.Background(), desk, clock, demo.Sample(40, today), nil); err != nil {
		return "", err
	}
	return path, s.Close()
})

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// opened opens a file until the test is over.
func opened(t *testing.T, s *Store, err error) *Store {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func newStore(t *testing.T) *Store {
	t.Helper()
	s, err := Create(filepath.Join(t.TempDir(), "company.dropdesk"))
	return opened(t, s, err)
}

// busyPath is a copy of the company with deals, as its file.
func busyPath(t *testing.T) string {
	t.Helper()
	content := must[[]byte](t)(os.ReadFile(must[string](t)(deals())))
	to := filepath.Join(t.TempDir(), "deals.dropdesk")
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

func busyStore(t *testing.T) *Store {
	t.Helper()
	s, err := Open(busyPath(t))
	return opened(t, s, err)
}

func deskOn(s *Store) *app.Desk {
	return app.New(app.Ports{Store: s, Printer: blank{}, Mailer: blank{}, Clock: func() time.Time { return today.Time().Add(9 * time.Hour) }})
}

func change(t *testing.T, s *Store, f func(app.Tx) error) {
	t.Helper()
	if err := s.Change(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func read[T any](t *testing.T, s *Store, f func(app.Tx) (T, error)) T {
	t.Helper()
	var v T
	if err := s.Read(context.Background(), func(x app.Tx) (err error) { v, err = f(x); return err }); err != nil {
		t.Fatal(err)
	}
	return v
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func fault(t *testing.T, what string, err error, want trade.Fault) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: nothing is refused, want %s", what, want)
		return
	}
	if got := app.AsError(err).Kind; got != want {
		t.Errorf("%s: got %s (%v), want %s", what, got, err, want)
	}
}
