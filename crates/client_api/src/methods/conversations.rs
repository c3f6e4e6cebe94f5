//! Conversations and markers: <https://docs.joinmastodon.org/methods/conversations/>,
//! <https://docs.joinmastodon.org/methods/markers/>

use axum::{Json, extract::State};
use model::{Conversation, Marker, limits};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use social::markers;

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities::{self, Empty},
    pagination::{Listed, Paging},
    params::{At, Params},
};

/// `GET /api/v1/conversations`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadStatuses>,
    paging: Paging,
) -> Result<Listed<entities::Conversation>, ApiError> {
    let page = paging.page(limits::STATUSES_PAGE);
    let found = social::conversations::list(&api.site, me.account.id, &page).await?;
    let shown = |view| entities::Conversation::new(api.instance(), view);
    let shown = found.iter().map(|view| (view.conversation.last_status_id.get(), shown(view)));
    Ok(paging.list(api.instance(), shown.collect()))
}

/// `DELETE /api/v1/conversations/:id`
pub(crate) async fn delete(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteConversations>,
    At(id): At<Conversation>,
) -> Answer<Empty> {
    social::conversations::delete(&api.site, me.account.id, id).await?;
    Ok(Json(Empty {}))
}

/// `POST /api/v1/conversations/:id/read`
pub(crate) async fn read(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteConversations>,
    At(id): At<Conversation>,
) -> Answer<entities::Conversation> {
    social::conversations::mark(&api.site, me.account.id, id, false).await?;
    let view = social::conversations::show(&api.site, me.account.id, id).await?;
    Ok(Json(entities::Conversation::new(api.instance(), &view)))
}

/// `POST /api/v1/conversations/:id/unread`
pub(crate) async fn unread(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteConversations>,
    At(id): At<Conversation>,
) -> Answer<entities::Conversation> {
    social::conversations::mark(&api.site, me.account.id, id, true).await?;
    let view = social::conversations::show(&api.site, me.account.id, id).await?;
    Ok(Json(entities::Conversation::new(api.instance(), &view)))
}

/// Which timelines.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Timelines {
    timeline: Vec<String>,
}

/// `GET /api/v1/markers`
pub(crate) async fn markers(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadStatuses>,
    Params(wanted): Params<Timelines>,
) -> Answer<Value> {
    let mut found = markers::list(&api.site, me.account.id).await?;
    found.retain(|marker| wanted.timeline.contains(&marker.timeline));
    Ok(Json(shown(&found)))
}

/// How far was read.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Read {
    home: Place,
    notifications: Place,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Place {
    last_read_id: Option<String>,
}

/// `POST /api/v1/markers`
pub(crate) async fn set_markers(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteStatuses>,
    Params(read): Params<Read>,
) -> Answer<Value> {
    let mut places = Vec::new();
    for (timeline, place) in [("home", read.home), ("notifications", read.notifications)] {
        let Some(id) = place.last_read_id else { continue };
        let id = id.trim().parse::<i64>().ok().filter(|id| *id >= 0);
        places.push((timeline, id.ok_or_else(|| ApiError::invalid("last_read_id", "must be an id"))?));
    }
    Ok(Json(shown(&markers::set(&api.site, me.account.id, &places).await?)))
}

/// <https://docs.joinmastodon.org/entities/Marker/>, by timeline
fn shown(markers: &[Marker]) -> Value {
    let marker = |marker: &Marker| {
        let shown = json!({
            "last_read_id": marker.last_read_id.to_string(),
            "version": marker.version,
            "updated_at": marker.updated_at.to_rfc3339_millis(),
        });
        (marker.timeline.clone(), shown)
    };
    Value::Object(markers.iter().map(marker).collect::<Map<_, _>>())
}
