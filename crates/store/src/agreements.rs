//! Agreements: what those who joined agreed to, as it was then.

use model::{Timestamp, UserId};

use crate::{Exec, Result, Sql, Tx};

static KEEP_TEXT: Sql = Sql::new(
    "INSERT INTO agreed_texts (version, rules, privacy_policy, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (version) DO NOTHING",
);
static AGREE: Sql = Sql::new(
    "INSERT INTO agreements (user_id, version, agreed_at) VALUES ($1, $2, $3)
         ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, agreed_at = excluded.agreed_at",
);

/// A user agrees to the rules and the privacy policy of a version.
pub async fn agree(
    mut tx: &mut Tx,
    user: UserId,
    version: &str,
    (rules, privacy_policy): (&str, &str),
    at: Timestamp,
) -> Result<()> {
    tx.exec(&KEEP_TEXT, &[version.into(), rules.into(), privacy_policy.into(), at.into()]).await?;
    tx.exec(&AGREE, &[user.into(), version.into(), at.into()]).await?;
    Ok(())
}

static OF: Sql = Sql::new(
    "SELECT g.agreed_at, x.rules, x.privacy_policy FROM agreements g
       JOIN agreed_texts x ON x.version = g.version
      WHERE g.user_id = $1",
);

/// When a user agreed, and to which rules and privacy policy.
pub async fn of(mut db: impl Exec, user: UserId) -> Result<Option<(Timestamp, String, String)>> {
    db.find(&OF, &[user.into()]).await
}
