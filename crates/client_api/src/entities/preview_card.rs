//! Preview card: what is shown of a page that a status links to.

use model::{AccountId, Instance, Player};
use serde::Serialize;
use social::{
    CardView,
    remote_files::{self, Shown},
};

use super::Account;

/// <https://docs.joinmastodon.org/entities/PreviewCard/>
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct PreviewCard {
    pub url: String,
    pub title: String,
    pub description: String,
    pub language: Option<String>,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub author_name: String,
    pub author_url: String,
    pub provider_name: String,
    pub provider_url: String,
    pub html: String,
    pub width: u32,
    pub height: u32,
    pub image: Option<String>,
    pub image_description: String,
    pub embed_url: String,
    pub blurhash: Option<String>,
    pub published_at: Option<String>,
    pub authors: Vec<PreviewCardAuthor>,
    /// Only there for somebody who is signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_attribution: Option<bool>,
}

/// <https://docs.joinmastodon.org/entities/PreviewCardAuthor/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct PreviewCardAuthor {
    pub name: String,
    pub url: String,
    pub account: Option<Account>,
}

impl PreviewCard {
    /// A card, as somebody sees it.
    pub fn new(instance: &Instance, viewer: Option<AccountId>, view: &CardView) -> Self {
        let card = &*view.card;
        // A page that plays nothing is as large as its picture, which nobody knows before it is kept here.
        let picture = card.picture.as_ref();
        let size = picture.map(|picture| (String::new(), picture.width, picture.height));
        let (html, width, height) =
            card.player.as_ref().map(|player| frame(player, &card.title)).or(size).unwrap_or_default();
        Self {
            url: card.url.clone(),
            title: card.title.clone(),
            description: card.description.clone(),
            language: card.language.clone(),
            kind: if card.player.is_some() { "video" } else { "link" },
            author_name: card.author_name.clone(),
            author_url: card.author_url.clone(),
            provider_name: card.provider_name.clone(),
            provider_url: card.provider_url.clone(),
            html,
            width,
            height,
            // Whoever looks is not sent to where the picture is: that server would learn who reads what.
            image: card.image.as_ref().map(|image| {
                remote_files::url(instance, Shown::Card(card.id), card.id.get(), &image.url, false)
            }),
            image_description: card.image.as_ref().map(|image| image.description.clone()).unwrap_or_default(),
            embed_url: card.player.as_ref().map(|player| player.url.clone()).unwrap_or_default(),
            blurhash: picture.and_then(|picture| picture.blurhash.clone()),
            published_at: card.published_at.map(model::Timestamp::to_rfc3339_millis),
            authors: authors(instance, view),
            missing_attribution: viewer.map(|viewer| view.lacks_consent_of(viewer)),
        }
    }

    /// A page of which nothing is known but its address.
    pub(crate) fn bare(url: &str) -> Self {
        let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
        Self {
            url: url.to_owned(),
            title: bare.trim_end_matches('/').to_owned(),
            kind: "link",
            provider_name: bare.split('/').next().unwrap_or_default().to_owned(),
            ..Self::default()
        }
    }
}

fn authors(instance: &Instance, view: &CardView) -> Vec<PreviewCardAuthor> {
    let (card, account) = (&view.card, view.author());
    if account.is_none() && card.author_name.is_empty() && card.author_url.is_empty() {
        return Vec::new();
    }
    let (name, url) = (card.author_name.clone(), card.author_url.clone());
    vec![PreviewCardAuthor { name, url, account: account.map(|view| Account::new(instance, view)) }]
}

/// A frame with a player, which may do nothing but play. Its address is one of a host that is known for players, and
/// has no character that could end an attribute; all that it can have is the `&` between parameters.
fn frame(player: &Player, title: &str) -> (String, u32, u32) {
    let (url, title) = (escaped(&player.url), escaped(title));
    let (width, height) = (player.width, player.height);
    let html = format!(
        "<iframe src=\"{url}\" title=\"{title}\" width=\"{width}\" height=\"{height}\" allowfullscreen \
         allow=\"fullscreen\" referrerpolicy=\"strict-origin\" style=\"border: 0\" \
         sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms\">\
         </iframe>"
    );
    (html, width, height)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::Id;
    use serde_json::{Value, json};

    use super::*;
    use crate::entities::samples;

    fn shown(viewer: Option<i64>, view: &CardView) -> Value {
        serde_json::to_value(PreviewCard::new(&samples::instance(), viewer.map(Id::new), view)).unwrap()
    }

    #[test]
    fn an_account_is_the_author_where_it_agrees() {
        let mut view = samples::card();
        let card = shown(Some(1), &view);
        assert_eq!(
            (&card["authors"][0]["account"], &card["missing_attribution"]),
            (&Value::Null, &json!(true))
        );
        assert_eq!(
            shown(Some(2), &view)["missing_attribution"],
            json!(false),
            "it is nobody else's business"
        );
        assert_eq!(shown(None, &view).get("missing_attribution"), None);
        let mut creator = samples::account();
        creator.account.attribution_domains = vec!["news.example".into()];
        view.creator = Some(Arc::new(creator.clone()));
        let card = shown(Some(1), &view);
        assert_eq!(
            (&card["authors"][0]["account"]["acct"], &card["missing_attribution"]),
            (&json!("alice"), &json!(false))
        );
        creator.account.suspended_at = Some(model::Timestamp::from_millis(1));
        view.creator = Some(Arc::new(creator));
        assert_eq!(shown(Some(2), &view)["authors"][0]["account"], Value::Null);
    }

    #[test]
    fn a_video_is_in_a_locked_frame() {
        let mut view = samples::card();
        assert_eq!(shown(None, &view)["html"], "");
        let card = Arc::make_mut(&mut view.card);
        card.title = "\"><script>".into();
        card.player = Some(Player { url: "https://v.example/x?a=1&b=2".into(), width: 16, height: 9 });
        let shown = shown(None, &view);
        let html = shown["html"].as_str().unwrap();
        assert!(html.starts_with("<iframe src=\"https://v.example/x?a=1&amp;b=2\""), "{html}");
        assert!(html.contains(" sandbox=\"") && !html.contains("<script"), "{html}");
        assert_eq!(
            (&shown["type"], &shown["width"], &shown["height"]),
            (&json!("video"), &json!(16), &json!(9))
        );
        assert_eq!(shown["embed_url"], "https://v.example/x?a=1&b=2");
    }

    #[test]
    fn nobody_is_sent_to_a_picture_elsewhere() {
        let text = shown(None, &samples::card()).to_string();
        assert!(!text.contains("p.png"), "{text}");
    }
}
