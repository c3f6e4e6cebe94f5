//! Rows: how columns become values and entities. An entity's columns are listed once, beside its reader.

use model::{
    Account, AccountKind, Application, Approval, Follow, Id, InteractionPolicy, Mention, Notification,
    NotificationKind, Scopes, Status, Tag, Timestamp, Token, User, Visibility,
};
use serde::de::DeserializeOwned;

use crate::{Error, Result};

/// A row of either engine.
pub enum Row<'a> {
    /// From SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// From PostgreSQL.
    Postgres(&'a tokio_postgres::Row),
}

/// Reads a row's columns from left to right.
pub struct Cursor<'a> {
    row: Row<'a>,
    next: usize,
}

impl<'a> Cursor<'a> {
    /// Before the first column.
    pub fn new(row: Row<'a>) -> Self {
        Self { row, next: 0 }
    }

    /// The next column.
    pub fn take<T: Column>(&mut self) -> Result<T> {
        let column = self.next;
        self.next += 1;
        T::read(&self.row, column)
    }

    /// The next column, which holds JSON text.
    pub fn json<T: DeserializeOwned>(&mut self) -> Result<T> {
        let column = self.next;
        let text: String = self.take()?;
        serde_json::from_str(&text).map_err(|error| Error::Corrupt { column, problem: error.to_string() })
    }

    /// The next column, which holds one of a set of words.
    pub(crate) fn word<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
        let column = self.next;
        let text: String = self.take()?;
        parse(&text).ok_or_else(|| Error::Corrupt { column, problem: format!("unknown word {text}") })
    }
}

/// A type that one column can hold.
pub trait Column: Sized {
    /// Reads the column at `index`.
    fn read(row: &Row<'_>, index: usize) -> Result<Self>;
}

/// A type that one or more neighbouring columns hold.
pub trait FromRow: Sized + Send {
    /// Reads its columns.
    fn from_row(cursor: &mut Cursor<'_>) -> Result<Self>;
}

impl<A: FromRow, B: FromRow> FromRow for (A, B) {
    fn from_row(cursor: &mut Cursor<'_>) -> Result<Self> {
        Ok((A::from_row(cursor)?, B::from_row(cursor)?))
    }
}
impl<A: FromRow, B: FromRow, C: FromRow> FromRow for (A, B, C) {
    fn from_row(cursor: &mut Cursor<'_>) -> Result<Self> {
        Ok((A::from_row(cursor)?, B::from_row(cursor)?, C::from_row(cursor)?))
    }
}
impl<A: FromRow, B: FromRow, C: FromRow, D: FromRow> FromRow for (A, B, C, D) {
    fn from_row(cursor: &mut Cursor<'_>) -> Result<Self> {
        Ok((A::from_row(cursor)?, B::from_row(cursor)?, C::from_row(cursor)?, D::from_row(cursor)?))
    }
}
impl<T: Column + Send> FromRow for T {
    fn from_row(cursor: &mut Cursor<'_>) -> Result<Self> {
        cursor.take()
    }
}

impl Column for i64 {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        Ok(match row {
            Row::Sqlite(row) => row.get(index)?,
            Row::Postgres(row) => row.try_get(index)?,
        })
    }
}
impl Column for bool {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        Ok(match row {
            Row::Sqlite(row) => row.get(index)?,
            Row::Postgres(row) => row.try_get(index)?,
        })
    }
}
impl Column for String {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        Ok(match row {
            Row::Sqlite(row) => row.get(index)?,
            Row::Postgres(row) => row.try_get(index)?,
        })
    }
}
impl Column for Vec<u8> {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        Ok(match row {
            Row::Sqlite(row) => row.get(index)?,
            Row::Postgres(row) => row.try_get(index)?,
        })
    }
}
impl<T: Column> Column for Option<T> {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        let is_null = match row {
            Row::Sqlite(row) => row.get_ref(index)? == rusqlite::types::ValueRef::Null,
            Row::Postgres(row) => row.try_get::<_, Present>(index)?.is_null(),
        };
        if is_null { Ok(None) } else { T::read(row, index).map(Some) }
    }
}
impl Column for Timestamp {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        i64::read(row, index).map(Self::from_millis)
    }
}
impl<T> Column for Id<T> {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        i64::read(row, index).map(Self::new)
    }
}

