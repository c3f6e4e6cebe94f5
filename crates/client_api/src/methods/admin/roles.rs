//! Roles: what users may do beyond what everybody may. Mastodon has only pages for them.

use axum::{Json, extract::State};
use model::{Permissions, Role};
use serde::Deserialize;
use social::roles::{self, Draft};

use crate::{
    Answer, ClientApi,
    entities::{self, Empty},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// What is said of a role; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    name: Option<String>,
    color: Option<String>,
    position: Option<i64>,
    permissions: Option<i64>,
    highlighted: Option<bool>,
    require_2fa: Option<bool>,
}

impl Form {
    fn over(self, old: &Role) -> Draft {
        Draft {
            name: self.name.unwrap_or_else(|| old.name.clone()),
            color: self.color.unwrap_or_else(|| old.color.clone()),
            position: self.position.unwrap_or(old.position),
            permissions: self.permissions.map_or(old.permissions, Permissions::from_bits),
            highlighted: self.highlighted.unwrap_or(old.highlighted),
            requires_two_factor: self.require_2fa.unwrap_or(old.requires_two_factor),
        }
    }
}

/// `GET /api/fanfare/v1/admin/roles`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
) -> Answer<Vec<entities::admin::Role>> {
    let found = roles::list(&api.site, &me.staff).await?;
    Ok(Json(found.iter().map(|(role, users)| entities::admin::Role::new(role, *users)).collect()))
}

/// `POST /api/fanfare/v1/admin/roles`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::Role> {
    let plain = Role { position: 0, ..roles::nobody() };
    let made = roles::make(&api.site, &me.staff, form.over(&plain)).await?;
    Ok(Json(entities::admin::Role::new(&made, 0)))
}

/// `PUT /api/fanfare/v1/admin/roles/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Role>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::Role> {
    let old = roles::to_change(&api.site, &me.staff, id)?;
    let changed = roles::change(&api.site, &me.staff, id, form.over(&old)).await?;
    let users = roles::users(&api.site, id).await?;
    Ok(Json(entities::admin::Role::new(&changed, users)))
}

/// `DELETE /api/fanfare/v1/admin/roles/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Role>,
) -> Answer<Empty> {
    roles::remove(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
