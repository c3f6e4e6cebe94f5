-- The token of the web client belongs to the session of its browser and ends with it.
ALTER TABLE tokens ADD COLUMN session_hash {blob} REFERENCES sessions (secret_hash) ON DELETE CASCADE;
CREATE INDEX tokens_session ON tokens (session_hash)
