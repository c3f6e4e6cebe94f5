//! Reactions to statuses: an emoji in answer, and taking it back. Where reactions are not known, a favourite stands for
//! those of one account; its author is told of that favourite, and so once. The favourite has the id of the reaction
//! that it stands for.

use std::collections::HashMap;

use model::{
    Account, AccountId, Event, Favourite, Interaction, Status, StatusId, StatusReaction, account, limits,
};
use store::Tx;

use crate::{
    AccountView, Problem, Refusal, Result, Site, Viewer, custom_emojis, hiding, interactions,
    remote_emojis::Seals, shelf, statuses,
};

/// What somebody reacts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emoji {
    /// An emoji of Unicode, or the shortcode of a picture.
    pub name: String,
    /// The address of the picture.
    pub picture: Option<String>,
}

impl Emoji {
    /// What was written, with the picture that was named beside it, if any. `None` if that is no emoji.
    pub fn arrived(written: &str, picture: Option<String>) -> Option<Self> {
        if let Some(known) = emojis::get(written.trim()) {
            return Some(Self { name: known.as_str().to_owned(), picture: None });
        }
        let name = written.trim().trim_matches(':');
        // Misskey says where a picture comes from: `tea@far.example`.
        let name = name.split('@').next().unwrap_or_default();
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let is_short = (1..=limits::REACTION_BYTES).contains(&name.len()) && name.bytes().all(is_letter);
        Some(Self { name: name.to_owned(), picture: Some(picture.filter(|_| is_short)?) })
    }

    /// One that people here can use: of Unicode, or of this server.
    async fn of_here(site: &Site, written: &str) -> Result<Self> {
        if let Some(known) = Self::arrived(written, None) {
            return Ok(known);
        }
        match custom_emojis::find(site, written.trim_matches(':')).await? {
            Some(own) => Ok(Self { picture: Some(site.instance.url(&own.path())), name: own.shortcode }),
            None => Err(Refusal::Invalid(vec![Problem::new("name", "is not a recognized emoji")]).into()),
        }
    }
}

/// A reaction as everybody sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The emoji.
    pub emoji: Emoji,
    /// How many reacted with it.
    pub count: i64,
    /// Where people here find its picture, if it is one.
    pub shown: Option<account::Emoji>,
}

/// A reaction with those who reacted, as a viewer sees it.
#[derive(Clone, Debug)]
pub struct TallyView {
    /// The emoji, and how many reacted with it.
    pub tally: Tally,
    /// Whether the viewer did.
    pub me: bool,
    /// Some of those who did.
    pub accounts: Vec<AccountView>,
}

