-- Kits: an item that is sold as one and bought as its components.

CREATE TABLE item_component (
  id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES item (id), component_id INTEGER NOT NULL REFERENCES item (id),
  rank INTEGER NOT NULL, qty INTEGER NOT NULL, CHECK (qty > 0 AND item_id <> component_id)
);
CREATE UNIQUE INDEX item_component_item ON item_component (item_id, component_id);
CREATE INDEX item_component_component ON item_component (component_id);

ALTER TABLE quote_line ADD COLUMN kit_line_id INTEGER REFERENCES quote_line (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE quote_line ADD COLUMN per_kit INTEGER NOT NULL DEFAULT 0 CHECK (per_kit >= 0);
ALTER TABLE order_line ADD COLUMN kit_line_id INTEGER REFERENCES order_line (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE order_line ADD COLUMN per_kit INTEGER NOT NULL DEFAULT 0 CHECK (per_kit >= 0);
ALTER TABLE order_line ADD COLUMN waived INTEGER NOT NULL DEFAULT 0 CHECK (waived >= 0 AND waived <= cancelled);
CREATE INDEX quote_line_kit ON quote_line (kit_line_id) WHERE kit_line_id IS NOT NULL;
CREATE INDEX order_line_kit ON order_line (kit_line_id) WHERE kit_line_id IS NOT NULL;
ALTER TABLE exception ADD COLUMN part INTEGER NOT NULL DEFAULT 0;
