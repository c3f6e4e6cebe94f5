-- Other programs that are told of what happens here.
CREATE TABLE web_hooks (
    id {id},
    url TEXT NOT NULL UNIQUE,
    -- What messages are signed with, so it is kept as it is.
    secret TEXT NOT NULL,
    -- What they are told of, as JSON.
    events TEXT NOT NULL,
    is_enabled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- How often in a row it took nothing, why, and when it is next tried.
    failures BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    due_at BIGINT NOT NULL DEFAULT 0
);

-- What they are still to be told, in order. What it says is written when it is sent.
CREATE TABLE web_hook_messages (
    id {id},
    web_hook_id BIGINT NOT NULL REFERENCES web_hooks (id) ON DELETE CASCADE,
    cause_id BIGINT NOT NULL,
    event TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    -- What follows from an event may run twice.
    UNIQUE (web_hook_id, cause_id)
);
CREATE INDEX web_hook_messages_order ON web_hook_messages (web_hook_id, id)
