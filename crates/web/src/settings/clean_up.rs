//! `/settings/clean_up`: which of one's old statuses go by themselves.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use http::StatusCode;
use model::{CleanUpWish, clean_up::CLEAN_UP_DAYS};
use serde::Deserialize;
use social::clean_up;

use super::{Done, Inside, Sent};
use crate::{
    Web,
    failure::Failure,
    template::{self, Shell},
    words::Words,
};

#[derive(Template)]
#[template(path = "settings/clean_up.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    is_on: bool,
    ages: Vec<Age>,
    keeps: [(&'static str, &'static str, bool); 6],
    favourites: String,
    reblogs: String,
}

/// An age that can be chosen.
struct Age {
    days: i64,
    words: String,
    is_chosen: bool,
}

/// What the form says. A box that is not ticked is not sent.
#[derive(Deserialize)]
pub(crate) struct Wish {
    enabled: Option<String>,
    #[serde(default)]
    days: String,
    direct: Option<String>,
    pinned: Option<String>,
    polls: Option<String>,
    media: Option<String>,
    favourited: Option<String>,
    bookmarked: Option<String>,
    #[serde(default)]
    favourites: String,
    #[serde(default)]
    reblogs: String,
}

impl Wish {
    fn read(&self) -> Result<CleanUpWish, Failure> {
        let number = |text: &str| match text.trim() {
            "" => Ok(None),
            digits => digits.parse().map(Some).map_err(|_| Failure::Unreadable(StatusCode::BAD_REQUEST)),
        };
        Ok(CleanUpWish {
            days: number(&self.days)?.unwrap_or_default(),
            keeps_direct: self.direct.is_some(),
            keeps_pinned: self.pinned.is_some(),
            keeps_polls: self.polls.is_some(),
            keeps_media: self.media.is_some(),
            keeps_favourited: self.favourited.is_some(),
            keeps_bookmarked: self.bookmarked.is_some(),
            favourites: number(&self.favourites)?,
            reblogs: number(&self.reblogs)?,
        })
    }
}

fn ages(words: Words, chosen: i64) -> Vec<Age> {
    let named = |days: i64| match days {
        7 | 14 => words.count("settings-weeks", days / 7),
        365 | 730 => words.count("settings-years", days / 365),
        _ => words.count("settings-months", (days + 15) / 30),
    };
    CLEAN_UP_DAYS.map(|days| Age { days, words: named(days), is_chosen: days == chosen }).into()
}

/// `GET /settings/clean_up`
pub(crate) async fn show(
    State(web): State<Web>,
    inside: Inside,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let words = inside.words();
    let found = clean_up::find(&web.site, inside.member.account.id).await?;
    let is_on = found.is_some();
    let wish = found.unwrap_or_default();
    let number = |least: Option<i64>| least.map(|least| least.to_string()).unwrap_or_default();
    let page = Page {
        shell: inside.shell(&web, "settings-clean-up"),
        done: done.sentence(words, &["cleaning", "not-cleaning"]),
        csrf: inside.csrf(),
        is_on,
        ages: ages(words, wish.days),
        keeps: [
            ("pinned", "settings-keep-pinned", wish.keeps_pinned),
            ("direct", "settings-keep-direct", wish.keeps_direct),
            ("favourited", "settings-keep-favourited", wish.keeps_favourited),
            ("bookmarked", "settings-keep-bookmarked", wish.keeps_bookmarked),
            ("polls", "settings-keep-polls", wish.keeps_polls),
            ("media", "settings-keep-media", wish.keeps_media),
        ],
        favourites: number(wish.favourites),
        reblogs: number(wish.reblogs),
    };
    Ok(template::unkept(template::page(StatusCode::OK, &page)))
}

/// `POST /settings/clean_up`
pub(crate) async fn submit(
    State(web): State<Web>,
    Sent { inside, form }: Sent<Wish>,
) -> Result<Response, Failure> {
    let wish = match form.enabled {
        None => None,
        Some(_) => Some(form.read()?),
    };
    let done = if wish.is_some() { "cleaning" } else { "not-cleaning" };
    clean_up::wish(&web.site, inside.member.account.id, wish).await?;
    Ok(template::unkept(template::found(&format!("/settings/clean_up?done={done}"))))
}
