//! Pages of members: their home timeline, which shows itself without a script, too, and screens that only the client
//! draws.

use askama::Template;
use axum::{
    Router,
    extract::{OriginalUri, Path, Query, State},
    response::Response,
    routing::get,
};
use social::{Staff, accounts, timelines};

use super::Start;
use crate::{
    Web,
    failure::Failure,
    parts::{Byline, Card, Steps, Window, cards},
    sign_in,
    template::{self, Shell},
    visitor::Visitor,
};

/// Screens that only the client draws, and their titles in the catalogues.
const SCREENS: [(&str, &str); 23] = [
    ("/notifications", "screen-notifications"),
    ("/notifications/requests", "screen-notifications"),
    ("/messages", "screen-messages"),
    ("/messages/{id}", "screen-messages"),
    ("/lists", "screen-lists"),
    ("/lists/{id}", "screen-lists"),
    ("/bookmarks", "screen-bookmarks"),
    ("/favourites", "screen-favourites"),
    ("/search", "screen-search"),
    ("/public", "screen-public"),
    ("/public/local", "screen-public"),
    ("/trends", "screen-trends"),
    ("/catch-up", "screen-catch-up"),
    ("/compose", "screen-compose"),
    ("/share", "screen-compose"),
    ("/drafts", "screen-drafts"),
    ("/scheduled", "screen-scheduled"),
    ("/follow-requests", "screen-follow-requests"),
    ("/followed-tags", "screen-followed-tags"),
    ("/people", "screen-people"),
    ("/columns", "screen-columns"),
    ("/preferences", "screen-preferences"),
    ("/preferences/{*rest}", "screen-preferences"),
];

/// The console of those who keep the place, where links of Mastodon's apps lead, too. Others learn nothing of it.
const CONSOLE: [&str; 2] = ["/admin", "/admin/{*rest}"];

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    shell: Shell,
    posts: Vec<Card>,
    steps: Steps,
    is_first: bool,
}

/// `GET /home`
pub(crate) async fn home(
    State(web): State<Web>,
    visitor: Visitor,
    Query(window): Query<Window>,
) -> Result<Response, Failure> {
    let Some(member) = &visitor.member else {
        return Ok(template::found(&sign_in::sign_in_path("/home", false)));
    };
    let site = &web.site;
    let mut found = timelines::home(site, member.account.id, &window.page()).await?;
    let steps = window.cut(&mut found);
    let start = Start::of(&web, &visitor, Some("Home"), Some(&found)).await?;
    let words = visitor.words;
    let shell =
        Shell::of(&web, words, &words.say("screen-home")).unlisted().seen_by(&visitor).with_client(start);
    let posts = cards(&found, &site.instance, words);
    let page = TimelinePage { shell, posts, steps, is_first: window.is_first() };
    Ok(template::page_for_client(&page, page.shell.start.is_some()))
}

#[derive(Template)]
#[template(path = "screen.html")]
struct ScreenPage {
    shell: Shell,
    has_client: bool,
}

/// The routes of screens that only the client draws.
pub(crate) fn screens() -> Router<Web> {
    let console = CONSOLE.into_iter().fold(Router::new(), |router, path| router.route(path, get(console)));
    SCREENS.into_iter().fold(console, |router, (path, title)| {
        router.route(
            path,
            get(async move |State(web): State<Web>, OriginalUri(uri): OriginalUri, visitor: Visitor| {
                let path = uri.path_and_query().map_or("/home", |path| path.as_str());
                empty(&web, &visitor, path, &visitor.words.say(title)).await
            }),
        )
    })
}

/// `GET /admin` and what is below it.
async fn console(
    State(web): State<Web>,
    OriginalUri(uri): OriginalUri,
    visitor: Visitor,
) -> Result<Response, Failure> {
    if let Some(member) = &visitor.member {
        Staff::of(&web.site, &member.user, &member.account).await.map_err(|_| Failure::NotFound)?;
    }
    let path = uri.path_and_query().map_or("/admin", |path| path.as_str());
    empty(&web, &visitor, path, &visitor.words.say("screen-console")).await
}

/// `GET /@:handle/followers` and `GET /@:handle/following`: the client lists them. Visitors see the profile, which says
/// how many there are.
pub(crate) async fn connections(
    State(web): State<Web>,
    visitor: Visitor,
    Path(handle): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Failure> {
    if visitor.member.is_none() {
        return Ok(template::found(&format!("/@{handle}")));
    }
    let account = accounts::lookup(&web.site, &handle).await?.account;
    empty(&web, &visitor, uri.path(), &Byline::of(&account, &web.site.instance).name).await
}

/// A screen that the client fills.
pub(crate) async fn empty(
    web: &Web,
    visitor: &Visitor,
    path: &str,
    title: &str,
) -> Result<Response, Failure> {
    if visitor.member.is_none() {
        return Ok(template::found(&sign_in::sign_in_path(path, false)));
    }
    let start = Start::of(web, visitor, None, None).await?;
    let has_client = start.is_some();
    let shell = Shell::of(web, visitor.words, title).unlisted().seen_by(visitor).with_client(start);
    Ok(template::page_for_client(&ScreenPage { shell, has_client }, has_client))
}
