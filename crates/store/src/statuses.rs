//! Statuses, reblogs included.

use model::{Account, AccountId, Approval, InteractionPolicy, Page, Status, StatusId};

use crate::{Exec, Result, Sql, Touch, Tx, Value, timelines::paged};

static INSERT: Sql = Sql::new(
    "INSERT INTO statuses
            (id, account_id, uri, url, in_reply_to_id, in_reply_to_account_id, reblog_of_id, visibility,
             is_local, text, content, spoiler_text, sensitive, language, application_id, emojis, created_at,
             conversation_id, local_only, quote_policy, edited_at, interaction_policy, searchable)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
             $18, $19, $20, $21, $22, $23)
         ON CONFLICT DO NOTHING",
)
.touching(Touch::Status, 1);

/// Adds a status; answers whether it was new (its address, or its reblog, may be there already).
pub async fn insert(mut tx: &mut Tx, status: &Status, is_local: bool) -> Result<bool> {
    if status.is_reblog() {
        tx.touch(Touch::Marks, status.account_id.get());
    }
    let values: [Value<'_>; 23] = [
        status.id.into(),
        status.account_id.into(),
        (&status.uri).into(),
        (&status.url).into(),
        status.in_reply_to_id.into(),
        status.in_reply_to_account_id.into(),
        status.reblog_of_id.into(),
        status.visibility.into(),
        is_local.into(),
        (&status.text).into(),
        (&status.content).into(),
        (&status.spoiler_text).into(),
        status.sensitive.into(),
        (&status.language).into(),
        status.application_id.into(),
        Value::json(&status.emojis),
        status.created_at.into(),
        status.conversation_id.into(),
        status.local_only.into(),
        status.quote_approval.to_number().into(),
        status.edited_at.into(),
        status.interaction_policy.to_number().into(),
        status.searchable.into(),
    ];
    Ok(tx.exec(&INSERT, &values).await? > 0)
}

static FIND: Sql = Sql::new("SELECT {status s} FROM statuses s WHERE s.id = $1");

/// The status with this id.
pub async fn find(mut db: impl Exec, id: StatusId) -> Result<Option<Status>> {
    db.find(&FIND, &[id.into()]).await
}

static FIND_BY_URI: Sql = Sql::new("SELECT {status s} FROM statuses s WHERE s.uri = $1");

/// The status that other servers know under this address.
pub async fn find_by_uri(mut db: impl Exec, uri: &str) -> Result<Option<Status>> {
    db.find(&FIND_BY_URI, &[uri.into()]).await
}

static FIND_BY_URL: Sql =
    Sql::new("SELECT {status s} FROM statuses s WHERE s.url = $1 ORDER BY s.id LIMIT 1");

/// The status with this page.
pub async fn find_by_url(mut db: impl Exec, url: &str) -> Result<Option<Status>> {
    db.find(&FIND_BY_URL, &[url.into()]).await
}

static LIST: Sql = Sql::new("SELECT {status s} FROM statuses s WHERE s.id IN {in $1} ORDER BY s.id");

/// The statuses with these ids, oldest first.
pub async fn list(mut db: impl Exec, ids: &[StatusId]) -> Result<Vec<Status>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LIST, &[Value::ids(ids)]).await
}

static SET_QUOTE_POLICY: Sql =
    Sql::new("UPDATE statuses SET quote_policy = $1 WHERE id = $2").touching(Touch::Status, 2);

/// Changes who may quote a status.
pub async fn set_quote_approval(mut db: impl Exec, id: StatusId, approval: Approval) -> Result<()> {
    db.exec(&SET_QUOTE_POLICY, &[approval.to_number().into(), id.into()]).await?;
    Ok(())
}

static SET_INTERACTION_POLICY: Sql =
    Sql::new("UPDATE statuses SET interaction_policy = $1 WHERE id = $2").touching(Touch::Status, 2);

/// Changes who may favourite, answer and reblog a status.
pub async fn set_interaction_policy(
    mut db: impl Exec,
    id: StatusId,
    policy: InteractionPolicy,
) -> Result<()> {
    db.exec(&SET_INTERACTION_POLICY, &[policy.to_number().into(), id.into()]).await?;
    Ok(())
}

static SET_SEARCHABLE: Sql =
    Sql::new("UPDATE statuses SET searchable = $1 WHERE id = $2").touching(Touch::Status, 2);

/// Changes whether everybody may find a status.
pub async fn set_searchable(mut tx: &mut Tx, id: StatusId, searchable: Option<bool>) -> Result<()> {
    tx.exec(&SET_SEARCHABLE, &[searchable.into(), id.into()]).await?;
    Ok(())
}

