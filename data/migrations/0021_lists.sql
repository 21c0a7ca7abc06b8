-- Counts and sums of the lists' filters are read from indexes alone, however many documents there are.

DROP INDEX sales_order_next;
CREATE INDEX sales_order_next ON sales_order (next, id, currency, total);
CREATE INDEX sales_order_confirmed ON sales_order (customer_id) WHERE state = 'confirmed';
DROP INDEX quote_state;
CREATE INDEX quote_state ON quote (state, valid, currency, total);
DROP INDEX purchase_order_next;
CREATE INDEX purchase_order_next ON purchase_order (next, expected, currency, net);
CREATE INDEX purchase_order_underway ON purchase_order (supplier_id) WHERE next IN ('answer', 'ship');
CREATE INDEX invoice_owed ON invoice (customer_id, currency, credit, total, settled, due) WHERE state = 'issued' AND settled < total;
DROP INDEX invoice_state;
CREATE INDEX invoice_state ON invoice (state, credit, settled, total);
DROP INDEX invoice_open;
CREATE INDEX invoice_open ON invoice (due, id, credit) WHERE state = 'issued' AND settled < total;
CREATE INDEX invoice_credit ON invoice (id) WHERE credit = 1;
CREATE INDEX bill_owed ON bill (supplier_id, currency, credit, total, settled, due) WHERE state = 'entered' AND settled < total;
DROP INDEX bill_state;
CREATE INDEX bill_state ON bill (state, credit, settled, total);
DROP INDEX bill_open;
CREATE INDEX bill_open ON bill (due, id, credit) WHERE state = 'entered' AND settled < total;
CREATE INDEX bill_credit ON bill (id) WHERE credit = 1;
CREATE INDEX bill_different ON bill (id) WHERE state <> 'cancelled' AND difference <> 0;
CREATE INDEX payment_way ON payment (refund, supplier_id, customer_id, currency, amount);
CREATE INDEX payment_sum ON payment (currency, customer_id, refund, amount);
