-- What users may do on this server beyond what everybody may. The bits are Mastodon's.
CREATE TABLE roles (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    position BIGINT NOT NULL,
    permissions BIGINT NOT NULL,
    highlighted BOOLEAN NOT NULL,
    requires_two_factor BOOLEAN NOT NULL
);
INSERT INTO roles (id, name, color, position, permissions, highlighted, requires_two_factor) VALUES
    (-99, '', '', -1, 0, FALSE, FALSE),
    (1, 'Moderator', '', 10, 1117980, TRUE, FALSE),
    (2, 'Admin', '', 100, 4194300, TRUE, FALSE),
    (3, 'Owner', '', 1000, 1, TRUE, FALSE);
ALTER TABLE users ADD COLUMN role_id BIGINT NOT NULL DEFAULT -99;
UPDATE users SET role_id = CASE role WHEN 'owner' THEN 3 WHEN 'admin' THEN 2 WHEN 'moderator' THEN 1 ELSE -99 END;
DROP INDEX users_role;
ALTER TABLE users DROP COLUMN role;
CREATE INDEX users_role ON users (role_id, id);

-- What staff did, in order and without a gap. Each entry seals the one before it, so that none can be changed or taken out
-- unnoticed.
CREATE TABLE audit_entries (
    number BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    -- Who did it, and under what name; nobody where it was done on the command line or by the program itself.
    account_id BIGINT,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    -- What it was done to: its kind, its number, and what it was called.
    target_kind TEXT NOT NULL,
    target_id BIGINT,
    target TEXT NOT NULL,
    -- Why, and what was before and after, as JSON.
    details TEXT NOT NULL,
    seal TEXT NOT NULL
);
CREATE INDEX audit_entries_account ON audit_entries (account_id, number);
CREATE INDEX audit_entries_target ON audit_entries (target_kind, target_id, number);
-- How many entries there are, and the seal of the last. Whoever adds one holds this row.
CREATE TABLE audit_head (
    id BIGINT NOT NULL PRIMARY KEY,
    entries BIGINT NOT NULL,
    seal TEXT NOT NULL
);
INSERT INTO audit_head (id, entries, seal) VALUES (1, 0, '')