static FIND_REBLOG: Sql =
    Sql::new("SELECT {status s} FROM statuses s WHERE s.reblog_of_id = $1 AND s.account_id = $2");

/// The account's reblog of a status.
pub async fn find_reblog(mut db: impl Exec, by: AccountId, of: StatusId) -> Result<Option<Status>> {
    db.find(&FIND_REBLOG, &[of.into(), by.into()]).await
}

static REBLOGGED_AMONG: Sql =
    Sql::new("SELECT s.reblog_of_id FROM statuses s WHERE s.reblog_of_id IN {in $1} AND s.account_id = $2");

/// Which of these statuses the account has reblogged.
pub async fn reblogged_among(mut db: impl Exec, by: AccountId, ids: &[StatusId]) -> Result<Vec<StatusId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&REBLOGGED_AMONG, &[Value::ids(ids), by.into()]).await
}

static OLDEST_OF: Sql =
    Sql::new("SELECT {status s} FROM statuses s WHERE s.account_id = $1 ORDER BY s.id LIMIT $2");

/// The oldest statuses of an account, whoever may see them.
pub async fn oldest_of(mut db: impl Exec, account: AccountId, limit: i64) -> Result<Vec<Status>> {
    db.rows(&OLDEST_OF, &[account.into(), limit.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM statuses WHERE id = $1").touching(Touch::Status, 1);

/// Removes a status, its reblogs and all that hangs on it.
pub async fn delete(mut db: impl Exec, id: StatusId) -> Result<bool> {
    Ok(db.exec(&DELETE, &[id.into()]).await? > 0)
}

static REBLOGS_DOWN: Sql = Sql::new(
    "SELECT s.id, {account a} FROM statuses s JOIN accounts a ON a.id = s.account_id
      WHERE s.reblog_of_id = $1 AND s.visibility IN ('public', 'unlisted') AND s.id < $2 AND s.id > $3
      ORDER BY s.id DESC LIMIT $4",
);
static REBLOGS_UP: Sql = Sql::new(
    "SELECT s.id, {account a} FROM statuses s JOIN accounts a ON a.id = s.account_id
      WHERE s.reblog_of_id = $1 AND s.visibility IN ('public', 'unlisted') AND s.id < $2 AND s.id > $3
      ORDER BY s.id LIMIT $4",
);

/// Who openly reblogged a status, most recent first, with the reblog's id for paging.
pub async fn reblogs(db: impl Exec, of: StatusId, page: &Page) -> Result<Vec<(StatusId, Account)>> {
    let values = [of.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&REBLOGS_DOWN, &REBLOGS_UP], &values, page).await
}

static CONCERNED: Sql = Sql::new(
    "SELECT account_id FROM mentions WHERE status_id = $1
      UNION SELECT account_id FROM favourites WHERE status_id = $1
      UNION SELECT account_id FROM statuses WHERE reblog_of_id = $1
      UNION SELECT account_id FROM statuses WHERE in_reply_to_id = $1
      UNION SELECT in_reply_to_account_id FROM statuses
             WHERE id = $1 AND in_reply_to_account_id IS NOT NULL",
);

/// Everybody whose server has reason to hold the status: mentioned, answered, answering, reblogging,
/// favouriting.
pub async fn concerned(mut db: impl Exec, id: StatusId) -> Result<Vec<AccountId>> {
    db.rows(&CONCERNED, &[id.into()]).await
}

/// Which statuses of an account are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown {
    /// Those of every visibility (the author looks).
    pub all: bool,
    /// Those for followers, if this account is one, and those that mention it.
    pub to: Option<AccountId>,
    /// Without answers to others.
    pub exclude_replies: bool,
    /// Without reblogs.
    pub exclude_reblogs: bool,
    /// Only with media.
    pub only_media: bool,
    /// Only with this tag.
    pub tagged: Option<model::TagId>,
}

static BY_ACCOUNT_DOWN: Sql = Sql::new(
    "SELECT s.id
       FROM statuses s
      WHERE s.account_id = $1
        AND s.id < $2
        AND s.id > $3
        AND (s.visibility IN ('public', 'unlisted')
             OR $4
             OR (s.visibility = 'private' AND EXISTS (
                     SELECT 1 FROM follows f WHERE f.account_id = $5 AND f.target_account_id = s.account_id))
             OR EXISTS (SELECT 1 FROM mentions m WHERE m.status_id = s.id AND m.account_id = $5))
        AND (NOT $6 OR s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id = s.account_id)
        AND (NOT $7 OR s.reblog_of_id IS NULL)
        AND (CAST($8 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM status_tags t WHERE t.status_id = s.id AND t.tag_id = $8))
        AND (NOT $9 OR EXISTS (SELECT 1 FROM attachments a WHERE a.status_id = s.id AND a.position IS NOT NULL))
      ORDER BY s.id DESC
      LIMIT $10",
);
static BY_ACCOUNT_UP: Sql = Sql::new(
    "SELECT s.id
       FROM statuses s
      WHERE s.account_id = $1
        AND s.id < $2
        AND s.id > $3
        AND (s.visibility IN ('public', 'unlisted')
             OR $4
             OR (s.visibility = 'private' AND EXISTS (
                     SELECT 1 FROM follows f WHERE f.account_id = $5 AND f.target_account_id = s.account_id))
             OR EXISTS (SELECT 1 FROM mentions m WHERE m.status_id = s.id AND m.account_id = $5))
        AND (NOT $6 OR s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id = s.account_id)
        AND (NOT $7 OR s.reblog_of_id IS NULL)
        AND (CAST($8 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM status_tags t WHERE t.status_id = s.id AND t.tag_id = $8))
        AND (NOT $9 OR EXISTS (SELECT 1 FROM attachments a WHERE a.status_id = s.id AND a.position IS NOT NULL))
      ORDER BY s.id
      LIMIT $10",
);

/// The ids of a page of an account's statuses, newest first.
pub async fn list_by_account(
    db: impl Exec,
    account: AccountId,
    shown: Shown,
    page: &Page,
) -> Result<Vec<StatusId>> {
    let values: [Value<'_>; 10] = [
        account.into(),
        page.below().into(),
        page.above().into(),
        shown.all.into(),
        shown.to.map_or(0, AccountId::get).into(),
        shown.exclude_replies.into(),
        shown.exclude_reblogs.into(),
        shown.tagged.map_or(0, model::TagId::get).into(),
        shown.only_media.into(),
        page.limit.into(),
    ];
    paged(db, [&BY_ACCOUNT_DOWN, &BY_ACCOUNT_UP], &values, page).await
}

// `CROSS JOIN` makes SQLite begin with the thread; it would rather walk through all statuses in order.
static ANCESTORS: Sql = Sql::new(
    "WITH RECURSIVE thread (id, parent_id, depth) AS (
         SELECT s.id, s.in_reply_to_id, 0 FROM statuses s WHERE s.id = $1
          UNION ALL
         SELECT s.id, s.in_reply_to_id, t.depth + 1
           FROM statuses s
           JOIN thread t ON t.parent_id = s.id
          WHERE t.depth < $2)
     SELECT t.id FROM thread t WHERE t.depth > 0 ORDER BY t.depth DESC",
);

