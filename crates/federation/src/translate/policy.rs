//! Interaction policies, as others send them and as we do: who may favourite, answer, reblog and quote a status.

use activitypub::{
    audience::{Audience, PUBLIC, is_public},
    vocabulary::{Object, SubPolicy},
};
use model::{Account, Approval, Circle, InteractionPolicy, Status};
use serde_json::{Value, json};

use crate::authority::is_same_host;

/// Who may quote an object, as far as this server has words for them.
pub(crate) fn quotes(said: &Object, author: &Account) -> Approval {
    let circle =
        |people: &[String]| people.iter().map(|uri| word(uri, author)).fold(Circle::NOBODY, Circle::and);
    Approval { automatic: circle(&said.can_quote.0), manual: circle(&said.can_quote.1) }
}

/// Whom an address stands for.
fn word(uri: &str, author: &Account) -> Circle {
    match uri {
        uri if is_public(uri) => Circle::PUBLIC,
        uri if Some(uri) == author.followers_url.as_deref() => Circle::FOLLOWERS,
        uri if uri == author.uri => Circle::NOBODY,
        uri if is_same_host(uri, &author.uri) && uri.ends_with("/following") => Circle::FOLLOWING,
        _ => Circle::UNSUPPORTED,
    }
}

/// Who may favourite, answer and reblog an object.
pub(crate) fn read(said: &Object, author: &Account) -> InteractionPolicy {
    let word = |uri: &String| match said.mentions.iter().any(|mention| mention.href == *uri) {
        true => Circle::MENTIONED,
        false => word(uri, author),
    };
    let circle = |people: &[String]| people.iter().map(word).fold(Circle::NOBODY, Circle::and);
    let approval = |policy: &Option<SubPolicy>| match policy {
        None => Approval::EVERYBODY,
        Some(said) => match (circle(&said.automatic), circle(&said.manual)) {
            // Where everybody may, it does not matter who else is named; unless it is whoever must ask.
            (automatic, manual) if automatic.has(Circle::PUBLIC) && !manual.has(Circle::MENTIONED) => {
                Approval::EVERYBODY
            }
            (automatic, manual) => Approval { automatic, manual },
        },
    };
    let policy = &said.interaction_policy;
    InteractionPolicy {
        favourite: approval(&policy.like),
        reply: approval(&policy.reply),
        reblog: approval(&policy.announce),
        takes_requests: policy.is_current,
    }
}

/// Who may do what with a status of this server: quote it as its author chose; whoever sees it may like and answer it, and
/// share it if everybody may see it.
pub(crate) fn write(author: &Account, status: &Status, audience: &Audience) -> Value {
    let approval = status.quote_approval;
    let people = |quoters: Circle| {
        let mut named = Vec::new();
        if quoters.has(Circle::PUBLIC) {
            named.push(PUBLIC.to_owned());
        }
        if quoters.has(Circle::FOLLOWERS) {
            named.extend(author.followers_url.clone());
        }
        named
    };
    let mut automatic = people(approval.automatic);
    if automatic.is_empty() {
        // An empty list would say that nothing is known.
        automatic.push(author.uri.clone());
    }
    let seen_by: Vec<&String> = match status.visibility.is_open() {
        true => audience.to.iter().chain(&audience.cc).filter(|uri| is_public(uri)).collect(),
        false => audience.to.iter().chain(&audience.cc).chain([&author.uri]).collect(),
    };
    let shared_by = if status.visibility.is_open() { seen_by.clone() } else { vec![&author.uri] };
    let at_once = |people: Vec<&String>| json!({ "automaticApproval": people, "manualApproval": [] });
    json!({
        "canQuote": { "automaticApproval": automatic, "manualApproval": people(approval.manual) },
        "canLike": at_once(seen_by.clone()),
        "canReply": at_once(seen_by),
        "canAnnounce": at_once(shared_by),
    })
}
