-- Files that are put into a watched folder: how far each is, and what is to be known of it. What was taken over is kept by its sum, so that
-- the same content is never taken twice. How tables of customers, suppliers and items are read is remembered by their headings.

CREATE TABLE watched_file (
  id INTEGER PRIMARY KEY, folder TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, modified TEXT NOT NULL, seen_at TEXT NOT NULL,
  sha256 TEXT NOT NULL, state TEXT NOT NULL, what TEXT NOT NULL, supplier_id INTEGER REFERENCES supplier (id), said TEXT NOT NULL, path TEXT NOT NULL
);
CREATE INDEX watched_file_open ON watched_file (state, id);
CREATE INDEX watched_file_sum ON watched_file (sha256);
CREATE TABLE master_map (
  id INTEGER PRIMARY KEY, headings TEXT NOT NULL, map TEXT NOT NULL
);
CREATE UNIQUE INDEX master_map_headings ON master_map (headings);