/// Whether a PostgreSQL column holds a value, of whatever type.
enum Present {
    Yes,
    No,
}

impl Present {
    fn is_null(&self) -> bool {
        matches!(self, Self::No)
    }
}

impl tokio_postgres::types::FromSql<'_> for Present {
    fn from_sql(
        _: &tokio_postgres::types::Type,
        _: &[u8],
    ) -> std::result::Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self::Yes)
    }

    fn from_sql_null(
        _: &tokio_postgres::types::Type,
    ) -> std::result::Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self::No)
    }

    fn accepts(_: &tokio_postgres::types::Type) -> bool {
        true
    }
}

const ACCOUNT: &str = "id username domain uri url kind display_name note_text note locked discoverable \
    indexable hide_collections avatar_url header_url fields emojis attribution_domains tabs inbox_url shared_inbox_url followers_url \
    followers_count following_count statuses_count last_status_at created_at fetched_at suspended_at \
    suspended_by_home limited_at sensitized_at also_known_as moved_to_id moved_at memorial collections pictures";
const STATUS: &str = "id account_id uri url in_reply_to_id in_reply_to_account_id reblog_of_id visibility text \
    content spoiler_text sensitive language application_id emojis replies_count reblogs_count \
    favourites_count created_at edited_at local_only quote_policy interaction_policy searchable quotes_count conversation_id";
const USER: &str = "id account_id email password_hash role_id confirmed_at approved_at disabled_at created_at \
    reason preferences";
const APPLICATION: &str = "id name website redirect_uris scopes client_id client_secret_hash created_at";
const IMPORT: &str =
    "id account_id kind overwrites is_pruned lines_total lines_done lines_failed created_at finished_at";
const ARCHIVE: &str = "id account_id requested_at tries finished_at file bytes";
const SESSION: &str = "id user_id csrf user_agent network created_at last_seen_at confirmed_at expires_at";
const TOKEN: &str = "id application_id user_id scopes created_at";
const FOLLOW: &str = "id account_id target_account_id uri show_reblogs notify languages";
const POLL: &str = "id status_id account_id multiple hide_totals expires_at voters_count";
const EDIT: &str = "id status_id content spoiler_text sensitive emojis poll_options attachments created_at";
const ATTACHMENT: &str = "id account_id status_id kind state problem file small remote_url description focus \
    blurhash meta is_sealed";
const LIST: &str = "id account_id title replies_policy exclusive";
const FILTER: &str = "id account_id title contexts action expires_at";
const BLOCK: &str = "id account_id target_account_id uri";
const MUTE: &str = "id account_id target_account_id hides_notifications expires_at";
const NOTIFICATION: &str =
    "id account_id from_account_id kind status_id created_at group_key filtered about_id";
const NOTIFICATION_REQUEST: &str =
    "id account_id from_account_id last_status_id notifications_count created_at updated_at";
const CONVERSATION: &str = "id account_id thread_id participants statuses last_status_id unread";
const QUOTE: &str = "status_id account_id quoted_status_id quoted_account_id state authorization_uri";
const TAG: &str = "id name display_name";
const CONTENT_RULE: &str =
    "id name is_live looks_at conditions action notice expires_at created_at updated_at rehearsed_at";
const RULE_HIT: &str =
    "id rule_id rule_name action because account_id status_id digest report_id state undone_at allowed_until";
const RULE: &str = "id text hint position translations";
const ROLE: &str = "id name color position permissions highlighted requires_two_factor";
const AUDIT: &str = "number at account_id actor action target_kind target_id target details seal";
const NEIGHBOUR_BLOCK: &str =
    "id domain severity reject_media reject_reports private_comment public_comment obfuscate created_at";
