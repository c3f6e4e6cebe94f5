-- Providers of e-mail whose addresses are not good for joining.
CREATE TABLE email_domain_blocks (
    id {id},
    domain TEXT NOT NULL UNIQUE,
    allow_with_approval BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
-- How often and from how many networks somebody tried all the same, by day. Of a network only a hash is kept.
CREATE TABLE email_domain_tries (
    block_id BIGINT NOT NULL REFERENCES email_domain_blocks (id) ON DELETE CASCADE,
    day BIGINT NOT NULL,
    network {blob} NOT NULL,
    uses BIGINT NOT NULL,
    PRIMARY KEY (block_id, day, network)
);
CREATE INDEX email_domain_tries_day ON email_domain_tries (day);

-- Addresses of e-mail that are not good for joining, as hashes of what they are without their frills.
CREATE TABLE canonical_email_blocks (
    id {id},
    hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

-- Networks from which not everything is allowed.
CREATE TABLE ip_blocks (
    id {id},
    network TEXT NOT NULL UNIQUE,
    severity TEXT NOT NULL,
    comment TEXT NOT NULL,
    expires_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX ip_blocks_expiring ON ip_blocks (expires_at) WHERE expires_at IS NOT NULL;

-- Names that nobody takes, or not without a yes.
CREATE TABLE username_blocks (
    id {id},
    username TEXT NOT NULL,
    -- As it is compared: in small letters, what looks alike made the same.
    likeness TEXT NOT NULL UNIQUE,
    exact BOOLEAN NOT NULL,
    allow_with_approval BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
)
