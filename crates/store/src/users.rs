//! Users: sign-ins behind local accounts.

use model::{AccountId, Preferences, RoleId, Timestamp, User, UserId};

use crate::{Exec, Result, Sql, Touch, Value};

static INSERT: Sql = Sql::new(
    "INSERT INTO users
            (id, account_id, email, password_hash, role_id, confirmed_at, approved_at, disabled_at, created_at,
             reason, preferences)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
)
.touching_all(Touch::Access)
.touching(Touch::Account, 2);

/// Adds a user; fails when the e-mail address is taken.
pub async fn insert(mut db: impl Exec, user: &User) -> Result<()> {
    let values: [Value<'_>; 11] = [
        user.id.into(),
        user.account_id.into(),
        (&user.email).into(),
        (&user.password_hash).into(),
        user.role_id.into(),
        user.confirmed_at.into(),
        user.approved_at.into(),
        user.disabled_at.into(),
        user.created_at.into(),
        (&user.reason).into(),
        Value::json(&user.preferences),
    ];
    db.exec(&INSERT, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {user u} FROM users u WHERE u.id = $1");

/// The user with this id.
pub async fn find(mut db: impl Exec, id: UserId) -> Result<Option<User>> {
    db.find(&FIND, &[id.into()]).await
}

static FIND_BY_EMAIL: Sql = Sql::new("SELECT {user u} FROM users u WHERE LOWER(u.email) = $1");

/// The user with this e-mail address, without regard to case.
pub async fn find_by_email(mut db: impl Exec, email: &str) -> Result<Option<User>> {
    let email = email.to_ascii_lowercase();
    db.find(&FIND_BY_EMAIL, &[(&email).into()]).await
}

static FIND_BY_ACCOUNT: Sql = Sql::new("SELECT {user u} FROM users u WHERE u.account_id = $1");

/// The user behind this account.
pub async fn find_by_account(mut db: impl Exec, account: AccountId) -> Result<Option<User>> {
    db.find(&FIND_BY_ACCOUNT, &[account.into()]).await
}

static LIST_BY_ACCOUNTS: Sql =
    Sql::new("SELECT {user u} FROM users u WHERE u.account_id IN {in $1} ORDER BY u.id");

/// The users behind these accounts.
pub async fn list_by_accounts(mut db: impl Exec, accounts: &[AccountId]) -> Result<Vec<User>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LIST_BY_ACCOUNTS, &[Value::ids(accounts)]).await
}

static FIND_FIRST_OF_ROLE: Sql =
    Sql::new("SELECT {user u} FROM users u WHERE u.role_id = $1 ORDER BY u.id LIMIT 1");

/// The user who has had this role the longest.
pub async fn find_first_of_role(mut db: impl Exec, role: RoleId) -> Result<Option<User>> {
    db.find(&FIND_FIRST_OF_ROLE, &[role.into()]).await
}

static UPDATE_ROLE: Sql = Sql::new("UPDATE users SET role_id = $1 WHERE id = $2")
    .touching_all(Touch::Access)
    .touching_all(Touch::Account);

/// Gives the user another role.
pub async fn update_role(mut db: impl Exec, id: UserId, role: RoleId) -> Result<()> {
    db.exec(&UPDATE_ROLE, &[role.into(), id.into()]).await?;
    Ok(())
}

static UPDATE_PASSWORD: Sql =
    Sql::new("UPDATE users SET password_hash = $1 WHERE id = $2").touching_all(Touch::Access);

/// Gives the user another password.
pub async fn update_password(mut db: impl Exec, id: UserId, hash: &str) -> Result<()> {
    db.exec(&UPDATE_PASSWORD, &[hash.into(), id.into()]).await?;
    Ok(())
}

static UPDATE_EMAIL: Sql = Sql::new("UPDATE users SET email = $1 WHERE id = $2").touching_all(Touch::Access);

/// Gives the user another e-mail address; fails when it is taken.
pub async fn update_email(mut db: impl Exec, id: UserId, email: &str) -> Result<()> {
    db.exec(&UPDATE_EMAIL, &[email.into(), id.into()]).await?;
    Ok(())
}

static COUNT_OF_ROLE: Sql = Sql::new("SELECT COUNT(*) FROM users u WHERE u.role_id = $1");

/// How many users have this role.
pub async fn count_of_role(mut db: impl Exec, role: RoleId) -> Result<i64> {
    db.get(&COUNT_OF_ROLE, &[role.into()]).await
}

