//! Statuses: <https://docs.joinmastodon.org/methods/statuses/>

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::HeaderMap;
use model::{ApplicationId, AttachmentId, Status, StatusId, Visibility, limits};
use serde::Deserialize;
use social::{
    Viewer,
    polls::NewPoll,
    statuses::{Described, Draft},
};

use super::{async_refreshes, ids, profile::quote_policy, scheduled_statuses::moment};
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Maybe, Signed, scope},
    entities::{self, languages},
    json::Text,
    params::{At, Params},
};

/// A status that somebody is about to publish.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewStatus {
    status: String,
    spoiler_text: String,
    sensitive: Option<bool>,
    language: Option<String>,
    visibility: Option<String>,
    in_reply_to_id: Option<String>,
    media_ids: Vec<String>,
    media_attributes: Vec<Attributes>,
    poll: Option<Poll>,
    scheduled_at: Option<String>,
    quoted_status_id: Option<String>,
    quote_approval_policy: Option<String>,
    local_only: bool,
}

impl NewStatus {
    /// The draft.
    fn draft(self, application: ApplicationId, headers: &HeaderMap) -> Result<Draft, ApiError> {
        let key =
            headers.get("idempotency-key").map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned());
        // Some apps call it a visibility (Pleroma), some a mark beside one (glitch-soc).
        let is_local = self.visibility.as_deref() == Some("local");
        let visibility = if is_local { Some("public") } else { self.visibility.as_deref() };
        // A warning without a text is the text.
        let (text, spoiler_text) = match self.status.trim().is_empty() && self.media_ids.is_empty() {
            true => (self.spoiler_text, String::new()),
            false => (self.status, self.spoiler_text),
        };
        Ok(Draft {
            visibility: self::visibility(visibility)?,
            local_only: self.local_only || is_local,
            scheduled_id: None,
            quoted_status_id: self.quoted_status_id.map(|id| known(&id)).transpose()?,
            quote_policy: quote_policy(self.quote_approval_policy.as_deref())?,
            text,
            spoiler_text,
            sensitive: self.sensitive,
            language: self.language.as_deref().and_then(languages::spoken),
            in_reply_to_id: self.in_reply_to_id.map(|id| known(&id)).transpose()?,
            application_id: Some(application),
            media: self.media_ids.iter().map(|id| known_file(id)).collect::<Result<_, _>>()?,
            descriptions: self
                .media_attributes
                .into_iter()
                .map(Attributes::described)
                .collect::<Result<_, _>>()?,
            poll: self.poll.and_then(Poll::wanted),
            idempotency_key: key.filter(|key| !key.is_empty()),
        })
    }
}

/// What is said of an attachment from now on.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Attributes {
    id: String,
    description: Option<String>,
    focus: Option<String>,
}

impl Attributes {
    fn described(self) -> Result<Described, ApiError> {
        let focus = super::media::focus(self.focus.as_deref())?;
        Ok(Described { id: known_file(&self.id)?, description: self.description, focus })
    }
}

fn known_file(id: &str) -> Result<AttachmentId, ApiError> {
    id.parse().map_err(|_| ApiError::invalid("media_ids", format!("name a file that is not there: {id}")))
}

/// Answers to choose from. Some apps send one without answers for no poll.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Poll {
    options: Vec<String>,
    expires_in: Option<i64>,
    multiple: bool,
    hide_totals: bool,
}

impl Poll {
    fn wanted(self) -> Option<NewPoll> {
        let Self { options, expires_in, multiple, hide_totals } = self;
        let expires_in = expires_in.unwrap_or(0);
        (!options.is_empty()).then_some(NewPoll { options, expires_in, multiple, hide_totals })
    }
}

fn known(id: &str) -> Result<StatusId, ApiError> {
    id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)
}

/// Who may see a status, if that is said.
pub(super) fn visibility(word: Option<&str>) -> Result<Option<Visibility>, ApiError> {
    let Some(word) = word else { return Ok(None) };
    match Visibility::parse(word) {
        None => Err(ApiError::invalid("visibility", "must be public, unlisted, private or direct")),
        known => Ok(known),
    }
}

/// A status as the viewer sees it now.
pub(super) async fn shown(
    api: &ClientApi,
    viewer: Viewer,
    id: StatusId,
) -> Result<entities::Status, ApiError> {
    let view = social::statuses::show(&api.site, viewer, id).await?;
    Ok(entities::Status::new(api.instance(), viewer, &view))
}

/// `POST /api/v1/statuses`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteStatuses>,
    headers: HeaderMap,
    Params(new): Params<NewStatus>,
) -> Result<Response, ApiError> {
    let at = moment(new.scheduled_at.as_deref())?.filter(|at| !social::schedule::is_past(&api.site, *at));
    let draft = new.draft(me.token.application_id, &headers)?;
    // A draft that cannot be posted sends nobody looking.
    draft.check(&api.site.settings().statuses)?;
    api.federation.resolve_mentions(&draft.text).await;
    if let Some(at) = at {
        let scheduled = social::schedule::schedule(&api.site, &me.account, draft, at).await?;
        return Ok(Json(entities::ScheduledStatus::new(api.instance(), &scheduled)).into_response());
    }
    let status = social::statuses::post(&api.site, &me.account, draft).await?;
    Ok(shown(&api, me.viewer(), status.id).await?.into_text().into_response())
}

