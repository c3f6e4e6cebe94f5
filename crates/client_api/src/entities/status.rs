//! Status: anything published, as one viewer sees it.

use model::{Instance, Visibility};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use social::{Sheet, StatusView, Viewer};

use super::{
    Approval, CustomEmoji, FilterResult, MediaAttachment, Poll, PreviewCard, Quote, StatusReaction,
    WrittenAccount,
};
use crate::json::{Object, Text};

/// <https://docs.joinmastodon.org/entities/Status/>, written out.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Status(Text);

/// What everybody sees of a status.
#[derive(Serialize)]
struct Common<'a> {
    id: String,
    created_at: String,
    in_reply_to_id: Option<String>,
    in_reply_to_account_id: Option<String>,
    sensitive: bool,
    spoiler_text: &'a str,
    visibility: &'static str,
    language: Option<&'a str>,
    uri: &'a str,
    url: Option<&'a str>,
    replies_count: i64,
    reblogs_count: i64,
    favourites_count: i64,
    quotes_count: i64,
    edited_at: Option<String>,
    /// Not Mastodon's: whether it never leaves this server.
    local_only: bool,
    /// Not Mastodon's: that nobody but its author sees it until staff decide. Left out where that is not so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    held: bool,
    /// What takes its place in a deleted status is `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    /// Only there for what was published here; nothing inside where no app is known, as of reblogs.
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<Option<WrittenWith<'a>>>,
    media_attachments: Vec<MediaAttachment>,
    mentions: Vec<Mention>,
    tags: Vec<StatusTag>,
    emojis: Vec<CustomEmoji>,
    tagged_collections: [(); 0],
}

/// The app that a status was written with.
#[derive(Serialize)]
struct WrittenWith<'a> {
    name: &'a str,
    website: Option<&'a str>,
}

/// <https://docs.joinmastodon.org/entities/Status/#Mention>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Mention {
    pub id: String,
    pub username: String,
    pub url: String,
    pub acct: String,
}

/// <https://docs.joinmastodon.org/entities/Status/#Tag>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct StatusTag {
    pub name: String,
    pub url: String,
}

impl Status {
    /// A status as the viewer sees it.
    pub fn new(instance: &Instance, viewer: Viewer, view: &StatusView) -> Self {
        let mut text = Text::default();
        Self::write(&mut text, instance, viewer, view);
        Self(text)
    }

    /// A status that its author has just deleted, with its text as written in the place of what it became, so that
    /// it can be written anew.
    pub fn deleted(instance: &Instance, viewer: Viewer, view: &StatusView) -> Self {
        let mut text = Text::default();
        Form::Deleted.write(&mut text, instance, viewer, view);
        Self(text)
    }

    /// Writes a status as the viewer sees it.
    pub(crate) fn write(text: &mut Text, instance: &Instance, viewer: Viewer, view: &StatusView) {
        Form::Whole.write(text, instance, viewer, view);
    }

    /// Writes a status that another quotes: what it quotes in turn is told by its id alone.
    pub(crate) fn write_quoted(text: &mut Text, instance: &Instance, viewer: Viewer, view: &StatusView) {
        Form::Quoted.write(text, instance, viewer, view);
    }

    /// Several statuses as the viewer sees them.
    pub(crate) fn list(instance: &Instance, viewer: Viewer, views: &[StatusView]) -> Text {
        let mut text = Text::with_capacity(crate::limits::STATUS_TEXT * views.len());
        text.hardy_list(views, |text, view| Self::write(text, instance, viewer, view));
        text
    }

    /// The text of it.
    pub(crate) fn into_text(self) -> Text {
        self.0
    }
}

/// How a status is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Whole,
    Quoted,
    Deleted,
}

