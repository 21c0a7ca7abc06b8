-- What is open is counted by party and the day on which it is due, and what is left of payments by who paid, while documents change; countAll counts what is there.
-- The indexes of what is open find a party's documents; those that Today reads hold all that it asks for.

DROP INDEX invoice_owed;
CREATE INDEX invoice_owed ON invoice (customer_id, due) WHERE state = 'issued' AND settled < total;
DROP INDEX bill_owed;
CREATE INDEX bill_owed ON bill (supplier_id, due) WHERE state = 'entered' AND settled < total;
DROP INDEX payment_customer_left;
DROP INDEX payment_supplier_left;
CREATE INDEX payment_customer_left ON payment (customer_id, id) WHERE used < amount;
CREATE INDEX payment_supplier_left ON payment (supplier_id, id) WHERE used < amount;
DROP INDEX payment_left;
CREATE INDEX payment_left ON payment (id, date) WHERE used < amount;
DROP INDEX invoice_open;
CREATE INDEX invoice_open ON invoice (state, due, id, credit, currency, total, settled, reminded, fx) WHERE state = 'issued' AND settled < total;
DROP INDEX bill_open;
CREATE INDEX bill_open ON bill (state, due, id, credit, currency, total, settled, approval, fx) WHERE state = 'entered' AND settled < total;
DROP INDEX bill_different;
CREATE INDEX bill_different ON bill (id, state, difference) WHERE state <> 'cancelled' AND difference <> 0;
