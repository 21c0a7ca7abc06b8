package data

import (
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dropdesk/app"
)

// A file of each format that was released opens: what its documents come to is what it was, everything adds up, and a copy of the old file lies beside it.
func TestFilesOfReleasedFormatsOpen(t *testing.T) {
	files := must[[]string](t)(filepath.Glob(filepath.Join("testdata", "*.dropdesk.gz")))
	if len(files) < 4 {
		t.Fatal("files of released formats are missing:", files)
	}
	for _, packed := range files {
		t.Run(filepath.Base(packed), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "old.dropdesk")
			unpack(t, packed, path)
			before, was := totals(t, path)
			s, err := Open(path)
			s = opened(t, s, err)
			after, is := totals(t, path)
			if before != after || strings.Count(before, "\n") < 10 {
				t.Errorf("the documents were\n%s\nand are\n%s", before, after)
			}
			equal(t, "format", is, format)
			found, err := app.New(app.Ports{Store: s}).CheckFile(context.Background(), app.Nothing{})
			if err != nil || len(found.Problems) > 0 {
				t.Error(err, found.Problems)
			}
			if was == format {
				return
			}
			copied, at := totals(t, fmt.Sprintf("%s.before-%d", path, format))
			equal(t, "the copy", copied, before)
			equal(t, "the copy's format", at, was)
		})
	}
}

// totals are the documents of a file with what they come to, and the file's format.
func totals(t *testing.T, path string) (text string, format int) {
	t.Helper()
	db := must[*sql.DB](t)(sql.Open("sqlite3", dsn(path, "ro", "deferred")))
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	var b strings.Builder
	for _, query := range []string{
		"SELECT number || ' ' || total FROM quote ORDER BY id", "SELECT number || ' ' || total || ' ' || paid FROM sales_order ORDER BY id", "SELECT number || ' ' || net FROM purchase_order ORDER BY id",
		"SELECT number || ' ' || total || ' ' || settled FROM invoice ORDER BY id", "SELECT their_no || ' ' || total || ' ' || settled FROM bill ORDER BY id", "SELECT amount || ' ' || used FROM payment ORDER BY id",
	} {
		for _, line := range texts(t, db, query) {
			fmt.Fprintln(&b, line)
		}
	}
	if err := db.QueryRow("PRAGMA user_version").Scan(&format); err != nil {
		t.Fatal(err)
	}
	return b.String(), format
}

func unpack(t *testing.T, packed, to string) {
	t.Helper()
	in := must[*os.File](t)(os.Open(packed))
	z := must[*gzip.Reader](t)(gzip.NewReader(in))
	out := must[*os.File](t)(os.Create(to))
	must[int64](t)(io.Copy(out, z))
	if err := errors.Join(in.Close(), out.Close()); err != nil {
		t.Fatal(err)
	}
}
