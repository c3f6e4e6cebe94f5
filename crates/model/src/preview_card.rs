//! Preview cards: what is shown of a page that statuses link to.

use crate::{AccountId, Id, Timestamp};

/// Identifies a preview card.
pub type PreviewCardId = Id<PreviewCard>;

/// What a page says of itself, shared by all statuses that link to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewCard {
    /// Identifier.
    pub id: PreviewCardId,
    /// The link as statuses have it, without what stands after a `#`; unique.
    pub link: String,
    /// Where the page really is: after redirects, or where it says itself on its own host.
    pub url: String,
    /// Plain text; empty if there is nothing to show, which is remembered so that nobody is asked again at once.
    pub title: String,
    /// Plain text.
    pub description: String,
    /// Who wrote it, as the page says; plain text.
    pub author_name: String,
    /// A page of whoever wrote it; empty if the page names none.
    pub author_url: String,
    /// The account that the page names as its author. It counts only where that account agrees.
    pub creator_id: Option<AccountId>,
    /// Who publishes it; plain text.
    pub provider_name: String,
    /// A page of whoever publishes it; empty if it is not known.
    pub provider_url: String,
    /// What plays the video that the page is about.
    pub player: Option<Player>,
    /// The picture that the page chose for itself, where it is elsewhere.
    pub image: Option<CardImage>,
    /// What is known of that picture since it is kept here.
    pub picture: Option<CardPicture>,
    /// ISO 639 code.
    pub language: Option<String>,
    /// When the page says it was published.
    pub published_at: Option<Timestamp>,
    /// When the page was asked for.
    pub fetched_at: Timestamp,
}

/// A page that plays a video in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    /// Its address, on a host that is known for its players.
    pub url: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// A picture on another server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardImage {
    /// Its address. Browsers and apps are never sent there: it would tell strangers who reads what.
    pub url: String,
    /// Pixels across, as the page says; 0 if it does not.
    pub width: u32,
    /// Pixels down, as the page says; 0 if it does not.
    pub height: u32,
    /// What it shows, in words; empty if the page does not say.
    pub description: String,
}

/// The picture of a card as it is kept here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPicture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The blurred picture that is shown while the real one loads.
    pub blurhash: Option<String>,
}

impl PreviewCard {
    /// A card that shows nothing, never fetched.
    pub fn nothing(id: PreviewCardId, link: &str) -> Self {
        Self {
            id,
            link: link.to_owned(),
            url: String::new(),
            title: String::new(),
            description: String::new(),
            author_name: String::new(),
            author_url: String::new(),
            creator_id: None,
            provider_name: String::new(),
            provider_url: String::new(),
            player: None,
            image: None,
            picture: None,
            language: None,
            published_at: None,
            fetched_at: Timestamp::from_millis(0),
        }
    }

    /// Whether there is something to show.
    pub fn is_found(&self) -> bool {
        !self.title.is_empty()
    }

    /// Whether an account that lists these websites agrees to be named by the page. A website speaks for what stands
    /// on names below its own, too.
    pub fn is_attributed_by(&self, websites: &[String]) -> bool {
        let host = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        let name = host.split(':').next().unwrap_or_default();
        let is_below = |site: &String| {
            let rest = name.strip_suffix(site.as_str()).filter(|_| !site.is_empty());
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        websites.iter().any(is_below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(url: &str) -> PreviewCard {
        PreviewCard { url: url.into(), ..PreviewCard::nothing(Id::new(1), url) }
    }

    #[test]
    fn a_website_speaks_for_itself_and_what_is_below() {
        let sites = ["news.example".to_owned(), String::new()];
        for url in ["https://news.example/x", "https://news.example", "https://blog.news.example:8443/?q#f"] {
            assert!(card(url).is_attributed_by(&sites), "{url}");
        }
        for url in
            ["https://fakenews.example/", "https://news.example.evil/", "https://example/news.example", "x"]
        {
            assert!(!card(url).is_attributed_by(&sites), "{url}");
        }
    }
}
