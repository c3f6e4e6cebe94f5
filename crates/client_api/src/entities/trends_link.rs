//! Trends link: a page that many people point to. Pages are not fetched yet, so their address stands for their title.

use serde::Serialize;
use social::trends::LinkView;

use super::tag::Day;

/// <https://docs.joinmastodon.org/entities/Trends_Link/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct TrendsLink {
    pub url: String,
    pub title: String,
    pub description: &'static str,
    pub language: Option<()>,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub author_name: &'static str,
    pub author_url: &'static str,
    pub provider_name: String,
    pub provider_url: &'static str,
    pub html: &'static str,
    pub width: u32,
    pub height: u32,
    pub image: Option<()>,
    pub image_description: &'static str,
    pub embed_url: &'static str,
    pub blurhash: Option<()>,
    pub published_at: Option<()>,
    pub authors: [(); 0],
    pub history: Vec<Day>,
}

impl From<&LinkView> for TrendsLink {
    fn from(view: &LinkView) -> Self {
        let bare = view.url.split_once("://").map_or(view.url.as_str(), |(_, rest)| rest);
        Self {
            url: view.url.clone(),
            title: bare.trim_end_matches('/').to_owned(),
            description: "",
            language: None,
            kind: "link",
            author_name: "",
            author_url: "",
            provider_name: bare.split('/').next().unwrap_or_default().to_owned(),
            provider_url: "",
            html: "",
            width: 0,
            height: 0,
            image: None,
            image_description: "",
            embed_url: "",
            blurhash: None,
            published_at: None,
            authors: [],
            history: view.history.iter().map(Day::new).collect(),
        }
    }
}
