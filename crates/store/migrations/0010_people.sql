ALTER TABLE follows ADD COLUMN languages TEXT NOT NULL DEFAULT '[]';
ALTER TABLE follow_requests ADD COLUMN languages TEXT NOT NULL DEFAULT '[]';

CREATE INDEX blocks_account ON blocks (account_id, id);
CREATE INDEX mutes_account ON mutes (account_id, id);
CREATE INDEX account_domain_blocks_account ON account_domain_blocks (account_id, id);

CREATE TABLE account_notes (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    target_account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    comment TEXT NOT NULL,
    PRIMARY KEY (account_id, target_account_id)
);
CREATE INDEX account_notes_target ON account_notes (target_account_id);

CREATE TABLE endorsements (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    target_account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    UNIQUE (account_id, target_account_id)
);
CREATE INDEX endorsements_account ON endorsements (account_id, id);
CREATE INDEX endorsements_target ON endorsements (target_account_id);
CREATE INDEX accounts_domain ON accounts (domain) WHERE domain IS NOT NULL
