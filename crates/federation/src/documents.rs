//! Serving documents: accounts, statuses and collections, as other servers read them. What an asker may not see
//! and what does not exist are the same answer.

use activitypub::{
    context,
    vocabulary::written::{Authorization, Collection, Tag},
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, VARY},
        request::Parts,
    },
    response::{IntoResponse, Redirect, Response},
};
use model::{
    Account, AccountId, Page, Status, StatusId,
    limits::{COLLECTION_PAGE, PINS_SHOWN},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use social::{StatusView, Viewer};

use crate::{Federation, activities, gate::Asker, translate, trouble::Trouble, verify::Signed};

/// Which page of a collection is wanted; without any, the collection itself is.
#[derive(Deserialize)]
pub(crate) struct Paging {
    page: Option<String>,
    max_id: Option<i64>,
    min_id: Option<i64>,
}

impl Paging {
    fn wanted(&self) -> Option<Page> {
        self.page.as_ref()?;
        Some(Page { max_id: self.max_id, since_id: None, min_id: self.min_id, limit: COLLECTION_PAGE })
    }
}

type Answer = Result<Response, Response>;

/// Whether a request asks for the ActivityPub form of a page.
pub fn wants_activity(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(activitypub::accepts_activity_json)
}

/// A browser that was given the address meant for servers is sent to the page.
fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("text/html") && !wants_activity(headers)
}

/// The document of an account, for its page when `wants_activity`.
pub async fn account_response(federation: &Federation, account: &Account, parts: &Parts) -> Response {
    match account_document(federation, account, parts).await {
        Ok(answer) | Err(answer) => answer,
    }
}

/// The document of a status, for its page when `wants_activity`, as far as the signer of the request may see it.
pub async fn status_response(federation: &Federation, status: &Status, parts: &Parts) -> Response {
    let mut parts = parts.clone();
    match federation.admit(&parts).await {
        Ok(asker) => drop(asker.map(|asker| parts.extensions.insert(Asker(asker)))),
        Err(denied) => return denied.into_response(),
    }
    match status_document(federation, status, &parts).await {
        Ok(answer) | Err(answer) => answer,
    }
}

/// `GET /ap/users/:id`
pub(crate) async fn account(
    State(federation): State<Federation>,
    Path(id): Path<String>,
    parts: Parts,
) -> Answer {
    let account = resident(&federation, &id).await?;
    if wants_page(&parts.headers) {
        return Ok(Redirect::to(&account.url).into_response());
    }
    account_document(&federation, &account, &parts).await
}

/// The profile; for those who do not say who they are where they must, only what it takes to check our signatures, or
/// two strict servers would wait for each other's keys for ever.
async fn account_document(federation: &Federation, account: &Account, parts: &Parts) -> Answer {
    if !account.is_local() {
        return Err(missing());
    }
    if account.is_suspended() && !may_come_back(federation, account).await? {
        return Err(gone(&account.uri, None));
    }
    let whole = federation.portrait(account).await.map_err(failed)?;
    match federation.admit(parts).await {
        Ok(Some(asker)) if federation.is_blocked_by(&asker, Some(account.id)).await.map_err(failed)? => {
            Err(missing())
        }
        Ok(_) => Ok(document(&whole)),
        Err(denied) if denied.status == StatusCode::UNAUTHORIZED => Ok(document(&whole.reduced())),
        Err(denied) => Err(denied.into_response()),
    }
}

/// `GET /actor`: the server itself, which signs fetches. It must be readable without a signature, or two strict
/// servers would wait for each other's key for ever.
pub(crate) async fn instance_actor(State(federation): State<Federation>) -> Answer {
    let keys = federation.instance_keys().await.map_err(failed)?;
    Ok(document(&translate::account::instance_document(&federation, &keys)))
}

/// `GET /actor/outbox`: the server itself publishes nothing.
pub(crate) async fn instance_outbox(State(federation): State<Federation>) -> Response {
    let id = format!("{}/outbox", federation.instance_actor());
    document(&translate::collection(id, 0, false))
}

/// `GET /ap/users/:id/statuses/:sid`
pub(crate) async fn status(
    State(federation): State<Federation>,
    Path((id, sid)): Path<(String, String)>,
    parts: Parts,
) -> Answer {
    let status = local_status(&federation, &id, &sid).await?;
    if status.is_reblog() {
        return Err(missing());
    }
    let answer = status_document(&federation, &status, &parts).await?;
    match &status.url {
        Some(page) if wants_page(&parts.headers) => Ok(Redirect::to(page).into_response()),
        _ => Ok(answer),
    }
}

