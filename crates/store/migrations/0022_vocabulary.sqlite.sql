-- Which words the index has: those that begin with what was typed are looked up first.
CREATE VIRTUAL TABLE status_vocabulary USING fts5vocab(status_search, row);
