//! Decisions about many neighbours at once. Mastodon has only pages for them.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::header;
use model::{Blocklist as List, BlocklistSubscription as Subscribed, Severity, limits};
use serde::Deserialize;
use social::blocklists::{
    self, Choice,
    subscriptions::{self, Draft},
};

use crate::{
    Answer, ApiError, ClientApi,
    entities::{
        Empty,
        admin::{Blocklist, BlocklistPreview, BlocklistSubscription, BlocklistSuggestions},
    },
    pagination::{Listed, Paging},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// A file, and which of its lines count.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    csv: String,
    name: String,
    least_severity: Option<String>,
    overwrite: bool,
}

/// What is said of a list of others; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Subscription {
    url: Option<String>,
    name: Option<String>,
    mode: Option<String>,
    least_severity: Option<String>,
}

impl Subscription {
    fn over(self, old: Option<&Subscribed>) -> Result<Draft, ApiError> {
        let applies = match self.mode.as_deref() {
            None => old.is_some_and(|old| old.applies),
            Some("apply") => true,
            Some("suggest") => false,
            Some(_) => return Err(ApiError::invalid("mode", "is not included in the list")),
        };
        let before = old.map_or(Severity::Noop, |old| old.least);
        Ok(Draft {
            url: self.url.or_else(|| old.map(|old| old.url.clone())).unwrap_or_default(),
            name: self.name.or_else(|| old.map(|old| old.name.clone())).unwrap_or_default(),
            applies,
            least: least(self.least_severity.as_deref(), before)?,
        })
    }
}

fn least(word: Option<&str>, otherwise: Severity) -> Result<Severity, ApiError> {
    let parse = |word| {
        Severity::parse(word)
            .ok_or_else(|| ApiError::invalid("least_severity", "is not included in the list"))
    };
    word.map_or(Ok(otherwise), parse)
}

/// `GET /api/fanfare/v1/admin/domain_blocks/export.csv`
pub(crate) async fn export(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadDomainBlocks>,
) -> Result<Response, ApiError> {
    let text = blocklists::export(&api.site, &me.staff).await?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response())
}

/// `GET /api/fanfare/v1/admin/domain_blocks/export.json`
pub(crate) async fn export_snapshot(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadDomainBlocks>,
) -> Result<Response, ApiError> {
    let text = blocklists::export_snapshot(&api.site, &me.staff).await?;
    Ok(([(header::CONTENT_TYPE, "application/ld+json")], text).into_response())
}

/// `POST /api/fanfare/v1/admin/blocklists/preview`
pub(crate) async fn preview(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadDomainBlocks>,
    Params(form): Params<Form>,
) -> Answer<BlocklistPreview> {
    let (proposals, wrong) = blocklists::preview(&api.site, &me.staff, &form.csv).await?;
    Ok(Json(BlocklistPreview::new(&proposals, &wrong)))
}

/// `POST /api/fanfare/v1/admin/blocklists`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteDomainBlocks>,
    Params(form): Params<Form>,
) -> Answer<Blocklist> {
    let least = least(form.least_severity.as_deref(), Severity::Noop)?;
    let choice = Choice { least, overwrites: form.overwrite };
    let (list, changes) = blocklists::apply(&api.site, &me.staff, &form.name, &form.csv, choice).await?;
    Ok(Json(Blocklist::from(&list).with_count(changes)))
}

/// `GET /api/fanfare/v1/admin/blocklists`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadDomainBlocks>,
    paging: Paging,
) -> Result<Listed<Blocklist>, ApiError> {
    let found = blocklists::page(&api.site, &me.staff, &paging.page(limits::DOOR_PAGE)).await?;
    Ok(paging.list(api.instance(), found.iter().map(|list| (list.id.get(), list.into())).collect()))
}

/// `GET /api/fanfare/v1/admin/blocklists/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadDomainBlocks>,
    At(id): At<List>,
) -> Answer<Blocklist> {
    let (list, changes) = blocklists::show(&api.site, &me.staff, id).await?;
    Ok(Json(Blocklist::from(&list).with_changes(changes)))
}

/// `POST /api/fanfare/v1/admin/blocklists/:id/undo`
pub(crate) async fn undo(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteDomainBlocks>,
    At(id): At<List>,
) -> Answer<Blocklist> {
    let undone = blocklists::undo(&api.site, &me.staff, id).await?;
    let (list, _) = blocklists::show(&api.site, &me.staff, id).await?;
    Ok(Json(Blocklist::from(&list).with_count(undone)))
}

/// `GET /api/fanfare/v1/admin/blocklist_subscriptions`
pub(crate) async fn subscriptions(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadDomainBlocks>,
) -> Answer<Vec<BlocklistSubscription>> {
    let found = subscriptions::list(&api.site, &me.staff).await?;
    Ok(Json(found.iter().map(Into::into).collect()))
}

/// `POST /api/fanfare/v1/admin/blocklist_subscriptions`
pub(crate) async fn subscribe(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteDomainBlocks>,
    Params(form): Params<Subscription>,
) -> Answer<BlocklistSubscription> {
    Ok(Json((&subscriptions::subscribe(&api.site, &me.staff, form.over(None)?).await?).into()))
}

/// `PUT /api/fanfare/v1/admin/blocklist_subscriptions/:id`
pub(crate) async fn change(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteDomainBlocks>,
    At(id): At<Subscribed>,
    Params(form): Params<Subscription>,
) -> Answer<BlocklistSubscription> {
    let old = subscriptions::find(&api.site, &me.staff, id).await?;
    Ok(Json((&subscriptions::change(&api.site, &me.staff, id, form.over(Some(&old))?).await?).into()))
}

/// `DELETE /api/fanfare/v1/admin/blocklist_subscriptions/:id`
pub(crate) async fn unsubscribe(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteDomainBlocks>,
    At(id): At<Subscribed>,
) -> Answer<Empty> {
    subscriptions::unsubscribe(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}

/// `GET /api/fanfare/v1/admin/blocklist_subscriptions/:id/suggestions`
pub(crate) async fn suggestions(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadDomainBlocks>,
    At(id): At<Subscribed>,
) -> Answer<BlocklistSuggestions> {
    Ok(Json((&subscriptions::suggested(&api.site, &me.staff, id).await?).into()))
}

/// `POST /api/fanfare/v1/admin/blocklist_subscriptions/:id/accept`
pub(crate) async fn accept(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteDomainBlocks>,
    At(id): At<Subscribed>,
) -> Answer<BlocklistSuggestions> {
    subscriptions::accept(&api.site, &me.staff, id).await?;
    Ok(Json((&subscriptions::suggested(&api.site, &me.staff, id).await?).into()))
}