const SEVERED_FOLLOW: &str =
    "id local_account_id remote_account_id is_following uri show_reblogs notify languages lists";
const ACCOUNT_SEVERANCE: &str = "id account_id followers_count following_count";
const EMAIL_DOMAIN_BLOCK: &str = "id domain allow_with_approval created_at";
const CANONICAL_EMAIL_BLOCK: &str = "id hash";
const IP_BLOCK: &str = "id network severity comment expires_at created_at";
const USERNAME_BLOCK: &str = "id username exact allow_with_approval created_at";
const BLOCKLIST: &str = "id name subscription_id by_name created_at undone_at";
const BLOCKLIST_SUBSCRIPTION: &str =
    "id url name applies least text read_at due_at failures last_error created_at";
const INVITE: &str = "id account_id code uses uses_most expires_at follows_maker created_at";
const CUSTOM_EMOJI: &str = "id shortcode category media_type has_still is_enabled is_offered";
const ANNOUNCEMENT: &str =
    "id text content starts_at ends_at all_day published_at updated_at is_draft is_told";
const PUSH_SUBSCRIPTION: &str =
    "id token_id account_id access_token endpoint p256dh auth standard alerts policy";
const PREVIEW_CARD: &str = "id link url title description author_name author_url creator_id provider_name provider_url player_url \
    player_width player_height image_url image_width image_height image_description picture_width picture_height \
    picture_blurhash language published_at fetched_at";
const HOUSE_TEXT: &str = "id kind text changelog effective_day published_at";
const WEB_HOOK: &str = "id url secret events is_enabled created_at updated_at failures last_error";
const REPORT: &str = "id account_id target_account_id category comment status_ids rule_ids resolved_at uri \
    forwarded assigned_account_id resolved_by_account_id updated_at is_automatic";
const STRIKE: &str = "id account_id by_account_id action text status_ids report_id overruled_at appeal appealed_at \
    answered_at granted";

/// The columns of an entity, in the order in which its reader takes them.
pub(crate) fn columns(entity: &str) -> impl Iterator<Item = &'static str> {
    let columns = match entity {
        "account" => ACCOUNT,
        "status" => STATUS,
        "user" => USER,
        "application" => APPLICATION,
        "import" => IMPORT,
        "archive" => ARCHIVE,
        "session" => SESSION,
        "token" => TOKEN,
        "follow" => FOLLOW,
        "block" => BLOCK,
        "filter" => FILTER,
        "list" => LIST,
        "poll" => POLL,
        "edit" => EDIT,
        "attachment" => ATTACHMENT,
        "mute" => MUTE,
        "notification" => NOTIFICATION,
        "notification_request" => NOTIFICATION_REQUEST,
        "conversation" => CONVERSATION,
        "tag" => TAG,
        "quote" => QUOTE,
        "rule" => RULE,
        "content_rule" => CONTENT_RULE,
        "rule_hit" => RULE_HIT,
        "role" => ROLE,
        "audit" => AUDIT,
        "neighbour_block" => NEIGHBOUR_BLOCK,
        "severed_follow" => SEVERED_FOLLOW,
        "account_severance" => ACCOUNT_SEVERANCE,
        "email_domain_block" => EMAIL_DOMAIN_BLOCK,
        "canonical_email_block" => CANONICAL_EMAIL_BLOCK,
        "ip_block" => IP_BLOCK,
        "username_block" => USERNAME_BLOCK,
        "blocklist" => BLOCKLIST,
        "blocklist_subscription" => BLOCKLIST_SUBSCRIPTION,
        "invite" => INVITE,
        "custom_emoji" => CUSTOM_EMOJI,
        "announcement" => ANNOUNCEMENT,
        "preview_card" => PREVIEW_CARD,
        "house_text" => HOUSE_TEXT,
        "web_hook" => WEB_HOOK,
        "report" => REPORT,
        "strike" => STRIKE,
        "push_subscription" => PUSH_SUBSCRIPTION,
        other => panic!("no entity is called {other}"),
    };
    columns.split_ascii_whitespace()
}

