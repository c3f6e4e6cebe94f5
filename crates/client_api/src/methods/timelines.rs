//! Timelines: <https://docs.joinmastodon.org/methods/timelines/>

use axum::extract::State;
use model::limits;
use serde::Deserialize;
use social::{
    Viewer,
    feed_access::{self, Feed},
    timelines::{self, Origin, TagQuery},
};

use super::statuses_page;
use crate::{
    ApiError, ClientApi,
    auth::{Maybe, Signed, scope},
    pagination::{Paging, Written},
    params::{Params, Word},
};

type Answer = Result<Written, ApiError>;

/// `GET /api/v1/timelines/home`
pub(crate) async fn home(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadStatuses>,
    paging: Paging,
) -> Answer {
    let found = timelines::home(&api.site, me.account.id, &paging.page(limits::STATUSES_PAGE)).await?;
    Ok(statuses_page(api.instance(), me.viewer(), &paging, &found))
}

/// Which public statuses are wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Public {
    local: bool,
    remote: bool,
    only_media: bool,
}

/// `GET /api/v1/timelines/public`
pub(crate) async fn public(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadStatuses>,
    paging: Paging,
    Params(wanted): Params<Public>,
) -> Answer {
    let origin = Origin { local: wanted.local, remote: wanted.remote, only_media: wanted.only_media };
    feed_access::expect(&api.site, by.viewer, Feed::Live, origin)?;
    let page = paging.page(limits::STATUSES_PAGE);
    let found = timelines::public(&api.site, by.viewer, origin, &page).await?;
    Ok(statuses_page(api.instance(), by.viewer, &paging, &found))
}

/// Which tagged statuses are wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Tagged {
    any: Vec<String>,
    all: Vec<String>,
    none: Vec<String>,
    local: bool,
    remote: bool,
    only_media: bool,
}

/// `GET /api/v1/timelines/tag/:hashtag`
pub(crate) async fn tag(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadStatuses>,
    Word(name): Word,
    paging: Paging,
    Params(wanted): Params<Tagged>,
) -> Answer {
    let Tagged { any, all, none, local, remote, only_media } = wanted;
    let origin = Origin { local, remote, only_media };
    feed_access::expect(&api.site, by.viewer, Feed::Topic, origin)?;
    if let Viewer::Account(me) = by.viewer
        && paging.is_start()
    {
        api.federation.tag_opened(me, &name).await?;
    }
    let query = TagQuery { name, any, all, none, origin };
    let page = paging.page(limits::STATUSES_PAGE);
    let found = timelines::tag(&api.site, by.viewer, &query, &page).await?;
    Ok(statuses_page(api.instance(), by.viewer, &paging, &found))
}
