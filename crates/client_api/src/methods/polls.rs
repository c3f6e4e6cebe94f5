//! Polls: <https://docs.joinmastodon.org/methods/polls/>

use axum::{Json, extract::State};
use model::Poll;
use serde::Deserialize;
use social::Viewer;

use crate::{
    Answer, ClientApi,
    auth::{Maybe, Signed, scope},
    entities,
    params::{At, Params},
};

/// `GET /api/v1/polls/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadStatuses>,
    At(id): At<Poll>,
) -> Answer<entities::Poll> {
    let mut view = social::polls::show(&api.site, by.viewer, id).await?;
    if by.viewer != Viewer::Nobody {
        api.federation.poll_opened(&view.poll).await?;
        view = social::polls::show(&api.site, by.viewer, id).await?;
    }
    Ok(Json(entities::Poll::new(&view, by.viewer.account_id())))
}

/// What is chosen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Choice {
    /// Answers, counted from 0.
    choices: Vec<i64>,
}

/// `POST /api/v1/polls/:poll_id/votes`
pub(crate) async fn vote(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteStatuses>,
    At(id): At<Poll>,
    Params(wanted): Params<Choice>,
) -> Answer<entities::Poll> {
    social::polls::vote(&api.site, &me.account, id, &wanted.choices).await?;
    let view = social::polls::show(&api.site, me.viewer(), id).await?;
    Ok(Json(entities::Poll::new(&view, Some(me.account.id))))
}
