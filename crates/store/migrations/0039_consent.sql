-- Whether everybody may find a status, where it says so itself; else its author's word counts.
ALTER TABLE statuses ADD COLUMN searchable BOOLEAN;
-- When a key ends, where its owner says so.
ALTER TABLE keys ADD COLUMN expires_at BIGINT;
-- How far this server's clock is ahead of others', as far as they tell.
ALTER TABLE pulse ADD COLUMN clock_ahead_ms BIGINT
