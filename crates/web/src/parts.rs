//! Parts that several pages show: an account's line, a status's card, and steps to older and newer ones.

use std::collections::{HashMap, HashSet};

use model::{Account, Attachment, AttachmentKind, Instance, Page, QuoteState, StatusId, Visibility};
use social::{CardView, QuoteView, QuotedAs, StatusView, files, pictures::Urls, status_reactions::Tally};

use crate::{assets::MISSING_AVATAR, limits, polls::Poll, text, words::Words};

/// How deep the tree of answers is that visitors see.
const DEPTH_SHOWN: usize = model::limits::THREAD_DEPTH.1 as usize;

/// Who wrote something.
#[derive(Clone, Debug)]
pub(crate) struct Byline {
    pub(crate) name: String,
    pub(crate) handle: String,
    pub(crate) avatar: String,
    pub(crate) page: String,
    pub(crate) is_local: bool,
}

impl Byline {
    /// The line of an account.
    pub(crate) fn of(account: &Account, instance: &Instance) -> Self {
        let name = if account.display_name.trim().is_empty() {
            account.username.clone()
        } else {
            account.display_name.clone()
        };
        let avatar = Urls::of(instance, account).avatar_still.unwrap_or_else(|| MISSING_AVATAR.to_owned());
        let (handle, page) = match &account.domain {
            None => (format!("@{}@{}", account.username, instance.domain), format!("/@{}", account.username)),
            Some(_) => (format!("@{}", account.acct()), web_or_nothing(&account.url)),
        };
        Self { name, handle, avatar, page, is_local: account.is_local() }
    }

    /// `Alice (@alice@home.example)`
    pub(crate) fn name_and_handle(&self) -> String {
        format!("{} ({})", self.name, self.handle)
    }
}

/// A status as a page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    /// What is said around it.
    pub(crate) words: Words,
    pub(crate) author: Byline,
    pub(crate) boosted_by: Option<Byline>,
    pub(crate) page: String,
    pub(crate) moment: String,
    pub(crate) machine_moment: String,
    pub(crate) is_edited: bool,
    pub(crate) is_reply: bool,
    pub(crate) visibility: Option<String>,
    pub(crate) warning: String,
    /// Safe HTML, cleaned when it was stored.
    pub(crate) content: String,
    pub(crate) media: Vec<Media>,
    /// Whether its media are hidden until asked.
    pub(crate) is_sensitive: bool,
    pub(crate) language: Option<String>,
    /// The page that it links to.
    pub(crate) preview: Option<Preview>,
    pub(crate) counts: Vec<String>,
    pub(crate) reactions: Vec<Reactions>,
    pub(crate) depth: usize,
    /// Whether the page is about this status.
    pub(crate) is_focus: bool,
    /// Whether its author shows it first.
    pub(crate) is_pinned: bool,
    /// Whether there are answers that the page does not show.
    pub(crate) has_more: bool,
    pub(crate) poll: Option<Poll>,
    pub(crate) quote: Option<Quoted>,
}

/// What a status quotes, or why that is not shown.
#[derive(Clone, Debug)]
pub(crate) struct Quoted {
    pub(crate) card: Option<Box<Card>>,
    pub(crate) why: String,
}

impl Quoted {
    fn of(view: &QuoteView, instance: &Instance, words: Words) -> Self {
        let card = view.quoted.as_deref().map(|quoted| Box::new(Card::of(quoted, instance, words)));
        let why = match view.stands {
            _ if card.is_some() => String::new(),
            QuotedAs::Decided(QuoteState::Accepted) => words.say("quote-within"),
            QuotedAs::Decided(QuoteState::Pending) => words.say("quote-pending"),
            QuotedAs::Deleted => words.say("quote-deleted"),
            _ => words.say("quote-hidden"),
        };
        Self { card, why }
    }
}

