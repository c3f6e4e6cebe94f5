//! Feeds: what a profile or a tag says to readers of RSS and Atom. The same for all who ask, whoever they are.

mod atom;
mod rss;
mod xml;

use model::Timestamp;

/// In which of the two forms a feed is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// <https://www.rssboard.org/rss-specification>
    Rss,
    /// <https://www.rfc-editor.org/rfc/rfc4287>
    Atom,
}

/// What a feed tells.
#[derive(Clone, Debug)]
pub(crate) struct Feed {
    /// A name of the feed that never changes.
    pub(crate) id: String,
    /// Where it can be read.
    pub(crate) address: String,
    /// The page that it belongs to.
    pub(crate) page: String,
    /// Plain text.
    pub(crate) title: String,
    /// Plain text.
    pub(crate) description: String,
    /// A picture for it.
    pub(crate) icon: Option<String>,
    /// Who speaks in all of it, if that is one person.
    pub(crate) author: Option<Author>,
    /// Newest first.
    pub(crate) items: Vec<Item>,
}

/// Who said something.
#[derive(Clone, Debug)]
pub(crate) struct Author {
    /// Plain text.
    pub(crate) name: String,
    /// Their page.
    pub(crate) page: String,
}

/// A status in a feed.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// The address that never changes.
    pub(crate) id: String,
    /// Its page.
    pub(crate) page: String,
    /// What it is about, where its author says so: the warning. Plain text.
    pub(crate) title: Option<String>,
    /// Its first words, for readers that insist on a title. Plain text.
    pub(crate) beginning: String,
    /// Safe HTML.
    pub(crate) html: String,
    /// Who said it.
    pub(crate) author: Author,
    /// Its tags.
    pub(crate) categories: Vec<String>,
    /// What it shows.
    pub(crate) media: Vec<Shown>,
    /// ISO 639 code.
    pub(crate) language: Option<String>,
    /// When it was said.
    pub(crate) published: Timestamp,
    /// When it was said in these words.
    pub(crate) updated: Timestamp,
}

/// A picture, video or sound.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// Where it is.
    pub(crate) url: String,
    /// Its content type.
    pub(crate) kind: &'static str,
    /// Its length, as far as it is known.
    pub(crate) bytes: Option<i64>,
    /// Where its preview is, if that is another.
    pub(crate) small: Option<String>,
    /// What it shows; empty if nobody said.
    pub(crate) description: String,
    /// Whether it is to be hidden until asked.
    pub(crate) is_sensitive: bool,
}

impl Shown {
    /// `image`, `video` or `audio`.
    pub(super) fn medium(&self) -> &'static str {
        self.kind.split_once('/').map_or(self.kind, |(medium, _)| medium)
    }
}

impl Format {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Rss, Self::Atom];

    /// What stands at the end of a feed's address.
    pub(crate) const fn suffix(self) -> &'static str {
        match self {
            Self::Rss => ".rss",
            Self::Atom => ".atom",
        }
    }

    /// The last part of a feed's address without what stands at its end. Neither usernames nor tags have a dot.
    pub(crate) fn split(part: &str) -> Option<(&str, Self)> {
        Self::ALL.into_iter().find_map(|format| Some((part.strip_suffix(format.suffix())?, format)))
    }

    /// The media type, without parameters.
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
        }
    }

    /// The media type as it is sent.
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
        }
    }

    /// What it is called among people.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
        }
    }
}

impl Feed {
    /// When something in it was last said or changed; never, if there is nothing in it.
    pub(crate) fn updated(&self) -> Option<Timestamp> {
        self.items.iter().map(|item| item.updated).max()
    }

    /// The feed as it is sent.
    pub(crate) fn write(&self, format: Format) -> Vec<u8> {
        match format {
            Format::Rss => rss::write(self),
            Format::Atom => atom::write(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVIL: &str = "]]></title><script>alert(1)</script>&<![CDATA[\u{b}";

    fn feed() -> Feed {
        let author = Author { name: EVIL.into(), page: "https://home.example/@alice".into() };
        let item = Item {
            id: "https://home.example/ap/users/1/statuses/2".into(),
            page: "https://home.example/@alice/2".into(),
            title: Some(EVIL.into()),
            beginning: EVIL.into(),
            html: format!("<p>{EVIL}</p>"),
            author: author.clone(),
            categories: vec!["tea".into(), EVIL.into()],
            media: Vec::new(),
            language: Some("en".into()),
            published: Timestamp::from_millis(1_763_892_000_045),
            updated: Timestamp::from_millis(1_763_892_060_000),
        };
        Feed {
            id: "https://home.example/ap/users/1".into(),
            address: "https://home.example/@alice.rss".into(),
            page: "https://home.example/@alice".into(),
            title: EVIL.into(),
            description: EVIL.into(),
            icon: Some("https://home.example/a.png?a=1&b=2".into()),
            author: Some(author),
            items: vec![item],
        }
    }

    #[test]
    fn s_181_no_words_of_people_are_markup_in_a_feed() {
        for format in Format::ALL {
            let written = String::from_utf8(feed().write(format)).unwrap();
            let is_clean = !written.contains("<script") && !written.contains("CDATA[")
                || written.contains("&lt;![CDATA[");
            assert!(is_clean && !written.contains("<![CDATA["), "S-181: {written}");
            assert!(!written.contains('\u{b}'), "S-181: XML cannot have it");
            assert!(written.contains("?a=1&amp;b=2"), "S-181: {written}");
        }
    }

    #[test]
    fn addresses_tell_the_form() {
        assert_eq!(Format::split("alice.rss"), Some(("alice", Format::Rss)));
        assert_eq!(Format::split("with_replies.atom"), Some(("with_replies", Format::Atom)));
        assert_eq!(Format::split("alice"), None);
    }

    #[test]
    fn an_empty_feed_has_no_date() {
        let empty = Feed { items: Vec::new(), ..feed() };
        assert_eq!(empty.updated(), None);
        assert!(!String::from_utf8(empty.write(Format::Rss)).unwrap().contains("lastBuildDate"));
        assert_eq!(feed().updated(), Some(Timestamp::from_millis(1_763_892_060_000)));
    }
}
