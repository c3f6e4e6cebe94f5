//! Translation: which words of a status a translator is given, and what becomes of what it says. Who translates, and how
//! it is asked, is not known here.

use markup::{plain, sanitize, translation};
use model::{AttachmentId, PollId};

use crate::{Refusal, Result, StatusView};

/// What a translator is given.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    /// Pieces of HTML, none of them empty.
    pub pieces: Vec<String>,
    /// The language that they are said to be in.
    pub language: Option<String>,
}

/// A status in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translation {
    /// What it says, as safe HTML.
    pub content: String,
    /// Its warning.
    pub spoiler_text: String,
    /// The answers of its poll, in their order.
    pub poll: Option<(PollId, Vec<String>)>,
    /// The descriptions of its pictures, of those that have one.
    pub descriptions: Vec<(AttachmentId, String)>,
}

/// The words of a status. What is not for everybody is shown to no translator either.
pub fn words(view: &StatusView) -> Result<Words> {
    if !view.status.visibility.is_open() || view.status.local_only {
        return Err(Refusal::Forbidden("have this translated").into());
    }
    let is_emoji = |name: &str| view.status.emojis.iter().any(|emoji| emoji.shortcode == name);
    let mut pieces = vec![translation::of_html(&view.status.content, is_emoji)];
    pieces.extend(plain_texts(view).into_iter().map(|text| translation::of_text(text, is_emoji)));
    pieces.retain(|piece| !piece.is_empty());
    Ok(Words { pieces, language: view.status.language.clone() })
}

/// The status with what a translator made of each piece, in their order.
pub fn translated(view: &StatusView, pieces: &[String]) -> Translation {
    let mut pieces = pieces.iter();
    // Only what was not empty was given away.
    let mut next = |was: &str| if was.is_empty() { None } else { pieces.next() };
    // Whoever translates is believed no more than anybody else who sends HTML.
    let content = next(&view.status.content).map(|html| sanitize::html(html)).unwrap_or_default();
    let mut text = |was: &str| next(was).map(|html| plain::text(html)).unwrap_or_default();
    Translation {
        content,
        spoiler_text: text(&view.status.spoiler_text),
        poll: view.poll.as_ref().map(|shown| {
            (shown.poll.id, shown.poll.options.iter().map(|option| text(&option.title)).collect())
        }),
        descriptions: view
            .attachments
            .iter()
            .filter_map(|one| Some((one.id, text(one.description.as_deref()?))))
            .collect(),
    }
}

/// What is plain in a status: its warning, the answers of its poll, descriptions.
fn plain_texts(view: &StatusView) -> Vec<&str> {
    let answers = view.poll.iter().flat_map(|shown| &shown.poll.options).map(|option| option.title.as_str());
    let descriptions = view.attachments.iter().filter_map(|one| one.description.as_deref());
    std::iter::once(view.status.spoiler_text.as_str()).chain(answers).chain(descriptions).collect()
}
