//! Message catalogues (Project Fluent): one language's words for letters or pages, read once. Which languages there are, and
//! who is spoken to in which, is decided by whoever reads one.

use std::collections::BTreeMap;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

/// The messages of one language.
pub struct Catalogue {
    text: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// Reads the catalogue of the language with this code, which writes this between each three digits of a number. A test
    /// of its room must have read it, too: what cannot be read ends the program.
    pub fn read(code: &str, text: &'static str, thousands: char) -> Self {
        let name = code.parse().expect("a language of ours has a proper code");
        let mut bundle = FluentBundle::new_concurrent(vec![name]);
        // Marks around names would be seen as boxes where a mailbox shows plain text; pages keep names apart by `bdi`.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match thousands {
            '.' => |value, _| written(value, '.'),
            _ => |value, _| written(value, ','),
        }));
        let messages = FluentResource::try_new(text.to_owned())
            .expect("a test reads every catalogue, so it can be read");
        bundle.add_resource(messages).expect("a test sees that no key is there twice");
        Self { text, bundle }
    }

    /// What stands under this key, with what it counts (`$count`) and with names in it (`$name`).
    pub fn say(&self, key: &str, count: Option<i64>, names: &[(&'static str, &str)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            debug_assert!(false, "the catalogues have no {key}");
            return key.to_owned();
        };
        let values = names.iter().map(|(name, value)| (*name, FluentValue::from((*value).to_owned())));
        let mut values: FluentArgs<'_> = values.collect();
        if let Some(count) = count {
            values.set("count", FluentValue::from(count));
        }
        // A value that is missing is shown by its name; the tests of the catalogues find that.
        self.bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    }

    /// Whether something stands under this key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// All keys, each with the names of the values that its text needs: what must be the same in every language.
    pub fn keys(&self) -> BTreeMap<&'static str, Vec<&'static str>> {
        let mut keys: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut last = "";
        for line in self.text.lines().filter(|line| !line.starts_with('#')) {
            let is_message = line.starts_with(|letter: char| letter.is_ascii_lowercase());
            if let Some((key, _)) = line.split_once(" =").filter(|_| is_message) {
                last = key;
            }
            let known = keys.entry(last).or_default();
            for part in line.split('$').skip(1) {
                let end = part.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(part.len());
                if !known.contains(&&part[..end]) {
                    known.push(&part[..end]);
                    known.sort_unstable();
                }
            }
        }
        keys.remove("");
        keys
    }
}

/// A whole number in the way of a language; other values are written as they are.
fn written(value: &FluentValue<'_>, thousands: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let digits = format!("{:.0}", number.value.max(0.0));
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Heading\nhello = Hello { $name }\nmany = { $count ->\n    [one] One of { $whose }\n   *[other] { $count } of { $whose }\n}\n";

    #[test]
    fn a_message_is_filled_in_and_counts() {
        let english = Catalogue::read("en", TEXT, ',');
        assert_eq!(english.say("hello", None, &[("name", "Alice")]), "Hello Alice");
        assert_eq!(english.say("many", Some(1), &[("whose", "hers")]), "One of hers");
        assert_eq!(english.say("many", Some(12_345), &[("whose", "hers")]), "12,345 of hers");
        let german = Catalogue::read("de", TEXT, '.');
        assert_eq!(german.say("many", Some(12_345), &[("whose", "ihren")]), "12.345 of ihren");
    }

    #[test]
    fn keys_are_known_with_what_they_need() {
        let catalogue = Catalogue::read("en", TEXT, ',');
        assert!(catalogue.has("hello") && !catalogue.has("goodbye"));
        let keys: Vec<_> = catalogue.keys().into_iter().collect();
        assert_eq!(keys, [("hello", vec!["name"]), ("many", vec!["count", "whose"])]);
    }
}
