package data

import "dropdesk/app/trade"

var watchedFiles = newTable("watched_file", "id, folder, name, size, modified, seen_at, sha256, state, what, supplier_id, said, path", false, func(f *trade.WatchedFile) []any {
	return []any{&f.ID, &f.Folder, &f.Name, &f.Size, &f.Modified, &f.SeenAt, &f.SHA256, &f.State, &f.What, link{&f.SupplierID}, &f.Said, &f.Path}
}, func(f *trade.WatchedFile) string { return f.Name })

// OpenWatched implements app.Tx.
func (t *tx) OpenWatched(folder string) ([]trade.WatchedFile, error) {
	return watchedFiles.where(t, "WHERE state IN ('seen', 'waiting', 'trouble', 'moving') AND folder = ?1 ORDER BY id", folder)
}

// WatchedAs implements app.Tx.
func (t *tx) WatchedAs(sha256 string) ([]trade.WatchedFile, error) {
	return watchedFiles.where(t, "WHERE sha256 = ?1 ORDER BY id", sha256)
}

// WatchedFiles implements app.Tx.
func (t *tx) WatchedFiles(limit int) ([]trade.WatchedFile, error) {
	return watchedFiles.where(t, "WHERE state <> 'seen' ORDER BY id DESC LIMIT ?1", limit)
}

// WatchedFile implements app.Tx.
func (t *tx) WatchedFile(id trade.ID) (*trade.WatchedFile, error) { return watchedFiles.get(t, id) }

// SaveWatched implements app.Tx.
func (t *tx) SaveWatched(f *trade.WatchedFile) error { return watchedFiles.save(t, f) }

// DeleteWatched implements app.Tx.
func (t *tx) DeleteWatched(id trade.ID) error {
	return t.exec("DELETE FROM watched_file WHERE id = ?1", id)
}

// MasterMap implements app.Tx.
func (t *tx) MasterMap(headings string) (map[string]string, error) {
	m := map[string]string{}
	found, err := t.one("SELECT map FROM master_map WHERE headings = ?1", []any{headings}, asJSON{&m})
	if err != nil || !found {
		return nil, err
	}
	return m, nil
}

// SaveMasterMap implements app.Tx.
func (t *tx) SaveMasterMap(headings string, m map[string]string) error {
	return t.keepMap("master_map", "headings", headings, &m)
}
