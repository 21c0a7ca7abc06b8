-- How a supplier's price lists are read, which of them were applied, and what each changed, so that all of it can be taken back.

CREATE TABLE price_map (
  id INTEGER PRIMARY KEY, supplier_id INTEGER NOT NULL REFERENCES supplier (id), map TEXT NOT NULL
);
CREATE TABLE price_import (
  id INTEGER PRIMARY KEY, supplier_id INTEGER NOT NULL REFERENCES supplier (id), at TEXT NOT NULL, who TEXT NOT NULL, name TEXT NOT NULL,
  sha256 TEXT NOT NULL, made INTEGER NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, ended INTEGER NOT NULL,
  undone_at TEXT NOT NULL, undone_by TEXT NOT NULL
);
CREATE INDEX price_import_supplier ON price_import (supplier_id);
CREATE TABLE price_before (
  id INTEGER PRIMARY KEY, rows BLOB NOT NULL
);
ALTER TABLE item_source ADD COLUMN unlisted TEXT NOT NULL DEFAULT '';
ALTER TABLE item_source ADD COLUMN replaced_by TEXT NOT NULL DEFAULT '';
