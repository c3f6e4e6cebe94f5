//! A profile and what its account published.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use http::request::Parts;
use model::{Account, Page, Timestamp, limits::PINS_SHOWN};
use social::{StatusView, accounts, pictures::Urls, statuses, tags};

use super::feeds::{self, Part};
use crate::{
    Web,
    client::{self, Start},
    elsewhere::Elsewhere,
    failure::Failure,
    feed::Format,
    head::Head,
    parts::{Byline, Card, Steps, Window, cards},
    structured,
    template::{self, Shell},
    text,
    visitor::Visitor,
    words::Words,
};

#[derive(Template)]
#[template(path = "profile.html")]
struct ProfilePage {
    shell: Shell,
    byline: Byline,
    header: Option<String>,
    /// Safe HTML, cleaned when it was stored.
    note: String,
    fields: Vec<Fact>,
    is_bot: bool,
    mixes_alphabets: bool,
    /// The account that its person uses instead.
    moved: Option<Byline>,
    figures: Vec<String>,
    joined: String,
    tags: Vec<FeaturedTag>,
    tabs: Vec<Tab>,
    /// The tag that all posts on the page have.
    tagged: Option<String>,
    pinned: Vec<Card>,
    posts: Vec<Card>,
    steps: Steps,
    is_first: bool,
    /// Where visitors name their server.
    elsewhere: Option<Elsewhere>,
}

/// What somebody says of themselves under a name.
struct Fact {
    name: String,
    /// Safe HTML.
    value: String,
    /// When the page that it leads to said that it is the same person's.
    verified: Option<String>,
}

/// A tag that somebody shows on their profile.
struct FeaturedTag {
    name: String,
    page: String,
    posts: String,
}

/// A part of what somebody published.
struct Tab {
    name: String,
    page: String,
    is_here: bool,
}

/// `GET /@:handle`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path(handle): Path<String>,
    Query(window): Query<Window>,
    parts: Parts,
) -> Result<Response, Failure> {
    match Format::split(&handle) {
        Some((handle, format)) => feeds::of_profile(&web, handle, &Part::Posts, format, &parts).await,
        None => show_part(&web, &visitor, &handle, Part::Posts, &window, &parts).await,
    }
}

/// A part of what somebody published, with who they are.
pub(super) async fn show_part(
    web: &Web,
    visitor: &Visitor,
    handle: &str,
    part: Part,
    window: &Window,
    parts: &Parts,
) -> Result<Response, Failure> {
    let site = &web.site;
    let view = accounts::lookup(site, handle).await?;
    let account = &view.account;
    if account.is_suspended() {
        return Err(Failure::NotFound);
    }
    if !account.is_local() {
        // The client shows members what is known of them here.
        let name = Byline::of(account, &site.instance).name;
        return match visitor.member {
            Some(_) => client::empty(web, visitor, parts.uri.path(), &name).await,
            None => elsewhere(&account.url),
        };
    }
    if matches!(part, Part::Posts) && federation::wants_activity(&parts.headers) {
        return Ok(federation::account_response(&web.federation, account, parts).await);
    }
    let viewer = visitor.viewer();
    let wanted = statuses::ByAccount { exclude_reblogs: !part.has_reblogs(), ..part.wanted() };
    let mut found = statuses::by_account(site, viewer, account.id, wanted, &window.page()).await?;
    let steps = window.cut(&mut found);
    let pinned = match part {
        Part::Posts if window.is_first() => pinned(web, visitor, account).await?,
        _ => Vec::new(),
    };
    let start = Start::of(web, visitor, Some("Profile"), Some(&found)).await?;
    let mut page = ProfilePage {
        posts: cards(&found, &site.instance, visitor.words),
        steps,
        is_first: window.is_first(),
        moved: view.moved.as_ref().map(|target| Byline::of(&target.account, &site.instance)),
        pinned,
        ..describe(web, visitor, account, &part).await?
    };
    page.shell = page.shell.with_client(start);
    Ok(template::page_for_client(&page, page.shell.start.is_some()))
}

