//! What people type to find statuses: words, "phrases", `-without`, and operators as on Mastodon. What is not
//! understood is text.

use markup::words::{Term, line, wanted};
use model::Timestamp;

use super::index;

/// A search as it was meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// Words that must be there.
    pub(super) wanted: Vec<Term>,
    /// Words and marks that must not be there.
    pub(super) unwanted: Vec<String>,
    /// Phrases that must be there, folded.
    pub(super) phrases: Vec<String>,
    /// Phrases that must not be there, folded.
    pub(super) unwanted_phrases: Vec<String>,
    /// Marks that must be there.
    pub(super) marks: Vec<String>,
    /// Whose statuses are meant, by handle, and whether they are not wanted instead.
    pub(super) from: Vec<(String, bool)>,
    /// Published at or after this.
    pub(super) since: Option<Timestamp>,
    /// Published before this.
    pub(super) until: Option<Timestamp>,
    /// Where to look.
    pub(super) place: Place,
}

/// What a status can have or be, besides links.
const MARKS: [&str; 8] = ["media", "image", "video", "audio", "poll", "reply", "sensitive", "quote"];

/// Where to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// Everywhere.
    #[default]
    All,
    /// What the searcher wrote, was named in, or did something with.
    Library,
    /// Public statuses of those who allow it.
    Public,
}

impl Query {
    /// Reads what was typed.
    pub(super) fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let pieces = pieces(text);
        let last = pieces.len().saturating_sub(1);
        for (number, piece) in pieces.iter().enumerate() {
            query.take(piece, number == last && !text.ends_with(char::is_whitespace));
        }
        query
    }

    /// Whether nothing is asked for.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn take(&mut self, piece: &Piece<'_>, is_last: bool) {
        if piece.is_quoted {
            let phrases = if piece.is_unwanted { &mut self.unwanted_phrases } else { &mut self.phrases };
            phrases.push(line(piece.text));
            if !piece.is_unwanted {
                self.wanted.extend(wanted(piece.text, false));
            }
            return;
        }
        if let Some((name, value)) = piece.text.split_once(':')
            && self.operate(&name.to_ascii_lowercase(), value, piece.is_unwanted)
        {
            return;
        }
        let is_open = is_last || piece.text.ends_with('*');
        match piece.is_unwanted {
            // Several parts of one word, such as an address: all of them together are unwanted.
            true if wanted(piece.text, false).len() > 1 => self.unwanted_phrases.push(line(piece.text)),
            true => self.unwanted.extend(wanted(piece.text, false).into_iter().map(|term| term.word)),
            false => self.wanted.extend(wanted(piece.text, is_open)),
        }
    }

    /// Does what an operator says; answers false if it is none.
    fn operate(&mut self, name: &str, value: &str, is_unwanted: bool) -> bool {
        if value.is_empty() {
            return false;
        }
        let value = &value.to_lowercase();
        let mark = match (name, value.as_str()) {
            ("from", _) => {
                self.from.push((value.trim_start_matches('@').to_owned(), is_unwanted));
                return true;
            }
            // As on Mastodon, what a post has and what it is are one.
            ("has" | "is", "link" | "embed") => index::mark("link"),
            ("has" | "is", what) if MARKS.contains(&what) => index::mark(what),
            ("language", code) => index::language(code),
            ("in", "library") => return self.look(Place::Library),
            ("in", "public") => return self.look(Place::Public),
            ("in", "all") => return self.look(Place::All),
            ("before" | "after" | "during", _) => return self.limit(name, value),
            _ => return false,
        };
        let marks = if is_unwanted { &mut self.unwanted } else { &mut self.marks };
        marks.push(mark);
        true
    }

    fn look(&mut self, place: Place) -> bool {
        self.place = place;
        true
    }

    fn limit(&mut self, name: &str, value: &str) -> bool {
        let Some((start, end)) = span(value) else { return false };
        let later = |old: Option<Timestamp>, new| Some(old.map_or(new, |old: Timestamp| old.max(new)));
        let earlier = |old: Option<Timestamp>, new| Some(old.map_or(new, |old: Timestamp| old.min(new)));
        if name != "before" {
            self.since = later(self.since, if name == "after" { end } else { start });
        }
        if name != "after" {
            self.until = earlier(self.until, if name == "before" { start } else { end });
        }
        true
    }
}

