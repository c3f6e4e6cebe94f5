//! Web hooks: other programs that are told of what happens here, each in order, and again until it has taken it. What they
//! are told is known outside; here is who is told of what, and what waits.

use aws_lc_rs::hmac;
use model::{
    AuditTarget, Event, EventId, Id, Permissions, StatusId, Timestamp, WebHook, WebHookEvent, WebHookId,
    limits, web_hook::WebHookMessage,
};
use serde_json::{Value, json};

use crate::{Problem, Refusal, Result, Site, accounts, audit, secrets, staff::Staff, statuses};

const DAY_MS: i64 = 24 * 3_600_000;
const MINUTE_MS: i64 = 60_000;

/// What is said of a web hook.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Where it is told.
    pub url: String,
    /// What it is told of.
    pub events: Vec<WebHookEvent>,
    /// Whether it is told.
    pub is_enabled: bool,
}

/// Takes over what is stored, so that changes made by other processes count within a second.
pub(crate) async fn load(site: &Site) -> Result<()> {
    let stored = store::web_hooks::list(&site.store).await?;
    if *site.web_hooks() != stored {
        site.set_web_hooks(stored);
    }
    Ok(())
}

/// All web hooks, oldest first.
pub async fn list(site: &Site, by: &Staff) -> Result<Vec<WebHook>> {
    by.needs(Permissions::MANAGE_WEBHOOKS)?;
    Ok(store::web_hooks::list(&site.store).await?)
}

