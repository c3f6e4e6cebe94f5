-- Neighbours with whom this server has dealings, where it does not have them with everybody.
CREATE TABLE domain_allows (
    id {id},
    domain TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
)
