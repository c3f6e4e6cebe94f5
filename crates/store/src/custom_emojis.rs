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
    "INSERT INTO custom_emojis (id, shortcode, category, media_type, has_still, picture, still)
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);

/// Adds a custom emoji; fails when its shortcode is taken.
pub async fn insert(
    mut db: impl Exec,
    emoji: &CustomEmoji,
    picture: &[u8],
    still: Option<&[u8]>,
) -> Result<()> {
    let values: [Value<'_>; 7] = [
        emoji.id.into(),
        (&emoji.shortcode).into(),
        (&emoji.category).into(),
        (&emoji.media_type).into(),
        emoji.has_still.into(),
        picture.into(),
        still.into(),
    ];
    db.exec(&INSERT, &values).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM custom_emojis WHERE shortcode = $1");

/// Removes a custom emoji; answers whether there was one.
pub async fn delete(mut db: impl Exec, shortcode: &str) -> Result<bool> {
    Ok(db.exec(&DELETE, &[shortcode.into()]).await? > 0)
}

impl FromRow for CustomEmoji {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            shortcode: row.take()?,
            category: row.take()?,
            media_type: row.take()?,
            has_still: row.take()?,
        })
    }
}
