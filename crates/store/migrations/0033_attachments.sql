-- Pictures, videos and sounds of statuses, here and elsewhere. Without a position it stands in an earlier version only.
CREATE TABLE attachments (
    id {id},
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    status_id BIGINT REFERENCES statuses (id) ON DELETE SET NULL,
    position BIGINT,
    scheduled_id BIGINT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    problem TEXT,
    file TEXT,
    small TEXT,
    remote_url TEXT,
    description TEXT,
    focus TEXT,
    blurhash TEXT,
    meta TEXT
);
CREATE INDEX attachments_status ON attachments (status_id, position) WHERE status_id IS NOT NULL;
CREATE INDEX attachments_account ON attachments (account_id);
CREATE INDEX attachments_loose ON attachments (id) WHERE status_id IS NULL;
CREATE INDEX attachments_waiting ON attachments (id) WHERE state = 'waiting';

-- What lies in the storage of files.
CREATE TABLE files (
    name TEXT NOT NULL PRIMARY KEY,
    bytes BIGINT NOT NULL,
    digest TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX files_created ON files (created_at);

-- Files that nothing names any more, until they are removed from the storage.
CREATE TABLE doomed_files (
    name TEXT NOT NULL PRIMARY KEY
);

ALTER TABLE status_edits ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';

-- What else there is of pictures and banners.
ALTER TABLE accounts ADD COLUMN pictures TEXT NOT NULL DEFAULT '{}'
