//! Figures about the community: how much of something there was on each day. Days are counted from the beginning of 1970;
//! what an id or a time says about the day is worked out by the database.

use model::{Id, Preferences, TagId, Timestamp, UserId};

use crate::{Exec, Result, Sql, Value};

const DAY_MS: i64 = 24 * 3_600_000;

/// How much on which day.
pub type Days = Vec<(i64, i64)>;

/// What is counted of everybody.
#[derive(Clone, Copy, Debug)]
pub enum Series {
    /// Who joined.
    NewUsers,
    /// Who looked.
    ActiveUsers,
    /// Favourites by people here.
    Favourites,
    /// Answers and reblogs by people here.
    Answers,
    /// Statuses by people here.
    Statuses,
    /// Reports that came.
    OpenedReports,
    /// Reports that were dealt with.
    ResolvedReports,
}

static NEW_USERS: Sql = Sql::new(
    "SELECT u.created_at / 86400000, COUNT(*) FROM users u WHERE u.created_at >= $1 AND u.created_at < $2
      GROUP BY u.created_at / 86400000",
);
static ACTIVE_USERS: Sql =
    Sql::new("SELECT d.day, COUNT(*) FROM active_days d WHERE d.day >= $1 AND d.day < $2 GROUP BY d.day");
static FAVOURITES: Sql = Sql::new(
    "SELECT v.id / 65536 / 86400000, COUNT(*) FROM users u CROSS JOIN favourites v
      WHERE v.account_id = u.account_id AND v.id >= $1 AND v.id < $2
      GROUP BY v.id / 65536 / 86400000",
);
static ANSWERS: Sql = Sql::new(
    "SELECT s.id / 65536 / 86400000, COUNT(*) FROM users u CROSS JOIN statuses s
      WHERE s.account_id = u.account_id AND s.id >= $1 AND s.id < $2
        AND (s.reblog_of_id IS NOT NULL OR s.in_reply_to_account_id IS NOT NULL)
      GROUP BY s.id / 65536 / 86400000",
);
static STATUSES: Sql = Sql::new(
    "SELECT s.id / 65536 / 86400000, COUNT(*) FROM users u CROSS JOIN statuses s
      WHERE s.account_id = u.account_id AND s.id >= $1 AND s.id < $2
      GROUP BY s.id / 65536 / 86400000",
);
static OPENED_REPORTS: Sql = Sql::new(
    "SELECT r.id / 65536 / 86400000, COUNT(*) FROM reports r WHERE r.id >= $1 AND r.id < $2
      GROUP BY r.id / 65536 / 86400000",
);
static RESOLVED_REPORTS: Sql = Sql::new(
    "SELECT r.resolved_at / 86400000, COUNT(*) FROM reports r
      WHERE r.resolved_at IS NOT NULL AND r.resolved_at >= $1 AND r.resolved_at < $2
      GROUP BY r.resolved_at / 86400000",
);

/// How much of something there was on each day from one on until before another.
pub async fn series(mut db: impl Exec, what: Series, (from, until): (i64, i64)) -> Result<Days> {
    let (statement, unit) = match what {
        Series::NewUsers => (&NEW_USERS, Unit::Times),
        Series::ActiveUsers => (&ACTIVE_USERS, Unit::Days),
        Series::Favourites => (&FAVOURITES, Unit::Ids),
        Series::Answers => (&ANSWERS, Unit::Ids),
        Series::Statuses => (&STATUSES, Unit::Ids),
        Series::OpenedReports => (&OPENED_REPORTS, Unit::Ids),
        Series::ResolvedReports => (&RESOLVED_REPORTS, Unit::Times),
    };
    db.rows(statement, &[unit.of(from).into(), unit.of(until).into()]).await
}

/// What days are counted in.
#[derive(Clone, Copy)]
enum Unit {
    Days,
    Times,
    Ids,
}

impl Unit {
    fn of(self, day: i64) -> i64 {
        let begins_at = Timestamp::from_millis(day.saturating_mul(DAY_MS));
        match self {
            Self::Days => day,
            Self::Times => begins_at.as_millis(),
            Self::Ids => Id::<()>::floor(begins_at).get(),
        }
    }
}

