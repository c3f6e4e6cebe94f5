//! Trends and tags, for those who decide about them: <https://docs.joinmastodon.org/methods/admin/trends/>

use axum::{Json, extract::State};
use model::{PreviewCard, Status, Tag, limits};
use serde::Deserialize;
use social::{
    Viewer,
    trend_reviews::{self, Publisher, TagChanges},
};

use crate::{
    Answer, ApiError, ClientApi,
    entities::admin,
    pagination::{Listed, Paging, clamp},
    params::{At, Params, Query},
    staff::{Keeper, scope},
};

/// Which part of a list is wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Part {
    limit: Option<i64>,
    offset: Option<i64>,
}

impl Part {
    fn of(&self, page: (i64, i64)) -> (i64, i64) {
        (clamp(self.limit, page), self.offset.unwrap_or(0).max(0))
    }
}

fn viewer<N>(me: &Keeper<N>) -> Viewer {
    Viewer::Account(me.account.id)
}

/// `GET /api/v1/admin/trends/tags`
pub(crate) async fn tags(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    Query(part): Query<Part>,
) -> Answer<Vec<admin::Tag>> {
    let (limit, offset) = part.of(limits::TRENDS_PAGE);
    let found = trend_reviews::trending_tags(&api.site, &me.staff, limit, offset).await?;
    Ok(Json(found.iter().map(|tag| admin::Tag::new(api.instance(), tag)).collect()))
}

async fn decide_tag(
    api: &ClientApi,
    me: &Keeper<scope::Write>,
    id: model::TagId,
    is_trendable: bool,
) -> Answer<admin::Tag> {
    let decided = trend_reviews::decide_tag(&api.site, &me.staff, id, is_trendable).await?;
    Ok(Json(admin::Tag::new(api.instance(), &decided)))
}

/// `POST /api/v1/admin/trends/tags/:id/approve`
pub(crate) async fn approve_tag(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Tag>,
) -> Answer<admin::Tag> {
    decide_tag(&api, &me, id, true).await
}

/// `POST /api/v1/admin/trends/tags/:id/reject`
pub(crate) async fn reject_tag(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Tag>,
) -> Answer<admin::Tag> {
    decide_tag(&api, &me, id, false).await
}

/// `GET /api/v1/admin/trends/statuses`
pub(crate) async fn statuses(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    Query(part): Query<Part>,
) -> Answer<Vec<admin::TrendsStatus>> {
    let (limit, offset) = part.of(limits::STATUSES_PAGE);
    let found = trend_reviews::trending_statuses(&api.site, &me.staff, limit, offset).await?;
    let shown = |status| admin::TrendsStatus::new(api.instance(), viewer(&me), status);
    Ok(Json(found.iter().map(shown).collect()))
}

async fn decide_status(
    api: &ClientApi,
    me: &Keeper<scope::Write>,
    id: model::StatusId,
    is_trendable: bool,
) -> Answer<admin::TrendsStatus> {
    let decided = trend_reviews::decide_status(&api.site, &me.staff, id, is_trendable).await?;
    Ok(Json(admin::TrendsStatus::new(api.instance(), viewer(me), &decided)))
}

/// `POST /api/v1/admin/trends/statuses/:id/approve`
pub(crate) async fn approve_status(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Status>,
) -> Answer<admin::TrendsStatus> {
    decide_status(&api, &me, id, true).await
}

/// `POST /api/v1/admin/trends/statuses/:id/reject`
pub(crate) async fn reject_status(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Status>,
) -> Answer<admin::TrendsStatus> {
    decide_status(&api, &me, id, false).await
}

/// `GET /api/v1/admin/trends/links`
pub(crate) async fn links(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    Query(part): Query<Part>,
) -> Answer<Vec<admin::TrendsLink>> {
    let (limit, offset) = part.of(limits::TRENDS_PAGE);
    let found = trend_reviews::trending_links(&api.site, &me.staff, limit, offset).await?;
    let shown = |link| admin::TrendsLink::new(api.instance(), viewer(&me), link);
    Ok(Json(found.iter().map(shown).collect()))
}

async fn decide_link(
    api: &ClientApi,
    me: &Keeper<scope::Write>,
    id: model::PreviewCardId,
    is_trendable: bool,
) -> Answer<admin::TrendsLink> {
    let decided = trend_reviews::decide_link(&api.site, &me.staff, id, is_trendable).await?;
    Ok(Json(admin::TrendsLink::new(api.instance(), viewer(me), &decided)))
}

/// `POST /api/v1/admin/trends/links/:id/approve`
pub(crate) async fn approve_link(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<PreviewCard>,
) -> Answer<admin::TrendsLink> {
    decide_link(&api, &me, id, true).await
}

/// `POST /api/v1/admin/trends/links/:id/reject`
pub(crate) async fn reject_link(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<PreviewCard>,
) -> Answer<admin::TrendsLink> {
    decide_link(&api, &me, id, false).await
}

/// `GET /api/v1/admin/trends/links/publishers`
pub(crate) async fn publishers(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    paging: Paging,
) -> Result<Listed<admin::Publisher>, ApiError> {
    let page = paging.page(limits::REVIEWED_PAGE);
    let found = trend_reviews::publishers(&api.site, &me.staff, &page).await?;
    let shown = found.iter().map(|publisher| (publisher.id, admin::Publisher::new(publisher)));
    Ok(paging.list(api.instance(), shown.collect()))
}

/// `POST /api/v1/admin/trends/links/publishers/:id/approve`
pub(crate) async fn approve_publisher(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Publisher>,
) -> Answer<admin::Publisher> {
    let decided = trend_reviews::decide_publisher(&api.site, &me.staff, id.get(), true).await?;
    Ok(Json(admin::Publisher::new(&decided)))
}

/// `POST /api/v1/admin/trends/links/publishers/:id/reject`
pub(crate) async fn reject_publisher(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Publisher>,
) -> Answer<admin::Publisher> {
    let decided = trend_reviews::decide_publisher(&api.site, &me.staff, id.get(), false).await?;
    Ok(Json(admin::Publisher::new(&decided)))
}

/// `GET /api/v1/admin/tags`
pub(crate) async fn all_tags(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    paging: Paging,
) -> Result<Listed<admin::Tag>, ApiError> {
    let found = trend_reviews::tags(&api.site, &me.staff, &paging.page(limits::REVIEWED_PAGE)).await?;
    let shown =
        found.iter().map(|tag| (tag.reviewed.view.tag.id.get(), admin::Tag::new(api.instance(), tag)));
    Ok(paging.list(api.instance(), shown.collect()))
}

/// `GET /api/v1/admin/tags/:id`
pub(crate) async fn show_tag(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    At(id): At<Tag>,
) -> Answer<admin::Tag> {
    let found = trend_reviews::tag(&api.site, &me.staff, id).await?;
    Ok(Json(admin::Tag::new(api.instance(), &found)))
}

/// What is decided about a tag.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Decided {
    display_name: Option<String>,
    trendable: Option<bool>,
    usable: Option<bool>,
    listable: Option<bool>,
}

/// `PUT /api/v1/admin/tags/:id`
pub(crate) async fn update_tag(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Tag>,
    Params(form): Params<Decided>,
) -> Answer<admin::Tag> {
    let changes = TagChanges {
        display_name: form.display_name,
        is_trendable: form.trendable,
        is_usable: form.usable,
        is_listable: form.listable,
    };
    let changed = trend_reviews::change_tag(&api.site, &me.staff, id, changes).await?;
    Ok(Json(admin::Tag::new(api.instance(), &changed)))
}
