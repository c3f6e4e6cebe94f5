//! OEmbed: how a status is shown in a frame on somebody else's page.

use model::{Instance, limits};
use serde::Serialize;
use social::StatusView;

/// <https://oembed.com/#section2.3>, as <https://docs.joinmastodon.org/methods/oembed/> has it.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the pages named above")]
pub struct OEmbed {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub version: &'static str,
    pub title: String,
    pub author_name: String,
    pub author_url: String,
    pub provider_name: String,
    pub provider_url: String,
    pub cache_age: u32,
    pub html: String,
    pub width: u32,
    /// Not known before the post is drawn, unless whoever asks has no room for more.
    pub height: Option<u32>,
}

impl OEmbed {
    /// How a status is shown where there is so much room, in pixels.
    pub fn new(
        instance: &Instance,
        server: &str,
        view: &StatusView,
        max_width: Option<u32>,
        max_height: Option<u32>,
    ) -> Self {
        let account = &view.author.account;
        let name =
            if account.display_name.trim().is_empty() { &account.username } else { &account.display_name };
        let width = max_width.map_or(limits::EMBED_WIDTH, |room| room.min(limits::EMBED_WIDTH));
        Self {
            kind: "rich",
            version: "1.0",
            title: format!("Post by {name}"),
            author_name: name.clone(),
            author_url: account.url.clone(),
            provider_name: server.to_owned(),
            provider_url: instance.url("/"),
            cache_age: limits::EMBED_SECONDS,
            html: html(instance, view, width, max_height),
            width,
            height: max_height,
        }
    }
}

/// A frame, and the script that makes it as high as the post. Nothing that anybody wrote stands in it.
fn html(instance: &Instance, view: &StatusView, width: u32, max_height: Option<u32>) -> String {
    let username = &view.author.account.username;
    let page = instance.url(&format!("/@{username}/{}/embed", view.status.id));
    let (domain, script) = (&instance.domain, instance.url("/embed.js"));
    let height = max_height.unwrap_or(limits::EMBED_HEIGHT);
    format!(
        "<iframe src=\"{page}\" title=\"Post by @{username}@{domain}\" width=\"{width}\" height=\"{height}\" \
         style=\"max-width: 100%; border: 0; border-radius: 10px\" loading=\"lazy\" \
         sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox\"></iframe>\
         <script async src=\"{script}\"></script>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn a_frame_fits_where_there_is_room() {
        let (instance, view) = (samples::instance(), samples::status());
        let wide = OEmbed::new(&instance, "Home", &view, Some(4_000), None);
        assert_eq!((wide.width, wide.height), (limits::EMBED_WIDTH, None));
        let small = OEmbed::new(&instance, "Home", &view, Some(200), Some(90));
        assert_eq!((small.width, small.height), (200, Some(90)));
        assert!(small.html.contains("src=\"https://home.example/@alice/6/embed\""), "{}", small.html);
        assert!(small.html.contains("width=\"200\" height=\"90\""), "{}", small.html);
    }
}
