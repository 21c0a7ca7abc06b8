-- Files of fees that were taken over: what shops and marketplaces say that was kept. Each row of such a file is a charge of its order, and is known again by what it told;
-- the estimates whose place it took are kept beside it.

CREATE TABLE fee_import (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
  orders INTEGER NOT NULL, charges INTEGER NOT NULL
);
CREATE INDEX fee_import_file ON fee_import (sha256);
ALTER TABLE order_charge ADD COLUMN import_id INTEGER REFERENCES fee_import (id);
ALTER TABLE order_charge ADD COLUMN told TEXT NOT NULL DEFAULT '';
CREATE INDEX order_charge_import ON order_charge (import_id) WHERE import_id IS NOT NULL;
CREATE TABLE charge_before (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES sales_order (id), kind TEXT NOT NULL, date TEXT NOT NULL, currency TEXT NOT NULL,
  fx INTEGER NOT NULL, amount INTEGER NOT NULL, base INTEGER NOT NULL, percent INTEGER NOT NULL, fixed INTEGER NOT NULL, reference TEXT NOT NULL, note TEXT NOT NULL
);
CREATE INDEX charge_before_order ON charge_before (order_id);

-- Reports call an order as people do; until now that was its reference where its customer gave none.
ALTER TABLE sales_order ADD COLUMN channel_no TEXT NOT NULL DEFAULT '';
UPDATE sales_order SET channel_no = reference WHERE channel_key <> '' AND reference <> '' AND reference <> channel_key;
CREATE INDEX sales_order_called ON sales_order (channel, channel_no) WHERE channel_no <> '';
