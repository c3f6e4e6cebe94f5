//! The privacy policy: what this server keeps and tells of people.

use askama::Template;
use axum::{extract::State, response::Response};
use http::StatusCode;

use crate::{
    Web,
    template::{self, Shell},
    visitor::Visitor,
};

#[derive(Template)]
#[template(path = "privacy_policy.html")]
struct PrivacyPolicyPage {
    shell: Shell,
    /// Safe HTML.
    content: String,
    /// What it is written in.
    language: Option<String>,
}

/// `GET /privacy-policy`
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor) -> Response {
    let (content, _) = social::settings::privacy_policy(&web.site);
    let settings = web.site.settings();
    let language = match settings.privacy_policy.markdown.is_empty() {
        // What the program says by itself is English.
        true => Some("en".to_owned()),
        false => settings.languages.first().cloned(),
    };
    let title = visitor.words.say("privacy-policy");
    let shell = Shell::of(&web, visitor.words, &title)
        .at(web.site.instance.url("/privacy-policy"))
        .about(&title)
        .seen_by(&visitor);
    template::page(StatusCode::OK, &PrivacyPolicyPage { shell, content, language })
}
