ALTER TABLE accounts ADD COLUMN attribution_domains TEXT NOT NULL DEFAULT '[]';
ALTER TABLE accounts ADD COLUMN tabs TEXT NOT NULL DEFAULT '{}';
ALTER TABLE users ADD COLUMN preferences TEXT NOT NULL DEFAULT '{}';
ALTER TABLE users ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE INDEX users_waiting ON users (id) WHERE approved_at IS NULL;

CREATE TABLE rules (
    id {id},
    text TEXT NOT NULL,
    hint TEXT NOT NULL
);

CREATE TABLE custom_emojis (
    id {id},
    shortcode TEXT NOT NULL UNIQUE,
    category TEXT,
    media_type TEXT NOT NULL,
    picture {blob} NOT NULL
);

CREATE TABLE announcements (
    id {id},
    text TEXT NOT NULL,
    content TEXT NOT NULL,
    starts_at BIGINT,
    ends_at BIGINT,
    all_day BOOLEAN NOT NULL,
    published_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE announcement_dismissals (
    announcement_id BIGINT NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (announcement_id, account_id)
);
CREATE INDEX announcement_dismissals_account ON announcement_dismissals (account_id);

CREATE TABLE announcement_reactions (
    id {id},
    announcement_id BIGINT NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (announcement_id, name, account_id)
);
CREATE INDEX announcement_reactions_account ON announcement_reactions (account_id);

CREATE TABLE reports (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    target_account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    category TEXT NOT NULL,
    comment TEXT NOT NULL,
    status_ids TEXT NOT NULL,
    rule_ids TEXT NOT NULL,
    resolved_at BIGINT
);
CREATE INDEX reports_account ON reports (account_id);
CREATE INDEX reports_target ON reports (target_account_id);
CREATE INDEX reports_open ON reports (id) WHERE resolved_at IS NULL;

ALTER TABLE settings ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0
