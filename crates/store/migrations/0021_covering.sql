-- Pages of ids are read from an index alone: rows are wide, and what they say is in memory already.
DROP INDEX statuses_account;
CREATE INDEX statuses_account ON statuses (account_id, id, visibility, in_reply_to_account_id, reblog_of_id);
DROP INDEX statuses_public;
CREATE INDEX statuses_public ON statuses (id, is_local)
    WHERE visibility = 'public' AND reblog_of_id IS NULL
      AND (in_reply_to_account_id IS NULL OR in_reply_to_account_id = account_id);
DROP INDEX statuses_public_local;
CREATE INDEX statuses_public_local ON statuses (id)
    WHERE visibility = 'public' AND reblog_of_id IS NULL
      AND (in_reply_to_account_id IS NULL OR in_reply_to_account_id = account_id)
      AND is_local;
