//! Reading others' JSON. Every property may be a scalar, a list, an object with an id, a link, null or missing;
//! nothing here fails or panics, whatever comes.

use serde_json::Value;

use crate::{limits, spelling};

/// The id of a thing: the text itself, an object's `id`, a link's `href`, or the first of a list that has one.
pub fn id_of(value: &Value) -> Option<&str> {
    let is_id = |id: &&str| (1..=limits::ID_BYTES).contains(&id.len());
    match value {
        Value::String(id) => Some(id.as_str()).filter(is_id),
        Value::Object(fields) => {
            let mut named = ["id", "@id", "href"].into_iter().filter_map(|key| fields.get(key)?.as_str());
            named.find(is_id)
        }
        Value::Array(items) => items.iter().find_map(id_of),
        _ => None,
    }
}

/// The items of a property: none, one or many.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    match value.get(key) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// The ids in a property.
pub fn ids<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    list(value, key).iter().filter_map(id_of).collect()
}

/// The id in a property that should hold one.
pub fn id<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(id_of)
}

/// The text of a property, of the first if there are several.
pub fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    list(value, key).iter().find_map(Value::as_str)
}

/// A property that is a yes or no; some servers write it as text.
pub fn flag(value: &Value, key: &str) -> Option<bool> {
    match value.get(key)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text == "true" => Some(true),
        Value::String(text) if text == "false" => Some(false),
        _ => None,
    }
}

/// A property that is a whole number that is not negative; some servers write it with a fraction, or in a list. It is
/// a size or a count, and cut where these end.
pub fn number(value: &Value, key: &str) -> Option<i64> {
    let whole = |item: &Value| item.as_i64().or_else(|| whole(item.as_f64()?));
    let number = list(value, key).iter().find_map(whole).filter(|number| *number >= 0);
    number.map(|number| number.min(limits::NUMBER))
}

/// The whole part of a number that is small enough to be a size or a count.
fn whole(number: f64) -> Option<i64> {
    let is_small = (0.0..f64::from(u32::MAX)).contains(&number);
    is_small.then(|| format!("{:.0}", number.trunc())).and_then(|text| text.parse().ok())
}

/// The types of a thing, by their short names.
pub fn types(value: &Value) -> Vec<&str> {
    let key = if value.get("type").is_some() { "type" } else { "@type" };
    list(value, key)
        .iter()
        .filter_map(Value::as_str)
        .map(|name| spelling::plain_word(name).unwrap_or(name))
        .collect()
}

/// Text with its language: the plain property, with the language of the translation that is the same text, or of the only
/// one (Friendica tells the same in richer HTML there); or the first translation, if nothing is said plainly.
pub fn translated<'a>(value: &'a Value, key: &str) -> (Option<&'a str>, Option<&'a str>) {
    let written = text(value, key);
    let plain = written.filter(|text| !text.trim().is_empty());
    let translations = value.get(format!("{key}Map")).and_then(Value::as_object);
    let is_known = |language: &&str| *language != "und";
    let find = |wanted: Option<&str>| {
        translations?.iter().find_map(|(language, text)| {
            let text = text.as_str()?;
            wanted.is_none_or(|wanted| wanted == text).then_some((text, language.as_str()))
        })
    };
    match find(plain).or_else(|| find(None).filter(|_| plain.is_none())) {
        Some((text, language)) => (Some(text), Some(language).filter(is_known)),
        None => {
            let only = translations.filter(|all| all.len() == 1).and_then(|all| all.keys().next());
            (written, only.map(String::as_str).filter(is_known))
        }
    }
}

/// The address for people in a property: the text itself, or among links the one to a web page, else the first.
pub fn page<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    let items = list(value, key);
    // Funkwhale has another name for it.
    let is_html = |item: &Value, key: &str| text(item, key).is_some_and(|kind| kind.starts_with("text/html"));
    let is_page = |item: &&Value| is_html(item, "mediaType") || is_html(item, "mimeType");
    items.iter().find(is_page).and_then(id_of).or_else(|| items.iter().find_map(id_of))
}

/// The address of a picture: of an image, a link, or the bare text; the first of several.
pub fn picture<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    list(value, key).iter().find_map(|item| match item {
        Value::String(address) => Some(address.as_str()),
        _ => page(item, "url").or_else(|| text(item, "href")),
    })
}

