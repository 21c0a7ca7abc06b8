-- Whom mail does not reach is looked for on Today among all contacts.

CREATE INDEX contact_bounced ON contact (bounced) WHERE bounced <> '';
