-- The least margin that is sold at without a warning; 0 warns of losses alone.
ALTER TABLE company ADD COLUMN margin_floor INTEGER NOT NULL DEFAULT 0;
