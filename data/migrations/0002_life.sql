-- When life happens: exceptions, changes of purchase orders, returns and claims.

ALTER TABLE order_line RENAME COLUMN refused TO undecided;
ALTER TABLE order_line ADD COLUMN returned INTEGER NOT NULL DEFAULT 0 CHECK (returned >= 0);
ALTER TABLE order_line ADD COLUMN quoted INTEGER NOT NULL DEFAULT 0 CHECK (quoted >= 0);
UPDATE order_line SET quoted = qty WHERE quote_line_id IS NOT NULL;
ALTER TABLE sales_order ADD COLUMN decisions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE purchase_line ADD COLUMN failed INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0 AND failed <= shipped);
ALTER TABLE purchase_line ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0 CHECK (claimed >= 0);
ALTER TABLE purchase_line ADD COLUMN asked INTEGER NOT NULL DEFAULT 0 CHECK (asked >= 0);
ALTER TABLE shipment_line ADD COLUMN failed INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0 AND failed <= qty);
ALTER TABLE shipment_line ADD COLUMN extra INTEGER NOT NULL DEFAULT 0 CHECK (extra >= 0);

DROP INDEX sales_order_wanted;
CREATE INDEX sales_order_wanted ON sales_order (wanted) WHERE wanted <> '' AND next NOT IN ('done', 'cancelled', 'payment', 'bill', 'credit', 'confirm');

CREATE TABLE exception (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, kind TEXT NOT NULL, date TEXT NOT NULL,
  order_id INTEGER NOT NULL REFERENCES sales_order (id), order_no TEXT NOT NULL, order_line_id INTEGER NOT NULL REFERENCES order_line (id),
  customer_id INTEGER NOT NULL REFERENCES customer (id), customer TEXT NOT NULL,
  purchase_id INTEGER NOT NULL REFERENCES purchase_order (id), purchase_no TEXT NOT NULL,
  purchase_line_id INTEGER NOT NULL REFERENCES purchase_line (id), supplier_id INTEGER NOT NULL REFERENCES supplier (id), supplier TEXT NOT NULL,
  shipment_id INTEGER REFERENCES shipment (id), shipment_no TEXT NOT NULL, shipment_line_id INTEGER REFERENCES shipment_line (id),
  sku TEXT NOT NULL, description TEXT NOT NULL, qty INTEGER NOT NULL, open INTEGER NOT NULL, currency TEXT NOT NULL, cost INTEGER NOT NULL,
  asked INTEGER NOT NULL, until TEXT NOT NULL, note TEXT NOT NULL, taken TEXT NOT NULL, CHECK (open >= 0 AND open <= qty)
);
CREATE INDEX exception_order ON exception (order_id);
CREATE INDEX exception_open ON exception (id) WHERE open > 0;

CREATE TABLE purchase_change (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL, whole INTEGER NOT NULL, date TEXT NOT NULL,
  purchase_id INTEGER NOT NULL REFERENCES purchase_order (id), purchase_no TEXT NOT NULL, order_id INTEGER NOT NULL REFERENCES sales_order (id),
  order_no TEXT NOT NULL, supplier_id INTEGER NOT NULL REFERENCES supplier (id), supplier TEXT NOT NULL, ship_to TEXT NOT NULL,
  reason TEXT NOT NULL, answered_at TEXT NOT NULL, answer TEXT NOT NULL, moved INTEGER NOT NULL
);
CREATE UNIQUE INDEX purchase_change_number ON purchase_change (number);
CREATE INDEX purchase_change_order ON purchase_change (order_id);
CREATE INDEX purchase_change_purchase ON purchase_change (purchase_id);
CREATE INDEX purchase_change_open ON purchase_change (id) WHERE state = 'sent';
CREATE TABLE purchase_change_line (
  id INTEGER PRIMARY KEY, change_id INTEGER NOT NULL REFERENCES purchase_change (id), purchase_line_id INTEGER NOT NULL REFERENCES purchase_line (id),
  pos INTEGER NOT NULL, sku TEXT NOT NULL, part_no TEXT NOT NULL, description TEXT NOT NULL, unit TEXT NOT NULL, was INTEGER NOT NULL,
  cancel INTEGER NOT NULL, accepted INTEGER NOT NULL, again INTEGER NOT NULL, CHECK (accepted >= 0 AND accepted <= cancel)
);
CREATE INDEX purchase_change_line_change ON purchase_change_line (change_id);

