-- Mail that comes in: where it is fetched, how far it is read, and what was read.

CREATE TABLE mailbox (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, host TEXT NOT NULL, port INTEGER NOT NULL, security TEXT NOT NULL, account_user TEXT NOT NULL,
  folder TEXT NOT NULL, inactive INTEGER NOT NULL
);
-- How far a mailbox is read is no part of any step, so that undoing one reads nothing twice.
CREATE TABLE mailbox_place (
  id INTEGER PRIMARY KEY, validity INTEGER NOT NULL, uid INTEGER NOT NULL, read_at TEXT NOT NULL, trouble TEXT NOT NULL
);
CREATE INDEX mailbox_place_trouble ON mailbox_place (trouble);
CREATE TABLE received_mail (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, kind TEXT NOT NULL, doc_id INTEGER NOT NULL, what TEXT NOT NULL, waiting INTEGER NOT NULL, message_id TEXT NOT NULL,
  digest TEXT NOT NULL, sender TEXT NOT NULL, sender_name TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, sent_at TEXT NOT NULL,
  at TEXT NOT NULL, number TEXT NOT NULL, party TEXT NOT NULL, answers INTEGER, sheet_id INTEGER, said TEXT NOT NULL
);
CREATE UNIQUE INDEX received_mail_digest ON received_mail (digest);
CREATE INDEX received_mail_waiting ON received_mail (what, id) WHERE waiting = 1;
CREATE INDEX received_mail_sheet ON received_mail (sheet_id) WHERE waiting = 1;
CREATE INDEX received_mail_document ON received_mail (kind, doc_id);
CREATE INDEX message_number ON message (message_id);
-- Since when mail to a contact comes back.
ALTER TABLE contact ADD COLUMN bounced TEXT NOT NULL DEFAULT '';
CREATE INDEX contact_email ON contact (LOWER(email)) WHERE email <> '';
