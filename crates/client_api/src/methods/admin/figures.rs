//! Figures about the community: <https://docs.joinmastodon.org/methods/admin/measures/>,
//! <https://docs.joinmastodon.org/methods/admin/dimensions/> and <https://docs.joinmastodon.org/methods/admin/retention/>

use axum::{Json, extract::State};
use model::{Timestamp, limits};
use serde::Deserialize;
use social::figures::{self, About, Days, Frequency, dashboard};

use crate::{
    Answer, ApiError, ClientApi,
    entities::admin::{Cohort, Dashboard, Dimension, Measure},
    params::Params,
    staff::{Keeper, scope},
};

/// What a figure is about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Of {
    id: Option<String>,
    domain: Option<String>,
}

/// Which figures are wanted, about what, and of which days.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    keys: Vec<String>,
    start_at: Option<String>,
    end_at: Option<String>,
    limit: Option<i64>,
    frequency: Option<String>,
    tag_accounts: Option<Of>,
    tag_uses: Option<Of>,
    tag_servers: Option<Of>,
    tag_languages: Option<Of>,
    instance_accounts: Option<Of>,
    instance_statuses: Option<Of>,
    instance_media_attachments: Option<Of>,
    instance_follows: Option<Of>,
    instance_followers: Option<Of>,
    instance_reports: Option<Of>,
    instance_languages: Option<Of>,
}

impl Form {
    fn days(&self, api: &ClientApi) -> Result<Days, ApiError> {
        let moment = |field, text: &Option<String>| {
            let Some(text) = text.as_deref().map(str::trim) else { return Ok(None) };
            let time = Timestamp::parse(text);
            time.map(Some).ok_or_else(|| ApiError::invalid(field, "must be a date"))
        };
        let (start, end) = (moment("start_at", &self.start_at)?, moment("end_at", &self.end_at)?);
        Ok(Days::between(&api.site, start, end))
    }

    fn about(&self, key: &str) -> Result<About, ApiError> {
        let of = match key {
            "tag_accounts" => &self.tag_accounts,
            "tag_uses" => &self.tag_uses,
            "tag_servers" => &self.tag_servers,
            "tag_languages" => &self.tag_languages,
            "instance_accounts" => &self.instance_accounts,
            "instance_statuses" => &self.instance_statuses,
            "instance_media_attachments" => &self.instance_media_attachments,
            "instance_follows" => &self.instance_follows,
            "instance_followers" => &self.instance_followers,
            "instance_reports" => &self.instance_reports,
            "instance_languages" => &self.instance_languages,
            _ => &None,
        };
        let Some(of) = of else { return Ok(About::default()) };
        let tag = of.id.as_deref().map(|id| id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND));
        Ok(About { tag: tag.transpose()?, domain: of.domain.as_deref().map(str::to_lowercase) })
    }
}

/// `POST /api/v1/admin/measures`
pub(crate) async fn measures(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    Params(form): Params<Form>,
) -> Answer<Vec<Measure>> {
    let (days, mut found) = (form.days(&api)?, Vec::new());
    for key in form.keys.iter().take(limits::FIGURES_ASKED) {
        let measure = figures::measure(&api.site, &me.staff, key, &form.about(key)?, days).await?;
        found.extend(measure.map(|measure| Measure::new(&measure)));
    }
    Ok(Json(found))
}

/// `POST /api/v1/admin/dimensions`
pub(crate) async fn dimensions(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    Params(form): Params<Form>,
) -> Answer<Vec<Dimension>> {
    let (days, mut found) = (form.days(&api)?, Vec::new());
    let limit = form.limit.unwrap_or(limits::DIMENSION_SHARES_AT_FIRST);
    for key in form.keys.iter().take(limits::FIGURES_ASKED) {
        let about = form.about(key)?;
        let dimension = figures::dimension(&api.site, &me.staff, key, &about, days, limit).await?;
        found.extend(dimension.map(|dimension| Dimension::new(&dimension)));
    }
    Ok(Json(found))
}

/// `POST /api/v1/admin/retention`
pub(crate) async fn retention(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    Params(form): Params<Form>,
) -> Answer<Vec<Cohort>> {
    let every = match form.frequency.as_deref() {
        None => Frequency::default(),
        Some(word) => {
            Frequency::parse(word).ok_or_else(|| ApiError::invalid("frequency", "must be day or month"))?
        }
    };
    let found = figures::retention(&api.site, &me.staff, form.days(&api)?, every).await?;
    Ok(Json(found.iter().map(Cohort::new).collect()))
}

/// `GET /api/fanfare/v1/admin/dashboard`
pub(crate) async fn dashboard(State(api): State<ClientApi>, me: Keeper<scope::Read>) -> Answer<Dashboard> {
    Ok(Json(Dashboard::new(&dashboard::show(&api.site, &me.staff).await?)))
}
