CREATE TABLE status_links (
    status_id BIGINT NOT NULL REFERENCES statuses (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    PRIMARY KEY (status_id, url)
);
CREATE INDEX status_links_url ON status_links (url, status_id);

CREATE TABLE suggestion_dismissals (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    target_account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (account_id, target_account_id)
);
CREATE INDEX suggestion_dismissals_target ON suggestion_dismissals (target_account_id);

CREATE INDEX accounts_directory_active ON accounts (last_status_at, id) WHERE discoverable AND suspended_at IS NULL;
CREATE INDEX accounts_directory_new ON accounts (created_at, id) WHERE discoverable AND suspended_at IS NULL;
CREATE INDEX accounts_popular ON accounts (followers_count, id) WHERE discoverable AND suspended_at IS NULL
