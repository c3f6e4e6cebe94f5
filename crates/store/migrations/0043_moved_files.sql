-- Files that lie in another place already, while all are being brought there.
CREATE TABLE moved_files (
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (place, name)
);

-- What is being stored is doomed from a later moment on, until its row is there.
ALTER TABLE doomed_files ADD COLUMN not_before BIGINT NOT NULL DEFAULT 0
