//! List: chosen accounts, read on their own.

use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/List/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct List {
    pub id: String,
    pub title: String,
    pub replies_policy: &'static str,
    pub exclusive: bool,
}

impl From<&model::List> for List {
    fn from(list: &model::List) -> Self {
        Self {
            id: list.id.to_string(),
            title: list.title.clone(),
            replies_policy: list.replies_policy.as_str(),
            exclusive: list.is_exclusive,
        }
    }
}
