ALTER TABLE statuses ADD COLUMN conversation_id BIGINT NOT NULL DEFAULT 0;
UPDATE statuses SET conversation_id = id WHERE in_reply_to_id IS NULL;
WITH RECURSIVE thread (id, root) AS (
    SELECT s.id, s.id FROM statuses s WHERE s.in_reply_to_id IS NULL
     UNION ALL
    SELECT s.id, t.root FROM statuses s JOIN thread t ON s.in_reply_to_id = t.id)
UPDATE statuses SET conversation_id = (SELECT t.root FROM thread t WHERE t.id = statuses.id)
 WHERE in_reply_to_id IS NOT NULL;
CREATE INDEX statuses_conversation ON statuses (conversation_id, id);

CREATE TABLE blocks (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    target_account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    uri TEXT,
    created_at BIGINT NOT NULL,
    UNIQUE (account_id, target_account_id)
);
CREATE INDEX blocks_target ON blocks (target_account_id);

CREATE TABLE mutes (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    target_account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    hides_notifications BOOLEAN NOT NULL,
    expires_at BIGINT,
    created_at BIGINT NOT NULL,
    UNIQUE (account_id, target_account_id)
);
CREATE INDEX mutes_target ON mutes (target_account_id);
CREATE INDEX mutes_expiry ON mutes (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE account_domain_blocks (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    domain TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (account_id, domain)
);
CREATE INDEX account_domain_blocks_domain ON account_domain_blocks (domain);

CREATE TABLE tag_uses (
    tag_id BIGINT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    day BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    uses BIGINT NOT NULL,
    PRIMARY KEY (tag_id, day, account_id)
);
CREATE INDEX tag_uses_day ON tag_uses (day)
