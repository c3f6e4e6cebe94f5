//! Announcements, written, published and taken back. Mastodon has only pages for that.

use axum::{Json, extract::State};
use model::{Announcement, AnnouncementId, Timestamp};
use serde::Deserialize;
use social::{
    announcement_mail,
    announcements::{self, NewAnnouncement, Publish},
};

use crate::{
    Answer, ApiError, ClientApi,
    entities::{self, Empty},
    params::{At, Params, Query, Said},
    staff::{Keeper, scope},
};

/// What is said in an announcement; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    text: Option<String>,
    starts_at: Said,
    ends_at: Said,
    all_day: Option<bool>,
    /// Whether everybody is told at once.
    published: Option<bool>,
    /// When everybody is told.
    scheduled_at: Option<String>,
}

impl Form {
    fn over(&self, old: &NewAnnouncement) -> Result<NewAnnouncement, ApiError> {
        Ok(NewAnnouncement {
            text: self.text.clone().unwrap_or_else(|| old.text.clone()),
            starts_at: moment("starts_at", &self.starts_at, old.starts_at)?,
            ends_at: moment("ends_at", &self.ends_at, old.ends_at)?,
            all_day: self.all_day.unwrap_or(old.all_day),
        })
    }

    fn when(&self) -> Result<Publish, ApiError> {
        let time = moment("scheduled_at", &Said(self.scheduled_at.clone()), None)?;
        Ok(match (time, self.published) {
            (Some(time), _) => Publish::At(time),
            (None, Some(false)) => Publish::Later,
            (None, _) => Publish::Now,
        })
    }
}

/// What is said of a time; saying nothing takes it away.
fn moment(field: &'static str, said: &Said, old: Option<Timestamp>) -> Result<Option<Timestamp>, ApiError> {
    let Some(text) = &said.0 else { return Ok(old) };
    if text.trim().is_empty() {
        return Ok(None);
    }
    let time = Timestamp::parse(text.trim());
    time.map(Some).ok_or_else(|| ApiError::invalid(field, "must be a date and time"))
}

/// Announcements before this one.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Window {
    max_id: Option<String>,
}

async fn shown(
    api: &ClientApi,
    me: &Keeper<impl crate::auth::Needs>,
    id: AnnouncementId,
) -> Answer<entities::admin::Announcement> {
    let view = announcements::existing(&api.site, &me.staff, id).await?;
    Ok(Json(entities::admin::Announcement::new(api.instance(), &view, api.site.now())))
}

/// `GET /api/fanfare/v1/admin/announcements`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    Query(window): Query<Window>,
) -> Answer<Vec<entities::admin::Announcement>> {
    let before = window.max_id.map(|id| id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)).transpose()?;
    let found = announcements::list_all(&api.site, &me.staff, before).await?;
    let shown = |view| entities::admin::Announcement::new(api.instance(), view, api.site.now());
    Ok(Json(found.iter().map(shown).collect()))
}

/// `GET /api/fanfare/v1/admin/announcements/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    At(id): At<Announcement>,
) -> Answer<entities::admin::Announcement> {
    shown(&api, &me, id).await
}

/// `POST /api/fanfare/v1/admin/announcements`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::Announcement> {
    let new = form.over(&NewAnnouncement::default())?;
    let made = announcements::make(&api.site, &me.staff, new, form.when()?).await?;
    shown(&api, &me, made.id).await
}

/// `PUT /api/fanfare/v1/admin/announcements/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Announcement>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::Announcement> {
    let old = announcements::existing(&api.site, &me.staff, id).await?.announcement;
    let Announcement { text, starts_at, ends_at, all_day, .. } = old;
    let new = form.over(&NewAnnouncement { text, starts_at, ends_at, all_day })?;
    announcements::change(&api.site, &me.staff, id, new).await?;
    shown(&api, &me, id).await
}

/// `POST /api/fanfare/v1/admin/announcements/:id/publish`
pub(crate) async fn publish(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Announcement>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::Announcement> {
    announcements::publish(&api.site, &me.staff, id, form.when()?).await?;
    shown(&api, &me, id).await
}

/// `POST /api/fanfare/v1/admin/announcements/:id/unpublish`
pub(crate) async fn unpublish(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Announcement>,
) -> Answer<entities::admin::Announcement> {
    announcements::publish(&api.site, &me.staff, id, Publish::Later).await?;
    shown(&api, &me, id).await
}

/// `POST /api/fanfare/v1/admin/announcements/:id/mail`
pub(crate) async fn mail(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Announcement>,
) -> Answer<entities::admin::Announcement> {
    announcement_mail::begin(&api.site, &me.staff, id).await?;
    shown(&api, &me, id).await
}

/// `POST /api/fanfare/v1/admin/announcements/:id/mail/test`
pub(crate) async fn try_mail(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Announcement>,
) -> Answer<Empty> {
    announcement_mail::try_out(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}

/// `DELETE /api/fanfare/v1/admin/announcements/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Announcement>,
) -> Answer<Empty> {
    announcements::remove(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
