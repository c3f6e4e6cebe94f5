//! Feeds of profiles and tags: what everybody may see of them, without what was reblogged. The same for all who ask,
//! so a cookie changes nothing.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use http::{HeaderName, HeaderValue, request::Parts};
use model::{Attachment, AttachmentKind, Page, limits::FEED_STATUSES};
use social::{
    StatusView, Viewer, accounts, files, statuses,
    timelines::{self, TagQuery},
};

use super::{profile, tag};
use crate::{
    Web,
    failure::Failure,
    feed::{Author, Feed, Format, Item, Shown},
    fresh::{Content, FOR_A_MINUTE},
    limits,
    parts::{Byline, Card, Window},
    visitor::Visitor,
    words::Words,
};

/// Which statuses of a profile are in a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Those that answer nobody else.
    Posts,
    /// All.
    WithReplies,
    /// Those that show something.
    Media,
    /// Those of them with a tag.
    Tagged(String),
}

impl Part {
    /// The part with this name in an address below the profile's.
    pub(super) fn called(name: &str) -> Option<Self> {
        match name {
            "with_replies" => Some(Self::WithReplies),
            "media" => Some(Self::Media),
            _ => None,
        }
    }

    /// What comes after the address of the profile.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Posts => String::new(),
            Self::WithReplies => "/with_replies".to_owned(),
            Self::Media => "/media".to_owned(),
            Self::Tagged(tag) => tag::page_of(tag).replacen("/tags/", "/tagged/", 1),
        }
    }

    /// Whether the page of it shows what was reblogged, too.
    pub(super) fn has_reblogs(&self) -> bool {
        matches!(self, Self::Posts | Self::WithReplies)
    }

    pub(super) fn wanted(&self) -> statuses::ByAccount {
        statuses::ByAccount {
            exclude_replies: !matches!(self, Self::WithReplies),
            exclude_reblogs: true,
            only_media: matches!(self, Self::Media),
            tagged: match self {
                Self::Tagged(tag) => Some(tag.clone()),
                _ => None,
            },
            ..statuses::ByAccount::default()
        }
    }
}

/// `GET /@:handle/tagged/:tag`, and the same with `.rss` and `.atom`
pub(crate) async fn tagged(
    State(web): State<Web>,
    visitor: Visitor,
    Path((handle, tag)): Path<(String, String)>,
    Query(window): Query<Window>,
    parts: Parts,
) -> Result<Response, Failure> {
    let Some((tag, format)) = Format::split(&tag) else {
        tag::check(&tag)?;
        return profile::show_part(&web, &visitor, &handle, Part::Tagged(tag), &window, &parts).await;
    };
    tag::check(tag)?;
    of_profile(&web, &handle, &Part::Tagged(tag.to_owned()), format, &parts).await
}

/// The feed of somebody who lives here.
pub(super) async fn of_profile(
    web: &Web,
    handle: &str,
    part: &Part,
    format: Format,
    parts: &Parts,
) -> Result<Response, Failure> {
    let (site, instance) = (&web.site, &web.site.instance);
    let view = accounts::lookup(site, handle).await?;
    let account = &view.account;
    if account.is_suspended() || !account.is_local() {
        return Err(Failure::NotFound);
    }
    let found = statuses::by_account(site, Viewer::Nobody, account.id, part.wanted(), &page(parts)).await?;
    let (byline, words) = (Byline::of(account, instance), Words::of_server(&site.settings()));
    let path = part.path();
    let feed = Feed {
        id: format!("{}{path}", account.uri),
        address: format!("{}{path}{}", account.url, format.suffix()),
        page: account.url.clone(),
        title: byline.name_and_handle(),
        description: match part {
            Part::Tagged(tag) => words.fill("feed-profile-tag", &[("handle", &byline.handle), ("tag", tag)]),
            _ => words.fill("feed-profile", &[("handle", &byline.handle)]),
        },
        icon: Some(absolute(web, &byline.avatar)),
        author: Some(author(web, &byline)),
        items: items(web, &found).await,
    };
    Ok(answer(&feed, format, account.indexable, parts))
}

/// The feed of a tag.
pub(super) async fn of_tag(
    web: &Web,
    name: &str,
    format: Format,
    parts: &Parts,
) -> Result<Response, Failure> {
    tag::check(name)?;
    let query = TagQuery { name: name.to_owned(), ..TagQuery::default() };
    let found = timelines::tag(&web.site, Viewer::Nobody, &query, &page(parts)).await?;
    let page = web.site.instance.url(&tag::page_of(name));
    let feed = Feed {
        id: page.clone(),
        address: format!("{page}{}", format.suffix()),
        page,
        title: format!("#{name}"),
        description: Words::of_server(&web.site.settings()).fill("tag-about", &[("tag", name)]),
        icon: None,
        author: None,
        items: items(web, &found).await,
    };
    // The page of a tag is in no search engine, either.
    Ok(answer(&feed, format, false, parts))
}

