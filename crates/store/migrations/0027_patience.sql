-- What has to be known of an activity while it is delivered: whether it concerns a single person, whether it is worth
-- keeping for a server that is away for long, and the state of what it tells.
ALTER TABLE activities ADD COLUMN is_personal BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE activities ADD COLUMN outlasts BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE activities ADD COLUMN about TEXT;
ALTER TABLE activities ADD COLUMN is_for_followers BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE activities ADD COLUMN is_open BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE activities ADD COLUMN status_id BIGINT;

-- To how many servers a status went when it was published, and where it will never arrive.
CREATE TABLE publications (
    status_id BIGINT NOT NULL PRIMARY KEY REFERENCES statuses (id) ON DELETE CASCADE,
    activity_id BIGINT NOT NULL,
    servers BIGINT NOT NULL
);
CREATE TABLE undelivered (
    status_id BIGINT NOT NULL REFERENCES statuses (id) ON DELETE CASCADE,
    inbox_url TEXT NOT NULL,
    host TEXT NOT NULL,
    reason TEXT NOT NULL,
    error TEXT NOT NULL,
    given_up_at BIGINT NOT NULL,
    PRIMARY KEY (status_id, inbox_url)
);

ALTER TABLE neighbours ADD COLUMN is_gone BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE neighbours ADD COLUMN returned_at BIGINT;
ALTER TABLE neighbours ADD COLUMN asked_at BIGINT;
ALTER TABLE neighbours ADD COLUMN manners TEXT NOT NULL DEFAULT '{}';
CREATE INDEX neighbours_asked ON neighbours (asked_at) WHERE asked_at IS NOT NULL;
CREATE INDEX neighbours_failing ON neighbours (failures) WHERE failures > 0;

ALTER TABLE inbox ADD COLUMN synchronization TEXT
