-- What a record is found by is its number, its title and what other words there are; each is kept once. The search needs to know which records
-- have a word, not where in them it stands.

UPDATE found SET words = TRIM(SUBSTR(words, LENGTH(number || ' ' || title) + 1))
  WHERE SUBSTR(words, 1, LENGTH(number || ' ' || title)) = number || ' ' || title;
DROP TABLE found_text;
CREATE VIRTUAL TABLE found_text USING fts5 (words, content = '', contentless_delete = 1, detail = 'none', prefix = '2 3 4 5 6', tokenize = "unicode61 remove_diacritics 2 tokenchars '-'");
INSERT INTO found_text (rowid, words) SELECT id, number || ' ' || title || ' ' || words FROM found ORDER BY id;

-- What is open is aged from an index alone; only documents that are due in several parts are read.
ALTER TABLE invoice ADD COLUMN in_parts INTEGER NOT NULL DEFAULT 0;
UPDATE invoice SET in_parts = 1 WHERE INSTR(dues, '},{') > 0;
ALTER TABLE bill ADD COLUMN in_parts INTEGER NOT NULL DEFAULT 0;
UPDATE bill SET in_parts = 1 WHERE INSTR(dues, '},{') > 0;
DROP INDEX invoice_owed;
CREATE INDEX invoice_owed ON invoice (customer_id, currency, credit, total, settled, due, date, in_parts) WHERE state = 'issued' AND settled < total;
DROP INDEX bill_owed;
CREATE INDEX bill_owed ON bill (supplier_id, currency, credit, total, settled, due, date, in_parts) WHERE state = 'entered' AND settled < total;
