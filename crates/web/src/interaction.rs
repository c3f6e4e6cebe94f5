//! `/authorize_interaction`: whoever found somebody or something on another server and named this one as theirs comes
//! here, to follow or to look at it from here. Nothing is followed without the button being pressed.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use http::StatusCode;
use model::{Account, AccountId};
use serde::Deserialize;
use social::{Refusal, Throttle, Viewer, follows, relationships, statuses};

use crate::{
    Web,
    failure::Failure,
    forms::Posted,
    limits,
    pages::profile::figures,
    parts::{Byline, Card},
    sign_in::sign_in_path,
    template::{self, Notice, Shell},
    visitor::{Member, Visitor},
    words::Saying,
};

/// What the address of the page says.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    uri: String,
}

/// What the form says.
#[derive(Deserialize)]
pub(crate) struct Choice {
    #[serde(default)]
    account: String,
}

#[derive(Template)]
#[template(path = "follow.html")]
struct FollowPage<'a> {
    shell: Shell,
    byline: Byline,
    /// Safe HTML, cleaned when it was stored.
    note: String,
    figures: Vec<String>,
    stand: Stand,
    account: String,
    csrf: &'a str,
}

#[derive(Template)]
#[template(path = "found.html")]
struct FoundPage {
    shell: Shell,
    post: Card,
}

/// How a member stands to an account.
enum Stand {
    Oneself,
    /// The account's person uses another, which can be looked at in turn.
    Moved(Byline, String),
    Following,
    Asked,
    Stranger,
}

/// The address of this page for somebody or something.
fn path_to(uri: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("uri", uri).finish();
    format!("/authorize_interaction?{query}")
}

/// `GET /authorize_interaction`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let uri = wanted.uri.trim();
    if uri.is_empty() || uri.len() > limits::WANTED_BYTES {
        return Ok(nothing(&web, &visitor));
    }
    let Some(member) = &visitor.member else {
        return Ok(template::found(&sign_in_path(&path_to(uri), false)));
    };
    if let Some(account) = web.federation.resolve_account(uri).await?.filter(|it| !it.is_suspended()) {
        return show_account(&web, &visitor, member, &account).await;
    }
    match web.federation.resolve_status(uri).await? {
        None => Ok(nothing(&web, &visitor)),
        Some(status) => {
            let viewer = Viewer::Account(member.account.id);
            match statuses::show(&web.site, viewer, status.id).await {
                Ok(view) => {
                    let words = visitor.words;
                    let shell =
                        Shell::of(&web, words, &words.say("found-title")).unlisted().seen_by(&visitor);
                    let post = Card::of(&view, &web.site.instance, words);
                    Ok(template::unkept(template::page(StatusCode::OK, &FoundPage { shell, post })))
                }
                Err(social::Error::Refusal(Refusal::NotFound)) => Ok(nothing(&web, &visitor)),
                Err(error) => Err(error.into()),
            }
        }
    }
}

/// What is not there, and what this member may not see, look alike.
fn nothing(web: &Web, visitor: &Visitor) -> Response {
    let (title, explanation) = (visitor.words.say("unknown-title"), visitor.words.say("unknown-text"));
    let shell = Shell::of(web, visitor.words, &title).unlisted().seen_by(visitor);
    let notice = Notice { shell, title: &title, explanation: &explanation };
    template::unkept(template::page(StatusCode::NOT_FOUND, &notice))
}

async fn show_account(
    web: &Web,
    visitor: &Visitor,
    member: &Member,
    account: &Account,
) -> Result<Response, Failure> {
    let byline = Byline::of(account, &web.site.instance);
    let shell = Shell::of(web, visitor.words, &byline.name_and_handle());
    let page = FollowPage {
        shell: shell.unlisted().seen_by(visitor),
        byline,
        note: account.note.clone(),
        figures: match account.is_local() {
            true => figures(account, visitor.words),
            // What this server knows of others says little.
            false => Vec::new(),
        },
        stand: stand(web, &member.account, account).await?,
        account: account.id.to_string(),
        csrf: visitor.form_secret().unwrap_or_default(),
    };
    Ok(template::unkept(template::page(StatusCode::OK, &page)))
}

async fn stand(web: &Web, me: &Account, account: &Account) -> Result<Stand, Failure> {
    if me.id == account.id {
        return Ok(Stand::Oneself);
    }
    if let Some(target) = account.moved_to_id {
        let target = social::accounts::find(&web.site, target).await?;
        let path = path_to(&target.uri);
        return Ok(Stand::Moved(Byline::of(&target, &web.site.instance), path));
    }
    let between = relationships::between(&web.site, me.id, &[account.id]).await?;
    Ok(match between.first() {
        Some(relationship) if relationship.following => Stand::Following,
        Some(relationship) if relationship.requested => Stand::Asked,
        _ => Stand::Stranger,
    })
}

/// `POST /authorize_interaction`
pub(crate) async fn follow(State(web): State<Web>, posted: Posted<Choice>) -> Result<Response, Failure> {
    let Some(member) = &posted.visitor.member else { return Err(Failure::Forged) };
    let taken = web.site.throttles.take(web.site.now(), Throttle::Follows, member.user.id);
    if taken.is_some_and(|allowance| allowance.is_exceeded) {
        return Err(Failure::Bad(Saying::Of("follow-too-many")));
    }
    let id: AccountId = posted.form.account.parse().map_err(|_| Failure::NotFound)?;
    follows::follow(&web.site, &member.account, id, follows::Choice::default(), None).await?;
    let account = social::accounts::find(&web.site, id).await?;
    Ok(template::unkept(template::found(&path_to(&account.uri))))
}
