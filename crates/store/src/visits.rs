//! Visits: when somebody last looked, for letters of what they missed.

use model::{Timestamp, UserId};

use crate::{
    Exec, Result, Sql, Tx,
    row::{Cursor, FromRow},
};

/// When somebody last looked.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who.
    pub user_id: UserId,
    /// When they last looked, to the hour.
    pub seen_at: Timestamp,
    /// Until when they were told what they missed.
    pub told_at: Timestamp,
    /// What their letters end with.
    pub unsubscribe: String,
}

static SEEN: Sql = Sql::new(
    "INSERT INTO visits (user_id, seen_at, check_at, told_at, unsubscribe) VALUES ($1, $2, $3, 0, $4)
         ON CONFLICT (user_id) DO UPDATE SET seen_at = excluded.seen_at, check_at = excluded.check_at",
);

/// Notes that somebody looks now; `unsubscribe` counts if they never did before.
pub async fn seen(
    mut db: impl Exec,
    user: UserId,
    now: Timestamp,
    check_at: Timestamp,
    unsubscribe: &str,
) -> Result<()> {
    db.exec(&SEEN, &[user.into(), now.into(), check_at.into(), unsubscribe.into()]).await?;
    Ok(())
}

static UNSEEN: Sql = Sql::new(
    "INSERT INTO visits (user_id, seen_at, check_at, told_at, unsubscribe) VALUES ($1, $2, $3, 0, $4)
         ON CONFLICT (user_id) DO NOTHING",
);
static UNSUBSCRIBE: Sql = Sql::new("SELECT v.unsubscribe FROM visits v WHERE v.user_id = $1");

/// What letters to a user end with; `unsubscribe` counts if they never looked before.
pub async fn unsubscribe_of(
    tx: &mut Tx,
    user: UserId,
    now: Timestamp,
    check_at: Timestamp,
    unsubscribe: &str,
) -> Result<String> {
    let mut tx = tx;
    tx.exec(&UNSEEN, &[user.into(), now.into(), check_at.into(), unsubscribe.into()]).await?;
    tx.get(&UNSUBSCRIBE, &[user.into()]).await
}

static DUE: Sql = Sql::new(
    "SELECT v.user_id, v.seen_at, v.told_at, v.unsubscribe FROM visits v
      WHERE v.check_at <= $1
      ORDER BY v.check_at, v.user_id
      LIMIT $2",
);

/// Those of whom it is to be looked whether they missed something.
pub async fn due(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<Visit>> {
    db.rows(&DUE, &[now.into(), limit.into()]).await
}

static CHECKED: Sql = Sql::new(
    "UPDATE visits SET check_at = $1, told_at = $2 WHERE user_id = $3 AND seen_at = $4 AND told_at = $5",
);

/// It was looked, and they were told until `told_at`. Answers false if they looked themselves meanwhile.
pub async fn checked(
    mut tx: &mut Tx,
    visit: &Visit,
    check_at: Timestamp,
    told_at: Timestamp,
) -> Result<bool> {
    let values =
        [check_at.into(), told_at.into(), visit.user_id.into(), visit.seen_at.into(), visit.told_at.into()];
    Ok(tx.exec(&CHECKED, &values).await? > 0)
}

static FIND_UNSUBSCRIBER: Sql = Sql::new("SELECT v.user_id FROM visits v WHERE v.unsubscribe = $1");

/// Whose letters end with this.
pub async fn find_unsubscriber(mut db: impl Exec, unsubscribe: &str) -> Result<Option<UserId>> {
    db.find(&FIND_UNSUBSCRIBER, &[unsubscribe.into()]).await
}

static LAST_OF_ROLE: Sql = Sql::new(
    "SELECT v.seen_at FROM users u JOIN visits v ON v.user_id = u.id
      WHERE u.role_id = $1 ORDER BY v.seen_at DESC LIMIT 1",
);

/// When somebody with a role last looked.
pub async fn last_of_role(mut db: impl Exec, role: model::RoleId) -> Result<Option<Timestamp>> {
    db.find(&LAST_OF_ROLE, &[role.into()]).await
}

impl FromRow for Visit {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            user_id: row.take()?,
            seen_at: row.take()?,
            told_at: row.take()?,
            unsubscribe: row.take()?,
        })
    }
}
