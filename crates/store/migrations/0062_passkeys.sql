-- Keys on people's own devices that let them in. All keys of one user carry the same handle, which tells nothing of them.
CREATE TABLE passkeys (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    credential_id {blob} NOT NULL UNIQUE,
    handle {blob} NOT NULL,
    credential TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX passkeys_user ON passkeys (user_id, id);

-- What a browser was asked to sign. One question for each purpose and browser, so that nobody can fill the disk by asking.
CREATE TABLE passkey_challenges (
    browser_hash {blob} NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (browser_hash, purpose)
);
CREATE INDEX passkey_challenges_expiry ON passkey_challenges (expires_at)
