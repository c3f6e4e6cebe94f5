//! Instance: <https://docs.joinmastodon.org/methods/instance/>

use axum::{Json, extract::State};

use crate::{Answer, ClientApi, entities};

/// `GET /api/v2/instance`
pub(crate) async fn show(State(api): State<ClientApi>) -> Answer<entities::Instance> {
    let stats = social::instance::stats(&api.site).await?;
    let contact = social::instance::contact(&api.site).await?;
    Ok(Json(entities::Instance::new(api.instance(), &api.site.settings(), &stats, contact.as_ref())))
}

/// `GET /api/v1/instance`
pub(crate) async fn show_v1(State(api): State<ClientApi>) -> Answer<entities::InstanceV1> {
    let stats = social::instance::stats(&api.site).await?;
    let contact = social::instance::contact(&api.site).await?;
    Ok(Json(entities::InstanceV1::new(api.instance(), &api.site.settings(), &stats, contact.as_ref())))
}
