-- Terms of service and privacy policies, with those that counted before. One without a day is still being written.
CREATE TABLE house_texts (
    id {id},
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    changelog TEXT NOT NULL,
    -- The day from which on it counts, since the beginning of 1970.
    effective_day BIGINT,
    published_at BIGINT,
    UNIQUE (kind, effective_day)
)