/// What is shown of a page that a status links to.
#[derive(Clone, Debug)]
pub(crate) struct Preview {
    pub(crate) address: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) language: Option<String>,
    /// Who publishes the page.
    pub(crate) provider: String,
    /// Who wrote it: an account that says so itself, or as the page says.
    pub(crate) author: String,
}

impl Preview {
    fn of(view: &CardView) -> Self {
        let card = &view.card;
        let author = view.author().map(|author| format!("@{}", author.account.acct()));
        Self {
            address: card.url.clone(),
            title: card.title.clone(),
            description: card.description.clone(),
            language: card.language.clone(),
            provider: card.provider_name.clone(),
            author: author.unwrap_or_else(|| card.author_name.clone()),
        }
    }
}

impl Card {
    /// How much it shows, where the media themselves are not shown.
    pub(crate) fn media_told(&self) -> String {
        self.words.count("quote-media", i64::try_from(self.media.len()).unwrap_or(i64::MAX))
    }

    /// The card of a status.
    pub(crate) fn of(view: &StatusView, instance: &Instance, words: Words) -> Self {
        let said = view.reblog.as_deref().unwrap_or(view);
        let status = &said.status;
        let author = Byline::of(&said.author.account, instance);
        let page = if author.is_local {
            format!("{}/{}", author.page, status.id)
        } else {
            web_or_nothing(status.page().unwrap_or_default())
        };
        Self {
            words,
            boosted_by: view.reblog.as_ref().map(|_| Byline::of(&view.author.account, instance)),
            author,
            page,
            moment: text::moment(words, status.created_at),
            machine_moment: status.created_at.to_rfc3339_seconds(),
            is_edited: status.edited_at.is_some(),
            is_reply: status.in_reply_to_id.is_some(),
            visibility: text::visibility(words, status.visibility),
            warning: status.spoiler_text.clone(),
            content: status.content.clone(),
            media: said.attachments.iter().filter_map(|one| Media::of(one, instance)).collect(),
            is_sensitive: status.sensitive,
            language: status.language.clone(),
            preview: said.card.as_ref().map(Preview::of),
            counts: counts(said, words),
            reactions: said.sheet.reactions.iter().map(|tally| Reactions::of(tally, words)).collect(),
            depth: 0,
            is_focus: false,
            is_pinned: false,
            has_more: false,
            poll: said.poll.as_ref().map(|poll| Poll::of(poll, words)),
            quote: said.quote.as_ref().map(|quote| Quoted::of(quote, instance, words)),
        }
    }
}

/// How a status was answered with one emoji, as a page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Reactions {
    /// The emoji, or the name of its picture between colons.
    pub(crate) name: String,
    /// The picture, where it stands still.
    pub(crate) picture: Option<String>,
    pub(crate) count: String,
    /// The same for those who see no pictures.
    pub(crate) words: String,
}

impl Reactions {
    fn of(tally: &Tally, words: Words) -> Self {
        let name = match &tally.shown {
            Some(shown) => format!(":{}:", shown.shortcode),
            None => tally.emoji.name.clone(),
        };
        Self {
            picture: tally
                .shown
                .as_ref()
                .map(|shown| shown.static_url.as_ref().unwrap_or(&shown.url).clone()),
            count: text::number(words, tally.count),
            words: words.count_with("count-reactions", tally.count, &[("emoji", &name)]),
            name,
        }
    }
}

/// A picture, video or sound as a page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Media {
    pub(crate) kind: AttachmentKind,
    pub(crate) url: String,
    pub(crate) small: String,
    pub(crate) description: String,
    /// Pixels, as far as they are known, so that the page does not jump.
    pub(crate) size: Option<(i64, i64)>,
}

impl Media {
    fn of(attachment: &Attachment, instance: &Instance) -> Option<Self> {
        let (url, small) = files::urls(instance, attachment)?;
        Some(Self {
            kind: attachment.kind,
            url,
            small,
            description: attachment.description.clone().unwrap_or_default(),
            size: files::size(attachment),
        })
    }

