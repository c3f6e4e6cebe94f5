-- When somebody last looked, and what they were written of what they missed.
CREATE TABLE visits (
    user_id BIGINT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    seen_at BIGINT NOT NULL,
    -- When it is next looked whether they missed something.
    check_at BIGINT NOT NULL,
    -- Until when they were told what they missed.
    told_at BIGINT NOT NULL,
    -- What their letters end with: whoever has it can end them, and nothing else.
    unsubscribe TEXT NOT NULL UNIQUE
);
CREATE INDEX visits_check ON visits (check_at, user_id)
