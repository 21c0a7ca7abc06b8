-- How much of a rule's step the program does may differ for a customer or a supplier. Two of them may be joined, so that a rule can stand twice.

ALTER TABLE automation ADD COLUMN customer_id INTEGER REFERENCES customer (id);
ALTER TABLE automation ADD COLUMN supplier_id INTEGER REFERENCES supplier (id);
DROP INDEX automation_rule;
CREATE INDEX automation_customer ON automation (customer_id);
CREATE INDEX automation_supplier ON automation (supplier_id);
