-- Files of other servers that are kept here for their readers, and why others are not.
CREATE TABLE remote_files (
    id {id},
    url TEXT NOT NULL,
    purpose TEXT NOT NULL,
    file TEXT,
    small TEXT,
    bytes BIGINT NOT NULL,
    problem TEXT,
    fetched_at BIGINT NOT NULL,
    viewed_at BIGINT NOT NULL,
    UNIQUE (url, purpose)
);
CREATE INDEX remote_files_viewed ON remote_files (viewed_at);
CREATE INDEX remote_files_missing ON remote_files (fetched_at) WHERE file IS NULL;

-- How much was removed each day to stay within the budget.
CREATE TABLE evictions (
    day BIGINT NOT NULL PRIMARY KEY,
    files BIGINT NOT NULL,
    bytes BIGINT NOT NULL
)
