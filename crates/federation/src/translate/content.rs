//! What a status made of an object says. Notes say what they say; other things become their title, their text and a link
//! to where they can be seen whole, with what is particular to their kind.

use activitypub::vocabulary::{Activity, ActivityKind, Attachment, Mention, Object, ObjectKind};
use markup::{Handle, MentionLink};

use super::{attached, web_address};
use crate::authority::{authority, is_same_host};

/// Types that have an id and perhaps a name, but are no statuses.
const NOT_STATUSES: [&str; 32] = [
    "Person",
    "Service",
    "Application",
    "Group",
    "Organization",
    "Collection",
    "OrderedCollection",
    "CollectionPage",
    "OrderedCollectionPage",
    "Relationship",
    "Mention",
    "Link",
    "Hashtag",
    "Emoji",
    "PropertyValue",
    "Edition",
    "Work",
    "Author",
    "Shelf",
    "BookList",
    "QuoteAuthorization",
    "FeaturedCollection",
    // Of encrypted messages (MLS), and of those who trade and vouch.
    "KeyPackage",
    "Welcome",
    "GroupInfo",
    "PublicMessage",
    "Proposal",
    "Intent",
    "Agreement",
    "Commitment",
    "VerifiableCredential",
    "VerifiablePresentation",
];

/// Kinds of BookWyrm's whose summary is a warning.
const BOOKISH: [&str; 5] = ["Review", "Comment", "Quotation", "Rating", "GeneratedNote"];

/// Bytes of a text in Markdown; a longer one is shown as it was typed.
const MARKDOWN_BYTES: usize = 256 * 1024;

/// Whether an object is nothing that is published as a status.
pub(crate) fn is_no_status(object: &Object) -> bool {
    match &object.kind {
        ObjectKind::Other(kind) => NOT_STATUSES.contains(&kind.as_str()) || is_activity(kind),
        ObjectKind::Note | ObjectKind::Question | ObjectKind::Tombstone => false,
    }
}

fn is_activity(kind: &str) -> bool {
    let activity = serde_json::json!({ "type": kind, "actor": "a" });
    Activity::parse(&activity).is_ok_and(|activity| !matches!(activity.kind, ActivityKind::Other(_)))
}

/// What warns of an object, if its kind has warnings rather than summaries.
pub(crate) fn warning(object: &Object) -> String {
    match is_note(object) || object.kind == ObjectKind::Question || is_bookish(object) {
        true => object.summary.clone().unwrap_or_default(),
        false => String::new(),
    }
}

/// The hashtags of an object; if it lists none, those that its text marks.
pub(crate) fn hashtags(object: &Object) -> Vec<String> {
    let listed: Vec<String> = object.hashtags.iter().map(|tag| tag.name.clone()).collect();
    let found = match (&object.content, listed.is_empty()) {
        (Some(content), true) => markup::links::hashtags(content),
        _ => listed,
    };
    found.into_iter().take(model::limits::STATUS_TAGS).collect()
}

/// What an object says, as HTML that is not clean yet.
pub(crate) fn html(object: &Object, url: Option<&str>) -> Option<String> {
    let text = text(object);
    if is_note(object) || object.poll.is_some() {
        return note(object, text);
    }
    let heading = heading(object);
    let text = match object.kind {
        ObjectKind::Other(_) if !is_bookish(object) => summary(object).or(text),
        _ => text,
    };
    let particulars = particulars(object, text.as_deref().unwrap_or_default());
    if heading.is_none() && text.is_none() && particulars.is_empty() {
        return None;
    }
    let text = text.unwrap_or_default();
    let attached = attachments(object, &text, |one| one.kind != "Link").unwrap_or_default();
    let link = link(url.unwrap_or(&object.id), None);
    Some([heading.unwrap_or_default(), particulars, text, attached, link].concat())
}

