//! Terms of service and privacy policies, with those that counted before.

use model::{HouseText, HouseTextId, house_text::HouseTextKind};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static LIST: Sql = Sql::new(
    "SELECT {house_text h} FROM house_texts h WHERE h.kind = $1 ORDER BY h.effective_day DESC, h.id DESC LIMIT $2",
);

/// All of a kind, those that count last first.
pub async fn list(mut db: impl Exec, kind: HouseTextKind, limit: i64) -> Result<Vec<HouseText>> {
    db.rows(&LIST, &[kind.as_str().into(), limit.into()]).await
}

static FIND: Sql = Sql::new("SELECT {house_text h} FROM house_texts h WHERE h.id = $1");

/// The one with this id.
pub async fn find(mut db: impl Exec, id: HouseTextId) -> Result<Option<HouseText>> {
    db.find(&FIND, &[id.into()]).await
}

static PUT: Sql = Sql::new(
    "INSERT INTO house_texts (id, kind, text, changelog, effective_day, published_at)
     VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE
        SET text = EXCLUDED.text, changelog = EXCLUDED.changelog, effective_day = EXCLUDED.effective_day,
            published_at = EXCLUDED.published_at",
);

/// Adds one, or changes the one with its id; fails if another of its kind counts from the same day on.
pub async fn put(mut tx: &mut Tx, text: &HouseText) -> Result<()> {
    let values: [Value<'_>; 6] = [
        text.id.into(),
        text.kind.as_str().into(),
        (&text.text).into(),
        (&text.changelog).into(),
        text.effective_day.into(),
        text.published_at.into(),
    ];
    tx.exec(&PUT, &values).await?;
    Ok(())
}

static DELETE_DAY: Sql = Sql::new("DELETE FROM house_texts WHERE kind = $1 AND effective_day = $2");

/// Forgets what was to count from a day on, since something else does.
pub async fn delete_day(mut tx: &mut Tx, kind: HouseTextKind, day: i64) -> Result<()> {
    tx.exec(&DELETE_DAY, &[kind.as_str().into(), day.into()]).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM house_texts WHERE id = $1");

/// Forgets one.
pub async fn delete(mut tx: &mut Tx, id: HouseTextId) -> Result<()> {
    tx.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}

impl FromRow for HouseText {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            kind: row.word(HouseTextKind::parse)?,
            text: row.take()?,
            changelog: row.take()?,
            effective_day: row.take()?,
            published_at: row.take()?,
        })
    }
}