impl Form {
    fn write(self, text: &mut Text, instance: &Instance, viewer: Viewer, view: &StatusView) {
        text.object(|object| {
            match self {
                Self::Whole | Self::Quoted => object.fields_of(common(instance, view)),
                Self::Deleted => object.fields_of(&written(&Common::deleted(instance, view))),
            }
            object.field("account").written(WrittenAccount::of(instance, &view.author));
            write_marks(object, viewer, view);
            StatusReaction::write_all(object, instance, view);
            object.field("quote_approval").value(&Approval::of(view));
            let poll = view.poll.as_ref().map(|poll| Poll::new(poll, viewer.account_id()));
            object.field("poll").value(&poll);
            let card = view.card.as_ref();
            let card = card.map(|card| PreviewCard::new(instance, viewer.account_id(), card));
            object.field("card").value(&card);
            let place = object.field("quote");
            match &view.quote {
                None => place.value(&()),
                Some(quote) if self == Self::Quoted => Quote::write_shallow(place, quote),
                Some(quote) => Quote::write(place, instance, viewer, quote),
            }
            let place = object.field("reblog");
            match &view.reblog {
                None => place.value(&()),
                Some(carried) => self.write(place, instance, viewer, carried),
            }
        });
    }
}

/// What the viewer has done with a status; nothing where nobody looks.
fn write_marks(object: &mut Object<'_>, viewer: Viewer, view: &StatusView) {
    if !view.has_viewer {
        return;
    }
    let (status, flags) = (&view.status, view.flags);
    object.field("favourited").value(&flags.favourited);
    object.field("reblogged").value(&flags.reblogged);
    object.field("muted").value(&flags.muted);
    object.field("bookmarked").value(&flags.bookmarked);
    object.field("filtered").list(&view.filtered, |text, found| text.value(&FilterResult::from(found)));
    // Only what the viewer could pin says whether it is: their own, unless it is direct or a reblog.
    if viewer.is(status.account_id) && !status.is_reblog() && !is_for_few(status.visibility) {
        object.field("pinned").value(&flags.pinned);
    }
}

/// Whether a status with this visibility cannot be pinned.
fn is_for_few(visibility: Visibility) -> bool {
    matches!(visibility, Visibility::Direct | Visibility::Held)
}

/// What everybody sees of a status: written once for all who look.
fn common<'a>(instance: &Instance, view: &'a StatusView) -> &'a RawValue {
    view.sheet.made.get_or_make(|| written(&Common::new(instance, &view.sheet)))
}

fn written(common: &Common<'_>) -> Box<RawValue> {
    to_raw_value(common).expect("our own types turn into JSON")
}

impl<'a> Common<'a> {
    fn new(instance: &Instance, sheet: &'a Sheet) -> Self {
        let status = &sheet.status;
        Self {
            id: status.id.to_string(),
            created_at: status.created_at.to_rfc3339_millis(),
            in_reply_to_id: status.in_reply_to_id.map(|id| id.to_string()),
            in_reply_to_account_id: status.in_reply_to_account_id.map(|id| id.to_string()),
            sensitive: status.sensitive,
            spoiler_text: &status.spoiler_text,
            visibility: sheet.held.unwrap_or(status.visibility).as_str(),
            language: status.language.as_deref(),
            uri: &status.uri,
            url: status.page(),
            replies_count: status.replies_count,
            reblogs_count: status.reblogs_count,
            favourites_count: status.favourites_count,
            quotes_count: status.quotes_count,
            edited_at: status.edited_at.map(model::Timestamp::to_rfc3339_millis),
            local_only: status.local_only,
            held: status.visibility == Visibility::Held,
            content: Some(&status.content),
            text: None,
            application: instance.owns(&status.uri).then(|| {
                let app = sheet.application.as_ref()?;
                Some(WrittenWith { name: &app.name, website: app.website.as_deref() })
            }),
            media_attachments: MediaAttachment::list(instance, &sheet.attachments),
            mentions: sheet.mentions.iter().map(Mention::new).collect(),
            tags: sheet.tags.iter().map(|tag| StatusTag::new(instance, tag)).collect(),
            emojis: CustomEmoji::list(&status.emojis),
            tagged_collections: [],
        }
    }

    fn deleted(instance: &Instance, sheet: &'a Sheet) -> Self {
        Self { content: None, text: Some(&sheet.status.text), ..Self::new(instance, sheet) }
    }
}

