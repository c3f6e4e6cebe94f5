//! Relays: servers that pass on what is public between many others. Mastodon has only pages for them.

use axum::{Json, extract::State};
use federation::RelayView;
use serde::{Deserialize, Serialize};

use crate::{
    Answer, ClientApi,
    entities::Empty,
    params::{At, Params},
    staff::{Keeper, scope},
};

/// A relay.
#[derive(Serialize)]
pub(crate) struct Relay {
    id: String,
    /// The address under which it was added.
    address: String,
    /// Whether it has agreed: `pending`, `accepted` or `rejected`.
    state: &'static str,
}

impl From<RelayView> for Relay {
    fn from(relay: RelayView) -> Self {
        Self { id: relay.id.to_string(), address: relay.address, state: relay.state }
    }
}

/// Which relay.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    address: String,
}

/// `GET /api/fanfare/v1/admin/relays`
pub(crate) async fn index(State(api): State<ClientApi>, me: Keeper<scope::Read>) -> Answer<Vec<Relay>> {
    let relays = api.federation.show_relays(&me.staff).await?;
    Ok(Json(relays.into_iter().map(Relay::from).collect()))
}

/// `POST /api/fanfare/v1/admin/relays`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(form): Params<Form>,
) -> Answer<Relay> {
    Ok(Json(api.federation.add_relay(&me.staff, &form.address).await?.into()))
}

/// `DELETE /api/fanfare/v1/admin/relays/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<RelayView>,
) -> Answer<Empty> {
    api.federation.remove_relay(&me.staff, id).await?;
    Ok(Json(Empty {}))
}
