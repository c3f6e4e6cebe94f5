-- Other servers, as far as talking with them has a history.
CREATE TABLE neighbours (
    host TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    failing_since BIGINT,
    due_at BIGINT NOT NULL,
    last_error TEXT
);
-- Deliveries are read in the order of their ids, all of them or those for one host.
DROP INDEX deliveries_due
