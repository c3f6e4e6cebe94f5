-- Announcements that are sent by mail, too, and how far that is. Letters are written a few at a time, so that those that
-- somebody waits for are not behind thousands.
CREATE TABLE announcement_mailings (
    announcement_id BIGINT NOT NULL PRIMARY KEY REFERENCES announcements (id) ON DELETE CASCADE,
    -- The last user whose letter was written, or who wants none.
    after_user_id BIGINT NOT NULL,
    written BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX announcement_mailings_open ON announcement_mailings (announcement_id) WHERE ended_at IS NULL
