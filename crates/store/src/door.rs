//! The door: who may not join, or not without a yes, and from where nobody may do anything.

use model::{
    CanonicalEmailBlock, EmailDomainBlock, EmailDomainTries, Id, IpBlock, IpSeverity, Page, Timestamp,
    UsernameBlock,
};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static INSERT_EMAIL_DOMAIN: Sql = Sql::new(
    "INSERT INTO email_domain_blocks (id, domain, allow_with_approval, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (domain) DO NOTHING",
);

/// Adds a provider; answers whether it was new.
pub async fn insert_email_domain(mut tx: &mut Tx, block: &EmailDomainBlock) -> Result<bool> {
    let values: [Value<'_>; 4] =
        [block.id.into(), (&block.domain).into(), block.allow_with_approval.into(), block.created_at.into()];
    Ok(tx.exec(&INSERT_EMAIL_DOMAIN, &values).await? > 0)
}

static DELETE_EMAIL_DOMAIN: Sql = Sql::new("DELETE FROM email_domain_blocks WHERE id = $1");

/// Removes a provider.
pub async fn delete_email_domain(mut tx: &mut Tx, id: Id<EmailDomainBlock>) -> Result<()> {
    tx.exec(&DELETE_EMAIL_DOMAIN, &[id.into()]).await?;
    Ok(())
}

static FIND_EMAIL_DOMAIN: Sql =
    Sql::new("SELECT {email_domain_block b} FROM email_domain_blocks b WHERE b.id = $1");

/// The provider with this id.
pub async fn find_email_domain(
    mut db: impl Exec,
    id: Id<EmailDomainBlock>,
) -> Result<Option<EmailDomainBlock>> {
    db.find(&FIND_EMAIL_DOMAIN, &[id.into()]).await
}

static EMAIL_DOMAINS_AMONG: Sql = Sql::new(
    "SELECT {email_domain_block b} FROM email_domain_blocks b WHERE b.domain IN {words $1} ORDER BY b.id",
);

/// Those of these domains.
pub async fn email_domains_among(mut db: impl Exec, domains: &[&str]) -> Result<Vec<EmailDomainBlock>> {
    db.rows(&EMAIL_DOMAINS_AMONG, &[Value::json(&domains)]).await
}

static EMAIL_DOMAINS_DOWN: Sql = Sql::new(
    "SELECT {email_domain_block b} FROM email_domain_blocks b
      WHERE b.id < $1 AND b.id > $2 ORDER BY b.id DESC LIMIT $3",
);
static EMAIL_DOMAINS_UP: Sql = Sql::new(
    "SELECT {email_domain_block b} FROM email_domain_blocks b
      WHERE b.id < $1 AND b.id > $2 ORDER BY b.id LIMIT $3",
);

/// A page of providers, the latest first.
pub async fn email_domains(db: impl Exec, page: &Page) -> Result<Vec<EmailDomainBlock>> {
    let values = [page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&EMAIL_DOMAINS_DOWN, &EMAIL_DOMAINS_UP], &values, page).await
}

static NOTE_TRY: Sql = Sql::new(
    "INSERT INTO email_domain_tries (block_id, day, network, uses) VALUES ($1, $2, $3, 1)
         ON CONFLICT (block_id, day, network) DO UPDATE SET uses = email_domain_tries.uses + 1",
);

/// Somebody tried to join with an address of a provider.
pub async fn note_try(
    mut db: impl Exec,
    block: Id<EmailDomainBlock>,
    day: i64,
    network: &[u8],
) -> Result<()> {
    db.exec(&NOTE_TRY, &[block.into(), day.into(), network.into()]).await?;
    Ok(())
}

static TRIES: Sql = Sql::new(
    "SELECT t.block_id, t.day, COUNT(*), CAST(SUM(t.uses) AS BIGINT) FROM email_domain_tries t
      WHERE t.block_id IN {in $1} AND t.day >= $2 GROUP BY t.block_id, t.day",
);

/// How often that was tried since a day.
pub async fn tries(
    mut db: impl Exec,
    blocks: &[Id<EmailDomainBlock>],
    since: i64,
) -> Result<Vec<(Id<EmailDomainBlock>, EmailDomainTries)>> {
    db.rows(&TRIES, &[Value::ids(blocks), since.into()]).await
}

static FORGET_TRIES: Sql = Sql::new("DELETE FROM email_domain_tries WHERE day < $1");

