-- Steps that can be taken back.

CREATE TABLE step (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, names TEXT NOT NULL, kind TEXT NOT NULL, doc_id INTEGER NOT NULL,
  title TEXT NOT NULL, refs TEXT NOT NULL, changes INTEGER NOT NULL, undo BLOB, undone_at TEXT NOT NULL, undone_by TEXT NOT NULL
);

-- A step names rows by their ids, which SQLite keeps only where they are a column.
ALTER TABLE numbering RENAME TO old;
CREATE TABLE numbering (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL UNIQUE, prefix TEXT NOT NULL, next INTEGER NOT NULL, first INTEGER NOT NULL
);
INSERT INTO numbering (kind, prefix, next, first) SELECT kind, prefix, next, first FROM old ORDER BY kind;
DROP TABLE old;
ALTER TABLE quote_revision RENAME TO old;
CREATE TABLE quote_revision (
  id INTEGER PRIMARY KEY, quote_id INTEGER NOT NULL REFERENCES quote (id), revision INTEGER NOT NULL, was TEXT NOT NULL
);
INSERT INTO quote_revision (quote_id, revision, was) SELECT quote_id, revision, was FROM old ORDER BY quote_id, revision;
DROP TABLE old;
CREATE UNIQUE INDEX quote_revision_of ON quote_revision (quote_id, revision);

-- The index for the search keeps no texts, so they stand beside it. Those of before are put together from its words.
ALTER TABLE found ADD COLUMN words TEXT NOT NULL DEFAULT '';
CREATE VIRTUAL TABLE temp.found_word USING fts5vocab (main, found_text, instance);
CREATE TEMP TABLE found_said AS SELECT doc, group_concat(term, ' ' ORDER BY "offset") AS words FROM temp.found_word GROUP BY doc;
CREATE INDEX temp.found_said_of ON found_said (doc);
UPDATE found SET words = COALESCE((SELECT s.words FROM temp.found_said s WHERE s.doc = found.id), '');
DROP TABLE temp.found_said;
DROP TABLE temp.found_word;

-- Whoever deletes a row asks these whether another depends on it.
CREATE INDEX purchase_line_of ON purchase_line (order_line_id);
CREATE INDEX shipment_line_ordered ON shipment_line (order_line_id);
CREATE INDEX shipment_line_purchased ON shipment_line (purchase_line_id);
CREATE INDEX shipment_purchase ON shipment (purchase_id);
CREATE INDEX bill_line_of ON bill_line (purchase_id) WHERE purchase_id IS NOT NULL;
