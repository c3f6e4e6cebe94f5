//! The front page: what this place is, how to get in with an app, and what people here said last.

use askama::Template;
use axum::{extract::State, response::Response};
use http::StatusCode;
use model::Page;
use social::{featured, instance, timelines};

use super::{
    about,
    explore::{Somebody, Tag},
};
use crate::{
    Web,
    failure::Failure,
    limits,
    parts::{Card, cards},
    template::{self, Shell},
    visitor::Visitor,
    words::Words,
};

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    /// What this place is.
    lead: String,
    /// What that is written in, if it is not the page's language.
    language: Option<String>,
    /// Nobody lives here yet.
    is_new: bool,
    /// Whoever comes may make an account, or ask for one.
    can_join: bool,
    figures: Vec<String>,
    /// What one types into an app.
    server_name: String,
    posts: Vec<Card>,
    /// Who may join.
    joining: String,
    featured_people: Vec<Somebody>,
    tags: Vec<Tag>,
    featured: Vec<Card>,
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
    let featured = featured::show(site).await?;
    let settings = site.settings();
    let name = settings.name(&site.instance.domain);
    let words = visitor.words;
    let lead = match settings.description.as_str() {
        "" => words.say("front-lead"),
        description => description.to_owned(),
    };
    let shell = Shell::of(&web, words, name)
        .at(site.instance.url("/"))
        .about(&format!("{name}: {lead}"))
        .seen_by(&visitor);
    let page = HomePage {
        shell,
        lead,
        language: settings.languages.first().filter(|_| !settings.description.is_empty()).cloned(),
        is_new: stats.users == 0,
        can_join: visitor.member.is_none() && crate::sign_up::is_open(&web),
        figures: figures(&stats, words),
        // Apps take a bare name for one with TLS.
        server_name: match site.instance.scheme {
            "https" => site.instance.domain.clone(),
            _ => site.instance.url(""),
        },
        posts: cards(&latest, &site.instance, words),
        joining: words.say(about::joining(settings.registrations)),
        featured_people: featured.accounts.iter().map(|view| Somebody::of(&web, view, words)).collect(),
        tags: featured.tags.iter().map(|view| Tag::of(view, words)).collect(),
        featured: cards(&featured.statuses, &site.instance, words),
    };
    Ok(template::page(StatusCode::OK, &page))
}

/// Figures that are not nothing.
fn figures(stats: &instance::Stats, words: Words) -> Vec<String> {
    let all =
        [(stats.users, "count-members"), (stats.statuses, "count-posts"), (stats.domains, "count-servers")];
    all.into_iter().filter(|(number, _)| *number > 0).map(|(number, key)| words.count(key, number)).collect()
}
