-- What was decided about neighbours, and those under their names.
CREATE TABLE neighbour_blocks (
    id {id},
    domain TEXT NOT NULL UNIQUE,
    severity TEXT NOT NULL,
    reject_media BOOLEAN NOT NULL,
    reject_reports BOOLEAN NOT NULL,
    private_comment TEXT,
    public_comment TEXT,
    obfuscate BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
-- When an account was suspended or limited because its whole domain was.
ALTER TABLE accounts ADD COLUMN suspended_with_domain_at BIGINT;
ALTER TABLE accounts ADD COLUMN limited_with_domain_at BIGINT;

-- What ended follows between people here and elsewhere all at once.
CREATE TABLE severances (
    id {id},
    kind TEXT NOT NULL,
    -- The domain or the handle of the other side.
    target TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX severances_target ON severances (target, id);
-- The follows that it ended.
CREATE TABLE severed_follows (
    id {id},
    severance_id BIGINT NOT NULL REFERENCES severances (id) ON DELETE CASCADE,
    local_account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    remote_account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- Whether it was the one here who followed.
    is_following BOOLEAN NOT NULL,
    uri TEXT,
    show_reblogs BOOLEAN NOT NULL,
    notify BOOLEAN NOT NULL,
    languages TEXT NOT NULL,
    -- The lists on which the other stood.
    lists TEXT NOT NULL,
    restored BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (severance_id, local_account_id, remote_account_id, is_following)
);
CREATE INDEX severed_follows_local ON severed_follows (local_account_id);
CREATE INDEX severed_follows_remote ON severed_follows (remote_account_id);
-- Whom it concerns, and how many follows each of them lost.
CREATE TABLE account_severances (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    severance_id BIGINT NOT NULL REFERENCES severances (id) ON DELETE CASCADE,
    followers_count BIGINT NOT NULL,
    following_count BIGINT NOT NULL,
    told BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (account_id, severance_id)
);
CREATE INDEX account_severances_severance ON account_severances (severance_id);
CREATE INDEX account_severances_untold ON account_severances (id) WHERE NOT told
