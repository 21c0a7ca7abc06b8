-- Files of orders that were taken over, each order as its channel told it, how such files are read, and what channels call our items.

CREATE TABLE order_import (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
  orders INTEGER NOT NULL, customers INTEGER NOT NULL, items INTEGER NOT NULL
);
CREATE INDEX order_import_file ON order_import (sha256);
CREATE TABLE order_text (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES sales_order (id), import_id INTEGER NOT NULL REFERENCES order_import (id),
  place TEXT NOT NULL, text BLOB NOT NULL
);
CREATE INDEX order_text_order ON order_text (order_id);
CREATE TABLE order_map (
  id INTEGER PRIMARY KEY, headings TEXT NOT NULL, map TEXT NOT NULL
);
CREATE UNIQUE INDEX order_map_headings ON order_map (headings);
CREATE TABLE channel_item (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, code TEXT NOT NULL, item_id INTEGER NOT NULL REFERENCES item (id)
);
CREATE UNIQUE INDEX channel_item_code ON channel_item (channel, code);
