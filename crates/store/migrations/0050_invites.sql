-- What lets somebody in where not everybody may come.
CREATE TABLE invites (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    code TEXT NOT NULL UNIQUE,
    uses BIGINT NOT NULL DEFAULT 0,
    uses_most BIGINT,
    expires_at BIGINT,
    follows_maker BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX invites_account ON invites (account_id, id);

-- Who came with which.
CREATE TABLE invite_uses (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    invite_id BIGINT NOT NULL REFERENCES invites (id) ON DELETE CASCADE
);
CREATE INDEX invite_uses_invite ON invite_uses (invite_id)
