//! Counters that stand beside what they count, changed in the same transaction.

use model::{AccountId, Status, StatusId, Visibility};

use crate::{Exec, Result, Sql, Touch, Tx};

static FOLLOWERS: Sql = Sql::new("UPDATE accounts SET followers_count = followers_count + $1 WHERE id = $2")
    .touching(Touch::Account, 2);
static FOLLOWING: Sql = Sql::new("UPDATE accounts SET following_count = following_count + $1 WHERE id = $2")
    .touching(Touch::Account, 2);
static STATUSES: Sql = Sql::new("UPDATE accounts SET statuses_count = statuses_count + $1 WHERE id = $2")
    .touching(Touch::Account, 2);
static REPLIES: Sql = Sql::new("UPDATE statuses SET replies_count = replies_count + $1 WHERE id = $2")
    .touching(Touch::Status, 2);
static REBLOGS: Sql = Sql::new("UPDATE statuses SET reblogs_count = reblogs_count + $1 WHERE id = $2")
    .touching(Touch::Status, 2);
static QUOTES: Sql =
    Sql::new("UPDATE statuses SET quotes_count = quotes_count + $1 WHERE id = $2").touching(Touch::Status, 2);
static FAVOURITES: Sql =
    Sql::new("UPDATE statuses SET favourites_count = favourites_count + $1 WHERE id = $2")
        .touching(Touch::Status, 2);

/// A follow came (`by` = 1) or went (-1).
pub async fn bump_follow(tx: &mut Tx, follower: AccountId, followed: AccountId, by: i64) -> Result<()> {
    bump_account(tx, &FOLLOWING, follower, by).await?;
    bump_account(tx, &FOLLOWERS, followed, by).await
}

static PUBLISHED: Sql = Sql::new(
    "UPDATE accounts
        SET statuses_count = statuses_count + $1,
            last_status_at = CASE WHEN last_status_at > $2 THEN last_status_at ELSE $3 END
      WHERE id = $4",
)
.touching(Touch::Account, 4);

/// A status of an account came. Direct ones are not counted, lest everybody see how many letters somebody writes.
pub async fn published(mut tx: &mut Tx, status: &Status) -> Result<()> {
    let (at, count) = (status.created_at, i64::from(is_counted(status)));
    tx.exec(&PUBLISHED, &[count.into(), at.into(), at.into(), status.account_id.into()]).await?;
    Ok(())
}

/// A status of an account went.
pub async fn withdrawn(tx: &mut Tx, status: &Status) -> Result<()> {
    match is_counted(status) {
        true => bump_account(tx, &STATUSES, status.account_id, -1).await,
        false => Ok(()),
    }
}

fn is_counted(status: &Status) -> bool {
    !matches!(status.visibility, Visibility::Direct | Visibility::Held)
}

/// A reply came to a status or went. Those that not everybody may see are not counted.
pub async fn bump_replies(tx: &mut Tx, parent: StatusId, reply: &Status, by: i64) -> Result<()> {
    match reply.visibility.is_open() {
        true => bump_status(tx, &REPLIES, parent, by).await,
        false => Ok(()),
    }
}

/// A reblog of the status came or went.
pub async fn bump_reblogs(tx: &mut Tx, status: StatusId, by: i64) -> Result<()> {
    bump_status(tx, &REBLOGS, status, by).await
}

/// A quote of the status came or went.
pub async fn bump_quotes(tx: &mut Tx, status: StatusId, by: i64) -> Result<()> {
    bump_status(tx, &QUOTES, status, by).await
}

/// A favourite of the status came or went.
pub async fn bump_favourites(tx: &mut Tx, status: StatusId, by: i64) -> Result<()> {
    bump_status(tx, &FAVOURITES, status, by).await
}

async fn bump_account(mut tx: &mut Tx, sql: &'static Sql, id: AccountId, by: i64) -> Result<()> {
    tx.exec(sql, &[by.into(), id.into()]).await?;
    Ok(())
}

async fn bump_status(mut tx: &mut Tx, sql: &'static Sql, id: StatusId, by: i64) -> Result<()> {
    tx.exec(sql, &[by.into(), id.into()]).await?;
    Ok(())
}

static REBLOGGERS: Sql = Sql::new(
    "UPDATE accounts SET statuses_count = statuses_count - 1
      WHERE id IN (SELECT s.account_id FROM statuses s WHERE s.reblog_of_id = $1)",
)
.touching_all(Touch::Account)
.touching_all(Touch::Marks);

/// A status goes, and its reblogs with it.
pub async fn drop_reblogs_of(mut tx: &mut Tx, status: StatusId) -> Result<()> {
    tx.exec(&REBLOGGERS, &[status.into()]).await?;
    Ok(())
}

static THEIR_FOLLOWED: Sql = Sql::new(
    "UPDATE accounts SET followers_count = followers_count - 1
      WHERE id IN (SELECT f.target_account_id FROM follows f WHERE f.account_id = $1)",
)
.touching_all(Touch::Account);
static THEIR_FOLLOWERS: Sql = Sql::new(
    "UPDATE accounts SET following_count = following_count - 1
      WHERE id IN (SELECT f.account_id FROM follows f WHERE f.target_account_id = $1)",
)
.touching_all(Touch::Account);
static THEIR_FAVOURITES: Sql = Sql::new(
    "UPDATE statuses SET favourites_count = favourites_count - 1
      WHERE id IN (SELECT f.status_id FROM favourites f WHERE f.account_id = $1)",
)
.touching_all(Touch::Status);
static THEIR_REBLOGS: Sql = Sql::new(
    "UPDATE statuses SET reblogs_count = reblogs_count - 1
      WHERE id IN (SELECT s.reblog_of_id FROM statuses s
                    WHERE s.account_id = $1 AND s.reblog_of_id IS NOT NULL)",
)
.touching_all(Touch::Status);
static THEIR_REPLIES: Sql = Sql::new(
    "UPDATE statuses
        SET replies_count = replies_count
            - (SELECT COUNT(*) FROM statuses r WHERE r.in_reply_to_id = statuses.id AND r.account_id = $1
                 AND r.visibility IN ('public', 'unlisted'))
      WHERE id IN (SELECT s.in_reply_to_id FROM statuses s
                    WHERE s.account_id = $1 AND s.in_reply_to_id IS NOT NULL)",
)
.touching_all(Touch::Status);

static THEIR_QUOTES: Sql = Sql::new(
    "UPDATE statuses
        SET quotes_count = quotes_count
            - (SELECT COUNT(*) FROM quotes q
                WHERE q.quoted_status_id = statuses.id AND q.account_id = $1 AND q.state = 'accepted')
      WHERE id IN (SELECT q.quoted_status_id FROM quotes q WHERE q.account_id = $1)",
)
.touching_all(Touch::Status);

/// An account goes with everything it did.
pub async fn drop_all_of(mut tx: &mut Tx, account: AccountId) -> Result<()> {
    for sql in
        [&THEIR_FOLLOWED, &THEIR_FOLLOWERS, &THEIR_FAVOURITES, &THEIR_REBLOGS, &THEIR_REPLIES, &THEIR_QUOTES]
    {
        tx.exec(sql, &[account.into()]).await?;
    }
    Ok(())
}