/// Somebody here reacts to a status. Another reaction of theirs has to be taken back first, since most servers with
/// reactions know one for each.
pub async fn react(site: &Site, by: &Account, id: StatusId, written: &str) -> Result<Status> {
    let emoji = Emoji::of_here(site, written).await?;
    let status = statuses::get_original(site, Viewer::Account(by.id), id).await?;
    let known = store::status_reactions::of(&site.store, by.id, status.id).await?;
    if known.iter().any(|known| !is_with(known, &emoji)) {
        let problem = Problem::new("name", "cannot be added: you have reacted to this post already");
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    add(site, by, status, emoji, None).await
}

/// Somebody elsewhere reacts to a status.
pub async fn react_remote(
    site: &Site,
    by: &Account,
    id: StatusId,
    emoji: Emoji,
    uri: Option<String>,
) -> Result<Status> {
    let status = statuses::get_original(site, Viewer::Account(by.id), id).await?;
    let known = store::status_reactions::of(&site.store, by.id, status.id).await?;
    if known.len() >= limits::REACTIONS_BY_ONE {
        return Err(Refusal::Invalid(vec![Problem::new("name", "is one of too many reactions")]).into());
    }
    add(site, by, status, emoji, uri).await
}

async fn add(site: &Site, by: &Account, status: Status, emoji: Emoji, uri: Option<String>) -> Result<Status> {
    interactions::check(site, by, &status, Interaction::Favourite).await?;
    let Emoji { name, picture } = emoji;
    let reaction =
        StatusReaction { id: site.id(), account_id: by.id, status_id: status.id, name, picture, uri };
    let mut tx = site.store.begin().await?;
    if store::status_reactions::insert(&mut tx, &reaction).await? {
        let is_favourite = store::favourites::insert(&mut tx, &reaction.as_favourite()).await?;
        if is_favourite {
            store::counters::bump_favourites(&mut tx, status.id, 1).await?;
        }
        let event = Event::Reacted { reaction, is_favourite };
        store::events::record(&mut tx, site.id(), &event).await?;
    }
    tx.commit().await?;
    Ok(status)
}

/// Somebody here takes a reaction back.
pub async fn unreact(site: &Site, by: &Account, id: StatusId, written: &str) -> Result<Status> {
    let status = statuses::get_original(site, Viewer::Account(by.id), id).await?;
    let known = store::status_reactions::of(&site.store, by.id, status.id).await?;
    let named = Emoji::arrived(written, Some(String::new()));
    let with = |reaction: &&StatusReaction| named.as_ref().is_some_and(|named| reaction.name == named.name);
    if let Some(reaction) = known.iter().find(with) {
        end(site, reaction).await?;
    }
    Ok(status)
}

/// Takes a reaction back. The favourite that stood for it stands for another, or is no more.
pub async fn end(site: &Site, reaction: &StatusReaction) -> Result<()> {
    let (by, status) = (reaction.account_id, reaction.status_id);
    let mut tx = site.store.begin().await?;
    if store::status_reactions::delete(&mut tx, reaction).await? {
        let favourite = store::favourites::find(&mut tx, by, status).await?;
        let stood = favourite.is_some_and(|favourite| reaction.is_stood_for_by(&favourite));
        let was_favourite = stood && !replace(&mut tx, by, status).await?;
        if was_favourite {
            store::favourites::delete(&mut tx, by, status).await?;
            store::counters::bump_favourites(&mut tx, status, -1).await?;
        }
        let event = Event::Unreacted { reaction: reaction.clone(), was_favourite };
        store::events::record(&mut tx, site.id(), &event).await?;
    }
    Ok(tx.commit().await?)
}

/// Has a favourite stand for a reaction that is left; answers whether there is one.
async fn replace(tx: &mut Tx, by: AccountId, status: StatusId) -> Result<bool> {
    let left = store::status_reactions::of(&mut *tx, by, status).await?;
    if let Some(other) = left.first() {
        store::status_reactions::stand_for(tx, &other.as_favourite()).await?;
    }
    Ok(!left.is_empty())
}

/// Somebody elsewhere favourites what they had only reacted to: from now on the favourite stands for itself.
pub(crate) async fn part(tx: &mut Tx, favourite: &Favourite) -> Result<()> {
    let (by, status) = (favourite.account_id, favourite.status_id);
    let known = store::favourites::find(&mut *tx, by, status).await?;
    let all = store::status_reactions::of(&mut *tx, by, status).await?;
    if known.is_some_and(|known| all.iter().any(|reaction| reaction.is_stood_for_by(&known))) {
        store::status_reactions::stand_for(tx, favourite).await?;
    }
    Ok(())
}

/// What becomes of reactions when a favourite is taken back: those that it stood for go with it. Answers whether
/// another reaction is left for which it stands now.
pub(crate) async fn left_of(tx: &mut Tx, favourite: &Favourite) -> Result<bool> {
    let all = store::status_reactions::of(&mut *tx, favourite.account_id, favourite.status_id).await?;
    if !all.iter().any(|reaction| reaction.is_stood_for_by(favourite)) {
        return replace(tx, favourite.account_id, favourite.status_id).await;
    }
    for reaction in &all {
        store::status_reactions::delete(tx, reaction).await?;
    }
    Ok(false)
}

/// The account's reaction that other servers know under this address.
pub async fn find_by_uri(site: &Site, by: &Account, uri: &str) -> Result<Option<StatusReaction>> {
    Ok(store::status_reactions::find_by_uri(&site.store, uri, by.id).await?)
}

/// An account's reactions to a status.
pub async fn of(site: &Site, by: &Account, status: StatusId) -> Result<Vec<StatusReaction>> {
    Ok(store::status_reactions::of(&site.store, by.id, status).await?)
}

/// Who reacted to a status, with what; the emoji alone, if one is named.
pub async fn list(site: &Site, viewer: Viewer, id: StatusId, only: Option<&str>) -> Result<Vec<TallyView>> {
    let status = statuses::get_original(site, viewer, id).await?;
    let view = statuses::show(site, viewer, status.id).await?;
    let by = store::status_reactions::by(&site.store, status.id).await?;
    let hidden = hiding::of_viewer(site, viewer).await?;
    let people: Vec<AccountId> = by.iter().map(|(_, _, by)| *by).collect();
    let people = shelf::accounts(site, &people).await?;
    let only = only.and_then(|written| Emoji::arrived(written, Some(String::new())));
    let is_wanted = |emoji: &Emoji| only.as_ref().is_none_or(|only| only.name == emoji.name);
    let wanted = view.sheet.reactions.iter().filter(|tally| is_wanted(&tally.emoji));
    let with = |emoji: &Emoji| {
        let same = by.iter().filter(|(name, picture, _)| *name == emoji.name && *picture == emoji.picture);
        same.filter_map(|(_, _, account)| people.get(account))
            .filter(|view| !view.account.is_suspended() && !hidden.hides(&view.account, site.now()))
            .map(|view| AccountView::clone(view))
            .collect()
    };
    Ok(wanted
        .map(|tally| TallyView {
            me: view.own_reactions.contains(&tally.emoji),
            accounts: with(&tally.emoji),
            tally: tally.clone(),
        })
        .collect())
}

/// The reactions to statuses, in order of the first.
pub(crate) async fn tallies(site: &Site, ids: &[StatusId]) -> Result<HashMap<StatusId, Vec<Tally>>> {
    let mut by_status: HashMap<StatusId, Vec<Tally>> = HashMap::new();
    let seals = Seals::of(site).await?;
    let show = |name: &str, url: &String| {
        let mut shown =
            account::Emoji { shortcode: name.to_owned(), url: url.clone(), static_url: None, offered: None };
        seals.show(&site.instance, std::slice::from_mut(&mut shown));
        shown
    };
    for (status, name, picture, count) in store::status_reactions::tally(&site.store, ids).await? {
        let tallies = by_status.entry(status).or_default();
        if tallies.len() < limits::REACTIONS_SHOWN {
            let shown = picture.as_ref().map(|url| show(&name, url));
            tallies.push(Tally { emoji: Emoji { name, picture }, count, shown });
        }
    }
    Ok(by_status)
}

/// What the viewer reacted with to statuses.
pub(crate) async fn own(
    site: &Site,
    viewer: Viewer,
    ids: &[StatusId],
) -> Result<HashMap<StatusId, Vec<Emoji>>> {
    let mut by_status: HashMap<StatusId, Vec<Emoji>> = HashMap::new();
    if let Some(me) = viewer.account_id() {
        for (status, name, picture) in store::status_reactions::own(&site.store, me, ids).await? {
            by_status.entry(status).or_default().push(Emoji { name, picture });
        }
    }
    Ok(by_status)
}

fn is_with(reaction: &StatusReaction, emoji: &Emoji) -> bool {
    reaction.name == emoji.name && reaction.picture == emoji.picture
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_is_one_of_unicode_or_a_picture_with_a_name() {
        let of = |written: &str, picture: Option<&str>| Emoji::arrived(written, picture.map(str::to_owned));
        let named = |name: &str, picture: Option<&str>| {
            Some(Emoji { name: name.to_owned(), picture: picture.map(str::to_owned) })
        };
        assert_eq!(of("🍵", None), named("🍵", None));
        assert_eq!(of("❤", Some("p")), of("❤️", None), "with and without the mark for colour");
        assert_eq!(of(":tea:", Some("p")), named("tea", Some("p")));
        assert_eq!(of(":tea@far.example:", Some("p")), named("tea", Some("p")));
        for (written, picture) in [(":tea:", None), ("", Some("p")), ("so nice", Some("p")), ("🍵🍵", None)]
        {
            assert_eq!(of(written, picture), None, "{written}");
        }
    }
}
