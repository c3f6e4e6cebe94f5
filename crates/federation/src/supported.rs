//! What is supported, as tables: the page FEDERATION.md lists just what stands here, and an activity that is not in the
//! table is not acted upon.

use activitypub::vocabulary::ActivityKind::{
    self, Accept, Add, Announce, AnnounceRequest, Block, Create, Delete, EmojiReact, Flag, Follow, Like,
    LikeRequest, Move, QuoteRequest, Reject, Remove, ReplyRequest, Undo, Update,
};

/// A verb that is understood.
pub struct Verb {
    kinds: &'static [ActivityKind],
    /// What is done with it when it is received.
    received: &'static str,
    /// When this server sends it.
    sent: &'static str,
}

/// Every verb that is understood.
pub static VERBS: [Verb; 14] = [
    Verb {
        kinds: &[Follow],
        received: "of accounts here; accepted at once unless the account is locked",
        sent: "when somebody here wants to follow",
    },
    Verb {
        kinds: &[Accept, Reject],
        received: "of our Follow, by id or in full; of our wishes to quote, like, answer and share",
        sent: "in answer to a Follow, with the Follow in full",
    },
    Verb {
        kinds: &[Undo],
        received: "of Follow, Like, EmojiReact, Announce and Block: in full, by id alone, or by type and object \
           without an id; its own id may be on any host",
        sent: "of the same, in full; of a reaction as of a Like",
    },
    Verb {
        kinds: &[Create],
        received: "of what concerns somebody here: by an account that is followed here, naming somebody here, \
           in answer to a status here, or in a group (`audience`) that is followed here; in the name of \
           another account of the same server (Mobilizon) if its object can be fetched; an \
           object of the actor's own that leaves out `attributedTo`, `to` or `cc` has them from the activity; a \
           Note with a `name` and nothing to read in answer to a poll here is a vote",
        sent: "Note, Question; a vote to the poll's author alone",
    },
    Verb {
        kinds: &[Update],
        received: "of actors; of statuses by their author, if newer than what is known, or of the same second \
           and in other words, or if in other words without `updated`; of unknown ones as if they were created, since updates overtake; the numbers of \
           polls; consent to a quote",
        sent: "of changed profiles, also when an account is suspended (`suspended`) and when it is shown again; of edited statuses; of statuses whose quote or quote policy changed; of \
           polls three minutes after a vote and at their end",
    },
    Verb {
        kinds: &[Add, Remove],
        received: "of a status of the actor to and from their `featured`: pins; of Hashtags to and from that or \
           their `featuredTags`: featured hashtags",
        sent: "of pinned statuses, to followers",
    },
    Verb {
        kinds: &[Block],
        received: "of accounts here; ends follows both ways; not with a `target`, which is a ban from a group",
        sent: "when somebody here blocks",
    },
    Verb {
        kinds: &[QuoteRequest],
        received: "of statuses here; answered at once with Accept and the address of a QuoteAuthorization, or \
           Reject, as the author's policy says",
        sent: "when somebody here quotes somebody elsewhere; their Accept or Reject decides",
    },
    Verb {
        kinds: &[LikeRequest, ReplyRequest, AnnounceRequest],
        received: "of statuses here; whoever sees them may: answered at once with Accept and the address of an \
           authorization, else with Reject",
        sent: "instead of Like, Create and Announce where the author's policy lets only some, or asks first; \
           what is accepted is then sent as ever with `replyAuthorization` or `announceAuthorization`, what is \
           rejected is taken back",
    },
    Verb {
        kinds: &[Delete],
        received: "of statuses (id or Tombstone), of actors, and of consent to a quote",
        sent: "Tombstone; of an actor its id",
    },
    Verb {
        kinds: &[Like, EmojiReact],
        received: "of known statuses; with an emoji in `content` or `_misskey_reaction` (of Unicode, or with its \
           picture in `tag`) a reaction, kept beside a favourite; several of one account are one favourite",
        sent: "Like; of a reaction with `content`, `_misskey_reaction` and the picture in `tag`",
    },
    Verb {
        kinds: &[Announce],
        received: "of open statuses, by accounts that are followed here; the object is fetched from its own \
           server; without `to` and `cc` it is unlisted; of whole activities by groups, see below",
        sent: "of open statuses; of one's own followers-only ones",
    },
    Verb {
        kinds: &[Move],
        received: "of the actor itself, to a target that is fetched anew and names it in `alsoKnownAs`; a \
           profile with `movedTo` counts like it; if the new account tells (FEP-7628), the old one is \
           asked",
        sent: "when somebody here moves, after the Update of the profile, to followers and to the servers \
           of those who block the account",
    },
    Verb {
        kinds: &[Flag],
        received: "of accounts and statuses here, by an account or a server's own actor; statuses that nobody \
           on that server can have seen are left out",
        sent: "by the server's actor, to the shared inbox of the reported account, when whoever reports \
           wishes so; it never says who that is",
    },
];

