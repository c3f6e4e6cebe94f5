//! Trends link: a page that many people point to. Where nothing is known of it, its address stands for its title.

use model::{AccountId, Instance};
use serde::Serialize;
use social::trends::LinkView;

use super::{PreviewCard, tag::Day};

/// <https://docs.joinmastodon.org/entities/Trends_Link/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct TrendsLink {
    #[serde(flatten)]
    pub card: PreviewCard,
    pub history: Vec<Day>,
}

impl TrendsLink {
    /// A page, as somebody sees it.
    pub fn new(instance: &Instance, viewer: Option<AccountId>, view: &LinkView) -> Self {
        let card = match &view.card {
            // What is counted are the links as people have them, and by these the statuses are found.
            Some(card) => PreviewCard { url: view.url.clone(), ..PreviewCard::new(instance, viewer, card) },
            None => PreviewCard::bare(&view.url),
        };
        Self { card, history: view.history.iter().map(Day::new).collect() }
    }
}
