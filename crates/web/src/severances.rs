//! `/severed_relationships`: follows that somebody lost because dealings with another server ended.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use model::{AccountSeverance, Page as Window, SeveranceKind, limits};

use crate::{
    Web,
    failure::Failure,
    settings::{Inside, When, table},
    template::{self, Shell},
};

#[derive(Template)]
#[template(path = "settings/severances.html")]
struct Page {
    shell: Shell,
    done: Option<String>,
    losses: Vec<Loss>,
}

/// What was lost at one time.
struct Loss {
    title: String,
    at: When,
    /// Where it can be read, and how many it is.
    following: Option<(String, String)>,
    followers: Option<(String, String)>,
}

/// `GET /severed_relationships`
pub(crate) async fn show(State(web): State<Web>, inside: Inside) -> Result<Response, Failure> {
    let window = Window::first(limits::SEVERANCES_PAGE.1);
    let found = social::severances::list(&web.site, inside.member.account.id, &window).await?;
    let page = Page {
        shell: inside.shell(&web, "severances-title"),
        done: None,
        losses: found.iter().map(|lost| loss(&inside, lost)).collect(),
    };
    Ok(template::unkept(template::page(StatusCode::OK, &page)))
}

fn loss(inside: &Inside, lost: &AccountSeverance) -> Loss {
    let words = inside.words();
    let key = match lost.kind {
        SeveranceKind::DomainBlock => "severances-domain",
        SeveranceKind::UserDomainBlock => "severances-own",
        SeveranceKind::AccountSuspension => "severances-account",
    };
    let link = |what: &str, count: i64| {
        let text = words.count(&format!("severances-{what}"), count);
        (count > 0).then(|| (format!("/severed_relationships/{}/{what}.csv", lost.id), text))
    };
    Loss {
        title: words.fill(key, &[("target", &lost.target)]),
        at: When::of(lost.created_at),
        following: link("following", lost.following_count),
        followers: link("followers", lost.followers_count),
    }
}

/// `GET /severed_relationships/:id/:file`
pub(crate) async fn file(
    State(web): State<Web>,
    Path((id, name)): Path<(String, String)>,
    inside: Inside,
) -> Result<Response, Failure> {
    let is_following = match name.trim_end_matches(".csv") {
        "following" => true,
        "followers" => false,
        _ => return Err(Failure::NotFound),
    };
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    let text = social::severances::file(&web.site, inside.member.account.id, id, is_following).await?;
    table(&name, text)
}
