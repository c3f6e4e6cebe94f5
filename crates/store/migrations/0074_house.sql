-- The rules have an order of their own, and are said in several languages.
ALTER TABLE rules ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
ALTER TABLE rules ADD COLUMN translations TEXT NOT NULL DEFAULT '{}';

-- An announcement that is still being written is shown to nobody; one that is to come is told when its time is there.
ALTER TABLE announcements ADD COLUMN is_draft BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE announcements ADD COLUMN is_told BOOLEAN NOT NULL DEFAULT TRUE;
CREATE INDEX announcements_untold ON announcements (published_at) WHERE NOT is_told AND NOT is_draft;

-- Custom emoji that nobody can use for now, and those that are used only by who knows of them.
ALTER TABLE custom_emojis ADD COLUMN is_enabled BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE custom_emojis ADD COLUMN is_offered BOOLEAN NOT NULL DEFAULT TRUE
