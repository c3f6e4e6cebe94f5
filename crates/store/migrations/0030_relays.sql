-- Servers that pass on what is public between many others.
CREATE TABLE relays (
    id {id},
    address TEXT NOT NULL UNIQUE,
    inbox_url TEXT NOT NULL,
    actor_uri TEXT,
    follow_uri TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL
)
