//! A test of plans: whatever is stored, and whatever the planner knows of it, no statement reads a whole table.

use std::{collections::BTreeSet, fs, path::Path};

use model::Timestamp;

use crate::{Durability, Sql, Store, fresh, migrate, sql};

/// Statements that look at every row of a table, each for a reason.
const WHOLE: &[(&str, &str)] = &[
    ("SELECT version FROM migrations", "a row for each migration, once at start"),
    ("SELECT COUNT(*) FROM users", "a number shown on the page of the server, remembered there"),
    ("SELECT COUNT(*) FROM statuses s WHERE s.is_local", "likewise"),
    ("SELECT COUNT(DISTINCT a.domain)", "likewise"),
    ("SELECT DISTINCT a.domain", "the list of all, remembered there"),
    ("FROM accounts a WHERE a.inbox_url IS NOT NULL", "when somebody here leaves for good"),
    ("SELECT name, value, updated_at FROM settings", "a dozen rows"),
    ("FROM statuses s CROSS JOIN status_links l", "those of some days, once in some minutes"),
    ("FROM favourites v WHERE v.id > $1 GROUP BY", "likewise"),
    ("SELECT s.reblog_of_id, COUNT(*) FROM statuses s WHERE s.id > $1", "likewise"),
    ("FROM statuses s WHERE s.id > $1 AND s.reblog_of_id IS NULL", "to make the index for search anew"),
    ("FROM accounts a WHERE a.id > $1 ORDER BY a.id", "likewise"),
    ("FROM users u WHERE u.id > $1 ORDER BY u.id", "a few at a time, when an announcement goes out by mail"),
    ("FROM tags t WHERE t.id > $1", "once, to fold their names anew"),
    ("FROM invites i ORDER BY i.id DESC", "the latest, for whoever runs the server"),
    ("FROM letter_requests q ORDER BY q.id", "the first few of those that wait to be looked at"),
    ("FROM announcements n\n      WHERE n.published_at", "a few"),
    ("FROM content_rules r ORDER BY r.id", "all of them, a few, since they are kept in memory"),
    ("FROM rehearsals r WHERE r.ended_at IS NULL", "a row for each rule"),
    (
        "s.visibility IN ('public', 'unlisted') AND (s.is_local = $3",
        "those of some days, when a rule is tried out",
    ),
    ("FROM rule_hits h\n      WHERE h.id < $1", "pages of them for staff"),
    ("DELETE FROM rule_hits", "the oldest, once an hour"),
    ("FROM roles r ORDER BY r.position", "all of them, a few, since they are kept in memory"),
    ("FROM announcements n\n      WHERE n.id < $1", "likewise, for those who write them"),
    ("FROM rules r WHERE r.removed_at IS NULL ORDER BY r.position", "all of them, a dozen"),
    ("FROM relays r\n      ORDER BY r.id", "all of them, a few"),
    ("FROM domain_allows a", "all of them, since they are kept in memory"),
    ("FROM neighbour_blocks b", "likewise, and pages of them for staff"),
    ("FROM email_domain_blocks b\n      WHERE b.id <", "pages of them for staff"),
    ("FROM canonical_email_blocks b\n      WHERE b.id <", "likewise"),
    ("FROM ip_blocks b WHERE b.id <", "likewise, and to keep them in memory"),
    (
        "WHERE a.domain = $1 AND m.domain IS NULL",
        "when staff decide about a server, where few follow anybody",
    ),
    ("FROM blocklists l WHERE l.id <", "pages of them for staff"),
    ("FROM blocklist_subscriptions s ORDER BY s.id", "all of them, a few, for staff"),
    ("FROM users u WHERE u.id > $1 LIMIT", "those who came within the hour, up to a limit"),
    ("FROM username_blocks b", "all of them, when somebody joins"),
    ("FROM custom_emojis e ORDER BY", "all of them, for the picker of apps, and to keep them in memory"),
    ("WHERE a.domain IS NOT NULL\n        AND a.suspended_at IS NULL", "once at start, after a long absence"),
    ("SELECT id, body, tries FROM events", "in order of id until enough are found; what is done is gone"),
    ("WHERE d.id > $1\n      ORDER BY d.id", "those that came since the last reading"),
    ("FROM neighbours n WHERE", "once at start, and when the operator asks"),
    ("GROUP BY d.host", "when the operator asks"),
    (
        "FROM accounts a LEFT JOIN users u ON u.account_id = a.id",
        "a page of accounts, when staff look for some",
    ),
    ("FROM users u CROSS JOIN accounts a\n      WHERE a.id = u.account_id AND u.account_id <", "likewise"),
    ("FROM warning_presets p ORDER BY", "all of them, a few"),
    ("FROM files f", "once in ten minutes, and when the operator asks"),
    ("FROM users u CROSS JOIN favourites v", "those of some days, when staff ask, kept for minutes"),
    ("FROM users u CROSS JOIN statuses s", "likewise"),
    ("FROM reports r WHERE r.id >= $1", "likewise"),
    ("FROM web_hooks w", "a few"),
    ("COUNT(*) FROM web_hook_messages", "what waits, when staff look"),
    ("FROM tag_rules t", "all of them, since they are kept in memory"),
    ("FROM publishers p LEFT JOIN", "a page of them, when staff ask"),
    ("FROM tags t\n      WHERE t.id < $1", "likewise"),
    ("FROM statuses s CROSS JOIN accounts a\n      WHERE s.id >= $1", "likewise"),
    ("DELETE FROM severances WHERE id", "a row for each time, once an hour"),
    ("SUM(r.bytes)", "when the operator asks"),
    ("SUM(CASE WHEN r.file IS NULL", "likewise"),
];

