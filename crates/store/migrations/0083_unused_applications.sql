-- When an app first got a token of a person. One that never does, and holds none of its own, is forgotten after a while;
-- whatever was there before may have been used.
ALTER TABLE applications ADD COLUMN used_at BIGINT;
UPDATE applications SET used_at = created_at;
CREATE INDEX applications_unused ON applications (created_at) WHERE used_at IS NULL;
CREATE INDEX authorization_codes_application ON authorization_codes (application_id)
