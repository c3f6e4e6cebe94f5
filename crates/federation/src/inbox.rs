//! The inbox: what other servers send is checked, kept durably and only then acknowledged. What it asks is done later,
//! in `process`.

use activitypub::{signature::ACCEPT_SIGNATURE, spelling};
use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    Json,
    body::Body,
    extract::Request,
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_TYPE, RETRY_AFTER},
        request::Parts,
    },
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use model::{Account, Id, limits};
use serde_json::{Value, json};
use store::inbox::Received;

use crate::{
    Federation,
    authority::{Mismatch, Untrusted, authority},
    followers, hearsay, limits as ours,
    objects::has_nul,
    trouble::Trouble,
    verify::{Denied, Signed},
};

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(json!({ "error": self.reason }))).into_response();
        let headers = response.headers_mut();
        match self.status {
            StatusCode::UNAUTHORIZED => {
                headers.insert("accept-signature", HeaderValue::from_static(ACCEPT_SIGNATURE));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(RETRY_AFTER, ours::KEY_RETRY_SECONDS.into());
            }
            StatusCode::TOO_MANY_REQUESTS => {
                headers.insert(RETRY_AFTER, ours::INBOX_FULL_SECONDS.into());
            }
            _ => {}
        }
        response
    }
}

impl From<Trouble> for Denied {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Fault(fault) => {
                tracing::error!(error = %fault, "could not take in a delivery");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "something went wrong")
            }
            Trouble::Refused(reason) => Self::new(StatusCode::UNAUTHORIZED, reason),
            Trouble::Later(reason) | Trouble::NotNow(reason) => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, reason)
            }
        }
    }
}

/// Takes in a delivery, for one account or for all.
pub(crate) async fn receive(federation: &Federation, request: Request) -> Response {
    match take_in(federation, request).await {
        Ok(()) => StatusCode::ACCEPTED.into_response(),
        Err(denied) => {
            tracing::debug!(status = %denied.status, reason = denied.reason, "a delivery was turned away");
            denied.into_response()
        }
    }
}

async fn take_in(federation: &Federation, request: Request) -> Result<(), Denied> {
    let (parts, body) = request.into_parts();
    check_content_type(&parts)?;
    let body = read(body).await?;
    let signed = Signed::read(federation, &parts, Some(&body))?;
    federation.check_welcome(signed.host().as_deref())?;
    federation.check_room(signed.host().as_deref()).await?;
    let (text, written) = parse(&body)?;
    let document = spelling::plain(&written, signed.stands_at().as_ref());
    if is_farewell_of_a_stranger(federation, &document).await? {
        return Ok(());
    }
    let signer = signed.check(federation).await?;
    if signer.is_suspended_here() {
        return Err(Denied::new(StatusCode::FORBIDDEN, "the account is suspended here"));
    }
    // What is passed on for another is believed if they proved it (FEP-8b32), and else asked for where it comes from.
    let is_passed_on = activitypub::lenient::id(&document, "actor") != Some(signer.uri.as_str());
    // What a relay passes on is asked for in any case, since nobody here need know who wrote it.
    let is_proof_enough = is_passed_on && !federation.is_relay(&signer).await?;
    let speaker = match is_proof_enough {
        true => match federation.prover_of(&written).await {
            // Whoever passes it on is not to be kept waiting for another server's key.
            Err(denied) if denied.status == StatusCode::SERVICE_UNAVAILABLE => None,
            prover => prover?,
        },
        false => None,
    };
    let synchronization =
        signed.signed_header(followers::HEADER).filter(|_| !is_passed_on).map(str::to_owned);
    let speaker = speaker.unwrap_or(signer);
    // Also what somebody else passes on is theirs.
    federation.check_welcome(authority(&speaker.uri).as_deref())?;
    let name = name_of(&document, &body);
    let heard = hearsay::is_worth_asking(&document)
        .then(|| name.clone().map(|name| format!("{name}{}", hearsay::MARK)));
    match Untrusted::new(document.into_owned()).signed_by(&speaker.uri) {
        Ok(activity) => {
            // An address that is not the sender's to give keeps out nothing that truly has it.
            let name = name.filter(|_| activity.get().id.is_some());
            let received = Received { synchronization, ..received(name, &speaker, text) };
            Ok(keep(federation, received).await?)
        }
        Err(mismatch @ Mismatch::Actor { .. }) => match heard {
            // Under another address than its own, lest it keep out what the actor sends.
            Some(id) => Ok(keep(federation, received(id, &speaker, text)).await?),
            None => Err(Denied::in_vain(mismatch.to_string())),
        },
        Err(mismatch @ Mismatch::Malformed(_)) => {
            Err(Denied::new(StatusCode::BAD_REQUEST, mismatch.to_string()))
        }
        Err(mismatch) => Err(Denied::in_vain(mismatch.to_string())),
    }
}

