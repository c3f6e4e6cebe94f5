//! Accounts, local and remote.

use model::{Account, AccountId, Timestamp};

use crate::{Exec, Result, Sql, Touch, Tx, Value, files};

static INSERT: Sql = Sql::new(
    "INSERT INTO accounts
            (id, username, domain, uri, url, kind, display_name, note_text, note, locked, discoverable,
             indexable, hide_collections, avatar_url, header_url, fields, emojis, inbox_url, shared_inbox_url,
             followers_url, created_at, fetched_at, attribution_domains, tabs, also_known_as, memorial,
             collections, suspended_at, suspended_by_home, pictures, limited_at, sensitized_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
             $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)",
)
.touching(Touch::Account, 1);

/// Adds an account; fails when its handle or address is taken.
pub async fn insert(mut db: impl Exec, account: &Account) -> Result<()> {
    let values: [Value<'_>; 32] = [
        account.id.into(),
        (&account.username).into(),
        (&account.domain).into(),
        (&account.uri).into(),
        (&account.url).into(),
        account.kind.into(),
        (&account.display_name).into(),
        (&account.note_text).into(),
        (&account.note).into(),
        account.locked.into(),
        account.discoverable.into(),
        account.indexable.into(),
        account.hide_collections.into(),
        (&account.avatar_url).into(),
        (&account.header_url).into(),
        Value::json(&account.fields),
        Value::json(&account.emojis),
        (&account.inbox_url).into(),
        (&account.shared_inbox_url).into(),
        (&account.followers_url).into(),
        account.created_at.into(),
        account.fetched_at.into(),
        Value::json(&account.attribution_domains),
        Value::json(&account.tabs),
        Value::json(&account.also_known_as),
        account.memorial.into(),
        Value::json(&account.collections),
        account.suspended_at.into(),
        account.suspended_by_home.into(),
        Value::json(&account.pictures),
        account.limited_at.into(),
        account.sensitized_at.into(),
    ];
    db.exec(&INSERT, &values).await?;
    Ok(())
}

static HOLD: Sql = Sql::new("UPDATE accounts SET id = id WHERE id = $1").touching_nothing();

/// Keeps others from changing an account until the transaction ends.
pub async fn hold(mut tx: &mut Tx, id: AccountId) -> Result<()> {
    tx.exec(&HOLD, &[id.into()]).await?;
    Ok(())
}

static UPDATE: Sql = Sql::new(
    "UPDATE accounts
        SET url = $1, kind = $2, display_name = $3, note_text = $4, note = $5, locked = $6,
            discoverable = $7, indexable = $8, hide_collections = $9, avatar_url = $10, header_url = $11,
            fields = $12, emojis = $13, inbox_url = $14, shared_inbox_url = $15, followers_url = $16,
            fetched_at = $17, attribution_domains = $18, tabs = $19, also_known_as = $20, memorial = $21,
            collections = $22, pictures = $23
      WHERE id = $24",
)
.touching(Touch::Account, 24);

/// Replaces what may change of an account: everything but its name, address and counters, and whether it has moved or
/// is suspended.
pub async fn update(mut db: impl Exec, account: &Account) -> Result<()> {
    let values: [Value<'_>; 24] = [
        (&account.url).into(),
        account.kind.into(),
        (&account.display_name).into(),
        (&account.note_text).into(),
        (&account.note).into(),
        account.locked.into(),
        account.discoverable.into(),
        account.indexable.into(),
        account.hide_collections.into(),
        (&account.avatar_url).into(),
        (&account.header_url).into(),
        Value::json(&account.fields),
        Value::json(&account.emojis),
        (&account.inbox_url).into(),
        (&account.shared_inbox_url).into(),
        (&account.followers_url).into(),
        account.fetched_at.into(),
        Value::json(&account.attribution_domains),
        Value::json(&account.tabs),
        Value::json(&account.also_known_as),
        account.memorial.into(),
        Value::json(&account.collections),
        Value::json(&account.pictures),
        account.id.into(),
    ];
    db.exec(&UPDATE, &values).await?;
    Ok(())
}

static SET_MOVED: Sql =
    Sql::new("UPDATE accounts SET moved_to_id = $1, moved_at = $2 WHERE id = $3").touching(Touch::Account, 3);

/// The account moved, or came back; `at` is when its followers were last asked to follow another instead.
pub async fn set_moved(
    mut db: impl Exec,
    id: AccountId,
    target: Option<AccountId>,
    at: Option<Timestamp>,
) -> Result<()> {
    db.exec(&SET_MOVED, &[target.into(), at.into(), id.into()]).await?;
    Ok(())
}

static SUSPENDED_BY_HOME: Sql = Sql::new(
    "UPDATE accounts SET suspended_at = $1, suspended_by_home = $2
      WHERE id = $3 AND (suspended_at IS NULL OR suspended_by_home)",
)
.touching(Touch::Account, 3);

/// The account's own server suspended it, or no longer does. What this server decided stays.
pub async fn set_suspended_by_home(mut db: impl Exec, id: AccountId, at: Option<Timestamp>) -> Result<()> {
    db.exec(&SUSPENDED_BY_HOME, &[at.into(), at.is_some().into(), id.into()]).await?;
    Ok(())
}

