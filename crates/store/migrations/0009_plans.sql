CREATE INDEX inbox_waiting ON inbox (id) WHERE processed_at IS NULL;
CREATE INDEX users_role ON users (role, id)
