//! Players: videos that may be shown in a frame. Only those of hosts that are known for them, and only the address of
//! the frame is taken from what they answer (oEmbed); the frame itself is ours, and locked.

use markup::page::{Page, frame};
use model::{Player, PreviewCard};
use serde::Deserialize;
use url::Url;

use super::describe::{line, web_address};
use crate::limits::{CARD_NAME_CHARACTERS, CARD_TITLE_CHARACTERS, PLAYER_PIXELS};

/// Somebody whose players may be shown.
struct Provider {
    /// Hosts of pages with videos.
    pages: &'static [&'static str],
    /// Where they say how a page is embedded, without the query.
    endpoint: &'static str,
    /// Hosts of their frames.
    frames: &'static [&'static str],
}

/// Those who are known everywhere. The operator may add hosts.
const PROVIDERS: [Provider; 3] = [
    Provider {
        pages: &["www.youtube.com", "youtube.com", "m.youtube.com", "music.youtube.com", "youtu.be"],
        endpoint: "https://www.youtube.com/oembed",
        frames: &["www.youtube.com", "www.youtube-nocookie.com"],
    },
    Provider {
        pages: &["vimeo.com", "www.vimeo.com", "player.vimeo.com"],
        endpoint: "https://vimeo.com/api/oembed.json",
        frames: &["player.vimeo.com"],
    },
    Provider {
        pages: &["www.dailymotion.com", "dailymotion.com", "dai.ly"],
        endpoint: "https://www.dailymotion.com/services/oembed",
        frames: &["geo.dailymotion.com", "www.dailymotion.com"],
    },
];

/// Where to ask how a page is embedded, and which hosts its frame may have.
pub(super) struct Question {
    pub(super) endpoint: Url,
    frames: Vec<String>,
}

/// What a provider answers. <https://oembed.com/#section2.3>
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Answer {
    #[serde(rename = "type")]
    kind: String,
    title: Option<String>,
    author_name: Option<String>,
    author_url: Option<String>,
    provider_name: Option<String>,
    provider_url: Option<String>,
    html: Option<String>,
    width: serde_json::Value,
    height: serde_json::Value,
}

/// Whom to ask about a page at this address, if its host is known for players: by the table, or, for hosts that the
/// operator has added (`further`, with their ports where these are unusual), where the page itself says.
pub(super) fn question(page: &Page, address: &Url, further: &[String]) -> Option<Question> {
    let host = host(address)?;
    if let Some(provider) = PROVIDERS.iter().find(|provider| provider.pages.contains(&host.as_str())) {
        let mut endpoint = Url::parse(provider.endpoint).ok()?;
        endpoint.query_pairs_mut().append_pair("format", "json").append_pair("url", address.as_str());
        let frames = provider.frames.iter().map(|host| (*host).to_owned()).collect();
        return Some(Question { endpoint, frames });
    }
    further.contains(&host).then_some(())?;
    let endpoint = web_address(page.link("alternate", Some("application/json+oembed"))?, address)?;
    (endpoint.origin() == address.origin()).then(|| Question { endpoint, frames: vec![host] })
}

/// The card with what the provider answers; as it was, if that is no video, or its frame is somebody else's.
pub(super) fn with_answer(card: PreviewCard, question: &Question, body: &[u8]) -> PreviewCard {
    let Ok(answer) = serde_json::from_slice::<Answer>(body) else { return card };
    if answer.kind != "video" {
        return card;
    }
    let source = answer.html.as_deref().and_then(frame);
    let source = source.and_then(|source| web_address(&source, &question.endpoint));
    // A page with TLS shows no frame without.
    let is_safe = |url: &Url| url.scheme() == question.endpoint.scheme();
    let is_theirs = |url: &Url| host(url).is_some_and(|host| question.frames.contains(&host));
    let Some(source) = source.filter(|url| is_safe(url) && is_theirs(url)) else { return card };
    let text = |text: Option<String>, known: String, most| match text.map(|text| line(&text, most)) {
        Some(text) if !text.is_empty() => text,
        _ => known,
    };
    let page = |page: Option<String>| {
        page.and_then(|page| web_address(&page, &question.endpoint)).map(String::from).unwrap_or_default()
    };
    PreviewCard {
        title: text(answer.title, card.title, CARD_TITLE_CHARACTERS),
        author_name: text(answer.author_name, card.author_name, CARD_NAME_CHARACTERS),
        author_url: page(answer.author_url),
        provider_name: text(answer.provider_name, card.provider_name, CARD_NAME_CHARACTERS),
        provider_url: page(answer.provider_url),
        player: Some(Player {
            url: source.into(),
            width: pixels(&answer.width),
            height: pixels(&answer.height),
        }),
        ..card
    }
}

