//! Preview cards: what is known of the pages that statuses link to, and which statuses link to a page.

use model::{CardImage, CardPicture, Player, PreviewCard, PreviewCardId, StatusId, Timestamp};

use crate::{
    Exec, Result, Sql, Touch, Tx, Value,
    row::{Cursor, FromRow},
};

static UPSERT: Sql = Sql::new(
    "INSERT INTO preview_cards
            (id, link, url, title, description, author_name, author_url, creator_id, provider_name, provider_url,
             player_url, player_width, player_height, image_url, image_width, image_height, image_description,
             picture_width, picture_height, picture_blurhash, language, published_at, fetched_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
         ON CONFLICT (link)
            DO UPDATE SET url = excluded.url, title = excluded.title, description = excluded.description,
                          author_name = excluded.author_name, author_url = excluded.author_url,
                          creator_id = excluded.creator_id, provider_name = excluded.provider_name,
                          provider_url = excluded.provider_url, player_url = excluded.player_url,
                          player_width = excluded.player_width, player_height = excluded.player_height,
                          image_url = excluded.image_url, image_width = excluded.image_width,
                          image_height = excluded.image_height, image_description = excluded.image_description,
                          picture_width = excluded.picture_width, picture_height = excluded.picture_height,
                          picture_blurhash = excluded.picture_blurhash, language = excluded.language,
                          published_at = excluded.published_at,
                          fetched_at = excluded.fetched_at",
)
.touching_nothing();

/// Keeps what is known of a page, in place of what was known before. What is kept in memory of the statuses in
/// `shown_in` is read anew.
pub async fn upsert(mut tx: &mut Tx, card: &PreviewCard, shown_in: &[StatusId]) -> Result<()> {
    let (player, image) = (card.player.as_ref(), card.image.as_ref());
    let pixels = |pixels: Option<u32>| Value::from(i64::from(pixels.unwrap_or_default()));
    let picture = card.picture.as_ref();
    let values: [Value<'_>; 23] = [
        card.id.into(),
        (&card.link).into(),
        (&card.url).into(),
        (&card.title).into(),
        (&card.description).into(),
        (&card.author_name).into(),
        (&card.author_url).into(),
        card.creator_id.into(),
        (&card.provider_name).into(),
        (&card.provider_url).into(),
        player.map(|player| player.url.as_str()).into(),
        pixels(player.map(|player| player.width)),
        pixels(player.map(|player| player.height)),
        image.map(|image| image.url.as_str()).into(),
        pixels(image.map(|image| image.width)),
        pixels(image.map(|image| image.height)),
        image.map_or("", |image| image.description.as_str()).into(),
        picture.map(|picture| i64::from(picture.width)).into(),
        picture.map(|picture| i64::from(picture.height)).into(),
        picture.and_then(|picture| picture.blurhash.as_deref()).into(),
        (&card.language).into(),
        card.published_at.into(),
        card.fetched_at.into(),
    ];
    tx.exec(&UPSERT, &values).await?;
    for status in shown_in {
        tx.touch(Touch::Status, status.get());
    }
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {preview_card c} FROM preview_cards c WHERE c.link = $1");
static FIND_BY_ID: Sql = Sql::new("SELECT {preview_card c} FROM preview_cards c WHERE c.id = $1");

/// The card with this id.
pub async fn find_by_id(mut db: impl Exec, id: PreviewCardId) -> Result<Option<PreviewCard>> {
    db.find(&FIND_BY_ID, &[id.into()]).await
}

/// What is known of a page.
pub async fn find(mut db: impl Exec, link: &str) -> Result<Option<PreviewCard>> {
    db.find(&FIND, &[link.into()]).await
}

static LIST: Sql =
    Sql::new("SELECT {preview_card c} FROM preview_cards c WHERE c.link IN {words $1} ORDER BY c.id");

/// What is known of these pages.
pub async fn list(mut db: impl Exec, links: &[String]) -> Result<Vec<PreviewCard>> {
    if links.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LIST, &[Value::json(&links)]).await
}

static WITH_PICTURE: Sql = Sql::new(
    "SELECT {preview_card c} FROM preview_cards c
      WHERE c.image_url = $1 AND c.picture_width IS NOT NULL ORDER BY c.id LIMIT 1",
);

/// What is known of the picture that is elsewhere at this address, if it is kept here.
pub async fn find_picture(mut db: impl Exec, url: &str) -> Result<Option<CardPicture>> {
    let card: Option<PreviewCard> = db.find(&WITH_PICTURE, &[url.into()]).await?;
    Ok(card.and_then(|card| card.picture))
}

static SET_PICTURE: Sql = Sql::new(
    "UPDATE preview_cards SET picture_width = $1, picture_height = $2, picture_blurhash = $3 WHERE image_url = $4",
)
.touching_nothing();
static SHOWING: Sql = Sql::new(
    "SELECT l.status_id
       FROM preview_cards c
       JOIN status_links l ON l.url = c.link
      WHERE c.image_url = $1
      ORDER BY l.status_id DESC LIMIT $2",
);

/// The picture at this address is kept here from now on. What is kept in memory of the newest statuses that show it is
/// read anew, `limit` of them.
pub async fn set_picture(mut tx: &mut Tx, url: &str, picture: &CardPicture, limit: i64) -> Result<()> {
    let CardPicture { width, height, blurhash } = picture;
    let values = [i64::from(*width).into(), i64::from(*height).into(), blurhash.into(), url.into()];
    tx.exec(&SET_PICTURE, &values).await?;
    let shown_in: Vec<StatusId> = tx.rows(&SHOWING, &[url.into(), limit.into()]).await?;
    for status in shown_in {
        tx.touch(Touch::Status, status.get());
    }
    Ok(())
}

static LINKS: Sql = Sql::new(
    "SELECT l.status_id, l.url FROM status_links l WHERE l.status_id IN {in $1}
      ORDER BY l.status_id, l.position, l.url",
);

/// The pages that these statuses link to, those of each in order.
pub async fn links(mut db: impl Exec, statuses: &[StatusId]) -> Result<Vec<(StatusId, String)>> {
    if statuses.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LINKS, &[Value::json(&statuses)]).await
}

