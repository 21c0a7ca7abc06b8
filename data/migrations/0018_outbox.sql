-- Messages are delivered by the program itself. How a delivery goes stands beside the message, which stays as it was written until it leaves:
-- so the step that wrote it can be taken back between two attempts.

CREATE TABLE mail_account (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, address TEXT NOT NULL, host TEXT NOT NULL, port INTEGER NOT NULL, security TEXT NOT NULL,
  account_user TEXT NOT NULL, inactive INTEGER NOT NULL
);
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY, attempts INTEGER NOT NULL, try_at TEXT NOT NULL, answer TEXT NOT NULL, owner TEXT NOT NULL, until TEXT NOT NULL
);
CREATE TABLE message_file (
  id INTEGER PRIMARY KEY, message_id INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, file BLOB NOT NULL
);
CREATE INDEX message_file_of ON message_file (message_id);
CREATE INDEX message_open ON message (id) WHERE state IN ('ready', 'sending');
CREATE INDEX message_trouble ON message (id) WHERE state IN ('failed', 'uncertain');
