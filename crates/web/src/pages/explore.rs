//! `/explore` and `/directory`: what is going on, and who likes to be found, for visitors. Members have the client's
//! screen, which can do more.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use http::StatusCode;
use serde::Deserialize;
use social::{
    AccountView, StatusView, TagView, Viewer, suggestions,
    trends::{self, LinkView},
};

use crate::{
    Web,
    failure::Failure,
    limits,
    parts::{Byline, Card, cards},
    template::{self, Shell},
    visitor::Visitor,
    words::Words,
};

/// A tag as a list shows it.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) page: String,
    /// How many used it lately.
    pub(crate) people: Option<String>,
}

impl Tag {
    pub(crate) fn of(view: &TagView, words: Words) -> Self {
        let people: i64 = view.history.iter().take(2).map(|day| day.accounts).sum();
        Self {
            page: super::tag::page_of(&view.tag.name),
            name: view.tag.display_name.clone(),
            people: (people > 0).then(|| words.count("explore-people-lately", people)),
        }
    }
}

/// Somebody as a list of people shows them.
#[derive(Clone, Debug)]
pub(crate) struct Somebody {
    pub(crate) byline: Byline,
    pub(crate) about: String,
    pub(crate) followers: String,
}

impl Somebody {
    pub(crate) fn of(web: &Web, view: &AccountView, words: Words) -> Self {
        let account = &view.account;
        Self {
            byline: Byline::of(account, &web.site.instance),
            about: account.note_text.trim().chars().take(limits::DESCRIPTION_CHARACTERS).collect(),
            followers: words.count("count-followers", account.followers_count),
        }
    }
}

/// A page that many point to.
struct Link {
    address: String,
    title: String,
    provider: String,
    people: Option<String>,
}

impl Link {
    fn of(view: &LinkView, words: Words) -> Self {
        let people: i64 = view.history.iter().take(2).map(|day| day.accounts).sum();
        let card = view.card.as_ref().map(|view| &view.card);
        let title = card.map(|card| card.title.clone()).filter(|title| !title.is_empty());
        Self {
            title: title.unwrap_or_else(|| view.url.clone()),
            provider: card.map(|card| card.provider_name.clone()).unwrap_or_default(),
            people: (people > 0).then(|| words.count("explore-people-lately", people)),
            address: view.url.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "explore.html")]
struct ExplorePage {
    shell: Shell,
    posts: Vec<Card>,
    tags: Vec<Tag>,
    links: Vec<Link>,
    people: Vec<Somebody>,
}

/// `GET /explore`
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor) -> Result<Response, Failure> {
    if visitor.member.is_some() {
        return Ok(template::found("/trends"));
    }
    let (site, words, viewer) = (&web.site, visitor.words, Viewer::Nobody);
    let posts = trends::trending_statuses(site, viewer, limits::TRENDS_SHOWN, 0).await?;
    let tags = trends::trending_tags(site, viewer, limits::TRENDS_SHOWN, 0).await?;
    let links = trends::trending_links(site, viewer, limits::TRENDS_SHOWN, 0).await?;
    let people = suggestions::directory(site, viewer, false, true, limits::PEOPLE_SHOWN, 0).await?;
    let shell = Shell::of(&web, words, &words.say("explore-title"))
        .at(site.instance.url("/explore"))
        .about(&words.say("explore-about"));
    let shell = if may_be_listed(&posts, &people) { shell } else { shell.unlisted() };
    let page = ExplorePage {
        shell,
        posts: cards(&posts, &site.instance, words),
        tags: tags.iter().map(|view| Tag::of(view, words)).collect(),
        links: links.iter().map(|view| Link::of(view, words)).collect(),
        people: people.iter().map(|view| Somebody::of(&web, view, words)).collect(),
    };
    Ok(template::page(StatusCode::OK, &page))
}

/// Whether nobody on a page asked to be kept out of search engines.
fn may_be_listed(posts: &[StatusView], people: &[AccountView]) -> bool {
    posts.iter().all(|view| view.author.account.indexable) && people.iter().all(|view| view.account.indexable)
}

/// Which part of the directory is wanted.
#[derive(Deserialize)]
pub(crate) struct Part {
    #[serde(default)]
    page: u16,
}

#[derive(Template)]
#[template(path = "directory.html")]
struct DirectoryPage {
    shell: Shell,
    people: Vec<Somebody>,
    previous: Option<String>,
    next: Option<String>,
}

/// `GET /directory`
pub(crate) async fn directory(
    State(web): State<Web>,
    visitor: Visitor,
    Query(part): Query<Part>,
) -> Result<Response, Failure> {
    let (site, words) = (&web.site, visitor.words);
    let number = i64::from(part.page.max(1));
    let (most, before) = (limits::PAGE_PEOPLE, (number - 1) * limits::PAGE_PEOPLE);
    // One more than is shown, to know whether there are more. Who is hidden leaves a hole.
    let mut found = suggestions::directory(site, visitor.viewer(), false, true, most + 1, before).await?;
    let has_more = found.len() > most as usize;
    found.truncate(most as usize);
    let shell = Shell::of(&web, words, &words.say("directory-title"))
        .at(site.instance.url("/directory"))
        .about(&words.say("directory-about"))
        .seen_by(&visitor);
    let shell = if may_be_listed(&[], &found) { shell } else { shell.unlisted() };
    let page = DirectoryPage {
        shell,
        people: found.iter().map(|view| Somebody::of(&web, view, words)).collect(),
        previous: (number > 1).then(|| format!("?page={}", number - 1)),
        next: has_more.then(|| format!("?page={}", number + 1)),
    };
    Ok(template::page(StatusCode::OK, &page))
}