impl Mention {
    fn new(mention: &model::Mention) -> Self {
        Self {
            id: mention.account_id.to_string(),
            username: mention.username.clone(),
            url: mention.url.clone(),
            acct: mention.acct(),
        }
    }

    /// An account that is named somewhere else than in a status.
    pub(super) fn of(account: &model::Account) -> Self {
        Self {
            id: account.id.to_string(),
            username: account.username.clone(),
            url: account.url.clone(),
            acct: account.acct(),
        }
    }
}

impl StatusTag {
    pub(super) fn new(instance: &Instance, tag: &model::Tag) -> Self {
        Self { name: tag.name.clone(), url: tag_url(instance, &tag.name) }
    }
}

/// The page of a tag.
pub(crate) fn tag_url(instance: &Instance, name: &str) -> String {
    instance.url(&format!("/tags/{}", utf8_percent_encode(name, NON_ALPHANUMERIC)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::entities::samples;

    fn shown(viewer: Viewer, view: &StatusView) -> Value {
        serde_json::to_value(Status::new(&samples::instance(), viewer, view)).unwrap()
    }

    #[test]
    fn a_status_has_every_key() {
        let view = samples::status();
        let status = shown(samples::viewer(), &view);
        samples::assert_has_keys(&status, "GET /api/v1/statuses/{id} 200");
        assert_eq!(status["created_at"], "2025-11-23T10:00:00.045Z");
        assert_eq!(status["mentions"][0]["acct"], "bob@far.example");
        assert_eq!(
            status["tags"],
            json!([{ "name": "straße", "url": "https://home.example/tags/stra%C3%9Fe" }])
        );
        assert_eq!((&status["favourited"], &status["pinned"]), (&json!(true), &json!(false)));
    }

    #[test]
    fn a_card_is_shown_in_every_form() {
        let mut view = samples::status();
        assert_eq!(shown(samples::viewer(), &view)["card"], Value::Null);
        view.card = Some(samples::card());
        assert_eq!(shown(samples::viewer(), &view)["card"]["title"], "Tea");
        let deleted = Status::deleted(&samples::instance(), samples::viewer(), &view);
        let deleted = serde_json::to_value(deleted).unwrap();
        samples::assert_has_keys(&deleted, "DELETE /api/v1/statuses/{id} 200");
        assert_eq!(deleted["card"]["title"], "Tea");
    }

    #[test]
    fn a_visitor_has_done_nothing_with_it() {
        let mut view = samples::status();
        view.has_viewer = false;
        let status = shown(Viewer::Nobody, &view);
        for key in ["favourited", "reblogged", "muted", "bookmarked", "filtered", "pinned", "text"] {
            assert_eq!(status.get(key), None, "{key}");
        }
    }

    #[test]
    fn only_ones_own_can_be_pinned() {
        let mut view = samples::status();
        assert_eq!(shown(Viewer::Account(model::Id::new(99)), &view).get("pinned"), None);
        samples::change(&mut view).visibility = Visibility::Direct;
        assert_eq!(shown(samples::viewer(), &view).get("pinned"), None);
    }

    #[test]
    fn a_reblog_carries_the_original() {
        let mut view = samples::status();
        view.reblog = Some(Box::new(samples::status()));
        samples::change(&mut view).reblog_of_id = Some(view.status.id);
        let status = shown(samples::viewer(), &view);
        assert_eq!(status["reblog"]["content"], "<p>hello</p>");
        assert_eq!(status.get("pinned"), None);
    }

    #[test]
    fn a_deleted_status_shows_its_source() {
        let mut view = samples::status();
        view.reblog = Some(Box::new(samples::status()));
        let deleted = Status::deleted(&samples::instance(), samples::viewer(), &view);
        let deleted = serde_json::to_value(deleted).unwrap();
        samples::assert_has_keys(&deleted, "DELETE /api/v1/statuses/{id} 200");
        assert_eq!((&deleted["text"], deleted.get("content")), (&json!("hello"), None));
    }
}
