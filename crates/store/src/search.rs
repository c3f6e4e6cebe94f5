//! Full text: the words of statuses and accounts, by FTS5 on SQLite and `tsvector` on PostgreSQL. Words come folded and
//! without punctuation of ASCII, so that neither engine has anything to interpret.

use model::{Account, AccountId, Page, Status, StatusId};

use crate::{Exec, Result, Sql, Store, Tx, Value, limits, timelines::paged};

/// A word that must be there, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The folded word.
    pub word: &'a str,
    /// Whether words that only begin so count, too.
    pub is_open: bool,
    /// Whether it must not be there.
    pub is_unwanted: bool,
}

/// A query in the language of the engine. There must be a word that is wanted.
fn query(store: &Store, words: &[Word<'_>]) -> String {
    if store.is_sqlite() { for_sqlite(words, &[]) } else { for_postgres(words) }
}

static ENDINGS_OF: Sql =
    Sql::new("SELECT v.term FROM status_vocabulary v WHERE v.term >= $1 AND v.term <= $2 LIMIT $3");

/// The same for statuses. FTS5 gathers all that has any word with a beginning before it answers; it walks through words
/// that are written out only as far as the page needs.
async fn query_of_statuses(store: &Store, words: &[Word<'_>]) -> Result<String> {
    if !store.is_sqlite() {
        return Ok(for_postgres(words));
    }
    let mut written_out = Vec::new();
    for word in words.iter().filter(|word| word.is_open) {
        let (from, to) = (word.word, format!("{}\u{10FFFF}", word.word));
        let mut db = store;
        let found: Vec<String> =
            db.rows(&ENDINGS_OF, &[from.into(), Value::Owned(to), (limits::WORD_ENDINGS + 1).into()]).await?;
        if (1..=limits::WORD_ENDINGS).contains(&(found.len() as i64)) {
            written_out.push((word.word, found));
        }
    }
    Ok(for_sqlite(words, &written_out))
}

/// The query for FTS5; beginnings whose words are known are written out.
fn for_sqlite(words: &[Word<'_>], written_out: &[(&str, Vec<String>)]) -> String {
    let one = |word: &Word<'_>| match written_out.iter().find(|(known, _)| *known == word.word) {
        Some((_, endings)) if word.is_open => {
            let endings: Vec<String> = endings.iter().map(|ending| format!("\"{ending}\"")).collect();
            format!("({})", endings.join(" OR "))
        }
        _ => format!("\"{}\"{}", word.word, if word.is_open { " *" } else { "" }),
    };
    let list = |unwanted, glue: &str| {
        let chosen = words.iter().filter(|word| word.is_unwanted == unwanted);
        chosen.map(one).collect::<Vec<_>>().join(glue)
    };
    let (wanted, unwanted) = (list(false, " AND "), list(true, " OR "));
    if unwanted.is_empty() { wanted } else { format!("({wanted}) NOT ({unwanted})") }
}

fn for_postgres(words: &[Word<'_>]) -> String {
    let one = |word: &Word<'_>| {
        let not = if word.is_unwanted { "!" } else { "" };
        format!("{not}'{}'{}", word.word, if word.is_open { ":*" } else { "" })
    };
    words.iter().map(one).collect::<Vec<_>>().join(" & ")
}

/// The words of a row, which both engines take.
fn vector(words: &[String]) -> String {
    words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ")
}

static REMOVE_STATUS: Sql = Sql::new("DELETE FROM status_search WHERE rowid = $1");
static PUT_STATUS: Sql = Sql::new("INSERT INTO status_search (rowid, words) VALUES ($1, {vector $2})");

/// Takes away the words of a status.
pub async fn remove_status(mut tx: &mut Tx, id: StatusId) -> Result<()> {
    tx.exec(&REMOVE_STATUS, &[id.into()]).await?;
    Ok(())
}

/// Keeps the words of a status that has none yet.
pub async fn put_status(mut tx: &mut Tx, id: StatusId, words: &[String]) -> Result<()> {
    tx.exec(&PUT_STATUS, &[id.into(), Value::Owned(vector(words))]).await?;
    Ok(())
}

static REMOVE_ACCOUNT: Sql = Sql::new("DELETE FROM account_search WHERE rowid = $1");
static PUT_ACCOUNT: Sql = Sql::new("INSERT INTO account_search (rowid, words) VALUES ($1, {vector $2})");

/// Keeps the words of an account's names, in place of those it had.
pub async fn put_account(mut tx: &mut Tx, id: AccountId, words: &[String]) -> Result<()> {
    tx.exec(&REMOVE_ACCOUNT, &[id.into()]).await?;
    tx.exec(&PUT_ACCOUNT, &[id.into(), Value::Owned(vector(words))]).await?;
    Ok(())
}

static WITH_WORDS_DOWN: Sql = Sql::new(
    "SELECT f.rowid
       FROM status_search f
      WHERE {match f status_search $1} AND f.rowid < $2 AND f.rowid > $3
      ORDER BY f.rowid DESC
      LIMIT $4",
);
static WITH_WORDS_UP: Sql = Sql::new(
    "SELECT f.rowid
       FROM status_search f
      WHERE {match f status_search $1} AND f.rowid < $2 AND f.rowid > $3
      ORDER BY f.rowid
      LIMIT $4",
);

/// Statuses with these words, newest first.
pub async fn statuses(store: &Store, words: &[Word<'_>], page: &Page) -> Result<Vec<StatusId>> {
    let words = Value::Owned(query_of_statuses(store, words).await?);
    let values = [words, page.below().into(), page.above().into(), page.limit.into()];
    paged(store, [&WITH_WORDS_DOWN, &WITH_WORDS_UP], &values, page).await
}

// The plus keeps SQLite from asking the index about each status of the library, one by one.
static IN_LIBRARY_DOWN: Sql = Sql::new(
    "SELECT f.rowid
       FROM status_search f
      WHERE {match f status_search $1} AND f.rowid < $2 AND f.rowid > $3
        AND +f.rowid IN (
            SELECT s.id FROM statuses s WHERE s.account_id = $4
             UNION ALL SELECT m.status_id FROM mentions m WHERE m.account_id = $4
             UNION ALL SELECT v.status_id FROM favourites v WHERE v.account_id = $4
             UNION ALL SELECT b.status_id FROM bookmarks b WHERE b.account_id = $4
             UNION ALL SELECT r.reblog_of_id FROM statuses r
                        WHERE r.account_id = $4 AND r.reblog_of_id IS NOT NULL
             UNION ALL SELECT p.status_id FROM poll_votes o JOIN polls p ON p.id = o.poll_id
                        WHERE o.account_id = $4)
      ORDER BY f.rowid DESC
      LIMIT $5",
);
static IN_LIBRARY_UP: Sql = Sql::new(
    "SELECT f.rowid
       FROM status_search f
      WHERE {match f status_search $1} AND f.rowid < $2 AND f.rowid > $3
        AND +f.rowid IN (
            SELECT s.id FROM statuses s WHERE s.account_id = $4
             UNION ALL SELECT m.status_id FROM mentions m WHERE m.account_id = $4
             UNION ALL SELECT v.status_id FROM favourites v WHERE v.account_id = $4
             UNION ALL SELECT b.status_id FROM bookmarks b WHERE b.account_id = $4
             UNION ALL SELECT r.reblog_of_id FROM statuses r
                        WHERE r.account_id = $4 AND r.reblog_of_id IS NOT NULL
             UNION ALL SELECT p.status_id FROM poll_votes o JOIN polls p ON p.id = o.poll_id
                        WHERE o.account_id = $4)
      ORDER BY f.rowid
      LIMIT $5",
);

/// The same among what the account wrote, was named in, or did something with.
pub async fn library(store: &Store, words: &[Word<'_>], of: AccountId, page: &Page) -> Result<Vec<StatusId>> {
    let words = Value::Owned(query_of_statuses(store, words).await?);
    let values = [words, page.below().into(), page.above().into(), of.into(), page.limit.into()];
    paged(store, [&IN_LIBRARY_DOWN, &IN_LIBRARY_UP], &values, page).await
}

static ACCOUNTS: Sql = Sql::new(
    "SELECT {account a}
       FROM account_search f CROSS JOIN accounts a
      WHERE {match f account_search $1} AND a.id = f.rowid AND a.suspended_at IS NULL
        AND (NOT $2 OR EXISTS (SELECT 1 FROM follows w WHERE w.account_id = $3 AND w.target_account_id = a.id))
        AND (a.limited_at IS NULL OR LOWER(a.username) = $4
             OR EXISTS (SELECT 1 FROM follows w WHERE w.account_id = $3 AND w.target_account_id = a.id))
      ORDER BY CASE WHEN LOWER(a.username) = $4 THEN 0 ELSE 1 END,
               CASE WHEN EXISTS (SELECT 1 FROM follows w WHERE w.account_id = $3 AND w.target_account_id = a.id)
                    THEN 0 ELSE 1 END,
               a.domain IS NOT NULL, a.followers_count DESC, a.id
      LIMIT $5 OFFSET $6",
);

/// Which accounts are searched for.
#[derive(Clone, Copy, Debug)]
pub struct Accounts<'a> {
    /// Words that their names must have.
    pub words: &'a [Word<'a>],
    /// The username that comes first.
    pub username: &'a str,
    /// Who looks, or nobody; whom they follow comes before others.
    pub viewer: Option<AccountId>,
    /// Whether only those whom the viewer follows are wanted.
    pub followed_only: bool,
    /// How many at most.
    pub limit: i64,
    /// How many to leave out.
    pub offset: i64,
}

/// Accounts with these words in their names.
pub async fn accounts(store: &Store, wanted: Accounts<'_>) -> Result<Vec<Account>> {
    let Accounts { words, username, viewer, followed_only, limit, offset } = wanted;
    let viewer = viewer.map_or(0, AccountId::get);
    let values = [
        Value::Owned(query(store, words)),
        followed_only.into(),
        viewer.into(),
        username.into(),
        limit.into(),
        offset.into(),
    ];
    let mut db = store;
    db.rows(&ACCOUNTS, &values).await
}

static STATUSES_FROM: Sql = Sql::new(
    "SELECT {status s} FROM statuses s WHERE s.id > $1 AND s.reblog_of_id IS NULL ORDER BY s.id LIMIT $2",
);

/// What was said, oldest first, from after an id on; to make the index anew.
pub async fn statuses_after(mut db: impl Exec, id: StatusId, limit: i64) -> Result<Vec<Status>> {
    db.rows(&STATUSES_FROM, &[id.into(), limit.into()]).await
}

static PUBLIC_BY: Sql = Sql::new(
    "SELECT {status s} FROM statuses s
      WHERE s.account_id = $1 AND s.visibility = 'public' AND s.reblog_of_id IS NULL ORDER BY s.id DESC LIMIT $2",
);

/// The newest public statuses of an account; to put them into the index anew.
pub async fn public_by(mut db: impl Exec, account: AccountId, limit: i64) -> Result<Vec<Status>> {
    db.rows(&PUBLIC_BY, &[account.into(), limit.into()]).await
}

static ACCOUNTS_FROM: Sql =
    Sql::new("SELECT {account a} FROM accounts a WHERE a.id > $1 ORDER BY a.id LIMIT $2");

/// Accounts in order of id, from after one on; to make the index anew.
pub async fn accounts_after(mut db: impl Exec, id: AccountId, limit: i64) -> Result<Vec<Account>> {
    db.rows(&ACCOUNTS_FROM, &[id.into(), limit.into()]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_engine_is_asked_in_its_own_words() {
        let word = |word, is_open, is_unwanted| Word { word, is_open, is_unwanted };
        let words = [word("tea", false, false), word("gree", true, false), word("milk", false, true)];
        assert_eq!(for_sqlite(&words, &[]), "(\"tea\" AND \"gree\" *) NOT (\"milk\")");
        let known = [("gree", vec!["greek".to_owned(), "green".to_owned()])];
        assert_eq!(for_sqlite(&words, &known), "(\"tea\" AND (\"greek\" OR \"green\")) NOT (\"milk\")");
        assert_eq!(for_postgres(&words), "'tea' & 'gree':* & !'milk'");
    }
}
