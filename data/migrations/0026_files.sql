-- A file that went out with a message is kept as what differs from a pattern, an earlier file of its type; packFiles packs those that are there.

CREATE TABLE pattern (
  id INTEGER PRIMARY KEY, type TEXT NOT NULL, content BLOB NOT NULL
);
CREATE INDEX pattern_type ON pattern (type, id);
ALTER TABLE message_file ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message_file ADD COLUMN pattern_id INTEGER REFERENCES pattern (id);
UPDATE message_file SET size = LENGTH(file) WHERE size = 0;
