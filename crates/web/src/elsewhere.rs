//! `/remote_interaction`: whoever has an account on another server names that here, to follow or answer from there what
//! they are reading. They are shown where to go on, and go there themselves: nobody is sent anywhere.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::StatusCode;
use model::ClientAddress;
use serde::Deserialize;
use social::{Throttle, Viewer, accounts, statuses};

use crate::{
    Web,
    failure::Failure,
    limits,
    parts::{Byline, Card},
    template::{self, Shell},
    visitor::Visitor,
    words::{Saying, Words},
};

/// What the form says.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    /// What somebody wants to meet, by the name under which other servers know it.
    #[serde(default)]
    uri: String,
    /// Their handle or server.
    #[serde(default)]
    home: String,
}

/// The box with the form, on the pages of what can be met from elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct Elsewhere {
    pub(crate) uri: String,
    pub(crate) title: String,
    pub(crate) home: String,
}

impl Elsewhere {
    /// For following somebody.
    pub(crate) fn follow(uri: &str, words: Words) -> Self {
        Self { uri: uri.to_owned(), title: words.say("elsewhere-follow"), home: String::new() }
    }

    /// For answering a post.
    pub(crate) fn answer(uri: &str, words: Words) -> Self {
        Self { uri: uri.to_owned(), title: words.say("elsewhere-answer"), home: String::new() }
    }
}

#[derive(Template)]
#[template(path = "elsewhere.html")]
struct Page {
    shell: Shell,
    /// What it is about.
    name: String,
    page: String,
    elsewhere: Elsewhere,
    problem: Option<String>,
    /// Where it goes on: what that is called, and its address.
    place: Option<(String, String)>,
}

/// `GET /remote_interaction`
pub(crate) async fn show(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let words = visitor.words;
    let (name, page, elsewhere) = find(&web, &wanted.uri, words).await?;
    let shell = Shell::of(&web, words, &elsewhere.title).unlisted().seen_by(&visitor);
    let home = wanted.home.trim().to_owned();
    let mut page =
        Page { shell, name, page, elsewhere: Elsewhere { home, ..elsewhere }, problem: None, place: None };
    if page.elsewhere.home.is_empty() {
        return Ok(template::page(StatusCode::OK, &page));
    }
    let network = address.map(|Extension(address)| address.network());
    let taken = web.site.throttles.take(web.site.now(), Throttle::Elsewhere, network);
    if taken.is_some_and(|allowance| allowance.is_exceeded) {
        return Err(Failure::TooOften(Saying::Of("elsewhere-too-many")));
    }
    let place = web.federation.meeting_place(&page.elsewhere.home, &page.elsewhere.uri).await;
    let host = place.as_ref().and_then(|place| place.host_str().map(str::to_owned));
    page.place = host.zip(place.map(String::from));
    if page.place.is_some() {
        return Ok(template::page(StatusCode::OK, &page));
    }
    page.problem = Some(words.say("elsewhere-unknown"));
    Ok(template::page(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// What of ours is meant: somebody who lives here, or an open post of theirs.
async fn find(web: &Web, uri: &str, words: Words) -> Result<(String, String, Elsewhere), Failure> {
    let (site, instance) = (&web.site, &web.site.instance);
    if uri.len() > limits::WANTED_BYTES || !instance.owns(uri) {
        return Err(Failure::NotFound);
    }
    if let Some(account) = accounts::find_by_uri(site, uri).await? {
        if !account.is_local() || account.is_suspended() {
            return Err(Failure::NotFound);
        }
        let byline = Byline::of(&account, instance);
        return Ok((byline.name_and_handle(), byline.page, Elsewhere::follow(&account.uri, words)));
    }
    let status = statuses::find_by_uri(site, uri).await?.ok_or(Failure::NotFound)?;
    let view = statuses::show(site, Viewer::Nobody, status.id).await?;
    if !statuses::is_embeddable(&view) {
        return Err(Failure::NotFound);
    }
    let card = Card::of(&view, instance, words);
    let name = words.fill("post-by", &[("name", &card.author.name)]);
    Ok((name, card.page, Elsewhere::answer(&status.uri, words)))
}
