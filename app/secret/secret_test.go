package secret

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

func asks(t *testing.T, answer string) func(string, bool) (string, error) {
	return func(why string, first bool) (string, error) {
		if !strings.Contains(why, "no keyring") {
			t.Errorf("the reason is not said: %q", why)
		}
		return answer, nil
	}
}

func TestWhereThereIsAKeyringItKeepsThePassword(t *testing.T) {
	keyring.MockInit()
	k := &Keeper{Sealed: &Sealed{Path: filepath.Join(t.TempDir(), "sealed")}}
	if err := k.KeepSecret("smtp", "canary"); err != nil {
		t.Fatal(err)
	}
	if s, err := k.Secret("smtp"); s != "canary" || err != nil {
		t.Fatalf("%q, %v", s, err)
	}
	if k.Sealed.Exists() {
		t.Error("there is a file besides")
	}
	if s, err := k.Secret("another"); s != "" || err != nil {
		t.Errorf("one that is not known: %q, %v", s, err)
	}
	if err := k.KeepSecret("smtp", ""); err != nil {
		t.Fatal(err)
	}
	if s, _ := k.Secret("smtp"); s != "" {
		t.Error("it was not forgotten")
	}
}

func TestWithoutAKeyringAPassphraseSealsTheFile(t *testing.T) {
	keyring.MockInitWithError(errors.New("no bus"))
	path := filepath.Join(t.TempDir(), "sealed")
	k := &Keeper{Sealed: &Sealed{Path: path, Ask: asks(t, "correct horse")}}
	if err := k.KeepSecret("smtp", "canary"); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(file), "canary") || strings.Contains(string(file), "smtp") {
		t.Error("the file can be read")
	}
	again := &Keeper{Sealed: &Sealed{Path: path, Ask: asks(t, "correct horse")}}
	if s, err := again.Secret("smtp"); s != "canary" || err != nil {
		t.Errorf("%q, %v", s, err)
	}
	wrong := &Keeper{Sealed: &Sealed{Path: path, Ask: asks(t, "battery staple")}}
	if s, err := wrong.Secret("smtp"); s != "" || !errors.Is(err, ErrPassphrase) {
		t.Errorf("another passphrase: %q, %v", s, err)
	}
	if err := wrong.KeepSecret("smtp", "x"); !errors.Is(err, ErrPassphrase) {
		t.Errorf("another passphrase keeps: %v", err)
	}
	for _, damaged := range []string{"", "{", `{"Salt":"AA==","Nonce":"AA==","Sealed":"AA=="}`, strings.Replace(string(file), "Nonce", "None", 1)} {
		if err := os.WriteFile(path, []byte(damaged), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := (&Sealed{Path: path, Ask: asks(t, "correct horse")}).Secret("smtp"); err == nil {
			t.Errorf("%q is no error", damaged)
		}
	}
}
