-- Lists of neighbours to limit or suspend that were brought here: each can be undone as a whole.
CREATE TABLE blocklists (
    id {id},
    name TEXT NOT NULL,
    -- The list by others from which it came, if it came by itself.
    subscription_id BIGINT,
    by_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    undone_at BIGINT
);
CREATE INDEX blocklists_subscription ON blocklists (subscription_id, id) WHERE subscription_id IS NOT NULL;
CREATE TABLE blocklist_changes (
    blocklist_id BIGINT NOT NULL REFERENCES blocklists (id) ON DELETE CASCADE,
    domain TEXT NOT NULL,
    -- What held before, if something did, and what holds since then, as JSON.
    before TEXT,
    after TEXT NOT NULL,
    PRIMARY KEY (blocklist_id, domain)
);

-- Lists of others that are read once a day.
CREATE TABLE blocklist_subscriptions (
    id {id},
    url TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- Whether what is new is applied, or only suggested.
    applies BOOLEAN NOT NULL,
    -- The mildest severity that is taken over.
    least TEXT NOT NULL,
    -- What it said when it was last read.
    text TEXT NOT NULL DEFAULT '',
    read_at BIGINT,
    due_at BIGINT NOT NULL,
    failures BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX blocklist_subscriptions_due ON blocklist_subscriptions (due_at)