/// A host, with its port if that is unusual.
fn host(url: &Url) -> Option<String> {
    crate::authority::authority_of(url)
}

/// Pixels, which some write as text.
fn pixels(value: &serde_json::Value) -> u32 {
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok()).unwrap_or_default();
    u32::try_from(number).unwrap_or(PLAYER_PIXELS).min(PLAYER_PIXELS)
}

#[cfg(test)]
mod tests {
    use model::Id;
    use serde_json::json;

    use super::*;

    fn ask(address: &str, html: &str, further: &[&str]) -> Option<String> {
        let further: Vec<String> = further.iter().map(|host| (*host).to_owned()).collect();
        let question = question(&markup::page::read(html), &Url::parse(address).unwrap(), &further);
        question.map(|question| question.endpoint.into())
    }

    fn answered(answer: &serde_json::Value) -> PreviewCard {
        let address = Url::parse("https://youtu.be/x").unwrap();
        let question = question(&Page::default(), &address, &[]).unwrap();
        let card = PreviewCard { title: "page".into(), ..PreviewCard::nothing(Id::new(1), "x") };
        with_answer(card, &question, answer.to_string().as_bytes())
    }

    #[test]
    fn only_hosts_that_are_known_are_asked() {
        assert_eq!(
            ask("https://youtu.be/x?a=1", "", &[]).as_deref(),
            Some("https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fyoutu.be%2Fx%3Fa%3D1")
        );
        let tube = "<link rel=alternate type=application/json+oembed href=/services/oembed?url=x>";
        assert_eq!(ask("https://tube.example/w/1", tube, &[]), None);
        let asked = ask("https://tube.example/w/1", tube, &["tube.example"]);
        assert_eq!(asked.as_deref(), Some("https://tube.example/services/oembed?url=x"));
        let elsewhere = "<link rel=alternate type=application/json+oembed href=https://evil.example/o>";
        assert_eq!(ask("https://tube.example/w/1", elsewhere, &["tube.example"]), None);
        assert_eq!(ask("https://evil.example/youtu.be/x", elsewhere, &["tube.example"]), None);
    }

    #[test]
    fn only_the_address_of_a_frame_is_taken() {
        let card = answered(&json!({
            "type": "video", "title": "Cat \n film", "author_name": "Bob", "author_url": "https://www.youtube.com/@bob",
            "html": "<script>alert(1)</script><iframe onload=alert(1) src=\"https://www.youtube.com/embed/x?a=1&amp;b\"></iframe>",
            "width": "480", "height": 270,
        }));
        let player = card.player.unwrap();
        assert_eq!(
            (player.url.as_str(), player.width, player.height),
            ("https://www.youtube.com/embed/x?a=1&b", 480, 270)
        );
        assert_eq!((card.title.as_str(), card.author_name.as_str()), ("Cat film", "Bob"));
        for (kind, frame) in [
            ("rich", "https://www.youtube.com/embed/x"),
            ("photo", "https://www.youtube.com/embed/x"),
            ("video", "https://evil.example/embed/x"),
            ("video", "http://www.youtube.com/embed/x"),
            ("video", "javascript:alert(1)"),
            ("video", "https://www.youtube.com.evil.example/"),
            ("video", "https://user@www.youtube.com/embed/x"),
            ("video", "https://www.youtube.com:8443/embed/x"),
        ] {
            let html = format!("<iframe src='{frame}'></iframe>");
            let card = answered(&json!({ "type": kind, "title": "other", "html": html, "width": -1 }));
            assert_eq!((card.player, card.title.as_str()), (None, "page"), "{kind} {frame}");
        }
        for odd in [json!(null), json!([]), json!({ "type": 1 }), json!({ "type": "video", "html": 7 })] {
            assert_eq!(answered(&odd).title, "page");
        }
    }
}
