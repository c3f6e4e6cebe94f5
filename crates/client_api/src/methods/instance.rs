//! Instance: <https://docs.joinmastodon.org/methods/instance/>

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Maybe, scope},
    entities::{self, instance::Offers},
    params::Word,
};

/// `GET /api/v2/instance`
pub(crate) async fn show(State(api): State<ClientApi>) -> Answer<entities::Instance> {
    let stats = social::instance::stats(&api.site).await?;
    let contact = social::instance::contact(&api.site).await?;
    let rules = social::rules::list(&api.site).await?;
    let settings = api.site.settings();
    let accepted = social::workshop::accepted(&api.site).await?;
    let key = social::push::server_key(&api.site).await?.public();
    let has_terms = social::house_texts::current(&api.site).await?.is_some();
    let translates = api.federation.translates();
    let offers = Offers { accepted: &accepted, vapid_key: key, translates, has_terms };
    let contact = contact.as_ref();
    Ok(Json(entities::Instance::new(api.instance(), &settings, &stats, contact, &rules, offers)))
}

/// `GET /api/v1/instance`
pub(crate) async fn show_v1(State(api): State<ClientApi>) -> Answer<entities::InstanceV1> {
    let stats = social::instance::stats(&api.site).await?;
    let contact = social::instance::contact(&api.site).await?;
    let rules = social::rules::list(&api.site).await?;
    let settings = api.site.settings();
    let accepted = social::workshop::accepted(&api.site).await?;
    let contact = contact.as_ref();
    Ok(Json(entities::InstanceV1::new(api.instance(), &settings, &stats, contact, &rules, &accepted)))
}

/// `GET /api/v1/instance/rules`
pub(crate) async fn rules(State(api): State<ClientApi>) -> Answer<Vec<entities::Rule>> {
    let rules = social::rules::list(&api.site).await?;
    Ok(Json(rules.iter().map(entities::Rule::from).collect()))
}

/// `GET /api/v1/instance/domain_blocks`: as if it were not there for those who may not read it, as on Mastodon.
pub(crate) async fn domain_blocks(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadAccounts>,
) -> Answer<Vec<entities::DomainBlock>> {
    let found = social::neighbour_blocks::published(&api.site, by.viewer).await?;
    let with_reason = found.with_reasons;
    Ok(Json(found.blocks.iter().map(|block| entities::DomainBlock::new(block, with_reason)).collect()))
}

/// `GET /api/v1/instance/peers`
pub(crate) async fn peers(State(api): State<ClientApi>) -> Answer<Vec<String>> {
    Ok(Json(social::instance::peers(&api.site).await?))
}

/// `GET /api/v1/instance/activity`
pub(crate) async fn activity(State(api): State<ClientApi>) -> Answer<Vec<entities::instance::Week>> {
    let weeks = social::figures::weeks(&api.site).await?;
    Ok(Json(weeks.iter().map(entities::instance::Week::from).collect()))
}

/// `GET /api/v1/instance/extended_description`
pub(crate) async fn extended_description(State(api): State<ClientApi>) -> Json<Value> {
    let model::settings::Text { markdown, updated_at } = &api.site.settings().about;
    let updated_at = updated_at.map(model::Timestamp::to_rfc3339_millis);
    Json(json!({ "content": social::settings::html(markdown), "updated_at": updated_at }))
}

/// `GET /api/v1/instance/privacy_policy`
pub(crate) async fn privacy_policy(State(api): State<ClientApi>) -> Json<Value> {
    let (content, updated_at) = social::settings::privacy_policy(&api.site);
    Json(json!({ "content": content, "updated_at": updated_at.to_rfc3339_millis() }))
}

/// `GET /api/v1/instance/terms_of_service`
pub(crate) async fn terms_of_service(State(api): State<ClientApi>) -> Answer<entities::TermsOfService> {
    let terms = social::house_texts::current(&api.site).await?.ok_or(ApiError::RECORD_NOT_FOUND)?;
    Ok(Json(entities::TermsOfService::new(&terms)))
}

/// `GET /api/v1/instance/terms_of_service/:date`
pub(crate) async fn terms_of_date(
    State(api): State<ClientApi>,
    Word(date): Word,
) -> Answer<entities::TermsOfService> {
    let terms = social::house_texts::of_date(&api.site, &date).await?;
    Ok(Json(entities::TermsOfService::new(&terms)))
}

/// `GET /api/v1/instance/languages`: the codes that statuses may be written in.
pub(crate) async fn languages() -> Json<Vec<Value>> {
    let shown = |(code, name): &(&str, &str)| json!({ "code": code, "name": name });
    Json(entities::languages::LANGUAGES.iter().map(shown).collect())
}

/// `GET /api/v1/instance/translation_languages`: nothing can be translated without a translator.
pub(crate) async fn translation_languages(
    State(api): State<ClientApi>,
) -> Answer<BTreeMap<String, Vec<String>>> {
    Ok(Json((*api.federation.translation_languages().await?).clone()))
}

/// `GET /api/v1/custom_emojis`
pub(crate) async fn custom_emojis(State(api): State<ClientApi>) -> Answer<Vec<entities::CustomEmoji>> {
    let emojis = social::custom_emojis::offered(&api.site).await?;
    Ok(Json(emojis.iter().map(|emoji| entities::CustomEmoji::own(api.instance(), emoji)).collect()))
}