/// A FEP, or several that belong together, and what is made of them.
pub struct Proposal {
    ids: &'static [&'static str],
    what: &'static str,
}

/// The FEPs (https://codeberg.org/fediverse/fep) that are supported.
pub static PROPOSALS: [Proposal; 22] = [
    Proposal {
        ids: &["044f"],
        what: "quotes by consent; `quoteUrl`, `quoteUri`, `_misskey_quote` and FEP-e232 links are sent and \
         read, too",
    },
    Proposal { ids: &["1b12"], what: "groups, read (see below)" },
    Proposal {
        ids: &["268d"],
        what: "`searchableBy` on statuses, published (everybody, or the author alone), and honoured there and on \
         actors: who is not everybody finds what they had to do with",
    },
    Proposal { ids: &["2677"], what: "NodeInfo names the actor of the server itself" },
    Proposal { ids: &["2c59"], what: "`webfinger` on actors, published and read" },
    Proposal {
        ids: &["3b86"],
        what: "the intents Follow and Object in WebFinger, beside the older `subscribe` of OStatus, published and read",
    },
    Proposal { ids: &["521a"], what: "keys of actors as `Multikey` (Ed25519), published and read" },
    Proposal { ids: &["5feb"], what: "`indexable` on actors, published and honoured" },
    Proposal { ids: &["67ff"], what: "this document" },
    Proposal { ids: &["7628"], what: "moving, in and out" },
    Proposal { ids: &["7888", "f228"], what: "threads as collections, published and read" },
    Proposal { ids: &["844e"], what: "what a program understands, published and read" },
    Proposal {
        ids: &["8b32"],
        what: "proofs of documents (`eddsa-jcs-2022`), made for what everybody may read, and checked",
    },
    Proposal { ids: &["8fcf"], what: "followers synchronisation, both ways" },
    Proposal { ids: &["9098"], what: "custom emoji" },
    Proposal { ids: &["9967"], what: "polls" },
    Proposal { ids: &["ae0c"], what: "relays of both kinds" },
    Proposal {
        ids: &["c0e0"],
        what: "emoji reactions, in both forms, and as favourites for those who know none",
    },
    Proposal {
        ids: &["dd4b"],
        what: "an Announce with `content` is read as a status that quotes; quotes are sent as FEP-044f has them",
    },
    Proposal { ids: &["eb48"], what: "hashtags" },
    Proposal { ids: &["f1d5"], what: "NodeInfo" },
    Proposal { ids: &["fe34"], what: "origin-based security" },
];

/// Whether something is done with an activity of this kind.
pub(crate) fn is_understood(kind: &ActivityKind) -> bool {
    VERBS.iter().any(|verb| verb.kinds.contains(kind))
}

/// The page with its lists as they stand here.
pub fn page(text: &str) -> String {
    let text = replaced(text, "proposals", &proposals());
    replaced(&text, "activities", &activities())
}

/// What stands between the marks of a list, replaced. A page without the marks stays as it is.
fn replaced(text: &str, name: &str, list: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    match text.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1))) {
        Some((before, after)) => [before, &begin, list, &end, after].concat(),
        None => text.to_owned(),
    }
}

fn proposals() -> String {
    let link = |id: &&str| {
        format!("[FEP-{id}](https://codeberg.org/fediverse/fep/src/branch/main/fep/{id}/fep-{id}.md)")
    };
    let line = |proposal: &Proposal| {
        let links: Vec<String> = proposal.ids.iter().map(link).collect();
        format!("- {}: {}\n", links.join(" and "), proposal.what)
    };
    PROPOSALS.iter().map(line).collect()
}

fn activities() -> String {
    let line = |verb: &Verb| {
        let names: Vec<String> = verb.kinds.iter().map(|kind| format!("{kind:?}")).collect();
        format!("| {} | {} | {} |\n", names.join(", "), verb.received, verb.sent)
    };
    let lines: String = VERBS.iter().map(line).collect();
    let rest = "| anything else | answered with 202 and dropped | – |\n";
    format!("| activity | received | sent |\n|---|---|---|\n{lines}{rest}")
}
