//! Polls, their answers and votes. Counters stand beside what they count.

use std::collections::HashMap;

use model::{AccountId, Poll, PollId, PollOption, PollVote, StatusId, Timestamp};

use crate::{
    Exec, Result, Sql, Touch, Tx, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO polls (id, status_id, account_id, multiple, hide_totals, expires_at, voters_count)
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
)
.touching(Touch::Status, 2);
static INSERT_OPTION: Sql =
    Sql::new("INSERT INTO poll_options (poll_id, position, title, votes_count) VALUES ($1, $2, $3, $4)");

/// Adds a poll with its answers.
pub async fn insert(mut tx: &mut Tx, poll: &Poll) -> Result<()> {
    let values: [Value<'_>; 7] = [
        poll.id.into(),
        poll.status_id.into(),
        poll.account_id.into(),
        poll.multiple.into(),
        poll.hide_totals.into(),
        poll.expires_at.into(),
        poll.voters_count.into(),
    ];
    tx.exec(&INSERT, &values).await?;
    for (position, option) in (0_i64..).zip(&poll.options) {
        let values = [poll.id.into(), position.into(), (&option.title).into(), option.votes_count.into()];
        tx.exec(&INSERT_OPTION, &values).await?;
    }
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM polls WHERE status_id = $1").touching(Touch::Status, 1);

/// Removes the poll of a status, with all votes.
pub async fn delete(mut tx: &mut Tx, status: StatusId) -> Result<()> {
    tx.exec(&DELETE, &[status.into()]).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {poll p} FROM polls p WHERE p.id = $1");
static LIST: Sql = Sql::new("SELECT {poll p} FROM polls p WHERE p.status_id IN {in $1} ORDER BY p.id");
static OPTIONS: Sql = Sql::new(
    "SELECT o.poll_id, o.title, o.votes_count FROM poll_options o
      WHERE o.poll_id IN {in $1} ORDER BY o.poll_id, o.position",
);

/// The poll with this id.
pub async fn find(mut db: impl Exec, id: PollId) -> Result<Option<Poll>> {
    let found: Option<Poll> = db.find(&FIND, &[id.into()]).await?;
    Ok(with_options(db, found.into_iter().collect()).await?.pop())
}

static ASKING: Sql = Sql::new("SELECT p.status_id FROM polls p WHERE p.status_id IN {in $1}");

/// Which of these statuses ask something.
pub async fn asking(mut db: impl Exec, statuses: &[StatusId]) -> Result<Vec<StatusId>> {
    if statuses.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&ASKING, &[Value::ids(statuses)]).await
}

/// The polls of these statuses.
pub async fn list(mut db: impl Exec, statuses: &[StatusId]) -> Result<Vec<Poll>> {
    if statuses.is_empty() {
        return Ok(Vec::new());
    }
    let polls = db.rows(&LIST, &[Value::ids(statuses)]).await?;
    with_options(db, polls).await
}

async fn with_options(mut db: impl Exec, mut polls: Vec<Poll>) -> Result<Vec<Poll>> {
    if polls.is_empty() {
        return Ok(polls);
    }
    let ids: Vec<PollId> = polls.iter().map(|poll| poll.id).collect();
    let mut options: HashMap<PollId, Vec<PollOption>> = HashMap::new();
    for (poll, title, votes_count) in db.rows::<(PollId, String, i64)>(&OPTIONS, &[Value::ids(&ids)]).await? {
        options.entry(poll).or_default().push(PollOption { title, votes_count });
    }
    for poll in &mut polls {
        poll.options = options.remove(&poll.id).unwrap_or_default();
    }
    Ok(polls)
}

static INSERT_VOTE: Sql = Sql::new(
    "INSERT INTO poll_votes (id, poll_id, account_id, choice) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
)
.touching_nothing();
static COUNT_VOTE: Sql =
    Sql::new("UPDATE poll_options SET votes_count = votes_count + 1 WHERE poll_id = $1 AND position = $2");

/// Adds a vote and counts it; answers whether it was new.
pub async fn vote(mut tx: &mut Tx, vote: &PollVote) -> Result<bool> {
    let values = [vote.id.into(), vote.poll_id.into(), vote.account_id.into(), vote.choice.into()];
    let is_new = tx.exec(&INSERT_VOTE, &values).await? > 0;
    if is_new {
        tx.exec(&COUNT_VOTE, &[vote.poll_id.into(), vote.choice.into()]).await?;
    }
    Ok(is_new)
}

static LOCK: Sql = Sql::new("UPDATE polls SET voters_count = voters_count WHERE id = $1").touching_nothing();

/// Lets the votes of one poll take turns, so that whoever votes sees the votes before.
pub async fn lock(mut tx: &mut Tx, id: PollId) -> Result<()> {
    tx.exec(&LOCK, &[id.into()]).await?;
    Ok(())
}

static COUNT_VOTER: Sql =
    Sql::new("UPDATE polls SET voters_count = COALESCE(voters_count, 0) + 1 WHERE id = $1")
        .touching_nothing();

/// Counts somebody who votes for the first time.
pub async fn count_voter(mut tx: &mut Tx, id: PollId) -> Result<()> {
    tx.exec(&COUNT_VOTER, &[id.into()]).await?;
    Ok(())
}

static CHOICES: Sql = Sql::new(
    "SELECT v.poll_id, v.choice FROM poll_votes v
      WHERE v.poll_id IN {in $1} AND v.account_id = $2 ORDER BY v.poll_id, v.choice",
);

/// What the account chose in these polls.
pub async fn choices(mut db: impl Exec, account: AccountId, polls: &[PollId]) -> Result<Vec<(PollId, i64)>> {
    if polls.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&CHOICES, &[Value::ids(polls), account.into()]).await
}

