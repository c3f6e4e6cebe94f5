-- Archives of all that somebody published, made in the background and kept for a week.
CREATE TABLE archives (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    requested_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    finished_at BIGINT,
    file TEXT,
    bytes BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX archives_account ON archives (account_id, id);
CREATE INDEX archives_waiting ON archives (id) WHERE finished_at IS NULL;
CREATE INDEX archives_kept ON archives (finished_at) WHERE finished_at IS NOT NULL
