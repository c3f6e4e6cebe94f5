-- PostgreSQL finds words by their beginnings without a list of them.
CREATE VIEW status_vocabulary AS SELECT ''::text AS term WHERE FALSE;
