-- On which days somebody looked at this server, for figures about the community.
CREATE TABLE active_days (
    day BIGINT NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (day, user_id)
);
CREATE INDEX active_days_user ON active_days (user_id, day);
CREATE INDEX users_created ON users (created_at);
CREATE INDEX reports_resolved_at ON reports (resolved_at) WHERE resolved_at IS NOT NULL
