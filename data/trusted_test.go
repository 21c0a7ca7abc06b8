package data

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// What somebody put into a file's schema is refused in words before any of it is used, and the file stays as it is. Without the comparison
// the trigger would run with the first order.
func TestASchemaThatIsNotOursIsRefusedUnchanged(t *testing.T) {
	for name, hostile := range map[string]string{
		"trigger":      "CREATE TRIGGER spy AFTER INSERT ON event BEGIN UPDATE company SET bank_lines = 'XX00 1234'; END",
		"view":         "CREATE VIEW invoices AS SELECT * FROM invoice",
		"table":        "CREATE TABLE extra (id INTEGER PRIMARY KEY)",
		"search":       "CREATE VIRTUAL TABLE more USING fts5 (x)",
		"index":        "CREATE INDEX by_random ON invoice (number || ':')",
		"column":       "ALTER TABLE company ADD COLUMN spy TEXT GENERATED ALWAYS AS (UPPER(name)) VIRTUAL",
		"missing":      "DROP INDEX invoice_number",
		"shadow":       "CREATE TRIGGER found_text_data AFTER INSERT ON event BEGIN DELETE FROM event; END",
		"same name":    "DROP INDEX invoice_due; CREATE INDEX invoice_due ON invoice (due)",
		"other checks": "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = REPLACE(sql, 'settled <= total', 'settled <= 2 * total') WHERE name = 'invoice'",
	} {
		path := busyPath(t)
		db := must[*sql.DB](t)(sql.Open("sqlite3", dsn(path, "rw", "immediate")))
		db.SetMaxOpenConns(1)
		if _, err := db.Exec(hostile); err != nil {
			t.Fatal(name, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		before := must[[]byte](t)(os.ReadFile(path))
		s, err := Open(path)
		if err == nil {
			t.Errorf("%s: the file is opened", name)
			_ = s.Close()
			continue
		}
		fault(t, name, err, trade.Refused)
		if !bytes.Equal(before, must[[]byte](t)(os.ReadFile(path))) {
			t.Errorf("%s: the file was changed", name)
		}
		equal(t, name+": files beside it", len(must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(path)))), 1)
		if said := app.AsError(err).Message; !strings.Contains(said, "left as it is") {
			t.Errorf("%s: it says %s", name, said)
		}
	}
}

// Every version's schema is known, so that older files are compared as well.
func TestFilesOfEveryVersionAreTrusted(t *testing.T) {
	for version := 1; version < format; version++ {
		path := filepath.Join(t.TempDir(), fmt.Sprintf("%d.dropdesk", version))
		db := must[*sql.DB](t)(sql.Open(engine, dsn(path, "rwc", "immediate")))
		db.SetMaxOpenConns(1)
		if err := steps(t.Context(), db, 0, version); err != nil {
			t.Fatal(version, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if err := trusted(path, true); err != nil {
			t.Error(version, err)
		}
	}
}

// No connection believes what a file's schema says, or a cell's length.
func TestConnectionsTrustNoFile(t *testing.T) {
	s := newStore(t)
	for name, want := range map[string]string{"trusted_schema": "0", "cell_size_check": "1"} {
		var got string
		if err := s.writer.c.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&got); err != nil {
			t.Fatal(err)
		}
		equal(t, name, got, want)
		c, err := s.idle.take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		err = c.c.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&got)
		s.idle.give(c)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, name+" of readers", got, want)
	}
}
