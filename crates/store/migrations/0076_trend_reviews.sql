-- Whether something may be shown as a trend, as somebody decided: tags and statuses by their numbers, links by their
-- addresses, publishers by their hosts.
CREATE TABLE trend_reviews (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    is_trendable BOOLEAN NOT NULL,
    reviewed_at BIGINT NOT NULL,
    PRIMARY KEY (kind, name)
);

-- Tags of which somebody decided that they are not found, or not shown.
CREATE TABLE tag_rules (
    tag_id BIGINT NOT NULL PRIMARY KEY REFERENCES tags (id) ON DELETE CASCADE,
    is_usable BOOLEAN NOT NULL,
    is_listable BOOLEAN NOT NULL
);

-- Hosts of pages that many pointed to.
CREATE TABLE publishers (
    id {id},
    domain TEXT NOT NULL UNIQUE
)
