-- What staff decided about accounts, besides suspending them.
ALTER TABLE accounts ADD COLUMN limited_at BIGINT;
ALTER TABLE accounts ADD COLUMN sensitized_at BIGINT;
CREATE INDEX accounts_marked ON accounts (id)
    WHERE suspended_at IS NOT NULL OR limited_at IS NOT NULL OR sensitized_at IS NOT NULL;

-- The app with which somebody joined.
ALTER TABLE users ADD COLUMN application_id BIGINT;
CREATE INDEX sessions_network ON sessions (network, user_id);

-- When what a suspended account published goes; until then there is a way back.
CREATE TABLE erasures (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    due_at BIGINT NOT NULL
);
CREATE INDEX erasures_due ON erasures (due_at);

-- What staff decided, as the person sees it, and what they say against it.
CREATE TABLE strikes (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    by_account_id BIGINT,
    action TEXT NOT NULL,
    text TEXT NOT NULL,
    status_ids TEXT NOT NULL,
    report_id BIGINT,
    overruled_at BIGINT,
    appeal TEXT,
    appealed_at BIGINT,
    answered_at BIGINT,
    granted BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX strikes_account ON strikes (account_id, id);
CREATE INDEX strikes_appealed ON strikes (id) WHERE appealed_at IS NOT NULL AND answered_at IS NULL;

-- Texts that staff tell again and again.
CREATE TABLE warning_presets (
    id {id},
    title TEXT NOT NULL,
    text TEXT NOT NULL
);

-- What staff tell each other about accounts and reports.
CREATE TABLE staff_notes (
    id {id},
    kind TEXT NOT NULL,
    target_id BIGINT NOT NULL,
    by_account_id BIGINT,
    text TEXT NOT NULL
);
CREATE INDEX staff_notes_target ON staff_notes (kind, target_id, id);

-- Who deals with a report, who dealt with it, and when something last changed.
ALTER TABLE reports ADD COLUMN assigned_account_id BIGINT;
ALTER TABLE reports ADD COLUMN resolved_by_account_id BIGINT;
ALTER TABLE reports ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
DROP INDEX reports_account;
CREATE INDEX reports_account ON reports (account_id, id);
DROP INDEX reports_target;
CREATE INDEX reports_target ON reports (target_account_id, id);
CREATE INDEX reports_resolved ON reports (id) WHERE resolved_at IS NOT NULL;

-- What a notification is about, where that is no status.
ALTER TABLE notifications ADD COLUMN about_id BIGINT;
DROP INDEX notifications_once;
CREATE UNIQUE INDEX notifications_once
    ON notifications (account_id, from_account_id, kind, COALESCE(status_id, 0), COALESCE(about_id, 0))
