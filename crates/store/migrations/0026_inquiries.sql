-- What other servers are to be asked, outside of any request.
CREATE TABLE inquiries (
    id {id},
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    host TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    found BIGINT NOT NULL DEFAULT 0,
    done_at BIGINT,
    last_error TEXT,
    UNIQUE (kind, subject)
);
CREATE INDEX inquiries_due ON inquiries (due_at, id) WHERE done_at IS NULL;
CREATE INDEX inquiries_done ON inquiries (done_at) WHERE done_at IS NOT NULL;

-- Answers to statuses that are not known here, until these are.
CREATE TABLE orphans (
    status_id BIGINT NOT NULL PRIMARY KEY REFERENCES statuses (id) ON DELETE CASCADE,
    parent_uri TEXT NOT NULL
);
CREATE INDEX orphans_parent ON orphans (parent_uri);

-- When the program last ran, so that it knows what it has missed.
CREATE TABLE pulse (
    id BIGINT NOT NULL PRIMARY KEY,
    beat_at BIGINT NOT NULL
);

-- Where the threads that begin with these statuses can be read whole, on the servers where they began.
CREATE TABLE contexts (
    status_id BIGINT NOT NULL PRIMARY KEY REFERENCES statuses (id) ON DELETE CASCADE,
    uri TEXT NOT NULL
)
