//! Terms of service, written and published, and what privacy policies said before. Mastodon has only pages for them.

use axum::{Json, extract::State};
use model::{HouseText, Timestamp, house_text::HouseTextKind};
use serde::Deserialize;
use social::house_texts::{self, Changes};

use crate::{
    Answer, ApiError, ClientApi,
    entities::{Empty, admin},
    params::{At, Params, Said},
    staff::{Keeper, scope},
};

/// What is said in terms; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    text: Option<String>,
    changelog: Said,
    effective_date: Option<String>,
}

impl Form {
    fn changes(&self) -> Changes {
        Changes { text: self.text.clone(), changelog: self.changelog.0.clone() }
    }

    fn from(&self) -> Result<Option<Timestamp>, ApiError> {
        let Some(date) = self.effective_date.as_deref().map(str::trim) else { return Ok(None) };
        let time = Timestamp::parse(date);
        time.map(Some).ok_or_else(|| ApiError::invalid("effective_date", "must be a date"))
    }
}

/// `GET /api/fanfare/v1/admin/terms_of_service`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
) -> Answer<Vec<admin::HouseText>> {
    let found = house_texts::list(&api.site, &me.staff, HouseTextKind::Terms).await?;
    Ok(Json(found.iter().map(admin::HouseText::new).collect()))
}

/// `GET /api/fanfare/v1/admin/privacy_policies`
pub(crate) async fn policies(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
) -> Answer<Vec<admin::HouseText>> {
    let found = house_texts::list(&api.site, &me.staff, HouseTextKind::Privacy).await?;
    Ok(Json(found.iter().map(admin::HouseText::new).collect()))
}

/// `GET /api/fanfare/v1/admin/terms_of_service/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    At(id): At<HouseText>,
) -> Answer<admin::HouseText> {
    Ok(Json(admin::HouseText::new(&house_texts::existing(&api.site, &me.staff, id).await?)))
}

/// `POST /api/fanfare/v1/admin/terms_of_service`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(form): Params<Form>,
) -> Answer<admin::HouseText> {
    let made = house_texts::draft(&api.site, &me.staff, form.changes()).await?;
    Ok(Json(admin::HouseText::new(&made)))
}

/// `PUT /api/fanfare/v1/admin/terms_of_service/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<HouseText>,
    Params(form): Params<Form>,
) -> Answer<admin::HouseText> {
    let changed = house_texts::change(&api.site, &me.staff, id, form.changes()).await?;
    Ok(Json(admin::HouseText::new(&changed)))
}

/// `POST /api/fanfare/v1/admin/terms_of_service/:id/publish`
pub(crate) async fn publish(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<HouseText>,
    Params(form): Params<Form>,
) -> Answer<admin::HouseText> {
    let published = house_texts::publish(&api.site, &me.staff, id, form.from()?).await?;
    Ok(Json(admin::HouseText::new(&published)))
}

/// `DELETE /api/fanfare/v1/admin/terms_of_service/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<HouseText>,
) -> Answer<Empty> {
    house_texts::discard(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
