CREATE TABLE status_search (
    rowid BIGINT PRIMARY KEY REFERENCES statuses (id) ON DELETE CASCADE,
    words TSVECTOR NOT NULL
);
CREATE INDEX status_search_words ON status_search USING gin (words);

CREATE TABLE account_search (
    rowid BIGINT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    words TSVECTOR NOT NULL
);
CREATE INDEX account_search_words ON account_search USING gin (words)
