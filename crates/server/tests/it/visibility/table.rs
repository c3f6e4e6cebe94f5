//! The table: every kind of status, every kind of viewer, every door, and who meets what where.

pub(super) const VIEWERS: [&str; 8] =
    ["author", "follower", "mentioned", "stranger", "blocked", "blocking", "muting", "visitor"];

/// A kind of status: whom it is for, and what else is with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    /// Its words begin so.
    pub(super) name: &'static str,
    pub(super) audience: &'static str,
    pub(super) with: With,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum With {
    Words,
    Picture,
    Poll,
    /// Other words than at first.
    Edit,
    /// A status of its author's for the same audience.
    Quote,
    /// The mark that it stays on this server.
    StaysHere,
}

const fn kind(name: &'static str, audience: &'static str, with: With) -> Kind {
    Kind { name, audience, with }
}

/// All kinds, in the order in which they are published.
pub(super) const KINDS: [Kind; 12] = [
    kind("public", "public", With::Words),
    kind("unlisted", "unlisted", With::Words),
    kind("private", "private", With::Words),
    kind("direct", "direct", With::Words),
    kind("pictured", "public", With::Picture),
    kind("pictured private", "private", With::Picture),
    kind("edited", "public", With::Edit),
    kind("edited private", "private", With::Edit),
    kind("quoting", "public", With::Quote),
    kind("quoting private", "private", With::Quote),
    kind("local-only", "public", With::StaysHere),
    kind("asking direct", "direct", With::Poll),
];

pub(super) const DOORS: [&str; 34] = [
    "show",
    "together",
    "source",
    "history",
    "favourited_by",
    "reblogged_by",
    "quotes",
    "context",
    "home",
    "public",
    "public pictures",
    "tag",
    "link",
    "list",
    "account",
    "account pictures",
    "account words",
    "search",
    "words",
    "notifications",
    "groups",
    "conversations",
    "stream",
    "push",
    "rss",
    "atom",
    "tag rss",
    "tag atom",
    "page",
    "oembed",
    "embed",
    "object",
    "outbox",
    "answers",
];

/// Doors behind which nobody looks who comes: they show what everybody may see, whoever asks.
pub(super) const BLIND_DOORS: [&str; 10] =
    ["rss", "atom", "tag rss", "tag atom", "page", "oembed", "embed", "object", "outbox", "answers"];

impl Kind {
    /// Whether everybody may see it, or everybody here.
    pub(super) fn is_open(self) -> bool {
        matches!(self.audience, "public" | "unlisted")
    }
}

/// Whether the viewer may see a status of this kind at all.
pub(super) fn may_see(kind: Kind, viewer: &str) -> bool {
    match (kind.audience, viewer) {
        (_, "author") | ("private", "follower" | "muting" | "mentioned") | ("direct", "mentioned") => true,
        ("private" | "direct", _) => false,
        (_, "visitor") => kind.with != With::StaysHere,
        (_, viewer) => viewer != "blocked",
    }
}

/// Whether the viewer meets a status of this kind at this door.
pub(super) fn meets(kind: Kind, viewer: &str, door: &str) -> bool {
    let (audience, is_pictured) = (kind.audience, kind.with == With::Picture);
    if BLIND_DOORS.contains(&door) {
        let is_open = audience == "public" || (audience == "unlisted" && !door.starts_with("tag"));
        return is_open && kind.with != With::StaysHere;
    }
    let wants_to_see = !matches!(viewer, "blocking" | "muting");
    let is_reader = viewer == "author" || (viewer == "follower" && audience != "direct");
    may_see(kind, viewer)
        && match door {
            // They all answer their own author, and such answers count as words of one's own.
            "show" | "together" | "history" | "favourited_by" | "reblogged_by" | "account"
            | "account words" => true,
            "account pictures" => is_pictured,
            "search" | "source" | "quotes" => viewer != "visitor",
            "context" => wants_to_see,
            "public" | "tag" | "link" => wants_to_see && audience == "public",
            "public pictures" => wants_to_see && audience == "public" && is_pictured,
            "home" | "list" => is_reader,
            "notifications" | "groups" => viewer == "mentioned",
            // It shows the last of its statuses.
            "conversations" => kind.name == "asking direct" && matches!(viewer, "author" | "mentioned"),
            // Private words from somebody whom one does not follow wait to be let in.
            "push" => viewer == "mentioned" && audience != "direct",
            "words" => {
                let is_library = matches!(viewer, "author" | "mentioned");
                viewer != "visitor" && wants_to_see && (audience == "public" || is_library)
            }
            "stream" => {
                let anywhere = ["public", "home", "notifications", "list", "conversations"];
                viewer != "visitor" && anywhere.iter().any(|door| meets(kind, viewer, door))
            }
            other => panic!("no door is called {other}"),
        }
}
