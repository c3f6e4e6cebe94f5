-- What staff want to happen with statuses that have something about them.
CREATE TABLE content_rules (
    id {id},
    name TEXT NOT NULL,
    is_live BOOLEAN NOT NULL,
    looks_at TEXT NOT NULL,
    -- What must all be so, as JSON.
    conditions TEXT NOT NULL,
    action TEXT NOT NULL,
    notice TEXT NOT NULL,
    expires_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    rehearsed_at BIGINT
);

-- What rules did. It stays when the rule is gone.
CREATE TABLE rule_hits (
    id {id},
    rule_id BIGINT NOT NULL,
    rule_name TEXT NOT NULL,
    action TEXT NOT NULL,
    -- Why, as JSON.
    because TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    status_id BIGINT REFERENCES statuses (id) ON DELETE SET NULL,
    -- What shows that the same is said again; nobody can tell from it what was said.
    digest TEXT,
    report_id BIGINT,
    state TEXT NOT NULL,
    undone_at BIGINT,
    allowed_until BIGINT
);
CREATE INDEX rule_hits_rule ON rule_hits (rule_id, id);
CREATE INDEX rule_hits_account ON rule_hits (account_id, id);
CREATE INDEX rule_hits_status ON rule_hits (status_id) WHERE status_id IS NOT NULL;
CREATE INDEX rule_hits_waiting ON rule_hits (id) WHERE state = 'waiting' AND status_id IS NOT NULL;
CREATE INDEX rule_hits_digest ON rule_hits (account_id, digest, id) WHERE digest IS NOT NULL;

-- A content rule reports, too; then nobody told.
ALTER TABLE reports ADD COLUMN is_automatic BOOLEAN NOT NULL DEFAULT FALSE
