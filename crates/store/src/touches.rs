//! A test of touches: every statement that changes something of which a copy is kept in memory says so.

use std::{fs, path::Path};

/// Tables of which copies are kept.
const KEPT: [&str; 16] = [
    "statuses",
    "mentions",
    "status_tags",
    "polls",
    "quotes",
    "accounts",
    "users",
    "tokens",
    "sessions",
    "favourites",
    "status_reactions",
    "bookmarks",
    "pins",
    "conversation_mutes",
    "preview_cards",
    "status_links",
];

/// Whether a statement changes one of those tables.
fn changes(sql: &str) -> bool {
    let mut words = sql.split_whitespace();
    let table = match (words.next(), words.next()) {
        (Some("UPDATE"), table) => table,
        (Some("INSERT" | "DELETE"), Some(_)) => words.next(),
        _ => None,
    };
    table.is_some_and(|table| KEPT.contains(&table))
}

#[test]
fn every_change_of_what_is_kept_in_memory_is_told() {
    let mut silent = Vec::new();
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs") || path.ends_with("touches.rs") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for after in source.split(concat!("Sql::", "new(")).skip(1) {
            let Some((text, rest)) = after.trim_start().strip_prefix('"').and_then(|it| it.split_once('"'))
            else {
                continue;
            };
            let tail = rest.split(';').next().unwrap_or_default();
            if changes(text) && !tail.contains(".touching") {
                silent.push(format!("{}: {text}", path.display()));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
