//! `/settings`: where everything is.

use askama::Template;
use axum::{extract::State, response::Response};
use http::StatusCode;

use super::Inside;
use crate::{
    Web,
    failure::Failure,
    template::{self, Shell},
};

#[derive(Template)]
#[template(path = "settings/index.html")]
struct Page {
    shell: Shell,
    groups: [Group; 4],
}

/// Links that belong together. `key` begins the keys of their words.
struct Group {
    key: &'static str,
    links: &'static [(&'static str, &'static str)],
}

const GROUPS: [Group; 4] = [
    Group {
        key: "settings-group-preferences",
        links: &[
            ("/preferences/profile", "settings-link-profile"),
            ("/preferences/appearance", "settings-link-appearance"),
            ("/preferences/posting", "settings-link-posting"),
            ("/preferences/notifications", "settings-link-notifications"),
            ("/preferences/privacy", "settings-link-privacy"),
            ("/preferences/filters", "settings-link-filters"),
        ],
    },
    Group {
        key: "settings-group-security",
        links: &[
            ("/settings/credentials", "settings-credentials"),
            ("/settings/two_factor", "settings-two-factor"),
            ("/settings/sessions", "settings-sessions"),
            ("/settings/apps", "settings-apps"),
            ("/settings/strikes", "strikes-title"),
        ],
    },
    Group {
        key: "settings-group-data",
        links: &[
            ("/settings/export", "settings-export"),
            ("/settings/import", "settings-import"),
            ("/settings/archive", "settings-archive"),
            ("/severed_relationships", "severances-title"),
            ("/settings/clean_up", "settings-clean-up"),
        ],
    },
    Group {
        key: "settings-group-end",
        links: &[("/settings/move", "settings-move"), ("/settings/delete", "settings-delete")],
    },
];

/// `GET /settings`
pub(crate) async fn show(State(web): State<Web>, inside: Inside) -> Result<Response, Failure> {
    let page = Page { shell: inside.shell(&web, "settings-title"), groups: GROUPS };
    Ok(template::unkept(template::page(StatusCode::OK, &page)))
}
