-- What Today has put aside, how much of each rule the program does by itself, and what it could not do.

CREATE TABLE snooze (
  id INTEGER PRIMARY KEY, rule TEXT NOT NULL, doc_id INTEGER NOT NULL, until TEXT NOT NULL, who TEXT NOT NULL
);
CREATE UNIQUE INDEX snooze_finding ON snooze (rule, doc_id);
CREATE TABLE automation (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, rule TEXT NOT NULL, level TEXT NOT NULL
);
CREATE UNIQUE INDEX automation_rule ON automation (rule);
CREATE TABLE trouble (
  id INTEGER PRIMARY KEY, rule TEXT NOT NULL, doc_id INTEGER NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE UNIQUE INDEX trouble_finding ON trouble (rule, doc_id);
CREATE INDEX shipment_delivered ON shipment (delivered) WHERE delivered <> '';
CREATE INDEX quote_until ON quote (state, CASE WHEN valid = '' THEN date ELSE valid END);