static LOCAL_VOTERS: Sql = Sql::new(
    "SELECT DISTINCT v.account_id FROM poll_votes v JOIN accounts a ON a.id = v.account_id
      WHERE v.poll_id = $1 AND a.domain IS NULL",
);

/// Who of this server voted.
pub async fn local_voters(mut db: impl Exec, id: PollId) -> Result<Vec<AccountId>> {
    db.rows(&LOCAL_VOTERS, &[id.into()]).await
}

static VOTER_INBOXES: Sql = Sql::new(
    "SELECT DISTINCT COALESCE(a.shared_inbox_url, a.inbox_url)
       FROM poll_votes v JOIN accounts a ON a.id = v.account_id
      WHERE v.poll_id = $1 AND a.inbox_url IS NOT NULL",
);

/// Where those of other servers who voted hear of the result.
pub async fn voter_inboxes(mut db: impl Exec, id: PollId) -> Result<Vec<String>> {
    db.rows(&VOTER_INBOXES, &[id.into()]).await
}

static UPDATE: Sql =
    Sql::new("UPDATE polls SET expires_at = $1, hide_totals = $2, voters_count = $3 WHERE id = $4")
        .touching_nothing();
static UPDATE_OPTION: Sql =
    Sql::new("UPDATE poll_options SET votes_count = $1 WHERE poll_id = $2 AND position = $3");

/// Changes when the poll ends and takes over its numbers; the answers stay what they are.
pub async fn update(mut tx: &mut Tx, poll: &Poll) -> Result<()> {
    let values = [poll.expires_at.into(), poll.hide_totals.into(), poll.voters_count.into(), poll.id.into()];
    tx.exec(&UPDATE, &values).await?;
    for (position, option) in (0_i64..).zip(&poll.options) {
        tx.exec(&UPDATE_OPTION, &[option.votes_count.into(), poll.id.into(), position.into()]).await?;
    }
    Ok(())
}

static REOPEN: Sql = Sql::new("UPDATE polls SET closed_at = NULL WHERE id = $1").touching_nothing();

/// A poll whose end was moved will end again.
pub async fn reopen(mut tx: &mut Tx, id: PollId) -> Result<()> {
    tx.exec(&REOPEN, &[id.into()]).await?;
    Ok(())
}

static EXPIRED: Sql = Sql::new(
    "SELECT p.id, p.status_id FROM polls p
      WHERE p.closed_at IS NULL AND p.expires_at <= $1 ORDER BY p.expires_at LIMIT $2",
);
static CLOSE: Sql =
    Sql::new("UPDATE polls SET closed_at = $1 WHERE id = $2 AND closed_at IS NULL").touching_nothing();

/// Polls that have ended and are not closed yet.
pub async fn expired(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<(PollId, StatusId)>> {
    db.rows(&EXPIRED, &[now.into(), limit.into()]).await
}

/// Closes a poll; answers whether this was the first time.
pub async fn close(mut tx: &mut Tx, id: PollId, now: Timestamp) -> Result<bool> {
    Ok(tx.exec(&CLOSE, &[now.into(), id.into()]).await? > 0)
}

static PLAN_UPDATE: Sql =
    Sql::new("UPDATE polls SET update_due_at = $1 WHERE id = $2 AND update_due_at IS NULL")
        .touching_nothing();
static UPDATES_DUE: Sql = Sql::new(
    "SELECT p.id, p.status_id FROM polls p
      WHERE p.update_due_at IS NOT NULL AND p.update_due_at <= $1 ORDER BY p.update_due_at LIMIT $2",
);
static UPDATE_PLANNED: Sql =
    Sql::new("UPDATE polls SET update_due_at = NULL WHERE id = $1 AND update_due_at IS NOT NULL")
        .touching_nothing();

/// Plans to tell other servers the numbers at `due`, unless that is planned already.
pub async fn plan_update(mut tx: &mut Tx, id: PollId, due: Timestamp) -> Result<()> {
    tx.exec(&PLAN_UPDATE, &[due.into(), id.into()]).await?;
    Ok(())
}

/// Polls whose numbers other servers are to be told now.
pub async fn updates_due(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<(PollId, StatusId)>> {
    db.rows(&UPDATES_DUE, &[now.into(), limit.into()]).await
}

/// The numbers are being told; answers whether that was planned.
pub async fn update_planned(mut tx: &mut Tx, id: PollId) -> Result<bool> {
    Ok(tx.exec(&UPDATE_PLANNED, &[id.into()]).await? > 0)
}

impl FromRow for Poll {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            status_id: row.take()?,
            account_id: row.take()?,
            multiple: row.take()?,
            hide_totals: row.take()?,
            expires_at: row.take()?,
            voters_count: row.take()?,
            options: Vec::new(),
        })
    }
}
