package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// rounds is what OWASP advises for PBKDF2 with SHA-256.
const rounds = 600_000

// ErrPassphrase is a passphrase that does not open the file, or none.
var ErrPassphrase = errors.New("the passphrase does not open the file of passwords")

// Sealed is a file of secrets that a passphrase opens. Ask is called once, with the reason, when it is needed.
type Sealed struct {
	Path string
	Ask  func(why string, first bool) (passphrase string, err error)

	mu         sync.Mutex
	passphrase string
}

// vault is the file: salt and nonce in the open, the rest sealed with AES-256 in GCM.
type vault struct {
	Salt, Nonce, Sealed []byte
}

// Exists says whether there is such a file.
func (s *Sealed) Exists() bool {
	_, err := os.Stat(s.Path)
	return err == nil
}

// Secret reads a secret.
func (s *Sealed) Secret(name string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.open()
	return all[name], err
}

// KeepSecret replaces a secret; an empty one is forgotten.
func (s *Sealed) KeepSecret(name, secret string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.open()
	if err != nil {
		return err
	}
	if all[name] = secret; secret == "" {
		delete(all, name)
	}
	return s.seal(all)
}

func (s *Sealed) open() (map[string]string, error) {
	file, err := os.ReadFile(s.Path)
	first := errors.Is(err, os.ErrNotExist)
	if err != nil && !first {
		return nil, err
	}
	if s.passphrase == "" {
		if s.Ask == nil {
			return nil, fmt.Errorf("this computer has no keyring, and nobody can be asked for the passphrase of %s", s.Path)
		}
		if s.passphrase, err = s.Ask("This computer has no keyring that Dropdesk can use, so passwords are kept in a file that a passphrase seals.", first); err != nil {
			return nil, err
		}
		if s.passphrase == "" {
			return nil, ErrPassphrase
		}
	}
	all := map[string]string{}
	if first {
		return all, nil
	}
	var v vault
	if err := json.Unmarshal(file, &v); err != nil {
		return nil, fmt.Errorf("%s is damaged. Delete it and enter the passwords again: %w", s.Path, err)
	}
	box, err := s.box(v.Salt)
	if err != nil || len(v.Nonce) != box.NonceSize() {
		return nil, fmt.Errorf("%s is damaged. Delete it and enter the passwords again", s.Path)
	}
	open, err := box.Open(nil, v.Nonce, v.Sealed, nil)
	if err != nil {
		s.passphrase = "" // so that it is asked for again
		return nil, ErrPassphrase
	}
	return all, json.Unmarshal(open, &all)
}

func (s *Sealed) seal(all map[string]string) error {
	v := vault{Salt: make([]byte, 16)}
	_, _ = rand.Read(v.Salt) // never fails (crypto/rand)
	box, err := s.box(v.Salt)
	if err != nil {
		return err
	}
	v.Nonce = make([]byte, box.NonceSize())
	_, _ = rand.Read(v.Nonce)
	open, err := json.Marshal(all)
	if err != nil {
		return err
	}
	v.Sealed = box.Seal(nil, v.Nonce, open, nil)
	file, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(s.Path), 0o700); err != nil {
		return err
	}
	half := s.Path + ".new"
	if err := os.WriteFile(half, file, 0o600); err != nil {
		return err
	}
	return os.Rename(half, s.Path)
}

func (s *Sealed) box(salt []byte) (cipher.AEAD, error) {
	key, err := pbkdf2.Key(sha256.New, s.passphrase, salt, rounds, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