static SUSPEND: Sql =
    Sql::new("UPDATE accounts SET suspended_at = $1 WHERE id = $2").touching(Touch::Account, 2);

/// The account is shown to nobody any more.
pub async fn suspend(mut db: impl Exec, id: AccountId, at: Timestamp) -> Result<()> {
    db.exec(&SUSPEND, &[at.into(), id.into()]).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {account a} FROM accounts a WHERE a.id = $1");

/// The account with this id.
pub async fn find(mut db: impl Exec, id: AccountId) -> Result<Option<Account>> {
    db.find(&FIND, &[id.into()]).await
}

/// The account with this id, which must exist.
pub async fn get(mut db: impl Exec, id: AccountId) -> Result<Account> {
    db.get(&FIND, &[id.into()]).await
}

static FIND_MANY: Sql = Sql::new("SELECT {account a} FROM accounts a WHERE a.id IN {in $1} ORDER BY a.id");

/// The accounts with these ids, in order of id.
pub async fn list(mut db: impl Exec, ids: &[AccountId]) -> Result<Vec<Account>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&FIND_MANY, &[Value::ids(ids)]).await
}

static FIND_BY_HANDLE: Sql = Sql::new(
    "SELECT {account a}
       FROM accounts a
      WHERE LOWER(a.username) = $1
        AND COALESCE(a.domain, '') = $2",
);

/// The account with this handle, without regard to case; no domain means this server.
pub async fn find_by_handle(
    mut db: impl Exec,
    username: &str,
    domain: Option<&str>,
) -> Result<Option<Account>> {
    let (username, domain) = (username.to_ascii_lowercase(), domain.unwrap_or("").to_ascii_lowercase());
    db.find(&FIND_BY_HANDLE, &[(&username).into(), (&domain).into()]).await
}

static FIND_BY_URI: Sql = Sql::new("SELECT {account a} FROM accounts a WHERE a.uri = $1");

/// The account that other servers know under this address.
pub async fn find_by_uri(mut db: impl Exec, uri: &str) -> Result<Option<Account>> {
    db.find(&FIND_BY_URI, &[uri.into()]).await
}

static IS_ANY_BEFORE: Sql =
    Sql::new("SELECT EXISTS (SELECT 1 FROM accounts a WHERE a.domain = $1 AND a.id < $2)");

/// Whether anybody of a domain was known before an id.
pub async fn is_any_before(mut db: impl Exec, domain: &str, before: AccountId) -> Result<bool> {
    db.get(&IS_ANY_BEFORE, &[domain.into(), before.into()]).await
}

static FIND_BY_URL: Sql =
    Sql::new("SELECT {account a} FROM accounts a WHERE a.url = $1 ORDER BY a.id LIMIT 1");

/// The account with this profile page.
pub async fn find_by_url(mut db: impl Exec, url: &str) -> Result<Option<Account>> {
    db.find(&FIND_BY_URL, &[url.into()]).await
}

static FOLLOWER_INBOXES: Sql = Sql::new(
    "SELECT DISTINCT COALESCE(a.shared_inbox_url, a.inbox_url)
       FROM follows f
       JOIN accounts a ON a.id = f.account_id
      WHERE f.target_account_id = $1
        AND a.inbox_url IS NOT NULL",
);

/// Where a delivery to all remote followers goes: one inbox for each server that has a shared one.
pub async fn follower_inboxes(mut db: impl Exec, id: AccountId) -> Result<Vec<String>> {
    db.rows(&FOLLOWER_INBOXES, &[id.into()]).await
}

static ALL_INBOXES: Sql = Sql::new(
    "SELECT DISTINCT COALESCE(a.shared_inbox_url, a.inbox_url) FROM accounts a WHERE a.inbox_url IS NOT NULL",
);

/// Where a delivery to everybody goes that this server knows elsewhere.
pub async fn all_inboxes(mut db: impl Exec) -> Result<Vec<String>> {
    db.rows(&ALL_INBOXES, &[]).await
}

static COUNT_DOMAINS: Sql =
    Sql::new("SELECT COUNT(DISTINCT a.domain) FROM accounts a WHERE a.domain IS NOT NULL");

/// How many neighbours this server knows people of.
pub async fn count_domains(mut db: impl Exec) -> Result<i64> {
    db.get(&COUNT_DOMAINS, &[]).await
}

static DOMAINS: Sql =
    Sql::new("SELECT DISTINCT a.domain FROM accounts a WHERE a.domain IS NOT NULL ORDER BY a.domain");

/// The neighbours that this server knows people of.
pub async fn domains(mut db: impl Exec) -> Result<Vec<String>> {
    db.rows(&DOMAINS, &[]).await
}

static DELETE: Sql =
    Sql::new("DELETE FROM accounts WHERE id = $1").touching_all(Touch::Account).touching_all(Touch::Status);

/// Removes an account and everything that hangs on it.
pub async fn delete(mut tx: &mut Tx, id: AccountId) -> Result<()> {
    files::doom_of(&mut *tx, id).await?;
    tx.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}
