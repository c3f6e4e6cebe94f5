CREATE TABLE events (
    id {id},
    body TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    last_error TEXT
);
CREATE INDEX events_due ON events (due_at, id)
