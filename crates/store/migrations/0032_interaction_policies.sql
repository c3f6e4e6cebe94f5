-- Who may favourite, answer and reblog a status; NULL is everybody.
ALTER TABLE statuses ADD COLUMN interaction_policy BIGINT;

-- Answers and reblogs by people here that need the consent of an author elsewhere; without an address they wait for it.
CREATE TABLE consents (
    status_id BIGINT NOT NULL PRIMARY KEY REFERENCES statuses (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    authorization_uri TEXT
);
CREATE INDEX consents_account ON consents (account_id)
