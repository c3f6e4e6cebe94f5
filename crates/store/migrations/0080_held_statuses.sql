-- Statuses that nobody but their author sees until staff decide, with who is to see them then.
CREATE TABLE held_statuses (
    status_id BIGINT NOT NULL PRIMARY KEY REFERENCES statuses (id) ON DELETE CASCADE,
    visibility TEXT NOT NULL,
    was_published BOOLEAN NOT NULL,
    is_news BOOLEAN NOT NULL,
    expires_at BIGINT
);
CREATE INDEX held_statuses_expiry ON held_statuses (expires_at) WHERE expires_at IS NOT NULL
