-- Records that may be the same one: orders and bills that came twice; customers, suppliers and items under two names.

ALTER TABLE sales_order ADD COLUMN channel_key TEXT NOT NULL DEFAULT '';
ALTER TABLE sales_order ADD COLUMN twice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN goods_key INTEGER NOT NULL DEFAULT 0;
UPDATE sales_order SET goods_key = COALESCE((SELECT SUM(((COALESCE(l.item_id, 0) * 1000003 + l.qty) % 2147483647)
    * ((COALESCE(l.item_id, 0) * 1000003 + l.qty) % 2147483647) % 2147483647)
  FROM order_line l WHERE l.order_id = sales_order.id AND l.kind IN ('item', 'free', 'kit')), 0);
CREATE UNIQUE INDEX sales_order_channel ON sales_order (channel, channel_key) WHERE channel_key <> '';
CREATE INDEX sales_order_goods ON sales_order (customer_id, date, goods_key);
CREATE INDEX sales_order_reference ON sales_order (customer_id, LOWER(TRIM(reference))) WHERE reference <> '';

ALTER TABLE bill ADD COLUMN twice INTEGER NOT NULL DEFAULT 0;
CREATE INDEX bill_total ON bill (supplier_id, date, total);

ALTER TABLE customer ADD COLUMN became_id INTEGER REFERENCES customer (id);
ALTER TABLE supplier ADD COLUMN became_id INTEGER REFERENCES supplier (id);
ALTER TABLE item ADD COLUMN became_id INTEGER REFERENCES item (id);

CREATE TABLE not_twin (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, CHECK (a < b)
);
CREATE UNIQUE INDEX not_twin_pair ON not_twin (kind, a, b);
