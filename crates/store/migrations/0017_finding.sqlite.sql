CREATE VIRTUAL TABLE status_search USING fts5(
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
CREATE TRIGGER statuses_search AFTER DELETE ON statuses BEGIN
    DELETE FROM status_search WHERE rowid = OLD.id;
END;

CREATE VIRTUAL TABLE account_search USING fts5(
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2'
);
CREATE TRIGGER accounts_search AFTER DELETE ON accounts BEGIN
    DELETE FROM account_search WHERE rowid = OLD.id;
END
