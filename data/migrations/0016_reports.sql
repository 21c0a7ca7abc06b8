-- Reports of a period read its documents only.
CREATE INDEX purchase_order_date ON purchase_order (date, supplier_id);
CREATE INDEX invoice_date ON invoice (state, date);
CREATE INDEX bill_date ON bill (state, date);
CREATE INDEX quote_date ON quote (date);
