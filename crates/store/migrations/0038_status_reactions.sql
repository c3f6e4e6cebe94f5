-- Emoji in answer to statuses. A favourite that came with one has its id; without a picture it is an emoji of Unicode.
CREATE TABLE status_reactions (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    status_id BIGINT NOT NULL REFERENCES statuses (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    picture TEXT NOT NULL,
    uri TEXT,
    UNIQUE (status_id, name, picture, account_id)
);
CREATE INDEX status_reactions_account ON status_reactions (account_id, status_id)
