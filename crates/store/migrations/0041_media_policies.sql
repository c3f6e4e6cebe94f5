-- What becomes of the pictures, videos and sounds of a neighbour, where it is not the usual.
CREATE TABLE media_policies (
    domain TEXT NOT NULL PRIMARY KEY,
    policy TEXT NOT NULL
);
-- When a file that is only passed on is kept no longer.
ALTER TABLE remote_files ADD COLUMN expires_at BIGINT;
CREATE INDEX remote_files_expiring ON remote_files (expires_at) WHERE expires_at IS NOT NULL;
