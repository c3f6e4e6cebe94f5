//! Public statuses with a tag.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use http::StatusCode;
use social::timelines::{self, TagQuery};

use crate::{
    Web,
    failure::Failure,
    parts::{Card, Steps, Window, cards},
    template::{self, Shell},
    text,
    visitor::Visitor,
};

/// Characters of a tag in an address; nothing longer was ever a tag.
const TAG_CHARACTERS: usize = 200;

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
) -> Result<Response, Failure> {
    let is_tag = name.chars().count() <= TAG_CHARACTERS
        && !name.chars().any(|letter| letter.is_whitespace() || letter.is_control() || letter == '#');
    if !is_tag {
        return Err(Failure::NotFound);
    }
    let site = &web.site;
    let query = TagQuery { name: name.clone(), ..TagQuery::default() };
    let mut found = timelines::tag(site, visitor.viewer(), &query, &window.page()).await?;
    let steps = window.cut(&mut found);
    let title = format!("#{name}");
    let shell = Shell::of(&web, &title).about(&text::tagged(&name)).unlisted().seen_by(&visitor);
    let posts = cards(&found, &site.instance);
    Ok(template::page(StatusCode::OK, &TagPage { shell, name, posts, steps }))
}
