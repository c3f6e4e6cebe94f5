-- Custom emoji that move have a picture that stands still beside them.
ALTER TABLE custom_emojis ADD COLUMN has_still BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE custom_emojis ADD COLUMN still {blob};
