//! Custom emoji, added, copied, changed and removed. Mastodon has only pages for that.

use axum::{Json, extract::State};
use model::CustomEmoji;
use serde::Deserialize;
use social::custom_emojis::{self, Draft};

use crate::{
    Answer, ClientApi,
    entities::{self, Empty},
    params::{At, Params, Said, Upload},
    staff::{Keeper, scope},
};

/// What is said of a custom emoji; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    shortcode: Option<String>,
    category: Said,
    disabled: Option<bool>,
    visible_in_picker: Option<bool>,
}

impl Form {
    fn over(self, old: Draft) -> Draft {
        Draft {
            shortcode: self.shortcode.unwrap_or(old.shortcode),
            category: self.category.0.or(old.category),
            is_enabled: self.disabled.map_or(old.is_enabled, |disabled| !disabled),
            is_offered: self.visible_in_picker.unwrap_or(old.is_offered),
        }
    }
}

/// A picture of another server.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Copied {
    /// Where this server shows it.
    url: String,
    shortcode: String,
    category: Option<String>,
}

type Shown = entities::admin::CustomEmoji;

fn shown(api: &ClientApi, emoji: &CustomEmoji) -> Answer<Shown> {
    Ok(Json(Shown::new(api.instance(), emoji)))
}

/// `GET /api/fanfare/v1/admin/custom_emojis`
pub(crate) async fn index(State(api): State<ClientApi>, me: Keeper<scope::Read>) -> Answer<Vec<Shown>> {
    let found = custom_emojis::list(&api.site, &me.staff).await?;
    Ok(Json(found.iter().map(|emoji| Shown::new(api.instance(), emoji)).collect()))
}

/// `GET /api/fanfare/v1/admin/custom_emojis/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    At(id): At<CustomEmoji>,
) -> Answer<Shown> {
    shown(&api, &custom_emojis::existing_by_id(&api.site, &me.staff, id).await?)
}

/// `POST /api/fanfare/v1/admin/custom_emojis`, with the picture as `image`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    mut upload: Upload<Form>,
) -> Answer<Shown> {
    let image = upload.take("image");
    let draft = upload.params.over(Draft::new("", None));
    shown(&api, &custom_emojis::add_file(&api.site, &me.staff, draft, image).await?)
}

/// `POST /api/fanfare/v1/admin/custom_emojis/copy`
pub(crate) async fn copy(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(form): Params<Copied>,
) -> Answer<Shown> {
    let draft = Draft::new(&form.shortcode, form.category);
    shown(&api, &api.federation.copy_emoji(&me.staff, &form.url, draft).await?)
}

/// `PUT /api/fanfare/v1/admin/custom_emojis/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<CustomEmoji>,
    Params(form): Params<Form>,
) -> Answer<Shown> {
    let CustomEmoji { shortcode, category, is_enabled, is_offered, .. } =
        custom_emojis::existing_by_id(&api.site, &me.staff, id).await?;
    let draft = form.over(Draft { shortcode, category, is_enabled, is_offered });
    shown(&api, &custom_emojis::change(&api.site, &me.staff, id, draft).await?)
}

/// `DELETE /api/fanfare/v1/admin/custom_emojis/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<CustomEmoji>,
) -> Answer<Empty> {
    custom_emojis::remove(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
