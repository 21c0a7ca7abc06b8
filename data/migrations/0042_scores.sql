-- What suppliers' scorecards and the report of taxes add up is kept beside the documents and counted by day while they change: how many lines a purchase
-- order has, how the lines of a shipment kept the days that were agreed when it was sent, and what a bill's goods cost and were to cost.

ALTER TABLE purchase_order ADD COLUMN lines INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shipment ADD COLUMN promised INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shipment ADD COLUMN late_lines INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shipment ADD COLUMN days_late INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bill ADD COLUMN goods INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bill ADD COLUMN agreed INTEGER NOT NULL DEFAULT 0;
UPDATE purchase_order SET lines = (SELECT COUNT(*) FROM purchase_line l WHERE l.purchase_id = purchase_order.id);
UPDATE shipment SET (promised, late_lines, days_late) = (SELECT COUNT(*), COALESCE(SUM(shipment.date > l.expected), 0),
    CAST(COALESCE(SUM(MAX(julianday(shipment.date) - julianday(l.expected), 0)), 0) AS INTEGER)
  FROM shipment_line x JOIN purchase_line l ON l.id = x.purchase_line_id WHERE x.shipment_id = shipment.id AND l.expected <> '');
UPDATE bill SET (goods, agreed) = (SELECT CAST(COALESCE(SUM(l.net), 0) AS INTEGER), CAST(COALESCE(SUM(l.agreed), 0) AS INTEGER)
  FROM bill_line l WHERE l.bill_id = bill.id AND l.kind <> 'freight');
CREATE INDEX exception_date ON exception (date, kind, supplier_id, purchase_line_id);
CREATE INDEX purchase_line_over ON purchase_line (purchase_id) WHERE billed > qty - refused - cancelled - claimed;
CREATE INDEX payment_left_day ON payment (date) WHERE used < amount;
ALTER TABLE quote ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
UPDATE quote SET made = (SELECT COUNT(*) FROM sales_order o WHERE o.quote_id = quote.id);
DROP INDEX quote_until;
CREATE INDEX quote_waiting ON quote (state, CASE WHEN valid = '' THEN date ELSE valid END, currency, total, fx) WHERE state = 'accepted' AND made = 0;
DROP INDEX invoice_parts;
DROP INDEX bill_parts;