/// People and statuses: enough that the planner would notice, and nearly none.
const SIZES: [(u32, u32); 3] = [(0, 0), (3, 12), (2_000, 60_000)];

fn community(people: u32, statuses: u32) -> Vec<String> {
    let numbers = |last: u32| {
        format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last})")
    };
    if people == 0 {
        return Vec::new();
    }
    vec![
        format!(
            "INSERT INTO accounts (id, username, domain, uri, url, kind, display_name, note_text, note, locked,
                                   discoverable, indexable, hide_collections, fields, emojis, created_at)
             {} SELECT i, 'p' || i, CASE WHEN i % 2 = 0 THEN 'd' || (i % 50) END, 'u' || i, 'w' || i, 'person',
                       '', '', '', FALSE, FALSE, FALSE, FALSE, '[]', '[]', 0 FROM n",
            numbers(people)
        ),
        format!(
            "INSERT INTO statuses (id, account_id, uri, url, in_reply_to_id, in_reply_to_account_id,
                                   reblog_of_id, visibility, is_local, text, content, spoiler_text, sensitive,
                                   emojis, created_at, conversation_id)
             {} SELECT i, 1 + i % {people}, 's' || i, 'v' || i, CASE WHEN i % 4 = 0 THEN i - 3 END,
                       CASE WHEN i % 4 = 0 THEN 1 + (i - 3) % {people} END,
                       CASE WHEN i % 7 = 0 AND i % 4 <> 0 THEN i - 6 END, 'public', i % 2 = 0, '', '', '',
                       FALSE, '[]', 0, i - i % 4 FROM n",
            numbers(statuses)
        ),
        format!(
            "INSERT INTO follows (id, account_id, target_account_id, show_reblogs, notify)
             {} SELECT i, 1 + i % {people}, 1 + (i * 7 + i / {people}) % {people}, TRUE, FALSE FROM n",
            numbers(statuses.min(people * 3))
        ),
        format!(
            "INSERT INTO favourites (id, account_id, status_id)
             {} SELECT i, 1 + i % {people}, i FROM n",
            numbers(statuses)
        ),
        format!(
            "INSERT INTO notifications (id, account_id, from_account_id, kind, status_id, created_at)
             {} SELECT i, 1 + i % {people}, 1 + (i + 1) % {people}, 'favourite', i, 0 FROM n",
            numbers(statuses)
        ),
        format!(
            "INSERT INTO mentions (status_id, account_id) {} SELECT i, 1 + i % {people} FROM n",
            numbers(statuses)
        ),
        format!(
            "INSERT INTO tags (id, name, display_name) {} SELECT i, 't' || i, 't' FROM n",
            numbers(people)
        ),
        format!(
            "INSERT INTO status_tags (tag_id, status_id, position)
             {} SELECT 1 + i % {people}, i, 0 FROM n",
            numbers(statuses)
        ),
    ]
}

