//! Public statuses with a tag.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use http::request::Parts;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use social::timelines::{self, TagQuery};

use super::feeds;
use crate::{
    Web,
    client::Start,
    failure::Failure,
    feed::Format,
    limits,
    parts::{Card, Steps, Window, cards},
    template::{self, Shell},
    visitor::Visitor,
};

#[derive(Template)]
#[template(path = "tag.html")]
struct TagPage {
    shell: Shell,
    name: String,
    posts: Vec<Card>,
    steps: Steps,
}

/// `GET /tags/:tag`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(window): Query<Window>,
    parts: Parts,
) -> Result<Response, Failure> {
    if let Some((name, format)) = Format::split(&name) {
        return feeds::of_tag(&web, name, format, &parts).await;
    }
    check(&name)?;
    let site = &web.site;
    let query = TagQuery { name: name.clone(), ..TagQuery::default() };
    let mut found = timelines::tag(site, visitor.viewer(), &query, &window.page()).await?;
    let steps = window.cut(&mut found);
    let title = format!("#{name}");
    let about = visitor.words.fill("tag-about", &[("tag", &name)]);
    let mut shell = Shell::of(&web, visitor.words, &title).about(&about).unlisted().seen_by(&visitor);
    shell = shell.with_feeds(&title, &page_of(&name));
    shell = shell.with_client(Start::of(&web, &visitor, Some("Tag"), Some(&found)).await?);
    let posts = cards(&found, &site.instance, visitor.words);
    let page = TagPage { shell, name, posts, steps };
    Ok(template::page_for_client(&page, page.shell.start.is_some()))
}

/// The path of a tag's page.
pub(crate) fn page_of(name: &str) -> String {
    format!("/tags/{}", utf8_percent_encode(name, NON_ALPHANUMERIC))
}

/// Refuses what was never a tag.
pub(super) fn check(name: &str) -> Result<(), Failure> {
    let is_tag = name.chars().count() <= limits::TAG_CHARACTERS
        && !name.chars().any(|letter| letter.is_whitespace() || letter.is_control() || letter == '#');
    if is_tag { Ok(()) } else { Err(Failure::NotFound) }
}
