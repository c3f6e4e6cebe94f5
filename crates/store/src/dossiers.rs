//! Accounts as staff look for them, and what staff see of them besides what everybody does. There are three ways to look:
//! among those who live here, among those about whom something was decided, and among all.

use model::{AccountId, ApplicationId, Page, RoleId, Timestamp, UserId};

use crate::{Exec, Result, Sql, Touch, Value, timelines::paged};

static USERS_DOWN: Sql = Sql::new(
    "SELECT a.id
      FROM users u CROSS JOIN accounts a
      WHERE a.id = u.account_id AND u.account_id < $1 AND u.account_id > $2
        AND ($3 = '' OR ($3 = 'local') = (a.domain IS NULL))
        AND ($4 = '' OR LOWER(a.username) LIKE $4 ESCAPE '!')
        AND ($5 = '' OR LOWER(a.display_name) LIKE $5 ESCAPE '!')
        AND ($6 = '' OR a.domain = $6)
        AND ($7 <> 'active' OR a.suspended_at IS NULL)
        AND ($7 <> 'suspended' OR a.suspended_at IS NOT NULL)
        AND ($7 <> 'silenced' OR a.limited_at IS NOT NULL)
        AND ($7 <> 'sensitized' OR a.sensitized_at IS NOT NULL)
        AND ($7 <> 'disabled' OR u.disabled_at IS NOT NULL)
        AND ($7 <> 'pending' OR (u.id IS NOT NULL AND u.approved_at IS NULL))
        AND ($8 = '' OR LOWER(u.email) LIKE $8 ESCAPE '!')
        AND ($9 = '' OR EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id AND s.network = $9))
        AND (NOT $10 OR u.role_id IN {in $11})
        AND (CAST($12 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM invite_uses w JOIN invites i ON i.id = w.invite_id
                                 WHERE w.account_id = a.id AND i.account_id = $12))
      ORDER BY u.account_id DESC
      LIMIT $13",
);
static USERS_UP: Sql = Sql::new(
    "SELECT a.id
      FROM users u CROSS JOIN accounts a
      WHERE a.id = u.account_id AND u.account_id < $1 AND u.account_id > $2
        AND ($3 = '' OR ($3 = 'local') = (a.domain IS NULL))
        AND ($4 = '' OR LOWER(a.username) LIKE $4 ESCAPE '!')
        AND ($5 = '' OR LOWER(a.display_name) LIKE $5 ESCAPE '!')
        AND ($6 = '' OR a.domain = $6)
        AND ($7 <> 'active' OR a.suspended_at IS NULL)
        AND ($7 <> 'suspended' OR a.suspended_at IS NOT NULL)
        AND ($7 <> 'silenced' OR a.limited_at IS NOT NULL)
        AND ($7 <> 'sensitized' OR a.sensitized_at IS NOT NULL)
        AND ($7 <> 'disabled' OR u.disabled_at IS NOT NULL)
        AND ($7 <> 'pending' OR (u.id IS NOT NULL AND u.approved_at IS NULL))
        AND ($8 = '' OR LOWER(u.email) LIKE $8 ESCAPE '!')
        AND ($9 = '' OR EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id AND s.network = $9))
        AND (NOT $10 OR u.role_id IN {in $11})
        AND (CAST($12 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM invite_uses w JOIN invites i ON i.id = w.invite_id
                                 WHERE w.account_id = a.id AND i.account_id = $12))
      ORDER BY u.account_id
      LIMIT $13",
);
static MARKED_DOWN: Sql = Sql::new(
    "SELECT a.id
       FROM accounts a LEFT JOIN users u ON u.account_id = a.id
      WHERE (a.suspended_at IS NOT NULL OR a.limited_at IS NOT NULL OR a.sensitized_at IS NOT NULL)
        AND a.id < $1 AND a.id > $2
        AND ($3 = '' OR ($3 = 'local') = (a.domain IS NULL))
        AND ($4 = '' OR LOWER(a.username) LIKE $4 ESCAPE '!')
        AND ($5 = '' OR LOWER(a.display_name) LIKE $5 ESCAPE '!')
        AND ($6 = '' OR a.domain = $6)
        AND ($7 <> 'active' OR a.suspended_at IS NULL)
        AND ($7 <> 'suspended' OR a.suspended_at IS NOT NULL)
        AND ($7 <> 'silenced' OR a.limited_at IS NOT NULL)
        AND ($7 <> 'sensitized' OR a.sensitized_at IS NOT NULL)
        AND ($7 <> 'disabled' OR u.disabled_at IS NOT NULL)
        AND ($7 <> 'pending' OR (u.id IS NOT NULL AND u.approved_at IS NULL))
        AND ($8 = '' OR LOWER(u.email) LIKE $8 ESCAPE '!')
        AND ($9 = '' OR EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id AND s.network = $9))
        AND (NOT $10 OR u.role_id IN {in $11})
        AND (CAST($12 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM invite_uses w JOIN invites i ON i.id = w.invite_id
                                 WHERE w.account_id = a.id AND i.account_id = $12))
      ORDER BY a.id DESC
      LIMIT $13",
);
static MARKED_UP: Sql = Sql::new(
    "SELECT a.id
       FROM accounts a LEFT JOIN users u ON u.account_id = a.id
      WHERE (a.suspended_at IS NOT NULL OR a.limited_at IS NOT NULL OR a.sensitized_at IS NOT NULL)
        AND a.id < $1 AND a.id > $2
        AND ($3 = '' OR ($3 = 'local') = (a.domain IS NULL))
        AND ($4 = '' OR LOWER(a.username) LIKE $4 ESCAPE '!')
        AND ($5 = '' OR LOWER(a.display_name) LIKE $5 ESCAPE '!')
        AND ($6 = '' OR a.domain = $6)
        AND ($7 <> 'active' OR a.suspended_at IS NULL)
        AND ($7 <> 'suspended' OR a.suspended_at IS NOT NULL)
        AND ($7 <> 'silenced' OR a.limited_at IS NOT NULL)
        AND ($7 <> 'sensitized' OR a.sensitized_at IS NOT NULL)
        AND ($7 <> 'disabled' OR u.disabled_at IS NOT NULL)
        AND ($7 <> 'pending' OR (u.id IS NOT NULL AND u.approved_at IS NULL))
        AND ($8 = '' OR LOWER(u.email) LIKE $8 ESCAPE '!')
        AND ($9 = '' OR EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id AND s.network = $9))
        AND (NOT $10 OR u.role_id IN {in $11})
        AND (CAST($12 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM invite_uses w JOIN invites i ON i.id = w.invite_id
                                 WHERE w.account_id = a.id AND i.account_id = $12))
      ORDER BY a.id
      LIMIT $13",
);
static EVERY_DOWN: Sql = Sql::new(
    "SELECT a.id
       FROM accounts a LEFT JOIN users u ON u.account_id = a.id
      WHERE a.id < $1 AND a.id > $2
        AND ($3 = '' OR ($3 = 'local') = (a.domain IS NULL))
        AND ($4 = '' OR LOWER(a.username) LIKE $4 ESCAPE '!')
        AND ($5 = '' OR LOWER(a.display_name) LIKE $5 ESCAPE '!')
        AND ($6 = '' OR a.domain = $6)
        AND ($7 <> 'active' OR a.suspended_at IS NULL)
        AND ($7 <> 'suspended' OR a.suspended_at IS NOT NULL)
        AND ($7 <> 'silenced' OR a.limited_at IS NOT NULL)
        AND ($7 <> 'sensitized' OR a.sensitized_at IS NOT NULL)
        AND ($7 <> 'disabled' OR u.disabled_at IS NOT NULL)
        AND ($7 <> 'pending' OR (u.id IS NOT NULL AND u.approved_at IS NULL))
        AND ($8 = '' OR LOWER(u.email) LIKE $8 ESCAPE '!')
        AND ($9 = '' OR EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id AND s.network = $9))
        AND (NOT $10 OR u.role_id IN {in $11})
        AND (CAST($12 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM invite_uses w JOIN invites i ON i.id = w.invite_id
                                 WHERE w.account_id = a.id AND i.account_id = $12))
      ORDER BY a.id DESC
      LIMIT $13",
);
static EVERY_UP: Sql = Sql::new(
    "SELECT a.id
       FROM accounts a LEFT JOIN users u ON u.account_id = a.id
      WHERE a.id < $1 AND a.id > $2
        AND ($3 = '' OR ($3 = 'local') = (a.domain IS NULL))
        AND ($4 = '' OR LOWER(a.username) LIKE $4 ESCAPE '!')
        AND ($5 = '' OR LOWER(a.display_name) LIKE $5 ESCAPE '!')
        AND ($6 = '' OR a.domain = $6)
        AND ($7 <> 'active' OR a.suspended_at IS NULL)
        AND ($7 <> 'suspended' OR a.suspended_at IS NOT NULL)
        AND ($7 <> 'silenced' OR a.limited_at IS NOT NULL)
        AND ($7 <> 'sensitized' OR a.sensitized_at IS NOT NULL)
        AND ($7 <> 'disabled' OR u.disabled_at IS NOT NULL)
        AND ($7 <> 'pending' OR (u.id IS NOT NULL AND u.approved_at IS NULL))
        AND ($8 = '' OR LOWER(u.email) LIKE $8 ESCAPE '!')
        AND ($9 = '' OR EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id AND s.network = $9))
        AND (NOT $10 OR u.role_id IN {in $11})
        AND (CAST($12 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM invite_uses w JOIN invites i ON i.id = w.invite_id
                                 WHERE w.account_id = a.id AND i.account_id = $12))
      ORDER BY a.id
      LIMIT $13",
);

