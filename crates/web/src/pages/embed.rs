//! A status alone, for a frame on somebody else's page. It is the same for all who look, whoever they are: what a
//! frame shows must not depend on who is signed in here.

use askama::Template;
use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::StatusCode;
use social::statuses;

use super::status::is_called;
use crate::{Web, assets, failure::Failure, finish::Framed, parts::Card, template, words::Words};

#[derive(Template)]
#[template(path = "embed.html")]
struct EmbedPage {
    title: String,
    /// The page of the status.
    address: String,
    style: String,
    script: &'static str,
    /// What the server is called.
    name: String,
    post: Card,
}

/// `GET /@:handle/:id/embed`
pub(crate) async fn show(
    State(web): State<Web>,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let instance = &web.site.instance;
    let view = statuses::embeddable(&web.site, id.parse().map_err(|_| Failure::NotFound)?).await?;
    if !is_called(&handle, &view.author.account.acct(), &instance.domain) {
        return Err(Failure::NotFound);
    }
    let words = Words::of_server(&web.site.settings());
    let post = Card { is_focus: true, ..Card::of(&view, instance, words) };
    let page = EmbedPage {
        title: words.fill("post-by", &[("name", &post.author.name)]),
        address: instance.url(&post.page),
        style: assets::style_path(),
        script: assets::SCRIPT_PATH,
        name: web.site.settings().name(&instance.domain).to_owned(),
        post,
    };
    Ok((Extension(Framed), template::page(StatusCode::OK, &page)).into_response())
}