CREATE TABLE customer_return (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL, date TEXT NOT NULL,
  order_id INTEGER NOT NULL REFERENCES sales_order (id), order_no TEXT NOT NULL, customer_id INTEGER NOT NULL REFERENCES customer (id),
  customer TEXT NOT NULL, supplier_id INTEGER REFERENCES supplier (id), supplier TEXT NOT NULL, sent_to TEXT NOT NULL, ship_to TEXT NOT NULL,
  language TEXT NOT NULL, reason TEXT NOT NULL, notes TEXT NOT NULL, received TEXT NOT NULL, outcome TEXT NOT NULL,
  credit_id INTEGER REFERENCES invoice (id), currency TEXT NOT NULL, fee INTEGER NOT NULL, claimed INTEGER NOT NULL, sent_at TEXT NOT NULL
);
CREATE UNIQUE INDEX customer_return_number ON customer_return (number);
CREATE INDEX customer_return_order ON customer_return (order_id);
CREATE INDEX customer_return_state ON customer_return (state, id);
CREATE TABLE return_line (
  id INTEGER PRIMARY KEY, return_id INTEGER NOT NULL REFERENCES customer_return (id), pos INTEGER NOT NULL,
  order_line_id INTEGER NOT NULL REFERENCES order_line (id), purchase_line_id INTEGER NOT NULL REFERENCES purchase_line (id),
  shipment_line_id INTEGER NOT NULL REFERENCES shipment_line (id), sku TEXT NOT NULL, description TEXT NOT NULL, unit TEXT NOT NULL,
  qty INTEGER NOT NULL, received INTEGER NOT NULL, failed INTEGER NOT NULL, surplus INTEGER NOT NULL, CHECK (qty > 0 AND received >= 0 AND received <= qty)
);
CREATE INDEX return_line_return ON return_line (return_id);
CREATE INDEX return_line_shipment ON return_line (shipment_line_id);

CREATE TABLE claim (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, date TEXT NOT NULL, kind TEXT NOT NULL, exception_id INTEGER REFERENCES exception (id),
  return_id INTEGER REFERENCES customer_return (id), purchase_id INTEGER NOT NULL REFERENCES purchase_order (id), purchase_no TEXT NOT NULL,
  purchase_line_id INTEGER NOT NULL REFERENCES purchase_line (id), order_id INTEGER NOT NULL REFERENCES sales_order (id), order_no TEXT NOT NULL,
  supplier_id INTEGER NOT NULL REFERENCES supplier (id), supplier TEXT NOT NULL, sku TEXT NOT NULL, description TEXT NOT NULL,
  qty INTEGER NOT NULL, dropped INTEGER NOT NULL, chased TEXT NOT NULL, note TEXT NOT NULL, CHECK (dropped >= 0 AND dropped <= qty)
);
CREATE INDEX claim_purchase ON claim (purchase_id);

INSERT INTO numbering (kind, prefix, next, first) VALUES ('return', 'RMA-', 1001, 1001);

-- What was refused before and waits for a decision becomes an exception.
UPDATE order_line SET undecided = 0 WHERE undecided > qty - cancelled - on_purchase OR order_id IN (SELECT id FROM sales_order WHERE state <> 'confirmed');
INSERT INTO exception (version, kind, date, order_id, order_no, order_line_id, customer_id, customer, purchase_id, purchase_no, purchase_line_id,
    supplier_id, supplier, shipment_id, shipment_no, shipment_line_id, sku, description, qty, open, currency, cost, asked, until, note, taken)
  SELECT 1, 'refused', p.date, o.id, o.number, l.id, o.customer_id, o.customer, p.id, p.number, x.id, p.supplier_id, p.supplier, NULL, '', NULL,
    l.sku, l.description, l.undecided, l.undecided, p.currency, x.cost, 0, '', x.answer, '[]'
  FROM order_line l JOIN sales_order o ON o.id = l.order_id
    JOIN purchase_line x ON x.id = (SELECT MAX(z.id) FROM purchase_line z WHERE z.order_line_id = l.id AND z.refused > 0)
    JOIN purchase_order p ON p.id = x.purchase_id
  WHERE l.undecided > 0;
UPDATE sales_order SET decisions = (SELECT COUNT(*) FROM exception e WHERE e.order_id = sales_order.id AND e.open > 0)
  WHERE id IN (SELECT order_id FROM exception);

-- A restocking fee is a line below zero on a credit note.
CREATE TABLE invoice_line_new (
  id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice (id), order_line_id INTEGER REFERENCES order_line (id),
  credits_id INTEGER REFERENCES invoice_line (id), credited INTEGER NOT NULL, credited_net INTEGER NOT NULL, base INTEGER NOT NULL,
  again INTEGER NOT NULL, allowance INTEGER NOT NULL,
  pos INTEGER NOT NULL, kind TEXT NOT NULL, item_id INTEGER REFERENCES item (id), sku TEXT NOT NULL, description TEXT NOT NULL,
  unit TEXT NOT NULL, qty INTEGER NOT NULL, price INTEGER NOT NULL, discount INTEGER NOT NULL, tax_code_id INTEGER REFERENCES tax_code (id),
  tax_code TEXT NOT NULL, tax_name TEXT NOT NULL, tax_kind TEXT NOT NULL, tax_rate INTEGER NOT NULL, tax_note TEXT NOT NULL,
  net INTEGER NOT NULL, share INTEGER NOT NULL,
  CHECK (credited >= 0 AND credited <= qty AND credited_net >= 0 AND (kind = 'fee' OR credited_net <= net - share))
);
INSERT INTO invoice_line_new SELECT id, invoice_id, order_line_id, credits_id, credited, credited_net, base, again, allowance, pos, kind, item_id, sku,
  description, unit, qty, price, discount, tax_code_id, tax_code, tax_name, tax_kind, tax_rate, tax_note, net, share FROM invoice_line;
DROP TABLE invoice_line;
ALTER TABLE invoice_line_new RENAME TO invoice_line;
CREATE INDEX invoice_line_invoice ON invoice_line (invoice_id);
CREATE INDEX invoice_line_order ON invoice_line (order_line_id);