/// How much is asked for.
fn page(parts: &Parts) -> Page {
    let (usual, most) = FEED_STATUSES;
    let query = parts.uri.query().unwrap_or_default().as_bytes();
    let wanted = url::form_urlencoded::parse(query).find(|(name, _)| name == "limit");
    let limit = wanted.and_then(|(_, number)| number.parse().ok()).unwrap_or(usual);
    Page::first(limit.clamp(1, most))
}

fn answer(feed: &Feed, format: Format, is_listed: bool, parts: &Parts) -> Response {
    let bytes = feed.write(format);
    let content =
        Content { kind: format.content_type(), keep: FOR_A_MINUTE, modified: feed.updated(), bytes: &bytes };
    let mut response = content.answer(&parts.headers);
    if !is_listed {
        let unlisted = HeaderValue::from_static("noindex, noarchive");
        response.headers_mut().insert(HeaderName::from_static("x-robots-tag"), unlisted);
    }
    response
}

/// What is said in an item, as HTML.
#[derive(Template)]
#[template(path = "feed_item.html")]
struct Said<'a> {
    words: Words,
    warning: &'a str,
    /// Safe HTML, cleaned when it was stored.
    content: &'a str,
    options: Vec<&'a str>,
}

async fn items(web: &Web, views: &[StatusView]) -> Vec<Item> {
    let mut items = Vec::new();
    let words = Words::of_server(&web.site.settings());
    for view in views {
        let mut media = Vec::new();
        for one in &view.attachments {
            media.extend(shown(web, view, one).await);
        }
        items.push(Item { media, ..item(web, view, words) });
    }
    items
}

fn item(web: &Web, view: &StatusView, words: Words) -> Item {
    let status = &view.status;
    let options = view.poll.iter().flat_map(|view| &view.poll.options);
    let said = Said {
        words,
        warning: &status.spoiler_text,
        content: &status.content,
        options: options.map(|option| option.title.as_str()).collect(),
    };
    let card = Card::of(view, &web.site.instance, words);
    Item {
        id: status.uri.clone(),
        page: absolute(web, &card.page),
        title: Some(status.spoiler_text.clone()).filter(|warning| !warning.is_empty()),
        beginning: beginning(&statuses::plain_text(status), &card.author.name, words),
        html: said.render().expect("a template is written into memory, which does not fail"),
        author: author(web, &card.author),
        categories: view.tags.iter().map(|tag| tag.display_name.clone()).collect(),
        media: Vec::new(),
        language: status.language.clone(),
        published: status.created_at,
        updated: status.edited_at.unwrap_or(status.created_at),
    }
}

/// An attachment; what is kept nowhere here yet is told with what its address promises.
async fn shown(web: &Web, view: &StatusView, one: &Attachment) -> Option<Shown> {
    let (url, small) = files::urls(&web.site.instance, one)?;
    let named = one.file.as_deref().or(one.remote_url.as_deref())?;
    let sound = one.file.as_deref().filter(|_| one.kind == AttachmentKind::Audio);
    let file = match sound {
        Some(name) => files::find(&web.site, name).await.ok(),
        None => None,
    };
    Some(Shown {
        bytes: file.map(|file| file.bytes),
        kind: files::content_type(named)?,
        small: Some(small).filter(|small| *small != url),
        url,
        description: one.description.clone().unwrap_or_default(),
        is_sensitive: view.status.sensitive,
    })
}

/// The first words of a text; of one without words, whose it is.
fn beginning(text: &str, name: &str, words: Words) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    let Some(line) = line else { return words.fill("post-by", &[("name", name)]) };
    if line.chars().count() <= limits::BEGINNING_CHARACTERS {
        return line.to_owned();
    }
    let cut: String = line.chars().take(limits::BEGINNING_CHARACTERS).collect();
    // Not within a word, if there are several.
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

fn author(web: &Web, byline: &Byline) -> Author {
    Author { name: byline.name.clone(), page: absolute(web, &byline.page) }
}

/// An address of ours in full; those of others are.
fn absolute(web: &Web, address: &str) -> String {
    if address.starts_with('/') { web.site.instance.url(address) } else { address.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_is_one_line_of_whole_words() {
        let beginning = |text: &str, name: &str| beginning(text, name, Words::default());
        assert_eq!(beginning("\n hello there \nmore", "Alice"), "hello there");
        assert_eq!(beginning(" \n", "Alice"), "Post by Alice");
        let long = beginning(&"word ".repeat(40), "Alice");
        assert!(long.ends_with("word…") && long.chars().count() <= limits::BEGINNING_CHARACTERS);
        assert_eq!(beginning(&"x".repeat(200), "Alice").chars().count(), limits::BEGINNING_CHARACTERS + 1);
    }
}
