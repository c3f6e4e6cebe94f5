-- What is said to few is not counted where everybody sees it: direct statuses of an account, answers to followers and direct ones.
UPDATE accounts
   SET statuses_count = statuses_count
       - (SELECT COUNT(*) FROM statuses s WHERE s.account_id = accounts.id AND s.visibility = 'direct')
 WHERE id IN (SELECT s.account_id FROM statuses s WHERE s.visibility = 'direct');
UPDATE statuses
   SET replies_count = replies_count
       - (SELECT COUNT(*) FROM statuses r
           WHERE r.in_reply_to_id = statuses.id AND r.visibility IN ('private', 'direct'))
 WHERE id IN (SELECT r.in_reply_to_id FROM statuses r WHERE r.visibility IN ('private', 'direct'));
