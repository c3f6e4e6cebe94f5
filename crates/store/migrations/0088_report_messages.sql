-- What staff and somebody who was reported say to each other about it.
CREATE TABLE report_messages (
    id {id},
    report_id BIGINT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    -- Whom the report is about.
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- Who of the staff wrote it; those whom it is about say nothing here, nor does the command line.
    by_account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    is_by_staff BOOLEAN NOT NULL,
    text TEXT NOT NULL,
    -- When the other side saw it.
    seen_at BIGINT
);
CREATE INDEX report_messages_report ON report_messages (report_id, id);
CREATE INDEX report_messages_account ON report_messages (account_id, id);
CREATE INDEX report_messages_staff ON report_messages (by_account_id) WHERE by_account_id IS NOT NULL
