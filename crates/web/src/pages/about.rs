//! `/about`: what this server is, who runs it, and what everybody here agrees to.

use askama::Template;
use axum::{extract::State, response::Response};
use http::StatusCode;
use model::{Registrations, Rule};
use social::{house_texts, instance, invites, rules, settings};

use crate::{
    Web,
    failure::Failure,
    parts::Byline,
    sign_up,
    template::{self, Shell},
    visitor::Visitor,
    words::Words,
};

/// The languages for which the catalogues have a name.
const NAMED: [&str; 12] = ["de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "tr", "uk"];

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    shell: Shell,
    domain: String,
    description: String,
    /// Safe HTML.
    about: String,
    contact: Option<Byline>,
    email: String,
    rules: Vec<Rule>,
    has_terms: bool,
    languages: Vec<String>,
    figures: Vec<String>,
    joining: String,
    can_join: bool,
    can_invite: bool,
    repository: &'static str,
}

/// `GET /about`
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor) -> Result<Response, Failure> {
    let (site, words) = (&web.site, visitor.words);
    let settings = site.settings();
    let stats = instance::stats(site).await?;
    let contact = instance::contact(site).await?;
    let name = settings.name(&site.instance.domain).to_owned();
    let title = words.fill("about-title", &[("name", &name)]);
    let mut shell = Shell::of(&web, words, &title).at(site.instance.url("/about"));
    if !settings.description.is_empty() {
        shell = shell.about(&settings.description);
    }
    let page = AboutPage {
        shell: shell.seen_by(&visitor),
        domain: site.instance.domain.clone(),
        description: settings.description.clone(),
        about: settings::html(&settings.about.markdown),
        contact: contact.map(|contact| Byline::of(&contact.view.account, &site.instance)),
        email: settings.contact_email.clone(),
        rules: rules::list(site).await?,
        has_terms: house_texts::current(site).await?.is_some(),
        languages: settings.languages.iter().map(|code| language(words, code)).collect(),
        figures: figures(words, &stats),
        joining: words.say(joining(settings.registrations)),
        can_join: visitor.member.is_none() && sign_up::is_open(&web),
        can_invite: visitor.member.as_ref().is_some_and(|member| invites::may_invite(site, &member.user)),
        repository: env!("CARGO_PKG_REPOSITORY"),
    };
    Ok(template::page(StatusCode::OK, &page))
}

/// `GET /rules`
pub(crate) async fn find_rules() -> Response {
    template::found("/about#rules")
}

pub(super) fn joining(who: Registrations) -> &'static str {
    match who {
        Registrations::Closed => "about-joining-closed",
        Registrations::Invitation => "about-joining-invitation",
        Registrations::Approval => "about-joining-approval",
        Registrations::Open => "about-joining-open",
    }
}

/// What a language is called, or its code.
fn language(words: Words, code: &str) -> String {
    match NAMED.contains(&code) {
        true => words.say(&format!("language-{code}")),
        false => code.to_owned(),
    }
}

/// Figures that are not nothing.
fn figures(words: Words, stats: &instance::Stats) -> Vec<String> {
    [
        ("about-people", stats.users),
        ("about-active", stats.active_month),
        ("about-posts", stats.statuses),
        ("about-servers", stats.domains),
    ]
    .into_iter()
    .filter(|(_, number)| *number > 0)
    .map(|(key, number)| words.count(key, number))
    .collect()
}
