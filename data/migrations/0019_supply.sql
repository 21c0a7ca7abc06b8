-- Replies and sheets that come back find their document by the messages that went out with it.

CREATE INDEX message_document ON message (kind, doc_id);
