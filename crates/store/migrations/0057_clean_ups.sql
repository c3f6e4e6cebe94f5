-- What becomes of somebody's old statuses by itself.
CREATE TABLE clean_ups (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    wish TEXT NOT NULL,
    looked_until BIGINT NOT NULL DEFAULT 0,
    updated_at BIGINT NOT NULL
)
