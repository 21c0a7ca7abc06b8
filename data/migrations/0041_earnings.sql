-- What an order earned with each supplier and item is kept beside it, and counted by day and month while orders change; what was not added up yet is
-- empty until the migration has done so. A shipment says that it arrived late, as it was when it arrived.
-- Credits that nobody took are no part of what is open, so the indexes of what is open leave them out.

ALTER TABLE sales_order ADD COLUMN earnings TEXT NOT NULL DEFAULT '';
ALTER TABLE shipment ADD COLUMN late INTEGER NOT NULL DEFAULT 0;
UPDATE shipment SET late = 1 WHERE delivered <> '' AND id IN (SELECT s.id FROM shipment s JOIN sales_order o ON o.id = s.order_id
  WHERE s.delivered > CASE WHEN o.wanted <> '' THEN o.wanted WHEN s.expected <> '' THEN s.expected ELSE s.delivered END);
DROP INDEX shipment_delivered;
DROP INDEX invoice_open;
CREATE INDEX invoice_open ON invoice (state, due, id, currency, total, settled, reminded, fx) WHERE state = 'issued' AND settled < total AND credit = 0;
DROP INDEX invoice_owing;
CREATE INDEX invoice_owing ON invoice (state, id) WHERE state = 'issued' AND settled < total AND credit = 0;
DROP INDEX bill_open;
CREATE INDEX bill_open ON bill (state, due, id, currency, total, settled, approval, fx) WHERE state = 'entered' AND settled < total AND credit = 0;
DROP INDEX bill_owing;
CREATE INDEX bill_owing ON bill (state, id) WHERE state = 'entered' AND settled < total AND credit = 0;
