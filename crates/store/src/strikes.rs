//! Strikes with their appeals, and the texts that staff tell again and again.

use model::{
    AccountId, Appeal, Page, Strike, StrikeAction, StrikeId, Timestamp, WarningPreset, WarningPresetId,
};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static INSERT: Sql = Sql::new(
    "INSERT INTO strikes (id, account_id, by_account_id, action, text, status_ids, report_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);

/// Adds a strike.
pub async fn insert(mut tx: &mut Tx, strike: &Strike) -> Result<()> {
    let values: [Value<'_>; 7] = [
        strike.id.into(),
        strike.account_id.into(),
        strike.by_account_id.into(),
        strike.action.as_str().into(),
        (&strike.text).into(),
        Value::json(&strike.status_ids),
        strike.report_id.into(),
    ];
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {strike s} FROM strikes s WHERE s.id = $1");

/// The strike with this id.
pub async fn find(mut db: impl Exec, id: StrikeId) -> Result<Option<Strike>> {
    db.find(&FIND, &[id.into()]).await
}

static LIST: Sql = Sql::new("SELECT {strike s} FROM strikes s WHERE s.id IN {in $1}");

/// The strikes with these ids.
pub async fn list(mut db: impl Exec, ids: &[StrikeId]) -> Result<Vec<Strike>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LIST, &[Value::ids(ids)]).await
}

static OF_DOWN: Sql = Sql::new(
    "SELECT {strike s} FROM strikes s
      WHERE s.account_id = $1 AND s.id < $2 AND s.id > $3 ORDER BY s.id DESC LIMIT $4",
);
static OF_UP: Sql = Sql::new(
    "SELECT {strike s} FROM strikes s
      WHERE s.account_id = $1 AND s.id < $2 AND s.id > $3 ORDER BY s.id LIMIT $4",
);

/// The strikes against an account, newest first.
pub async fn of(db: impl Exec, account: AccountId, page: &Page) -> Result<Vec<Strike>> {
    let values = [account.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&OF_DOWN, &OF_UP], &values, page).await
}

static APPEALED_DOWN: Sql = Sql::new(
    "SELECT {strike s} FROM strikes s
      WHERE s.appealed_at IS NOT NULL AND s.answered_at IS NULL AND s.id < $1 AND s.id > $2
      ORDER BY s.id DESC LIMIT $3",
);
static APPEALED_UP: Sql = Sql::new(
    "SELECT {strike s} FROM strikes s
      WHERE s.appealed_at IS NOT NULL AND s.answered_at IS NULL AND s.id < $1 AND s.id > $2
      ORDER BY s.id LIMIT $3",
);

static COUNT_APPEALED: Sql = Sql::new(
    "SELECT COUNT(*) FROM (
        SELECT 1 FROM strikes s WHERE s.appealed_at IS NOT NULL AND s.answered_at IS NULL LIMIT $1) x",
);

/// How many appeals nobody has answered, up to a limit.
pub async fn count_appealed(mut db: impl Exec, limit: i64) -> Result<i64> {
    db.get(&COUNT_APPEALED, &[limit.into()]).await
}

/// Strikes with an appeal that nobody has answered, newest first.
pub async fn appealed(db: impl Exec, page: &Page) -> Result<Vec<Strike>> {
    let values = [page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&APPEALED_DOWN, &APPEALED_UP], &values, page).await
}

static APPEAL: Sql = Sql::new(
    "UPDATE strikes SET appeal = $1, appealed_at = $2
      WHERE id = $3 AND appealed_at IS NULL AND overruled_at IS NULL",
);

/// Keeps what somebody says against a strike; answers whether they had said nothing yet.
pub async fn appeal(mut tx: &mut Tx, id: StrikeId, text: &str, at: Timestamp) -> Result<bool> {
    Ok(tx.exec(&APPEAL, &[text.into(), at.into(), id.into()]).await? > 0)
}

static ANSWER: Sql = Sql::new(
    "UPDATE strikes SET answered_at = $1, granted = $2, overruled_at = $3
      WHERE id = $4 AND appealed_at IS NOT NULL AND answered_at IS NULL",
);

/// Keeps how an appeal was answered; answers whether it was open.
pub async fn answer(mut tx: &mut Tx, id: StrikeId, at: Timestamp, is_granted: bool) -> Result<bool> {
    let overruled = is_granted.then_some(at);
    Ok(tx.exec(&ANSWER, &[at.into(), is_granted.into(), overruled.into(), id.into()]).await? > 0)
}

impl FromRow for Strike {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        let strike = Self {
            id: row.take()?,
            account_id: row.take()?,
            by_account_id: row.take()?,
            action: row.word(StrikeAction::parse)?,
            text: row.take()?,
            status_ids: row.json()?,
            report_id: row.take()?,
            overruled_at: row.take()?,
            appeal: None,
        };
        let (text, made_at): (Option<String>, Option<Timestamp>) = (row.take()?, row.take()?);
        let (decided_at, is_granted) = (row.take()?, row.take()?);
        let appeal = text.zip(made_at);
        let appeal = appeal.map(|(text, made_at)| Appeal { text, made_at, decided_at, is_granted });
        Ok(Self { appeal, ..strike })
    }
}

static PRESETS: Sql = Sql::new("SELECT p.id, p.title, p.text FROM warning_presets p ORDER BY p.id LIMIT $1");
static PRESET: Sql = Sql::new("SELECT p.id, p.title, p.text FROM warning_presets p WHERE p.id = $1");
static PUT_PRESET: Sql = Sql::new(
    "INSERT INTO warning_presets (id, title, text) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title, text = EXCLUDED.text",
);
static DELETE_PRESET: Sql = Sql::new("DELETE FROM warning_presets WHERE id = $1");

/// All presets, oldest first.
pub async fn presets(mut db: impl Exec, limit: i64) -> Result<Vec<WarningPreset>> {
    db.rows(&PRESETS, &[limit.into()]).await
}

/// The preset with this id.
pub async fn preset(mut db: impl Exec, id: WarningPresetId) -> Result<Option<WarningPreset>> {
    db.find(&PRESET, &[id.into()]).await
}

/// Adds a preset, or changes it.
pub async fn put_preset(mut tx: &mut Tx, preset: &WarningPreset) -> Result<()> {
    tx.exec(&PUT_PRESET, &[preset.id.into(), (&preset.title).into(), (&preset.text).into()]).await?;
    Ok(())
}

/// Removes a preset; answers whether there was one.
pub async fn delete_preset(mut tx: &mut Tx, id: WarningPresetId) -> Result<bool> {
    Ok(tx.exec(&DELETE_PRESET, &[id.into()]).await? > 0)
}

impl FromRow for WarningPreset {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, title: row.take()?, text: row.take()? })
    }
}
