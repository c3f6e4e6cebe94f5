//! Status source: a status as its author wrote it.

use serde::Serialize;
use social::StatusView;

/// <https://docs.joinmastodon.org/entities/StatusSource/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct StatusSource {
    pub id: String,
    pub text: String,
    pub spoiler_text: String,
}

impl StatusSource {
    /// The source of a status.
    pub fn new(view: &StatusView) -> Self {
        let status = &view.status;
        Self {
            id: status.id.to_string(),
            text: status.text.clone(),
            spoiler_text: status.spoiler_text.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn a_source_has_every_key() {
        let source = serde_json::to_value(StatusSource::new(&samples::status())).unwrap();
        samples::assert_has_keys(&source, "GET /api/v1/statuses/{id}/source 200");
        assert_eq!(source["text"], "hello");
    }
}
