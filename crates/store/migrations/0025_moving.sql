-- What accounts say of themselves beyond what everybody sees: where they moved to, and where their server keeps things.
ALTER TABLE accounts ADD COLUMN also_known_as TEXT NOT NULL DEFAULT '[]';
ALTER TABLE accounts ADD COLUMN moved_to_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL;
ALTER TABLE accounts ADD COLUMN moved_at BIGINT;
ALTER TABLE accounts ADD COLUMN memorial BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE accounts ADD COLUMN suspended_by_home BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE accounts ADD COLUMN collections TEXT NOT NULL DEFAULT '{}';
CREATE INDEX accounts_moved_to ON accounts (moved_to_id) WHERE moved_to_id IS NOT NULL;

-- Reports travel, too.
ALTER TABLE reports ADD COLUMN uri TEXT;
ALTER TABLE reports ADD COLUMN forwarded BOOLEAN NOT NULL DEFAULT FALSE;
CREATE UNIQUE INDEX reports_uri ON reports (uri, target_account_id) WHERE uri IS NOT NULL
