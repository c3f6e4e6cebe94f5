-- What somebody sees of their own sessions, when each last gave the password, and when each app was last used.
ALTER TABLE sessions ADD COLUMN id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN network TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN last_seen_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN confirmed_at BIGINT;
UPDATE sessions SET id = created_at * 65536, last_seen_at = created_at;
CREATE TABLE token_uses (
    token_id BIGINT NOT NULL PRIMARY KEY REFERENCES tokens (id) ON DELETE CASCADE,
    used_at BIGINT NOT NULL
);
CREATE INDEX authorization_codes_user ON authorization_codes (user_id)