/// Several statuses.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Several {
    id: Vec<String>,
}

/// `GET /api/v1/statuses`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadStatuses>,
    Params(wanted): Params<Several>,
) -> Result<Text, ApiError> {
    let wanted = ids(&wanted.id, limits::STATUSES_PAGE.0 as usize)?;
    let views = social::statuses::show_ids(&api.site, by.viewer, &wanted).await?;
    Ok(entities::Status::list(api.instance(), by.viewer, &views))
}

/// `GET /api/v1/statuses/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadStatuses>,
    At(id): At<Status>,
) -> Result<Text, ApiError> {
    Ok(shown(&api, by.viewer, id).await?.into_text())
}

/// What is to go with a status.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Deletion {
    delete_media: bool,
}

/// `DELETE /api/v1/statuses/:id`
pub(crate) async fn delete(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteStatuses>,
    At(id): At<Status>,
    Params(wanted): Params<Deletion>,
) -> Answer<entities::Status> {
    let view = social::statuses::delete(&api.site, &me.account, id, wanted.delete_media).await?;
    Ok(Json(entities::Status::deleted(api.instance(), me.viewer(), &view)))
}

/// `PUT /api/v1/statuses/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteStatuses>,
    At(id): At<Status>,
    Params(new): Params<NewStatus>,
) -> Answer<entities::Status> {
    // Before anything is looked up, so that nobody learns more than that it is not theirs.
    let status = social::statuses::get_visible(&api.site, me.viewer(), id).await?;
    let draft = new.draft(me.token.application_id, &HeaderMap::new())?;
    draft.check(&api.site.settings().statuses)?;
    api.federation.resolve_mentions(&draft.text).await;
    social::statuses::edit(&api.site, &me.account, status.id, draft).await?;
    shown(&api, me.viewer(), id).await.map(Json)
}

/// `GET /api/v1/statuses/:id/history`
pub(crate) async fn history(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadStatuses>,
    At(id): At<Status>,
) -> Answer<Vec<entities::StatusEdit>> {
    let view = social::statuses::history(&api.site, by.viewer, id).await?;
    let quote = social::statuses::show(&api.site, by.viewer, id).await?.quote;
    Ok(Json(entities::StatusEdit::list(api.instance(), by.viewer, &view, quote.as_ref())))
}

/// `GET /api/v1/statuses/:id/context`
pub(crate) async fn context(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadStatuses>,
    At(id): At<Status>,
) -> Result<Response, ApiError> {
    let thread = social::statuses::thread(&api.site, by.viewer, id).await?;
    let refresh = match by.viewer {
        Viewer::Nobody => None,
        Viewer::Account(_) => api.federation.thread_opened(id).await?,
    };
    let shown = entities::Context::new(api.instance(), by.viewer, &thread).into_text();
    Ok((refresh.as_ref().and_then(async_refreshes::header), shown).into_response())
}

/// `GET /api/v1/statuses/:id/source`
pub(crate) async fn source(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadStatuses>,
    At(id): At<Status>,
) -> Answer<entities::StatusSource> {
    let view = social::statuses::show(&api.site, me.viewer(), id).await?;
    Ok(Json(entities::StatusSource::new(&view)))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use model::Id;

    use super::*;

    fn draft(new: NewStatus) -> Result<Draft, u16> {
        new.draft(Id::new(1), &HeaderMap::new()).map_err(|error| error.status().as_u16())
    }

    #[test]
    fn files_are_named_by_numbers_and_a_poll_without_answers_is_none() {
        let media = |id: &str| NewStatus { media_ids: vec![id.into()], ..NewStatus::default() };
        assert_eq!(draft(media("1")).unwrap().media, [Id::new(1)]);
        assert_eq!(draft(media("x")).unwrap_err(), 422);
        let nothing = NewStatus { poll: Some(Poll::default()), ..NewStatus::default() };
        assert_eq!(draft(nothing).unwrap().poll, None);
    }

    #[test]
    fn words_for_visibility_and_ids_must_be_known() {
        let visible = |word: &str| NewStatus { visibility: Some(word.into()), ..NewStatus::default() };
        assert_eq!(draft(visible("private")).unwrap().visibility, Some(Visibility::Private));
        assert_eq!(draft(visible("secret")).unwrap_err(), 422);
        let reply = |id: &str| NewStatus { in_reply_to_id: Some(id.into()), ..NewStatus::default() };
        assert_eq!(draft(reply("12")).unwrap().in_reply_to_id, Some(Id::new(12)));
        for nothing in ["abc", "99999999999999999999999"] {
            assert_eq!(draft(reply(nothing)).unwrap_err(), 404, "{nothing}");
        }
    }

    #[test]
    fn the_idempotency_key_is_taken_from_its_header() {
        let mut headers = HeaderMap::new();
        headers.insert("idempotency-key", HeaderValue::from_static("k"));
        let draft = NewStatus::default().draft(Id::new(1), &headers).unwrap();
        assert_eq!(draft.idempotency_key.as_deref(), Some("k"));
    }
}
