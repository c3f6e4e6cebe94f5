//! LikeRequest, ReplyRequest, AnnounceRequest: the wish to do something with a status whose author decides who may
//! (GoToSocial's interaction controls), and the answers to it.

use activitypub::{
    context, lenient,
    vocabulary::{Activity as Read, written::Activity},
};
use model::{Account, EventId, FavouriteId, Interaction, InteractionAnswer, Status, StatusId, Timestamp};
use serde_json::{Value, json};
use social::{Viewer, interactions};

use super::{Request, announce, quote_request};
use crate::{authority::is_same_host, trouble::Trouble};

/// The wish to do something.
const fn kind(what: Interaction) -> &'static str {
    match what {
        Interaction::Favourite => "LikeRequest",
        Interaction::Reply => "ReplyRequest",
        Interaction::Reblog => "AnnounceRequest",
    }
}

/// The type of a consent.
pub(crate) const fn authorization_kind(what: Interaction) -> &'static str {
    match what {
        Interaction::Favourite => "LikeAuthorization",
        Interaction::Reply => "ReplyAuthorization",
        Interaction::Reblog => "AnnounceAuthorization",
    }
}

const PLACES: [(Interaction, &str); 3] =
    [(Interaction::Favourite, "likes"), (Interaction::Reply, "replies"), (Interaction::Reblog, "shares")];

/// What a consent is to, by its place in an address.
pub(crate) fn interaction(place: &str) -> Option<Interaction> {
    PLACES.into_iter().find(|(_, it)| *it == place).map(|(what, _)| what)
}

/// Where the consent of somebody here can be read; the number is that of what was done.
pub(crate) fn authorization_uri(author: &Account, what: Interaction, number: i64) -> String {
    let place = PLACES.into_iter().find(|(it, _)| *it == what).map_or("", |(_, place)| place);
    format!("{}/authorizations/{place}/{number}", author.uri)
}

/// Somebody wants to do something with a status of somebody here. Whoever sees it may: then it is done at once.
pub(crate) async fn receive(request: &Request<'_>, what: Interaction) -> Result<(), Trouble> {
    let (federation, by) = (request.federation, request.by);
    let site = federation.site();
    let status = federation.known_status(request.object_id()?).await?;
    let status = status.ok_or_else(|| Trouble::refused("there is no such status here"))?;
    let author = social::accounts::find(site, status.account_id).await?;
    if !author.is_local() || status.is_reblog() {
        return Err(Trouble::refused("its object is not a status of somebody here"));
    }
    // Whoever may not see it learns nothing, not even a refusal.
    social::statuses::get_visible(site, Viewer::Account(by.id), status.id).await?;
    let doing_uri = request.activity.instrument.as_ref().and_then(|it| it.id());
    let doing_uri = doing_uri.filter(|uri| is_same_host(uri, &by.uri));
    let doing_uri =
        doing_uri.ok_or_else(|| Trouble::refused("it does not say what would be done"))?.to_owned();
    let request_uri = request.activity.id.clone().ok_or_else(|| Trouble::refused("a wish needs an id"))?;
    let done = match what {
        Interaction::Favourite => favourite(request, &status, &doing_uri).await,
        Interaction::Reply => reply(request, &status, &doing_uri).await,
        Interaction::Reblog => reblog(request, &status, &doing_uri).await,
    };
    let authorization_uri = match done {
        Ok(number) => Some(authorization_uri(&author, what, number)),
        Err(Trouble::Refused(reason)) => {
            tracing::debug!(reason, "a wish to do something with a status is refused");
            None
        }
        Err(trouble) => return Err(trouble),
    };
    let answer = InteractionAnswer {
        account_id: author.id,
        to: by.id,
        what,
        request_uri,
        status_uri: status.uri,
        doing_uri,
        authorization_uri,
    };
    Ok(interactions::answer(site, answer).await?)
}

async fn favourite(request: &Request<'_>, status: &Status, uri: &str) -> Result<i64, Trouble> {
    let (site, by) = (request.federation.site(), request.by);
    social::favourites::favourite(site, by, status.id, Some(uri.to_owned())).await?;
    let favourite = store::favourites::find(&site.store, by.id, status.id).await?;
    favourite.map(|favourite| favourite.id.get()).ok_or_else(|| Trouble::refused("it was taken back"))
}

async fn reply(request: &Request<'_>, status: &Status, uri: &str) -> Result<i64, Trouble> {
    let object = quote_request::instrument(request, uri).await?;
    let answers = |it: &str| it == status.uri || Some(it) == status.url.as_deref();
    if !object.get().in_reply_to.as_deref().is_some_and(answers) {
        return Err(Trouble::refused("it does not answer this status"));
    }
    Ok(quote_request::keep(request, uri, &object).await?.id.get())
}

