-- Files that belong to a document or to a customer, supplier or item.

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, doc_id INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
  sha256 TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, content BLOB NOT NULL
);
CREATE INDEX attachment_of ON attachment (kind, doc_id);