static DELETE: Sql =
    Sql::new("DELETE FROM users WHERE id = $1").touching_all(Touch::Access).touching_all(Touch::Account);

/// Removes a user with all sessions, tokens and what hangs on them; the account stays.
pub async fn delete(mut db: impl Exec, id: UserId) -> Result<()> {
    db.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}

static UPDATE_PREFERENCES: Sql =
    Sql::new("UPDATE users SET preferences = $1 WHERE id = $2").touching_all(Touch::Access);

/// Keeps how the user likes to publish.
pub async fn update_preferences(mut db: impl Exec, id: UserId, preferences: &Preferences) -> Result<()> {
    db.exec(&UPDATE_PREFERENCES, &[Value::json(preferences), id.into()]).await?;
    Ok(())
}

static LIST_WAITING: Sql =
    Sql::new("SELECT {user u} FROM users u WHERE u.approved_at IS NULL ORDER BY u.id LIMIT $1");

/// Users who wait for a yes, those who have waited longest first.
pub async fn list_waiting(mut db: impl Exec, limit: i64) -> Result<Vec<User>> {
    db.rows(&LIST_WAITING, &[limit.into()]).await
}

static APPROVE: Sql = Sql::new("UPDATE users SET approved_at = $1 WHERE id = $2 AND approved_at IS NULL")
    .touching_all(Touch::Access);

/// Says yes to a user; answers whether they waited for it.
pub async fn approve(mut db: impl Exec, id: UserId, at: Timestamp) -> Result<bool> {
    Ok(db.exec(&APPROVE, &[at.into(), id.into()]).await? > 0)
}

static CONFIRM: Sql = Sql::new("UPDATE users SET confirmed_at = $1 WHERE id = $2 AND confirmed_at IS NULL")
    .touching_all(Touch::Access);

/// Notes that the user reads their address.
pub async fn confirm(mut db: impl Exec, id: UserId, at: Timestamp) -> Result<()> {
    db.exec(&CONFIRM, &[at.into(), id.into()]).await?;
    Ok(())
}

static LIST_UNCONFIRMED: Sql = Sql::new(
    "SELECT {user u} FROM users u
      WHERE u.confirmed_at IS NULL AND u.created_at < $1
      ORDER BY u.created_at
      LIMIT $2",
);

/// Users from before `before` who never showed that they read their address.
pub async fn list_unconfirmed(mut db: impl Exec, before: Timestamp, limit: i64) -> Result<Vec<User>> {
    db.rows(&LIST_UNCONFIRMED, &[before.into(), limit.into()]).await
}

static LIST_OF_ROLE: Sql =
    Sql::new("SELECT {user u} FROM users u WHERE u.role_id = $1 ORDER BY u.id LIMIT $2");

/// Users with this role, those first who have been here for longest.
pub async fn list_of_role(mut db: impl Exec, role: RoleId, limit: i64) -> Result<Vec<User>> {
    db.rows(&LIST_OF_ROLE, &[role.into(), limit.into()]).await
}

static COUNT: Sql = Sql::new("SELECT COUNT(*) FROM users");

/// How many users there are.
pub async fn count(mut db: impl Exec) -> Result<i64> {
    db.get(&COUNT, &[]).await
}

static COUNT_ACTIVE: Sql = Sql::new(
    "SELECT COUNT(*) FROM users u JOIN accounts a ON a.id = u.account_id WHERE a.last_status_at >= $1",
);

/// How many users have published since `since`.
pub async fn count_active(mut db: impl Exec, since: Timestamp) -> Result<i64> {
    db.get(&COUNT_ACTIVE, &[since.into()]).await
}

static COUNT_WAITING: Sql =
    Sql::new("SELECT COUNT(*) FROM (SELECT 1 FROM users u WHERE u.approved_at IS NULL LIMIT $1) x");

/// How many wait for a yes, up to a limit.
pub async fn count_waiting(mut db: impl Exec, limit: i64) -> Result<i64> {
    db.get(&COUNT_WAITING, &[limit.into()]).await
}

static COUNT_SINCE: Sql = Sql::new("SELECT COUNT(*) FROM (SELECT 1 FROM users u WHERE u.id > $1 LIMIT $2) x");

/// How many users came since then, up to a limit.
pub async fn count_since(mut db: impl Exec, since: Timestamp, limit: i64) -> Result<i64> {
    db.get(&COUNT_SINCE, &[UserId::floor(since).into(), limit.into()]).await
}