/// A moment in milliseconds since the epoch, before which nothing happened here. A missing zone is read as UTC.
pub fn time(value: &Value, key: &str) -> Option<i64> {
    let text = text(value, key)?.trim();
    let zoned: Option<jiff::Timestamp> = text.parse().ok();
    zoned
        .or_else(|| {
            let civil: jiff::civil::DateTime = text.parse().ok()?;
            jiff::tz::TimeZone::UTC.to_timestamp(civil).ok()
        })
        .map(jiff::Timestamp::as_millisecond)
        .filter(|millis| *millis >= 0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_id_is_found_in_every_form() {
        for form in [json!("x"), json!({ "id": "x" }), json!({ "id": null, "href": "x" }), json!([null, "x"])]
        {
            assert_eq!(id_of(&form), Some("x"), "{form}");
        }
        let long = "x".repeat(limits::ID_BYTES + 1);
        for nothing in
            [json!(null), json!(7), json!({}), json!([]), json!(""), json!(long), json!({ "id": long })]
        {
            assert_eq!(id_of(&nothing), None, "{nothing}");
        }
    }

    #[test]
    fn one_or_many_are_read_alike() {
        let value = json!({ "a": "x", "b": ["x", { "id": "y" }], "c": null });
        assert_eq!(ids(&value, "a"), ["x"]);
        assert_eq!(ids(&value, "b"), ["x", "y"]);
        assert!(ids(&value, "c").is_empty() && ids(&value, "d").is_empty());
    }

    #[test]
    fn types_are_read_by_their_short_names() {
        assert_eq!(types(&json!({ "type": ["Note", "as:Article"] })), ["Note", "Article"]);
        assert_eq!(types(&json!({ "type": "https://www.w3.org/ns/activitystreams#Note" })), ["Note"]);
        assert!(types(&json!({ "type": null })).is_empty());
    }

    #[test]
    fn a_text_finds_its_language() {
        let value = json!({ "content": "hallo", "contentMap": { "en": "hello", "de": "hallo" } });
        assert_eq!(translated(&value, "content"), (Some("hallo"), Some("de")));
        assert_eq!(translated(&json!({ "contentMap": { "en": "hi" } }), "content"), (Some("hi"), Some("en")));
        assert_eq!(translated(&json!({ "content": "x" }), "content"), (Some("x"), None));
        let richer = json!({ "content": "hallo", "contentMap": { "de": "<b>hallo</b>" } });
        assert_eq!(translated(&richer, "content"), (Some("hallo"), Some("de")));
        let others = json!({ "content": "hallo", "contentMap": { "de": "<b>hallo</b>", "en": "hello" } });
        assert_eq!(translated(&others, "content"), (Some("hallo"), None), "one of two is a guess");
        let empty = json!({ "content": "", "contentMap": { "de": "hallo" } });
        assert_eq!(translated(&empty, "content"), (Some("hallo"), Some("de")));
        assert_eq!(translated(&json!({ "contentMap": { "en": null } }), "content"), (None, Some("en")));
    }

    #[test]
    fn times_are_read_with_and_without_a_zone() {
        for form in ["2025-11-23T10:00:00Z", "2025-11-23T11:00:00+01:00", "2025-11-23T10:00:00"] {
            assert_eq!(time(&json!({ "t": form }), "t"), Some(1_763_892_000_000), "{form}");
        }
        for nothing in ["soon", "0000-01-01T00:00:00Z", "-009999-01-01T00:00:00Z", "1969-12-31T23:59:59Z"] {
            assert_eq!(time(&json!({ "t": nothing }), "t"), None, "{nothing}");
        }
    }

    #[test]
    fn numbers_are_read_with_and_without_a_fraction() {
        for form in [json!(640), json!(640.0), json!(640.4), json!([640])] {
            assert_eq!(number(&json!({ "width": form }), "width"), Some(640), "{form}");
        }
        assert_eq!(number(&json!({ "n": i64::MAX }), "n"), Some(limits::NUMBER));
        for nothing in [json!(-1), json!(-0.5), json!(1e300), json!("640"), json!(null), json!({})] {
            assert_eq!(number(&json!({ "width": nothing }), "width"), None, "{nothing}");
        }
    }

    #[test]
    fn a_picture_is_found_in_every_form() {
        for form in [
            json!("p"),
            json!(["p", "q"]),
            json!({ "type": "Image", "url": "p" }),
            json!({ "type": "Image", "url": [{ "type": "Link", "href": "p" }] }),
            json!([null, { "type": "Link", "href": "p" }]),
        ] {
            assert_eq!(picture(&json!({ "icon": form }), "icon"), Some("p"), "{form}");
        }
        assert_eq!(picture(&json!({ "icon": null }), "icon"), None);
    }

    #[test]
    fn the_page_for_people_is_preferred() {
        let links = json!({ "url": [
            { "type": "Link", "mediaType": "video/mp4", "href": "v" },
            { "type": "Link", "mediaType": "text/html", "href": "p" },
        ]});
        assert_eq!(page(&links, "url"), Some("p"));
    }
}
