-- The place that says which versions of this program there are, if an admin named one; a row at most.
CREATE TABLE update_feeds (
    url TEXT NOT NULL PRIMARY KEY,
    -- The newer versions that it named, as JSON.
    updates TEXT NOT NULL,
    read_at BIGINT,
    due_at BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    last_error TEXT
);
