//! What letters say: the words of the catalogues with the names of this site in them.

use model::{LetterKind, User};

use super::{Letter, words::Words};
use crate::Site;

/// Writes a letter that has a subject, a text and nothing more: those of `key` in the catalogues.
pub(crate) fn write(site: &Site, user: &User, username: &str, letter: &Note<'_>) -> Letter {
    let words = Words::of(site, user);
    let mut said = frame(site, username);
    let server = said.server.clone();
    let mut names: Vec<(&'static str, &str)> =
        vec![("server", &server), ("domain", &site.instance.domain), ("name", username)];
    names.extend_from_slice(letter.names);
    said.subject = words.fill(&format!("{}-subject", letter.key), &names);
    said.paragraphs.push(words.fill(&format!("{}-text", letter.key), &names));
    if letter.with_advice {
        let link = site.instance.url("/auth/password/new");
        said.paragraphs.push(words.fill("security-advice", &[("link", &link)]));
    }
    Letter::to(user, letter.kind, said.whole(site, words))
}

/// What makes one letter of those another.
pub(crate) struct Note<'a> {
    /// What it is about.
    pub(crate) kind: LetterKind,
    /// Where its words stand.
    pub(crate) key: &'a str,
    /// What is filled in besides the names of the server and the user.
    pub(crate) names: &'a [(&'static str, &'a str)],
    /// Whether it says what to do if it was somebody else.
    pub(crate) with_advice: bool,
}

/// A letter that is being written.
pub(crate) struct Draft {
    name: String,
    server: String,
    pub(crate) subject: String,
    pub(crate) paragraphs: Vec<String>,
}

/// The beginning of a letter to somebody.
pub(crate) fn frame(site: &Site, name: &str) -> Draft {
    Draft {
        name: name.to_owned(),
        server: site.settings().name(&site.instance.domain).to_owned(),
        subject: String::new(),
        paragraphs: Vec::new(),
    }
}

impl Draft {
    /// What the server is called.
    pub(crate) fn server(&self) -> &str {
        &self.server
    }

    /// Subject and text.
    pub(crate) fn whole(self, site: &Site, words: Words) -> (String, String) {
        let mut parts = vec![words.fill("greeting", &[("name", &self.name)])];
        parts.extend(self.paragraphs);
        parts.push(words.fill("footer", &[("server", &self.server), ("domain", &site.instance.domain)]));
        // A name of the server with a line break in it would begin another header.
        let subject = self.subject.split_whitespace().collect::<Vec<_>>().join(" ");
        (subject, format!("{}\n", parts.join("\n\n")))
    }
}