static ACTIVE_IN: Sql =
    Sql::new("SELECT COUNT(DISTINCT d.user_id) FROM active_days d WHERE d.day >= $1 AND d.day < $2");

/// How many looked on any of these days.
pub async fn active_in(mut db: impl Exec, (from, until): (i64, i64)) -> Result<i64> {
    db.get(&ACTIVE_IN, &[from.into(), until.into()]).await
}

/// What is counted of a neighbour.
#[derive(Clone, Copy, Debug)]
pub enum OfDomain {
    /// Accounts that are known here.
    Accounts,
    /// Statuses that are known here.
    Statuses,
    /// Bytes of files that are kept here.
    Media,
    /// Follows from here.
    Follows,
    /// Follows from there.
    Followers,
    /// Reports about accounts there.
    Reports,
}

static ACCOUNTS_OF: Sql = Sql::new(
    "SELECT a.id / 65536 / 86400000, COUNT(*) FROM accounts a
      WHERE a.domain = $1 AND a.id >= $2 AND a.id < $3
      GROUP BY a.id / 65536 / 86400000",
);
static STATUSES_OF: Sql = Sql::new(
    "SELECT s.id / 65536 / 86400000, COUNT(*) FROM accounts a CROSS JOIN statuses s
      WHERE a.domain = $1 AND s.account_id = a.id AND s.id >= $2 AND s.id < $3
      GROUP BY s.id / 65536 / 86400000",
);
static MEDIA_OF: Sql = Sql::new(
    "SELECT t.id / 65536 / 86400000, CAST(SUM(f.bytes) AS BIGINT)
       FROM accounts a CROSS JOIN attachments t CROSS JOIN remote_files f
      WHERE a.domain = $1 AND t.account_id = a.id AND t.id >= $2 AND t.id < $3
        AND f.url = t.remote_url AND f.purpose = 'attachments'
      GROUP BY t.id / 65536 / 86400000",
);
static FOLLOWS_OF: Sql = Sql::new(
    "SELECT f.id / 65536 / 86400000, COUNT(*) FROM accounts a CROSS JOIN follows f
      WHERE a.domain = $1 AND f.target_account_id = a.id AND f.id >= $2 AND f.id < $3
      GROUP BY f.id / 65536 / 86400000",
);
static FOLLOWERS_OF: Sql = Sql::new(
    "SELECT f.id / 65536 / 86400000, COUNT(*) FROM accounts a CROSS JOIN follows f
      WHERE a.domain = $1 AND f.account_id = a.id AND f.id >= $2 AND f.id < $3
      GROUP BY f.id / 65536 / 86400000",
);
static REPORTS_OF: Sql = Sql::new(
    "SELECT r.id / 65536 / 86400000, COUNT(*) FROM accounts a CROSS JOIN reports r
      WHERE a.domain = $1 AND r.target_account_id = a.id AND r.id >= $2 AND r.id < $3
      GROUP BY r.id / 65536 / 86400000",
);

/// How much of a neighbour came on each day from one on until before another.
pub async fn of_domain(
    mut db: impl Exec,
    what: OfDomain,
    domain: &str,
    (from, until): (i64, i64),
) -> Result<Days> {
    let statement = match what {
        OfDomain::Accounts => &ACCOUNTS_OF,
        OfDomain::Statuses => &STATUSES_OF,
        OfDomain::Media => &MEDIA_OF,
        OfDomain::Follows => &FOLLOWS_OF,
        OfDomain::Followers => &FOLLOWERS_OF,
        OfDomain::Reports => &REPORTS_OF,
    };
    db.rows(statement, &[domain.into(), Unit::Ids.of(from).into(), Unit::Ids.of(until).into()]).await
}

/// What is counted of a tag.
#[derive(Clone, Copy, Debug)]
pub enum OfTag {
    /// Who used it.
    Accounts,
    /// How often it was used.
    Uses,
    /// From which servers.
    Servers,
}

