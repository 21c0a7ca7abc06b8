package data

import (
	"context"
	"database/sql"
	_ "embed" // the schema
	"errors"
	"os"
	"strings"

	"github.com/mattn/go-sqlite3"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// engine is the driver of all connections. A file may come from anybody: what its schema says is never run, and cells are looked
// at before they are used.
const engine = "dropdesk"

func init() {
	sql.Register(engine, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		if err := c.RegisterFunc("in_base", inBase, true); err != nil {
			return err
		}
		_, err := c.Exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", nil)
		return err
	}})
}

//go:embed schema.sql
var schema string

// object is an entry of a file's schema.
type object struct{ kind, name, text string }

// trusted compares a file's schema with the one that its version has, before anything of it is used. alone reads the file without its log,
// as if nobody could change it, so that not even a file beside it appears.
func trusted(path string, alone bool) error {
	name := dsn(path, "ro", "deferred")
	if alone {
		name += "&immutable=1"
	}
	db, err := sql.Open(engine, name)
	if err != nil {
		return worded(err)
	}
	db.SetMaxOpenConns(1)
	var version int
	err = worded(db.QueryRow("PRAGMA user_version").Scan(&version))
	var list []object
	if err == nil {
		list, err = objects(context.Background(), db)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	if version > format {
		return tooNew(path, version)
	}
	want, err := schemaOf(version)
	if err != nil {
		return err
	}
	for _, o := range list {
		if o.text == "" || indexOfSearch(o) || strings.HasPrefix(o.name, "sqlite_stat") {
			continue
		}
		if !want[o.text] {
			return trade.Faultf(trade.Refused, "%s holds a %s %q that Dropdesk did not make. Such a file is not opened, because it could change what the program does; it was left as it is.",
				path, o.kind, o.name)
		}
		delete(want, o.text)
	}
	if len(want) > 0 {
		return app.Damaging(trade.Faultf(trade.Refused, "%s lacks %d of the tables and indexes of its version. It is damaged, or another program has changed it; it was left as it is.", path, len(want)))
	}
	return nil
}

// logged says whether a file has a write-ahead log beside it: somebody has the file open, or the last who had did not close it.
func logged(path string) bool {
	_, err := os.Stat(path + "-wal")
	return err == nil
}

// indexOfSearch says whether SQLite has made a table for its search by itself.
func indexOfSearch(o object) bool {
	end, ok := strings.CutPrefix(o.name, "found_text_")
	return ok && o.kind == "table" && (end == "data" || end == "idx" || end == "docsize" || end == "config" || end == "content")
}

func objects(ctx context.Context, db *sql.DB) (list []object, err error) {
	rows, err := db.QueryContext(ctx, "SELECT type, name, COALESCE(sql, '') FROM sqlite_schema")
	if err != nil {
		return nil, worded(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var o object
		if err := rows.Scan(&o.kind, &o.name, &o.text); err != nil {
			return nil, worded(err)
		}
		list = append(list, o)
	}
	return list, worded(rows.Err())
}

// schemaOf is every statement of the schema of a version; that of an older one is made by its migrations.
func schemaOf(version int) (map[string]bool, error) {
	want := map[string]bool{}
	if version == format {
		for _, text := range strings.Split(strings.ReplaceAll(schema, "\r\n", "\n"), ";\n") {
			if text != "" {
				want[text] = true
			}
		}
		return want, nil
	}
	db, err := sql.Open(engine, ":memory:")
	if err != nil {
		return nil, worded(err)
	}
	db.SetMaxOpenConns(1)
	err = steps(context.Background(), db, 0, version)
	var list []object
	if err == nil {
		list, err = objects(context.Background(), db)
	}
	for _, o := range list {
		if o.text != "" && !indexOfSearch(o) {
			want[o.text] = true
		}
	}
	return want, errors.Join(err, db.Close())
}
