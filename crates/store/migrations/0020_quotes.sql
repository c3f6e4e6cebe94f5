ALTER TABLE statuses ADD COLUMN quote_policy BIGINT NOT NULL DEFAULT 0;
ALTER TABLE statuses ADD COLUMN quotes_count BIGINT NOT NULL DEFAULT 0;

CREATE TABLE quotes (
    status_id BIGINT NOT NULL PRIMARY KEY REFERENCES statuses (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    quoted_status_id BIGINT REFERENCES statuses (id) ON DELETE SET NULL,
    quoted_account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    state TEXT NOT NULL,
    authorization_uri TEXT
);
CREATE INDEX quotes_quoted ON quotes (quoted_status_id, status_id);
CREATE INDEX quotes_quoted_account ON quotes (quoted_account_id);
CREATE INDEX quotes_account ON quotes (account_id);
CREATE INDEX quotes_authorization ON quotes (authorization_uri) WHERE authorization_uri IS NOT NULL
