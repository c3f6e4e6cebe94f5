//! Profile: <https://docs.joinmastodon.org/methods/profile/>, and the older way to edit it.

use axum::{Json, extract::State};
use model::{Account, QuotePolicy, limits};
use serde::Deserialize;
use social::{Credentials, pictures::Pictures, profile::Changes};

use super::statuses::visibility;
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities,
    params::{Said, Upload},
};

/// What somebody wants to be different.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    display_name: Said,
    note: Said,
    locked: Option<bool>,
    bot: Option<bool>,
    discoverable: Option<bool>,
    indexable: Option<bool>,
    hide_collections: Option<bool>,
    fields_attributes: Option<Vec<Field>>,
    attribution_domains: Option<Vec<String>>,
    show_media: Option<bool>,
    show_media_replies: Option<bool>,
    show_featured: Option<bool>,
    avatar: Said,
    header: Said,
    avatar_description: Said,
    header_description: Said,
    source: Source,
}

/// How they like to publish.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Source {
    privacy: Option<String>,
    sensitive: Option<bool>,
    language: Said,
    quote_policy: Option<String>,
}

/// A line of the table.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Field {
    name: String,
    value: String,
}

impl Form {
    /// The changes.
    fn changes(self) -> Result<Changes, ApiError> {
        for (field, said) in [("avatar", self.avatar), ("header", self.header)] {
            if !said.is_nothing() {
                return Err(ApiError::invalid(field, "must be a file, or a data: URL in Base64"));
            }
        }
        let fields = self.fields_attributes.map(|fields| {
            let filled =
                fields.into_iter().filter(|field| !(field.name.is_empty() && field.value.is_empty()));
            filled.map(|field| (field.name, field.value)).collect()
        });
        Ok(Changes {
            display_name: self.display_name.0,
            note: self.note.0,
            locked: self.locked,
            bot: self.bot,
            discoverable: self.discoverable,
            indexable: self.indexable,
            hide_collections: self.hide_collections,
            fields,
            attribution_domains: self.attribution_domains,
            show_media: self.show_media,
            show_media_replies: self.show_media_replies,
            show_featured: self.show_featured,
            visibility: visibility(self.source.privacy.as_deref())?,
            sensitive: self.source.sensitive,
            language: self.source.language.0,
            quote_policy: quote_policy(self.source.quote_policy.as_deref())?,
        })
    }
}

/// Who may quote, if that is said.
pub(super) fn quote_policy(word: Option<&str>) -> Result<Option<QuotePolicy>, ApiError> {
    let Some(word) = word else { return Ok(None) };
    match QuotePolicy::parse(word) {
        None => Err(ApiError::invalid("quote_policy", "must be public, followers or nobody")),
        known => Ok(known),
    }
}

async fn change(api: &ClientApi, me: &Account, mut upload: Upload<Form>) -> Result<Credentials, ApiError> {
    let mut pictures =
        Pictures { avatar: upload.take("avatar"), header: upload.take("header"), ..Pictures::default() };
    let mut form = upload.params;
    pictures.avatar_description = form.avatar_description.0.take();
    pictures.header_description = form.header_description.0.take();
    let changes = form.changes()?;
    if let Some(note) = &changes.note
        && markup_fits(note)
    {
        api.federation.resolve_mentions(note).await;
    }
    social::profile::update(&api.site, me, changes, pictures).await?;
    Ok(social::accounts::credentials(&api.site, me.id).await?)
}

/// Whether a description may be kept: nobody is sent looking for one that may not.
fn markup_fits(note: &str) -> bool {
    note.len() <= 4 * limits::NOTE_CHARACTERS
}

/// `PATCH /api/v1/accounts/update_credentials`
pub(crate) async fn update_credentials(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    form: Upload<Form>,
) -> Answer<entities::CredentialAccount> {
    let credentials = change(&api, &me.account, form).await?;
    Ok(Json(entities::CredentialAccount::new(api.instance(), &credentials)))
}

/// `PATCH /api/v1/profile` and `PUT /api/v1/profile`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    form: Upload<Form>,
) -> Answer<entities::Profile> {
    let credentials = change(&api, &me.account, form).await?;
    profile(&api, &me.account, &credentials).await
}

/// `GET /api/v1/profile`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Signed<scope::Profile>,
) -> Answer<entities::Profile> {
    let credentials = social::accounts::credentials(&api.site, me.account.id).await?;
    profile(&api, &me.account, &credentials).await
}

async fn profile(api: &ClientApi, me: &Account, credentials: &Credentials) -> Answer<entities::Profile> {
    let tags = social::tags::featured(&api.site, me.id).await?;
    Ok(Json(entities::Profile::new(api.instance(), credentials, &tags)))
}

/// `DELETE /api/v1/profile/avatar`
pub(crate) async fn remove_avatar(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
) -> Answer<entities::CredentialAccount> {
    social::pictures::remove_avatar(&api.site, &me.account).await?;
    super::accounts::own(&api, me.account.id).await
}

/// `DELETE /api/v1/profile/header`
pub(crate) async fn remove_header(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
) -> Answer<entities::CredentialAccount> {
    social::pictures::remove_header(&api.site, &me.account).await?;
    super::accounts::own(&api, me.account.id).await
}

/// `GET /api/v1/preferences`
pub(crate) async fn preferences(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadAccounts>,
) -> Answer<entities::Preferences> {
    let credentials = social::accounts::credentials(&api.site, me.account.id).await?;
    Ok(Json((&credentials).into()))
}