/// Forgets what was tried before a day.
pub async fn forget_tries(mut db: impl Exec, before: i64) -> Result<()> {
    db.exec(&FORGET_TRIES, &[before.into()]).await?;
    Ok(())
}

static INSERT_EMAIL: Sql = Sql::new(
    "INSERT INTO canonical_email_blocks (id, hash, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (hash) DO NOTHING",
);

/// Adds an address; answers whether it was new.
pub async fn insert_email(mut tx: &mut Tx, block: &CanonicalEmailBlock, at: Timestamp) -> Result<bool> {
    Ok(tx.exec(&INSERT_EMAIL, &[block.id.into(), (&block.hash).into(), at.into()]).await? > 0)
}

static DELETE_EMAIL: Sql = Sql::new("DELETE FROM canonical_email_blocks WHERE id = $1");

/// Removes an address.
pub async fn delete_email(mut tx: &mut Tx, id: Id<CanonicalEmailBlock>) -> Result<()> {
    tx.exec(&DELETE_EMAIL, &[id.into()]).await?;
    Ok(())
}

static FIND_EMAIL: Sql =
    Sql::new("SELECT {canonical_email_block b} FROM canonical_email_blocks b WHERE b.id = $1");

/// The address with this id.
pub async fn find_email(
    mut db: impl Exec,
    id: Id<CanonicalEmailBlock>,
) -> Result<Option<CanonicalEmailBlock>> {
    db.find(&FIND_EMAIL, &[id.into()]).await
}

static FIND_EMAIL_OF: Sql =
    Sql::new("SELECT {canonical_email_block b} FROM canonical_email_blocks b WHERE b.hash = $1");

/// The address with this hash.
pub async fn find_email_of(mut db: impl Exec, hash: &str) -> Result<Option<CanonicalEmailBlock>> {
    db.find(&FIND_EMAIL_OF, &[hash.into()]).await
}

static EMAILS_DOWN: Sql = Sql::new(
    "SELECT {canonical_email_block b} FROM canonical_email_blocks b
      WHERE b.id < $1 AND b.id > $2 ORDER BY b.id DESC LIMIT $3",
);
static EMAILS_UP: Sql = Sql::new(
    "SELECT {canonical_email_block b} FROM canonical_email_blocks b
      WHERE b.id < $1 AND b.id > $2 ORDER BY b.id LIMIT $3",
);

/// A page of addresses, the latest first.
pub async fn emails(db: impl Exec, page: &Page) -> Result<Vec<CanonicalEmailBlock>> {
    let values = [page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&EMAILS_DOWN, &EMAILS_UP], &values, page).await
}

static PUT_IP: Sql = Sql::new(
    "INSERT INTO ip_blocks (id, network, severity, comment, expires_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE
        SET network = EXCLUDED.network, severity = EXCLUDED.severity, comment = EXCLUDED.comment,
            expires_at = EXCLUDED.expires_at",
);

/// Adds a network, or changes the one with its id; fails if there is another of it.
pub async fn put_ip(mut tx: &mut Tx, block: &IpBlock) -> Result<()> {
    let values: [Value<'_>; 6] = [
        block.id.into(),
        (&block.network).into(),
        block.severity.as_str().into(),
        (&block.comment).into(),
        block.expires_at.into(),
        block.created_at.into(),
    ];
    tx.exec(&PUT_IP, &values).await?;
    Ok(())
}

static DELETE_IP: Sql = Sql::new("DELETE FROM ip_blocks WHERE id = $1");

/// Removes a network.
pub async fn delete_ip(mut tx: &mut Tx, id: Id<IpBlock>) -> Result<()> {
    tx.exec(&DELETE_IP, &[id.into()]).await?;
    Ok(())
}

static EXPIRE_IPS: Sql = Sql::new("DELETE FROM ip_blocks WHERE expires_at < $1");

/// Forgets networks whose time is over.
pub async fn expire_ips(mut db: impl Exec, now: Timestamp) -> Result<()> {
    db.exec(&EXPIRE_IPS, &[now.into()]).await?;
    Ok(())
}

static FIND_IP: Sql = Sql::new("SELECT {ip_block b} FROM ip_blocks b WHERE b.id = $1");

/// The network with this id.
pub async fn find_ip(mut db: impl Exec, id: Id<IpBlock>) -> Result<Option<IpBlock>> {
    db.find(&FIND_IP, &[id.into()]).await
}

static FIND_IP_OF: Sql = Sql::new("SELECT {ip_block b} FROM ip_blocks b WHERE b.network = $1");