/// Anything that calls itself JSON will do, since the signature vouches for it; what a browser's form can send
/// will not.
fn check_content_type(parts: &Parts) -> Result<(), Denied> {
    let said = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(kind.as_str(), "application/activity+json" | "application/ld+json" | "application/json") {
        return Ok(());
    }
    let reason = format!("send application/activity+json, not {kind:?}");
    Err(Denied::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, reason))
}

async fn read(body: Body) -> Result<Vec<u8>, Denied> {
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Denied::new(StatusCode::BAD_REQUEST, "the body ended too soon"))?;
        if bytes.len() + chunk.len() > limits::DOCUMENT_BYTES {
            let reason = format!("the body is larger than {} bytes", limits::DOCUMENT_BYTES);
            return Err(Denied::new(StatusCode::PAYLOAD_TOO_LARGE, reason));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn parse(body: &[u8]) -> Result<(&str, Value), Denied> {
    let bad = |reason: String| Denied::new(StatusCode::BAD_REQUEST, reason);
    let text = std::str::from_utf8(body).map_err(|error| bad(format!("the body is not UTF-8: {error}")))?;
    if has_nul(text) {
        return Err(bad("the body contains the character U+0000".into()));
    }
    match serde_json::from_str(text) {
        Ok(document @ Value::Object(_)) => Ok((text, document)),
        Ok(_) => Err(bad("the body is JSON but no object".into())),
        Err(error) => Err(bad(format!("the body is not JSON: {error}"))),
    }
}

/// When an account ends, its server tells everybody; most have never heard of it. Those thousands of messages
/// must cost nothing, least of all a fetch of a key that is gone.
async fn is_farewell_of_a_stranger(federation: &Federation, document: &Value) -> Result<bool, Denied> {
    let kinds = activitypub::lenient::types(document);
    if !kinds.iter().any(|kind| *kind == "Delete" || *kind == "Update") {
        return Ok(false);
    }
    let actor = document.get("actor").and_then(activitypub::lenient::id_of);
    let object = document.get("object").and_then(activitypub::lenient::id_of);
    match (actor, object) {
        (Some(actor), Some(object)) if actor == object => {
            let known = social::accounts::find_by_uri(federation.site(), actor).await;
            Ok(known.map_err(Trouble::from)?.is_none())
        }
        _ => Ok(false),
    }
}

/// The name under which an activity is taken in once. Takahē gives all changes of one thing the same id, so how it is
/// now belongs to the name of a change.
fn name_of(document: &Value, body: &[u8]) -> Option<String> {
    let id = activitypub::lenient::id(document, "id")?;
    if activitypub::lenient::text(document, "type") != Some("Update") {
        return Some(id.to_owned());
    }
    let print =
        digest(&SHA256, body).as_ref().iter().take(8).fold(0, |all, byte| (all << 8) | u64::from(*byte));
    Some(format!("{id}#{print:016x}"))
}

/// What is kept of an activity.
fn received(activity_uri: Option<String>, speaker: &Account, body: &str) -> Received {
    Received {
        id: Id::new(0),
        activity_uri,
        signer: speaker.uri.clone(),
        body: body.to_owned(),
        synchronization: None,
        tries: 0,
    }
}

/// Keeps an activity until it is processed. When this returns, it survives the end of the process.
async fn keep(federation: &Federation, received: Received) -> Result<(), Trouble> {
    let site = federation.site();
    let received = Received { id: site.id(), ..received };
    let mut tx = site.store.begin().await?;
    let is_new = store::inbox::insert(&mut tx, &received).await?;
    if let Some(host) = authority(&received.signer) {
        federation.hasten(&mut tx, &host, site.now()).await?;
    }
    tx.commit().await?;
    if is_new {
        federation.note_waiting(&received.signer, 1);
    }
    Ok(())
}
