-- What is known of a card's picture since that is kept here.
ALTER TABLE preview_cards ADD COLUMN picture_width BIGINT;
ALTER TABLE preview_cards ADD COLUMN picture_height BIGINT;
ALTER TABLE preview_cards ADD COLUMN picture_blurhash TEXT;
CREATE INDEX preview_cards_image ON preview_cards (image_url) WHERE image_url IS NOT NULL
