-- What the company's bookkeeping program calls its accounts and taxes, and what was handed over to it.
CREATE TABLE book_setting (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL
);
CREATE UNIQUE INDEX book_setting_name ON book_setting (name);
CREATE TABLE handoff (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, program TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,
  again INTEGER NOT NULL, documents INTEGER NOT NULL, sold INTEGER NOT NULL, bought INTEGER NOT NULL
);
CREATE TABLE handed (
  id INTEGER PRIMARY KEY, handoff_id INTEGER NOT NULL REFERENCES handoff (id), kind TEXT NOT NULL, doc_id INTEGER NOT NULL,
  number TEXT NOT NULL, date TEXT NOT NULL, currency TEXT NOT NULL, total INTEGER NOT NULL
);
CREATE INDEX handed_document ON handed (kind, doc_id);
CREATE INDEX handed_handoff ON handed (handoff_id);
