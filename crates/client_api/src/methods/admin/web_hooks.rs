//! Web hooks: having other programs told of what happens here. Mastodon has only pages for them.

use axum::{Json, extract::State};
use model::{WebHook, WebHookEvent};
use serde::Deserialize;
use serde_json::{Value, json};
use social::web_hooks::{self, Draft};

use crate::{
    Answer, ApiError, ClientApi,
    entities::{Empty, admin::hook::Hook},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// What is said of a web hook; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    url: Option<String>,
    events: Option<Vec<String>>,
    enabled: Option<bool>,
}

impl Form {
    fn over(self, old: Draft) -> Result<Draft, ApiError> {
        let parse = |name: &String| {
            WebHookEvent::parse(name).ok_or_else(|| ApiError::invalid("events", "must be known events"))
        };
        let events = self.events.map(|names| names.iter().map(parse).collect()).transpose()?;
        Ok(Draft {
            url: self.url.unwrap_or(old.url),
            events: events.unwrap_or(old.events),
            is_enabled: self.enabled.unwrap_or(old.is_enabled),
        })
    }
}

fn written(hook: &WebHook) -> Draft {
    Draft { url: hook.url.clone(), events: hook.events.clone(), is_enabled: hook.is_enabled }
}

/// `GET /api/fanfare/v1/admin/web_hooks`
pub(crate) async fn index(State(api): State<ClientApi>, me: Keeper<scope::Read>) -> Answer<Vec<Hook>> {
    Ok(Json(web_hooks::list(&api.site, &me.staff).await?.iter().map(Hook::new).collect()))
}

/// `GET /api/fanfare/v1/admin/web_hooks/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    At(id): At<WebHook>,
) -> Answer<Hook> {
    Ok(Json(Hook::new(&web_hooks::existing(&api.site, &me.staff, id).await?)))
}

/// `POST /api/fanfare/v1/admin/web_hooks`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(form): Params<Form>,
) -> Answer<Hook> {
    let draft = form.over(Draft { url: String::new(), events: Vec::new(), is_enabled: true })?;
    Ok(Json(Hook::with_secret(&web_hooks::add(&api.site, &me.staff, draft).await?)))
}

/// `PUT /api/fanfare/v1/admin/web_hooks/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<WebHook>,
    Params(form): Params<Form>,
) -> Answer<Hook> {
    let old = web_hooks::existing(&api.site, &me.staff, id).await?;
    let changed = web_hooks::change(&api.site, &me.staff, id, form.over(written(&old))?).await?;
    Ok(Json(Hook::new(&changed)))
}

/// `POST /api/fanfare/v1/admin/web_hooks/:id/enable`
pub(crate) async fn enable(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<WebHook>,
) -> Answer<Hook> {
    set_enabled(&api, &me, id, true).await
}

/// `POST /api/fanfare/v1/admin/web_hooks/:id/disable`
pub(crate) async fn disable(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<WebHook>,
) -> Answer<Hook> {
    set_enabled(&api, &me, id, false).await
}

async fn set_enabled(
    api: &ClientApi,
    me: &Keeper<scope::Write>,
    id: model::WebHookId,
    is_enabled: bool,
) -> Answer<Hook> {
    let old = web_hooks::existing(&api.site, &me.staff, id).await?;
    let draft = Draft { is_enabled, ..written(&old) };
    Ok(Json(Hook::new(&web_hooks::change(&api.site, &me.staff, id, draft).await?)))
}

/// `POST /api/fanfare/v1/admin/web_hooks/:id/rotate_secret`
pub(crate) async fn rotate_secret(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<WebHook>,
) -> Answer<Hook> {
    Ok(Json(Hook::with_secret(&web_hooks::rotate(&api.site, &me.staff, id).await?)))
}

/// `POST /api/fanfare/v1/admin/web_hooks/:id/test`: tells it at once that it is tried out, and answers what became of that.
pub(crate) async fn test(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<WebHook>,
) -> Answer<Value> {
    let hook = web_hooks::existing(&api.site, &me.staff, id).await?;
    let body = web_hooks::envelope("test", api.site.now(), &json!({ "id": hook.id, "url": hook.url }));
    let signature = web_hooks::signature(&hook.secret, &body);
    let problem = api.federation.tell_hook(&hook.url, &signature, body).await.err();
    Ok(Json(json!({ "taken": problem.is_none(), "error": problem })))
}

/// `DELETE /api/fanfare/v1/admin/web_hooks/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<WebHook>,
) -> Answer<Empty> {
    web_hooks::remove(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}
