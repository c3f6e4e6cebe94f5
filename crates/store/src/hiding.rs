//! Hiding: who does not want to see whom, from blocks, mutes and domain blocks together. Each of them is made and
//! undone in a file of its own.

use model::{AccountId, Timestamp};

use crate::{Exec, Result, Sql, Value};

static BLOCKED: Sql = Sql::new("SELECT b.target_account_id FROM blocks b WHERE b.account_id = $1");

/// Whom the account blocks.
pub async fn blocked_by(mut db: impl Exec, account: AccountId) -> Result<Vec<AccountId>> {
    db.rows(&BLOCKED, &[account.into()]).await
}

static BLOCKING: Sql = Sql::new("SELECT b.account_id FROM blocks b WHERE b.target_account_id = $1");

/// Who blocks the account.
pub async fn blocking(mut db: impl Exec, account: AccountId) -> Result<Vec<AccountId>> {
    db.rows(&BLOCKING, &[account.into()]).await
}

static MUTED: Sql = Sql::new(
    "SELECT m.target_account_id, m.hides_notifications, m.expires_at FROM mutes m WHERE m.account_id = $1",
);

/// Whom the account mutes, whether also in notifications, and until when.
pub async fn muted_by(
    mut db: impl Exec,
    account: AccountId,
) -> Result<Vec<(AccountId, bool, Option<Timestamp>)>> {
    db.rows(&MUTED, &[account.into()]).await
}

static DOMAINS: Sql = Sql::new("SELECT d.domain FROM account_domain_blocks d WHERE d.account_id = $1");

/// Which domains the account blocks.
pub async fn domains_blocked_by(mut db: impl Exec, account: AccountId) -> Result<Vec<String>> {
    db.rows(&DOMAINS, &[account.into()]).await
}

static HIDING_ANY: Sql = Sql::new(
    "SELECT b.account_id FROM blocks b WHERE b.target_account_id IN {in $1}
      UNION SELECT b.target_account_id FROM blocks b WHERE b.account_id IN {in $1}
      UNION SELECT m.account_id FROM mutes m
             WHERE m.target_account_id IN {in $1} AND (m.expires_at IS NULL OR m.expires_at > $2)
      UNION SELECT d.account_id FROM account_domain_blocks d
              JOIN accounts a ON a.domain = d.domain WHERE a.id IN {in $1}",
);

/// Every account that hides any of these, or is blocked by any of them.
pub async fn hiding_any(mut db: impl Exec, these: &[AccountId], now: Timestamp) -> Result<Vec<AccountId>> {
    db.rows(&HIDING_ANY, &[Value::ids(these), now.into()]).await
}

static BLOCKING_DOMAIN: Sql =
    Sql::new("SELECT d.account_id FROM account_domain_blocks d WHERE d.domain = $1");

/// Who blocks this domain.
pub async fn blocking_domain(mut db: impl Exec, domain: &str) -> Result<Vec<AccountId>> {
    db.rows(&BLOCKING_DOMAIN, &[domain.into()]).await
}