/// What is said of a network.
pub async fn find_ip_of(mut db: impl Exec, network: &str) -> Result<Option<IpBlock>> {
    db.find(&FIND_IP_OF, &[network.into()]).await
}

static IPS_DOWN: Sql = Sql::new(
    "SELECT {ip_block b} FROM ip_blocks b WHERE b.id < $1 AND b.id > $2 ORDER BY b.id DESC LIMIT $3",
);
static IPS_UP: Sql =
    Sql::new("SELECT {ip_block b} FROM ip_blocks b WHERE b.id < $1 AND b.id > $2 ORDER BY b.id LIMIT $3");

/// A page of networks, the latest first.
pub async fn ips(db: impl Exec, page: &Page) -> Result<Vec<IpBlock>> {
    let values = [page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&IPS_DOWN, &IPS_UP], &values, page).await
}

static PUT_USERNAME: Sql = Sql::new(
    "INSERT INTO username_blocks (id, username, likeness, exact, allow_with_approval, created_at)
     VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE
        SET username = EXCLUDED.username, likeness = EXCLUDED.likeness, exact = EXCLUDED.exact,
            allow_with_approval = EXCLUDED.allow_with_approval",
);

/// Adds a name, or changes the one with its id; fails if there is another like it.
pub async fn put_username(mut tx: &mut Tx, block: &UsernameBlock, likeness: &str) -> Result<()> {
    let values: [Value<'_>; 6] = [
        block.id.into(),
        (&block.username).into(),
        likeness.into(),
        block.exact.into(),
        block.allow_with_approval.into(),
        block.created_at.into(),
    ];
    tx.exec(&PUT_USERNAME, &values).await?;
    Ok(())
}

static DELETE_USERNAME: Sql = Sql::new("DELETE FROM username_blocks WHERE id = $1");

/// Removes a name.
pub async fn delete_username(mut tx: &mut Tx, id: Id<UsernameBlock>) -> Result<()> {
    tx.exec(&DELETE_USERNAME, &[id.into()]).await?;
    Ok(())
}

static FIND_USERNAME: Sql = Sql::new("SELECT {username_block b} FROM username_blocks b WHERE b.id = $1");

/// The name with this id.
pub async fn find_username(mut db: impl Exec, id: Id<UsernameBlock>) -> Result<Option<UsernameBlock>> {
    db.find(&FIND_USERNAME, &[id.into()]).await
}

static FIND_USERNAME_OF: Sql =
    Sql::new("SELECT {username_block b} FROM username_blocks b WHERE b.likeness = $1");

/// The name like this.
pub async fn find_username_of(mut db: impl Exec, likeness: &str) -> Result<Option<UsernameBlock>> {
    db.find(&FIND_USERNAME_OF, &[likeness.into()]).await
}

static USERNAMES: Sql =
    Sql::new("SELECT {username_block b} FROM username_blocks b ORDER BY b.username, b.id LIMIT $1");

/// Names, in order.
pub async fn usernames(mut db: impl Exec, limit: i64) -> Result<Vec<UsernameBlock>> {
    db.rows(&USERNAMES, &[limit.into()]).await
}

static MATCHING: Sql = Sql::new(
    "SELECT {username_block b} FROM username_blocks b
      WHERE b.likeness = $1 OR (NOT b.exact AND $1 LIKE '%' || b.likeness || '%')
      ORDER BY b.allow_with_approval, b.id LIMIT 1",
);

/// The strictest block that holds for a name of this likeness.
pub async fn matching_username(mut db: impl Exec, likeness: &str) -> Result<Option<UsernameBlock>> {
    db.find(&MATCHING, &[likeness.into()]).await
}

impl FromRow for EmailDomainBlock {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            domain: row.take()?,
            allow_with_approval: row.take()?,
            created_at: row.take()?,
        })
    }
}

impl FromRow for EmailDomainTries {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { day: row.take()?, networks: row.take()?, uses: row.take()? })
    }
}

impl FromRow for CanonicalEmailBlock {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, hash: row.take()? })
    }
}

impl FromRow for IpBlock {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            network: row.take()?,
            severity: row.word(IpSeverity::parse)?,
            comment: row.take()?,
            expires_at: row.take()?,
            created_at: row.take()?,
        })
    }
}

impl FromRow for UsernameBlock {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            username: row.take()?,
            exact: row.take()?,
            allow_with_approval: row.take()?,
            created_at: row.take()?,
        })
    }
}
