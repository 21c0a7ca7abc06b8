-- After how many hours a rule's findings count; nought: as the program does it where nothing is said.

ALTER TABLE automation ADD COLUMN hours INTEGER NOT NULL DEFAULT 0;
