//! Custom emoji of this server, pictures included.

use model::{CustomEmoji, CustomEmojiId};

use crate::{
    Exec, Result, Sql, Value,
    row::{Cursor, FromRow},
};

static LIST: Sql =
    Sql::new("SELECT {custom_emoji e} FROM custom_emojis e ORDER BY COALESCE(e.category, ''), e.shortcode");

/// All custom emoji, by category and shortcode.
pub async fn list(mut db: impl Exec) -> Result<Vec<CustomEmoji>> {
    db.rows(&LIST, &[]).await
}

static AMONG: Sql = Sql::new(
    "SELECT {custom_emoji e} FROM custom_emojis e WHERE e.shortcode IN {words $1} ORDER BY e.shortcode",
);

/// Those with these shortcodes.
pub async fn among(mut db: impl Exec, shortcodes: &[&str]) -> Result<Vec<CustomEmoji>> {
    if shortcodes.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[Value::json(&shortcodes)]).await
}

static PICTURE: Sql = Sql::new("SELECT e.media_type, e.picture FROM custom_emojis e WHERE e.id = $1");
static STILL: Sql = Sql::new("SELECT e.still FROM custom_emojis e WHERE e.id = $1 AND e.has_still");

/// The media type and bytes of a picture.
pub async fn picture(mut db: impl Exec, id: CustomEmojiId) -> Result<Option<(String, Vec<u8>)>> {
    db.find(&PICTURE, &[id.into()]).await
}

/// The bytes of the picture that stands still, a PNG, if this one moves.
pub async fn still(mut db: impl Exec, id: CustomEmojiId) -> Result<Option<Vec<u8>>> {
    db.find(&STILL, &[id.into()]).await
}

static INSERT: Sql = Sql::new(
    "INSERT INTO custom_emojis
            (id, shortcode, category, media_type, has_still, is_enabled, is_offered, picture, still)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);

/// Adds a custom emoji; fails when its shortcode is taken.
pub async fn insert(
    mut db: impl Exec,
    emoji: &CustomEmoji,
    picture: &[u8],
    still: Option<&[u8]>,
) -> Result<()> {
    let values: [Value<'_>; 9] = [
        emoji.id.into(),
        (&emoji.shortcode).into(),
        (&emoji.category).into(),
        (&emoji.media_type).into(),
        emoji.has_still.into(),
        emoji.is_enabled.into(),
        emoji.is_offered.into(),
        picture.into(),
        still.into(),
    ];
    db.exec(&INSERT, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {custom_emoji e} FROM custom_emojis e WHERE e.id = $1");

/// The custom emoji with this id.
pub async fn find(mut db: impl Exec, id: CustomEmojiId) -> Result<Option<CustomEmoji>> {
    db.find(&FIND, &[id.into()]).await
}

static UPDATE: Sql = Sql::new(
    "UPDATE custom_emojis SET shortcode = $1, category = $2, is_enabled = $3, is_offered = $4 WHERE id = $5",
);

/// Changes all of a custom emoji but its picture; fails when its shortcode is taken.
pub async fn update(mut db: impl Exec, emoji: &CustomEmoji) -> Result<()> {
    let values: [Value<'_>; 5] = [
        (&emoji.shortcode).into(),
        (&emoji.category).into(),
        emoji.is_enabled.into(),
        emoji.is_offered.into(),
        emoji.id.into(),
    ];
    db.exec(&UPDATE, &values).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM custom_emojis WHERE id = $1");

/// Removes a custom emoji.
pub async fn delete(mut db: impl Exec, id: CustomEmojiId) -> Result<()> {
    db.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}

impl FromRow for CustomEmoji {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            shortcode: row.take()?,
            category: row.take()?,
            media_type: row.take()?,
            has_still: row.take()?,
            is_enabled: row.take()?,
            is_offered: row.take()?,
        })
    }
}
