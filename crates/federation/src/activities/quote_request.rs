//! QuoteRequest: the wish to quote somebody, and consent to it (FEP-044f).

use activitypub::{
    context, lenient,
    vocabulary::{
        Object,
        written::{Activity, Tombstone},
    },
};
use model::{Account, EventId, QuoteAnswer, Status, StatusId};
use serde_json::{Value, json};
use social::{
    Viewer,
    quotes::{self, Permission},
};

use super::Request;
use crate::{
    Federation,
    authority::{Authentic, Untrusted, is_same_host},
    statuses, translate,
    trouble::Trouble,
};

/// Somebody wants to quote a status of somebody here. Whoever may does so at once, others are refused.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let (federation, by) = (request.federation, request.by);
    let site = federation.site();
    let quoted = federation.known_status(request.object_id()?).await?;
    let quoted = quoted.ok_or_else(|| Trouble::refused("there is no such status here"))?;
    let author = social::accounts::find(site, quoted.account_id).await?;
    if !author.is_local() {
        return Err(Trouble::refused("its object is not a status of somebody here"));
    }
    let instrument = request.activity.instrument.as_ref();
    let quoting_uri = instrument.and_then(|it| it.id()).filter(|uri| is_same_host(uri, &by.uri));
    let quoting_uri =
        quoting_uri.ok_or_else(|| Trouble::refused("it does not say what would quote"))?.to_owned();
    let request_uri = request.activity.id.clone();
    let request_uri = request_uri.ok_or_else(|| Trouble::refused("a wish to quote needs an id"))?;
    let is_seen = social::statuses::show(site, Viewer::Account(by.id), quoted.id).await.is_ok();
    let may = is_seen && quotes::may_quote(site, by.id, &quoted).await? == Permission::Automatic;
    let consent = match may {
        false => None,
        true => {
            let quoting = quoting(request, &quoting_uri, &quoted).await?;
            Some((quoting.id, quotes::authorization_uri(&author, quoting.id)))
        }
    };
    let answer = QuoteAnswer {
        account_id: author.id,
        to: by.id,
        request_uri,
        quoted_uri: quoted.uri,
        quoting_uri,
        consent,
    };
    Ok(quotes::answer(site, answer).await?)
}

/// The status that quotes: as it is known here, or as it comes with the wish or from its server.
async fn quoting(request: &Request<'_>, uri: &str, quoted: &Status) -> Result<Status, Trouble> {
    let object = instrument(request, uri).await?;
    let quotes = |it: &str| it == quoted.uri || Some(it) == quoted.url.as_deref();
    if !object.get().quote.as_deref().is_some_and(quotes) {
        return Err(Trouble::refused("it does not quote this status"));
    }
    keep(request, uri, &object).await
}

/// The status with which something would be done: as it comes with the wish, or from its server.
pub(super) async fn instrument(request: &Request<'_>, uri: &str) -> Result<Authentic<Object>, Trouble> {
    let (federation, by) = (request.federation, request.by);
    let embedded = request.activity.instrument.as_ref().and_then(|object| object.embedded());
    let own = embedded.map(|object| Untrusted::new(object.clone()).part_of_work_by(&by.uri));
    let document = match own {
        Some(Ok(document)) => document,
        Some(Err(_)) | None => federation.fetch_object(uri, request.budget).await?,
    };
    let object = statuses::read(&document)?;
    match object.get().id == uri && object.get().attributed_to.contains(&by.uri) {
        true => Ok(object),
        false => Err(Trouble::refused("it is not a status of theirs")),
    }
}

/// Keeps the status with which something is done; answers it as it is known here.
pub(super) async fn keep(
    request: &Request<'_>,
    uri: &str,
    object: &Authentic<Object>,
) -> Result<Status, Trouble> {
    let (federation, by) = (request.federation, request.by);
    federation.take_in_status(object, by, request.budget).await?;
    let known = federation.known_status(uri).await?.filter(|status| status.account_id == by.id);
    known.ok_or_else(|| Trouble::refused("the status with which it is done is gone"))
}

