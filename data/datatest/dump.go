package datatest

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"dropdesk/data"
)

// Dump is all that a file holds as text, but for the history, the steps and the texts that other documents may have too: every row of every
// table, and which words find what.
func Dump(t testing.TB, s *data.Store) string {
	t.Helper()
	text, err := dump(s.Path(), "event", "step", "tally", "copied")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Sum is a sum of all that a file holds, history and steps too: every row of every table but those left out, and which words find what.
func Sum(path string, without ...string) (string, error) {
	text, err := dump(path, without...)
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:]), err
}

func dump(path string, without ...string) (text string, err error) {
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=ro&_busy_timeout=10000")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE VIRTUAL TABLE temp.word USING fts5vocab (main, found_text, instance)"); err != nil {
		return "", err
	}
	tables, err := texts(db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'found_text%' ORDER BY name`)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, table := range tables {
		if slices.Contains(without, table) {
			continue
		}
		columns, err := texts(db, "SELECT 'quote(' || name || ')' FROM pragma_table_info('"+table+"')")
		if err != nil {
			return "", err
		}
		rows, err := texts(db, "SELECT "+strings.Join(columns, " || ',' || ")+" FROM "+table+" ORDER BY rowid")
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%s\n%s\n", table, strings.Join(rows, "\n"))
	}
	words, err := texts(db, `SELECT doc || ' ' || term FROM temp.word ORDER BY doc, term`)
	fmt.Fprintf(&b, "words\n%s\n", strings.Join(words, "\n"))
	return b.String(), err
}

func texts(db *sql.DB, query string) (list []string, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		list = append(list, s)
	}
	return list, errors.Join(rows.Err(), rows.Close())
}
