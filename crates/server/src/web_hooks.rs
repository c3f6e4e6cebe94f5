//! Telling other programs what happens here: each in order, one message after another, signed, through the guarded client.

use client_api::entities::admin::hook;
use model::{Id, WebHookEvent, web_hook::WebHookMessage};
use serde_json::Value;
use social::{Result, Viewer, accounts, reports, statuses, web_hooks};

use crate::boot::App;

/// Tells what is due; answers how much there was.
pub async fn tell_due(app: &App) -> Result<usize> {
    let due = web_hooks::due(&app.site).await?;
    let told = due.iter().map(|due| tell(app, due));
    // One that takes its time keeps no other waiting.
    let told = futures_util::future::join_all(told).await;
    told.into_iter().sum()
}

/// Tells one program what it is to be told, until it does not take something.
async fn tell(app: &App, due: &web_hooks::Due) -> Result<usize> {
    let hook = &due.hook;
    for message in &due.messages {
        let Some(object) = object(app, message).await? else {
            web_hooks::taken(&app.site, hook, message).await?;
            continue;
        };
        let body = web_hooks::envelope(message.event.as_str(), message.id.time(), &object);
        let signature = web_hooks::signature(&hook.secret, &body);
        match app.federation.tell_hook(&hook.url, &signature, body).await {
            Ok(()) => web_hooks::taken(&app.site, hook, message).await?,
            Err(problem) => {
                tracing::warn!(web_hook = %hook.id, problem, "a web hook took nothing and is tried again");
                web_hooks::failed(&app.site, hook, &problem).await?;
                break;
            }
        }
    }
    Ok(due.messages.len())
}

/// What a message tells; nothing if that is gone meanwhile.
async fn object(app: &App, message: &WebHookMessage) -> Result<Option<Value>> {
    let (site, id) = (&*app.site, message.subject_id);
    let instance = &site.instance;
    Ok(match message.event {
        WebHookEvent::AccountApproved | WebHookEvent::AccountCreated | WebHookEvent::AccountUpdated => {
            web_hooks::member(site, Id::new(id)).await?.map(|member| hook::member(instance, &member))
        }
        WebHookEvent::ReportCreated | WebHookEvent::ReportUpdated => report(app, id).await?,
        WebHookEvent::StatusCreated | WebHookEvent::StatusUpdated => {
            let shown = statuses::show_ids(site, Viewer::Nobody, &[Id::new(id)]).await?;
            shown.first().map(|view| hook::status(instance, view))
        }
    })
}

async fn report(app: &App, id: i64) -> Result<Option<Value>> {
    let site = &*app.site;
    let Some(report) = reports::find(site, Id::new(id)).await? else { return Ok(None) };
    let by = accounts::show(site, report.account_id).await.ok().filter(|_| !report.is_automatic);
    let Ok(target) = accounts::show(site, report.target_account_id).await else { return Ok(None) };
    Ok(Some(hook::report(&site.instance, &report, by.as_ref(), &target)))
}
