-- Bills: tolerances, approval and disputes, allowances, freight of goods that are billed elsewhere.
-- What marketplaces and card companies keep from orders. Commission of reps.

CREATE TABLE tolerance (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, supplier_id INTEGER REFERENCES supplier (id), percent INTEGER NOT NULL, amount INTEGER NOT NULL,
  CHECK (percent >= 0 AND amount >= 0)
);
CREATE UNIQUE INDEX tolerance_supplier ON tolerance (COALESCE(supplier_id, 0));
INSERT INTO tolerance (version, supplier_id, percent, amount) VALUES (1, NULL, 20000, 500);

ALTER TABLE bill ADD COLUMN approval TEXT NOT NULL DEFAULT '';
ALTER TABLE bill ADD COLUMN doubts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE bill ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0 CHECK (disputed >= 0 AND disputed <= total);
CREATE INDEX bill_approval ON bill (approval, id) WHERE approval <> '';

ALTER TABLE bill_line ADD COLUMN cost INTEGER NOT NULL DEFAULT 0;
UPDATE bill_line SET cost = (SELECT p.cost FROM purchase_line p WHERE p.id = bill_line.purchase_line_id) WHERE purchase_line_id IS NOT NULL;
ALTER TABLE bill_line ADD COLUMN allowance INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bill_line ADD COLUMN billed_before INTEGER NOT NULL DEFAULT 0;
UPDATE bill_line SET billed_before = (SELECT COALESCE(CAST(SUM(CASE WHEN b.credit = 1 THEN 0 - x.qty ELSE x.qty END) AS INTEGER), 0)
    FROM bill_line x JOIN bill b ON b.id = x.bill_id
    WHERE x.purchase_line_id = bill_line.purchase_line_id AND b.state = 'entered' AND (x.bill_id < bill_line.bill_id OR (x.bill_id = bill_line.bill_id AND x.pos < bill_line.pos)))
  WHERE purchase_line_id IS NOT NULL;

CREATE TABLE bill_share (
  id INTEGER PRIMARY KEY, bill_id INTEGER NOT NULL REFERENCES bill (id), pos INTEGER NOT NULL,
  purchase_line_id INTEGER NOT NULL REFERENCES purchase_line (id), base INTEGER NOT NULL
);
CREATE INDEX bill_share_bill ON bill_share (bill_id);
CREATE INDEX bill_share_purchase ON bill_share (purchase_line_id);

CREATE TABLE charge_rule (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL, percent INTEGER NOT NULL, amount INTEGER NOT NULL
);
CREATE UNIQUE INDEX charge_rule_channel ON charge_rule (channel, kind);
CREATE TABLE order_charge (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, order_id INTEGER NOT NULL REFERENCES sales_order (id), kind TEXT NOT NULL, date TEXT NOT NULL,
  currency TEXT NOT NULL, fx INTEGER NOT NULL, amount INTEGER NOT NULL, base INTEGER NOT NULL, estimated INTEGER NOT NULL, percent INTEGER NOT NULL,
  fixed INTEGER NOT NULL, reference TEXT NOT NULL, note TEXT NOT NULL
);
CREATE INDEX order_charge_order ON order_charge (order_id);
ALTER TABLE sales_order ADD COLUMN charges INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN charges_estimated INTEGER NOT NULL DEFAULT 0;

ALTER TABLE app_user ADD COLUMN commission_on TEXT NOT NULL DEFAULT '';
ALTER TABLE app_user ADD COLUMN commission INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN earned TEXT NOT NULL DEFAULT '';
ALTER TABLE sales_order ADD COLUMN commission_on TEXT NOT NULL DEFAULT '';
ALTER TABLE sales_order ADD COLUMN commission INTEGER NOT NULL DEFAULT 0;
CREATE INDEX sales_order_earned ON sales_order (earned) WHERE earned <> '';

-- What was paid in full before was so on the day of its last document.
UPDATE sales_order SET earned = (SELECT MAX(z.date) FROM (
    SELECT o.date FROM sales_order o WHERE o.id = sales_order.id
    UNION ALL SELECT v.date FROM invoice v WHERE v.order_id = sales_order.id AND v.state = 'issued'
    UNION ALL SELECT a.date FROM allocation a JOIN invoice v ON v.id = a.invoice_id WHERE v.order_id = sales_order.id
    UNION ALL SELECT b.date FROM bill b JOIN bill_line l ON l.bill_id = b.id WHERE l.order_id = sales_order.id AND b.state = 'entered') z)
  WHERE state <> 'draft' AND profit_actual = 1 AND invoiced > 0 AND paid >= invoiced;