/// Which accounts are wanted. What is empty is not asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// `local` or `remote`.
    pub origin: &'static str,
    /// `active`, `pending`, `disabled`, `silenced`, `suspended` or `sensitized`.
    pub state: &'static str,
    /// How the username begins.
    pub username: String,
    /// How the name begins.
    pub display_name: String,
    /// The neighbour.
    pub domain: String,
    /// How the e-mail address begins.
    pub email: String,
    /// A network from which they sign in.
    pub network: String,
    /// Their role is one of these.
    pub roles: Option<Vec<RoleId>>,
    /// Who invited them.
    pub invited_by: Option<AccountId>,
}

impl Wanted {
    /// Whether only somebody who signs in here can be meant.
    fn is_of_users(&self) -> bool {
        matches!(self.state, "pending" | "disabled")
            || self.roles.is_some()
            || self.invited_by.is_some()
            || !self.email.is_empty()
            || !self.network.is_empty()
    }
}

/// How a text begins, for `LIKE`.
fn beginning(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut pattern = String::with_capacity(text.len() + 1);
    for letter in text.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// Those that are wanted, newest first.
pub async fn list(db: impl Exec, wanted: &Wanted, page: &Page) -> Result<Vec<AccountId>> {
    let statements = if wanted.is_of_users() {
        [&USERS_DOWN, &USERS_UP]
    } else if matches!(wanted.state, "suspended" | "silenced" | "sensitized") {
        [&MARKED_DOWN, &MARKED_UP]
    } else {
        [&EVERY_DOWN, &EVERY_UP]
    };
    let values: [Value<'_>; 13] = [
        page.below().into(),
        page.above().into(),
        wanted.origin.into(),
        Value::Owned(beginning(&wanted.username)),
        Value::Owned(beginning(&wanted.display_name)),
        Value::Owned(wanted.domain.to_lowercase()),
        wanted.state.into(),
        Value::Owned(beginning(&wanted.email)),
        (&wanted.network).into(),
        wanted.roles.is_some().into(),
        Value::ids(wanted.roles.as_deref().unwrap_or_default()),
        wanted.invited_by.map_or(0, AccountId::get).into(),
        page.limit.into(),
    ];
    paged(db, statements, &values, page).await
}

static NETWORKS: Sql = Sql::new(
    "SELECT s.user_id, s.network, MAX(s.last_seen_at) FROM sessions s
      WHERE s.user_id IN {in $1} AND s.network <> ''
      GROUP BY s.user_id, s.network
      ORDER BY MAX(s.last_seen_at) DESC
      LIMIT $2",
);

/// From which networks these users have sessions, and when each was last used, the latest first.
pub async fn networks(
    mut db: impl Exec,
    users: &[UserId],
    limit: i64,
) -> Result<Vec<(UserId, String, Timestamp)>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&NETWORKS, &[Value::ids(users), limit.into()]).await
}

static INVITERS: Sql = Sql::new(
    "SELECT w.account_id, i.account_id FROM invite_uses w JOIN invites i ON i.id = w.invite_id
      WHERE w.account_id IN {in $1}",
);

/// Who invited these accounts.
pub async fn inviters(mut db: impl Exec, accounts: &[AccountId]) -> Result<Vec<(AccountId, AccountId)>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&INVITERS, &[Value::ids(accounts)]).await
}

static APPLICATIONS: Sql = Sql::new(
    "SELECT u.id, u.application_id FROM users u WHERE u.id IN {in $1} AND u.application_id IS NOT NULL",
);
static SET_APPLICATION: Sql =
    Sql::new("UPDATE users SET application_id = $1 WHERE id = $2").touching_all(Touch::Access);

/// With which apps these users joined.
pub async fn applications(mut db: impl Exec, users: &[UserId]) -> Result<Vec<(UserId, ApplicationId)>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&APPLICATIONS, &[Value::ids(users)]).await
}

/// Notes with which app somebody joined.
pub async fn set_application(mut db: impl Exec, user: UserId, application: ApplicationId) -> Result<()> {
    db.exec(&SET_APPLICATION, &[application.into(), user.into()]).await?;
    Ok(())
}
