//! Rules: what everybody here agrees to. Mastodon has only pages for them.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use model::{Rule, RuleId, rule::RuleWords};
use serde::Deserialize;
use social::rules::{self, Draft};

use crate::{
    Answer, ApiError, ClientApi,
    entities::{self, Empty},
    params::{At, Params, Said},
    staff::{Keeper, scope},
};

/// What is said of a rule; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    text: Option<String>,
    hint: Said,
    /// By language; these take the place of those that there were.
    translations: Option<BTreeMap<String, RuleWords>>,
}

impl Form {
    fn over(self, old: &Draft) -> Draft {
        Draft {
            text: self.text.unwrap_or_else(|| old.text.clone()),
            hint: self.hint.0.unwrap_or_else(|| old.hint.clone()),
            translations: self.translations.unwrap_or_else(|| old.translations.clone()),
        }
    }
}

fn written(rule: &Rule) -> Draft {
    Draft { text: rule.text.clone(), hint: rule.hint.clone(), translations: rule.translations.clone() }
}

/// The order in which rules are to stand.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Order {
    ids: Vec<String>,
}

/// `GET /api/fanfare/v1/admin/rules`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    _me: Keeper<scope::Read>,
) -> Answer<Vec<entities::Rule>> {
    Ok(Json(rules::list(&api.site).await?.iter().map(entities::Rule::from).collect()))
}

/// `GET /api/fanfare/v1/admin/rules/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    _me: Keeper<scope::Read>,
    At(id): At<Rule>,
) -> Answer<entities::Rule> {
    Ok(Json((&rules::existing(&api.site, id).await?).into()))
}

/// `POST /api/fanfare/v1/admin/rules`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(form): Params<Form>,
) -> Answer<entities::Rule> {
    let made = rules::add(&api.site, &me.staff, form.over(&Draft::default())).await?;
    Ok(Json((&made).into()))
}

/// `PUT /api/fanfare/v1/admin/rules/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Rule>,
    Params(form): Params<Form>,
) -> Answer<entities::Rule> {
    let old = rules::find(&api.site, &me.staff, id).await?;
    let changed = rules::change(&api.site, &me.staff, id, form.over(&written(&old))).await?;
    Ok(Json((&changed).into()))
}

/// `PUT /api/fanfare/v1/admin/rules/order`
pub(crate) async fn arrange(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(order): Params<Order>,
) -> Answer<Vec<entities::Rule>> {
    let ids: Result<Vec<RuleId>, _> = order.ids.iter().map(|id| id.parse()).collect();
    let ids = ids.map_err(|_| ApiError::RECORD_NOT_FOUND)?;
    let arranged = rules::arrange(&api.site, &me.staff, &ids).await?;
    Ok(Json(arranged.iter().map(entities::Rule::from).collect()))
}

/// `DELETE /api/fanfare/v1/admin/rules/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Rule>,
) -> Answer<Empty> {
    rules::remove(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