impl FromRow for Account {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            username: row.take()?,
            domain: row.take()?,
            uri: row.take()?,
            url: row.take()?,
            kind: row.word(AccountKind::parse)?,
            display_name: row.take()?,
            note_text: row.take()?,
            note: row.take()?,
            locked: row.take()?,
            discoverable: row.take()?,
            indexable: row.take()?,
            hide_collections: row.take()?,
            avatar_url: row.take()?,
            header_url: row.take()?,
            fields: row.json()?,
            emojis: row.json()?,
            attribution_domains: row.json()?,
            tabs: row.json()?,
            inbox_url: row.take()?,
            shared_inbox_url: row.take()?,
            followers_url: row.take()?,
            followers_count: row.take()?,
            following_count: row.take()?,
            statuses_count: row.take()?,
            last_status_at: row.take()?,
            created_at: row.take()?,
            fetched_at: row.take()?,
            suspended_at: row.take()?,
            suspended_by_home: row.take()?,
            limited_at: row.take()?,
            sensitized_at: row.take()?,
            also_known_as: row.json()?,
            moved_to_id: row.take()?,
            moved_at: row.take()?,
            memorial: row.take()?,
            collections: row.json()?,
            pictures: row.json()?,
        })
    }
}

impl FromRow for Status {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            uri: row.take()?,
            url: row.take()?,
            in_reply_to_id: row.take()?,
            in_reply_to_account_id: row.take()?,
            reblog_of_id: row.take()?,
            visibility: row.word(Visibility::stored)?,
            text: row.take()?,
            content: row.take()?,
            spoiler_text: row.take()?,
            sensitive: row.take()?,
            language: row.take()?,
            application_id: row.take()?,
            emojis: row.json()?,
            replies_count: row.take()?,
            reblogs_count: row.take()?,
            favourites_count: row.take()?,
            created_at: row.take()?,
            edited_at: row.take()?,
            local_only: row.take()?,
            quote_approval: Approval::from_number(row.take()?),
            interaction_policy: InteractionPolicy::from_number(row.take()?),
            searchable: row.take()?,
            quotes_count: row.take()?,
            conversation_id: row.take()?,
        })
    }
}

impl FromRow for User {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            email: row.take()?,
            password_hash: row.take()?,
            role_id: row.take()?,
            confirmed_at: row.take()?,
            approved_at: row.take()?,
            disabled_at: row.take()?,
            created_at: row.take()?,
            reason: row.take()?,
            preferences: row.json()?,
        })
    }
}

impl FromRow for Application {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            name: row.take()?,
            website: row.take()?,
            redirect_uris: row.json()?,
            scopes: scopes(row)?,
            client_id: row.take()?,
            client_secret_hash: row.take()?,
            created_at: row.take()?,
        })
    }
}

impl FromRow for Token {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            application_id: row.take()?,
            user_id: row.take()?,
            scopes: scopes(row)?,
            created_at: row.take()?,
        })
    }
}

impl FromRow for Follow {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            target_account_id: row.take()?,
            uri: row.take()?,
            show_reblogs: row.take()?,
            notify: row.take()?,
            languages: row.json()?,
        })
    }
}

impl FromRow for Notification {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            from_account_id: row.take()?,
            kind: row.word(NotificationKind::parse)?,
            status_id: row.take()?,
            created_at: row.take()?,
            group_key: row.take()?,
            filtered: row.take()?,
            about: row.take()?,
        })
    }
}

impl FromRow for Tag {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, name: row.take()?, display_name: row.take()? })
    }
}

impl FromRow for Mention {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            status_id: row.take()?,
            account_id: row.take()?,
            username: row.take()?,
            domain: row.take()?,
            url: row.take()?,
            uri: row.take()?,
        })
    }
}

/// Scopes as stored: words separated by spaces.
pub(crate) fn scopes(row: &mut Cursor<'_>) -> Result<Scopes> {
    row.word(|text| text.parse().ok())
}
