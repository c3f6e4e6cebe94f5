CREATE TABLE accounts (
    id {id},
    username TEXT NOT NULL,
    domain TEXT,
    uri TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    display_name TEXT NOT NULL,
    note_text TEXT NOT NULL,
    note TEXT NOT NULL,
    locked BOOLEAN NOT NULL,
    discoverable BOOLEAN NOT NULL,
    indexable BOOLEAN NOT NULL,
    hide_collections BOOLEAN NOT NULL,
    avatar_url TEXT,
    header_url TEXT,
    fields TEXT NOT NULL,
    emojis TEXT NOT NULL,
    inbox_url TEXT,
    shared_inbox_url TEXT,
    followers_url TEXT,
    followers_count BIGINT NOT NULL DEFAULT 0,
    following_count BIGINT NOT NULL DEFAULT 0,
    statuses_count BIGINT NOT NULL DEFAULT 0,
    last_status_at BIGINT,
    created_at BIGINT NOT NULL,
    fetched_at BIGINT,
    suspended_at BIGINT
);
CREATE UNIQUE INDEX accounts_handle ON accounts (LOWER(username), COALESCE(domain, ''));
CREATE INDEX accounts_url ON accounts (url);

CREATE TABLE users (
    id {id},
    account_id BIGINT NOT NULL UNIQUE REFERENCES accounts (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    confirmed_at BIGINT,
    approved_at BIGINT,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_email ON users (LOWER(email));

CREATE TABLE sessions (
    secret_hash {blob} NOT NULL PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    csrf TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at)