fn statements() -> Vec<(String, Sql)> {
    let mut found = Vec::new();
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
        let path = file.unwrap().path();
        let is_source = path.extension().is_some_and(|extension| extension == "rs");
        if is_source && !path.ends_with("sql.rs") && !path.ends_with("plans.rs") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let source = fs::read_to_string(&path).unwrap();
            found.extend(sql::statements_in(&source).into_iter().map(|sql| (name.clone(), sql)));
        }
    }
    found
}

/// Lines of a plan that say that a whole table is read.
fn whole_tables(plan: &[String]) -> impl Iterator<Item = &String> {
    plan.iter().filter(|line| {
        let line = line.trim().trim_start_matches("->").trim();
        let is_sqlite = line.starts_with("SCAN ")
            && !line.contains(" INDEX ")
            && !line.contains(" VIRTUAL TABLE INDEX ")
            && !["SCAN t", "SCAN thread", "SCAN CONSTANT ROW", "SCAN k", "SCAN x"].contains(&line)
            && !line.starts_with("SCAN (subquery");
        // From one id to another, whoever they belong to: as good as the whole.
        let is_sqlite =
            is_sqlite || line.contains("PRIMARY KEY (rowid<") || line.contains("PRIMARY KEY (rowid>");
        let is_postgres = line.starts_with("Seq Scan on ") || line.starts_with("Parallel Seq Scan on ");
        is_sqlite || is_postgres
    })
}

async fn check(store: &Store, label: &str, wrong: &mut BTreeSet<String>) {
    for (file, sql) in statements() {
        let text = sql.for_sqlite().trim();
        if text.starts_with("INSERT") || WHOLE.iter().any(|(part, _)| text.contains(part)) {
            continue;
        }
        let plan = store.explain(&sql).await.unwrap_or_else(|error| panic!("{file}: {error}\n{text}"));
        for line in whole_tables(&plan) {
            wrong.insert(format!("{file} ({label}): {}\n{text}\n", line.trim()));
        }
    }
}

fn told(wrong: &BTreeSet<String>) {
    assert!(wrong.is_empty(), "{}", wrong.iter().cloned().collect::<Vec<_>>().join("\n"));
}

/// SQLite plans from the schema alone here, since nothing is ever analyzed: the plans of an empty database are those
/// of a large one.
#[tokio::test]
async fn no_statement_reads_a_whole_table_on_sqlite_however_much_is_stored() {
    let mut wrong = BTreeSet::new();
    for (people, statuses) in SIZES {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("x.sqlite"), Durability::Normal).unwrap();
        migrate::run(&store, Timestamp::from_millis(1)).await.unwrap();
        for script in community(people, statuses) {
            store.script(&script).await.unwrap();
        }
        check(&store, &format!("{statuses} statuses"), &mut wrong).await;
    }
    told(&wrong);
}

/// PostgreSQL rightly reads small tables whole, so only the large community is telling there.
#[tokio::test]
async fn no_statement_reads_a_whole_large_table_on_postgresql() {
    let Ok(url) = std::env::var("FANFARE_TEST_POSTGRES") else { return };
    let name = format!("plans_{}_{:p}", std::process::id(), &url).replace("0x", "");
    let url = fresh::empty_postgres(&url, &name).await.unwrap();
    let store = Store::postgres(&url, 2).await.unwrap();
    migrate::run(&store, Timestamp::from_millis(1)).await.unwrap();
    let (people, statuses) = SIZES[2];
    for script in community(people, statuses) {
        store.script(&script).await.unwrap();
    }
    store.script("ANALYZE").await.unwrap();
    let mut wrong = BTreeSet::new();
    check(&store, "postgresql", &mut wrong).await;
    let large = ["statuses", "follows", "favourites", "notifications", "mentions", "status_tags"];
    wrong.retain(|line| large.iter().any(|table| line.contains(&format!("Seq Scan on {table} "))));
    told(&wrong);
}