async fn status_document(federation: &Federation, status: &Status, parts: &Parts) -> Answer {
    let view = visible(federation, status.id, parts).await?;
    let note = translate::status::document(federation, &view).await.map_err(failed)?;
    let mut answer = document(&note);
    if !status.visibility.is_open() {
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    Ok(answer)
}

/// `GET /ap/users/:id/statuses/:sid/activity`: the Create of a status, or the Announce of a reblog.
pub(crate) async fn activity(
    State(federation): State<Federation>,
    Path((id, sid)): Path<(String, String)>,
    parts: Parts,
) -> Answer {
    let status = local_status(&federation, &id, &sid).await?;
    let view = visible(&federation, status.id, &parts).await?;
    let mut activity = as_activity(&federation, &view).await.map_err(failed)?;
    prove(&federation, &view, &mut activity).await.map_err(failed)?;
    Ok(document(&activity))
}

/// What everybody may read is proved (FEP-8b32) here as it is where it is delivered.
async fn prove(
    federation: &Federation,
    view: &StatusView,
    activity: &mut serde_json::Value,
) -> social::Result<()> {
    if !view.status.visibility.is_open() {
        return Ok(());
    }
    if activity.get("@context").is_none() {
        activity["@context"] = context::activity();
    }
    let at = view.status.edited_at.unwrap_or(view.status.created_at);
    federation.proving_key(&view.author.account).await?.prove(activity, at)
}

async fn as_activity(federation: &Federation, view: &StatusView) -> social::Result<serde_json::Value> {
    let written = match &view.reblog {
        None => serde_json::to_value(activities::create::build(federation, view).await?),
        Some(original) => serde_json::to_value(activities::announce::build(
            &view.author.account,
            &view.status,
            &original.status,
            &original.author.account,
            federation.consent_to(&view.status).await?,
        )),
    };
    written.map_err(|error| social::Fault::caused_by("write an activity", error).into())
}

/// `GET /ap/users/:id/quote_authorizations/:sid`: the consent of somebody here to be quoted by that status.
pub(crate) async fn quote_authorization(
    State(federation): State<Federation>,
    Path((id, sid)): Path<(String, String)>,
) -> Answer {
    let author = local_account(&federation, &id).await?;
    let quoting: StatusId = sid.parse().map_err(|_| missing())?;
    let given = social::quotes::authorization(federation.site(), &author, quoting).await.map_err(failed)?;
    let (quoting, quoted) = given.ok_or_else(missing)?;
    Ok(document(&Authorization {
        context: context::quote(),
        id: social::quotes::authorization_uri(&author, quoting.id),
        kind: "QuoteAuthorization",
        attributed_to: author.uri,
        interacting_object: quoting.uri,
        interaction_target: quoted.uri,
    }))
}

/// `GET /ap/users/:id/authorizations/:kind/:number`: the consent of somebody here to what was done with a status of theirs,
/// for those who may see that.
pub(crate) async fn authorization(
    State(federation): State<Federation>,
    Path((id, kind, number)): Path<(String, String, String)>,
    parts: Parts,
) -> Answer {
    let author = local_account(&federation, &id).await?;
    let what = activities::interaction_request::interaction(&kind).ok_or_else(missing)?;
    let number: i64 = number.parse().map_err(|_| missing())?;
    let done = social::interactions::done(federation.site(), &author, what, number).await.map_err(failed)?;
    let done = done.ok_or_else(missing)?;
    visible(&federation, done.status.id, &parts).await?;
    Ok(document(&Authorization {
        context: context::interaction(),
        id: activities::interaction_request::authorization_uri(&author, what, number),
        kind: activities::interaction_request::authorization_kind(what),
        attributed_to: author.uri,
        interacting_object: done.uri,
        interaction_target: done.status.uri,
    }))
}

/// `GET /ap/users/:id/statuses/:sid/replies`
pub(crate) async fn replies(
    State(federation): State<Federation>,
    Path((id, sid)): Path<(String, String)>,
    Query(paging): Query<Paging>,
    parts: Parts,
) -> Answer {
    let status = local_status(&federation, &id, &sid).await?;
    let view = visible(&federation, status.id, &parts).await?;
    let Some(page) = paging.wanted() else {
        return Ok(document(&translate::status::replies(&view.status, None, Vec::new(), None)));
    };
    let (site, above) = (federation.site(), page.min_id.unwrap_or_default());
    let uris = social::statuses::reply_uris(site, status.id, above, page.limit).await.map_err(failed)?;
    let last = match uris.last() {
        None => None,
        Some(uri) => social::statuses::find_by_uri(site, uri).await.map_err(failed)?,
    };
    let last = last.map(|status| status.id.get());
    Ok(document(&translate::status::replies(&view.status, Some(&page), uris, last)))
}

/// `GET /ap/users/:id/statuses/:sid/context`: the open statuses of a thread that began here (FEP-7888).
pub(crate) async fn context(
    State(federation): State<Federation>,
    Path((id, sid)): Path<(String, String)>,
    Query(paging): Query<Paging>,
    parts: Parts,
) -> Answer {
    let root = local_status(&federation, &id, &sid).await?;
    let view = visible(&federation, root.id, &parts).await?;
    let (root, author) = (&view.status, &view.author.account);
    if root.conversation_id != root.id || !root.visibility.is_open() || root.is_reblog() {
        return Err(missing());
    }
    let Some(page) = paging.wanted() else {
        return Ok(document(&translate::status::context(root, author, None, Vec::new(), None)));
    };
    let above = page.min_id.unwrap_or_default();
    let store = &federation.site().store;
    let listed = store::threads::open_uris(store, root.id, above, page.limit).await;
    let listed = listed.map_err(|error| failed(error.into()))?;
    let last = listed.last().map(|(id, _)| id.get());
    let uris = listed.into_iter().map(|(_, uri)| uri).collect();
    Ok(document(&translate::status::context(root, author, Some(&page), uris, last)))
}

/// `GET /ap/users/:id/outbox`
pub(crate) async fn outbox(
    State(federation): State<Federation>,
    Path(id): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer {
    let account = local_account(&federation, &id).await?;
    let uri = format!("{}/outbox", account.uri);
    let Some(page) = paging.wanted() else {
        return Ok(document(&translate::collection(uri, account.statuses_count, true)));
    };
    let site = federation.site();
    let statuses = social::statuses::outbox(site, account.id, &page).await.map_err(failed)?;
    let last = statuses.last().map(|status| status.id.get());
    let views = social::statuses::show_all(site, Viewer::Nobody, statuses).await.map_err(failed)?;
    let mut items = Vec::new();
    for view in &views {
        items.push(as_activity(&federation, view).await.map_err(failed)?);
    }
    Ok(document(&translate::page(&uri, &page, last, items)))
}

/// `GET /ap/users/:id/followers`
pub(crate) async fn followers(
    State(federation): State<Federation>,
    Path(id): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer {
    let account = local_account(&federation, &id).await?;
    let uri = format!("{}/followers", account.uri);
    let Some(page) = paging.wanted().filter(|_| !account.hide_collections) else {
        return Ok(people(&account, uri, account.followers_count));
    };
    let rows = social::follows::followers(federation.site(), Viewer::Nobody, account.id, &page).await;
    Ok(people_page(&uri, &page, rows.map_err(failed)?))
}

/// `GET /ap/users/:id/following`
pub(crate) async fn following(
    State(federation): State<Federation>,
    Path(id): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer {
    let account = local_account(&federation, &id).await?;
    let uri = format!("{}/following", account.uri);
    let Some(page) = paging.wanted().filter(|_| !account.hide_collections) else {
        return Ok(people(&account, uri, account.following_count));
    };
    let rows = social::follows::following(federation.site(), Viewer::Nobody, account.id, &page).await;
    Ok(people_page(&uri, &page, rows.map_err(failed)?))
}

fn people(account: &Account, uri: String, total: i64) -> Response {
    document(&translate::collection(uri, total, !account.hide_collections))
}

fn people_page(uri: &str, page: &Page, rows: Vec<(i64, social::AccountView)>) -> Response {
    let last = rows.last().map(|(id, _)| *id);
    let items = rows.into_iter().map(|(_, view)| view.account.uri.into()).collect();
    document(&translate::page(uri, page, last, items))
}

/// `GET /ap/users/:id/collections/featured`: what is pinned, told in full.
pub(crate) async fn featured(State(federation): State<Federation>, Path(id): Path<String>) -> Answer {
    let account = local_account(&federation, &id).await?;
    let pinned = social::pins::list(federation.site(), Viewer::Nobody, account.id, PINS_SHOWN).await;
    let mut items = Vec::new();
    for view in pinned.map_err(failed)? {
        let note = translate::status::note(&federation, &view).await.map_err(failed)?;
        items.push(serde_json::to_value(note).unwrap_or_default());
    }
    let uri = format!("{}/collections/featured", account.uri);
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let collection = translate::collection(uri, total, false);
    Ok(document(&Collection { context: Some(context::object()), ordered_items: Some(items), ..collection }))
}

/// `GET /ap/users/:id/collections/tags`: what is featured on the profile.
pub(crate) async fn featured_tags(State(federation): State<Federation>, Path(id): Path<String>) -> Answer {
    let account = local_account(&federation, &id).await?;
    let site = federation.site();
    let featured = social::tags::featured(site, account.id).await.map_err(failed)?;
    let items: Vec<_> = featured.iter().map(|view| json!(federation.hashtag(&view.tag))).collect();
    Ok(document(&Collection {
        context: Some(context::object()),
        id: format!("{}/collections/tags", account.uri),
        kind: "Collection",
        total_items: i64::try_from(items.len()).ok(),
        items: Some(items),
        ..Collection::default()
    }))
}

impl Federation {
    /// A hashtag, as documents tell it.
    pub(crate) fn hashtag(&self, tag: &model::Tag) -> Tag {
        let page = self.site().instance.url(&format!("/tags/{}", tag.name));
        Tag::hashtag(page, &tag.display_name)
    }
}

/// Whether an account that is suspended may be shown again: until then others are told so, and nothing else of it.
async fn may_come_back(federation: &Federation, account: &Account) -> Result<bool, Response> {
    social::moderation::accounts::may_come_back(federation.site(), account).await.map_err(failed)
}

/// The account of this server with this id, as far as anything of it is shown.
pub(crate) async fn local_account(federation: &Federation, id: &str) -> Result<Account, Response> {
    let account = resident(federation, id).await?;
    match account.is_suspended() {
        true => Err(gone(&account.uri, None)),
        false => Ok(account),
    }
}

/// The account of this server with this id, also if it is suspended.
async fn resident(federation: &Federation, id: &str) -> Result<Account, Response> {
    let id: AccountId = id.parse().map_err(|_| missing())?;
    match social::accounts::find(federation.site(), id).await {
        Ok(account) if account.is_local() => {
            match social::accounts::has_joined(federation.site(), &account).await.map_err(failed)? {
                true => Ok(account),
                false => Err(missing()),
            }
        }
        Ok(_) | Err(social::Error::Refusal(_)) => Err(missing()),
        Err(fault) => Err(failed(fault)),
    }
}

/// The status with this id by this account of this server.
async fn local_status(federation: &Federation, id: &str, sid: &str) -> Result<Status, Response> {
    let account = local_account(federation, id).await?;
    let sid: StatusId = sid.parse().map_err(|_| missing())?;
    let found = store::statuses::find(&federation.site().store, sid).await;
    if let Some(status) = found.map_err(|error| failed(error.into()))?.filter(|s| s.account_id == account.id)
    {
        return Ok(status);
    }
    let uri = format!("{}/statuses/{sid}", account.uri);
    match social::statuses::is_gone(federation.site(), &uri).await.map_err(failed)? {
        true => Err(gone(&uri, Some("Note"))),
        false => Err(missing()),
    }
}

/// The status as the asker sees it. Only what is not open needs to know who asks.
async fn visible(federation: &Federation, id: StatusId, parts: &Parts) -> Result<StatusView, Response> {
    let site = federation.site();
    if let Some(Asker(asker)) = parts.extensions.get() {
        return social::statuses::show(site, Viewer::Account(asker.id), id).await.map_err(failed);
    }
    match social::statuses::show(site, Viewer::Nobody, id).await {
        Err(social::Error::Refusal(_)) => {}
        shown => return shown.map_err(failed),
    }
    let asker = match Signed::read(federation, parts, None) {
        Ok(signed) => signed.check(federation).await.map_err(|_| missing())?,
        Err(_) => return Err(missing()),
    };
    let viewer = if asker.is_suspended() { Viewer::Nobody } else { Viewer::Account(asker.id) };
    social::statuses::show(site, viewer, id).await.map_err(failed)
}

/// A document in the one type that other servers believe.
pub(crate) fn document(document: &impl Serialize) -> Response {
    typed("application/activity+json; charset=utf-8", document)
}

/// JSON under another name.
pub(crate) fn typed(content_type: &'static str, document: &impl Serialize) -> Response {
    let mut response = Json(document).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    // The same address answers differently to a browser, and to those who sign.
    headers.insert(VARY, HeaderValue::from_static("Accept, Signature"));
    response
}

/// There is no such thing, or the asker may not see it.
pub(crate) fn missing() -> Response {
    (StatusCode::NOT_FOUND, [(VARY, "Accept, Signature")], Json(json!({"error": "Record not found"})))
        .into_response()
}

fn gone(uri: &str, former: Option<&str>) -> Response {
    let mut response = document(&translate::tombstone(uri, former));
    *response.status_mut() = StatusCode::GONE;
    response
}

/// Something of ours failed.
pub(crate) fn failed(error: social::Error) -> Response {
    match Trouble::from(error) {
        Trouble::Refused(_) | Trouble::Later(_) | Trouble::NotNow(_) => missing(),
        Trouble::Fault(fault) => {
            tracing::error!(error = %fault, "could not serve a document");
            let said = Json(json!({"error": "something went wrong"}));
            (StatusCode::INTERNAL_SERVER_ERROR, said).into_response()
        }
    }
}
