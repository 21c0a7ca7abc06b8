-- What is open is counted by currency, and what was earned by day, and by year and customer, while documents change; countAll counts what is there.
-- What is read of many documents at once is read from indexes alone. Documents that are due in several parts, and what is left of payments, are found by narrow indexes.

ALTER TABLE tally ADD COLUMN cost INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tally ADD COLUMN open INTEGER NOT NULL DEFAULT 0;
CREATE INDEX invoice_parts ON invoice (id) WHERE state = 'issued' AND settled < total AND in_parts = 1;
CREATE INDEX bill_parts ON bill (id) WHERE state = 'entered' AND settled < total AND in_parts = 1;
CREATE INDEX payment_customer_left ON payment (customer_id, currency, refund, amount, used, date) WHERE used < amount;
CREATE INDEX payment_supplier_left ON payment (supplier_id, currency, refund, amount, used, date) WHERE used < amount;
DROP INDEX quote_until;
CREATE INDEX quote_until ON quote (state, CASE WHEN valid = '' THEN date ELSE valid END, currency, total);
DROP INDEX sales_order_quote;
CREATE INDEX sales_order_quote ON sales_order (quote_id, state) WHERE quote_id IS NOT NULL;
DROP INDEX shipment_delivered;
CREATE INDEX shipment_delivered ON shipment (delivered, expected, order_id) WHERE delivered <> '';
