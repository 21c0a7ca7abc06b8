package data

import (
	"bytes"
	"context"
	"database/sql"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// paperLike is a file of which most is the same for all papers of a company: a head of 20 kB, and 2 kB of its own.
func paperLike(head, own uint64) []byte {
	var b []byte
	for _, part := range []struct {
		seed uint64
		size int
	}{{head, 20_000}, {own, 2000}} {
		r := rand.New(rand.NewPCG(part.seed, 1))
		for range part.size {
			b = append(b, byte(r.Uint32()))
		}
	}
	return b
}

// keepFile keeps a message with one file and answers the message's id.
func keepFile(t *testing.T, s *Store, file []byte) trade.ID {
	t.Helper()
	m := trade.Message{State: trade.MessageSent, Kind: trade.KindInvoice, DocID: 1}
	change(t, s, func(x app.Tx) error {
		if err := x.AddMessage(&m); err != nil {
			return err
		}
		return x.KeepFiles(m.ID, []trade.Attachment{{Name: "INV-1.pdf", Type: "application/pdf", File: file}})
	})
	return m.ID
}

func fileOf(t *testing.T, s *Store, message trade.ID) []byte {
	t.Helper()
	list := read(t, s, func(x app.Tx) ([]trade.Attachment, error) { return x.Files(message) })
	if len(list) != 1 || list[0].Name != "INV-1.pdf" || list[0].Type != "application/pdf" {
		t.Fatalf("kept: %d files", len(list))
	}
	return list[0].File
}

// What went out is kept bit by bit, and what all papers have in common is kept once.
func TestFilesOfMessagesAreKeptBitByBitAndWhatTheyShareOnce(t *testing.T) {
	s, err := Create(filepath.Join(t.TempDir(), "files.dropdesk"))
	s = opened(t, s, err)
	files := [][]byte{
		paperLike(1, 1), paperLike(1, 2), paperLike(1, 3),
		paperLike(2, 4), paperLike(2, 5), // the logo is another now
		paperLike(1, 6), // and once more the old one
		[]byte("%PDF tiny"), {},
		bytes.Repeat(paperLike(3, 7), 4), // longer than a pattern
	}
	ids := make([]trade.ID, len(files))
	for i, f := range files {
		ids[i] = keepFile(t, s, f)
	}
	for i, f := range files {
		if !bytes.Equal(fileOf(t, s, ids[i]), f) {
			t.Errorf("file %d of %d bytes came back as another", i, len(f))
		}
	}
	takes := func(i int) (n int) {
		change(t, s, func(x app.Tx) error {
			_, err := x.(*tx).one("SELECT LENGTH(file) FROM message_file WHERE message_id = ?1", []any{ids[i]}, &n)
			return err
		})
		return n
	}
	for _, i := range []int{0, 1, 2, 3, 4} {
		if n := takes(i); n > 3000 {
			t.Errorf("file %d, of which 2000 bytes are its own, takes %d", i, n)
		}
	}
}

// Files that were kept whole are packed when the program that packs them opens the company, and stay what they were.
func TestFilesOfAnEarlierProgramStayWhatTheyWere(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "old.dropdesk")
	db := must[*sql.DB](t)(sql.Open(engine, dsn(path, "rwc", "immediate")))
	db.SetMaxOpenConns(1)
	for n, name := range must[[]string](t)(versions()) {
		if strings.HasSuffix(name, "0026_files.sql") {
			break
		}
		if err := step(ctx, db, n, n+1, string(must[[]byte](t)(migrations.ReadFile(name))), moveOf(n, name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec("INSERT INTO message (id, state, kind, doc_id, paper, sender, recipient, recipient_name, subject, body, message_id, created_at, handed_at) " +
		"VALUES (1, 'sent', 'invoice', 1, 'invoice', '', '', '', '', '', '', '', '')"); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		if _, err := db.Exec("INSERT INTO message_file (message_id, name, type, file) VALUES (?1, 'INV-1.pdf', 'application/pdf', ?2)", i+1, paperLike(1, uint64(i))); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path)
	s = opened(t, s, err)
	for i := range 5 {
		if !bytes.Equal(fileOf(t, s, trade.ID(i+1)), paperLike(1, uint64(i))) {
			t.Errorf("file %d is another now", i)
		}
	}
	var sum int
	change(t, s, func(x app.Tx) error {
		_, err := x.(*tx).one("SELECT SUM(LENGTH(file)) FROM message_file", nil, &sum)
		return err
	})
	sent := read(t, s, func(x app.Tx) (app.List[trade.Message], error) {
		return x.ListMessages(app.ListIn{Filter: "sent", Limit: 5})
	})
	equal(t, "messages that are counted", sent.Count, 1)
	equal(t, "migrations that end in _files.sql", len(must[[]string](t)(filepath.Glob("migrations/*_files.sql"))), 1)
	if sum > 15_000 {
		t.Errorf("they still take %d bytes", sum)
	}
}

// A file that is not what it was is never handed out as if it were.
func TestADamagedFileOfAMessageIsNamed(t *testing.T) {
	s, err := Create(filepath.Join(t.TempDir(), "damaged.dropdesk"))
	s = opened(t, s, err)
	keepFile(t, s, paperLike(1, 1))
	id := keepFile(t, s, paperLike(1, 2))
	change(t, s, func(x app.Tx) error {
		var b []byte
		if _, err := x.(*tx).one("SELECT file FROM message_file WHERE message_id = ?1", []any{id}, &b); err != nil {
			return err
		}
		b[len(b)-500] ^= 1
		return x.(*tx).exec("UPDATE message_file SET file = ?2 WHERE message_id = ?1", id, b)
	})
	err = s.Read(context.Background(), func(x app.Tx) error {
		_, err := x.Files(id)
		return err
	})
	fault(t, "read", err, trade.External)
	problems := must[[]string](t)(s.Problems(context.Background()))
	if len(problems) != 1 || !strings.Contains(problems[0], "INV-1.pdf") {
		t.Errorf("the check says %q", problems)
	}
}
