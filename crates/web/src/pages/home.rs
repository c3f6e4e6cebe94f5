//! The front page: what this place is, how to get in with an app, and what people here said last.

use askama::Template;
use axum::{extract::State, response::Response};
use http::StatusCode;
use model::Page;
use social::{instance, timelines};

use crate::{
    Web,
    failure::Failure,
    limits,
    parts::{Card, cards},
    template::{self, Shell},
    text,
    visitor::Visitor,
};

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    /// What this place is.
    lead: String,
    /// Nobody lives here yet.
    is_new: bool,
    /// Whoever comes may make an account, or ask for one.
    can_join: bool,
    figures: Vec<String>,
    /// What one types into an app.
    server_name: String,
    posts: Vec<Card>,
}

/// `GET /`
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor) -> Result<Response, Failure> {
    if visitor.member.is_some() {
        return Ok(template::found("/home"));
    }
    let site = &web.site;
    let stats = instance::stats(site).await?;
    let origin = timelines::Origin { local: true, ..Default::default() };
    let latest =
        timelines::public(site, visitor.viewer(), origin, &Page::first(limits::PAGE_STATUSES)).await?;
    let settings = site.settings();
    let name = settings.name(&site.instance.domain);
    let lead = if settings.description.is_empty() { text::LEAD } else { &settings.description };
    let shell =
        Shell::of(&web, name).at(site.instance.url("/")).about(&text::welcome(name, lead)).seen_by(&visitor);
    let page = HomePage {
        shell,
        lead: lead.to_owned(),
        is_new: stats.users == 0,
        can_join: visitor.member.is_none() && crate::sign_up::is_open(&web),
        figures: figures(&stats),
        // Apps take a bare name for one with TLS.
        server_name: match site.instance.scheme {
            "https" => site.instance.domain.clone(),
            _ => site.instance.url(""),
        },
        posts: cards(&latest, &site.instance),
    };
    Ok(template::page(StatusCode::OK, &page))
}

/// Figures that are not nothing.
fn figures(stats: &instance::Stats) -> Vec<String> {
    let all = [
        (stats.users, text::members(stats.users)),
        (stats.statuses, text::posts(stats.statuses)),
        (stats.domains, text::servers(stats.domains)),
    ];
    all.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect()
}