static TAG_ACCOUNTS: Sql = Sql::new(
    "SELECT u.day, COUNT(*) FROM tag_uses u WHERE u.tag_id = $1 AND u.day >= $2 AND u.day < $3 GROUP BY u.day",
);
static TAG_USES: Sql = Sql::new(
    "SELECT u.day, CAST(SUM(u.uses) AS BIGINT) FROM tag_uses u
      WHERE u.tag_id = $1 AND u.day >= $2 AND u.day < $3 GROUP BY u.day",
);
static TAG_SERVERS: Sql = Sql::new(
    "SELECT u.day, COUNT(DISTINCT COALESCE(a.domain, '')) FROM tag_uses u CROSS JOIN accounts a
      WHERE u.tag_id = $1 AND u.day >= $2 AND u.day < $3 AND a.id = u.account_id GROUP BY u.day",
);

/// How a tag was used on each day from one on until before another.
pub async fn of_tag(mut db: impl Exec, what: OfTag, tag: TagId, (from, until): (i64, i64)) -> Result<Days> {
    let statement = match what {
        OfTag::Accounts => &TAG_ACCOUNTS,
        OfTag::Uses => &TAG_USES,
        OfTag::Servers => &TAG_SERVERS,
    };
    db.rows(statement, &[tag.into(), from.into(), until.into()]).await
}

static TAG_ACCOUNTS_IN: Sql = Sql::new(
    "SELECT COUNT(DISTINCT u.account_id) FROM tag_uses u WHERE u.tag_id = $1 AND u.day >= $2 AND u.day < $3",
);
static TAG_SERVERS_IN: Sql = Sql::new(
    "SELECT COUNT(DISTINCT COALESCE(a.domain, '')) FROM tag_uses u CROSS JOIN accounts a
      WHERE u.tag_id = $1 AND u.day >= $2 AND u.day < $3 AND a.id = u.account_id",
);

/// How many used a tag on any of these days, each counted once; or from how many servers.
pub async fn of_tag_in(
    mut db: impl Exec,
    is_servers: bool,
    tag: TagId,
    (from, until): (i64, i64),
) -> Result<i64> {
    let statement = if is_servers { &TAG_SERVERS_IN } else { &TAG_ACCOUNTS_IN };
    db.get(statement, &[tag.into(), from.into(), until.into()]).await
}

static SEEN: Sql = Sql::new("INSERT INTO active_days (day, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING");

/// Notes that somebody looked on a day.
pub async fn seen(mut db: impl Exec, day: i64, user: UserId) -> Result<()> {
    db.exec(&SEEN, &[day.into(), user.into()]).await?;
    Ok(())
}

static DELETE_OLD: Sql = Sql::new("DELETE FROM active_days WHERE day < $1");

/// Forgets who looked before a day.
pub async fn delete_old(mut db: impl Exec, day: i64) -> Result<()> {
    db.exec(&DELETE_OLD, &[day.into()]).await?;
    Ok(())
}

static JOINED: Sql = Sql::new(
    "SELECT u.created_at, COALESCE((SELECT MAX(d.day) FROM active_days d WHERE d.user_id = u.id), -1)
       FROM users u
      WHERE u.created_at >= $1 AND u.created_at < $2
      ORDER BY u.created_at LIMIT $3",
);

