//! What a post said before it was edited.

use model::StatusId;
use social::{Viewer, statuses};

use crate::{Web, text, words::Words};

/// What a post said at one time.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) moment: String,
    pub(crate) machine_moment: String,
    pub(crate) warning: String,
    /// Safe HTML, cleaned when it was stored.
    pub(crate) content: String,
    pub(crate) options: Vec<String>,
}

/// The versions of a post before the last, newest first.
pub(crate) async fn before(
    web: &Web,
    viewer: Viewer,
    id: StatusId,
    words: Words,
) -> social::Result<Vec<Version>> {
    let mut versions = statuses::history(&web.site, viewer, id).await?.versions;
    versions.pop();
    let version = |said: model::StatusEdit| Version {
        moment: text::moment(words, said.created_at),
        machine_moment: said.created_at.to_rfc3339_seconds(),
        warning: said.spoiler_text,
        content: said.content,
        options: said.poll_options,
    };
    Ok(versions.into_iter().rev().map(version).collect())
}
