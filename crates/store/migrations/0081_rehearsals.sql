-- Rules that are tried out on what was published lately, and how far that has come.
CREATE TABLE rehearsals (
    rule_id BIGINT NOT NULL PRIMARY KEY REFERENCES content_rules (id) ON DELETE CASCADE,
    read BIGINT NOT NULL,
    total BIGINT NOT NULL,
    matched BIGINT NOT NULL,
    authors BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    -- The status that was read last.
    at BIGINT NOT NULL
);

-- What they found.
CREATE TABLE rehearsal_matches (
    rule_id BIGINT NOT NULL REFERENCES content_rules (id) ON DELETE CASCADE,
    status_id BIGINT NOT NULL REFERENCES statuses (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL,
    because TEXT NOT NULL,
    is_right BOOLEAN,
    PRIMARY KEY (rule_id, status_id)
);
CREATE INDEX rehearsal_matches_status ON rehearsal_matches (status_id);
CREATE INDEX rehearsal_matches_author ON rehearsal_matches (rule_id, account_id)
