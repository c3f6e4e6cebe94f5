//! A status with its thread: what it answers above, the answers below.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::request::Parts;
use model::{AttachmentKind, StatusId};
use social::{StatusView, Viewer, statuses};

use super::{
    feeds::{self, Part},
    profile::elsewhere,
};
use crate::{
    Web,
    client::{self, Start},
    failure::Failure,
    feed::Format,
    parts::{Card, answers, cards},
    template::{self, Shell},
    text,
    visitor::Visitor,
};

#[derive(Template)]
#[template(path = "status.html")]
struct StatusPage {
    shell: Shell,
    ancestors: Vec<Card>,
    focus: Card,
    descendants: Vec<Card>,
}

/// `GET /@:handle/:id`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path((handle, id)): Path<(String, String)>,
    parts: Parts,
) -> Result<Response, Failure> {
    if let Some((part, format)) = Format::split(&id) {
        let part = Part::called(part).ok_or(Failure::NotFound)?;
        return feeds::of_profile(&web, &handle, &part, format, &parts).await;
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
        return Ok(template::found(&Card::of(original, &site.instance).page));
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
    let thread = statuses::thread(site, viewer, id).await?;
    let start = Start::of(&web, &visitor, Some(std::slice::from_ref(&view))).await?;
    let instance = &site.instance;
    let page = StatusPage {
        shell: frame(&web, &visitor, &view).with_client(start),
        ancestors: cards(&thread.ancestors, instance),
        focus: Card { is_focus: true, ..Card::of(&view, instance) },
        descendants: answers(id, &thread.descendants, instance),
    };
    Ok(template::page_for_client(&page, page.shell.start.is_some()))
}

/// Whether the account is meant by a handle, with or without our own domain.
pub(super) fn is_called(handle: &str, acct: &str, domain: &str) -> bool {
    handle.eq_ignore_ascii_case(acct) || handle.eq_ignore_ascii_case(&format!("{acct}@{domain}"))
}

fn frame(web: &Web, visitor: &Visitor, view: &StatusView) -> Shell {
    let (status, author) = (&view.status, &view.author.account);
    let byline = crate::parts::Byline::of(author, &web.site.instance);
    // A warning stands before the text everywhere, in previews too.
    let about = if status.spoiler_text.is_empty() { &status.text } else { &status.spoiler_text };
    let address = web.site.instance.url(&format!("/@{}/{}", author.username, status.id));
    let mut shell = Shell::of(web, &text::post_by(&byline.name))
        .at(address.clone())
        .about(about)
        .with_activity(&status.uri)
        .pictured(picture(web, view))
        .seen_by(visitor);
    if statuses::is_embeddable(view) {
        shell = shell.with_oembed(&web.site.instance, &address);
    }
    if author.indexable && status.visibility.is_open() { shell } else { shell.unlisted() }
}

/// The first picture of a status, for previews; what is to be hidden until asked is not shown there either.
fn picture(web: &Web, view: &StatusView) -> Option<String> {
    let first = view.attachments.first().filter(|_| !view.status.sensitive)?;
    let is_picture =
        matches!(first.kind, AttachmentKind::Image | AttachmentKind::Gifv | AttachmentKind::Video);
    social::files::urls(&web.site.instance, first).filter(|_| is_picture).map(|(_, small)| small)
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
