// Package secret is app's Secrets: passwords are kept by the operating system's keyring, or, where there is none, in a file that a
// passphrase seals. It never puts a secret anywhere else, and never into a message or an error.
package secret

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/zalando/go-keyring"
)

// service is what the keyring knows the secrets by.
const service = "Dropdesk"

// Keeper is app's Secrets.
type Keeper struct {
	Sealed *Sealed // where there is no keyring; nil: nowhere
}

// New keeps secrets for this user of this computer; ask gets the passphrase where it has no keyring.
func New(ask func(why string, first bool) (string, error)) *Keeper {
	dir, err := os.UserConfigDir()
	if err != nil {
		return &Keeper{}
	}
	return &Keeper{Sealed: &Sealed{Path: filepath.Join(dir, "Dropdesk", "passwords.sealed"), Ask: ask}}
}

// Secret implements app.Secrets.
func (k *Keeper) Secret(name string) (string, error) {
	s, err := keyring.Get(service, name)
	switch {
	case err == nil:
		return s, nil
	case errors.Is(err, keyring.ErrNotFound) && (k.Sealed == nil || !k.Sealed.Exists()):
		return "", nil
	case k.Sealed == nil:
		return "", fmt.Errorf("this computer's keyring cannot be used: %w", err)
	}
	return k.Sealed.Secret(name)
}

// KeepSecret implements app.Secrets.
func (k *Keeper) KeepSecret(name, secret string) error {
	if secret == "" {
		err := keyring.Delete(service, name)
		if errors.Is(err, keyring.ErrNotFound) {
			err = nil
		}
		if k.Sealed != nil && k.Sealed.Exists() {
			return k.Sealed.KeepSecret(name, "")
		}
		return err
	}
	err := keyring.Set(service, name, secret)
	if err == nil {
		return nil
	}
	if k.Sealed == nil {
		return fmt.Errorf("this computer's keyring cannot be used: %w", err)
	}
	return k.Sealed.KeepSecret(name, secret)
}