/// A note says its text, and what is attached to it. A question, a warning and a quote say something, too.
fn note(object: &Object, text: Option<String>) -> Option<String> {
    let attached = attachments(object, text.as_deref().unwrap_or_default(), |_| true);
    // Smithereen asks in the name, and has its text beside that.
    let asked = heading(object).filter(|_| object.poll.is_some() && !repeats_name(object, text.as_deref()));
    let said = text.clone().filter(|text| has_words(text) || attached.is_none());
    if said.as_deref().is_some_and(has_words) || asked.is_some() || attached.is_some() {
        return Some([asked, said, attached].into_iter().flatten().collect());
    }
    let quoted = object.quote.as_deref().and_then(web_address).map(|address| {
        let address = escape(&address);
        // Of this class, since whoever shows the quote leaves it out.
        format!("<p class=\"quote-inline\">RE: <a href=\"{address}\">{address}</a></p>")
    });
    let is_told = object.poll.is_some() || object.summary.is_some() || !object.attachments.is_empty();
    quoted.or(text).or_else(|| is_told.then(String::new))
}

fn heading(object: &Object) -> Option<String> {
    let title = object.name.as_deref().map(str::trim).filter(|title| !title.is_empty())?;
    Some(format!("<p><strong>{}</strong></p>", escape(title)))
}

fn repeats_name(object: &Object, text: Option<&str>) -> bool {
    let plain = text.map(markup::plain::text).unwrap_or_default();
    object.name.as_deref().is_none_or(|name| plain.contains(name.trim()))
}

/// Whether an object is a message like any other. Private messages of Pleroma and Lemmy have a type of their own.
fn is_note(object: &Object) -> bool {
    object.kind == ObjectKind::Note
        || matches!(&object.kind, ObjectKind::Other(kind) if kind == "ChatMessage")
}

fn is_bookish(object: &Object) -> bool {
    matches!(&object.kind, ObjectKind::Other(kind) if BOOKISH.contains(&kind.as_str()))
}

/// A summary that says something of its own. Mbin puts the title's beginning and hashtags there, lotide the title; then the
/// text is better, or nothing.
fn summary(object: &Object) -> Option<String> {
    let summary = object.summary.clone().filter(|summary| has_words(summary))?;
    let words = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().filter(|word| !word.starts_with('#')).collect();
        words.join(" ")
    };
    let plain = words(&markup::plain::text(&summary));
    let plain = plain.trim_end_matches(['.', '…']);
    let repeats = object.name.as_deref().is_some_and(|title| words(title).starts_with(plain));
    (!plain.is_empty() && !repeats).then_some(summary)
}

/// The text of an object as HTML, whatever it was written in.
fn text(object: &Object) -> Option<String> {
    let known = |handle: &Handle| mentioned(object, handle);
    let plain = |text: &str| markup::compose::received(text, known);
    let written_in = |text: &String, media_type: Option<&str>| match media_type.map(essence) {
        Some("text/markdown") if text.len() <= MARKDOWN_BYTES => {
            Some(markup::markdown::received(text, known))
        }
        Some("text/plain" | "text/markdown") => Some(plain(text)),
        // What is encrypted or packed is no text.
        Some(kind) if kind.starts_with("application/") => None,
        None if is_plain(text) => Some(plain(text)),
        _ => Some(text.clone()),
    };
    let content = object.content.as_ref().filter(|content| !content.trim().is_empty());
    let content = content.and_then(|text| written_in(text, object.media_type.as_deref()));
    if content.as_deref().is_some_and(has_words) {
        return content;
    }
    let source = object.source.as_ref().filter(|source| !source.trim().is_empty());
    let source = source.and_then(|source| match object.source_media_type.as_deref().map(essence) {
        Some(kind @ ("text/markdown" | "text/plain" | "text/html")) => written_in(source, Some(kind)),
        _ => Some(plain(source)),
    });
    // What says nothing once it is harmless was said all the same.
    source.or(content)
}

/// Whether a text of which nobody says what it is was meant to be read in lines: it has some, and nothing of HTML.
pub(crate) fn is_plain(text: &str) -> bool {
    text.trim().contains('\n') && !text.contains(['<', '&'])
}

