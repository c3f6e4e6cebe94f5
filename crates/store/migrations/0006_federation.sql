CREATE TABLE keys (
    owner_id BIGINT NOT NULL,
    key_id TEXT NOT NULL PRIMARY KEY,
    public_key_pem TEXT NOT NULL,
    private_key_pem TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX keys_owner ON keys (owner_id);

CREATE TABLE activities (
    id {id},
    uri TEXT NOT NULL UNIQUE,
    account_id BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX activities_time ON activities (created_at);

CREATE TABLE deliveries (
    id {id},
    activity_id BIGINT NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    inbox_url TEXT NOT NULL,
    host TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    last_error TEXT,
    UNIQUE (activity_id, inbox_url)
);
CREATE INDEX deliveries_due ON deliveries (due_at, id);
CREATE INDEX deliveries_host ON deliveries (host, id);

CREATE TABLE inbox (
    id {id},
    activity_uri TEXT UNIQUE,
    signer TEXT NOT NULL,
    body TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    processed_at BIGINT,
    tries BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    last_error TEXT
);
CREATE INDEX inbox_due ON inbox (due_at, id) WHERE processed_at IS NULL;
CREATE INDEX inbox_done ON inbox (processed_at) WHERE processed_at IS NOT NULL