    /// Whether it is a picture that stands still.
    pub(crate) fn is_picture(&self) -> bool {
        matches!(self.kind, AttachmentKind::Image | AttachmentKind::Unknown)
    }

    /// Whether it is played again and again, without sound.
    pub(crate) fn is_loop(&self) -> bool {
        self.kind == AttachmentKind::Gifv
    }

    /// Whether it is a sound.
    pub(crate) fn is_sound(&self) -> bool {
        self.kind == AttachmentKind::Audio
    }
}

/// Cards for a list of statuses.
pub(crate) fn cards(views: &[StatusView], instance: &Instance, words: Words) -> Vec<Card> {
    views.iter().map(|view| Card::of(view, instance, words)).collect()
}

/// Cards for the answers to `root`, each as far in as it is deep.
pub(crate) fn answers(root: StatusId, views: &[StatusView], instance: &Instance, words: Words) -> Vec<Card> {
    let answered: HashSet<StatusId> = views.iter().filter_map(|view| view.status.in_reply_to_id).collect();
    let mut depths: HashMap<StatusId, usize> = HashMap::from([(root, 0)]);
    views
        .iter()
        .map(|view| {
            let parent = view.status.in_reply_to_id.and_then(|id| depths.get(&id).copied()).unwrap_or(0);
            depths.insert(view.status.id, parent + 1);
            // What answers those that are deepest may be only on their own pages.
            let is_deepest = parent + 1 >= DEPTH_SHOWN && view.status.replies_count > 0;
            let has_more = is_deepest && !answered.contains(&view.status.id);
            Card { has_more, depth: (parent + 1).min(limits::DEPTH_MOST), ..Card::of(view, instance, words) }
        })
        .collect()
}

fn counts(view: &StatusView, words: Words) -> Vec<String> {
    let status = &view.status;
    let is_open = matches!(status.visibility, Visibility::Public | Visibility::Unlisted);
    let all = [
        (status.replies_count, "count-replies"),
        (if is_open { status.reblogs_count } else { 0 }, "count-boosts"),
        (status.favourites_count, "count-favourites"),
    ];
    all.into_iter().filter(|(count, _)| *count > 0).map(|(count, key)| words.count(key, count)).collect()
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Addresses of other servers are links only if they are pages.
fn web_or_nothing(address: &str) -> String {
    if is_web(address) { address.to_owned() } else { String::new() }
}

/// What the address of a list says about its part.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct Window {
    max_id: Option<String>,
    min_id: Option<String>,
}

/// The neighbours of a part of a list, as queries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Steps {
    pub(crate) newer: Option<String>,
    pub(crate) older: Option<String>,
}

impl Window {
    /// The part of the list to ask for: one more than is shown, to know whether there is more.
    pub(crate) fn page(&self) -> Page {
        let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
        let (max_id, min_id) = (number(&self.max_id), number(&self.min_id));
        let min_id = if max_id.is_some() { None } else { min_id };
        Page { max_id, min_id, ..Page::first(limits::PAGE_STATUSES + 1) }
    }

    /// Takes the extra one off again and says where newer and older ones are.
    pub(crate) fn cut(&self, found: &mut Vec<StatusView>) -> Steps {
        let page = self.page();
        let has_more = found.len() > limits::PAGE_STATUSES as usize;
        if has_more && page.is_upward() {
            found.remove(0);
        } else if has_more {
            found.pop();
        }
        let (first, last) =
            (found.first().map(|view| view.status.id), found.last().map(|view| view.status.id));
        let has_newer = if page.is_upward() { has_more } else { page.max_id.is_some() };
        let has_older = page.is_upward() || has_more;
        Steps {
            newer: first.filter(|_| has_newer).map(|id| format!("?min_id={id}")),
            older: last.filter(|_| has_older).map(|id| format!("?max_id={id}")),
        }
    }

    /// Whether this is the beginning of the list.
    pub(crate) fn is_first(&self) -> bool {
        let page = self.page();
        page.max_id.is_none() && page.min_id.is_none()
    }
}
