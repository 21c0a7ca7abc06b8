-- What documents have copied of customers, suppliers and terms is kept once for all that have the same; they have its id instead. A short text
-- stays where it is.

CREATE TABLE copied (
  id INTEGER PRIMARY KEY, text TEXT NOT NULL
);
CREATE UNIQUE INDEX copied_text ON copied (text);

INSERT INTO copied (text) SELECT DISTINCT d.contact FROM quote d WHERE LENGTH(d.contact) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.contact);
INSERT INTO copied (text) SELECT DISTINCT d.bill_to FROM quote d WHERE LENGTH(d.bill_to) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.bill_to);
INSERT INTO copied (text) SELECT DISTINCT d.ship_to FROM quote d WHERE LENGTH(d.ship_to) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.ship_to);
INSERT INTO copied (text) SELECT DISTINCT d.terms FROM quote d WHERE LENGTH(d.terms) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.terms);
UPDATE quote SET
  contact = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = quote.contact), contact),
  bill_to = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = quote.bill_to), bill_to),
  ship_to = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = quote.ship_to), ship_to),
  terms = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = quote.terms), terms)
  WHERE LENGTH(contact) >= 40 OR LENGTH(bill_to) >= 40 OR LENGTH(ship_to) >= 40 OR LENGTH(terms) >= 40;

INSERT INTO copied (text) SELECT DISTINCT d.contact FROM sales_order d WHERE LENGTH(d.contact) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.contact);
INSERT INTO copied (text) SELECT DISTINCT d.bill_to FROM sales_order d WHERE LENGTH(d.bill_to) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.bill_to);
INSERT INTO copied (text) SELECT DISTINCT d.ship_to FROM sales_order d WHERE LENGTH(d.ship_to) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.ship_to);
INSERT INTO copied (text) SELECT DISTINCT d.terms FROM sales_order d WHERE LENGTH(d.terms) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.terms);
UPDATE sales_order SET
  contact = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = sales_order.contact), contact),
  bill_to = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = sales_order.bill_to), bill_to),
  ship_to = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = sales_order.ship_to), ship_to),
  terms = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = sales_order.terms), terms)
  WHERE LENGTH(contact) >= 40 OR LENGTH(bill_to) >= 40 OR LENGTH(ship_to) >= 40 OR LENGTH(terms) >= 40;

INSERT INTO copied (text) SELECT DISTINCT d.contact FROM purchase_order d WHERE LENGTH(d.contact) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.contact);
INSERT INTO copied (text) SELECT DISTINCT d.address FROM purchase_order d WHERE LENGTH(d.address) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.address);
INSERT INTO copied (text) SELECT DISTINCT d.ship_to FROM purchase_order d WHERE LENGTH(d.ship_to) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.ship_to);
INSERT INTO copied (text) SELECT DISTINCT d.terms FROM purchase_order d WHERE LENGTH(d.terms) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.terms);
UPDATE purchase_order SET
  contact = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = purchase_order.contact), contact),
  address = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = purchase_order.address), address),
  ship_to = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = purchase_order.ship_to), ship_to),
  terms = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = purchase_order.terms), terms)
  WHERE LENGTH(contact) >= 40 OR LENGTH(address) >= 40 OR LENGTH(ship_to) >= 40 OR LENGTH(terms) >= 40;

INSERT INTO copied (text) SELECT DISTINCT d.ship_to FROM shipment d WHERE LENGTH(d.ship_to) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.ship_to);
UPDATE shipment SET
  ship_to = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = shipment.ship_to), ship_to)
  WHERE LENGTH(ship_to) >= 40;

INSERT INTO copied (text) SELECT DISTINCT d.contact FROM invoice d WHERE LENGTH(d.contact) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.contact);
INSERT INTO copied (text) SELECT DISTINCT d.bill_to FROM invoice d WHERE LENGTH(d.bill_to) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.bill_to);
INSERT INTO copied (text) SELECT DISTINCT d.ship_to FROM invoice d WHERE LENGTH(d.ship_to) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.ship_to);
INSERT INTO copied (text) SELECT DISTINCT d.terms FROM invoice d WHERE LENGTH(d.terms) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.terms);
UPDATE invoice SET
  contact = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = invoice.contact), contact),
  bill_to = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = invoice.bill_to), bill_to),
  ship_to = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = invoice.ship_to), ship_to),
  terms = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = invoice.terms), terms)
  WHERE LENGTH(contact) >= 40 OR LENGTH(bill_to) >= 40 OR LENGTH(ship_to) >= 40 OR LENGTH(terms) >= 40;

INSERT INTO copied (text) SELECT DISTINCT d.terms FROM bill d WHERE LENGTH(d.terms) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.terms);
UPDATE bill SET
  terms = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = bill.terms), terms)
  WHERE LENGTH(terms) >= 40;

INSERT INTO copied (text) SELECT DISTINCT d.contact FROM reminder d WHERE LENGTH(d.contact) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.contact);
INSERT INTO copied (text) SELECT DISTINCT d.bill_to FROM reminder d WHERE LENGTH(d.bill_to) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.bill_to);
UPDATE reminder SET
  contact = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = reminder.contact), contact),
  bill_to = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = reminder.bill_to), bill_to)
  WHERE LENGTH(contact) >= 40 OR LENGTH(bill_to) >= 40;

INSERT INTO copied (text) SELECT DISTINCT d.ship_to FROM customer_return d WHERE LENGTH(d.ship_to) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.ship_to);
UPDATE customer_return SET
  ship_to = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = customer_return.ship_to), ship_to)
  WHERE LENGTH(ship_to) >= 40;

INSERT INTO copied (text) SELECT DISTINCT d.ship_to FROM purchase_change d WHERE LENGTH(d.ship_to) >= 40 AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d.ship_to);
UPDATE purchase_change SET
  ship_to = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = purchase_change.ship_to), ship_to)
  WHERE LENGTH(ship_to) >= 40;