static LINKING: Sql =
    Sql::new("SELECT l.status_id FROM status_links l WHERE l.url = $1 ORDER BY l.status_id DESC LIMIT $2");

/// The newest statuses that link to a page.
pub async fn linking(mut db: impl Exec, link: &str, limit: i64) -> Result<Vec<StatusId>> {
    db.rows(&LINKING, &[link.into(), limit.into()]).await
}

static DELETE_OLD: Sql = Sql::new(
    "DELETE FROM preview_cards
      WHERE id IN (SELECT c.id FROM preview_cards c WHERE c.fetched_at < $1 ORDER BY c.fetched_at, c.id LIMIT $2)",
)
.touching_nothing();

/// Forgets what was found before `before`, the oldest first.
pub async fn delete_old(mut db: impl Exec, before: Timestamp, limit: i64) -> Result<u64> {
    db.exec(&DELETE_OLD, &[before.into(), limit.into()]).await
}

impl FromRow for PreviewCard {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            link: row.take()?,
            url: row.take()?,
            title: row.take()?,
            description: row.take()?,
            author_name: row.take()?,
            author_url: row.take()?,
            creator_id: row.take()?,
            provider_name: row.take()?,
            provider_url: row.take()?,
            player: player(row)?,
            image: image(row)?,
            picture: picture(row)?,
            language: row.take()?,
            published_at: row.take()?,
            fetched_at: row.take()?,
        })
    }
}

fn player(row: &mut Cursor<'_>) -> Result<Option<Player>> {
    let url: Option<String> = row.take()?;
    let (width, height) = (pixels(row)?, pixels(row)?);
    Ok(url.map(|url| Player { url, width, height }))
}

fn image(row: &mut Cursor<'_>) -> Result<Option<CardImage>> {
    let url: Option<String> = row.take()?;
    let (width, height, description) = (pixels(row)?, pixels(row)?, row.take()?);
    Ok(url.map(|url| CardImage { url, width, height, description }))
}

fn picture(row: &mut Cursor<'_>) -> Result<Option<CardPicture>> {
    let (width, height): (Option<i64>, Option<i64>) = (row.take()?, row.take()?);
    let blurhash = row.take()?;
    let size =
        width.zip(height).and_then(|(width, height)| Some((width.try_into().ok()?, height.try_into().ok()?)));
    Ok(size.map(|(width, height)| CardPicture { width, height, blurhash }))
}

fn pixels(row: &mut Cursor<'_>) -> Result<u32> {
    let pixels: i64 = row.take()?;
    Ok(u32::try_from(pixels).unwrap_or_default())
}
