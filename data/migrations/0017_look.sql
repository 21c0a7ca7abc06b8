-- The look of documents: where the logo stands, which columns are left out, what is agreed always; numbers of a fixed length; the
-- company's own texts of mails, of which there is one for each paper and language.

ALTER TABLE company ADD COLUMN logo_right INTEGER NOT NULL DEFAULT 0;
ALTER TABLE company ADD COLUMN without TEXT NOT NULL DEFAULT '[]';
ALTER TABLE company ADD COLUMN terms_text TEXT NOT NULL DEFAULT '';
ALTER TABLE numbering ADD COLUMN digits INTEGER NOT NULL DEFAULT 0 CHECK (digits BETWEEN 0 AND 12);
CREATE TABLE mail_text (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, paper TEXT NOT NULL, language TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL
);
CREATE UNIQUE INDEX mail_text_paper ON mail_text (paper, language);
