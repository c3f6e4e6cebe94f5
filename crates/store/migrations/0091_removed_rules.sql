-- Reports name rules, and go on doing so when those hold no longer.
ALTER TABLE rules ADD COLUMN removed_at BIGINT
