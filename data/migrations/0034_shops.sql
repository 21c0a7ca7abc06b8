-- Shops whose orders are fetched and that are told of shipments: how far each is read, the orders that came, and what is to be told.

CREATE TABLE shop (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, kind TEXT NOT NULL, address TEXT NOT NULL, channel TEXT NOT NULL, since TEXT NOT NULL, minutes INTEGER NOT NULL,
  new_items INTEGER NOT NULL, new_taxes INTEGER NOT NULL, tracking INTEGER NOT NULL, notify INTEGER NOT NULL, complete INTEGER NOT NULL, inactive INTEGER NOT NULL
);
CREATE UNIQUE INDEX shop_channel ON shop (channel);
CREATE TABLE shop_place (
  id INTEGER PRIMARY KEY REFERENCES shop (id), changed TEXT NOT NULL, fetched_at TEXT NOT NULL, try_at TEXT NOT NULL, trouble TEXT NOT NULL
);
CREATE TABLE shop_order (
  id INTEGER PRIMARY KEY, shop_id INTEGER NOT NULL REFERENCES shop (id), key TEXT NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL, changed TEXT NOT NULL, said TEXT NOT NULL,
  text BLOB NOT NULL
);
CREATE UNIQUE INDEX shop_order_key ON shop_order (shop_id, key);
CREATE INDEX shop_order_waiting ON shop_order (shop_id, state);
CREATE TABLE shop_push (
  id INTEGER PRIMARY KEY, shop_id INTEGER NOT NULL REFERENCES shop (id), order_id INTEGER NOT NULL REFERENCES sales_order (id), shipment_id INTEGER NOT NULL REFERENCES shipment (id),
  state TEXT NOT NULL, order_key TEXT NOT NULL, number TEXT NOT NULL, order_no TEXT NOT NULL, carrier TEXT NOT NULL, parcels TEXT NOT NULL, lines TEXT NOT NULL, whole INTEGER NOT NULL,
  language TEXT NOT NULL, created_at TEXT NOT NULL
);
CREATE INDEX shop_push_order ON shop_push (order_id);
CREATE INDEX shop_push_shipment ON shop_push (shipment_id);
CREATE INDEX shop_push_open ON shop_push (state);
CREATE TABLE shop_pushing (
  id INTEGER PRIMARY KEY, attempts INTEGER NOT NULL, try_at TEXT NOT NULL, answer TEXT NOT NULL, owner TEXT NOT NULL, until TEXT NOT NULL
);
ALTER TABLE order_line ADD COLUMN channel_line TEXT NOT NULL DEFAULT '';
