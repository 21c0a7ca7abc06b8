-- Who else gets a message.
ALTER TABLE message ADD COLUMN cc TEXT NOT NULL DEFAULT '';
