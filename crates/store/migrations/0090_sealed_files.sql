-- Files of statuses that not everybody may see, where they are found only under addresses that end.
ALTER TABLE attachments ADD COLUMN is_sealed BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE files ADD COLUMN is_sealed BOOLEAN NOT NULL DEFAULT FALSE
