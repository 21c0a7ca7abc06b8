-- Choosing suppliers: price breaks, fees, purchase orders that wait to be sent together.

ALTER TABLE company ADD COLUMN routing TEXT NOT NULL DEFAULT 'preference';
ALTER TABLE item ADD COLUMN breaks TEXT NOT NULL DEFAULT '[]';
ALTER TABLE item_source ADD COLUMN breaks TEXT NOT NULL DEFAULT '[]';
ALTER TABLE item_source ADD COLUMN valid_until TEXT NOT NULL DEFAULT '';
ALTER TABLE cost_change ADD COLUMN from_qty INTEGER NOT NULL DEFAULT 0;

ALTER TABLE supplier ADD COLUMN combine INTEGER NOT NULL DEFAULT 0;
ALTER TABLE supplier ADD COLUMN send_time TEXT NOT NULL DEFAULT '';
ALTER TABLE supplier ADD COLUMN fee_drop_ship INTEGER NOT NULL DEFAULT 0 CHECK (fee_drop_ship >= 0);
ALTER TABLE supplier ADD COLUMN fee_handling INTEGER NOT NULL DEFAULT 0 CHECK (fee_handling >= 0);
ALTER TABLE supplier ADD COLUMN fee_small_order INTEGER NOT NULL DEFAULT 0 CHECK (fee_small_order >= 0);
ALTER TABLE supplier ADD COLUMN fee_freight INTEGER NOT NULL DEFAULT 0 CHECK (fee_freight >= 0);

ALTER TABLE purchase_order ADD COLUMN waiting TEXT NOT NULL DEFAULT '';
ALTER TABLE purchase_order ADD COLUMN own_fees INTEGER NOT NULL DEFAULT 0;
ALTER TABLE purchase_order ADD COLUMN fee_drop_ship INTEGER NOT NULL DEFAULT 0 CHECK (fee_drop_ship >= 0);
ALTER TABLE purchase_order ADD COLUMN fee_handling INTEGER NOT NULL DEFAULT 0 CHECK (fee_handling >= 0);
ALTER TABLE purchase_order ADD COLUMN fee_small_order INTEGER NOT NULL DEFAULT 0 CHECK (fee_small_order >= 0);
ALTER TABLE purchase_order ADD COLUMN fee_freight INTEGER NOT NULL DEFAULT 0 CHECK (fee_freight >= 0);
CREATE INDEX purchase_order_waiting ON purchase_order (supplier_id) WHERE waiting <> '';
CREATE INDEX purchase_line_item ON purchase_line (item_id) WHERE item_id IS NOT NULL;

ALTER TABLE quote_line ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quote_line ADD COLUMN own_cost INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quote_line ADD COLUMN cost_date TEXT NOT NULL DEFAULT '';
ALTER TABLE quote_line ADD COLUMN cost_until TEXT NOT NULL DEFAULT '';
ALTER TABLE order_line ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_line ADD COLUMN own_cost INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_line ADD COLUMN cost_date TEXT NOT NULL DEFAULT '';
ALTER TABLE order_line ADD COLUMN cost_until TEXT NOT NULL DEFAULT '';

-- Whatever is not as the supplier's list says was entered by a person, and stays.
UPDATE quote_line SET by_hand = 1 WHERE why = 'chosen by hand';
UPDATE order_line SET by_hand = 1 WHERE why = 'chosen by hand';
UPDATE quote_line SET own_cost = 1 WHERE cost <> 0 AND NOT EXISTS
  (SELECT 1 FROM item_source s WHERE s.item_id = quote_line.item_id AND s.supplier_id = quote_line.supplier_id AND s.cost = quote_line.cost);
UPDATE order_line SET own_cost = 1 WHERE cost <> 0 AND NOT EXISTS
  (SELECT 1 FROM item_source s WHERE s.item_id = order_line.item_id AND s.supplier_id = order_line.supplier_id AND s.cost = order_line.cost);
