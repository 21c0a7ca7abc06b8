-- Refunds, exchange gains, statements and reminders.

ALTER TABLE payment ADD COLUMN refund INTEGER NOT NULL DEFAULT 0;
ALTER TABLE allocation ADD COLUMN refund_id INTEGER REFERENCES payment (id);
ALTER TABLE allocation ADD COLUMN settles INTEGER NOT NULL DEFAULT 0;
ALTER TABLE allocation ADD COLUMN gain INTEGER NOT NULL DEFAULT 0;
CREATE INDEX allocation_refund ON allocation (refund_id) WHERE refund_id IS NOT NULL;
CREATE INDEX allocation_date ON allocation (date);
CREATE INDEX allocation_gain ON allocation (date) WHERE gain <> 0;
CREATE INDEX bill_supplier ON bill (supplier_id, due);

ALTER TABLE invoice ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invoice ADD COLUMN reminded TEXT NOT NULL DEFAULT '';
CREATE INDEX invoice_reminded ON invoice (id) WHERE reminders > 0 AND settled < total;

CREATE TABLE reminder (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, date TEXT NOT NULL, level INTEGER NOT NULL,
  customer_id INTEGER NOT NULL REFERENCES customer (id), customer TEXT NOT NULL, contact TEXT NOT NULL, bill_to TEXT NOT NULL,
  language TEXT NOT NULL, sent_at TEXT NOT NULL, CHECK (level BETWEEN 1 AND 3)
);
CREATE UNIQUE INDEX reminder_number ON reminder (number);
CREATE INDEX reminder_customer ON reminder (customer_id);
CREATE TABLE reminder_line (
  id INTEGER PRIMARY KEY, reminder_id INTEGER NOT NULL REFERENCES reminder (id), pos INTEGER NOT NULL, invoice_id INTEGER NOT NULL REFERENCES invoice (id),
  number TEXT NOT NULL, date TEXT NOT NULL, due TEXT NOT NULL, days INTEGER NOT NULL, currency TEXT NOT NULL, total INTEGER NOT NULL, open INTEGER NOT NULL,
  late INTEGER NOT NULL, level INTEGER NOT NULL, CHECK (late > 0 AND late <= open AND open <= total)
);
CREATE INDEX reminder_line_reminder ON reminder_line (reminder_id);
CREATE INDEX reminder_line_invoice ON reminder_line (invoice_id);
INSERT INTO numbering (kind, prefix, next, first) VALUES ('reminder', 'REM-', 1001, 1001);

CREATE TABLE statement (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, date TEXT NOT NULL, customer_id INTEGER REFERENCES customer (id),
  supplier_id INTEGER REFERENCES supplier (id), party TEXT NOT NULL, party_no TEXT NOT NULL, address TEXT NOT NULL, contact TEXT NOT NULL,
  language TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, accounts TEXT NOT NULL
);

-- What was settled before has the same currency on both sides. Its gains are reckoned as the program
-- does: given less settled, each added up over the document, at rates in units of 10^-10, rounded once. The
-- rate is cut into two halves of five digits, because amount × rate does not fit into 64 bits.
UPDATE allocation SET settles = amount;
UPDATE allocation SET gain = COALESCE((
  WITH side AS (
    SELECT a.id, a.amount, CASE WHEN a.bill_id IS NULL THEN 1 ELSE -1 END AS sign, COALESCE(p.fx, c.fx, k.fx) AS given, COALESCE(v.fx, b.fx) AS settled,
      COALESCE(v.currency, b.currency) AS cur, a.invoice_id, a.bill_id
    FROM allocation a LEFT JOIN payment p ON p.id = a.payment_id LEFT JOIN invoice c ON c.id = a.credit_id LEFT JOIN bill k ON k.id = a.bill_credit_id
      LEFT JOIN invoice v ON v.id = a.invoice_id LEFT JOIN bill b ON b.id = a.bill_id
    WHERE a.write_off = 0 AND a.id <= allocation.id AND (a.invoice_id = allocation.invoice_id OR a.bill_id = allocation.bill_id)
  ), unit AS (
    SELECT s.*, CASE WHEN s.cur IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1000
        WHEN s.cur IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1 ELSE 10 END AS up,
      CASE WHEN o.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1000
        WHEN o.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1 ELSE 10 END AS down
    FROM side s JOIN company o ON o.id = 1
  ), part AS (
    SELECT u.*, 1 AS now FROM unit u UNION ALL SELECT u.*, 0 FROM unit u WHERE u.id < allocation.id
  ), added AS (
    SELECT now, sign, down, SUM(amount * up * (given / 100000)) AS given_high, SUM(amount * up * (given % 100000)) AS given_low,
      SUM(amount * up * (settled / 100000)) AS settled_high, SUM(amount * up * (settled % 100000)) AS settled_low
    FROM part GROUP BY now, sign, down
  )
  SELECT SUM(CASE WHEN now = 1 THEN sign ELSE 0 - sign END * (
    (given_high + given_low / 100000 + 50000 * down) / (100000 * down) - (settled_high + settled_low / 100000 + 50000 * down) / (100000 * down))) FROM added
), 0) WHERE write_off = 0 AND (invoice_id IS NOT NULL OR bill_id IS NOT NULL);