/// The one with this id.
pub async fn existing(site: &Site, by: &Staff, id: WebHookId) -> Result<WebHook> {
    by.needs(Permissions::MANAGE_WEBHOOKS)?;
    Ok(store::web_hooks::find(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}

/// Has another program told.
pub async fn add(site: &Site, by: &Staff, draft: Draft) -> Result<WebHook> {
    by.needs(Permissions::MANAGE_WEBHOOKS)?;
    let known = store::web_hooks::list(&site.store).await?;
    if known.len() >= limits::WEB_HOOKS {
        return Err(Refusal::Conflict("this server has as many web hooks as it can have").into());
    }
    check(site, by, &draft)?;
    let now = site.now();
    let hook = WebHook {
        id: site.id(),
        url: draft.url.trim().to_owned(),
        secret: secrets::make()?,
        events: draft.events,
        is_enabled: draft.is_enabled,
        created_at: now,
        updated_at: now,
        failures: 0,
        last_error: None,
    };
    put(site, by, "create", None, hook).await
}

/// Has it told something else, somewhere else, or nothing for now.
pub async fn change(site: &Site, by: &Staff, id: WebHookId, draft: Draft) -> Result<WebHook> {
    let old = existing(site, by, id).await?;
    check_events(by, &old.events)?;
    check(site, by, &draft)?;
    let new = WebHook {
        url: draft.url.trim().to_owned(),
        events: draft.events,
        is_enabled: draft.is_enabled,
        ..old.clone()
    };
    put(site, by, "update", Some(&old), new).await
}

/// Signs what it is told with another secret from now on.
pub async fn rotate(site: &Site, by: &Staff, id: WebHookId) -> Result<WebHook> {
    let old = existing(site, by, id).await?;
    check_events(by, &old.events)?;
    let new = WebHook { secret: secrets::make()?, ..old.clone() };
    put(site, by, "rotate_secret", Some(&old), new).await
}

/// Tells it nothing any more.
pub async fn remove(site: &Site, by: &Staff, id: WebHookId) -> Result<()> {
    let old = existing(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    store::web_hooks::delete(&mut tx, id).await?;
    audit::record(site, &mut tx, by, "destroy", target(&old), json!({ "before": said(&old) })).await?;
    tx.commit().await?;
    load(site).await
}

async fn put(site: &Site, by: &Staff, action: &str, old: Option<&WebHook>, new: WebHook) -> Result<WebHook> {
    let hook = WebHook { updated_at: site.now(), failures: 0, last_error: None, ..new };
    let mut tx = site.store.begin().await?;
    match store::web_hooks::put(&mut tx, &hook).await {
        Ok(()) => {}
        Err(error) if error.is_conflict() => {
            return Err(Refusal::Invalid(vec![Problem::new("url", "has already been taken")]).into());
        }
        Err(error) => return Err(error.into()),
    }
    let details = json!({ "before": old.map(said), "after": said(&hook) });
    audit::record(site, &mut tx, by, action, target(&hook), details).await?;
    tx.commit().await?;
    load(site).await?;
    Ok(hook)
}

fn target(hook: &WebHook) -> AuditTarget {
    AuditTarget::new("web_hook", hook.id.get(), hook.url.clone())
}

fn said(hook: &WebHook) -> Value {
    json!({ "url": hook.url, "events": hook.events, "enabled": hook.is_enabled })
}

fn check(site: &Site, by: &Staff, draft: &Draft) -> Result<()> {
    let mut problems = Vec::new();
    let url = draft.url.trim();
    // What everybody on the way could read goes nowhere; on a trial machine there is nobody on the way.
    let is_address =
        url.starts_with("https://") || (url.starts_with("http://") && site.instance.scheme == "http");
    if !is_address || url.len() > limits::WEB_HOOK_URL_BYTES || url.contains(char::is_whitespace) {
        problems.push(Problem::new("url", "is invalid"));
    }
    if draft.events.is_empty() {
        problems.push(Problem::new("events", "can't be blank"));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    check_events(by, &draft.events)
}

/// Nobody has others told what they may not see themselves.
fn check_events(by: &Staff, events: &[WebHookEvent]) -> Result<()> {
    events.iter().try_for_each(|event| by.needs(event.permission()))
}

/// Effect of an event: those who are to be told of it are, once.
pub async fn happened(site: &Site, cause: EventId, event: &Event) -> Result<()> {
    let hooks = site.web_hooks();
    if !hooks.iter().any(|hook| hook.is_enabled) {
        return Ok(());
    }
    let Some((what, subject_id)) = told_of(site, event).await? else { return Ok(()) };
    let wanted: Vec<&WebHook> =
        hooks.iter().filter(|hook| hook.is_enabled && hook.events.contains(&what)).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let mut tx = site.store.begin().await?;
    for hook in wanted {
        let message = WebHookMessage { id: site.id(), event: what, subject_id };
        store::web_hooks::queue(&mut tx, hook.id, cause, &message).await?;
    }
    Ok(tx.commit().await?)
}

/// Of what others are told when something happens, and to what it happened.
async fn told_of(site: &Site, event: &Event) -> Result<Option<(WebHookEvent, i64)>> {
    Ok(match event {
        Event::StatusPosted { status_id } => {
            is_ours(site, *status_id).await?.then_some((WebHookEvent::StatusCreated, status_id.get()))
        }
        Event::StatusEdited { status_id, .. } => {
            is_ours(site, *status_id).await?.then_some((WebHookEvent::StatusUpdated, status_id.get()))
        }
        Event::ProfileChanged { account_id } => Some((WebHookEvent::AccountUpdated, account_id.get())),
        Event::SignedUp { account_id } => Some((WebHookEvent::AccountCreated, account_id.get())),
        Event::Reported { report_id, .. } => Some((WebHookEvent::ReportCreated, report_id.get())),
        Event::StaffDecided { kind, id, action } => of_staff(site, kind, *id, action).await?,
        _ => None,
    })
}

async fn of_staff(site: &Site, kind: &str, id: i64, action: &str) -> Result<Option<(WebHookEvent, i64)>> {
    let is_local = async || {
        let account = store::accounts::find(&site.store, Id::new(id)).await?;
        Ok::<_, crate::Error>(account.is_some_and(|account| account.is_local()))
    };
    Ok(match (kind, action) {
        ("account", "approve") => Some((WebHookEvent::AccountApproved, id)),
        ("account", _) => is_local().await?.then_some((WebHookEvent::AccountUpdated, id)),
        ("report", _) => Some((WebHookEvent::ReportUpdated, id)),
        _ => None,
    })
}

async fn is_ours(site: &Site, id: StatusId) -> Result<bool> {
    // What is said to a few is for them, and not for other programs.
    let status = statuses::find(site, id).await?;
    Ok(status.is_some_and(|status| site.instance.owns(&status.uri) && status.visibility.is_open()))
}

/// Something that a program is to be told now.
#[derive(Clone, Debug)]
pub struct Due {
    /// Who.
    pub hook: WebHook,
    /// Of what, in order.
    pub messages: Vec<WebHookMessage>,
}

/// Who is to be told something now.
pub async fn due(site: &Site) -> Result<Vec<Due>> {
    let mut found = Vec::new();
    for hook in store::web_hooks::due(&site.store, site.now(), limits::WEB_HOOKS as i64).await? {
        let messages = store::web_hooks::messages(&site.store, hook.id, limits::WEB_HOOK_MESSAGES).await?;
        found.push(Due { hook, messages });
    }
    Ok(found)
}

/// A program took what it was told, or there was nothing to tell any more.
pub async fn taken(site: &Site, hook: &WebHook, message: &WebHookMessage) -> Result<()> {
    let mut tx = site.store.begin().await?;
    store::web_hooks::done(&mut tx, hook.id, message.id).await?;
    Ok(tx.commit().await?)
}

/// A program did not take what it was told: it is told again later, and after some days not any more.
pub async fn failed(site: &Site, hook: &WebHook, error: &str) -> Result<()> {
    let now = site.now();
    let oldest = Id::floor(now.plus_millis(-limits::WEB_HOOK_DAYS * DAY_MS));
    let wait_ms = (MINUTE_MS << hook.failures.clamp(0, 10)).min(limits::WEB_HOOK_PAUSE_MS);
    let error: String = error.chars().take(limits::WEB_HOOK_ERROR_CHARACTERS).collect();
    let mut tx = site.store.begin().await?;
    store::web_hooks::fail(&mut tx, hook.id, &error, now.plus_millis(wait_ms), oldest).await?;
    Ok(tx.commit().await?)
}

/// What stands beside a message to show that it is from here and was not changed.
pub fn signature(secret: &str, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    format!("sha256={}", secrets::hex(hmac::sign(&key, body).as_ref()))
}

/// What stands around what a message tells.
pub fn envelope(event: &str, at: Timestamp, object: &Value) -> Vec<u8> {
    json!({ "event": event, "created_at": at.to_rfc3339_millis(), "object": object }).to_string().into_bytes()
}

/// Somebody here as other programs are told of them, if they are there still.
pub async fn member(site: &Site, id: model::AccountId) -> Result<Option<crate::Credentials>> {
    match accounts::credentials(site, id).await {
        Ok(found) => Ok(Some(found)),
        Err(crate::Error::Refusal(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_others_check_it() {
        // RFC 4231, test case 2.
        let expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(signature("Jefe", b"what do ya want for nothing?"), expected);
    }
}