async fn reblog(request: &Request<'_>, status: &Status, uri: &str) -> Result<i64, Trouble> {
    let (site, by) = (request.federation.site(), request.by);
    let embedded = request.activity.instrument.as_ref().and_then(|it| it.embedded());
    let said = embedded.and_then(|it| Read::parse(it).ok()).filter(|it| it.actor == by.uri);
    let said = said.ok_or_else(|| Trouble::refused("it does not say to whom it would be shown"))?;
    let visibility = announce::visibility(&said, by)?;
    let published = said.published.map(Timestamp::from_millis);
    let uri = uri.to_owned();
    social::reblogs::reblog_remote(site, by, status.id, uri, visibility, published, true).await?;
    let reblog = store::statuses::find_reblog(&site.store, by.id, status.id).await?;
    reblog.map(|reblog| reblog.id.get()).ok_or_else(|| Trouble::refused("it was taken back"))
}

/// What somebody here says to a wish.
pub(crate) fn answer(
    by: &Account,
    to: &Account,
    answer: &InteractionAnswer,
    event: EventId,
) -> Activity<Value> {
    let wish = json!({
        "type": kind(answer.what), "id": answer.request_uri, "actor": to.uri, "object": answer.status_uri,
        "instrument": answer.doing_uri,
    });
    let is_given = answer.authorization_uri.is_some();
    let (kind, place) = if is_given { ("Accept", "accepts") } else { ("Reject", "rejects") };
    let mut activity = Activity::new(kind, format!("{}/{place}/{event}", by.uri), &by.uri, wish);
    activity.to = vec![to.uri.clone()];
    activity.result = answer.authorization_uri.clone();
    activity.with_context(context::interaction())
}

/// What somebody here did with a status of whoever answers.
pub(crate) enum Asked {
    Favourite(FavouriteId),
    /// An answer or a reblog.
    Status(StatusId),
}

/// The doing of somebody here whose wish is the activity's object; `None` if it is no such wish. Where nobody was asked,
/// GoToSocial answers what was done itself.
pub(crate) fn named(request: &Request<'_>) -> Option<Asked> {
    let object = request.activity.object.as_ref()?;
    let users = request.federation.site().instance.url("/ap/users/");
    let wish = object.embedded().filter(|wish| lenient::types(wish).iter().any(|it| is_wish(it)));
    let instrument = wish.and_then(|wish| lenient::id(wish, "instrument"));
    object.id().and_then(|uri| done(uri, &users)).or_else(|| instrument.and_then(|uri| done(uri, &users)))
}

fn is_wish(name: &str) -> bool {
    PLACES.into_iter().any(|(what, _)| kind(what) == name)
}

/// What has an address like `https://home.example/ap/users/1/statuses/2`, or a wish to do it.
fn done(uri: &str, users: &str) -> Option<Asked> {
    let mut parts = uri.strip_prefix(users)?.split('/').skip(1);
    let (place, id, rest) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    match (place, rest) {
        ("likes", None | Some("like_request")) => id.parse().ok().map(Asked::Favourite),
        ("statuses", None | Some("activity" | "reply_request" | "announce_request")) => {
            id.parse().ok().map(Asked::Status)
        }
        _ => None,
    }
}

/// The author consents. A favourite is told to nobody else, so its consent need not be kept.
pub(crate) async fn accepted(request: &Request<'_>, asked: Asked) -> Result<(), Trouble> {
    match asked {
        Asked::Favourite(_) => Ok(()),
        Asked::Status(id) => {
            let uri = quote_request::consent(request)?;
            Ok(interactions::accepted(request.federation.site(), request.by, id, &uri).await?)
        }
    }
}

/// The author refuses.
pub(crate) async fn rejected(request: &Request<'_>, asked: Asked) -> Result<(), Trouble> {
    let site = request.federation.site();
    match asked {
        Asked::Favourite(id) => Ok(interactions::favourite_rejected(site, request.by, id).await?),
        Asked::Status(id) => Ok(interactions::rejected(site, request.by, id).await?),
    }
}

/// The wish of somebody here to do something with a status of `author`; `id` is the address of what would be done.
pub(crate) fn build(
    what: Interaction,
    id: String,
    by: &Account,
    author: &Account,
    object: &str,
    instrument: Value,
) -> Activity<String> {
    let mut wish = Activity::new(kind(what), id, &by.uri, object.to_owned());
    wish.to = vec![author.uri.clone()];
    wish.instrument = Some(instrument);
    wish.with_context(context::interaction())
}
