//! A status with its thread: what it answers above, the answers below.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use http::request::Parts;
use model::{
    Attachment, AttachmentKind, StatusId,
    limits::{DESCENDANTS, DESCENDANTS_MOST},
};
use social::{StatusView, Thread, Viewer, statuses};

use super::{
    feeds::{self, Part},
    profile::{self, elsewhere},
};
use crate::{
    Web,
    client::{self, Start},
    elsewhere::Elsewhere,
    failure::Failure,
    feed::Format,
    head::Head,
    history::{self, Version},
    limits,
    parts::{Card, Window, answers, cards},
    structured,
    template::{self, Shell},
    visitor::Visitor,
};

#[derive(Template)]
#[template(path = "status.html")]
struct StatusPage {
    shell: Shell,
    ancestors: Vec<Card>,
    focus: Card,
    descendants: Vec<Card>,
    /// What it said before, newest first.
    versions: Vec<Version>,
    /// How many of them there are.
    earlier: String,
    /// Where more answers are.
    more: Option<String>,
    /// Where visitors name their server.
    elsewhere: Option<Elsewhere>,
}

/// What the address of the page says.
#[derive(serde::Deserialize)]
pub(crate) struct Wish {
    #[serde(flatten)]
    window: Window,
    /// How many answers are wanted.
    answers: Option<String>,
}

/// `GET /@:handle/:id`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path((handle, id)): Path<(String, String)>,
    Query(wish): Query<Wish>,
    parts: Parts,
) -> Result<Response, Failure> {
    if let Some((part, format)) = Format::split(&id) {
        let part = Part::called(part).ok_or(Failure::NotFound)?;
        return feeds::of_profile(&web, &handle, &part, format, &parts).await;
    }
    if let Some(part) = Part::called(&id) {
        return profile::show_part(&web, &visitor, &handle, part, &wish.window, &parts).await;
    }
    let site = &web.site;
    let id: StatusId = id.parse().map_err(|_| Failure::NotFound)?;
    let is_asked_by_server = federation::wants_activity(&parts.headers);
    // Whoever may see more than everybody asks for the document by its own name, with a signature.
    let viewer = if is_asked_by_server { Viewer::Nobody } else { visitor.viewer() };
    let view = statuses::show(site, viewer, id).await?;
    let author = &view.author.account;
    if author.is_suspended() || !is_called(&handle, &author.acct(), &site.instance.domain) {
        return Err(Failure::NotFound);
    }
    if let Some(original) = &view.reblog {
        return Ok(template::found(&Card::of(original, &site.instance, visitor.words).page));
    }
    if !author.is_local() {
        return match visitor.member {
            Some(_) => client::empty(&web, &visitor, parts.uri.path(), &author.acct()).await,
            None => elsewhere(view.status.page().unwrap_or_default()),
        };
    }
    if is_asked_by_server {
        return Ok(federation::status_response(&web.federation, &view.status, &parts).await);
    }
    let wanted = wish.answers.and_then(|number| number.parse().ok()).unwrap_or_default();
    let thread = statuses::thread_with(site, viewer, id, wanted).await?;
    let start = Start::of(&web, &visitor, Some("Thread"), Some(std::slice::from_ref(&view))).await?;
    let (instance, words) = (&site.instance, visitor.words);
    let versions = match view.status.edited_at {
        Some(_) => history::before(&web, viewer, id, words).await?,
        None => Vec::new(),
    };
    let page = StatusPage {
        shell: frame(&web, &visitor, &view, &thread.descendants).with_client(start),
        earlier: words.count("history-title", i64::try_from(versions.len()).unwrap_or(i64::MAX)),
        versions,
        more: more(&thread, wanted),
        elsewhere: (visitor.member.is_none() && statuses::is_embeddable(&view))
            .then(|| Elsewhere::answer(&view.status.uri, words)),
        ancestors: cards(&thread.ancestors, instance, words),
        focus: Card { is_focus: true, ..Card::of(&view, instance, words) },
        descendants: answers(id, &thread.descendants, instance, words),
    };
    Ok(template::page_for_client(&page, page.shell.start.is_some()))
}

