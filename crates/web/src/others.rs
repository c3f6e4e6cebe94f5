//! Several accounts in one browser: one acts, the others wait signed in. Their sessions stand in a cookie of their own,
//! as unreadable for scripts as that of the one who acts.

use axum::{extract::State, response::Response};
use http::{HeaderValue, header};
use model::{Account, Instance};
use serde::Deserialize;
use social::sign_in;

use crate::{
    Web,
    cookies::Cookie,
    failure::Failure,
    forms::Posted,
    limits, template,
    visitor::Visitor,
};

/// What stands between the sessions of the cookie; no secret has it.
const BETWEEN: char = '.';

/// The sessions that wait, as a browser tells them.
pub(crate) fn read(cookie: Option<&str>) -> Vec<String> {
    let all = cookie.unwrap_or_default().split(BETWEEN).filter(|secret| !secret.is_empty());
    all.take(limits::OTHER_ACCOUNTS).map(str::to_owned).collect()
}

/// The header that keeps these sessions waiting; those that came first go when they are too many.
pub(crate) fn keep(instance: &Instance, secrets: &[String]) -> HeaderValue {
    let first = secrets.len().saturating_sub(limits::OTHER_ACCOUNTS);
    match secrets[first..].join(&BETWEEN.to_string()).as_str() {
        "" => Cookie::Others.remove(instance),
        kept => Cookie::Others.set(instance, kept),
    }
}

/// Who waits: with their sessions, without those whose sessions have ended.
pub(crate) async fn waiting(web: &Web, visitor: &Visitor) -> social::Result<Vec<(String, Account)>> {
    let mut waiting: Vec<(String, Account)> = Vec::new();
    let acting = visitor.member.as_ref().map(|member| member.account.id);
    for secret in &visitor.others {
        let Some(member) = sign_in::find_member(&web.site, secret).await? else { continue };
        let is_there = Some(member.account.id) == acting || waiting.iter().any(|(_, it)| it.id == member.account.id);
        if !is_there {
            waiting.push((secret.clone(), member.account));
        }
    }
    Ok(waiting)
}

/// Whom to let act.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    account: String,
}

/// `POST /auth/switch`: another account of this browser acts from now on, and the one that acted waits.
pub(crate) async fn switch(State(web): State<Web>, posted: Posted<Chosen>) -> Result<Response, Failure> {
    let Posted { visitor, form } = posted;
    let Some(acting) = &visitor.member else { return Err(Failure::Forged) };
    let mut waiting = waiting(&web, &visitor).await?;
    let chosen = waiting.iter().position(|(_, account)| account.id.to_string() == form.account);
    let (secret, _) = waiting.remove(chosen.ok_or(Failure::NotFound)?);
    let mut secrets: Vec<String> = waiting.into_iter().map(|(secret, _)| secret).collect();
    secrets.push(acting.session_secret().to_owned());
    Ok(act_with(&web.site.instance, &secret, &secrets))
}

/// Sends the browser home as whoever this session belongs to, while the others wait.
pub(crate) fn act_with(instance: &Instance, secret: &str, waiting: &[String]) -> Response {
    let mut response = template::unkept(template::found("/home"));
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, Cookie::Session.set(instance, secret));
    headers.append(header::SET_COOKIE, keep(instance, waiting));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_wait_and_the_latest_are_kept() {
        let home = Instance { scheme: "https", domain: "home.example".to_owned(), media_host: None };
        let secrets: Vec<String> = (0..9).map(|number| format!("s{number}")).collect();
        let header = keep(&home, &secrets);
        let value = header.to_str().unwrap().split(['=', ';']).nth(1).unwrap();
        assert_eq!(read(Some(value)), &secrets[9 - limits::OTHER_ACCOUNTS..]);
        assert_eq!(read(Some("..a.")), ["a"]);
        assert!(keep(&home, &[]).to_str().unwrap().contains("Max-Age=0"));
    }
}