/// Where a name in a text leads, if the object says whom it names so.
fn mentioned(object: &Object, handle: &Handle) -> Option<MentionLink> {
    let is_meant = |mention: &&Mention| {
        let Some(named) = mention.name.as_deref().and_then(Handle::parse) else { return false };
        let host = named.host.or_else(|| authority(&mention.href));
        named.username.eq_ignore_ascii_case(&handle.username)
            && handle.host.as_ref().is_none_or(|wanted| Some(wanted) == host.as_ref())
    };
    let mention = object.mentions.iter().find(is_meant)?;
    Some(MentionLink { url: web_address(&mention.href)?, username: handle.username.clone() })
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

fn has_words(html: &str) -> bool {
    !html.trim().is_empty() && !markup::plain::text(html).trim().is_empty()
}

/// What is particular to an object's kind: when and where it is, what it is about, and the pages that it shares, unless its
/// text leads there.
fn particulars(object: &Object, text: &str) -> String {
    let details = &object.details;
    let mut lines = Vec::new();
    match (&details.begins, &details.ends) {
        (Some(begins), Some(ends)) => lines.push(format!("{} – {}", escape(begins), escape(ends))),
        (Some(begins), None) => lines.push(escape(begins)),
        (None, _) => {}
    }
    lines.extend(details.is_cancelled.then(|| "Cancelled".to_owned()));
    lines.extend(details.place.as_deref().map(escape));
    if is_bookish(object) {
        lines.extend(details.stars.filter(|stars| (1..=5).contains(stars)).map(stars));
    }
    let mut html = match lines.is_empty() {
        true => String::new(),
        false => format!("<p>{}</p>", lines.join("<br>")),
    };
    if let (Some(passage), true) = (&details.passage, is_bookish(object)) {
        html.push_str(&format!("<blockquote>{passage}</blockquote>"));
    }
    let about = details.about.as_deref().filter(|_| is_bookish(object));
    let shared = object.attachments.iter().filter(|it| it.kind == "Link").map(|it| it.url.as_str());
    // The page of a shared link is that link, on Friendica and lotide.
    let elsewhere = object.url.as_deref().filter(|url| !is_same_host(url, &object.id));
    let mut pages: Vec<String> = Vec::new();
    for page in about.into_iter().chain(details.link.as_deref()).chain(shared).chain(elsewhere) {
        pages.extend(web_address(page).filter(|page| !pages.contains(page) && !leads_to(text, page)));
    }
    html.extend(pages.iter().map(|address| link(address, None)));
    html
}

fn stars(count: i64) -> String {
    let count = usize::try_from(count).unwrap_or(0).min(5);
    "★".repeat(count) + &"☆".repeat(5 - count)
}

/// What is attached and cannot be shown, as links. What the text leads to already is left out.
fn attachments(object: &Object, text: &str, wanted: impl Fn(&Attachment) -> bool) -> Option<String> {
    let line = |attached: &Attachment| {
        let address = web_address(&attached.url)?;
        if leads_to(text, &address) {
            return None;
        }
        let description = attached.description.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Some(link(&address, description))
    };
    let lines: Vec<String> = object
        .attachments
        .iter()
        .filter(|one| wanted(one) && !attached::is_shown(object, one))
        .filter_map(line)
        .collect();
    (!lines.is_empty()).then(|| lines.concat())
}

fn leads_to(text: &str, address: &str) -> bool {
    text.contains(address) || text.contains(&escape(address))
}

fn link(address: &str, words: Option<&str>) -> String {
    let address = escape(address);
    let words = words.map_or_else(|| address.clone(), escape);
    format!("<p><a href=\"{address}\">{words}</a></p>")
}

/// Text as part of HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn content(object: &Object, url: Option<&str>) -> Option<String> {
        html(object, url)
    }

    fn read(document: &Value) -> Object {
        Object::parse(document).unwrap()
    }

    #[test]
    fn a_note_says_what_it_says() {
        let note = read(
            &json!({"id": "https://far.example/n/1", "type": "Note", "content": "<p>hi</p>", "name": "x"}),
        );
        assert_eq!(content(&note, None).as_deref(), Some("<p>hi</p>"));
    }

    #[test]
    fn other_things_become_title_text_and_link() {
        let article = read(&json!({
            "id": "https://far.example/a/1", "type": "Article", "name": "On <Trees>", "content": "<p>Tall.</p>",
        }));
        assert_eq!(
            content(&article, Some("https://far.example/trees")).as_deref(),
            Some(
                "<p><strong>On &lt;Trees&gt;</strong></p><p>Tall.</p>\
                 <p><a href=\"https://far.example/trees\">https://far.example/trees</a></p>"
            )
        );
        let question =
            read(&json!({"id": "https://far.example/q/1", "type": "Question", "content": "<p>Tea?</p>"}));
        assert_eq!(
            content(&question, None).as_deref(),
            Some("<p>Tea?</p><p><a href=\"https://far.example/q/1\">https://far.example/q/1</a></p>")
        );
        let nothing = read(&json!({"id": "https://far.example/v/1", "type": "Video"}));
        assert_eq!(content(&nothing, None), None);
    }

    #[test]
    fn a_text_is_read_in_whatever_it_was_written() {
        let note = |changes: Value| {
            let mut note = json!({"id": "https://far.example/n/1", "type": "Note"});
            note.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            html(&read(&note), None)
        };
        let markdown = note(json!({"content": "*hi*", "mediaType": "text/markdown"})).unwrap();
        assert!(markdown.contains("<em>hi</em>"), "{markdown}");
        let source = note(json!({"source": {"content": "*hi*", "mediaType": "text/markdown"}})).unwrap();
        assert!(source.contains("<em>hi</em>"), "{source}");
        assert_eq!(
            note(json!({"content": "a < b\nc", "mediaType": "text/plain"})).as_deref(),
            Some("<p>a &lt; b<br />c</p>")
        );
        assert_eq!(note(json!({"source": "mfm $[x y]"})).as_deref(), Some("<p>mfm $[x y]</p>"));
        assert_eq!(note(json!({})), None);
        assert_eq!(note(json!({"content": " "})), None);
        assert_eq!(note(json!({"content": "<script>x</script>"})).as_deref(), Some("<script>x</script>"));
    }

    #[test]
    fn pictures_are_shown_and_not_told() {
        let note = read(&json!({
            "id": "https://far.example/n/1", "type": "Note", "content": "<p></p>",
            "attachment": [
                {"type": "Document", "url": "https://cdn.example/a.png", "name": "A <cat>"},
                {"type": "Document", "url": "javascript:x", "name": "evil"},
            ],
        }));
        assert_eq!(html(&note, None).as_deref(), Some("<p></p>"));
    }

    #[test]
    fn what_is_attached_stands_under_the_words_once() {
        let note = |content: &str| {
            let note = json!({
                "id": "https://far.example/n/1", "type": "Note", "content": content,
                "attachment": [
                    {"type": "Image", "url": "https://cdn.example/a.png", "name": "A cat"},
                    {"type": "Document", "url": "https://cdn.example/a.pdf?x=1&y=2", "name": "A cat"},
                    {"type": "Link", "href": "https://news.example/"},
                ],
            });
            html(&read(&note), None).unwrap()
        };
        assert_eq!(
            note("<p>look</p>"),
            "<p>look</p><p><a href=\"https://cdn.example/a.pdf?x=1&amp;y=2\">A cat</a></p>\
             <p><a href=\"https://news.example/\">https://news.example/</a></p>"
        );
        let inline = "<p><a href=\"https://cdn.example/a.pdf?x=1&amp;y=2\">a</a> https://news.example/</p>";
        assert_eq!(note(inline), inline);
    }

    #[test]
    fn a_shared_page_on_another_host_is_shown() {
        let page = read(&json!({
            "id": "https://far.example/p/1", "type": "Page", "name": "Look", "summary": "Look",
            "url": "https://films.example/1",
        }));
        assert_eq!(
            html(&page, None).as_deref(),
            Some(
                "<p><strong>Look</strong></p><p><a href=\"https://films.example/1\">https://films.example/1</a></p>\
                 <p><a href=\"https://far.example/p/1\">https://far.example/p/1</a></p>"
            )
        );
    }

    #[test]
    fn a_summary_that_repeats_the_title_is_none() {
        let page = |summary: &str| {
            let page = json!({
                "id": "https://far.example/p/1", "type": "Page", "name": "On the trees of the north",
                "summary": summary, "content": "<p>tall</p>",
            });
            html(&read(&page), None).unwrap()
        };
        for summary in ["On the trees... #tree #north", "#tree", "On the trees of the north", "On the trees…"]
        {
            assert!(page(summary).contains("tall"), "{summary}");
        }
        assert!(page("They are tall, and #old.").contains("#old"));
    }

    #[test]
    fn a_question_may_stand_in_the_name() {
        let poll = |content: &str| {
            let poll = json!({
                "id": "https://far.example/q/1", "type": "Question", "name": "Tea?", "content": content,
                "oneOf": [{"name": "yes"}],
            });
            html(&read(&poll), None).unwrap()
        };
        assert_eq!(poll("<p>I ask</p>"), "<p><strong>Tea?</strong></p><p>I ask</p>");
        assert_eq!(poll(""), "<p><strong>Tea?</strong></p>");
        assert_eq!(poll("<p>Tea? Cake?</p>"), "<p>Tea? Cake?</p>");
    }

    #[test]
    fn a_quote_alone_says_what_it_quotes() {
        let note = read(&json!({
            "id": "https://far.example/n/1", "type": "Note", "content": "", "quote": "https://far.example/n/0",
        }));
        assert!(html(&note, None).unwrap().contains("href=\"https://far.example/n/0\""));
    }

    #[test]
    fn what_is_encrypted_or_encoded_is_no_text() {
        for more in [json!({"mediaType": "application/pgp-encrypted"}), json!({"encoding": "base64"})] {
            let mut note = json!({"id": "https://far.example/n/1", "type": "Note", "content": "YWJj"});
            note.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            assert_eq!(html(&read(&note), None), None, "{more}");
        }
    }

    #[test]
    fn names_in_others_markdown_lead_to_whom_the_object_names() {
        let note = read(&json!({
            "id": "https://far.example/n/1", "type": "Note", "mediaType": "text/markdown",
            "content": "@bob@far.example no\n@eve https://a.example/",
            "tag": [{"type": "Mention", "href": "https://far.example/u/bob", "name": "@bob@far.example"}],
        }));
        let made = html(&note, None).unwrap();
        assert!(made.contains("href=\"https://far.example/u/bob\"") && made.contains("<br"), "{made}");
        assert!(made.contains("@eve") && made.contains("href=\"https://a.example/\""), "{made}");
        let bare = read(&json!({"id": "https://far.example/n/1", "type": "Album", "content": "one\r\ntwo"}));
        assert!(html(&bare, None).unwrap().contains("one<br />two"));
    }

    #[test]
    fn events_reviews_and_links_tell_their_particulars() {
        let event = read(&json!({
            "id": "https://far.example/e/1", "type": "Event", "name": "Tea", "content": "<p>Come!</p>",
            "startTime": "2026-12-11T19:00:00Z", "location": {"type": "Place", "name": "Here"},
        }));
        assert_eq!(
            html(&event, None).as_deref(),
            Some(
                "<p><strong>Tea</strong></p><p>2026-12-11 19:00 UTC<br>Here</p><p>Come!</p>\
                 <p><a href=\"https://far.example/e/1\">https://far.example/e/1</a></p>"
            )
        );
        let rating = read(&json!({
            "id": "https://far.example/r/1", "type": "Rating", "rating": 3,
            "inReplyToBook": "https://far.example/book/1",
        }));
        assert!(html(&rating, None).unwrap().contains("★★★☆☆"));
        let page = read(&json!({
            "id": "https://far.example/p/1", "type": "Page", "name": "Look", "summary": "#tea #cake",
            "content": "<p>at this</p>", "attachment": [{"type": "Link", "href": "https://news.example/1"}],
        }));
        let page = html(&page, None).unwrap();
        assert!(page.contains("https://news.example/1") && page.contains("at this"), "{page}");
    }

    #[test]
    fn activities_and_books_are_no_statuses() {
        for kind in ["Create", "Like", "Edition", "Person", "KeyPackage", "Proposal"] {
            assert!(is_no_status(&read(&json!({"id": "https://far.example/x", "type": kind}))), "{kind}");
        }
        for kind in ["Article", "Banana", "ChatMessage"] {
            assert!(!is_no_status(&read(&json!({"id": "https://far.example/x", "type": kind}))), "{kind}");
        }
    }
}
