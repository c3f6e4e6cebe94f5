//! Search: what was found.

use serde::Serialize;

use super::{Account, Status, Tag};

/// <https://docs.joinmastodon.org/entities/Search/>
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Search {
    pub accounts: Vec<Account>,
    pub statuses: Vec<Status>,
    pub hashtags: Vec<Tag>,
    pub collections: [(); 0],
}

#[cfg(test)]
mod tests {
    use social::Viewer;

    use super::*;
    use crate::entities::samples;

    #[test]
    fn what_was_found_has_every_key() {
        let instance = samples::instance();
        let found = Search {
            accounts: vec![Account::new(&instance, &samples::account())],
            statuses: vec![Status::new(&instance, Viewer::Nobody, &samples::status())],
            hashtags: vec![Tag::new(&instance, &samples::tag_view())],
            collections: [],
        };
        let found = serde_json::to_value(found).unwrap();
        samples::assert_has_keys(&found, "GET /api/v2/search 200");
        assert_eq!(found["hashtags"][0]["name"], "Straße");
        assert_eq!(found["hashtags"][0]["following"], true);
    }
}