/// The status of somebody here whose wish to quote is the activity's object; `None` if it is no wish to quote.
pub(crate) fn named(request: &Request<'_>) -> Option<StatusId> {
    let object = request.activity.object.as_ref()?;
    let users = request.federation.site().instance.url("/ap/users/");
    let of_wish = |uri: &str| status_in(uri.strip_suffix("/quote_request")?, &users);
    let instrument = object.embedded().and_then(|wish| lenient::id(wish, "instrument"));
    object.id().and_then(of_wish).or_else(|| instrument.and_then(|uri| status_in(uri, &users)))
}

/// The status in an address like `https://home.example/ap/users/1/statuses/2`.
fn status_in(uri: &str, users: &str) -> Option<StatusId> {
    let (_, id) = uri.strip_prefix(users)?.split_once("/statuses/")?;
    id.parse().ok()
}

/// Where the consent in an answer can be read. It must be on the host of whoever gives it.
pub(crate) fn consent(request: &Request<'_>) -> Result<String, Trouble> {
    let result = request.activity.result.as_deref();
    let uri = result.filter(|uri| is_same_host(uri, &request.by.uri)).and_then(translate::web_address);
    uri.ok_or_else(|| Trouble::refused("it does not say where the consent can be read"))
}

/// The wish of somebody here to quote a status, with the status that would.
pub(crate) fn build(by: &Account, quoting: &Status, quoted: &Status, note: Value) -> Activity<String> {
    let id = format!("{}/quote_request", quoting.uri);
    let mut wish = Activity::new("QuoteRequest", id, &by.uri, quoted.uri.clone());
    wish.instrument = Some(note);
    wish.with_context(context::quote())
}

/// The answer of somebody here to a wish to quote.
pub(crate) fn answer(by: &Account, to: &Account, answer: &QuoteAnswer, event: EventId) -> Activity<Value> {
    let wish = json!({
        "type": "QuoteRequest", "id": answer.request_uri, "actor": to.uri, "object": answer.quoted_uri,
        "instrument": answer.quoting_uri,
    });
    let (kind, place) = if answer.consent.is_some() { ("Accept", "accepts") } else { ("Reject", "rejects") };
    let mut activity = Activity::new(kind, format!("{}/{place}/{event}", by.uri), &by.uri, wish);
    activity.result = answer.consent.as_ref().map(|(_, uri)| uri.clone());
    activity.with_context(context::quote())
}

/// The end of the consent of somebody here.
pub(crate) fn revocation(by: &Account, authorization_uri: &str) -> Activity<Tombstone> {
    let id = format!("{authorization_uri}#delete");
    Activity::new("Delete", id, &by.uri, Tombstone::of(authorization_uri))
}

impl Federation {
    /// Whether the consent to a quote can be read where it is said to be.
    pub(crate) async fn is_quote_authorized(
        &self,
        authorization: &str,
        quoting_uri: &str,
        quoted: &Status,
        author: &Account,
        budget: &crate::objects::Budget,
    ) -> Result<bool, Trouble> {
        if !is_same_host(authorization, &author.uri) {
            return Ok(false);
        }
        if author.is_local() {
            let known = store::quotes::find_by_authorization(&self.site().store, authorization).await?;
            let Some(quote) = known else { return Ok(false) };
            let quoting = store::statuses::find(&self.site().store, quote.status_id).await?;
            return Ok(quoting.is_some_and(|status| status.uri == quoting_uri));
        }
        let document = match self.fetch_object(authorization, budget).await {
            Ok(document) => document,
            Err(error) => {
                tracing::debug!(reason = %error, "the consent to a quote cannot be read");
                return Ok(false);
            }
        };
        let said = document.get();
        Ok(lenient::types(said).contains(&"QuoteAuthorization")
            && lenient::id(said, "attributedTo") == Some(&author.uri)
            && lenient::id(said, "interactingObject") == Some(quoting_uri)
            && lenient::id(said, "interactionTarget") == Some(&quoted.uri))
    }
}
