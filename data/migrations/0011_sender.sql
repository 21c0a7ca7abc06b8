-- What goes to suppliers may come from another address than what goes to customers.

ALTER TABLE company ADD COLUMN buy_email TEXT NOT NULL DEFAULT '';
