//! Status: anything published, as one viewer sees it.

use model::{Instance, Visibility};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use social::{StatusView, Viewer};

use super::{Approval, CustomEmoji, FilterResult, Poll, Quote, WrittenAccount};

/// <https://docs.joinmastodon.org/entities/Status/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Status {
    pub id: String,
    pub created_at: String,
    pub in_reply_to_id: Option<String>,
    pub in_reply_to_account_id: Option<String>,
    pub sensitive: bool,
    pub spoiler_text: String,
    pub visibility: &'static str,
    pub language: Option<String>,
    pub uri: String,
    pub url: Option<String>,
    pub replies_count: i64,
    pub reblogs_count: i64,
    pub favourites_count: i64,
    pub quotes_count: i64,
    pub edited_at: Option<String>,
    /// Not Mastodon's: whether it never leaves this server.
    pub local_only: bool,
    /// Only there when somebody looks.
    #[serde(flatten)]
    pub marks: Option<Marks>,
    /// What takes its place in a deleted status is `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    pub reblog: Option<Box<Status>>,
    /// Only there for statuses written here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<WrittenWith>,
    pub account: WrittenAccount,
    pub media_attachments: [(); 0],
    pub mentions: Vec<Mention>,
    pub tags: Vec<StatusTag>,
    pub emojis: Vec<CustomEmoji>,
    pub card: Option<()>,
    pub poll: Option<Poll>,
    pub quote: Option<Quote>,
    pub quote_approval: Approval,
    pub tagged_collections: [(); 0],
}

/// What the viewer has done with a status.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page of Status")]
pub struct Marks {
    pub favourited: bool,
    pub reblogged: bool,
    pub muted: bool,
    pub bookmarked: bool,
    pub filtered: Vec<FilterResult>,
    /// Only there for what the viewer could pin: their own, unless it is direct or a reblog.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
}

/// The app that a status was written with.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page of Status")]
pub struct WrittenWith {
    pub name: String,
    pub website: Option<String>,
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
        let reblog = view.reblog.as_ref().map(|carried| Box::new(Self::new(instance, viewer, carried)));
        Self::with_reblog(instance, viewer, view, reblog)
    }

    /// A status that its author has just deleted, with its text as written in the place of what it became, so that
    /// it can be written anew.
    pub fn deleted(instance: &Instance, viewer: Viewer, view: &StatusView) -> Self {
        let reblog = view.reblog.as_ref().map(|carried| Box::new(Self::deleted(instance, viewer, carried)));
        let text = Some(view.status.text.clone());
        Self { content: None, text, ..Self::with_reblog(instance, viewer, view, reblog) }
    }

    fn with_reblog(
        instance: &Instance,
        viewer: Viewer,
        view: &StatusView,
        reblog: Option<Box<Self>>,
    ) -> Self {
        let status = &view.status;
        Self {
            id: status.id.to_string(),
            created_at: status.created_at.to_rfc3339_millis(),
            in_reply_to_id: status.in_reply_to_id.map(|id| id.to_string()),
            in_reply_to_account_id: status.in_reply_to_account_id.map(|id| id.to_string()),
            sensitive: status.sensitive,
            spoiler_text: status.spoiler_text.clone(),
            visibility: status.visibility.as_str(),
            language: status.language.clone(),
            uri: status.uri.clone(),
            url: status.url.clone(),
            replies_count: status.replies_count,
            reblogs_count: status.reblogs_count,
            favourites_count: status.favourites_count,
            quotes_count: status.quotes_count,
            edited_at: status.edited_at.map(model::Timestamp::to_rfc3339_millis),
            local_only: status.local_only,
            marks: Marks::new(viewer, view),
            content: Some(status.content.clone()),
            text: None,
            reblog,
            application: view
                .application
                .as_ref()
                .map(|app| WrittenWith { name: app.name.clone(), website: app.website.clone() }),
            account: WrittenAccount::new(instance, &view.author),
            media_attachments: [],
            mentions: view.mentions.iter().map(Mention::new).collect(),
            tags: view.tags.iter().map(|tag| StatusTag::new(instance, tag)).collect(),
            emojis: CustomEmoji::list(&status.emojis),
            card: None,
            poll: view.poll.as_ref().map(|poll| Poll::new(poll, viewer.account_id())),
            quote: view.quote.as_ref().map(|quote| Quote::new(instance, viewer, quote)),
            quote_approval: Approval::of(view),
            tagged_collections: [],
        }
    }
}

impl Marks {
    fn new(viewer: Viewer, view: &StatusView) -> Option<Self> {
        let status = &view.status;
        let pinnable =
            viewer.is(status.account_id) && !status.is_reblog() && status.visibility != Visibility::Direct;
        view.has_viewer.then_some(Self {
            favourited: view.flags.favourited,
            reblogged: view.flags.reblogged,
            muted: view.flags.muted,
            bookmarked: view.flags.bookmarked,
            filtered: view.filtered.iter().map(Into::into).collect(),
            pinned: pinnable.then_some(view.flags.pinned),
        })
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
}

impl StatusTag {
    fn new(instance: &Instance, tag: &model::Tag) -> Self {
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
