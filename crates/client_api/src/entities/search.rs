//! Search: what was found.

use super::{Account, Status, Tag};
use crate::json::Text;

/// <https://docs.joinmastodon.org/entities/Search/>
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Search {
    pub accounts: Vec<Account>,
    pub statuses: Vec<Status>,
    pub hashtags: Vec<Tag>,
    pub collections: [(); 0],
}

impl Search {
    /// The text of it.
    pub(crate) fn into_text(self) -> Text {
        Text::of_object(|object| {
            object.field("accounts").value(&self.accounts);
            object.field("statuses").list(self.statuses, |text, status| text.take(&status.into_text()));
            object.field("hashtags").value(&self.hashtags);
            object.field("collections").value(&self.collections);
        })
    }
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
        let found = serde_json::to_value(found.into_text()).unwrap();
        samples::assert_has_keys(&found, "GET /api/v2/search 200");
        assert_eq!(found["hashtags"][0]["name"], "Straße");
        assert_eq!(found["hashtags"][0]["following"], true);
    }
}