/// What a status answers, and what that answers, up to the root; the root first.
pub async fn ancestors(mut db: impl Exec, id: StatusId, limit: i64) -> Result<Vec<StatusId>> {
    db.rows(&ANCESTORS, &[id.into(), limit.into()]).await
}

static DESCENDANTS: Sql = Sql::new(
    "WITH RECURSIVE thread (id, parent_id, depth) AS (
         SELECT s.id, s.in_reply_to_id, 1 FROM statuses s WHERE s.in_reply_to_id = $1
          UNION ALL
         SELECT s.id, s.in_reply_to_id, t.depth + 1
           FROM statuses s
           JOIN thread t ON s.in_reply_to_id = t.id
          WHERE t.depth < $2)
     SELECT t.id, t.parent_id FROM thread t ORDER BY t.id LIMIT $3",
);

/// What answers a status, and what answers that, each with what it answers; oldest first.
pub async fn descendants(
    mut db: impl Exec,
    id: StatusId,
    depth: i64,
    limit: i64,
) -> Result<Vec<(StatusId, StatusId)>> {
    db.rows(&DESCENDANTS, &[id.into(), depth.into(), limit.into()]).await
}

static REPLY_URIS: Sql = Sql::new(
    "SELECT s.uri
       FROM statuses s
      WHERE s.in_reply_to_id = $1
        AND s.visibility IN ('public', 'unlisted')
        AND NOT s.local_only
        AND s.id > $2
      ORDER BY s.id
      LIMIT $3",
);

/// Addresses of the open answers to a status, oldest first, after the one with id `above`.
pub async fn reply_uris(mut db: impl Exec, id: StatusId, above: i64, limit: i64) -> Result<Vec<String>> {
    db.rows(&REPLY_URIS, &[id.into(), above.into(), limit.into()]).await
}

static COUNT_LOCAL: Sql = Sql::new("SELECT COUNT(*) FROM statuses s WHERE s.is_local");

/// How many statuses were published here.
pub async fn count_local(mut db: impl Exec) -> Result<i64> {
    db.get(&COUNT_LOCAL, &[]).await
}
