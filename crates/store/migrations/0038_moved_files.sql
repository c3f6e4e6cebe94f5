-- Files that lie in another place already, while all are being brought there.
CREATE TABLE moved_files (
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (place, name)
)