/// A day, month or year: its first moment, and the first after it.
fn span(value: &str) -> Option<(Timestamp, Timestamp)> {
    let parts: Vec<&str> = value.split('-').collect();
    let number = |at: usize| parts.get(at).map_or(Some(1), |part| part.parse::<i64>().ok());
    let (year, month, day) = (number(0)?, number(1)?, number(2)?);
    if parts.len() > 3 || parts.first()?.len() != 4 || !(1..=9998).contains(&year) {
        return None;
    }
    let moment = |year: i64, month: i64, day: i64| {
        Timestamp::parse(&format!("{year:04}-{month:02}-{day:02}T00:00:00Z"))
    };
    let start = moment(year, month, day)?;
    let end = match parts.len() {
        1 => moment(year + 1, 1, 1)?,
        2 if month == 12 => moment(year + 1, 1, 1)?,
        2 => moment(year, month + 1, 1)?,
        _ => start.plus_millis(24 * 3_600_000),
    };
    Some((start, end))
}

/// A word or a phrase as typed.
struct Piece<'a> {
    text: &'a str,
    is_quoted: bool,
    is_unwanted: bool,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let is_unwanted = rest.starts_with('-') && rest.len() > 1;
        let bare = rest.strip_prefix(['-', '+']).filter(|bare| !bare.is_empty()).unwrap_or(rest);
        let (piece, tail, is_quoted) = match bare.strip_prefix('"').and_then(|inside| inside.split_once('"'))
        {
            Some((phrase, tail)) => (phrase, tail, true),
            None => {
                let end = bare.find(char::is_whitespace).unwrap_or(bare.len());
                (&bare[..end], &bare[end..], false)
            }
        };
        pieces.push(Piece { text: piece, is_quoted, is_unwanted });
        rest = tail.trim_start();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(query: &Query) -> Vec<(&str, bool)> {
        query.wanted.iter().map(|term| (term.word.as_str(), term.is_open)).collect()
    }

    #[test]
    fn words_phrases_and_what_is_unwanted_are_told_apart() {
        let query = Query::parse("Tea -milk \"hot water\" -\"cold water\" gre");
        assert_eq!(words(&query), [("tea", false), ("hot", false), ("water", false), ("gre", true)]);
        assert_eq!(
            (query.unwanted.clone(), query.phrases.clone()),
            (vec!["milk".into()], vec![" hot water ".into()])
        );
        assert_eq!(query.unwanted_phrases, [" cold water "]);
    }

    #[test]
    fn operators_are_understood_and_others_are_text() {
        let query =
            Query::parse("from:@bob@far.example -from:me has:poll -is:reply language:pt-BR in:library");
        assert_eq!(query.from, [("bob@far.example".to_owned(), false), ("me".to_owned(), true)]);
        assert_eq!(query.marks, ["·poll", "·in·pt"]);
        assert_eq!((query.unwanted.as_slice(), query.place), (&["·reply".to_owned()][..], Place::Library));
        assert!(query.wanted.is_empty());
        let alike = Query::parse("IS:Image has:Reply is:quote In:Public FROM:Me");
        assert_eq!(alike.marks, ["·image", "·reply", "·quote"]);
        assert_eq!((alike.from, alike.place), (vec![("me".to_owned(), false)], Place::Public));
        let text = Query::parse("note:this has:nothing before:yesterday http://a.example/");
        assert_eq!(text.wanted.len(), 9, "{text:?}");
    }

    #[test]
    fn spans_of_time_have_a_beginning_and_an_end() {
        let at = |text: &str| Timestamp::parse(text);
        let during = Query::parse("during:2024-02");
        assert_eq!((during.since, during.until), (at("2024-02-01T00:00:00Z"), at("2024-03-01T00:00:00Z")));
        let between = Query::parse("after:2023-12-31 before:2024-12");
        assert_eq!((between.since, between.until), (at("2024-01-01T00:00:00Z"), at("2024-12-01T00:00:00Z")));
        for wrong in ["2024-13", "2024-02-31", "24", "2024-1-1-1", "-5"] {
            assert_eq!(span(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn nothing_but_letters_reaches_the_index() {
        for text in
            ["\"", "-", "\"\"", "' OR 1=1 --", "a\\b 'c' \"d", "*", "NOT AND OR (x)", ":", "from:", "-\"-\""]
        {
            let query = Query::parse(text);
            let clean =
                |word: &str| !word.is_empty() && word.chars().all(|c| !c.is_ascii() || c.is_alphanumeric());
            assert!(query.wanted.iter().all(|term| clean(&term.word)), "{query:?}");
            assert!(query.unwanted.iter().all(|word| clean(word)), "{query:?}");
        }
    }
}
