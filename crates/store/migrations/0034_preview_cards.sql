-- What pages that statuses link to say of themselves; without a title there is nothing to show.
CREATE TABLE preview_cards (
    id {id},
    link TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    author_name TEXT NOT NULL,
    author_url TEXT NOT NULL,
    creator_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    provider_name TEXT NOT NULL,
    provider_url TEXT NOT NULL,
    player_url TEXT,
    player_width BIGINT NOT NULL,
    player_height BIGINT NOT NULL,
    image_url TEXT,
    image_width BIGINT NOT NULL,
    image_height BIGINT NOT NULL,
    image_description TEXT NOT NULL,
    language TEXT,
    published_at BIGINT,
    fetched_at BIGINT NOT NULL
);
CREATE INDEX preview_cards_creator ON preview_cards (creator_id) WHERE creator_id IS NOT NULL;
CREATE INDEX preview_cards_fetched ON preview_cards (fetched_at, id);

-- Which of a status's links comes first.
ALTER TABLE status_links ADD COLUMN position BIGINT NOT NULL DEFAULT 0
