//! What particular kinds of objects tell beside their text: when and where an event is, which book a review is about.

use serde_json::Value;

use crate::{lenient, limits};

/// What an object tells beside its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// When it begins, as people read it.
    pub begins: Option<String>,
    /// When it ends.
    pub ends: Option<String>,
    /// Where it is, as people read it.
    pub place: Option<String>,
    /// Where one takes part in it from afar.
    pub link: Option<String>,
    /// Whether it will not take place.
    pub is_cancelled: bool,
    /// The address of what it is about: a book of BookWyrm's.
    pub about: Option<String>,
    /// How good that is, in stars.
    pub stars: Option<i64>,
    /// What is quoted of it, HTML as received.
    pub passage: Option<String>,
}

impl Details {
    /// Reads what an object tells.
    pub fn parse(document: &Value) -> Self {
        let begins = moment(document, "startTime");
        let address = lenient::id(document, "inReplyToBook");
        let passage = lenient::text(document, "quote").filter(|text| !text.starts_with("http"));
        Self {
            ends: moment(document, "endTime").filter(|_| begins.is_some()),
            begins,
            place: place(document),
            link: link(document).map(str::to_owned),
            is_cancelled: is_cancelled(document),
            about: address.map(str::to_owned),
            stars: lenient::number(document, "rating"),
            passage: passage.map(str::to_owned),
        }
    }
}

/// A moment as its author wrote it, without seconds, in the zone that they gave.
fn moment(document: &Value, key: &str) -> Option<String> {
    lenient::time(document, key)?;
    let text = lenient::text(document, key)?.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let time = rest.get(1..6).unwrap_or("00:00");
    let zone = rest.get(6..).and_then(|tail| tail.find(['+', '-']).and_then(|at| tail.get(at..)));
    let zone = zone.filter(|zone| !matches!(*zone, "+00:00" | "-00:00" | "+0000")).unwrap_or_default();
    Some(format!("{date} {time} UTC{zone}"))
}

/// The address of a place that is one, or of where to say that one comes.
fn link(document: &Value) -> Option<&str> {
    let is_virtual = |place: &&Value| lenient::types(place).contains(&"VirtualLocation");
    let place = lenient::list(document, "location").iter().find(is_virtual);
    let elsewhere = || lenient::text(document, "externalParticipationUrl");
    place.and_then(|place| lenient::page(place, "url")).or_else(elsewhere)
}

fn is_cancelled(document: &Value) -> bool {
    let mut told = ["ical:status", "eventStatus"].iter().filter_map(|key| lenient::text(document, key));
    told.any(|status| status.to_ascii_lowercase().ends_with("cancelled"))
}

/// Name and address of where it is. An object that is a place itself tells them, too.
fn place(document: &Value) -> Option<String> {
    let is_place = lenient::types(document).contains(&"Place");
    let place = lenient::list(document, "location").iter().find(|place| !place.is_null());
    let place = place.or(is_place.then_some(document))?;
    if let Value::String(name) = place {
        return Some(cut(name)).filter(|name| !name.is_empty());
    }
    let mut lines: Vec<String> = Vec::new();
    lines.extend(lenient::text(place, "name").filter(|_| !is_place).map(cut));
    match place.get("address") {
        Some(Value::String(address)) => lines.push(cut(address)),
        Some(address) => {
            let keys = ["streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry"];
            lines.extend(keys.iter().filter_map(|key| lenient::text(address, key)).map(cut));
        }
        None => {}
    }
    if lines.is_empty() {
        let along = |key: &str| place.get(key).and_then(Value::as_f64);
        let (latitude, longitude) = (along("latitude")?, along("longitude")?);
        return Some(format!("{latitude:.5}, {longitude:.5}"));
    }
    lines.retain(|line| !line.is_empty());
    Some(lines.join(", ")).filter(|place| !place.is_empty())
}

fn cut(text: &str) -> String {
    text.trim().chars().take(limits::PLACE_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_event_says_when_and_where_it_is() {
        let event = Details::parse(&json!({
            "type": "Event", "startTime": "2022-12-11T19:00:00+01:00", "endTime": "2022-12-11T21:00:00Z",
            "location": {
                "type": "Place", "name": "The Kenn Centre",
                "address": { "streetAddress": " ", "addressLocality": "Teignbridge", "postalCode": null },
            },
        }));
        assert_eq!(event.begins.as_deref(), Some("2022-12-11 19:00 UTC+01:00"));
        assert_eq!(event.ends.as_deref(), Some("2022-12-11 21:00 UTC"));
        assert_eq!(event.place.as_deref(), Some("The Kenn Centre, Teignbridge"));
    }

    #[test]
    fn a_place_may_be_an_address_and_an_event_may_not_take_place() {
        let event = Details::parse(&json!({
            "location": [{ "type": "VirtualLocation", "name": "Jitsi", "url": "https://jitsi.example/x" }],
            "ical:status": "CANCELLED",
        }));
        assert_eq!(
            (event.place.as_deref(), event.link.as_deref()),
            (Some("Jitsi"), Some("https://jitsi.example/x"))
        );
        assert!(event.is_cancelled);
        let event = Details::parse(&json!({ "externalParticipationUrl": "https://come.example/" }));
        assert_eq!((event.link.as_deref(), event.is_cancelled), (Some("https://come.example/"), false));
    }

    #[test]
    fn odd_times_and_places_are_nothing() {
        for odd in
            [json!({ "startTime": "é".repeat(20) }), json!({ "startTime": 7, "location": [null] }), json!({})]
        {
            assert_eq!(Details::parse(&odd), Details::default(), "{odd}");
        }
        let place = json!({ "type": ["Place", "x"], "name": "CERN", "latitude": 46.23343, "longitude": 6.0 });
        assert_eq!(Details::parse(&place).place.as_deref(), Some("46.23343, 6.00000"));
        assert_eq!(Details::parse(&json!({ "location": "At home" })).place.as_deref(), Some("At home"));
    }

    #[test]
    fn a_review_says_what_it_is_about() {
        let review = Details::parse(&json!({
            "inReplyToBook": "https://books.example/1", "rating": 3.0, "quote": "<p>Call me.</p>",
        }));
        assert_eq!(review.about.as_deref(), Some("https://books.example/1"));
        assert_eq!((review.stars, review.passage.as_deref()), (Some(3), Some("<p>Call me.</p>")));
    }
}
