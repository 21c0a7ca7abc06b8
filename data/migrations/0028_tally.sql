-- How many documents of a class there are, and what they come to, is counted while they change; countAll counts those that are there. Pages
-- far down in a list are found by narrow indexes.

CREATE TABLE tally (
  id INTEGER PRIMARY KEY, list TEXT NOT NULL, class TEXT NOT NULL, currency TEXT NOT NULL, n INTEGER NOT NULL, sum INTEGER NOT NULL
);
CREATE UNIQUE INDEX tally_class ON tally (list, class, currency);
CREATE INDEX quote_id ON quote (id);
CREATE INDEX sales_order_id ON sales_order (id);
CREATE INDEX sales_order_total ON sales_order (total, id);
CREATE INDEX sales_order_name ON sales_order (customer, id);
CREATE INDEX purchase_order_id ON purchase_order (id);
CREATE INDEX shipment_id ON shipment (id);
CREATE INDEX invoice_id ON invoice (id);
CREATE INDEX invoice_due ON invoice (due, id);
CREATE INDEX invoice_total ON invoice (total, id);
CREATE INDEX bill_id ON bill (id);
CREATE INDEX bill_due ON bill (due, id);
CREATE INDEX payment_id ON payment (id);
CREATE INDEX payment_amount ON payment (amount, id);
CREATE INDEX message_id ON message (id);