/// Where more answers are, if there are more and somebody may ask for them.
fn more(thread: &Thread, wanted: i64) -> Option<String> {
    let next = wanted.max(DESCENDANTS.1).saturating_mul(limits::MORE_ANSWERS).min(DESCENDANTS_MOST);
    (thread.is_cut && next > wanted).then(|| format!("?answers={next}#answers"))
}

/// Whether the account is meant by a handle, with or without our own domain.
pub(super) fn is_called(handle: &str, acct: &str, domain: &str) -> bool {
    handle.eq_ignore_ascii_case(acct) || handle.eq_ignore_ascii_case(&format!("{acct}@{domain}"))
}

fn frame(web: &Web, visitor: &Visitor, view: &StatusView, answers: &[StatusView]) -> Shell {
    let (status, author) = (&view.status, &view.author.account);
    let byline = crate::parts::Byline::of(author, &web.site.instance);
    // A warning stands before the text everywhere, in previews too.
    let about = if status.spoiler_text.is_empty() { &status.text } else { &status.spoiler_text };
    let instance = &web.site.instance;
    let address = instance.url(&format!("/@{}/{}", author.username, status.id));
    let title = visitor.words.fill("post-by", &[("name", &byline.name)]);
    let avatar = social::pictures::Urls::of(instance, author).avatar_still;
    let mut shell = Shell::of(web, visitor.words, &title)
        .pictured(avatar)
        .at(address.clone())
        .about(about)
        .with_activity(&status.uri)
        .pictured(
            picture(view).and_then(|shown| social::files::urls(instance, shown)).map(|(_, small)| small),
        )
        .seen_by(visitor);
    if statuses::is_embeddable(view) {
        shell = shell.with_oembed(&web.site.instance, &address);
    }
    let mut head = Head { kind: "article", ..described(visitor, view) };
    head.properties.push(("article:published_time", status.created_at.to_rfc3339_seconds()));
    head.properties.extend(status.edited_at.map(|at| ("article:modified_time", at.to_rfc3339_seconds())));
    head.properties.push(("article:author", author.url.clone()));
    if author.indexable && status.visibility.is_open() {
        shell.headed(head.with_data(&structured::post(instance, view, answers)))
    } else {
        shell.headed(head).unlisted()
    }
}

/// What is said of the picture: of the status, or else of its author.
fn described(visitor: &Visitor, view: &StatusView) -> Head {
    let words = visitor.words;
    let byline = &view.author.account;
    match picture(view) {
        Some(shown) => {
            Head { image_alt: shown.description.clone(), is_picture_large: true, ..Head::default() }
        }
        None => {
            let name = if byline.display_name.is_empty() { &byline.username } else { &byline.display_name };
            let alt = words.fill("profile-picture-of", &[("name", name)]);
            Head { image_alt: Some(alt), ..Head::default() }
        }
    }
}

/// The first picture of a status, for previews; what is to be hidden until asked is not shown there either.
fn picture(view: &StatusView) -> Option<&Attachment> {
    let is_picture = |shown: &&Attachment| {
        matches!(shown.kind, AttachmentKind::Image | AttachmentKind::Gifv | AttachmentKind::Video)
    };
    let is_hidden = view.status.sensitive || !view.status.spoiler_text.is_empty();
    view.attachments.first().filter(|_| !is_hidden).filter(is_picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_is_called_by_either_handle() {
        assert!(is_called("Alice", "alice", "home.example"));
        assert!(is_called("alice@HOME.example", "alice", "home.example"));
        assert!(is_called("bob@far.example", "bob@far.example", "home.example"));
        assert!(!is_called("bob", "bob@far.example", "home.example"));
        assert!(!is_called("alice@far.example", "alice", "home.example"));
    }
}