/// When those joined who did so from one time on until before another, and on which day each looked last.
pub async fn joined(
    mut db: impl Exec,
    (from, until): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<(Timestamp, i64)>> {
    db.rows(&JOINED, &[from.into(), until.into(), limit.into()]).await
}

static LANGUAGES: Sql = Sql::new(
    "SELECT u.preferences FROM users u
      WHERE u.id IN (SELECT d.user_id FROM active_days d WHERE d.day >= $1 AND d.day < $2)
      ORDER BY u.id LIMIT $3",
);

/// How those like to publish who looked on any of these days.
pub async fn preferences_of_active(
    mut db: impl Exec,
    (from, until): (i64, i64),
    limit: i64,
) -> Result<Vec<Preferences>> {
    let found: Vec<String> = db.rows(&LANGUAGES, &[from.into(), until.into(), limit.into()]).await?;
    Ok(found.iter().filter_map(|text| serde_json::from_str(text).ok()).collect())
}

/// How often each of some things was there; nothing stands for this server, or for no language.
pub type Shares = Vec<(Option<String>, i64)>;

static SOURCES: Sql = Sql::new(
    "SELECT p.name, COUNT(DISTINCT u.id)
       FROM users u
       LEFT JOIN tokens t ON t.user_id = u.id AND t.created_at < u.created_at + $1
       LEFT JOIN applications p ON p.id = t.application_id
      WHERE u.created_at >= $2 AND u.created_at < $3
      GROUP BY p.name ORDER BY COUNT(DISTINCT u.id) DESC, p.name LIMIT $4",
);

/// With which apps those came who joined on these days: whose app was let in as long after that as is said here.
pub async fn sources(
    mut db: impl Exec,
    within_ms: i64,
    (from, until): (i64, i64),
    limit: i64,
) -> Result<Shares> {
    let (from, until) = (Unit::Times.of(from), Unit::Times.of(until));
    db.rows(&SOURCES, &[within_ms.into(), from.into(), until.into(), limit.into()]).await
}

static SERVERS: Sql = Sql::new(
    "SELECT a.domain, COUNT(*) FROM statuses s CROSS JOIN accounts a
      WHERE s.id >= $1 AND s.id < $2 AND a.id = s.account_id
      GROUP BY a.domain ORDER BY COUNT(*) DESC, a.domain LIMIT $3",
);
static TAG_SERVER_SHARES: Sql = Sql::new(
    "SELECT a.domain, COUNT(*) FROM status_tags g CROSS JOIN statuses s CROSS JOIN accounts a
      WHERE g.tag_id = $1 AND g.status_id >= $2 AND g.status_id < $3 AND s.id = g.status_id
        AND a.id = s.account_id
      GROUP BY a.domain ORDER BY COUNT(*) DESC, a.domain LIMIT $4",
);
static TAG_LANGUAGES: Sql = Sql::new(
    "SELECT s.language, COUNT(*) FROM status_tags g CROSS JOIN statuses s
      WHERE g.tag_id = $1 AND g.status_id >= $2 AND g.status_id < $3 AND s.id = g.status_id
      GROUP BY s.language ORDER BY COUNT(*) DESC, s.language LIMIT $4",
);
static DOMAIN_LANGUAGES: Sql = Sql::new(
    "SELECT s.language, COUNT(*) FROM accounts a CROSS JOIN statuses s
      WHERE a.domain = $1 AND s.account_id = a.id AND s.id >= $2 AND s.id < $3
      GROUP BY s.language ORDER BY COUNT(*) DESC, s.language LIMIT $4",
);
static DOMAIN_ACCOUNTS: Sql = Sql::new(
    "SELECT a.username, a.followers_count FROM accounts a WHERE a.domain = $1
      ORDER BY a.followers_count DESC, a.id LIMIT $2",
);

/// From which servers statuses of these days are.
pub async fn servers(mut db: impl Exec, days: (i64, i64), limit: i64) -> Result<Shares> {
    let (from, until) = (Unit::Ids.of(days.0), Unit::Ids.of(days.1));
    db.rows(&SERVERS, &[from.into(), until.into(), limit.into()]).await
}

/// From which servers statuses of these days with a tag are, or in which languages.
pub async fn shares_of_tag(
    mut db: impl Exec,
    is_servers: bool,
    tag: TagId,
    days: (i64, i64),
    limit: i64,
) -> Result<Shares> {
    let statement = if is_servers { &TAG_SERVER_SHARES } else { &TAG_LANGUAGES };
    let values: [Value<'_>; 4] =
        [tag.into(), Unit::Ids.of(days.0).into(), Unit::Ids.of(days.1).into(), limit.into()];
    db.rows(statement, &values).await
}

/// In which languages statuses of a neighbour of these days are.
pub async fn languages_of(mut db: impl Exec, domain: &str, days: (i64, i64), limit: i64) -> Result<Shares> {
    let (from, until) = (Unit::Ids.of(days.0), Unit::Ids.of(days.1));
    db.rows(&DOMAIN_LANGUAGES, &[domain.into(), from.into(), until.into(), limit.into()]).await
}

/// The accounts of a neighbour that have the most followers.
pub async fn accounts_of(mut db: impl Exec, domain: &str, limit: i64) -> Result<Shares> {
    db.rows(&DOMAIN_ACCOUNTS, &[domain.into(), limit.into()]).await
}
