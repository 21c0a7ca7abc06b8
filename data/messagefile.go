package data

import (
	"bytes"
	"compress/zlib"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"dropdesk/app/trade"
)

// The files of messages are kept as they went out, bit by bit. Papers of one company are nearly the same file: fonts, logo, styles. So each
// is kept as what differs from a pattern, an earlier file of its type. The form is zlib's with a dictionary, which any later program can read.

// patternSize is how much of a file others are compared with: zlib looks no further back.
const patternSize = 32 << 10

// differing is what a file has that its pattern has not.
func differing(pattern, file []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevelDict(&b, zlib.BestCompression, pattern)
	if err == nil {
		_, err = w.Write(file)
	}
	if err == nil {
		err = w.Close()
	}
	return b.Bytes(), err
}

// unpackedFile is the file again.
func unpackedFile(pattern, differs []byte, size int) ([]byte, error) {
	r, err := zlib.NewReaderDict(bytes.NewReader(differs), pattern)
	if err != nil {
		return nil, err
	}
	file := make([]byte, size)
	if _, err := io.ReadFull(r, file); err != nil {
		return nil, err
	}
	if n, err := r.Read(make([]byte, 1)); n != 0 || !errors.Is(err, io.EOF) { // at the end zlib compares its sum
		return nil, fmt.Errorf("it is longer than %d bytes: %w", size, err)
	}
	return file, nil
}

// pattern is what files of a type are compared with.
type pattern struct {
	id      int64
	content []byte
}

// fits says whether a file is like its pattern; where it is not, because the logo is another, say, it becomes the pattern of those to come.
func fits(differs, file []byte) bool { return len(differs) < len(file)*2/5 }

// keeping are the statements that files are kept with: of a transaction, or of a migration.
type keeping struct {
	newest func(fileType string) (pattern, error)
	add    func(fileType string, content []byte) (int64, error)
}

// packed answers what to keep of a file, and the pattern that it differs from; none where the file is kept as it is.
func (k keeping) packed(fileType string, file []byte) (differs []byte, of *int64, err error) {
	p, err := k.newest(fileType)
	if err != nil {
		return nil, nil, err
	}
	if p.id != 0 {
		if differs, err = differing(p.content, file); err != nil || fits(differs, file) {
			return differs, &p.id, err
		}
	}
	content := file[:min(len(file), patternSize)]
	if differs, err = differing(content, file); err != nil {
		return nil, nil, err
	}
	if !fits(differs, file) { // a long file with nothing that comes again
		return append([]byte{}, file...), nil, nil
	}
	id, err := k.add(fileType, content)
	return differs, &id, err
}

const (
	newestPattern = "SELECT id, content FROM pattern WHERE type = ?1 ORDER BY id DESC LIMIT 1"
	addPattern    = "INSERT INTO pattern (type, content) VALUES (?1, ?2)"
)

// KeepFiles implements app.Tx.
func (t *tx) KeepFiles(message trade.ID, files []trade.Attachment) error {
	k := keeping{
		newest: func(fileType string) (p pattern, err error) {
			_, err = t.one(newestPattern, []any{fileType}, &p.id, &p.content)
			return p, err
		},
		add: func(fileType string, content []byte) (int64, error) {
			r, err := t.run(addPattern, fileType, content)
			if err != nil {
				return 0, err
			}
			return r.LastInsertId()
		},
	}
	for i := range files {
		f := &files[i]
		differs, of, err := k.packed(f.Type, f.File)
		if err == nil {
			err = t.exec("INSERT INTO message_file (message_id, name, type, file, size, pattern_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
				message, f.Name, f.Type, differs, len(f.File), of)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Files implements app.Tx.
func (t *tx) Files(message trade.ID) ([]trade.Attachment, error) {
	type row struct {
		trade.Attachment
		size    int
		pattern []byte
	}
	rows, err := all(t, `SELECT f.name, f.type, f.file, f.size, p.content FROM message_file f LEFT JOIN pattern p ON p.id = f.pattern_id
		WHERE f.message_id = ?1 ORDER BY f.id`, []any{message}, func(r *row) []any { return []any{&r.Name, &r.Type, &r.File, &r.size, &r.pattern} })
	if err != nil {
		return nil, err
	}
	list := []trade.Attachment{}
	for i := range rows {
		r := &rows[i]
		if r.pattern != nil {
			if r.File, err = unpackedFile(r.pattern, r.File, r.size); err != nil {
				return nil, trade.Faultf(trade.External, "The file %s that went out with this message is damaged (%w). Take it from the last backup.", r.Name, err)
			}
		}
		list = append(list, r.Attachment)
	}
	return list, nil
}

// fileProblems names the files that cannot be read any more.
func (t *tx) fileProblems(found *[]string) error {
	ids, err := all(t, "SELECT DISTINCT message_id FROM message_file ORDER BY message_id", nil, func(id *trade.ID) []any { return []any{id} })
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := t.Files(id); err != nil {
			*found = append(*found, fmt.Sprintf("message %d: %v", id, err))
		}
	}
	return nil
}

// packFiles packs the files that were kept whole before there were patterns.
func packFiles(ctx context.Context, db *sql.Conn) error {
	k := keeping{
		newest: func(fileType string) (p pattern, err error) {
			err = db.QueryRowContext(ctx, newestPattern, fileType).Scan(&p.id, &p.content)
			if errors.Is(err, sql.ErrNoRows) {
				err = nil
			}
			return p, err
		},
		add: func(fileType string, content []byte) (int64, error) {
			r, err := db.ExecContext(ctx, addPattern, fileType, content)
			if err != nil {
				return 0, err
			}
			return r.LastInsertId()
		},
	}
	for at := int64(0); ; {
		var fileType string
		var file []byte
		err := db.QueryRowContext(ctx, "SELECT id, type, file FROM message_file WHERE id > ?1 ORDER BY id LIMIT 1", at).Scan(&at, &fileType, &file)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		differs, of, err := k.packed(fileType, file)
		if err == nil {
			_, err = db.ExecContext(ctx, "UPDATE message_file SET file = ?2, pattern_id = ?3 WHERE id = ?1", at, differs, of)
		}
		if err != nil {
			return err
		}
	}
}
