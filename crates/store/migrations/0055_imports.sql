-- Lists that somebody brings along from elsewhere: worked on line by line, so that a restart loses nothing. A line that is
-- done is gone; one with a problem stays to be read.
CREATE TABLE imports (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    overwrites BOOLEAN NOT NULL,
    is_pruned BOOLEAN NOT NULL DEFAULT FALSE,
    lines_total BIGINT NOT NULL,
    lines_done BIGINT NOT NULL DEFAULT 0,
    lines_failed BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX imports_account ON imports (account_id, id);
CREATE INDEX imports_waiting ON imports (id) WHERE finished_at IS NULL;
CREATE INDEX imports_finished ON imports (finished_at) WHERE finished_at IS NOT NULL;
CREATE TABLE import_lines (
    import_id BIGINT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    cells TEXT NOT NULL,
    problem TEXT,
    PRIMARY KEY (import_id, position)
)
