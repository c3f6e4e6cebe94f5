//! A profile and what its account published.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use http::request::Parts;
use model::{Account, account::Field};
use social::{accounts, pictures::Urls, statuses};

use super::feeds::{self, Part};
use crate::{
    Web,
    client::{self, Start},
    failure::Failure,
    feed::Format,
    parts::{Byline, Card, Steps, Window, cards},
    template::{self, Shell},
    text,
    visitor::Visitor,
};

#[derive(Template)]
#[template(path = "profile.html")]
struct ProfilePage {
    shell: Shell,
    byline: Byline,
    /// Safe HTML, cleaned when it was stored.
    note: String,
    fields: Vec<Field>,
    is_bot: bool,
    /// The account that its person uses instead.
    moved: Option<Byline>,
    figures: Vec<String>,
    joined: String,
    posts: Vec<Card>,
    steps: Steps,
    is_first: bool,
}

/// `GET /@:handle`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path(handle): Path<String>,
    Query(window): Query<Window>,
    parts: Parts,
) -> Result<Response, Failure> {
    if let Some((handle, format)) = Format::split(&handle) {
        return feeds::of_profile(&web, handle, &Part::Posts, format, &parts).await;
    }
    let site = &web.site;
    let view = accounts::lookup(site, &handle).await?;
    let account = view.account;
    if account.is_suspended() {
        return Err(Failure::NotFound);
    }
    if !account.is_local() {
        // The client shows members what is known of them here.
        let name = Byline::of(&account, &site.instance).name;
        return match visitor.member {
            Some(_) => client::empty(&web, &visitor, parts.uri.path(), &name).await,
            None => elsewhere(&account.url),
        };
    }
    if federation::wants_activity(&parts.headers) {
        return Ok(federation::account_response(&web.federation, &account, &parts).await);
    }
    let viewer = visitor.viewer();
    let wanted = statuses::ByAccount::default();
    let mut found = statuses::by_account(site, viewer, account.id, wanted, &window.page()).await?;
    let steps = window.cut(&mut found);
    let posts = cards(&found, &site.instance);
    let moved = view.moved.map(|target| Byline::of(&target.account, &site.instance));
    let is_first = window.is_first();
    let start = Start::of(&web, &visitor, Some(&found)).await?;
    let mut page = ProfilePage { posts, steps, is_first, moved, ..describe(&web, &visitor, &account) };
    page.shell = page.shell.with_client(start);
    Ok(template::page_for_client(&page, page.shell.start.is_some()))
}

fn describe(web: &Web, visitor: &Visitor, account: &Account) -> ProfilePage {
    let byline = Byline::of(account, &web.site.instance);
    let title = text::name_and_handle(&byline.name, &byline.handle);
    let mut shell =
        Shell::of(web, &title).at(account.url.clone()).with_activity(&account.uri).seen_by(visitor);
    shell = shell.pictured(Urls::of(&web.site.instance, account).avatar_still);
    shell = shell.with_feeds(&title, &byline.page);
    shell = shell.about(if account.note_text.trim().is_empty() { &title } else { &account.note_text });
    if !account.indexable {
        shell = shell.unlisted();
    }
    ProfilePage {
        shell,
        byline,
        note: account.note.clone(),
        fields: account.fields.clone(),
        is_bot: account.is_bot(),
        moved: None,
        figures: figures(account),
        joined: text::joined(account.created_at),
        posts: Vec::new(),
        steps: Steps::default(),
        is_first: true,
    }
}

/// How much somebody wrote, follows and is followed.
pub(crate) fn figures(account: &Account) -> Vec<String> {
    vec![
        text::posts(account.statuses_count),
        text::follows(account.following_count),
        text::followers(account.followers_count),
    ]
}

/// Somebody of another server is shown there, by the server that knows them best.
pub(super) fn elsewhere(address: &str) -> Result<Response, Failure> {
    if address.starts_with("https://") || address.starts_with("http://") {
        Ok(template::found(address))
    } else {
        Err(Failure::NotFound)
    }
}
