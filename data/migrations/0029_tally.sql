-- How many documents of a class there are, and what they come to, is counted while they change; countAll counts those that are there. Pages
-- far down in a list are found by narrow indexes.

CREATE TABLE tally (
  id INTEGER PRIMARY KEY, list TEXT NOT NULL, class TEXT NOT NULL, currency TEXT NOT NULL, n INTEGER NOT NULL, sum INTEGER NOT NULL
);
CREATE UNIQUE INDEX tally_class ON tally (list, class, currency);
CREATE INDEX quote_id ON quote (id);
CREATE INDEX quote_stage ON quote (state, id);
CREATE INDEX quote_total ON quote (total, id);
CREATE INDEX sales_order_id ON sales_order (id);
CREATE INDEX sales_order_total ON sales_order (total, id);
CREATE INDEX sales_order_name ON sales_order (customer, id);
CREATE INDEX sales_order_earnings ON sales_order (date, state, customer_id, rep_id, channel, currency, revenue, cost_of_goods, profit_actual);
CREATE INDEX purchase_order_id ON purchase_order (id);
CREATE INDEX purchase_order_stage ON purchase_order (next, id);
CREATE INDEX shipment_id ON shipment (id);
CREATE INDEX invoice_id ON invoice (id);
CREATE INDEX invoice_due ON invoice (due, id);
CREATE INDEX invoice_total ON invoice (total, id);
CREATE INDEX bill_id ON bill (id);
CREATE INDEX bill_due ON bill (due, id);
CREATE INDEX payment_id ON payment (id);
CREATE INDEX payment_amount ON payment (amount, id);
CREATE INDEX payment_refund ON payment (refund, id) WHERE refund = 1;
CREATE INDEX message_id ON message (id);

-- What is open is little of what there ever was. An index of it is only taken when it begins with the state, as the others do; and what the
-- tallies know needs none.
DROP INDEX invoice_state;
DROP INDEX invoice_open;
CREATE INDEX invoice_open ON invoice (state, due, id, credit, currency, total, settled) WHERE state = 'issued' AND settled < total;
CREATE INDEX invoice_owing ON invoice (state, id) WHERE state = 'issued' AND settled < total;
CREATE INDEX invoice_paid ON invoice (state, credit, id) WHERE state = 'issued' AND settled = total;
CREATE INDEX invoice_draft ON invoice (state, id) WHERE state = 'draft';
DROP INDEX bill_state;
DROP INDEX bill_open;
CREATE INDEX bill_open ON bill (state, due, id, credit, currency, total, settled) WHERE state = 'entered' AND settled < total;
CREATE INDEX bill_owing ON bill (state, id) WHERE state = 'entered' AND settled < total;
CREATE INDEX bill_paid ON bill (state, credit, id) WHERE state = 'entered' AND settled = total;
CREATE INDEX bill_draft ON bill (state, id) WHERE state = 'draft';
DROP INDEX payment_left;
CREATE INDEX payment_left ON payment (id, currency, customer_id, refund, amount, used) WHERE used < amount;
DROP INDEX payment_way;
DROP INDEX payment_sum;

-- The first two to six letters of a word find it without a walk through all words that begin so.
DROP TABLE found_text;
CREATE VIRTUAL TABLE found_text USING fts5 (words, content = '', contentless_delete = 1, prefix = '2 3 4 5 6', tokenize = "unicode61 remove_diacritics 2 tokenchars '-'");
INSERT INTO found_text (rowid, words) SELECT id, words FROM found ORDER BY id;
