//! Media: <https://docs.joinmastodon.org/methods/media/>

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use model::{Attachment, AttachmentState, Focus, limits};
use serde::Deserialize;
use social::attachments::{self, Said};

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities::{Empty, MediaAttachment},
    params::{At, Upload},
};

/// What is said of a file.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Described {
    description: Option<String>,
    focus: Option<String>,
}

impl Described {
    fn said(self) -> Result<Said, ApiError> {
        Ok(Said { description: self.description, focus: focus(self.focus.as_deref())? })
    }
}

/// What of a picture matters most, if that is said.
pub(super) fn focus(text: Option<&str>) -> Result<Option<Focus>, ApiError> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    match Focus::parse(text) {
        None => Err(ApiError::invalid("focus", "must be two numbers between -1 and 1, such as 0.5,-0.3")),
        focus => Ok(focus),
    }
}

/// `POST /api/v2/media`: answered before a long file is ready.
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteMedia>,
    upload: Upload<Described>,
) -> Result<Response, ApiError> {
    take_in(&api, &me, upload, limits::UPLOAD_PATIENCE).await
}

/// `POST /api/v1/media`: answered when the file is ready.
pub(crate) async fn create_v1(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteMedia>,
    upload: Upload<Described>,
) -> Result<Response, ApiError> {
    take_in(&api, &me, upload, limits::UPLOAD_PATIENCE_LONG).await
}

async fn take_in(
    api: &ClientApi,
    me: &Signed<scope::WriteMedia>,
    mut upload: Upload<Described>,
    patience: std::time::Duration,
) -> Result<Response, ApiError> {
    let (file, thumbnail) = (upload.take("file"), upload.take("thumbnail"));
    let Some(file) = file else { return Err(ApiError::invalid("file", "can't be blank")) };
    let said = upload.params.said()?;
    let taken = attachments::upload(&api.site, &me.account, file, thumbnail, said).await?;
    let now = attachments::finished(&api.site, &me.account, taken.id, patience).await?;
    shown(api, &now, StatusCode::ACCEPTED).await
}

/// An attachment, or why there is none; `waiting` is the status while it is being worked on.
async fn shown(api: &ClientApi, attachment: &Attachment, waiting: StatusCode) -> Result<Response, ApiError> {
    let entity = MediaAttachment::new(api.instance(), attachment);
    match attachment.state {
        AttachmentState::Ready => Ok(Json(entity).into_response()),
        AttachmentState::Waiting => {
            let place = social::uploads::place_in_line(&api.site, attachment).await?;
            Ok((waiting, Json(entity.waiting(place))).into_response())
        }
        AttachmentState::Failed => {
            let problem = attachment.problem.clone().unwrap_or_default();
            Err(ApiError::invalid("file", format!("cannot be used: {problem}")))
        }
    }
}

/// `GET /api/v1/media/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteMedia>,
    At(id): At<Attachment>,
) -> Result<Response, ApiError> {
    let found = attachments::show(&api.site, &me.account, id).await?;
    shown(&api, &found, StatusCode::PARTIAL_CONTENT).await
}

/// `PUT /api/v1/media/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteMedia>,
    At(id): At<Attachment>,
    mut upload: Upload<Described>,
) -> Result<Response, ApiError> {
    let thumbnail = upload.take("thumbnail");
    let said = upload.params.said()?;
    let now = attachments::describe(&api.site, &me.account, id, said, thumbnail).await?;
    shown(&api, &now, StatusCode::PARTIAL_CONTENT).await
}

/// `DELETE /api/v1/media/:id`
pub(crate) async fn delete(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteMedia>,
    At(id): At<Attachment>,
) -> Answer<Empty> {
    attachments::delete(&api.site, &me.account, id).await?;
    Ok(Json(Empty {}))
}
