//! Names that nobody takes, or not without a yes. Mastodon has only pages for them.

use axum::{Json, extract::State};
use model::UsernameBlock as Row;
use serde::Deserialize;
use social::door::usernames::{self, Draft};

use crate::{
    Answer, ApiError, ClientApi,
    entities::{Empty, admin::UsernameBlock},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// What is decided; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    username: Option<String>,
    /// `equals` or `contains`.
    comparison: Option<String>,
    allow_with_approval: Option<bool>,
}

impl Form {
    fn over(self, old: Option<&Row>) -> Result<Draft, ApiError> {
        let exact = match self.comparison.as_deref() {
            None => old.is_some_and(|old| old.exact),
            Some("equals") => true,
            Some("contains") => false,
            Some(_) => return Err(ApiError::invalid("comparison", "is not included in the list")),
        };
        let with_approval = || old.is_some_and(|old| old.allow_with_approval);
        Ok(Draft {
            username: self.username.or_else(|| old.map(|old| old.username.clone())).unwrap_or_default(),
            exact,
            allow_with_approval: self.allow_with_approval.unwrap_or_else(with_approval),
        })
    }
}

/// `GET /api/fanfare/v1/admin/username_blocks`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
) -> Answer<Vec<UsernameBlock>> {
    let found = usernames::list(&api.site, &me.staff).await?;
    Ok(Json(found.iter().map(Into::into).collect()))
}

/// `POST /api/fanfare/v1/admin/username_blocks`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(form): Params<Form>,
) -> Answer<UsernameBlock> {
    Ok(Json((&usernames::block(&api.site, &me.staff, form.over(None)?).await?).into()))
}

/// `PUT /api/fanfare/v1/admin/username_blocks/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Row>,
    Params(form): Params<Form>,
) -> Answer<UsernameBlock> {
    let old = usernames::find(&api.site, &me.staff, id).await?;
    Ok(Json((&usernames::change(&api.site, &me.staff, id, form.over(Some(&old))?).await?).into()))
}

/// `DELETE /api/fanfare/v1/admin/username_blocks/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<Row>,
) -> Answer<Empty> {
    usernames::unblock(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
