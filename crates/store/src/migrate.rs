//! Migrations: numbered scripts, each run once, in order, in a transaction of its own.

use std::hash::{DefaultHasher, Hash, Hasher};

use model::Timestamp;

use crate::{Error, Exec, Result, Sql, Store};

/// What a migration does.
enum Script {
    /// The same on both engines.
    Same(&'static str),
    /// What the engines do in ways of their own.
    Each { sqlite: &'static str, postgres: &'static str },
}
use Script::{Each, Same};

/// Every migration, oldest first. A released one is never changed.
const MIGRATIONS: &[(i64, &str, Script)] = &[
    (1, "accounts", Same(include_str!("../migrations/0001_accounts.sql"))),
    (2, "statuses", Same(include_str!("../migrations/0002_statuses.sql"))),
    (3, "relationships", Same(include_str!("../migrations/0003_relationships.sql"))),
    (4, "oauth", Same(include_str!("../migrations/0004_oauth.sql"))),
    (5, "events", Same(include_str!("../migrations/0005_events.sql"))),
    (6, "federation", Same(include_str!("../migrations/0006_federation.sql"))),
    (7, "settings", Same(include_str!("../migrations/0007_settings.sql"))),
    (8, "living_together", Same(include_str!("../migrations/0008_living_together.sql"))),
    (9, "plans", Same(include_str!("../migrations/0009_plans.sql"))),
    (10, "people", Same(include_str!("../migrations/0010_people.sql"))),
    (11, "polls_and_edits", Same(include_str!("../migrations/0011_polls_and_edits.sql"))),
    (12, "extras", Same(include_str!("../migrations/0012_extras.sql"))),
    (13, "notifications", Same(include_str!("../migrations/0013_notifications.sql"))),
    (14, "lists", Same(include_str!("../migrations/0014_lists.sql"))),
    (15, "filters", Same(include_str!("../migrations/0015_filters.sql"))),
    (16, "profiles", Same(include_str!("../migrations/0016_profiles.sql"))),
    (
        17,
        "finding",
        Each {
            sqlite: include_str!("../migrations/0017_finding.sqlite.sql"),
            postgres: include_str!("../migrations/0017_finding.postgres.sql"),
        },
    ),
    (18, "explore", Same(include_str!("../migrations/0018_explore.sql"))),
    (19, "push", Same(include_str!("../migrations/0019_push.sql"))),
    (20, "quotes", Same(include_str!("../migrations/0020_quotes.sql"))),
    (21, "covering", Same(include_str!("../migrations/0021_covering.sql"))),
    (
        22,
        "vocabulary",
        Each {
            sqlite: include_str!("../migrations/0022_vocabulary.sqlite.sql"),
            postgres: include_str!("../migrations/0022_vocabulary.postgres.sql"),
        },
    ),
    (23, "neighbours", Same(include_str!("../migrations/0023_neighbours.sql"))),
    (24, "inbox", Same(include_str!("../migrations/0024_inbox.sql"))),
    (25, "moving", Same(include_str!("../migrations/0025_moving.sql"))),
    (26, "inquiries", Same(include_str!("../migrations/0026_inquiries.sql"))),
    (27, "patience", Same(include_str!("../migrations/0027_patience.sql"))),
    (29, "domain_allows", Same(include_str!("../migrations/0029_domain_allows.sql"))),
    (30, "relays", Same(include_str!("../migrations/0030_relays.sql"))),
    (32, "interaction_policies", Same(include_str!("../migrations/0032_interaction_policies.sql"))),
    (33, "attachments", Same(include_str!("../migrations/0033_attachments.sql"))),
    (34, "preview_cards", Same(include_str!("../migrations/0034_preview_cards.sql"))),
    (35, "remote_files", Same(include_str!("../migrations/0035_remote_files.sql"))),
    (38, "status_reactions", Same(include_str!("../migrations/0038_status_reactions.sql"))),
    (39, "consent", Same(include_str!("../migrations/0039_consent.sql"))),
    (40, "still_emojis", Same(include_str!("../migrations/0040_still_emojis.sql"))),
    (41, "media_policies", Same(include_str!("../migrations/0041_media_policies.sql"))),
    (42, "counts", Same(include_str!("../migrations/0042_counts.sql"))),
    (43, "moved_files", Same(include_str!("../migrations/0043_moved_files.sql"))),
    (45, "kept_pictures", Same(include_str!("../migrations/0045_kept_pictures.sql"))),
    (48, "imprints", Same(include_str!("../migrations/0048_imprints.sql"))),
    (49, "session_tokens", Same(include_str!("../migrations/0049_session_tokens.sql"))),
    (50, "invites", Same(include_str!("../migrations/0050_invites.sql"))),
    (59, "letters", Same(include_str!("../migrations/0059_letters.sql"))),
    (53, "sessions", Same(include_str!("../migrations/0053_sessions.sql"))),
    (54, "two_factor", Same(include_str!("../migrations/0054_two_factor.sql"))),
    (55, "imports", Same(include_str!("../migrations/0055_imports.sql"))),
    (56, "archives", Same(include_str!("../migrations/0056_archives.sql"))),
    (57, "clean_ups", Same(include_str!("../migrations/0057_clean_ups.sql"))),
    (60, "visits", Same(include_str!("../migrations/0060_visits.sql"))),
    (61, "roles", Same(include_str!("../migrations/0061_roles.sql"))),
    (62, "passkeys", Same(include_str!("../migrations/0062_passkeys.sql"))),
    (64, "moderation", Same(include_str!("../migrations/0064_moderation.sql"))),
    (68, "neighbour_blocks", Same(include_str!("../migrations/0068_neighbour_blocks.sql"))),
    (69, "door", Same(include_str!("../migrations/0069_door.sql"))),
    (70, "blocklists", Same(include_str!("../migrations/0070_blocklists.sql"))),
    (71, "agreements", Same(include_str!("../migrations/0071_agreements.sql"))),
    (74, "house", Same(include_str!("../migrations/0074_house.sql"))),
    (75, "figures", Same(include_str!("../migrations/0075_figures.sql"))),
    (76, "trend_reviews", Same(include_str!("../migrations/0076_trend_reviews.sql"))),
    (77, "web_hooks", Same(include_str!("../migrations/0077_web_hooks.sql"))),
    (78, "house_texts", Same(include_str!("../migrations/0078_house_texts.sql"))),
    (79, "content_rules", Same(include_str!("../migrations/0079_content_rules.sql"))),
    (80, "held_statuses", Same(include_str!("../migrations/0080_held_statuses.sql"))),
    (81, "rehearsals", Same(include_str!("../migrations/0081_rehearsals.sql"))),
    (83, "unused_applications", Same(include_str!("../migrations/0083_unused_applications.sql"))),
    (87, "announcement_mailings", Same(include_str!("../migrations/0087_announcement_mailings.sql"))),
    (88, "report_messages", Same(include_str!("../migrations/0088_report_messages.sql"))),
    (89, "update_feeds", Same(include_str!("../migrations/0089_update_feeds.sql"))),
    (90, "sealed_files", Same(include_str!("../migrations/0090_sealed_files.sql"))),
    (91, "removed_rules", Same(include_str!("../migrations/0091_removed_rules.sql"))),
];

static DONE: Sql = Sql::new("SELECT version FROM migrations ORDER BY version");

/// A word that is another for each list of migrations.
pub(crate) fn fingerprint() -> String {
    let mut hasher = DefaultHasher::new();
    for (version, name, script) in MIGRATIONS {
        let scripts = match script {
            Same(script) => [*script, *script],
            Each { sqlite, postgres } => [*sqlite, *postgres],
        };
        (version, name, scripts).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// Brings the database to this program's schema. Refuses one that is newer than the program.
pub async fn run(store: &Store, now: Timestamp) -> Result<()> {
    store
        .script(
            "CREATE TABLE IF NOT EXISTS migrations (
                version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)",
        )
        .await?;
    let mut db = store;
    let done: Vec<i64> = db.rows(&DONE, &[]).await?;
    if let Some(newer) = done.iter().find(|version| !MIGRATIONS.iter().any(|(v, ..)| v == *version)) {
        return Err(Error::Migration(format!(
            "the database has migration {newer}, which this program does not know; use a newer program"
        )));
    }
    for (version, name, script) in MIGRATIONS {
        if !done.contains(version) {
            let script = match script {
                Same(script) => script,
                Each { sqlite, .. } if store.is_sqlite() => sqlite,
                Each { postgres, .. } => postgres,
            };
            let record = format!("INSERT INTO migrations VALUES ({version}, '{name}', {})", now.as_millis());
            store
                .script(&format!("{script};\n{record}"))
                .await
                .map_err(|error| Error::Migration(format!("migration {version} ({name}): {error}")))?;
        }
    }
    Ok(())
}