/// What somebody shows first.
async fn pinned(web: &Web, visitor: &Visitor, account: &Account) -> Result<Vec<Card>, Failure> {
    let wanted = statuses::ByAccount { pinned: true, ..statuses::ByAccount::default() };
    let page = Page::first(PINS_SHOWN);
    let found: Vec<StatusView> =
        statuses::by_account(&web.site, visitor.viewer(), account.id, wanted, &page).await?;
    let pinned = |card| Card { is_pinned: true, ..card };
    Ok(cards(&found, &web.site.instance, visitor.words).into_iter().map(pinned).collect())
}

async fn describe(
    web: &Web,
    visitor: &Visitor,
    account: &Account,
    part: &Part,
) -> Result<ProfilePage, Failure> {
    let words = visitor.words;
    let byline = Byline::of(account, &web.site.instance);
    let featured = tags::featured(&web.site, account.id).await?;
    let featured = featured.into_iter().map(|featured| FeaturedTag {
        page: format!("{}{}", byline.page, Part::Tagged(featured.tag.name).path()),
        name: featured.tag.display_name,
        posts: words.count("count-posts", featured.statuses_count),
    });
    Ok(ProfilePage {
        shell: frame(web, visitor, account, &byline, part),
        header: Urls::of(&web.site.instance, account).header_still,
        note: account.note.clone(),
        fields: facts(account, words),
        is_bot: account.is_bot(),
        mixes_alphabets: social::accounts::mixes_alphabets(account),
        moved: None,
        figures: figures(account, words),
        joined: text::joined(words, account.created_at),
        tags: featured.collect(),
        tabs: tabs(&byline, part, words),
        tagged: match part {
            Part::Tagged(tag) => Some(tag.clone()),
            _ => None,
        },
        pinned: Vec::new(),
        posts: Vec::new(),
        steps: Steps::default(),
        is_first: true,
        elsewhere: visitor.member.is_none().then(|| Elsewhere::follow(&account.uri, words)),
        byline,
    })
}

fn frame(web: &Web, visitor: &Visitor, account: &Account, byline: &Byline, part: &Part) -> Shell {
    let (instance, title, path) = (&web.site.instance, byline.name_and_handle(), part.path());
    let head = Head {
        kind: "profile",
        image_alt: Some(visitor.words.fill("profile-picture-of", &[("name", &byline.name)])),
        properties: vec![("profile:username", byline.handle.trim_start_matches('@').to_owned())],
        ..Head::default()
    };
    let shell = Shell::of(web, visitor.words, &title)
        .at(format!("{}{path}", account.url))
        .pictured(Urls::of(instance, account).avatar_still)
        .with_feeds(&title, &format!("{}{path}", byline.page))
        .about(if account.note_text.trim().is_empty() { &title } else { &account.note_text })
        .seen_by(visitor);
    let is_whole = matches!(part, Part::Posts);
    let shell = if is_whole { shell.with_activity(&account.uri) } else { shell };
    // Answers make sense in their threads, where they are found.
    if account.indexable && !matches!(part, Part::WithReplies) {
        let head = match is_whole {
            true => head.with_data(&structured::profile(instance, account, byline)),
            false => head,
        };
        shell.headed(head)
    } else {
        shell.headed(head).unlisted()
    }
}

fn facts(account: &Account, words: Words) -> Vec<Fact> {
    let verified = |at: Timestamp| words.fill("profile-verified", &[("date", &text::date(words, at))]);
    let fact = |field: &model::account::Field| Fact {
        name: field.name.clone(),
        value: field.value.clone(),
        verified: field.verified_at.map(verified),
    };
    account.fields.iter().map(fact).collect()
}

fn tabs(byline: &Byline, part: &Part, words: Words) -> Vec<Tab> {
    [
        (Part::Posts, "posts-title"),
        (Part::WithReplies, "profile-with-replies"),
        (Part::Media, "profile-media"),
    ]
    .into_iter()
    .map(|(tab, key)| Tab {
        name: words.say(key),
        page: format!("{}{}", byline.page, tab.path()),
        is_here: tab == *part,
    })
    .collect()
}

/// How much somebody wrote, follows and is followed.
pub(crate) fn figures(account: &Account, words: Words) -> Vec<String> {
    vec![
        words.count("count-posts", account.statuses_count),
        words.count("count-following", account.following_count),
        words.count("count-followers", account.followers_count),
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
