//! What search engines read of a profile or a post: data of schema.org.

use model::{Account, AccountKind, Instance, Visibility};
use serde_json::{Value, json};
use social::{StatusView, statuses};

use crate::{limits, parts::Byline};

const CONTEXT: &str = "https://schema.org";

/// A profile.
pub(crate) fn profile(instance: &Instance, account: &Account, byline: &Byline) -> Value {
    let mut person = author(instance, account, byline);
    person["alternateName"] = json!(byline.handle);
    person["identifier"] = json!(account.uri);
    person["image"] = json!(absolute(instance, &byline.avatar));
    person["description"] = json!(account.note_text);
    person["interactionStatistic"] = json!([counter("FollowAction", account.followers_count)]);
    person["agentInteractionStatistic"] = json!([
        counter("WriteAction", account.statuses_count),
        counter("FollowAction", account.following_count),
    ]);
    json!({
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "url": account.url,
        "dateCreated": account.created_at.to_rfc3339_seconds(),
        "mainEntity": person,
    })
}

/// A post, with those of its answers that everybody may find.
pub(crate) fn post(instance: &Instance, view: &StatusView, answers: &[StatusView]) -> Value {
    let comments: Vec<Value> = answers
        .iter()
        .filter(|answer| may_be_found(answer))
        .take(limits::COMMENTS_TOLD)
        .map(|answer| said(instance, answer, "Comment"))
        .collect();
    let kind = if comments.is_empty() { "SocialMediaPosting" } else { "DiscussionForumPosting" };
    let mut told = said(instance, view, kind);
    told["@context"] = json!(CONTEXT);
    told["interactionStatistic"] = json!([
        counter("LikeAction", view.status.favourites_count),
        counter("ShareAction", view.status.reblogs_count),
        counter("CommentAction", view.status.replies_count),
    ]);
    told["commentCount"] = json!(view.status.replies_count);
    if !comments.is_empty() {
        told["comment"] = json!(comments);
    }
    told
}

/// Whether search engines may be told what somebody answered.
fn may_be_found(view: &StatusView) -> bool {
    view.author.account.indexable && view.status.visibility == Visibility::Public
}

fn said(instance: &Instance, view: &StatusView, kind: &str) -> Value {
    let (status, account) = (&view.status, &view.author.account);
    let byline = Byline::of(account, instance);
    let page = match account.is_local() {
        true => instance.url(&format!("{}/{}", byline.page, status.id)),
        false => status.page().unwrap_or_default().to_owned(),
    };
    // A warning stands before the text everywhere.
    let text = match status.spoiler_text.as_str() {
        "" => statuses::plain_text(status),
        warning => warning.to_owned(),
    };
    let mut told = json!({
        "@type": kind,
        "url": page,
        "text": text,
        "author": author(instance, account, &byline),
        "datePublished": status.created_at.to_rfc3339_seconds(),
    });
    if let Some(edited) = status.edited_at {
        told["dateModified"] = json!(edited.to_rfc3339_seconds());
    }
    if let Some(language) = &status.language {
        told["inLanguage"] = json!(language);
    }
    told
}

fn author(instance: &Instance, account: &Account, byline: &Byline) -> Value {
    let kind = match account.kind {
        AccountKind::Organization | AccountKind::Group => "Organization",
        _ => "Person",
    };
    json!({ "@type": kind, "name": byline.name, "url": absolute(instance, &byline.page) })
}

fn counter(action: &str, count: i64) -> Value {
    json!({
        "@type": "InteractionCounter",
        "interactionType": format!("{CONTEXT}/{action}"),
        "userInteractionCount": count,
    })
}

/// An address of ours in full; those of others are.
fn absolute(instance: &Instance, address: &str) -> String {
    if address.starts_with('/') { instance.url(address) } else { address.to_owned() }
}
