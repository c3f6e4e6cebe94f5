//! What a status made of an object says. Notes say what they say; other things become their title, their text and a link
//! to where they can be seen whole, with what is particular to their kind.

mod kinds;
mod particulars;
mod text;

use activitypub::vocabulary::{Object, ObjectKind};
pub(crate) use kinds::is_no_status;
use kinds::{is_bookish, is_note};
pub(crate) use particulars::escape;
use particulars::{attachments, link, particulars};
pub(crate) use text::is_plain;
use text::{has_words, text};

use super::web_address;

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
}
